"""No word that says how strongly something is laid down, or how often, stands twice in a row on a page."""

from __future__ import annotations

import re

from lxml import html

WORDS = "应当|一般|可以|必须|倡导|参考|至少|不少于|不超过|不晚于|不早于|每年|每半年|每季度|提前|以内|左右"
DOUBLED = re.compile(rf"({WORDS})\s*\1")
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "summary", "figcaption")


def test_no_page_says_a_word_twice_in_a_row(site):
    found = {}
    for path in site.rglob("*.html"):
        for block in html.parse(path).getroot().iter(*BLOCKS):
            text = " ".join(block.text_content().split())
            if match := DOUBLED.search(text):
                found[path.relative_to(site).as_posix(), match[0]] = text[max(0, match.start() - 20) : match.end() + 20]

    assert found == {}
