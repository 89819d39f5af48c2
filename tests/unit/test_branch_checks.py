"""Facts of a branch against the rules on numbers."""

from __future__ import annotations

import pytest

from standards_site.branch.checks import findings, unchecked
from standards_site.data.model import Branch, Number, Ruling, Stricter
from standards_site.in_force.resolve import Standards, resolve
from tests.builders.rulings import facts, switched_on


def found_in(data, **changes):
    """Return what does not fit a branch with the usual facts, `changes` among them."""
    given = facts(**changes)
    return findings(data, resolve(Standards(data).of_kind(given.kind), given))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"formal_members": 7, "committee": False}, [("committee_missing", True)]),
        ({"formal_members": 6, "committee": False}, []),
        ({"formal_members": 6, "committee": True}, [("committee_not_needed", False)]),
        ({"committee_size": 2}, [("committee_too_small", True)]),
        ({"committee_size": 3}, []),
        ({"committee_size": 7}, []),
        ({"committee_size": 8}, [("committee_too_large", False)]),
        ({"formal_members": 2, "committee": False}, [("too_few_members", True)]),
        ({"formal_members": 3, "committee": False}, []),
        ({"kind": "joint", "formal_members": 2, "committee": False}, []),
        ({"kind": "joint", "units_covered": 5}, []),
        ({"kind": "joint", "units_covered": 6}, [("too_many_units", False)]),
        ({"kind": "office", "formal_members": 45, "probationary_members": 5}, []),
        ({"kind": "office", "formal_members": 45, "probationary_members": 6}, [("too_many_members", False)]),
        ({"formal_members": 25, "probationary_members": 5}, []),
        ({"formal_members": 25, "probationary_members": 6}, [("too_many_members", False)]),
        ({"term_start": "2023-11-22"}, []),
        ({"term_start": "2023-11-01"}, [("term_over", False)]),
        ({"kind": "temporary", "formal_members": 9, "committee": False, "term_start": "2019-01-01"}, []),
    ],
)
def test_what_does_not_fit_is_found_as_a_duty_or_a_hint(data, changes, expected):
    found = found_in(data, **changes)

    assert [(finding.check.key, finding.duty) for finding in found] == expected


def test_a_finding_quotes_the_position_it_rests_on(data):
    (finding,) = found_in(data, formal_members=7, committee=False)

    assert finding.value == "7"
    assert (finding.basis.position.source, finding.basis.position.clause) == ("zb-2018", "第二十条")
    assert finding.basis.modality == "must"


def test_a_finding_rests_on_the_position_that_the_kind_of_branch_adopts(data):
    (of_teachers,) = found_in(data, formal_members=31)
    (of_others,) = found_in(data, kind="office", formal_members=51)

    assert (of_teachers.basis.position.key, of_teachers.basis.text) == ("js", "教师党支部的规模一般控制在 30 人以内。")
    assert (of_others.basis.position.key, of_others.basis.number.at_most) == ("zb", 50)
    assert not of_teachers.duty


def test_a_finding_rests_on_a_stricter_number_and_its_paper(data):
    stricter = Stricter(threshold="branch-max-members", number=Number(at_most=20), text="20 名以内", basis="本校规定")
    given = facts(formal_members=21)
    branch = Branch(id="own", name="支部", facts=given, rules=Ruling(stricter=(stricter,)))

    (finding,) = findings(data, Standards(data).of_branch(branch))

    assert (finding.basis.text, finding.basis.paper, finding.basis.position) == ("20 名以内", "本校规定", None)
    assert finding.duty


def test_a_rule_of_the_university_sets_the_number_that_is_checked_for_the_kinds_it_names(data):
    on = switched_on(data, "branch_size")

    found = {kind: found_in(on, kind=kind, formal_members=31) for kind in ("teacher", "student", "office")}

    assert {kind: [finding.basis.position.key for finding in findings] for kind, findings in found.items()} == {
        "teacher": ["js"],
        "student": ["nwnu"],
        "office": [],
    }


def test_what_was_not_given_is_named_and_not_checked(data):
    assert unchecked(data, facts()) == ["委员人数", "本届选举产生的日期"]
    assert unchecked(data, facts(committee_size=3, term_start="2025-01-01")) == []
