"""The year of a branch: every duty ticked once, kept whatever happens, and quoted where it counts."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date, timedelta

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect

from standards_site.branch.schedule import branch_schedule, dated_periods
from standards_site.data.periods import PERIODS
from standards_site.in_force.resolve import Standards
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.self_check.year_standard import LEAVABLE, year_standard
from standards_site.outputs.site import TEMPLATES
from tests import ROOT
from tests.builders.records import answer, record, text_of
from tests.probes.accessibility import serious
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.year import BRANCH, DAY, Year

KEPT = """async (name) => {
  const { store } = document.querySelector("year-ticks");
  return store.loadNow(`${name}/year/2026`).record.items;
}"""


@pytest.fixture
def opened(open_page, disk):
    """Opens the page of a listed branch."""

    def open_one(branch: str = BRANCH, **options) -> Year:
        return Year(open_page(timezone_id="Asia/Shanghai", **options), f"{disk}branches/{branch}.html")

    return open_one


def ticks_of(data, branch_id: str) -> dict[str, str]:
    """Return what a branch has to do in a year, each with the last day of its period in the planned year."""
    _, branch = data.branches()[branch_id]
    year = branch_schedule(data, Standards(data).of_branch(branch))
    return {f"{duty.frequency}.{key}": last for duty in year.duties for _, last, key in dated_periods(duty)}


def test_every_duty_in_every_period_can_be_ticked_on_the_page_of_every_branch(opened, data):
    year = opened()
    for branch in data.branches():
        year.page.goto(year.page.url.replace(BRANCH, branch) if branch != BRANCH else year.page.url)
        year.ready()
        shown = year.page.locator("[data-tick]").evaluate_all("lines => lines.map((line) => line.dataset.tick)")
        deadlines = [tick for tick in shown if tick.startswith(f"{data.program.elections}.") and tick[-2] != "y"]
        assert len(set(shown)) == len(shown)
        assert {*shown} - {*deadlines} == {*ticks_of(data, branch)} - {*deadlines}
        year.page.goto(year.page.url.replace(branch, BRANCH))


def test_what_is_ticked_is_there_again_after_the_page_was_closed_at_once(opened, data):
    draw = random.Random(7)
    year = opened()
    chosen = draw.sample(sorted(ticks_of(data, BRANCH)), 6)
    for number, tick in enumerate(chosen):
        year.tick(tick, done_on=f"2026-0{number + 1}-15", evidence=f"{number} 号盒第 2 页")

    year.page.reload()
    year.ready()

    assert year.ticked() == sorted(chosen)
    assert [year.told(tick).replace("（日子待核对）", "") for tick in chosen] == [
        f"2026-0{number + 1}-15 · {number} 号盒第 2 页" for number in range(6)
    ]


def test_a_tick_can_be_taken_back_and_a_duty_left_with_a_reason(opened):
    year = opened()
    year.tick("branch-congress.q1")
    year.line("branch-congress.q1").locator(".tick input").uncheck()
    year.line("branch-congress.q2").locator("summary").click()
    year.line("branch-congress.q2").get_by_label("这一期不办").check()
    year.line("branch-congress.q2").get_by_label("说明，不办的写理由").fill("并到下季度")

    assert year.ticked() == []
    assert year.told("branch-congress.q2") == "这一期不办 · 并到下季度"
    assert year.page.evaluate(KEPT, BRANCH)["branch-congress.q2"]["status"] == "not_applicable"


def test_two_windows_tick_side_by_side(opened):
    one = opened()
    other = one.page.context.new_page()
    second = Year(other, one.page.url)
    one.tick("theme-day.m1")
    second.tick("theme-day.m2")
    one.settle()
    second.settle()

    expect(one.page.locator("[data-tick='theme-day.m2'].is-done")).to_have_count(1)
    expect(other.locator("[data-tick='theme-day.m1'].is-done")).to_have_count(1)
    assert one.ticked() == second.ticked() == ["theme-day.m1", "theme-day.m2"]


def test_a_branch_adds_what_else_it_does(opened):
    year = opened()
    for text in ("迎新志愿服务", "结对共建"):
        year.page.get_by_role("button", name="加一件").click()
        year.page.keyboard.type(text)

    year.page.reload()
    year.ready()

    titles = [year.line(f"own.{number}").locator("> span").inner_text() for number in (1, 2)]
    assert titles == ["迎新志愿服务", "结对共建"]
    rows = year.open("年度工作总结").locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows[-2:]] == ["迎新志愿服务", "结对共建"]


def states(data, done: list[str], began: str, today: str) -> dict[str, str]:
    """Return what each duty in each of its periods counts for, of a branch that began to note on a day."""
    _, branch = data.branches()[BRANCH]
    found = {}
    for duty in branch_schedule(data, Standards(data).of_branch(branch)).duties:
        for _, last, key in dated_periods(duty):
            tick, end = f"{duty.frequency}.{key}", today[:4] + last[4:]
            known = end >= today or (began and end >= began)
            found[tick] = "done" if tick in done else ("missing" if end < today else "ahead") if known else "before"
    return found


def says(counted: list[str]) -> str:
    """Return how an item says what its duties count for."""
    done, before, missing = (counted.count(state) for state in ("done", "before", "missing"))
    of = len(counted) - before
    parts = [f"已办 {done}/{of}"] if of or not before else []
    parts += [f"没有记 {before}"] if before else []
    parts += [f"到今天还缺 {missing}"] if missing else []
    return f"全年要做的事：{'，'.join(parts)}"


@pytest.mark.parametrize("seed", range(4))
def test_an_item_says_how_often_its_duties_were_done_and_what_is_missing(opened, data, seed):
    draw = random.Random(seed)
    year = opened()
    done = draw.sample(sorted(ticks_of(data, BRANCH)), 12)
    for tick in done:
        year.tick(tick)
    found = states(data, done, DAY, DAY)
    _, branch = data.branches()[BRANCH]
    duties = branch_schedule(data, Standards(data).of_branch(branch)).duties

    for item in sorted({item for duty in duties for item in duty.items}):
        of = [f"{duty.frequency}.{key}" for duty in duties if item in duty.items for *_, key in dated_periods(duty)]
        counted = [found[tick] for tick in of]
        row = year.page.locator(f"self-check li[id='{item}']")
        assert row.locator(".told").text_content().endswith(says(counted))
        suggested = row.get_by_role("button", name="选“达到”", include_hidden=True).count()
        assert suggested == (1 if "done" in counted and {*counted} <= {"done", "ahead"} else 0)


@pytest.mark.parametrize("today", ["2026-01-05", "2026-02-28", "2026-04-01", "2026-06-30", "2026-11-12", "2026-12-31"])
def test_a_branch_that_begins_within_a_year_is_not_behind_with_what_was_before(opened, data, today):
    year = opened()
    year.page.clock.set_fixed_time(f"{today}T08:00:00+08:00")
    year.page.reload()
    year.ready()
    total = year.page.locator("year-ticks .total")
    before = [total.inner_text(), year.page.locator("year-ticks > .sub").text_content()]
    quoted = year.page.locator("self-check .told", has_text="还缺").count()
    year.tick(f"theme-day.m{int(today[5:7])}")
    year.settle()
    at_first = [total.inner_text(), year.page.locator("year-ticks > .sub").text_content()]
    # another month later
    later = (date.fromisoformat(today) + timedelta(days=40)).isoformat()
    year.page.clock.set_fixed_time(f"{later}T08:00:00+08:00")
    if later[:4] == today[:4]:
        year.page.reload()
        year.ready()

    def counted(done: list[str], began: str, day: str) -> str:
        found = [*states(data, done, began, day).values()]
        done_, unnoted = (found.count(state) for state in ("done", "before"))
        of = len(found) - unnoted
        return f"全部：已办 {done_}/{of}" + (f"，没有记 {unnoted}" if unnoted else "")

    tick = f"theme-day.m{int(today[5:7])}"
    deadlines = year.page.locator("#month [data-tick^='election']").count()
    month, day = int(today[5:7]), int(today[8:])
    assert deadlines == 0
    assert before[0] == counted([], "", today)
    assert quoted == 0
    assert at_first[0] == counted([tick], today, today)
    told = "更早的没有记，不算没办；办过的可以补打钩。"
    unnoted = "before" in states(data, [], "", today).values()
    assert before[1] == (f"还没有开始记。{told}" if unnoted else "")
    assert at_first[1] == (f"从 {month} 月 {day} 日起记。{told}" if unnoted else "")
    if later[:4] == today[:4]:
        assert total.inner_text() == counted([tick], today, later)


def test_who_noted_the_year_before_is_told_what_is_missing_from_january_on(opened, data):
    year = opened()
    year.tick("theme-day.m11")
    year.settle()

    year.page.clock.set_fixed_time("2027-05-10T08:00:00+08:00")
    year.page.reload()
    year.ready()

    assert "没有记" not in year.page.locator("year-ticks").inner_text()
    assert "到今天还缺 4" in year.page.locator("self-check li[id='C5'] .told").text_content()


@pytest.mark.parametrize("left", ["branch-congress.q1", "branch-congress.q2", "branch-congress.q3"])
def test_what_was_left_out_or_is_to_come_is_named_and_nothing_is_suggested(opened, data, left):
    year = opened()
    for quarter in (1, 2, 3):
        tick = f"branch-congress.q{quarter}"
        if tick != left:
            year.tick(tick)
    year.line(left).locator("summary").click()
    year.line(left).get_by_label("这一期不办").check()
    row = year.page.locator("self-check li[id='C1']")
    without = row.locator(".told").text_content()
    year.line(left).get_by_label("说明，不办的写理由").fill("并到下季度")
    told = row.locator(".quoted").text_content()

    assert "不办" not in without
    assert f"这一期不办：{data.frequencies['branch-congress'].title}" in told
    assert "第四季度" in told.partition("还没到期：")[2]
    assert row.get_by_role("button", name="选“达到”", include_hidden=True).count() == 0


def test_only_what_the_rule_lets_be_left_out_can_be_and_the_rest_where_it_does_not_apply(opened, data):
    year = opened()
    _, branch = data.branches()[BRANCH]
    shown, wanted = {}, {}
    for duty in branch_schedule(data, Standards(data).of_branch(branch)).duties:
        key = next(dated_periods(duty))[2]
        line = year.line(f"{duty.frequency}.{key}")
        line.locator(".rest").evaluate("rest => { rest.open = true; }")
        line.locator(".rest .choice").wait_for()
        shown[duty.frequency] = [line.locator(".rest .choice").inner_text(), line.get_by_text("规定要求办").count()]
        may = duty.modality in LEAVABLE
        wanted[duty.frequency] = ["这一期不办", 0] if may else ["这一期不适用", 1]

    assert shown == wanted
    assert {text for text, _ in wanted.values()} == {"这一期不办", "这一期不适用"}


@pytest.mark.parametrize("reason", ["", " ", "并到下季度"])
def test_without_a_reason_nothing_counts_as_left_out(opened, reason):
    year = opened()
    year.tick("branch-congress.q1")
    line = year.line("branch-congress.q2")
    line.locator("summary").click()
    line.get_by_label("这一期不办").check()
    line.get_by_label("说明，不办的写理由").fill(reason)
    year.settle()
    count = year.page.locator("year-ticks details.quarter").nth(1).locator(".progress").inner_text()
    summary = next(
        row.split("\t")
        for row in year.open("年度工作总结").locator("tbody tr").all_inner_texts()
        if row.startswith("支部党员大会")
    )

    is_left = bool(reason.strip())
    assert ("不办 1" in count) is is_left
    assert line.locator(".rest > .elsewhere").first.is_visible() is not is_left
    assert ("is-left" in (line.get_attribute("class") or "")) is is_left
    assert summary[1] == ("1 次，应办 3 次，没有记 1 次" if is_left else "1 次，应办 4 次，没有记 1 次")
    assert ("第二季度" in summary[4].partition("没有打钩：")[2]) is not is_left
    year.page.reload()
    year.ready()
    assert year.page.evaluate(KEPT, BRANCH)["branch-congress.q2"]["status"] == "not_applicable"


@pytest.mark.parametrize(
    ("tick", "day", "says"),
    [
        ("branch-congress.q2", "2026-05-20", ""),
        ("branch-congress.q2", "2026-07-20", ""),
        ("branch-congress.q2", "2026-03-05", ""),
        ("branch-congress.q2", "2026-02-05", "这一期是 2026-04-01 到 2026-06-30，这一天隔得远"),
        ("branch-congress.q2", "2025-05-20", "这一期是 2026-04-01 到 2026-06-30，这一天隔得远"),
        ("theme-day.m3", "2026-11-30", "这一期是 2026-03-01 到 2026-03-31，这一天隔得远"),
        ("theme-day.m12", "2026-12-25", "这一天还没到，已经打了钩"),
        ("theme-day.m12", "2036-12-25", "这一天还没到，已经打了钩"),
    ],
)
def test_an_odd_day_is_remarked_beside_its_field_and_kept(opened, tick, day, says):
    year = opened()
    year.tick(tick, done_on=day)
    year.settle()
    remark = year.line(tick).locator(".fields > div").first.locator("p").last

    assert remark.inner_text().startswith(says)
    assert (remark.inner_text() == "") is (says == "")
    assert year.page.evaluate(KEPT, BRANCH)[tick]["done_on"] == day


def quoted_of(year, data, tick: str) -> list[str]:
    """Return what each item says that quotes a duty."""
    _, branch = data.branches()[BRANCH]
    duties = branch_schedule(data, Standards(data).of_branch(branch)).duties
    items = next(duty.items for duty in duties if duty.frequency == tick.rpartition(".")[0])
    rows = [year.page.locator(f"self-check li[id='{item}']") for item in items]
    return [row.locator(".quoted").text_content() for row in rows]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_ticked_for_a_day_to_come_is_not_done_and_an_odd_day_is_remarked_wherever_quoted(
    opened, data, tmp_path, seed
):
    draw = random.Random(seed)
    year = opened()
    of_plan = ticks_of(data, BRANCH)
    days = {}
    for tick in draw.sample(sorted(of_plan), 12):
        end = date.fromisoformat(DAY[:4] + of_plan[tick][4:])
        near, far = min(end, date.fromisoformat(DAY)), end - timedelta(days=500)
        later = date.fromisoformat(DAY) + timedelta(days=draw.choice([1, 20, 400, 1500]))
        days[tick] = draw.choice([near, far, later, later]).isoformat()
        year.tick(tick, done_on=days[tick])
    year.settle()
    early = {tick for tick, day in days.items() if day > DAY}
    odd = {tick for tick, day in days.items() if day > DAY or day < "2025-12"}
    found = {tick: "done" if tick in days and tick not in early else "" for tick in of_plan}
    told = [row.split("\t") for row in year.open("全年工作一览").locator("tbody tr").all_inner_texts()]
    panel = year.page.locator("year-ticks .panel")
    sheets = {}
    for kind in ("Excel", "CSV"):
        with year.page.expect_download() as started:
            panel.get_by_role("button", name=f"导出 {kind}").click()
        sheets[kind] = tmp_path / started.value.suggested_filename
        started.value.save_as(sheets[kind])
    panel.get_by_role("button", name="收起").click()
    summary = [row.split("\t") for row in year.open("年度工作总结").locator("tbody tr").all_inner_texts()]

    assert early
    assert year.ticked() == sorted({*days} - early)
    assert year.page.locator("year-ticks .total").inner_text().startswith(f"全部：已办 {len(days) - len(early)}/")
    assert {tick for tick in days if "（日子待核对）" in year.told(tick)} == odd
    for tick, day in days.items():
        title = data_title(data, tick)
        for text in quoted_of(year, data, tick):
            names = text.partition("到今天还缺")
            assert (f"{title}：{day}" in names[0]) is (tick not in early)
            assert (f"{day}（日子待核对）" in text) is (tick in odd)
            assert (f"{title}{day}" in text) is (tick in early)
    for rows in (told, [*csv.reader(io.StringIO(sheets["CSV"].read_text("utf-8-sig")))][1:]):
        remarked = {(row[0], row[2]) for row in rows if row[3] == "日子待核对"}
        assert remarked == {(data_title(data, tick), days[tick]) for tick in odd}
    cells = [[cell.value for cell in row] for row in load_workbook(sheets["Excel"]).active.iter_rows(min_row=3)]
    at = cells[0].index("核对")
    assert {row[0] for row in cells[1:] if row[at] == "日子待核对"} == {data_title(data, tick) for tick in odd}
    for row in summary:
        ticks = [tick for tick in days if data_title(data, tick).rpartition("（")[0] == row[0]]
        done = [tick for tick in ticks if found[tick]]
        assert not done or row[1].startswith(f"{len(done)} 次，")
        assert sorted(row[2].split("\n")) == sorted(days[tick] + "（日子待核对）" * (tick in odd) for tick in done) or (
            not done and row[2] == ""
        )
        assert row[4].count("（日子待核对）") == len([tick for tick in ticks if tick in early])


@pytest.mark.parametrize("day", ["2026-12-01", "2027-01-20", "2030-01-20", "2099-12-31"])
def test_with_a_day_to_come_nothing_is_suggested_until_it_is_put_right(opened, data, day):
    year = opened()
    for quarter in (1, 2, 3):
        year.tick(f"branch-congress.q{quarter}", done_on=f"2026-0{quarter * 3}-05")
    year.tick("branch-congress.q4", done_on=day)
    row = year.page.locator("self-check li[id='C1']")
    take = row.get_by_role("button", name="选“达到”", include_hidden=True)
    before = [take.count(), row.locator(".quoted").text_content()]
    year.line("branch-congress.q4").locator("[id='done_on-branch-congress.q4']").fill("2026-11-20")

    assert before[0] == 0
    assert "到今天的都办了" not in before[1]
    assert f"{day}（日子待核对）" in before[1].partition("还没到期：")[2]
    expect(take).to_have_count(1)
    assert "待核对" not in row.locator(".quoted").text_content()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_noted_of_an_earlier_time_makes_nothing_between_late(opened, data, seed):
    draw = random.Random(seed)
    of_plan = ticks_of(data, BRANCH)
    began = f"2026-{draw.randrange(3, 12):02}-{draw.randrange(1, 29):02}"
    year = opened()
    year.page.clock.set_fixed_time(f"{began}T08:00:00+08:00")
    year.page.reload()
    year.ready()
    earlier = sorted(tick for tick, last in of_plan.items() if "2026" + last[4:] < began)
    done = draw.sample(earlier, 2)
    for tick in done:
        year.tick(tick)
    for tick in draw.sample([one for one in earlier if one not in done], 2):
        year.line(tick).locator("summary").click()
        year.line(tick).get_by_label("说明，不办的写理由").fill("问过上一任")
    year.settle()
    year.page.clock.set_fixed_time(f"{DAY}T08:00:00+08:00")
    year.page.reload()
    year.ready()
    found = states(data, done, began, DAY)
    _, branch = data.branches()[BRANCH]
    duties = branch_schedule(data, Standards(data).of_branch(branch)).duties

    for item in sorted({item for duty in duties for item in duty.items}):
        of = [f"{duty.frequency}.{key}" for duty in duties if item in duty.items for *_, key in dated_periods(duty)]
        told = year.page.locator(f"self-check li[id='{item}'] .told").text_content()
        assert told.endswith(says([found[tick] for tick in of]))
    rows = [row.split("\t") for row in year.open("年度工作总结").locator("tbody tr").all_inner_texts()]
    for duty in duties:
        counted = [found[f"{duty.frequency}.{key}"] for *_, key in dated_periods(duty)]
        unnoted = counted.count("before")
        parts = [f"{counted.count('done')} 次", f"应办 {len(counted)} 次"] if unnoted < len(counted) else []
        parts += [f"没有记 {unnoted} 次"] if unnoted else []
        title = data_title(data, f"{duty.frequency}.{next(dated_periods(duty))[2]}").rpartition("（")[0]
        assert [row[1] for row in rows if row[0] == title] == ["，".join(parts)]


def test_a_day_to_come_is_a_plan_until_it_is_ticked(opened):
    year = opened()
    line = year.line("theme-day.m12")
    line.locator("summary").click()
    line.locator("[id='done_on-theme-day.m12']").fill("2026-12-25")

    assert line.get_by_text("先当作打算办的日子").is_visible()
    assert year.ticked() == []


def test_what_is_done_shows_no_day_until_which_it_was_due(opened):
    year = opened()
    whens = year.page.locator("#month [data-tick='theme-day.m11'] > .when")
    before = whens.is_visible()
    year.tick("theme-day.m11")
    after = whens.is_visible()
    year.line("theme-day.m11").locator(".tick input").uncheck()

    assert (before, after, whens.is_visible()) == (True, False, True)


def test_a_suggested_answer_is_only_taken_by_a_person_and_the_records_stand_on_paper(opened, data):
    _, branch = data.branches()[BRANCH]
    duties = branch_schedule(data, Standards(data).of_branch(branch)).duties
    asked = [item for duty in duties for item in duty.items]
    duty = next(one for one in duties if one.per == "year" and asked.count(one.items[0]) == 1)
    year = opened()
    year.tick(f"{duty.frequency}.y1", done_on="2026-11-20", evidence="3 号盒")
    row = year.page.locator(f"self-check li[id='{duty.items[0]}']")
    assert row.locator("input:checked").count() == 0

    row.locator(".rest > summary").click()
    row.get_by_role("button", name="选“达到”").click()
    year.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert row.locator("input:checked").get_attribute("value") == "met"
    paper = year.page.locator("self-check .paper").inner_text()
    assert f"{duty.title}（全年）：2026-11-20，3 号盒" in paper


def test_a_backup_holds_the_year_and_brings_it_back_elsewhere(opened, tmp_path):
    year = opened()
    year.tick("branch-congress.q1", done_on="2026-03-05", evidence="1 号盒")
    year.page.locator("self-check li[id='C1']").get_by_label("部分达到", exact=True).check()
    with year.page.expect_download() as started:
        year.page.locator("self-check .tools").get_by_role("button", name="备份到文件").click()
    file = tmp_path / "backup.json"
    started.value.save_as(file)
    catalogs = [record["catalog"] for record in json.loads(file.read_text("utf-8"))["records"]]

    there = opened()
    there.page.locator("self-check .menu summary").click()
    there.page.locator("self-check .menu").get_by_role("button", name="导入").click()
    panel = there.page.locator("self-check .panel")
    panel.locator("input[type=file]").set_input_files(file)
    for _ in catalogs:
        panel.get_by_role("button", name="导入", exact=True).first.click()
        panel.get_by_text("已导入").wait_for()
        panel.get_by_role("button", name="导入", exact=True).first.evaluate("pressed => pressed.remove()")

    assert catalogs == ["branch-34", "year"]
    assert there.ticked() == ["branch-congress.q1"]
    assert there.told("branch-congress.q1") == "2026-03-05 · 1 号盒"
    checked = there.page.locator("self-check li[id='C1'] input:checked")
    assert checked.get_attribute("value") == "partly"
    panel.get_by_role("button", name="撤销这次导入").last.click()
    expect(there.page.locator("[data-tick].is-done")).to_have_count(0)


def test_the_tables_of_a_year_say_the_same_in_every_format(opened, data, tmp_path):
    year = opened()
    year.tick("branch-congress.q1", done_on="2026-03-05", evidence="1 号盒")
    year.tick("branch-congress.q3", done_on="2026-09-10")
    for tool in ("全年工作一览", "年度工作总结"):
        panel = year.open(tool)
        shown = [row.split("\t") for row in panel.locator("tbody tr").all_inner_texts()]
        files = {}
        for kind in ("Excel", "CSV"):
            with year.page.expect_download() as started:
                panel.get_by_role("button", name=f"导出 {kind}").click()
            files[kind] = tmp_path / started.value.suggested_filename
            started.value.save_as(files[kind])
        sheet = load_workbook(files["Excel"]).active
        excel = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(shown))]
        listed = list(csv.reader(io.StringIO(files["CSV"].read_text("utf-8-sig"))))[1:]
        assert [row[0] for row in excel] == [row[0] for row in listed] == [row[0] for row in shown]
        congress = next(row for row in listed if row[0].startswith("支部党员大会"))
        if tool == "年度工作总结":
            assert congress == [
                "支部党员大会", "2 次，应办 4 次，没有记 1 次", "2026-03-05\n2026-09-10", "第一季度：1 号盒",
                "没有打钩：第四季度\n没有记：第二季度",
            ]  # fmt: skip
            assert len(listed) == len({tick.rpartition(".")[0] for tick in ticks_of(data, BRANCH)})
        else:
            assert len(listed) == len(ticks_of(data, BRANCH))
        panel.get_by_role("button", name="收起").click()


def test_all_outputs_of_a_year_agree_by_when_it_is_due(opened, data, tmp_path):
    year = opened()
    draw = random.Random(3)
    days = {}
    for number, tick in enumerate(draw.sample(sorted(ticks_of(data, BRANCH)), 9)):
        days[tick] = f"2026-11-{number + 10}"
        year.tick(tick, done_on=days[tick], evidence=f"{number} 号盒")
    for number, text in enumerate(("迎新志愿服务", "结对共建"), 1):
        year.page.get_by_role("button", name="加一件").click()
        year.page.keyboard.type(text)
        year.line(f"own.{number}").locator(f"[id='done_on-own.{number}']").fill(f"2026-10-0{number}")
        year.line(f"own.{number}").locator(".tick input").check()
    year.settle()
    panel = year.open("全年工作一览")
    screen = [row.split("\t") for row in panel.locator("tbody tr").all_inner_texts()]
    files = {}
    for kind in ("导出 Excel", "导出 Word", "导出 CSV", "下载日历文件（.ics）"):
        with year.page.expect_download() as started:
            panel.get_by_role("button", name=kind).click()
        files[kind] = tmp_path / started.value.suggested_filename
        started.value.save_as(files[kind])
    year.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sheet = load_workbook(files["导出 Excel"]).active
    excel = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(screen))]
    word = [[cell.text for cell in row.cells] for row in Document(str(files["导出 Word"])).tables[0].rows][1:]
    table = [*csv.reader(io.StringIO(files["导出 CSV"].read_text("utf-8-sig")))][1:]
    events = {
        str(event["summary"]): event.decoded("dtstart").isoformat()
        for event in Calendar.from_ical(files["下载日历文件（.ics）"].read_bytes()).walk("VEVENT")
    }
    panel.get_by_role("button", name="收起").click()
    summary = [row.split("\t")[0] for row in year.open("年度工作总结").locator("tbody tr").all_inner_texts()]

    order = sorted(ticks_of(data, BRANCH).items(), key=lambda one: one[1])
    titles = [row[0] for row in screen]
    assert titles[-2:] == ["迎新志愿服务", "结对共建"]
    assert [last for _, last in order] == sorted(last for _, last in order)
    ends = {data_title(data, tick): last for tick, last in order}
    assert [ends[title] for title in titles[:-2]] == [last for _, last in order]
    firsts = [title.rpartition("（")[0] for title in titles[:-2]]
    assert summary == [*dict.fromkeys(firsts), "迎新志愿服务", "结对共建"]
    assert [row[:2] + row[3:] for row in table] == [row[:2] + row[3:] for row in screen]
    assert [row[0] for row in word if row[0] in titles] == titles
    assert [row[0] for row in excel] == titles
    assert {row[0]: row[2] for row in screen if row[2]} == {row[0]: row[2] for row in table if row[2]} == events
    day = [cell.value for cell in sheet[3]].index("哪天办的")
    assert {row[0]: str(row[day])[:10] for row in excel if row[day]} == events
    assert [row[4] for row in screen[-2:]] == ["", ""]


def data_title(data, tick: str) -> str:
    """Return what a duty in one of its periods is called."""
    return year_standard(Context(data, templates_in(ROOT / TEMPLATES), Standards(data)))["items"][tick]["title"]


def test_what_is_noted_for_a_day_is_a_calendar_whose_events_keep_their_ids(opened, tmp_path):
    def events() -> dict[str, tuple]:
        year.open("全年工作一览")
        with year.page.expect_download() as started:
            year.page.locator("year-ticks .panel").get_by_role("button", name="下载日历文件（.ics）").click()
        file = tmp_path / started.value.suggested_filename
        started.value.save_as(file)
        assert max(map(len, file.read_bytes().split(b"\r\n"))) <= 75
        found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        return {
            str(one["uid"]).split("@")[0]: (
                one.decoded("dtstart"),
                str(one["summary"]),
                str(one["description"]),
                one["sequence"],
            )
            for one in found
        }

    year = opened()
    year.tick("branch-congress.q1", done_on="2026-03-05", evidence="1 号盒；第 2 页, 附件\\甲" * 3)
    year.tick("branch-congress.q2")
    year.page.get_by_role("button", name="加一件").click()
    year.page.keyboard.type("结对共建" * 20)
    year.line("own.1").locator("[id='done_on-own.1']").fill("2026-12-31")
    first = events()
    year.line("own.1").locator("[id='done_on-own.1']").fill("2027-01-01")
    second = events()

    congress, own = f"branch-congress.q1.2026.{BRANCH}", f"own.1.2026.{BRANCH}"
    assert first.keys() == second.keys() == {congress, own}
    day, title, about, _ = first[congress]
    assert (day, title) == (date(2026, 3, 5), "支部党员大会（第一季度）")
    assert about.split("\n")[:2] == ["已办", "1 号盒；第 2 页, 附件\\甲" * 3]
    assert first[own][:2] == (date(2026, 12, 31), "结对共建" * 20)
    assert second[own][0] == date(2027, 1, 1)
    assert second[own][3] > first[own][3]


def test_ticks_of_my_branch_outlive_a_change_of_its_facts(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    year = Year(page, f"{disk}my-branch.html#{TEACHERS}")
    year.tick("branch-congress.q1", evidence="1 号盒")
    ready(page)
    page.get_by_role("group", name="划不划分党小组").get_by_label("划分党小组", exact=True).check()
    page.locator("[data-tick='group-meeting.m1']").first.wait_for(state="attached")
    year.tick("group-meeting.m1")
    page.get_by_role("group", name="划不划分党小组").get_by_label("没有划分党小组", exact=True).check()
    page.locator("[data-tick='group-meeting.m1']").wait_for(state="detached")

    assert year.ticked() == ["branch-congress.q1"]
    assert year.told("branch-congress.q1") == "1 号盒"
    assert page.evaluate(KEPT, "my-branch")["group-meeting.m1"]["status"] == "met"


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_the_year_is_accessible_and_fits(opened, width):
    year = opened(viewport={"width": width, "height": 800})
    year.tick("branch-congress.q1")
    for fold in year.page.locator("details.quarter").all():
        fold.evaluate("fold => { fold.open = true; }")

    assert serious(year.page) == []
    assert year.page.evaluate(FAULTS, BODY) == []


def test_months_are_named_alike_in_all_years():
    assert [PERIODS["month"].key_of(date(2027, month, 1)) for month in (1, 10)] == ["m1", "m10"]
    assert [PERIODS["semester"].key_of(date(2027, month, 1)) for month in (3, 9)] == ["s1", "s2"]


def own_duty(year, text):
    """Add something of the branch's own."""
    year.page.get_by_role("button", name="加一件").click()
    if text:
        year.page.keyboard.type(text)
    year.settle()


