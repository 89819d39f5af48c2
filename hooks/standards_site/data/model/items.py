"""Standards: catalogs, areas, items with their requirements, and retired items."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    CatalogId,
    Declared,
    FactRow,
    FormId,
    FrequencyId,
    Id,
    ItemId,
    Key,
    LedgerId,
    Modality,
    Name,
    NameOrNone,
    Ordinal,
    Quoting,
    Record,
    Role,
    SourceId,
    Text,
    TextOrNone,
    ThresholdId,
    Word,
)
from ..self_check import LIMITS
from .conditions import Applies
from .sources import Citation

EQUAL, PART, OVERLAPS = LIKENESSES = ("equal", "part", "overlaps")


class Requirement(Record):
    """One checkable demand of an item, with its modality and citations."""

    key: Key
    text: Text
    short: TextOrNone = ""
    """The same in one sentence, for lists; a text that is longer than one needs it."""
    modality: Modality
    frequency: FrequencyId | None = None
    thresholds: tuple[ThresholdId, ...] = ()
    applies: Applies | None = None
    cites: tuple[Citation, ...] = ()


class Phase(Record):
    """A stage of the work (会前, 会中, 会后 …) with its steps in order."""

    title: Name
    steps: tuple[Text, ...]


class Kept(Record):
    """A record that the work leaves: a form of ours or another paper, where it is filed, and what it proves."""

    form: FormId | None = None
    paper: NameOrNone = ""
    """Name of a paper that is not one of our forms (a superior's reply, a printed notice)."""
    key_fields: tuple[Quoting, ...] = ()
    ledger: LedgerId
    proves: tuple[Key, ...] = ()
    """Keys of the requirements it proves."""


class Judge(Record):
    """How to tell met, partly and unmet apart."""

    met: Text
    partly: Text
    unmet: Text


class Rectification(Record):
    """How a finding is put right, as this handbook advises; `cites` where a source does or says so."""

    measure: Text
    """Who does what now, and what is done otherwise from now on."""
    proof: Text
    """Which record shows it, and what stands on it."""
    close_out: Text
    """The condition on which it may be closed."""
    cites: tuple[Citation, ...] = ()


class Mistake(Record):
    """A usual mistake, named by a source or, with `own`, by this handbook."""

    text: Text
    cites: tuple[Citation, ...] = ()
    own: bool = False
    rectification: Rectification | None = None


class Roles(Record):
    """Who does it, who helps, who takes part."""

    responsible: Annotated[tuple[Role, ...], Field(min_length=1)]
    supports: tuple[Role, ...] = ()
    attends: tuple[Role, ...] = ()


class GoesTo(Record):
    """Something that goes to another body: for approval, for the file, as a report, to be published."""

    act: Annotated[str, Word("act")]
    to: Role
    what: Text
    cites: tuple[Citation, ...] = ()
    own: bool = False


class Alike(Record):
    """What the item is to one of another catalog, written in one of the two; `why` is ours or what a source says."""

    item: ItemId
    how: Annotated[str, Word("likeness")]
    why: Text
    cites: tuple[Citation, ...] = ()
    own: bool = False


class Change(Record):
    """One line of an item's history."""

    rev: Ordinal
    edition: Name
    change: Annotated[str, Word("change")]
    why: TextOrNone = ""


class Item(Record):
    """One entry of a standard. A catalog that promises complete items also demands everything optional here."""

    id: Id
    rev: Ordinal
    area: Id
    title: Name
    official_name: NameOrNone = ""
    official_no: NameOrNone = ""
    purpose: TextOrNone = ""
    check: TextOrNone = ""
    """What to look at in a self-check, for every branch, in one sentence."""
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    how_to: tuple[Phase, ...] = ()
    keep: tuple[Kept, ...] = ()
    judge: Judge | None = None
    mistakes: tuple[Mistake, ...] = ()
    questions: tuple[Mistake, ...] = ()
    """Problems a source found, asked as questions for a self-check."""
    roles: Roles | None = None
    goes_to: tuple[GoesTo, ...] = ()
    applies: Applies
    notes: tuple[Text, ...] = ()
    related: tuple[ItemId, ...] = ()
    alike: tuple[Alike, ...] = ()
    facts: tuple[FactRow, ...] = ()
    history: Annotated[tuple[Change, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()

    @property
    def heading(self) -> str:
        """Return number and title, as it is named everywhere."""
        return f"{self.id} {self.title}"


class RetiredItem(Record):
    """An item that is no more. Its id keeps its address and is never given to another item."""

    id: Id
    catalog: CatalogId
    title: Name
    rev: Ordinal
    """The last one it had."""
    edition: Name
    """The first edition without it."""
    change: Annotated[str, Word("retirement")]
    into: tuple[ItemId, ...] = ()
    """The items of the same catalog that hold what it held."""
    why: Text

    @property
    def heading(self) -> str:
        """Return number and title, as it is named everywhere."""
        return f"{self.id} {self.title}"


class Retired(Record):
    """All retired items."""

    retired: tuple[RetiredItem, ...]


class Area(Record):
    """One area of a catalog; `items` is the promised number of items."""

    id: Id
    title: Name
    about: Text
    items: Annotated[int, Field(ge=1, le=LIMITS["items"])]
    facts: tuple[FactRow, ...] = ()

    @property
    def heading(self) -> str:
        """Return number and title, as it is named everywhere."""
        return f"{self.id} {self.title}"


class Catalog(Record):
    """A standard: areas and items, where it comes from and what standing it has."""

    id: Id
    title: Name
    short: Name
    about: Text
    origin: Text
    """Where the list comes from, shown above it."""
    scope: Text
    standing: Annotated[str, Word("standing")]
    source: SourceId | None = None
    items: Annotated[int, Field(ge=1, le=LIMITS["items"])]
    """The promised number of items."""
    complete: bool = False
    """Every item has purpose, how-to, records, judging, mistakes and roles."""
    date: NameOrNone = ""
    """When the list was made, as its source says; empty if it does not."""
    notes: tuple[Text, ...] = ()
    facts: tuple[FactRow, ...] = ()
    beside: tuple[CatalogId, ...] = ()
    """Catalogs shown beside this one on its page, kept apart."""
    item_pages: bool = False
    """Every item has its own page; otherwise they stand on the pages of areas, or of the catalog if it has one area."""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()

    @property
    def area_pages(self) -> bool:
        """Whether its items stand on the pages of their areas."""
        return len(self.areas) > 1 and not self.item_pages
