"""The Excel files of the forms hold what the paper holds, take what they ask for, and are the same every time."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from standards_site.data.model import Label
from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.excel import excel_form
from standards_site.outputs.forms.layout import letter_of, named
from standards_site.outputs.forms.sheet import Sheet, SheetColumn, SheetField, SheetSection, blank_sheets
from standards_site.outputs.forms.worksheet import ALLOWED, HIGHEST, LINE, LISTS
from tests.builders.paper import DAY, column, field, paper

LONG_CHOICES = tuple(f"第{number}种很长很长的情形说明" for number in range(30))


@pytest.fixture(scope="module")
def sheets(data):
    return list(blank_sheets(data, Standards(data)))


@pytest.fixture(scope="module")
def books(sheets):
    return {sheet.path: openpyxl.load_workbook(io.BytesIO(excel_form(sheet, DAY)), rich_text=False) for sheet in sheets}


def test_every_form_reads_back_as_it_stands_on_paper(sheets, books):
    written = {sheet.path: _read(books[sheet.path].worksheets[0]) for sheet in sheets if not sheet.label}

    assert written == {sheet.path: _expected(sheet) for sheet in sheets if not sheet.label}


def test_every_label_is_a_block_with_its_title_and_fields(sheets, books):
    for sheet in (sheet for sheet in sheets if sheet.label):
        texts = [text for page in books[sheet.path].worksheets for row in _read(page) for text in row]

        titles = [row[0] for section in sheet.sections for row in section.rows]
        assert texts[0] == sheet.title
        assert [text for text in texts if text in titles] == titles
        assert {one.name: texts.count(named(one)) for one in sheet.header} == {
            one.name: len(titles) for one in sheet.header
        }


def test_two_makes_are_the_same_to_the_byte(sheets):
    assert [excel_form(sheet, DAY) for sheet in sheets] == [excel_form(sheet, DAY) for sheet in sheets]


def test_a_text_that_looks_like_a_formula_stays_text():
    formula = "=1+1"

    page = _page(
        paper(
            title=formula,
            header=(field(formula, value=formula),),
            columns=(column(formula, choices=(formula,)), column("网址")),
            sections=(SheetSection(formula, ((formula, "https://example.edu.cn"),)),),
            notes=(formula,),
            foot=formula,
        )
    )

    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert [cell.value for cell in cells].count(formula) == 6


def test_a_choice_is_a_dropdown_of_its_list():
    page = _page(paper(columns=(column("等次", "choice", choices=("优秀", "合格")), column("备注"))))

    (rule,) = _rules(page)
    assert (rule.type, rule.formula1, str(rule.sqref), rule.showErrorMessage) == ("list", '"优秀,合格"', "A5:A7", True)
    assert (rule.errorTitle, rule.error) == ("请从列表里选", "这一格只能选列表里的一项。")


@pytest.mark.parametrize("choices", [LONG_CHOICES, ("甲,乙", "丙")], ids=["long", "comma"])
def test_a_list_that_does_not_fit_into_the_rule_stands_on_a_hidden_sheet(choices):
    book = _book(paper(header=(field("情形", "choice", choices=choices),)))

    (rule,) = _rules(book.worksheets[0])
    assert book.sheetnames == ["表格", LISTS]
    assert book[LISTS].sheet_state == "hidden"
    assert rule.formula1 == f"{LISTS}!$A$1:$A${len(choices)}"
    assert [row[0].value for row in book[LISTS].iter_rows()] == list(choices)


def test_days_numbers_and_ticks_take_only_what_they_are():
    columns = (column("日期", "day"), column("票数", "number"), column("到会", "tick"), column("备注"))
    sections = (SheetSection("", (("",) * 4,) * 3),)

    page = _page(paper(columns=columns, sections=sections, header=(field("填表日期", "day"),), signatures=()))

    rules = {str(rule.sqref): rule for rule in _rules(page)}
    assert sorted(rules) == ["A5:A7", "B2", "B5:B7", "C5:C7"]
    day, number, tick = rules["A5:A7"], rules["B5:B7"], rules["C5:C7"]
    # the days of 1 July 1921 and 31 December 2100
    assert (day.type, day.formula1, day.formula2) == ("date", "7853", "73415")
    assert (day.promptTitle, day.prompt) == ("填日期", "写成 2026-3-5 这样：年-月-日。")
    assert day.error == "请写成 2026-3-5 这样的年-月-日。"
    assert (number.type, number.operator, number.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert number.error == "请填 0 或更大的数，不写单位。"
    assert (tick.type, tick.formula1) == ("list", '"√"')
    assert page["A5"].number_format == "yyyy-mm-dd"


def test_only_what_is_printed_is_locked_and_there_is_no_password():
    page = _page(paper(sections=(SheetSection("一", (("1", "印好的"), ("2", ""))),)))

    locked = {cell.value for row in page.iter_rows() for cell in row if cell.value and cell.protection.locked}
    assert locked == {"小表", "党支部", "序号", "事项", "一", "签名", "填写说明", "1. 写清楚。", "自拟"}
    assert [page.cell(6, number).protection.locked for number in (1, 2)] == [False, False]
    assert page.protection.sheet is True
    assert page.protection.password is None


def test_users_may_format_insert_delete_and_sort():
    names = [first + rest.title() for first, _, rest in (name.partition("_") for name in ALLOWED)]
    names = ["autoFilter" if name == "autofilter" else name for name in names]

    protection = _page(paper()).protection

    # the flag says what is forbidden
    assert {name: getattr(protection, name) for name in names} == dict.fromkeys(names, False)


def test_no_cell_of_a_blank_row_is_locked_so_that_it_can_be_deleted():
    with zipfile.ZipFile(io.BytesIO(excel_form(paper(), DAY))) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    page = _page(paper())

    row = text.split('<row r="5"')[1].split(">")[0]
    assert 'customFormat="1"' in row
    assert [cell.protection.locked for cell in page[5]] == [False, False]


def test_the_head_of_the_rows_stands_still_is_repeated_and_can_be_filtered():
    page = _page(paper())

    assert (page.freeze_panes, page.print_title_rows, page.auto_filter.ref) == ("A5", "$4:$4", "A4:B7")


def test_rows_under_headings_are_not_filtered_and_a_high_heading_does_not_stand_still():
    header = tuple(field(f"第{number}项") for number in range(20))

    page = _page(paper(header=header, sections=(SheetSection("一", (("1", ""),)),)))

    assert (page.freeze_panes, page.auto_filter.ref) == (None, None)


@pytest.mark.parametrize(("landscape", "orientation"), [(False, "portrait"), (True, "landscape")])
def test_a_page_is_a4_and_as_wide_as_the_table(landscape, orientation):
    page = _page(paper(landscape=landscape))

    setup = page.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, orientation, 0)
    # one page wide is what is meant where nothing is written
    assert setup.fitToWidth is None
    assert page.sheet_properties.pageSetUpPr.fitToPage is True
    assert page.oddFooter.center.text == "第 &P 页　共 &N 页"
    assert page.print_area == f"'表格'!$A$1:$B${page.max_row}"


def test_rows_are_high_enough_for_what_stands_in_them():
    long = "把要查的事写得很长很长。" * 20

    page = _page(paper(row_lines=3, sections=(SheetSection("", (("1", long), ("2", ""))),), blank_from=1))

    width = page.column_dimensions["B"].width
    assert page.row_dimensions[5].height >= 14 * len(long) * 2 / width
    assert page.row_dimensions[6].height == pytest.approx(3 * LINE, abs=0.5)


def test_a_field_higher_than_a_row_can_be_takes_several_rows():
    page = _page(paper(columns=(), sections=(), header=(field("内容", "long", lines=40),)))

    heights = [page.row_dimensions[row].height for row in (2, 3)]
    assert sum(heights) == pytest.approx(40 * LINE, abs=1)
    assert max(heights) <= HIGHEST
    assert {"A2:A3", "B2:F3"} <= {str(merged) for merged in page.merged_cells.ranges}


def test_a_page_ends_before_the_last_two_rows_if_the_signatures_would_not_fit_behind_them():
    rows = tuple((str(number), "") for number in range(1, 37))

    page = _page(paper(sections=(SheetSection("", rows),)))

    (end,) = page.row_breaks.brk
    assert page.cell(end.id + 1, 1).value == 35


@pytest.mark.parametrize(("lines", "pages"), [(40, 1), (60, 0)])
def test_a_form_without_a_table_is_printed_on_one_page_if_that_can_be_read(lines, pages):
    fields = (field("甲", "long", lines=lines // 2), field("乙", "long", lines=lines // 2))

    page = _page(paper(columns=(), sections=(), header=fields))

    assert page.page_setup.fitToHeight in ((None,) if pages else (0,))


def test_labels_are_as_large_as_they_are_cut():
    sections = (SheetSection("", (("甲类",), ("乙类",), ("丙类",))),)

    page = _page(paper(label=Label(width=85, height=50), columns=(), sections=sections))

    pixels = sum(int(page.column_dimensions[letter].width * 7) for letter in "AB")
    points = sum(page.row_dimensions[row].height for row in (2, 3))
    assert pixels / 96 * 25.4 == pytest.approx(85, abs=2)
    assert points / 72 * 25.4 == pytest.approx(50, abs=1)


@pytest.mark.parametrize(
    ("label", "landscape", "pages"),
    [(Label(width=85, height=50), False, [10, 3]), (Label(width=28, height=170, vertical=True), True, [9, 4])],
    ids=["box", "spine"],
)
def test_a_page_of_labels_is_a_worksheet_of_its_own_that_fits_the_paper(label, landscape, pages):
    titles = tuple((f"第{number}类",) for number in range(13))
    sheet = paper(label=label, landscape=landscape, columns=(), sections=(SheetSection("", titles),))

    book = _book(sheet)

    found = [[text for row in _read(page) for text in row if (text,) in titles] for page in book.worksheets]
    assert [len(page) for page in found] == pages
    assert [text for page in found for text in page] == [title for (title,) in titles]
    assert book.sheetnames == ["表格", "表格 2"]
    for page in book.worksheets:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        # at most as high as the paper between its margins, so that nothing has to be printed smaller
        first, last = page.print_area.split(":")
        rows = range(int(first.split("$")[-1]), int(last.split("$")[-1]) + 1)
        high = sum(page.row_dimensions[row].height for row in rows) / 72
        paper_high = (210 if landscape else 297) / 25.4 - page.page_margins.top - page.page_margins.bottom
        assert high <= paper_high


def test_a_file_says_the_title_and_the_day_of_the_edition():
    about = _book(paper(owner="某支部")).properties

    assert (about.title, about.creator, about.created.isoformat()) == ("小表（某支部）", None, f"{DAY}T00:00:00")


def _book(sheet: Sheet) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel_form(sheet, DAY)))


def _page(sheet: Sheet) -> Worksheet:
    return _book(sheet).worksheets[0]


def _rules(page: Worksheet) -> list[DataValidation]:
    return list(page.data_validations.dataValidation)


def _read(page: Worksheet) -> list[list[str]]:
    """Return the texts of every row that has some."""
    rows = ([str(cell.value) for cell in row if cell.value is not None] for row in page.iter_rows())
    return [row for row in rows if row]


def _expected(sheet: Sheet) -> list[list[str]]:
    letter = letter_of(sheet)
    texts = [letter.to, *(f"　　{text}" for text in letter.paragraphs), *letter.signed]
    rows = [
        [sheet.title],
        *([text] for text in texts if text),
        *([_name(one), *([one.value] if one.value else [])] for one in sheet.header),
        [_name(one) for one in sheet.columns],
    ]
    for section in sheet.sections if sheet.columns else ():
        rows.append([section.title] if section.title else [])
        rows += [[text for text in row if text] for row in section.rows]
    rows += [[text] for text in letter.signed_below]
    rows += [[_name(one)] for one in sheet.signatures]
    if sheet.notes:
        rows += [["填写说明"], *([f"{number}. {note}"] for number, note in enumerate(sheet.notes, start=1))]
    return [row for row in [*rows, [sheet.foot] if sheet.foot else []] if row]


def _name(one: SheetField | SheetColumn) -> str:
    return named(one) + ("\n" + "/".join(one.choices) if one.choices else "")
