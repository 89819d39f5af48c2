"""Numbers and conditions that something can satisfy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from ..data.load import StandardsData
from ..data.model import Condition, Number, Range
from ..data.problems import Location, Problem
from ..data.quotes.marks import in_words
from ..data.quotes.number_words import TOLD, phrases
from .quotes import sentences
from .registry import rule

_LIST = re.compile(r"(?<![^。；，：])([^。；，：]*)：([^。；，：]*、[^。；，：]*)(?<!等)(?=。|$)")
_APART = re.compile("“[^”]*”|（[^）]*）|《[^》]*》")
"""What is one entry though it has a 、 of its own."""


@rule(
    "NUM1",
    says="下限不大于上限",
    why="上下限颠倒了，没有一个数满足得了，检查和适用条件就成了空话。",
    example=("number: {at_least: 50, at_most: 3}", "number: {at_least: 3, at_most: 50}"),
)
def bounds_leave_something(data: StandardsData) -> Iterator[Problem]:
    """Some number lies between the bounds of every number and range."""
    for part, number in data.every(Number):
        low = max(_given(number.exactly, number.at_least, number.more_than, otherwise=-inf))
        high = min(_given(number.exactly, number.at_most, number.less_than, otherwise=inf))
        open_ended = low in (number.more_than,) or high in (number.less_than,)
        if low > high or (low == high and open_ended):
            yield Problem("NUM1", Location(part.file, part.path), "没有数满足得了这几个界限。", hint="核对上下限")
    for part, wanted in data.every(Range):
        if wanted.min is not None and wanted.max is not None and wanted.min > wanted.max:
            message = f"下限 {wanted.min} 大于上限 {wanted.max}，没有支部符合。"
            yield Problem("NUM1", Location(part.file, (*part.path, "min")), message, hint="核对上下限")


@rule(
    "NUM2",
    says="适用条件里的支部类型留得下至少一类",
    why="把各类支部都排除了，这一条对谁都不适用，页面上却还列着。",
    example=(
        "applies: {when: {not_kinds: [teacher, student]}}  # 一共只有这两类",
        "applies: {when: {not_kinds: [teacher]}}",
    ),
)
def conditions_leave_a_kind(data: StandardsData) -> Iterator[Problem]:
    """Some kind of branch satisfies what a condition says of kinds."""
    for part, condition in data.every(Condition):
        left = set(condition.kinds or data.known_ids["profile"]) - set(condition.not_kinds)
        if condition.not_kinds and not left:
            at = Location(part.file, (*part.path, "not_kinds"))
            message = "kinds 和 not_kinds 合起来，没有一类支部符合。"
            yield Problem("NUM2", at, message, hint="去掉不该排除的类型")


@rule(
    "NUM4",
    says="冒号前写了几个、几种，后面用顿号一口气列出来的就是几个；没有列全的写“等”",
    why="清单加了一条、减了一条，前面的数常常忘了改。",
    example=("text: 看 3 样：计划、记录、签到表、照片。", "text: 看 4 样：计划、记录、签到表、照片。"),
)
def lists_have_as_many_as_is_said(data: StandardsData) -> Iterator[Problem]:
    """A list that follows its own number has so many entries."""
    for part, path, text in sentences(data):
        for listed in _LIST.finditer(text) if "：" in text else ():
            entries = _APART.sub("", listed[2]).count("、") + 1
            said = [
                phrase
                for phrase in phrases(in_words(data, listed[1]))
                if phrase.kind == "count" and phrase.unit not in TOLD and len(phrase.values) == 1 < phrase.values[0]
            ]
            if entries > 2 and said and said[-1].values != (entries,):
                message = f"冒号前写 {said[-1].values[0]:g} {said[-1].unit}，后面列了 {entries} 个。"
                at = Location(part.file, (*part.path, *path))
                yield Problem("NUM4", at, message, hint="改数，或补全、删去列举", within=(listed.start(2), listed[2]))


def _given(*values: float | None, otherwise: float) -> list[float]:
    return [otherwise, *(value for value in values if value is not None)]
