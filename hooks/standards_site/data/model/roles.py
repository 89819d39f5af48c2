"""What somebody in a role has to do, written by hand; what the other records say of the role is computed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import FrequencyId, Id, Name, Quoting, Record, Role, Text
from .leads import LeadsTo


class RoleLine(Record):
    """One act: what to do, when and with which paper, its numbers quoted; and where it is told in full."""

    text: Text
    frequency: FrequencyId | None = None
    """The duty that it is about: in which months it is due."""
    leads_to: Annotated[tuple[LeadsTo, ...], Field(min_length=1)]


class RolePart(Record):
    """Acts that belong to one time or one question."""

    title: Quoting
    lines: Annotated[tuple[RoleLine, ...], Field(min_length=1)]


class RoleGuide(Record):
    """The page of a role: what its reader looks for, in the order in which it is looked for."""

    id: Id
    role: Role
    """For whom it is written: the page has the address and the name of this word."""
    about: Text
    called: tuple[Name, ...] = ()
    """What else people in the role are called, or call themselves: the search finds the page by it."""
    is_meeting: bool = False
    """A meeting has a page like a role, but nobody is one: the home page does not ask for it."""
    parts: Annotated[tuple[RolePart, ...], Field(min_length=1)]
