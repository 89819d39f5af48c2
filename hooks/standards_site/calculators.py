"""The sums of a Party branch, exactly: people, dues, dates. Pure; calculators-core.js says the same in the browser.

Every number that a threshold record holds as a number is read from there (`limits_of`) and handed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .load import StandardsData
from .model import Number

Band = tuple[int | None, int]
"""The highest base in yuan that belongs to a band (None: no limit), and its rate in thousandths of the base."""

WORKING_BASES: tuple[int | None, ...] = (3000, 5000, 10000, None)
"""Highest base of each band for working members, in yuan. Source: df-2008 art. 2; the record has it in words."""

RETIRED_BASES: tuple[int | None, ...] = (5000, None)
"""Highest base of each band for retired members, in yuan. Source: df-2008 art. 5; the record has it in words."""


@dataclass(frozen=True)
class Limits:
    """The numbers of the threshold records that the calculators use: shares in per cent, hours, months, years."""

    congress_quorum: int
    admission_quorum: int
    majority: int
    committee_quorum: int
    turnout: int
    difference: int
    elected: int
    branch_min: int
    branch_max: int
    joint_units: int
    committee_from: int
    committee_min: int
    committee_usual: int
    committee_max: int
    group_min: int
    working: tuple[Band, ...]
    retired: tuple[Band, ...]
    student_fen: int
    dues_hint: int
    member_hours: int
    leader_hours: int
    talk_months: int
    activist_years: int
    notice_days: int
    congress_months: int
    approval_months: int
    approval_special_months: int
    full_approval_months: int
    oath_months: int
    probation_years: int
    term_years: int
    reminder_months: int
    request_months: int
    extension_years: int
    rules_from: str


def limits_of(data: StandardsData) -> Limits:
    """Return the numbers as the threshold records hold them. Raises KeyError if a record lost one."""

    def number(record: str, position: str) -> Number:
        found = {entry.key: entry.number for entry in data.of("threshold")[record].positions}[position]
        if found is None:
            raise KeyError(f"{record}: {position}")
        return Number.model_validate(found)

    def whole(record: str, position: str, bound: str) -> int:
        value = getattr(number(record, position), bound)
        if value is None or value != int(value):
            raise KeyError(f"{record}: {position}: {bound}")
        return int(value)

    def bands(record: str, bases: tuple[int | None, ...]) -> tuple[Band, ...]:
        rates = [Decimal(str(number(record, f"df2008_band{place}").exactly)) for place in range(1, len(bases) + 1)]
        return tuple((base, int(rate * 10)) for base, rate in zip(bases, rates, strict=True))

    return Limits(
        congress_quorum=whole("congress-quorum", "zb", "at_least"),
        admission_quorum=whole("congress-quorum", "fz2026", "more_than"),
        majority=whole("congress-majority", "zb", "more_than"),
        committee_quorum=whole("committee-quorum", "zb", "at_least"),
        turnout=whole("election-turnout", "xj", "at_least"),
        difference=whole("election-difference", "xj", "at_least"),
        elected=whole("election-majority", "xj_expected", "more_than"),
        branch_min=whole("branch-min-members", "zb", "at_least"),
        branch_max=whole("branch-max-members", "zb", "at_most"),
        joint_units=whole("joint-branch-units", "zb", "at_most"),
        committee_from=whole("committee-threshold", "zb", "at_least"),
        committee_min=whole("committee-size", "zb", "at_least"),
        committee_usual=whole("committee-size", "zb", "at_most"),
        committee_max=whole("committee-size", "zb_max", "at_most"),
        group_min=whole("group-min-members", "lecture", "at_least"),
        working=bands("dues-rates-working", WORKING_BASES),
        retired=bands("dues-rates-retired", RETIRED_BASES),
        student_fen=int(Decimal(str(number("dues-rates-other", "df2008").exactly)) * 100),
        dues_hint=whole("dues-cap", "df2017", "at_most"),
        member_hours=whole("member-training-hours", "jy", "at_least"),
        leader_hours=whole("leader-training-hours", "gh2024", "at_least"),
        talk_months=whole("application-talk-time", "fz2026", "at_most"),
        activist_years=whole("activist-period", "fz2026", "at_least"),
        notice_days=whole("candidate-notice", "fz2026", "at_least"),
        congress_months=whole("congress-after-preview", "fz2026", "at_most"),
        approval_months=whole("approval-time", "fz2026", "at_most"),
        approval_special_months=whole("approval-time", "fz2026_special", "at_most"),
        full_approval_months=whole("approval-time", "fz2026_full", "at_most"),
        oath_months=whole("oath-time", "fz2026", "at_most"),
        probation_years=whole("probation-period", "fz2026", "exactly"),
        term_years=whole("term-years", "zb", "exactly"),
        reminder_months=whole("election-reminder-lead", "zb", "exactly"),
        request_months=whole("election-request-lead", "js", "exactly"),
        extension_years=whole("term-extension", "zb", "at_most"),
        rules_from=data.of("procedure")["member-development"].effective_from,
    )


def at_least(people: int, share: int) -> int:
    """Return the fewest people who are at least `share` per cent of `people`.

    Serves the quorum (zb-2018 art. 11 and 12: half) and the turnout of an election (xj-2020: four fifths).
    Raises ValueError if `people` < 1.
    """
    _counted(people)
    return -(-people * share // 100)


def more_than(people: int, share: int) -> int:
    """Return the fewest people who are more than `share` per cent of `people`.

    Serves the votes that carry a motion, counted on those entitled to vote (应到; zb-2018 art. 11), the quorum of
    a congress that admits a member (fz-2026 art. 19) and being elected (whether of 应到 or 实到 is not verified).
    Raises ValueError if `people` < 1.
    """
    _counted(people)
    return people * share // 100 + 1


def candidates_needed(seats: int, difference: int) -> int:
    """Return how many candidates `seats` need: at least `difference` per cent more than seats.

    Source: xj-2020 (article not verified). Raises ValueError if `seats` < 1.
    """
    return at_least(seats, 100 + difference)


def groups_possible(members: int, smallest: int) -> int:
    """Return into how many groups of at least `smallest` people `members` can be divided; ValueError if < 1."""
    _counted(members)
    return members // smallest


def dues_rate(base_fen: int, bands: Sequence[Band]) -> int:
    """Return the rate in thousandths that holds for the whole base (in fen): no part is reckoned apart.

    Source: df-2008 art. 2 and 5. Raises ValueError if the base is negative.
    """
    if base_fen < 0:
        raise ValueError(base_fen)
    return next(rate for upto, rate in bands if upto is None or base_fen <= upto * 100)


def dues(base_fen: int, bands: Sequence[Band]) -> tuple[int, bool]:
    """Return the monthly dues in fen for a base in fen, and whether they are exact.

    Half a fen counts as one, less as none: ours, no rule about rounding is known.
    """
    thousandths = base_fen * dues_rate(base_fen, bands)
    return (thousandths + 500) // 1000, thousandths % 1000 == 0


def months_later(day: date, months: int) -> date:
    """Return the same day `months` calendar months later (earlier if negative), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_later(day: date, years: int) -> date:
    """Return the same day `years` years later; 29 February becomes the 28th where there is none."""
    return months_later(day, 12 * years)


def term_days(start: date, limits: Limits) -> dict[str, date]:
    """Return the days around the end of a term that began on `start`: reminder, request, end, latest extension."""
    end = years_later(start, limits.term_years)
    return {
        "reminder": months_later(end, -limits.reminder_months),
        "request": months_later(end, -limits.request_months),
        "end": end,
        "extension": years_later(end, limits.extension_years),
    }


def workdays_later(day: date, count: int) -> date:
    """Return the `count`-th weekday after `day`, which itself is not counted. Public holidays are not known here."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _counted(people: int) -> None:
    if people < 1:
        raise ValueError(people)
