"""What the calculators say beside a number is as strong and as certain as the position that it is taken from."""

from __future__ import annotations

from collections import Counter

import pytest

from standards_site.branch.deadlines import term_steps
from standards_site.data.confirmed import OPEN, is_open
from standards_site.data.model import LocalRule, Number, Stricter
from standards_site.data.program import needed_numbers
from standards_site.in_force.resolve import Standards
from standards_site.outputs.handbook.calculators import calculators_view
from standards_site.outputs.links import Links
from standards_site.rules.modal_words import texts_say_their_modality
from standards_site.rules.needs import (
    bands_follow_on_one_another,
    numbers_of_the_calculators_are_there,
    rulings_give_what_the_calculators_need,
)
from standards_site.sums.limits import Limits, limits_of, position_used
from tests.builders.calculator_mutations import (
    ALWAYS_OPEN,
    EVERYWHERE,
    QUOTED,
    WHERE,
    Mutation,
    mutations,
    names_used,
    row_of,
    with_local_rule,
    with_threshold,
)

BOUNDS = {"at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1, "exactly": -1}


def faults_of(mutation: Mutation) -> list[str]:
    """Return what the answers say that the data does not, or the other way round."""
    data = mutation.data
    limits = limits_of(data)
    faults = []
    for name, used in names_used(data).items():
        position = position_used(data, used)
        if used.threshold != mutation.threshold or position is None:
            continue
        value, mark = row_of(EVERYWHERE[name], limits)
        if name.startswith("elected") and not value:
            continue
        label = "" if position.modality == "plain" else data.label("modality", position.modality)
        words = EVERYWHERE[name].words.replace("{s}", f"{label} " if label else "{m}").replace("{m}", label)
        if name in WHERE and mutation.what != "adopted" and words not in value:
            faults.append(f"{name}: {words} / {value}")
        marked = set(mark.split("、"))
        both = name.startswith(("committee_", "group_"))  # its row rests on another number too
        unsure = is_open(data, position) or name in ALWAYS_OPEN or (both and OPEN in marked)
        if (OPEN in marked) != unsure and name not in ("working", "retired"):
            faults.append(f"{name}: {OPEN} / {mark}")
        local = not data.sources[position.source].is_national
        if local and not marked & {"本地", data.label("modality", "reference")}:
            faults.append(f"{name}: local / {mark}")
    return faults


def told(mutation: Mutation) -> bool:
    """Return whether a rule says that the calculators cannot reckon with it."""
    data = mutation.data
    return any([*numbers_of_the_calculators_are_there(data), *bands_follow_on_one_another(data)])


def test_every_number_has_a_row_that_says_its_words(data):
    assert set(EVERYWHERE) == set(names_used(data))


def test_the_words_follow_the_modality_the_seeing_and_what_is_adopted(data):
    counts: Counter[str] = Counter()
    faults = []

    for mutation in mutations(data):
        counts["tried"] += 1
        if told(mutation):
            counts["told"] += 1
        else:
            faults += [(mutation.threshold, mutation.position, mutation.value, one) for one in faults_of(mutation)]

    print(f"changes {counts['tried']}: named {counts['told']}, followed {counts['tried'] - counts['told']}")
    assert faults == []
    assert counts["tried"] > 600


def test_a_changed_modality_changes_what_is_said(data):
    before = limits_of(data)
    tried, silent = 0, []

    for mutation in mutations(data):
        names = [
            name
            for name, used in names_used(data).items()
            if used.threshold == mutation.threshold
            and (position := position_used(data, used))
            and position.key == mutation.position
        ]
        for name in names if mutation.what == "modality" else ():
            tried += 1
            row = row_of(EVERYWHERE[name], limits_of(mutation.data))
            said = data.label("modality", mutation.value) in row[0]
            if (
                not said
                and row == row_of(EVERYWHERE[name], before)
                and not (name in QUOTED and any(texts_say_their_modality(mutation.data)))
            ):
                silent.append((name, mutation.value))

    print(f"modalities {tried}")
    assert silent == []
    assert tried > 200


def test_whichever_reading_of_an_election_is_adopted_is_the_one_that_is_shown(data):
    names = ("elected", "elected_present")
    shown = {
        mutation.value: [name for name in names if row_of(WHERE[name], limits_of(mutation.data))[0]]
        for mutation in mutations(data)
        if mutation.threshold == "election-majority" and mutation.what == "adopted"
    }

    assert shown == {"xj_expected": ["elected"], "xj_present": ["elected_present"]}
    assert all(row_of(WHERE[name], limits_of(data))[0] for name in names)


def test_nation_wide_rules_are_missed_only_where_none_gives_the_number(data):
    record = data.thresholds["group-min-members"]
    national = record.positions[0].model_copy(update={"number": Number(at_least=5)})
    positions = (national, *record.positions[1:])

    other = with_threshold(data, record.model_copy(update={"positions": positions}))

    assert limits_of(data).words["group_min"].origin == "出自讲稿，全国没有规定"
    assert limits_of(other).words["group_min"].origin == "出自讲稿"


def stricter_rules(data) -> list[LocalRule]:
    """Return a rule of the university for every threshold of the calculators: a number that is stricter by one."""
    found = {}
    for needed in needed_numbers(data.program):
        position = position_used(data, needed.used)
        value = getattr(position.number, needed.used.bound)
        number = Number(**{needed.used.bound: value + BOUNDS[needed.used.bound] / needed.sense.parts})
        record = needed.used.threshold
        if record not in found and not (needed.used.position and data.thresholds[record].adopted.position):
            stricter = Stricter(threshold=record, number=number, text="本校另定的数。", basis="本校规定第一条")
            found[record] = LocalRule(key="own", title="本校另定", on=True, stricter=(stricter,))
    return list(found.values())


def changes_of(data, rule: LocalRule) -> tuple[set[str], list[str]]:
    """Return the numbers that a rule changes in the calculators, and those of them whose row does not say 本地."""
    found, silent = set(), []
    for before, after in zip(limits_by_kind(data), limits_by_kind(with_local_rule(data, rule)), strict=True):
        names = [name for name in names_used(data) if getattr(before, name, None) != getattr(after, name, None)]
        found.update(names)
        shown = [name for name in names if after.words[name].used]
        silent += [name for name in shown if "本地" not in row_of(EVERYWHERE[name], after)[1]]
    return found, silent


def limits_by_kind(data) -> list[Limits]:
    """Return the limits for all kinds of branch, and those of each kind."""
    limits = limits_of(data)
    return [limits, *(kind.limits or limits for kind in limits.kinds)]


def test_every_local_rule_that_is_switched_on_is_followed_and_said_to_be_local(data):
    records = {used.threshold for used in names_used(data).values()}
    tried = 0

    for rule in data.site.local_rules:
        touched = [one for one in (*rule.adopt, *rule.stricter) if one.threshold in records]
        names, silent = changes_of(data, rule)
        tried += bool(touched)
        assert bool(names) == bool(touched), rule.key
        assert silent == [], rule.key

    assert tried >= 1


def test_every_stricter_number_of_the_university_is_followed_and_said_to_be_local(data):
    rules = stricter_rules(data)
    missed = {}

    for rule in rules:
        changed = with_local_rule(data, rule)
        problems = list(rulings_give_what_the_calculators_need(changed))
        if problems:
            continue
        names, silent = changes_of(data, rule)
        if silent or not names:
            missed[rule.stricter[0].threshold] = names, silent

    assert missed == {}
    assert len(rules) > 20


def test_the_page_shows_whose_number_it_is(data):
    rule = next(rule for rule in stricter_rules(data) if rule.stricter[0].threshold == "member-training-hours")

    tool = next(
        tool for tool in calculators_view(Links(with_local_rule(data, rule), ""))["tools"] if tool["id"] == "hours"
    )

    basis = next(entry for entry in tool["basis"] if entry["title"].startswith("党员"))
    assert (basis["summary"], basis["local"], basis["cites"]) == ("本校另定的数", True, [])
    assert basis["by"] == "示例大学：本校另定，本校规定第一条"
    assert tool["formulas"][0] == "党员：每年应当不少于 33 学时（本地）。"


@pytest.mark.parametrize("kinds", [(), ("student",)])
def test_the_deadlines_of_a_term_follow_the_university(data, kinds):
    stricter = Stricter(
        threshold="election-request-lead", number=Number(exactly=6), text="提前 6 个月。", basis="第一条"
    )
    rule = LocalRule(key="own", title="换届", on=True, kinds=kinds, stricter=(stricter,))
    changed = with_local_rule(data, rule)

    standards = Standards(changed)
    steps = {
        kind: next(step for step in term_steps(changed, standards.of_kind(kind).settings) if step.key == "request")
        for kind in ("student", "office")
    }

    assert steps["student"].months == -6
    assert steps["student"].summary == "提前 6 个月（本地）"
    assert steps["office"].months == (-4 if kinds else -6)
