"""The end of a year: closed and opened again, the next begun with what is left open, all of it handed on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from standards_site.outputs.scripts import SOURCES
from tests import ROOT
from tests.builders.failing_stores import DATABASE_FAILS, FAILURES, LOCAL_FAILS
from tests.builders.records import record, text_of
from tests.builders.slips import slip_for
from tests.probes.checklist import Checklist
from tests.probes.my_branch import answered, ready
from tests.probes.patience import wait_until
from tests.probes.pure_scripts import Scripts
from tests.probes.year import BRANCH, DAY, NOW, Year

CLOSED_ON = f"2026 年已在 {DAY} 结束"
KEPT = """([branch, round]) => {
  const { store } = document.querySelector("self-check");
  return store.loadNow(`${branch}/${round}`).record;
}"""


class Office:
    """The page of a branch in the last days of a year."""

    def __init__(self, page: Page, address: str) -> None:
        self.year = Year(page, address)
        self.page = page
        self.check = Checklist.__new__(Checklist)
        self.check.page, self.check.branch = page, BRANCH
        self.check.ready()

    def kept(self, round_: str = "branch-34/2026") -> dict:
        """Return what this browser keeps of a record."""
        return self.page.evaluate(KEPT, [BRANCH, round_])

    def close(self) -> dict:
        """Close the year, and return the file that was exported before."""
        panel = self.check.tool("结束这一年")
        file = self.check.press_for_file(panel.get_by_role("button", name="导出并结束"))
        return json.loads(Path(file.path()).read_text("utf-8"))

    def fill(self) -> None:
        """Fill in a little of both: an answer that is a finding, and a tick."""
        self.check.answer("C1", "部分达到")
        self.check.fill("C1", note="缺签到表", measure="补齐")
        self.year.tick("branch-congress.q1", done_on="2026-03-05", evidence="1 号盒")


@pytest.fixture
def office(open_page, disk):
    """Opens the page of a listed branch."""

    def open_one(*scripts: str, page: Page | None = None, **options) -> Office:
        window = page or open_page(timezone_id="Asia/Shanghai", **options)
        for script in scripts:
            window.add_init_script(script)
        return Office(window, f"{disk}branches/{BRANCH}.html")

    return open_one


@pytest.fixture
def scripts(browser):
    page = browser.new_page()
    yield Scripts(page)
    page.close()


def test_a_closed_year_was_exported_and_can_only_be_read_until_it_is_opened_again(office):
    desk = office()
    desk.fill()
    panel = desk.check.tool("结束这一年")
    folds = panel.locator("details summary").all_inner_texts()
    panel.locator("details").evaluate_all("folds => folds.forEach((fold) => { fold.open = true; })")
    left = panel.locator("details").all_inner_texts()
    panel.get_by_role("button", name="收起").click()

    file = desk.close()

    assert [fold.split()[0] for fold in folds] == ["自查没填", "整改没销号", "全年要做的事没打钩"]
    assert "C1 支部党员大会：部分达到，整改中" in left[1]
    assert "branch-congress.q2" not in left[2]
    assert "支部党员大会（第四季度）" in left[2]
    assert "支部党员大会（第一季度）" not in left[2]
    assert [one["catalog"] for one in file["records"]] == ["branch-34", "year"]
    assert [one["closings"][0][:2] for one in file["records"]] == [["2026-11-30T00:00:00Z", "closed"]] * 2
    assert [desk.kept(f"{catalog}/2026")["closings"] for catalog in ("branch-34", "year")] == [
        one["closings"] for one in file["records"]
    ]
    expect(desk.page.locator("self-check .news")).to_contain_text(CLOSED_ON)
    expect(desk.page.locator("year-ticks .news")).to_contain_text(CLOSED_ON)
    assert (
        desk.page.locator("self-check li fieldset:not([disabled]), [data-tick] fieldset:not([disabled])").count() == 0
    )
    expect(desk.page.get_by_role("button", name="加一件")).to_be_disabled()

    desk.page.reload()
    desk.check.ready()
    desk.year.ready()
    assert (
        desk.page.locator("self-check li fieldset:not([disabled]), [data-tick] fieldset:not([disabled])").count() == 0
    )
    desk.page.locator("self-check .news").get_by_role("button", name="重新打开").click()

    assert desk.page.locator("self-check li fieldset[disabled], [data-tick] fieldset[disabled]").count() == 0
    assert [line[1] for line in desk.kept("year/2026")["closings"]] == ["closed", "opened"]
    assert desk.check.answer_of("C1") == ["部分达到"]
    shown = desk.check.tool("结束这一年").locator("li").all_inner_texts()
    assert shown[:2] == [f"{DAY} 结束", f"{DAY} 重新打开"]


TAKES = """([branch, year]) => {
  const { store } = document.querySelector("self-check");
  const rounds = ["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"].map((part) => year + part);
  const keys = Object.keys(SITE.catalogs).flatMap((catalog) => rounds.map((round) => `${branch}/${catalog}/${round}`));
  const how = { title: "", rev: 1, day: "2026-11-30" };
  const about = { branch: { name: "" }, edition: "" };
  const takes = keys.map((key) => store.change(key, "C1", { note: key + Math.random() }, how, about) !== null);
  return [keys.length, takes.filter(Boolean).length];
}"""


def test_with_a_year_every_standard_and_part_of_it_is_closed_and_opened_again(office):
    desk = office()
    desk.fill()
    desk.close()
    rounds = desk.page.locator("self-check").get_by_label("期次")
    rounds.select_option("2026-H2")
    half = desk.page.locator("self-check li fieldset:not([disabled])").count()
    note = desk.page.locator("self-check .news").inner_text()
    late = record(BRANCH, "甲", {"C2": {"status": "met"}}, round="2026-H1")
    refused = desk.check.paste(text_of(late)).get_by_text("这一年已经结束").count()
    closed, other = (desk.page.evaluate(TAKES, [BRANCH, year]) for year in ("2026", "2027"))
    desk.page.locator("self-check .news").get_by_role("button", name="重新打开").click()
    opened = desk.page.locator("self-check li fieldset[disabled]").count()
    again = desk.page.evaluate(TAKES, [BRANCH, "2026"])

    assert (half, refused, opened) == (0, 1, 0)
    assert CLOSED_ON in note
    assert closed[1] == 0
    assert other[1] == other[0] == again[1] == again[0]


def test_a_window_that_shows_what_has_no_content_hears_that_the_year_was_closed(office):
    desk = office()
    desk.fill()
    other = office(page=desk.page.context.new_page())
    other.page.locator("self-check").get_by_label("期次").select_option("2026-H2")
    expect(other.check.note("C2")).to_be_enabled()

    desk.close()

    expect(other.check.note("C2")).to_be_disabled()
    expect(other.page.locator("self-check .news")).to_contain_text(CLOSED_ON)


def test_the_other_window_sees_at_once_that_a_year_was_closed_and_opened(office):
    desk = office()
    desk.fill()
    other = office(page=desk.page.context.new_page())
    note = other.check.note("C2")
    note.fill("写了一半")
    expect(desk.check.note("C2")).to_have_value("写了一半")

    desk.close()

    expect(note).to_be_disabled()
    expect(other.page.locator("year-ticks .news")).to_contain_text(CLOSED_ON)
    assert note.input_value() == "写了一半"
    other.page.locator("self-check .news").get_by_role("button", name="重新打开").click()
    expect(desk.check.note("C2")).to_be_enabled()
    expect(desk.page.locator("year-ticks .news")).not_to_contain_text("结束")
    desk.check.note("C2").fill("接着写")
    expect(note).to_have_value("接着写")


def test_a_browser_killed_while_a_year_is_closed_has_all_of_it_closed_or_nothing(machine, disk):
    desk = Office(machine.context.new_page(), f"{disk}branches/{BRANCH}.html")
    desk.fill()
    desk.year.settle()
    desk.check.settle()
    desk.close()

    machine.kill_and_start_again()

    again = Office(machine.context.new_page(), f"{disk}branches/{BRANCH}.html")
    records = [again.kept(f"{catalog}/2026") for catalog in ("branch-34", "year")]
    assert len({len(one.get("closings", [])) for one in records}) == 1
    assert records[0]["items"]["C1"]["note"] == "缺签到表"
    assert records[1]["items"]["branch-congress.q1"]["evidence"] == ["1 号盒"]


CUT_OFF = """
    let left = Infinity;
    window.cutOff = (after) => { left = after; };
    for (const name of ["setItem", "removeItem"]) {
      const { [name]: work } = Storage.prototype;
      Storage.prototype[name] = function (...given) { if (left-- > 0) work.apply(this, given); };
    }
