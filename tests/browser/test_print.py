"""Check forms and pages printed by Chromium: nothing cut, nothing orphaned, every sheet knows what it is."""

from __future__ import annotations

import pytest
from pdf import printed
from sheet import faults, form_on

from standards_site.resolve import Standards

FORMS = (
    "forms/check-branch-34.html",
    "forms/check-activity-room.html",
    "forms/check-publicity-board.html",
    "forms/check-ledgers.html",
    "branches/teacher-maths/check-branch-34.html",
    "branches/teacher-maths/check-ledgers.html",
)


@pytest.mark.parametrize("path", FORMS)
def test_a_check_form_prints_whole_rows_under_a_header_on_every_sheet(page, disk, path):
    page.goto(disk + path)

    sheets = printed(page)

    assert faults(form_on(page), sheets) == []
    for number, sheet in enumerate(sheets, 1):
        assert sheet.says(f"第{number}页共{len(sheets)}页")


def test_the_main_form_has_the_34_items_once(page, disk, data):
    page.goto(disk + "forms/check-branch-34.html")

    ids = [row for sheet in printed(page) for row in sheet.rows(set(form_on(page).rows))]

    assert ids == [item.id for item in data.catalog_items(data.site.main_catalog)]
    assert len(ids) == 34


def test_a_branch_s_form_names_the_branch_and_what_was_left_out(page, disk, data):
    page.goto(disk + "branches/teacher-maths/check-branch-34.html")

    sheets = printed(page)

    assert sheets[0].says("数学教研室教师党支部")
    _unit, branch = data.branches()["teacher-maths"]
    left = Standards(data).of_branch(branch, data.main_catalog).left_items
    assert len(left) > 0
    assert all(sheets[-1].says(f"{item.id}{item.title}（{why.reason}）") for item, why in left)


def test_a_form_cut_by_a_wrong_style_would_be_found(page, disk):
    page.goto(disk + "forms/check-branch-34.html")
    page.add_style_tag(
        content="@media print { .form thead { display: none } .form tbody, .form tr { break-inside: auto !important } }"
    )

    found = faults(form_on(page), printed(page))

    assert any("is cut" in fault for fault in found)
    assert any("lacks header" in fault for fault in found)


def test_an_item_page_prints_its_text_and_disclaimer_without_navigation(page, disk):
    page.goto(disk + "items/C1.html")

    sheets = printed(page)
    everything = "".join(sheet.drawn for sheet in sheets)

    assert {sheet.size for sheet in sheets} == {(595, 842)}
    assert sheets[0].lines[0].split() == ["C1", "支部党员大会"]
    assert "非官方,以正式文件为准" in everything
    assert [word for word in ("下一页", "版本库", "MaterialforMkDocs", "报告错误") if word in everything] == []
    for number, sheet in enumerate(sheets, 1):
        assert sheet.says(f"第{number}页共{len(sheets)}页")


@pytest.mark.parametrize("path", ["items/C1.html", "items/E3.html", "frequencies.html", "branch-34/index.html"])
def test_no_row_of_a_page_s_table_is_cut_by_paper(page, disk, path):
    page.goto(disk + path)
    rows = page.eval_on_selector_all(
        ".md-content tbody tr", "rows => rows.map((row) => Array.from(row.cells, (cell) => cell.innerText))"
    )

    sheets = printed(page)

    whole = [row for row in rows if any(all(sheet.says(cell) for cell in row) for sheet in sheets)]
    assert len(rows) > 0
    assert [row for row in rows if row not in whole] == []


def test_a_filled_checklist_prints_what_was_filled_and_no_controls(page, disk):
    page.goto(disk + "branches/teacher-software.html")
    page.locator("#C1 input[value=partly]").check()
    page.locator("#note-C1").fill("\n".join(f"第{number}条缺签到" for number in range(1, 21)))

    sheets = printed(page)
    everything = "".join(sheet.drawn for sheet in sheets)

    assert any(sheet.says("部分达到") and sheet.says("第20条缺签到") for sheet in sheets)
    hidden = ("清除选择", "怎样算达到、看什么材料", "备份到文件", "期次", "达到□部分", "已保存到本机")
    assert [word for word in hidden if word in everything] == []
