"""Prints where a build's time goes, and how much of it is ours. Run by `make bench`; asserts nothing.

Targets: a cold build (nothing kept but the files of forms) at most half of plain mkdocs-material with jieba building
the same pages written by hand, as the median of pairs, in CPU time and in time on the clock: a second process does a
part of a build, which saves no work but waiting, where a second core is free; our own part at most 15 % of the whole
build; `standards check` about a second; a rebuild of a preview at most 1.9 s, which with the wait of MkDocs is on the
screen after 2.5 s.

Python's own compiled code is kept in all of them, as it is where nobody forbids it (PYTHONDONTWRITEBYTECODE). What the
second run of a build finds beside it are compiled templates: that is measured apart.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from standards_site.beside import cores
from standards_site.data.load import _record_in, load
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs.site import site_outputs
from standards_site.rules import check

ROOT = Path(__file__).parent.parent.parent
RUNS = 5
PAIRS = 5
TARGET, HALF, CHECK, REBUILD = 0.15, 0.5, 1.0, 1.9
IMPORTS = ("mkdocs.__main__", "standards_site.publish")
FORMS, TEMPLATES = "forms", "templates"
"""What the cache has: files of forms, and compiled templates."""
KEPT = ROOT / ".cache" / FORMS
Times = tuple[float, float]
"""CPU seconds, and seconds on the clock."""
_WITH_COMPILED_CODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def median(work: Callable[[], object], runs: int) -> float:
    """Return the median CPU time of `work` in seconds, after one run to warm up."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def median_of_fresh(make: Callable[[], Any], work: Callable[[Any], object]) -> float:
    """Return the median CPU time of `work` on values made anew, so that nothing is remembered from an earlier run."""
    times = []
    for _ in range(RUNS):
        value = make()
        start = time.process_time()
        work(value)
        times.append(time.process_time() - start)
    return statistics.median(times)


def spent(*command: str, folder: Path = ROOT) -> float:
    """Return the CPU time in seconds of a Python process, with all it starts."""
    return clocked(*command, folder=folder)[0]


def clocked(*command: str, folder: Path) -> Times:
    """Return the CPU time of a Python process, with all it starts, and how long it ran, in seconds."""
    before = os.times()
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**_WITH_COMPILED_CODE, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, after.elapsed - before.elapsed


def build(folder: Path, *keeping: str) -> Times:
    """Return the CPU time of one whole `mkdocs build` into an empty folder, and how long it ran, in seconds.

    Of the cache is kept what is named.
    """
    for kept in (folder / ".cache").glob("*"):
        if kept.name not in keeping:
            shutil.rmtree(kept)
    shutil.rmtree(folder / "site", ignore_errors=True)
    return clocked("-m", "mkdocs", "build", "--quiet", folder=folder)


PREVIEW = """
import statistics, sys, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

fact = Path("standards_data/frequencies/branch-congress.yaml")
text = fact.read_text("utf-8")
times = []
for count in range(5):
    fact.write_text(text.replace("支部党员大会", "支部党员大会" + "一" * (count % 2)), "utf-8")
    start = time.process_time()
    config = load_config(site_dir=sys.argv[1])
    if count == 0:
        config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = "http://127.0.0.1:8000/"
    build(config, serve_url=config.site_url)
    times.append(time.process_time() - start)
print(statistics.median(times[2:]))
"""


def rebuild(folder: Path) -> float:
    """Return the CPU time of a rebuild of a preview in which a fact was changed, as the median of three."""
    command = [sys.executable, "-c", PREVIEW, str(folder / "served")]
    shown = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return float(shown.stdout.splitlines()[-1])


def untouched(site: Path) -> dict[str, int]:
    """Return when each file of a site was written."""
    return {str(file): file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}


