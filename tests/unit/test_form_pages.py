"""Print pages: the whole of a sheet in its order, rows that stay together, and links only to files that exist."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.layout import letter_of
from standards_site.outputs.forms.print_page import form_pages
from standards_site.outputs.forms.sheet import Sheet, SheetSection, blank_sheets, branch_sheets
from standards_site.outputs.output import Context, templates_in
from tests import ROOT


@pytest.fixture(scope="module")
def context(data):
    return Context(data, templates_in(ROOT / "site_templates"), Standards(data))


@pytest.fixture(scope="module")
def sheets(data, context):
    made = [*blank_sheets(data, context.standards), *branch_sheets(data, context.standards)]
    return {sheet.path: sheet for sheet in made}


def page_of(context, sheet: Sheet, sizes=None):
    (output,) = form_pages(replace(context, sizes=sizes or {}), [sheet])
    return html.fromstring(output.content)


def texts_of(page, expression: str) -> list[str]:
    return [element.text_content() for element in page.xpath(expression)]


def words(sheet: Sheet) -> list[str]:
    """Return what a paper says from top to bottom; a tick stands in every row of its column."""
    rows = [row for section in sheet.sections for row in section.rows]
    if sheet.label:
        fields = [text for field in sheet.header for text in (f"{field.name}：", field.value)]
        table = [text for row in rows for text in (row[0], *fields)]
    else:
        table = [text for field in sheet.header for text in (_name(field), field.value or _boxes(field))]
        table += [text for column in sheet.columns for text in (_name(column), "/".join(column.choices))]
        for section in sheet.sections:
            table.append(section.title)
            ticks = [column.kind == "tick" for column in sheet.columns]
            table += ["□" if tick else text for row in section.rows for tick, text in zip(ticks, row, strict=True)]
    signatures = [f"{_name(field)}：{'年月日' if field.kind == 'day' else ''}" for field in sheet.signatures]
    notes = ["填写说明", *sheet.notes] if sheet.notes else []
    below = letter_of(sheet).signed_below
    letter = sheet.body[: len(sheet.body) - len(below)]
    return [sheet.title, *letter, *table, *below, *signatures, *notes, sheet.foot]


def _name(field) -> str:
    return f"{field.name}*" if field.must else field.name


def _boxes(field) -> str:
    return "　".join(f"□{choice}" for choice in field.choices)


def test_a_print_page_says_the_whole_sheet_in_its_order(context, sheets):
    wrong = []

    for sheet in sheets.values():
        said = page_of(context, sheet).xpath("//article")[0].text_content()
        if "".join(said.split()) != "".join("".join(words(sheet)).split()):
            wrong.append(sheet.path)

    assert len(sheets) > 100
    assert wrong == []


@pytest.mark.parametrize(
    ("rows", "lines", "bodies", "held"),
    [
        (1, 1, [], 1),
        (2, 1, [], 2),
        (5, 1, [3], 2),
        (5, 6, [3], 2),
        (5, 7, [4], 1),
        (3, 13, [3], 0),
    ],
)
def test_signatures_are_kept_with_the_last_two_rows_unless_these_are_too_high(
    context, sheets, rows, lines, bodies, held
):
    sheet = sheets["forms/sign-in"]
    blank = tuple("" for _ in sheet.columns)
    sheet = replace(sheet, sections=(SheetSection("", (blank,) * rows),), row_lines=lines)

    page = page_of(context, sheet)
    kept = [len(body.xpath("tr")) for body in page.xpath("//table[contains(@class, 'rows')]/tbody[@class]")]
    free = [len(body.xpath("tr")) for body in page.xpath("//table[contains(@class, 'rows')]/tbody[not(@class)]")]

    assert free == bodies
    assert kept == [held + 1]


def test_a_heading_is_kept_with_its_first_two_rows(context, sheets):
    sheet = sheets["forms/check-ledgers"]
    row = tuple("x" for _ in sheet.columns)
    sections = (SheetSection("一", (row,) * 4), SheetSection("二", (row,)), SheetSection("三", (row,) * 5))
    sheet = replace(sheet, sections=sections, blank_from=10)

    page = page_of(context, sheet)
    bodies = page.xpath("//table[contains(@class, 'rows')]/tbody")

    assert [(body.get("class"), len(body.xpath("tr[not(@class)]"))) for body in bodies] == [
        ("keep", 2),
        (None, 2),
        ("keep", 1),
        ("keep", 2),
        (None, 1),
        ("keep tail", 2),
    ]
    assert texts_of(page, "//tr[@class='section']") == ["一", "二", "三"]


def test_only_files_that_exist_are_linked_with_their_sizes(context, sheets):
    sheet = sheets["branches/teacher-maths/check-ledgers"]
    sizes = {f"{sheet.path}.pdf": 80_001, f"{sheet.path}.xlsx": 9_000, "forms/check-ledgers.docx": 1}

    page = page_of(context, sheet, sizes)

    assert [(link.text, link.get("href")) for link in page.xpath("//p[contains(@class, 'page-ways')]/a")] == [
        ("PDF（80 kB）", "../../branches/teacher-maths/check-ledgers.pdf"),
        ("Excel（9 kB）", "../../branches/teacher-maths/check-ledgers.xlsx"),
    ]
    assert page.xpath("//p/a/@download") == ["台账检查表（数学教研室教师党支部）.xlsx"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("forms/sign-in", "打印：按 Ctrl+P，选 A4、纵向。"),
        ("forms/dues-register", "打印：按 Ctrl+P，选 A4、横向。"),
        ("forms/box-label", "打印：按 Ctrl+P，选 A4、纵向、缩放 100%。"),
    ],
)
def test_a_print_page_says_how_to_print_it(context, sheets, path, said):
    page = page_of(context, sheets[path])

    assert texts_of(page, "//p[contains(@class, 'page-ways')]/span") == [said]
    assert ("paper-label-" in said_size(page)) == bool(sheets[path].label)
    assert ("landscape" in said_size(page)) == sheets[path].landscape


def said_size(page):
    """Return the name of the style that sets the size of the paper."""
    (name,) = [href for href in page.xpath("//link/@href") if "/paper-" in href]
    return name


def test_a_blank_form_tells_what_it_serves(context, data, sheets):
    items = [f"{item.id} {item.title}" for item in data.items.values() if "meeting-record" in _forms(item.keep)]
    procedures = [
        procedure.title
        for procedure in data.procedures.values()
        if any("meeting-record" in _forms(step.papers) for stage in procedure.stages for step in stage.steps)
    ]

    page = page_of(context, sheets["forms/meeting-record"])

    assert data.forms["meeting-record"].purpose in page.xpath("//main/div")[0].text_content()
    assert {*items, *procedures} <= {*texts_of(page, "//details[@id='about']//a")}
    assert len([*items, *procedures]) > 10


def test_a_form_made_out_for_a_branch_leads_to_what_is_told_of_the_blank_one(context, data, sheets):
    page = page_of(context, sheets["branches/teacher-maths/check-ledgers"])

    assert data.forms["check-ledgers"].purpose in page.xpath("//main/div")[0].text_content()
    assert page.xpath("//main//details") == []
    assert page.xpath("//main/div[1]//a/@href") == ["../../forms/check-ledgers.html#about"]


def test_what_is_told_of_a_form_is_not_printed(context, sheets):
    for sheet in sheets.values():
        for told in page_of(context, sheet).xpath("//main//details"):
            assert told.xpath("ancestor::div[contains(@class, 'no-print')]"), sheet.path


def _forms(papers) -> list[str | None]:
    return [paper.form for paper in papers]


def test_a_letter_is_signed_below_its_table_unless_that_is_signed_itself(data, context):
    sheets = [
        sheet for sheet in blank_sheets(data, context.standards) if sheet.body and (sheet.header or sheet.columns)
    ]

    below = {sheet.form for sheet in sheets if letter_of(sheet).signed_below}

    assert {"meeting-notice", "public-notice"} <= below
    assert below == {sheet.form for sheet in sheets if not sheet.signatures and not letter_of(sheet).signed}
    assert all(letter_of(sheet).signed for sheet in sheets if sheet.signatures)


def test_no_page_of_a_ballot_is_numbered(data, context):
    numbered = {sheet.form for sheet in blank_sheets(data, context.standards) if sheet.numbered}

    assert numbered.isdisjoint(form.id for form in data.forms.values() if form.anonymous)
    assert len(numbered) > 50
