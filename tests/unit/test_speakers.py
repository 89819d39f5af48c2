"""Where one number stands for two sources, a change of either is told; what is denied a source is not its own."""

from __future__ import annotations

import pytest

from standards_site.rules import RULES
from tests.builders.mutations import adopted_elsewhere, with_position


def told(data):
    return {problem.location.file.rpartition("/")[2] for problem in RULES["WHO1"].check(data)}


@pytest.mark.parametrize(
    ("kind", "record", "key", "file"),
    [
        ("threshold", "committee-size", "lecture", "B2.yaml"),
        ("threshold", "committee-size", "lecture_max", "B2.yaml"),
        ("frequency", "group-meeting", "school", "C3.yaml"),
        ("frequency", "relation-check", "lecture", "E4.yaml"),
        ("frequency", "secretary-lecture", "lecture", "C4.yaml"),
        ("threshold", "member-training-hours", "gh2019", "E2.yaml"),
        ("threshold", "member-training-hours", "ustb", "E2.yaml"),
        ("threshold", "term-years", "gx", "term-years.yaml"),
    ],
    ids=lambda value: value,
)
def test_one_number_for_two_sources_is_told_when_one_of_them_changes(authored, kind, record, key, file):
    assert told(authored) == set()

    assert file in told(with_position(authored, kind, record, key))


def test_no_clause_that_names_a_source_follows_what_is_adopted(authored):
    assert {record: told(data) for _, record, data in adopted_elsewhere(authored) if told(data)} == {}
