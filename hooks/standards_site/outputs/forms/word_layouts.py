"""Writes the Word templates of the forms again, as they were before anybody changed them in Word.

    python -m standards_site.outputs.forms.word_layouts [folder]

The folder is `site_templates/forms` unless another is named. There are four templates: `form-portrait` and
`form-landscape` for forms, `form-letter` for letters and notices (margins and line pitch of GB/T 9704), `form-label`
for labels of boxes and spines. To change how all forms look, open them in Word or WPS and change styles, margins,
fixed texts or the order of the blocks. What a template may hold:

- `{{ title }}` and the like print a text; `{%p … %}`, `{%tr … %}` and `{%tc … %}` repeat or leave out what stands
  between them; each takes the paragraph, row or cell it stands in with it.
- `{% colspan … %}` makes its cell as wide as so many columns.
- A table is known by the style of its first text: 栏目名 the fields of the heading, 表头 the rows, 签名 the places to
  sign, 标签名 the labels. Widths of columns and heights of rows are set for every form and are of no account here.
- 单元格居中 is the style of short cells; 表头小, 单元格小 and 单元格居中小 take over in wide tables.
- Fonts are named, not embedded: 宋体, 黑体 and 仿宋 come with Chinese Windows.
"""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row

from ..office import zipped
from ..word_document import element, page_numbers, strip

FOLDER = Path(__file__).parents[4] / "site_templates" / "forms"


@dataclass(frozen=True)
class _Style:
    """A style: font, size and exact line pitch in points, and how its paragraphs stand."""

    font: str
    size: float
    line: float
    align: ALIGN = ALIGN.LEFT
    before: float = 0
    after: float = 0
    keep: bool = False
    """Stays on the page of what follows."""
    indent: float = 0
    """Of the first line, in points."""


# line pitches are exact so that a page holds the same whatever font a program puts in for one that is missing
STYLES = {
    "Normal": _Style("宋体", 10.5, 15),
    "Title": _Style("黑体", 18, 26, ALIGN.CENTER, after=8, keep=True),
    "Footer": _Style("宋体", 9, 12, ALIGN.CENTER),
    "栏目名": _Style("黑体", 10.5, 15, ALIGN.CENTER),
    "栏目内容": _Style("宋体", 10.5, 15),
    "表头": _Style("黑体", 10.5, 14, ALIGN.CENTER, keep=True),
    "表头小": _Style("黑体", 9, 12, ALIGN.CENTER, keep=True),
    "表头选项": _Style("宋体", 8, 10, ALIGN.CENTER, keep=True),
    "分组": _Style("黑体", 10.5, 15, keep=True),
    "单元格": _Style("宋体", 10.5, 14.5),
    "单元格居中": _Style("宋体", 10.5, 14.5, ALIGN.CENTER),
    "单元格小": _Style("宋体", 9, 12.5),
    "单元格居中小": _Style("宋体", 9, 12.5, ALIGN.CENTER),
    "签名": _Style("宋体", 10.5, 15, keep=True),
    "说明": _Style("宋体", 9, 13, keep=True),
    "说明标题": _Style("黑体", 9, 13, before=4, keep=True),
    "间隔": _Style("宋体", 4, 6, keep=True),
    "页末": _Style("宋体", 8, 11, before=3),
    "公文正文": _Style("仿宋", 14, 24, ALIGN.JUSTIFY, indent=28),
    "公文抬头": _Style("仿宋", 14, 24),
    "公文落款": _Style("仿宋", 14, 24, ALIGN.RIGHT, keep=True),
    "标签名": _Style("黑体", 24, 29, ALIGN.CENTER),
    "标签内容": _Style("宋体", 10.5, 15),
}
# GB/T 9704: 22 lines to the page
LETTER_STYLES = {
    "Title": _Style("宋体", 22, 32, ALIGN.CENTER, after=14.5, keep=True),
    "公文正文": _Style("仿宋", 16, 28.95, ALIGN.JUSTIFY, indent=32),
    "公文抬头": _Style("仿宋", 16, 28.95),
    "公文落款": _Style("仿宋", 16, 28.95, ALIGN.RIGHT, keep=True),
}
LABEL_TITLE = _Style("黑体", 12, 16, ALIGN.CENTER)

FORM_MARGINS = (16, 18, 16, 18)
LETTER_MARGINS = (37, 26, 35, 28)
LABEL_MARGINS = (9, 18, 22, 18)
"""In millimetres: top, right, bottom, left."""

