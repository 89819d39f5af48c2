"""Frequencies and thresholds: what each source says of how often and how many."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    Amount,
    ConflictRow,
    Declared,
    FactRow,
    FormId,
    FrequencyId,
    Id,
    Key,
    Modality,
    Name,
    NameOrNone,
    Period,
    ProcedureId,
    Quoting,
    Record,
    Relation,
    Role,
    Seen,
    SourceId,
    Text,
    TextOrNone,
    ThresholdId,
)
from .conditions import Applies

OPTIONAL = ("may", "encouraged", "reference", "conditional")
"""The modalities that leave it to the branch."""
UNCOUNTED = ("as_needed", "once", "none")
"""The periods that say no number."""
TERM = "term"
"""The period from one election to the next."""
RELATIONS = ("source", "band", "case", "replaced", "version", "reading")


class Number(Record):
    """A number or range, in the unit of its record. Leave out what the source does not say."""

    exactly: Amount | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    more_than: Amount | None = None
    less_than: Amount | None = None


class Position(Record):
    """What one source says about a duty or a number, in our words, with its modality kept."""

    key: Key
    relation: Relation = "source"
    """What it is to the other positions of its record: only those of another source can differ from each other."""
    of: Key | None = None
    """The position it is a band, a case or another version of, or that came in its place."""
    source: SourceId
    clause: Name
    seen: Seen
    modality: Modality
    text: Text
    facts: tuple[FactRow, ...] = ()
    note: TextOrNone = ""
    by: Role | None = None
    """Who does it, where that is nobody of the branch: then it is no duty of the branch."""


class Months(Record):
    """Months of one year from `first` to `last`, both included."""

    first: Annotated[int, Field(ge=1, le=12)]
    last: Annotated[int, Field(ge=1, le=12)]


class SameNumber(Record):
    """The position of a frequency or of a threshold that recorded a number first."""

    frequency: FrequencyId | None = None
    threshold: ThresholdId | None = None
    position: Key
    gap: bool = False
    """The source says nothing of the number itself, which lies between two bounds: 超过 7 人 and 不足 7 人."""


class FrequencyPosition(Position):
    """A position on how often: `times` per `per`."""

    per: Period
    times: Number | None = None
    same: SameNumber | None = None
    """Where the number that the source gives once is recorded too, for another question."""
    distinct: bool = False
    """The source gives another number in the same place, which another record holds."""
    usual_months: Months | None = None
    """When a yearly duty usually falls, where the source names a season."""


class ThresholdPosition(Position):
    """A position on a number."""

    number: Number | None = None
    per: Period | None = None
    """In which period, of a number of times."""
    value: NameOrNone = ""
    """What it comes to in a few words, where that is no number."""
    base: Number | None = None
    """Of what the number is a share, in yuan, where the source lays down a number for each band of it."""
    same: SameNumber | None = None
    """Likewise; or the bound that ends where this one begins: 不足 3 名 and 3 名以上."""
    distinct: bool = False


class Adopted(Record):
    """Which position the handbook uses by default and why; no position means no nation-wide number exists."""

    position: Key | None = None
    why: Text


class Task(Record):
    """Where it is told how a duty is done: a procedure, or a step of it, or a form."""

    procedure: ProcedureId | None = None
    step: Key | None = None
    form: FormId | None = None


class _Compared(Record):
    id: Id
    title: Name
    about: Text
    summary: Quoting
    """The adopted answer in a few words, as shown in a glance box."""
    adopted: Adopted
    conflicts: tuple[ConflictRow, ...] = ()
    no_conflict: TextOrNone = ""
    """Why sources that differ are none of the known conflicts; required then."""
    notes: tuple[Text, ...] = ()


class Frequency(_Compared):
    """One recurring duty with every source's position on how often."""

    applies: Applies | None = None
    """Which branches have what the duty is about; taken over by every requirement that asks for it without a condition
    of its own."""
    task: Task | None = None
    positions: Annotated[tuple[FrequencyPosition, ...], Field(min_length=1)]

    def by_others(self, position: FrequencyPosition | None) -> bool:
        """Return whether the branch only has it done: by the position in force or, if there is none, by all."""
        return all(one.by for one in ([position] if position else self.positions))

    declares: tuple[Declared, ...] = ()


class Threshold(_Compared):
    """One number (members, months, hours, shares …) with every source's position on it."""

    unit: Name
    positions: Annotated[tuple[ThresholdPosition, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()
