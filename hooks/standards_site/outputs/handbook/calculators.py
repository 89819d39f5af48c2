"""Calculators: where they stand, the page that lists them with the proof of each, and what the script needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ...branch.dated_id import OWN_BRANCH
from ...branch.deadlines import Deadline, term_start_means, term_steps
from ...data.load import StandardsData
from ...data.model import Holidays, ThresholdPosition
from ...data.program import CalculatorPlace
from ...in_force.resolve import CATALOG, Settings, is_local, rulings, settings
from ...sums.answers import answer
from ...sums.explained import Table, Tool, tools
from ...sums.limits import Limits, limits_of
from ...sums.people import DAY_LIMITS
from ...sums.questions import FIRST_YEAR, LAST_YEAR, QUESTIONS, Given, questions_of
from ...sums.sentences import SENTENCES
from ..links import DAYS_OFF, Links, Place, script_path, style_path
from ..output import Output
from ..year.calendar_file import (
    CODE,
    PATTERN,
    SOME_DAY,
    around_events,
    deadline_event,
    for_script,
    person_event,
)
from .people import CODES

_FILES = {"style": style_path("calculators"), "scripts": [Place.CALCULATOR_DATA, script_path("calculators")]}
_NEAR = {"style": style_path("calculators"), "scripts": [script_path("calculators-near")]}
"""On pages whose subject is another: the rest is loaded when somebody comes near a calculator."""


def calculator_links(links: Links) -> Iterator[tuple[str, str]]:
    """Yield the title and the place of every calculator, and of those with a heading of their own."""
    for tool, title in _titles(links.data).items():
        yield title, links.calculator(tool)
        for place in links.data.program.calculator_places:
            if place.calculator == tool and place.asked:
                yield place.asked, links.asked_calculator(tool, place.choice or "")


def calculators_view(links: Links) -> dict[str, Any]:
    """Return what the page of calculators shows, with the numbers in force."""
    data = links.data
    limits = limits_of(data)
    means = term_start_means(data)
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
        "days_off": {"anchor": DAYS_OFF, "years": [_days_off_view(links, year) for year in data.holidays.values()]},
        **_FILES,
    }


def _days_off_view(links: Links, year: Holidays) -> dict[str, Any]:
    """Return the days off of a year: each holiday with its days and those that are worked for it."""
    return {
        "title": year.title,
        "cites": links.citations(year.cites),
        "rows": [
            {"title": one.title, "off": f"{one.first} 至 {one.last}", "works": "、".join(one.works) or "没有"}
            for one in year.days_off
        ],
    }


def calculator_data(data: StandardsData) -> Output:
    """Return what the script of the calculators goes by."""
    limits = limits_of(data)
    setup = {
        "limits": _limits_view(limits),
        "questions": {tool: [asdict(field) for field in questions_of(tool, limits)] for tool in QUESTIONS},
        "sentences": SENTENCES,
        "firstYear": FIRST_YEAR,
        "lastYear": LAST_YEAR,
        "events": _events(data),
        "pattern": PATTERN,
        "owner": OWN_BRANCH,
        "codeMark": CODE,
        "codes": CODES,
        "asksWhose": ["development"],
        "calendar": around_events(data, "算一算"),
    }
    shown = json.dumps(setup, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Output(Place.CALCULATOR_DATA, f"var CALCULATORS = {shown};\n")


def _limits_view(limits: Limits) -> dict[str, Any]:
    """Return the numbers and words; of a kind of branch only those that are others."""
    shown = asdict(limits)
    for kind in shown["kinds"]:
        own = kind["limits"] or {"words": {}}
        other = {name: value for name, value in own.items() if value != shown[name]}
        words = {name: value for name, value in own["words"].items() if value != shown["words"].get(name)}
        kind["limits"] = {**other, "words": words}
    return shown


def _events(data: StandardsData) -> dict[str, dict[str, str]]:
    """Return for each tool the events of its days: those that the year of a branch and 在培养的人 have as well."""
    steps = term_steps(data, _settings_of(data, None))
    term = {step.key: deadline_event(data, OWN_BRANCH, Deadline(step, SOME_DAY)) for step in steps}
    development = {limit.event: person_event(data, limit) for limit in DAY_LIMITS}
    return {
        tool: {name: for_script(event) for name, event in events.items()}
        for tool, events in (("term", term), ("development", development))
    }


def files_for(found: Iterable[Any]) -> dict[str, Any]:
    """Return the style and the scripts that a page opens with if any calculator stands on it."""
    return _NEAR if any(found) else {"style": "", "scripts": []}


def calculators_in_step(links: Links, procedure: str, step: str) -> list[dict[str, Any]]:
    """Return the calculators that stand in a step."""
    places = links.data.program.calculator_places
    return [_place_view(links, place) for place in places if (place.procedure, place.step) == (procedure, step)]


def calculators_in_item(links: Links, item: str) -> list[dict[str, Any]]:
    """Return the calculators that stand in an item."""
    return [_place_view(links, place) for place in links.data.program.calculator_places if place.item == item]


def _place_view(links: Links, place: CalculatorPlace) -> dict[str, Any]:
    tool = place.calculator
    shown = {"tool": tool, "key": _key(place), "choice": place.choice or "", "proof": links.calculator(tool)}
    return {**shown, "title": _titles(links.data)[tool]}


def _key(place: CalculatorPlace) -> str:
    """Return the part of an address that leads to a calculator on its page."""
    return f"{place.step or place.item}-{place.calculator}"


def _titles(data: StandardsData) -> dict[str, str]:
    return {tool.id: tool.title for tool in tools(limits_of(data), term_start_means(data))}


def listed_calculators(links: Links) -> list[dict[str, Any]]:
    """Return every calculator, each with the steps that it stands in."""
    data = links.data
    return [
        {
            "title": title,
            "href": links.calculator(tool),
            "steps": [
                {
                    "text": f"{data.procedures[place.procedure].title}：{_step_title(data, place)}",
                    "href": links.in_procedure(place.procedure, _key(place)),
                }
                for place in data.program.calculator_places
                if place.calculator == tool and place.procedure
            ],
        }
        for tool, title in _titles(data).items()
    ]


def _step_title(data: StandardsData, place: CalculatorPlace) -> str:
    stages = data.procedures[place.procedure or ""].stages
    return next(step.title for stage in stages for step in stage.steps if step.key == place.step)


def _settings_of(data: StandardsData, kind: str | None) -> Settings:
    return settings(data, rulings(data, kind))


def _other(bases: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [basis for basis in bases if basis not in known]


def _tool_view(data: StandardsData, links: Links, limits: Limits, tool: Tool, in_force: Settings) -> dict[str, Any]:
    return {
        "id": tool.id,
        "title": tool.title,
        "tool": tool.id,
        "key": tool.id,
        "choice": "",
        "asked": [
            {"tool": tool.id, "key": f"{place.choice}-{tool.id}", "choice": place.choice, "title": place.asked}
            for place in data.program.calculator_places
            if place.calculator == tool.id and place.asked
        ],
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
