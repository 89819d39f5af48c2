"""What the positions of one record are to each other, and whether its sources differ."""

from __future__ import annotations

from typing import Any

from .model import (
    OPTIONAL,
    UNCOUNTED,
    Frequency,
    FrequencyPosition,
    Position,
    Threshold,
    ThresholdPosition,
)

SOURCE = "source"
"""The relation of a position that stands for its source; all others belong to such a position."""
CASE = "case"
"""The relation of a position on another case: it says another thing than the others of its source."""
REPLACED = "replaced"
"""The relation of a position of an earlier rule to the one that has taken its place."""
READING = "reading"
"""The relation of a position that reads the same words of its source in another way."""

Core = tuple[Any, bool]


def of_sources(record: Frequency | Threshold) -> list[Any]:
    """Return the positions that stand for their sources: no bands, cases, older versions or second readings."""
    return [position for position in record.positions if position.relation == SOURCE]


def core_of(position: Position) -> Core:
    """Return what a position comes to: its number or period, None if it gives none, and whether it leaves the choice.

    一般每季度 and 每季度 come to the same; 应当 and 可以 do not.
    """
    value: Any = None
    if isinstance(position, FrequencyPosition):
        counted = position.times is not None or position.per not in UNCOUNTED
        value = (position.per, position.times) if counted else None
    elif isinstance(position, ThresholdPosition):
        value = position.value or position.number
    return value, position.modality in OPTIONAL


def sources_differ(record: Frequency | Threshold) -> bool:
    """Tell whether two sources come to something different on the same thing."""
    found = of_sources(record)
    if len({position.source for position in found}) < 2:
        return False
    first = core_of(found[0])
    return any(core_of(position) != first for position in found)
