"""When an item, requirement or duty applies."""

from __future__ import annotations

from typing import Literal

from ..record import (
    BranchKind,
    Count,
    Record,
    TextOrNone,
)
from .sources import Citation


class Range(Record):
    """Whole numbers from `min` to `max`, both included; an absent bound is open."""

    min: Count | None = None
    max: Count | None = None


class Condition(Record):
    """Facts of a branch that must all hold. An empty condition always holds; write `when: always` then."""

    kinds: tuple[BranchKind, ...] = ()
    not_kinds: tuple[BranchKind, ...] = ()
    formal_members: Range | None = None
    probationary_members: Range | None = None
    mobile_members: Range | None = None
    graduating_members: Range | None = None
    overseas_members: Range | None = None
    candidates: Range | None = None
    committee: bool | None = None
    groups: bool | None = None
    leaders: bool | None = None
    rectification: bool | None = None


class Applies(Record):
    """When an item or requirement applies, and what a branch does otherwise."""

    when: Literal["always"] | Condition
    otherwise: TextOrNone = ""
    cites: tuple[Citation, ...] = ()
