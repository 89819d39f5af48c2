"""No text is cut by program: what stands in a list is a whole sentence that somebody wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from standards_site.outputs.boxes import text_width, wrapped
from standards_site.outputs.links import Place
from standards_site.rules.short_texts import PLACE, is_long


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, html.HtmlElement]:
    """Every HTML page of the site, parsed, by path."""
    return {str(path.relative_to(site)): html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="session")
def in_lists(data) -> set[str]:
    """The sentences that may stand for a requirement in a list."""
    return {
        (requirement.short or requirement.text).rstrip("。")
        for item in data.items.values()
        for requirement in item.requirements
    }


def test_a_requirement_stands_in_a_list_as_one_whole_sentence(data):
    for item in data.items.values():
        for requirement in item.requirements:
            shown = requirement.short or requirement.text
            assert not is_long(shown), (item.id, requirement.key)


def test_what_a_record_proves_is_told_in_whole_sentences(documents, in_lists):
    told = [
        sentence
        for path, document in documents.items()
        if path.startswith((Place.EVIDENCE, "forms/"))
        for entry in document.xpath("//li[a and contains(., '：')]")
        if re.match(r"[A-Z0-9-]+ ", entry.text_content().strip())
        for sentence in entry.text_content().strip().partition("：")[2].partition("（放进")[0].split("。")
    ]

    assert [sentence for sentence in told if sentence.strip() and sentence.strip() not in in_lists] == []
    assert len(told) > 100


def test_a_kind_of_branch_reads_whole_sentences_of_what_does_not_apply(documents, in_lists):
    told = [
        link.text_content().rstrip("。")
        for path, document in documents.items()
        if path.startswith("profiles/")
        for link in document.xpath("//table[contains(@class, 'left-requirements')]//li/a")
    ]

    assert [sentence for sentence in told if sentence not in in_lists] == []
    assert len(told) > 20


def test_my_branch_tells_whole_sentences(data, site, in_lists):
    rules = json.loads((site / Place.BRANCH_ANSWERS).read_text("utf-8").split("=", 1)[1].rstrip(";\n"))
    told = [entry["text"].rstrip("。") for entry in rules["requirements"] if "text" in entry]

    assert [sentence for sentence in told if sentence not in in_lists] == []
    assert len(told) > 200
    assert {name: item["check"] for name, item in rules["items"].items()} == {
        name: data.items[name].check for name in rules["items"]
    }


def test_the_self_check_says_of_every_item_what_to_look_at(data, documents):
    shown = {
        (path, line.get("id")): line.xpath("string(span)")
        for path, document in documents.items()
        if path.startswith("branches/") or path == "self-check-tool.html"
        for line in document.xpath("//li[@data-rev]")
    }

    assert {key: text for key, text in shown.items() if text != data.items[key[1]].check} == {}
    assert {item_id for _, item_id in shown} == set(data.items)


def test_what_to_look_at_is_no_unit_s_own_rule(data):
    units = re.compile("西北师大|北科大|湖南科大|赣南|一所中学|讲稿|本地|写法")
    own = [item.id for item in data.catalog_items(data.main_catalog.id) if units.search(item.check)]

    assert own == []
    assert all(len(item.check) <= PLACE for item in data.items.values())


def test_no_page_ends_a_text_with_dots(documents):
    cut = [
        (path, text.strip()[-20:])
        for path, document in documents.items()
        for text in document.xpath("//body//text()[not(parent::script) and not(parent::style)]")
        if text.strip().endswith(("…", "..."))
    ]

    assert cut == []


@pytest.mark.parametrize("width", [20, 90, 124, 260, 1000])
def test_a_name_in_a_picture_is_broken_into_lines_and_not_cut(width):
    name = "困难党员和老党员关怀登记表（1.3 到 05-20，超出本阶段）"

    lines = wrapped(name, width)

    assert "".join(lines) == name
    # a mark that no line begins with may hang over
    assert all(text_width(line.rstrip("，）")) <= width for line in lines)
    assert width < 90 or any("05-20，" in line for line in lines)
    assert not any(line[-1] in "（“" or line[0] in "，）" for line in lines if width >= 90)


@pytest.mark.parametrize("picture", ["map-wide", "map-narrow"])
def test_pictures_show_the_whole_names_of_steps_and_records(data, documents, picture):
    for procedure in data.procedures.values():
        page = documents[f"procedures/{procedure.id}.html"]
        drawn = "".join(page.xpath(f"//svg[contains(@class, 'flow') and contains(@class, '{picture}')]//text()"))
        drawn = re.sub(r"\s", "", drawn)
        for stage in procedure.stages:
            for name in (stage.title, *(f"{step.no} {step.title}" for step in stage.steps)):
                assert re.sub(r"\s", "", name) in drawn, (procedure.id, name)


def test_each_usual_mistake_stands_on_its_item_s_page_with_what_puts_it_right(documents, data):
    items = data.catalog_items(data.site.main_catalog)

    shown = {item.id: mistakes_on(documents[f"items/{item.id}.html"]) for item in items}

    assert shown == {
        item.id: [
            [one.text, one.rectification.measure, one.rectification.proof, one.rectification.close_out]
            for one in item.mistakes
        ]
        for item in items
    }


def mistakes_on(page: html.HtmlElement) -> list[list[str]]:
    """Return the usual mistakes on the page of an item, each with what is said of putting it right."""
    listed = page.xpath("//ul[@class='mistakes']/li")
    return [found.xpath("./strong/text() | ./dl/div[position() <= 3]/dd/text()") for found in listed]
