"""Problems as text: their order, the nearest valid value, the line and the mark under it."""

from __future__ import annotations

import pytest

from standards_site.data.problems import (
    WIDEST,
    Location,
    Problem,
    headline,
    nearest,
    render,
    render_notices,
    unknown_value,
)
from standards_site.data.yaml_positions import Span
from standards_site.rules.registry import rank


def problem(file: str, *path: str | int, code: str = "REF1", message: str = "错了。", span: Span | None = None):
    return Problem(code, Location(file, path), message, span=span)


def heads(text: str) -> list[str]:
    """Return the first line of every problem, without the message."""
    return [line.rsplit(" ", 1)[0] for line in text.splitlines() if line.endswith("错了。")]


def marks(text: str) -> str:
    """Return what stands under the first quoted line: the space before the mark and the mark."""
    return text.splitlines()[2].removeprefix("     | ").partition("   说明")[0]


def test_problems_stand_in_the_order_of_file_line_column_and_code():
    texts = {"b.yaml": "x: 1\ny: [2, 3]\n", "a.yaml": "x: 1\n"}
    found = [
        problem("b.yaml", "y", 1),
        problem("b.yaml", "y", 0, code="TXT1"),
        problem("b.yaml", "y", 0, code="CIT1"),
        problem("b.yaml", "x"),
        problem("a.yaml", "x"),
    ]

    text = render(found, texts)

    assert heads(text) == [
        "a.yaml:1:4: REF1",
        "b.yaml:1:4: REF1",
        "b.yaml:2:5: CIT1",
        "b.yaml:2:5: TXT1",
        "b.yaml:2:8: REF1",
    ]


def test_what_others_follow_from_comes_first():
    codes = ["QUO8", "JDG1", "REF1", "YML1"]
    found = [problem(f"{file}.yaml", code=code) for file, code in zip("abcd", codes, strict=True)]

    text = render(found, {}, rank)

    assert [line.split(" ")[-1] for line in heads(text)] == ["YML1", "REF1", "JDG1", "QUO8"]


def test_line_ten_comes_after_line_nine():
    texts = {"a.yaml": "".join(f"k{number}: 1\n" for number in range(1, 12))}

    text = render([problem("a.yaml", "k10"), problem("a.yaml", "k9")], texts)

    assert heads(text) == ["a.yaml:9:5: REF1", "a.yaml:10:6: REF1"]


def test_the_last_line_counts_problems_and_files():
    texts = {"a.yaml": "x: 1\n", "b.yaml": "x: 1\n"}

    text = render([problem("a.yaml", "x"), problem("a.yaml"), problem("b.yaml", "x")], texts)

    assert text.splitlines()[-1] == "共 3 处问题（2 个文件）。"


def test_notices_are_shown_like_problems_and_counted_apart():
    texts = {"a.yaml": "x: 1\ny: 2\n"}

    text = render_notices([problem("a.yaml", "y"), problem("a.yaml", "x")], texts)

    assert heads(text) == ["a.yaml:1:4: REF1", "a.yaml:2:4: REF1"]
    assert text.splitlines()[-1] == "共 2 处提示（1 个文件），不影响生成网站。"
    assert render_notices([], texts) == ""


def test_no_problem_is_said_in_words():
    assert render([], {}) == "数据没有问题。"


