"""Which styles a page of each kind opens with: the one table that the build, the pages and the tests read.

The sources lie in site_templates/styles/, a component a file, its rules for phones and paper beside it; all their sizes
and colours are those of tokens.css. The build joins them without their comments, a rule a line: a page asks for one
file, and it holds what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .links import style_path
from .output import Output

SOURCES = "site_templates/styles"
_COMMENT = re.compile(r"^ */\*.*?\*/\n", re.DOTALL | re.MULTILINE)
_BREAK_IN_RULE = re.compile(r"(?<=[{;:,])\s+|\s+(?=})|\n(?=\n)|^ +", re.MULTILINE)

_YEAR = ("month", "branch", "ticks")
_CHECKLIST = ("tokens", "base", "words", "controls", "bare", "search", "checklist", "self-check", "tables", *_YEAR)

JOINED: dict[str, tuple[str, ...]] = {
    "handbook": ("tokens", "base", "theme", "words", "drawings", "library", "handbook", "search"),
    # pages of the handbook that look otherwise, work something out or find it: these stand beside the one above
    "role": ("roles",),
    "calculators": ("controls", "calculators"),
    "home": ("home", "month", "own-branches"),
    "people": ("controls", "calculators", "tables", "people", "own-branches", "unkept"),
    "search": ("search-page",),
    "forms": ("forms",),
    "quoted": ("own-branches", "quoted"),
    # pages outside the theme
    "checklist": _CHECKLIST,
    "my-branch": (*_CHECKLIST, "calculators", "my-branch", "own-branches", "unkept"),
    "kept": ("tokens", "base", "words", "controls", "bare", "search", "tables", "checklist", "self-check", "unkept"),
    "roll-up": ("tokens", "base", "words", "controls", "bare", "search", "tables", "roll-up"),
    # where the committee writes to branches; loaded when it begins to
    "slips": ("self-check", "slips"),
    "plan": ("tokens", "base", "words", "drawings", "bare", "search", "tables", "month", "year"),
    "form": ("tokens", "base", "words", "bare", "search", "form", "labels"),
    "meeting": ("tokens", "base", "words", "bare", "search", "form", "meeting", "unkept"),
    "record": ("tokens", "base", "words", "bare", "search", "checklist", "record"),
    "missing": ("tokens", "base", "bare", "search", "checklist"),
}
"""For each kind of page its components; of two rules that weigh the same the later one holds."""

# written into its page
ONE_FILE = (*(component for component in _CHECKLIST if component != "search"), "one-file")


def joined_components(root: Path, components: Iterable[str]) -> str:
    """Return components as one text; `root` is the folder of the project."""
    texts = ((root / SOURCES / f"{component}.css").read_text("utf-8") for component in components)
    return "".join(_BREAK_IN_RULE.sub("", _COMMENT.sub("", text)) for text in texts)


def styles(root: Path) -> Iterator[Output]:
    """Yield the style of every kind of page."""
    for kind, components in JOINED.items():
        yield Output(style_path(kind), joined_components(root, components))
