"""PDFs of forms: complete, tagged, the same every time, and nothing alone on a page."""

from __future__ import annotations

import io
import json
import re
import struct
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
import typst
from pypdf import PdfReader

from standards_site.data.model import Label
from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.fonts import Fonts
from standards_site.outputs.forms.pdf import typesetter, view_of
from standards_site.outputs.forms.sheet import (
    FormFault,
    Sheet,
    SheetSection,
    blank_sheets,
    branch_sheets,
)
from tests import ROOT
from tests.builders.paper import column, field, paper

TEMPLATE = ROOT / "site_templates/forms/form.typ"
DAY = "2026-11-21"
LONG_NAME = "信息与通信工程学院2023 级人工智能与大数据方向硕士研究生第一横向联合党支部（含校外实践基地流动党员）"


@pytest.fixture(scope="module")
def pages_of(setter):
    """Say on which page each heading, row and the end of a sheet stands."""

    def pages(sheet: Sheet) -> list[tuple[str, int]]:
        compiler = typst.Compiler(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=setter.found,
            sys_inputs={**setter.inputs(sheet), "marks": "1"},
        )
        return [tuple(part) for part in json.loads(compiler.query("<pages>", field="value", one=True))]

    return pages


def every_sheet(data) -> list[Sheet]:
    """Every sheet that is made as a PDF; of the branches' ones those with the longest and the shortest name."""
    standards = Standards(data)
    names = sorted((branch.name for _, branch in data.branches().values()), key=len)
    of_branches = [sheet for sheet in branch_sheets(data, standards) if sheet.owner in (names[0], names[-1])]
    return [sheet for sheet in (*blank_sheets(data, standards), *of_branches) if sheet.files]


def a_sheet(**changes: object) -> Sheet:
    """A small form with something of everything."""
    everything = paper(
        path="forms/sample",
        title="样表",
        header=(field("党支部"), field("日期", kind="day", must=True), field("主要内容", kind="long", lines=4)),
        columns=(
            column("序号", kind="serial", share=2),
            column("事项", must=True),
            column("达到", kind="tick", share=2),
        ),
        sections=(SheetSection("", tuple((str(number), "", "") for number in range(1, 9))),),
        signatures=(field("记录人"), field("日期", kind="day")),
        foot="样本，2026.1 版",
    )
    return replace(everything, **changes)


def text_of(pdf: bytes) -> str:
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages)


