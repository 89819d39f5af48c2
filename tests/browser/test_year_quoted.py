"""The pages of ledgers and of papers quote the ticks of a branch's year, and say what its own page says."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from standards_site.branch.schedule import branch_schedule, dated_periods
from standards_site.in_force.resolve import Standards
from standards_site.outputs.handbook.evidence import records_of
from standards_site.outputs.links import Place
from tests.builders.failing_stores import FAILURES
from tests.builders.ticks import drawn_ticks
from tests.probes.accessibility import serious
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.pdf import printed
from tests.probes.year import BRANCH, NOW, Year

TOP = "document.querySelector('year-quoted')"
SHOWN = f"() => {TOP}.querySelector('details tbody')"
SAVE = """(ticks) => {
  const here = document.querySelector("year-ticks");
  for (const [tick, fields] of ticks) here.change(here.rows.get(tick) || here.rows.get(here.addLine(tick)), fields);
}"""
STATES = """() => {
  const ticks = document.querySelector("year-ticks");
  const { record, standard } = ticks;
  const due = ticks.entries(ticks.round).map(({ tick, state }) => [tick, state]);
  const added = YearTold.addedIn(record, standard, Day.today()).map(({ tick, state }) => [tick, state]);
  const said = (id) => YearTold.lineOf({ tick: id, answer: ticks.answerOf(id), ...ticks.due.get(id) }, standard);
  return {
    states: Object.fromEntries(due.concat(added)),
    titles: Object.fromEntries(due.concat(added).map(([id]) => [id, ticks.nameOf(id)])),
    done: Object.fromEntries(due.filter(([, state]) => state === "done").map(([id]) => [id, said(id)])),
    told: Object.fromEntries(due.concat(added).map(([id]) => [id, ticks.counted(record, id).state])),
    since: ticks.sinceWords(ticks.round),
  };
}"""
LEDGERS = """() => [...document.querySelectorAll("details.fold[id]")].map((fold) => [
  fold.id,
  (fold.querySelector("summary b") || { textContent: "" }).textContent,
  [...fold.querySelectorAll(".quoted p")].map((line) => line.textContent),
])"""
PAPERS = """() => [...document.querySelectorAll("[data-paper]")].map((row) => {
  const box = row.querySelector(".quoted:not([hidden])");
  const lines = box ? [...box.querySelectorAll("p")].map((line) => line.textContent) : [];
  return [row.dataset.paper, box ? box.querySelector("summary").textContent : "", lines];
})"""
ROWS = "() => [...document.querySelectorAll('.quoted-table tbody')].map((body) => body.innerText.split('\\n'))"
REST = "另外的事，和没有指明台账的"


@dataclass
class Told:
    """What the page of a branch says of its year."""

    states: dict[str, str]
    titles: dict[str, str]
    done: dict[str, str]
    told: dict[str, str]
    since: str
    items: dict[str, list[str]] = field(default_factory=dict)


def papers_of(data) -> dict[tuple[str, str], set[tuple[int, str]]]:
    """Return for a duty and an item which papers show that it was done, each with its ledger, from the data alone."""
    found: dict[tuple[str, str], set[tuple[int, str]]] = {}
    for number, (_, uses) in enumerate(records_of(data)):
        for item, kept in uses:
            for requirement in item.requirements:
                if requirement.frequency and requirement.key in kept.proves:
                    found.setdefault((requirement.frequency, item.id), set()).add((number, kept.ledger))
    return found


def duties_of(data, branch_id: str):
    _, branch = data.branches()[branch_id]
    return branch_schedule(data, Standards(data).of_branch(branch)).duties


def head(states: list[str]) -> str:
    """Return in words what some ticks count for."""
    done, left, before, missing = (states.count(state) for state in ("done", "left", "before", "missing"))
    of = len(states) - left - before
    parts = [f"已办 {done}/{of}"] if of or not before else []
    parts += [f"不办 {left}"] if left else []
    parts += [f"没有记 {before}"] if before else []
    parts += [f"到今天还缺 {missing}"] if missing else []
    return "，".join(parts)


def told_on(year: Year, data, branch: str) -> Told:
    year.settle()
    told = Told(**year.page.evaluate(STATES))
    for duty in duties_of(data, branch):
        for *_, key in dated_periods(duty):
            told.items[f"{duty.frequency}.{key}"] = list(duty.items)
    return told


def agrees(page, disk: str, data, told: Told, round_: str = "2026") -> None:
    """Compare both pages with what the branch's page says."""
    papers = papers_of(data)
    of = {
        tick: set().union(*(papers.get((tick.rpartition(".")[0], item), set()) for item in items))
        for tick, items in told.items.items()
    }
    assert {tick: told.states[tick] for tick in of} == {tick: told.told[tick] for tick in of}
    for place, script, nth in ((Place.LEDGERS, LEDGERS, 1), (Place.EVIDENCE, PAPERS, 0)):
        page.goto(disk + place)
        page.wait_for_function(SHOWN)
        seen = 0
        for name, words, lines in page.evaluate(script):
            mine = [tick for tick, found in of.items() if name in {str(one[nth]) for one in found}]
            counts = f"{round_} 年：{head([told.states[tick] for tick in mine])}"
            assert words == ("" if not mine else f"（{counts}）" if nth else counts), name
            done = [tick for tick in mine if told.states[tick] == "done"]
            assert sorted(lines[: len(done)]) == sorted(told.done[tick] for tick in done), name
            for state, says in (("missing", "到今天还缺："), ("left", "这一期不办："), ("before", "没有记（")):
                some = [told.titles[tick] for tick in mine if told.states[tick] == state]
                line = [line for line in lines[len(done) :] if line.startswith(says)]
                assert len(line) == bool(some), (name, state)
                assert all(title in line[0] for title in some), (name, state)
            seen += bool(mine)
        rows = page.evaluate(ROWS)
        rest = [tick for tick in told.states if not of.get(tick) and tick in {*told.items, *told.titles}]
        rest = [tick for tick in rest if tick in told.items or tick.startswith("own.")]
        assert len(rows) == seen + bool(rest)
        top = page.locator("year-quoted [role=status]").inner_text()
        assert head([told.states[tick] for tick in told.items]) in top
        assert ("（" + told.since + "）" in top) == ("before" in {told.states[tick] for tick in told.items})


