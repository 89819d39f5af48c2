"""One small page per branch: readable and printable as it is, fillable when its script runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..consistency import Finding, findings, unchecked
from ..load import StandardsData
from ..model import Catalog
from ..resolve import ResolvedBranch, ResolvedItem, facts_words, resolve
from . import Context, Output
from .items import record_titles
from .links import Links, branch_form_path, checklist_path, plan_path


def checklists(context: Context) -> Iterator[Output]:
    """Yield a page per branch and standard, and the texts of each standard that all branches share."""
    data = context.data
    for catalog in data.of("catalog").values():
        yield Output(f"assets/data/{catalog.id}.js", _shared_texts(data, catalog))
        for unit, branch in data.branches().values():
            path = checklist_path(data, branch.id, catalog)
            view = _view(data, Links(data, "../" * path.count("/")), resolve(data, catalog, unit, branch))
            yield Output(path, context.render("branch/checklist.html.j2", view))


def _view(data: StandardsData, links: Links, resolved: ResolvedBranch) -> dict[str, Any]:
    return {
        "up": links.up,
        "standing": data.vocabulary.standing[resolved.catalog.standing].meaning,
        "print_href": links.to(branch_form_path(resolved.branch.id, resolved.catalog.id)),
        "plan_href": links.to(plan_path(resolved.branch.id)),
        "unit": resolved.unit.name,
        "branch": resolved.branch,
        "catalog": resolved.catalog,
        "facts": facts_words(data, resolved.branch.facts),
        "findings": [_finding(data, links, finding) for finding in findings(data, resolved.branch.facts)],
        "unchecked": "、".join(unchecked(data, resolved.branch.facts)),
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "items": [_line(links, entry) for entry in resolved.items if entry.item.area == area.id],
            }
            for area in resolved.catalog.areas
            if any(entry.item.area == area.id for entry in resolved.items)
        ],
        "left": [
            {"id": item.id, "title": item.title, "href": links.item(item.id), "reason": why.reason}
            for item, why in resolved.left_items
        ],
        "count": len(resolved.items),
    }


def _finding(data: StandardsData, links: Links, finding: Finding) -> dict[str, str]:
    label = data.label("checked_fact", finding.check.fact)
    return {
        "level": "需要处理" if finding.duty else "提示",
        "text": f"{finding.check.title}：{label} {finding.value:.3g}。{finding.basis.text}",
        "basis": links.citation(finding.basis)["text"],
        "href": links.threshold(finding.check.threshold),
    }


def _line(links: Links, entry: ResolvedItem) -> dict[str, str]:
    return {
        "id": entry.item.id,
        "rev": str(entry.item.rev),
        "title": entry.item.title,
        "href": links.item(entry.item.id),
        "check": first_sentence(entry.requirements[0].text) if entry.requirements else "",
    }


def first_sentence(text: str) -> str:
    """Return the first sentence or clause of a text, without its stop."""
    return text.split("。")[0].split("；")[0]


def _shared_texts(data: StandardsData, catalog: Catalog) -> str:
    texts = {
        item.id: {
            "met": item.judge.met if item.judge else "",
            "partly": item.judge.partly if item.judge else "",
            "unmet": item.judge.unmet if item.judge else "",
            "evidence": record_titles(data, item),
        }
        for item in data.catalog_items(catalog.id)
    }
    answers = {value: entry.label for value, entry in data.vocabulary.answer.items()}
    content = {"edition": data.edition.id, "answers": answers, "items": texts}
    shown = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"var STANDARDS = window.STANDARDS || {{}};\nSTANDARDS[{json.dumps(catalog.id)}] = {shown};\n"
