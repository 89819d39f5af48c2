"""What the home page keeps: it undoes no answers of another window without asking, and says where nothing is kept."""

from __future__ import annotations

from itertools import cycle, product

import pytest

from standards_site.outputs.links import Place
from tests.builders.failing_stores import DATABASE_FAILS, FAILURES, LOCAL_FAILS
from tests.probes.accessibility import serious
from tests.probes.my_branch import answered, ready

NOW = "2026-11-30T08:00:00+08:00"
BODIES = "设支部委员会，划分党小组"
TEACHERS = ("teacher", 12, BODIES, "2024-03-31")
STUDENTS = ("student", 20, BODIES, "")
FIRST = {"kind": "teacher", "formal_members": "12", "committee": "1", "groups": "1", "term_start": "2024-03-31"}
SECOND = {"kind": "student", "formal_members": "20", "committee": "1", "groups": "1"}
THEIRS, ANOTHER, MINE = "用这个浏览器记着的", "这是另一个支部", "改成刚填的"
AFTER = {THEIRS: [FIRST], ANOTHER: [FIRST, SECOND], MINE: [{**FIRST, **SECOND}]}
TITLES = {THEIRS: "教师党支部", ANOTHER: "学生党支部", MINE: "学生党支部"}
KEPT = """() => Object.keys(localStorage).filter((name) => /form.my-branch[^/]*-facts.fields$/.test(name)).sort()
  .map((name) => JSON.parse(localStorage[name]).value)"""
TICKED = "() => Array.from(document.querySelectorAll('[data-tick].is-done'), (line) => line.dataset.tick)"
ASKED = "home-month > .origin"
SAID = "home-month > .note"
ONE_PLACE = "只存了一处，另一处这个浏览器存不了：突然关机可能丢掉刚填的，请常备份到文件。"
NOT_KEPT = "没有保存：这个浏览器不让保存，或者空间满了。"
REFILLED = "浏览器里存的内容被清空过，这一页上的已经重新存好。"
SAYS = "(words) => document.querySelector('home-month > .note').textContent.includes(words)"
SHOWS = "(words) => document.querySelector('home-month > div .sub').textContent.includes(words)"


def tick(page) -> str:
    """Tick the first line of the month, and return which that is."""
    box = page.locator("this-month [data-tick] input").first
    box.evaluate("box => box.click()")
    return box.evaluate("box => box.closest('[data-tick]').dataset.tick")


def told(facts: dict[str, str]) -> dict[str, str]:
    """Return those facts for which the home page asks."""
    return {name: facts[name] for name in FIRST if facts.get(name)}


def fill_in(page, kind, members, bodies, start) -> None:
    """Answer the questions of the home page, without waiting for anything."""
    page.get_by_label("哪类支部").select_option(kind)
    page.get_by_label("几名正式党员").fill(str(members))
    page.get_by_label("支委会和党小组").select_option(label=bodies)
    if start:
        page.get_by_label("本届选举产生的日期").fill(start)


def has_read(page) -> None:
    """Have a page read the store while it still shows its questions."""
    fill_in(page, "student", "十二点五", BODIES, "")
    page.get_by_role("button", name="看本月").click()
    page.wait_for_function(SAYS, arg="正式党员")


def answer_there(page, where: str, site: str) -> None:
    """Answer for the teachers, on the home page or on that of the branch."""
    if where == "home":
        page.goto(site + "index.html")
        answered(page, *TEACHERS)
        return
    page.goto(site + Place.MY_BRANCH)
    ready(page)
    page.locator("#fact-kind").select_option("teacher")
    page.locator("#fact-formal_members").fill("12")
    for name in ("committee", "groups"):
        page.locator(f"[name=fact-{name}][value='1']").check()
    page.locator("#fact-term_start").fill("2024-03-31")
    page.wait_for_function("() => document.querySelector('my-branch').store.entries.unsaved().length === 0")


ORDERS = list(product((THEIRS, ANOTHER, MINE), (False, True), ("home", "my-branch"), (False, True)))
ORDER_IDS = [f"{number}-{'late' if late else 'early'}-{where}" for number, (_, late, where, _) in enumerate(ORDERS)]


