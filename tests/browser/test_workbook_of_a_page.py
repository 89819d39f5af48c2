"""Workbooks of a self-check and of a year, exported on a page, filled in elsewhere and brought back there."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page, expect

from tests.probes.checklist import Checklist
from tests.probes.files import saved_file
from tests.probes.my_branch import TEACHERS
from tests.probes.one_file import Tool

NOW = "2026-11-30T10:32:00+08:00"
DROP = """([file, name]) => {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const given = new DataTransfer();
  given.items.add(new File([bytes], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


def fixed(page: Page) -> Page:
    page.clock.set_fixed_time(NOW)
    return page


@pytest.fixture
def checklist(open_page, disk) -> Checklist:
    """The checklist from disk, on a fixed day, with an answer in it."""
    made = Checklist(fixed(open_page(timezone_id="Asia/Shanghai")), disk)
    made.answer("C1", "部分达到")
    made.fill("C1", note="缺第三季度签到表", evidence="一号盒")
    return made


def exported(page: Page, button: Locator, folder: Path) -> Path:
    """Press a button that exports, and return the file."""
    with page.expect_download() as started:
        button.click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file


def workbook_of(checklist: Checklist, folder: Path) -> Path:
    panel = checklist.tool("导出 Excel")
    return exported(checklist.page, panel.get_by_role("button", name="Excel").first, folder)


def cell(sheet: Worksheet, row: str, head: str):
    """Return the cell of a row that begins with a text, below a head."""
    heads = next(line for line in sheet.iter_rows() if any(one.value == head for one in line))
    column = next(one.column for one in heads if one.value == head)
    return sheet.cell(next(one.row for one in sheet["A"] if one.value == row), column)


def edited(file: Path, change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(file)
    change(book.worksheets[0])
    book.save(file)
    return file


def chosen(checklist: Checklist, file: Path) -> Locator:
    """Open the import, choose a file, and return the panel once it was read."""
    panel = checklist.tool("导入")
    panel.get_by_label("选备份文件").set_input_files(file)
    checklist.page.locator("self-check .panel h3, self-check .panel .said:not(:empty)").first.wait_for()
    return panel


def some_edits(sheet: Worksheet) -> None:
    cell(sheet, "C1", "结果").value = "达到"
    cell(sheet, "C1", "整改期限").value = "月底前"
    cell(sheet, "C2", "问题和具体表现").value = "没有议题"
    cell(sheet, "C3", "结果").value = "合格"


def test_what_a_workbook_would_change_is_listed_changed_and_taken_back(checklist, tmp_path):
    file = edited(workbook_of(checklist, tmp_path), some_edits)
    before = checklist.stored("C1")

    panel = chosen(checklist, file)
    listed = panel.locator("section > ul").last.locator("li").all_inner_texts()
    told = panel.locator("section > ul").first.locator("li").all_inner_texts()
    words = panel.locator("section > p").all_inner_texts()
    untouched = checklist.stored("C1")
    panel.locator("section").get_by_role("button", name="导入", exact=True).click()
    checklist.said("已导入")
    after = checklist.stored("C1"), checklist.stored("C2")
    panel.get_by_role("button", name="撤销这次导入").click()
    checklist.said("已恢复")

    assert listed == [
        "C1 支部党员大会，结果：部分达到 → 达到",
        "C2 支部委员会会议，问题和具体表现：（空） → 没有议题",
    ]
    assert words == [
        "文件里有 2 处没有用：",
        "这几处照旧不变。可以在表里改好再选一次，也可以先导入别的。",
        "2 条更新、0 条冲突、0 条不变。",
        "会改 2 处：",
    ]
    assert [line.partition("：")[2] for line in told] == [
        "只能填日期，像 2026-12-31，现在是“月底前”",
        "只能填 达到/部分达到/未达到/不适用/未填，现在是“合格”",
    ]
    assert untouched == before
    assert after == ({**before, "status": "met"}, {"note": "没有议题"})
    assert (checklist.stored("C1"), checklist.stored("C2")) == (before, {})


def test_what_was_typed_since_the_file_was_read_is_not_lost(checklist, tmp_path):
    file = edited(workbook_of(checklist, tmp_path), some_edits)
    panel = chosen(checklist, file)
    act = panel.locator("section").get_by_role("button", name="导入", exact=True)
    checklist.fill("C2", note="这里刚写的")

    act.click()
    said = checklist.said("又改过")

    assert said == "读文件以后这里又改过：C2。请把文件重新选一次。"
    assert (checklist.stored("C1")["status"], checklist.stored("C2")) == ("partly", {"note": "这里刚写的"})


def test_scripts_in_cells_stay_texts(checklist, tmp_path):
    hostile = "<img src=x onerror=alert(1)>"

    def change(sheet: Worksheet) -> None:
        sheet.title = "<b>表"
        cell(sheet, "C2", "问题和具体表现").value = hostile
        cell(sheet, "C3", "结果").value = hostile

    panel = chosen(checklist, edited(workbook_of(checklist, tmp_path), change))

    told = panel.locator("section > ul").all_inner_texts()
    where, _, why = told[0].partition("：")
    assert re.fullmatch(r"<b>表!E\d+", where)
    assert why == f"只能填 达到/部分达到/未达到/不适用/未填，现在是“{hostile}”"
    assert told[-1].endswith(f"（空） → {hostile}")
    assert panel.locator("img, b").count() == 0


def test_a_workbook_can_be_dropped_anywhere_while_the_import_is_open(checklist, tmp_path):
    file = edited(workbook_of(checklist, tmp_path), some_edits)
    panel = checklist.tool("导入")

    checklist.page.evaluate(DROP, [base64.b64encode(file.read_bytes()).decode(), file.name])

    expect(panel.locator("section")).to_contain_text("会改 2 处：")


def test_a_workbook_of_another_branch_is_only_taken_by_a_person(checklist, open_page, disk, tmp_path):
    file = edited(workbook_of(checklist, tmp_path), some_edits)
    other = Checklist(fixed(open_page()), disk, "teacher-electronics")

    panel = chosen(other, file)
    sections = panel.locator("section").inner_text()
    panel.get_by_role("button", name="确实是本支部的，并进来").click()

    assert "这份文件是“软件工程教师党支部”的，不是本支部。" in sections
    assert "会改 2 处：" in panel.inner_text()


def test_a_workbook_of_another_round_says_so(checklist, tmp_path):
    file = edited(workbook_of(checklist, tmp_path), some_edits)
    checklist.choose_round("2026 年下半年")

    panel = chosen(checklist, file)

    told = panel.locator("section > ul").nth(1).locator("li").all_inner_texts()
    assert told == ["这张表是 2026 年的，改的是那一期；现在打开的是 2026 年下半年。"]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("表.xlsx", b"\x62\x14\x23\x65 sealed", "这个文件不是能读的工作簿"),
        ("表.xlsx", b"PK\x03\x04 half", "这个工作簿是坏的"),
        ("表.xls", b"\xd0\xcf\x11\xe0 old", "这是旧格式（.xls、.et）的表。"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(checklist, tmp_path, name, content, error):
    file = tmp_path / name
    file.write_bytes(content)

    panel = chosen(checklist, file)

    assert panel.locator(".said").inner_text().startswith(error)
    assert panel.locator("section").count() == 0


def test_the_workbook_of_a_year_brings_ticks_and_what_the_branch_adds(checklist, tmp_path):
    page = checklist.page
    page.wait_for_function("() => ((document.querySelector('year-ticks') || {}).tools || {}).isLoaded")
    page.locator("year-ticks .menu summary").click()
    page.locator("year-ticks .menu").get_by_role("button", name="全年工作一览").click()
    panel = page.locator("year-ticks .panel")
    file = exported(page, panel.get_by_role("button", name="导出 Excel"), tmp_path)

    def change(sheet: Worksheet) -> None:
        cell(sheet, "支部党员大会（第一季度）", "结果").value = "已办"
        cell(sheet, "支部党员大会（第一季度）", "哪天办的").value = "2026年3月5日"
        cell(sheet, "支部党员大会（第二季度）", "结果").value = "办了"
        cell(sheet, "另外的事 1", "说明").value = "迎新志愿服务"

    edited(file, change)
    page.locator("year-ticks .menu summary").click()
    page.locator("year-ticks .menu").get_by_role("button", name="导入").click()
    panel.get_by_label("选备份文件").set_input_files(file)
    panel.get_by_text("会改 3 处").wait_for()
    shown = panel.locator("section > ul").last.locator("li").all_inner_texts()
    refused = panel.locator("section > ul").first.inner_text()
    panel.locator("section").get_by_role("button", name="导入", exact=True).click()
    panel.get_by_text("已导入").wait_for()

    assert shown == [
        "支部党员大会（第一季度），结果：未填 → 已办",
        "支部党员大会（第一季度），哪天办的：（空） → 2026-03-05",
        "迎新志愿服务，说明：（空） → 迎新志愿服务",
    ]
    assert refused.endswith("只能填 已办/这一期不办/未填，现在是“办了”")
    done = page.locator("[data-tick].is-done").evaluate_all("lines => lines.map((line) => line.dataset.tick)")
    assert done == ["branch-congress.q1"]
    assert page.locator("[data-tick='own.1'] > span").text_content() == "迎新志愿服务"


def test_a_workbook_of_ones_own_branch_comes_back_under_its_name(open_page, disk, tmp_path):
    page = fixed(open_page())
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    page.wait_for_function("() => ((document.querySelector('self-check') || {}).tools || {}).isLoaded")
    page.locator("self-check:visible").get_by_label("支部名称").fill("第一党支部")
    opened = object.__new__(Checklist)
    opened.page, opened.branch = page, "my-branch"
    file = workbook_of(opened, tmp_path)
    edited(file, lambda sheet: setattr(cell(sheet, "C1", "问题和具体表现"), "value", "缺签到表"))

    panel = chosen(opened, file)

    assert panel.locator("h3").inner_text().startswith("第一党支部，")
    assert "不是本支部" not in panel.inner_text()
    assert "会改 1 处：" in panel.inner_text()


def test_the_one_file_edition_has_all_it_needs_for_it(open_page, disk, tmp_path):
    tool = Tool(fixed(open_page()), f"{disk}self-check-tool.html")
    tool.begin()
    tool.page.wait_for_function("() => ((document.querySelector('self-check') || {}).tools || {}).isLoaded")
    opened = object.__new__(Checklist)
    opened.page = tool.page
    file = edited(workbook_of(opened, tmp_path), some_edits)

    chosen(opened, file)
    tool.confirm_import()

    assert tool.note("C2") == "没有议题"


def test_chromium_86_writes_and_reads_a_workbook(open_page_86, disk, tmp_path):
    checklist = Checklist(fixed(open_page_86(timezone_id="Asia/Shanghai")), disk)
    button = checklist.tool("导出 Excel").get_by_role("button", name="Excel").first
    file = edited(saved_file(checklist.page, tmp_path, button.click), some_edits)

    panel = chosen(checklist, file)
    panel.locator("section").get_by_role("button", name="导入", exact=True).click()
    checklist.said("已导入")

    assert checklist.stored("C2") == {"note": "没有议题"}
