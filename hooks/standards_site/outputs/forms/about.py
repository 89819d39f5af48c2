"""What is told of a form beside its paper: on what it rests, what it proves, which things it is used for."""

from __future__ import annotations

from collections.abc import Iterator

from ...data.model import Form, Item, Kept, Step
from ...data.uses import uses_of
from ..links import Links, print_path, sheet_path, style_path
from ..output import Context, Output, View
from ..words import in_a_list
from .sheet import PERSONAL, PRINTED_ABOVE


def about_view(links: Links, form: Form) -> View:
    """Return what is told of a form."""
    data = links.data
    served = uses_of(data, form.id)
    kept = [(item, kept) for item in served.items for kept in item.keep if kept.form == form.id]
    ledgers = list(dict.fromkeys(one.ledger for _, one in kept))
    return {
        "occasions": "、".join(data.label("occasion", occasion) for occasion in form.occasions),
        "own": form.own,
        "cites": links.citations(form.cites),
        "personal": PERSONAL if form.personal_data else "",
        "uses": [
            kept_view(links, item, one) | {"filed": data.ledgers[one.ledger].title if len(ledgers) > 1 else ""}
            for item, one in kept
        ],
        "ledgers": [{"text": data.ledgers[name].title, "href": links.ledger(name)} for name in ledgers],
        "procedures": [
            {"text": procedure.title, "href": links.step(procedure.id, steps[0].key)}
            for procedure in served.procedures
            if (steps := [step for stage in procedure.stages for step in stage.steps if _uses(step, form)])
        ],
        "sheets": list(_of_other_standards(links, form)),
    }


def _uses(step: Step, form: Form) -> bool:
    return any(paper.form == form.id for paper in step.papers)


def _of_other_standards(links: Links, form: Form) -> Iterator[View]:
    """Yield the print pages of a check by each standard; nothing of a form that is made once."""
    if form.rows and form.rows.source == "items":
        for catalog in links.data.catalogs.values():
            yield {"text": catalog.title, "href": links.to(print_path(sheet_path(form, catalog.id)))}


def kept_view(links: Links, item: Item, kept: Kept) -> View:
    """Return one item that a record serves: where the record is filed and, in short, which requirements it proves."""
    proved = [requirement for requirement in item.requirements if requirement.key in kept.proves]
    return {
        "id": item.id,
        "text": item.heading,
        "href": links.item(item.id),
        "ledger": {"text": links.data.ledgers[kept.ledger].title, "href": links.ledger(kept.ledger)},
        "count": len(proved),
        "proves": "。".join(in_a_list(requirement).rstrip("。") for requirement in proved),
    }


def printed_above(context: Context) -> Iterator[Output]:
    """Yield the page of every form that the province prints, which has no paper: how it is filled in."""
    data, links = context.data, context.links("../")
    for form in data.forms.values():
        if form.guidance_only:
            parts = (("表头", form.header), ("每行", form.columns), ("落款", form.signatures))
            view = {
                "style": links.to(style_path("record")),
                "title": form.title,
                "purpose": form.purpose,
                "printed_above": PRINTED_ABOVE,
                "notes": form.notes,
                "parts": [
                    {
                        "label": label,
                        "names": "、".join(f"{field.name}*" if field.must else field.name for field in fields),
                    }
                    for label, fields in parts
                    if fields
                ],
                "about": about_view(links, form),
            }
            path = print_path(sheet_path(form, ""))
            yield Output(
                path, context.render("forms/printed-above.html.j2", links, view), data.file_of("form", form.id)
            )
