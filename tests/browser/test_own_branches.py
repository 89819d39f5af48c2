"""Several branches in one browser: none finds, changes, clears or passes for another."""

from __future__ import annotations

import json
import random
from itertools import cycle
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from standards_site.outputs.links import Place
from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.probes.accessibility import serious
from tests.probes.checklist import opened_note, press_tool
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.year import Year

NOW = "2026-11-30T08:00:00+08:00"
STUDENTS = TEACHERS.replace("teacher", "student").replace("formal_members=12", "formal_members=40")
NAMES = ("教师党支部 · 正式党员 12 名", "学生党支部 · 正式党员 40 名")
ONE_PLACE = "只存了一处，另一处这个浏览器存不了：突然关机可能丢掉刚填的，请常备份到文件。"
NOTHING_KEPT = "没有保存：这个浏览器不让保存，或者空间满了。"
WHOLE = """() => Array.from(document.querySelectorAll("self-check, year-ticks"))
  .filter((one) => (one.tools || {}).isLoaded).length >= 2"""
TAKING_INPUT = """() => Array.from(
  document.querySelectorAll(".branch-parts :is([data-tick], li[data-rev]) input")
).filter((one) => !one.matches(":disabled")).length"""
PACK = "() => document.querySelector('meeting-pack fieldset:not([disabled])')"
FILLED = """() => ({
  facts: Array.from(document.querySelectorAll(".my-branch :is(input:not([type=radio]), select)"), (one) => one.value)
    .concat(Array.from(document.querySelectorAll(".my-branch input:checked"), (one) => one.name + one.value)),
  answers: Array.from(document.querySelectorAll("self-check input:checked"), (one) => one.name + one.value),
  notes: Array.from(document.querySelectorAll("self-check textarea"), (one) => one.value).filter(Boolean),
  ticks: Array.from(document.querySelectorAll("[data-tick].is-done"), (one) => one.dataset.tick),
  name: document.querySelector("self-check:not([hidden]) .tools input[type=text]").value,
})"""


def whole(page) -> None:
    """Wait until all that can be filled in is there."""
    ready(page)
    page.wait_for_function(WHOLE)


def filled(page) -> dict[str, Any]:
    """Return all that is filled in for the branch that is shown."""
    whole(page)
    return page.evaluate(FILLED)


def answer(page, address: str, item: str, note: str, tick: str) -> None:
    """Give the facts of a branch, answer an item with a note and tick a duty."""
    facts = [part.split("=") for part in address.split("&")]
    ready(page)
    page.locator("#fact-kind").select_option(facts[0][1])
    for name, value in facts[1:]:
        control = page.locator(f"#fact-{name}")
        if control.count():
            control.fill(value)
        else:
            page.locator(f"[name=fact-{name}][value='{value}']").check()
    whole(page)
    page.locator(f"self-check:visible #{item} input[value=partly]").check()
    opened_note(page, item).fill(note)
    line = page.locator(f"[data-tick='{tick}']")
    line.evaluate("line => { const fold = line.closest('details'); if (fold) fold.open = true; }")
    line.locator(".tick input").check()
    page.wait_for_function("() => document.querySelector('my-branch').store.entries.unsaved().length === 0")


def to_another(page) -> None:
    """Press the way to another branch, and wait for its page."""
    page.evaluate("window.isBefore = true")
    page.get_by_role("button", name="另一个支部", exact=False).first.click()
    # a changed address is no other page yet
    page.wait_for_function("() => !window.isBefore")
    ready(page)


def to(page, label: str) -> None:
    """Choose a branch of this browser."""
    with page.expect_navigation():
        page.get_by_label("这个浏览器里的支部").select_option(label=label)
    whole(page)


def backed_up(page, *, presses: int = 1) -> list[dict[str, Any]]:
    """Return the records that a backup hands over."""
    for _ in range(presses - 1):
        press_tool(page, "备份到文件")
    with page.expect_download() as given:
        press_tool(page, "备份到文件")
    file = json.loads(given.value.path().read_text(encoding="utf-8"))
    return file.get("records", [file])


