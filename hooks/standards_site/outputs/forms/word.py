"""Forms as Word files: templates that anybody can change in Word, filled, then measured for the paper."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, Template, TemplateError
from lxml import etree

from ..office import zipped
from ..output import View
from ..paper import LINE
from .layout import (
    CENTRED,
    NARROW,
    WIDE,
    boxes,
    fields_beside,
    full_name,
    heading_rows,
    letter_of,
    named,
    pairs_of,
    signing,
    texts_of,
)
from .sheet import FormFault, Sheet, SheetColumn

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = ("portrait", "landscape", "letter", "label")
FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
CORE = "docProps/core.xml"
CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ name }}</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{{ day }}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{{ day }}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)

TWIPS = 1440 / 25.4
"""Word measures in twentieths of a point."""
WRITTEN = round(LINE * TWIPS)
"""Height of a written line: 7 mm, as in the PDF."""
NAME_SHARE = 0.155
"""Width of the name of a field of the heading, as part of the table in portrait; values take the rest."""
DAY = "　　年　　月　　日"
OPTION_BLANK = "　　"
"""What a dropdown shows before anything is chosen: a placeholder text would be printed."""

Element = etree._Element


class WordForms:
    """Makes Word files of sheets from the templates of a folder; `day` is the day written into the files."""

    def __init__(self, folder: Path, day: str) -> None:
        """Read no template before a sheet needs it."""
        self._folder = folder
        self._day = day
        self._templates: dict[str, _Template] = {}

    def word(self, sheet: Sheet) -> bytes:
        """Return the Word file of a sheet. Raises FormFault if its template lacks a style or has a wrong tag."""
        name = _template_for(sheet)
        file = self._folder / f"form-{name}.docx"
        try:
            if name not in self._templates:
                self._templates[name] = _Template(file)
            return self._templates[name].file(sheet, self._day)
        except TemplateError as error:
            raise FormFault(f"表单「{sheet.title}」的 Word 模板 {file.name} 里有写错的标记：{error.message}") from None


def _template_for(sheet: Sheet) -> str:
    if sheet.label:
        return "label"
    if sheet.landscape:
        return "landscape"
    # with a table below it a letter of that size would not stay on its page
    return "letter" if sheet.body and not sheet.header and not sheet.columns else "portrait"


class _Template:
    """A template cut into the parts that are filled and those that stay as they are."""

    def __init__(self, file: Path) -> None:
        environment = Environment(autoescape=True, undefined=StrictUndefined)
        patch = DocxTemplate(file).patch_xml
        with zipfile.ZipFile(file) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._filled: dict[str, Template] = {CORE: environment.from_string(CORE_XML)}
        for part, content in self._parts.items():
            if FILLED.fullmatch(part):
                text = etree.tostring(etree.fromstring(content), encoding="unicode")
                self._filled[part] = environment.from_string(patch(text))
        # Word gives styles ids of its own when it saves, so they are known by their names
        styles = etree.fromstring(self._parts["word/styles.xml"])
        self._styles = {
            str(name.get(f"{W}val")): str(style.get(f"{W}styleId"))
            for style in styles.iterfind(f"{W}style")
            if (name := style.find(f"{W}name")) is not None
        }

    def file(self, sheet: Sheet, day: str) -> bytes:
        across = _page_width(etree.fromstring(self._parts["word/document.xml"]), sheet)
        view = {**_view(sheet, across), "day": day}
        filled = {name: template.render(view) for name, template in self._filled.items()}
        body = etree.fromstring(filled["word/document.xml"])
        _Measured(body, sheet, across, self._styles).set()
        filled["word/document.xml"] = etree.tostring(body, encoding="unicode")
        made = {name: text.encode() for name, text in filled.items()}
        return zipped({**self._parts, **made})


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _page_width(document: Element, sheet: Sheet) -> int:
    """Return what the margins of the template leave of the page; labels lie or stand on the same template."""
    size, margins = next(document.iter(f"{W}pgSz")), next(document.iter(f"{W}pgMar"))
    sides = sorted(int(str(size.get(f"{W}{side}"))) for side in "wh")
    landscape = sheet.landscape if sheet.label else _number(size, "w") > _number(size, "h")
    return sides[landscape] - _number(margins, "left") - _number(margins, "right")


def _number(element: Element, name: str) -> int:
    return int(str(element.get(f"{W}{name}")))


def _view(sheet: Sheet, across: int) -> View:
    """Return what the templates print."""
    letter = letter_of(sheet)
    return {
        "name": full_name(sheet),
        "title": sheet.title,
        "to": letter.to,
        "paragraphs": letter.paragraphs,
        "signed": letter.signed,
        "signed_below": letter.signed_below,
        "numbered": sheet.numbered,
        "heading": heading_rows(sheet),
        "columns": [{"name": named(column), "choices": "/".join(column.choices)} for column in sheet.columns],
        "across": len(sheet.columns),
        "sections": [
            {"title": section.title, "rows": [texts_of(sheet, row) for row in section.rows]}
            for section in sheet.sections
            if sheet.columns
        ],
        "signatures": [
            [{"name": named(field), "value": DAY if field.kind == "day" else boxes(field.choices)} for field in fields]
            for fields in fields_beside(sheet.signatures, signing(sheet))
        ],
        "notes": [f"{number}. {note}" for number, note in enumerate(sheet.notes, start=1)],
        "foot": sheet.foot,
        "labels": list(_labels(sheet, across)),
    }


def _labels(sheet: Sheet, across: int) -> Iterator[list[View]]:
    """Yield the labels that stand beside each other.

    A vertical one has one character to a line: every program shows that alike, while they differ in turned text.
    """
    if not sheet.label:
        return
    labels = [
        {
            "lines": list(row[0]) if sheet.label.vertical else [row[0]],
            "fields": [f"{field.name}：{field.value}" for field in sheet.header],
        }
        for section in sheet.sections
        for row in section.rows
    ]
    beside = max(1, int(across / (sheet.label.width * TWIPS)))
    for start in range(0, len(labels), beside):
        yield labels[start : start + beside]


class _Measured:
    """A filled document on its way to paper: which table is which is told by the style of its first text."""

    def __init__(self, document: Element, sheet: Sheet, across: int, styles: dict[str, str]) -> None:
        self._document = document
        self._sheet = sheet
        self._across = across
        self._styles = styles
        self._dropdowns = 0

    def set(self) -> None:
        """Set widths, heights and what stays together, and make cells with choices dropdowns."""
        kinds = {
            self._style("栏目名"): self._heading,
            self._style("表头"): self._rows,
            self._style("签名"): self._signatures,
            self._style("标签名"): self._labels,
        }
        for table in list(self._document.iter(f"{W}tbl")):
            if table.find(f"{W}tr") is None:
                _remove(table)  # nothing of the data applies; Word opens no table without rows
            else:
                kinds[_style_of(table)](table)
        if self._sheet.label:
            self._turn()

    def _style(self, name: str) -> str:
        if name not in self._styles:
            raise FormFault(f"表单「{self._sheet.title}」的 Word 模板缺少样式「{name}」")
        return self._styles[name]

    def _set_style(self, paragraph: Element, name: str) -> None:
        for style in paragraph.iter(f"{W}pStyle"):
            style.set(f"{W}val", self._style(name))

    def _heading(self, table: Element) -> None:
        pairs = pairs_of(self._sheet)
        name = round(self._across * NAME_SHARE * 2 / pairs)
        widths = [name, self._across // pairs - name] * pairs
        _set_widths(table, widths)
        lines = fields_beside(self._sheet.header, pairs)
        for row, fields in zip(table.iterfind(f"{W}tr"), lines, strict=True):
            _set_height(row, WRITTEN * max(field.lines for field in fields))
        _keep_with_next(row)

    def _rows(self, table: Element) -> None:
        columns = self._sheet.columns
        shares = sum(column.share for column in columns)
        _set_widths(table, [self._across * column.share // shares for column in columns])
        data = []
        for row in table.iterfind(f"{W}tr"):
            if _style_of(row) not in (self._style("表头"), self._style("分组")):
                data.append(row)
                self._row(row, blank=len(data) > self._sheet.blank_from)
        for row in data[-2:]:
            _keep_with_next(row)
        if len(columns) > WIDE:
            self._make_small(table)

    def _row(self, row: Element, *, blank: bool) -> None:
        _set_height(row, WRITTEN * self._sheet.row_lines if blank else WRITTEN)
        for column, cell in zip(self._sheet.columns, row.iterfind(f"{W}tc"), strict=True):
            paragraph = next(cell.iter(f"{W}p"))
            text = str(paragraph.xpath("string()"))
            if column.kind in CENTRED and len(text) <= NARROW:
                self._set_style(paragraph, "单元格居中")
            if column.kind == "choice" and not text:
                self._dropdown(paragraph, column)

    def _dropdown(self, paragraph: Element, column: SheetColumn) -> None:
        self._dropdowns += 1
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        control = etree.SubElement(paragraph, f"{W}sdt")
        settings = etree.SubElement(control, f"{W}sdtPr")
        etree.SubElement(settings, f"{W}alias", {f"{W}val": column.name})
        etree.SubElement(settings, f"{W}id", {f"{W}val": str(self._dropdowns)})
        choices = etree.SubElement(settings, f"{W}dropDownList")
        for choice in column.choices:
            etree.SubElement(choices, f"{W}listItem", {f"{W}displayText": choice, f"{W}value": choice})
        run = etree.SubElement(etree.SubElement(control, f"{W}sdtContent"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = OPTION_BLANK

    def _make_small(self, table: Element) -> None:
        small = {self._style(name): self._style(f"{name}小") for name in ("表头", "单元格", "单元格居中")}
        for style in table.iter(f"{W}pStyle"):
            name = str(style.get(f"{W}val"))
            style.set(f"{W}val", small.get(name, name))

    def _signatures(self, table: Element) -> None:
        beside = signing(self._sheet)
        lines = fields_beside(self._sheet.signatures, beside)
        most = max(len(fields) for fields in lines)
        _set_widths(table, [self._across // most] * most)
        for row, fields in zip(table.iterfind(f"{W}tr"), lines, strict=True):
            _set_height(row, max(round(WRITTEN * 1.4), WRITTEN * max(field.lines for field in fields)))
            if len(fields) < most:
                _span(row.findall(f"{W}tc")[-1], most - len(fields) + 1, self._across // most)

    def _labels(self, table: Element) -> None:
        assert self._sheet.label
        rows = table.findall(f"{W}tr")
        beside = len(rows[0].findall(f"{W}tc"))
        width = round(self._sheet.label.width * TWIPS)
        _set_widths(table, [width] * beside)
        for row in rows:
            _set_height(row, round(self._sheet.label.height * TWIPS))
            if missing := beside - len(row.findall(f"{W}tc")):
                after = _properties(row, "trPr")
                etree.SubElement(after, f"{W}gridAfter", {f"{W}val": str(missing)})
                etree.SubElement(after, f"{W}wAfter", {f"{W}w": str(missing * width), f"{W}type": "dxa"})

    def _turn(self) -> None:
        size = next(self._document.iter(f"{W}pgSz"))
        short, long = sorted(_number(size, side) for side in "wh")
        landscape = self._sheet.landscape
        size.set(f"{W}w", str(long if landscape else short))
        size.set(f"{W}h", str(short if landscape else long))
        size.set(f"{W}orient", "landscape" if landscape else "portrait")


def _style_of(element: Element) -> str:
    """Return the id of the style of the first text in a table or row."""
    style = next(element.iter(f"{W}pStyle"), None)
    return "" if style is None else str(style.get(f"{W}val"))


def _properties(element: Element, tag: str) -> Element:
    found = element.find(f"{W}{tag}")
    if found is None:
        found = etree.Element(f"{W}{tag}")
        element.insert(0, found)
    return found


def _keep_with_next(row: Element) -> None:
    for paragraph in row.iter(f"{W}p"):
        properties = _properties(paragraph, "pPr")
        if properties.find(f"{W}keepNext") is None:
            # the order is fixed: behind the style, before all else
            behind = 0 if properties.find(f"{W}pStyle") is None else 1
            properties.insert(behind, etree.Element(f"{W}keepNext"))


def _set_widths(table: Element, widths: list[int]) -> None:
    grid = table.find(f"{W}tblGrid")
    assert grid is not None
    grid[:] = [etree.Element(f"{W}gridCol", {f"{W}w": str(width)}) for width in widths]
    whole = table.find(f"{W}tblPr/{W}tblW")
    if whole is not None:
        whole.attrib.update({f"{W}w": str(sum(widths)), f"{W}type": "dxa"})
    for row in table.iterfind(f"{W}tr"):
        place = 0
        for cell in row.iterfind(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            across = 1 if span is None else _number(span, "val")
            _set_cell(cell, sum(widths[place : place + across]), across)
            place += across


def _set_cell(cell: Element, width: int, across: int) -> None:
    """Set width and span of a cell: the order of the two is fixed, and the template's tag writes it the other way."""
    properties = _properties(cell, "tcPr")
    for tag in ("tcW", "gridSpan"):
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
    properties.insert(0, etree.Element(f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"}))
    if across > 1:
        properties.insert(1, etree.Element(f"{W}gridSpan", {f"{W}val": str(across)}))


def _span(cell: Element, across: int, width: int) -> None:
    _set_cell(cell, width * across, across)


def _set_height(row: Element, height: int) -> None:
    properties = _properties(row, "trPr")
    for old in properties.findall(f"{W}trHeight"):
        properties.remove(old)
    etree.SubElement(properties, f"{W}trHeight", {f"{W}val": str(height), f"{W}hRule": "atLeast"})