"""


@pytest.mark.parametrize("writes", range(6))
def test_closing_that_localstorage_has_heard_of_only_in_part_is_whole_or_nothing(office, writes):
    desk = office(DATABASE_FAILS["absent"], CUT_OFF)
    desk.fill()
    desk.page.evaluate("(after) => cutOff(after)", writes)
    desk.close()
    context = desk.page.context
    desk.page.close(run_before_unload=False)

    again = office(page=context.new_page())

    closings = [len(again.kept(f"{catalog}/2026").get("closings", [])) for catalog in ("branch-34", "year")]
    assert closings in {0: ([0, 0],), 5: ([1, 1],)}.get(writes, ([0, 0], [1, 1]))


@pytest.mark.parametrize(
    "failure", ["local-forbidden", "local-full", "database-absent", "database-full", "database-hanging"]
)
def test_a_year_is_closed_where_one_place_does_not_keep_it(office, failure):
    desk = office(FAILURES[failure])
    desk.fill()
    desk.close()
    expect(desk.page.locator("self-check .panel .said")).to_contain_text("2026 年已结束")

    desk.page.reload()
    desk.check.ready()

    expect(desk.page.locator("self-check .news")).to_contain_text(CLOSED_ON)


def test_where_nothing_is_kept_it_is_said_that_the_year_will_be_open_again(office):
    desk = office(LOCAL_FAILS["full"], DATABASE_FAILS["absent"])
    desk.close()

    expect(desk.page.locator("self-check .panel .said")).to_contain_text("关掉这一页就又打开了")


def test_a_file_brings_its_closing_along_and_nothing_into_a_year_that_is_closed_here(office):
    desk = office()
    desk.fill()
    file = desk.close()
    there = office()
    panel = there.check.paste(text_of(file))
    assert panel.get_by_text("导入以后只能看").count() == 2
    for _ in file["records"]:
        panel.get_by_role("button", name="导入", exact=True).first.click()
        panel.get_by_role("button", name="导入", exact=True).first.evaluate("pressed => pressed.remove()")

    expect(there.page.locator("self-check .news")).to_contain_text(CLOSED_ON)
    expect(there.page.locator("year-ticks .news")).to_contain_text(CLOSED_ON)
    panel.get_by_role("button", name="收起").click()
    newer = file["records"][0]
    newer["items"]["C1"]["note"] = "后来又改"
    newer["items"]["C1"]["v"]["d-other"] = 9
    assert there.check.paste(text_of(newer)).get_by_text("这一年已经结束，内容不能换").is_visible()
    assert there.check.page.locator("self-check .panel").get_by_role("button", name="导入", exact=True).count() == 0
    newer["closings"].append(["2027-01-05T01:00:00Z", "opened", "d-other"])
    there.check.page.locator("self-check .panel").get_by_role("button", name="收起").click()
    there.check.paste(text_of(newer)).get_by_role("button", name="导入", exact=True).click()
    there.check.said("已导入")
    expect(there.check.note("C1")).to_be_enabled()


def test_the_home_page_ticks_nothing_in_a_closed_year(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(f"{disk}index.html")
    answered(page, "teacher", 12, "设支部委员会，没有划分党小组", "")
    desk = Year(page, f"{disk}my-branch.html")
    page.locator("self-check .menu summary").click()
    page.locator("self-check .menu").get_by_role("button", name="结束这一年").click()
    page.get_by_role("button", name="导出并结束").click()
    desk.settle()

    page.goto(f"{disk}index.html")

    expect(page.locator("home-month")).to_contain_text(
        "这一年已经结束，打不了钩。要打，先在“全年、自查和表单”里重新打开。"
    )
    boxes = page.locator("home-month [data-tick] input")
    expect(boxes.first).to_be_disabled()
    assert boxes.count() == page.locator("home-month [data-tick] input[disabled]").count()


REASON = "这一年已经结束"
GREYED = """reason => [...document.querySelectorAll(
  "self-check :is(input, select, textarea, button):disabled, year-ticks :is(button, input, textarea):disabled",
)].filter((one) => {
  if (one.closest("fieldset:disabled") && !one.closest(".slip")) return false;
  const place = one.closest(".panel, .slip") || one;
  return !place.textContent.includes(reason) && !one.hidden;
}).map((one) => one.outerHTML.slice(0, 80))"""


def test_whatever_is_greyed_out_in_a_closed_year_says_why_and_where_that_is_changed(office):
    desk = office()
    desk.fill()
    desk.page.reload()
    desk.check.ready()
    desk.year.ready()
    desk.close()
    slip = slip_for({"C1": "补签到表", "C99": "没有这一项"})

    panel = desk.check.paste(text_of(slip))
    expect(panel.get_by_text("标“已改”要先重新打开")).to_be_visible()
    panel.get_by_role("button", name="导入", exact=True).click()
    desk.check.said("已导入")
    remark = desk.check.item("C1").locator(".slip")
    expect(remark.get_by_label("C1 的意见已改")).to_be_disabled()
    expect(remark).to_contain_text("这一年已经结束，标不了“已改”：去重新打开")
    expect(desk.page.get_by_label("C99 的意见已改")).to_be_disabled()
    expect(desk.page.locator("self-check > .state")).to_contain_text("2026 年已经结束，只能看。去重新打开")
    expect(desk.page.locator("year-ticks .state").first).to_contain_text("2026 年已经结束，只能看。去重新打开")
    expect(desk.page.get_by_role("button", name="加一件")).to_contain_text(REASON)
    silent = [desk.page.evaluate(GREYED, REASON)]
    for tool in ("恢复以前的内容", "导入", "整改台账", "与以前比较"):
        opened = desk.check.tool(tool)
        silent.append(desk.page.evaluate(GREYED, REASON))
        opened.get_by_role("button", name="收起").click()

    assert silent == [[]] * 5
    remark.get_by_text("去重新打开").click()
    expect(desk.page.locator("self-check .news button").first).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(remark.get_by_label("C1 的意见已改")).to_be_enabled()
    expect(remark).not_to_contain_text(REASON)
    expect(desk.page.locator("self-check > .state")).not_to_contain_text("结束")


def test_what_a_closed_year_refuses_of_a_file_leads_to_where_it_is_opened(office):
    desk = office()
    desk.fill()
    desk.close()
    next_year(desk)
    late = record(BRANCH, "甲", {"C2": {"status": "met"}}, round="2026")

    panel = desk.check.paste(text_of(late))
    panel.get_by_text("去重新打开").click()

    expect(desk.page.locator("self-check").get_by_label("期次")).to_have_value("2026")
    expect(desk.page.locator("self-check .news button").first).to_be_focused()


@pytest.mark.parametrize("round_", ["2026", "2026-H2", "2026-Q4"])
def test_the_next_year_stays_open_in_every_standard_while_the_one_before_is_closed(office, round_):
    desk = office()
    rounds = desk.page.locator("self-check").get_by_label("期次")
    rounds.select_option(round_)
    desk.fill()
    desk.close()
    first = re.sub("[24]$", "1", round_.replace("2026", "2027")) if "-" in round_ else "2027"
    desk.page.locator("self-check .news").get_by_role("button", name="开下一年（2027 年）").click()
    expect(rounds).to_have_value(first)

    desk.page.reload()
    desk.check.ready()

    expect(rounds).to_have_value(first)
    other = office(page=desk.page.context.new_page())
    expect(other.page.locator("self-check").get_by_label("期次")).to_have_value(first)
    other.page.close()
    opened = desk.page.evaluate("""() => {
      const check = document.querySelector("self-check");
      const found = Object.keys(SITE.catalogs).filter((one) => one !== "year").map((catalog) => {
        const made = Object.create(check, { dataset: { value: { ...check.dataset, catalog } } });
        return made.latestRound();
      });
      return found;
    }""")
    assert set(opened) == {first, "2027"}
    rounds.select_option(round_)
    desk.page.locator("self-check .news").get_by_role("button", name="重新打开").click()
    desk.page.reload()
    desk.check.ready()
    expect(rounds).to_have_value(round_)


@pytest.mark.parametrize(("due", "is_past"), [("2026-11-29", True), ("2026-11-30", False), ("2027-03-01", False)])
def test_a_time_limit_that_is_over_is_told_where_it_is_taken_over(office, due, is_past):
    desk = office()
    desk.fill()
    desk.check.fill("C1", due=due)
    desk.close()
    next_year(desk)
    box = desk.page.locator("self-check .last-year")
    listed = box.locator("li").first.inner_text()
    box.get_by_role("button", name="接到今年").click()
    said = box.locator(".elsewhere")
    expect(said).to_contain_text("已接过来")

    assert (f"定的期限 {due}，已经过了" in listed) is is_past
    assert ("请定新期限的：C1" in said.inner_text()) is is_past
    field = desk.check.field("C1", "整改期限")
    assert field.input_value() == due
    assert ("这个期限已经过了" in field.locator("xpath=..").inner_text()) is is_past
    desk.check.fill("C1", due="2027-06-30")
    expect(field.locator("xpath=..")).not_to_contain_text("过了")


LATER = [["2026-12-31T08:00:00Z", "closed", "d-1"], ["2027-01-04T02:00:00Z", "opened", "d-2"]]


@pytest.mark.parametrize(
    ("mine", "theirs", "ends"),
    [
        ([], [], None),
        (LATER[:1], [], True),
        ([], LATER[:1], True),
        (LATER[:1], LATER, False),
        (LATER, LATER[:1], False),
        (LATER, [*LATER, ["2027-01-05T00:00:00Z", "closed", "d-1"]], True),
        ([["2027-01-04T02:00:00Z", "closed", "d-3"]], LATER, False),
    ],
)
def test_of_two_copies_the_later_word_holds(scripts, mine, theirs, ends):
    def copy(closings):
        return record(BRANCH, "甲", {}) | ({"closings": closings} if closings else {})

    merged = scripts.run(
        "return T.merged(mapped(one), mapped(other), {}, { day: '2027-01-06', device: 'd-9' });",
        one=copy(mine), other=copy(theirs),
    )  # fmt: skip
    closings = merged.get("closings", [])

    assert [tuple(line) for line in closings] == sorted({*map(tuple, mine), *map(tuple, theirs)})
    assert (closings[-1][1] == "closed" if closings else None) is ends


HOSTILE = (
    "closed", 7, {"0": "closed"}, [[]], [["2026-12-31T08:00:00Z", "closed"]], [["2026-02-30T08:00:00Z", "closed", "d"]],
    [["<img src=x onerror=alert(1)>", "closed", "d"]], [["2026-12-31T08:00:00Z", "constructor", "d"]],
    [["2026-12-31T08:00:00Z", "closed", "<b>"]], [["2026-12-31T25:00:00Z", "closed", "d"]], [[[["closed"]]]],
)  # fmt: skip


@pytest.mark.parametrize("closings", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_wrong_in_a_file_closes_nothing(scripts, closings):
    told = scripts.run("return T.read(text);", text=text_of(record(BRANCH, "甲", {}) | {"closings": closings}))

    assert "closings" not in told["records"][0]
    assert told["records"][0]["unknown"]["extra"] == {}
    assert [one["where"] for one in told["rejected"]] == ["结束和重新打开"]


def test_an_earlier_edition_of_the_tool_hands_the_closing_on(scripts):
    given = record(BRANCH, "甲", {})
    given["unknown"]["extra"] = {"closings": LATER, "else": 1}

    found = scripts.run("return T.read(text).records[0];", text=text_of(given))

    assert found["closings"] == LATER
    assert found["unknown"]["extra"] == {"else": 1}


LAST = "上一年（2026 年）的："


def next_year(desk: Office) -> None:
    """Go on to the year after, as the note of a closed year leads there."""
    desk.page.locator("self-check .news").get_by_role("button", name="开下一年（2027 年）").click()
    desk.page.locator("self-check .last-year").wait_for()


def shown(desk: Office) -> dict[str, list[str]]:
    """Return what stands in the answers of the new year: result, note, measure, places."""
    items = desk.kept("branch-34/2027")["items"].items()
    return {
        item: [one["status"], one["note"], one["measure"], *one["evidence"]] for item, one in items if any(one["v"])
    }


def test_the_next_year_takes_over_what_was_left_open_as_text_and_never_as_an_answer(office):
    desk = office()
    desk.fill()
    desk.check.fill("C1", responsible="组织委员", due="2027-03-01", evidence="会议记录本第12页\n2 号盒")
    desk.check.answer("C2", "达到")
    desk.check.fill("C2", note="内容全", evidence="3 号盒")
    desk.check.answer("C3", "未达到")
    desk.check.answer("A1", "达到")
    desk.close()
    next_year(desk)
    box = desk.page.locator("self-check .last-year")
    listed = box.locator("li").all_inner_texts()

    assert box.evaluate("box => box.open")
    assert box.locator("summary").inner_text().endswith("没改完的整改 2 项，写了材料在哪里的 2 项")
    assert [line.split()[0] for line in listed] == ["C1", "C3"]
    assert shown(desk) == {}
    desk.check.note("C3").fill("今年先写的")
    box.get_by_role("button", name="接到今年").click()
    expect(box.locator(".elsewhere")).to_contain_text("已接过来 6 格")

    measure = f"{LAST}补齐"
    assert shown(desk) == {
        "C1": ["", f"{LAST}部分达到，缺签到表", measure, f"{LAST}会议记录本第12页", f"{LAST}2 号盒"],
        "C2": ["", "", "", f"{LAST}3 号盒"],
        "C3": ["", "今年先写的", ""],
    }
    assert desk.check.field("C1", "整改措施").input_value() == measure
    assert desk.check.field("C1", "整改期限").input_value() == "2027-03-01"
    assert desk.check.field("C1", "责任人").input_value() == "组织委员"
    assert desk.check.total.startswith("全部：已填 0/")
    assert desk.kept("branch-34/2026")["items"]["C1"]["note"] == "缺签到表"

    desk.check.tool("恢复以前的内容").locator("p", has_text="接上一年之前").get_by_role("button").click()
    desk.check.said("已恢复")
    assert {item: texts for item, texts in shown(desk).items() if any(texts)} == {"C3": ["", "今年先写的", ""]}


def test_what_was_taken_over_twice_says_from_which_year_it_is(office):
    desk = office()
    desk.check.answer("C1", "未达到")
    desk.check.fill("C1", note="上一年（2025 年）的：部分达到，缺签到表", evidence="上一年（2025 年）的：1 号盒")
    desk.close()
    next_year(desk)
    desk.page.locator("self-check .last-year").get_by_role("button", name="接到今年").click()
    expect(desk.page.locator("self-check .last-year .elsewhere")).to_contain_text("已接过来 2 格")

    kept = ["", "上一年（2025 年）的：部分达到，缺签到表", "", "上一年（2025 年）的：1 号盒"]
    assert shown(desk)["C1"] == kept


def test_a_browser_killed_while_it_takes_over_goes_on_where_it_was(machine, disk):
    address = f"{disk}branches/{BRANCH}.html"
    desk = Office(machine.context.new_page(), address)
    for item in ("A1", "B1", "C1", "D1"):
        desk.check.answer(item, "未达到")
        desk.check.fill(item, note="缺材料", evidence="盒子")
    desk.close()
    next_year(desk)
    desk.page.locator("self-check .last-year").get_by_role("button", name="接到今年").click()

    machine.kill_and_start_again()

    again = Office(machine.context.new_page(), address)
    expect(again.page.locator("self-check").get_by_label("期次")).to_have_value("2027")
    take = again.page.locator("self-check .last-year").get_by_role("button", name="接到今年")
    texts = {item: ["", f"{LAST}未达到，缺材料", "", f"{LAST}盒子"] for item in ("A1", "B1", "C1", "D1")}
    wait_until(lambda: take.count() or shown(again) == texts)
    if take.count():
        take.click()
        expect(again.page.locator("self-check .last-year .elsewhere")).to_contain_text("已接过来")
    assert shown(again) == texts


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "长" * 9_999, "\u202e反过来", "__proto__"])
def test_whatever_was_written_last_year_is_taken_over_as_text(office, text):
    desk = office()
    desk.check.answer("C1", "未达到")
    desk.check.note("C1").fill(text)
    desk.check.fill("C1", evidence="盒子")
    desk.close()
    next_year(desk)
    desk.page.locator("self-check .last-year").get_by_role("button", name="接到今年").click()
    expect(desk.page.locator("self-check .last-year .elsewhere")).to_contain_text("已接过来")

    note = shown(desk)["C1"][1]
    assert note == ("" if len(text) > 9_000 else f"{LAST}未达到，{text.replace(chr(0x202E), '')}")
    assert desk.check.alarm == ""


KEPT_HERE = """() => {
  const { store } = document.querySelector("kept-here");
  const plain = ({ record: { exported: _, ...record } }) => record;
  return [store.records().map(plain), store.form("my-branch-facts"), store.form("my-branch")];
}"""
LEFT = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).map(({ name }) => name)
]"""


