"""The page of calculators: formula, basis, a table and a worked example for each, and what the script needs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..calculator_answers import answer
from ..calculator_questions import FIRST_YEAR, LAST_YEAR, QUESTIONS, Given, questions_of
from ..calculators import Limits, limits_of
from ..deadlines import term_start_means
from ..load import StandardsData
from .calculator_texts import Table, Tool, tools
from .links import Links


def calculators_view(data: StandardsData) -> dict[str, Any]:
    """Return what the page of calculators shows, with the numbers of the threshold records."""
    limits = limits_of(data)
    links = Links(data, "")
    questions = {tool: [asdict(field) for field in questions_of(tool, limits)] for tool in QUESTIONS}
    setup = {"limits": asdict(limits), "questions": questions, "firstYear": FIRST_YEAR, "lastYear": LAST_YEAR}
    return {
        "tools": [_tool_view(data, links, limits, tool) for tool in tools(limits, term_start_means(data))],
        "setup": json.dumps(setup, ensure_ascii=False, separators=(",", ":")),
    }


def _tool_view(data: StandardsData, links: Links, limits: Limits, tool: Tool) -> dict[str, Any]:
    return {
        "id": tool.id,
        "title": tool.title,
        "about": tool.about,
        "formulas": tool.formulas,
        "notes": tool.notes,
        "basis": [_basis(data, links, threshold, named) for threshold, named in _used(data, tool.id).items()],
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


def _used(data: StandardsData, tool: str) -> dict[str, set[str | None]]:
    """Return the thresholds that a calculator uses, each with the positions it names."""
    found: dict[str, set[str | None]] = {}
    for used in getattr(data.program.calculators, tool).uses():
        found.setdefault(used.threshold, set()).add(used.position)
    return found


def _basis(data: StandardsData, links: Links, threshold_id: str, named: set[str | None]) -> dict[str, Any]:
    """Return a threshold with the clauses it is used from; with all its positions where none is adopted."""
    record = data.of("threshold")[threshold_id]
    used = [entry for entry in record.positions if record.adopted.position in (None, entry.key) or entry.key in named]
    cites = {f"{entry.source} {entry.clause}": links.citation(entry) for entry in used}
    return {
        "title": record.title,
        "href": links.threshold(threshold_id),
        "summary": record.summary,
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
