"""No id of a record and no key of a position stands in code: the data names what the program looks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from standards_site.data.load import StandardsData
from tests import ROOT

HOMONYMS = {
    "duties": "key of a view",
    "election": "choice of a calculator",
    "retired": "choice of a calculator; field of StandardsData",
    "student": "choice of a calculator",
}
"""Words of the code that are ids by chance: what they mean there."""
_JS_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_JS_TEXT = re.compile(r"""(["'`])([A-Za-z0-9_-]+)\1""")
_TEMPLATE_WORD = re.compile(r"(?<![\w.-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\w-])")


def names(data: StandardsData) -> set[str]:
    """Return all ids of records, and all keys of positions."""
    records = [record for kind in ("frequency", "threshold") for record in data.of(kind).values()]
    keys = {position.key for record in records for position in record.positions}
    return keys.union(*data.known_ids.values())


def python_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def script_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "site_templates").rglob("*.js")):
        for found in _JS_TEXT.finditer(_JS_COMMENT.sub("", path.read_text("utf-8"))):
            yield path.name, found.group(2)


def template_words() -> Iterator[tuple[str, str]]:
    """Yield the words of templates that look like ids: with a figure or a hyphen; others are words of the language."""
    for path in sorted((ROOT / "site_templates").rglob("*.j2")):
        for found in _TEMPLATE_WORD.finditer(path.read_text("utf-8")):
            if re.search("[0-9-]", found.group()):
                yield path.name, found.group()


def test_no_code_script_or_template_names_a_record_or_a_position(data):
    known = names(data)
    paper = "A4"  # an item of the handbook has the name of a size of paper

    named = [
        (file, text)
        for texts in (python_texts(), script_texts(), template_words())
        for file, text in texts
        if text in known and text not in HOMONYMS and text != paper
    ]

    assert named == []


def test_every_homonym_is_one(data):
    used = {text for texts in (python_texts(), script_texts()) for _, text in texts}

    assert {word for word in HOMONYMS if word not in used or word not in names(data)} == set()
