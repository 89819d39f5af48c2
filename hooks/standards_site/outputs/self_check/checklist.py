"""One small page per branch: readable and printable as it is, fillable when its script runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ...branch.checks import Finding, findings, unchecked, value_words
from ...data.load import StandardsData
from ...data.model import Branch, Catalog, Item, RetiredItem, Unit
from ...in_force.conditions import facts_words
from ...in_force.resolve import Resolved, ResolvedItem, rulings
from ..links import (
    Links,
    Place,
    catalog_data_path,
    check_path,
    checklist_path,
    plan_path,
    print_path,
    script_path,
    style_path,
)
from ..output import Context, Output
from ..shared_words import WORDS
from ..words import record_titles

_STANDARDS = "var STANDARDS = window.STANDARDS || {};\n"


def checklists(context: Context) -> Iterator[Output]:
    """Yield a page per branch and standard, and the texts that all branches share, by standard and of all standards."""
    data = context.data
    shared = {catalog.id: _shared_texts(context, catalog) for catalog in data.catalogs.values()}
    for name, text in shared.items():
        yield Output(catalog_data_path(name), _STANDARDS + text)
    yield Output(Place.CATALOGS, _STANDARDS + "".join(shared.values()))
    for unit, branch in data.branches().values():
        for catalog in context.standards.catalogs(branch.facts.kind):
            path = checklist_path(data, branch.id, catalog)
            resolved = context.standards.of_branch(branch, catalog)
            links = context.links("../" * path.count("/"))
            view = _view(data, links, unit, branch, resolved)
            yield Output(path, context.render("branch/checklist.html.j2", links, view))


def _view(data: StandardsData, links: Links, unit: Unit, branch: Branch, resolved: Resolved) -> dict[str, Any]:
    return {
        "style": links.to(style_path("checklist")),
        "scripts": [
            links.to(path)
            for path in (catalog_data_path(resolved.catalog.id), Place.SITE_SCRIPT, script_path("self-check"))
        ],
        "standing": data.vocabulary.standing[resolved.catalog.standing].meaning,
        "print_href": links.to(print_path(check_path(resolved.catalog.id, branch.id))),
        "plan_href": links.to(plan_path(branch.id)),
        # a page this small has room for the print pages only; they lead on to the files
        "forms": [
            {"text": form["text"], "href": form["papers"][0]["href"]}
            for form in branch_forms(links, branch.id, resolved.catalog.id)
        ],
        "unit": unit.name,
        "branch": branch,
        "catalog": resolved.catalog,
        "facts": facts_words(data, branch.facts),
        "findings": [_finding(data, links, finding) for finding in findings(data, resolved)],
        "unchecked": "、".join(unchecked(data, branch.facts)),
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "items": [_line(links, entry) for entry in resolved.items if entry.item.area == area.id],
            }
            # not the catalog's areas: an item that a local rule adds stands in an area of another catalog
            for area in dict.fromkeys(data.area_of(entry.item) for entry in resolved.items)
        ],
        "left": [
            {"id": item.id, "title": item.title, "href": links.item(item.id), "reason": why.reason}
            for item, why in resolved.left_items
        ],
        "count": len(resolved.items),
    }


def branch_forms(links: Links, branch_id: str, catalog_id: str) -> list[dict[str, Any]]:
    """Return the forms that are made out for a branch, with where each is to be had; the check is by one standard."""
    return [
        {"text": form.title, "papers": links.papers(form, catalog_id, branch_id)}
        for form in links.data.forms.values()
        if form.for_branches
    ]


def _finding(data: StandardsData, links: Links, finding: Finding) -> dict[str, str]:
    label = data.label("checked_fact", finding.check.fact)
    return {
        "level": WORDS["to_do"] if finding.duty else "提示",
        "text": f"{finding.check.title}：{label} {value_words(finding.value)}。{finding.basis.text}",
        "basis": links.citation(finding.basis.position)["text"] if finding.basis.position else finding.basis.paper,
        "href": links.threshold(finding.check.threshold),
    }


def _line(links: Links, entry: ResolvedItem) -> dict[str, str]:
    return {
        "id": entry.item.id,
        "rev": str(entry.item.rev),
        "title": entry.item.title,
        "href": links.item(entry.item.id),
        "check": entry.item.check,
    }


def _shared_texts(context: Context, catalog: Catalog) -> str:
    """Return the standard as the self-check holds it; branch pages name their answers and items after it."""
    data = context.data
    links = context.links("")  # from the root of the site: each page knows how far below it lies
    items = checked_items(data, catalog)
    homes = dict.fromkeys([catalog.id, *(data.item_catalog[item.id] for item in items)])
    content = {
        "edition": data.edition.id,
        "id": catalog.id,
        "title": catalog.title,
        "answers": {value: entry.label for value, entry in data.vocabulary.answer.items()},
        "areas": [{"id": area.id, "title": area.title} for area in dict.fromkeys(data.area_of(item) for item in items)],
        "items": {item.id: _shared_item(data, links, item) for item in items},
        "retired": {entry.id: _shared_retired(links, entry) for home in homes for entry in data.catalog_retired(home)},
    }
    shown = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"STANDARDS[{json.dumps(catalog.id)}] = {shown};\n"


def checked_items(data: StandardsData, catalog: Catalog) -> list[Item]:
    """Return all items of a catalog, and those of others that some branch working by it has to answer with them."""
    kinds = [profile.id for profile in data.profiles.values() if profile.catalogs[0] == catalog.id]
    added = [entry for kind in kinds for _, ruling in rulings(data, kind) for entry in ruling.add]
    for _, branch in data.branches().values():
        if branch.facts.kind in kinds:
            added += branch.rules.add
    names = dict.fromkeys(entry.item for entry in added if not entry.requirement)
    guests = [data.items[name] for name in names if data.item_catalog[name] != catalog.id]
    return [*data.catalog_items(catalog.id), *guests]


def _shared_item(data: StandardsData, links: Links, item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "rev": item.rev,
        "area": item.area,
        "href": links.item(item.id),
        "met": item.judge.met if item.judge else "",
        "partly": item.judge.partly if item.judge else "",
        "unmet": item.judge.unmet if item.judge else "",
        "evidence": record_titles(data, item),
    }


def _shared_retired(links: Links, entry: RetiredItem) -> dict[str, Any]:
    return {
        "title": entry.title,
        "change": entry.change,
        "into": list(entry.into),
        "why": entry.why,
        "href": links.retired(entry),
    }
