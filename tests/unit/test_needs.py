"""What the code goes by stands in the data, or is declared as needed, so that the check can miss it."""

from __future__ import annotations

from dataclasses import fields

from standards_site.branch.deadlines import term_steps
from standards_site.data.model import CHECKED_FACTS, FIELD_KINDS, BranchFacts, needed_words
from standards_site.data.program import CalculatorNumbers, needed_numbers
from standards_site.data.self_check import STATUSES
from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.sheet import SHARES
from standards_site.sums.explained import tools
from standards_site.sums.limits import Limits, limits_of


def test_the_table_has_every_number_of_the_calculators_once(data):
    named = [needed.name for needed in needed_numbers(data.program)]

    others = ["working", "retired", "rules_from", "rules_earliest", "term_start"]
    words = ["without_committee", "request_says", "words", "kinds", "work"]
    assert sorted([*named, *others, *words]) == sorted(field.name for field in fields(Limits))
    assert [tool.id for tool in tools(limits_of(data), "说明。")] == list(CalculatorNumbers.model_fields)


def test_only_what_is_not_the_adopted_position_is_named(data):
    thresholds = data.thresholds

    named = {
        needed.name: needed.used.position
        for needed in needed_numbers(data.program)
        if needed.used.position == thresholds[needed.used.threshold].adopted.position
    }

    assert named == {}


def test_the_steps_of_a_term_show_the_thresholds_that_they_are_counted_by(data):
    used = {use.threshold for use in data.program.calculators.term.uses()}

    assert {step.threshold for step in term_steps(data, Standards(data).in_force)} == used


def test_the_lists_that_code_goes_by_are_those_of_the_vocabulary(data):
    assert needed_words("field_kind") == FIELD_KINDS
    assert set(FIELD_KINDS) == SHARES.keys()
    assert needed_words("answer") == STATUSES
    assert set(CHECKED_FACTS) - {"members", "term_years"} <= set(BranchFacts.model_fields)
