"""What a check against the official text confirmed holds wherever it is cited. Pure: data in, data out.

Two facts are said once: that a clause was compared with the original (`confirmed` of its source), and which clause a
number of a record stands in (the position of that source).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .load import SINGLES, Part, StandardsData
from .model import Citation, Limit, Position, Requirement, Step
from .record import Record
from .yaml_positions import YamlPath

OPEN = "待核"
"""Stands for a clause that nobody has looked up, and in a sentence for what is not certain."""
ORIGINAL, RECALLED = "original", "recalled"
Cited = Citation | Position
_CLAUSES = re.compile("第[一二三四五六七八九十百、]+条")


def settled(data: StandardsData) -> StandardsData:
    """Return `data` with every citation saying as much as is confirmed: its clause, and that it was seen."""
    found = StandingClauses(data)
    changed: dict[tuple[str, str], list[tuple[YamlPath, Record]]] = {}
    for part, cited in data.citations:
        known = _known(data, found, part, cited)
        if known is not cited:
            changed.setdefault((part.kind, part.record_id), []).append((part.path, known))
    if not changed:
        return data
    records = {kind: dict(of_kind) for kind, of_kind in data.records.items()}
    singles: dict[str, Any] = {}
    for (kind, record_id), places in changed.items():
        record = getattr(data, kind) if kind in SINGLES else records[kind][record_id]
        for path, new in places:
            record = _with(record, path, new)
        if kind in SINGLES:
            singles[kind] = record
        else:
            records[kind][record_id] = record
    return replace(data, records=records, **singles)


def record_of(data: StandardsData, part: Part) -> Record:
    """Return the record that `part` is, or is inside of."""
    record: Record = getattr(data, part.kind) if part.kind in SINGLES else data.of(part.kind)[part.record_id]
    return record


def covers(confirmed: Iterable[str], clause: str) -> bool:
    """Return whether `clause`, or the article it is a part of, is among the `confirmed` clauses of its source."""
    return any(clause == whole or clause.startswith(f"{whole}（") for whole in confirmed)


class StandingClauses:
    """In which clause each source sets the number of each record, as its positions say."""

    def __init__(self, data: StandardsData) -> None:
        self._data = data
        self._positions: dict[tuple[str, str], list[Position]] = {}
        for _, record in data.compared:
            for position in record.positions:
                self._positions.setdefault((record.id, position.source), []).append(position)

    def of(self, part: Part, cited: Citation) -> list[Position]:
        """Return what the cited source says on the numbers that the sentence with the citation states."""
        sentence: Any = record_of(self._data, part)
        for step in part.path[:-2]:  # the citation stands in the list `cites` of its sentence
            sentence = sentence[step] if isinstance(step, int) else getattr(sentence, step, None)
        names: tuple[str | None, ...] = ()
        if isinstance(sentence, Requirement):
            names = (sentence.frequency, *sentence.thresholds)
        elif isinstance(sentence, Limit):
            names = (sentence.threshold,)
        elif isinstance(sentence, Step):
            told = {limit.threshold for limit in sentence.limits}
            names = tuple(told) if len(told) == 1 else ()
        return [position for name in names if name for position in self._positions.get((name, cited.source), ())]


def clauses_named(data: StandardsData, text: str) -> list[tuple[str, str]]:
    """Return the clauses that a text names after the short name of their document: 支部工作条例第九条."""
    found = []
    for source in data.sources.values():
        at = text.find(source.short)
        while at >= 0:
            end = at + len(source.short)
            if clause := _CLAUSES.match(text, end):
                found += [(source.id, f"第{number}条") for number in clause[0].strip("第条").split("、")]
            at = text.find(source.short, end)
    return found


def is_open(data: StandardsData, position: Position) -> bool:
    """Return whether it is still to be verified what `position` says, or which clause says it."""
    source = data.sources.get(position.source)
    confirmed = source is not None and covers(source.confirmed, position.clause)
    return position.clause == OPEN or (position.seen == RECALLED and not confirmed)


def _known(
    data: StandardsData, standing: StandingClauses, part: Part, cited: Citation | Position
) -> Citation | Position:
    """Return `cited` as far as it is confirmed; itself if nothing is to be added."""
    if isinstance(cited, Citation) and cited.clause == OPEN:
        told = {position.clause: position for position in standing.of(part, cited) if position.clause != OPEN}
        if len(told) == 1:  # of several clauses it is not certain which one the sentence means
            (position,) = told.values()
            cited = cited.model_copy(update={"clause": position.clause, "seen": position.seen})
    source = data.sources.get(cited.source)
    if source and cited.seen != ORIGINAL and covers(source.confirmed, cited.clause):
        return cited.model_copy(update={"seen": ORIGINAL})
    return cited


def _with(value: Any, path: YamlPath, new: Record) -> Any:
    """Return `value` with `new` at `path` inside it."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, tuple) and isinstance(step, int):
        return (*value[:step], _with(value[step], rest, new), *value[step + 1 :])
    return value.model_copy(update={str(step): _with(getattr(value, str(step)), rest, new)})
