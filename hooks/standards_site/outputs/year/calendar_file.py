"""Calendar files of years: all-day events on the first day of each period, repeated where the rule is regular.

They begin with what is left of the current year, that of the edition's date, and end with the planned one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any

from icalendar import Alarm, Calendar, Event, vText
from icalendar.parser import Contentline

from ...branch.dated_id import OWN_BRANCH, dated_id
from ...branch.deadlines import Deadline
from ...branch.schedule import WEEKDAYS, Duty, Schedule, calendar_year, first_day
from ...data.load import StandardsData
from ...data.model import Branch
from ...data.periods import PERIODS
from ...sums.people import DayLimit
from ...sums.sentences import SENTENCES
from ..shared_files import BRANCH, BRANCH_ID
from ..shared_words import WORDS

NOTICE = timedelta(days=7)
MORNING = timedelta(hours=9)
SOME_DAY, SOME_END = date(1900, 1, 1), date(1900, 12, 31)
PATTERN = ("19000101", "19000102", "19001231")
"""Some day, the next, and the last of a series as an event has them: a script puts the real ones in their place."""
CODE = "¤¤"
"""Stands in an event for the code of somebody: a script puts it there."""
NOTE = "¤+¤"
"""Stands there for what a script says of a day that has passed."""
_END = b"END:VCALENDAR\r\n"
_LINE: Callable[[str], Any] = Contentline


def calendar_file(data: StandardsData, owner: str, name: str, schedule: Schedule, says: dict[str, str]) -> bytes:
    """Return the iCalendar file of a year; `says` holds for each frequency when its duty is due, in words.

    `owner` is the part of every event's id that tells whose year it is, `name` how a calendar program shows it.
    """
    calendar = empty_calendar(data, f"{name}年度计划")
    today = date.fromisoformat(data.edition.date)
    for duty in schedule.duties:
        for event in events_of(data, owner, duty, says[duty.frequency], first_day(duty, today), last_day(data, today)):
            calendar.add_component(event)
    for deadline in schedule.deadlines:
        calendar.add_component(deadline_event(data, owner, deadline))
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class SharedCalendar:
    """The calendar of branches with the same duties: written once, with a place for each line that tells them apart."""

    pieces: tuple[str, ...]
    """What all have, and between two of these a line of one branch."""

    def of(self, branch: Branch, deadlines: tuple[Deadline, ...]) -> bytes:
        """Return the file of a branch with the days of its term, as `calendar_file` makes it."""
        values = {BRANCH_ID: branch.id, BRANCH: vText(branch.name).to_ical().decode()}
        for place, deadline in enumerate(deadlines):
            values |= dict(zip(_marks_of_days(place), map(_compact, _day_and_next(deadline.day)), strict=True))
        pieces = list(self.pieces)
        pieces[1::2] = [_folded(_filled(line, values)) for line in self.pieces[1::2]]
        return "".join(pieces).encode()


def shared_calendar(data: StandardsData, schedule: Schedule, says: dict[str, str]) -> SharedCalendar:
    """Return the calendar of all branches that have the duties of `schedule`, and the steps of a term if it has any."""
    marked = tuple(replace(one, day=_some_day(place)) for place, one in enumerate(schedule.deadlines))
    content = calendar_file(data, BRANCH_ID, BRANCH, replace(schedule, deadlines=marked), says).decode()
    marks = (BRANCH_ID, BRANCH, *chain.from_iterable(_marks_of_days(place) for place, _ in enumerate(marked)))
    pieces = [""]
    for line in content.replace("\r\n ", "").splitlines():
        if any(mark in line for mark in marks):
            pieces += [line, "\r\n"]
        else:
            pieces[-1] += f"{_folded(line)}\r\n"
    return SharedCalendar(tuple(pieces))


def _some_day(place: int) -> date:
    """Return the day that stands for one of a term: each has another."""
    return date(SOME_DAY.year + place, 1, 1)


def _marks_of_days(place: int) -> tuple[str, ...]:
    return tuple(map(_compact, _day_and_next(_some_day(place))))


def _day_and_next(day: date) -> tuple[date, date]:
    return day, day + timedelta(days=1)


def _compact(day: date) -> str:
    return f"{day:%Y%m%d}"


def _filled(line: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        line = line.replace(mark, value)
    return line


def _folded(line: str) -> str:
    return bytes(_LINE(line).to_ical()).decode()


def last_day(data: StandardsData, today: date) -> date:
    """Return the last day of a year's calendar: the next edition brings those of the next year."""
    return date(max(calendar_year(data), today.year), 12, 31)


