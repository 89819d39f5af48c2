"""Slips as a committee hands them down."""

from __future__ import annotations

from typing import Any

from tests.builders.records import Record, answer, record

BRANCH = ("teacher-software", "软件工程教师党支部")


def slip_for(
    remarks: dict[str, str],
    *,
    day: str = "2026-11-30",
    state: str = "unmet",
    branch: tuple[str, str] = BRANCH,
    **changes: Any,
) -> Record:
    """Return a slip with these remarks."""
    items = {id_: answer(note=text, title=id_, v={"c-1": 1}) for id_, text in remarks.items()}
    whole = {"slip": answer(state, done_on=day, title="总的意见", v={"c-1": 1})}
    given = {"catalog": "slip.branch-34", "exported": {"day": day, "device": "c-1"}, **changes}
    return record(*branch, {**items, **whole}, **given)
