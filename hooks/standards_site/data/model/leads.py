"""Where something leads to: one thing that has a place on the site."""

from __future__ import annotations

from typing import Literal

from ..record import (
    FormId,
    FrequencyId,
    ItemId,
    Key,
    LedgerId,
    ProcedureId,
    Record,
    Role,
    ThresholdId,
)


class LeadsTo(Record):
    """Exactly one of these: a record, or a requirement of an item, a step of a procedure, a calculator, a page."""

    item: ItemId | None = None
    requirement: Key | None = None
    procedure: ProcedureId | None = None
    step: Key | None = None
    frequency: FrequencyId | None = None
    threshold: ThresholdId | None = None
    form: FormId | None = None
    ledger: LedgerId | None = None
    role: Role | None = None
    calculator: Key | None = None
    choice: Key | None = None
    """What is chosen in the calculator, where that stands under a heading of its own."""
    page: (
        Literal["branches", "frequencies", "kept", "ledgers", "meeting", "my_branch", "people", "publish", "roll_up"]
        | None
    ) = None
