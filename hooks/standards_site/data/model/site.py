"""The edition and the publishing university."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..record import (
    GIT_BRANCH_PATTERN,
    NAME_LENGTH,
    WEEKDAY_PATTERN,
    Address,
    CatalogId,
    Date,
    EditionId,
    FrequencyId,
    Id,
    Name,
    Ordinal,
    Record,
    Text,
)
from .branches import (
    LocalRule,
)


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
    branch_files: Literal["page", "all", "none"] = "page"
    """What is made for each branch: a page and a calendar, with all else from files that branches share; files of its
    own; its calendar alone."""
    calendar: SchoolCalendar | None = None
    local_rules: tuple[LocalRule, ...] = ()
    """Rules of this university, each with a switch; off unless the university has laid them down."""