@pytest.mark.parametrize(
    ("place", "order"), list(zip(cycle(("disk", "intranet", "intranet", "disk")), ORDERS, strict=False)), ids=ORDER_IDS
)
def test_what_another_window_answered_meanwhile_is_undone_by_nobody_who_did_not_see_it(
    open_page, request, place, order
):
    chosen, is_read, where, has_typed = order
    start = request.getfixturevalue(place)
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(start + "index.html")
    if is_read:
        has_read(page)
    if has_typed:
        fill_in(page, *STUDENTS)
    other = page.context.new_page()
    other.clock.set_fixed_time(NOW)
    answer_there(other, where, start)
    ticked = [tick(other)] if where == "home" else []

    if not has_typed and not page.locator("home-month form").is_hidden():
        fill_in(page, *STUDENTS)
    page.get_by_role("button", name="看本月").click()
    page.locator(ASKED).wait_for()
    before = [told(facts) for facts in other.evaluate(KEPT)]
    seen = page.locator("this-month").is_visible(), page.evaluate(TICKED)
    page.get_by_role("button", name=chosen).click()
    page.locator(ASKED).wait_for(state="detached")
    page.wait_for_function(SHOWS, arg=TITLES[chosen])

    assert before == [FIRST]
    assert seen == (True, ticked)
    assert sorted(map(told, other.evaluate(KEPT)), key=str) == sorted(AFTER[chosen], key=str)
    assert page.evaluate(TICKED) == (ticked if chosen != ANOTHER else [])


@pytest.mark.parametrize(("failure", "is_read"), list(zip(FAILURES, cycle((False, True)), strict=False)))
def test_one_place_is_enough_to_know_of_another_window(page, disk, failure, is_read):
    page.context.add_init_script(FAILURES[failure])
    page.goto(disk + "index.html")
    if is_read:
        has_read(page)
    other = page.context.new_page()
    answer_there(other, "home", disk)
    other.wait_for_function(SAYS, arg=ONE_PLACE)

    fill_in(page, *STUDENTS)
    page.get_by_role("button", name="看本月").click()
    page.locator(ASKED).wait_for()
    page.get_by_role("button", name=THEIRS).click()
    page.wait_for_function(SHOWS, arg=TITLES[THEIRS])
    other.goto(disk + Place.MY_BRANCH)
    ready(other)

    assert other.locator("#fact-kind").input_value() == "teacher"
    assert other.locator("#fact-formal_members").input_value() == "12"


def test_what_another_window_has_answered_in_part_is_asked_about_and_can_be_gone_on_with(page, disk):
    page.goto(disk + "index.html")
    other = page.context.new_page()
    other.goto(disk + Place.MY_BRANCH)
    ready(other)
    other.locator("#fact-kind").select_option("teacher")
    other.locator("#fact-term_start").fill("2024-03-31")
    fill_in(page, *STUDENTS)
    page.get_by_role("button", name="看本月").click()
    page.locator(ASKED).wait_for()

    page.get_by_role("button", name=THEIRS).click()
    page.wait_for_function("() => document.querySelector('home-month select').value === 'teacher'")
    answered(page, *TEACHERS[:3], "")

    assert [told(facts) for facts in page.evaluate(KEPT)] == [FIRST]


def test_what_changes_while_it_is_asked_is_asked_again(open_page, disk):
    page = open_page()
    page.goto(disk + "index.html")
    other = page.context.new_page()
    answer_there(other, "my-branch", disk)
    fill_in(page, *STUDENTS)
    page.get_by_role("button", name="看本月").click()
    page.locator(ASKED).wait_for()

    other.locator("#fact-formal_members").fill("13")
    page.locator(ASKED).get_by_text("13 名").wait_for()
    faults = serious(page)
    page.get_by_role("button", name=THEIRS).click()
    page.wait_for_function(SHOWS, arg="13 名")

    assert faults == []
    assert [told(facts) for facts in page.evaluate(KEPT)] == [{**FIRST, "formal_members": "13"}]


def test_the_same_answers_need_no_question_and_the_month_follows_what_another_window_changes(open_page, disk):
    page = open_page()
    page.goto(disk + "index.html")
    other = page.context.new_page()
    answer_there(other, "my-branch", disk)

    answered(page, *TEACHERS[:3], "")
    asked = page.locator(ASKED).count()
    other.locator("#fact-formal_members").fill("13")
    page.wait_for_function(SHOWS, arg="13 名")

    assert asked == 0
    assert [told(facts) for facts in page.evaluate(KEPT)] == [{**FIRST, "formal_members": "13"}]


def said_beside_the_month(page, words: str) -> bool:
    """Wait for these words, and return whether they stand where the month begins."""
    page.wait_for_function(SAYS, arg=words)
    said, month = (page.locator(one).bounding_box() for one in (SAID, "this-month"))
    return said["y"] + said["height"] <= month["y"] < 800


@pytest.mark.parametrize("failure", FAILURES)
def test_where_one_place_does_not_keep_it_is_said_beside_the_month(open_page, disk, failure):
    page = open_page(viewport={"width": 360, "height": 800})
    page.add_init_script(FAILURES[failure])
    page.goto(disk + "index.html")

    answered(page, *TEACHERS)
    first = said_beside_the_month(page, ONE_PLACE)
    tick(page)

    assert first
    assert said_beside_the_month(page, ONE_PLACE)


