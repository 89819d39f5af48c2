"""What the code names is declared as needed, so that the check can miss it."""

from __future__ import annotations

from standards_site.calculators import THRESHOLDS, limits_of
from standards_site.deadlines import term_steps
from standards_site.limits import STATUSES
from standards_site.model import CHECKED_FACTS, FIELD_KINDS, BranchFacts, needed_words
from standards_site.outputs.calculator_texts import tools
from standards_site.outputs.sheets import SHARES
from standards_site.rules.needs import RECORDS


def test_the_thresholds_that_the_calculators_and_deadlines_name_are_needed(data):
    named = {name for tool in tools(limits_of(data)) for name in tool.basis}
    named |= {step.threshold for step in term_steps(data)}

    assert named == set(THRESHOLDS)
    assert {record for kind, record, _ in RECORDS if kind == "threshold"} == named


def test_the_lists_that_code_goes_by_are_those_of_the_vocabulary(data):
    assert needed_words("field_kind") == FIELD_KINDS
    assert set(FIELD_KINDS) == SHARES.keys()
    assert needed_words("answer") == STATUSES
    assert set(CHECKED_FACTS) - {"members", "term_years"} <= set(BranchFacts.model_fields)
