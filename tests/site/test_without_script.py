"""What a page of each kind says before any script runs, and where addresses lead that were given out before."""

from __future__ import annotations

from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote

import pytest
from lxml import html

from standards_site.outputs.links import Place
from tests.probes.page_kinds import PAGE_OF

READ = 300
"""Characters that a page of content has at least."""
TOOLS = (Place.SEARCH, Place.ROLL_UP)
"""Pages that can do nothing without a script: they say so, and what to do instead."""
SAID = (
    ".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::svg or ancestor::noscript)]"
)
MOVED = {
    "frequencies.html#branch-congress": "frequencies/branch-congress.html",
    "thresholds.html#congress-quorum": "thresholds/congress-quorum.html",
    "differences.html#C01": "differences/C01.html",
    "lecture-7/index.html#L7-4-1": "other-areas/L7-4.html#L7-4-1",
    "school-9/index.html#S9-5-8": "other-areas/S9-5.html#S9-5-8",
    "collective-life/index.html#CL13": "other-areas/CL-C.html#CL13",
    "unsure.html#zb-2018": "unsure/zb-2018.html",
    "unsure.html#others": "unsure/others.html",
    "forms/index.html#box-label": "forms/box-label.html",
}
"""Addresses of what has a page of its own since: what stands there leads on to it."""
KEPT = (
    "rules.html#REF1",
    "ledgers.html#rosters",
    "evidence.html#_2",
    "evidence.html#_3",
    "evidence.html#_4",
    "lecture-7/index.html#L7-4",
    "roles/secretary.html#_1",
    "roles/committee.html#_2",
    "forms/index.html#packs",
    "items/C1.html#hold",
    "procedures/member-development.html#full_application",
)
"""Addresses of what still stands there."""


@pytest.fixture(scope="module")
def page_at(site: Path):
    """Opens a page of the site."""
    return lambda path: html.parse(site / path).getroot()


def body(page: html.HtmlElement) -> html.HtmlElement:
    return [*page.xpath("//article"), *page.xpath("//main")][0]


@pytest.mark.parametrize("kind", [kind for kind, path in PAGE_OF.items() if path not in (*TOOLS, Place.MISSING)])
def test_a_page_of_content_has_it_before_any_script(page_at, kind):
    told = "".join("".join(body(page_at(PAGE_OF[kind])).xpath(SAID)).split())

    assert len(told) > READ, told


@pytest.mark.parametrize("path", TOOLS)
def test_a_tool_says_without_a_script_what_to_do_instead(page_at, path):
    told = body(page_at(path)).text_content()

    assert "脚本" in told
    assert "可以" in told


@pytest.mark.parametrize("address", MOVED)
def test_an_old_address_leads_on_to_what_stood_there(page_at, address):
    path, anchor = address.split("#")

    links = page_at(path).get_element_by_id(anchor).xpath(".//a/@href")

    led_to = [normpath(f"{dirname(path)}/{unquote(link)}").lstrip("/") for link in links]
    assert MOVED[address] in led_to
    file, _, place = MOVED[address].partition("#")
    assert not place or page_at(file).get_element_by_id(place) is not None


@pytest.mark.parametrize("address", KEPT)
def test_an_old_address_has_still_what_it_had(page_at, address):
    path, anchor = address.split("#")

    assert page_at(path).get_element_by_id(anchor) is not None
