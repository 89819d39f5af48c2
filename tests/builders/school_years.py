"""The data as a university has it that has dated its year."""

from __future__ import annotations

from dataclasses import replace

from standards_site.data.load import StandardsData
from standards_site.data.model import PartyDay, SchoolCalendar, Semester

PLANNED = 2027


def with_local_rules(data: StandardsData) -> StandardsData:
    """Return the data with a fixed Party day and one duty by semester."""
    calendar = SchoolCalendar(
        year=PLANNED,
        party_day=PartyDay(frequency="theme-day", week=4, weekday="thursday"),
        semesters=(
            Semester(title="上", starts="2027-03-01", ends="2027-07-09"),
            Semester(title="下", starts="2027-09-06", ends="2028-01-14"),
        ),
    )
    congress = data.frequencies["branch-congress"]
    positions = (congress.positions[0].model_copy(update={"per": "semester"}), *congress.positions[1:])
    frequencies = {
        **data.frequencies,
        "branch-congress": congress.model_copy(update={"positions": positions}),
    }
    return replace(
        data,
        site=data.site.model_copy(update={"calendar": calendar}),
        records={**data.records, "frequency": frequencies},
    )