@pytest.mark.parametrize("place", ["disk", "intranet"])
def test_a_second_branch_starts_empty_and_both_come_back_whole(open_page, request, place):
    start = request.getfixturevalue(place)
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(start + Place.MY_BRANCH)
    ready(page)
    alone = page.locator(".own-branches").is_visible()
    answer(page, TEACHERS, "C1", "教师支部的问题", "branch-congress.q4")
    page.locator("self-check:visible").get_by_label("支部名称").fill("软件支部")
    first = filled(page)

    to_another(page)
    empty = page.evaluate("() => [location.hash, document.querySelector('.branch-parts').hidden]")
    blank = page.locator("#fact-kind").input_value(), page.locator("#fact-formal_members").input_value()
    answer(page, STUDENTS, "B1", "学生支部的问题", "dues-payment.m11")
    second = filled(page)
    to(page, "软件支部")
    back = filled(page)
    to(page, NAMES[1])
    again = filled(page)

    assert not alone
    assert empty == ["", True]
    assert blank == ("", "")
    assert (first["notes"], second["notes"]) == (["教师支部的问题"], ["学生支部的问题"])
    assert (first["ticks"], second["ticks"]) == (["branch-congress.q4"], ["dues-payment.m11"])
    assert second["name"] == ""
    assert [back, again] == [first, second]


def test_what_was_kept_before_there_could_be_several_is_the_first_branch(page, disk):
    page.goto(disk + Place.MY_BRANCH + "#" + TEACHERS)
    whole(page)
    page.locator("self-check:visible #C1 input[value=met]").check()
    kept = page.evaluate("Object.keys(localStorage).filter((name) => name.includes('/e/'))")

    to_another(page)
    page.goto("about:blank")
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    page.wait_for_function("() => document.querySelector('my-branch').branch === 'my-branch'")

    assert any("/e/my-branch/branch-34/" in name for name in kept)
    whole(page)
    assert page.locator("self-check:visible #C1 input[value=met]").is_checked()
    assert page.locator(".origin", has_text="本机另外存着一份").is_hidden()


def test_in_files_each_branch_has_an_id_of_its_own_that_stays(page, disk):
    page.clock.set_fixed_time(NOW)
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "一", "branch-congress.q4")
    asked = page.locator("self-check:visible .tools .elsewhere")
    press_tool(page, "备份到文件")
    says = asked.inner_text()
    one = backed_up(page)
    name = page.locator("self-check:visible").get_by_label("支部名称")
    name.fill("第一支部")
    page.wait_for_timeout(300)
    renamed = backed_up(page)
    to_another(page)
    answer(page, STUDENTS, "C1", "二", "branch-congress.q4")
    two = backed_up(page, presses=2)
    again = backed_up(page)
    to_another(page)
    answer(page, STUDENTS, "C1", "三", "branch-congress.q4")
    page.locator("self-check:visible").get_by_label("支部名称").fill("第一支部")
    three = backed_up(page)

    ids = [{record["branch"]["id"] for record in records} for records in (one, renamed, two, again, three)]
    assert says == "先填支部名称，上级才分得清是哪个支部的；不想填就再点一次。"
    assert [len(found) for found in ids] == [1] * 5
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert len(ids[0] | ids[2] | ids[4]) == 3
    assert not {"own-0", "my-branch"} & (ids[0] | ids[2] | ids[4])
    assert {record["branch"]["name"] for record in one + two} == {""}
    assert {record["branch"]["name"] for record in renamed + three} == {"第一支部"}


def test_a_file_that_moves_to_another_machine_keeps_its_id(open_page, disk, tmp_path):
    page = open_page()
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    whole(page)
    opened_note(page).fill("缺签到表")
    sent = backed_up(page, presses=2)
    file = tmp_path / "backup.json"
    file.write_text(json.dumps(sent[0]), encoding="utf-8")

    other = open_page()
    other.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    whole(other)
    press_tool(other, "导入")
    other.get_by_label("选备份文件").set_input_files(file)
    other.get_by_role("button", name="确实是本支部的").click()
    other.locator(".panel").get_by_role("button", name="导入", exact=True).click()
    other.locator(".said", has_text="已导入").wait_for()
    back = backed_up(other, presses=2)

    assert back[0]["branch"]["id"] == sent[0]["branch"]["id"]
    assert back[0]["items"]["C1"]["note"] == "缺签到表"


