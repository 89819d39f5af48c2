"""Calendar files of years: all-day events on the first day of each period, repeated where the rule is regular."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, Event

from ...branch.deadlines import Deadline
from ...branch.schedule import WEEKDAYS, Days, Duty, Schedule
from ...data.load import StandardsData
from ...data.periods import PERIODS

NOTICE = timedelta(days=7)
MORNING = timedelta(hours=9)
SOME_DAY = date(1900, 1, 1)
PATTERN = ("19000101", "19000102")
"""Some day and the next as an event has them: a script puts the real ones in their place."""
_END = b"END:VCALENDAR\r\n"


def calendar_file(data: StandardsData, owner: str, name: str, schedule: Schedule, says: dict[str, str]) -> bytes:
    """Return the iCalendar file of a year; `says` holds for each duty id when it is due, in words.

    `owner` is the part of every event's id that tells whose year it is, `name` how a calendar program shows it.
    """
    calendar = empty_calendar(data, f"{name}年度计划")
    for duty in schedule.duties:
        for event in events_of(data, owner, duty, says[duty.id]):
            calendar.add_component(event)
    for deadline in schedule.deadlines:
        calendar.add_component(deadline_event(data, owner, deadline))
    return bytes(calendar.to_ical())


def empty_calendar(data: StandardsData, title: str) -> Calendar:
    """Return a calendar without events; calendar programs show its title."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{data.site.university}//{data.site.site_name} {data.edition.id}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    return calendar


def around_events(data: StandardsData, title: str) -> dict[str, str]:
    """Return what a script writes before and after the events of a calendar file."""
    head = bytes(empty_calendar(data, title).to_ical())
    return {"head": head.removesuffix(_END).decode(), "foot": _END.decode()}


def events_of(data: StandardsData, owner: str, duty: Duty, when: str) -> list[Event]:
    """Return the events of a duty: one that is repeated, or one for each period where no regular rule holds."""
    if duty.fixed or PERIODS[duty.per].months:
        return [_event(data, owner, duty, duty.periods[0], when, repeated=True)]
    return [_event(data, owner, duty, days, when, repeated=False) for days in duty.periods]


def deadline_event(data: StandardsData, owner: str, deadline: Deadline) -> Event:
    """Return the event of a deadline; of the end of a term there is one in each term, so the day is in its id."""
    step, day = deadline.step, deadline.day
    names = f"{data.program.elections}.{step.key}", owner
    return dated_event(data, names, step.title, f"{step.summary}。从{data.program.term_start}推算。", day)


def dated_event(data: StandardsData, names: tuple[str, str], title: str, about: str, day: date) -> Event:
    """Return the event of one day; its id is what happens on it, the day and whose it is (`names`: first and last)."""
    event = _day(data, day, sequence=0)
    event.add("uid", f"{names[0]}.{day:%Y%m%d}.{names[1]}@{_host(data)}")
    event.add("summary", title)
    event.add("description", f"{about}\n{_foot(data)}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{title}：快到日子了")
    alarm.add("trigger", MORNING - NOTICE)
    event.add_component(alarm)
    return event


def uid_of(data: StandardsData, owner: str, duty: Duty, first: date | None = None) -> str:
    """Return the id under which calendar programs know a duty of `owner`: it outlives editions and years.

    `first` tells apart the periods of a duty that follows no regular rule.
    """
    dated = f".{first:%Y%m%d}" if first else ""
    return f"{duty.id}{dated}.{owner}@{_host(data)}"


def _event(data: StandardsData, owner: str, duty: Duty, days: Days, when: str, *, repeated: bool) -> Event:
    event = _day(data, days.first, sequence=duty.rev)
    event.add("uid", uid_of(data, owner, duty, None if repeated else days.first))
    event.add("summary", duty.title if duty.fixed else f"{duty.title}（本期内择日）")
    if repeated:
        event.add("rrule", _rule(duty))
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


def _host(data: StandardsData) -> str:
    return urlsplit(data.site.site_url).hostname or "handbook.invalid"


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
