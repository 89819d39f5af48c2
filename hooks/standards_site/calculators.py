"""The sums of a Party branch, exactly: people, dues, dates. Pure; calculators-core.js says the same in the browser.

Every number that a threshold record holds as a number is read from there (`limits_of`) and handed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .confirmed import is_open
from .load import StandardsData
from .model import Number, Threshold, ThresholdPosition
from .program import Bound, Sense, Used, needed_numbers

Band = tuple[int | None, int]
"""The highest base in yuan that belongs to a band (None: no limit), and its rate in thousandths of the base."""

RATE = Sense(100, ("exactly",), parts=10, counted=False)
"""The rate of a band of dues, in per cent."""
BASE = Sense(1_000_000, ("at_most",), counted=False)
"""The highest base that belongs to a band, in yuan."""


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
    group_formal: int
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
    rules_earliest: str
    """From this day to the day before `rules_from` it is not certain whether the rules hold."""
    term_start: str
    """How the day is called that a term is counted from."""
    unsure: tuple[str, ...] = ()
    """Names of the numbers whose position is to be verified."""


def value_of(number: Number | None, bound: Bound, sense: Sense) -> int | None:
    """Return the bound of a number as a whole number of its parts; None if it is missing, not whole or makes no sense.

    Of what is counted one by one, more than 7 is at least 8, less than 50 at most 49, and exactly 6 both.
    """
    if number is None:
        return None
    value = getattr(number, bound)
    if value is None and sense.counted:
        beyond = {"at_least": ("more_than", 1), "at_most": ("less_than", -1)}.get(bound)
        if beyond:
            other = getattr(number, beyond[0])
            value = number.exactly if other is None else other + beyond[1]
    if value is None:
        return None
    parts = Decimal(str(value)) * sense.parts
    return int(parts) if parts == parts.to_integral_value() and 0 < value <= sense.most else None


def position_used(data: StandardsData, used: Used) -> ThresholdPosition | None:
    """Return the position that holds a number: the one named, otherwise the adopted one; None if there is none."""
    threshold: Threshold | None = data.of("threshold").get(used.threshold)
    if threshold is None:
        return None
    wanted = used.position or threshold.adopted.position
    return next((position for position in threshold.positions if position.key == wanted), None)


def band_positions(threshold: Threshold) -> tuple[ThresholdPosition, ...]:
    """Return the positions of a threshold that are bands of a base, as the source of the adopted one has them."""
    adopted = {position.source for position in threshold.positions if position.key == threshold.adopted.position}
    return tuple(position for position in threshold.positions if position.base and position.source in adopted)


def base_fits(position: ThresholdPosition, below: int | None, *, last: bool) -> bool:
    """Return whether a band begins where the one before ends (`below` yuan; None: at nought); the last has no end."""
    upto = value_of(position.base, "at_most", BASE)
    return position.base == Number(more_than=below, at_most=upto) and (upto is None) == last


def bands_of(threshold: Threshold) -> tuple[Band, ...]:
    """Return the bands of a threshold. Raises ValueError unless they follow on one another from nought without end."""
    bands: list[Band] = []
    positions = band_positions(threshold)
    for position in positions:
        rate = value_of(position.number, "exactly", RATE)
        fits = base_fits(position, bands[-1][0] if bands else None, last=position is positions[-1])
        if rate is None or not fits:
            raise ValueError(position)
        bands.append((value_of(position.base, "at_most", BASE), rate))
    if not bands:
        raise ValueError(threshold)
    return tuple(bands)


def limits_of(data: StandardsData) -> Limits:
    """Return the numbers as the threshold records hold them. Raises ValueError if a record lost one."""
    found: dict[str, int | None] = {}
    unsure = []
    for needed in needed_numbers(data.program):
        position = position_used(data, needed.used)
        found[needed.name] = value_of(position.number, needed.used.bound, needed.sense) if position else None
        if position and is_open(data, position):
            unsure.append(needed.name)
    numbers = {name: value for name, value in found.items() if value is not None}
    if len(numbers) < len(found):
        raise ValueError(found)
    calculators = data.program.calculators
    rules = data.of("procedure")[calculators.development.rules]
    return Limits(
        **numbers,
        working=bands_of(data.of("threshold")[calculators.dues.working.threshold]),
        retired=bands_of(data.of("threshold")[calculators.dues.retired.threshold]),
        rules_from=rules.effective_from,
        rules_earliest=rules.effective_earliest or rules.effective_from,
        term_start=data.program.term_start,
        unsure=tuple(unsure),
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


def groups_possible(formal: int, probationary: int, smallest: int, formal_each: int) -> int:
    """Return into how many groups members can be divided.

    Each has at least `smallest` members, of whom at least `formal_each` are formal ones.
    Source: the lecture of a bureau, 一（一）4. Raises ValueError if `formal` < 1.
    """
    _counted(formal)
    return min((formal + probationary) // smallest, formal // formal_each)


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
