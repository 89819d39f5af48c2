"""Paths of the site are written in links.py and nowhere else, and one method makes what links to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests import ROOT

PACKAGE = ROOT / "hooks" / "standards_site"
HOME = PACKAGE / "outputs" / "links.py"
TEMPLATES = ROOT / "site_templates"
# a name with the suffix of a published file, or a folder of assets, or a place on a page
PATH = re.compile(
    r"(?:[\w}/-]\.(?:html|md|ics|zip|pdf|docx|xlsx|json)\b(?!\.j2)|(?:^|[^\w/])assets/|[\w})]#\{)", re.ASCII
)
IN_A_TEMPLATE = re.compile(
    r"\S*[\w}/-]\.(?:html|md|ics|zip|pdf|docx|xlsx|json|css|js|png|svg)\b|\S*\bassets/", re.ASCII
)
OF_A_TEMPLATE = re.compile(r"\{%-? (?:extends|from|import|include) .*?%\}|\{#.*?#\}", re.DOTALL)
"""What names another template, and comments."""
ROOMS_WITH_OTHER_PATHS = ("data", "rules")
"""What stands there are files of the repository, and examples of wrong data."""
NAMES = {
    "outputs/forms/library.py": {"{}.zip"},  # under which a pack is saved
    "outputs/forms/word.py": {"form-{}.docx"},  # a template
    "outputs/forms/word_layouts.py": {"form-{}.docx"},
    "working_folder.py": {"plan.json"},
}
"""Names of files, by the module or template where they stand, that are no paths in the site."""


def literals(source: str) -> Iterator[str]:
    """Yield the texts of a module; in a text with values in it each value is written {}."""
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (prose | parts):
            yield node.value


def paths_in(source: str) -> list[str]:
    return [text for text in literals(source) if PATH.search(text)]


def paths_in_template(text: str) -> list[str]:
    return IN_A_TEMPLATE.findall(OF_A_TEMPLATE.sub("", text))


@pytest.mark.parametrize("source", ['"a/index.html"', 'f"items/{name}.html"', 'f"{page}#{key}"', '"assets/data/x.js"'])
def test_a_path_is_seen(source):
    assert paths_in(f"x = {source}")


@pytest.mark.parametrize("source", ['"pages/item.md.j2"', 'f"#{key}"', '".pdf"', '"文件.ics"'])
def test_what_is_no_path_is_left_alone(source):
    assert paths_in(f'"""See a.html."""\nx = {source}') == []


def test_paths_are_written_in_one_module():
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py")) if path != HOME}

    found = {
        name: paths
        for name, path in modules.items()
        if not name.startswith(ROOMS_WITH_OTHER_PATHS)
        and (paths := set(paths_in(path.read_text("utf-8"))) - NAMES.get(name, set()))
    }

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        '<a href="about.html">',
        '<a href="{{ up }}about.html#top">',
        "{% block style %}assets/css/{{ style }}.css{% endblock %}",
        "双击 <code>index.html</code>",
        "{{ ('assets/css/' ~ style)|url }}",
    ],
)
def test_a_path_in_a_template_is_seen(text):
    assert paths_in_template(text)


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "bare.html.j2" %}',
        '<a href="{{ places.about }}#top" download="文件.html">文件.html</a>',
        "一个 <code>.json</code> 文件",
        '<input accept=".json,.txt">',
    ],
)
def test_what_is_no_path_in_a_template_is_left_alone(text):
    assert paths_in_template(text) == []


def test_templates_get_the_addresses_they_link_to_from_it():
    templates = [path for suffix in ("j2", "html") for path in sorted(TEMPLATES.rglob(f"*.{suffix}"))]

    named = {path.relative_to(TEMPLATES).as_posix(): path for path in templates}
    found = {
        name: paths
        for name, path in named.items()
        if (paths := set(paths_in_template(path.read_text("utf-8"))) - NAMES.get(name, set()))
    }

    assert len(templates) > 40
    assert found == {}


def test_links_are_made_by_the_context_which_knows_the_delivered_files():
    making = [path for path in PACKAGE.rglob("*.py") if re.search(r"(?<!class )\bLinks\(", path.read_text("utf-8"))]

    assert making == [PACKAGE / "outputs" / "output.py"]
