"""Forms as Excel files: the same fields, rows and order as on paper, made to be typed into and printed."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from ...data.model import Label
from .layout import CENTRED, NARROW, full_name, label_titles, letter_of, named
from .sheet import Sheet, SheetColumn, SheetField
from .worksheet import (
    DIGIT,
    FOOTER_MARGIN,
    HIGHEST,
    INCH,
    LABEL_MARGIN,
    LINE,
    MARGIN,
    PADDED,
    PADDING,
    PAPER,
    POINTS,
    SHEET,
    TEXT_LINE,
    Worksheet,
    letters_of,
    lines_of,
)

MOST = 1.2
"""The table may be so much wider: printed to the width of the page, its text then shrinks to 9 pt at least."""
LEAST = {"serial": 5.0, "tick": 5.0, "number": 6.0, "day": 11.5, "time": 11.0, "choice": 8.0, "text": 6.0, "long": 20.0}
"""Least widths of columns."""
NAME_WIDTH = 11.0
"""What the name of a field of the heading needs."""
PLAIN_COLUMNS = 6
"""Columns of a form without a table."""
LETTER_LINE = 24.0
MOST_FROZEN = 300.0
"""Points that may stand still above the rows: with more, a small screen would have no room left for them."""
ROWS_KEPT = 2
"""Last rows that stay on the page of the signatures."""
LABEL_GAP = 6.0
"""Between labels, in points."""
TITLE = 24.0
"""Height of the title above labels, in points."""


def excel_form(sheet: Sheet, day: str) -> bytes:
    """Return the Excel file of a sheet; `day` is the day written into it."""
    import xlsxwriter  # here and not above: nearly all builds find these files made

    target = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(target, plain)
    title = full_name(sheet)
    book.set_properties({"title": title, "created": datetime.fromisoformat(day)})
    if sheet.label:
        _write_labels(book, sheet, sheet.label)
    else:
        _Form(book, sheet).write()
    book.close()
    return target.getvalue()


class _Form(Worksheet):
    """A form or letter: heading one field to a line, then the rows, the places to sign and the notes."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        super().__init__(book, sheet, _widths(sheet))
        self._names = _name_columns(self.widths)

    def write(self) -> None:
        """Write everything in the order of the paper."""
        whole = self.width(0, len(self.widths) - 1)
        self.across(self.sheet.title, "title", 30 * lines_of(self.sheet.title, whole * 10.5 / 16))
        self._letter(whole)
        for field in self.sheet.header:
            self._field(field)
        kept = self.row - 1
        if self.sheet.columns:
            self._head()
            kept = self._rows()
        below = letter_of(self.sheet).signed_below
        if below:
            self.line(6)
        for text in below:
            self.across(text, "signed", LETTER_LINE)
        if self.sheet.signatures:
            self.line(6)
        for field in self.sheet.signatures:
            self._field(field)
        self.closing(kept)
        # a table may get more rows, and would then be printed too small
        if not self.sheet.columns and self.one_page():
            self._page.set_h_pagebreaks([])
            self._page.fit_to_pages(1, 1)
        else:
            self._page.fit_to_pages(1, 0)

    def _letter(self, whole: float) -> None:
        letter = letter_of(self.sheet)
        texts = [
            *([("letter", letter.to)] if letter.to else []),
            *(("paragraph", f"　　{text}") for text in letter.paragraphs),
            *(("signed", text) for text in letter.signed),
        ]
        for style, text in texts:
            self.across(text, style, LETTER_LINE * lines_of(text, whole * 10.5 / 14))

    def _field(self, field: SheetField) -> None:
        last = len(self.widths) - 1
        names, values = self.width(0, self._names - 1), self.width(self._names, last)
        lines = max(_name_lines(field, names), lines_of(field.value, values))
        height = max(LINE * field.lines, TEXT_LINE * lines + PADDED)
        rows = math.ceil(height / HIGHEST)
        style = "input day" if field.kind == "day" else "input"
        self.merge(0, self._names - 1, "", "name", rows=rows)
        self.name(0, field, "name")
        self.merge(self._names, last, field.value, style, rows=rows)
        self.rule(field, (self.row, self._names), (self.row, self._names))
        for _ in range(rows):
            self.line(height / rows)

    def _head(self) -> None:
        columns = self.sheet.columns
        if self.row:
            self.line(6)
        for number, column in enumerate(columns):
            self.name(number, column, "head")
        lines = max(_name_lines(column, width) for column, width in zip(columns, self.widths, strict=True))
        self._page.repeat_rows(self.row)
        self.repeated = max(LINE, TEXT_LINE * lines + PADDED)
        self.line(self.repeated)
        if sum(self.heights) <= MOST_FROZEN:
            self._page.freeze_panes(self.row, 0)

    def _rows(self) -> int:
        """Write the rows and return the first of those that stay with the signatures."""
        first, done = self.row, 0
        tail = sum(len(section.rows) for section in self.sheet.sections) - ROWS_KEPT
        kept = first
        for section in self.sheet.sections:
            if section.title:
                whole = self.width(0, len(self.widths) - 1)
                self.whole[self.row] = self.row + 2
                self.across(section.title, "section", TEXT_LINE * lines_of(section.title, whole) + PADDED)
            for row in section.rows:
                if done == tail:
                    kept = self.row
                self._row(row, blank=done >= self.sheet.blank_from)
                done += 1
        if not done:
            return kept
        last = self.row - 1
        for number, column in enumerate(self.sheet.columns):
            self.rule(column, (first, number), (last, number))
        self._page.ignore_errors(
            {"number_stored_as_text": f"A{first + 1}:{letters_of(len(self.widths) - 1)}{last + 1}"}
        )
        # headings between the rows are merged cells, and Excel sorts no range that holds some
        if done > self.sheet.blank_from and not any(section.title for section in self.sheet.sections):
            self._page.autofilter(first - 1, 0, last, len(self.widths) - 1)
        return kept

    def _row(self, row: tuple[str, ...], *, blank: bool) -> None:
        for number, (column, text) in enumerate(zip(self.sheet.columns, row, strict=True)):
            style = "middle" if column.kind in CENTRED and len(text) <= NARROW else "input"
            style = f"{style} day" if column.kind == "day" else style
            if column.kind == "serial" and text:
                self._page.write_number(self.row, number, int(text), self.format(style))
            elif text:
                self._page.write_string(self.row, number, text, self.format(style))
            else:
                self._page.write_blank(self.row, number, None, self.format(style))
        lines = max(lines_of(text, width) for text, width in zip(row, self.widths, strict=True))
        least = LINE * self.sheet.row_lines if blank else LINE
        self.line(max(least, TEXT_LINE * lines + PADDED))


