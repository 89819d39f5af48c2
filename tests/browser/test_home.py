"""The home page: this month after three answers, and at once where the browser remembers them."""

from __future__ import annotations

from datetime import date

import pytest

from standards_site.branch.schedule import branch_schedule
from standards_site.data.model import BranchFacts
from standards_site.in_force.resolve import Standards, resolve
from tests.probes.my_branch import answered

PHONE, DESK = {"width": 360, "height": 800}, {"width": 1366, "height": 768}
LINKED = "lines => lines.map((line) => line.querySelector('a').textContent)"
BODIES = {
    "设支部委员会，划分党小组": (True, True),
    "设支部委员会，没有划分党小组": (True, False),
    "不设支部委员会": (False, False),
}
BRANCHES = [
    ("teacher", 12, "设支部委员会，划分党小组", "2024-03-31", "2026-11-29"),
    ("student", 30, "设支部委员会，划分党小组", "2024-09-01", "2027-03-01"),
    ("student", 5, "不设支部委员会", "", "2026-12-31"),
    ("retired", 9, "设支部委员会，没有划分党小组", "2025-02-28", "2027-02-28"),
    ("office", 20, "设支部委员会，没有划分党小组", "", "2028-02-29"),
]


def expected(data, kind, members, bodies, start, day):
    """Return what a branch of which nothing else is known has to do in the month of a day, by `resolve`."""
    committee, groups = BODIES[bodies]
    nothing = dict.fromkeys(
        ("probationary_members", "mobile_members", "graduating_members", "overseas_members", "candidates"), 0
    )
    facts = BranchFacts.model_validate(
        {
            **nothing,
            "kind": kind,
            "formal_members": members,
            "committee": committee,
            "groups": groups,
            "leaders": False,
            "rectification": False,
            "term_start": start or None,
        }
    )
    year = branch_schedule(data, resolve(Standards(data).of_kind(kind), facts))
    month = date.fromisoformat(day).month
    due = [duty.title for duty in year.duties for days in duty.periods if days.first.month <= month <= days.last.month]
    ids = {duty.frequency for duty in year.duties} | {one.step.id for one in year.deadlines}
    return [one.day for one in year.deadlines], sorted([*(one.step.title for one in year.deadlines), *due]), ids


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("branch", BRANCHES)
def test_three_answers_show_the_month_of_a_branch_and_are_remembered(open_page, disk, data, branch, viewport):
    *given, day = branch
    page = open_page(viewport=viewport, timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(f"{day}T08:00:00+08:00")
    page.goto(disk + "index.html")

    answered(page, *given)

    days, titles, ids = expected(data, *given, day)
    assert sorted(page.locator("this-month li").evaluate_all(LINKED)) == titles
    text = page.locator("this-month").text_content()
    assert all(f"{one.year} 年 {one.month} 月 {one.day} 日" in text for one in days)
    assert {line.get_attribute("data-duty") for line in page.locator("this-month li").all()} <= ids
    first = page.locator("this-month li").first.bounding_box()
    assert first["y"] + first["height"] < viewport["height"]
    page.reload()
    page.locator("this-month h3").first.wait_for()
    assert sorted(page.locator("this-month li").evaluate_all(LINKED)) == titles
    assert page.locator("home-month form").is_hidden()


def test_what_was_not_asked_is_said_and_another_branch_can_be_entered(page, disk):
    page.goto(disk + "index.html")
    answered(page, *BRANCHES[2][:4])

    note = page.locator("home-month").inner_text()
    page.get_by_role("button", name="另一个支部").click()
    answered(page, *BRANCHES[1][:4])

    assert "没有填、按没有算：" in note
    assert "没有填本届选举产生的日期，所以没列换届的日子" in note
    assert "学生党支部 · 正式党员 30 名" in page.locator("home-month").inner_text()


def test_nothing_is_called_wrong_before_it_is_asked_for_and_then_it_is_said_what(page, disk):
    page.goto(disk + "index.html")
    said = page.locator("home-month > .note")
    before = said.inner_text()

    page.get_by_role("button", name="看本月").click()
    first = said.inner_text()
    page.get_by_label("哪类支部").select_option("teacher")
    page.get_by_label("几名正式党员").fill("十二点五")
    page.get_by_label("支委会和党小组").select_option(index=1)
    page.get_by_role("button", name="看本月").click()
    page.wait_for_function("() => document.querySelector('home-month > .note').textContent.includes('正式党员')")

    assert before == ""
    assert first == "还缺：哪类支部、几名正式党员、支委会和党小组。"
    assert page.locator("this-month").count() == 0


def test_the_page_of_the_branch_takes_over_what_was_answered(page, disk):
    page.goto(disk + "index.html")
    answered(page, *BRANCHES[0][:4])

    page.get_by_role("link", name="全年、自查和表单").click()

    page.wait_for_url("**/my-branch.html*")
    page.locator("#fact-formal_members:enabled").wait_for(state="attached")
    assert page.locator("#fact-kind").input_value() == "teacher"
    assert page.locator("#fact-formal_members").input_value() == "12"


@pytest.mark.parametrize("place", [0, 2, -1])
def test_what_is_ticked_here_is_ticked_on_the_page_of_the_branch_and_the_other_way_round(open_page, disk, place):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time("2026-11-30T08:00:00+08:00")
    page.goto(disk + "index.html")
    answered(page, *BRANCHES[0][:4])
    for fold in page.locator("this-month details").all():
        fold.evaluate("fold => { fold.open = true; }")
    line = page.locator("this-month [data-tick]").nth(place if place >= 0 else page.locator("[data-tick]").count() - 1)
    tick = line.get_attribute("data-tick")

    line.get_by_role("checkbox").check()
    page.reload()
    page.locator(f"[data-tick='{tick}'] input").wait_for(state="attached")
    here = page.locator("[data-tick]:has(input:checked)").evaluate_all("all => all.map((one) => one.dataset.tick)")
    page.goto(disk + "my-branch.html")
    there = page.locator(f"[data-tick='{tick}'].is-done")
    there.wait_for(state="attached")
    there.locator(".tick input").evaluate("box => box.click()")
    page.wait_for_function("() => document.querySelector('year-ticks').pending === 0")
    page.goto(disk + "index.html")
    page.locator(f"[data-tick='{tick}'] input").wait_for(state="attached")

    assert here == [tick]
    assert page.locator("[data-tick] input:checked").count() == 0


def test_where_nothing_can_be_stored_the_month_is_shown_all_the_same(open_page, disk):
    page = open_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new Error('no'); }})")
    page.goto(disk + "index.html")

    answered(page, *BRANCHES[0][:4])

    assert "支部委员会会议" in page.locator("this-month").inner_text()


