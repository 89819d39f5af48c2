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
    r"(?:[\w}/-]\.(?:html|md|ics|zip|pdf|docx|xlsx|json)\b(?!\.j2)|(?:^|[^\w/])assets/data/|[\w})]#\{)", re.ASCII
)
ROOMS_WITH_OTHER_PATHS = ("data", "rules")
"""What stands there are files of the repository, and examples of wrong data."""
NAMES = {
    "outputs/forms/library.py": {"{}.zip"},  # under which a pack is saved
    "outputs/forms/word.py": {"form-{}.docx"},  # a template
    "outputs/forms/word_layouts.py": {"form-{}.docx"},
    "working_folder.py": {"plan.json"},
}
"""Names of files, by the module where they stand, that are no paths in the site."""
LINK = re.compile(r'(?:href|action)="([^"{}]*(?:\{\{[^}]*\}\})?[^"{}]*\.\w+[^"{}]*)"')


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


def test_pages_get_the_addresses_they_link_to_from_it():
    found = {
        path.name: links
        for path in sorted((TEMPLATES / "pages").glob("*.j2"))
        if (links := LINK.findall(path.read_text("utf-8")))
    }

    assert found == {}


def test_links_are_made_by_the_context_which_knows_the_delivered_files():
    making = [path for path in PACKAGE.rglob("*.py") if re.search(r"(?<!class )\bLinks\(", path.read_text("utf-8"))]

    assert making == [PACKAGE / "outputs" / "output.py"]
