"""Which items and procedures a form serves, one record quoted in many places, and which is needed before which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .load import StandardsData
from .model import Form, Item, Procedure


@dataclass(frozen=True)
class Uses:
    """The items that keep a form and the procedures in which it is filled in."""

    items: tuple[Item, ...] = ()
    procedures: tuple[Procedure, ...] = ()


def uses_of(data: StandardsData, form_id: str) -> Uses:
    """Return what a form serves, in the order of the site."""
    return data.derived(_uses).get(form_id, Uses())


def _uses(data: StandardsData) -> dict[str, Uses]:
    items: dict[str, list[Item]] = {}
    procedures: dict[str, list[Procedure]] = {}
    for item in data.items.values():
        for form_id in dict.fromkeys(kept.form for kept in item.keep if kept.form):
            items.setdefault(form_id, []).append(item)
    for procedure in data.procedures.values():
        for form_id in dict.fromkeys(forms_of_procedure(procedure)):
            procedures.setdefault(form_id, []).append(procedure)
    return {
        form_id: Uses(tuple(items.get(form_id, ())), tuple(procedures.get(form_id, ())))
        for form_id in [*items, *procedures]
    }


def forms_of_procedure(procedure: Procedure) -> Iterator[str]:
    """Yield the forms of a procedure in the order of its steps, one that is used twice twice."""
    for stage in procedure.stages:
        for step in stage.steps:
            yield from (paper.form for paper in step.papers if paper.form)


def in_order_of_use(data: StandardsData, forms: Iterable[Form], guide: str = "") -> list[Form]:
    """Return forms in the order in which they are needed.

    That is the order of the steps of the procedure `guide`, then of the procedures that use most of the forms, then of
    the items that keep them.
    """
    found = {form.id: form for form in forms}
    used = {
        procedure.id: [name for name in forms_of_procedure(procedure) if name in found]
        for procedure in data.procedures.values()
    }
    named = [name for one in sorted(used, key=lambda one: (one != guide, -len(set(used[one])))) for name in used[one]]
    named += [kept.form for item in data.items.values() for kept in item.keep if kept.form in found]
    return [found[name] for name in dict.fromkeys([*named, *found])]
