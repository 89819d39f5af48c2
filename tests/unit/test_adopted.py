"""Whichever position is adopted, the calculators, their page, the deadlines and the checks of branches go by it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from standards_site.branch.compiled import compiled
from standards_site.branch.deadlines import term_steps
from standards_site.data.load import StandardsData
from standards_site.data.model import Adopted, Number, Threshold, ThresholdPosition
from standards_site.data.program import Needed, needed_numbers
from standards_site.in_force.resolve import Standards
from standards_site.outputs.handbook.calculators import calculator_data, calculators_view
from standards_site.outputs.links import Links
from standards_site.rules.comparisons import checks_point_at_numbers
from standards_site.rules.needs import bands_follow_on_one_another, numbers_of_the_calculators_are_there
from standards_site.sums.limits import limits_of


def adopting(data: StandardsData, threshold_id: str, **changes: Any) -> StandardsData:
    """Return the data with one more position of a threshold, which is adopted: the adopted one, but for `changes`."""
    threshold: Threshold = data.thresholds[threshold_id]
    adopted = next(entry for entry in threshold.positions if entry.key == threshold.adopted.position)
    other: ThresholdPosition = adopted.model_copy(update={"key": "other", **changes})
    positions = (*threshold.positions, other)
    changed = threshold.model_copy(update={"positions": positions, "adopted": Adopted(position="other", why="改。")})
    return replace(data, records={**data.records, "threshold": {**data.thresholds, threshold_id: changed}})


def followed(data: StandardsData) -> list[Needed]:
    """Return the numbers for which the table names no position."""
    return [needed for needed in needed_numbers(data.program) if needed.used.position is None]


def shown(data: StandardsData) -> dict[str, Any]:
    """Return what the page shows of each calculator."""
    return {
        tool["id"]: [tool[name] for name in ("formulas", "notes", "tables", "examples")]
        for tool in calculators_view(Links(data, ""))["tools"]
    }


def test_every_number_follows_the_adopted_position_to_the_page_and_the_script(data):
    before = shown(data)
    missed = []

    for needed in followed(data):
        old = getattr(limits_of(data), needed.name) / needed.sense.parts
        changed = adopting(data, needed.used.threshold, number=Number(**{needed.used.bound: old + 1}))
        if needed.used.threshold == "committee-size":
            changed = adopting(data, needed.used.threshold, number=Number(at_least=4, at_most=6))
        limits = limits_of(changed)
        expected = json.loads(json.dumps(asdict(limits)))
        script = json.loads(str(calculator_data(changed).content).partition("=")[2].rstrip(";\n"))["limits"]
        del expected["kinds"], script["kinds"]
        if (
            getattr(limits, needed.name) != (old + 1) * needed.sense.parts
            or script != expected
            or shown(changed)[needed.tool] == before[needed.tool]
        ):
            missed.append(needed.name)

    assert missed == []
    assert len(followed(data)) == 27


def test_where_the_adopted_position_has_no_such_number_the_check_says_so(data):
    found = {
        needed.name: [
            (problem.location.file, problem.location.path)
            for problem in numbers_of_the_calculators_are_there(adopting(data, needed.used.threshold, number=None))
        ]
        for needed in followed(data)
    }

    for needed in followed(data):
        file = f"standards_data/thresholds/{needed.used.threshold}.yaml"
        assert (file, ("adopted", "position")) in found[needed.name]


def test_every_other_position_that_a_record_has_is_followed_or_told(data):
    tried = 0

    for needed in followed(data):
        threshold: Threshold = data.thresholds[needed.used.threshold]
        for position in threshold.positions:
            changed = adopting(data, threshold.id, number=position.number)
            told = [*numbers_of_the_calculators_are_there(changed), *checks_point_at_numbers(changed)]
            if not told:
                limits_of(changed)
            tried += 1

    assert tried > 60


def test_the_days_of_a_term_and_what_the_browser_is_given_follow(data):
    changed = adopting(data, "election-request-lead", number=Number(exactly=5))
    changed = adopting(changed, "term-years", number=Number(exactly=4))
    changed = adopting(changed, "branch-max-members", number=Number(at_most=30))

    given = compiled(changed, Standards(changed))

    steps = term_steps(changed, Standards(changed).in_force)
    assert {step.key: step.months for step in steps}["request"] == -5
    assert {term["months"] for term in given["terms"]} == {48}
    assert all({"key": "request", "months": -5} in term["steps"] for term in given["terms"])
    limits = {check["key"]: check["limit"] for check in given["checks"]}
    assert (limits["too_many_members"], limits["term_over"]) == (30, 4)


@pytest.mark.parametrize("record", ["dues-rates-working", "dues-rates-retired"])
def test_dues_follow_the_bands_of_the_source_that_is_adopted(data, record):
    other = adopting(data, record, source="jf-2024")

    told = list(bands_follow_on_one_another(other))

    assert [problem.location.path for problem in told] == [("adopted", "position")]


def test_the_bands_of_another_source_are_taken_when_it_is_adopted(data):
    changed = adopting(data, "dues-rates-retired", source="jf-2024", base=Number(), number=Number(exactly=0.8))

    assert list(bands_follow_on_one_another(changed)) != [], "the words still tell of the old bands"
    assert limits_of(changed).retired == ((None, 8),)
