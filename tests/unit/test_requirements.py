"""What the project needs is written down: the code imports it, and a version of it is pinned."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MAKES_PDF = "outputs/forms/pdf.py"
BY_NAME = {"mkdocs-material"}
"""Packages that mkdocs.yml names and nothing imports."""


def imported(*, pdf: bool) -> set[str]:
    """The packages that modules of ours import: the one that makes PDF files, or all others."""
    found = set()
    for path in (ROOT / "hooks").rglob("*.py"):
        if path.as_posix().endswith(MAKES_PDF) == pdf:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.split(".")[0])
    distributions = packages_distributions()
    foreign = found - sys.stdlib_module_names - {"standards_site"}
    return {distributions[name][0].lower().replace("_", "-") for name in foreign}


def pinned(file: str) -> set[str]:
    return set(re.findall(r"^([a-z][a-z0-9-]*)==", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def test_the_project_lists_exactly_what_it_imports():
    assert set(PROJECT["dependencies"]) == imported(pdf=False) | BY_NAME


def test_what_only_pdf_files_need_is_apart():
    assert set(PROJECT["optional-dependencies"]["pdf"]) == imported(pdf=True) - imported(pdf=False)


def test_every_listed_package_is_pinned():
    assert pinned("requirements.txt") == set(PROJECT["dependencies"])
    assert pinned("requirements-pdf.txt") == set(PROJECT["optional-dependencies"]["pdf"])
    assert "-r requirements-pdf.txt" in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
