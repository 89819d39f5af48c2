"""Loads the data, applies all rules and looks at the fonts: what the command line and the site both start from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .load import StandardsData, load
from .outputs.fonts import read_fonts
from .outputs.notices import glyph_notices
from .problems import render, render_notices
from .rules import check


@dataclass(frozen=True)
class Checked:
    """The data, or None if it has problems; `report` is the text for a maintainer either way.

    `notices` tells what will not be printed as it is written; empty if all is.
    """

    data: StandardsData | None
    report: str
    notices: str = ""


def load_checked(root: Path) -> Checked:
    """Load and check the data under `root`; all problems of shape and of rules come in one report."""
    loaded = load(root)
    if loaded.data is None:
        return Checked(None, render(loaded.problems, loaded.texts))
    fonts, wrong_fonts = read_fonts(loaded.data.site, root)
    problems = [*loaded.problems, *check(loaded.data), *wrong_fonts]
    notices = [] if problems else glyph_notices(loaded.data, fonts)
    report = render(problems, loaded.texts)
    return Checked(None if problems else loaded.data, report, render_notices(notices, loaded.texts))
