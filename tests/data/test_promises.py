"""Promises about the real data that no edit may break unnoticed."""

from __future__ import annotations

import pytest

from standards_site.rules import check

AREAS = {"A": 5, "B": 4, "C": 9, "D": 3, "E": 6, "F": 4, "G": 3}
IDS = [f"{area}{number}" for area, count in AREAS.items() for number in range(1, count + 1)]


def test_the_main_catalog_has_seven_areas_and_34_items(data):
    assert [item.id for item in data.catalog_items("branch-34")] == IDS
    assert len(IDS) == 34


def test_the_six_haves_of_the_room_and_of_the_meeting_are_two_lists(data):
    room = [item.title for item in data.catalog_items("activity-room")]
    meeting = [item.title for item in data.catalog_items("meeting-six")]

    assert room == ["有场所", "有设施", "有标志", "有党旗", "有书报", "有制度"]
    assert meeting == ["有计划", "有安排", "有交流", "有考勤", "有记录", "有总结"]


@pytest.mark.parametrize(
    ("ledger", "count"), [("duties", 3), ("systems", 10), ("work-records", 8), ("plans-summaries", 4)]
)
def test_a_ledger_of_the_lecture_has_its_documents(data, ledger, count):
    named = [
        document
        for document in data.ledgers[ledger].documents
        if any(cited.source == "lecture-7area" for cited in document.cites)
    ]

    assert len(named) == count


@pytest.mark.parametrize(
    ("kind", "record", "shown"),
    [
        ("frequency", "party-lecture", {"quarter", "semester"}),
        ("frequency", "branch-congress", {"quarter", "as_needed", "year", "none"}),
        ("frequency", "dues-publication", {"month", "year", "none"}),
    ],
)
def test_sources_that_differ_stay_apart(data, kind, record, shown):
    periods = {position.per for position in data.of(kind)[record].positions}

    assert shown <= periods


@pytest.mark.parametrize(
    ("record", "numbers"),
    [
        ("member-training-hours", {"at_least:32", "at_least:24"}),
        ("leader-training-hours", {"at_least:56", "at_least:40"}),
        ("committee-threshold", {"at_least:7", "more_than:7"}),
        ("branch-max-members", {"at_most:50", "at_most:30", "less_than:50"}),
    ],
)
def test_numbers_that_differ_stay_apart(data, record, numbers):
    found = {
        f"{bound}:{value}"
        for position in data.thresholds[record].positions
        if position.number
        for bound, value in position.number.model_dump(exclude_none=True).items()
    }

    assert numbers <= found


def test_no_adopted_position_is_a_finished_one_off(data):
    one_off = [
        record.id
        for kind in ("frequency", "threshold")
        for record in data.of(kind).values()
        for position in record.positions
        if position.key == record.adopted.position and data.sources[position.source].status == "ended"
    ]

    assert one_off == []


def test_no_rule_finds_a_problem(authored):
    assert check(authored) == []


def test_branches_cover_every_kind_with_and_without_committee_and_groups(data):
    facts = [branch.facts for _, branch in data.branches().values()]

    assert {fact.kind for fact in facts} == set(data.profiles)
    assert {fact.committee for fact in facts} == {True, False}
    assert {fact.groups for fact in facts} == {True, False}
    assert 10 <= len(facts) <= 14
