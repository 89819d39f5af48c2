"""Reads the data folder: every file, every fault of shape at once; a broken record never hides the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from .character_problems import characters_in_file, escaped_characters
from .characters import is_unreadable
from .data_files import CATALOGS, DataFiles, find_files, text_of
from .data_files import DATA as DATA
from .model import (
    AgendaTopic,
    Area,
    Branch,
    BranchChecks,
    Catalog,
    Citation,
    Differences,
    Edition,
    Form,
    Frequency,
    Glossary,
    Holidays,
    Item,
    Ledger,
    MeetingKind,
    MonthlyGuidance,
    Position,
    Procedure,
    Profile,
    Retired,
    RetiredItem,
    RoleGuide,
    SearchWords,
    Site,
    Source,
    Threshold,
    Unit,
    Vocabulary,
)
from .problems import Location, Problem
from .program import Program
from .record import Record, parts, prose
from .shapes import shape_problems
from .yaml_positions import Span, YamlFault, YamlPath, parse

SomeRecord = TypeVar("SomeRecord", bound=Record)
Made = TypeVar("Made")
SINGLES: dict[str, type[Record]] = {
    "edition": Edition,
    "site": Site,
    "vocabulary": Vocabulary,
    "glossary": Glossary,
    "differences": Differences,
    "branch_checks": BranchChecks,
    "retired": Retired,
    "search": SearchWords,
    "program": Program,
}
FOLDERS: dict[str, tuple[str, type[Record]]] = {
    "source": ("sources", Source),
    "frequency": ("frequencies", Frequency),
    "threshold": ("thresholds", Threshold),
    "ledger": ("ledgers", Ledger),
    "form": ("forms", Form),
    "procedure": ("procedures", Procedure),
    "topic": ("topics", AgendaTopic),
    "meeting": ("meetings", MeetingKind),
    "guidance": ("monthly_guidance", MonthlyGuidance),
    "role": ("roles", RoleGuide),
    "holidays": ("holidays", Holidays),
    "profile": ("profiles", Profile),
    "unit": ("branches", Unit),
}


@dataclass(frozen=True)
class Part:
    """A record, or a record inside one, with where it stands."""

    kind: str
    record_id: str
    file: str
    path: YamlPath
    value: Record


@dataclass(frozen=True)
class Hanging:
    """On which positions it rests that a text is called unsure, by record and key.

    `typed`: something else in it is called unsure by hand.
    """

    positions: tuple[tuple[str, str], ...]
    typed: bool


@dataclass(frozen=True)
class StandardsData:
    """All records by kind and id, with the file of each. Ids include records whose shape is broken."""

    edition: Edition
    site: Site
    vocabulary: Vocabulary
    glossary: Glossary
    differences: Differences
    branch_checks: BranchChecks
    retired: Retired
    search: SearchWords
    program: Program
    records: Mapping[str, Mapping[str, Record]]
    files: Mapping[tuple[str, str], str]
    known_ids: Mapping[str, frozenset[str]]
    unlisted: frozenset[str]
    """Kinds of which some file may not be known, because a folder cannot be read."""
    unread: frozenset[str]
    """Names of files that lie where none is read."""
    item_catalog: Mapping[str, str]
    item_folders: Mapping[str, tuple[str, ...]]
    """For each catalog the area folder of every item file, broken ones included."""
    own_numbers: frozenset[str] = frozenset()
    hanging: Mapping[str, Hanging] = field(default_factory=dict)
    """Advice with a number that no source sets; known once the quotes are spelled out."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The files as they were read: to tell in which line something stands."""

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return the records of `kind` by id, in display order: for what goes over several kinds."""
        return self.records.get(kind, {})

    @property
    def catalogs(self) -> Mapping[str, Catalog]:
        """Return the catalogs by id."""
        return self.of("catalog")

    @property
    def items(self) -> Mapping[str, Item]:
        """Return the items of all catalogs by id, in the order of their areas and numbers."""
        return self.of("item")

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the sources by id."""
        return self.of("source")

    @property
    def frequencies(self) -> Mapping[str, Frequency]:
        """Return the frequencies by id."""
        return self.of("frequency")

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """Return the thresholds by id."""
        return self.of("threshold")

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        """Return the ledgers by id."""
        return self.of("ledger")

    @property
    def forms(self) -> Mapping[str, Form]:
        """Return the forms by id."""
        return self.of("form")

    @property
    def procedures(self) -> Mapping[str, Procedure]:
        """Return the procedures by id."""
        return self.of("procedure")

    @cached_property
    def meetings(self) -> Mapping[str, MeetingKind]:
        """Return the kinds of meeting by id, in their own order."""
        return dict(sorted(self.of("meeting").items(), key=lambda entry: entry[1].order))

    @cached_property
    def topics(self) -> Mapping[str, AgendaTopic]:
        """Return what may be on an agenda by id, in its own order."""
        return dict(sorted(self.of("topic").items(), key=lambda entry: entry[1].order))

    @property
    def guidance(self) -> Mapping[str, MonthlyGuidance]:
        """Return the guidance of the months by id."""
        return self.of("guidance")

    @property
    def holidays(self) -> Mapping[str, Holidays]:
        """Return the days off work by year."""
        return self.of("holidays")

    @cached_property
    def role_guides(self) -> Mapping[str, RoleGuide]:
        """What is written by hand for roles, by the word for the role and in the order of those words."""
        written = {guide.role: guide for guide in self.of("role").values()}
        return {role: written[role] for role in self.vocabulary.role if role in written}

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """Return the kinds of branch by id, in their own order."""
        return self.of("profile")

    @property
    def units(self) -> Mapping[str, Unit]:
        """Return the secondary Party organisations by id."""
        return self.of("unit")

    @cached_property
    def compared(self) -> tuple[tuple[str, Frequency | Threshold], ...]:
        """What has a position for every source: the frequencies and thresholds, each with its kind."""
        return (
            *(("frequency", record) for record in self.frequencies.values()),
            *(("threshold", record) for record in self.thresholds.values()),
        )

    def is_whole(self, *kinds: str) -> bool:
        """Return whether every file of `kinds` (of all kinds if none is named) gave the record it is named for."""
        wanted = kinds or (*FOLDERS, "catalog", "item")
        return self.is_listed(*wanted) and all(self.known_ids[kind] <= self.of(kind).keys() for kind in wanted)

    def is_listed(self, *kinds: str) -> bool:
        """Return whether every file of `kinds` was found, be it broken or not."""
        return not self.unread and self.unlisted.isdisjoint(kinds)

    def file_of(self, kind: str, record_id: str) -> str:
        """Return the file that holds a record, relative to the project."""
        return self.files[kind, record_id]

    @property
    def main_catalog(self) -> Catalog:
        """Return the catalog that the site is about; site.yaml names it."""
        return self.catalogs[self.site.main_catalog]

    def catalog_items(self, catalog_id: str) -> list[Item]:
        """Return the items of a catalog in the order of its areas and of their numbers."""
        return self._items_by_catalog.get(catalog_id, [])

    @cached_property
    def _items_by_catalog(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items.values():
            found.setdefault(self.item_catalog[item.id], []).append(item)
        return found

    def catalog_retired(self, catalog_id: str) -> list[RetiredItem]:
        """Return the retired items of a catalog, in the order they are written."""
        return [entry for entry in self.retired.retired if entry.catalog == catalog_id]

    def area_of(self, item: Item) -> Area:
        """Return the area an item stands in."""
        areas = self.catalogs[self.item_catalog[item.id]].areas
        return next(area for area in areas if area.id == item.area)

    def branches(self) -> dict[str, tuple[Unit, Branch]]:
        """Return every branch with its unit, by branch id."""
        return self._branches

    @cached_property
    def _branches(self) -> dict[str, tuple[Unit, Branch]]:
        return {branch.id: (unit, branch) for unit in self.units.values() for branch in unit.branches}

    def label(self, word: str, value: str) -> str:
        """Return how a value of the closed list `word` is shown; one that is not in the list (REF2) as it is."""
        entry = getattr(self.vocabulary, word).get(value)
        return str(entry.label) if entry else value

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Everything authored: each record and each record inside it, in the order of the files."""
        found = []
        for name in SINGLES:
            found += [Part(name, "", f"{DATA}/{name}.yaml", *inner) for inner in parts(getattr(self, name))]
        for kind, records in self.records.items():
            for record_id, record in records.items():
                file = self.files[kind, record_id]
                found += [Part(kind, record_id, file, *inner) for inner in parts(record)]
        return tuple(found)

    def derived(self, make: Callable[[StandardsData], Made]) -> Made:
        """Return what `make` works out from the data, worked out once however many ask for it."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: Made = self._derived[make]
        return made

    @cached_property
    def _derived(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def all_texts(self) -> tuple[tuple[Part, YamlPath, str], ...]:
        """Every text that is authored and no reference, with the record it stands directly in and its path there."""
        return tuple((part, path, text) for part in self.parts for path, text in prose(part.value))

    def every(self, kind: type[SomeRecord]) -> Iterator[tuple[Part, SomeRecord]]:
        """Yield everything authored of one model, wherever it stands, with where it stands."""
        for part in self._parts_of_kind(kind):
            yield part, cast(SomeRecord, part.value)

    def _parts_of_kind(self, kind: type[Record]) -> list[Part]:
        if kind not in self._by_kind:
            self._by_kind[kind] = [part for part in self.parts if isinstance(part.value, kind)]
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Part]]:
        return {}

    @cached_property
    def citations(self) -> tuple[tuple[Part, Citation | Position], ...]:
        """Everything that cites a source, citations and positions, with where it stands."""
        return tuple((part, part.value) for part in self.parts if isinstance(part.value, Citation | Position))

    @cached_property
    def citations_by_source(self) -> Mapping[str, list[tuple[Part, Citation | Position]]]:
        """Everything that cites a source, by the id of the source."""
        found: dict[str, list[tuple[Part, Citation | Position]]] = {}
        for part, cited in self.citations:
            found.setdefault(cited.source, []).append((part, cited))
        return found


