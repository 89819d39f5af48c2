"""Explained words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    Declared,
    FactRow,
    Name,
    Record,
    Text,
    Word,
)
from .sources import Citation


class GlossaryTerm(Record):
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

    terms: Annotated[tuple[GlossaryTerm, ...], Field(min_length=1)]
    declares: tuple[Declared, ...] = ()