def _write_labels(book: Any, sheet: Sheet, label: Label) -> None:
    """Write labels, a worksheet to a page: so none is cut, however wide a program shows the columns."""
    width, height = (side - 2 * LABEL_MARGIN * INCH for side in PAPER[sheet.landscape])
    beside = max(1, int(width / (label.width + LABEL_GAP / POINTS)))
    down = max(1, int((height - TITLE / POINTS) / (label.height + LABEL_GAP / POINTS)))
    titles = label_titles(sheet)
    pages = [titles[start : start + beside * down] for start in range(0, len(titles), beside * down)]
    for number, page in enumerate(pages, start=1):
        name = SHEET if number == 1 else f"{SHEET} {number}"
        _Labels(book, sheet, label, beside, name).write(page, is_last=number == len(pages))


class _Labels(Worksheet):
    """Labels to cut out: each a block of its own, with the name of the box above and a line for each field."""

    def __init__(self, book: Any, sheet: Sheet, label: Label, beside: int, name: str) -> None:
        self._label = label
        self._beside = beside
        block = _label_widths(label)
        gap = LABEL_GAP / 72 / DIGIT
        self._block = len(block) + 1
        super().__init__(book, sheet, [*([*block, gap] * beside)][:-1], name)

    def write(self, titles: list[str], *, is_last: bool) -> None:
        """Write the labels of one page in rows of as many as stand beside each other; notes stand on the last page."""
        self._page.fit_to_pages(1, 1)
        self.across(self.sheet.title, "title", TITLE)
        for start in range(0, len(titles), self._beside):
            self._labels(titles[start : start + self._beside])
            self.line(LABEL_GAP)
        labels = self.row
        if is_last:
            self.closing(labels)
        if self._label.vertical or not is_last:
            # these fill their pages: what stands below them is for the screen, and its last line in the page's foot
            self.printed_to(labels)
            foot = self.sheet.foot.replace("&", "&&")
            self._page.set_footer(f"&L&8{foot}&R第 &P 页　共 &N 页", {"margin": FOOTER_MARGIN})

    def _labels(self, titles: Iterable[str]) -> None:
        fields = self.sheet.header
        height = self._label.height * POINTS
        top, here = self.row, len(self.heights)
        for place, title in enumerate(titles):
            self.row, self.heights[here:] = top, []
            first = place * self._block
            if self._label.vertical:
                self._spine(first, title, fields, height)
            else:
                self._box(first, title, fields, height)

    def _box(self, first: int, title: str, fields: tuple[SheetField, ...], height: float) -> None:
        self.merge(first, first + 1, title, "label")
        each = max(LINE, *(TEXT_LINE * lines_of(field.value, self.widths[first + 1]) + 6 for field in fields))
        self.line(max(LINE * 2, height - each * len(fields)))
        for field in fields:
            self.name(first, field, "name")
            self.merge(first + 1, first + 1, field.value, "input")
            self.line(each)

    def _spine(self, first: int, title: str, fields: tuple[SheetField, ...], height: float) -> None:
        inner = self.widths[first]
        values = [TEXT_LINE * lines_of(field.value, inner) + 10 for field in fields]
        self.merge(first, first, title, "spine")
        self.line(height - sum(values) - (TEXT_LINE + 4) * len(fields))
        for field, each in zip(fields, values, strict=True):
            self.name(first, field, "name")
            self.line(TEXT_LINE + 4)
            self.merge(first, first, field.value, "middle")
            self.line(each)


