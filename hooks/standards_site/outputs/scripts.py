"""Which scripts a page opens with and which it loads later: the one table that the build, the pages and the tests read.

The sources lie in site_templates/scripts/, one subject a file. The build joins them as they were written, without their
comments, which are a fifth of them: a page asks for few files, and what it shows in a debugger can be read. What others
have written lies in vendor/, as it came, and keeps the licence at its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .links import script_path
from .output import Output

SOURCES = "site_templates/scripts"
# on lines of its own; a comment within a line may be part of a text, and one that begins with ! is a licence
_COMMENT = re.compile(r"^ *(?:/\*(?!!)(?:(?!\*/).)*\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)

_ANSWERS = ("self-check/answer.js", "self-check/record.js")
_RECORDS = (
    "self-check/words.js",
    "self-check/merge.js",
    "self-check/edition.js",
    "self-check/file.js",
    "self-check/bundle.js",
    "self-check/slip.js",
)
_READING = ("self-check/ledger.js", "self-check/comparison.js", "self-check/reading.js")
_STORE = (
    "self-check/entry.js",
    "self-check/entries.js",
    "self-check/local.js",
    "self-check/database.js",
    "self-check/earlier.js",
    "self-check/store.js",
    "self-check/own.js",
)
_STORE_LATER = ("self-check/snapshots.js", "self-check/clearing.js", "self-check/closing.js")
_CHECK = ("shared/typed-day.js", *_ANSWERS, *_STORE, "self-check/checklist.js")
_OPENING = ("shared/dom.js", "shared/day.js", *_CHECK)
_LATER = (
    "shared/download.js",
    "year/dated-event.js",
    "year/counted.js",
    *_RECORDS,
    *_STORE_LATER,
    "self-check/strip.js",
    "self-check/tools.js",
)
_ZIP = ("vendor/fflate.js",)
_WORKBOOK = ("self-check/excel-file.js", "self-check/workbook.js")
_TOOLS = (
    "shared/zip.js",
    "year/summary.js",
    "year/calendar.js",
    "self-check/export.js",
    "people/kept.js",
    "self-check/panels/parts.js",
    "self-check/panels/import.js",
    "self-check/panels/copy.js",
    "self-check/panels/export.js",
    "self-check/panels/ledger.js",
    "self-check/panels/compare.js",
    "self-check/panels/earlier.js",
    "self-check/panels/close.js",
    "self-check/holdings.js",
    "self-check/panels/kept.js",
    "self-check/panels/clear.js",
    "self-check/panels/year.js",
    "self-check/panels/panel.js",
)

JOINED: dict[str, tuple[str, ...]] = {
    # this month, on the page of a branch and on the year plans
    "this-month": ("shared/dom.js", "shared/day.js", "year/this-month.js"),
    # what this browser keeps of all branches
    "kept": (
        "shared/dom.js",
        "shared/day.js",
        *_ANSWERS,
        *_STORE,
        "shared/download.js",
        *_RECORDS,
        *_STORE_LATER,
        "self-check/reading.js",
        "people/kept.js",
        "self-check/panels/parts.js",
        "self-check/holdings.js",
        "self-check/panels/kept.js",
        "kept/page.js",
    ),
    # the page of a branch, after this month; what follows is loaded when it is idle, the tools when one is opened
    "self-check": _CHECK,
    "self-check-later": _LATER,
    # the one-file edition has no forms to fill
    "self-check-tools": (*_READING, "filled/place.js", "filled/word.js", *_TOOLS),
    "self-check-usual": ("self-check/usual.js",),
    "self-check-elsewhere": ("self-check/elsewhere.js",),
    # what the committee has said, where it has
    "self-check-slip": ("self-check/remarks.js",),
    "self-check-last-year": ("self-check/last-year.js",),
    # 我的支部, which has a self-check in it that loads the same as a checklist; what follows it is for its answers
    "my-branch": (
        *_OPENING,
        "shared/typed-number.js",
        "my-branch/rules.js",
        "my-branch/chooser.js",
        "my-branch/field.js",
        "my-branch/page.js",
    ),
    "my-branch-later": (
        "year/this-month.js",
        "my-branch/year.js",
        "my-branch/calendar.js",
        "my-branch/findings.js",
        "my-branch/result.js",
    ),
    # the ticks of a year, loaded when its page is idle
    "year-ticks": ("year/told.js", "year/ticks.js", "year/evidence.js"),
    # what is ticked, on the pages of ledgers and papers; what follows it is for a browser that keeps a branch
    "quoted": ("shared/dom.js", "shared/remembered.js", "year/quoted.js"),
    "quoted-later": (
        "shared/day.js",
        *_ANSWERS,
        *_STORE,
        "shared/typed-number.js",
        "shared/typed-day.js",
        "my-branch/rules.js",
        "year/this-month.js",
        "my-branch/year.js",
        "year/counted.js",
        "year/told.js",
        "people/kept.js",
        "year/listed-plan.js",
        "year/plans.js",
        "year/quoted-list.js",
    ),
    # 会议包; what follows it is the sums of votes, and to clear what was filled in
    "meeting": (
        "shared/dom.js",
        "shared/day.js",
        "shared/typed-number.js",
        "shared/typed-day.js",
        *_ANSWERS,
        *_STORE,
        "filled/known.js",
        "filled/place.js",
        "meeting/page.js",
    ),
    "meeting-later": ("calculators/sums.js", *_STORE_LATER),
    # a form that is filled with what the browser knows; what follows it reads what that is
    "filled-form": ("shared/dom.js", "filled/page.js"),
    "filled-form-later": (
        "shared/day.js",
        "shared/typed-number.js",
        "shared/download.js",
        "shared/zip.js",
        *_ANSWERS,
        *_STORE,
        "filled/known.js",
        "filled/place.js",
        "filled/word.js",
    ),
    # the form whose rows a self-check fills, and the one that the ticks of a year fill
    "filled-form-rows": ("self-check/words.js", "self-check/ledger.js", "filled/choice.js", "filled/rows.js"),
    "filled-form-year": (
        "shared/typed-day.js",
        "my-branch/rules.js",
        "my-branch/year.js",
        "year/counted.js",
        "year/summary.js",
        "people/kept.js",
        "year/listed-plan.js",
        "year/plans.js",
        "filled/choice.js",
        "filled/year.js",
    ),
    # what makes and reads zip files, for the first export or import of an office file
    "fflate": _ZIP,
    "self-check-workbook": _WORKBOOK,
    # the roll-up; what follows it is loaded when the page is idle, and for the first export
    "roll-up": ("shared/dom.js", "shared/day.js", "roll-up/page.js"),
    "roll-up-later": (*_ANSWERS, "year/counted.js", *_RECORDS, *_READING, "roll-up/picture.js", "roll-up/bulletin.js"),
    # what the committee writes for branches, kept as a self-check is
    "roll-up-slips": (
        "shared/typed-day.js",
        *_STORE,
        *_STORE_LATER,
        "self-check/checklist.js",
        "self-check/tools.js",
        "roll-up/slip-sheet.js",
        "roll-up/slips.js",
    ),
    "roll-up-export": ("shared/download.js", "shared/zip.js", "self-check/export.js"),
    "calculators": (
        "shared/dom.js",
        "shared/day.js",
        "shared/download.js",
        "shared/typed-number.js",
        "shared/typed-day.js",
        "shared/working-days.js",
        "year/dated-event.js",
        "shared/remembered.js",
        "calculators/sums.js",
        "calculators/form.js",
    ),
    # for a page that has no store: what 我的支部 knows
    "branch-known": (*_ANSWERS, *_STORE, "self-check/known.js"),
    # the people a branch is developing; what follows it is loaded when the page is idle
    "people": (
        "shared/dom.js",
        "shared/day.js",
        *_ANSWERS,
        *_STORE,
        "shared/typed-day.js",
        "shared/working-days.js",
        "people/kept.js",
        "people/sums.js",
        "people/field.js",
        "people/tick.js",
        "people/page.js",
    ),
    "people-later": (
        "shared/download.js",
        "self-check/clearing.js",
        "year/dated-event.js",
        "people/reading.js",
        "people/paper.js",
        "people/import.js",
        "people/tools.js",
    ),
    "calculators-near": ("shared/dom.js", "calculators/near.js"),
    # every page; what follows it is loaded when somebody goes to the box
    "search-box": ("search/box.js", "handbook/drawer.js", "handbook/fold.js"),
    "search": ("search/query.js", "search/pinyin.js", "search/ranking.js", "search/combobox.js"),
    "search-page": ("search/page.js",),
    # what is written for a role, and what of it this month is for
    "role": ("handbook/role.js",),
    "role-month": (
        "shared/dom.js",
        "shared/day.js",
        "year/this-month.js",
        "handbook/role-month.js",
        "handbook/role.js",
    ),
    # the page of all forms
    "forms": ("shared/dom.js", "handbook/forms-filter.js"),
    # the home page; what follows it is for the month of a branch
    "home": ("shared/dom.js", "shared/remembered.js", "handbook/home.js"),
    "home-later": (
        "shared/day.js",
        *_ANSWERS,
        *_STORE,
        "shared/typed-number.js",
        "shared/typed-day.js",
        "my-branch/rules.js",
        "my-branch/chooser.js",
        "year/counted.js",
        "year/this-month.js",
        "my-branch/year.js",
        "my-branch/findings.js",
        "year/listed-plan.js",
        "handbook/home-branch.js",
    ),
}
"""For each script of the site its sources, in the order in which they need each other."""

OF_SHARED_FILES: dict[str, tuple[str, ...]] = {
    # what branches share: a check by another standard, the year plan, a form
    "shared-check": ("branch/owner.js", *_CHECK),
    "shared-plan": ("branch/owner.js", "shared/dom.js", "shared/day.js", "year/this-month.js"),
    # the list of branches, where there are many
    "find-branch": ("shared/dom.js", "branch/find.js"),
    "branch-form": (
        "branch/owner.js",
        "shared/dom.js",
        "shared/download.js",
        "shared/zip.js",
        "filled/place.js",
        "filled/word.js",
        "branch/form.js",
    ),
}
"""Likewise, where branches share files or are many."""

# without a page around them, for tests
STORE = (*_ANSWERS, *_STORE, *_STORE_LATER)
RECORDS = (*_ANSWERS, "year/counted.js", *_RECORDS, *_READING)

# written into their pages: the one-file edition finds here what a checklist would load later; the tools come last in it
ONE_FILE = (
    *_OPENING,
    *_LATER,
    "self-check/elsewhere.js",
    *_READING,
    "self-check/remarks.js",
    "self-check/last-year.js",
    "year/this-month.js",
    "year/told.js",
    "year/ticks.js",
    "year/evidence.js",
    "one-file/kept-file.js",
    "one-file/year.js",
    "one-file/start.js",
)
ONE_FILE_TOOLS = (*_ZIP, *_TOOLS, *_WORKBOOK)
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
