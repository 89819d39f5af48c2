"""Numbers on the pages written by hand: each is the standard's size, or what a quote shown on its line gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...data.load import StandardsData
from ...data.model import Catalog
from ...data.problems import Location, Problem
from ...data.quotes.marks import marks, quoted
from ...data.quotes.number_words import Phrase, could_have_numbers, phrases
from ...data.quotes.records import Mark, UnquotableError
from ...data.yaml_positions import Span
from ...rules.recorded_numbers import COUNTED, facts_of, says_a_rule
from ...rules.sentences import names_in
from .hand_examples import Fault
from .hand_pages import PAGES, hand_pages, text_of_page, without_code

_YEAR = (12.0,)
"""A year as such is no limit: 一年里要做哪些事."""


def hand_page_numbers(data: StandardsData, root: Path) -> Iterator[Problem]:
    """Yield the numbers of the standards that stand on a page by hand, and the quotes there that give nothing."""
    catalog = data.catalogs.get(data.site.main_catalog)
    if catalog is None:
        return  # REF1, or its own file, says so
    for page in hand_pages(root):
        lines = zip(text_of_page(root, page).split("\n"), without_code(root, page).split("\n"), strict=True)
        for number, (line, plain) in enumerate(lines, start=1):
            shown = [mark for mark in marks(line) if plain[mark.start] != "<"]
            faults = [*_bare_quotes(plain), *_wrong_quotes(data, shown), *_numbers(data, catalog, plain, shown)]
            for start, end, message, hint in sorted(faults):
                span = Span(number, start + 1, end + 1)
                yield Problem("QUO8", Location(f"{PAGES}/{page}"), message, hint=hint, span=span)


def _bare_quotes(plain: str) -> Iterator[Fault]:
    for mark in marks(plain):
        hint = "写出数，同一行用反引号写出引用；或者改成链接"
        yield mark.start, mark.end, "手写的页面不把引用换成数，网页上这里是空的。", hint


def _wrong_quotes(data: StandardsData, shown: list[Mark]) -> Iterator[Fault]:
    for mark in shown:
        try:
            quoted(data, mark)
        except UnquotableError as fault:
            yield mark.start, mark.end, str(fault), fault.hint


def _numbers(data: StandardsData, catalog: Catalog, plain: str, shown: list[Mark]) -> Iterator[Fault]:
    if not could_have_numbers(plain):
        return
    given = {(phrase.values, phrase.unit) for words in _given(data, shown) for phrase in phrases(words)}
    names = list(names_in(data, plain))
    for phrase in phrases(plain):
        is_named = any(start <= phrase.start and phrase.end <= end for start, end in names)
        if is_named or (phrase.values, phrase.unit) in given:
            continue
        words, size = phrase.in_text(plain), _size(catalog, phrase, plain)
        if size:
            if phrase.values != (size[0],):
                wrong = f"这里写「{words}」，标准现在有 {size[0]} {size[1]}。"
                yield phrase.start, phrase.end, wrong, "改这里的数"
        elif _is_of_a_standard(data, phrase):
            hint = "改成链接，指到频次、门槛或条目页；要写的，同一行用反引号写出引用"
            yield phrase.start, phrase.end, f"手写的页面不写标准的数「{words}」。", hint


def _is_of_a_standard(data: StandardsData, phrase: Phrase) -> bool:
    several = phrase.unit in COUNTED and max(phrase.values) > 1
    return phrase.values != _YEAR and (several or says_a_rule(data.derived(facts_of), phrase))


def _given(data: StandardsData, shown: list[Mark]) -> Iterator[str]:
    for mark in shown:
        try:
            yield quoted(data, mark).words
        except UnquotableError:
            continue  # told already


def _size(catalog: Catalog, phrase: Phrase, text: str) -> tuple[int, str] | None:
    """Return how many there are of what a number on a page counts, if these are the main standard's items or areas."""
    if phrase.unit == "项":
        return catalog.items, "项"
    of_areas = phrase.unit == "个" and any(word in text[phrase.end : phrase.end + 5] for word in ("领域", "方面"))
    return (len(catalog.areas), "个领域") if of_areas else None
