"""Views of frequencies and thresholds: every source's position side by side, differences marked."""

from __future__ import annotations

from typing import Any

from ..load import StandardsData
from ..model import Frequency, FrequencyPosition, Number, Position, Threshold, ThresholdPosition
from .deciders import deciders
from .links import Links

Adopters = dict[str, list[str]]

_BOUNDS = (("exactly", ""), ("at_least", "≥"), ("more_than", "＞"), ("at_most", "≤"), ("less_than", "＜"))


def number_words(number: Number | None) -> str:
    """Return a number or range in signs: ≥3 ＜50."""
    if number is None:
        return ""
    shown = [f"{sign}{value:g}" for name, sign in _BOUNDS if (value := getattr(number, name)) is not None]
    return " ".join(shown)


def value_of(data: StandardsData, position: Position) -> str:
    """Return the comparable core of a position: 每季度 1 次, ≥3, 按需. Two positions differ if these differ."""
    if isinstance(position, FrequencyPosition):
        times = number_words(position.times)
        return data.label("period", position.per) + (f" {times} 次" if times else "")
    return number_words(position.number) if isinstance(position, ThresholdPosition) else ""


def position_view(
    data: StandardsData, links: Links, position: Position, *, adopted: str | None, adopters: Adopters | None = None
) -> dict[str, Any]:
    """Return what one source says, as a row of a comparison; `adopted` is the key of the adopted position."""
    return {
        **links.citation(position),
        "source": data.of("source")[position.source].short,
        "key": position.key,
        "value": value_of(data, position),
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
    adopters = adopters_of(data, record)
    return [
        position_view(data, links, position, adopted=record.adopted.position, adopters=adopters)
        for position in record.positions
    ]


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
    values = {row["value"] for row in rows if row["value"]}
    return {
        "id": record.id,
        "title": record.title,
        "about": record.about,
        "summary": record.summary,
        "unit": getattr(record, "unit", ""),
        "rows": rows,
        "values": [
            {"text": value, "sources": _who(rows, value)}
            for value in dict.fromkeys(row["value"] for row in rows)
            if value
        ],
        "differs": len(values) > 1,
        "adopted_none": record.adopted.position is None,
        "why": record.adopted.why,
        "conflicts": "、".join(record.conflicts),
        "stricter": stricter_views(data, record),
        "notes": record.notes,
        "items": [
            {"text": f"{item.id} {item.title}", "href": links.item(item.id)}
            for item in data.of("item").values()
            if _uses(item, kind, record_id)
        ],
        "file": data.file_of(kind, record_id),
    }


def _who(rows: list[dict[str, Any]], value: str) -> str:
    return "、".join(dict.fromkeys(row["source"] for row in rows if row["value"] == value))


def _uses(item: Any, kind: str, record_id: str) -> bool:
    if kind == "frequency":
        return any(requirement.frequency == record_id for requirement in item.requirements)
    return any(record_id in requirement.thresholds for requirement in item.requirements)
