"""What pages and their parts are called, which of them stand together, and where an item leads to."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, normpath

import pytest
from lxml import html

from standards_site.data.likeness import likenesses_of
from standards_site.outputs.handbook.samples import is_sample
from standards_site.outputs.links import Place

FOR_MAINTAINERS = {"rules.html", "maintain.html"}
"""They speak of the data in the words of the data."""
NAMES = ["title", "h1", "h2", "h3", "h4", "a", "label", "th", "caption", "legend", "button", "summary", "option"]
GONE = ("其他标准", "角色", "门槛")
GONE_NAME = re.compile(r"^程序|程序$|程序(?:总览|页)")
BODIES = re.compile(r"大学|中学|师大|讲稿|工委|机关")


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, html.HtmlElement]:
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {name: html.parse(path).getroot() for name, path in paths.items() if name not in FOR_MAINTAINERS}


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("¶", "").split())


def led_to(path: str, page: html.HtmlElement, within: str) -> set[str]:
    return {normpath(f"{dirname(path)}/{href}") for href in page.xpath(f"{within}//a/@href")}


def is_check(form) -> bool:
    """Whether it is made once for every standard: each has an address of its own."""
    return form.rows is not None and form.rows.source == "items"


def test_no_page_or_part_has_a_name_that_was_given_up(documents):
    named = [(path, words_of(one)) for path, page in documents.items() for one in page.iter(*NAMES)]

    gone = [(path, name) for path, name in named if GONE_NAME.search(name) or any(word in name for word in GONE)]

    assert gone == []
    assert len(named) > 10_000


def test_no_sentence_sends_the_reader_to_a_name_that_was_given_up(documents):
    texts = [
        (path, text)
        for path, page in documents.items()
        for text in page.xpath("//body//text()[not(parent::script) and not(parent::style) and not(parent::dt)]")
    ]

    assert [one for one in texts if any(word in one[1] for word in GONE)] == []


def test_no_kind_of_what_is_found_has_a_name_that_was_given_up(data):
    labels = [entry.label for entry in data.vocabulary.found_kind.values()]

    assert [label for label in labels if label in {*GONE, "程序"}] == []


def test_what_one_body_did_its_own_way_stands_among_the_samples_alone(data, documents):
    samples = {one.id for one in data.procedures.values() if is_sample(data, one)}
    listed = {
        place: {Path(href).stem for href in led_to(place, documents[place], "//article") if "procedures/" in href}
        for place in (Place.PROCEDURES, Place.SAMPLES)
    }

    assert {one.id for one in data.procedures.values() if BODIES.search(one.title)} <= samples
    assert listed[Place.PROCEDURES] & samples == set()
    assert samples <= listed[Place.SAMPLES]
    for name in data.procedures:
        trail = documents[f"procedures/{name}.html"].xpath("//*[contains(@class, 'md-path__item')]")
        assert ("外校样本" in "".join(map(words_of, trail))) == (name in samples), name


def test_every_item_leads_to_the_forms_ledgers_steps_and_checks_that_serve_it(data, documents):
    for item in data.catalog_items("branch-34"):
        path = f"items/{item.id}.html"
        # what is folded away is the proof, not the way
        links = led_to(path, documents[path], "//article/*[not(self::details)]/descendant-or-self::*")

        forms = {f"forms/{kept.form}.html" for kept in item.keep if kept.form and not is_check(data.forms[kept.form])}
        ledgers = {f"ledgers.html#{kept.ledger}" for kept in item.keep}
        steps = {
            f"procedures/{one.id}.html"
            for one in data.procedures.values()
            if item.id in one.items and not is_sample(data, one)
        }
        alike = [data.item_catalog[one.other] for one in likenesses_of(data, item.id) if one.authored]
        checks = {
            f"{name}/index.html"
            for name in alike
            if not data.catalogs[name].area_pages and data.catalogs[name].standing != "notice"
        }
        missing = (forms | ledgers | steps | checks) - links
        assert missing == set(), item.id


def test_the_item_on_the_room_leads_to_the_check_of_the_room(documents):
    links = led_to("items/F3.html", documents["items/F3.html"], "//article/p")

    assert {"activity-room/index.html", "forms/check-activity-room.html"} <= links
