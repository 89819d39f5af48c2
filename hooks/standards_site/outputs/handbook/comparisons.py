"""Views of frequencies and thresholds: every source's position side by side, differences marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...data.load import StandardsData
from ...data.model import (
    Frequency,
    FrequencyPosition,
    Number,
    Position,
    Threshold,
    ThresholdPosition,
)
from ...data.positions import SOURCE, sources_differ
from ...data.quotes.number_words import bounded, joined
from ...data.quotes.records import bounds_of
from ..links import Links
from .deciders import deciders

Adopters = dict[str, list[str]]


def position_words(data: StandardsData, position: Position, unit: str) -> str:
    """Return what a position comes to in a few words: 每季度 1 次, 不少于 3 名; nothing where a number is not given."""
    if isinstance(position, FrequencyPosition):
        return joined(data.label("period", position.per), _in_words(position.times, "次"))
    if not isinstance(position, ThresholdPosition):
        return ""
    words = position.value or _in_words(position.number, unit)
    return joined(data.label("period", position.per), words) if position.per and words else words


def _in_words(number: Number | None, unit: str) -> str:
    bounds = bounds_of(number)
    return bounded(bounds, unit) if bounds else ""


def position_view(
    data: StandardsData,
    links: Links,
    position: Position,
    *,
    beside: Sequence[Position],
    unit: str = "",
    adopted: str | None = None,
    adopters: Adopters | None = None,
) -> dict[str, Any]:
    """Return what one source says, as a row of a comparison with the positions `beside` it."""
    return {
        **links.citation(position),
        "source": data.sources[position.source].short,
        "key": position.key,
        "value": position_words(data, position, unit),
        "relation": _relation_words(data, position, beside),
        "words": position.text,
        "modality": data.label("modality", position.modality),
        "modality_class": position.modality,
        "note": position.note,
        "facts": "、".join(position.facts),
        "adopted": position.key == adopted,
        "adopters": (adopters or {}).get(position.key, []),
    }


def position_views(data: StandardsData, links: Links, record: Frequency | Threshold) -> list[dict[str, Any]]:
    """Return all positions of a record as rows, marked with who adopts which."""
    adopters, unit = adopters_of(data, record), getattr(record, "unit", "")
    return [
        position_view(
            data,
            links,
            position,
            beside=record.positions,
            unit=unit,
            adopted=record.adopted.position,
            adopters=adopters,
        )
        for position in record.positions
    ]


def _relation_words(data: StandardsData, position: Position, beside: Sequence[Position]) -> str:
    """Return what a position is to another one of `beside`, named where it is of another source; 分档, 已被替代：…"""
    if position.relation == SOURCE:
        return ""
    words = data.label("relation", position.relation)
    other = next((other for other in beside if other.key == position.of), position)
    if other.source == position.source:
        return words
    return f"{words}：{data.of('source')[other.source].short} {other.clause}"


def adopters_of(data: StandardsData, record: Frequency | Threshold) -> Adopters:
    """Return for each position key who takes that position instead of the handbook's: 教师党支部采用."""
    found: Adopters = {}
    for decider in deciders(data):
        for adoption in decider.ruling.adopt:
            if record.id in (adoption.frequency, adoption.threshold):
                found.setdefault(adoption.position, []).append(f"{decider.who}采用")
    return found


def stricter_views(data: StandardsData, record: Frequency | Threshold) -> list[dict[str, str]]:
    """Return the stricter numbers of one's own for a record, which are no source's position."""
    return [
        {"who": decider.who, "text": stricter.text.rstrip("。"), "basis": stricter.basis}
        for decider in deciders(data)
        for stricter in decider.ruling.stricter
        if record.id in (stricter.frequency, stricter.threshold)
    ]


def comparison_view(data: StandardsData, links: Links, kind: str, record_id: str) -> dict[str, Any]:
    """Return one frequency or threshold with all its positions as shown."""
    record = data.of(kind)[record_id]
    rows = position_views(data, links, record)
    return {
        "id": record.id,
        "title": record.title,
        "about": record.about,
        "summary": record.summary,
        "unit": getattr(record, "unit", ""),
        "rows": rows,
        "differs": sources_differ(record),
        "no_conflict": record.no_conflict,
        "adopted_none": record.adopted.position is None,
        "why": record.adopted.why,
        "conflicts": [{"text": name, "href": links.difference(name)} for name in record.conflicts],
        "stricter": stricter_views(data, record),
        "notes": record.notes,
        "items": [
            {"text": item.heading, "href": links.item(item.id)}
            for item in data.items.values()
            if _uses(item, kind, record_id)
        ],
        "file": data.file_of(kind, record_id),
    }


def _uses(item: Any, kind: str, record_id: str) -> bool:
    if kind == "frequency":
        return any(requirement.frequency == record_id for requirement in item.requirements)
    return any(record_id in requirement.thresholds for requirement in item.requirements)