def empty_calendar(data: StandardsData, title: str) -> Calendar:
    """Return a calendar without events; calendar programs show its title."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{data.site.university}//{data.site.site_name} {data.edition.id}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(title))
    return calendar


def around_events(data: StandardsData, title: str) -> dict[str, str]:
    """Return what a script writes before and after the events of a calendar file."""
    head = bytes(empty_calendar(data, title).to_ical())
    return {"head": head.removesuffix(_END).decode(), "foot": _END.decode()}


def events_of(data: StandardsData, owner: str, duty: Duty, when: str, first: date, last: date) -> list[Event]:
    """Return the events of a duty: one that is repeated from `first` to `last`, or one for each of its periods."""
    if duty.fixed or PERIODS[duty.per].months:
        event = _event(data, dated_id(duty.frequency, owner), duty, when, first)
        event.add("rrule", _rule(duty) | {"until": last})
        return [event]
    return [
        _event(data, dated_id(f"{duty.frequency}.{key}.{days.first.year}", owner), duty, when, days.first)
        for days in duty.periods
        for key in [PERIODS[duty.per].key_of(days.first)]
    ]


def series_for_script(data: StandardsData, owner: str, duty: Duty, when: str) -> str:
    """Return the events of a duty with the days of `PATTERN` where it may begin at any period, and ends."""
    first = duty.periods[0].first if duty.fixed else SOME_DAY
    return "".join(for_script(one) for one in events_of(data, owner, duty, when, first, SOME_END))


def for_script(event: Event) -> str:
    """Return an event as a script fills it: it folds the lines again."""
    return bytes(event.to_ical()).decode().replace("\r\n ", "")


def deadline_event(data: StandardsData, owner: str, deadline: Deadline) -> Event:
    """Return the event of a day of the term: once the next term has begun, it is that of the next."""
    step = deadline.step
    about = f"{step.summary}。从{data.program.term_start}推算。"
    return _dated_event(data, dated_id(step.id, owner), step.title, about, deadline.day)


def person_event(data: StandardsData, limit: DayLimit, note: str = "") -> Event:
    """Return the event of a limit with marks for the code of whom it is about; `note` follows its title."""
    title = f"{CODE}：{SENTENCES[limit.event]}，{'最迟' if limit.latest else '最早'}{note}"
    about = f"从“{WORDS['people']}”或者“算一算”里填的日期推算。代号是谁，只有本支部知道。"
    return _dated_event(data, dated_id(f"{limit.event}.{CODE}", OWN_BRANCH), title, about, SOME_DAY)


def _dated_event(data: StandardsData, uid: str, title: str, about: str, day: date) -> Event:
    event = _day(data, day, sequence=0)
    event.add("uid", uid)
    event.add("summary", title)
    event.add("description", f"{about}\n{_foot(data)}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{title}：快到日子了")
    alarm.add("trigger", MORNING - NOTICE)
    event.add_component(alarm)
    return event


def ticked_event(data: StandardsData) -> str:
    """Return the event of what a branch has noted for a day, with {{marks}} that a script fills.

    It says nothing beforehand: most of it is done. Its id is that of the duty, in the period that was ticked.
    """
    event = _day(data, SOME_DAY, sequence=0)
    event.add("uid", dated_id("{{thing}}", "{{owner}}"))
    event.add("summary", "{{title}}")
    event.add("description", f"{{{{about}}}}\n{_foot(data)}")
    return for_script(event).replace("SEQUENCE:0", "SEQUENCE:{{sequence}}")


def _event(data: StandardsData, uid: str, duty: Duty, when: str, first: date) -> Event:
    event = _day(data, first, sequence=duty.rev)
    event.add("uid", uid)
    event.add("summary", duty.title if duty.fixed else f"{duty.title}（本期内择日）")
    item = data.items[duty.items[0]]
    event.add(
        "description",
        f"{duty.summary}。{when}。节假日请自行避开。\n条目：{item.heading}\n{_foot(data)}",
    )
    event.add_component(_alarm(duty))
    return event


def _day(data: StandardsData, day: date, *, sequence: int) -> Event:
    event = Event()
    event.add("dtstamp", datetime.combine(date.fromisoformat(data.edition.date), time(), UTC))
    event.add("sequence", sequence)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _foot(data: StandardsData) -> str:
    edition = data.edition
    return f"{data.site.site_name} {edition.id} 版，非官方，以正式文件为准；规则核对到 {edition.rules_checked}"


def _rule(duty: Duty) -> dict[str, object]:
    if duty.per == "year":
        return {"freq": "yearly"}
    rule: dict[str, object] = {"freq": "monthly"}
    if duty.fixed:
        day = duty.periods[0].first
        return rule | {"byday": f"{(day.day - 1) // 7 + 1}{WEEKDAYS[day.weekday()][:2].upper()}"}
    months = PERIODS[duty.per].months
    return rule if months == 1 else rule | {"interval": months}


def _alarm(duty: Duty) -> Alarm:
    # one offset for all repetitions, so it is counted in the shortest period: never less than NOTICE before the end
    length = min(days.last - days.first for days in duty.periods)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{duty.title}：{'快到日子了' if duty.fixed else '本期快结束了'}")
    alarm.add("trigger", length - NOTICE + MORNING)
    return alarm
