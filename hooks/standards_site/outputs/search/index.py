"""The two files that the search reads: a small one for the first results, and one with all the texts, loaded later."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ...data.load import StandardsData
from ..handbook.page import Page
from ..links import Place
from ..output import Context, Output
from .entries import Findable, entries

WEIGHTS = {
    "question": 1.05,
    "item": 1.05,
    "calculator": 1.0,
    "procedure": 1.0,
    "frequency": 0.95,
    "threshold": 0.95,
    "form": 0.95,
    "term": 0.9,
    "role": 0.9,
    "page": 0.9,
    "profile": 0.85,
    "ledger": 0.85,
    "requirement": 0.85,
    "step": 0.8,
    "source": 0.75,
    "other": 0.7,
    "rule": 0.4,
}
"""How much a kind counts beside the others (1 is usual): between equal matches what answers sooner comes first."""
LATER = ("requirement", "step", "other", "source", "rule")
"""Kinds of which there are too many for the first file."""
_CHINESE = re.compile(r"[㐀-鿿]")
_COMMON = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode(
    "gb2312", errors="ignore"
)
"""The 3,755 characters of the first level of GB 2312, in its order."""
NUMBERS = ("frequency", "threshold")
AT_ONCE = ("question", *NUMBERS)
"""Kinds whose line is the answer: it is there with the first result."""


def search_index(context: Context, listed: Iterable[Page], made: Iterable[Output], root: Path) -> list[Output]:
    """Return both files; `listed` are the pages of the handbook, `made` what was made of them."""
    found = list(entries(context, listed, made, root))
    first = [entry for entry in found if entry.kind not in LATER]
    later = [entry for entry in found if entry.kind in LATER]
    kinds = list(WEIGHTS)
    readings, unlike = _readings([entry.title for entry in first])
    answers = {entry.href: _named(entry) for entry in reversed(first) if entry.kind != "question"}
    index = {
        **_words(context.data),
        "numbers": [kinds.index(kind) for kind in NUMBERS],
        "kinds": [[kind, context.data.label("found_kind", kind), WEIGHTS[kind]] for kind in kinds],
        "readings": readings,
        "unlike": unlike,
        "groups": [
            [kinds.index(kind), place, [_row(entry, place, answers) for entry in group]]
            for (kind, place), group in groupby(first, lambda entry: (entry.kind, _place(entry.href)))
        ],
    }
    texts = {
        "readings": _by_syllable(_common_readings()),
        "rows": [[entry.line, entry.text, *filter(None, [" ".join(entry.called)])] for entry in first],
        "more": [[kinds.index(entry.kind), entry.title, entry.href, entry.line, entry.text] for entry in later],
    }
    return [_script(Place.SEARCH_INDEX, "SEARCH_INDEX", index), _script(Place.SEARCH_TEXTS, "SEARCH_TEXTS", texts)]


def _script(path: str, name: str, content: Any) -> Output:
    return Output(path, f"var {name} = {json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n")


def _place(href: str) -> str:
    """Return the beginning of an address that others share: the page with its #, or the folder."""
    return href[: max(href.find("#"), href.rfind("/") if "#" not in href else -1) + 1]


def _row(entry: Findable, place: str, answers: Mapping[str, str]) -> list[str | int]:
    """Return title, address after `place` (0 if that is the title), and the line if it is the answer.

    The line of a question is left out where it is in `answers` by its address: the browser finds it there too.
    """
    rest = entry.href.removeprefix(place)
    is_shown = entry.kind in AT_ONCE and (entry.kind != "question" or answers.get(entry.href) != entry.line)
    return [entry.title, 0 if rest == entry.title else rest, *([entry.line] * is_shown)]


def _named(entry: Findable) -> str:
    return f"{entry.title}：{entry.line}" if entry.kind in AT_ONCE and entry.line else entry.title


def _words(data: StandardsData) -> dict[str, Any]:
    words, kinds = data.search, list(WEIGHTS)
    return {
        "same": words.same,
        "near": [[entry.typed, entry.near, entry.why] for entry in words.near],
        "asking": [[one.words, [kinds.index(kind) for kind in one.kinds]] for one in words.asking if not one.stays],
        "hints": [[one.words, [kinds.index(kind) for kind in one.kinds]] for one in words.asking if one.stays],
        "leftOut": words.left_out,
    }


@lru_cache(maxsize=1 << 13)  # a preview asks for the same again
def _spelled(text: str) -> tuple[str, ...]:
    """Return how each Chinese character of a text is read."""
    from pypinyin import lazy_pinyin  # here and not above: it takes a tenth of a second to load

    return tuple(lazy_pinyin(text, errors="ignore"))


@cache
def _common_readings() -> dict[str, str]:
    """Return how each common character is read where it stands alone."""
    from pypinyin import lazy_pinyin

    return dict(zip(_COMMON, lazy_pinyin(list(_COMMON), errors="ignore"), strict=True))


def _readings(titles: Sequence[str]) -> tuple[dict[str, str], dict[int, str]]:
    """Return how the characters of `titles` are read: the characters by syllable, and titles read otherwise.

    Of the latter the syllables by their place in `titles`.
    """
    chinese = [_CHINESE.findall(title) for title in titles]
    spelled = [_spelled(title) for title in titles]
    heard: dict[str, Counter[str]] = {}
    for characters, syllables in zip(chinese, spelled, strict=True):
        for character, syllable in zip(characters, syllables, strict=True):
            heard.setdefault(character, Counter())[syllable] += 1
    usual = {character: max(sorted(counts), key=counts.__getitem__) for character, counts in sorted(heard.items())}
    unlike = {
        place: " ".join(syllables)
        for place, (characters, syllables) in enumerate(zip(chinese, spelled, strict=True))
        if list(syllables) != [usual[character] for character in characters]
    }
    return _by_syllable(usual), unlike


def _by_syllable(readings: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for character, syllable in readings.items():
        found[syllable] = found.get(syllable, "") + character
    return dict(sorted(found.items()))
