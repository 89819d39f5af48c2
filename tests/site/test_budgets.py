"""How many bytes and files a page of each kind opens with, and how many bytes a script has that it loads later."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html

from standards_site.outputs.links import Place, script_path
from standards_site.outputs.scripts import JOINED, ONE_FILE, ONE_FILE_TOOLS, joined_sources
from tests import ROOT
from tests.probes.opening import FirstView, first_view


class Bytes(NamedTuple):
    """As shipped, neither packed nor compressed."""

    css: int
    """With the sizes of paper, without the theme's own."""
    js: int
    """With the search box; without data files and without what is written into the page."""


# what a page opens with is all that has to be there before a field takes input, so the database too: what is typed
# while it is still being fetched is lost when the browser dies
MOST = {
    "handbook": Bytes(17_000, 3_100),
    "home": Bytes(18_500, 8_500),
    "search": Bytes(18_000, 6_100),
    "forms": Bytes(19_000, 7_000),
    "role": Bytes(18_000, 3_100),
    "calculators": Bytes(19_000, 31_000),
    "my-branch": Bytes(30_500, 94_000),
    "checklist": Bytes(17_300, 60_500),
    "roll-up": Bytes(11_000, 17_500),
    "plan": Bytes(9_500, 8_600),
    # with marks on what the form rests on
    "form": Bytes(14_000, 3_100),
    "record": Bytes(9_500, 3_500),
    "missing": Bytes(7_000, 0),
    "one-file": Bytes(15_300, 152_000),
}
MOST_LATER = {
    "self-check-later": 35_000,
    "self-check-tools": 45_500,
    "self-check-usual": 2_500,
    "my-branch-later": 18_800,
    "home-later": 60_000,
    "roll-up-later": 46_500,
    "roll-up-export": 10_500,
    "search": 18_000,
}
MOST_AT_FIRST = {
    "home": FirstView(110_000, 100_000, 9),
    "item": FirstView(110_000, 100_000, 9),
    "procedure": FirstView(110_000, 100_000, 9),
    # the longest are tables of everything: numbers, sources, what is unsure
    "handbook": FirstView(270_000, 125_000, 9),
    "role": FirstView(110_000, 90_000, 9),
    "search": FirstView(50_000, 80_000, 9),
    "forms": FirstView(110_000, 90_000, 9),
    "calculators": FirstView(132_000, 95_000, 10),
    "my-branch": FirstView(162_000, 111_000, 11),
    "checklist": FirstView(124_000, 43_500, 7),
    "roll-up": FirstView(54_000, 22_000, 8),
    "plan": FirstView(90_000, 20_000, 6),
    "record": FirstView(45_000, 16_000, 6),
    "form": FirstView(55_000, 16_500, 6),
    "missing": FirstView(15_000, 6_000, 1),
    "one-file": FirstView(327_000, 93_000, 1),
}
FOLDERS = {"items": "item", "procedures": "procedure"}
BY_PATH = {Place.HOME: "home", Place.SEARCH: "search", Place.MISSING: "missing", Place.ONE_FILE: "one-file"}
"""Pages that do not tell their kind by the last of their styles."""


def measured(site: Path, page: Path) -> tuple[str, Bytes, list[str]]:
    """Return the kind of a page, the bytes that it opens with, and its scripts as the table of scripts calls them."""
    root = html.parse(page).getroot()
    path = page.relative_to(site).as_posix()
    if path == Place.ONE_FILE:
        (style,) = root.xpath("//style/text()")
        return (
            BY_PATH[path],
            Bytes(len(style.encode()), len(joined_sources(ROOT, (*ONE_FILE, *ONE_FILE_TOOLS)).encode())),
            [],
        )
    # a page that does not know where the site lies holds its style itself
    links = root.xpath("//link[@rel='stylesheet']/@href") or ["assets/css/missing.css"]
    styles = [(page.parent / link).resolve() for link in links if "assets/stylesheets/" not in link]
    files = [(page.parent / source).resolve() for source in root.xpath("//script/@src")]
    scripts = [file for file in files if file.parent.name == "js"]
    css, js = (sum(file.stat().st_size for file in found) for found in (styles, scripts))
    named = [style.stem for style in styles if style.parent.name == "css"]
    return BY_PATH.get(path, named[-1]), Bytes(css, js), [script.stem for script in scripts]


@pytest.fixture(scope="module")
def pages(site: Path) -> list[tuple[str, Bytes, list[str]]]:
    return [measured(site, page) for page in site.rglob("*.html")]


def test_no_page_opens_with_more_than_its_kind_may(pages):
    found: dict[str, list[Bytes]] = defaultdict(list)
    for kind, size, _ in pages:
        found[kind].append(size)

    most = {kind: Bytes(*map(max, zip(*sizes, strict=True))) for kind, sizes in found.items()}

    assert most.keys() == MOST.keys()
    assert {k: size for k, size in most.items() if size.css > MOST[k].css or size.js > MOST[k].js} == {}


def test_no_script_that_is_loaded_later_is_larger_than_it_may_be(site, pages):
    opened = {name for _, _, scripts in pages for name in scripts}
    sizes = {name: (site / script_path(name)).stat().st_size for name in MOST_LATER}

    assert opened | MOST_LATER.keys() == JOINED.keys()
    assert {name: size for name, size in sizes.items() if size > MOST_LATER[name]} == {}


def test_no_page_opens_with_more_bytes_or_files_than_its_kind_may(site):
    found: dict[str, list[FirstView]] = defaultdict(list)
    for page in site.rglob("*.html"):
        folder = page.relative_to(site).parts[0]
        found[FOLDERS.get(folder) or measured(site, page)[0]].append(first_view(site, page))

    most = {kind: FirstView(*map(max, zip(*views, strict=True))) for kind, views in found.items()}

    assert most.keys() == MOST_AT_FIRST.keys()
    assert {
        kind: view
        for kind, view in most.items()
        if any(is_more > may for is_more, may in zip(view, MOST_AT_FIRST[kind], strict=True))
    } == {}
