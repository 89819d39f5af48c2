"""The page of calculators: formula, basis, a table and a worked example for each, and what the script needs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...branch.deadlines import term_start_means
from ...data.load import StandardsData
from ...data.model import ThresholdPosition
from ...in_force.resolve import CATALOG, Settings, is_local, rulings, settings
from ...sums.answers import answer
from ...sums.explained import Table, Tool, tools
from ...sums.limits import Limits, limits_of
from ...sums.questions import FIRST_YEAR, LAST_YEAR, QUESTIONS, Given, questions_of
from ...sums.sentences import SENTENCES
from ..links import Links, script_path, style_path


def calculator_titles(data: StandardsData) -> dict[str, str]:
    """Return the titles of the calculators by id."""
    return {tool.id: tool.title for tool in tools(limits_of(data), term_start_means(data))}


def calculators_view(links: Links) -> dict[str, Any]:
    """Return what the page of calculators shows, with the numbers in force."""
    data = links.data
    limits = limits_of(data)
    means = term_start_means(data)
    questions = {tool: [asdict(field) for field in questions_of(tool, limits)] for tool in QUESTIONS}
    years = {"firstYear": FIRST_YEAR, "lastYear": LAST_YEAR}
    setup = {"limits": asdict(limits), "questions": questions, "sentences": SENTENCES, **years}
    in_force = settings(data, rulings(data, None))
    of_kinds = [
        (kind.title, kind.tools, {tool.id: tool for tool in tools(kind.limits, means)}, _settings_of(data, kind.id))
        for kind in limits.kinds
        if kind.limits
    ]
    return {
        "tools": [
            {
                **_tool_view(data, links, limits, tool, in_force),
                "kinds": [
                    {
                        "title": title,
                        "formulas": [line for line in own[tool.id].formulas if line not in tool.formulas],
                        "basis": _other(_bases(data, links, tool.id, there), _bases(data, links, tool.id, in_force)),
                    }
                    for title, changed, own, there in of_kinds
                    if tool.id in changed
                ],
            }
            for tool in tools(limits, means)
        ],
        "style": style_path("calculators"),
        "scripts": [script_path("calculators")],
        "setup": setup,
    }


def _settings_of(data: StandardsData, kind: str) -> Settings:
    return settings(data, rulings(data, kind))


def _other(bases: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [basis for basis in bases if basis not in known]


def _tool_view(data: StandardsData, links: Links, limits: Limits, tool: Tool, in_force: Settings) -> dict[str, Any]:
    return {
        "id": tool.id,
        "title": tool.title,
        "about": tool.about,
        "formulas": tool.formulas,
        "notes": tool.notes,
        "basis": _bases(data, links, tool.id, in_force),
        "tables": [_table_view(table) for table in tool.tables],
        "examples": [
            {"typed": _typed(tool.id, given, limits), "rows": answer(tool.id, given, limits).rows}
            for given in tool.examples
        ],
    }


def _table_view(table: Table) -> dict[str, Any]:
    labels = table.head[1:]
    return {
        "caption": table.caption,
        "head": table.head,
        "cells": [
            {
                "name": row[0],
                "cells": [{"label": label, "text": text} for label, text in zip(labels, row[1:], strict=True)],
            }
            for row in table.rows
        ],
    }


def _bases(data: StandardsData, links: Links, tool: str, in_force: Settings) -> list[dict[str, Any]]:
    """Return the thresholds that a calculator uses, each with what it is used from."""
    used: dict[str, set[str | None]] = {}
    for one in getattr(data.program.calculators, tool).uses():
        used.setdefault(one.threshold, set()).add(one.position)
    return [_basis(data, links, threshold, named, in_force) for threshold, named in used.items()]


def _basis(
    data: StandardsData, links: Links, threshold_id: str, named: set[str | None], in_force: Settings
) -> dict[str, Any]:
    """Return a threshold with the clauses it is used from; with all its positions where none is in force."""
    setting = in_force[threshold_id]
    chosen = setting.position.key if setting.position else None
    entries = [entry for entry in setting.record.positions if isinstance(entry, ThresholdPosition)]
    used = [entry for entry in entries if chosen in (None, entry.key) or entry.key in named]
    if setting.stricter:
        used = [entry for entry in used if entry.key in named and entry.key != chosen]
    cites = {f"{entry.source} {entry.clause}": links.citation(entry) for entry in used}
    set_here = setting.authority.name != CATALOG
    return {
        "title": setting.record.title,
        "href": links.threshold(threshold_id),
        "summary": setting.summary.rstrip("。"),
        "local": set_here and is_local(data, setting),
        "by": f"{setting.authority.title}，{setting.why}".rstrip("。") if set_here else "",
        "cites": list(cites.values()),
    }


def _typed(tool: str, given: Given, limits: Limits) -> str:
    """Return what an example fills in, in the words of the form."""
    parts = [
        f"{field.label}：{dict(field.options).get(given[field.name], given[field.name])}"
        for field in questions_of(tool, limits)
        if field.name in given
    ]
    return "；".join(parts)
