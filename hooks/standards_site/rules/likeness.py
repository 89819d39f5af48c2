"""What items of two catalogs are to each other is told once, and of two catalogs."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.problems import Location, Problem
from .registry import rule


@rule(
    "ALK1",
    says="条目之间的关系（alike）写的是两份标准里的两项，一对只在一边写一次",
    why="自查按它提示“另一份标准里填过”。同一份标准里的、对自己的没有用处；两边各写一次，改了一边另一边还是旧的，"
    "还会互相矛盾。",
    example=(
        "alike: [{item: R1, how: part, why: 都是活动室。, own: true}]  # 写在 F3 里，而 R1 里已经写了 F3",
        "alike: []  # R1 里写：{item: F3, how: part, why: …, own: true}",
    ),
)
def likenesses_are_told_once(data: StandardsData) -> Iterator[Problem]:
    """No item is alike to itself or to one of its own catalog, and each pair is told in one place."""
    told: dict[frozenset[str], str] = {}
    for item in data.items.values():
        for index, alike in enumerate(item.alike):
            at = Location(data.file_of("item", item.id), ("alike", index, "item"))
            pair = frozenset((item.id, alike.item))
            if alike.item == item.id:
                yield Problem("ALK1", at, "这里写的是这一项自己。", hint="写另一份标准里的条目，或删掉")
            elif data.item_catalog.get(alike.item) == data.item_catalog[item.id]:
                message = f"「{alike.item}」和「{item.id}」在同一份标准里。"
                yield Problem("ALK1", at, message, hint="同一份标准里的写 related")
            elif pair in told:
                message = f"「{item.id}」和「{alike.item}」的关系已经写在「{told[pair]}」里。"
                yield Problem("ALK1", at, message, hint="留一处，两处说得不一样的先定下是哪一种")
            told.setdefault(pair, item.id)
