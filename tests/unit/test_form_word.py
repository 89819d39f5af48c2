"""The Word files of the forms hold what the paper holds, stay together on it, and are the same every time."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from standards_site.data.model import Label
from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms import word_layouts as form_word_template
from standards_site.outputs.forms.layout import letter_of, named
from standards_site.outputs.forms.sheet import FormFault, Sheet, SheetSection, blank_sheets
from standards_site.outputs.forms.word import TEMPLATES, W, WordForms, zipped
from tests import ROOT
from tests.builders.paper import DAY, column, field, paper
from tests.probes.templates import LOGIC

FOLDER = ROOT / "site_templates/forms"


@pytest.fixture(scope="module")
def forms():
    return WordForms(FOLDER, DAY)


@pytest.fixture(scope="module")
def sheets(data):
    return list(blank_sheets(data, Standards(data)))


@pytest.fixture(scope="module")
def documents(forms, sheets):
    return {sheet.path: _open(forms.word(sheet)) for sheet in sheets}


def test_every_form_reads_back_as_it_stands_on_paper(sheets, documents):
    written = {path: _read(document) for path, document in documents.items()}

    assert written == {sheet.path: _expected(sheet) for sheet in sheets}


def test_two_makes_are_the_same_to_the_byte(sheets):
    first, second = (WordForms(FOLDER, DAY) for _ in range(2))

    assert [first.word(sheet) for sheet in sheets] == [second.word(sheet) for sheet in sheets]


def test_a_text_with_marks_of_the_file_format_stays_text(forms):
    row = ("1", "<w:p> & {{ title }} {% x %}")

    document = _open(forms.word(paper(title="甲 < 乙 & 丙", sections=(SheetSection("", (row,)),), blank_from=1)))

    assert document.paragraphs[0].text == "甲 < 乙 & 丙"
    assert _texts(_table(document, "表头"))[1] == list(row)
    assert document.core_properties.title == "甲 < 乙 & 丙"


def test_the_last_two_rows_and_all_that_follows_stay_on_one_page(sheets, documents):
    loose = []
    for sheet in (sheet for sheet in sheets if sheet.columns):
        document = documents[sheet.path]
        rows = _table(document, "表头")._tbl.tr_lst
        kept = [*rows[-2].iter(f"{W}p"), *rows[-1].iter(f"{W}p")]
        body = list(document.element.body.iter(f"{W}p"))
        kept += body[body.index(kept[-1]) + 1 : -1]
        loose += [(sheet.path, _text(one)) for one in kept if not _kept_with_next(document, one)]

    assert loose == []


def test_the_fields_of_a_heading_do_not_leave_their_signature_alone(forms):
    document = _open(forms.word(paper(columns=(), sections=(), header=(field("内容", "long", lines=20),))))

    last = _table(document, "栏目名")._tbl.tr_lst[-1]

    assert [_kept_with_next(document, paragraph) for paragraph in last.iter(f"{W}p")] == [True, True]


def test_no_row_is_cut_and_heads_of_tables_are_repeated(documents):
    for path, document in documents.items():
        rows = [row for table in document.tables for row in table._tbl.tr_lst]
        heads = [table._tbl.tr_lst[0] for table in document.tables if _first_style(table) in ("表头", "表头小")]

        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows), path
        assert all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in heads), path


def test_columns_are_as_wide_as_their_shares(forms):
    columns = (column("甲", share=1), column("乙", share=3))

    sheet = paper(columns=columns, sections=(SheetSection("一", (("", ""),)),))
    table = _table(_open(forms.word(sheet)), "表头")

    across = round(Mm(210 - 36) / 635)
    assert [int(one.get(f"{W}w")) for one in table._tbl.tblGrid] == pytest.approx([across / 4, across * 3 / 4], abs=1)
    assert [[int(cell.tcPr.find(f"{W}tcW").get(f"{W}w")) for cell in row.tc_lst] for row in table._tbl.tr_lst] == [
        pytest.approx([across / 4, across * 3 / 4], abs=1),
        [pytest.approx(across, abs=2)],
        pytest.approx([across / 4, across * 3 / 4], abs=1),
    ]


def test_wide_tables_have_smaller_type(forms):
    columns = tuple(column(f"第{number}栏", "number") for number in range(10))

    table = _table(_open(forms.word(paper(columns=columns, sections=(SheetSection("", (("",) * 10,)),)))), "表头小")

    styles = [[cell.paragraphs[0].style.name for cell in row] for row in _cells(table)]
    assert styles == [["表头小"] * 10, ["单元格居中小"] * 10]


def test_a_blank_row_is_as_high_as_its_written_lines_and_a_long_field_too(forms):
    document = _open(forms.word(paper(row_lines=4, header=(field("内容", "long", lines=9),))))

    assert [_height(row) for row in _table(document, "栏目名")._tbl.tr_lst] == [pytest.approx(9 * 7, abs=0.1)]
    assert [_height(row) for row in _table(document, "表头")._tbl.tr_lst[1:]] == [pytest.approx(4 * 7, abs=0.1)] * 3


def test_a_cell_to_choose_in_is_a_dropdown_that_prints_blank(forms):
    columns = (column("等次", "choice", choices=("优秀", "合格")),)

    table = _table(_open(forms.word(paper(columns=columns, sections=(SheetSection("", (("",), ("合格",))),)))), "表头")

    (control,) = table._tbl.iter(f"{W}sdt")
    assert [one.get(f"{W}displayText") for one in control.iter(f"{W}listItem")] == ["优秀", "合格"]
    assert _text(control).strip("　") == ""
    assert _texts(table) == [["等次\n优秀/合格"], [""], ["合格"]]


def test_short_fields_stand_beside_each_other_and_the_last_takes_the_rest(forms):
    header = (field("甲"), field("乙"), field("丙"), field("丁", "long", lines=3), field("戊", choices=("是", "否")))

    table = _table(_open(forms.word(paper(header=header))), "栏目名")

    assert _texts(table) == [["甲", "", "乙", ""], ["丙", ""], ["丁", ""], ["戊", "□是　□否"]]
    assert [sum(_across(cell) for cell in row.tc_lst) for row in table._tbl.tr_lst] == [4, 4, 4, 4]


def test_a_letter_has_the_margins_and_lines_of_official_papers(forms):
    body = ("上级党委：", "现将有关情况报告如下。", "某支部委员会", "____年__月__日")

    document = _open(forms.word(paper(body=body, header=(), columns=(), sections=())))

    section = document.sections[0]
    assert [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin] == [
        pytest.approx(Mm(size), abs=400) for size in (37, 26, 35, 28)
    ]
    assert [(one.text, one.style.name) for one in document.paragraphs[1:5]] == [
        ("上级党委：", "公文抬头"),
        ("现将有关情况报告如下。", "公文正文"),
        ("某支部委员会", "公文落款"),
        ("____年__月__日", "公文落款"),
    ]
    style = document.styles["公文正文"]
    fonts = style.element.rPr.rFonts.get(qn("w:eastAsia"))
    assert (fonts, style.font.size, style.paragraph_format.line_spacing) == ("仿宋", Pt(16), Pt(28.95))


@pytest.mark.parametrize("landscape", [False, True])
def test_labels_have_the_size_they_are_cut_to(forms, landscape):
    label = Label(width=28, height=170, vertical=True) if landscape else Label(width=85, height=50)
    rows = tuple((f"第{number}类",) for number in range(11))

    document = _open(
        forms.word(paper(label=label, landscape=landscape, columns=(), sections=(SheetSection("", rows),)))
    )

    table, section = document.tables[0], document.sections[0]
    widths = {round(int(one.get(f"{W}w")) / 1440 * 25.4) for one in table._tbl.tblGrid}
    assert (section.page_width > section.page_height) is landscape
    assert widths == {label.width}
    assert {round(_height(row)) for row in table._tbl.tr_lst} == {label.height}
    assert [len(row.tc_lst) for row in table._tbl.tr_lst] == ([9, 2] if landscape else [2, 2, 2, 2, 2, 1])


def test_labels_of_nothing_are_a_page_without_a_table(forms):
    document = _open(forms.word(paper(label=Label(width=85, height=50), columns=(), signatures=(), sections=())))

    assert document.tables == []
    assert document.paragraphs[0].text == "小表"


def test_nothing_in_a_file_tells_where_or_when_it_was_made(forms):
    document = forms.word(paper())

    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = archive.namelist()
        dates = {entry.date_time for entry in archive.infolist()}
    about = _open(document).core_properties
    assert [name for name in names if "thumbnail" in name or "app.xml" in name] == []
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert (about.author, about.created.isoformat(), about.modified.isoformat()) == (
        "",
        f"{DAY}T00:00:00+00:00",
        f"{DAY}T00:00:00+00:00",
    )


def test_every_style_names_its_chinese_font(forms):
    styles = _open(forms.word(paper())).styles.element.findall(f"{W}style[@{W}type='paragraph']")

    fonts = {style.find(f"{W}rPr/{W}rFonts").get(qn("w:eastAsia")) for style in styles}

    assert fonts == {"宋体", "黑体", "仿宋"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_logic(name):
    with zipfile.ZipFile(FOLDER / f"form-{name}.docx") as archive:
        text = etree.tostring(etree.fromstring(archive.read("word/document.xml")), encoding="unicode")

    tree = Environment().parse(DocxTemplate(FOLDER / f"form-{name}.docx").patch_xml(text))

    assert list(tree.find_all(LOGIC)) == []


def test_a_template_without_a_style_is_reported_by_its_name(tmp_path):
    with zipfile.ZipFile(FOLDER / "form-portrait.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["word/styles.xml"].decode().replace('w:val="签名"', 'w:val="另一个"')
    (tmp_path / "form-portrait.docx").write_bytes(zipped({**parts, "word/styles.xml": styles.encode()}))

    with pytest.raises(FormFault, match="表单「小表」的 Word 模板缺少样式「签名」"):
        WordForms(tmp_path, DAY).word(paper())


def test_a_wrong_tag_in_a_template_is_reported_with_its_file(tmp_path):
    with zipfile.ZipFile(FOLDER / "form-portrait.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode().replace("{{ title }}", "{{ titel }}")
    (tmp_path / "form-portrait.docx").write_bytes(zipped({**parts, "word/document.xml": text.encode()}))

    with pytest.raises(
        FormFault, match=r"「小表」的 Word 模板 form-portrait[.]docx 里有写错的标记：'titel' is undefined"
    ):
        WordForms(tmp_path, DAY).word(paper())


def test_the_first_templates_can_be_written_again(tmp_path, monkeypatch, sheets):
    monkeypatch.setattr("sys.argv", ["form_word_template", str(tmp_path)])

    form_word_template.write_layouts()

    again = WordForms(tmp_path, DAY)
    some = {sheet.landscape: sheet for sheet in sheets if sheet.columns}
    for sheet in (*some.values(), paper(body=("一段话。",), header=(), columns=(), sections=())):
        assert _read(_open(again.word(sheet))) == _expected(sheet)


def _open(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def _read(document: Document) -> list[object]:
    """Return everything that is written in a document, in its order; labels without what stands below them."""
    read: list[object] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            read.append(_texts(block))
        elif block.text:
            read.append(block.text)
    return read


def _expected(sheet: Sheet) -> list[object]:
    letter = letter_of(sheet)
    numbered = [f"{number}. {note}" for number, note in enumerate(sheet.notes, start=1)]
    if sheet.label:
        return [sheet.title, _label_rows(sheet)]
    tables = (_heading(sheet), _rows(sheet), _signatures(sheet))
    return [
        sheet.title,
        *filter(None, [letter.to, *letter.paragraphs, *letter.signed]),
        *(table for table in tables if table),
        *letter.signed_below,
        *(["填写说明", *numbered] if numbered else []),
        *([sheet.foot] if sheet.foot else []),
    ]


def _heading(sheet: Sheet) -> list[list[str]]:
    """Return the rows of names and values, in the order of the sheet."""
    rows: list[list[str]] = []
    room = 0
    for one in sheet.header:
        wide = one.lines > 1 or sum(len(choice) + 2 for choice in one.choices) > 15
        if wide or room == 0:
            rows.append([])
            room = 3 if sheet.landscape else 2
        rows[-1] += [named(one), one.value or "　".join(f"□{choice}" for choice in one.choices)]
        room = 0 if wide else room - 1
    return rows


def _rows(sheet: Sheet) -> list[list[str]]:
    heads = [named(one) + ("\n" + "/".join(one.choices) if one.choices else "") for one in sheet.columns]
    rows = [heads] if heads else []
    for section in sheet.sections if heads else ():
        rows += [[section.title]] if section.title else []
        for row in section.rows:
            rows.append(["□" if one.kind == "tick" else text for one, text in zip(sheet.columns, row, strict=True)])
    return rows


def _signatures(sheet: Sheet) -> list[list[str]]:
    rows: list[list[str]] = []
    room = 0
    for one in sheet.signatures:
        wide = one.lines > 1 or sum(len(choice) + 2 for choice in one.choices) > 15
        if wide or room == 0:
            rows.append([])
            room = 4 if sheet.landscape else 3
        value = "　　年　　月　　日" if one.kind == "day" else "　".join(f"□{choice}" for choice in one.choices)
        rows[-1].append(f"{named(one)}：{value}")
        room = 0 if wide else room - 1
    return rows


def _label_rows(sheet: Sheet) -> list[list[str]]:
    assert sheet.label
    beside = 9 if sheet.label.vertical else 2
    fields = [f"{one.name}：{one.value}" for one in sheet.header]
    titles = [row[0] for section in sheet.sections for row in section.rows]
    texts = ["\n".join([*(title if sheet.label.vertical else [title]), *fields]) for title in titles]
    return [texts[start : start + beside] for start in range(0, len(texts), beside)]


def _cells(table: Table) -> list[list[_Cell]]:
    return [[_Cell(cell, table) for cell in row.tc_lst] for row in table._tbl.tr_lst]


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in _cells(table)]


def _table(document: Document, style: str) -> Table:
    """Return the table whose first text has this style, or its smaller sister."""
    (found,) = (table for table in document.tables if _first_style(table) in (style, f"{style}小"))
    return found


def _first_style(table: Table) -> str:
    return table.cell(0, 0).paragraphs[0].style.name


def _kept_with_next(document: Document, paragraph: etree._Element) -> bool:
    own = paragraph.find(f"{W}pPr/{W}keepNext")
    style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    styled = document.styles.element.find(f"{W}style[@{W}styleId='{style}']/{W}pPr/{W}keepNext")
    return own is not None or (styled is not None and styled.get(f"{W}val") != "0")


def _text(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def _height(row: etree._Element) -> float:
    return int(row.find(f"{W}trPr/{W}trHeight").get(f"{W}val")) / 1440 * 25.4


def _across(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val"))
