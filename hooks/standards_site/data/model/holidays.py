"""The days off work of a year, as the State Council lays them down: by them working days are counted."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..record import (
    Date,
    Name,
    Record,
)
from .sources import Citation

YEAR_PATTERN = r"^[0-9]{4}$"


class DaysOff(Record):
    """A holiday from its first day to its last, and the days of weekends that are worked for it."""

    title: Name
    first: Date
    last: Date
    works: tuple[Date, ...] = ()


class Holidays(Record):
    """The days off work of one year."""

    id: Annotated[str, Field(pattern=YEAR_PATTERN)]
    """The year."""
    title: Name
    days_off: Annotated[tuple[DaysOff, ...], Field(min_length=1)]
    cites: Annotated[tuple[Citation, ...], Field(min_length=1)]