def test_an_old_file_of_a_branch_without_a_name_comes_back_unasked(page, disk, tmp_path):
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    whole(page)
    opened_note(page).fill("缺签到表")
    record = backed_up(page, presses=2)[0]
    record["branch"]["id"] = "own-0"
    file = tmp_path / "old.json"
    file.write_text(json.dumps(record), encoding="utf-8")

    press_tool(page, "导入")
    page.get_by_label("选备份文件").set_input_files(file)
    page.locator(".panel").get_by_role("button", name="导入", exact=True).wait_for()

    assert page.get_by_role("button", name="确实是本支部的").count() == 0


def test_two_calendars_of_one_browser_do_not_overwrite_each_other(page, disk):
    uids = []
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}&term_start=2024-03-31")
    for _ in range(2):
        whole(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="下载日历文件").click()
        events = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
        uids.append({str(event["uid"]) for event in events})
        if len(uids) == 1:
            page.locator("#fact-candidates").fill("3")
            to_another(page)
            answer(page, TEACHERS, "C1", "二", "branch-congress.q4")

    assert len(uids[0]) > 10
    assert not uids[0] & uids[1]
    assert {uid.split(".")[0] for uid in uids[1]} <= {uid.split(".")[0] for uid in uids[0]}


def test_clearing_one_branch_leaves_the_other(page, disk):
    page.clock.set_fixed_time(NOW)
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "一", "branch-congress.q4")
    first = filled(page)
    to_another(page)
    answer(page, STUDENTS, "B1", "二", "dues-payment.m11")

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    page.get_by_role("button", name="都清除", exact=True).click()
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.includes('/e/my-branch-b'))")
    to(page, NAMES[0])

    assert filled(page) == first
    assert page.get_by_label("这个浏览器里的支部").count() == 0


def test_what_somebody_sent_can_be_kept_beside_what_is_there(page, disk):
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "一", "branch-congress.q4")
    page.goto("about:blank")
    page.goto(f"{disk}{Place.MY_BRANCH}#{STUDENTS}")
    whole(page)

    with page.expect_navigation():
        page.get_by_role("button", name="存成另一个支部").click()
    whole(page)
    labels = page.get_by_label("这个浏览器里的支部").locator("option").all_inner_texts()

    assert sorted(labels) == sorted(NAMES)
    assert page.locator("#fact-kind").input_value() == "student"
    assert page.locator("self-check input:checked").count() == 0


