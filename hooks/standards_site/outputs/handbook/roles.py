"""One page per role, computed from items and procedures: where no record names a role, its page says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...data.load import StandardsData
from ...data.model import Item, Procedure, Step
from ...in_force.resolve import Settings
from ..links import Links
from ..output import Context
from ..words import record_title
from .items import frequency_texts
from .procedures import goes_to_view

_PARTS = (("responsible", "我负责"), ("supports", "我协助"), ("attends", "我参加"))


def role_view(data: StandardsData, in_force: Settings, links: Links, role: str) -> dict[str, Any]:
    """Return what a role must do, how often, with which form, on what basis, and what goes to it."""
    items = data.catalog_items(data.site.main_catalog)
    entry = data.vocabulary.role[role]
    groups = []
    for name, title in _PARTS:
        mine = [item for item in items if item.roles and role in getattr(item.roles, name)]
        if mine:
            groups.append({"title": title, "duties": [_duty(data, in_force, links, item) for item in mine]})
    return {
        "id": role,
        "title": entry.label,
        "about": entry.meaning,
        "href": links.role(role),
        "groups": groups,
        "receives": [
            {**goes_to_view(data, links, sent), "item": item.heading, "href": links.item(item.id)}
            for item in items
            for sent in item.goes_to
            if sent.to == role
        ],
        "steps": [
            {
                "procedure": procedure.title,
                "href": links.step(procedure.id, step.key),
                "text": f"{step.no} {step.title}",
                "limits": "；".join(limit.text for limit in step.limits),
                "papers": "、".join(
                    data.forms[paper.form].title if paper.form else paper.paper for paper in step.papers
                ),
            }
            for procedure, step in _steps(data)
            if role in step.who
        ],
        "mentions": [] if groups else _mentions(data, links, entry.label),
        "description": f"{entry.label}要做的事：多久一次、用哪张表、依据什么、交给谁",
    }


def shown_roles(context: Context) -> list[str]:
    """Return the roles that some item or procedure names, in the order of the vocabulary."""
    return context.data.derived(_named)


def _named(data: StandardsData) -> list[str]:
    named = {role for _, step in _steps(data) for role in step.who}
    for item in data.catalog_items(data.site.main_catalog):
        named |= {role for name, _ in _PARTS if item.roles for role in getattr(item.roles, name)}
        named |= {sent.to for sent in item.goes_to}
    requirements = [requirement.text for item in data.items.values() for requirement in item.requirements]
    return [
        role
        for role, entry in data.vocabulary.role.items()
        if role in named or any(entry.label in text for text in requirements)
    ]


def _steps(data: StandardsData) -> Iterator[tuple[Procedure, Step]]:
    """Yield the steps of all procedures that say who does what."""
    for procedure in data.procedures.values():
        if procedure.kind != "plan":
            yield from ((procedure, step) for stage in procedure.stages for step in stage.steps)


def _mentions(data: StandardsData, links: Links, label: str) -> list[dict[str, Any]]:
    """Return the requirements of any standard that name a role to which no duty is assigned."""
    return [
        {
            "text": requirement.text,
            "item": item.heading,
            "href": links.item(item.id),
            "cites": links.citations(requirement.cites),
        }
        for item in data.items.values()
        for requirement in item.requirements
        if label in requirement.text
    ]


def _duty(data: StandardsData, in_force: Settings, links: Links, item: Item) -> dict[str, Any]:
    sources = dict.fromkeys(cited.source for requirement in item.requirements for cited in requirement.cites)
    forms = {kept.form: record_title(data, kept) for kept in item.keep if kept.form}
    return {
        "text": item.heading,
        "href": links.item(item.id),
        "purpose": item.purpose,
        "frequency": "。".join(frequency_texts(in_force, item)) or "按需要办",
        "forms": [{"text": title, "href": links.form(form)} for form, title in forms.items()],
        "sources": [{"text": data.sources[name].short, "href": links.source(name)} for name in sources],
        "goes_to": [goes_to_view(data, links, sent) for sent in item.goes_to],
    }
