"""Days counted from the start of a term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from standards_site.branch.compiled import Shown, compiled
from standards_site.branch.deadlines import term_deadlines, term_start_means
from standards_site.branch.schedule import branch_schedule
from standards_site.in_force.resolve import Standards, resolve
from standards_site.outputs.links import Links
from standards_site.outputs.self_check.my_branch import _follow_ups
from standards_site.outputs.year.calendar_file import deadline_event
from standards_site.outputs.year.plan import deadlines_view
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


def of_kinds(data):
    """Return for every kind of branch and step around the end of a term how it is told."""
    standards = Standards(data)
    return {
        (kind, one.step.key): one
        for kind in data.profiles
        for one in term_deadlines(data, "2024-03-31", standards.of_kind(kind).settings, kind)
    }


@pytest.mark.parametrize("spoken_of", [("teacher",), ("student", "office"), ("school",)])
def test_a_day_that_no_source_lays_down_for_a_kind_of_branch_is_for_reference_and_says_what_it_does(data, spoken_of):
    item = data.items["B3"]
    request = next(one for one in item.requirements if one.key == "request")
    applies = request.applies.model_copy(update={"when": request.applies.when.model_copy(update={"kinds": spoken_of})})
    requirements = tuple(
        one.model_copy(update={"applies": applies}) if one is request else one for one in item.requirements
    )
    changed = replace(
        data,
        records={
            **data.records,
            "item": {**data.items, "B3": item.model_copy(update={"requirements": requirements})},
        },
    )

    found = of_kinds(changed)

    reference = data.label("modality", "reference")
    told = {place for place, one in found.items() if reference in one.step.title}
    assert told == {(kind, "request") for kind in data.profiles if kind not in spoken_of}
    assert {found[place].step.summary for place in told} == {request.applies.otherwise.rstrip("。")}
    for place, one in found.items():
        event = deadline_event(changed, "someone", one)
        assert (reference in event["summary"]) == (place in told)
        assert one.step.summary in event["description"]
    assert len(found) == 4 * len(data.profiles)


def test_the_browser_and_the_pages_of_branches_are_given_the_same_words(data):
    links = Links(data, "")
    rules = compiled(data, Standards(data), Shown(step=lambda step: {"title": step.title, "summary": step.summary}))

    for kind, profile in data.profiles.items():
        given = facts(kind=kind, committee=True, term_start="2024-03-31")
        for catalog in profile.catalogs:
            resolved = resolve(Standards(data).of_kind(kind, data.catalogs[catalog]), given)
            shown = deadlines_view(links, branch_schedule(data, resolved).deadlines)
            steps = rules["terms"][rules["standards"][f"{kind}/{catalog}"]["term"]]["steps"]
            expected = [of_kinds(data)[kind, step["key"]].step for step in steps]
            assert [(step["title"], step["summary"]) for step in steps] == [(e.title, e.summary) for e in expected]
            assert [(one["title"], one["summary"]) for one in shown] in ([(e.title, e.summary) for e in expected], [])
