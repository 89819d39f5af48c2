"""How many screens of an office's computer a page fills."""

from __future__ import annotations

from pathlib import Path

import pytest

from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import Place
from standards_site.outputs.self_check.roll_up import branch_list
from tests.builders.people import drawn_histories
from tests.builders.records import filled, text_of
from tests.probes.checklist import Checklist, press_tool
from tests.probes.lengths import (
    FILL,
    HEIGHT,
    LOOKED_UP,
    OFFICE,
    PHONE,
    PHONE_SCREENS,
    PRINTED,
    RECORDS,
    SCREENS,
    SHARES,
)
from tests.probes.my_branch import TEACHERS
from tests.probes.policy import add_style

PARTS, LONGEST = 4, 3
"""Into how many tests the pages are divided, and how many pages of a kind of records are looked at."""
MADE = "() => !document.querySelector('self-check:not(.is-live), year-ticks:not(.is-live)')"
"""Its scripts have put up all that a reader sees without answering anything."""


def looked_at(site: Path) -> list[str]:
    """Return the pages that may not be long."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    longest = sorted(sizes, key=lambda path: -sizes[path])
    paths = [path for path in longest if path not in LOOKED_UP and not PRINTED.fullmatch(path)]
    alike = {kind: [path for path in paths if path.startswith(f"{kind}/")] for kind in RECORDS}
    return [path for path in paths if not any(path in found[LONGEST:] for found in alike.values())]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_fills_more_screens_than_it_may(open_page, site, disk, part):
    page, screens = open_page(viewport=OFFICE), {}
    paths = looked_at(site)[part::PARTS]

    for path in paths:
        page.goto(disk + path)
        page.wait_for_function(MADE)
        screens[path] = page.evaluate(HEIGHT) / OFFICE["height"]

    assert len(screens) > 60
    assert {path: count for path, count in screens.items() if count > SCREENS} == {}


def test_a_page_that_is_too_long_would_be_found(open_page, disk):
    page = open_page(viewport=OFFICE)
    page.goto(f"{disk}rules.html")
    before = page.evaluate(HEIGHT)

    add_style(page, "body .fold { padding-bottom: 40px !important }")

    assert page.evaluate(HEIGHT) / OFFICE["height"] > SCREENS > before / OFFICE["height"]


IMPORTED = "() => document.querySelector('.said').textContent.startsWith('已导入')"
LOADED = "() => ((document.querySelector('self-check:not([hidden])') || {}).tools || {}).isLoaded"
PUT = """(people) => {
  const page = document.querySelector("branch-people");
  people.forEach((texts, at) => page.keep("p" + at, texts, {}));
  page.refresh();
}"""


def a_branch_of_ones_own(page, disk, data, _):
    """Answer every question about a branch, also those that may be left open."""
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}&committee_size=3&term_start=2024-03-31")
    page.wait_for_function(LOADED)


def a_branch_with_every_item_answered(page, disk, data, _):
    """Take over a self-check of which every item is answered, and look at it on the next day."""
    a_branch_of_ones_own(page, disk, data, _)
    page.locator("#fact-candidates").evaluate("one => one.closest('details').open = true")
    page.locator("#fact-candidates").fill("3")
    whole = filled(data, "my-branch", "", 1)
    for answer in whole["items"].values():
        if not answer["status"]:
            answer |= {"status": "partly", "rev": 1, "note": "缺一份", "measure": "补齐", "responsible": "书记"}
            answer |= {"due": "2026-12-31"}
    press_tool(page, "导入")
    page.get_by_label("或者粘贴数据").fill(text_of(whole))
    page.get_by_role("button", name="读取粘贴的数据").click()
    page.locator(".panel").get_by_role("button", name="导入", exact=True).click()
    page.wait_for_function(IMPORTED)
    page.wait_for_function("() => document.querySelector('self-check').store.entries.unsaved().length === 0")
    page.goto(disk + Place.MY_BRANCH)
    page.wait_for_function(LOADED)


def a_listed_branch_with_every_item_answered(page, disk, data, _):
    """The same on the page of a branch of the list, half of it answered."""
    checklist = Checklist(page, disk)
    checklist.bring(filled(data, "teacher-software", "软件工程系教师党支部", 3))
    checklist.reload()


def twenty_people(page, disk, data, _):
    """Keep the days of twenty people, and open one of them."""
    page.goto(disk + Place.PEOPLE)
    page.wait_for_function("() => document.querySelector('branch-people').tools")
    people = [{**given, "code": str(n + 1)} for n, (given, _) in enumerate(drawn_histories(data, 20, in_order=True))]
    page.evaluate(PUT, people)


def a_roll_up_of_twelve(page, disk, data, folder):
    """Read the files of twelve branches."""
    known = branch_list(data, Standards(data))["branches"][:12]
    files = []
    for number, one in enumerate(known):
        file = folder / f"{number}.json"
        file.write_text(text_of(filled(data, one["id"], one["name"], number)), encoding="utf-8")
        files.append(file)
    page.goto(disk + Place.ROLL_UP)
    page.locator("[name=files]").set_input_files(files)
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()


def every_calculator(page, disk, data, _):
    """Fill in every calculator."""
    page.goto(disk + Place.CALCULATORS)
    page.locator("branch-calculator form").first.wait_for()
    for tool in page.locator("branch-calculator").all():
        for control in tool.locator("select:visible").all():
            control.select_option(index=1)
        for control in tool.locator("input:visible").all():
            control.fill("2025-12-10" if control.get_attribute("type") == "date" else "12")


@pytest.mark.parametrize(
    "fill",
    [
        a_branch_of_ones_own,
        a_branch_with_every_item_answered,
        a_listed_branch_with_every_item_answered,
        twenty_people,
        a_roll_up_of_twelve,
        every_calculator,
    ],
)
def test_no_page_is_too_long_once_it_is_filled_in(open_page, disk, data, tmp_path, fill):
    page = open_page(viewport=OFFICE)
    page.clock.set_fixed_time("2026-11-30T08:00:00+08:00")

    fill(page, disk, data, tmp_path)
    page.wait_for_timeout(1_000)

    assert page.evaluate(HEIGHT) / OFFICE["height"] <= SCREENS


TICKABLE = """() => {
  const ticks = document.querySelector("year-ticks");
  const check = document.querySelector("self-check:not([hidden])");
  return ticks && ticks.tools && ticks.isOpen && check && check.isOpen && check.tools && check.tools.isLoaded;
}"""
KEPT = "() => document.querySelector('self-check').store.entries.unsaved().length === 0"
CHECKS = {"own": f"{Place.MY_BRANCH}#{TEACHERS}", "listed": "branches/teacher-software.html"}


@pytest.mark.parametrize("has_more", [False, True], ids=["alone", "with-ticks-and-remarks"])
@pytest.mark.parametrize("kind", ["nothing", "met", "problems", "unfinished", "mixed"])
@pytest.mark.parametrize("whose", CHECKS)
def test_the_page_of_a_branch_is_not_too_long_however_much_of_it_is_filled_in(open_page, disk, whose, kind, has_more):
    screens = {}

    for share in SHARES if kind != "nothing" else ("all",):
        page = open_page(viewport=OFFICE)
        page.clock.set_fixed_time("2026-11-30T08:00:00+08:00")
        page.goto(disk + CHECKS[whose])
        page.wait_for_function(TICKABLE)
        page.evaluate(FILL, [kind, share, has_more])
        for when in ("at once", "later"):
            for size, most in ((OFFICE, SCREENS), (PHONE, PHONE_SCREENS)):
                page.set_viewport_size(size)
                screens[share, when, size["width"]] = page.evaluate(HEIGHT) / size["height"] / most
            page.wait_for_function(KEPT)
            page.reload()
            page.wait_for_function(TICKABLE)

    print(f"{whose} {kind}: {max(screens.values()):.2f} of what it may have")
    assert {given: share for given, share in screens.items() if share > 1} == {}


def test_what_is_folded_on_a_filled_page_is_printed(open_page, disk, data, tmp_path):
    page = open_page(viewport=OFFICE)
    a_branch_with_every_item_answered(page, disk, data, tmp_path)

    folded = page.locator("self-check:not([hidden]) section > ul").evaluate_all("all => all.map((one) => one.hidden)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    rows = page.locator("self-check:not([hidden]) table.paper tbody tr:visible")

    assert all(folded)
    assert len(folded) == 7
    assert rows.count() == page.locator("self-check:not([hidden]) li[data-rev]:not([hidden])").count()
    assert page.locator("#applies [data-part=items] p").first.is_visible()
    assert page.locator("#year [data-part=duties] li").first.is_visible()
