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


@dataclass(frozen=True)
class Needed:
    """A number that the calculators go by: the position of the threshold that holds it, and what makes sense there.

    It is at most `most`, and whole when it is multiplied by `parts`.
    """

    threshold: str
    position: str
    bound: str
    most: int
    parts: int = 1


PER_CENT, PEOPLE, MONTHS, YEARS, DAYS, HOURS, YUAN = 100, 999, 120, 20, 365, 999, 100_000

NUMBERS = {
    "congress_quorum": Needed("congress-quorum", "zb", "at_least", PER_CENT),
    "admission_quorum": Needed("congress-quorum", "fz2026", "more_than", PER_CENT - 1),
    "majority": Needed("congress-majority", "zb", "more_than", PER_CENT - 1),
    "committee_quorum": Needed("committee-quorum", "zb", "at_least", PER_CENT),
    "turnout": Needed("election-turnout", "xj", "at_least", PER_CENT),
    "difference": Needed("election-difference", "xj", "at_least", PER_CENT),
    "elected": Needed("election-majority", "xj_expected", "more_than", PER_CENT - 1),
    "branch_min": Needed("branch-min-members", "zb", "at_least", PEOPLE),
    "branch_max": Needed("branch-max-members", "zb", "at_most", PEOPLE),
    "joint_units": Needed("joint-branch-units", "zb", "at_most", PEOPLE),
    "committee_from": Needed("committee-threshold", "zb", "at_least", PEOPLE),
    "committee_min": Needed("committee-size", "zb", "at_least", PEOPLE),
    "committee_usual": Needed("committee-size", "zb", "at_most", PEOPLE),
    "committee_max": Needed("committee-size", "zb_max", "at_most", PEOPLE),
    "group_min": Needed("group-min-members", "lecture", "at_least", PEOPLE),
    "student_fen": Needed("dues-rates-other", "df2008", "exactly", YUAN, parts=100),
    "dues_hint": Needed("dues-cap", "df2017", "at_most", YUAN),
    "member_hours": Needed("member-training-hours", "jy", "at_least", HOURS),
    "leader_hours": Needed("leader-training-hours", "gh2024", "at_least", HOURS),
    "talk_months": Needed("application-talk-time", "fz2026", "at_most", MONTHS),
    "activist_years": Needed("activist-period", "fz2026", "at_least", YEARS),
    "notice_days": Needed("candidate-notice", "fz2026", "at_least", DAYS),
    "congress_months": Needed("congress-after-preview", "fz2026", "at_most", MONTHS),
    "approval_months": Needed("approval-time", "fz2026", "at_most", MONTHS),
    "approval_special_months": Needed("approval-time", "fz2026_special", "at_most", MONTHS),
    "full_approval_months": Needed("approval-time", "fz2026_full", "at_most", MONTHS),
    "oath_months": Needed("oath-time", "fz2026", "at_most", MONTHS),
    "probation_years": Needed("probation-period", "fz2026", "exactly", YEARS),
    "term_years": Needed("term-years", "zb", "exactly", YEARS),
    "reminder_months": Needed("election-reminder-lead", "zb", "exactly", MONTHS),
    "request_months": Needed("election-request-lead", "js", "exactly", MONTHS),
    "extension_years": Needed("term-extension", "zb", "at_most", YEARS),
}
"""Which position of which threshold holds each number; shares are in per cent, dues in yuan."""

RATES = {
    "working": tuple(
        Needed("dues-rates-working", f"df2008_band{place}", "exactly", PER_CENT, parts=10)
        for place in range(1, len(WORKING_BASES) + 1)
    ),
    "retired": tuple(
        Needed("dues-rates-retired", f"df2008_band{place}", "exactly", PER_CENT, parts=10)
        for place in range(1, len(RETIRED_BASES) + 1)
    ),
}
"""Likewise the rate of each band of dues, in per cent."""

RULES_FROM = "member-development"
"""The procedure that says since when the rules on admitting members hold."""


def needed_numbers() -> tuple[Needed, ...]:
    """Return every number that the calculators go by."""
    return (*NUMBERS.values(), *RATES["working"], *RATES["retired"])


THRESHOLDS = tuple(dict.fromkeys((*(needed.threshold for needed in needed_numbers()), "joint-branch-members")))
"""Every threshold that the calculators name, for its number or in their texts."""


def in_parts(number: Number | None, needed: Needed) -> int | None:
    """Return a needed number as a whole number of its parts; None if it is missing, not whole or makes no sense."""
    value = getattr(number, needed.bound) if number else None
    if value is None:
        return None
    parts = Decimal(str(value)) * needed.parts
    return int(parts) if parts == parts.to_integral_value() and 0 < value <= needed.most else None


def limits_of(data: StandardsData) -> Limits:
    """Return the numbers as the threshold records hold them. Raises KeyError if a record lost one."""

    def read(needed: Needed) -> int:
        positions = {entry.key: entry.number for entry in data.of("threshold")[needed.threshold].positions}
        found = in_parts(positions[needed.position], needed)
        if found is None:
            raise KeyError(needed)
        return found

    def bands(name: str, bases: tuple[int | None, ...]) -> tuple[Band, ...]:
        return tuple(zip(bases, map(read, RATES[name]), strict=True))

    return Limits(
        **{name: read(needed) for name, needed in NUMBERS.items()},
        working=bands("working", WORKING_BASES),
        retired=bands("retired", RETIRED_BASES),
        rules_from=data.of("procedure")[RULES_FROM].effective_from,
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
