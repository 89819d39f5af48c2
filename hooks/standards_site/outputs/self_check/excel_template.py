"""An Excel file with one row of every kind, cut into the parts and patterns that a script fills."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

SHEET = "表格"
CHARACTERS_ACROSS = 140  # of all columns together; printed on A4 landscape this makes text of about 9 pt
HEAD_ROW = 3
KINDS = ("fixed", "text", "day", "choice", "number", "key")
ROW = '<row r="{{r}}" ht="{{height}}">{{cells}}</row>'
BORDERED = {"border": 1, "text_wrap": True, "valign": "top", "font_name": "宋体", "font_size": 10}
FORMATS: dict[str, dict[str, Any]] = {
    "fixed": BORDERED,
    "text": {**BORDERED, "locked": False},
    "day": {**BORDERED, "locked": False, "num_format": "yyyy-mm-dd", "align": "center"},
    "choice": {**BORDERED, "locked": False, "align": "center"},
    "number": {**BORDERED, "align": "center"},
    # in a hidden column
    "key": {"font_size": 10},
    "head": {**BORDERED, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#D9D9D9"},
    "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
    "subtitle": {"font_name": "宋体", "font_size": 10, "align": "center", "valign": "vcenter"},
    "foot": {"font_name": "宋体", "font_size": 9, "text_wrap": True, "valign": "top"},
}


def excel_template(created: str) -> dict[str, Any]:
    """Return the parts of an Excel file and the patterns of its rows, cells and dropdowns, all with {{marks}}.

    `created` is the day written into the file, so that two builds are the same.
    """
    parts = _parts(_workbook(created))
    worksheet = parts["xl/worksheets/sheet1.xml"]
    rows = [re.sub(r' spans="[\d:]+"', "", row) for row in re.findall(r"<row .*?</row>", worksheet)]
    title, subtitle, head, pattern, foot = rows
    end = HEAD_ROW + 1
    validation = _only(r"<dataValidation .*?</dataValidation>", worksheet)
    choice = _replaced(
        _replaced(validation, r'sqref="A4"', 'sqref="{{letters}}4:{{letters}}{{end}}"'), "a,b", "{{options}}"
    )
    locked = _only(r"<sheetProtection .*?/>", worksheet)
    for old, new in {
        r"<row .*</row>": _one_cell(title) + _one_cell(subtitle) + "{{head}}{{rows}}" + _foot(_one_cell(foot)),
        r"<dimension .*?/>": '<dimension ref="A1:{{last}}{{footRow}}"/>',
        r"<cols>.*</cols>": "<cols>{{columns}}</cols>",
        r"<sheetProtection .*?/>": "{{locked}}",
        rf'<autoFilter ref="A{HEAD_ROW}:B{end}"/>': f'<autoFilter ref="A{HEAD_ROW}:{{{{last}}}}{{{{end}}}}"/>',
        r'"A1:B1"': '"A1:{{last}}1"',
        r'"A2:B2"': '"A2:{{last}}2"',
        rf'"A{end + 1}:B{end + 1}"': '"A{{footRow}}:{{last}}{{footRow}}"',
        r"<dataValidations .*</dataValidations>": "{{choices}}",
    }.items():
        worksheet = _replaced(worksheet, old, new)
    book = _replaced(
        parts["xl/workbook.xml"], rf"\$A\${HEAD_ROW}:\$B\${end}", f"$A${HEAD_ROW}:${{{{last}}}}${{{{end}}}}"
    )
    book = _replaced(book, rf"\$A\$1:\$B\${end + 1}", "$A$1:${{last}}${{footRow}}")
    parts |= {"xl/worksheets/sheet1.xml": worksheet, "xl/workbook.xml": book}
    styles = dict(zip(KINDS, re.findall(r's="(\d+)"', pattern), strict=True))
    styles["head"] = _only(r's="\d+"', head.split("</c>")[0])[3:-1]
    return {
        "type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "headRow": HEAD_ROW,
        "width": CHARACTERS_ACROSS,
        "column": '<col min="{{number}}" max="{{number}}" width="{{width}}" customWidth="1"{{hidden}}/>',
        "head": ROW,
        "row": ROW,
        "cells": {
            kind: f'<c r="{{{{letters}}}}{{{{r}}}}" s="{style}"{{{{content}}}}' for kind, style in styles.items()
        },
        "choices": "<dataValidations>{{each}}</dataValidations>",
        "choice": choice,
        "option": "{{option}}",
        "between": ",",
        "locked": locked,
        "parts": [{"name": name, "text": text} for name, text in parts.items()],
    }


def _workbook(created: str) -> bytes:
    import xlsxwriter  # here and not above: nearly all builds find these files made

    target = io.BytesIO()
    # constant_memory writes texts into the cells instead of a shared list that a script would have to number
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    book.set_properties({"created": datetime.fromisoformat(created)})
    formats = {name: book.add_format(settings) for name, settings in FORMATS.items()}
    worksheet = book.add_worksheet(SHEET)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&C第 &P 页　共 &N 页")
    worksheet.set_column(0, 1, 10)
    worksheet.set_row(0, 30)
    worksheet.merge_range("A1:B1", "{{title}}", formats["title"])
    worksheet.set_row(1, 18)
    worksheet.merge_range("A2:B2", "{{subtitle}}", formats["subtitle"])
    worksheet.write_row(HEAD_ROW - 1, 0, ["head", "head"], formats["head"])
    for column, kind in enumerate(KINDS):
        worksheet.write_string(HEAD_ROW, column, kind, formats[kind])
    worksheet.set_row(HEAD_ROW + 1, 42)
    worksheet.merge_range(f"A{HEAD_ROW + 2}:B{HEAD_ROW + 2}", "{{foot}}", formats["foot"])
    worksheet.freeze_panes(HEAD_ROW, 0)
    worksheet.repeat_rows(HEAD_ROW - 1)
    worksheet.print_area(f"A1:B{HEAD_ROW + 2}")
    worksheet.autofilter(f"A{HEAD_ROW}:B{HEAD_ROW + 1}")
    allowed = ("format_cells", "format_columns", "format_rows", "autofilter", "sort")
    worksheet.protect("", dict.fromkeys(allowed, True))
    refusal = {"error_title": "请从列表里选", "error_message": "这一格只能选列表里的一项。"}
    worksheet.data_validation(f"A{HEAD_ROW + 1}", {"validate": "list", "source": ["a", "b"], **refusal})
    book.close()
    return target.getvalue()


def _parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _one_cell(row: str) -> str:
    """Return a row of merged cells with its first cell only."""
    return re.sub(r"<t>", '<t xml:space="preserve">', re.sub(r"<c [^>]*/>", "", row))


def _foot(row: str) -> str:
    return re.sub(r'r="(A?)\d+"', r'r="\g<1>{{footRow}}"', row)


def _only(pattern: str, text: str) -> str:
    (found,) = re.findall(pattern, text)
    return str(found)


def _replaced(text: str, pattern: str, new: str) -> str:
    """Replace what stands there exactly once: the library writes it otherwise than this module expects if it fails."""
    _only(pattern, text)
    return re.sub(pattern, lambda _: new, text)
