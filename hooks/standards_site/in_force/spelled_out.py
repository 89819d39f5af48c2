"""The data as readers get it: every number that a sentence quotes is written out in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ..data.confirmed import OPEN
from ..data.load import SINGLES, Hanging, StandardsData
from ..data.model import Frequency, Judge, Phase, Rectification, RoleLine, Step
from ..data.quotes.marks import hanging, has_own_number, in_words
from ..data.record import Record
from .resolve import CATALOG, rulings, settings

Writer = Callable[[Record, str], str]
"""Writes a text out in words, given the record it stands directly in."""


def spelled_out(data: StandardsData) -> StandardsData:
    """Return the data with every mark replaced by what it stands for. The data has passed the rules.

    Advice (what to do, how to judge it, how to put it right) says the numbers that the university has put in force
    for all its branches, all other sentences those that the handbook adopts.
    """
    ours = _in_force(data)

    def write(record: Record, text: str) -> str:
        return in_words(ours if isinstance(record, Phase | Judge | Rectification | RoleLine) else data, text)

    records = {
        kind: {record_id: _rewritten(record, write) for record_id, record in records.items()}
        for kind, records in data.records.items()
    }
    singles: dict[str, Any] = {name: _rewritten(getattr(data, name), write) for name in SINGLES}
    own = frozenset(in_words(ours, text) for text in _advice(data) if has_own_number(text))
    return replace(data, records=records, own_numbers=own, hanging=_hanging(data, ours), **singles)


def _hanging(data: StandardsData, ours: StandardsData) -> dict[str, Hanging]:
    """Return which texts, as they are said, are unsure because a position is."""
    found: dict[str, Hanging] = {}
    for part, path, text in data.all_texts:
        asks = path == ("unsure",) and isinstance(part.value, Step)
        if "<" in text and (OPEN in text or asks or "<open " in text or " unsure" in text):
            hangs = hanging(data, text, asks=asks)
            if hangs:
                found |= {in_words(data, text): hangs, in_words(ours, text): hangs}
    return found


def _in_force(data: StandardsData) -> StandardsData:
    """Return the data with the records adopting what the university's rules for all branches lay down."""
    changed: dict[str, dict[str, Record]] = {kind: dict(data.of(kind)) for kind in ("frequency", "threshold")}
    for name, setting in settings(data, rulings(data, None)).items():
        if setting.authority.name != CATALOG and setting.position:
            position = setting.position
            if setting.stricter:
                numbers = {"per": setting.per, "times": setting.stricter.times, "number": setting.stricter.number}
                position = position.model_copy(update={key: numbers[key] for key in numbers if hasattr(position, key)})
            adopted = setting.record.adopted.model_copy(update={"position": position.key})
            positions = tuple(position if one.key == position.key else one for one in setting.record.positions)
            kind = "frequency" if isinstance(setting.record, Frequency) else "threshold"
            changed[kind][name] = setting.record.model_copy(update={"adopted": adopted, "positions": positions})
    return replace(data, records={**data.records, **changed})


def _rewritten(record: Any, write: Writer) -> Any:
    changed: dict[str, Any] = {}
    for name in type(record).model_fields:
        old = getattr(record, name)
        new = _rewritten_value(record, old, write)
        if new is not old:
            changed[name] = new
    return record.model_copy(update=changed) if changed else record


def _rewritten_value(record: Record, value: Any, write: Writer) -> Any:
    if isinstance(value, str):
        return write(record, value) if "<" in value else value
    if isinstance(value, Record):
        return _rewritten(value, write)
    if isinstance(value, tuple) and value:
        new = tuple(_rewritten_value(record, entry, write) for entry in value)
        return new if any(one is not other for one, other in zip(new, value, strict=True)) else value
    if isinstance(value, dict):
        return {key: _rewritten_value(record, entry, write) for key, entry in value.items()}
    return value


def _advice(data: StandardsData) -> Iterator[str]:
    for item in data.items.values():
        yield from (step for phase in item.how_to for step in phase.steps)
        yield from (item.judge.met, item.judge.partly, item.judge.unmet) if item.judge else ()
        for found in (mistake.rectification for mistake in item.mistakes if mistake.rectification):
            yield from (found.measure, found.proof, found.close_out)
    yield from (line.text for _, line in data.every(RoleLine))
