"""Numbers that the data promises: areas, items, editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.problems import Location, Problem
from .registry import rule


@rule(
    "PRM1",
    says="标准体系写明的条目数等于实有的条目数（总数和每个领域）",
    why="7 个领域 34 项、六有是六条：这些数写在网站各处，少一条多一条都要当场发现。",
    example=("items: 5  # 这个领域的文件夹里只有 4 个条目", "items: 4"),
)
def promised_counts_hold(data: StandardsData) -> Iterator[Problem]:
    """A catalog has as many items, in all and per area, as it promises."""
    if not data.is_listed("item"):
        return  # a file that was not found is told, and may be an item
    for catalog in data.catalogs.values():
        file = data.file_of("catalog", catalog.id)
        # counted by files, so that a broken record does not look like a missing one
        counts = Counter(data.item_folders[catalog.id])
        total = sum(counts.values())
        if total != catalog.items:
            message = f"「{catalog.title}」应有 {catalog.items} 项，实有 {total} 项。"
            yield Problem("PRM1", Location(file, ("items",)), message, hint="补回条目或改数")
        for index, area in enumerate(catalog.areas):
            if counts[area.id] != area.items:
                message = f"领域「{area.title}」应有 {area.items} 项，实有 {counts[area.id]} 项。"
                yield Problem("PRM1", Location(file, ("areas", index, "items")), message, hint="补回条目或改数")


@rule(
    "PRM2",
    says="条目的 rev 等于变更记录里最新一条的 rev，变更记录从新到旧",
    why="自查结果靠 rev 判断标准有没有变；对不上就会误报“需重新核对”。",
    example=("rev: 1  # history 最上面一条是 rev: 2", "rev: 2"),
)
def history_matches_rev(data: StandardsData) -> Iterator[Problem]:
    """An item's rev is that of the newest line of its history, and the lines go from new to old."""
    for item in data.items.values():
        revs = [change.rev for change in item.history]
        if revs[0] != item.rev or revs != sorted(revs, reverse=True):
            at = Location(data.file_of("item", item.id), ("rev",))
            listed = "、".join(str(rev) for rev in revs)
            message = f"rev 是 {item.rev}，变更记录从上到下是 {listed}：要从新到旧，最上面一条等于 rev。"
            yield Problem("PRM2", at, message, hint="两处一起改")
