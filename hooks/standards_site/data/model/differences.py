"""The known conflicts between sources."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    ConflictRow,
    Declared,
    FrequencyId,
    Key,
    Name,
    Record,
    Text,
    ThresholdId,
    Word,
)
from .numbers import (
    Position,
)

CONFLICT_PLACES = ("record", "across", "inside")


class DifferingPosition(Position):
    """What one source says on a matter that is neither a frequency nor a number."""


class RowsOfConflict(Record):
    """The positions of one frequency or threshold that a conflict is about, where the record says more."""

    frequency: FrequencyId | None = None
    threshold: ThresholdId | None = None
    positions: Annotated[tuple[Key, ...], Field(min_length=1)]


class Difference(Record):
    """One of the known conflicts between sources (C01–C32)."""

    id: ConflictRow
    title: Name
    frequencies: tuple[FrequencyId, ...] = ()
    thresholds: tuple[ThresholdId, ...] = ()
    """Records that hold the positions; `positions` is for conflicts that are in none."""
    only: tuple[RowsOfConflict, ...] = ()
    """Of a record named here only these positions are shown; of all others every one."""
    lies: Annotated[str, Word("conflict_place")] = "record"
    """Where the parties to it stand: sources in each record, sources in different records, or one source alone."""
    positions: tuple[DifferingPosition, ...] = ()
    adopted: Text
    """Which way the handbook goes and why."""


class Differences(Record):
    """All known conflicts."""

    differences: Annotated[tuple[Difference, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()
