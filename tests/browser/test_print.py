"""Forms and pages printed by Chromium: nothing cut, nothing orphaned, every sheet knows what it is."""

from __future__ import annotations

import pytest

from standards_site.in_force.resolve import Standards
from tests.builders.records import filled, text_of
from tests.probes.opening import PAGES
from tests.probes.pdf import printed
from tests.probes.policy import add_style
from tests.probes.sheet import faults, form_on, printed_form

FORMS = (
    # rows from the data
    "forms/check-branch-34",
    "forms/check-activity-room",
    "forms/check-ledgers",
    "forms/annual-life-plan",
    "forms/development-tracker",
    "branches/teacher-maths/check-branch-34",
    "branches/teacher-maths/check-ledgers",
    # blank rows, upright and lying, low and high
    "forms/sign-in",
    "forms/dues-register",
    "forms/meeting-record",
    # long fields
    "forms/heart-talk-record",
    # a letter above a table
    "forms/election-request",
)
SHEETS = {
    "forms/sign-in": 1,
    "forms/dues-register": 2,
    "forms/heart-talk-record": 1,
    "forms/election-request": 1,
    "forms/box-label": 2,
    "forms/spine-label": 2,
}
KINDS = (
    "index.html",
    "items/C1.html",
    "procedures/election.html",
    "roles/secretary.html",
    "forms/index.html",
    "calculators.html",
    "my-branch.html",
    "branches/teacher-software.html",
    "branches/teacher-software/plan.html",
    "forms/sign-in.html",
    "thresholds.html",
    "thresholds/term-years.html",
    "sources/zb-2018.html",
    "search.html",
    "more.html",
    "roll-up.html",
    "self-check-tool.html",
    "404.html",
)
"""A page of each kind."""
FURNITURE = (
    "跳到正文",
    "版本库",
    "下一页",
    "上一页",
    "Material for MkDocs",
    "报告错误",
    "看本月",
    "全部清空",
    "下一个没填",
)
UNPRINTABLE = """() => {
  const WHITE = ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const all = (names, isWrong) => Array.from(document.querySelectorAll(names)).filter(
    (one) => seen(one) && isWrong(getComputedStyle(one))
  );
  for (const one of document.getAnimations()) one.finish();
  return [
    ...all("button, input, select, textarea, nav, .headerlink", () => true),
    ...all("h1, h2, h3", (style) => style.breakAfter !== "avoid"),
    ...all("main a[href]", (style) => style.color !== "rgb(0, 0, 0)" || style.textDecorationLine !== "none"),
    ...all("body, main", (style) => !WHITE.includes(style.backgroundColor)),
  ].map((one) => one.outerHTML.slice(0, 100));
}"""
LOOSE = """() => [...document.querySelectorAll("h1, h2, h3, h4, thead")]
  .filter((one) => one.getClientRects().length > 0 && getComputedStyle(one).breakAfter !== "avoid")
  .map((one) => one.textContent)"""
"""Headings, and heads of tables, that paper may part from what follows."""
LITTLE = 120
"""Characters of which a sheet within a page has more: with less it is nearly empty."""
SIZES = """labels => labels.map((label) => {
  const { width, height } = label.getBoundingClientRect();
  return [width, height].map((side) => Math.round((side * 25.4) / 96));
})"""


@pytest.mark.parametrize("path", FORMS)
def test_a_form_prints_whole_rows_under_a_header_on_every_sheet(page, disk, data, path):
    page.goto(f"{disk}{path}.html")
    known = data.forms.get(path.rpartition("/")[2])

    form, sheets = printed_form(page)

    assert form.foot == (known is None or not (known.body or known.anonymous))
    assert len(form.rows) > 1
    assert faults(form, sheets) == []
    for number, sheet in enumerate(sheets, 1):
        assert sheet.says(f"第{number}页共{len(sheets)}页")


@pytest.mark.parametrize("path", SHEETS)
def test_a_blank_form_takes_no_more_paper_than_it_needs(page, disk, path):
    page.goto(f"{disk}{path}.html")

    assert len(printed(page)) == SHEETS[path]


@pytest.mark.parametrize("kind", PAGES)
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(page, disk, kind):
    page.goto(disk + PAGES[kind])
    page.emulate_media(media="print")

    assert page.evaluate(LOOSE) == []
    assert page.locator("h1, h2, h3").count() > 0


