"""Which items apply to a branch, and the reasons in words."""

from __future__ import annotations

import pytest

from standards_site.model import Applies, BranchFacts, Condition, Range
from standards_site.resolve import condition_words, resolve, why_left

FACTS = {
    "kind": "teacher",
    "formal_members": 9,
    "probationary_members": 1,
    "committee": True,
    "groups": False,
    "leaders": False,
    "mobile_members": 0,
    "graduating_members": 0,
    "overseas_members": 0,
    "candidates": 0,
    "rectification": False,
}


def facts(**changes: object) -> BranchFacts:
    return BranchFacts.model_validate({**FACTS, **changes})


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
    applies = Applies(when=Condition(**condition), otherwise="另行安排")

    left = why_left(data, applies, facts())

    assert (left.reason if left else None) == reason


def test_what_always_applies_is_never_left_out(data):
    assert why_left(data, Applies(when="always"), facts(committee=False)) is None


def test_a_condition_is_shown_in_words(data):
    condition = Condition(kinds=("teacher", "office"), formal_members=Range(min=7), committee=True)

    assert condition_words(data, condition) == "教师党支部、机关后勤党支部；正式党员 7 名以上；设支部委员会"


@pytest.mark.parametrize(
    ("branch", "left"),
    [
        ("teacher-software", []),
        ("teacher-maths", ["C2", "C3"]),
        ("temporary-fieldwork", ["B3", "C2", "C3", "E1", "E3"]),
    ],
)
def test_sample_branches_leave_out_what_does_not_apply(data, branch, left):
    unit, facts_of_branch = data.branches()[branch]

    resolved = resolve(data, data.of("catalog")["branch-34"], unit, facts_of_branch)

    assert [item.id for item, _ in resolved.left_items] == left
