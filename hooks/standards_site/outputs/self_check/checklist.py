"""One small page per branch: readable and printable as it is, fillable when its script runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from ...branch.checks import Finding, findings, unchecked
from ...data.load import StandardsData
from ...data.model import Branch, Catalog, Item, Mistake, RetiredItem, Unit
from ...in_force.conditions import facts_words
from ...in_force.resolve import NO_RULING, Resolved, ResolvedItem, Standard, resolve, rulings
from ..links import (
    Links,
    Place,
    catalog_data_path,
    checklist_path,
    script_path,
    style_path,
)
from ..output import Context, Output, View
from ..shared_words import PARTS, RECTIFICATION, WORDS
from ..words import record_titles
from .elsewhere import elsewhere
from .year_standard import DONE, LEFT, year_standard

_STANDARDS = "var STANDARDS = window.STANDARDS || {};\n"


class WaysOn(Protocol):
    """Tells where that lies which a branch's page leads to."""

    def forms(self, links: Links, unit: Unit, branch: Branch, catalog: Catalog) -> list[dict[str, Any]]:
        """Return the forms that are made out for a branch."""

    def printed_check(self, links: Links, unit: Unit, branch: Branch, catalog: Catalog) -> str:
        """Return the print page of its check by a standard."""

    def plan(self, links: Links, unit: Unit, branch: Branch) -> str:
        """Return its year plan."""

    def year(self, links: Links, unit: Unit, branch: Branch) -> View:
        """Return what of its year stands on its own page."""


@dataclass(frozen=True)
class SharedParts:
    """Where the page of a check that branches share leads on to, as paths without whose they are."""

    sheet: str = ""
    """The print page of the check; empty if there is none."""
    year: View | None = None
    plan: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    """Texts and paths."""


def catalog_texts(context: Context) -> Iterator[Output]:
    """Yield the texts that all branches share, by standard and of all standards."""
    shared = {catalog.id: _shared_texts(context, catalog) for catalog in context.data.catalogs.values()}
    for name, text in shared.items():
        yield Output(catalog_data_path(name), _STANDARDS + text)
    year = _as_standard(year_standard(context))
    yield Output(Place.YEAR_STANDARD, _STANDARDS + year)
    yield Output(Place.CATALOGS, _STANDARDS + "".join([*shared.values(), year]))
    yield Output(Place.USUAL, f"var USUAL = {_as_script(_usual(context.data))};\n")
    yield Output(Place.ELSEWHERE, f"var ELSEWHERE = {_as_script(elsewhere(context.data))};\n")


def checklist(context: Context, ways: WaysOn, unit: Unit, branch: Branch, catalog: Catalog) -> Output:
    """Return the page of a branch and a standard."""
    data = context.data
    path = checklist_path(data, branch.id, catalog)
    links = context.links("../" * path.count("/"))
    standard = context.standards.for_branch(branch, catalog)
    # the items, which take most of the work, are not asked for
    found = findings(data, Resolved(standard, branch.facts, (), ()))
    is_own = catalog == context.standards.catalogs(branch.facts.kind)[0]
    year = ways.year(links, unit, branch) if is_own else None
    view = {
        **_view(context, links, unit, branch, standard),
        **_parts(branch, catalog, year),
        **_scripts(links, catalog, "self-check", year),
        "print_href": "" if is_own else ways.printed_check(links, unit, branch, catalog),
        "plan_href": ways.plan(links, unit, branch),
        # a page this small has room for the print pages only; they lead on to the files
        "forms": [
            {"text": form["text"], "href": form["papers"][0]["href"]}
            for form in ways.forms(links, unit, branch, catalog)
        ],
        "facts": facts_words(data, branch.facts),
        "findings": [_finding(data, links, finding) for finding in found],
        "unchecked": "、".join(unchecked(data, branch.facts)),
    }
    return Output(path, context.render("branch/checklist.html.j2", links, view))


def shared_checklist(
    context: Context, path: str, unit: Unit, branch: Branch, standard: Standard, shared: SharedParts
) -> Output:
    """Return the page of a standard for all branches to which the same applies."""
    links = context.links("../" * path.count("/"))
    view = {
        **_view(context, links, unit, branch, standard),
        **_parts(branch, standard.catalog, shared.year),
        **_scripts(links, standard.catalog, "shared-check", shared.year),
        "print_href": links.to(shared.sheet) if shared.sheet else "",
        "plan_href": links.to(shared.plan) if shared.plan else "",
        "forms": [{"text": text, "href": links.to(address)} for text, address in shared.forms],
        "unchecked": "",
        **dict.fromkeys(("facts", "findings"), ()),
    }
    return Output(path, context.render("branch/checklist.html.j2", links, view))


