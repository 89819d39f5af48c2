"""The built site as a whole: links, anchors, hosts, headings, and words that betray a fault."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

DISCLAIMER = "非官方，以正式文件为准；规则核对到 2026-11-21"
REPOSITORY = "https://git.example.org/party-branch/handbook"


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[Path, html.HtmlElement]:
    """Every HTML page of the site, parsed, by path."""
    return {path: html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}


def test_every_link_and_anchor_leads_somewhere(site, documents):
    @cache
    def anchors(path: Path) -> frozenset[str]:
        return frozenset(documents[path].xpath("//@id")) if path in documents else frozenset()

    broken = []
    for path, document in documents.items():
        for link in document.xpath("//a/@href"):
            target = urlsplit(link)
            if target.scheme:
                continue
            file = (path.parent / unquote(target.path)).resolve() if target.path else path.resolve()
            if file.is_dir():
                file /= "index.html"
            if not file.exists() or (target.fragment and unquote(target.fragment) not in anchors(file)):
                broken.append(f"{path.relative_to(site)} -> {link}")

    assert broken == []


def test_nothing_is_loaded_from_another_host(documents):
    loaded = [
        (path.name, address)
        for path, document in documents.items()
        for address in document.xpath("//link/@href | //script/@src | //img/@src | //iframe/@src | //source/@src")
        if urlsplit(address).netloc
    ]

    assert loaded == []


def test_outward_links_go_to_the_repository_or_the_theme_only(documents):
    hosts = {
        urlsplit(address).netloc
        for document in documents.values()
        for address in document.xpath("//a/@href")
        if urlsplit(address).netloc
    }

    assert hosts <= {"git.example.org", "squidfunk.github.io"}


def test_every_page_has_one_heading_a_description_and_the_disclaimer(documents):
    lacking = [
        path.name
        for path, document in documents.items()
        if len(document.xpath("//h1")) != 1
        or not "".join(document.xpath("//meta[@name='description']/@content")).strip()
        or DISCLAIMER not in document.text_content()
        or document.get("lang") != "zh"
    ]

    assert lacking == []


def test_link_cards_get_a_title_and_a_description(documents, site):
    item = documents[site / "items" / "C1.html"]

    assert item.xpath("//meta[@property='og:title']/@content") == ["C1 支部党员大会"]
    assert "每季度" in item.xpath("//meta[@property='og:description']/@content")[0]


def test_no_page_shows_a_template_fault(documents):
    faults = [
        (path.name, found.group())
        for path, document in documents.items()
        for found in [re.search(r"\{\{|\{%|\bNone\b|\bundefined\b|Undefined|\bFalse\b|\bTrue\b", visible(document))]
        if found
    ]

    assert faults == []


def visible(document: html.HtmlElement) -> str:
    return " ".join(document.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))


def test_edit_buttons_open_files_that_exist(documents):
    root = Path(__file__).parent.parent.parent
    files = {
        address.split("/main/", 1)[1]
        for document in documents.values()
        for address in document.xpath("//a/@href")
        if address.startswith(f"{REPOSITORY}/edit/") or address.startswith(f"{REPOSITORY}/tree/")
    }

    missing = [file for file in sorted(files) if not (root / normal(file)).exists()]

    assert missing == []
    assert "standards_data/catalogs/branch-34/C/C1.yaml" in {normal(file) for file in files}


def normal(path: str) -> str:
    return path.replace("content/../", "")


def test_the_pages_say_that_the_items_are_our_own(documents, site):
    for name in ("index.html", "branch-34/index.html", "about.html", "forms/check-branch-34.html"):
        assert "自拟" in visible(documents[site / name]), name


def test_no_page_shows_an_emblem_or_a_photo_only_blank_forms_are_pictured(documents, site):
    pictures = [
        (path.parent / address).resolve().relative_to(site.resolve()).as_posix()
        for path, document in documents.items()
        for address in document.xpath("//img/@src")
    ]

    assert [address for address in pictures if not address.startswith("forms/pictures/")] == []
    assert [path.name for path in site.rglob("*") if path.suffix in {".jpg", ".jpeg", ".gif", ".webp"}] == []