SHADE = '<w:shd {} w:val="clear" w:color="auto" w:fill="{}"/>'
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def write_layouts() -> None:
    """Write the templates into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, document in (
        ("portrait", _form(landscape=False)),
        ("landscape", _form(landscape=True)),
        ("letter", _letter()),
        ("label", _label()),
    ):
        (folder / f"form-{name}.docx").write_bytes(_saved(document))


def _form(*, landscape: bool) -> Document:
    return _filled(_document(FORM_MARGINS, landscape=landscape))


def _letter() -> Document:
    document = _document(LETTER_MARGINS, landscape=False)
    for name, style_of in LETTER_STYLES.items():
        _set_style(document, name, style_of)
    return _filled(document)


def _filled(document: Document) -> Document:
    document.add_paragraph("{{ title }}", "Title")
    _body(document)
    _rest(document)
    return document


def _label() -> Document:
    """Return the template of labels: what else there is to say stands in the footer, as a label may fill a page."""
    document = _document(LABEL_MARGINS, landscape=False)
    _set_style(document, "Title", LABEL_TITLE)
    document.add_paragraph("{{ title }}", "Title")
    table = _table(document, 3, 3, line="dashed", margin=113)
    _tag_row(table.rows[0], "{%tr for beside in labels %}")
    start, cell, end = table.rows[1].cells
    _write(start, "{%tc for label in beside %}", "标签内容")
    _write(cell, "{%p for line in label.lines %}", "标签名")
    cell.add_paragraph("{{ line }}", "标签名")
    cell.add_paragraph("{%p endfor %}", "标签名")
    cell.add_paragraph("{%p for field in label.fields %}", "标签内容")
    cell.add_paragraph("{{ field }}", "标签内容")
    cell.add_paragraph("{%p endfor %}", "标签内容")
    _write(end, "{%tc endfor %}", "标签内容")
    _centre(cell)
    _keep_whole(table.rows[1])
    _tag_row(table.rows[2], "{%tr endfor %}")
    document.add_paragraph("", "间隔")
    footer = document.sections[0].footer
    numbers = footer.paragraphs[0]
    for text in ("{%p for note in notes %}", "{{ note }}", "{%p endfor %}", "{{ foot }}"):
        numbers.insert_paragraph_before(text, "页末" if text == "{{ foot }}" else "说明")
    return document


def _body(document: Document) -> None:
    """Write the paragraphs of a letter."""
    _paragraphs(document, "{%p if to %}", ["{{ to }}"], "公文抬头", "{%p endif %}")
    _paragraphs(document, "{%p for paragraph in paragraphs %}", ["{{ paragraph }}"], "公文正文", "{%p endfor %}")
    _paragraphs(document, "{%p for line in signed %}", ["{{ line }}"], "公文落款", "{%p endfor %}")


def _paragraphs(document: Document, start: str, texts: list[str], style: str, end: str) -> None:
    for text in (start, *texts, end):
        document.add_paragraph(text, style)


def _rest(document: Document) -> None:
    """Write heading, rows, places to sign, notes and foot."""
    document.add_paragraph("{%p if heading %}", "间隔")
    _heading(document)
    document.add_paragraph("{%p endif %}", "间隔")
    document.add_paragraph("{%p if columns %}", "间隔")
    document.add_paragraph("", "间隔")
    _rows(document)
    document.add_paragraph("{%p endif %}", "间隔")
    _paragraphs(document, "{%p if signed_below %}", [""], "间隔", "{%p endif %}")
    _paragraphs(document, "{%p for line in signed_below %}", ["{{ line }}"], "公文落款", "{%p endfor %}")
    document.add_paragraph("{%p if signatures %}", "间隔")
    document.add_paragraph("", "间隔")
    _signatures(document)
    document.add_paragraph("{%p endif %}", "间隔")
    _paragraphs(document, "{%p if notes %}", ["填写说明"], "说明标题", "{%p endif %}")
    _paragraphs(document, "{%p for note in notes %}", ["{{ note }}"], "说明", "{%p endfor %}")
    document.add_paragraph("{{ foot }}", "页末")


def _heading(document: Document) -> None:
    table = _table(document, 3, 4)
    _tag_row(table.rows[0], "{%tr for line in heading %}")
    start, name, value, end = table.rows[1].cells
    _write(start, "{%tc for cell in line %}", "栏目名")
    _write(name, "{{ cell.name }}", "栏目名")
    _shade(name, "F2F2F2")
    _write(value, "{% colspan cell.span %}{{ cell.value }}", "栏目内容")
    _write(end, "{%tc endfor %}", "栏目名")
    for cell in (name, value):
        _centre(cell)
    _keep_whole(table.rows[1])
    _tag_row(table.rows[2], "{%tr endfor %}")


def _rows(document: Document) -> None:
    table = _table(document, 9, 3)
    head, section, data = table.rows[0], table.rows[3], table.rows[6]
    start, name, end = head.cells
    _write(start, "{%tc for column in columns %}", "表头")
    _write(name, "{{ column.name }}", "表头")
    name.add_paragraph("{%p if column.choices %}", "表头选项")
    name.add_paragraph("{{ column.choices }}", "表头选项")
    name.add_paragraph("{%p endif %}", "表头选项")
    _shade(name, "D9D9D9")
    _centre(name)
    _write(end, "{%tc endfor %}", "表头")
    head._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    _tag_row(table.rows[1], "{%tr for section in sections %}")
    _tag_row(table.rows[2], "{%tr if section.title %}")
    title = section.cells[0].merge(section.cells[-1])
    _write(title, "{% colspan across %}{{ section.title }}", "分组")
    _shade(title, "F2F2F2")
    _tag_row(table.rows[4], "{%tr endif %}")
    _tag_row(table.rows[5], "{%tr for row in section.rows %}")
    start, text, end = data.cells
    _write(start, "{%tc for text in row %}", "单元格")
    _write(text, "{{ text }}", "单元格")
    _centre(text)
    _write(end, "{%tc endfor %}", "单元格")
    _tag_row(table.rows[7], "{%tr endfor %}")
    _tag_row(table.rows[8], "{%tr endfor %}")
    for row in (head, section, data):
        _keep_whole(row)


def _signatures(document: Document) -> None:
    table = _table(document, 3, 3, line="nil")
    _tag_row(table.rows[0], "{%tr for line in signatures %}")
    start, name, end = table.rows[1].cells
    _write(start, "{%tc for field in line %}", "签名")
    _write(name, "{{ field.name }}：{{ field.value }}", "签名")
    _write(end, "{%tc endfor %}", "签名")
    _keep_whole(table.rows[1])
    _tag_row(table.rows[2], "{%tr endfor %}")


def _document(margins: tuple[int, int, int, int], *, landscape: bool) -> Document:
    document = docx.Document()
    for name in STYLES:
        if name not in ("Normal", "Title", "Footer"):
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            style.quick_style = True
    strip(document, set(STYLES))
    for name, style_of in STYLES.items():
        _set_style(document, name, style_of)
    section = document.sections[0]
    sides = Mm(210), Mm(297)
    section.page_width, section.page_height = (sides[1], sides[0]) if landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    section.footer_distance = Mm(7)
    numbers = section.footer.paragraphs[0]
    numbers.insert_paragraph_before("{%p if numbered %}", "Footer")
    page_numbers(numbers)
    # a footer must hold something
    for text in ("{%p else %}", "", "{%p endif %}"):
        section.footer.add_paragraph(text, "Footer")
    return document


def _set_style(document: Document, name: str, style_of: _Style) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    for tag in ("w:rPr", "w:pPr", "w:link"):
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    style.font.name = style_of.font
    style.font.size = Pt(style_of.size)
    style.element.rPr.find(qn("w:rFonts")).set(qn("w:eastAsia"), style_of.font)
    stands = style.paragraph_format
    stands.alignment = style_of.align
    stands.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    stands.line_spacing = Pt(style_of.line)
    stands.space_before, stands.space_after = Pt(style_of.before), Pt(style_of.after)
    stands.keep_with_next = style_of.keep
    if style_of.indent:
        stands.first_line_indent = Pt(style_of.indent)
    if style_of.size == 16:
        # 28 characters to a line of 156 mm, as GB/T 9704 has it
        closer = parse_xml(f'<w:spacing {nsdecls("w")} w:val="-5"/>')
        style.element.rPr.find(qn("w:sz")).addprevious(closer)


def _table(document: Document, rows: int, columns: int, line: str = "single", margin: int = 57) -> Table:
    """Return a table whose rows say what is repeated; `margin` at the sides of cells in twentieths of a point."""
    table: Table = document.add_table(rows, columns)
    section = document.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    across = ((section.page_width or 0) - margins) // Twips(1)
    sides = "".join(f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    table._tbl.replace(
        table._tbl.tblPr,
        element(
            f'<w:tblPr {nsdecls("w")}><w:tblW w:w="{across}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
            f'<w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
            f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        ),
    )
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    return table


def _tag_row(row: _Row, text: str) -> None:
    cells = row.cells
    _write(cells[0].merge(cells[-1]), text, "说明")


def _write(cell: _Cell, text: str, style: str) -> None:
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _shade(cell: _Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(SHADE.format(nsdecls("w"), fill)))


def _centre(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def _saved(document: Document) -> bytes:
    about = document.core_properties
    about.author = about.comments = about.last_modified_by = about.title = ""
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


if __name__ == "__main__":
    write_layouts()
