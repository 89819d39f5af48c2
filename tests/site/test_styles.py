"""A page opens with the style of its kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from standards_site.outputs.links import Place
from standards_site.outputs.styles import JOINED, ONE_FILE, SOURCES, joined_components

ROOT = Path(__file__).parents[2]

PHONES = (320, 430)
"""Pixels of the narrowest and of the widest phone that is held upright."""


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, dict[Path, list[Path]]]:
    """The styles of every page, by the kinds that they name."""
    found: dict[str, dict[Path, list[Path]]] = {}
    for page in site.rglob("*.html"):
        if page.name == Place.ONE_FILE:
            continue
        document = html.parse(page).getroot()
        # a page that does not know where the site lies holds its style itself
        links = document.xpath("//link[@rel='stylesheet']/@href") or ["assets/css/missing.css"]
        styles = [(page.parent / link).resolve() for link in links if "assets/stylesheets/" not in link]
        kind = " ".join(style.stem for style in styles if style.parent.name == "css")
        found.setdefault(kind, {})[page] = styles
    return found


def test_each_kind_of_page_has_its_own_style(pages):
    bodies = {
        kind: {html.parse(page).getroot().find("body").get("class", "theme") for page in found}
        for kind, found in pages.items()
    }

    assert bodies == {
        "handbook": {"theme"},
        "handbook calculators": {"theme"},
        "handbook forms": {"theme"},
        "handbook home": {"theme"},
        "handbook people": {"theme"},
        "handbook quoted": {"theme"},
        "handbook role": {"theme"},
        "handbook search": {"theme"},
        "checklist": {"checklist"},
        "my-branch": {"checklist"},
        "kept": {"checklist"},
        "roll-up": {"sheet landscape"},
        "plan": {"sheet landscape plan"},
        "form": {"sheet form-page"},
        "meeting": {"sheet form-page pack-page"},
        "record": {"checklist record"},
        "missing": {"checklist"},
    }


def test_the_one_file_edition_holds_its_style(site):
    (style,) = html.parse(site / Place.ONE_FILE).getroot().xpath("//style/text()")

    assert style == joined_components(ROOT, ONE_FILE)


def test_every_component_belongs_to_a_kind_of_page():
    sources = {source.stem for source in (ROOT / SOURCES).glob("*.css")}

    assert sources == {component for components in (*JOINED.values(), ONE_FILE) for component in components}


def test_what_is_found_on_the_narrowest_phone_holds_for_wider_ones(site):
    widths = set()
    for style in site.glob("assets/**/*.css"):
        for size, unit in re.findall(r"-width: ?([0-9.]+)(px|r?em)\)", style.read_text("utf-8")):
            widths.add(float(size) * (1 if unit == "px" else 16))

    assert len(widths) > 5
    assert [width for width in widths if PHONES[0] <= width <= PHONES[1]] == []
