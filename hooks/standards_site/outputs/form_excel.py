"""Forms as Excel files: the same fields, rows and order as on paper, made to be typed into and printed."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from .excel_template import LONGEST_LIST
from .form_layout import CENTRED, NARROW, full_name, label_titles, letter_of, named
from .sheets import Sheet, SheetColumn, SheetField

SHEET = "表格"
LISTS = "选项"
"""Hidden sheet for lists that are too long to stand in the cell's own rule."""

PAPER = {False: (210, 297), True: (297, 210)}
"""Width and height in millimetres, upright and lying."""
MARGIN = 0.7
HIGH_MARGIN = 0.5
LABEL_MARGIN = 0.45
"""In inches: left and right, above and below, on all sides of labels."""
FOOTER_MARGIN = 0.2
DIGIT = 7 / 96
"""Width of a digit of the usual font in inches: what widths of columns are counted in."""
PADDING = 5 / 7
"""What every column is wider, in digits."""
MOST = 1.2
"""The table may be so much wider: printed to the width of the page, its text then shrinks to 9 pt at least."""
LEAST = {"serial": 5.0, "tick": 5.0, "number": 6.0, "day": 11.5, "time": 11.0, "choice": 8.0, "text": 6.0, "long": 20.0}
"""Least widths of columns."""
NAME_WIDTH = 11.0
"""What the name of a field of the heading needs."""
PLAIN_COLUMNS = 6
"""Columns of a form without a table."""

LINE = 18.0
"""Height of a written line in points."""
TEXT_LINE = 14.5
PADDED = 3.5
LETTER_LINE = 24.0
SMALL_LINE = 12.5
HIGHEST = 400.0
"""Excel knows no row above 409 points."""
MOST_FROZEN = 300.0
"""Points that may stand still above the rows: with more, a small screen would have no room left for them."""

ROWS_KEPT = 2
"""Last rows that stay on the page of the signatures."""
COUNTED_ON = 0.98
SHRUNK = 1.18
"""A form without a table may be so many pages high and is still printed on one."""
"""Part of a page's height that is reckoned with: printers differ."""
INCH = 25.4
POINTS = 72 / INCH
LABEL_GAP = 1.0

PAGE_NUMBERS = "&C第 &P 页　共 &N 页"
TICK = "√"
EARLIEST = date(1921, 7, 1)
LATEST = date(2100, 12, 31)

_FONT = {"font_name": "宋体", "font_size": 10.5}
_CELL = {**_FONT, "border": 1, "text_wrap": True, "valign": "vcenter", "locked": False}
_MIDDLE = {**_CELL, "align": "center"}
_NAME = {**_CELL, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2", "locked": True}
_NOTE = {**_FONT, "font_size": 9, "text_wrap": True, "valign": "top"}
_LETTER = {"font_name": "仿宋", "font_size": 14, "text_wrap": True, "valign": "top", "locked": False}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True},
    "name": _NAME,
    "head": {**_NAME, "bg_color": "#D9D9D9"},
    "section": {**_NAME, "align": "left"},
    "input": _CELL,
    "middle": _MIDDLE,
    "input day": {**_CELL, "num_format": "yyyy-mm-dd", "align": "left"},
    "middle day": {**_MIDDLE, "num_format": "yyyy-mm-dd"},
    "small": {"font_name": "宋体", "font_size": 8},
    "letter": _LETTER,
    "paragraph": {**_LETTER, "align": "justify"},
    "signed": {**_LETTER, "align": "right"},
    "note head": {**_NOTE, "font_name": "黑体"},
    "note": _NOTE,
    "label": {**_CELL, "font_name": "黑体", "font_size": 22, "align": "center"},
    "spine": {**_CELL, "font_name": "黑体", "font_size": 22, "align": "center", "rotation": 270, "text_wrap": False},
    "free": {"locked": False},
}
ALLOWED = (
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_rows",
    "delete_rows",
    "insert_hyperlinks",
    "sort",
    "autofilter",
)
"""What may still be done on the protected sheet."""


def excel_form(sheet: Sheet, day: str) -> bytes:
    """Return the Excel file of a sheet; `day` is the day written into it."""
    target = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(target, plain)
    title = full_name(sheet)
    book.set_properties({"title": title, "created": datetime.fromisoformat(day)})
    (_Labels if sheet.label else _Form)(book, sheet).write()
    book.close()
    return target.getvalue()