HEADER = """() => Array.from(document.querySelectorAll("header a, header label, header summary, .md-tabs a"))
  .filter((one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden" && !one.closest("form"))
  .map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const words = one.textContent.trim() || "icon";
    return [words, Math.round((left + width / 2) / 12), Math.round((top + height / 2) / 12)];
  })"""


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_header_is_the_same_on_the_pages_outside_the_theme(open_page, disk, viewport):
    page, seen = open_page(viewport=viewport), {}

    for path in ("items/C1.html", "my-branch.html", "forms/meeting-record.html", "branches/teacher-software.html"):
        page.goto(disk + path)
        # the theme writes the name as text
        found = [one for one in page.evaluate(HEADER) if one[0] != "党支部工作手册" and "\n" not in one[0]]
        seen[path] = {words: place for words, *place in found}
    first, *others = seen.values()

    assert list(first) == list(others[0])
    for other in others:
        assert list(other) == list(first)
        assert all(abs(one - two) <= 1 for words in first for one, two in zip(first[words], other[words], strict=True))


def test_what_the_browser_draws_is_dark_where_the_page_is(open_page, disk):
    page = open_page(color_scheme="dark")

    for path in ("index.html", "calculators.html", "my-branch.html"):
        page.goto(disk + path)
        page.locator("input").first.wait_for(state="attached")
        schemes = page.locator("input").evaluate_all("all => all.map((one) => getComputedStyle(one).colorScheme)")
        assert set(schemes) == {"dark"}


def test_the_self_check_is_that_of_the_branch_that_is_remembered(open_page, disk):
    page = open_page(viewport=PHONE)
    page.goto(disk + "index.html")
    to_list = page.locator(".to-check").get_attribute("href")
    answered(page, *BRANCHES[0][:4])
    page.locator(".to-check").click()
    page.wait_for_url("**/my-branch.html*")
    following = page.locator("self-check:visible .next")
    following.wait_for()
    page.wait_for_function(
        "() => document.querySelector('self-check:not([hidden]) .next').getBoundingClientRect().top < 400"
    )

    following.click()

    assert to_list == "branches/index.html"
    assert page.evaluate("document.activeElement.closest('li').id") == page.locator(
        "self-check:visible li[data-rev]:visible"
    ).first.get_attribute("id")


def test_without_a_script_the_home_page_leads_to_the_duties_of_the_year(open_page, disk):
    page = open_page(java_script_enabled=False)
    page.goto(disk + "index.html")

    page.get_by_role("link", name="通常什么时候要做").first.click()

    assert page.url.endswith("#due")
    assert page.locator(".due li").count() > 10
    assert page.locator("home-month form").count() == 0
