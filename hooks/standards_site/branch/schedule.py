"""When the duties of a branch fall due in one calendar year. Pure: data in, values out; no clock, no holidays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..data.load import StandardsData
from ..data.model import Frequency, FrequencyPosition, Item, Months, Requirement
from ..data.periods import PERIODS
from ..in_force.resolve import Resolved, Setting, Standard, is_local
from .deadlines import Deadline, term_deadlines

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Asking = tuple[str, str]
"""A requirement that asks for a frequency: the id of its item and its key."""


@dataclass(frozen=True)
class Days:
    """A stretch of days, both ends included. The branch picks the day in it."""

    first: date
    last: date


@dataclass(frozen=True)
class Duty:
    """One recurring duty in one year; it is known by its frequency, whatever number is in force for it."""

    frequency: str
    carrier: str
    """The requirement that makes it: `<item>.<requirement>`."""
    rev: int
    title: str
    summary: str
    text: str
    modality: str
    per: str
    periods: tuple[Days, ...]
    seasonal: bool
    """The source names the usual season of a yearly duty."""
    fixed: bool
    """The university has fixed the day: each period is one day."""
    local: bool
    items: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True)
class FrequencyPlan:
    """A frequency of a standard, before the facts of one branch are known.

    `per` is None if there is no number in force; `asking` are the requirements that ask for it, `carriers` those
    among them that make the duty.
    """

    frequency: Frequency
    setting: Setting
    per: str | None
    periods: tuple[Days, ...]
    seasonal: bool
    fixed: bool
    local: bool
    asking: tuple[Asking, ...]
    carriers: tuple[Asking, ...]


@dataclass(frozen=True)
class Schedule:
    """The duties of a year. What has no dates is named all the same: `undated` by its nature, `unadopted` by choice."""

    year: int
    duties: tuple[Duty, ...]
    undated: tuple[Duty, ...]
    unadopted: tuple[Frequency, ...]
    """Frequencies without a nation-wide number: off unless the university rules otherwise."""
    deadlines: tuple[Deadline, ...] = ()
    """Counted from days that the branch gave; of any year."""


def branch_schedule(data: StandardsData, resolved: Resolved) -> Schedule:
    """Return the year of one branch, with the deadlines counted from the days it gave."""
    applying = {(entry.item.id, requirement.key) for entry in resolved.items for requirement in entry.requirements}
    year = schedule(data, resolved.standard, applying)
    return replace(year, deadlines=deadlines_of(data, year, resolved.standard, resolved.facts.term_start))


def deadlines_of(data: StandardsData, year: Schedule, standard: Standard, start: str | None) -> tuple[Deadline, ...]:
    """Return the deadlines of a branch whose term began on `start`: none if it has no elections."""
    elects = any(duty.frequency == data.program.elections for duty in (*year.duties, *year.undated))
    return term_deadlines(data, start, standard.settings, standard.kind) if start and elects else ()


def standard_schedule(data: StandardsData, standard: Standard) -> Schedule:
    """Return the year of a branch to which everything applies that is not left out for its whole kind."""
    applying = {(item.id, requirement.key) for item, requirement in possible_requirements(standard)}
    return schedule(data, standard, applying)


def schedule(data: StandardsData, standard: Standard, applying: set[Asking]) -> Schedule:
    """Return the duties that the requirements in `applying` make, by the numbers in force."""
    duties: list[Duty] = []
    unadopted: list[Frequency] = []
    for plan in frequency_plans(data, standard):
        asking = [one for one in plan.asking if one in applying]
        carrier = next((one for one in plan.carriers if one in applying), None)
        if asking and plan.per is None:
            unadopted.append(plan.frequency)
        # only the requirement with the adopted clause makes the duty; the others mention the same frequency
        elif carrier:
            duties.append(duty_of(data, plan, carrier, asking))
    place = {entry.item.id: number for number, entry in enumerate(standard.entries)}
    order = [*PERIODS]
    duties.sort(key=lambda duty: (order.index(duty.per) if duty.periods else len(order), place[duty.items[0]]))
    return Schedule(
        calendar_year(data),
        tuple(duty for duty in duties if duty.periods),
        tuple(duty for duty in duties if not duty.periods),
        tuple(unadopted),
    )


def frequency_plans(data: StandardsData, standard: Standard) -> Iterator[FrequencyPlan]:
    """Yield every frequency that requirements of `standard` ask a branch for, with the number in force."""
    asking: dict[str, list[tuple[Item, Requirement]]] = {}
    for item, requirement in possible_requirements(standard):
        if requirement.frequency:
            asking.setdefault(requirement.frequency, []).append((item, requirement))
    party_day = data.site.calendar and data.site.calendar.party_day
    for frequency in data.frequencies.values():
        if frequency.id not in asking:
            continue
        setting = standard.settings[frequency.id]
        position = setting.position
        assert position is None or isinstance(position, FrequencyPosition)
        if frequency.by_others(position):
            continue
        per = setting.per
        fixed = bool(party_day and party_day.frequency == frequency.id and per == "month")
        pairs = asking[frequency.id]
        usual = position.usual_months if position and per == "year" else None
        yield FrequencyPlan(
            frequency,
            setting,
            per,
            periods=_periods(data, per, usual, fixed=fixed) if per else (),
            seasonal=usual is not None,
            fixed=fixed,
            local=is_local(data, setting),
            asking=tuple((item.id, requirement.key) for item, requirement in pairs),
            carriers=tuple((item.id, requirement.key) for item, requirement in _carriers(pairs, position)),
        )


def calendar_year(data: StandardsData) -> int:
    """Return the year that is planned: as site.yaml says, otherwise the one after the edition's."""
    calendar = data.site.calendar
    return calendar.year if calendar and calendar.year else date.fromisoformat(data.edition.date).year + 1