@dataclass
class Loaded:
    """What came of loading: the data unless a file every page needs is broken, and all problems of shape."""

    data: StandardsData | None
    problems: list[Problem]
    texts: dict[str, str] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)


def load(root: Path) -> Loaded:
    """Load `root`/standards_data. Faults are returned as problems, never raised."""
    return _Loading(root).run()


class _Loading:
    def __init__(self, root: Path) -> None:
        self.root = root
        singles = frozenset(f"{name}.yaml" for name in SINGLES)
        self.found = find_files(root, singles, frozenset(folder for folder, _ in FOLDERS.values()))
        self.problems: list[Problem] = list(self.found.problems)
        self.texts: dict[str, str] = {}
        self.records: dict[str, dict[str, Record]] = {}
        self.files: dict[tuple[str, str], str] = {}
        self.known: dict[str, set[str]] = {}
        self.item_catalog: dict[str, str] = {}
        self.item_folders: dict[str, tuple[str, ...]] = {}

    def run(self) -> Loaded:
        singles = {name: self._read(self._data / f"{name}.yaml", model) for name, model in SINGLES.items()}
        for kind, (folder, model) in FOLDERS.items():
            for path in _sorted(self.found.records.get(folder, ())):
                self._keep(kind, path, self._read(path, model))
        for path in _sorted(self.found.catalogs):
            catalog = self._read(path, Catalog)
            catalog_id = str(getattr(catalog, "id", path.parent.name))
            self._keep("catalog", path, catalog, stem=path.parent.name)
            item_paths = _sorted(self.found.catalogs[path])
            self.item_folders[catalog_id] = tuple(item_path.parent.name for item_path in item_paths)
            for item_path in item_paths:
                self._keep("item", item_path, self._read(item_path, Item), catalog=catalog_id)
        self._refuse_shared_branch_ids()
        self.known["branch"] = {
            branch.id for unit in self.records.get("unit", {}).values() for branch in getattr(unit, "branches", ())
        }
        if any(record is None for record in singles.values()):
            return Loaded(None, self.problems, self.texts, self.found.notices)
        self._order_items()
        self._order_profiles()
        kinds = (*FOLDERS, "catalog", "item", "branch")
        # what refers to a file at a wrong place needs no further word: the file is told already
        known = {kind: frozenset(self.known.get(kind, set()) | self.found.unread) for kind in kinds}
        data = StandardsData(
            **singles,  # type: ignore[arg-type]
            records=self.records,
            files=self.files,
            known_ids=known,
            unlisted=_kinds_in(self.found),
            unread=frozenset(self.found.unread),
            item_catalog=self.item_catalog,
            item_folders=self.item_folders,
            texts=self.texts,
        )
        return Loaded(data, self.problems, self.texts, self.found.notices)

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
        # both, so that a slip in one place is not told again at every reference
        self.known[kind].add(record_id)
        if record_id != name:
            message = f"编号「{record_id}」与文件名「{name}」不一致：编号就是文件名。"
            self.problems.append(Problem("IDS1", Location(file, ("id",)), message, hint="改编号或改文件名"))
        earlier = self.files.get((kind, record_id))
        if earlier:
            message = f"编号「{record_id}」已经用在 {earlier}，一个编号只能用一次。"
            self.problems.append(Problem("IDS2", Location(file, ("id",)), message, hint="换一个新编号"))
            return
        self.records.setdefault(kind, {})[record_id] = record
        self.files[kind, record_id] = file
        if catalog:
            self.item_catalog[record_id] = catalog

    def _refuse_shared_branch_ids(self) -> None:
        first: dict[str, str] = {}
        for unit_id, unit in self.records.get("unit", {}).items():
            file = self.files["unit", unit_id]
            for index, branch in enumerate(getattr(unit, "branches", ())):
                if branch.id in first:
                    message = f"支部编号「{branch.id}」已经用在 {first[branch.id]}，一个编号只能用一次。"
                    at = Location(file, ("branches", index, "id"))
                    self.problems.append(Problem("IDS2", at, message, hint="换一个新编号"))
                first.setdefault(branch.id, file)

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

    def _order_profiles(self) -> None:
        profiles = self.records.get("profile", {})
        in_order = sorted(profiles.values(), key=lambda profile: getattr(profile, "order", 0))
        self.records["profile"] = {str(getattr(profile, "id", "")): profile for profile in in_order}

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _read(self, path: Path, model: type[Record]) -> Record | None:
        file = self._relative(path)
        raw = text_of(self.root, path)
        if isinstance(raw, Problem):
            self.problems.append(raw)
            return None
        try:
            text = _lines_ended_alike(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            before = _lines_ended_alike(raw[: error.start].decode("utf-8-sig"))
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            message = f"文件不是 UTF-8 编码，第 {line} 行起读不出来。用编辑器“另存为 UTF-8”后再提交。"
            self.problems.append(Problem("YML1", Location(file), message, span=Span(line, column, column + 1)))
            return None
        self.texts[file] = text
        record, problems = _record_in(file, text, model)
        self.problems += problems
        return record


@lru_cache(maxsize=4096)  # a preview reads again only what was changed
def _record_in(file: str, text: str, model: type[Record]) -> tuple[Record | None, tuple[Problem, ...]]:
    """Return the record that a file holds, None if it is broken, and what is wrong with the file."""
    foreign = characters_in_file(file, text)
    if is_unreadable(text):
        return None, tuple(foreign)
    try:
        value = parse(text)
        problems = (*foreign, *escaped_characters(file, text, value))
    except YamlFault as fault:
        # a character nobody sees is often why the line cannot be read: it is told already
        if fault.span.line not in {problem.span.line for problem in foreign if problem.span}:
            foreign.append(Problem(fault.code, Location(file), fault.message, span=fault.span))
        return None, tuple(foreign)
    try:
        return TypeAdapter(model).validate_python(value), problems
    except ValidationError as error:
        return None, (*problems, *shape_problems(file, text, model, error))


def _lines_ended_alike(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _kinds_in(found: DataFiles) -> frozenset[str]:
    """Return the kinds whose files may lie in a folder that cannot be read."""
    kinds = {kind for kind, (folder, _) in FOLDERS.items() if folder in found.unlisted or "" in found.unlisted}
    return frozenset(kinds | ({"catalog", "item"} if found.unlisted & {CATALOGS, ""} else set()))


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (path.parent.as_posix(), _numbers(path.stem), path.stem))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]
