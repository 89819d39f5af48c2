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
from tests.builders.bad_cases import ACCEPT, BAD, EXPECTED, GOOD, cases, checked, lay_over_good_data

NO_PROBLEM = (0, "数据没有问题。\n")
"""Rules that are told and end nothing."""


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_bad_data_is_told_in_exactly_these_words(case, tmp_path):
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    lay_over_good_data(case, tmp_path)

    status, output = checked(tmp_path)

    assert output == expected, f"If the new output is right, accept it: {ACCEPT}"
    assert status == (0 if expected.endswith(NO_PROBLEM[1]) else 1), "only what is no problem but a notice lets pass"


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_case_stands_in_the_folder_of_a_rule_it_breaks(case):
    told = set(re.findall(r"^\S+:\d+:\d+: (\S+) ", (case / EXPECTED).read_text(encoding="utf-8"), re.MULTILINE))

    assert case.parent.name in told


def test_every_rule_has_a_bad_case_and_every_folder_a_rule():
    assert {case.parent.name for case in cases()} == set(RULES)
    assert {folder.name for folder in BAD.iterdir()} == set(RULES)


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


def test_all_problems_are_told_at_once_in_file_order_without_a_traceback(tmp_path):
    case = BAD / "REF1" / "all_at_once"
    lay_over_good_data(case, tmp_path)
    command = [sys.executable, "-m", "standards_site", "--root", str(tmp_path), "check"]

    done = subprocess.run(
        command, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False
    )

    assert done.stdout == (case / EXPECTED).read_text(encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, "")
