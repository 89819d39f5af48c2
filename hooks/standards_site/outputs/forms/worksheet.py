"""A sheet of an Excel file on its way to paper: formats, widths, rules of cells, and where a page ends."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from ..office import LONGEST_LIST
from .layout import named
from .sheet import Sheet, SheetColumn, SheetField

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

LINE = 18.0
"""Height of a written line in points."""
TEXT_LINE = 14.5
PADDED = 3.5
SMALL_LINE = 12.5
HIGHEST = 400.0
"""Excel knows no row above 409 points."""

COUNTED_ON = 0.98
"""Part of a page's height that is reckoned with: printers differ."""
SHRUNK = 1.18
"""A form without a table may be so many pages high and is still printed on one."""
INCH = 25.4
POINTS = 72 / INCH

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


class Worksheet:
    """A worksheet written from top to bottom over columns of known widths."""

    def __init__(self, book: Any, sheet: Sheet, widths: Sequence[float], name: str = SHEET) -> None:
        self.sheet = sheet
        self.widths = widths
        self.row = 0
        self.heights: list[float] = []
        self.repeated = 0.0
        """Height of the row that stands on top of every further page."""
        self.whole: dict[int, int] = {}
        """Rows that stay on one page, by the first of them the row after the last."""
        self._book = book
        self._page = book.add_worksheet(name)
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
        self._page.set_footer(PAGE_NUMBERS if self.sheet.numbered else "", {"margin": FOOTER_MARGIN})
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
        letters = letters_of(column)
        return f"={LISTS}!${letters}$1:${letters}${len(choices)}"

    def closing(self, kept: int) -> None:
        """Write notes and foot on the page of row `kept` and those after it, and make all of it the printed part."""
        whole = self.width(0, len(self.widths) - 1)
        if self.sheet.notes:
            self.line(6)
            self.across("填写说明", "note head", TEXT_LINE)
        for number, note in enumerate(self.sheet.notes, start=1):
            text = f"{number}. {note}"
            self.across(text, "note", SMALL_LINE * lines_of(text, whole * 10.5 / 9) + 2)
        self.across(self.sheet.foot, "note", SMALL_LINE * lines_of(self.sheet.foot, whole * 10.5 / 9) + 8)
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


def lines_of(text: str, width: float) -> int:
    """Return into how many lines a text is broken: a Chinese character is as wide as two digits."""
    room = max(2.0, width - 1)
    return sum(
        max(1, math.ceil(sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1.05 for sign in part) / room))
        for part in text.split("\n")
    )


def letters_of(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
