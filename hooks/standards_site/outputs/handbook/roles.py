"""One page per role: what is written for it, then what items and procedures say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...branch.schedule import calendar_year, dated_periods, frequency_plans
from ...data.load import StandardsData
from ...data.model import Item, Procedure, RoleGuide, RolePart, Step
from ...in_force.resolve import Settings, standard_for
from ..links import Links
from ..output import Context
from ..words import record_title
from .items import frequency_texts
from .leads import lead_view
from .procedures import goes_to_view

_SHOWN = ("parts", "groups", "receives", "steps", "mentions")
_OPENED = 40
"""Up to how many lines what is computed stands unfolded, where nothing else is written for a role."""
_PARTS = (("responsible", "我负责"), ("supports", "我协助"), ("attends", "我参加"))


def role_view(context: Context, links: Links, role: str) -> dict[str, Any]:
    """Return what is written for a role, and all that the records say it must do and what goes to it."""
    data, in_force = context.data, context.standards.in_force
    items = data.catalog_items(data.site.main_catalog)
    entry, guide = data.vocabulary.role[role], data.role_guides.get(role)
    groups = []
    for name, title in _PARTS:
        mine = [item for item in items if item.roles and role in getattr(item.roles, name)]
        if mine:
            groups.append({"title": title, "duties": [_duty(data, in_force, links, item) for item in mine]})
    view = {
        "id": role,
        "title": entry.label,
        "about": guide.about if guide else entry.meaning,
        "href": links.role(role),
        "parts": [_part_view(links, part) for part in guide.parts] if guide else [],
        "plan": _plan(data, guide) if guide else None,
        "groups": groups,
        "receives": [
            {**goes_to_view(data, links, sent), "item": item.heading, "href": links.item(item.id)}
            for item in items
            for sent in item.goes_to
            if sent.to == role
        ],
        "steps": [
            {"title": procedure.title, "href": links.procedure(procedure.id), "steps": steps}
            for procedure in data.procedures.values()
            if procedure.kind != "plan" and (steps := _steps_of(links, procedure, role))
        ],
        "mentions": [] if groups else _mentions(data, links, entry.label),
        "description": f"{entry.label}要做的事：多久一次、用哪张表、交给谁",
    }
    return view | {"anchors": _anchors(view), "open": guide is None and _lines(view) <= _OPENED}


def _steps_of(links: Links, procedure: Procedure, role: str) -> list[dict[str, str]]:
    """Return the steps of a procedure that a role does."""
    forms = links.data.forms
    return [
        {
            "href": links.step(procedure.id, step.key),
            "text": f"{step.no} {step.title}",
            "limits": "；".join(limit.text for limit in step.limits),
            "papers": "、".join(forms[paper.form].title if paper.form else paper.paper for paper in step.papers),
        }
        for stage in procedure.stages
        for step in stage.steps
        if role in step.who
    ]


def _plan(data: StandardsData, guide: RoleGuide) -> dict[str, Any] | None:
    """Return the days of the duties that are written of, from which a script tells what this month is for."""
    asked = {line.frequency for part in guide.parts for line in part.lines if line.frequency}
    plans = frequency_plans(data, standard_for(data, data.main_catalog, None))
    duties = [
        {
            "id": plan.frequency.id,
            "title": plan.frequency.title,
            "summary": "",
            "href": "",
            "items": [],
            "per": plan.per,
            "fixed": plan.fixed or plan.per == "semester",
            "periods": [list(period) for period in dated_periods(plan)],
        }
        for plan in plans
        if plan.frequency.id in asked and plan.periods
    ]
    return {"year": calendar_year(data), "duties": duties, "deadlines": []} if duties else None


def _part_view(links: Links, part: RolePart) -> dict[str, Any]:
    lines = [
        {
            "text": line.text,
            "own_number": line.text in links.data.own_numbers,
            "duty": line.frequency or "",
            "leads": [lead_view(links, leads) for leads in line.leads_to],
        }
        for line in part.lines
    ]
    return {"title": part.title, "lines": lines}


def _lines(view: dict[str, Any]) -> int:
    """Return how many lines what is computed for a role takes."""
    within = [*(group["duties"] for group in view["groups"]), *(procedure["steps"] for procedure in view["steps"])]
    return sum(map(len, (*within, view["receives"], view["mentions"])))


def _anchors(view: dict[str, Any]) -> dict[str, str]:
    """Return the anchors of what is computed for a role, as they were when Markdown numbered its headings."""
    shown = [group["title"] for group in view["groups"]]
    shown += [name for name in ("receives", "steps", "mentions") if view[name]]
    return {name: f"_{place}" for place, name in enumerate(shown, 1)}


def roles_view(roles: list[dict[str, Any]], guides: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the page of all roles shows: those that something is written for first."""
    return {
        "written": [role for role in roles if role["parts"]],
        "others": [role for role in roles if not role["parts"]],
        "guides": guides,
    }


def shown_roles(context: Context) -> list[str]:
    """Return the roles that something is written for, or some item or procedure names, in the vocabulary's order."""
    return context.data.derived(_named)


def _named(data: StandardsData) -> list[str]:
    named = set(data.role_guides) | {role for _, step in _steps(data) for role in step.who}
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
    forms = {kept.form: record_title(data, kept) for kept in item.keep if kept.form}
    return {
        "text": item.heading,
        "href": links.item(item.id),
        "purpose": item.purpose,
        "frequency": "。".join(frequency_texts(in_force, item)) or "按需要办",
        "forms": [{"text": title, "href": links.form(form)} for form, title in forms.items()],
        "goes_to": [goes_to_view(data, links, sent) for sent in item.goes_to],
    }
