"""Every id and every word that a record uses exists."""

from __future__ import annotations

from collections.abc import Iterator

from ..load import DATA, FOLDERS, StandardsData
from ..model import Item, Ref, Word, marked_values
from ..problems import Location, Problem, unknown_value
from . import rule

_NAMES = {
    "source": "依据",
    "frequency": "频次",
    "threshold": "门槛",
    "ledger": "台账",
    "form": "表单",
    "item": "条目",
    "catalog": "标准体系",
    "profile": "支部类型",
}


@rule(
    "REF1",
    says="引用的编号必须是现有记录的编号",
    why="页面上的链接、反向索引和表单都由编号生成，指向不存在的编号就会断开。",
)
def references_exist(data: StandardsData) -> Iterator[Problem]:
    """Every id that a record refers to is the id of a record."""
    retired = {entry.id: entry.into for entry in data.retired.retired}
    for part in data.parts:
        for path, mark, value in marked_values(part.value):
            if not isinstance(mark, Ref):
                continue
            valid = data.known_ids.get(mark.kind, frozenset())
            at = Location(part.file, (*part.path, *path))
            if value not in valid and mark.kind == "item" and value in retired:
                instead = f"，改用「{'」或「'.join(retired[value])}」。" if retired[value] else "，没有接替的条目。"
                yield Problem("REF1", at, f"条目「{value}」已停用{instead}", hint=f"去处和原因见 {DATA}/retired.yaml")
            elif value not in valid:
                folder = FOLDERS[mark.kind][0] if mark.kind in FOLDERS else "catalogs"
                where = f"{DATA}/{folder}/"
                yield unknown_value("REF1", at, _NAMES[mark.kind], value, valid, where)


@rule(
    "REF2",
    says="封闭词表里的值必须在 vocabulary.yaml 里",
    why="情态、角色、支部类型等只用词表里的值，页面上才有统一的中文名称和解释。",
)
def words_are_in_the_vocabulary(data: StandardsData) -> Iterator[Problem]:
    """Every value of a closed list stands in vocabulary.yaml."""
    for part in data.parts:
        for path, mark, value in marked_values(part.value):
            if not isinstance(mark, Word):
                continue
            valid = getattr(data.vocabulary, mark.name)
            if value not in valid:
                where = f"{DATA}/vocabulary.yaml 的 {mark.name}"
                at = Location(part.file, (*part.path, *path))
                # the Chinese label in place of the value is the likeliest slip
                meant = next((name for name, entry in valid.items() if entry.label == value), "")
                yield unknown_value("REF2", at, "词", value, valid, where, meant=meant)


@rule(
    "REF3",
    says="条目所在的领域必须是本标准体系里的领域，并与所在文件夹同名",
    why="领域决定条目排在哪一页，写错就找不到。",
)
def areas_exist(data: StandardsData) -> Iterator[Problem]:
    """Every item's area belongs to its catalog and names its folder."""
    for item in data.of("item").values():
        catalog = data.of("catalog").get(data.item_catalog[item.id])
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
)
def kept_records_fit(data: StandardsData) -> Iterator[Problem]:
    """A kept record proves requirements of its own item and names fields that its form has."""
    for item in data.of("item").values():
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
    form = data.of("form").get(kept.form or "")
    if form is None:
        return
    names = [field.name for field in (*form.header, *form.columns, *form.signatures)]
    for place, name in enumerate(kept.key_fields):
        if name not in names:
            at = Location(file, ("keep", index, "key_fields", place))
            yield unknown_value("REF4", at, f"表单「{form.id}」的栏目", name, names, data.file_of("form", form.id))
