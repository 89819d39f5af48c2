"""How much script the pages of the self-check open with, and that what they load later is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

SOURCES = Path(__file__).parents[2] / "site_templates/scripts"
# bytes as shipped, neither packed nor compressed; data files are no scripts. All that has to be there before a field
# takes input, so the database too: what is typed while it is still being fetched is lost when the browser dies
MOST_AT_OPENING = 62_000
NAMED = re.compile(r'"((?:\.\./data/)?[a-z-]+\.js)"')
DATA_LINE = re.compile(r'(?:var )?[A-Z_]+(?:\["[\w-]+"\])? = (.*);')


def scripts_of(page: Path) -> list[Path]:
    """Return the scripts that a built page names, without data files; fails on script in the page itself."""
    scripts = html.parse(page).getroot().xpath("//script[not(@type='application/json')]")
    assert all("src" in script.attrib for script in scripts), page
    files = [(page.parent / script.get("src")).resolve() for script in scripts]
    return [file for file in files if file.parent.name != "data"]


@pytest.fixture(scope="session")
def tool_pages(site: Path) -> list[Path]:
    """The page of each branch, and the roll-up."""
    branches = [page for page in sorted((site / "branches").glob("*.html")) if page.name != "index.html"]
    return [*branches, site / "roll-up.html"]


def test_a_page_of_the_self_check_opens_with_less_than_62_kb_of_script(site, tool_pages):
    sizes = {
        page.relative_to(site).as_posix(): {file.name: file.stat().st_size for file in scripts_of(page)}
        for page in tool_pages
    }

    assert len(sizes) > 2
    assert all(sizes.values())
    assert {page: found for page, found in sizes.items() if sum(found.values()) >= MOST_AT_OPENING} == {}


def test_the_self_check_adds_no_more_to_the_page_of_ones_own_branch(site, tool_pages):
    of_a_branch = {file.name for file in scripts_of(tool_pages[0])}

    of_my_branch = {file.name for file in scripts_of_theme_page(site / "my-branch.html")}

    assert of_a_branch == {
        "dom.js",
        "record.js",
        "entry.js",
        "store.js",
        "store-database.js",
        "self-check.js",
    }
    assert {
        name for name in of_my_branch if not name.startswith(("my-branch", "this-month", "typed-number"))
    } == of_a_branch


def scripts_of_theme_page(page: Path) -> list[Path]:
    """Return our own scripts on a page that the theme adds scripts to."""
    sources = html.parse(page).getroot().xpath("//main//script/@src")
    return [file for source in sources if (file := (page.parent / source).resolve()).parent.name != "data"]


def test_scripts_are_shipped_as_they_were_written(site, tool_pages):
    shipped = {file for page in tool_pages for file in scripts_of(page)}
    sources = [file.read_bytes() for file in SOURCES.rglob("*.js")]

    assert [file.name for file in shipped if file.read_bytes() not in sources] == []
    assert [file.name for file in shipped if max(map(len, file.read_text("utf-8").splitlines())) > 120] == []


def test_the_scripts_that_are_loaded_later_are_there(site, tool_pages):
    waiting = [file.name for page in tool_pages for file in scripts_of(page)]
    named: dict[str, set[str]] = {}
    for name in waiting:
        if name not in named:
            named[name] = set(NAMED.findall((site / "assets/js" / name).read_text("utf-8")))
            waiting.extend(Path(later).name for later in named[name] if not later.startswith(".."))
    later = set().union(*named.values())

    assert {"store-work.js", "self-check-work.js", "self-check-files.js", "roll-up-core.js", "export.js"} <= later
    assert [name for name in later if not (site / "assets/js" / name).is_file()] == []


def test_data_files_hold_data_and_nothing_that_runs(site):
    wrong = []
    for file in (site / "assets/data").glob("*.js"):
        for line in file.read_text("utf-8").splitlines():
            found = DATA_LINE.fullmatch(line)
            if not found or not (found[1].startswith("window.") or isinstance(json.loads(found[1]), dict)):
                wrong.append(f"{file.name}: {line[:60]}")

    assert wrong == []
