"""Strict YAML: what stays text, what is refused, and where a value stands."""

from __future__ import annotations

import pytest

from standards_site.data.yaml_positions import DEEPEST, Span, YamlFault, parse, span_of


@pytest.mark.parametrize(
    "written",
    ["on", "off", "yes", "no", "True", "NULL", "~", "12:30", "010", "0x1F", "1_000", "1e5", ".5", "+1", "2018-10-28"],
)
def test_what_only_looks_like_a_value_stays_text(written):
    assert parse(f"key: {written}") == {"key": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("null", None), ("", None), ("0", 0), ("34", 34), ("-7", -7), ("1.10", 1.1)],
    ids=["true", "false", "null", "nothing", "zero", "whole", "negative", "decimal"],
)
def test_true_false_null_and_numbers_are_typed(written, value):
    found = parse(f"key: {written}")["key"]

    assert (type(found), found) == (type(value), value)


def test_a_quoted_number_is_text():
    assert parse("""{a: "1", b: '2'}""") == {"a": "1", "b": "2"}


def test_lists_are_tuples_and_keys_are_text():
    assert parse("1: [a, {b: [c]}]") == {"1": ("a", {"b": ("c",)})}


def test_an_empty_file_is_nothing():
    assert parse("# 只有注释\n") is None


def test_a_byte_order_mark_is_not_part_of_the_first_key():
    assert parse("\ufeffid: C1") == {"id": "C1"}


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("a: 1\nb: 2\na: 3\n", "YML2", Span(3, 1, 2)),
        ("list:\n  - {名称: 1, 名称: 2}\n", "YML2", Span(2, 13, 15)),
        ("a: &x 1\n", "YML3", Span(1, 4, 5)),
        ("""{"a":&x 2, "b":*x}\n""", "YML3", Span(1, 6, 7)),
        ("a: 1\nb: *x\n", "YML3", Span(2, 4, 5)),
        ("a: !!int abc\n", "YML3", Span(1, 4, 5)),
        ("a: [1, 2\nb: 3\n", "YML1", Span(1, 4, 5)),
        ("中文: {甲: 1\n", "YML1", Span(1, 5, 6)),
        ("a: '没有收口\nb: 3\n", "YML1", Span(1, 4, 5)),
        ("a: 1\nb：2\nc: 3\n", "YML1", Span(2, 1, 2)),
        ("a: b: c\n", "YML1", Span(1, 5, 6)),
        ("a: 1\n---\nb: 2\n", "YML1", Span(2, 1, 2)),
        ("a: {{ b }}\n", "YML1", Span(1, 5, 6)),
    ],
    ids=[
        "duplicate-key",
        "duplicate-key-in-a-list",
        "anchor",
        "anchor-in-braces",
        "alias",
        "tag",
        "open-bracket",
        "open-brace",
        "open-quote",
        "full-width-colon",
        "second-colon",
        "second-document",
        "braces-as-text",
    ],
)
def test_a_fault_has_its_code_and_stands_where_it_is_mended(text, code, span):
    with pytest.raises(YamlFault) as caught:
        parse(text)

    assert (caught.value.code, caught.value.span) == (code, span)


def test_a_duplicate_key_names_the_line_of_the_first():
    with pytest.raises(YamlFault) as caught:
        parse("# 说明\na: 1\na: 2\n")

    assert caught.value.message == "键「a」写了两次，第一次在第 2 行。"


@pytest.mark.parametrize("text", ["R&D: 甲*乙", "a: 好！*不是别名", "a: 1  # &x *y !z", 'a: "&x"'])
def test_the_signs_of_anchors_are_allowed_where_they_are_text(text):
    assert len(parse(text)) == 1


NESTED = """\
id: C1
要点:
  - key: hold
    cites: [{source: zb-2018, clause: 第十一条}]
  - key: "quorum"
notes: []
text: >-
  折行
  文字
empty:
"""


@pytest.mark.parametrize(
    ("path", "on_key", "span"),
    [
        (("id",), False, Span(1, 5, 7)),
        (("id",), True, Span(1, 1, 3)),
        (("要点",), False, Span(2, 1, 3)),
        (("要点", 0), False, Span(3, 5, 6)),
        (("要点", 0, "cites", 0, "source"), False, Span(4, 22, 29)),
        (("要点", 0, "cites", 0, "clause"), False, Span(4, 39, 43)),
        (("要点", 0, "cites", 0, "clause"), True, Span(4, 31, 37)),
        (("要点", 1, "key"), False, Span(5, 10, 18)),
        (("notes",), False, Span(6, 1, 6)),
        (("text",), False, Span(7, 7, 8)),
        (("empty",), False, Span(10, 7, 8)),
        ((), False, Span(1, 1, 2)),
        (("missing",), True, Span(1, 1, 2)),
        (("要点", 1, "missing"), True, Span(5, 5, 6)),
        (("要点", 0, "cites", 0, "missing"), True, Span(4, 13, 14)),
        (("要点", 7, "key"), False, Span(2, 1, 3)),
    ],
)
def test_a_value_is_found_by_its_path_and_a_missing_one_by_its_parent(path, on_key, span):
    assert span_of(NESTED, path, on_key=on_key) == span


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
def test_line_ends_and_a_byte_order_mark_move_no_position(ends, start):
    text = start + NESTED.replace("\n", ends)

    spans = [span_of(text, path, on_key=False) for path in (("id",), ("要点", 0, "cites", 0, "clause"))]

    assert spans == [Span(1, 5, 7), Span(4, 39, 43)]


def test_a_file_that_cannot_be_read_has_its_problems_at_its_start():
    assert span_of("a: [", ("a",), on_key=False) == Span(1, 1, 2)


@pytest.mark.parametrize("depth", [DEEPEST + 1, 500, 5_000, 100_000])
@pytest.mark.parametrize(
    "nested",
    [
        lambda depth: "[" * depth + "]" * depth,
        lambda depth: "[" * depth,
        lambda depth: "{a: " * depth + "1" + "}" * depth,
        lambda depth: "- " * depth + "1",
    ],
    ids=["lists", "open-lists", "groups", "dashes"],
)
def test_what_lies_too_deep_is_refused_before_anything_goes_that_deep(depth, nested):
    with pytest.raises(YamlFault) as caught:
        parse(nested(depth))

    assert caught.value.message.startswith(f"列表和组套了 {DEEPEST} 层还没有完")


def test_what_lies_as_deep_as_allowed_is_read():
    assert parse("[" * DEEPEST + "]" * DEEPEST) is not None


@pytest.mark.parametrize("written", ["1" * 19, "-" + "9" * 5000, "1." + "0" * 19, "9" * 400 + ".5"])
def test_a_number_of_more_digits_than_can_be_needed_stays_text(written):
    assert parse(f"a: {written}") == {"a": written}
