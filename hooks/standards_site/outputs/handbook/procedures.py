"""Procedure pages: steps with people, papers and time limits; comparisons of procedures of one kind; guidance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...data.advice import ADVICE
from ...data.load import StandardsData
from ...data.model import GoesTo, Procedure, Step
from ..forms.meeting_pack import pack_of_procedure
from ..links import Links, Place
from ..words import is_marked
from .calculators import calculators_in_step, files_for
from .flow_picture import flow_view, is_dated, timeline_view
from .items import role_names

LEAD = 80
"""Characters that a step says at once; further sentences are folded. Ten of our procedures never needed more."""
_SENTENCE = re.compile(r"(?<=。)(?![”）])")


def procedure_view(data: StandardsData, links: Links, procedure: Procedure) -> dict[str, Any]:
    """Return everything a procedure page shows."""
    return {
        "id": procedure.id,
        "title": procedure.title,
        "href": links.procedure(procedure.id),
        "kind": data.label("procedure_kind", procedure.kind),
        "people": links.to(Place.PEOPLE) if procedure.id == data.program.people.procedure else "",
        "about": procedure.about,
        "origin": procedure.origin,
        "rule_version": procedure.rule_version,
        "effective_from": procedure.effective_from,
        "effective_note": procedure.effective_note,
        "stages": [
            {
                "title": stage.title,
                "dates": f"{stage.starts} 至 {stage.ends}" if stage.starts else "",
                "steps": [
                    _step(data, links, step) | {"calculators": calculators_in_step(links, procedure.id, step.key)}
                    for step in stage.steps
                ],
            }
            for stage in procedure.stages
        ],
        **files_for(place for place in data.program.calculator_places if place.procedure == procedure.id),
        "pack": pack_of_procedure(links, procedure.id),
        "aspects": [
            {"label": data.label("aspect", aspect.aspect), "text": aspect.text, "cites": links.citations(aspect.cites)}
            for aspect in procedure.aspects
        ],
        "items": [
            {"text": f"{name} {data.of('item')[name].title}", "href": links.item(name)} for name in procedure.items
        ],
        "notes": procedure.notes,
        "pictures": [
            {"class": "map-wide", **flow_view(procedure, width=690)},
            {"class": "map-narrow", **flow_view(procedure, width=330)},
        ],
        "timelines": [
            {"class": "map-wide", **timeline_view(procedure, width=690)},
            {"class": "map-narrow", **timeline_view(procedure, width=330)},
        ]
        if is_dated(procedure)
        else [],
    }


def _parted(text: str) -> tuple[str, str]:
    """Return the first sentences of a text, as many as are said at once, and the rest."""
    first, *later = _SENTENCE.split(text)
    while later and later[0] and len(first + later[0]) <= LEAD:
        first += later.pop(0)
    return first, "".join(later)


def _step(data: StandardsData, links: Links, step: Step) -> dict[str, Any]:
    text, more = _parted(step.text)
    return {
        "key": step.key,
        "no": step.no,
        "title": step.title,
        "text": text,
        "advises": ADVICE in text,
        "more": more,
        "more_advises": ADVICE in more,
        "modality": data.label("modality", step.modality),
        "modality_class": step.modality,
        "who": "、".join(part for part in (role_names(data, step.who), "、".join(step.units)) if part),
        "dates": step.ends and f"到 {step.ends}",
        "limits": [
            {
                "text": limit.text,
                "local": limit.local,
                "href": links.threshold(limit.threshold) if limit.threshold else "",
            }
            for limit in step.limits
        ],
        "papers": [
            {
                "text": data.forms[paper.form].title if paper.form else paper.paper,
                "href": links.form(paper.form) if paper.form else "",
            }
            for paper in step.papers
        ],
        "goes_to": [goes_to_view(data, links, entry) for entry in step.goes_to],
        "changed": step.changed,
        "unsure": step.unsure,
        "own": step.own,
        "must": step.modality == "must" and not step.own and is_marked(data, step.modality, step.text),
        "cites": links.citations_of(step),
        "grounds": (grounds := list(_grounds(data, links, step))),
        "has_grounds": bool(step.cites or grounds or step.changed or step.unsure),
    }


def _grounds(data: StandardsData, links: Links, step: Step) -> Iterator[dict[str, Any]]:
    """Yield what a limit or a way on of a step rests on, where that is more than the step itself does."""
    entries = [(limit.text, limit.cites) for limit in step.limits]
    entries += [(data.label("act", entry.act), entry.cites) for entry in step.goes_to]
    for of, cited in entries:
        if cited and cited != step.cites:
            yield {"of": of, "cites": links.citations(cited)}


def goes_to_view(data: StandardsData, links: Links, entry: GoesTo) -> dict[str, Any]:
    """Return what goes to another body, as shown."""
    return {
        "act": data.label("act", entry.act),
        "to": data.label("role", entry.to),
        "what": entry.what,
        "own": entry.own,
        "cites": links.citations(entry.cites),
    }


def compared_kinds(data: StandardsData) -> Iterator[str]:
    """Yield the kinds of which several procedures state aspects, so that a page can compare them."""
    for kind in data.vocabulary.procedure_kind:
        if sum(bool(procedure.aspects) for procedure in of_kind(data, kind)) > 1:
            yield kind


def of_kind(data: StandardsData, kind: str) -> list[Procedure]:
    """Return the procedures of a kind."""
    return [procedure for procedure in data.procedures.values() if procedure.kind == kind]


def comparison_of_kind(data: StandardsData, links: Links, kind: str) -> dict[str, Any]:
    """Return a table of the procedures of one kind, aspect by aspect; what a source does not say is said so."""
    procedures = [procedure for procedure in of_kind(data, kind) if procedure.aspects]
    rows = []
    for aspect, entry in data.vocabulary.aspect.items():
        cells = [
            {
                "title": procedure.title,
                "texts": [
                    {"text": found.text, "cites": links.citations(found.cites)}
                    for found in procedure.aspects
                    if found.aspect == aspect
                ],
            }
            for procedure in procedures
        ]
        if any(cell["texts"] for cell in cells):
            rows.append({"label": entry.label, "about": entry.meaning, "cells": cells})
    label = data.label("procedure_kind", kind)
    return {
        "title": f"{label}：各来源并排",
        "about": f"{data.vocabulary.procedure_kind[kind].meaning}各来源不合并，来源没有写的如实标出。",
        "heads": [{"text": procedure.title, "href": links.procedure(procedure.id)} for procedure in procedures],
        "rows": rows,
        "description": f"{label}：{'、'.join(procedure.title for procedure in procedures)}逐项对照",
    }


def guidance_view(data: StandardsData, links: Links, guidance_id: str) -> dict[str, Any]:
    """Return one month's guidance as shown."""
    guidance = data.guidance[guidance_id]

    def tasks(entries: Any) -> list[dict[str, Any]]:
        return [
            {
                "text": entry.text,
                "modality": data.label("modality", entry.modality),
                "modality_class": entry.modality,
                "marked": is_marked(data, entry.modality, entry.text),
                "items": [
                    {"text": f"{name} {data.of('item')[name].title}", "href": links.item(name)} for name in entry.items
                ],
                "cites": links.citations(entry.cites),
            }
            for entry in entries
        ]

    return {
        "id": guidance.id,
        "title": guidance.title,
        "href": links.guidance(guidance.id),
        "month": guidance.month,
        "issuer": guidance.issuer,
        "about": guidance.about,
        "time": guidance.time,
        "place": guidance.place,
        "theme": guidance.theme,
        "tasks": tasks(guidance.tasks),
        "requirements": tasks(guidance.requirements),
        "attachments": guidance.attachments,
        "notes": guidance.notes,
        "cites": links.citations(guidance.cites),
    }