def test_a_problem_is_shown_with_its_line_its_mark_and_where_to_read_on():
    texts = {"a.yaml": "id: C1\nfrequency: branch-congres\n"}
    at = Location("a.yaml", ("frequency",))

    text = render([unknown_value("REF1", at, "频次", "branch-congres", ["branch-congress"], "frequencies/")], texts)

    assert text == (
        "a.yaml:2:12: REF1 频次「branch-congres」不存在；是不是「branch-congress」？\n"
        "   2 | frequency: branch-congres\n"
        "     |            ^^^^^^^^^^^^^^   可用值见 frequencies/；说明：standards explain REF1\n"
        "共 1 处问题（1 个文件）。"
    )


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("a: {b: 中文, x: ab}", "       　　     ^^"),
        ("a: {x: 中a文}", "       ＾^＾"),
        ("a: {全角：（）: 1, x: y}", "    　　　　　        ^"),
        ("a:\t{x: y}", "  \t    ^"),
        ("a: {b: e\u0301葛\U0001f600, x: ke\u0301葛\U0001f600}", "        　　     ^^＾＾"),
    ],
    ids=["wide-before", "wide-inside", "wide-punctuation", "tab-before", "marks"],
)
def test_the_mark_stands_under_the_value_beside_wide_characters(line, mark):
    assert marks(render([problem("f.yaml", "a", "x")], {"f.yaml": line})) == mark


def test_an_empty_value_is_marked_after_its_colon():
    assert marks(render([problem("f.yaml", "title")], {"f.yaml": "title:\n"})) == "      ^"


def test_a_character_that_cannot_be_seen_is_shown_as_a_sign():
    text = render([problem("f.yaml", span=Span(1, 5, 6))], {"f.yaml": "a: 文\x1b字\u200b"})

    assert text.splitlines()[1] == "   1 | a: 文\ufffd字\ufffd"


def test_a_problem_of_a_file_without_text_keeps_its_hint():
    missing = Problem("SHP2", Location("a.yaml"), "缺文件 a.yaml。", hint="从版本库恢复它")

    assert render([missing], {}).splitlines()[:2] == [
        "a.yaml:1:1: SHP2 缺文件 a.yaml。",
        "     | 从版本库恢复它；说明：standards explain SHP2",
    ]


def test_a_span_that_is_known_wins_over_the_path():
    assert headline(problem("a.yaml", "x", span=Span(9, 8, 9)), {"a.yaml": "x: 1"}) == "a.yaml:9:8: REF1 错了。"


@pytest.mark.parametrize(
    ("found", "valid", "shown"),
    [
        ("congres", {"congress", "lecture"}, "；是不是「congress」？"),
        ("会议决议", {"决议", "应到"}, "；是不是「决议」？"),
        ("C11", {"C1", "C10", "C21"}, "；是不是「C1」？"),
        ("某校", {"school"}, ""),
        ("x", (), ""),
    ],
    ids=["one-letter-missing", "chinese", "several-near", "nothing-near", "nothing-valid"],
)
def test_the_nearest_valid_value_is_offered_if_there_is_one(found, valid, shown):
    assert nearest(found, valid) == shown


def test_a_value_that_was_surely_meant_is_offered_however_different_it_looks():
    at = Location("a.yaml")

    found = unknown_value("REF2", at, "词", "应当", ["must", "may"], "词表", meant="must")

    assert (found.message, found.hint) == ("词「应当」不存在；是不是「must」？", "可用值见词表")


def test_notices_are_written_like_problems_and_say_that_the_site_is_made_all_the_same():
    notice = Problem("TXT9", Location("a.yaml", ("x",)), "「喆」没有字形。", hint="打印时用替代的字")

    assert render_notices([notice], {"a.yaml": "x: 喆\n"}).splitlines() == [
        "a.yaml:1:4: TXT9 「喆」没有字形。",
        "   1 | x: 喆",
        "     |    ＾   打印时用替代的字；说明：standards explain TXT9",
        "共 1 处提示（1 个文件），不影响生成网站。",
    ]
    assert render_notices([], {}) == ""


def test_of_a_very_long_line_only_what_surrounds_the_mark_is_shown():
    text = f"a: {{p: {'甲' * 3000}, x: {'乙' * 3000}, z: 1}}"

    shown = render([problem("f.yaml", "a", "x")], {"f.yaml": text}).splitlines()

    assert shown[0].startswith("f.yaml:1:")
    assert shown[1].startswith("   1 | …甲")
    assert shown[1].endswith("乙…")
    assert max(map(len, shown)) < WIDEST
    assert marks("\n".join(shown)).lstrip("　 ") == "＾" * 80
