"""What every authored record is made of: strict types of values, marks of references and words, and how to walk it.

A field annotated with `Ref(kind)` holds the id of another record, one with `Word(list)` a value of a closed list in
`vocabulary.yaml`; rules find both by walking the records (`marked_values`), so a new field needs no new rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from .self_check import LIMITS
from .yaml_positions import YamlPath

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


def parts(record: Record, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Record]]:
    """Yield `record` and every record inside it, each with its path, in the order of the file."""
    yield path, record
    for name in _nested_fields(type(record)):
        yield from _parts_of(getattr(record, name), (*path, name))


@cache
def _nested_fields(model: type[Record]) -> list[str]:
    return [name for name, field in _fields(model).items() if field.nested]


def texts(record: Record) -> Iterator[tuple[YamlPath, str]]:
    """Yield the path and value of every text directly in `record` (not in the records inside it)."""
    for path, value, _ in _strings(record, marked=False):
        yield path, value


def prose(record: Record) -> Iterator[tuple[YamlPath, str]]:
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


def marked_values(record: Record) -> Iterator[tuple[YamlPath, Ref | Word, str]]:
    """Yield path, mark and value of every reference and vocabulary word directly in `record`."""
    for path, value, mark in _strings(record, marked=True):
        if mark is not None:
            yield path, mark, value


def field_marks(model: type[Record]) -> dict[str, Ref | Word | None]:
    """Return for each field of `model` what its values are marked as."""
    return {name: field.mark for name, field in _fields(model).items()}


@cache
def has_field(model: type[Record], name: str) -> bool:
    """Return whether records of `model` have a field; to look in a record for one that it lacks takes far longer."""
    return name in model.model_fields


@cache
def list_fields(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of `model` that hold lists."""
    return tuple(name for name, info in model.model_fields.items() if _holds_list(info.annotation))


@cache
def name_fields(model: type[Record]) -> frozenset[str]:
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


def _parts_of(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, Record]]:
    if isinstance(value, Record):
        yield from parts(value, path)
    elif isinstance(value, tuple):
        for index, child in enumerate(value):
            yield from _parts_of(child, (*path, index))
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _parts_of(child, (*path, key))


def _strings(record: Record, *, marked: bool) -> Iterator[tuple[YamlPath, str, Ref | Word | None]]:
    for name, mark in _fields_of_texts(type(record), marked):
        value = getattr(record, name)
        if isinstance(value, str):
            yield (name,), value, mark
        elif isinstance(value, tuple):
            for index, child in enumerate(value):
                if isinstance(child, str):
                    yield (name, index), child, mark


@cache
def _fields_of_texts(model: type[Record], marked: bool) -> list[tuple[str, Ref | Word | None]]:
    return [
        (name, field.mark)
        for name, field in _fields(model).items()
        if not field.nested and (field.mark is not None or not marked)
    ]


def _marks_in(annotation: Any) -> Iterator[Ref | Word]:
    if isinstance(annotation, type):
        return  # a model takes long to say that it has no marks
    yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref | Word))
    for argument in getattr(annotation, "__args__", ()):
        yield from _marks_in(argument)


def _holds_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(map(_holds_list, get_args(annotation)))


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Record)
    return any(_holds_records(argument) for argument in getattr(annotation, "__args__", ()))
