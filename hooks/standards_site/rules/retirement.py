"""A standard that changes keeps its ids: what a branch has answered can always be found again."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import DATA, StandardsData
from ..data.model import RetiredItem
from ..data.problems import Location, Problem
from ..data.yaml_positions import YamlPath
from .registry import rule

RETIRED_FILE = f"{DATA}/retired.yaml"


@rule(
    "RET1",
    says="停用的编号不再用：不给新条目，也不停用两次",
    why="各支部填过的自查、打印过的表和发出去的链接都认编号；旧编号给了新条目，旧内容就对到不相干的要求上。",
    example=("id: C99  # retired.yaml 里停用了", "id: C100"),
)
def retired_ids_stay_retired(data: StandardsData) -> Iterator[Problem]:
    """A retired id is not the id of an item, and is retired once."""
    first: dict[str, int] = {}
    for index, entry in enumerate(data.retired.retired):
        if entry.id in first:
            message = f"编号「{entry.id}」已经停用过（第 {first[entry.id]} 条），一个编号只停用一次。"
            yield Problem("RET1", _at(index, "id"), message, hint="合成一条")
            continue
        first[entry.id] = index + 1
        if entry.id in data.items:
            at = Location(data.file_of("item", entry.id), ("id",))
            message = f"编号「{entry.id}」在 {entry.edition} 版停用了，不能再用。"
            hint = f"换一个新编号；要停用的就是它，删掉这个文件（见 {RETIRED_FILE}）"
            yield Problem("RET1", at, message, hint=hint)


@rule(
    "RET2",
    says="拆分（split）写明至少两个接替条目，合并（merged）写明一个，撤销（withdrawn）不写；接替条目在同一个标准体系里",
    why="旧编号的页面按它指路，自查按它把填过的内容带到接替条目，标“需重新核对”。",
    example=(
        "- {id: C99, change: merged, why: 和 C1 是一件事。}",
        "- {id: C99, change: merged, into: [C1], why: 和 C1 是一件事。}",
    ),
)
def successors_fit_the_change(data: StandardsData) -> Iterator[Problem]:
    """A split names two items or more, a merger one, a withdrawal none; all of them in the same catalog."""
    for index, entry in enumerate(data.retired.retired):
        yield from _wrong_number(index, entry)
        for place, name in enumerate(entry.into):
            home = data.item_catalog.get(name)
            if home is not None and home != entry.catalog:
                message = f"接替条目「{name}」在标准体系「{home}」里，停用的「{entry.id}」在「{entry.catalog}」里。"
                yield Problem("RET2", _at(index, "into", place), message, hint="写同一个标准体系里的条目")


def _wrong_number(index: int, entry: RetiredItem) -> Iterator[Problem]:
    count = len(set(entry.into))
    if entry.change == "split" and count < 2:
        message = f"「{entry.id}」是拆分，接替条目至少要两个，现在 {count} 个。"
        hint = "补写 into；只并入一条的写 merged"
    elif entry.change == "merged" and count != 1:
        message = f"「{entry.id}」是合并，接替条目要写一个，现在 {count} 个。"
        hint = "改 into；分到几条里的写 split"
    elif entry.change == "withdrawn" and count:
        message = f"「{entry.id}」是撤销，没有接替条目，现在写了 {count} 个。"
        hint = "删掉 into；有接替条目的写 split 或 merged"
    else:
        return
    yield Problem("RET2", _at(index, "change"), message, hint=hint)


@rule(
    "RET3",
    says="变更记录里，只改写法（wording）不升 rev，更严（stricter）和放宽（looser）要升 rev",
    why="自查按 rev 判断填过的内容还算不算数：意思变了不升，旧结果照样算达到；只改写法就升，各支部白核对一遍。",
    example=(
        'history: [{rev: 1, edition: "2027.1", change: stricter}]',
        'history: [{rev: 2, edition: "2027.1", change: stricter}]',
    ),
)
def rev_rises_with_the_meaning(data: StandardsData) -> Iterator[Problem]:
    """A line of wording keeps the rev of the line before it; one that makes an item stricter or looser raises it."""
    for item in data.items.values():
        file = data.file_of("item", item.id)
        for index, (change, earlier) in enumerate(zip(item.history, item.history[1:], strict=False)):
            at = Location(file, ("history", index, "rev"))
            if change.change == "wording" and change.rev > earlier.rev:
                message = f"这一行只改写法，rev 却从 {earlier.rev} 升到 {change.rev}。"
                yield Problem("RET3", at, message, hint="rev 不变；意思变了的不写 wording")
            elif change.change in ("stricter", "looser") and change.rev == earlier.rev:
                message = f"这一行改了意思，rev 还是 {change.rev}。"
                yield Problem("RET3", at, message, hint="rev 加 1，条目开头的 rev 一起改")


def _at(index: int, *path: str | int) -> Location:
    place: YamlPath = ("retired", index, *path)
    return Location(RETIRED_FILE, place)
