"""The school calendar and the usual seasons: real days, in order, for duties that have them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..load import StandardsData
from ..problems import Location, Problem
from . import rule

SITE = "standards_data/site.yaml"


@rule(
    "CAL1",
    says="校历的日期是真实的日子、开始不晚于结束；固定日只给每月一次的频次；月份从早到晚",
    why="年度计划和日历文件由它们推算，写错一处，全校支部的日子都错。",
)
def calendar_dates_are_real(data: StandardsData) -> Iterator[Problem]:
    """Semesters have real days in order, the fixed day belongs to a monthly duty, usual months are in order."""
    calendar = data.site.calendar
    for index, semester in enumerate(calendar.semesters if calendar else ()):
        path = ("calendar", "semesters", index)
        unreal = [name for name in ("starts", "ends") if not _is_day(getattr(semester, name))]
        for name in unreal:
            message = f"没有「{getattr(semester, name)}」这一天。"
            yield Problem("CAL1", Location(SITE, (*path, name)), message, hint="核对校历")
        if not unreal and semester.ends < semester.starts:
            message = f"学期的结束 {semester.ends} 早于开始 {semester.starts}。"
            yield Problem("CAL1", Location(SITE, (*path, "ends")), message, hint="核对校历")
    if calendar and calendar.party_day:
        frequency = data.of("frequency").get(calendar.party_day.frequency)
        adopted = [p for p in frequency.positions if p.key == frequency.adopted.position] if frequency else []
        if frequency and not any(position.per == "month" for position in adopted):
            at = Location(SITE, ("calendar", "party_day", "frequency"))
            message = f"频次「{frequency.id}」采用的口径不是每月一次，不能用每月的固定日。"
            yield Problem("CAL1", at, message, hint="换成每月一次的频次，或去掉 party_day")
    for frequency in data.of("frequency").values():
        for index, position in enumerate(frequency.positions):
            usual = position.usual_months
            if usual and usual.last < usual.first:
                at = Location(data.file_of("frequency", frequency.id), ("positions", index, "usual_months", "last"))
                message = f"月份从 {usual.first} 到 {usual.last}，倒过来了。"
                yield Problem("CAL1", at, message, hint="一年之内从早到晚写")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
