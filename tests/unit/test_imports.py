"""Imports go one way: down from the hosts to the data, never in a circle."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests import ROOT

HOOKS = ROOT / "hooks"
LAYERS = (
    ("standards_site", "beside", "dates", "progress"),
    ("data",),
    ("in_force",),
    ("sums",),
    ("branch",),
    ("reach",),
    ("rules",),
    ("outputs",),
    ("outputs.forms", "outputs.year"),
    ("outputs.self_check",),
    ("outputs.branch_files", "outputs.branch_writer"),
    ("outputs.handbook",),
    ("outputs.search",),
    ("outputs.paths", "outputs.publishing", "outputs.site"),
    ("checked", "preview", "publish", "staging", "swap", "working_folder"),
    ("cli", "__main__"),
    ("site_hooks",),
)
"""Rooms and modules from the ground up: each imports from its own and from lower ones. The longest name that fits a
module is its room."""

Graph = dict[str, set[str]]


def read(folder: Path) -> Graph:
    """Return for each module under `folder`, named from standards_site on, the modules of ours that it imports."""
    names = {name_of(path.relative_to(folder)): path for path in sorted(folder.rglob("*.py"))}
    found: Graph = {}
    for name, path in names.items():
        inside = name if path.name == "__init__.py" else name.rpartition(".")[0]
        found[name] = {
            target
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            for target in targets(node, inside, names)
            if target != name
        }
    return found


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def targets(node: ast.AST, inside: str, names: dict[str, Path]) -> list[str]:
    """Return what an import names: a module, or the package it takes a name from."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name in names]
    if not isinstance(node, ast.ImportFrom):
        return []
    above = inside.split(".")[: len(inside.split(".")) - node.level + 1] if node.level else []
    module = ".".join([*above, *filter(None, [node.module])])
    wanted = [f"{module}.{alias.name}" if f"{module}.{alias.name}" in names else module for alias in node.names]
    return [name for name in wanted if name in names]


def layer(module: str) -> int:
    """Return how high the room of a module lies."""
    name = module.removeprefix("standards_site.")
    rooms = {room: height for height, layer in enumerate(LAYERS) for room in layer}
    fitting = [room for room in rooms if name == room or name.startswith(f"{room}.")]
    if not fitting:
        raise LookupError(f"{module} has no room: put it into one, or give it one in LAYERS")
    return rooms[max(fitting, key=len)]


def upward(graph: Graph) -> list[str]:
    """Return the imports that lead up."""
    return [f"{name} -> {target}" for name in graph for target in sorted(graph[name]) if layer(target) > layer(name)]


def circle(graph: Graph) -> list[str]:
    """Return a circle of imports, none if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read(HOOKS)


def test_every_module_is_read(graph):
    assert len(graph) > 100
    assert graph["standards_site.cli"] >= {"standards_site.publish", "standards_site.rules"}
    assert "standards_site.rules.registry" in graph["standards_site.rules.relations"]


def test_no_import_leads_up(graph):
    assert upward(graph) == []


def test_no_circle(graph):
    assert circle(graph) == []


def test_every_room_is_lived_in(graph):
    modules = [name.removeprefix("standards_site.") for name in graph]
    rooms = [room for layer in LAYERS for room in layer]

    assert [room for room in rooms if not any(f"{module}.".startswith(f"{room}.") for module in modules)] == []


@pytest.mark.parametrize(
    ("path", "line", "found"),
    [
        ("data/load.py", "from ..rules import check", "standards_site.data.load -> standards_site.rules"),
        ("sums/sums.py", "from ..branch import schedule", "standards_site.sums.sums -> standards_site.branch.schedule"),
        ("outputs/links.py", "import standards_site.publish", "standards_site.outputs.links -> standards_site.publish"),
        (
            "outputs/forms/pdf.py",
            "from ..handbook.items import item_view",
            "standards_site.outputs.forms.pdf -> standards_site.outputs.handbook.items",
        ),
    ],
)
def test_an_import_that_leads_up_is_found(tmp_path, path, line, found):
    for file in HOOKS.rglob("*.py"):
        copy = tmp_path / file.relative_to(HOOKS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text("utf-8"), "utf-8")
    changed = tmp_path / "standards_site" / path
    changed.write_text(f"{changed.read_text('utf-8')}\n{line}\n", "utf-8")

    assert upward(read(tmp_path)) == [found]


def test_a_circle_is_found():
    assert circle({"one": {"two"}, "two": {"three"}, "three": {"one"}, "four": {"one"}}) != []


def test_a_module_without_a_room_is_told():
    with pytest.raises(LookupError, match="newcomer has no room"):
        layer("standards_site.newcomer")


def test_no_test_imports_from_another_test():
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (getattr(node, "module", None) or "", *(alias.name for alias in node.names))
        if re.search(r"(^|\.)(test_\w+|conftest)(\.|$)", name)
    }

    assert found == set(), "what two tests share is a builder or a probe"