class Kept:
    """The page of what this browser keeps."""

    def __init__(self, page: Page, disk: str) -> None:
        self.page = page
        page.goto(f"{disk}kept.html")
        page.get_by_role("button", name="清空这台电脑").wait_for()

    def all(self) -> list:
        """Return all records, and the forms of 我的支部."""
        return self.page.evaluate(KEPT_HERE)

    def hand_over(self) -> bytes:
        """Export the first branch, and return its file."""
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name="导出一个文件").first.click()
        return Path(started.value.path()).read_bytes()

    def bring(self, content: bytes) -> None:
        """Import a file, and wait until it is said what came of it."""
        file = {"name": "交接.json", "mimeType": "application/json", "buffer": content}
        self.page.get_by_label("选备份文件").set_input_files(file)
        self.page.get_by_role("button", name="全部导入").click()
        self.page.locator("kept-here .said", has_text="已导入").wait_for()

    def clear(self) -> str:
        """Clear this computer, and return what the page says then."""
        self.page.get_by_role("button", name="清空这台电脑").click()
        self.page.get_by_role("button", name="全部删掉").click()
        self.page.locator("kept-here .said", has_text="已清空").wait_for()
        return self.page.locator("kept-here").inner_text()


@pytest.fixture
def secretary(open_page, disk):
    """A browser in which somebody has filled in two years of 我的支部, and closed the first."""
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(f"{disk}index.html")
    answered(page, "teacher", 12, "设支部委员会，没有划分党小组", "2024-03-31")
    desk = Office(page, f"{disk}my-branch.html")
    page.get_by_label("支部名称").fill("第一党支部")
    desk.fill()
    desk.close()
    page.locator("self-check .panel").get_by_role("button", name="开下一年").click()
    desk.check.note("A1").fill("新一年的")
    page.get_by_label("按哪个标准看").select_option(index=1)
    page.locator("self-check:visible li[data-rev] input").first.check()
    desk.year.settle()
    desk.check.settle()
    return page


