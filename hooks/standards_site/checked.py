"""Loads the data and finds everything there is to say about it, without rendering: what `check` and the site share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .load import StandardsData, load
from .problems import Problem, render, render_notices
from .rules import check


@dataclass(frozen=True)
class Checked:
    """The data, or None if it has problems; `report` is the text for a maintainer either way.

    `notices` is what he should know although the site can be published all the same; empty if there is nothing.
    """

    data: StandardsData | None
    report: str
    notices: str = ""


def load_checked(root: Path) -> Checked:
    """Load and check the data under `root`: each layer returns what it found, and all of it comes in one report."""
    loaded = load(root)
    problems = list(loaded.problems)
    notices: list[Problem] = []
    if loaded.data:
        problems += check(loaded.data)
    data = None if problems else loaded.data
    return Checked(data, render(problems, loaded.texts), render_notices(notices, loaded.texts))