def plain_project(folder: Path) -> int:
    """Write our pages as hand-written Markdown for plain mkdocs-material; return how many there are."""
    authored = load(ROOT).data
    assert authored
    data = spelled_out(authored)
    pages = [output for output in site_outputs(data, ROOT).outputs if output.path.endswith(".md")]
    for page in pages:
        path = folder / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.bytes)
    by_hand = shutil.copytree(ROOT / "content", folder / "docs", dirs_exist_ok=True)
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    plain = {key: settings[key] for key in ("markdown_extensions", "use_directory_urls")}
    plain |= {"plugins": ["search"]}  # it takes jieba where that is installed
    plain |= {"site_name": "plain", "theme": {"name": "material", "language": "zh", "font": False}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(plain, allow_unicode=True), encoding="utf-8")
    return len(list(Path(by_hand).rglob("*.md")))


def main() -> None:
    """Print the figures."""
    loaded = load(ROOT)
    assert loaded.data
    data = spelled_out(loaded.data)
    catalog = data.catalogs[data.site.main_catalog]
    branches = data.branches().values()
    steps = {
        "load": median_of_fresh(_record_in.cache_clear, lambda _: load(ROOT)),
        "check": median_of_fresh(lambda: load(ROOT).data, check),
        "resolve": median(lambda: [Standards(data).of_branch(branch, catalog) for unit, branch in branches], RUNS),
        "render": median(lambda: list(site_outputs(data, ROOT).branch_files.of_branches()), RUNS),
    }
    with tempfile.TemporaryDirectory() as name:
        ours, plain = Path(name) / "ours", Path(name) / "plain"
        for part in ("standards_data", "hooks", "site_templates", "content"):
            shutil.copytree(ROOT / part, ours / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", ours)
        if KEPT.is_dir():
            shutil.copytree(KEPT, ours / ".cache/forms")
        plain.mkdir()
        count = plain_project(plain)
        compiling = spent("-m", "compileall", "-q", "hooks", folder=ours)
        nothing_kept, _ = build(ours)
        build(plain)
        # the second of a round finds the templates that the first compiled
        rounds = [(build(ours, FORMS), build(ours, FORMS, TEMPLATES), build(plain)) for _ in range(PAIRS)]
        before = untouched(ours / "site")
        spent("-m", "mkdocs", "build", "--quiet", folder=ours)
        touched = sum(before.get(file) != when for file, when in untouched(ours / "site").items())
        rebuilt = rebuild(ours)
    empty = min(spent("-c", "") for _ in range(3))
    for module in IMPORTS:
        steps[f"import {module}"] = statistics.median(spent("-c", f"import {module}") for _ in range(RUNS)) - empty
    checked = statistics.median(spent("-m", "standards_site", "check") for _ in range(RUNS))
    whole = statistics.median(mine for (mine, _), _, _ in rounds)
    own = sum(seconds for step, seconds in steps.items() if step != f"import {IMPORTS[0]}")
    for step, seconds in steps.items():
        print(f"{step:<30}{seconds * 1000:8.0f} ms CPU")
    print(f"{'the rest (MkDocs, the theme)':<30}{(whole - sum(steps.values()) - empty) * 1000:8.0f} ms CPU")
    print(f"{'whole cold build':<30}{whole * 1000:8.0f} ms CPU, {count} pages")
    print(f"own part {own / whole:.1%} of the whole build (target {TARGET:.0%} at most)")
    jieba = "with jieba" if find_spec("jieba") else "WITHOUT jieba, which is not installed"
    print(f"to plain mkdocs-material {jieba} with the same pages by hand, medians of {PAIRS} pairs, target {HALF}:")
    kept = ("files of forms", "files of forms and compiled templates")
    for which, measured in enumerate(("CPU time", f"time on the clock, {cores()} cores")):
        for ours, what in enumerate(kept):
            ratios = sorted(times[ours][which] / times[len(kept)][which] for times in rounds)
            spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
            print(f"  ratio {statistics.median(ratios):.2f} (from {spread}) in {measured}, kept: {what}")
    print(f"  nothing kept, so all forms made: {nothing_kept:.2f} s CPU, and {compiling:.2f} before to compile code")
    print(f"standards check {checked:.2f} s CPU (target about {CHECK:.0f} s)")
    print(f"rebuild of a preview {rebuilt:.2f} s CPU after a changed fact (target {REBUILD} s)")
    print(f"a second build with nothing changed touches {touched} files of {len(before)} (target 0)")


if __name__ == "__main__":
    main()
