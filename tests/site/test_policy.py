"""Every page says what it may load and run; nothing on it needs more, and servers are told the same."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

from standards_site.outputs import policy

POLICY = "Content-Security-Policy"
Rules = dict[str, set[str]]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site, parsed, by path."""
    return {path.relative_to(site).as_posix(): html.parse(str(path)).getroot() for path in site.rglob("*.html")}


@pytest.fixture(scope="module")
def server_blocks(pages) -> dict[str, str]:
    """The settings for servers on the page 发布, by server."""
    return {
        block.get("data-server"): block.text_content() for block in pages["publish.html"].xpath("//pre[@data-server]")
    }


def rules_of(text: str) -> Rules:
    return {name: set(sources) for name, *sources in (rule.split() for rule in text.split(";"))}


def policy_of(page: html.HtmlElement) -> Rules:
    (found,) = page.xpath(f"//meta[@http-equiv='{POLICY}']/@content")
    return rules_of(found)


def test_every_page_says_its_policy_before_anything_that_it_governs(pages):
    late = {
        path: [element.tag for element in page.xpath(f"//meta[@http-equiv='{POLICY}']/preceding::*")]
        for path, page in pages.items()
    }

    assert {path: tags for path, tags in late.items() if tags not in (["meta"], ["head", "meta"])} == {}
    assert len(pages) > 450


def test_no_policy_lets_foreign_scripts_styles_or_hosts_in(pages):
    for page in pages.values():
        rules = policy_of(page)
        sources = set().union(*rules.values())

        assert {name for name in rules if rules[name] == {"'none'"}} >= {"default-src", "object-src"}
        assert rules["form-action"] == ({"'self'"} if page.xpath("//form[@action]") else {"'none'"})
        assert rules["base-uri"] in ({"'none'"}, {"'self'"})
        assert sources - {"'self'", "'none'", "data:", "blob:"} <= {
            one for one in sources if one.startswith("'sha256-")
        }
        assert "data:" not in rules["script-src"]


def test_every_inline_script_and_style_is_one_that_the_policy_allows(pages):
    refused = []
    for path, page in pages.items():
        rules = policy_of(page)
        for kind in ("script", "style"):
            inline = page.xpath(f"//{kind}[not(@src) and not(@type='application/json')]")
            held = policy.hashes(element.text or "" for element in inline)
            refused += [(path, kind, one) for one in held if one not in rules[f"{kind}-src"]]

    assert refused == []


def test_no_element_carries_a_style_or_a_script_in_an_attribute(pages):
    found = {
        path: names
        for path, page in pages.items()
        if (names := {str(name) for name in page.xpath("//@*[name()='style' or starts-with(name(), 'on')]/..")})
    }

    assert found == {}


def test_only_the_theme_s_own_scripts_are_allowed_inside_its_pages(tmp_path, site):
    depths = {path.relative_to(site).as_posix().count("/") for path in site.rglob("*.html")}
    scripts = policy.theme_scripts(tmp_path, {0, 1})

    assert depths >= {0, 1}
    assert len(scripts) > 2
    assert all("__md_" in script or "__tabbed_" in script for script in scripts)
    # one that stands in a page's own text is not among them
    assert not set(policy.hashes(["window.ran = 1"])) & set(policy.hashes(scripts))


def test_a_header_allows_what_every_page_needs_and_forbids_frames(pages, server_blocks):
    (shown,) = (rules_of(block.text_content()) for block in pages["publish.html"].xpath("//pre[@class='policy']"))

    assert shown["frame-ancestors"] == {"'self'"}
    for path, page in pages.items():
        if path == "self-check-tool.html":
            continue
        for name, sources in policy_of(page).items():
            assert sources - {"'none'"} <= shown[name], path


def test_the_settings_of_every_server_carry_that_header(pages, server_blocks):
    (shown,) = (block.text_content() for block in pages["publish.html"].xpath("//pre[@class='policy']"))
    iis = ElementTree.fromstring(server_blocks["iis"].split("?>\n", 1)[1])

    written = {
        "nginx": re.findall(f'add_header {POLICY} "([^"]*)" always;', server_blocks["nginx"]),
        "apache": re.findall(f'Header always set {POLICY} "([^"]*)"', server_blocks["apache"]),
        "iis": [add.get("value") for add in iis.iter("add") if add.get("name") == POLICY],
    }

    assert written == {name: [shown] for name in server_blocks}
