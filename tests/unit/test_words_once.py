"""What a script says stands in no Python file or template as well: the page's data hands it over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from standards_site.outputs.shared_words import TOOLS, WORDS
from tests import ROOT

# of Chinese letters without a break; shorter ones are words of the language
PHRASE = re.compile("[\u4e00-\u9fff]{4,}")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`')
ELSEWHERE = {
    "原样保留": "said of other things: what a schema keeps, what a tool shows",
    "名单里有": "part of two sentences",
    "文件太大": "said of a file of data",
    "文件里有": "part of two sentences",
    "读不出来": "said of a file of data",
}
"""Phrases that are the same by chance: what the other one is."""


def phrases(text: str) -> set[str]:
    return set(PHRASE.findall(text))


def in_script(text: str) -> set[str]:
    return {phrase for literal in LITERAL.findall(COMMENT.sub("", text)) for phrase in phrases(literal)}


def in_python(text: str) -> set[str]:
    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
    return {phrase for node in found if isinstance(node.value, str) for phrase in phrases(node.value)}


def texts(folder: str, suffix: str) -> Iterator[str]:
    for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
        yield path.read_text("utf-8")


@pytest.fixture(scope="module")
def said_twice() -> set[str]:
    scripts = set().union(*map(in_script, texts("site_templates/scripts", ".js")))
    python = set().union(*map(in_python, texts("hooks", ".py")))
    templates = set().union(*map(phrases, texts("site_templates", ".j2")))
    return scripts & (python | templates)


def test_a_phrase_is_seen_in_a_script_and_in_python():
    assert in_script('// 注释里的话\nf("已填 " + n + "，需重新核对")') == {"需重新核对"}
    assert in_python('"""说明里的话。"""\nx = f"不晚于 {day}，请核对日期"') == {"请核对日期"}


def test_no_phrase_is_typed_in_a_script_that_stands_elsewhere_too(said_twice):
    assert said_twice - set(ELSEWHERE) == set()


def test_what_is_the_same_by_chance_is_still_there(said_twice):
    assert set(ELSEWHERE) - said_twice == set()


def test_templates_print_shared_words_and_no_methods_of_their_table():
    printed = {
        name for text in texts("site_templates", ".j2") for name in re.findall(r"\b(?:words|tools)\.(\w+)", text)
    }

    assert printed <= {*WORDS, *TOOLS}
    assert [name for name in printed if hasattr(dict, name)] == []