def test_the_home_page_shows_the_branch_chosen_and_asks_for_another_without_touching_it(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(f"{disk}index.html")
    for kind, members in (("teacher", "12"), ("student", "40")):
        page.get_by_label("哪类支部").select_option(kind)
        page.get_by_label("几名正式党员").fill(members)
        page.get_by_label("支委会和党小组").select_option(index=1)
        page.get_by_role("button", name="看本月").click()
        page.locator(".home-month", has_text=f"正式党员 {members} 名").locator("this-month h3").first.wait_for()
        page.locator("[data-tick='branch-congress.q4'] input").wait_for()
        ticked = page.locator("[data-tick] input:checked").count()
        if kind == "teacher":
            page.locator("[data-tick='branch-congress.q4'] input").check()
            page.get_by_role("button", name="另一个支部").click()

    page.get_by_label("这个浏览器里的支部").select_option(label=NAMES[0])
    page.locator(".home-month .sub", has_text=NAMES[0]).wait_for()
    back = page.locator("[data-tick] input:checked").count()
    page.goto(disk + Place.MY_BRANCH)
    whole(page)

    assert (ticked, back) == (0, 1)
    assert page.locator("#fact-formal_members").input_value() == "12"
    assert [
        found["value"]
        for found in page.locator(".own-branches option").evaluate_all(
            "all => all.map((one) => ({value: one.textContent}))"
        )
    ] == list(NAMES)


# that a database forgets what it takes can only be seen once it has been given something
SEEN_AT_ONCE = [name for name in DATABASE_FAILS if name != "forgetful"]


# neither place asks how the other one fails: each way of one, with one of the other's
@pytest.mark.parametrize(("local", "database"), list(zip(cycle(LOCAL_FAILS), SEEN_AT_ONCE, strict=False)))
def test_where_nothing_is_kept_it_is_said_before_anything_is_filled_in(page, disk, local, database):
    page.add_init_script(LOCAL_FAILS[local] + DATABASE_FAILS[database])
    page.goto(disk + Place.MY_BRANCH)
    ready(page)

    said = page.locator(".my-branch > form > .sub")
    page.wait_for_function(
        "(start) => document.querySelector('.my-branch > form > .sub').textContent.startsWith(start)", arg=NOTHING_KEPT
    )
    page.locator("#fact-kind").select_option("teacher")
    page.locator("#fact-formal_members").fill("12")

    expect(said).to_contain_text(NOTHING_KEPT)
    assert page.locator(".own-branches").is_hidden()


@pytest.mark.parametrize("failing", [*LOCAL_FAILS.values(), *(DATABASE_FAILS[name] for name in SEEN_AT_ONCE)])
def test_where_one_place_does_not_keep_it_is_said_before_anything_is_filled_in(page, disk, failing):
    page.add_init_script(failing)
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    whole(page)

    expect(page.locator(".my-branch > form > .sub")).to_contain_text(ONE_PLACE)
    expect(page.locator("self-check:visible .state [role=status]")).to_have_text(ONE_PLACE)


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_the_chooser_fits_and_is_accessible(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(f"{disk}{Place.MY_BRANCH}")
    answer(page, TEACHERS, "C1", "一", "branch-congress.q4")
    page.locator("self-check:visible").get_by_label("支部名称").fill("软件工程系教师党支部" * 6)
    to_another(page)
    answer(page, STUDENTS, "C1", "二", "branch-congress.q4")

    assert page.get_by_label("这个浏览器里的支部").is_visible()
    assert [page.evaluate(FAULTS, BODY), serious(page)] == [[], []]


@pytest.mark.parametrize("facts", [STUDENTS, "kind=retired&formal_members=7&committee=0&groups=0"])
@pytest.mark.parametrize("way", ["存成另一个支部", "改用本机存的"])
def test_what_a_link_brings_is_not_filled_in_for_the_branch_that_is_kept(open_page, disk, facts, way):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "缺签到表", "theme-day.m11")
    page.goto("about:blank")
    page.goto(f"{disk}{Place.MY_BRANCH}#{facts}")
    whole(page)

    assert page.get_by_text("这里显示的是网址里的支部，自查和打的钩是空的").is_visible()
    assert page.evaluate(TAKING_INPUT) == 0
    page.get_by_role("button", name=way).click()
    page.wait_for_function(f"() => ({TAKING_INPUT})() > 0")
    assert ("theme-day.m11" in filled(page)["ticks"]) == (way == "改用本机存的")


OF_LINKS = [TEACHERS.replace("formal_members=12", f"formal_members={count}") for count in (12, 13, 14)]
SAID_OF = """() => {
  const inputs = Array.from(document.querySelectorAll("self-check textarea, self-check .done"), (one) => one.value);
  return {
    notes: inputs.filter(Boolean),
    marked: document.querySelectorAll("self-check input:checked, [data-tick] input:checked").length,
    canFill: !document.querySelector(".branch-parts").classList.contains("is-apart"),
  };
}"""


SHOWS = "(members) => (document.querySelector('#fact-formal_members') || {}).value === members"
OF_ONE_BRANCH = """() => {
  const page = document.querySelector("my-branch");
  return Boolean(page) && (!page.result || page.result.branch === page.shownBranch);
}"""
"""Whether the facts that a page shows and what stands below them are of one branch: else it is about to open anew."""


@pytest.mark.parametrize("seed", range(3))
def test_no_answer_of_one_branch_is_ever_shown_under_the_facts_of_another(open_page, disk, seed):
    """Links of several branches are opened in any order, in two windows, and facts are cleared between."""
    chance = random.Random(seed)
    windows = [open_page(timezone_id="Asia/Shanghai")]
    windows.append(windows[0].context.new_page())
    answered = set()
    steps = []

    for _ in range(9):
        page, place = chance.choice(windows), chance.randrange(len(OF_LINKS))
        members = str(12 + place)
        way = chance.choice(("link", "link", "same window", "plain"))
        if way == "link":
            page.goto("about:blank")
        page.goto(f"{disk}{Place.MY_BRANCH}" + ("" if way == "plain" else f"#{OF_LINKS[place]}"))
        steps.append((way, members))
        if way != "plain":
            page.wait_for_function(SHOWS, arg=members)
        whole_or_asked(page)
        shown = page.locator("#fact-formal_members").input_value()
        if not shown:
            continue
        said = page.evaluate(SAID_OF)
        assert {note.split(" ")[0] for note in said["notes"]} <= {shown}, steps
        assert said["marked"] == 0 or shown in answered, steps
        act = chance.choice(("answer", "answer", "clear", "another"))
        steps.append((act, shown))
        if act == "answer" and said["canFill"]:
            # what a link has brought is kept from the first change on
            page.locator("#fact-candidates").fill("2")
            page.locator("self-check:visible #C1 input[value=partly]").check()
            opened_note(page, "C1").fill(f"{shown} 缺签到表")
            page.wait_for_function("() => document.querySelector('my-branch').store.entries.unsaved().length === 0")
            answered.add(shown)
        elif act == "clear":
            page.get_by_role("button", name="清除本页填的内容").click()
            page.get_by_role("button", name="只清除支部情况").click()
            page.wait_for_function("() => !document.querySelector('my-branch') || "
                                   "document.querySelector('#fact-formal_members').value === ''")  # fmt: skip
        elif act == "another" and not said["canFill"]:
            with page.expect_navigation():
                page.get_by_role("button", name="存成另一个支部").click()

    assert answered, steps


def whole_or_asked(page) -> None:
    """Wait until all is there that can be filled in; a page without facts has only its questions."""
    page.wait_for_function(OF_ONE_BRANCH)
    ready(page)
    if page.locator("#fact-formal_members").input_value():
        page.wait_for_function(WHOLE)


def test_a_link_of_another_branch_shows_no_answers_where_only_those_of_an_earlier_one_are_kept(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "缺签到表", "theme-day.m11")
    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="只清除支部情况").click()
    page.wait_for_function("() => document.querySelector('#fact-kind').value === ''")
    page.goto("about:blank")
    page.goto(f"{disk}{Place.MY_BRANCH}#{STUDENTS}")
    whole(page)
    told = page.get_by_text("自查和打的钩是空的。本机另外存着一份").is_visible()
    shown = filled(page)

    with page.expect_navigation():
        page.get_by_role("button", name="存成另一个支部").click()
    kept = filled(page)
    options = page.get_by_label("这个浏览器里的支部").locator("option")

    expect(options).to_have_text(["情况清除了、自查还在的支部", NAMES[1]])
    assert told
    assert [shown[name] for name in ("answers", "notes", "ticks")] == [[], [], []]
    assert [kept[name] for name in ("answers", "notes", "ticks")] == [[], [], []]


