"""What maintainers author: one frozen pydantic model for each kind of YAML record.

A field annotated with `Ref(kind)` holds the id of another record, one with `Word(list)` a value of a closed list in
`vocabulary.yaml`; rules find both by walking the records (`marked_values`), so a new field needs no new rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from .limits import LIMITS, STATUSES

ID_PATTERN = r"^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$"
KEY_PATTERN = r"^[a-z][a-z0-9_]*$"
MONTH_PATTERN = r"^\d{4}-\d{2}$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
WEEKDAY_PATTERN = r"^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)$"
FACT_PATTERN = r"^F\d{1,2}-\d{3}$"
CONFLICT_PATTERN = r"^C\d{2}$"
DATE_OR_NONE_PATTERN = r"^(?:\d{4}-\d{2}-\d{2})?$"
ONE_LINE = r"^[^\r\n\x{85}\x{2028}\x{2029}]*$"
GIT_BRANCH_PATTERN = r"^[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*$"


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds the id of a record of `kind`."""

    kind: str


@dataclass(frozen=True)
class Word:
    """Marks a field whose value stands in the list `name` of vocabulary.yaml."""

    name: str


@dataclass(frozen=True)
class Needs:
    """Marks a list of vocabulary.yaml whose `words` the program goes by; with `only` it can do nothing with others."""

    words: tuple[str, ...]
    only: bool = False


@dataclass(frozen=True)
class Web:
    """Marks a field that holds an address of the web, or nothing."""


def _is_day(text: str) -> str:
    day = text and f"{text}-01"[:10]  # of a month the first
    try:
        real = not day or FIRST_YEAR <= date.fromisoformat(day).year <= LAST_YEAR
    except ValueError:
        real = False
    if not real:
        raise PydanticCustomError("no_such_day", "no such day")
    return text


def _is_written(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text


NAME_LENGTH, TEXT_LENGTH, KEY_LENGTH = LIMITS["name"], 1000, LIMITS["id"]
"""Characters at most: of what becomes a title, heading, entry or column; of any other text; of a key."""
FIRST_YEAR, LAST_YEAR = 1921, 2100

# what is longer the scripts do not know again after a reload: they have the same limits
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=LIMITS["id"])]
EditionId = Annotated[str, Field(min_length=1, max_length=LIMITS["id"], pattern=ONE_LINE)]
Key = Annotated[str, Field(pattern=KEY_PATTERN, max_length=KEY_LENGTH)]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH, pattern=ONE_LINE), AfterValidator(_is_written)]
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH, pattern=ONE_LINE), AfterValidator(_is_written)]
# a quote is three times as long as the words that it stands for; SHT4 holds those to the length of a name
Quoting = Annotated[str, Field(min_length=1, max_length=3 * NAME_LENGTH, pattern=ONE_LINE), AfterValidator(_is_written)]
TextOrNone = Annotated[str, Field(max_length=TEXT_LENGTH, pattern=ONE_LINE)]
NameOrNone = Annotated[str, Field(max_length=NAME_LENGTH, pattern=ONE_LINE)]
Date = Annotated[str, Field(pattern=DATE_PATTERN), AfterValidator(_is_day)]
DateOrNone = Annotated[str, Field(pattern=DATE_OR_NONE_PATTERN), AfterValidator(_is_day)]
Month = Annotated[str, Field(pattern=MONTH_PATTERN), AfterValidator(_is_day)]
Count = Annotated[int, Field(ge=0, le=9999)]
"""How many there are: members, places."""
Ordinal = Annotated[int, Field(ge=1, le=9999)]
"""The number of something that is counted from 1, or that there must be one of."""
Amount = Annotated[int | float, Field(ge=0, le=1_000_000)]
Millimetres = Annotated[int, Field(ge=20)]
Address = Annotated[str, Field(max_length=TEXT_LENGTH, pattern=ONE_LINE), Web()]
FactRow = Annotated[str, Field(pattern=FACT_PATTERN)]
ConflictRow = Annotated[str, Field(pattern=CONFLICT_PATTERN)]