@pytest.fixture
def opened(open_page, disk):
    """Opens the page of a listed branch."""

    def open_one(branch: str = BRANCH, **options) -> Year:
        return Year(open_page(timezone_id="Asia/Shanghai", **options), f"{disk}branches/{branch}.html")

    return open_one


@pytest.mark.parametrize("seed", range(6))
def test_ledgers_and_papers_say_what_the_page_of_the_branch_says(opened, disk, data, seed):
    draw = random.Random(seed)
    branch = sorted(data.branches())[seed % len(data.branches())]
    ticks = [f"{duty.frequency}.{key}" for duty in duties_of(data, branch) for *_, key in dated_periods(duty)]
    year = opened(branch)
    if seed % 2:
        # the branch began to note in spring: what was due since is missing
        year.page.clock.set_fixed_time("2026-04-02T08:00:00+08:00")
        year.page.evaluate(SAVE, [["own.9", {"note": "记起来"}]])
        year.settle()
        year.page.clock.set_fixed_time(NOW)
        year.page.reload()
        year.ready()
    year.page.evaluate(SAVE, drawn_ticks(draw, ticks))

    told = told_on(year, data, branch)

    agrees(year.page, disk, data, told)


def test_a_closed_year_is_quoted_as_it_was_closed(opened, disk, data):
    year = opened()
    year.page.evaluate(SAVE, drawn_ticks(random.Random(3), ["theme-day.m3", "branch-congress.q1", "dues-payment.m11"]))
    told = told_on(year, data, BRANCH)
    year.page.locator("self-check .menu summary").click()
    year.page.locator("self-check .menu").get_by_role("button", name="结束这一年").click()
    with year.page.expect_download():
        year.page.get_by_role("button", name="导出并结束").click()
    expect(year.page.locator("self-check .panel .said")).to_contain_text("2026 年已结束")

    agrees(year.page, disk, data, told)

    expect(year.page.locator("year-quoted [role=status]")).to_contain_text("2026 年（已结束）")


def test_an_earlier_year_is_chosen(opened, disk):
    year = opened()
    year.tick("theme-day.m3", done_on="2026-03-25")
    year.settle()
    year.page.clock.set_fixed_time("2027-01-05T08:00:00+08:00")
    year.page.goto(disk + Place.LEDGERS)
    status = year.page.locator("year-quoted [role=status]")
    expect(status).to_contain_text("2027 年还没有打钩")

    year.page.get_by_label("哪一年").select_option("2026")

    expect(status).to_contain_text("2026 年全年要做的事：已办 1/")
    expect(year.page.locator(".quoted-table")).to_contain_text("2026-03-25")


def test_what_another_window_ticks_is_quoted_at_once(opened, disk):
    year = opened()
    year.tick("theme-day.m3")
    year.settle()
    other = year.page.context.new_page()
    other.clock.set_fixed_time(NOW)
    other.goto(disk + Place.LEDGERS)
    work = other.locator("#work-records > summary b")
    expect(work).to_contain_text("已办 1/")

    year.tick("branch-congress.q4", evidence="会议盒第 7 页")

    expect(work).to_contain_text("已办 2/")
    expect(other.locator("#work-records .quoted")).to_contain_text("会议盒第 7 页")


