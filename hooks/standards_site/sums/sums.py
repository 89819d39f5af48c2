"""The sums of a Party branch, exactly: people, dues, dates. Pure; calculators/sums.js says the same in the browser.

Every number that a threshold record holds is read from there (`limits_of`) and handed in.
"""

from __future__ import annotations

from collections.abc import Sequence

Band = tuple[int | None, int]
"""The highest base in yuan that belongs to a band (None: no limit), and its rate in thousandths of the base."""


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


def _counted(people: int) -> None:
    if people < 1:
        raise ValueError(people)
