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


# every style holds all measures and the colours of a dark screen, 2 kB of it;
# outside the theme also the menu of its bar, 400 bytes;
# what a page opens with is all that has to be there before a field takes input, so the database too: what is typed
# while it is still being fetched is lost when the browser dies; it knows of several branches, 3 kB;
# every field for a day says what is wrong with what was typed, 2 kB, in words that the file of the site holds
MOST = {
    "handbook": Bytes(17_000, 3_100),
    # with what looks into the database where localStorage has lost what is kept, as all that takes it over has
    "home": Bytes(18_800, 9_800),
    "search": Bytes(17_300, 6_100),
    "forms": Bytes(19_000, 7_000),
    # with what of it this month is for, where days of another year stand apart
    "role": Bytes(17_200, 12_400),
    # pages on which the ticks of a year are quoted: what looks whether there are any
    "quoted": Bytes(17_300, 7_100),
    # with what makes a calendar of its days and takes over what 我的支部 knows, as checks and meetings have too
    "calculators": Bytes(18_300, 40_700),
    # with the branches that the browser keeps, one to be chosen, and what cannot be of their facts
    "my-branch": Bytes(26_700, 115_100),
    # with this month, which stands before the check, and the ticks of the year; a row is one line of results, by width,
    # and says closed what it lacks; which year is open, that it is closed, and that a time limit is over
    "checklist": Bytes(24_100, 79_900),
    # the sums of votes come later; with what reads a typed day
    "meeting": Bytes(18_000, 73_900),
    # all that reads, writes and clears what is kept
    "kept": Bytes(21_900, 115_500),
    # of years too, with a notice and a bulletin
    "roll-up": Bytes(13_500, 20_800),
    # the store, and the sums of a person: each day that is typed is reckoned with at once
    "people": Bytes(22_400, 89_900),
    # its month folds what any day of the year will do
    "plan": Bytes(12_500, 12_100),
    # with marks on what the form rests on, and what fills it
    "form": Bytes(16_400, 10_600),
    "record": Bytes(11_800, 3_100),
    "missing": Bytes(9_100, 0),
    # with the tables of a year, slips, what hands a branch over, what was filled in by other standards, and 55 kB that
    # read a workbook
    "one-file": Bytes(21_800, 340_300),
}
MOST_LATER = {
    # with bundles, for a backup holds the year and slips too, a phone's pair at the foot, years that are closed, and
    # what clears all that was filled in for a branch
    "self-check-later": 56_900,
    # with the tables of a year, slips, filled forms, workbooks that come back, and what hands a branch over and clears
    "self-check-tools": 91_200,
    "self-check-slip": 3_600,
    # mostly the store, for calculators in a browser that keeps something
    "branch-known": 45_400,
    # with what was written where nothing is read, told by cell
    "self-check-workbook": 24_400,
    "self-check-usual": 2_200,
    "self-check-elsewhere": 10_500,
    "self-check-last-year": 4_700,
    # with the calendar file, which the page opened with before
    "my-branch-later": 22_500,
    # mostly the sums of all calculators, which stand in one file
    "meeting-later": 28_900,
    # with remarks on days, reasons and what was not noted, in words that other pages quote; what a tick counts for, and
    # what takes away what was added
    "year-ticks": 22_100,
    "home-later": 90_200,
    # mostly the store and the rules of a branch, as for the home page
    "quoted-later": 95_200,
    "filled-form-later": 54_800,
    # of years too, and branches that are known by their names
    "roll-up-later": 67_100,
    # with files of another branch, which ask first, and putting somebody into another one
    "people-later": 29_600,
    "filled-form-rows": 7_400,
    # mostly the rules of a branch, by which its plan is made
    "filled-form-year": 38_300,
    # with the store and the form of a self-check
    "roll-up-slips": 100_900,
    "roll-up-export": 9_200,
    "fflate": 34_300,
    "search": 18_200,
}
MOST_AT_FIRST = {
    "home": FirstView(110_000, 100_000, 9),
    "item": FirstView(110_000, 100_000, 9),
    "procedure": FirstView(110_000, 100_000, 9),
    "handbook": FirstView(110_000, 100_000, 9),
    "role": FirstView(110_000, 90_000, 9),
    "quoted": FirstView(160_000, 100_000, 9),
    "search": FirstView(50_000, 80_000, 9),
    "forms": FirstView(110_000, 90_000, 9),
    # with the days off that working days are counted by
    "calculators": FirstView(147_300, 98_000, 10),
    "my-branch": FirstView(173_900, 50_000, 11),
    # with this month and what it is made from
    "checklist": FirstView(163_100, 50_900, 9),
    "people": FirstView(173_200, 108_200, 11),
    "meeting": FirstView(161_200, 42_900, 9),
    "roll-up": FirstView(62_100, 22_000, 8),
    "kept": FirstView(147_700, 44_300, 8),
    "plan": FirstView(93_500, 21_500, 7),
    # the longest are what one document settles, each with its file and line
    "record": FirstView(56_500, 17_300, 6),
    "form": FirstView(64_700, 19_400, 7),
    "missing": FirstView(12_300, 4_500, 1),
    # with which items of two standards are alike
    "one-file": FirstView(569_600, 158_200, 1),
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