class _Page:
    """A worksheet written from top to bottom over columns of known widths."""

    def __init__(self, book: Any, sheet: Sheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.widths = widths
        self.row = 0
        self.heights: list[float] = []
        self.repeated = 0.0
        """Height of the row that stands on top of every further page."""
        self.whole: dict[int, int] = {}
        """Rows that stay on one page, by the first of them the row after the last."""
        self._book = book
        self._page = book.add_worksheet(SHEET)
        self._formats: dict[str, Any] = {}
        self._lists: Any = None
        self._long_lists = 0
        self._set_up()

    def _set_up(self) -> None:
        page = self._page
        page.set_paper(9)
        if self.sheet.landscape:
            page.set_landscape()
        margin = LABEL_MARGIN if self.sheet.label else MARGIN
        high = LABEL_MARGIN if self.sheet.label else HIGH_MARGIN
        page.set_margins(left=margin, right=margin, top=high, bottom=high)
        page.center_horizontally()
        self._page.set_footer(PAGE_NUMBERS, {"margin": FOOTER_MARGIN})
        self._page_height = (PAPER[self.sheet.landscape][1] / INCH - 2 * high) * 72 * COUNTED_ON
        for number, width in enumerate(self.widths):
            page.set_column(number, number, width)
        page.protect("", dict.fromkeys(ALLOWED, True))

    def format(self, name: str) -> Any:
        """Return a format by its name; the file holds only those that are used."""
        if name not in self._formats:
            self._formats[name] = self._book.add_format(FORMATS[name])
        return self._formats[name]

    def line(self, height: float) -> None:
        """Give the row its height and go to the next one."""
        # Excel deletes a row only if no cell of it is locked, right of the table too
        self._page.set_row(self.row, min(height, HIGHEST), self.format("free"))
        self.row += 1
        self.heights.append(height)

    def across(self, text: str, style: str, height: float) -> None:
        """Write a text over the whole width."""
        self.merge(0, len(self.widths) - 1, text, style)
        self.line(height)

    def merge(self, first: int, last: int, text: str, style: str, *, rows: int = 1) -> None:
        """Write a text into a cell as wide as these columns."""
        if first < last or rows > 1:
            self._page.merge_range(self.row, first, self.row + rows - 1, last, "", self.format(style))
        if text:
            self._page.write_string(self.row, first, text, self.format(style))
        else:
            self._page.write_blank(self.row, first, None, self.format(style))

    def name(self, column: int, field: SheetField | SheetColumn, style: str) -> None:
        """Write the name of a field, the choices small below it; the cell is merged already if it has to be."""
        if not field.choices:
            self._page.write_string(self.row, column, named(field), self.format(style))
            return
        parts = [f"{named(field)}\n", self.format("small"), "/".join(field.choices)]
        self._page.write_rich_string(self.row, column, *parts, self.format(style))

    def width(self, first: int, last: int) -> float:
        """Return the width of neighbouring columns."""
        return sum(self.widths[first : last + 1])

    def rule(self, field: SheetField | SheetColumn, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Let cells take only what their kind allows, and say so in Chinese."""
        rule = self._rule(field)
        if rule:
            self._page.data_validation(*first, *last, rule)

    def _rule(self, field: SheetField | SheetColumn) -> dict[str, Any] | None:
        if field.kind == "day":
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": EARLIEST,
                "maximum": LATEST,
                "input_title": "填日期",
                "input_message": "写成 2026-3-5 这样：年-月-日。",
                "error_title": "这里要填日期",
                "error_message": "请写成 2026-3-5 这样的年-月-日。",
            }
        if field.kind == "number":
            return {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": "这里要填数字",
                "error_message": "请填 0 或更大的数，不写单位。",
            }
        if field.kind == "tick":
            return _list([TICK], "只能打 √ 或留空", "请从列表里选 √，不打就留空。")
        if field.kind == "choice" and field.choices:
            return _list(self._source(field.choices), "请从列表里选", "这一格只能选列表里的一项。")
        return None

    def _source(self, choices: tuple[str, ...]) -> list[str] | str:
        """Return the list of a dropdown: in the rule itself if it fits, else where it stands on the hidden sheet."""
        if len(",".join(choices)) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices):
            return list(choices)
        if self._lists is None:
            self._lists = self._book.add_worksheet(LISTS)
            self._lists.hide()
        column = self._long_lists
        self._long_lists += 1
        for row, choice in enumerate(choices):
            self._lists.write_string(row, column, choice)
        letters = xlsxwriter.utility.xl_col_to_name(column)
        return f"={LISTS}!${letters}$1:${letters}${len(choices)}"

    def closing(self, kept: int) -> None:
        """Write notes and foot on the page of row `kept` and those after it, and make all of it the printed part."""
        whole = self.width(0, len(self.widths) - 1)
        if self.sheet.notes:
            self.line(6)
            self.across("填写说明", "note head", TEXT_LINE)
        for number, note in enumerate(self.sheet.notes, start=1):
            text = f"{number}. {note}"
            self.across(text, "note", SMALL_LINE * _lines(text, whole * 10.5 / 9) + 2)
        self.across(self.sheet.foot, "note", SMALL_LINE * _lines(self.sheet.foot, whole * 10.5 / 9) + 8)
        self.whole[kept] = self.row
        self.printed_to(self.row)

    def printed_to(self, after: int) -> None:
        """Make all rows before this one the printed part, in pages that keep together what belongs together."""
        self._page.print_area(0, 0, after - 1, len(self.widths) - 1)
        self._page.set_h_pagebreaks([row for row in self._breaks() if row < after])

    def one_page(self) -> bool:
        """Return whether all of it can be read well on one page."""
        return sum(self.heights) <= self._page_height * SHRUNK

    def _breaks(self) -> list[int]:
        """Return the rows before which a page must end so that what stays on one page does."""
        room = (PAPER[self.sheet.landscape][0] / INCH - 2 * MARGIN) / DIGIT
        across = sum(self.widths) + PADDING * len(self.widths)
        page = self._page_height * max(1.0, across / room)
        breaks = []
        used = 0.0
        for row, height in enumerate(self.heights):
            needed = sum(self.heights[row : self.whole.get(row, row + 1)])
            if used and used + needed > page and self.repeated + needed <= page:
                if row in self.whole:
                    breaks.append(row)
                used = self.repeated
            used += height
        return breaks


def _list(source: list[str] | str, title: str, message: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_title": title, "error_message": message}


class _Form(_Page):
    """A form or letter: heading one field to a line, then the rows, the places to sign and the notes."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        super().__init__(book, sheet, _widths(sheet))
        wide = [number for number in range(1, len(self.widths)) if self.width(0, number - 1) >= NAME_WIDTH]
        self._names = wide[0] if wide else 1
        """Number of columns that the names of the heading's fields take: two as a rule."""

    def write(self) -> None:
        """Write everything in the order of the paper."""
        whole = self.width(0, len(self.widths) - 1)
        self.across(self.sheet.title, "title", 30 * _lines(self.sheet.title, whole * 10.5 / 16))
        self._letter(whole)
        for field in self.sheet.header:
            self._field(field)
        kept = self.row - 1
        if self.sheet.columns:
            self._head()
            kept = self._rows()
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
        letter = letter_of(self.sheet.body)
        texts = [
            *([("letter", letter.to)] if letter.to else []),
            *(("paragraph", f"　　{text}") for text in letter.paragraphs),
            *(("signed", text) for text in letter.signed),
        ]
        for style, text in texts:
            self.across(text, style, LETTER_LINE * _lines(text, whole * 10.5 / 14))

    def _field(self, field: SheetField) -> None:
        last = len(self.widths) - 1
        names, values = self.width(0, self._names - 1), self.width(self._names, last)
        lines = max(_name_lines(field, names), _lines(field.value, values))
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
                self.across(section.title, "section", TEXT_LINE * _lines(section.title, whole) + PADDED)
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
        self._page.ignore_errors({"number_stored_as_text": f"A{first + 1}:{_letters(len(self.widths) - 1)}{last + 1}"})
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
        lines = max(_lines(text, width) for text, width in zip(row, self.widths, strict=True))
        least = LINE * self.sheet.row_lines if blank else LINE
        self.line(max(least, TEXT_LINE * lines + PADDED))


class _Labels(_Page):
    """Labels to cut out: each a block of its own, with the name of the box above and a line for each field."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        assert sheet.label
        self._label = sheet.label
        width = PAPER[sheet.landscape][0]
        # the wider margins of other forms are reckoned with: a program may show columns somewhat wider
        self._beside = max(1, int((width - 2 * MARGIN * INCH) / (sheet.label.width + 2)))
        parts = (1.0,) if sheet.label.vertical else (0.3, 0.7)
        inner = sheet.label.width / INCH / DIGIT - PADDING * len(parts)
        block = [inner * part for part in parts]
        self._block = len(block) + 1
        super().__init__(book, sheet, [*([*block, LABEL_GAP] * self._beside)][:-1])

    def write(self) -> None:
        """Write the labels in rows of as many as stand beside each other, none cut by the end of a page."""
        titles = label_titles(self.sheet)
        self.across(self.sheet.title, "title", 24)
        for start in range(0, len(titles), self._beside):
            row = self.row
            self._labels(titles[start : start + self._beside])
            self.whole[row] = self.row
            self.line(6)
        labels = self.row
        self.closing(labels)
        if self._label.vertical:
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
        each = max(LINE, *(TEXT_LINE * _lines(field.value, self.widths[first + 1]) + 6 for field in fields))
        self.line(max(LINE * 2, height - each * len(fields)))
        for field in fields:
            self.name(first, field, "name")
            self.merge(first + 1, first + 1, field.value, "input")
            self.line(each)

    def _spine(self, first: int, title: str, fields: tuple[SheetField, ...], height: float) -> None:
        inner = self.widths[first]
        values = [TEXT_LINE * _lines(field.value, inner) + 10 for field in fields]
        self.merge(first, first, title, "spine")
        self.line(height - sum(values) - (TEXT_LINE + 4) * len(fields))
        for field, each in zip(fields, values, strict=True):
            self.name(first, field, "name")
            self.line(TEXT_LINE + 4)
            self.merge(first, first, field.value, "middle")
            self.line(each)


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
    return _lines(named(field), width) + (_lines("/".join(field.choices), width * 10.5 / 8) if field.choices else 0)


def _lines(text: str, width: float) -> int:
    """Return into how many lines a text is broken: a Chinese character is as wide as two digits."""
    room = max(2.0, width - 1)
    return sum(
        max(1, math.ceil(sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1.05 for sign in part) / room))
        for part in text.split("\n")
    )


def _letters(column: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(column))
