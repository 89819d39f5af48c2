"""Procedures with their steps, and the guidance of a month."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    DateOrNone,
    Declared,
    FactRow,
    FormId,
    Id,
    ItemId,
    Key,
    Modality,
    Month,
    Name,
    NameOrNone,
    Record,
    Role,
    Text,
    TextOrNone,
    ThresholdId,
    Word,
)
from .items import (
    GoesTo,
)
from .sources import Citation


class Paper(Record):
    """A paper of a step: one of our forms, or the name of another paper."""

    form: FormId | None = None
    paper: NameOrNone = ""
    key: Key | None = None
    """By what it is known where a browser keeps whether it is there; a form is known by its id."""
    may_be_left: bool = False
    """Not missing where it is not there."""


class Limit(Record):
    """A time limit or number of a step; `local` marks a provincial or school limit (†)."""

    text: Text
    local: bool = False
    threshold: ThresholdId | None = None
    cites: tuple[Citation, ...] = ()


class Step(Record):
    """One step of a procedure. A step without citations is this handbook's advice and says so with `own`."""

    key: Key
    no: Name
    """Number as the source or convention counts it."""
    title: Name
    text: TextOrNone = ""
    modality: Modality = "plain"
    who: tuple[Role, ...] = ()
    units: tuple[Name, ...] = ()
    """Responsible bodies in the source's own names, where they are not roles of ours."""
    starts: DateOrNone = ""
    ends: DateOrNone = ""
    """ISO dates of a dated plan."""
    limits: tuple[Limit, ...] = ()
    papers: tuple[Paper, ...] = ()
    goes_to: tuple[GoesTo, ...] = ()
    changed: TextOrNone = ""
    """What is different from the earlier rule."""
    unsure: TextOrNone = ""
    """What a human still has to verify."""
    cites: tuple[Citation, ...] = ()
    own: bool = False
    facts: tuple[FactRow, ...] = ()


class Stage(Record):
    """A stage of a procedure with its steps in order; a dated plan gives ISO dates."""

    title: Name
    alternatives: bool = False
    """The steps are choices side by side, not a sequence: the picture draws no arrows."""
    starts: DateOrNone = ""
    ends: DateOrNone = ""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    facts: tuple[FactRow, ...] = ()


class Aspect(Record):
    """What a procedure says on one aspect, so that procedures of the same kind can be compared."""

    aspect: Annotated[str, Word("aspect")]
    text: Text
    cites: tuple[Citation, ...]
    facts: tuple[FactRow, ...] = ()


class Procedure(Record):
    """Ordered steps with people, papers and time limits."""

    id: Id
    title: Name
    kind: Annotated[str, Word("procedure_kind")]
    sample: bool = False
    """One body's own way of what other procedures of its kind say for every branch: listed apart from them."""
    about: Text
    origin: Text
    """Where the order of steps comes from and what standing it has."""
    rule_version: NameOrNone = ""
    effective_from: DateOrNone = ""
    """ISO date from which the rules hold for certain."""
    effective_earliest: DateOrNone = ""
    """ISO date from which they may hold, where another day is also named; empty if there is none."""
    effective_note: TextOrNone = ""
    """What is not settled about that date, shown beside it."""
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    aspects: tuple[Aspect, ...] = ()
    items: tuple[ItemId, ...] = ()
    """Items of any catalog that it serves."""
    notes: tuple[Text, ...] = ()
    facts: tuple[FactRow, ...] = ()
    declares: tuple[Declared, ...] = ()


class GuidanceTask(Record):
    """One task or requirement of a month's guidance."""

    key: Key
    text: Text
    modality: Modality = "plain"
    items: tuple[ItemId, ...] = ()
    cites: tuple[Citation, ...]
    facts: tuple[FactRow, ...] = ()


class MonthlyGuidance(Record):
    """What a school's organisation department asks of its branches in one month."""

    id: Id
    title: Name
    month: Month
    issuer: Text
    about: Text
    time: Text
    place: Text
    theme: Text
    tasks: Annotated[tuple[GuidanceTask, ...], Field(min_length=1)]
    requirements: tuple[GuidanceTask, ...]
    attachments: tuple[Text, ...] = ()
    cites: tuple[Citation, ...]
    notes: tuple[Text, ...] = ()
    facts: tuple[FactRow, ...] = ()