def test_each_branch_prepares_its_own_meeting(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "缺签到表", "theme-day.m11")
    page.goto(disk + Place.MEETING)
    page.wait_for_function(PACK)
    page.locator("#pack-place").fill("第一会议室")
    page.goto(disk + Place.MY_BRANCH)
    whole(page)
    to_another(page)
    answer(page, STUDENTS, "C1", "缺记录", "theme-day.m10")
    page.goto(disk + Place.MEETING)
    page.wait_for_function(PACK)

    assert page.locator("#pack-place").input_value() == ""
    assert page.locator("#pack-entitled").input_value() == "40"


CHANGED = """([what, branch, word]) => {
  const { store } = SelfCheck;
  const facts = { kind: "teacher", formal_members: String(word) };
  const key = branch + "/branch-34/2026";
  const about = { branch: { name: "" }, edition: "2026.1" };
  if (what === "new" || what === "told") store.fill(SelfCheckOwn.factsOf(branch), facts);
  if (what === "named") store.fill(branch, { name: "支部" + word });
  if (what === "answered") {
    const how = { title: "一", rev: 1, day: "2026-11-30" };
    store.change(key, "C1", { status: "met" }, how, about);
  }
  if (what === "handed") store.fill(branch, { id: "own-x" + word });
  if (what === "facts cleared") return SelfCheckClearing.clear(store, "form/" + SelfCheckOwn.factsOf(branch));
  if (what === "cleared") {
    const facts = SelfCheckClearing.clear(store, "form/" + SelfCheckOwn.factsOf(branch));
    return Promise.all([facts, SelfCheckClearing.clearBranch(store, branch)]).then(() => null);
  }
}"""
SHOWN = """() => {
  const page = document.querySelector("my-branch");
  const options = Array.from(page.querySelectorAll(".own-branches option"), (one) => one.value);
  return [page.branch, options.sort()];
}"""
CHANGES = ("new", "told", "named", "answered", "handed", "facts cleared", "cleared", "cleared", "reloaded")


def told_branches(kept: dict[str, set[str]], here: str) -> list[str]:
    """Return what a chooser offers: the branches of which something is kept, and the one that is open."""
    all_ = {branch for branch, parts in kept.items() if parts - {"handed"}} | {here}
    return sorted(all_) if len(all_) > 1 else []