def value_width(sheet: Sheet) -> float:
    """Return the width of what the values of the heading's fields are written into."""
    if sheet.label:
        return _label_widths(sheet.label)[-1]
    widths = _widths(sheet)
    return sum(widths[_name_columns(widths) :])


def _label_widths(label: Label) -> list[float]:
    parts = (1.0,) if label.vertical else (0.3, 0.7)
    inner = label.width / INCH / DIGIT - PADDING * len(parts)
    return [inner * part for part in parts]


def _name_columns(widths: Sequence[float]) -> int:
    """Return the number of columns that the names of the heading's fields take: two as a rule."""
    wide = [number for number in range(1, len(widths)) if sum(widths[:number]) >= NAME_WIDTH]
    return wide[0] if wide else 1


def _widths(sheet: Sheet) -> list[float]:
    """Return the widths of the columns by their shares, none too small for what is typed there."""
    columns = sheet.columns
    room = (PAPER[sheet.landscape][0] / INCH - 2 * MARGIN) / DIGIT
    across = room - PADDING * (len(columns) or PLAIN_COLUMNS)
    if not columns:
        return [across / PLAIN_COLUMNS] * PLAIN_COLUMNS
    shares = sum(column.share for column in columns)
    widths = [max(LEAST[column.kind], across * column.share / shares) for column in columns]
    return [width * min(1, MOST * across / sum(widths)) for width in widths]


def _name_lines(field: SheetField | SheetColumn, width: float) -> int:
    return lines_of(named(field), width) + (lines_of("/".join(field.choices), width * 10.5 / 8) if field.choices else 0)