def tags_of(pdf: bytes) -> list[str]:
    """Return the names of all tags in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node["/S"])
            walk(node.get("/K", []))

    walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_every_sheet_ends_with_two_rows_of_its_table_or_is_one_page(data, pages_of):
    alone = []
    for sheet in every_sheet(data):
        if not sheet.columns:
            continue
        view, parts = view_of(sheet), pages_of(sheet)
        last = parts[-1][1]
        rows = [page for part, page in parts if part == "row"]
        held = sum(not entry["heading"] for entry in view["entries"][view["held"] :])
        assert parts[-1][0] == "closing"
        assert len(rows) == sum(len(section.rows) for section in sheet.sections)
        if last > 1 and rows.count(last) < held:
            alone.append((sheet.path, last, rows.count(last)))

    assert alone == []


def test_a_heading_stands_on_the_page_of_its_first_row(data, pages_of):
    lonely = []
    for sheet in every_sheet(data):
        if len(sheet.sections) < 2 or sheet.label:
            continue
        parts = pages_of(sheet)
        lonely += [
            (sheet.path, page)
            for (part, page), (_, page_after) in pairwise(parts)
            if part == "heading" and page != page_after
        ]

    assert lonely == []


@pytest.mark.parametrize("rows", range(20, 34))
def test_the_signatures_come_to_a_new_page_only_with_two_rows(pages_of, rows):
    sheet = a_sheet(sections=(SheetSection("", tuple((str(number), "", "") for number in range(rows))),))

    parts = pages_of(sheet)

    last = parts[-1][1]
    assert last == 1 or parts.count(("row", last)) >= 2


@pytest.mark.parametrize("rows", range(17, 34))
def test_a_last_section_of_one_row_comes_with_the_row_before_it(pages_of, rows):
    many = SheetSection("一", tuple((str(number), "", "") for number in range(rows)))
    sheet = a_sheet(sections=(many, SheetSection("二", (("99", "末行", ""),))))

    parts = pages_of(sheet)

    last = parts[-1][1]
    assert [part for part, _ in parts[-4:]] == ["row", "heading", "row", "closing"]
    assert [page for _, page in parts[-4:]] == [last] * 4


def test_high_rows_are_not_held_together(pages_of):
    sheet = a_sheet(row_lines=10, sections=(SheetSection("", (("1", "", ""),) * 6),))

    parts = pages_of(sheet)

    assert view_of(sheet)["held"] == 5
    assert [page for _, page in parts] == [1, 1, 2, 2, 2, 3, 3]


def test_a_pdf_says_everything_in_the_order_of_the_paper(setter):
    sheet = a_sheet(
        body=("某某党委：", "现将有关情况报告如下。", "中共□□支部委员会", "2026 年 9 月"),
        header=(field("会议类型", kind="choice", choices=("党员大会", "支委会")), field("党支部", value="甲支部")),
        sections=(SheetSection("一　组织", (("1", "选举", ""), ("2", "分工", ""))), SheetSection("", (("3", "", ""),))),
    )

    text = text_of(setter.pdf(sheet))

    parts = [
        *("样表", "某某党委：", "现将有关情况报告如下。", "中共□□支部委员会", "2026年9月"),
        *("会议类型", "□党员大会", "□支委会", "党支部", "甲支部", "序号", "事项*", "达到", "一组织"),
        *("1", "选举", "□", "2", "分工", "□", "3", "□", "记录人：", "日期：", "年", "月", "日"),
        *("填写说明", "写清楚。", "样本，2026.1版"),
    ]
    assert re.search(".*?".join(map(re.escape, parts)), text), text


def test_a_table_is_one_tagged_table_with_head_cells(setter):
    rows = tuple((str(number), "事", "") for number in range(60))

    pdf = setter.pdf(a_sheet(sections=(SheetSection("一", rows),)))

    tags = tags_of(pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 1
    assert tags.count("/Table") == 1
    assert tags.count("/TH") == 3 + 1
    assert tags.count("/TR") == 1 + 1 + 60 + 1
    assert tags.count("/H1") == 1


def test_a_pdf_names_itself_its_language_and_the_standard(setter):
    reader = PdfReader(io.BytesIO(setter.pdf(a_sheet(owner="甲支部"))))

    assert reader.metadata
    assert reader.metadata.title == "样表（甲支部）"
    assert str(reader.metadata.creation_date) == "2026-11-21 00:00:00+00:00"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_two_runs_make_the_same_bytes(setter, fonts):
    sheet, other = a_sheet(), a_sheet(title="别的表")
    first = (setter.pdf(sheet), setter.picture(sheet))
    setter.pdf(other)
    again = typesetter(fonts, TEMPLATE, DAY)

    assert again
    assert (again.pdf(sheet), again.picture(sheet)) == first
    assert setter.pdf(other) != first[0]


def test_a_fault_does_not_spoil_the_next_form(setter):
    sheet = a_sheet()
    before = setter.pdf(sheet)

    with pytest.raises(FormFault, match=r"^表单「样表（甲）」没有排成 PDF：.*zero"):
        setter.pdf(a_sheet(owner="甲", columns=(), label=Label.model_construct(width=0, height=50)))

    assert setter.pdf(sheet) == before


def test_without_fonts_there_is_a_fault_and_no_empty_form():
    made = typesetter(Fonts(), TEMPLATE, DAY)

    assert made
    with pytest.raises(FormFault, match="表单「样表」没有排成 PDF："):
        made.pdf(a_sheet())


@pytest.mark.parametrize("library", ["typst", "pikepdf", "PIL"])
def test_without_a_library_there_is_no_typesetter(monkeypatch, library, fonts):
    monkeypatch.setitem(sys.modules, library, None)

    assert typesetter(fonts, TEMPLATE, DAY) is None


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize(
    "changes",
    [
        {"owner": LONG_NAME, "header": (field("党支部", value=LONG_NAME), field(LONG_NAME[:30]))},
        {"columns": (column("序号", kind="serial", share=1), column(LONG_NAME, share=4), column("备注", share=20))},
        {"signatures": (field(LONG_NAME), field("日期", kind="day"))},
        {"header": (field("情形", kind="choice", choices=(LONG_NAME, "其他")),)},
        {"title": LONG_NAME, "foot": LONG_NAME * 3},
    ],
    ids=["header", "columns", "signatures", "choices", "title"],
)
def test_long_names_wrap_and_stay_on_the_paper(setter, landscape, changes):
    sheet = a_sheet(landscape=landscape, **changes)

    pdf = setter.pdf(sheet)

    reader = PdfReader(io.BytesIO(pdf))
    assert LONG_NAME[:30].replace(" ", "") in text_of(pdf)
    for page in reader.pages:
        ends: list[float] = []

        def visit(text, matrix, text_matrix, _font, size, ends=ends) -> None:
            if text.strip():
                start = matrix[4] + text_matrix[4] * matrix[0]
                ends.append(start)

        page.extract_text(visitor_text=visit)
        assert min(ends) > 40
        assert max(ends) < float(page.mediabox.width) - 45


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("name", ["名册", LONG_NAME], ids=["short", "long"])
def test_a_label_keeps_its_size_whatever_stands_on_it(setter, vertical, name):
    plain = LONG_NAME.replace(" ", "")
    label = Label(width=28, height=170, vertical=True) if vertical else Label(width=85, height=50)
    rows = tuple((name,) for _ in range(12))
    sheet = a_sheet(
        landscape=vertical,
        label=label,
        columns=(),
        signatures=(),
        header=(field("党支部", value=LONG_NAME), field("年度")),
        sections=(SheetSection("", rows),),
    )

    pdf = setter.pdf(sheet)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    # the title of the label, and below it the branch
    assert text_of(pdf).replace(plain, "名册").count("名册") == 2 * 12


def test_fields_of_the_heading_stand_beside_each_other_but_for_the_long_ones():
    fields = [field(name) for name in "甲乙丙丁"]
    long = field("戊", lines=5)
    many = field("己", kind="choice", choices=("全日制", "非全日制", "在职", "其他"))

    def names(sheet: Sheet) -> list[list[tuple[str, int]]]:
        return [[(cell["name"], cell["span"]) for cell in row] for row in view_of(sheet)["header"]]

    upright = a_sheet(header=(*fields[:3], long, fields[3], many))
    lying = a_sheet(header=(*fields, long), landscape=True)

    assert names(upright) == [[("甲", 1), ("乙", 1)], [("丙", 3)], [("戊", 3)], [("丁", 3)], [("己", 3)]]
    assert names(lying) == [[("甲", 1), ("乙", 1), ("丙", 1)], [("丁", 5)], [("戊", 5)]]


def test_pictures_are_small_and_in_greys(setter, data):
    sizes = {}
    sheets = list(blank_sheets(data, Standards(data)))
    fullest = sorted(sheets, key=lambda sheet: len(repr(sheet)))[-3:]
    for sheet in (*fullest, a_sheet(), a_sheet(landscape=True, path="forms/lying")):
        picture = setter.picture(sheet)
        width, _, depth, colours = struct.unpack(">IIBB", picture[16:26])
        assert (depth, colours) == (4, 3), "sixteen colours of a palette"
        assert 295 <= width <= 305
        sizes[sheet.path] = len(picture)

    assert max(sizes.values()) < 25_000
