"""What pages of each kind bring with them as they open: which page stands for a kind, and how slow its reader is."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import html

from standards_site.outputs.links import Place

PAGES = {
    "home": Place.HOME,
    "item": "items/E1.html",
    "procedure": "procedures/member-development.html",
    "source": "sources/zb-2018.html",
    "forms": Place.FORMS,
    "calculators": Place.CALCULATORS,
    "search": Place.SEARCH,
    "my-branch": Place.MY_BRANCH,
    "branches": Place.BRANCHES,
    "checklist": "branches/teacher-software.html",
    "plan": "branches/teacher-software/plan.html",
    "profile plan": "profiles/teacher/plan.html",
    "form": "forms/sign-in.html",
    "meeting": Place.MEETING,
    "roll-up": Place.ROLL_UP,
    "one-file": Place.ONE_FILE,
    "missing": Place.MISSING,
}
USABLE = {
    "my-branch": "(document.querySelector('my-branch') || {}).isOpen",
    "checklist": "(document.querySelector('self-check') || {}).isOpen",
    "roll-up": "document.querySelector('roll-up input')",
    "meeting": "document.querySelector('meeting-pack fieldset:not(:disabled)')",
    "one-file": "(document.querySelector('self-check-tool') || {}).ready",
    "calculators": "document.querySelector('.calculator input')",
    "search": "document.querySelector('.site-search input[name=q]')",
}
"""When the controls of a tool take input."""
SLOWER = 4
"""How many times slower than this machine a reader's is."""
SIZES = ((360, 740), (1366, 768))
SHIFT = """() => new Promise((done) => {
  let [shift, moved] = [0, []];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      shift += entry.value;
      for (const { node } of entry.sources) moved.push(node ? node.nodeName + "." + node.className : "gone");
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([shift, moved.slice(0, 6)]), 700);
})"""
"""How much moves, and what, while a page opens."""
THEME = ("assets/stylesheets/", "assets/javascripts/")


class FirstView(NamedTuple):
    """What a page is made of when it opens, before anything is loaded later."""

    own: int
    """Bytes of the page and of all its files but the theme's, not compressed."""
    packed: int
    """Bytes of the page and of all its files, each compressed by itself as servers do it."""
    requests: int


def first_view(site: Path, page: Path) -> FirstView:
    """Return what a page of a site on disk opens with."""
    files = [page, *files_of(page)]
    own = [file for file in files if not file.relative_to(site).as_posix().startswith(THEME)]
    return FirstView(sum(file.stat().st_size for file in own), sum(map(packed, files)), len(files))


def files_of(page: Path) -> list[Path]:
    """Return the files that a page asks for before anybody scrolls, each once."""
    root = html.parse(page).getroot()
    asked = root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img[not(@loading)]/@src")
    inside = [one for one in asked if not one.startswith("data:")]
    return list(dict.fromkeys((page.parent / one).resolve() for one in inside))


@cache
def packed(file: Path) -> int:
    """Return the bytes of a file as a server compresses it; what is compressed by itself goes as it is."""
    return file.stat().st_size if file.suffix == ".png" else len(gzip.compress(file.read_bytes(), 6))
