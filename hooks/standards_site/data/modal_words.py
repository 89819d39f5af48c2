"""The words that say how strongly a thing is meant, and what of a text says them: 应当, 一般, 可以 …"""

from __future__ import annotations

import re
from functools import lru_cache

from .advice import split_advice

WORDS = {
    "must": "应当、必须、须、不得、予以、才、只有、无效",
    "generally": "一般、通常、原则上",
    "may": "可以、可",
    "encouraged": "倡导、鼓励、提倡、宜",
    "conditional": "有条件",
}
"""What a text that is marked with a modality has one of. 参考 stands at the head of a list, not in its entries."""

# 应 alone is a duty too, but not in 应到, 应整尽整, 应知应会; 才 not in 人才
_DUTY = "应当|必须|不得|予以|无效|须(?!知)|(?<![成人])才|(?<![相响反适供])应(?!到|整|知|会|选|交|评|缴|数|有|用|建尽)"
_USUAL = "一般|通常|原则上"
_WISH = "倡导|鼓励|提倡"
_PATTERNS = {
    "must": re.compile(f"{_DUTY}|只有"),
    "generally": re.compile(_USUAL),
    "may": re.compile("(?<![认许])可(?![能靠])"),
    "encouraged": re.compile(f"{_WISH}|(?<![适事便])宜"),
    "conditional": re.compile("有条件"),
}
_TELLING = re.compile(f"{_DUTY}|{_USUAL}|{_WISH}")
"""Words that are always about how strongly: 可以 can also be about a detail, 只有 also about what is not there."""
_QUOTED = re.compile("“[^”]*”")
_DENIED = re.compile("没有“[^”]*”")


@lru_cache(maxsize=4096)
def modalities_in(text: str) -> frozenset[str]:
    """Return the modalities that have a word in a text, in quotation marks or not."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def telling_words(text: str) -> list[str]:
    """Return the words outside quotation marks that tell a modality for sure."""
    return list(dict.fromkeys(_TELLING.findall(unquoted(text)))) if _TELLING.search(text) else []


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks: names, and words that are spoken about."""
    return _QUOTED.sub("", text) if "“" in text else text


def asserted(text: str) -> str:
    """Return a text without the words that it says a source has not: 没有“一般”."""
    return _DENIED.sub("", text) if "没有“" in text else text


def without_advice(text: str) -> str:
    """Return what the sources say in a text, without our advice at its end."""
    return split_advice(text)[0]


def unsaid(text: str, modality: str) -> bool:
    """Return whether a text that is marked with a modality has no word of it."""
    return modality in WORDS and modality not in modalities_in(text)
