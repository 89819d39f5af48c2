"""Loads the data and finds everything there is to say about it, without rendering: what `check` and the site share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .data.confirmed import settled
from .data.load import Loaded, StandardsData, load
from .data.problems import render, render_notices
from .in_force.spelled_out import spelled_out
from .outputs.forms.fonts import read_fonts
from .outputs.forms.glyphs import glyph_notices
from .outputs.handbook.hand_page_numbers import hand_page_numbers
from .outputs.handbook.hand_pages import PAGES
from .outputs.paths import path_problems
from .rules import check
from .rules.registry import rank
from .rules.site_id import site_id_notices


@dataclass(frozen=True)
class Checked:
    """The data, or None if it has problems; `report` is the text for a maintainer either way.

    `notices` is what he should know although the site can be published all the same; empty if there is nothing.
    """

    data: StandardsData | None
    report: str
    notices: str = ""


@dataclass(frozen=True)
class Found:
    """What there is to say of data, as text for a maintainer; `are_problems` unless all of it are notices."""

    are_problems: bool
    report: str
    notices: str


def load_checked(root: Path) -> Checked:
    """Load and check the data under `root`: each layer returns what it found, and all of it comes in one report."""
    loaded = load(root)
    found = what_is_found(loaded, root)
    data = ready(loaded.data) if loaded.data and not found.are_problems else None
    return Checked(data, found.report, found.notices)


def what_is_found(loaded: Loaded, root: Path) -> Found:
    """Return what there is to say of what was loaded under `root`."""
    problems = list(loaded.problems)
    notices = list(loaded.notices)
    if loaded.data:
        fonts, wrong_fonts = read_fonts(loaded.data.site, root)
        problems += [*check(loaded.data), *wrong_fonts, *path_problems(loaded.data, root)]
        problems += hand_page_numbers(loaded.data, root)
        notices += site_id_notices(loaded.data)
        notices += [] if problems else glyph_notices(loaded.data, fonts)
    named = {root / problem.location.file for problem in problems if problem.location.file.startswith(f"{PAGES}/")}
    pages = [page for page in named if page.is_file()]
    texts = loaded.texts | {page.relative_to(root).as_posix(): page.read_text("utf-8", "replace") for page in pages}
    return Found(bool(problems), render(problems, texts, rank), render_notices(notices, texts))


def ready(data: StandardsData) -> StandardsData:
    """Return data as the outputs get it."""
    return spelled_out(settled(data))
