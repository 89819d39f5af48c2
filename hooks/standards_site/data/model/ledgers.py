"""Ledgers (台账) and the documents in them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    Declared,
    FactRow,
    Id,
    Key,
    Name,
    Ordinal,
    Record,
    Role,
    Text,
    TextOrNone,
)
from .sources import Citation


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
