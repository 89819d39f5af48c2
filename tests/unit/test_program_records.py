"""For every record that program.yaml names, every other one of its type is tried: a rule tells, or it is harmless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from standards_site.data.load import StandardsData
from standards_site.data.program import CalculatorNumbers
from standards_site.data.record import Record
from standards_site.rules.needs import (
    bands_follow_on_one_another,
    numbers_of_the_calculators_are_there,
    people_have_the_days_of_the_calculator,
    terms_start_on_one_day,
    the_program_names_records_of_the_right_kind,
    what_the_program_names_is_there,
)

pytestmark = pytest.mark.slow

RULES = (
    numbers_of_the_calculators_are_there,
    bands_follow_on_one_another,
    what_the_program_names_is_there,
    people_have_the_days_of_the_calculator,
    the_program_names_records_of_the_right_kind,
    terms_start_on_one_day,
)
"""One that tells is enough: the last reads every sentence and takes longer than all others."""
Path = tuple[str | int, ...]
HARMLESS: dict[Path, list[str]] = {}
"""What may stand there as well: the outputs stay true."""


def other_records(data: StandardsData) -> Iterator[tuple[Path, str, StandardsData]]:
    """Yield the data with one name in program.yaml replaced: its path, the other name, and the data."""
    calculators = data.program.calculators
    for tool in CalculatorNumbers.model_fields:
        for name, used in getattr(calculators, tool).named():
            for other in data.thresholds:
                if other != used.threshold:
                    changed = used.model_copy(update={"threshold": other, "position": None})
                    yield ("calculators", tool, name), other, with_program(data, ("calculators", tool, name), changed)
    simple: dict[Path, Any] = {
        ("elections",): data.frequencies,
        ("ledger_form",): data.forms,
        ("term_start",): [term.term for term in data.glossary.terms],
        ("calculators", "development", "rules"): data.procedures,
        ("people", "procedure"): data.procedures,
    }
    for index, _ in enumerate(data.program.pack_guides):
        simple["pack_guides", index, "procedure"] = data.procedures
    for index, door in enumerate(data.program.doors):
        kinds = {
            "role": data.vocabulary.role,
            "area": [one.id for one in data.main_catalog.areas],
            "item": data.items,
            "procedure": data.procedures,
        }
        simple |= {("doors", index, name): known for name, known in kinds.items() if getattr(door, name)}
    for path, known in simple.items():
        for other in known:
            if other != value_at(data.program, path):
                yield path, other, with_program(data, path, other)


def value_at(value: Any, path: Path) -> Any:
    """Return what stands at `path` inside a record."""
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def with_program(data: StandardsData, path: Path, new: Any) -> StandardsData:
    """Return the data with another value in program.yaml, which has the same texts."""
    changed = replace(data, program=_with(data.program, path, new))
    changed.__dict__["parts"], changed.__dict__["all_texts"] = data.parts, data.all_texts
    return changed


def _with(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*value[:step], _with(value[step], rest, new), *value[step + 1 :])
    assert isinstance(value, Record)
    return value.model_copy(update={step: _with(getattr(value, step), rest, new)})


def test_another_record_of_the_same_type_is_told(authored):
    counts: Counter[str] = Counter()
    silent: dict[Path, list[str]] = {}

    for path, other, changed in other_records(authored):
        counts["tried"] += 1
        if not any(any(rule(changed)) for rule in RULES):
            silent.setdefault(path, []).append(other)

    print(f"records {counts['tried']}: silent {sum(map(len, silent.values()))}")
    assert silent == HARMLESS
    assert counts["tried"] > 3000
