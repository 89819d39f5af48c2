"""What counts as met says no more than what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.confirmed import ORIGINAL, settled
from ..data.load import StandardsData
from ..data.model import Item, Requirement
from ..data.problems import Location, Problem
from ..data.quotes.marks import in_words
from .registry import rule

_NUMBER = re.compile(
    r"[一二三四五六七八九十]+分之[一二三四五六七八九十]+|半年|\d+(?:\.\d+)? ?(?:学时|个月|个工作日|次|年|天|人|%)"
)
LOCAL, UNCONFIRMED = "本地", "待核"


@rule(
    "JDG1",
    says="判定里的数，要点里只有本地来源或者待核的条款这样写的，判定的那一句也写明“本地”或“待核”",
    why="自查的人只看判定；不写明，一个单位的要求或者没有核清的数就成了人人要达到的线。",
    example=("met: 每季度学习 8 学时。  # 要点里只有本地来源这样写", "met: 每季度学习 8 学时（本地）。"),
)
def judging_is_as_sure_as_its_basis(data: StandardsData) -> Iterator[Problem]:
    """A number in a judging text that no confirmed nation-wide clause gives is marked in its sentence."""
    data = settled(data)  # what is confirmed needs no mark
    for item in data.items.values():
        catalog = data.catalogs.get(data.item_catalog[item.id])
        if item.judge is None or catalog is None or not catalog.complete:
            continue  # the list of one institution says above its items whose it is
        unsure = _unsure_numbers(data, item)
        for name in ("met", "partly", "unmet"):
            for sentence in re.split("[；。]", in_words(data, getattr(item.judge, name))):
                for number in sorted(_numbers(sentence) & unsure.keys()):
                    if unsure[number] not in sentence:
                        at = Location(data.file_of("item", item.id), ("judge", name))
                        message = f"「{number}」出自{unsure[number]}的要点，判定里没有写明。"
                        yield Problem("JDG1", at, message, hint=f"在这一句里写“{unsure[number]}”")


def _unsure_numbers(data: StandardsData, item: Item) -> dict[str, str]:
    """Return the numbers that only local or unconfirmed clauses give, with which of the two."""
    sure: set[str] = set()
    unsure: dict[str, str] = {}
    for requirement in item.requirements:
        why = _why_unsure(data, requirement)
        for number in _numbers(in_words(data, requirement.text)):
            if why:
                unsure.setdefault(number, why)
            else:
                sure.add(number)
        sure |= _settled_numbers(data, requirement)
    return {number: why for number, why in unsure.items() if number not in sure}


def _settled_numbers(data: StandardsData, requirement: Requirement) -> set[str]:
    """Return the numbers that a confirmed nation-wide position of the same threshold gives."""
    found: set[str] = set()
    for name in requirement.thresholds:
        threshold = data.thresholds.get(name)
        for position in threshold.positions if threshold else ():
            source = data.sources.get(position.source)
            if position.number and position.seen == ORIGINAL and source and source.is_national:
                found |= _numbers(in_words(data, f"<{name}.{position.key} value>"))
    return found


def _why_unsure(data: StandardsData, requirement: Requirement) -> str:
    sources = data.sources
    if any(c.source not in sources for c in requirement.cites):
        return ""  # it may be a nation-wide one; its file, or REF1, says what is wrong
    national = [c for c in requirement.cites if sources[c.source].is_national]
    if not national:
        return LOCAL
    return "" if any(c.clause != UNCONFIRMED and c.seen != "recalled" for c in national) else UNCONFIRMED


def _numbers(text: str) -> set[str]:
    found = {words.replace(" ", "") for words in _NUMBER.findall(text)}
    return found - {"1次", "1人"}  # of what there is one at all
