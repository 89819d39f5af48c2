"""Reads the data folder: every file, every fault of shape at once; a broken record never hides the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from .model import (
    Area,
    Branch,
    Catalog,
    Edition,
    Form,
    Frequency,
    Glossary,
    Item,
    Ledger,
    Record,
    Site,
    Source,
    Threshold,
    Unit,
    Vocabulary,
)
from .problems import Location, Problem, nearest
from .yaml_positions import YamlFault, parse

DATA = "standards_data"
SINGLES: dict[str, type[Record]] = {
    "edition": Edition,
    "site": Site,
    "vocabulary": Vocabulary,
    "glossary": Glossary,
}
FOLDERS: dict[str, tuple[str, type[Record]]] = {
    "source": ("sources", Source),
    "frequency": ("frequencies", Frequency),
    "threshold": ("thresholds", Threshold),
    "ledger": ("ledgers", Ledger),
    "form": ("forms", Form),
    "unit": ("branches", Unit),
}


@dataclass(frozen=True)
class StandardsData:
    """All records by kind and id, with the file of each. Ids include records whose shape is broken."""

    edition: Edition
    site: Site
    vocabulary: Vocabulary
    glossary: Glossary
    records: Mapping[str, Mapping[str, Record]]
    files: Mapping[tuple[str, str], str]
    known_ids: Mapping[str, frozenset[str]]
    item_catalog: Mapping[str, str]
    item_folders: Mapping[str, tuple[str, ...]]
    """For each catalog the area folder of every item file, broken ones included."""

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return the records of `kind` by id, in display order."""
        return self.records.get(kind, {})

    def file_of(self, kind: str, record_id: str) -> str:
        """Return the file that holds a record, relative to the project."""
        return self.files[kind, record_id]

    def catalog_items(self, catalog_id: str) -> list[Item]:
        """Return the items of a catalog in the order of its areas and of their numbers."""
        return [item for item in self.of("item").values() if self.item_catalog[item.id] == catalog_id]

    def area_of(self, item: Item) -> Area:
        """Return the area an item stands in."""
        catalog: Catalog = self.of("catalog")[self.item_catalog[item.id]]
        return next(area for area in catalog.areas if area.id == item.area)

    def branches(self) -> dict[str, tuple[Unit, Branch]]:
        """Return every branch with its unit, by branch id."""
        return {branch.id: (unit, branch) for unit in self.of("unit").values() for branch in unit.branches}

    def label(self, word: str, value: str) -> str:
        """Return how a value of the closed list `word` is shown."""
        entry = getattr(self.vocabulary, word)[value]
        return str(entry.label)

    def everything(self) -> Iterator[tuple[str, Record]]:
        """Yield the file and record of everything authored."""
        for name in SINGLES:
            yield f"{DATA}/{name}.yaml", getattr(self, name)
        for kind, records in self.records.items():
            for record_id, record in records.items():
                yield self.files[kind, record_id], record


@dataclass
class Loaded:
    """What came of loading: the data unless a file every page needs is broken, and all problems of shape."""

    data: StandardsData | None
    problems: list[Problem]
    texts: dict[str, str] = field(default_factory=dict)


def load(root: Path) -> Loaded:
    """Load `root`/standards_data. Faults are returned as problems, never raised."""
    return _Loading(root).run()


