"""Templates print, loop, include and test a named value; everything else is worked out in a view."""

from __future__ import annotations

import pytest
from jinja2 import Environment, nodes

from tests import ROOT
from tests.probes.templates import LOGIC

TEMPLATES = ROOT / "site_templates"
OURS = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for folder in (".", "pages", "forms", "branch")
    for path in (TEMPLATES / folder).glob("*.j2")
)
FILTERS = {"join", "tojson"}


@pytest.mark.parametrize("name", OURS)
def test_a_template_holds_no_logic(name):
    tree = Environment().parse((TEMPLATES / name).read_text("utf-8"))

    logic = [type(node).__name__ for node in tree.find_all(LOGIC)]
    filters = {node.name for node in tree.find_all(nodes.Filter)} - FILTERS

    assert logic == []
    assert filters == set()


@pytest.mark.parametrize("name", OURS)
def test_a_template_never_switches_escaping_off(name):
    text = (TEMPLATES / name).read_text("utf-8")

    assert "|safe" not in text
    assert "autoescape" not in text


@pytest.mark.parametrize("name", [name for name in OURS if name.endswith(".md.j2")])
def test_front_matter_prints_values_between_quotation_marks(name):
    front, _, body = (TEMPLATES / name).read_text("utf-8").partition("\n---\n")

    bare = [line for line in front.splitlines() if body and "{{" in line and not line.endswith(' }}"')]

    assert bare == []


def test_no_code_and_no_template_names_a_catalog(data):
    root = TEMPLATES.parent
    texts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for folder in ("hooks", "site_templates")
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".j2", ".html", ".js", ".css"}
    }

    named = [(name, catalog) for name, text in texts.items() for catalog in data.catalogs if catalog in text]

    assert named == []
