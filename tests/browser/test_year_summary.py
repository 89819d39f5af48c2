"""The form 年度工作总结 is filled from the ticks of a year, with what the tools of its own page say of it."""

from __future__ import annotations

import io
import random
import re
import subprocess
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from standards_site.branch.schedule import branch_schedule, dated_periods
from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import Place
from tests.builders.failing_stores import FAILURES
from tests.builders.ticks import drawn_ticks
from tests.probes.installed import required
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.pdf import Sheet, printed, sheets
from tests.probes.year import BRANCH, NOW, Year

FORM = "forms/annual-summary.html"
SAVE = """(ticks) => {
  const here = document.querySelector("year-ticks");
  for (const [tick, fields] of ticks) here.change(here.rows.get(tick) || here.rows.get(here.addLine(tick)), fields);
}"""
TABLE = "() => ExportPanel.tableFor(document.querySelector('year-ticks'), 'summary').rows"
FIELDS = """() => Object.fromEntries(Array.from(document.querySelectorAll(".a4 [data-fill]"),
  (place) => [place.dataset.fill, place.textContent]))"""
FILLED = "() => document.querySelector('.a4 [data-fill=year]').textContent !== ''"


BROKEN = re.compile(r"(月|\d 月 \d+)$")
"""A day of which a part stands on the next line."""


@pytest.fixture
def opened(open_page, disk):
    """Opens the page of a listed branch."""

    def open_one(branch: str = BRANCH, **options) -> Year:
        return Year(open_page(timezone_id="Asia/Shanghai", **options), f"{disk}branches/{branch}.html")

    return open_one


def ticks_of(data, branch_id: str) -> list[str]:
    """Return what the plan of a branch has to tick, with the days of its term."""
    _, branch = data.branches()[branch_id]
    year = branch_schedule(data, Standards(data).of_branch(branch))
    duties = [f"{duty.frequency}.{key}" for duty in year.duties for *_, key in dated_periods(duty)]
    return duties + [deadline.step.id for deadline in year.deadlines]


def table_of(year: Year) -> list[list[str]]:
    """Return the table 年度工作总结 of the page on which the year is ticked."""
    year.settle()
    # what the branch has added stands in the order of its numbers from then on
    year.page.reload()
    year.ready()
    year.open("年度工作总结")
    return year.page.evaluate(TABLE)


def filled(page, disk, hash_="#filled") -> dict[str, str]:
    """Open the form and return what stands in its places once a year has filled it."""
    page.goto("about:blank")
    page.goto(disk + FORM + hash_)
    page.wait_for_function(FILLED)
    return page.evaluate(FIELDS)


def saved(page) -> list[str]:
    """Return what stands in the cells of the Word file, a line break as it is."""
    with page.expect_download() as given:
        page.get_by_role("button", name="填好的存成 Word").click()
    document = Document(io.BytesIO(given.value.path().read_bytes()))
    return [cell.text for row in document.tables[0].rows for cell in row.cells]


def in_words(text: str) -> str:
    """Return a text with its days as the form has them, which names the year above."""
    return re.sub(r"2026-(\d\d)-(\d\d)", lambda day: f"{int(day[1])} 月 {int(day[2])} 日", text)


def agrees(fields: dict[str, str], table: list[list[str]]) -> None:
    """Compare the form with the table of the year: nothing of it is left out, nothing is added."""
    done, undone = (
        dict(line.split("：", 1) for line in fields[name].replace("\xa0", " ").split("\n") if line)
        for name in ("year_done", "year_open")
    )
    for row in table:
        title, count, days, where, note = map(in_words, row)
        told = "；".join(filter(None, [count, days.replace("\n", "、"), where.replace("\n", "；")]))
        is_done = "次，应办" in count and not count.startswith("0 次")
        assert (title in done) == is_done
        assert title in done or title in undone
        assert done.get(title, told).startswith(told)
        rest = [done.get(title, told).removeprefix(told), undone.get(title, "")]
        parts = [part for text in rest for part in text.split("；") if part]
        assert sorted(parts) == sorted(filter(None, note.replace("的\n分", "的 分").replace("\n", "；").split("；")))
    for lines in (done, undone):
        assert list(lines) == [row[0] for row in table if row[0] in lines]


