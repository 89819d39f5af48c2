"""When the duties of a branch fall due in one calendar year. Pure: data in, values out; no clock, no holidays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .load import StandardsData
from .model import Catalog, Frequency, FrequencyPosition, Item, Requirement
from .resolve import ResolvedBranch

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_ORDER = ("month", "quarter", "half_year", "semester", "year")

Asked = list[tuple[Item, tuple[Requirement, ...]]]
"""Items with those of their requirements that apply."""


@dataclass(frozen=True)
class Days:
    """A stretch of days, both ends included. The branch picks the day in it."""

    first: date
    last: date


@dataclass(frozen=True)
class Duty:
    """One recurring duty in one year; `id` is `<item>.<requirement>` of the requirement that carries it."""

    id: str
    rev: int
    frequency: str
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
class Schedule:
    """The duties of a year. What has no dates is named all the same: `undated` by its nature, `unadopted` by choice."""

    year: int
    duties: tuple[Duty, ...]
    undated: tuple[Duty, ...]
    unadopted: tuple[Frequency, ...]
    """Frequencies without a nation-wide number: off unless the university rules otherwise."""


def branch_schedule(data: StandardsData, resolved: ResolvedBranch) -> Schedule:
    """Return the year of one branch."""
    return schedule(data, resolved.catalog, [(entry.item, entry.requirements) for entry in resolved.items])


def catalog_schedule(data: StandardsData, catalog: Catalog) -> Schedule:
    """Return the year of a branch to which everything in `catalog` applies."""
    return schedule(data, catalog, [(item, item.requirements) for item in data.catalog_items(catalog.id)])


def schedule(data: StandardsData, catalog: Catalog, asked: Asked) -> Schedule:
    """Return the duties that `asked` (a part of `catalog`) makes, by the adopted positions."""
    duties: list[Duty] = []
    unadopted: list[Frequency] = []
    whole: Asked = [(item, item.requirements) for item in data.catalog_items(catalog.id)]
    for frequency in data.of("frequency").values():
        asking = [(item, requirement) for item, requirement in _pairs(asked) if requirement.frequency == frequency.id]
        adopted = next((p for p in frequency.positions if p.key == frequency.adopted.position), None)
        if asking and adopted is None:
            unadopted.append(frequency)
        elif asking and adopted:
            carriers = _carriers([pair for pair in _pairs(whole) if pair[1].frequency == frequency.id], adopted)
            carrier = next((pair for pair in asking if pair in carriers), None)
            # only the requirement with the adopted clause makes the duty; the others mention the same frequency
            if carrier:
                duties.append(_duty(data, frequency, adopted, carrier, asking))
    place = {item.id: number for number, (item, _) in enumerate(whole)}
    duties.sort(key=lambda duty: (_ORDER.index(duty.per) if duty.periods else len(_ORDER), place[duty.items[0]]))
    return Schedule(
        calendar_year(data),
        tuple(duty for duty in duties if duty.periods),
        tuple(duty for duty in duties if not duty.periods),
        tuple(unadopted),
    )


def calendar_year(data: StandardsData) -> int:
    """Return the year that is planned: as site.yaml says, otherwise the one after the edition's."""
    calendar = data.site.calendar
    return calendar.year if calendar and calendar.year else date.fromisoformat(data.edition.date).year + 1


def periods_of(per: str, year: int) -> tuple[Days, ...]:
    """Return the months, quarters, half-years of `year`, or the year itself; nothing for what is not regular."""
    length = MONTHS.get(per)
    return tuple(months(year, first, first + length - 1) for first in range(1, 13, length)) if length else ()


def months(year: int, first: int, last: int) -> Days:
    """Return the days from the start of month `first` to the end of month `last`."""
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def weekday_of_month(year: int, month: int, week: int, weekday: str) -> date:
    """Return the `week`-th (1–4) `weekday` of a month; a fifth one is never meant."""
    first = date(year, month, 1).weekday()
    return date(year, month, 1 + (WEEKDAYS.index(weekday) - first) % 7 + 7 * (week - 1))


def _pairs(asked: Asked) -> list[tuple[Item, Requirement]]:
    return [(item, requirement) for item, requirements in asked for requirement in requirements]


def _carriers(asking: list[tuple[Item, Requirement]], adopted: FrequencyPosition) -> list[tuple[Item, Requirement]]:
    """Return the requirements that cite the adopted clause; failing that the adopted source; failing that all."""
    clause = [
        pair for pair in asking if any((c.source, c.clause) == (adopted.source, adopted.clause) for c in pair[1].cites)
    ]
    same_modality = [pair for pair in clause if pair[1].modality == adopted.modality]
    source = [pair for pair in asking if any(cited.source == adopted.source for cited in pair[1].cites)]
    return same_modality or clause or source or asking


def _duty(
    data: StandardsData,
    frequency: Frequency,
    adopted: FrequencyPosition,
    carrier: tuple[Item, Requirement],
    asking: list[tuple[Item, Requirement]],
) -> Duty:
    item, requirement = carrier
    party_day = data.site.calendar and data.site.calendar.party_day
    fixed = bool(party_day and party_day.frequency == frequency.id and adopted.per == "month")
    proven = {(other.id, asked.key) for other, asked in asking}
    items = {item.id: item} | {other.id: other for other, _ in asking}
    return Duty(
        id=f"{item.id}.{requirement.key}",
        rev=item.rev,
        frequency=frequency.id,
        title=frequency.title,
        summary=frequency.summary,
        text=adopted.text,
        modality=adopted.modality,
        per=adopted.per,
        periods=_periods(data, adopted, fixed=fixed),
        seasonal=adopted.per == "year" and adopted.usual_months is not None,
        fixed=fixed,
        local=data.of("source")[adopted.source].kind not in ("regulation", "policy"),
        items=tuple(items),
        forms=_unique(
            kept.form
            for other in items.values()
            for kept in other.keep
            if kept.form and any((other.id, key) in proven for key in kept.proves)
        ),
    )


def _periods(data: StandardsData, adopted: FrequencyPosition, *, fixed: bool) -> tuple[Days, ...]:
    year, calendar = calendar_year(data), data.site.calendar
    if fixed and calendar and calendar.party_day:
        day = calendar.party_day
        dates = [weekday_of_month(year, month, day.week, day.weekday) for month in range(1, 13)]
        return tuple(Days(found, found) for found in dates)
    if adopted.per == "semester":
        semesters = calendar.semesters if calendar else ()
        found = [Days(date.fromisoformat(one.starts), date.fromisoformat(one.ends)) for one in semesters]
        # a semester belongs to the year in which it starts
        return tuple(days for days in found if days.first.year == year)
    if adopted.per == "year" and adopted.usual_months:
        return (months(year, adopted.usual_months.first, adopted.usual_months.last),)
    return periods_of(adopted.per, year)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
