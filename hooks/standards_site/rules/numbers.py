"""Numbers and conditions that something can satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from ..data.load import StandardsData
from ..data.model import Condition, Number, Range
from ..data.problems import Location, Problem
from .registry import rule


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


def _given(*values: float | None, otherwise: float) -> list[float]:
    return [otherwise, *(value for value in values if value is not None)]
