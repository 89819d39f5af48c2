"""The table of every known conflict holds the rows of its conflict, as the fact table lists them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from standards_site.data.model import Position
from standards_site.outputs.handbook.reference import differences_view, positions_in_conflict
from standards_site.outputs.links import Links

CONFLICT_ROWS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "conflict_rows.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("conflict", list(CONFLICT_ROWS))
def test_a_conflict_shows_the_rows_of_its_conflict_and_no_others(data, conflict):
    difference = next(d for d in data.differences.differences if d.id == conflict)
    positions: list[Position] = list(difference.positions)
    for kind, names in (("frequency", difference.frequencies), ("threshold", difference.thresholds)):
        for name in names:
            positions += positions_in_conflict(data, difference, kind, name)

    shown: dict[str, set[str]] = {}
    for position in positions:
        if not data.sources[position.source].is_national:
            shown.setdefault(position.source, set()).add(position.clause)

    assert shown == {source: set(clauses) for source, clauses in CONFLICT_ROWS[conflict].items()}


def test_all_32_conflicts_are_in_the_table(data):
    assert list(CONFLICT_ROWS) == [difference.id for difference in data.differences.differences]
    assert list(CONFLICT_ROWS) == [f"C{number:02}" for number in range(1, 33)]


def test_conflicts_inside_one_source_are_counted_apart(data):
    view = differences_view(Links(data, ""))

    assert {name: view[name] for name in ("documents", "between", "inside")} == {
        "documents": len({source for rows in CONFLICT_ROWS.values() for source in rows}),
        "between": sum(len(rows) > 1 for rows in CONFLICT_ROWS.values()),
        "inside": sum(len(rows) == 1 for rows in CONFLICT_ROWS.values()),
    }
