"""The six ways that lead on from every page, and where a page says it stands."""

from __future__ import annotations

from pathlib import Path
from posixpath import dirname, normpath

import pytest
from lxml import html

from standards_site.outputs.links import Place

WAYS = ("首页", "我的支部", "办事", "表单", "34 项", "更多")


@pytest.fixture(scope="module")
def documents(site: Path):
    """Every page but the ones that lie nowhere or everywhere."""
    apart = (Place.MISSING, Place.ONE_FILE)
    paths = [path for path in site.rglob("*.html") if path.name not in apart]
    return {path.relative_to(site).as_posix(): html.parse(path).getroot() for path in paths}


def led_to(path: str, links) -> list[tuple[str, str]]:
    return [
        ("".join(link.itertext()).strip(), normpath(f"/{dirname(path)}/{link.get('href')}").lstrip("/"))
        for link in links
    ]


def test_every_page_leads_on_by_the_same_six_ways(documents, data):
    places = (Place.HOME, Place.MY_BRANCH, Place.PROCEDURES, Place.FORMS, "branch-34/index.html", Place.MORE)

    for path, page in documents.items():
        links = page.xpath("//*[contains(@class, 'md-tabs')]//a | //header[contains(@class, 'site-bar')]/nav/a")
        assert led_to(path, links) == list(zip(WAYS, places, strict=True)), path


def test_every_page_but_the_home_page_says_where_it_stands(documents):
    for path, page in documents.items():
        if path == Place.HOME:
            continue
        (trail,) = page.xpath("//nav[contains(@class, 'md-path') or contains(@class, 'trail')]")
        links = led_to(path, trail.xpath(".//a"))
        assert links[0] == (WAYS[0], Place.HOME), path
        assert {target for _, target in links} <= documents.keys(), path
