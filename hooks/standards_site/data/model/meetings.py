"""Kinds of meeting and what may be on their agenda: who comes, in which order it goes, which papers are needed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..record import FormId, Id, Key, Name, NameOrNone, ProcedureId, Record, Ref, Text, TextOrNone

TopicId = Annotated[str, Ref("topic")]


class OrderLine(Record):
    """A line of the order of a meeting: a step of a procedure, or with a title a line of ours."""

    procedure: ProcedureId | None = None
    step: Key | None = None
    title: NameOrNone = ""
    says: TextOrNone = ""
    """What the host says then, in our words: of the procedure only, never of what is discussed.

    {expected}, {entitled} and {seats} are numbers that the page fills in once it knows them.
    """


class _Agenda(Record):
    vote: Key | None = None
    """What the calculator of votes calls it, if it is voted on."""
    present: tuple[OrderLine, ...] = ()
    """Who is to be there."""
    notice: TextOrNone = ""
    """A sentence for the notice."""
    forms: tuple[FormId, ...] = ()
    ticks: NameOrNone = ""
    """The box that is ticked for it on the papers that have one."""


class MeetingKind(_Agenda):
    """A kind of meeting."""

    id: Id
    title: Name
    about: Text
    order: Annotated[int, Field(ge=1, le=99)]
    called: Literal["members", "committee", "group"]
    """Who is called: of them the page knows how many they are, if 我的支部 does."""
    topics: Annotated[tuple[TopicId, ...], Field(min_length=1)]
    """What may be on its agenda; the first stands on it until something is chosen."""
    opening: tuple[OrderLine, ...] = ()
    closing: tuple[OrderLine, ...] = ()


class AgendaTopic(_Agenda):
    """What may be on the agenda of a meeting."""

    id: Id
    title: Name
    order: Annotated[int, Field(ge=1, le=99)]
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1)]
    instead_of: tuple[FormId, ...] = ()
    """Forms of the meeting that are not needed where nothing else is on the agenda."""
    around: tuple[FormId, ...] = ()
    """What goes up before the meeting and after it."""
