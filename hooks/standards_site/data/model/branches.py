"""Branches: facts, checks of them, kinds of branch, and what universities, kinds and branches decide."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..record import (
    BranchKind,
    CatalogId,
    Count,
    Date,
    Declared,
    FrequencyId,
    Id,
    ItemId,
    Key,
    Name,
    Ordinal,
    Period,
    Record,
    Text,
    TextOrNone,
    ThresholdId,
    Word,
)
from .conditions import Condition
from .items import (
    Requirement,
)
from .numbers import (
    Number,
)
from .sources import Citation


class BranchFacts(Record):
    """What a branch says about itself. Counts are numbers of members."""

    kind: BranchKind
    formal_members: Count
    probationary_members: Count
    committee: bool
    groups: bool
    leaders: bool
    mobile_members: Count
    graduating_members: Count
    overseas_members: Count
    candidates: Count
    rectification: bool
    committee_size: Count | None = None
    units_covered: Count | None = None
    term_start: Date | None = None
    """Asked as follow-ups; what is not given is not checked. A term starts on the day that program.yaml names."""


CHECKED_FACTS = ("formal_members", "members", "committee_size", "units_covered", "term_years")
"""What a check can look at: facts of a branch, or what follows from them."""


class BranchCheck(Record):
    """A number that the facts of a branch must satisfy, taken from a position of a threshold."""

    key: Key
    title: Name
    when: Condition
    fact: Annotated[str, Word("checked_fact")]
    threshold: ThresholdId
    position: Key | None = None
    """The position whose number is checked; the adopted one unless another is named."""
    bound: Literal["at_least", "at_most", "less_than"]
    basis: Key | None = None
    """The position that says so, quoted to the reader; its modality decides between a duty and a hint. Likewise."""
    hint: bool = False
    """Only a hint, although the basis does not say 一般; the notes of the check's title say why."""


class BranchChecks(Record):
    """All checks of branch facts."""

    checks: Annotated[tuple[BranchCheck, ...], Field(min_length=1)]


class Adoption(Record):
    """Another position of a frequency or threshold, taken instead of the one the handbook adopts."""

    frequency: FrequencyId | None = None
    threshold: ThresholdId | None = None
    position: Key
    why: Text


class Stricter(Record):
    """A number of one's own that is stricter than the one in force; `basis` names the local paper that says so."""

    frequency: FrequencyId | None = None
    threshold: ThresholdId | None = None
    per: Period | None = None
    times: Number | None = None
    number: Number | None = None
    text: Text
    basis: Text


class Exclusion(Record):
    """An item, or one requirement of it, that does not apply, with the reason and its citation."""

    item: ItemId
    requirement: Key | None = None
    reason: Text
    otherwise: TextOrNone = ""
    cites: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Addition(Record):
    """An item of another catalog that applies too, or a requirement added to an item."""

    item: ItemId
    requirement: Requirement | None = None
    why: Text


class Ruling(Record):
    """What a university, a profile or a branch decides on top of the standard. It may tighten, never loosen."""

    adopt: tuple[Adoption, ...] = ()
    stricter: tuple[Stricter, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    add: tuple[Addition, ...] = ()


class LocalRule(Ruling):
    """A rule of the publishing university; in force only when it is switched on."""

    key: Key
    title: Name
    on: bool
    kinds: tuple[BranchKind, ...] = ()
    """For which kinds of branch; empty: for all."""


class Profile(Ruling):
    """A kind of branch: the catalogs it works by, the first one being its own standard, and what differs for it."""

    id: Id
    title: Name
    order: Ordinal
    meaning: Text
    about: Text
    catalogs: Annotated[tuple[CatalogId, ...], Field(min_length=1)]
    notes: tuple[Text, ...] = ()
    declares: tuple[Declared, ...] = ()


class Branch(Record):
    """A Party branch (the shipped ones are fictional)."""

    id: Id
    name: Name
    facts: BranchFacts
    rules: Ruling = Ruling()


class Unit(Record):
    """A secondary Party organisation with its branches; one file per unit."""

    id: Id
    name: Name
    branches: Annotated[tuple[Branch, ...], Field(min_length=1)]
