"""What the search knows of the words that people type."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    FormId,
    Name,
    Record,
    Text,
    Word,
)
from .leads import LeadsTo

FOUND_KINDS = (
    "item",
    "requirement",
    "procedure",
    "step",
    "form",
    "frequency",
    "threshold",
    "term",
    "role",
    "calculator",
    "question",
    "ledger",
    "profile",
    "other",
    "source",
    "page",
    "rule",
)
"""The kinds of what can be found."""


class Near(Record):
    """Words that people take for each other and that are not the same: what is found by the other is shown apart."""

    typed: Name
    near: Name
    why: Text


class AskingWords(Record):
    """Words that say what kind of answer somebody wants; they are not looked for themselves unless they stay."""

    words: Annotated[tuple[Name, ...], Field(min_length=1)]
    kinds: Annotated[tuple[Annotated[str, Word("found_kind")], ...], Field(min_length=1)]
    stays: bool = False
    """Whether titles have these words too, so that they are looked for as well."""


class Called(Record):
    """What people call a form besides its title; several forms may be called the same."""

    form: FormId
    words: Annotated[tuple[Name, ...], Field(min_length=1)]


class Question(Record):
    """A question in the words in which people ask it, and the record that answers it."""

    ask: Name
    answer: LeadsTo


class SearchWords(Record):
    """All that the search goes by besides what stands on the pages."""

    same: tuple[Annotated[tuple[Name, ...], Field(min_length=2)], ...] = ()
    """Words for the same thing: who types one finds what is written with another. Numbers in them are no facts."""
    called: tuple[Called, ...] = ()
    near: tuple[Near, ...] = ()
    asking: tuple[AskingWords, ...] = ()
    left_out: tuple[Name, ...] = ()
    """Words that say nothing about what somebody looks for."""
    questions: tuple[Question, ...] = ()

    def form_names(self, form: str) -> tuple[str, ...]:
        """Return what people call the form."""
        return tuple(word for entry in self.called if entry.form == form for word in entry.words)
