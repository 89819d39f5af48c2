"""Documents, and citations of their clauses."""

from __future__ import annotations

from typing import Annotated

from ..record import (
    Id,
    Modality,
    Name,
    NameOrNone,
    Ordinal,
    Record,
    Seen,
    SourceId,
    Text,
    TextOrNone,
    Word,
)


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


NATIONAL = ("regulation", "policy")
"""The kinds of source that hold for the whole country."""


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
