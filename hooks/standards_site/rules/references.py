"""Every id and every word that a record uses exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..data.load import DATA, FOLDERS, StandardsData
from ..data.model import Item, needed_words
from ..data.problems import Location, Problem, nearest, unknown_value
from ..data.record import Ref, Word, marked_values
from .registry import rule

Missing = tuple[str, str]
"""A kind or list, and what it does not have."""
MANY = 5

_NAMES = {
    "source": "依据",
    "frequency": "频次",
    "threshold": "门槛",
    "ledger": "台账",
    "form": "表单",
    "item": "条目",
    "catalog": "标准体系",
    "profile": "支部类型",
    "procedure": "程序",
    "topic": "议题",
}
_NOT_PROSE = ("id", "area", "key", "facts", "conflicts", "official_no", "number", "clause", "no")
# as items are called in texts: 见 C1, （S9-5-8）; not part of a longer word, number or name of a row, and a text may
# say that there is none (没有 S9-5-7)
_ID_IN_PROSE = re.compile(r"(?<!没有)(?<!没有 )(?<![A-Za-z0-9-])([A-Z]+)\d+(?:-\d+)*(?![A-Za-z0-9-])")


@rule(
    "REF1",
    says="引用的编号必须是现有记录的编号",
    why="页面上的链接、反向索引和表单都由编号生成，指向不存在的编号就会断开。",
    example=("frequency: branch-congres", "frequency: branch-congress"),
)
def references_exist(data: StandardsData) -> Iterator[Problem]:
    """Every id that a record refers to is the id of a record."""
    yield from in_few(_unknown_ids(data))


def _unknown_ids(data: StandardsData) -> Iterator[tuple[Missing, Problem]]:
    retired = {entry.id: entry.into for entry in data.retired.retired}
    for part in data.parts:
        for path, mark, value in marked_values(part.value):
            if not isinstance(mark, Ref):
                continue
            if mark.kind in data.unlisted:
                continue  # the folder that cannot be read is told
            valid = data.known_ids.get(mark.kind, frozenset())
            at = Location(part.file, (*part.path, *path))
            if value not in valid and mark.kind == "item" and value in retired:
                instead = f"，改用「{'」或「'.join(retired[value])}」。" if retired[value] else "，没有接替的条目。"
                hint = f"去处和原因见 {DATA}/retired.yaml"
                yield (mark.kind, value), Problem("REF1", at, f"条目「{value}」已停用{instead}", hint=hint)
            elif value not in valid:
                folder = FOLDERS[mark.kind][0] if mark.kind in FOLDERS else "catalogs"
                where = f"{DATA}/{folder}/"
                yield (mark.kind, value), unknown_value("REF1", at, _NAMES[mark.kind], value, valid, where)


@rule(
    "REF2",
    says="封闭词表里的值必须在 vocabulary.yaml 里",
    why="情态、角色、支部类型等只用词表里的值，页面上才有统一的中文名称和解释。",
    example=("modality: 应当", "modality: must"),
)
def words_are_in_the_vocabulary(data: StandardsData) -> Iterator[Problem]:
    """Every value of a closed list stands in vocabulary.yaml."""
    yield from in_few(_unknown_words(data))


def _unknown_words(data: StandardsData) -> Iterator[tuple[Missing, Problem]]:
    for part in data.parts:
        for path, mark, value in marked_values(part.value):
            if not isinstance(mark, Word):
                continue
            valid = getattr(data.vocabulary, mark.name)
            if value not in valid and value not in needed_words(mark.name):  # NED1 tells those
                where = f"{DATA}/vocabulary.yaml 的 {mark.name}"
                at = Location(part.file, (*part.path, *path))
                # the Chinese label in place of the value is the likeliest slip
                meant = next((name for name, entry in valid.items() if entry.label == value), "")
                yield (mark.name, value), unknown_value("REF2", at, "词", value, valid, where, meant=meant)


def in_few(found: Iterator[tuple[Missing, Problem]]) -> Iterator[Problem]:
    """Yield problems, but of a thing that many places miss only the first: it is the thing that is wrong, not they."""
    by_missing: dict[Missing, list[Problem]] = {}
    for missing, problem in found:
        by_missing.setdefault(missing, []).append(problem)
    for first, *others in by_missing.values():
        if len(others) < MANY:
            yield from (first, *others)
        else:
            message = f"{first.message}另有 {len(others)} 处也写着它。"
            yield replace(first, message=message)


@rule(
    "REF3",
    says="条目所在的领域必须是本标准体系里的领域，并与所在文件夹同名",
    why="领域决定条目排在哪一页，写错就找不到。",
    example=("area: B  # 文件在文件夹 A 里", "area: A"),
)
def areas_exist(data: StandardsData) -> Iterator[Problem]:
    """Every item's area belongs to its catalog and names its folder."""
    for item in data.items.values():
        catalog = data.catalogs.get(data.item_catalog[item.id])
        if catalog is None:
            continue
        file = data.file_of("item", item.id)
        valid = [area.id for area in catalog.areas]
        if item.area not in valid:
            where = data.file_of("catalog", catalog.id)
            yield unknown_value("REF3", Location(file, ("area",)), "领域", item.area, valid, where)
        elif file.split("/")[-2] != item.area:
            message = f"领域「{item.area}」与文件夹「{file.split('/')[-2]}」不一致。"
            yield Problem("REF3", Location(file, ("area",)), message, hint="改领域或移动文件")


