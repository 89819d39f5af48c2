"""Numbers on the pages written by hand: they quote nothing, so they say no numbers of the standard but its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..load import StandardsData
from ..number_words import TOLD, Phrase, phrases
from ..problems import Location, Problem
from ..yaml_positions import Span
from .hand_pages import PAGES, hand_pages, without_code

EXAMPLES = frozenset({"maintain.md"})
"""Pages that show how numbers are written: their examples are no statements."""


def hand_page_numbers(data: StandardsData, root: Path) -> Iterator[Problem]:
    """Yield the numbers of a standard that stand on a page by hand, but for how many items the main one has."""
    catalog = data.of("catalog").get(data.site.main_catalog)
    if catalog is None:
        return  # REF1, or its own file, says so
    for page in sorted(set(hand_pages(root)) - EXAMPLES):
        for line, text in enumerate(without_code(root, page).split("\n"), start=1):
            for phrase in phrases(text):
                if _is_of_the_standard(phrase) and (phrase.values, phrase.unit) != ((catalog.items,), "项"):
                    span = Span(line, phrase.start + 1, phrase.end + 1)
                    message, hint = _words(phrase.in_text(text), phrase, catalog.items)
                    yield Problem("QUO8", Location(f"{PAGES}/{page}"), message, hint=hint, span=span)


def _is_of_the_standard(phrase: Phrase) -> bool:
    if phrase.kind != "count":
        return True
    # a year as such is no limit: 一年里要做哪些事
    return phrase.unit == "项" or (phrase.unit in TOLD and phrase.values != (12.0,))


def _words(words: str, phrase: Phrase, items: int) -> tuple[str, str]:
    if phrase.unit == "项":
        return f"这里写「{words}」，标准现在有 {items} 项。", "改这里的数"
    return f"手写的页面不写标准的数「{words}」。", "改成链接，指到频次、门槛或条目页"