def _scripts(links: Links, catalog: Catalog, name: str, year: View | None) -> View:
    """Return what the page asks for at once, and of that what stands at its end."""
    # where the year stands its scripts come before: they bring what all other scripts need
    first = [] if year else [links.to(script_path("this-month"))]
    check = (catalog_data_path(catalog.id), Place.SITE_SCRIPT, script_path(name))
    last = [*first, *(links.to(path) for path in check)]
    return {"scripts": [*(year["scripts"] if year else ()), *last], "last_scripts": last}


def _parts(branch: Branch, catalog: Catalog, year: View | None) -> View:
    """Return what a page is called: a branch's own has its year as well, by another standard it is a check alone."""
    if year:
        return {"year": year, "heading": branch.name, "check_title": PARTS["check"]}
    return {"year": None, "heading": f"{branch.name}{PARTS['check']}", "check_title": catalog.title}


def _view(context: Context, links: Links, unit: Unit, branch: Branch, standard: Standard) -> View:
    data, catalog = context.data, standard.catalog
    kept: dict[tuple[str, ...], View] = data.derived(_lists_of_items)
    own_rules = branch.id if branch.rules != NO_RULING else ""
    key = (links.up, branch.facts.kind, own_rules, catalog.id, *standard.why_left(branch.facts))
    if key not in kept:
        kept[key] = _items_view(context, links, resolve(standard, branch.facts))
    return {
        "style": links.to(style_path("checklist")),
        "standing": data.vocabulary.standing[catalog.standing].meaning,
        "unit": unit.name,
        "branch": branch,
        "catalog": catalog,
        **kept[key],
    }


def _lists_of_items(_: StandardsData) -> dict[tuple[str, ...], View]:
    """Return where the lists are kept that many branches have: most of a page, made once."""
    return {}


def _items_view(context: Context, links: Links, resolved: Resolved) -> View:
    data = context.data
    areas = [
        {
            "id": area.id,
            "title": area.title,
            "items": [_line(links, entry) for entry in resolved.items if entry.item.area == area.id],
        }
        # not the catalog's areas: an item that a local rule adds stands in an area of another catalog
        for area in dict.fromkeys(data.area_of(entry.item) for entry in resolved.items)
    ]
    left = [
        {"id": item.id, "title": item.title, "href": links.item(item.id), "reason": why.reason}
        for item, why in resolved.left_items
    ]
    return {
        "areas": context.part("branch/_areas.html.j2", {"areas": areas}),
        "left": context.part("branch/_left.html.j2", {"left": left, "count": len(left)}),
        "count": len(resolved.items),
    }


def _finding(data: StandardsData, links: Links, finding: Finding) -> dict[str, str]:
    label = data.label("checked_fact", finding.check.fact)
    return {
        "level": WORDS["to_do"] if finding.duty else "提示",
        "text": f"{finding.check.title}：{label} {finding.value}。{finding.basis.text}",
        "basis": links.citation(finding.basis.position)["alone"] if finding.basis.position else finding.basis.paper,
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
        "judged": True,
        "done": DONE,
        "left": LEFT,
        "areas": [{"id": area.id, "title": area.title} for area in dict.fromkeys(data.area_of(item) for item in items)],
        "items": {item.id: _shared_item(data, links, item) for item in items},
        "retired": {entry.id: _shared_retired(links, entry) for home in homes for entry in data.catalog_retired(home)},
    }
    return _as_standard(content)


def _as_standard(content: dict[str, Any]) -> str:
    return f"STANDARDS[{json.dumps(content['id'])}] = {_as_script(content)};\n"


def _usual(data: StandardsData) -> dict[str, Any]:
    """Return the usual findings of every item that says how they are put right."""
    items = {item.id: [_usual_finding(mistake) for mistake in _put_right(item)] for item in data.items.values()}
    return {"labels": RECTIFICATION, "items": {name: found for name, found in items.items() if found}}


def _put_right(item: Item) -> list[Mistake]:
    return [mistake for mistake in item.mistakes if mistake.rectification]


def _usual_finding(mistake: Mistake) -> dict[str, str]:
    return {"text": mistake.text, **{name: getattr(mistake.rectification, name) for name in RECTIFICATION}}


def _as_script(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


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
        **({"usual": True} if _put_right(item) else {}),
    }


def _shared_retired(links: Links, entry: RetiredItem) -> dict[str, Any]:
    return {
        "title": entry.title,
        "change": entry.change,
        "into": list(entry.into),
        "why": entry.why,
        "href": links.retired(entry),
    }