@pytest.mark.parametrize("seed", range(8))
def test_form_and_word_say_what_the_table_of_the_year_says(opened, disk, data, seed):
    draw = random.Random(seed)
    # two of them have days of a term
    branch = [*sorted(data.branches()), "teacher-electronics", "student-masters"][-1 - seed]
    year = opened(branch)
    if seed % 2:
        # the branch began to note in spring
        year.page.clock.set_fixed_time("2026-04-02T08:00:00+08:00")
        year.page.evaluate(SAVE, [["own.9", {"note": "记起来"}]])
        year.settle()
        year.page.clock.set_fixed_time(NOW)
        year.page.reload()
        year.ready()
    year.page.evaluate(SAVE, drawn_ticks(draw, ticks_of(data, branch)))
    table = table_of(year)

    fields = filled(year.page, disk)
    cells = saved(year.page)

    agrees(fields, table)
    assert (fields["branch"], fields["year"]) == (data.branches()[branch][1].name, "2026")
    for name in ("year_done", "year_open"):
        assert fields[name] in cells
    if branch == "teacher-electronics":
        assert {"上级提醒换届", "报送换届请示", "任期届满"} <= {row[0] for row in table}


def test_a_branch_of_the_browser_fills_it_and_another_one_is_chosen(opened, disk):
    year = opened()
    year.tick("theme-day.m3", done_on="2026-03-25")
    listed = table_of(year)
    page = year.page
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}&committee_size=3&term_start=2024-03-31")
    ready(page)
    page.locator("#fact-formal_members").fill("13")
    page.locator("self-check:visible").get_by_label("支部名称").fill("物理学院党支部")
    year.ready()
    year.tick("branch-congress.q4", done_on="2026-11-20", evidence="会议盒第 7 页")
    year.page.evaluate("() => SelfCheck.store.database.save()")
    own = table_of(year)

    fields = filled(page, disk)
    page.get_by_label("从哪一年打的钩填").select_option(label="软件工程教师党支部，2026 年")
    page.wait_for_function("() => document.querySelector('.a4 [data-fill=branch]').textContent.startsWith('软件')")
    others = page.evaluate(FIELDS)

    agrees(fields, own)
    assert fields["branch"] == "物理学院党支部"
    assert {"报送换届请示", "任期届满"} <= {row[0] for row in own}
    agrees(others, listed)
    page.get_by_label("从哪一年打的钩填").select_option(label="不填，留空")
    page.wait_for_function("() => document.querySelector('.a4 [data-fill=year]').textContent === ''")
    assert page.evaluate(FIELDS)["year_done"] == ""


def test_a_closed_year_and_the_year_before_fill_it(opened, disk, data):
    year = opened()
    year.page.evaluate(SAVE, drawn_ticks(random.Random(3), ticks_of(data, BRANCH)))
    year.settle()
    year.page.locator("self-check .menu summary").click()
    year.page.locator("self-check .menu").get_by_role("button", name="结束这一年").click()
    with year.page.expect_download():
        year.page.get_by_role("button", name="导出并结束").click()
    expect(year.page.locator("self-check .panel .said")).to_contain_text("2026 年已结束")
    table = table_of(year)

    agrees(filled(year.page, disk), table)

    year.page.clock.set_fixed_time("2027-01-20T08:00:00+08:00")
    assert filled(year.page, disk)["year"] == "2026"