class _Loading:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        self.records: dict[str, dict[str, Record]] = {}
        self.files: dict[tuple[str, str], str] = {}
        self.known: dict[str, set[str]] = {}
        self.item_catalog: dict[str, str] = {}
        self.item_folders: dict[str, tuple[str, ...]] = {}

    def run(self) -> Loaded:
        singles = {name: self._read(self._data / f"{name}.yaml", model) for name, model in SINGLES.items()}
        for kind, (folder, model) in FOLDERS.items():
            for path in _sorted(self._data.glob(f"{folder}/*.yaml")):
                self._keep(kind, path, self._read(path, model))
        for path in _sorted(self._data.glob("catalogs/*/catalog.yaml")):
            self._keep("catalog", path, self._read(path, Catalog), stem=path.parent.name)
            item_paths = _sorted(path.parent.glob("*/*.yaml"))
            self.item_folders[path.parent.name] = tuple(item_path.parent.name for item_path in item_paths)
            for item_path in item_paths:
                self._keep("item", item_path, self._read(item_path, Item), catalog=path.parent.name)
        self.known["branch"] = {
            branch.id for unit in self.records.get("unit", {}).values() for branch in getattr(unit, "branches", ())
        }
        if any(record is None for record in singles.values()):
            return Loaded(None, self.problems, self.texts)
        self._order_items()
        known = {kind: frozenset(ids) for kind, ids in self.known.items()}
        data = StandardsData(
            **singles,  # type: ignore[arg-type]
            records=self.records,
            files=self.files,
            known_ids=known,
            item_catalog=self.item_catalog,
            item_folders=self.item_folders,
        )
        return Loaded(data, self.problems, self.texts)

    @property
    def _data(self) -> Path:
        return self.root / DATA

    def _keep(self, kind: str, path: Path, record: Record | None, *, stem: str = "", catalog: str = "") -> None:
        name = stem or path.stem
        self.known.setdefault(kind, set()).add(name)
        if record is None:
            return
        file = self._relative(path)
        record_id = str(getattr(record, "id", name))
        if record_id != name:
            message = f"编号「{record_id}」与文件名「{name}」不一致：编号就是文件名。"
            self.problems.append(Problem("IDS1", Location(file, ("id",)), message, hint="改编号或改文件名"))
        earlier = self.files.get((kind, record_id))
        if earlier:
            message = f"编号「{record_id}」已经用在 {earlier}，一个编号只能用一次。"
            self.problems.append(Problem("IDS2", Location(file, ("id",)), message))
            return
        self.records.setdefault(kind, {})[record_id] = record
        self.files[kind, record_id] = file
        if catalog:
            self.item_catalog[record_id] = catalog

    def _order_items(self) -> None:
        # by number, not as text: C10 comes after C9; areas in the catalog's order
        areas: dict[tuple[str, str], int] = {}
        catalogs = self.records.get("catalog", {})
        for position, (catalog_id, catalog) in enumerate(catalogs.items()):
            for index, area in enumerate(getattr(catalog, "areas", ())):
                areas[catalog_id, area.id] = position * 1000 + index
        items = self.records.get("item", {})

        def place(item_id: str) -> tuple[int, list[int]]:
            area = getattr(items[item_id], "area", "")
            return areas.get((self.item_catalog[item_id], area), -1), _numbers(item_id)

        self.records["item"] = {item_id: items[item_id] for item_id in sorted(items, key=place)}

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _read(self, path: Path, model: type[Record]) -> Record | None:
        file = self._relative(path)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.problems.append(Problem("SHP2", Location(file), f"缺文件 {file}。", hint="从版本库恢复它"))
            return None
        except UnicodeDecodeError:
            message = "文件不是 UTF-8 编码。用编辑器“另存为 UTF-8”后再提交。"
            self.problems.append(Problem("YML1", Location(file), message))
            return None
        self.texts[file] = text
        try:
            value = parse(text)
        except YamlFault as fault:
            self.problems.append(Problem(fault.code, Location(file), fault.message, span=fault.span))
            return None
        try:
            return TypeAdapter(model).validate_python(value)
        except ValidationError as error:
            self.problems += [shape_problem(file, model, detail) for detail in error.errors(include_url=False)]
            return None


def _sorted(paths: Iterator[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (path.parent.as_posix(), _numbers(path.stem), path.stem))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


_TYPE_NAMES = {
    "string_type": "文字",
    "int_type": "整数",
    "float_type": "数字",
    "bool_type": "true 或 false",
    "tuple_type": "列表（每行以「- 」开头）",
    "model_type": "一组「键: 值」",
    "model_attributes_type": "一组「键: 值」",
    "dict_type": "一组「键: 值」",
    "literal_error": "always 或一组条件",
}


def shape_problem(file: str, model: type[Record], detail: Any) -> Problem:
    """Translate one pydantic error into a problem with code SHP1–SHP4."""
    path = tuple(step for step in detail["loc"] if not _is_union_branch(step))
    kind, found = detail["type"], detail["input"]
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        keys = _keys_at(model, path[:-1])
        message = f"不认识的键「{name}」{nearest(name, keys) or '。'}"
        return Problem("SHP1", Location(file, path, on_key=True), message, hint="可用的键：" + "、".join(keys))
    if kind == "missing":
        return Problem("SHP2", Location(file, path, on_key=True), f"缺少键「{name}」。", hint="补上这个键")
    if kind in _TYPE_NAMES:
        message = f"「{name}」应当是{_TYPE_NAMES[kind]}，写的是「{_shown(found)}」。"
        hint = "数字样子的文字要加引号" if kind == "string_type" else ""
        return Problem("SHP3", Location(file, path), message, hint=hint)
    if kind in {"string_too_short", "too_short"}:
        return Problem("SHP4", Location(file, path), f"「{name}」不能空着。")
    pattern = detail.get("ctx", {}).get("pattern", "")
    return Problem(
        "SHP4", Location(file, path), f"「{name}」的写法「{_shown(found)}」不合规定。", hint=f"格式 {pattern}"
    )


def _is_union_branch(step: str | int) -> bool:
    # pydantic puts the name of the tried union member into the path; YAML has no such key
    return isinstance(step, str) and (step in {"Condition", "int", "float"} or step.startswith("literal["))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)[:40]


def _keys_at(model: type[Record], path: tuple[str | int, ...]) -> list[str]:
    found: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = getattr(found, "model_fields", {})
        if step in fields:
            found = _record_in(fields[step].annotation)
    return list(getattr(found, "model_fields", {}))


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _record_in(argument)
        if found:
            return found
    return None
