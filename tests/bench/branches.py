"""Prints what a whole first build costs with many branches: CPU, time, memory, files and bytes. Asserts nothing.

Targets on two cores: 800 branches in 40 s, 400 MB of memory and 60 MB of site; 10,000 in 20 s more than one branch
takes, 500 MB and at most 25 kB of site a branch; a branch costs no more than 1.2 times as much among 10,000 as among
100. Run by `make bench` with 100 and 800; other numbers of branches are arguments.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from standards_site.data.load import load
from tests import ROOT
from tests.bench.resolve_branches import made_up_branches

SIZES = (100, 800)
UNIT = 15
"""Branches of a unit, about."""


@dataclass(frozen=True)
class Cost:
    """What one build took and what came of it; memory is that of its largest process."""

    cpu: float
    wall: float
    memory: float
    files: int
    bytes: int


def project(folder: Path, count: int) -> None:
    """Write a copy of the project with `count` made-up branches and nothing kept from earlier builds."""
    for part in ("content", "hooks", "site_templates", "mkdocs.yml"):
        (folder / part).symlink_to(ROOT / part)
    shutil.copytree(ROOT / "standards_data", folder / "standards_data", ignore=shutil.ignore_patterns("branches"))
    authored = load(ROOT).data
    assert authored
    branches = made_up_branches(authored, count)
    (folder / "standards_data/branches").mkdir()
    for start in range(0, count, UNIT):
        number = start // UNIT + 1
        unit = {
            "id": f"unit-{number:04}",
            "name": f"第 {number} 学院党委（虚构）",
            "branches": [
                branch.model_dump(exclude_none=True, exclude={"rules"}) for branch in branches[start : start + UNIT]
            ],
        }
        text = yaml.safe_dump(unit, allow_unicode=True, sort_keys=False)
        (folder / f"standards_data/branches/unit-{number:04}.yaml").write_text(text, encoding="utf-8")


def build(folder: Path) -> Cost:
    """Build the project in a process of its own."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    child = os.posix_spawn(
        "/bin/sh",
        ["sh", "-c", f'cd "$1" && shift && exec "$@" >{folder}/log 2>&1', "sh", str(folder), *command],
        {**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit((folder / "log").read_text("utf-8"))
    sizes = [path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file()]
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, len(sizes), sum(sizes))


def main() -> None:
    """Print the figures."""
    base: Cost | None = None
    for count in (1, *(map(int, sys.argv[1:]) if sys.argv[1:] else SIZES)):
        with tempfile.TemporaryDirectory() as name:
            project(Path(name), count)
            cost = build(Path(name))
        told = (
            f"{count:7,} branches {cost.cpu:7.1f} s CPU {cost.wall:7.1f} s {cost.memory:6.0f} MiB "
            f"{cost.files:7,} files {cost.bytes / 1e6:7.1f} MB"
        )
        if base:
            more = count - 1
            told += (
                f"; each {(cost.cpu - base.cpu) / more * 1000:6.1f} ms CPU, "
                f"{(cost.bytes - base.bytes) / more / 1000:6.1f} kB, {(cost.files - base.files) / more:5.2f} files"
            )
        base = base or cost
        print(told, flush=True)


if __name__ == "__main__":
    main()
