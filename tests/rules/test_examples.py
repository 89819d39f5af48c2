"""Every rule is explained by an example: what somebody might write, and what is right instead."""

from __future__ import annotations

import re

import pytest

from standards_site.data.yaml_positions import YamlFault, parse
from standards_site.rules import RULES
from tests.builders.bad_cases import cases, edit_of

NAME = re.compile(r"[a-z_][a-z_0-9]*")


@pytest.mark.parametrize("entry", RULES.values(), ids=lambda entry: entry.code)
def test_a_rule_has_an_example_of_what_is_wrong_and_of_what_is_right(entry):
    wrong, right = entry.example

    assert all(entry.example), "registered without an example"
    assert wrong != right
    parse(right)
    if entry.code.startswith("YML"):
        with pytest.raises(YamlFault):
            parse(f"{wrong}\nnext: 1")
    else:
        parse(wrong)


@pytest.mark.parametrize("entry", RULES.values(), ids=lambda entry: entry.code)
def test_an_example_is_of_the_kind_that_the_cases_show(entry):
    edits = [edit_of(case).files for case in cases() if case.code == entry.code]
    shown = {
        text
        for files in edits
        for name, new in files.items()
        for text in (name, (new or b"").decode("utf-8", "replace"))
    }
    shown |= {case.expected for case in cases() if case.code == entry.code}

    assert set(NAME.findall(entry.example[0])) & set(NAME.findall(" ".join(shown)))
