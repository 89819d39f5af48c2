"""When a decision loosens the number in force, and when it only tightens it or is free to differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standards_site.data.model import Branch, LocalRule, Number, Stricter, Unit
from standards_site.rules.local_rules import numbers_are_only_tightened
from tests.builders.rulings import MONTHLY, YEARLY, facts, profile, university


def in_force(data, kind, name, **position):
    """The data with another adopted position of one frequency or threshold."""
    record = data.of(kind)[name]
    changed = tuple(
        one.model_copy(update=position) if one.key == record.adopted.position else one for one in record.positions
    )
    records = {**data.of(kind), name: record.model_copy(update={"positions": changed})}
    return replace(data, records={**data.records, kind: records})


def places(data):
    return [(problem.location.file, problem.location.path) for problem in numbers_are_only_tightened(data)]


def loosens(data, **stricter):
    """Whether a rule of the university with these numbers is told to loosen."""
    found = places(university(data, stricter=(Stricter(text="本校的数", basis="本校规定", **stricter),)))
    assert len(found) <= 1, "a fault is told once, not for every kind of branch"
    return bool(found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"exactly": 3}, {"exactly": 3}, False),
        ({"exactly": 3}, {"exactly": 4}, True),
        ({"exactly": 3}, {"at_least": 3}, True),
        ({"at_least": 3}, {"at_least": 3}, False),
        ({"at_least": 3}, {"at_least": 4}, False),
        ({"at_least": 3}, {"at_least": 2}, True),
        ({"at_least": 3}, {"exactly": 5}, False),
        ({"at_least": 3}, {"exactly": 2}, True),
        ({"at_least": 3}, {"more_than": 3}, False),
        ({"more_than": 3}, {"at_least": 3}, True),
        ({"at_most": 50}, {"at_most": 30}, False),
        ({"at_most": 50}, {"at_most": 51}, True),
        ({"at_most": 50}, {"less_than": 50}, False),
        ({"less_than": 50}, {"at_most": 50}, True),
        ({"at_least": 3, "at_most": 50}, {"at_least": 5, "at_most": 30}, False),
        ({"at_least": 3, "at_most": 50}, {"at_least": 5}, True),
        ({"at_least": 3, "at_most": 50}, {"at_most": 30}, True),
        (None, {"at_least": 1}, False),
    ],
)
def test_every_bound_of_a_binding_number_is_kept_or_tightened(data, old, new, expected):
    number = Number(**old) if old else None
    given = in_force(data, "threshold", "branch-min-members", modality="must", number=number)

    assert loosens(given, threshold="branch-min-members", number=Number(**new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("month", {"exactly": 1}), ("month", {"at_least": 1}), False),
        (("month", {"exactly": 1}), ("quarter", {"exactly": 2}), True),
        (("month", {"exactly": 1}), ("quarter", {"exactly": 3}), False),
        (("quarter", None), ("quarter", {"exactly": 1}), False),
        (("quarter", None), ("half_year", {"at_least": 1}), True),
        (("half_year", {"exactly": 1}), ("semester", {"exactly": 1}), False),
        (("year", {"at_least": 2}), ("semester", {"exactly": 1}), False),
        (("year", {"at_least": 3}), ("semester", {"exactly": 1}), True),
        (("year", {"at_least": 1}), ("year", {"at_most": 5}), True),
        (("year", {"exactly": 1}), ("as_needed", {"at_least": 5}), True),
        (("year", {"exactly": 1}), ("session", {"exactly": 1}), True),
        (("term", {"exactly": 1}), ("year", {"exactly": 1}), False),
        (("none", None), ("as_needed", {"exactly": 1}), False),
    ],
)
def test_a_binding_duty_is_kept_as_often_in_a_year(data, old, new, expected):
    (per, times), (new_per, new_times) = old, new
    number = Number(**times) if times else None
    given = in_force(data, "frequency", "dues-publication", modality="must", per=per, times=number)

    assert loosens(given, frequency="dues-publication", per=new_per, times=Number(**new_times)) == expected


@pytest.mark.parametrize(
    ("position", "binds"),
    [
        ({"modality": "must"}, True),
        ({"modality": "plain"}, True),
        ({"modality": "generally"}, False),
        ({"modality": "may"}, False),
        ({"modality": "must", "source": "gx-2021"}, True),
        ({"modality": "must", "source": "js-2017"}, True),
        ({"modality": "must", "source": "nwnu-2019"}, False),
        ({"modality": "plain", "source": "lecture-7area"}, False),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else str(value),
)
def test_a_number_of_the_handbook_binds_if_it_is_national_and_not_left_open(data, position, binds):
    given = in_force(data, "threshold", "branch-min-members", **position)

    assert loosens(given, threshold="branch-min-members", number=Number(at_least=1)) == binds


def test_what_no_number_is_in_force_for_is_free(data):
    assert data.frequencies["micro-lecture"].adopted.position is None
    assert not loosens(data, frequency="micro-lecture", per="term", times=Number(exactly=1))


def test_what_a_stage_has_set_binds_the_stages_after_it_whatever_its_modality(data):
    often = university(data, kinds=("teacher",), stricter=(MONTHLY,))

    told = places(profile(profile(often, "teacher", adopt=(YEARLY,)), "student", adopt=(YEARLY,)))

    assert told == [("standards_data/profiles/teacher.yaml", ("adopt", 0))]


def test_a_rule_that_is_off_binds_nothing_and_is_checked_after_those_that_are_on(data):
    def rule(key, per, *, on):
        number = MONTHLY.model_copy(update={"per": per})
        return LocalRule(key=key, title=key, on=on, stricter=(number,))

    def told(*rules):
        return places(replace(data, site=data.site.model_copy(update={"local_rules": rules})))

    assert told(rule("first", "month", on=False), rule("second", "quarter", on=True)) == []
    assert told(rule("first", "month", on=True), rule("second", "quarter", on=False)) == [
        ("standards_data/site.yaml", ("local_rules", 1, "stricter", 0))
    ]


def test_a_branch_is_bound_by_its_own_kind_only(data):
    given = profile(data, "teacher", stricter=(MONTHLY,))
    branches = tuple(
        Branch(id=kind, name=kind, facts=facts(kind=kind), rules={"adopt": (YEARLY,)}) for kind in ("teacher", "office")
    )
    units = {"own": Unit(id="own", name="单位", branches=branches)}
    files = {**given.files, ("unit", "own"): "standards_data/branches/own.yaml"}

    told = places(replace(given, records={**given.records, "unit": units}, files=files))

    assert told == [("standards_data/branches/own.yaml", ("branches", 0, "rules", "adopt", 0))]
