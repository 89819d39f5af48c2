"""The home page for somebody who works on a branch of the list: its month, its ticks, its own check."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from standards_site.outputs.links import Place
from tests.builders.failing_stores import FAILURES
from tests.probes.my_branch import answered
from tests.probes.year import NOW, Year

PHONE, DESK = {"width": 360, "height": 800}, {"width": 1366, "height": 768}
FIRST, SECOND = "teacher-software", "student-masters"
NAMES = {FIRST: "软件工程教师党支部", SECOND: "硕士生第二党支部"}
OWN = ("teacher", 12, "设支部委员会，没有划分党小组", "")
ABOUT = "home-month > div .sub"
TICKED = "() => Array.from(document.querySelectorAll('[data-tick].is-done'), (line) => line.dataset.tick)"
MONTH = """(place) => Array.from(document.querySelectorAll(place + " this-month [data-tick]"), (line) => [
  line.dataset.tick,
  line.querySelector("a").textContent,
  line.querySelector("a").href,
])"""
WRITE = """async ([branch, texts, here]) => {
  const { store } = SelfCheck;
  store.fill(branch, texts);
  if (here) store.fill(SelfCheckOwn.HERE, here);
  await store.database.save();
}"""


def opened(open_page, viewport=DESK):
    page = open_page(viewport=viewport, timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    return page


def tick(page, disk: str, branch: str) -> str:
    """Tick the first duty on the page of a branch, and return which that is."""
    year = Year(page, f"{disk}branches/{branch}.html")
    box = page.locator("#month [data-tick] input").first
    box.evaluate("box => box.click()")
    year.settle()
    return box.evaluate("box => box.closest('[data-tick]').dataset.tick")


def home(page, disk: str, words: str) -> None:
    """Open the home page, and wait for the month of the branch of which this is said."""
    page.goto(disk + "index.html")
    expect(page.locator(ABOUT).first).to_contain_text(words)
    page.locator("this-month .tick input").first.wait_for(state="attached")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("branch", [FIRST, SECOND])
def test_the_month_of_a_listed_branch_its_ticks_and_its_check_are_on_the_home_page(open_page, disk, viewport, branch):
    page = opened(open_page, viewport)
    ticked = tick(page, disk, branch)
    there = page.evaluate(MONTH, "#month")

    home(page, disk, page.locator("h1").inner_text())
    here = page.evaluate(MONTH, "home-month")
    first = page.locator("this-month li").first.bounding_box()
    done = page.evaluate(TICKED)
    page.get_by_role("link", name="自查：下一个没填").click()
    page.wait_for_url(f"**/branches/{branch}.html#next")

    assert here == there
    assert len(here) > 5
    assert done == [ticked]
    assert first["y"] + first["height"] < viewport["height"]


def test_the_days_of_its_term_are_shown_too(open_page, disk):
    page = opened(open_page)
    tick(page, disk, SECOND)
    days = page.locator("#month [data-duty] .when").all_text_contents()

    home(page, disk, "")

    assert page.locator("home-month [data-duty] .when").all_text_contents() == days
    assert any("年" in day for day in days)


def test_what_is_ticked_at_home_is_ticked_on_the_page_of_the_branch(open_page, disk):
    page = opened(open_page)
    first = tick(page, disk, FIRST)
    home(page, disk, NAMES[FIRST])

    other = page.locator("this-month [data-tick]:not(.is-done) input").first
    second = other.evaluate("box => { box.click(); return box.closest('[data-tick]').dataset.tick; }")
    page.goto(f"{disk}branches/{FIRST}.html")
    Year(page).ready()

    assert sorted(page.evaluate(TICKED)) == sorted([first, second])


def test_the_branch_that_was_worked_on_last_is_shown_and_each_can_be_chosen(open_page, disk):
    page = opened(open_page)
    tick(page, disk, FIRST)
    home(page, disk, NAMES[FIRST])
    page.get_by_role("button", name="另一个支部").click()
    answered(page, *OWN)
    expect(page.locator(ABOUT).first).to_contain_text("教师党支部 · 正式党员 12 名")
    home(page, disk, "教师党支部 · 正式党员 12 名")
    own = page.get_by_role("link", name="自查：下一个没填").get_attribute("href")
    tick(page, disk, SECOND)
    page.goto(disk + "index.html")
    page.locator(".own-branches select").wait_for()
    last = page.locator(".own-branches select").input_value()
    choices = page.locator(".own-branches option").all_text_contents()

    page.locator(".own-branches select").select_option(label=NAMES[FIRST])
    expect(page.locator(ABOUT).first).to_contain_text(NAMES[FIRST])
    home(page, disk, NAMES[FIRST])

    assert own.startswith("my-branch.html")
    assert last == SECOND
    assert len(choices) == 3
    assert NAMES[FIRST] in choices


def test_a_window_that_shows_one_branch_keeps_it_while_another_one_works_on_a_second(open_page, disk):
    page = opened(open_page)
    first = tick(page, disk, FIRST)
    home(page, disk, NAMES[FIRST])
    other = page.context.new_page()
    other.clock.set_fixed_time(NOW)
    tick(other, disk, SECOND)

    box = page.locator("this-month [data-tick]:not(.is-done) input").first
    second = box.evaluate("box => { box.click(); return box.closest('[data-tick]').dataset.tick; }")
    other.goto(f"{disk}branches/{FIRST}.html")
    Year(other).ready()

    assert NAMES[FIRST] in page.locator(ABOUT).first.inner_text()
    assert sorted(other.evaluate(TICKED)) == sorted([first, second])


@pytest.mark.parametrize("is_listed", [True, False], ids=["listed", "own"])
@pytest.mark.parametrize("failure", FAILURES)
def test_whichever_place_fails_the_month_that_is_kept_is_shown(open_page, disk, failure, is_listed):
    page = opened(open_page)
    page.context.add_init_script(FAILURES[failure])
    if is_listed:
        tick(page, disk, FIRST)
    else:
        page.goto(disk + "index.html")
        answered(page, *OWN)
        page.wait_for_function("() => document.querySelector('home-month > .note').textContent !== ''")

    home(page, disk, NAMES[FIRST] if is_listed else "正式党员 12 名")

    assert page.locator("home-month form").is_hidden()


def test_what_localstorage_has_lost_the_database_still_shows(open_page, disk):
    page = opened(open_page)
    tick(page, disk, FIRST)
    page.evaluate("() => localStorage.clear()")

    home(page, disk, NAMES[FIRST])


@pytest.mark.parametrize("place", ["index.html", Place.CALCULATORS, "ledgers.html"])
@pytest.mark.parametrize("failure", ["", "local-forbidden", "local-full", "local-forgetful", "database-absent"])
def test_a_browser_that_keeps_nothing_loads_nothing_and_no_database_is_made(page, disk, place, failure):
    page.add_init_script(FAILURES.get(failure, ""))
    page.goto(disk + place)
    scripts = page.locator("script[src]").count()

    asked = page.evaluate("() => Remembered.isAny(Remembered.FACTS, Remembered.RECORD)")

    assert asked is False
    assert page.locator("script[src]").count() == scripts
    if "database" not in failure:
        assert page.evaluate("() => indexedDB.databases()") == []


@pytest.mark.parametrize("listed", ["constructor", "__proto__", "../x", "no-such-branch", "my-branch", "form"])
def test_a_branch_that_is_not_kept_is_never_shown(open_page, disk, listed):
    page = opened(open_page)
    tick(page, disk, FIRST)
    page.evaluate(WRITE, [FIRST, {}, {"listed": listed}])

    home(page, disk, NAMES[FIRST])


def test_a_branch_that_left_the_list_is_named_and_nothing_of_it_is_called_wrong(open_page, disk):
    page = opened(open_page)
    tick(page, disk, FIRST)
    change = """() => SelfCheck.store.change("gone/branch-34/2026", "C1", { status: "met" },
      { title: "一", rev: 1, day: "2026-11-30" }, { branch: { name: "撤了的支部" }, edition: "x" }).database"""
    page.evaluate(change)
    page.evaluate(WRITE, [FIRST, {}, {"listed": "gone"}])

    page.goto(disk + "index.html")
    page.get_by_text("支部列表里没有这个支部了").wait_for()

    assert page.locator(".own-branches option").all_text_contents() == ["撤了的支部", NAMES[FIRST]]


def test_what_the_committee_says_of_a_branch_makes_it_no_branch_of_this_browser(open_page, disk):
    page = opened(open_page)
    Year(page, f"{disk}branches/{FIRST}.html")
    change = f"""() => SelfCheck.store.change("{SECOND}/slip.branch-34/2026", "C1", {{ note: "请补" }},
      {{ title: "一", rev: 1, day: "2026-11-30" }}, {{ branch: {{ name: "" }}, edition: "x" }}).database"""
    page.evaluate(change)

    page.goto(disk + "index.html")

    assert page.evaluate("() => Remembered.isAny(Remembered.FACTS, Remembered.RECORD)") is False


def test_no_word_on_a_year_that_is_not_closed(open_page, disk):
    page = opened(open_page)
    page.goto(disk + "index.html")

    answered(page, *OWN)

    assert "已经结束" not in page.locator("home-month").inner_text()


CLEAR = {
    "branch": f"(store) => SelfCheckClearing.clearBranch(store, '{SECOND}')",
    "record": f"(store) => SelfCheckClearing.clear(store, '{SECOND}/year/2026')",
}


@pytest.mark.parametrize("what", CLEAR)
def test_a_cleared_branch_is_forgotten_at_home(open_page, disk, what):
    page = opened(open_page)
    tick(page, disk, FIRST)
    tick(page, disk, SECOND)

    page.evaluate(f"() => SelfCheck.whole().then({CLEAR[what]})")
    names = page.evaluate("() => Object.entries(localStorage)")
    home(page, disk, NAMES[FIRST])

    assert [one for one in names if SECOND in "".join(one) and "/clearing/" not in one[0]] == []
