"""Which items apply to a branch, and the reasons in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standards_site.branch.schedule import branch_schedule, standard_schedule
from standards_site.data.model import (
    Addition,
    Adoption,
    Citation,
    Condition,
    Exclusion,
    LocalRule,
    Range,
    Requirement,
    Ruling,
)
from standards_site.data.yaml_positions import parse
from standards_site.in_force import conditions
from standards_site.in_force.resolve import Authority, Standards, is_local
from standards_site.rules.local_rules import (
    duties_are_excluded_by_national_rules,
    numbers_are_only_tightened,
    rulings_fit_what_they_name,
)
from tests.builders.projects import SAMPLE
from tests.builders.rulings import MONTHLY, YEARLY, facts, profile, switched_on, university

LOCAL_RULES = [rule["key"] for rule in parse((SAMPLE / "site.yaml").read_text("utf-8"))["local_rules"]]
CITED = Citation(source="zb-2018", clause="第八条", seen="second_hand")
LIFE_MEETING = Adoption(frequency="democratic-life-meeting", position="school_committee", why="按方案")
PUBLISH = Requirement(
    key="publish_board", text="在公开栏公布。", modality="must", frequency="dues-publication", cites=(CITED,)
)


def resolved(data, branch_id, **ruling):
    """What a sample branch has to do, with decisions of its own."""
    _unit, branch = data.branches()[branch_id]
    return Standards(data).of_branch(branch.model_copy(update={"rules": Ruling(**ruling)}))


def setting_of(data, branch_id, name, **ruling):
    return resolved(data, branch_id, **ruling).standard.settings[name]


def reasons(found):
    return {item.id: (left.reason, left.authority and left.authority.title) for item, left in found.left_items}


def excluded(item, reason, requirement=None):
    return Exclusion(item=item, requirement=requirement, reason=reason, otherwise="另行安排", cites=(CITED,))


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ({"committee": True}, None),
        ({"committee": False}, "本支部设支部委员会"),
        ({"groups": True}, "本支部没有划分党小组"),
        ({"formal_members": Range(min=7)}, None),
        ({"formal_members": Range(min=10)}, "正式党员 9 名，不足 10 名"),
        ({"formal_members": Range(max=6)}, "正式党员 9 名，超过 6 名"),
        ({"overseas_members": Range(min=1)}, "没有出国（境）党员"),
        ({"kinds": ("student",)}, "本支部是教师党支部，只适用于学生党支部"),
        ({"not_kinds": ("teacher",)}, "本支部是教师党支部"),
        ({"rectification": True, "leaders": True}, "本支部没有党员领导干部；本支部没有被列为整顿对象"),
    ],
)
def test_what_does_not_apply_says_why(data, condition, reason):
    tests = conditions.tests_of(data, Condition(**condition))

    kind = conditions.kind_title(data, "teacher")
    unmet = [test.why_unmet(facts(), kind) for test in tests if not test.holds(facts())]

    assert ("；".join(unmet) or None) == reason


def test_a_condition_is_shown_in_words(data):
    condition = Condition(kinds=("teacher", "office"), formal_members=Range(min=7), committee=True)

    assert conditions.condition_words(data, condition) == "教师党支部、机关后勤党支部；正式党员 7 名以上；设支部委员会"


@pytest.mark.parametrize(
    ("branch", "left"),
    [
        ("teacher-software", []),
        ("teacher-maths", ["C2", "C3"]),
        ("temporary-fieldwork", ["B3", "C2", "C3", "E1", "E3"]),
    ],
)
def test_sample_branches_leave_out_what_does_not_apply(data, branch, left):
    _unit, record = data.branches()[branch]

    resolved = Standards(data).of_branch(record)

    assert [item.id for item, _ in resolved.left_items] == left


def test_a_number_is_the_handbook_s_until_a_stage_sets_another(data):
    setting = setting_of(data, "teacher-software", "dues-publication")

    assert (setting.authority, setting.position.key) == (Authority("catalog", "手册采用"), "df")
    assert setting.why == data.frequencies["dues-publication"].adopted.why
    assert not is_local(data, setting)


def test_a_rule_of_the_university_sets_the_number_with_its_reason_and_is_local(data):
    on = switched_on(data, "dues_monthly")

    setting = setting_of(on, "teacher-software", "dues-publication")

    assert (setting.authority, setting.position.key) == (Authority("university", "示例大学：党费每月公布"), "school")
    assert setting.why == "本校规定每月公布 1 次收缴情况。"
    assert setting.summary == "每月公布 1 次，内容是“收缴情况”"
    assert is_local(on, setting)
    assert Standards(on).in_force["dues-publication"] == setting


@pytest.mark.parametrize("kinds", [("teacher",), ("student", "office"), ()], ids=lambda kinds: "-".join(kinds) or "all")
def test_a_rule_of_the_university_changes_the_year_of_the_branches_it_concerns_and_of_no_others(data, kinds):
    on = university(data, kinds=kinds, stricter=(MONTHLY,))

    changed = {
        branch
        for branch in data.branches()
        if branch_schedule(on, resolved(on, branch)) != branch_schedule(data, resolved(data, branch))
    }

    # the middle school publishes every month already, and its profile keeps to that; a temporary branch has no dues
    concerned = set(kinds or data.profiles) - {"school", "temporary"}
    assert changed == {name for name, (_unit, branch) in data.branches().items() if branch.facts.kind in concerned}


def test_a_rule_that_is_off_changes_nothing(data):
    none = replace(data, site=data.site.model_copy(update={"local_rules": ()}))

    assert not any(rule.on for rule in data.site.local_rules)
    for branch in data.branches():
        assert resolved(data, branch) == resolved(none, branch)


def test_the_stage_that_comes_later_sets_the_number(data):
    by_university = university(data, stricter=(MONTHLY,))
    by_profile = profile(by_university, "teacher", adopt=(YEARLY,))

    found = [
        setting_of(by_university, "teacher-maths", "dues-publication"),
        setting_of(by_profile, "teacher-maths", "dues-publication"),
        setting_of(by_profile, "student-masters", "dues-publication"),
        setting_of(by_profile, "teacher-maths", "dues-publication", stricter=(MONTHLY,)),
    ]

    assert [(setting.authority.name, setting.authority.title, setting.per) for setting in found] == [
        ("university", "示例大学：本校规定", "month"),
        ("profile", "教师党支部", "year"),
        ("university", "示例大学：本校规定", "month"),
        ("branch", data.branches()["teacher-maths"][1].name, "month"),
    ]


def test_the_last_of_two_rules_of_the_university_sets_the_number(data):
    first = LocalRule(key="first", title="先写的", on=True, adopt=(YEARLY,))
    second = LocalRule(key="second", title="后写的", on=True, stricter=(MONTHLY,))
    on = replace(data, site=data.site.model_copy(update={"local_rules": (first, second)}))

    assert setting_of(on, "teacher-maths", "dues-publication").authority.title == "示例大学：后写的"


def test_a_stricter_number_appears_with_the_paper_that_says_so_and_is_local(data):
    found = resolved(data, "teacher-maths", stricter=(MONTHLY,))

    setting = found.standard.settings["dues-publication"]
    (duty,) = [duty for duty in branch_schedule(data, found).duties if duty.frequency == "dues-publication"]

    assert (setting.stricter, setting.position.key, setting.why) == (MONTHLY, "df", "本校党费管理办法")
    assert is_local(data, setting)
    assert (duty.summary, duty.per, len(duty.periods), duty.local) == ("每月公布 1 次", "month", 12, True)


def test_an_adopted_position_takes_the_place_of_a_stricter_number_set_before(data):
    on = university(data, stricter=(MONTHLY,))

    setting = setting_of(on, "teacher-maths", "dues-publication", adopt=(YEARLY,))

    assert (setting.stricter, setting.position.key, setting.why) == (None, "lecture", "按讲稿")


def test_an_excluded_item_is_left_out_with_its_reason_and_stage(data):
    found = resolved(data, "temporary-fieldwork", exclude=(excluded("F4", "没有活动室"),))
    (left,) = [left for item, left in found.left_items if item.id == "F4"]

    assert reasons(found) == {
        "B3": ("临时党支部一般不换届", "临时党支部"),
        "C2": ("本支部不设支部委员会", None),
        "C3": ("本支部没有划分党小组", None),
        "E1": ("临时党支部一般不发展党员", "临时党支部"),
        "E3": ("临时党支部一般不收党费", "临时党支部"),
        "F4": ("没有活动室", data.branches()["temporary-fieldwork"][1].name),
    }
    assert (left.otherwise, left.cites) == ("另行安排", (CITED,))
    assert "F4" not in {entry.item.id for entry in found.items}


def test_an_excluded_requirement_is_left_out_and_its_item_stays(data):
    found = resolved(data, "teacher-software", exclude=(excluded("C1", "另有安排", requirement="hold"),))

    (entry,) = [entry for entry in found.items if entry.item.id == "C1"]

    assert [(one.key, left.reason) for one, left in entry.left_requirements] == [("hold", "另有安排")]
    assert "hold" not in {one.key for one in entry.requirements}
    assert "C1.hold" not in {duty.carrier for duty in branch_schedule(data, found).duties}


def test_an_added_item_appears_last_in_the_kind_s_own_catalog_and_in_its_year(data):
    added = profile(data, "office", adopt=(LIFE_MEETING,), add=(Addition(item="S9-5-3", why="本校要求"),))

    found = resolved(added, "office-registry")
    others = Standards(added).of_kind("office", data.catalogs["collective-life"])

    assert (found.items[-1].item.id, found.items[-1].added) == ("S9-5-3", Authority("profile", "机关后勤党支部"))
    assert "S9-5-3.yearly" in {duty.carrier for duty in branch_schedule(added, found).duties}
    assert "S9-5-3" not in {entry.item.id for entry in others.entries}
    assert resolved(added, "teacher-maths") == resolved(data, "teacher-maths")


def test_an_added_requirement_appears_last_in_its_item_and_in_the_year_if_it_recurs(data):
    on = university(data, kinds=("student",), add=(Addition(item="A1", requirement=PUBLISH, why="本校要求"),))

    found = resolved(on, "student-masters")
    (entry,) = [entry for entry in found.items if entry.item.id == "A1"]
    (duty,) = [duty for duty in branch_schedule(on, found).duties if duty.frequency == "dues-publication"]

    assert entry.requirements[-1] == PUBLISH
    assert "A1" in duty.items
    assert resolved(on, "teacher-maths") == resolved(data, "teacher-maths")


def test_what_was_added_can_be_excluded_later_and_what_was_excluded_can_be_added_later(data):
    add, exclude = (Addition(item="S9-5-3", why="本校要求"),), (excluded("S9-5-3", "不设支委会"),)
    added_first = profile(university(data, add=add), "office", exclude=exclude)
    excluded_first = profile(university(data, exclude=exclude), "office", add=add)

    left_out = resolved(added_first, "office-registry")
    applying = resolved(excluded_first, "office-registry")

    assert reasons(left_out)["S9-5-3"] == ("不设支委会", "机关后勤党支部")
    assert "S9-5-3" not in reasons(applying)
    assert (applying.items[-1].item.id, applying.items[-1].added.title) == ("S9-5-3", "机关后勤党支部")


def test_of_two_exclusions_the_later_one_gives_the_reason(data):
    on = university(data, exclude=(excluded("B3", "本校统一换届"),))

    assert reasons(resolved(on, "teacher-maths"))["B3"] == ("本校统一换届", "示例大学：本校规定")
    assert reasons(resolved(on, "temporary-fieldwork"))["B3"] == ("临时党支部一般不换届", "临时党支部")


@pytest.mark.parametrize("key", LOCAL_RULES)
def test_a_local_rule_that_ships_can_be_switched_on(data, key):
    on = switched_on(data, key)

    found = [
        problem
        for check in (numbers_are_only_tightened, duties_are_excluded_by_national_rules, rulings_fit_what_they_name)
        for problem in check(on)
    ]

    assert found == []


@pytest.mark.parametrize("key", LOCAL_RULES)
def test_a_local_rule_that_ships_makes_a_difference_to_the_kinds_it_names_and_to_no_others(data, key):
    on = switched_on(data, key)
    (rule,) = [rule for rule in on.site.local_rules if rule.on]

    changed = {kind for kind in data.profiles if numbers_of(on, kind) != numbers_of(data, kind)}

    assert changed
    assert changed <= set(rule.kinds or data.profiles)


def numbers_of(data, kind):
    """The year and the numbers in force of a kind of branch, whoever set them."""
    standard = Standards(data).of_kind(kind)
    settings = {name: (setting.position, setting.stricter) for name, setting in standard.settings.items()}
    return standard_schedule(data, standard), settings
