"""Days counted from the start of a term."""

from __future__ import annotations

from datetime import date

import pytest

from standards_site.branch.deadlines import term_deadlines, term_start_means
from standards_site.branch.schedule import branch_schedule
from standards_site.in_force.resolve import Standards, resolve
from standards_site.outputs.self_check.my_branch import _follow_ups
from standards_site.outputs.year.calendar_file import deadline_event
from standards_site.sums.answers import answer
from standards_site.sums.explained import tools
from standards_site.sums.limits import limits_of
from standards_site.sums.questions import questions_of
from tests.builders.rulings import facts


@pytest.fixture(scope="module")
def in_force(data):
    """The numbers in force for all kinds of branch."""
    return Standards(data).in_force


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("2024-06-20", ["2026-12-20", "2027-02-20", "2027-06-20", "2028-06-20"]),
        ("2024-08-31", ["2027-02-28", "2027-04-30", "2027-08-31", "2028-08-31"]),
        ("2024-02-29", ["2026-08-28", "2026-10-28", "2027-02-28", "2028-02-28"]),
    ],
)
def test_a_term_gives_the_days_of_reminder_request_end_and_latest_extension(data, in_force, start, days):
    found = term_deadlines(data, start, in_force)

    assert [one.step.key for one in found] == ["reminder", "request", "end", "extension"]
    assert [one.day.isoformat() for one in found] == days


def test_the_days_are_those_of_the_calculator(data, in_force):
    shown = " ".join(row.value for row in answer("term", {"start": "2024-06-20"}, limits_of(data)).rows)

    assert all(one.day.isoformat() in shown for one in term_deadlines(data, "2024-06-20", in_force))


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"term_start": "2024-06-20"}, 4),
        ({}, 0),
        ({"kind": "temporary", "committee": False, "term_start": "2024-06-20"}, 0),
    ],
    ids=["given", "not given", "no elections"],
)
def test_a_branch_that_elects_and_gave_its_term_has_these_days_in_its_year(data, changes, days):
    given = facts(**changes)

    year = branch_schedule(data, resolve(Standards(data).of_kind(given.kind), given))

    assert len(year.deadlines) == days
    assert all(isinstance(one.day, date) for one in year.deadlines)


def test_the_start_of_a_term_is_told_in_the_same_words_everywhere(data, in_force):
    start, means = data.program.term_start, term_start_means(data)
    item = " ".join(step for phase in data.items["B3"].how_to for step in phase.steps)
    procedure = " ".join(step.text for stage in data.procedures["election"].stages for step in stage.steps)
    calculator = tools(limits_of(data), means)[-1]
    reminder = deadline_event(data, "someone", term_deadlines(data, "2024-06-20", in_force)[0])

    assert "待核" in means
    assert f"{start}，加" in item
    assert f"{start}，加" in procedure
    assert [field.label for field in questions_of("term", limits_of(data))] == [start]
    assert calculator.about == f"{start}：{means}"
    assert start in reminder["description"]
    assert [field["hint"] for field in _follow_ups(data) if field["label"] == start] == [means]
