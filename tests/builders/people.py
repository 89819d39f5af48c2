"""People who are being developed, drawn from a fixed seed: in order or not, with days missing, wrong and to come."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from standards_site.data.load import StandardsData
from standards_site.sums.people import EXTENDED, HAVE, kept_dates

SEED = 20261130
NO_DAYS = ("", "2026-02-30", "nothing", "2101-01-01", "1920-12-31")
STEPS = (0, 0, 1, 4, 5, 7, 8, 28, 30, 31, 61, 92, 183, 184, 365, 366)


def drawn_histories(
    data: StandardsData, count: int, *, in_order: bool = False
) -> Iterator[tuple[dict[str, str], date]]:
    """Yield the days and papers of people with the day on which they are looked at."""
    draw = random.Random(SEED)
    names = [one.name for one in kept_dates(data)]
    for _ in range(count):
        day = date(2023, 1, 1) + timedelta(days=draw.randrange(1600))
        given: dict[str, str] = {}
        furthest = draw.randrange(len(names) + 1)
        share, marked = draw.choice((1, 0.9, 0.6, 0.2)), draw.choice((0, 0, 0.4, 1))
        for name in names[:furthest]:
            if name == "ended" and draw.random() < 0.9:
                continue
            if name == EXTENDED and draw.random() < 0.7:
                continue
            if draw.random() < share:
                given[name] = str(day)
            day += timedelta(days=draw.choice(STEPS if in_order or draw.random() < 0.9 else (-40, -8, -1)))
        for one in kept_dates(data):
            for paper in one.papers:
                if draw.random() < share and draw.random() < marked:
                    given[paper.name] = draw.choice((HAVE, HAVE, HAVE, HAVE, "", "0"))
        if not in_order and draw.random() < 0.1:
            given[draw.choice(names)] = draw.choice(NO_DAYS)
        yield given, day + timedelta(days=draw.choice((-400, -30, -1, 0, 1, 2, 30, 31, 200, 400)))
