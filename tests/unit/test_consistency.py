"""Facts of a branch against the rules on numbers."""

from __future__ import annotations

import pytest

from standards_site.consistency import findings, unchecked
from tests.unit.test_resolve import facts


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
        ({"formal_members": 45, "probationary_members": 5}, []),
        ({"formal_members": 45, "probationary_members": 6}, [("too_many_members", False)]),
        ({"term_start": "2023-11-22"}, []),
        ({"term_start": "2023-11-01"}, [("term_over", False)]),
        ({"kind": "temporary", "formal_members": 9, "committee": False, "term_start": "2019-01-01"}, []),
    ],
)
def test_what_does_not_fit_is_found_as_a_duty_or_a_hint(data, changes, expected):
    found = findings(data, facts(**changes))

    assert [(finding.check.key, finding.duty) for finding in found] == expected


def test_a_finding_quotes_the_position_it_rests_on(data):
    (finding,) = findings(data, facts(formal_members=7, committee=False))

    assert finding.value == 7
    assert (finding.basis.source, finding.basis.clause) == ("zb-2018", "第二十条")
    assert finding.basis.modality == "must"


def test_what_was_not_given_is_named_and_not_checked(data):
    assert unchecked(data, facts()) == ["委员人数", "任期已过年数"]
    assert unchecked(data, facts(committee_size=3, term_start="2025-01-01")) == []