@rule(
    "REF4",
    says="材料里写的 proves 必须是本条目要点的键，key_fields 必须是所选表单的栏目",
    why="“一次记录、多处引用”的对照表由它们生成。",
    example=("key_fields: [应到, 会议决议]  # 这张表单的栏目叫“决议”", "key_fields: [应到, 决议]"),
)
def kept_records_fit(data: StandardsData) -> Iterator[Problem]:
    """A kept record proves requirements of its own item and names fields that its form has."""
    for item in data.items.values():
        file = data.file_of("item", item.id)
        keys = [requirement.key for requirement in item.requirements]
        for index, kept in enumerate(item.keep):
            for place, key in enumerate(kept.proves):
                if key not in keys:
                    at = Location(file, ("keep", index, "proves", place))
                    yield unknown_value("REF4", at, "要点", key, keys, "本条目的 requirements")
            yield from _unknown_fields(data, file, index, item)


def _unknown_fields(data: StandardsData, file: str, index: int, item: Item) -> Iterator[Problem]:
    kept = item.keep[index]
    form = data.forms.get(kept.form or "")
    if form is None:
        return
    names = [field.name for field in (*form.header, *form.columns, *form.signatures)]
    for place, name in enumerate(kept.key_fields):
        if name not in names:
            at = Location(file, ("keep", index, "key_fields", place))
            yield unknown_value("REF4", at, f"表单「{form.id}」的栏目", name, names, data.file_of("form", form.id))


@rule(
    "REF5",
    says="文字里写的条目编号（如“见 C1”）是现有的编号",
    why="读者照着编号去找；条目停用、改号以后，文字里的编号要跟着改。",
    example=("notes: [见 C99。]", "notes: [见 C9。]"),
)
def ids_in_texts_exist(data: StandardsData) -> Iterator[Problem]:
    """What looks like the id of an item in a text is one, or that of an area, a difference or a retired item."""
    items = data.known_ids["item"]
    known = {*items, *(entry.id for entry in data.retired.retired), *(one.id for one in data.differences.differences)}
    known |= {area.id for catalog in data.catalogs.values() for area in catalog.areas}
    letters = {found.group(1) for name in items if (found := _ID_IN_PROSE.fullmatch(name))}
    for part, path, text in data.all_texts:
        if path[0] in _NOT_PROSE or not _ID_IN_PROSE.search(text):
            continue
        for found in _ID_IN_PROSE.finditer(text):
            if found.group(1) in letters and found.group() not in known:
                message = f"文字里写的「{found.group()}」不是条目的编号{nearest(found.group(), items) or '。'}"
                hint = "改成现有的编号；不是编号的，换一种写法"
                yield Problem("REF5", Location(part.file, (*part.path, *path)), message, hint=hint)
