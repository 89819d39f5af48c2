"""No page is made of more than a reader and an old computer can take."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.probes.lengths import LINKS, LINKS_SHOWN, LOOKED_UP, NODES


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, html.HtmlElement]:
    return {path.relative_to(site).as_posix(): html.parse(path).getroot() for path in site.rglob("*.html")}


def test_no_page_has_more_elements_than_it_may(documents):
    sizes = {path: len(page.xpath("//*")) for path, page in documents.items() if path not in LOOKED_UP}

    assert len(sizes) > 500
    assert {path: size for path, size in sizes.items() if size > NODES} == {}


def test_only_pages_that_are_there_and_too_large_are_excepted(documents):
    assert all(len(documents[path].xpath("//*")) > NODES for path in LOOKED_UP)


def test_an_item_shows_few_links_before_anything_is_unfolded(documents):
    links = {path: len(page.xpath(LINKS_SHOWN)) for path, page in documents.items() if path.startswith("items/")}

    assert len(links) == 34
    assert min(links.values()) > 5
    assert {path: count for path, count in links.items() if count > LINKS} == {}
