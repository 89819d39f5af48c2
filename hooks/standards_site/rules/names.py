"""What readers and programs tell things apart by stands once: names, places in an order, entries of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..data.load import DATA, StandardsData
from ..data.model import CLOSED_LISTS, Area, Catalog, Difference, Entry, RoleGuide, Unit
from ..data.problems import Location, Problem
from ..data.record import Record, list_fields
from ..data.yaml_positions import YamlPath
from .registry import rule

Named = tuple[str, YamlPath, str]
"""The file and path of a name, and the name."""
PlacedName = tuple[str, YamlPath, str | int]

TITLED = ("frequency", "threshold", "ledger", "form", "procedure", "guidance", "profile", "catalog")
SHORT = ("source", "catalog")
ORDERED = ("ledger", "profile")
# what a file system leaves out of a name or takes for the same: forms are saved under their titles
_NOT_IN_FILE_NAMES = re.compile(r'[\s\\/:*?"<>|.]')


@rule(
    "NAM1",
    says="同一处的名称不重复：各类记录的名称和简称、领域、条目、支部、用语、词表的中文名、学期",
    why="读者按名称找，文件按名称存；两个同名的分不清，存到一个文件夹里还会互相覆盖。",
    example=("- {id: maths-2, name: 教师支部}  # 同一个单位里已经有教师支部", "- {id: maths-2, name: 教师第二支部}"),
)
def names_are_unique(data: StandardsData) -> Iterator[Problem]:
    """No two things that stand side by side have the same name, upper and lower case being the same."""
    for group in _named(data):
        first: dict[str, str] = {}
        for file, path, name in group:
            same = _NOT_IN_FILE_NAMES.sub("", name).casefold()
            if same in first:
                message = f"名称「{name}」已经用在 {first[same]}。"
                yield Problem("NAM1", Location(file, path), message, hint="换一个分得开的名称")
            first.setdefault(same, file)


def _named(data: StandardsData) -> Iterator[Iterator[Named]]:
    for kinds, name in ((TITLED, "title"), (SHORT, "short"), (("unit",), "name")):
        for kind in kinds:
            yield ((data.file_of(kind, record.id), (name,), getattr(record, name)) for record in data.of(kind).values())
    for catalog_id in data.catalogs:
        yield ((data.file_of("item", item.id), ("title",), item.title) for item in data.catalog_items(catalog_id))
    named = {"areas": "title", "branches": "name", "terms": "term", "semesters": "title"}
    for part, inside in data.every(Record):
        for name in named.keys() & type(inside).model_fields.keys():
            children: Any = getattr(inside, name)
            what = named[name]
            yield ((part.file, (*part.path, name, i, what), getattr(one, what)) for i, one in enumerate(children))
    for name in CLOSED_LISTS:
        words: dict[str, Entry] = getattr(data.vocabulary, name)
        yield ((f"{DATA}/vocabulary.yaml", (name, word, "label"), entry.label) for word, entry in words.items())


@rule(
    "NAM2",
    says="排列的次序（order）、领域和差异的编号不重复；一个角色只写一页",
    why="台账按次序编号，领域和差异按编号找，角色页的网址是角色；两个一样的，排出来的先后和链接都靠不住。",
    example=("order: 3  # 另一类台账也是 3", "order: 4"),
)
def places_are_unique(data: StandardsData) -> Iterator[Problem]:
    """No two ledgers or profiles have the same place, no two areas or differences the same id; one page a role."""
    groups: list[list[PlacedName]] = [
        [(data.file_of(kind, record.id), ("order",), record.order) for record in data.of(kind).values()]
        for kind in ORDERED
    ]
    areas: dict[str, list[PlacedName]] = {}
    for part, area in data.every(Area):
        areas.setdefault(part.record_id, []).append((part.file, (*part.path, "id"), area.id.casefold()))
    differences: list[PlacedName] = [(part.file, (*part.path, "id"), one.id) for part, one in data.every(Difference)]
    roles: list[PlacedName] = [(part.file, ("role",), guide.role) for part, guide in data.every(RoleGuide)]
    for group in (*groups, *areas.values(), differences, roles):
        seen: set[str | int] = set()
        for file, path, value in group:
            if value in seen:
                message = f"「{path[-1]}」的「{value}」前面已经用过。"
                yield Problem("NAM2", Location(file, path), message, hint="换一个没有用过的")
            seen.add(value)


@rule(
    "NAM3",
    says="列表里不写两次同样的内容",
    why="写两次的多半是复制后忘了改；页面上会出现两遍，计数也会多一个。",
    example=("roles: {responsible: [secretary, member, secretary]}", "roles: {responsible: [secretary, member]}"),
)
def lists_say_things_once(data: StandardsData) -> Iterator[Problem]:
    """No list has two equal entries."""
    for part in data.parts:
        for name in list_fields(type(part.value)):
            entries: Any = getattr(part.value, name)
            if not isinstance(entries, tuple) or len(entries) < 2:
                continue
            # equal records with a key, an id or a name of their own are told by the rules for those
            if isinstance(part.value, Catalog | Unit) or "key" in getattr(type(entries[0]), "model_fields", ()):
                continue
            for index, entry in enumerate(entries):
                if entry in entries[:index]:
                    shown = f"「{entry}」" if isinstance(entry, str) else "这一项"
                    message = f"「{name}」里{shown}前面已经写过。"
                    yield Problem("NAM3", Location(part.file, (*part.path, name, index)), message, hint="去掉一个")