SourceId = Annotated[str, Ref("source")]
FrequencyId = Annotated[str, Ref("frequency")]
ThresholdId = Annotated[str, Ref("threshold")]
LedgerId = Annotated[str, Ref("ledger")]
FormId = Annotated[str, Ref("form")]
ItemId = Annotated[str, Ref("item")]
CatalogId = Annotated[str, Ref("catalog")]
ProcedureId = Annotated[str, Ref("procedure")]

Modality = Annotated[str, Word("modality")]
Relation = Annotated[str, Word("relation")]
Seen = Annotated[str, Word("seen")]
Role = Annotated[str, Word("role")]
BranchKind = Annotated[str, Ref("profile")]
Period = Annotated[str, Word("period")]


class Record(BaseModel):
    """Base of everything authored: no conversion of types, no unknown keys, no change after loading."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Declared(Record):
    """Words in a text of the record whose number rests on other records, written by hand because a quote reads badly.

    `rests_on` names frequencies and thresholds, or positions of them: `term-years`, `term-years.zb`.
    """

    text: Text
    rests_on: Annotated[tuple[Name, ...], Field(min_length=1)]
    why: Text


class Citation(Record):
    """Where a fact comes from: a source, the clause in it, and whether anybody here saw the clause."""

    source: SourceId
    clause: Name
    seen: Seen
    because: TextOrNone = ""
    """Why a superseded source is cited all the same; required then."""
    modality: Modality | None = None
    """How strongly this source says it, where that is not what the citing record says; not needed where a position of a
    frequency or threshold it names says so."""


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


class Months(Record):
    """Months of one year from `first` to `last`, both included."""

    first: Annotated[int, Field(ge=1, le=12)]
    last: Annotated[int, Field(ge=1, le=12)]


class SameNumber(Record):
    """The position of a frequency or of a threshold that recorded a number first."""

    frequency: FrequencyId | None = None
    threshold: ThresholdId | None = None
    position: Key


class FrequencyPosition(Position):
    """A position on how often: `times` per `per`."""

    per: Period
    times: Number | None = None
    same: SameNumber | None = None
    """Where the number that the source gives once is recorded too, for another question."""
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


class Adopted(Record):
    """Which position the handbook uses by default and why; no position means no nation-wide number exists."""

    position: Key | None = None
    why: Text


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
    positions: Annotated[tuple[FrequencyPosition, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()


class Threshold(_Compared):
    """One number (members, months, hours, shares …) with every source's position on it."""

    unit: Name
    positions: Annotated[tuple[ThresholdPosition, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()


class Source(Record):
    """A document that facts are cited from."""

    id: Id
    title: Name
    short: Name
    called: NameOrNone = ""
    """What sentences call it, or whose it is: 西北师大, 讲稿."""
    also_called: tuple[Name, ...] = ()
    """Other names for it in sentences; several may be called the same: 条例."""
    issuer: NameOrNone
    number: NameOrNone
    date: NameOrNone
    """As the document gives it; empty if it gives none."""
    kind: Annotated[str, Word("source_kind")]
    status: Annotated[str, Word("source_status")]
    superseded_by: SourceId | None = None
    scope: Text
    """For whom it was written."""
    use: Text
    """What this handbook uses it for, and what not."""
    seen: Seen
    seen_note: Text
    confirmed: tuple[Name, ...] = ()
    """Clauses that were compared with the official text: wherever they are cited, they count as seen."""
    last_clause: Ordinal | None = None
    """Number of the last article, where the document is divided into numbered articles and the number is known."""
    notes: tuple[Text, ...] = ()

    @property
    def is_national(self) -> bool:
        """Return whether it holds for the whole country."""
        return self.kind in NATIONAL


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


class Mistake(Record):
    """A usual mistake, named by a source or, with `own`, by this handbook."""

    text: Text
    cites: tuple[Citation, ...] = ()
    own: bool = False


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
    """Every item has its own page; otherwise items stand on the catalog's page."""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()


class LedgerDocument(Record):
    """One document or record that belongs into a ledger."""

    key: Key
    title: Name
    about: TextOrNone = ""
    cites: tuple[Citation, ...] = ()
    own: bool = False
    facts: tuple[FactRow, ...] = ()


class Ledger(Record):
    """A category of files (台账)."""

    id: Id
    title: Name
    about: Text
    order: Ordinal
    keeper: tuple[Role, ...]
    """Who keeps it: this handbook's advice unless the notes say otherwise."""
    filed: Text
    filed_cites: tuple[Citation, ...] = ()
    documents: Annotated[tuple[LedgerDocument, ...], Field(min_length=1)]
    notes: tuple[Text, ...] = ()
    declares: tuple[Declared, ...] = ()


class FormField(Record):
    """A field of a form; `must` marks those a procedure depends on."""

    name: Quoting
    must: bool = False
    kind: Annotated[str, Word("field_kind")] = "text"
    choices: tuple[Name, ...] = ()
    """What a choice is made from."""
    share: Annotated[int, Field(ge=1, le=40)] | None = None
    """Width of a column in shares of the table; each kind has a usual one."""
    lines: Annotated[int, Field(ge=1, le=40)] | None = None
    """Height of a field of the heading in written lines; each kind has a usual one."""
    fills: TextOrNone = ""
    """The part of a row taken from the data that stands in this column."""


FIELD_KINDS = ("text", "long", "day", "time", "number", "choice", "tick", "serial")

ROW_PARTS = {
    "items": ("number", "title", "check", "evidence"),
    "documents": ("number", "title", "check", "basis"),
    "ledgers": ("number", "title", "keeper", "filed"),
    "steps": ("number", "title", "limits"),
    "plan": ("when", "title"),
    "given": ("title",),
}
"""What a row taken from each source can fill in."""


class FormRows(Record):
    """The rows of a form's table: those taken from the data, then blank ones."""

    source: Annotated[str, Word("row_source")] | None = None
    procedure: ProcedureId | None = None
    """Whose steps, where the rows are steps."""
    items: tuple[ItemId, ...] = ()
    """Whose duties, where the rows are those of the year plan."""
    given: tuple[Name, ...] = ()
    """Titles of rows written here."""
    blank: Annotated[int, Field(ge=0, le=60)] = 0
    lines: Annotated[int, Field(ge=1, le=20)] = 1
    """Height of a blank row in written lines."""


class Label(Record):
    """A label to be cut out and glued on: one for each row, with the fields of the heading under its title."""

    width: Annotated[Millimetres, Field(le=180)]
    """In millimetres."""
    height: Annotated[Millimetres, Field(le=250)]
    """In millimetres."""
    vertical: bool = False
    """Written from top to bottom, as on the spine of a box."""


class Form(Record):
    """A form: what it is for, its fields, and how it stands on paper."""

    id: Id
    title: Name
    purpose: Text
    edition: Name
    """The edition in which the form was last changed."""
    orientation: Literal["portrait", "landscape"] = "portrait"
    occasions: tuple[Annotated[str, Word("occasion")], ...] = ()
    """When somebody looks for it."""
    packs: tuple[Annotated[str, Word("pack")], ...] = ()
    """The zip files it is delivered in."""
    for_branches: bool = False
    """Made for every branch as well: with its name, its unit and only what applies."""
    body: tuple[Text, ...] = ()
    """The paragraphs of a letter or notice, with full-width low lines for what is filled in."""
    header: tuple[FormField, ...] = ()
    columns: tuple[FormField, ...] = ()
    rows: FormRows | None = None
    label: Label | None = None
    signatures: tuple[FormField, ...] = ()
    anonymous: bool = False
    """A ballot: nothing on it may lead to who filled it in."""
    personal_data: bool = False
    guidance_only: bool = False
    """The province prints it: the handbook explains how to fill it and offers no look-alike."""
    cites: tuple[Citation, ...] = ()
    own: bool = False
    notes: tuple[Text, ...] = ()
    declares: tuple[Declared, ...] = ()


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


class Paper(Record):
    """A paper of a step: one of our forms, or the name of another paper."""

    form: FormId | None = None
    paper: NameOrNone = ""


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


NATIONAL = ("regulation", "policy")
"""The kinds of source that hold for the whole country."""
OPTIONAL = ("may", "encouraged", "reference", "conditional")
"""The modalities that leave it to the branch."""
UNCOUNTED = ("as_needed", "once", "none")
"""The periods that say no number."""
TERM = "term"
"""The period from one election to the next."""
RELATIONS = ("source", "band", "case", "replaced", "version", "reading")
CONFLICT_PLACES = ("record", "across", "inside")


class Entry(Record):
    """A value of a closed list: how it is shown and what it means."""

    label: Name
    meaning: Text


class Vocabulary(Record):
    """The closed lists, each value explained. Values are the keys."""

    modality: Annotated[dict[Key, Entry], Needs(("must", "generally", "plain", *OPTIONAL))]
    relation: Annotated[dict[Key, Entry], Needs(RELATIONS, only=True)]
    conflict_place: Annotated[dict[Key, Entry], Needs(CONFLICT_PLACES, only=True)]
    seen: Annotated[dict[Key, Entry], Needs(("original", "second_hand", "recalled"))]
    source_kind: Annotated[dict[Key, Entry], Needs(NATIONAL)]
    source_status: Annotated[dict[Key, Entry], Needs(("superseded", "revised"))]
    standing: dict[Key, Entry]
    period: Annotated[dict[Key, Entry], Needs(("month", "quarter", "half_year", "semester", "year", TERM, *UNCOUNTED))]
    role: dict[Key, Entry]
    act: dict[Key, Entry]
    answer: Annotated[dict[Key, Entry], Needs(STATUSES, only=True)]
    change: Annotated[dict[Key, Entry], Needs(("wording", "stricter", "looser"))]
    retirement: Annotated[dict[Key, Entry], Needs(("split", "merged", "withdrawn"), only=True)]
    term_kind: dict[Key, Entry]
    procedure_kind: Annotated[dict[Key, Entry], Needs(("plan", "guide"))]
    checked_fact: Annotated[dict[Key, Entry], Needs(CHECKED_FACTS, only=True)]
    aspect: dict[Key, Entry]
    field_kind: Annotated[dict[Key, Entry], Needs(FIELD_KINDS, only=True)]
    row_source: Annotated[dict[Key, Entry], Needs(tuple(ROW_PARTS), only=True)]
    occasion: dict[Key, Entry]
    pack: dict[Key, Entry]
    number_names: tuple[Name, ...] = ()
    """Names that have a number in them which is no fact's number, such as 三会一课."""


CLOSED_LISTS = tuple(name for name in Vocabulary.model_fields if name != "number_names")
"""The lists of vocabulary.yaml whose values the records use."""


def needed_words(name: str) -> tuple[str, ...]:
    """Return the words of a list of vocabulary.yaml that the program goes by."""
    return tuple(
        word for mark in Vocabulary.model_fields[name].metadata if isinstance(mark, Needs) for word in mark.words
    )


class Term(Record):
    """A word or a named system that the handbook explains."""

    term: Name
    kind: Annotated[str, Word("term_kind")]
    meaning: Text
    named_only: bool = False
    """The sources give the name and not the content."""
    cites: tuple[Citation, ...] = ()
    facts: tuple[FactRow, ...] = ()


class Glossary(Record):
    """All explained words."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()


class Edition(Record):
    """The edition of the data: the only "now" a build knows."""

    id: EditionId
    date: Date
    rules_checked: Date
    schema_version: Ordinal


class PartyDay(Record):
    """The day of the month that the university has fixed for one monthly duty, such as the fourth Thursday."""

    frequency: FrequencyId
    week: Annotated[int, Field(ge=1, le=4)]
    weekday: Annotated[str, Field(pattern=WEEKDAY_PATTERN)]


class Semester(Record):
    """A semester, as the university's calendar dates it."""

    title: Name
    starts: Date
    ends: Date


class SchoolCalendar(Record):
    """What the year plans need to know of the university: the year, its semesters, its fixed day."""

    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    """The planned year; the one after the edition's if left out."""
    party_day: PartyDay | None = None
    """No fixed day: each branch picks its own."""
    semesters: tuple[Semester, ...] = ()


class Site(Record):
    """The publishing university. A fork edits this file and branches/ only."""

    id: Id
    """Under this name a browser keeps what people fill in: another one for each site, never changed afterwards."""
    university: Name
    site_name: Name
    site_url: Address = ""
    repository: Address = ""
    """Address of the repository; empty: pages show the file's path to copy instead of links."""
    repository_branch: Annotated[str, Field(pattern=GIT_BRANCH_PATTERN, max_length=NAME_LENGTH)] = "main"
    main_catalog: CatalogId
    fonts: tuple[Text, ...] = ()
    """Font files of the project, for characters that ours lack in the PDFs."""
    calendar: SchoolCalendar | None = None
    local_rules: tuple[LocalRule, ...] = ()
    """Rules of this university, each with a switch; off unless the university has laid them down."""


Path = tuple[str | int, ...]


def parts(record: Record, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Yield `record` and every record inside it, each with its path, in the order of the file."""
    yield path, record
    for name, field in _fields(type(record)).items():
        if field.nested:
            yield from _parts_of(getattr(record, name), (*path, name))


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the path and value of every text directly in `record` (not in the records inside it)."""
    for path, value, _ in _strings(record, marked=False):
        yield path, value


def prose(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield the texts directly in `record` that are no references and no words of the vocabulary."""
    for name in _prose_fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            yield (name,), value
        elif isinstance(value, tuple):
            yield from (((name, index), child) for index, child in enumerate(value) if isinstance(child, str))


@cache
def _prose_fields(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in _fields(model).items() if field.mark is None and not field.nested)


def marked_values(record: Record) -> Iterator[tuple[Path, Ref | Word, str]]:
    """Yield path, mark and value of every reference and vocabulary word directly in `record`."""
    for path, value, mark in _strings(record, marked=True):
        if mark is not None:
            yield path, mark, value


def marks_of(model: type[Record]) -> dict[str, Ref | Word | None]:
    """Return for each field of `model` what its values are marked as."""
    return {name: field.mark for name, field in _fields(model).items()}


@cache
def names_in(model: type[Record]) -> frozenset[str]:
    """Return the fields of `model` that hold names: no longer than a name, or than a quoting one."""
    return frozenset(name for name, info in model.model_fields.items() if _longest(info) in _LENGTHS_OF_NAMES)


_LENGTHS_OF_NAMES = (NAME_LENGTH, 3 * NAME_LENGTH)


def _longest(field: Any) -> int:
    """Return how long a text in a field, or in a list there, may be; 0 if that is not laid down."""
    marks = [*getattr(field, "metadata", ()), *getattr(field, "__metadata__", ())]
    inside = (*marks, *getattr(getattr(field, "annotation", field), "__args__", ()))
    return getattr(field, "max_length", None) or max(map(_longest, inside), default=0)


@dataclass(frozen=True)
class _Field:
    mark: Ref | Word | None
    nested: bool


@cache
def _fields(model: type[Record]) -> dict[str, _Field]:
    """Return for each field of `model` its mark and whether it holds records; worked out once per model."""
    found = {}
    for name, info in model.model_fields.items():
        marks = [mark for mark in info.metadata if isinstance(mark, Ref | Word)] or list(_marks_in(info.annotation))
        found[name] = _Field(marks[0] if marks else None, nested=_holds_records(info.annotation))
    return found


def _parts_of(value: Any, path: Path) -> Iterator[tuple[Path, Record]]:
    if isinstance(value, Record):
        yield from parts(value, path)
    elif isinstance(value, tuple):
        for index, child in enumerate(value):
            yield from _parts_of(child, (*path, index))
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _parts_of(child, (*path, key))


def _strings(record: Record, *, marked: bool) -> Iterator[tuple[Path, str, Ref | Word | None]]:
    for name, field in _fields(type(record)).items():
        if field.nested or (marked and field.mark is None):
            continue
        value = getattr(record, name)
        if isinstance(value, str):
            yield (name,), value, field.mark
        elif isinstance(value, tuple):
            for index, child in enumerate(value):
                if isinstance(child, str):
                    yield (name, index), child, field.mark


def _marks_in(annotation: Any) -> Iterator[Ref | Word]:
    yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref | Word))
    for argument in getattr(annotation, "__args__", ()):
        yield from _marks_in(argument)


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(_holds_records(argument) for argument in getattr(annotation, "__args__", ()))
