"""Every rule finds what it is for, says it in exactly these words, and finds nothing in good data."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from standards_site.rules import RULES
from standards_site.rules.citations import article_numbers
from standards_site.rules.registry import rule
from tests import ROOT
from tests.builders.bad_cases import ACCEPT, BAD, case_of, cases, checked, edit_of, replaced, report
from tests.builders.projects import GOOD, edited
from tests.rules.accept import accepted

pytestmark = pytest.mark.usefixtures("read_once")

NO_PROBLEM = (0, "数据没有问题。\n")
"""Rules that are told and end nothing."""


@pytest.mark.parametrize("case", cases(), ids=str)
def test_bad_data_is_told_in_exactly_these_words(case, good):
    status, output = report(case, good)

    assert output == case.expected, f"If the new output is right, accept it: {ACCEPT}"
    assert status == (0 if output.endswith(NO_PROBLEM[1]) else 1), "only what is no problem but a notice lets pass"


def test_a_case_stands_in_the_file_of_a_rule_it_breaks():
    assert [str(case) for case in cases() if case.code not in case.told] == []


def test_every_rule_has_a_bad_case_and_every_file_a_rule():
    assert {case.code for case in cases()} == set(RULES)
    assert {path.name for path in BAD.iterdir()} == {f"{code}.yaml" for code in RULES}


def test_good_data_has_no_problem():
    assert checked(GOOD) == NO_PROBLEM


def test_the_data_of_the_repository_has_no_problem():
    assert checked(ROOT) == NO_PROBLEM


@pytest.mark.parametrize("entry", RULES.values(), ids=lambda entry: entry.code)
def test_a_rule_says_in_chinese_what_must_hold_and_why(entry):
    chinese = re.compile("[\u4e00-\u9fff]{4}")

    assert chinese.search(entry.says)
    assert chinese.search(entry.why)
    assert not entry.says.endswith("。"), "`standards explain` adds the full stop"


def test_two_rules_cannot_share_a_code():
    with pytest.raises(ValueError, match="REF1"):
        rule("REF1", says="", why="")(lambda data: iter(()))


@pytest.mark.parametrize(
    ("clause", "numbers"),
    [
        ("第四条", [4]),
        ("第十条", [10]),
        ("第十一条", [11]),
        ("第二十条", [20]),
        ("第四十五条", [45]),
        ("第45条", [45]),
        ("第一百条", [100]),
        ("第一百零五条", [105]),
        ("第一百一十条", [110]),
        ("第一百二十条", [120]),
        ("第二百三十九条", [239]),
        ("第一百五条", [0]),
        ("第百条", [0]),
        ("第一千条", [0]),
        ("第九条第二款、第十二条", [9, 12]),
        ("第十十条", [0]),
        ("第1十条", [0]),
        ("第二三条", [0]),
        ("三（二）3", []),
        ("待核", []),
    ],
    ids=lambda value: "-".join(map(str, value)) or "none" if isinstance(value, list) else "clause",
)
def test_the_articles_of_a_clause_are_read_as_numbers(clause, numbers):
    assert article_numbers(clause) == numbers


def test_all_problems_are_told_at_once_in_file_order_without_a_traceback(good):
    case = case_of("REF1", "all_at_once")
    command = [sys.executable, "-m", "standards_site", "--root", str(good), "check"]
    environment = {**os.environ, "PYTHONUTF8": "1"}

    with edited(good, edit_of(case)):
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout, done.stderr) == (1, case.expected, "")


TEXT = "terms:\n  - term: a\n    kind: b\n    cites:\n      - c\n  - term: d\nnotes: [e]\n"


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("- term: d", "- term: f", TEXT.replace("term: d", "term: f")),
        ("kind: b\n", "kind: b\nown: true\n", TEXT.replace("kind: b\n", "kind: b\n    own: true\n")),
        ("kind: b\ncites:", "cites:", TEXT.replace("    kind: b\n", "")),
        ("- term: a\n  ...\n", "", "terms:\n  - term: d\nnotes: [e]\n"),
        ("terms:\n  ...\n", "notes: []\n", "notes: []\nnotes: [e]\n"),
        ("- term: a\n  ...\n", "- term: f\n- term: a\n  ...\n", TEXT.replace("terms:\n", "terms:\n  - term: f\n")),
    ],
)
def test_a_change_is_of_whole_lines_at_any_depth(old, new, made):
    assert replaced(TEXT, old, new) == made


@pytest.mark.parametrize("old", ["- term: e", "term: d", "kind: b\n    cites:", "x\n...", "c"], ids=ascii)
def test_what_a_change_replaces_must_be_found(old):
    with pytest.raises(AssertionError, match="found 0 times"):
        replaced(TEXT, old, "")


def test_what_a_change_replaces_must_be_found_once():
    with pytest.raises(AssertionError, match="found 2 times"):
        replaced(TEXT + TEXT, "- term: d", "")


WRITTEN = """\
# why
one:
  # why
  changes:
    - remove: a.yaml
{one}
# why
two:
  changes:
    - {{file: a.yaml, text: 'expected: |'}}
{two}"""


def test_accepting_writes_what_is_expected_and_nothing_else():
    before = WRITTEN.format(one="  expected: |\n    old\n    old\n", two="")

    after = accepted(before, {"one": "new\n  1 | x\n", "two": "other\n"})

    assert after == WRITTEN.format(one="  expected: |\n    new\n      1 | x\n", two="  expected: |\n    other\n")