@pytest.mark.parametrize("seed", range(4))
def test_in_two_windows_the_chooser_agrees_with_what_is_kept(page, disk, seed):
    draw = random.Random(seed)
    windows = [page, page.context.new_page()]
    for one in windows:
        one.goto(disk + Place.MY_BRANCH)
        ready(one)
        one.evaluate("SelfCheck.whole()")
    kept: dict[str, set[str]] = {}

    for step in range(14):
        window, what = draw.choice(windows), draw.choice(CHANGES)
        if what == "new" or not kept:
            branch, what = draw.choice(["my-branch", f"my-branch-b{seed}{step}"]), "new"
        else:
            branch = draw.choice(sorted(kept))
        if what == "reloaded":
            window.reload()
            ready(window)
            window.evaluate("SelfCheck.whole()")
        else:
            window.evaluate(CHANGED, [what, branch, step])
            # of what is filled in there a page hears by itself
            window.locator(".branch-parts").dispatch_event("change")
        parts = kept.setdefault(branch, set())
        if what == "cleared":
            parts.clear()
        elif what == "facts cleared":
            parts.discard("told")
        elif what != "reloaded":
            parts.add("told" if what == "new" else what)
        for one in windows:
            one.wait_for_function(
                f"(wanted) => JSON.stringify(({SHOWN})()[1]) === wanted",
                arg=json.dumps(told_branches(kept, one.evaluate(SHOWN)[0]), separators=(",", ":")),
            )


def two_branches(page, disk) -> None:
    """Answer an item for each of two branches; the second one is open."""
    page.clock.set_fixed_time(NOW)
    page.goto(disk + Place.MY_BRANCH)
    answer(page, TEACHERS, "C1", "一", "branch-congress.q4")
    to_another(page)
    answer(page, STUDENTS, "B1", "二", "dues-payment.m11")


def test_a_branch_that_was_cleared_is_not_what_is_opened_next(page, disk):
    two_branches(page, disk)
    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    page.get_by_role("button", name="都清除", exact=True).click()
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.includes('/e/my-branch-b'))")

    page.wait_for_function("() => SelfCheckOwn.current(SelfCheck.store) === 'my-branch'")
    page.goto("about:blank")
    page.goto(disk + Place.MY_BRANCH)
    whole(page)

    assert page.locator("#fact-kind").input_value() == "teacher"
    assert page.get_by_label("这个浏览器里的支部").count() == 0


def test_a_branch_whose_facts_were_cleared_says_that_its_check_is_still_there(page, disk):
    two_branches(page, disk)

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="只清除支部情况").click()

    options = page.get_by_label("这个浏览器里的支部").locator("option")
    expect(options).to_have_text([NAMES[0], "情况清除了、自查还在的支部"])


def test_a_day_of_the_term_has_one_id_on_the_page_and_in_every_calendar(page, disk):
    def taken(press) -> set[str]:
        with page.expect_download() as download:
            press()
        events = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
        return {str(event["uid"]) for event in events}

    page.clock.set_fixed_time(NOW)
    year = Year(page, f"{disk}{Place.MY_BRANCH}#{TEACHERS}&term_start=2024-03-31")
    ready(page)
    # what a link has brought is kept from the first change on
    page.locator("#fact-candidates").fill("3")
    year.tick("election-term.request", done_on="2026-11-30")
    shown = set(page.locator("this-month [data-duty]").evaluate_all("lines => lines.map((line) => line.dataset.duty)"))
    planned = taken(lambda: page.get_by_role("button", name="下载日历文件").first.click())
    year.open("全年工作一览")
    ticked = taken(lambda: page.locator("year-ticks .panel").get_by_role("button", name="下载日历文件（.ics）").click())
    page.goto(f"{disk}calculators.html")
    page.locator("branch-calculator[data-tool=term] .note", has_text="日历").wait_for()
    reckoned = taken(lambda: page.locator("branch-calculator[data-tool=term] button", has_text="存进日历").click())

    (owner,) = {one.split("@")[0].rpartition(".")[2] for one in planned}
    assert ticked == {f"election-term.request.{owner}@handbook.invalid"}
    assert ticked < reckoned < planned
    assert len(reckoned) == 4
    assert shown <= {one.split("@")[0].removesuffix(f".{owner}") for one in planned}
