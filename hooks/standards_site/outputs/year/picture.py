"""The wall calendar: twelve months with their duties, one A4 landscape sheet. Places are computed here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ...branch.schedule import Days, Duty, Schedule
from ..boxes import FONT, GAP, text_width, wrapped

WIDTH = 1320
COLUMNS = 4
LINE = 23
HEAD = 34
BOX = "□ "


def plan_picture(schedule: Schedule) -> dict[str, Any]:
    """Return twelve cells and a strip for what may be done at any time of the year, in SVG user units."""
    cell_width = WIDTH // COLUMNS
    lines = {month: _lines(schedule, month, cell_width - 2 * GAP) for month in range(1, 13)}
    height = HEAD + max(len(found) for found in lines.values()) * LINE + GAP
    months = []
    for month, found in lines.items():
        row, column = divmod(month - 1, COLUMNS)
        x, y = column * cell_width, row * height
        months.append(
            {
                "title": f"{month} 月",
                "x": x,
                "y": y,
                "tone": (row + column) % 2,
                "text_x": x + GAP,
                "title_y": y + FONT + GAP,
                "lines": [
                    {"y": y + HEAD + LINE * (number + 1) - GAP, "text": text} for number, text in enumerate(found)
                ],
            }
        )
    top = 12 // COLUMNS * height
    strip = _rows([BOX + duty.title for duty in whole_year(schedule)], WIDTH - 2 * GAP)
    return {
        "width": WIDTH,
        "height": top + HEAD + len(strip) * LINE + GAP,
        "cell_width": cell_width,
        "cell_height": height,
        "months": months,
        "strip": {
            "y": top,
            "height": HEAD + len(strip) * LINE + GAP,
            "title_y": top + FONT + GAP,
            "lines": [{"y": top + HEAD + LINE * (number + 1) - GAP, "text": text} for number, text in enumerate(strip)],
        },
        "label": f"{schedule.year} 年十二个月要做的事，逐月文字见下表",
    }


def whole_year(schedule: Schedule) -> list[Duty]:
    """Return the duties that may be done at any time of the year."""
    return [duty for duty in schedule.duties if duty.per == "year" and not duty.seasonal]


def in_month(schedule: Schedule, month: int) -> list[tuple[Duty, Days]]:
    """Return the duties whose period touches `month`, whole-year ones apart."""
    year, apart = schedule.year, whole_year(schedule)
    return [
        (duty, days)
        for duty in schedule.duties
        if duty not in apart
        for days in duty.periods
        if (days.first.year, days.first.month) <= (year, month) <= (days.last.year, days.last.month)
    ]


def until_words(days: Days, month: int) -> str:
    """Return by when a duty is due, seen from `month`: nothing if any day of the month will do."""
    if days.first == days.last:
        return f"（{days.last.day} 日）"
    if days.first.month == days.last.month == month:
        return ""
    month_ends = (days.last + timedelta(days=1)).day == 1
    day = "底" if month_ends else f" {days.last.day} 日"
    return f"（到{'次年' if days.last.year > days.first.year else ''} {days.last.month} 月{day}）"


def _lines(schedule: Schedule, month: int, width: int) -> list[str]:
    lines = []
    for duty, days in in_month(schedule, month):
        title, until = BOX + duty.title, until_words(days, month)
        # the day by which it is due stays in one piece, if need be on a line of its own
        first, *more = wrapped(title, width)
        whole = [first, *(f"　{line}" for line in more)]
        fits = text_width(whole[-1] + until) <= width
        lines += [*whole[:-1], whole[-1] + until] if fits else [*whole, *([f"　{until}"] if until else [])]
    return lines


def _rows(entries: list[str], width: int) -> list[str]:
    rows: list[str] = []
    for entry in entries:
        joined = f"{rows[-1]}　{entry}" if rows else entry
        if rows and text_width(joined) <= width:
            rows[-1] = joined
        else:
            rows.append(entry)
    return rows
