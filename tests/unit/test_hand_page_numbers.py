"""Numbers on the pages written by hand are found however they are written, and followed where a quote stands beside."""

from __future__ import annotations

import pytest

from standards_site.outputs.handbook.hand_page_numbers import hand_page_numbers
from tests.builders.mutations import numbered, with_position


def told(data, root, line):
    (root / "content").mkdir()
    (root / "content" / "about.md").write_text(f"# 关于\n\n{line}\n", encoding="utf-8")
    return [line[problem.span.column - 1 : problem.span.end_column - 1] for problem in hand_page_numbers(data, root)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("标准有三十三项、八个领域。", ["三十三项", "八个"]),
        ("标准有 34 项，按七个公布的领域编排。", []),
        ("介绍人两名。", ["两名"]),
        ("到会 4/5 才行，赞成半数以上，百分之二十的差额。", ["4/5", "半数", "百分之二十"]),
        ("每季度三次，全年二十四学时，两个月内办完。", ["每季度", "三次", "二十四学时", "两个月"]),
        ("“一人一议”是名称，十一人一议不是。", ["十一人"]),
        ("`<branch-congress>` 是每季度 1 次，不是 2 次。", ["2 次"]),
        ("`<branch-congres>` 和 <branch-congress>。", ["<branch-congres>", "<branch-congress>"]),
        ("一年里要做哪些事，改一条写一遍，两份都读回来，最多留十份。", []),
    ],
    ids=range(9),
)
def test_numbers_of_the_standards_are_found_on_a_page(authored, tmp_path, line, found):
    assert told(authored, tmp_path, line) == found


def test_a_number_beside_a_quote_is_found_when_the_record_changes(authored, tmp_path):
    kind, record, key = next(place for place in numbered(authored) if place[1] == "election-turnout")
    line = "`<election-turnout>` 是不少于五分之四。"

    assert told(with_position(authored, kind, record, key), tmp_path, line) == ["五分之四"]
