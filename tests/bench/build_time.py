"""Prints where a build's time goes, and how much of it is ours. Run by `make bench`; asserts nothing.

Targets: our own part (load, check, resolve, render) at most 15 % of the whole build; `standards check` about a second.
The comparison builds as many hand-written Markdown pages of the same size with plain mkdocs-material.
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
from pathlib import Path
from typing import Any

import yaml

from standards_site.data.load import load
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs.site import site_outputs
from standards_site.rules import check

ROOT = Path(__file__).parent.parent.parent
RUNS = 5
BUILDS = 3
TARGET = 0.15


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


def build(folder: Path) -> float:
    """Return the CPU time in seconds of one whole `mkdocs build` in `folder`, in a process of its own."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "bench-site")],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def plain_project(folder: Path) -> int:
    """Write our generated pages as hand-written Markdown for plain mkdocs-material; return how many there are."""
    authored = load(ROOT).data
    assert authored
    data = spelled_out(authored)
    pages = [output for output in site_outputs(data, ROOT)[0] if output.path.endswith(".md")]
    for page in pages:
        path = folder / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.bytes)
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    plain = {key: settings[key] for key in ("markdown_extensions", "plugins", "use_directory_urls")}
    plain |= {"site_name": "plain", "theme": {"name": "material", "language": "zh", "font": False}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(plain, allow_unicode=True), encoding="utf-8")
    return len(pages)


def main() -> None:
    """Print the figures."""
    loaded = load(ROOT)
    assert loaded.data
    data = spelled_out(loaded.data)
    catalog = data.catalogs[data.site.main_catalog]
    branches = data.branches().values()
    steps = {
        "load": median(lambda: load(ROOT), RUNS),
        "check": median_of_fresh(lambda: load(ROOT).data, check),
        "resolve": median(lambda: [Standards(data).of_branch(branch, catalog) for unit, branch in branches], RUNS),
        "render": median(lambda: site_outputs(data, ROOT), RUNS),
    }
    with tempfile.TemporaryDirectory() as name:
        ours, plain = Path(name) / "ours", Path(name) / "plain"
        for part in ("standards_data", "hooks", "site_templates", "content"):
            shutil.copytree(ROOT / part, ours / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", ours)
        plain.mkdir()
        count = plain_project(plain)
        whole = statistics.median(build(ours) for _ in range(BUILDS))
        compared = statistics.median(build(plain) for _ in range(BUILDS))
    own = sum(steps.values())
    for step, seconds in steps.items():
        print(f"{step:<10}{seconds * 1000:8.0f} ms CPU")
    print(f"{'mkdocs':<10}{(whole - own) * 1000:8.0f} ms CPU (the rest of the build, process start included)")
    print(f"{'whole':<10}{whole * 1000:8.0f} ms CPU, {count} pages")
    print(f"own part  {own / whole:8.1%} of the whole build (target {TARGET:.0%} at most)")
    print(f"ratio     {whole / compared:8.2f} to plain mkdocs-material with the same {count} pages by hand")


if __name__ == "__main__":
    main()
