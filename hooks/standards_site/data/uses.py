"""Which items and procedures a form serves: one record, quoted in many places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .load import StandardsData
from .model import Item, Procedure


@dataclass(frozen=True)
class Uses:
    """The items that keep a form and the procedures in which it is filled in."""

    items: tuple[Item, ...]
    procedures: tuple[Procedure, ...]


def uses_of(data: StandardsData, form_id: str) -> Uses:
    """Return what a form serves, in the order of the site."""
    items = [item for item in data.of("item").values() if any(kept.form == form_id for kept in item.keep)]
    procedures = [one for one in data.of("procedure").values() if form_id in _forms_of(one)]
    return Uses(tuple(items), tuple(procedures))


def _forms_of(procedure: Procedure) -> Iterator[str]:
    for stage in procedure.stages:
        for step in stage.steps:
            yield from (paper.form for paper in step.papers if paper.form)
