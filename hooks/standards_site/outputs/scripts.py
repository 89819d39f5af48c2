"""Which scripts a page opens with and which it loads later: the one table that the build, the pages and the tests read.

The sources lie in site_templates/scripts/, one subject a file. The build joins them as they were written, without their
comments, which are a fifth of them: a page asks for few files, and what it shows in a debugger can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .links import script_path
from .output import Output

SOURCES = "site_templates/scripts"
# on lines of its own; a comment within a line may be part of a text
_COMMENT = re.compile(r"^ *(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)

_ANSWERS = ("self-check/answer.js", "self-check/record.js")
_RECORDS = ("self-check/words.js", "self-check/merge.js", "self-check/edition.js", "self-check/file.js")
_READING = ("self-check/ledger.js", "self-check/comparison.js", "self-check/reading.js", "self-check/bundle.js")
_STORE = (
    "self-check/entry.js",
    "self-check/entries.js",
    "self-check/local.js",
    "self-check/database.js",
    "self-check/earlier.js",
    "self-check/store.js",
)
_STORE_LATER = ("self-check/snapshots.js", "self-check/clearing.js")
_OPENING = ("shared/dom.js", "shared/day.js", *_ANSWERS, *_STORE, "self-check/checklist.js")
_LATER = ("shared/download.js", *_RECORDS, *_STORE_LATER, "self-check/strip.js", "self-check/tools.js")
_TOOLS = (
    "shared/zip.js",
    "self-check/export.js",
    "self-check/panels/parts.js",
    "self-check/panels/import.js",
    "self-check/panels/copy.js",
    "self-check/panels/export.js",
    "self-check/panels/ledger.js",
    "self-check/panels/compare.js",
    "self-check/panels/earlier.js",
    "self-check/panels/clear.js",
    "self-check/panels/panel.js",
)

JOINED: dict[str, tuple[str, ...]] = {
    # the checklist of a branch; what follows it is loaded when the page is idle, the tools when one is opened
    "self-check": _OPENING,
    "self-check-later": _LATER,
    "self-check-tools": (*_READING, *_TOOLS),
    "self-check-usual": ("self-check/usual.js",),
    # 我的支部, which has a self-check in it that loads the same as a checklist; what follows it is for its answers
    "my-branch": (
        *_OPENING,
        "shared/typed-number.js",
        "year/dated-event.js",
        "my-branch/rules.js",
        "my-branch/field.js",
        "my-branch/page.js",
    ),
    "my-branch-later": ("year/this-month.js", "my-branch/year.js", "my-branch/result.js"),
    # the roll-up; what follows it is loaded when the page is idle, and for the first export
    "roll-up": ("shared/dom.js", "shared/day.js", "roll-up/page.js"),
    "roll-up-later": (*_ANSWERS, *_RECORDS, *_READING, "roll-up/picture.js"),
    "roll-up-export": ("shared/download.js", "shared/zip.js", "self-check/export.js"),
    "calculators": (
        "shared/dom.js",
        "shared/day.js",
        "shared/download.js",
        "shared/typed-number.js",
        "year/dated-event.js",
        "calculators/sums.js",
        "calculators/form.js",
    ),
    "calculators-near": ("shared/dom.js", "calculators/near.js"),
    # every page; what follows it is loaded when somebody goes to the box
    "search-box": ("search/box.js", "handbook/drawer.js", "handbook/fold.js"),
    "search": ("search/query.js", "search/pinyin.js", "search/ranking.js", "search/combobox.js"),
    "search-page": ("search/page.js",),
    # the page of all forms
    "forms": ("shared/dom.js", "handbook/forms-filter.js"),
    # the home page; what follows it is for the month of a branch
    "home": ("shared/dom.js", "handbook/home.js"),
    "home-later": (
        "shared/day.js",
        *_ANSWERS,
        *_STORE,
        "shared/typed-number.js",
        "my-branch/rules.js",
        "year/this-month.js",
        "my-branch/year.js",
        "handbook/home-branch.js",
    ),
    # the year plans
    "this-month": ("shared/dom.js", "shared/day.js", "year/this-month.js"),
}
"""For each script of the site its sources, in the order in which they need each other."""

OF_SHARED_FILES: dict[str, tuple[str, ...]] = {
    # what branches share: a check by another standard, the year plan, a form
    "shared-check": ("branch/owner.js", *_OPENING),
    "shared-plan": ("branch/owner.js", "shared/dom.js", "shared/day.js", "year/this-month.js"),
    # the list of branches, where there are many
    "find-branch": ("shared/dom.js", "branch/find.js"),
    "branch-form": ("branch/owner.js", "shared/dom.js", "shared/download.js", "shared/zip.js", "branch/form.js"),
}
"""Likewise, where branches share files or are many."""

# without a page around them, for tests
STORE = (*_ANSWERS, *_STORE, *_STORE_LATER)
RECORDS = (*_ANSWERS, *_RECORDS, *_READING)

# written into their pages: the one-file edition finds here what a checklist would load later; the tools come last in it
ONE_FILE = (*_OPENING, *_LATER, *_READING, "one-file/kept-file.js", "one-file/start.js")
ONE_FILE_TOOLS = _TOOLS
MISSING_PAGE = ("handbook/missing-page.js",)


def joined_sources(root: Path, sources: Iterable[str]) -> str:
    """Return source files as one text that names each; `root` is the folder of the project."""
    return "\n".join(f"// {name}\n{uncommented((root / SOURCES / name).read_text('utf-8'))}" for name in sources)


def uncommented(script: str) -> str:
    """Return a script without the comments that stand on lines of their own."""
    return _COMMENT.sub("", script)


def scripts(root: Path, table: Mapping[str, tuple[str, ...]] = JOINED) -> Iterator[Output]:
    """Yield every script of a table."""
    for name, sources in table.items():
        yield Output(script_path(name), joined_sources(root, sources))
