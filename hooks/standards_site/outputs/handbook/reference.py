"""Reference pages: comparisons, ledgers, forms, words, differences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...data.advice import split_advice
from ...data.load import DATA, StandardsData
from ...data.model import Difference, Position
from ...data.positions import sources_differ
from ..links import DAYS_OFF_PATH, Links, Place, script_path, style_path, term_anchor
from ..output import View
from ..shared_words import WORDS
from .comparisons import position_view, position_views
from .items import role_names

_KIND_NAMES = {
    "frequency": "频次",
    "threshold": WORDS["thresholds"],
    "ledger": "台账",
    "form": "表单",
    "procedure": "办事",
    "profile": "支部类型",
}
_FIXED_PAGES = {
    "differences": ("各来源的差异", Place.DIFFERENCES),
    "glossary": ("用语", Place.GLOSSARY),
    "branch_checks": ("我的支部", Place.MY_BRANCH),
    "holidays": ("放假和调休", DAYS_OFF_PATH),
}
"""Where the records are shown that have no place of their own."""


COMPARED = {
    "frequency": (
        "频次：多久一次",
        "每件经常要做的事，各个来源说多久一次，本站采用哪一种、为什么。",
        Place.FREQUENCIES,
    ),
    "threshold": (
        WORDS["thresholds"],
        "每个数字出自哪里，各个来源有什么不同，本站采用哪一种、为什么。",
        Place.THRESHOLDS,
    ),
}


def comparisons_view(links: Links, kind: str) -> View:
    """Return the list of all records of a kind, by area: what is adopted, and where sources differ."""
    data = links.data
    title, about, _ = COMPARED[kind]
    groups = [
        {
            "id": group_id,
            "title": group_title,
            "records": [
                {
                    "id": record.id,
                    "title": record.title,
                    "href": getattr(links, kind)(record.id),
                    "summary": record.summary,
                    "differs": sources_differ(record),
                }
                for record in (data.of(kind)[name] for name in names)
            ],
        }
        for group_id, group_title, names in _by_area(data, kind)
    ]
    return {"title": title, "about": about, "groups": groups, "description": about}


def _by_area(data: StandardsData, kind: str) -> list[tuple[str, str, list[str]]]:
    """Return the records of `kind` grouped by the area of the first item that uses them; unused ones come last."""
    main = data.main_catalog
    groups: dict[str, list[str]] = {area.id: [] for area in main.areas}
    rest = dict.fromkeys(data.of(kind))
    for item in data.catalog_items(main.id):
        for requirement in item.requirements:
            names = [requirement.frequency] if kind == "frequency" else list(requirement.thresholds)
            for name in names:
                if name in rest:
                    del rest[name]
                    groups[item.area].append(name)
    found = [(area.id, area.heading, groups[area.id]) for area in main.areas if groups[area.id]]
    return [*found, ("others", "只作对照", list(rest))] if rest else found


def ledgers_view(links: Links) -> View:
    data = links.data
    ledgers = sorted(data.ledgers.values(), key=lambda ledger: ledger.order)
    return {
        "style": style_path("quoted"),
        "scripts": [script_path("quoted")],
        "papers": [
            {"text": form.title, "href": links.form(form.id)}
            for form in data.forms.values()
            if form.rows and form.rows.source in ("ledgers", "documents")
        ],
        "ledgers": [
            {
                "id": ledger.id,
                "title": ledger.title,
                "about": ledger.about,
                "keeper": role_names(data, ledger.keeper),
                **_said_and_advice("filed", ledger.filed),
                "filed_cites": links.citations(ledger.filed_cites),
                "notes": ledger.notes,
                "documents": [
                    {
                        "title": document.title,
                        **_said_and_advice("about", document.about),
                        "own": document.own,
                        "cites": links.citations(document.cites),
                    }
                    for document in ledger.documents
                ],
                "items": [
                    {"text": item.heading, "href": links.item(item.id)}
                    for item in data.items.values()
                    if any(kept.ledger == ledger.id for kept in item.keep)
                ],
            }
            for ledger in ledgers
        ],
    }


def _said_and_advice(name: str, text: str) -> View:
    """Return a cited text in two: what the sources say, and what this handbook adds."""
    said, advice = split_advice(text)
    return {name: said, f"{name}_advice": advice}


def record_link(data: StandardsData, links: Links, kind: str, record_id: str) -> dict[str, str]:
    """Return the name and the address of a record; nothing if it is shown nowhere."""
    if kind == "source":
        return {"text": f"依据：{data.of(kind)[record_id].short}", "href": links.source(record_id)}
    if kind in _FIXED_PAGES:
        text, path = _FIXED_PAGES[kind]
        return {"text": text, "href": links.to(path)}
    record: Any = data.of(kind).get(record_id)
    if kind == "item":
        return {"text": record.heading, "href": links.item(record.id)}
    if kind in _KIND_NAMES:
        return {"text": f"{_KIND_NAMES[kind]}：{record.title}", "href": getattr(links, kind)(record.id)}
    if kind == "guidance":
        return {"text": f"月度指导：{record.title}", "href": links.guidance(record.id)}
    if kind == "role":
        return {"text": f"我是：{data.label('role', record.role)}", "href": links.role(record.role)}
    return {}


def glossary_view(links: Links) -> View:
    data = links.data
    lists = (
        ("情态：来源用的是哪个词", data.vocabulary.modality),
        ("口径之间的关系：比较的是不是同一件事", data.vocabulary.relation),
        ("看到方式：本站有没有看到原文", data.vocabulary.seen),
        ("来源的效力", data.vocabulary.source_status),
        ("来源的种类", data.vocabulary.source_kind),
        ("判定", data.vocabulary.answer),
        ("谁来做", data.vocabulary.role),
        ("周期", data.vocabulary.period),
        ("去向", data.vocabulary.act),
    )
    return {
        "groups": [
            {
                "title": entry.label,
                "about": entry.meaning,
                "terms": [
                    {
                        "term": term.term,
                        "anchor": term_anchor(term.term),
                        "meaning": term.meaning,
                        "named_only": term.named_only,
                        "cites": links.citations(term.cites),
                    }
                    for term in data.glossary.terms
                    if term.kind == kind
                ],
            }
            for kind, entry in data.vocabulary.term_kind.items()
        ],
        "lists": [{"title": title, "entries": list(entries.values())} for title, entries in lists],
    }


def differences_view(links: Links) -> View:
    """Return the list of every known conflict, and of how many documents they are."""
    documents, inside = set[str](), 0
    for difference in links.data.differences.differences:
        said_by = _documents_in(links.data, difference)
        documents |= said_by
        inside += len(said_by) == 1
    shown = [
        {
            "id": one.id,
            "title": one.title,
            "href": links.difference(one.id),
            "adopted": one.adopted,
        }
        for one in links.data.differences.differences
    ]
    counts = {"count": len(shown), "between": len(shown) - inside, "inside": inside}
    return {"differences": shown, "documents": len(documents), **counts}


def difference_views(links: Links) -> Iterator[View]:
    """Yield every known conflict with each source's position, what the handbook adopts and why."""
    data = links.data
    for difference in data.differences.differences:
        records = [("frequency", name) for name in difference.frequencies]
        records += [("threshold", name) for name in difference.thresholds]
        beside = difference.positions
        rows = [position_view(data, links, position, beside=beside) for position in beside]
        for kind, name in records:
            keys = [position.key for position in positions_in_conflict(data, difference, kind, name)]
            rows += [row for row in position_views(data, links, data.of(kind)[name]) if row["key"] in keys]
        yield {
            "id": difference.id,
            "title": difference.title,
            "adopted": difference.adopted,
            "rows": rows,
            "records": [
                {"text": data.of(kind)[name].title, "href": getattr(links, kind)(name)} for kind, name in records
            ],
            "file": f"{DATA}/differences.yaml",
        }


def positions_in_conflict(data: StandardsData, difference: Difference, kind: str, name: str) -> list[Position]:
    """Return the positions of a record that a conflict is about: those it names, or all."""
    named = [set(rows.positions) for rows in difference.only if name in (rows.frequency, rows.threshold)]
    return [p for p in data.of(kind)[name].positions if all(p.key in keys for keys in named)]


def _documents_in(data: StandardsData, difference: Difference) -> set[str]:
    """Return the local documents that a conflict is between; regulations stand beside them for comparison."""
    positions: list[Position] = list(difference.positions)
    for kind, names in (("frequency", difference.frequencies), ("threshold", difference.thresholds)):
        for name in names:
            positions += positions_in_conflict(data, difference, kind, name)
    return {p.source for p in positions if not data.sources[p.source].is_national}
