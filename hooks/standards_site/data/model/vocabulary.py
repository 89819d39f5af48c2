"""The closed lists."""

from __future__ import annotations

from typing import Annotated

from ..record import (
    Key,
    Name,
    NameOrNone,
    Needs,
    Record,
    Text,
)
from ..self_check import STATUSES
from .branches import (
    CHECKED_FACTS,
)
from .differences import CONFLICT_PLACES
from .forms import FIELD_KINDS, ROW_PARTS
from .items import LIKENESSES
from .numbers import (
    OPTIONAL,
    RELATIONS,
    TERM,
    UNCOUNTED,
)
from .search import FOUND_KINDS
from .sources import NATIONAL


class Entry(Record):
    """A value of a closed list: how it is shown and what it means."""

    label: Name
    meaning: Text


class LikenessWord(Entry):
    """What an item is to another one; `back` is what that one is to it, where that is something else."""

    back: NameOrNone = ""


class ProcedureKind(Entry):
    """A kind of procedure."""

    sample: bool = False
    """Each is one body's own way, listed apart from what every branch does."""


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
    procedure_kind: Annotated[dict[Key, ProcedureKind], Needs(("plan", "guide"))]
    checked_fact: Annotated[dict[Key, Entry], Needs(CHECKED_FACTS, only=True)]
    aspect: dict[Key, Entry]
    field_kind: Annotated[dict[Key, Entry], Needs(FIELD_KINDS, only=True)]
    row_source: Annotated[dict[Key, Entry], Needs(tuple(ROW_PARTS), only=True)]
    occasion: dict[Key, Entry]
    pack: dict[Key, Entry]
    found_kind: Annotated[dict[Key, Entry], Needs(FOUND_KINDS, only=True)]
    likeness: Annotated[dict[Key, LikenessWord], Needs(LIKENESSES, only=True)]
    number_names: tuple[Name, ...] = ()
    """Names that have a number in them which is no fact's number, such as 三会一课."""


CLOSED_LISTS = tuple(name for name in Vocabulary.model_fields if name != "number_names")
"""The lists of vocabulary.yaml whose values the records use."""


def needed_words(name: str) -> tuple[str, ...]:
    """Return the words of a list of vocabulary.yaml that the program goes by."""
    return tuple(
        word for mark in Vocabulary.model_fields[name].metadata if isinstance(mark, Needs) for word in mark.words
    )
