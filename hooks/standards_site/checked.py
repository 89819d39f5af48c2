"""Loads the data and applies all rules: what the command line and the site both start from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .load import StandardsData, load
from .problems import render
from .rules import check


@dataclass(frozen=True)
class Checked:
    """The data, or None if it has problems; `report` is the text for a maintainer either way."""

    data: StandardsData | None
    report: str


def load_checked(root: Path) -> Checked:
    """Load and check the data under `root`; all problems of shape and of rules come in one report."""
    loaded = load(root)
    problems = [*loaded.problems, *(check(loaded.data) if loaded.data else ())]
    return Checked(None if problems else loaded.data, render(problems, loaded.texts))
