"""Word files with one row or line of every kind, cut into the parts and patterns that a script fills."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.run import Run

from ..word_document import element, page_numbers, strip

ACROSS = 15136  # twentieths of a point: the 267 mm of A4 landscape between margins of 15 mm
HEAD_ROW = 1
KINDS = {
    "fixed": ALIGN.LEFT,
    "text": ALIGN.LEFT,
    "day": ALIGN.CENTER,
    "choice": ALIGN.CENTER,
    "number": ALIGN.CENTER,
}
KEPT_STYLES = {"Normal", "Title", "Subtitle", "Footer"}
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
DROPDOWN = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{{{{name}}}}"/><w:id w:val="{{{{r}}}}0{{{{number}}}}"/>
<w:dropDownList>{{{{options}}}}</w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>"""
TABLE = f"""<w:tblPr {nsdecls("w")}><w:tblW w:w="{ACROSS}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders>
<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>
</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>"""


def word_template(created: str) -> dict[str, Any]:
    """Return the parts of a Word file and the patterns of its rows, cells and dropdowns, all with {{marks}}.

    `created` is the day written into the file, so that two builds are the same.
    """
    parts = _parts(_document(created))
    main = parts["word/document.xml"]
    head, pattern = re.findall(r"<w:tr>.*?</w:tr>", main, re.S)
    cells = dict(zip(KINDS, re.findall(r"<w:tc>.*?</w:tc>", pattern, re.S), strict=True))
    cells["head"] = re.findall(r"<w:tc>.*?</w:tc>", head, re.S)[0]
    main = re.sub(r"<w:tr>.*</w:tr>", "{{head}}{{rows}}", main, flags=re.S)
    main = re.sub(r"<w:tblGrid>.*</w:tblGrid>", "<w:tblGrid>{{columns}}</w:tblGrid>", main, flags=re.S)
    parts["word/document.xml"] = re.sub(r"<w:t>({{\w+}})</w:t>", r"\1", main)
    return {
        "type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "headRow": HEAD_ROW,
        "width": ACROSS,
        "column": '<w:gridCol w:w="{{width}}"/>',
        "head": re.sub(r"<w:tc>.*</w:tc>", "{{cells}}", head, flags=re.S),
        "row": re.sub(r"<w:tc>.*</w:tc>", "{{cells}}", pattern, flags=re.S),
        "cells": {kind: _cell_pattern(cell) for kind, cell in cells.items()},
        "choices": "",
        "choice": "",
        "option": '<w:listItem w:displayText="{{option}}" w:value="{{option}}"/>',
        "between": "",
        "locked": "",
        "parts": [{"name": name, "text": text} for name, text in parts.items()],
    }


def _cell_pattern(cell: str) -> str:
    cell = re.sub(r'<w:tcW [^>]*w:w="\d+"[^>]*/>', '<w:tcW w:w="{{width}}" w:type="dxa"/>', cell)
    return re.sub(r"<w:t>({{\w+}})</w:t>", r"\1", cell)


def word_page(created: str) -> dict[str, Any]:
    """Return the parts of a Word file that is one upright page, and the patterns of a heading and a line on it."""
    parts = _parts(_page(created))
    main = parts["word/document.xml"]
    head, line = (one for one in re.findall(r"<w:p>.*?</w:p>", main, re.S) if "{{content}}" in one)
    main = main.replace(head + line, "{{rows}}")
    parts["word/document.xml"] = re.sub(r"<w:t>({{\w+}})</w:t>", r"\1", main)
    return {
        "head": re.sub(r"<w:t>({{\w+}})</w:t>", r"\1", head),
        "row": re.sub(r"<w:t>({{\w+}})</w:t>", r"\1", line),
        "parts": [{"name": name, "text": text} for name, text in parts.items()],
    }


def _page(created: str) -> bytes:
    document = docx.Document()
    strip(document, KEPT_STYLES)
    _styles(document, 10.5)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(18)
    document.add_paragraph("{{title}}", "Title")
    document.add_paragraph("{{subtitle}}", "Subtitle")
    head = document.add_paragraph()
    head.paragraph_format.space_before = Pt(6)
    head.paragraph_format.space_after = Pt(2)
    _in_black(head.add_run("{{content}}"))
    document.add_paragraph("{{content}}").paragraph_format.left_indent = Mm(8)
    document.add_paragraph("{{foot}}").paragraph_format.space_before = Pt(6)
    return _saved(document, created)


def _document(created: str) -> bytes:
    document = docx.Document()
    strip(document, KEPT_STYLES)
    _styles(document, 9)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    section.footer_distance = Mm(8)
    document.add_paragraph("{{title}}", "Title")
    document.add_paragraph("{{subtitle}}", "Subtitle")
    _table(document.add_table(2, len(KINDS)))
    document.add_paragraph("{{foot}}").paragraph_format.space_before = Pt(6)
    page_numbers(section.footer.paragraphs[0])
    return _saved(document, created)


def _saved(document: Document, created: str) -> bytes:
    about, day = document.core_properties, datetime.fromisoformat(created)
    about.author = about.comments = about.last_modified_by = about.title = ""
    about.created = about.modified = day
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _styles(document: Document, normal: float) -> None:
    for name, font, size, align, after in (
        ("Normal", "宋体", normal, ALIGN.LEFT, 0),
        ("Title", "黑体", 16, ALIGN.CENTER, 4),
        ("Subtitle", "宋体", 10, ALIGN.CENTER, 6),
        ("Footer", "宋体", 9, ALIGN.CENTER, 0),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        for tag in ("w:rPr", "w:pPr", "w:link"):
            for old in style.element.findall(qn(tag)):
                style.element.remove(old)
        style.font.size = Pt(size)
        style.font.name = font
        fonts = style.element.rPr.find(qn("w:rFonts"))
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.alignment = align
        style.paragraph_format.space_after = Pt(after)


def _table(table: Table) -> None:
    old = table._tbl.tblPr
    table._tbl.replace(old, element(TABLE))
    head, pattern = table.rows
    for row in (head, pattern):
        settings = row._tr.get_or_add_trPr()
        settings.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    head._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell in head.cells:
        _write(cell, ALIGN.CENTER)
        _in_black(cell.paragraphs[0].runs[0])
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="D9D9D9"/>')
        )
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    for kind, cell in zip(KINDS, pattern.cells, strict=True):
        _write(cell, KINDS[kind])
        if kind == "choice":
            control = element(DROPDOWN)
            run = cell.paragraphs[0].runs[0]._r
            run.addprevious(control)
            control.find(qn("w:sdtContent")).append(run)


def _in_black(run: Run) -> None:
    font = parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/>')
    run._r.get_or_add_rPr().append(font)


def _write(cell: _Cell, align: ALIGN) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.add_run("{{content}}")


def _parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
