"""The id of what has a day: one for the pages, the records and the calendar files."""

from __future__ import annotations

KNOWN_BY = "handbook.invalid"
"""Ends every id in a calendar file: no address, so that nothing is there twice once the site has another."""
OWN_BRANCH = "my-branch"
"""Stands for a branch that a browser keeps: a script puts the id in its place that the branch's files have."""


def dated_id(thing: str, owner: str) -> str:
    """Return the id of a dated thing in calendar files: `<thing>.<owner>@<KNOWN_BY>`.

    `thing` is what pages have as `data-duty` and records as the name of a tick:

    - a duty: `<frequency>`, its regular series; one of its periods: `<frequency>.<period key>.<year>`
    - a day of the term: `<frequency of the elections>.<step>`
    - what a branch has added itself: `own.<number>.<year>`
    - a limit of somebody who is being developed: `<limit>.<code>`

    `owner` is the id of the branch (of one that a browser keeps, the id that its files have), or `profile-<kind>` for a
    kind of branch, so that the files of two branches go into one calendar. No day, number, position, record or address
    is part of it, so that the thing stays the same when one of these changes.
    """
    return f"{thing}.{owner}@{KNOWN_BY}"