def first_day(duty: Duty, today: date) -> date:
    """Return the day from which a duty is in a calendar that covers what is left of the current year, and the planned.

    What the university has dated is dated for the planned year only.
    """
    planned = duty.periods[0].first
    if duty.fixed or not PERIODS[duty.per].months or today.year >= planned.year:
        return planned
    left = (months(today.year, days.first.month, days.last.month) for days in duty.periods)
    return next((days.first for days in left if days.last >= today), planned)


def periods_of(per: str, year: int) -> tuple[Days, ...]:
    """Return the months, quarters, half-years of `year`, or the year itself; nothing for what is not regular."""
    length = PERIODS[per].months if per in PERIODS else None
    return tuple(months(year, first, first + length - 1) for first in range(1, 13, length)) if length else ()


def months(year: int, first: int, last: int) -> Days:
    """Return the days from the start of month `first` to the end of month `last`."""
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def dated_periods(plan: FrequencyPlan | Duty) -> Iterator[tuple[str, str, str]]:
    """Yield the first and the last day of each period, and the key by which records know it in every year."""
    for days in plan.periods:
        yield days.first.isoformat(), days.last.isoformat(), PERIODS[plan.per or ""].key_of(days.first)


def weekday_of_month(year: int, month: int, week: int, weekday: str) -> date:
    """Return the `week`-th (1–4) `weekday` of a month; a fifth one is never meant."""
    first = date(year, month, 1).weekday()
    return date(year, month, 1 + (WEEKDAYS.index(weekday) - first) % 7 + 7 * (week - 1))


def possible_requirements(standard: Standard) -> list[tuple[Item, Requirement]]:
    """Return the requirements that are not left out for the whole kind, each with its item."""
    return [
        (entry.item, one.requirement)
        for entry in standard.entries
        if not entry.left
        for one in entry.requirements
        if not one.left
    ]


def _carriers(
    asking: list[tuple[Item, Requirement]], adopted: FrequencyPosition | None
) -> list[tuple[Item, Requirement]]:
    """Return the requirements that cite the adopted clause; failing that the adopted source; failing that all."""
    if adopted is None:
        return asking
    clause = [
        pair for pair in asking if any((c.source, c.clause) == (adopted.source, adopted.clause) for c in pair[1].cites)
    ]
    same_modality = [pair for pair in clause if pair[1].modality == adopted.modality]
    source = [pair for pair in asking if any(cited.source == adopted.source for cited in pair[1].cites)]
    return same_modality or clause or source or asking


def duty_of(data: StandardsData, plan: FrequencyPlan, carrier: Asking, asking: Iterable[Asking]) -> Duty:
    """Return the duty that `carrier` makes of a frequency for a branch to which the requirements in `asking` apply."""
    setting, item = plan.setting, data.items[carrier[0]]
    items = tuple(dict.fromkeys([carrier[0], *(item_id for item_id, _ in asking)]))
    return Duty(
        frequency=plan.frequency.id,
        carrier=".".join(carrier),
        rev=item.rev,
        title=plan.frequency.title,
        summary=setting.summary,
        text=setting.text,
        modality=setting.modality,
        per=plan.per or "",
        periods=plan.periods,
        seasonal=plan.seasonal,
        fixed=plan.fixed,
        local=plan.local,
        items=items,
        forms=forms_of(data, items, asking),
    )


def forms_of(data: StandardsData, items: Iterable[str], asking: Iterable[Asking]) -> tuple[str, ...]:
    """Return the forms of `items` that prove one of the requirements in `asking`."""
    proven = set(asking)
    return tuple(
        dict.fromkeys(
            kept.form
            for item_id in items
            for kept in data.items[item_id].keep
            if kept.form and any((item_id, key) in proven for key in kept.proves)
        )
    )


def _periods(data: StandardsData, per: str, usual: Months | None, *, fixed: bool) -> tuple[Days, ...]:
    year, calendar = calendar_year(data), data.site.calendar
    if fixed and calendar and calendar.party_day:
        day = calendar.party_day
        dates = [weekday_of_month(year, month, day.week, day.weekday) for month in range(1, 13)]
        return tuple(Days(found, found) for found in dates)
    if per == "semester":
        semesters = calendar.semesters if calendar else ()
        found = [Days(date.fromisoformat(one.starts), date.fromisoformat(one.ends)) for one in semesters]
        # a semester belongs to the year in which it starts
        return tuple(days for days in found if days.first.year == year)
    if usual:
        return (months(year, usual.first, usual.last),)
    return periods_of(per, year)