@pytest.mark.parametrize(("local", "database"), list(zip(cycle(LOCAL_FAILS), DATABASE_FAILS, strict=False)))
@pytest.mark.parametrize("is_late", [False, True], ids=["first", "later"])
def test_where_nothing_is_kept_it_is_said_beside_the_month(open_page, disk, local, database, is_late):
    page = open_page(viewport={"width": 360, "height": 800})
    page.on("dialog", lambda dialog: dialog.accept())
    failing = LOCAL_FAILS[local] + DATABASE_FAILS[database]
    if not is_late:
        page.add_init_script(failing)
    page.goto(disk + "index.html")

    answered(page, *TEACHERS)
    first = is_late or said_beside_the_month(page, NOT_KEPT)
    if is_late:
        page.wait_for_function("() => indexedDB.databases().then((all) => all.length > 0)")
        page.reload()
        page.locator("this-month h3").first.wait_for()
        page.evaluate(f"() => {{ {failing} }}")
    tick(page)

    assert first
    # a database that is open already may go on where only its opening is refused
    if not is_late or database in ("full", "forgetful", "closed"):
        assert said_beside_the_month(page, NOT_KEPT)
    else:
        assert said_beside_the_month(page, ONE_PLACE)


def test_what_was_emptied_under_the_page_is_said_to_be_kept_again(page, disk):
    page.goto(disk + "index.html")
    answered(page, *TEACHERS)
    before = page.evaluate(KEPT)

    page.evaluate("localStorage.clear()")
    tick(page)
    page.wait_for_function(SAYS, arg=REFILLED)

    assert page.evaluate(KEPT) == before


NOTED = (
    {"status": "met"},
    {"status": "met", "done_on": "2026-11-30"},
    {"status": "met", "done_on": "2026-11-02"},
    {"status": "met", "done_on": "2026-12-01"},
    {"status": "met", "done_on": "2028-01-20"},
    {"status": "met", "done_on": "2021-01-20"},
    {"status": "not_applicable"},
    {"status": "not_applicable", "note": "本季度合并到下一次"},
    {"status": "", "done_on": "2026-12-24"},
    {},
)
NOTE = """async (noted) => {
  const { store } = document.querySelector("year-ticks");
  const about = { branch: { name: "" }, edition: "x" };
  const how = { title: "x", rev: 1, day: "2026-11-30" };
  for (const [tick, values] of noted) store.change("my-branch/year/2026", tick, values, how, about);
  await store.database.save();
}"""
LINES = """(place) => Object.fromEntries(Array.from(document.querySelectorAll(place + " [data-tick]"), (line) => [
  line.dataset.tick,
  [
    line.classList.contains("is-done"),
    line.classList.contains("is-left"),
    line.querySelector(".filled").textContent.includes("（日子待核对）"),
    line.querySelector(".tick input").checked,
  ],
]))"""


@pytest.mark.parametrize("turn", range(3))
def test_a_tick_counts_on_the_home_page_as_on_the_page_of_the_branch(page, disk, turn):
    page.clock.set_fixed_time(NOW)
    page.goto(disk + "index.html")
    answered(page, *TEACHERS)
    ticks = page.locator("this-month [data-tick]").evaluate_all("all => all.map((line) => line.dataset.tick)")
    page.goto(disk + Place.MY_BRANCH)
    page.wait_for_function("() => ((document.querySelector('year-ticks') || {}).tools || {}).isLoaded")
    noted = [[tick, NOTED[(at + turn * 3) % len(NOTED)]] for at, tick in enumerate(ticks)]
    page.evaluate(NOTE, [one for one in noted if one[1]])

    page.reload()
    page.wait_for_function("() => ((document.querySelector('year-ticks') || {}).tools || {}).isLoaded")
    of_branch = page.evaluate(LINES, "#month")
    page.goto(disk + "index.html")
    page.locator("this-month .tick input").first.wait_for(state="attached")
    at_home = page.evaluate(LINES, "this-month")

    assert len(ticks) > len(NOTED)
    assert {tick: at_home[tick] for tick in ticks} == {tick: of_branch[tick] for tick in ticks}
    early = [
        tick for tick, values in noted if values.get("status") == "met" and values.get("done_on", "") > "2026-11-30"
    ]
    assert {tuple(at_home[tick]) for tick in early} == {(False, False, True, True)}
    assert {one[0] for one in at_home.values()} == {True, False}
    assert {one[1] for one in at_home.values()} == {True, False}