def test_what_was_added_can_be_taken_away_and_what_is_written_in_it_is_asked_about(opened):
    year = opened()
    own_duty(year, "")
    own_duty(year, "结对共建")
    lines = year.page.locator("[data-tick^='own.']")
    year.line("own.1").get_by_role("button", name="去掉这一件").click()
    after_empty = lines.count()
    second = year.line("own.2")
    second.get_by_role("button", name="去掉这一件").click()
    asked = (lines.count(), second.inner_text())
    second.get_by_role("button", name="去掉这一件").click()
    expect(lines).to_have_count(0)
    year.settle()
    year.page.reload()
    year.ready()

    assert after_empty == 1
    assert asked[0] == 1
    assert "里面写的会清空" in asked[1]
    assert lines.count() == 0
    panel = year.open("恢复以前的内容")
    panel.locator("p", has_text="去掉“结对共建”之前").get_by_role("button", name="恢复这一份").click()
    expect(lines).to_have_count(1)
    assert "结对共建" in lines.inner_text()


def test_an_import_lists_what_was_added_by_its_own_words(opened):
    year = opened()
    own_duty(year, "结对共建")
    theirs = record(BRANCH, "甲", {"own.1": answer(note="联学联建", v={"d-2": 1})}, catalog="year")
    panel = year.open("导入")
    panel.get_by_label("或者粘贴数据").fill(text_of(theirs))
    panel.get_by_role("button", name="读取粘贴的数据").click()
    panel.get_by_role("button", name="导入", exact=True).click()

    assert panel.locator("legend").inner_text() == "结对共建：两边都改过"
    assert "1 条冲突没有选：结对共建" in panel.inner_text()
    assert "另外的事 1" not in panel.inner_text()
    assert "own.1" not in panel.inner_text()
