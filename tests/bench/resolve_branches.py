"""Prints how long it takes to resolve thousands of branches on one core. Run by `make bench`; asserts nothing.

Targets: 10,000 branches in 5 s CPU; the time per branch stays level as their number grows.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from standards_site.branch.checks import findings
from standards_site.branch.schedule import branch_schedule
from standards_site.data.load import StandardsData, load
from standards_site.data.model import Branch, BranchFacts
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out

ROOT = Path(__file__).parent.parent.parent
SIZES = (2_500, 5_000, 10_000)
RUNS = 3
TARGET = 5.0
SEED = 2026


def made_up_branches(data: StandardsData, count: int) -> list[Branch]:
    """Return `count` branches of all kinds with all sorts of facts, the same ones each time."""
    chance = random.Random(SEED)
    kinds = sorted(data.profiles)
    return [
        Branch(id=f"branch-{number}", name=f"第 {number} 党支部", facts=_facts(chance, kinds[number % len(kinds)]))
        for number in range(count)
    ]


def _facts(chance: random.Random, kind: str) -> BranchFacts:
    def some(most: int) -> int:
        return chance.choice((0, chance.randint(1, most)))

    members = chance.randint(2, 60)
    return BranchFacts(
        kind=kind,
        formal_members=members,
        probationary_members=some(15),
        committee=chance.random() < (0.9 if members >= 7 else 0.1),
        groups=chance.random() < 0.5,
        leaders=chance.random() < 0.3,
        mobile_members=some(5),
        graduating_members=some(10),
        overseas_members=some(3),
        candidates=some(12),
        rectification=chance.random() < 0.05,
        committee_size=chance.choice((None, 3, 5, 7, 9)),
        units_covered=chance.choice((None, 3, 5, 6)),
        term_start=chance.choice((None, "2020-09-01", "2025-05-10")),
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the least CPU time of some runs of `work`: the others were disturbed."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def resolve_all(data: StandardsData, branches: list[Branch]) -> None:
    """Resolve every branch by its kind's own catalog."""
    standards = Standards(data)
    for branch in branches:
        standards.of_branch(branch)


def main() -> None:
    """Print the figures."""
    authored = load(ROOT).data
    assert authored
    data = spelled_out(authored)
    branches = made_up_branches(data, max(SIZES))
    for size in SIZES:
        spent = seconds(lambda: resolve_all(data, branches[:size]))  # noqa: B023  (called at once)
        target = f" (target {TARGET:.0f} s at most)" if size == max(SIZES) else ""
        print(f"resolve   {size:8,} branches {spent:6.2f} s CPU, {spent / size * 1e6:4.0f} µs each{target}")
    standards = Standards(data)
    resolved = [standards.of_branch(branch) for branch in branches[:1_000]]
    for name, work in (("findings", findings), ("schedule", branch_schedule)):
        spent = seconds(lambda: [work(data, one) for one in resolved])  # noqa: B023  (called at once)
        print(f"{name:<10}{len(resolved):8,} branches {spent:6.2f} s CPU, {spent / len(resolved) * 1e6:4.0f} µs each")


if __name__ == "__main__":
    main()
