"""Which scripts a page opens with and loads later, and that all of them are there, as they were written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from standards_site.outputs.links import script_path
from standards_site.outputs.scripts import (
    JOINED,
    MISSING_PAGE,
    OF_SHARED_FILES,
    ONE_FILE,
    ONE_FILE_TOOLS,
    SOURCES,
    joined_sources,
    uncommented,
)
from tests import ROOT

NAMED = re.compile(r'"((?:\.\./data/)?[a-z-]+\.js)"')
DATA_LINE = re.compile(r'(?:var )?[A-Z_]+(?:\["[\w-]+"\])? = (.*);')


def scripts_of(page: Path) -> list[str]:
    """Return our own scripts that a built page opens with, as they are called in the table, besides the search box."""
    sources = html.parse(page).getroot().xpath("//script/@src")
    files = [(page.parent / source).resolve() for source in sources]
    return [file.stem for file in files if file.parent.name == "js" and file.stem != "search-box"]


@pytest.fixture(scope="session")
def opened(site: Path) -> dict[str, list[str]]:
    """What each page of the site opens with, where that is any script of ours."""
    pages = sorted(site.rglob("*.html"))
    return {page.relative_to(site).as_posix(): found for page in pages if (found := scripts_of(page))}


def test_a_page_opens_with_one_script_of_ours_but_where_this_month_comes_before_the_check(opened):
    several = {page: found for page, found in opened.items() if len(found) > 1}
    assert {page: found for page, found in several.items() if found[:-1] != ["this-month"]} == {}
    assert {found[-1] for found in several.values()} <= {"self-check", "shared-check"}
    assert {opened[page][0] for page in ("my-branch.html", "roll-up.html", "calculators.html", "index.html")} == {
        "my-branch",
        "roll-up",
        "calculators",
        "home",
    }
    assert opened["search.html"] == ["search-page"]
    assert {tuple(found) for page, found in opened.items() if page.startswith("branches/")} == {
        ("this-month",),
        ("this-month", "self-check"),
    }


def test_pages_outside_the_theme_have_no_script_in_themselves(site, opened):
    for page in (page for page in opened if page.startswith("branches/") or page == "roll-up.html"):
        inside = html.parse(site / page).getroot().xpath("//script[not(@src) and not(@type='application/json')]")

        assert inside == [], page


def test_the_self_check_adds_no_more_to_the_page_of_ones_own_branch():
    of_my_branch, shared = JOINED["my-branch"], ("shared/dom.js", "shared/day.js", *JOINED["self-check"])

    assert of_my_branch[: len(shared)] == shared
    assert not any(name.startswith("self-check/") for name in of_my_branch[len(shared) :])


def test_no_source_reaches_a_page_twice():
    check = ("self-check-later", "self-check-tools")
    pages = (
        ("this-month", "self-check", *check),
        ("roll-up", "roll-up-later", "roll-up-export"),
        ("my-branch", "my-branch-later", *check),
    )
    all_of = [sum((JOINED[name] for name in page), ()) for page in pages]

    assert [sorted({name for name in sources if sources.count(name) > 1}) for sources in all_of] == [[], [], []]


def test_comments_on_lines_of_their_own_are_left_out():
    script = """\
/** Says what it is for. */
/** @param {string} a @param {number} [b] @returns {string[]} */
/**
 * @template T
 * @param {T} c
 */
const f = (/** @type {any} */ a) => a; // says more
  /** @type {any} */ (f).g();
  // why
const address = "https://example.org"; /* a */
/* over
   two lines */
/*! a licence */
"""

    assert (
        uncommented(script)
        == """\
const f = (/** @type {any} */ a) => a; // says more
  /** @type {any} */ (f).g();
const address = "https://example.org"; /* a */
/*! a licence */
"""
    )


def test_the_site_has_the_scripts_of_the_table_alone_as_they_were_written(site):
    shipped = {file.stem: file.read_text("utf-8") for file in (site / "assets/js").iterdir()}

    assert shipped == {name: joined_sources(ROOT, sources) for name, sources in JOINED.items()}
    long = [name for name, text in shipped.items() if max(map(len, text.splitlines())) > 120]
    assert long == ["fflate"]


def test_what_others_have_written_is_delivered_as_it_came_and_under_its_licence(site):
    held = (ROOT / "site_templates/scripts/vendor/fflate.js").read_text("utf-8")
    published = ROOT / "node_modules/fflate"
    licence = (published / "LICENSE").read_text("utf-8")

    head, code = held.split(" */\n", 1)

    assert f"fflate {json.loads((published / 'package.json').read_text('utf-8'))['version']}," in head
    assert licence.split() == head.split()[-len(licence.split()) :]
    assert code.strip() == (published / "umd/index.js").read_text("utf-8").strip()
    assert held in (site / script_path("fflate")).read_text("utf-8")


def test_a_page_asks_for_all_its_scripts_before_it_waits_for_one(site):
    """The policy in a page's head keeps browsers from looking ahead: they ask for what they have come to."""
    late = {}
    for page in site.rglob("*.html"):
        (head,) = html.parse(page).getroot().xpath("/html/head")
        # the theme's own scripts come last, and no tool waits for them
        sources = head.getparent().xpath("body//script[not(@defer)]/@src[not(contains(., 'assets/javascripts/'))]")
        blocking = head.xpath("script[not(@defer)]")
        before = blocking[0].itersiblings("link", preceding=True) if blocking else head.iterchildren("link")
        asked = {link.get("href") for link in before if link.get("rel") == "preload"}
        # one alone is soon come to
        if len(sources) > 1 and not asked.issuperset(sources):
            late[page.relative_to(site).as_posix()] = sources

    assert late == {}


def test_every_source_is_part_of_a_script():
    used = {
        name
        for sources in (*JOINED.values(), *OF_SHARED_FILES.values(), ONE_FILE, ONE_FILE_TOOLS, MISSING_PAGE)
        for name in sources
    }

    assert used == {file.relative_to(ROOT / SOURCES).as_posix() for file in (ROOT / SOURCES).rglob("*.js")}


def test_every_script_is_opened_with_or_loaded_later_and_there(site, opened):
    waiting = sorted({"search-box", *(name for found in opened.values() for name in found)})
    loaded = set()
    for name in waiting:
        named = NAMED.findall((site / script_path(name)).read_text("utf-8"))
        loaded |= {*named}
        waiting.extend(script for file in named if (script := Path(file).stem) in JOINED and script not in waiting)

    assert {*waiting} == {*JOINED}
    assert [name for name in loaded if not (site / "assets/js" / name).is_file()] == []


def test_no_template_names_a_script():
    named = [file.name for file in ROOT.glob("site_templates/**/*.j2") if "assets/js" in file.read_text("utf-8")]

    assert named == []


def test_data_files_hold_data_and_nothing_that_runs(site):
    wrong = []
    for file in (site / "assets/data").glob("*.js"):
        for line in file.read_text("utf-8").splitlines():
            found = DATA_LINE.fullmatch(line)
            if not found or not (found[1].startswith("window.") or isinstance(json.loads(found[1]), dict)):
                wrong.append(f"{file.name}: {line[:60]}")

    assert wrong == []
