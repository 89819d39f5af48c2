"""The number beside a requirement is of the clause that it cites; the handbook's stands there where it is another."""

from __future__ import annotations

import re

import pytest

from standards_site.data.model import Requirement
from standards_site.in_force.resolve import Standards
from standards_site.outputs.handbook.comparisons import position_words
from standards_site.outputs.handbook.numbers_beside import number_beside

OURS = "手册采用"


@pytest.fixture(scope="module")
def beside(data) -> dict[tuple[str, str, str], str]:
    in_force = Standards(data).in_force
    return {
        (part.record_id, requirement.key, name): number_beside(data, in_force[name], requirement)
        for part, requirement in data.every(Requirement)
        for name in (*filter(None, [requirement.frequency]), *requirement.thresholds)
    }


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (("E1", "full_member", "approval-time"), "党委审批的时间：不超过 3 个月"),
        (("E1", "admission", "congress-quorum"), "党员大会表决的到会人数：超过半数"),
        (("D2", "hours_local", "secretary-training"), "书记、支委和党务干部培训：每年"),
        (("D2", "induction_time", "new-secretary-training"), "新任书记的任职培训时间：一般不超过半年（待核）"),
        (("B4", "disclose", "affairs-disclosure"), "党务公开：未规定次数；按规定公开"),
        (
            ("B1", "size_teacher", "branch-max-members"),
            "一个党支部的人数上限：一般不超过 30 名；手册采用一般不超过 50 名；教师党支部采用本条",
        ),
        (
            ("E2", "times", "member-training"),
            "党员集中教育培训：每年不少于 12 次；手册采用每年一般不少于 32 学时",
        ),
        (("S9-3-3", "secretary_training", "secretary-training-times"), "支部书记参加培训的次数：每届不少于 1 次"),
    ],
)
def test_the_number_of_the_cited_clause_stands_beside_a_requirement(beside, place, shown):
    assert beside[place] == shown


def test_the_handbooks_number_stands_beside_another_one_only(beside):
    differing = [text.split("：", 1)[1].split("；") for text in beside.values() if f"；{OURS}" in text]

    same = [parts for parts in differing if _numbers(parts[0]) == _numbers(parts[1])]

    assert same == []
    assert len(differing) > 10


def test_no_number_of_times_loses_its_period(data):
    plain = [
        (threshold.id, position.key)
        for threshold in data.thresholds.values()
        if threshold.unit == "次"
        for position in threshold.positions
        if position.number and re.match(r"[^每按]*\d", position_words(data, position, threshold.unit))
    ]

    assert plain == [("training-times", "gh2019_new")]  # before and after joining, in no period


def _numbers(text: str) -> list[str]:
    return re.findall(r"每\S?\S?|不足|不超过|不少于|至少|\d+", text)
