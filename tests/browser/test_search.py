"""The words people really type find the page that answers them."""

from __future__ import annotations

from tests.probes.search import search

# what people type, and the pages of which one must be among the first three
ANSWERS = {
    "三会一课": {"frequencies.html", "items/C1.html"},
    "主题党日": {"items/C5.html"},
    "32学时": {"items/E2.html"},
    "六有": {"activity-room/index.html"},
    "软弱涣散": {"items/G3.html"},
    "软弱": {"items/G3.html"},
    "党费": {"items/E3.html"},
    "书记述职": {"items/G1.html"},
}


def test_search_answers_among_its_first_three(page, intranet):
    missed = {}
    page.goto(intranet + "index.html")
    page.keyboard.press("/")

    for words, answers in ANSWERS.items():
        found = [href.removeprefix(intranet) for href in search(page, words)[:3]]
        if not answers & set(found):
            missed[words] = found

    assert missed == {}


def test_a_search_word_is_taken_whole(page, intranet):
    page.goto(intranet + "index.html")
    page.keyboard.press("/")

    search(page, "党费")

    marked = page.locator(".md-search-result__item mark")
    assert {mark.replace("\u200b", "") for mark in marked.all_text_contents()} >= {"党费"}
    assert "党" not in marked.all_text_contents()