@pytest.mark.parametrize("failure", FAILURES)
def test_whichever_place_fails_what_is_kept_is_quoted(opened, disk, failure):
    year = opened()
    year.page.context.add_init_script(FAILURES[failure])
    year.page.reload()
    year.ready()
    year.tick("branch-congress.q4", evidence="会议盒第 7 页")
    year.settle()

    for place in (Place.LEDGERS, Place.EVIDENCE):
        year.page.goto(disk + place)
        expect(year.page.locator("year-quoted [role=status]")).to_contain_text("已办 1/")
        expect(year.page.locator(".quoted-table")).to_contain_text("会议盒第 7 页")


def test_a_branch_of_the_browser_is_quoted_and_another_one_chosen(opened, disk):
    year = opened()
    year.tick("theme-day.m3")
    year.settle()
    page = year.page
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    ready(page)
    # a link is kept from the first change on
    page.locator("#fact-formal_members").fill("13")
    year.ready()
    year.tick("branch-congress.q4", done_on="2026-11-20", evidence="会议盒第 7 页")
    year.settle()
    page.goto(disk + Place.LEDGERS)
    status = page.locator("year-quoted [role=status]")
    expect(status).to_contain_text("我的支部")
    expect(page.locator(".quoted-table")).to_contain_text("会议盒第 7 页")

    page.get_by_label("这个浏览器里的支部").select_option(BRANCH)

    expect(status).to_contain_text("软件工程教师党支部 2026 年")
    expect(page.locator("#work-records > summary b")).to_contain_text("已办 1/")
    page.goto(disk + Place.EVIDENCE)
    expect(status).to_contain_text("软件工程教师党支部 2026 年")


def test_the_table_of_contents_leads_to_the_tick(opened, disk):
    year = opened()
    year.tick("branch-congress.q1", done_on="2026-03-20")
    year.settle()
    page = year.page
    page.goto(disk + Place.LEDGERS)
    page.locator("year-quoted summary").click()

    page.locator(".quoted-table a").first.click()

    year.ready()
    expect(page.locator("[data-tick='branch-congress.q1']")).to_be_in_viewport()


@pytest.mark.parametrize("place", [Place.LEDGERS, Place.EVIDENCE])
def test_a_browser_that_keeps_nothing_loads_nothing_and_shows_the_page_as_it_is(page, disk, place):
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(disk)))
    page.goto(disk + place, wait_until="networkidle")

    assert not [name for name in asked if "/data/" in name or "later" in name]
    assert page.locator("year-quoted").inner_text() == ""
    assert page.locator(".quoted").count() == 0


def test_what_lies_where_prints_alone(opened, disk):
    year = opened()
    year.tick("branch-congress.q1", done_on="2026-03-20", evidence="工作记录盒第 3 页")
    year.tick("dues-payment.m11", done_on="2026-11-10", evidence="党费盒")
    year.settle()
    page = year.page
    page.goto(disk + Place.LEDGERS)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="打印台账目录").click()

    sheets = printed(page)

    words = "\n".join(line for sheet in sheets for line in sheet.lines)
    assert "软件工程教师党支部 2026 年台账目录" in words
    assert "工作记录盒第 3 页" in words
    assert "2026-03-20" in words
    assert "谁保管" not in words
    assert len(sheets) == 1


@pytest.mark.parametrize("place", [Place.LEDGERS, Place.EVIDENCE])
def test_what_is_quoted_fits_a_phone_and_is_accessible(opened, disk, place):
    year = opened(viewport={"width": 360, "height": 740})
    year.tick("branch-congress.q1", done_on="2026-03-20", evidence="工作记录盒第 3 页，很长的一个地方" * 4)
    year.settle()
    page = year.page
    page.goto(disk + place)
    page.wait_for_function(SHOWN)
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")

    assert page.evaluate(FAULTS, BODY) == []
    assert serious(page) == []


BROKEN = re.compile(r"\d{4}-(?:\d\d-)?(?!\d)")
"""A day of which a part stands on the next line."""


@pytest.mark.parametrize("tool", ["年度工作总结", "全年工作一览"])
def test_no_day_of_a_printed_year_is_broken(opened, tool, data):
    year = opened()
    ticks = [f"{duty.frequency}.{key}" for duty in duties_of(data, BRANCH) for *_, key in dated_periods(duty)]
    # one far from its period has a remark behind it
    days = ["2026-03-20", "2026-11-30", "2026-01-02"]
    where = ["记录盒第 3 页到第 17 页，2026-03-20 的会议"]
    fields = [{"status": "met", "done_on": day, "evidence": where, "note": f"{day}、2026-05-04 补办"} for day in days]
    year.page.evaluate(SAVE, [(tick, fields[at % 3]) for at, tick in enumerate(ticks)])
    year.settle()
    panel = year.open(tool)
    year.page.evaluate("window.print = () => {}")
    panel.get_by_role("button", name="打印这张表").click()

    lines = [line for sheet in printed(year.page) for line in sheet.lines]

    assert sum("2026-11-30" in line for line in lines) > 5
    assert [line for line in lines if BROKEN.search(line)] == []