def test_one_file_hands_all_of_a_branch_to_the_next_secretary(secretary, open_page, disk):
    here = Kept(secretary, disk)
    records, facts, name = here.all()
    listed = secretary.locator("kept-here section").first.locator("li:has(span)").all_inner_texts()
    content = here.hand_over()
    there = Kept(open_page(timezone_id="Asia/Shanghai"), disk)
    there.bring(content)

    assert {(one["catalog"], one["round"]) for one in records} >= {
        ("branch-34", "2026"), ("branch-34", "2027"), ("year", "2026"),
    }  # fmt: skip
    assert len({one["catalog"] for one in records}) == 3
    assert len(listed) == len(records)
    assert facts["formal_members"] == "12"
    brought = there.all()
    for one in records:
        one["branch"]["name"] = "第一党支部"
    assert sorted(brought[0], key=str) == sorted(records, key=str)
    # which year is open follows from what is in it
    assert name.pop("year") == "2027"
    assert brought[1:] == [facts, name]
    secretary.reload()
    secretary.get_by_role("button", name="清空这台电脑").wait_for()
    exported = secretary.locator("kept-here section").first.locator("li span").all_inner_texts()
    assert {*exported} == {f"导出于 {DAY}，第一党支部-交接-{DAY}.json"}

    again = Kept(there.page, disk)
    again.bring(content)
    assert again.all() == brought


