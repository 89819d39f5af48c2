"""No name stands for two things: what a module defines for others, no second module calls the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests import ROOT

HOOKS = ROOT / "hooks"


def defined(source: str) -> Iterator[str]:
    """Yield the public classes, functions and names of types that stand at the top of a module."""
    for node in ast.parse(source).body:
        names: list[str] = []
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            # names of values are written in capitals, names of types begin with one
            names = [target.id for target in targets if isinstance(target, ast.Name) and not target.id.isupper()]
        yield from (name for name in names if not name.startswith("_"))


def twice(folder: Path) -> dict[str, list[str]]:
    """Return the names that two modules under `folder` define, with the modules."""
    modules: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*.py")):
        for name in set(defined(path.read_text("utf-8"))):
            modules[name].append(path.relative_to(folder).as_posix())
    return {name: where for name, where in modules.items() if len(where) > 1}


def test_no_name_is_defined_in_two_modules():
    assert twice(HOOKS / "standards_site") == {}


def test_a_name_of_two_things_is_found(tmp_path):
    (tmp_path / "one.py").write_text("class Stage: ...\nView = dict[str, int]\nROWS = 1\n\ndef _row(): ...\n", "utf-8")
    (tmp_path / "two.py").write_text("def Stage(): ...\nView: type = list\nROWS = 2\n\ndef _row(): ...\n", "utf-8")

    assert twice(tmp_path) == {"Stage": ["one.py", "two.py"], "View": ["one.py", "two.py"]}
