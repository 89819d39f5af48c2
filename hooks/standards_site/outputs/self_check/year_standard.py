"""The duties of a year as the self-check holds a standard: each is answered once in each of its periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ...branch.deadlines import term_steps
from ...branch.schedule import dated_periods, frequency_plans
from ...data.periods import PERIODS
from ...in_force.resolve import NO_RULING, Standard
from ..output import Context
from ..shared_words import WORDS

YEAR = "year"
"""Stands where records name a standard."""
OWN_ENTRIES = 20
"""What a branch can add of its own."""
DONE, LEFT = "met", "not_applicable"
"""The statuses of what is done, and of what is left out with a reason: of a duty, and of an item."""
ANSWERS = {DONE: "已办", LEFT: "这一期不办"}
LEAVABLE = ("generally", "may", "encouraged", "reference")
"""The modalities of rules that let a branch leave a duty out with a reason; by others only what does not apply."""
_TERM, _OWN = "term", "own"


def year_standard(context: Context) -> dict[str, Any]:
    """Return the duties of all kinds of branch, by `<frequency>.<period>`; the branch's own are `own.<number>`.

    It is the same every year: a record says which one it is of. `until` is the month in which a period ends.
    """
    items: dict[str, dict[str, Any]] = {}
    for standard in _standards(context):
        for plan in frequency_plans(context.data, standard):
            for first, last, key in dated_periods(plan):
                name = PERIODS[plan.per or ""].name_of(date.fromisoformat(first))
                # what reaches into the next year is not late in this one
                month = date.fromisoformat(last).month if first[:4] == last[:4] else 12
                items[f"{plan.frequency.id}.{key}"] = {
                    **_item(f"{plan.frequency.title}（{name}）", plan.per or ""),
                    "until": month,
                }
        for step in term_steps(context.data, standard.settings):
            items[step.id] = _item(step.title, _TERM)
    for number in range(1, OWN_ENTRIES + 1):
        items[f"{_OWN}.{number}"] = _item(f"{WORDS['own_duties']} {number}", _OWN)
    titles = {period: one.every for period, one in PERIODS.items()}
    titles |= {_TERM: WORDS["term_days"], _OWN: WORDS["own_duties"]}
    used = {item["area"] for item in items.values()}
    return {
        "edition": context.data.edition.id,
        "id": YEAR,
        "title": WORDS["whole_year"],
        "answers": ANSWERS,
        "judged": False,
        "done": DONE,
        "left": LEFT,
        "leavable": LEAVABLE,
        "areas": [{"id": area, "title": title} for area, title in titles.items() if area in used],
        "items": items,
        "quarters": PERIODS["quarter"].names,
        "retired": {},
    }


def _standards(context: Context) -> Iterator[Standard]:
    for kind in context.data.profiles:
        for catalog in context.standards.catalogs(kind):
            yield context.standards.of_kind(kind, catalog)
    for _, branch in context.data.branches().values():
        if branch.rules != NO_RULING:
            yield context.standards.for_branch(branch)


def _item(title: str, area: str) -> dict[str, Any]:
    # what was done stays done, whatever becomes of the standard
    return {"title": title, "area": area, "rev": 1, "evidence": []}
