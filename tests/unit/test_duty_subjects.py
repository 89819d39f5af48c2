"""A branch is asked for nothing about people and bodies that it does not have."""

from __future__ import annotations

import re

import pytest

from standards_site.branch.schedule import branch_schedule
from standards_site.data.model import Adoption, Applies, BranchFacts
from standards_site.in_force.resolve import Standards, applies_of, resolve
from standards_site.outputs.links import Links
from standards_site.outputs.year.plan import duty_task
from tests.builders.rulings import university

FULL = {
    "formal_members": 12,
    "probationary_members": 1,
    "committee": True,
    "groups": True,
    "leaders": True,
    "mobile_members": 1,
    "graduating_members": 1,
    "overseas_members": 1,
    "candidates": 1,
    "rectification": True,
}
WITHOUT = {
    "candidates": ({"candidates": 0}, "积极分子|发展对象"),
    "probationary": ({"probationary_members": 0}, "预备党员"),
    "mobile": ({"mobile_members": 0, "overseas_members": 0}, "流动党员"),
    "overseas": ({"overseas_members": 0}, "出国（境）"),
    "graduating": ({"graduating_members": 0}, "毕业"),
    "committee": ({"committee": False}, "支委|支部委员会|班子|民主生活会"),
    "groups": ({"groups": False}, "党小组"),
    "rectification": ({"rectification": False}, "整顿"),
}
KINDS = ("teacher", "student", "office", "retired", "joint", "temporary", "school")
SOMEBODY_ELSE = {
    "election-term": "a branch without a committee elects its secretary for a term",
    "secretary-training": "the secretary is trained, and the committee where there is one",
}


def year_of(data, kind, **facts):
    standards = Standards(data)
    for catalog in standards.catalogs(kind):
        resolved = resolve(standards.of_kind(kind, catalog), BranchFacts(kind=kind, **FULL | facts))
        year = branch_schedule(data, resolved)
        yield from ((duty.frequency, duty.items) for duty in (*year.duties, *year.undated))
        yield from ((frequency.id, ()) for frequency in year.unadopted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("missing", WITHOUT)
def test_no_duty_is_about_what_the_branch_does_not_have(data, kind, missing):
    facts, words = WITHOUT[missing]

    asked = {frequency for frequency, _ in year_of(data, kind, **facts)}

    about = {name for name in asked if re.search(words, data.frequencies[name].title)}
    assert about - SOMEBODY_ELSE.keys() == set()


def test_the_words_are_those_of_duties_that_a_full_branch_has(data):
    asked = {frequency for kind in KINDS for frequency, _ in year_of(data, kind)}

    found = {
        fact
        for fact, (_, words) in WITHOUT.items()
        if any(re.search(words, data.frequencies[name].title) for name in asked)
    }

    assert found == {"candidates", "mobile", "overseas", "committee", "groups"}


def test_a_temporary_branch_pays_no_dues_and_so_publishes_none(data):
    asked = {frequency for frequency, _ in year_of(data, "temporary")}

    assert {name for name in asked if "党费" in data.frequencies[name].title} == set()


@pytest.mark.parametrize(("candidates", "asked"), [(0, False), (1, True)])
def test_the_half_yearly_check_is_for_branches_with_candidates(data, candidates, asked):
    found = {frequency for frequency, _ in year_of(data, "teacher", candidates=candidates)}

    assert ("activist-check" in found) is asked


def test_a_condition_of_ones_own_goes_before_that_of_the_frequency(data):
    asking = next(one for one in data.items["E1"].requirements if one.frequency == "activist-check")
    own = Applies(when="always")

    assert applies_of(data, asking) == data.frequencies["activist-check"].applies
    assert applies_of(data, asking.model_copy(update={"applies": own})) == own


def test_what_only_others_do_is_nobody_s_duty_under_any_ruling(data):
    asked = {frequency for kind in KINDS for frequency, _ in year_of(data, kind)}
    others = [frequency for frequency in data.frequencies.values() if any(one.by for one in frequency.positions)]
    only = {frequency.id for frequency in others if all(one.by for one in frequency.positions)}

    assert only == {"inspection", "finding-recheck", "study-assignment"}
    assert asked & (only | {"leader-lecture"}) == set()
    found = {}
    for frequency in others:
        for position in frequency.positions:
            adopted = Adoption(frequency=frequency.id, position=position.key, why="试")
            changed = university(data, adopt=(adopted,))
            # a kind of branch may have a number of its own
            ours = [
                kind
                for kind in KINDS
                if Standards(changed).of_kind(kind).settings[frequency.id].position.key == position.key
            ]
            found[frequency.id, position.key] = any(
                name == frequency.id for kind in ours for name, _ in year_of(changed, kind)
            )
            assert not (position.by and found[frequency.id, position.key])
    assert found["leader-lecture", "gnnu_expert"]
    assert len(found) > 25


def test_every_duty_with_days_leads_to_what_is_done_where_there_is_something(data):
    links = Links(data, "")
    samples = {kind for kind, word in data.vocabulary.procedure_kind.items() if word.sample}
    to_items = set()

    for kind in KINDS:
        for catalog in Standards(data).catalogs(kind):
            resolved = resolve(Standards(data).of_kind(kind, catalog), BranchFacts(kind=kind, **FULL))
            for duty in branch_schedule(data, resolved).duties:
                own = {
                    links.procedure(procedure.id)
                    for procedure in data.procedures.values()
                    if procedure.kind not in samples and procedure.items[:1] == duty.items[:1]
                }
                href = duty_task(links, duty.frequency, duty.items[0])
                if href == links.item(duty.items[0]):
                    to_items.add((duty.frequency, bool(own or duty.forms)))

    assert {frequency for frequency, has_place in to_items if has_place} == set()
