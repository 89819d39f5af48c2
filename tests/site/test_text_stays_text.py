"""Whatever is written in the data comes out as text: nothing in it becomes a tag, an attribute, a link or a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import markdown
import pytest
import yaml
from lxml import html

from standards_site.outputs.output import templates_in
from tests import ROOT
from tests.builders.hostile import HOSTILE, stand_in

_CONFIGURED = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
EXTENSIONS = [name for entry in _CONFIGURED for name in ([entry] if isinstance(entry, str) else entry)]

# Every way in which our templates print a value: in Markdown's own constructs, in HTML among them, in front matter.
PLACES = {
    "paragraph": "前{{ text }}后",
    "line": "{{ text }}",
    "heading": "## {{ text }}",
    "heading with an id": "## {{ text }} {: #place }",
    "list": "- {{ text }}",
    "table": "| 甲 | 乙 |\n|---|---|\n| {{ text }} | 丙 |",
    "emphasis": "**{{ text }}**",
    "link": "[{{ text }}](x.html)",
    "block": "<p>{{ text }}</p>",
    "block on several lines": "<div>\n{{ text }}\n</div>",
    "inline": '<svg><text>{{ text }}</text></svg> <a href="x.html">{{ text }}</a>',
    "attribute": '前<abbr title="{{ text }}">甲</abbr>后',
    "attribute of a block": '<p title="{{ text }}">甲</p>',
}


@pytest.fixture(scope="module")
def sites(hostile_site, harmless_site) -> tuple[Path, Path]:
    """The site of the hostile data and the one of the harmless data, built by MkDocs with the theme."""
    return hostile_site, harmless_site


@pytest.mark.parametrize("place", PLACES.values(), ids=[place.replace(" ", "-") for place in PLACES])
def test_no_text_is_markup_wherever_a_template_prints_it(place):
    template = templates_in(ROOT / "site_templates").from_string(place)

    shown = {text: page_of(template.render(text=text)) for text in HOSTILE}

    for place_in_list, text in enumerate(HOSTILE):
        plain = page_of(template.render(text=stand_in(place_in_list)))
        assert tags(shown[text]) == tags(plain), text
        assert spaced(text) in spaced(words(shown[text])), text


@pytest.mark.parametrize("text", HOSTILE)
def test_front_matter_holds_any_text(text):
    rendered = templates_in(ROOT / "site_templates").from_string('title: "{{ text }}"').render(text=text)

    title = yaml.safe_load(rendered)["title"]

    assert html.fromstring(f"<p>{title}</p>").text_content() == text
    assert html.fromstring(f'<p title="{title}">a</p>').get("title") == text


def test_no_page_has_an_element_an_attribute_or_a_link_that_harmless_data_does_not_give(sites):
    of_hostile, of_harmless = sites
    pages = sorted(path.relative_to(of_hostile) for path in of_hostile.rglob("*.html"))

    different = {}
    for page in pages:
        found, expected = (list(shape(site / page)) for site in sites)
        if found != expected:
            pairs = zip(found, expected, strict=False)
            different[page.as_posix()] = next((pair for pair in pairs if pair[0] != pair[1]), "more or fewer elements")

    assert len(pages) > 300
    assert pages == sorted(path.relative_to(of_harmless) for path in of_harmless.rglob("*.html"))
    assert different == {}


def test_every_text_reads_back_as_it_was_written(sites):
    seen = [[words(page) for page in parsed(site)] for site in sites]

    for place, text in enumerate(HOSTILE):
        written, expected = spaced(text), spaced(stand_in(place))
        counts = [(page.count(written), plain.count(expected)) for page, plain in zip(*seen, strict=True)]
        assert all(found == wanted for found, wanted in counts), text
        assert sum(found for found, _ in counts) > 20, text


def page_of(text: str) -> html.HtmlElement:
    made = markdown.markdown(text, extensions=EXTENSIONS)
    return html.fromstring(f"<main>{made}</main>")


def tags(root: html.HtmlElement) -> list[tuple[Any, list[str]]]:
    """Return every element with the names of its attributes."""
    return [(element.tag, sorted(element.attrib)) for element in root.iter()]


def shape(path: Path) -> Iterator[Any]:
    """Yield every element of a page with its attributes and texts, where any two texts of one length are alike."""
    for element in html.parse(str(path)).getroot().iter():
        attributes = {name: value_of(name, value) for name, value in element.attrib.items()}
        text = element.text or ""
        if element.get("type") == "application/json":
            text = alike(json.loads(text))
        elif element.tag in ("script", "style"):
            text = ""
        yield element.tag, attributes, alike(text), alike(element.tail or "")


def value_of(name: str, value: str) -> Any:
    """Return a text or the value of an attribute so that only what is not data in it is compared."""
    if name == "id" or (name in ("href", "for") and value.startswith("#")):
        return "#"  # headings are given ids made of their words
    address, _, anchor = value.partition("#") if name == "href" else (value, "", "")
    return alike(unquote(address) if name == "href" else address), bool(anchor)


def alike(value: Any) -> Any:
    if isinstance(value, dict):
        return {alike(key): alike(child) for key, child in value.items()}
    if isinstance(value, list):
        return [alike(child) for child in value]
    if not isinstance(value, str):
        return value
    # a space is put between Chinese and a letter, but not between Chinese and a sign
    return re.sub("(?<=[\u4e00-\u9fff]) (?=a)", "", re.sub("[!-~]", "a", spaced(value)))


def spaced(text: str) -> str:
    """Return `text` with one space wherever a browser shows one."""
    return " ".join(text.split())


def parsed(site: Path) -> Iterator[html.HtmlElement]:
    for path in sorted(site.rglob("*.html")):
        yield html.parse(str(path)).getroot()


def words(root: html.HtmlElement) -> str:
    """Return everything that is read on a page, titles and descriptions included."""
    texts = root.xpath("//text()[not(ancestor::script or ancestor::style)] | //@title | //@content | //@aria-label")
    return spaced(" ".join(texts))
