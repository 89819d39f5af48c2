"""How strongly each source says a thing, and which positions say the same thing of one source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .load import StandardsData
from .model import Citation, Frequency, Position, Requirement, Threshold

_COUNT = [*"123456789", *"一二三四五六七八九"]
_SPAN = re.compile(r"(?P<start>.*?)(?P<first>\d|（[一二三四五六七八九]）)—(?P<last>\d|（[一二三四五六七八九]）)")

Compared = Frequency | Threshold


def named_records(data: StandardsData, requirement: Requirement) -> list[Compared]:
    """Return the frequency and thresholds that a requirement names, as far as they exist."""
    found: list[Compared | None] = [data.frequencies.get(requirement.frequency or "")]
    found += [data.thresholds.get(name) for name in requirement.thresholds]
    return [record for record in found if record]


def said_by(cited: Citation, records: Iterable[Compared], said: str) -> str:
    """Return how strongly the cited source says what is cited for `said`.

    Told by the citation itself or by the position of the same source and clause in the records that are named.
    """
    if cited.modality:
        return cited.modality
    found = [position.modality for position in positions_of(cited, records)]
    return said if said in found or not found else found[0]


def positions_of(cited: Citation, records: Iterable[Compared]) -> Iterator[Position]:
    """Yield the positions of the records that have the source and a clause of a citation."""
    for record in records:
        for position in record.positions:
            if position.source == cited.source and clauses_meet(position.clause, cited.clause):
                yield position


def clauses_meet(one: str, other: str) -> bool:
    """Tell whether two clauses, each maybe several, have one in common or one within the other: 一1 and 一1③."""
    return any(a.startswith(b) or b.startswith(a) for a in single_clauses(one) for b in single_clauses(other))


def single_clauses(clauses: str) -> Iterator[str]:
    """Yield the clauses that a text names: 四（四）3、四（五）6, 附件1 二1—3, 三（一）—（四）."""
    for clause in clauses.split("、"):
        if (span := _SPAN.fullmatch(clause)) is None:
            yield clause
            continue
        first, last = (_COUNT.index(span[name].strip("（）")) for name in ("first", "last"))
        for entry in _COUNT[first : last + 1]:
            # arabic numbers and Chinese numerals stand one behind the other
            yield span["start"] + (f"（{entry}）" if span["first"].startswith("（") else entry)