def test_branches_of_one_name_are_told_apart_wherever_they_are_listed(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    name = "软件工程教师党支部"
    page.goto(f"{disk}my-branch.html")
    page.wait_for_function("() => window.SelfCheck && SelfCheck.store")
    page.evaluate(
        """([name, branch]) => {
          const { store } = SelfCheck;
          const about = { branch: { name }, edition: "2026.1" };
          for (const one of ["my-branch", "my-branch-b1", branch]) {
            store.fill(one, { name });
            const how = { title: "", rev: 1, day: "2026-11-30" };
            store.change(one + "/branch-34/2026", "C1", { status: "met" }, how, about);
          }
          return Promise.all([store.database.save()]);
        }""",
        [name, BRANCH],
    )
    Kept(page, disk)
    titles = page.locator("kept-here > section").first.locator("h3").all_inner_texts()
    cleared = page.locator("kept-here #clear h3").all_inner_texts()
    with page.expect_download() as started:
        page.get_by_role("button", name="导出一个文件").last.click()

    assert titles == cleared
    assert sorted(titles) == [f"{name}（名单里的）", f"{name}（自己填的，第 1 个）", f"{name}（自己填的，第 2 个）"]
    assert started.value.suggested_filename.startswith(titles[-1])


@pytest.mark.parametrize("catalog", ["slip.branch-34", "slip.year", "branch-34", "year"])
def test_what_a_file_brings_is_listed_by_name_and_not_by_id(open_page, disk, catalog):
    page = open_page(timezone_id="Asia/Shanghai")
    Kept(page, disk)
    content = text_of(record(BRANCH, "甲", {"C1": {"status": "met"}}, catalog=catalog)).encode()
    page.get_by_label("选备份文件").set_input_files({"name": "a.json", "mimeType": "", "buffer": content})
    page.get_by_role("button", name="全部导入").wait_for()

    told = page.locator("kept-here li", has_text="1 条更新").inner_text()

    assert catalog not in told
    assert told.startswith("甲，反馈单：" if catalog.startswith("slip") else "甲，")


def test_the_list_goes_with_the_file_on_paper(secretary, disk):
    Kept(secretary, disk)
    secretary.emulate_media(media="print")

    shown = secretary.locator("main").inner_text()

    assert "第一党支部" in shown
    assert "2026 年（已结束）" in shown
    assert "导入" not in shown
    assert "清空" not in shown


def test_a_shared_computer_is_cleared_without_a_trace(secretary, disk):
    other = secretary.context.new_page()
    desk = Office(other, f"{disk}branches/{BRANCH}.html")
    desk.check.note("B1").fill("别的支部")
    other.evaluate("document.activeElement.blur()")
    desk.check.settle()
    here = Kept(secretary, disk)
    told = secretary.locator("kept-here #clear").inner_text()
    lists = secretary.locator("kept-here #clear h3").all_inner_texts()

    says = here.clear()

    assert "从来没有导出过" in told
    assert len(lists) == 2
    assert "本站在这个浏览器里什么都不剩" in says
    assert "第一党支部-自查-branch-34-2026-2026-11-30.json" in says
    assert secretary.evaluate(LEFT) == [[], [], []]
    expect(desk.check.note("B1")).to_have_value("")
    other.close()
    secretary.goto(f"{disk}index.html")
    expect(secretary.get_by_role("button", name="看本月")).to_be_visible()
    assert secretary.evaluate(LEFT) == [[], [], []]


def test_all_is_exported_before_it_is_cleared_where_somebody_asks_for_it(secretary, disk):
    Kept(secretary, disk)
    with secretary.expect_download() as started:
        secretary.get_by_role("button", name="先全部导出").click()

    assert json.loads(Path(started.value.path()).read_text("utf-8"))["facts"]["kind"] == "teacher"
    expect(secretary.locator("kept-here #clear .elsewhere")).to_have_count(0)
    rows = secretary.locator("kept-here #clear li span").all_inner_texts()
    assert {*rows} == {f"导出于 {DAY}，第一党支部-交接-{DAY}.json"}


@pytest.mark.parametrize("failure", ["absent", "hanging"])
def test_where_the_database_does_not_answer_it_is_said(open_page, disk, failure):
    page = open_page()
    page.add_init_script(DATABASE_FAILS[failure])

    assert "数据库没有应答" in Kept(page, disk).clear()


def test_both_can_be_done_on_the_page_of_a_branch(office):
    desk = office()
    desk.fill()
    panel = desk.check.tool("交给下一任")
    file = desk.check.press_for_file(panel.get_by_role("button", name="导出一个文件"))
    assert [one["catalog"] for one in json.loads(Path(file.path()).read_text("utf-8"))["records"]] == [
        "branch-34",
        "year",
    ]
    panel.get_by_role("button", name="收起").click()
    panel = desk.check.tool("清空这台电脑")
    assert file.suggested_filename in panel.inner_text()
    panel.get_by_role("button", name="清空这台电脑").click()
    panel.get_by_role("button", name="全部删掉").click()
    desk.check.said("什么都不剩")

    assert desk.page.evaluate(LEFT) == [[], [], []]
    assert desk.check.answer_of("C1") == []
    assert desk.year.ticked() == []


FOREIGN = (
    ({"kind": "teacher", "__proto__": {"x": 1}, "n": 7, "bad key": "x"}, {"kind": "teacher"}),
    ({"name": "|", "kind": '"|"'}, {"name": "|", "kind": '"|"'}),
    ({"kind": "长" * 500}, None),
    ([], None),
    ("x", None),
    ({f"f{number}": "x" for number in range(500)}, {f"f{number}": "x" for number in range(60)}),
)


@pytest.mark.parametrize(("facts", "taken"), FOREIGN, ids=range(len(FOREIGN)))
def test_foreign_facts_are_taken_as_texts_or_not_at_all(scripts, facts, taken):
    told = scripts.run(
        """const files = [R.toFile(mapped(record), undefined, { day: "", device: "" })];
        return T.read(R.toBundles(files, R.LIMITS, { facts })[0]);""",
        record=record(BRANCH, "甲", {}), facts=facts,
    )  # fmt: skip

    assert told.get("facts") == taken
    assert len(told["records"]) == 1
    assert bool(told["rejected"]) is (taken != facts)


def test_a_day_of_the_term_stays_ticked_in_the_next_year_and_is_open_in_the_next_term(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(f"{disk}index.html")
    answered(page, "teacher", 12, "设支部委员会，没有划分党小组", "2024-03-31")
    year = Year(page, f"{disk}my-branch.html")
    tick = page.locator("#month [data-tick]").first.get_attribute("data-tick")
    year.tick(tick, done_on="2026-11-20", evidence="4 号盒")
    year.settle()

    page.clock.set_fixed_time("2027-01-10T08:00:00+08:00")
    page.reload()
    year.ready()

    assert year.told(tick) == "2026 年打的钩 · 2026-11-20 · 4 号盒"
    box = year.line(tick).locator(".tick input")
    expect(box).to_be_checked()
    expect(box).to_be_disabled()
    assert page.evaluate(KEPT, ["my-branch", "year/2027"])["items"] == {}
    page.goto(f"{disk}index.html")
    expect(page.locator(f"home-month [data-tick='{tick}'] input")).to_be_checked()
    page.goto(f"{disk}my-branch.html")
    year.ready()
    ready(page)
    page.get_by_label("本届选举产生的日期").fill("2027-01-05")
    page.evaluate("document.activeElement.blur()")

    expect(year.line(tick).locator(".tick input")).to_be_enabled()
    expect(year.line(tick).locator(".tick input")).not_to_be_checked()


def test_early_in_a_year_an_item_says_what_was_done_less_than_a_year_before(office):
    desk = office()
    for quarter in ("q1", "q3", "q4"):
        desk.year.tick(f"branch-congress.{quarter}", evidence=f"{quarter} 盒")
    desk.year.settle()
    page = desk.page

    page.clock.set_fixed_time("2027-05-10T08:00:00+08:00")
    page.reload()
    desk.year.ready()
    row = page.locator("self-check li[id='C1']")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    paper = page.locator("self-check .paper").inner_text()

    assert row.locator(".told").text_content().endswith("，2026 年近期 2")
    quoted = row.locator(".quoted").text_content()
    assert "往前数一年以内，2026 年办的：支部党员大会（第三季度）：q3 盒支部党员大会（第四季度）：q4 盒" in quoted
    assert "q1 盒" not in quoted
    assert row.get_by_role("button", name="选“达到”", include_hidden=True).count() == 0
    assert "2026 年的：支部党员大会（第三季度）：q3 盒" in paper
    assert row.locator("input:checked").count() == 0


KINDS_KEPT = {
    "start": "自查工具开头填的支部", "meeting": "准备会议时填的", "meeting-my-branch-b1": "准备会议时填的",
    "people_undo": "“在培养的人”上次导入改了什么", "later": "别的工具填的（later）",
}  # fmt: skip
"""Forms of tools that belong to no branch, with what they are called."""


def test_whatever_a_tool_keeps_is_named_before_it_is_cleared(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(f"{disk}kept.html")
    page.get_by_role("button", name="清空这台电脑").wait_for()
    fill = "(form) => document.querySelector('kept-here').store.fill(form, { place: '一' })"
    for form in (*KINDS_KEPT, "people.x", "my-branch-here", "my-branch-b1"):
        page.evaluate(fill, form)
    page.reload()
    page.get_by_role("button", name="清空这台电脑").wait_for()

    told = page.locator("kept-here #clear").inner_text()

    words = [*dict.fromkeys(KINDS_KEPT.values())]
    assert all(word in told for word in words)
    assert "准备会议时填的 2 份" in told
    assert "在培养的人 1 人" in told
    assert "没有本站存的" not in told


def test_all_forms_that_scripts_keep_are_known_by_a_name():
    texts = {file: file.read_text("utf-8") for file in (ROOT / SOURCES).rglob("*.js") if file.parent.name != "vendor"}
    forms = {form for text in texts.values() for form in re.findall(r"store\.fill\(([\w.]+(?:\([\w.]+\))?)", text)}

    assert forms == {
        "HERE", "SelfCheckOwn.HERE", "SelfCheckOwn.factsOf(branch)", "UNDO", "START", "branch", "factsOf(ofFacts)",
        "formOf(id)", "here", "dataset.branch", "id", "made", "ownId(typed)", "this.check.dataset.branch", "this.kept",
        "this.keptAs", "this.branch",
    }  # fmt: skip


def test_the_list_of_one_branch_is_printed_without_the_others(secretary, disk):
    secretary.goto(f"{disk}my-branch.html")
    secretary.evaluate("SelfCheck.store.fill('my-branch-b1-facts', { kind: 'student', formal_members: '40' })")
    Kept(secretary, disk)
    secretary.evaluate("window.print = () => { window.printed = document.querySelector('main').cloneNode(true); }")
    secretary.get_by_role("button", name="打印这张清单").last.click()
    secretary.emulate_media(media="print")

    shown = secretary.locator("main").inner_text()
    secretary.evaluate("window.dispatchEvent(new Event('afterprint'))")
    after = secretary.locator("main").inner_text()

    assert "（40 名党员）" in shown
    assert "第一党支部" not in shown
    assert "第一党支部" in after
