"""What a self-check may offer from others of the same branch: items that are alike, and places of the same material."""

from __future__ import annotations

from itertools import chain
from typing import Any

from ...data.likeness import Likeness, likeness_words, likenesses_of
from ...data.load import StandardsData
from ...data.model import EQUAL, OVERLAPS, PART, Item, Kept
from ..words import record_title

_FIRST = (EQUAL, PART, OVERLAPS)


def elsewhere(data: StandardsData) -> dict[str, Any]:
    """Return for each item those that are alike, the nearest first, and what is kept for items and for duties.

    What they are to it is a place in `words`, the first for the same in both. `papers` and `ledgers` hold numbers: two
    that share one want the same material. A duty goes by its frequency.
    """
    kept = _kept(data)
    words = {data.vocabulary.likeness[EQUAL].label: 0}
    return {
        "catalogs": {catalog.id: catalog.short for catalog in data.catalogs.values()},
        "alike": {item: found for item in data.items if (found := _alike(data, item, words))},
        "words": list(words),
        "papers": _numbered({name: [record_title(data, one) for one in found] for name, found in kept.items()}),
        "ledgers": _numbered({name: [one.ledger for one in found] for name, found in kept.items()}),
    }


def _alike(data: StandardsData, item: str, words: dict[str, int]) -> list[tuple[str, int]]:
    found = sorted(likenesses_of(data, item), key=lambda one: (one.authored is None, _FIRST.index(one.how)))
    return [(one.other, words.setdefault(_words(data, one), len(words))) for one in found]


def _words(data: StandardsData, likeness: Likeness) -> str:
    if likeness.authored:
        return likeness_words(data, likeness)
    titles = [data.of(kind)[name].title for name in likeness.topics for kind in _KINDS if name in data.of(kind)]
    return f"都用到“{'”“'.join(titles)}”"


_KINDS = ("frequency", "threshold")


def _kept(data: StandardsData) -> dict[str, list[Kept]]:
    """Return what is kept for each item and, by frequency, for each duty."""
    found: dict[str, list[Kept]] = {}
    for item in data.items.values():
        for name, kept in chain(((item.id, kept) for kept in item.keep), _of_duties(item)):
            found.setdefault(name, []).append(kept)
    return found


def _of_duties(item: Item) -> list[tuple[str, Kept]]:
    often = {one.key: one.frequency for one in item.requirements if one.frequency}
    return [(often[key], kept) for kept in item.keep for key in kept.proves if key in often]


def _numbered(names: dict[str, list[str]]) -> dict[str, list[int]]:
    numbers: dict[str, int] = {}
    return {key: sorted({numbers.setdefault(name, len(numbers)) for name in found}) for key, found in names.items()}