def test_it_is_blank_until_somebody_asks_and_again_when_he_does(opened, disk):
    year = opened()
    year.tick("theme-day.m3", done_on="2026-03-25")
    year.tick("branch-congress.q1", done_on="2026-03-26")
    year.settle()
    page = year.page
    page.goto(disk + FORM)
    expect(page.locator("filled-form")).to_contain_text("完成的任务 2 行")
    before = page.evaluate(FIELDS)

    page.get_by_role("button", name="填上已知的").click()
    between = page.evaluate(FIELDS)
    page.get_by_role("button", name="改回空白").click()

    assert set(before.values()) == {""}
    assert len(between["year_done"].split("\n")) == 2
    assert page.evaluate(FIELDS) == before


def test_where_no_year_is_known_it_says_where_to_tick(page, disk):
    page.goto(f"{disk}{FORM}#filled")

    expect(page.locator("filled-form")).to_contain_text("没有打过钩的年")
    assert page.locator("filled-form a").all_inner_texts() == ["列表里的支部", "我的支部"]


@pytest.mark.parametrize("failure", FAILURES)
def test_a_year_is_filled_in_whichever_place_keeps_it(open_page, disk, failure):
    page = open_page(timezone_id="Asia/Shanghai")
    page.context.add_init_script(FAILURES[failure])
    year = Year(page, f"{disk}branches/{BRANCH}.html")
    year.tick("theme-day.m3", done_on="2026-03-25")
    year.settle()

    fields = filled(page, disk)

    assert "3\xa0月\xa025\xa0日" in fields["year_done"]


def test_a_branch_that_is_not_listed_any_more_is_told(opened, disk):
    year = opened()
    year.tick("theme-day.m3", done_on="2026-03-25")
    year.settle()
    year.page.route("**/branch-years.js", lambda route: route.fulfill(body="var BRANCH_YEARS = { of: {} };"))
    year.page.goto(f"{disk}{FORM}#filled")

    expect(year.page.locator("filled-form")).to_contain_text("支部列表里没有这个支部了")


@pytest.mark.parametrize("branch", ["teacher-software", "student-masters"])
def test_a_full_year_is_printed_whole_and_no_day_of_it_is_broken(opened, disk, data, tmp_path, branch):
    year = opened(branch)
    days = ["2026-03-20", "2026-11-30", "2026-01-02"]
    where = ["工作记录盒第 3 页到第 17 页"]
    ticks = [
        (tick, {"status": "met", "done_on": days[at % 3], "evidence": where, "note": "2026-05-04 补办"})
        for at, tick in enumerate(ticks_of(data, branch))
    ]
    year.page.evaluate(SAVE, ticks)
    year.settle()
    fields = filled(year.page, disk)

    on_paper = printed(year.page)
    with year.page.expect_download() as given:
        year.page.get_by_role("button", name="填好的存成 Word").click()
    given.value.save_as(tmp_path / "summary.docx")

    titles = [line.split("：")[0][:4] for line in fields["year_done"].split("\n")]
    for papers in (on_paper, as_paper(tmp_path / "summary.docx")):
        assert [title for title in titles if not any(paper.says(title) for paper in papers)] == []
    assert [line for sheet in on_paper for line in sheet.lines if BROKEN.search(line)] == []
    assert not any(sheet.says("非官方") for sheet in on_paper)


def as_paper(document: Path) -> list[Sheet]:
    """Return a Word file as LibreOffice prints it."""
    office = required("soffice", package="libreoffice-writer")
    profile = f"-env:UserInstallation={(document.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", document.parent, document]
    subprocess.run(command, check=True, capture_output=True)
    return sheets(document.with_suffix(".pdf"))


def test_the_filled_form_fits_a_phone(opened, disk):
    year = opened(viewport={"width": 360, "height": 740})
    year.tick("branch-congress.q1", done_on="2026-03-20", evidence="工作记录盒第 3 页，很长的一个地方" * 4)
    year.settle()
    filled(year.page, disk)

    assert year.page.evaluate(FAULTS, BODY) == []