@pytest.mark.parametrize("form_id", ["box-label", "spine-label"])
def test_labels_are_printed_whole_in_the_size_of_their_box(page, disk, data, form_id):
    titles = [ledger.title for ledger in sorted(data.ledgers.values(), key=lambda ledger: ledger.order)]
    label = data.forms[form_id].label
    page.goto(f"{disk}branches/teacher-software/{form_id}.html")

    sheets = printed(page)
    page.emulate_media(media="print")

    assert page.locator(".labels .name").all_text_contents() == titles
    assert all(any(sheet.says(title) for sheet in sheets) for title in titles)
    assert page.eval_on_selector_all(".labels li", SIZES) == [[label.width, label.height]] * len(titles)
    whole = [sheet.drawn.count("软件工程教师党支部") for sheet in sheets]
    assert sum(whole) == len(titles)
    assert min(whole) > 0


def test_a_letter_stands_above_its_table_with_its_signature_at_the_right(page, disk, data):
    signed = data.forms["election-request"].body[-2:]
    page.goto(disk + "forms/election-request.html")
    page.emulate_media(media="print")
    letter, lines, paper, table = (
        page.locator(name).last.bounding_box() for name in (".letter", ".signed", ".a4", ".ruled")
    )

    assert page.locator(".signed p").all_text_contents() == list(signed)
    assert letter["y"] < lines["y"] < table["y"]
    assert lines["x"] > paper["x"] + paper["width"] / 2


def test_the_main_form_has_the_34_items_once(page, disk, data):
    page.goto(disk + "forms/check-branch-34.html")

    wanted = [item.id for item in data.catalog_items(data.site.main_catalog)]
    ids = [row for sheet in printed(page) for row in sheet.rows(set(wanted))]

    assert ids == wanted
    assert len(ids) == 34


def test_a_branch_s_form_names_the_branch_and_what_was_left_out(page, disk, data):
    page.goto(disk + "branches/teacher-maths/check-branch-34.html")

    sheets = printed(page)

    assert sheets[0].says("数学教研室教师党支部")
    _unit, branch = data.branches()["teacher-maths"]
    left = Standards(data).of_branch(branch, data.main_catalog).left_items
    assert len(left) > 0
    assert all(sheets[-1].says(f"{item.id} {item.title}（{why.reason}）") for item, why in left)


def test_a_form_cut_by_a_wrong_style_would_be_found(page, disk):
    page.goto(disk + "forms/check-branch-34.html")
    add_style(
        page, "@media print { .ruled thead { display: none } .ruled tbody, tr { break-inside: auto !important } }"
    )

    found = faults(*printed_form(page))

    assert any("is cut" in fault for fault in found)
    assert any("lacks header" in fault for fault in found)


def test_signatures_alone_on_a_sheet_would_be_found(page, disk):
    page.goto(disk + "forms/sign-in.html")
    add_style(page, "@media print { .closing { break-before: page } .tail { break-inside: auto !important } }")
    form = form_on(page)

    found = faults(*printed_form(page))

    assert form.held == 2
    assert "the last sheet has only the rows [] and the signatures" in found


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


@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_each_kind_is_printed_black_on_white_without_what_is_only_for_the_screen(page, disk, path):
    page.goto(disk + path)

    sheets = printed(page)
    page.emulate_media(media="print")

    last = sheets[-1].drawn.replace(f"第{len(sheets)}页共{len(sheets)}页", "")
    everything = "".join(sheet.drawn for sheet in sheets)
    assert page.evaluate(UNPRINTABLE) == []
    assert [word for word in FURNITURE if word.replace(" ", "") in everything] == []
    assert len(last) > 20
    assert [number for number, sheet in enumerate(sheets[:-1], 1) if len(sheet.drawn) < LITTLE] == []


def test_a_home_page_without_answers_prints_the_year_and_no_empty_month(page, disk, data):
    page.goto(disk + "index.html")

    sheets = printed(page)

    assert not any(sheet.says("本月要做什么") for sheet in sheets)
    assert any(sheet.says("通常什么时候要做") for sheet in sheets)
    for duty in ("branch-congress", "dues-payment", "organisation-life-meeting"):
        assert any(sheet.says(data.frequencies[duty].title) for sheet in sheets)


def test_a_roll_up_prints_no_sheet_that_is_nearly_empty(page, disk, data, tmp_path):
    files = []
    for number, branch in enumerate([branch for _, branch in data.branches().values()][:10]):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(text_of(filled(data, branch.id, branch.name, number)), encoding="utf-8")
    page.goto(disk + "roll-up.html")

    page.locator("[name=files]").set_input_files(files)
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()

    assert [number for number, sheet in enumerate(printed(page)[:-1], 1) if len(sheet.drawn) < LITTLE] == []


@pytest.mark.parametrize("path", ["items/C1.html", "items/E3.html", "frequencies.html", "branch-34/index.html"])
def test_no_row_of_a_page_s_table_is_cut_by_paper(page, disk, path):
    page.goto(disk + path)
    page.emulate_media(media="print")
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
