"""Forms: fields, rows, labels."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..record import (
    Declared,
    Id,
    ItemId,
    Millimetres,
    Name,
    ProcedureId,
    Quoting,
    Record,
    Text,
    TextOrNone,
    Word,
)
from .sources import Citation


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
