"""Edits of a data folder as a maintainer might make them: of every field of every record, and of whole files."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml
from hypothesis import strategies as st

from standards_site.data.load import FOLDERS, StandardsData, load
from standards_site.data.record import Ref, Word, marked_values
from standards_site.data.yaml_positions import parse

Files = dict[str, bytes | None]
"""What an edit makes of the data: the new bytes by file, None where it takes a file away."""

TEXTS = (
    "改过的文字",
    "改",
    "二零二六级党支部",
    "一句 with English 和 3 个数",
    "长" * 60,
    "很长的一段话。" * 60,
    "长" * 5000,
    "两行\n文字",
    "",
    "[[见]] 引号“双”‘单’",
    "<img src=x onerror=alert(1)>",
    "[点这里](javascript:alert(1))",
    "201*…201* `x` {: onclick=x } | # 题",
    '"></title><script>x</script>',
    "二〇二六级镕喆鄠勐支部",
    "𠮷野支部🧪",
    "零宽\u200b字符",
    "C1",
    "第一百二十条",
    "第四条",
    "CON",
    "=1+1",
    "{{ x }}",
    "a" * 300,
)
NUMBERS = (0, 1, 2, 3, 7, 12, 13, 50, 99, 100, 300, -1, -5, 10**9, 10**19, 0.5, 2.5)
DATES = ("2026-02-28", "2026-12-31", "2027-03-01", "2027-09-01", "2027-02-30", "2026-13-01", "1999-01-01", "9999-12-31")
ADDRESSES = (
    "",
    "https://example.org",
    "https://example.org/a/b/",
    "http://10.0.0.1:8080/x",
    "javascript:alert(1)",
    'https://example.org/"><script>x</script>',
    "=1+1",
)
IDS = (
    "other",
    "Z1",
    "index",
    "branches",
    "CON",
    "nul",
    "com1",
    "a" * 60,
    "a" * 61,
    "A1",
    "a1",
    "compared-flow",
    "check-demo",
)
KEYS = ("other", "changed_key", "rule", "a" * 80)
OTHER_TYPES: tuple[Any, ...] = (True, 5, 1.5, "文字", ["甲"], {"a": 1}, None, [], {})


@dataclass(frozen=True)
class Place:
    """A field of a record in a file, set or not, and what the model says of it."""

    file: str
    path: tuple[str | int, ...]
    name: str
    annotation: Any
    mark: Ref | Word | None


@dataclass(frozen=True)
class Edit:
    """What was done, in words, and the files it changes."""

    words: str
    files: Files


class Corpus:
    """The data to be edited, read once: the value of every file, and every place in it."""

    def __init__(self, root: Path) -> None:
        loaded = load(root)
        assert loaded.data is not None, loaded.problems
        self.data: StandardsData = loaded.data
        self.texts = dict(loaded.texts)
        self.values = {file: _plain(parse(text)) for file, text in self.texts.items()}
        self.places = list(self._places())
        by_kind: dict[tuple[Any, ...], list[Place]] = {}
        for place in self.places:
            by_kind.setdefault((_model_of(place), place.name), []).append(place)
        self.by_field = list(by_kind.values())
        """The places of each field of each kind of record: all kinds are edited equally often."""

    def _places(self) -> Iterator[Place]:
        for part in self.data.parts:
            if not _has(self.values[part.file], part.path):
                continue  # a default that nobody wrote
            marks = {path[0]: mark for path, mark, _ in marked_values(part.value)}
            for name, field in type(part.value).model_fields.items():
                yield Place(
                    part.file, part.path, name, (type(part.value), field.annotation), marks.get(name) or _mark(field)
                )

    def ids(self, kind: str) -> list[str]:
        return sorted(self.data.known_ids.get(kind, ()))

    def written(self, file: str, value: Any) -> bytes:
        return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6).encode()


def _mark(field: Any) -> Ref | Word | None:
    return next((mark for mark in field.metadata if isinstance(mark, Ref | Word)), None)


def _model_of(place: Place) -> str:
    return place.annotation[0].__name__


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, tuple) else value


def _has(value: Any, path: tuple[str | int, ...]) -> bool:
    try:
        _at(value, path)
    except (KeyError, IndexError):
        return False
    return True


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@st.composite
def field_edits(draw: st.DrawFn, corpus: Corpus) -> Edit:
    """Change one field of one record."""
    place = draw(st.sampled_from(draw(st.sampled_from(corpus.by_field))))
    whole = copy.deepcopy(corpus.values[place.file])
    record = _at(whole, place.path)
    old = record.get(place.name) if isinstance(record, dict) else None
    new, words = draw(_values(corpus, place, old))
    if new is _REMOVED:
        record.pop(place.name, None)
    elif new is _MISSPELT:
        record[place.name + "x"] = record.pop(place.name, 1)
    else:
        record[place.name] = new
    at = "/".join(map(str, (*place.path, place.name)))
    shown = repr(new)
    return Edit(f"{place.file} {at}: {words} {shown[:80]}", {place.file: corpus.written(place.file, whole)})


_REMOVED, _MISSPELT = object(), object()


@st.composite
def _values(draw: st.DrawFn, corpus: Corpus, place: Place, old: Any) -> tuple[Any, str]:
    odd = draw(st.integers(0, 9))
    if odd == 0:
        return draw(st.sampled_from(OTHER_TYPES)), "other type"
    if odd == 1:
        return (_REMOVED, "remove") if draw(st.booleans()) else (_MISSPELT, "misspell")
    if isinstance(old, list):
        return draw(_lists(corpus, place, old)), "list"
    if isinstance(old, dict):
        return draw(_dicts(old)), "dict"
    return draw(_scalars(corpus, place, old)), "set"


@st.composite
def _lists(draw: st.DrawFn, corpus: Corpus, place: Place, old: list[Any]) -> list[Any]:
    how = draw(st.sampled_from(("drop", "double", "reverse", "empty", "change", "change", "one")))
    if how == "empty" or not old:
        return []
    index = draw(st.integers(0, len(old) - 1))
    if how == "drop":
        return old[:index] + old[index + 1 :]
    if how == "one":
        return old[index : index + 1]
    if how == "double":
        return [*old, old[index]]
    if how == "reverse":
        return old[::-1]
    if isinstance(old[index], str):
        return [*old[:index], draw(_scalars(corpus, place, old[index])), *old[index + 1 :]]
    return [*old[:index], *old[index + 1 :], old[index]]


@st.composite
def _dicts(draw: st.DrawFn, old: dict[str, Any]) -> dict[str, Any]:
    how = draw(st.sampled_from(("drop", "rename", "add", "reverse")))
    keys = list(old)
    if not keys:
        return {"other": 1}
    key = draw(st.sampled_from(keys))
    if how == "drop":
        return {name: value for name, value in old.items() if name != key}
    if how == "rename":
        return {("other" if name == key else name): value for name, value in old.items()}
    if how == "add":
        return {**old, draw(st.sampled_from(("other", "index", "CON"))): old[key]}
    return dict(reversed(old.items()))


@st.composite
def _scalars(draw: st.DrawFn, corpus: Corpus, place: Place, old: Any) -> Any:
    kinds = _types(place.annotation[1])
    if isinstance(place.mark, Ref):
        return draw(st.sampled_from([*corpus.ids(place.mark.kind), *corpus.ids(place.mark.kind), "nothing"]))
    if isinstance(place.mark, Word):
        words = list(getattr(corpus.data.vocabulary, place.mark.name))
        return draw(st.sampled_from([*words, *words, "nothing"]))
    if bool in kinds:
        return not old
    if int in kinds or float in kinds:
        return draw(st.sampled_from(NUMBERS))
    looks = str(old or "")
    if place.name in ("site_url", "repository"):
        return draw(st.sampled_from(ADDRESSES))
    if place.name in ("id", "area"):
        return draw(st.sampled_from(IDS))
    if place.name in ("key", "position", "basis", "requirement"):
        return draw(st.sampled_from(KEYS))
    if (len(looks) == 10 and looks[4:5] == "-") or place.name in (
        "starts",
        "ends",
        "term_start",
        "effective_from",
        "effective_earliest",
        "date",
    ):
        return draw(st.sampled_from(DATES))
    return draw(st.sampled_from(TEXTS))


def _types(annotation: Any) -> set[Any]:
    found = {annotation} if isinstance(annotation, type) else set()
    for argument in get_args(annotation):
        found |= _types(argument)
    return found


@st.composite
def id_edits(draw: st.DrawFn, corpus: Corpus) -> Edit:
    """Give a record another id everywhere: its file, itself and all that refers to it."""
    kind = draw(st.sampled_from([*FOLDERS, "item"]))
    old = draw(st.sampled_from(corpus.ids(kind)))
    return renaming(corpus, kind, old, draw(st.sampled_from(IDS)))


def renaming(corpus: Corpus, kind: str, old: str, new: str) -> Edit:
    """Return the edit that gives a record another id in its file, in its file's name and in all that refers to it."""
    files: Files = {}
    for file in corpus.values:
        value = copy.deepcopy(corpus.values[file])
        found = _replaced(corpus, value, file, kind, old, new)
        marked = with_marks(value, rf"(?<=<){old}(?=[ .>])|(?<=<cited ){old}(?= )", new)
        if found or marked != value:
            files[file] = corpus.written(file, marked)
    home = corpus.data.file_of(kind, old)
    value = _changed(files, corpus, home)
    value["id"] = new
    files[home] = None
    files[f"{home.rsplit('/', 1)[0]}/{new}.yaml"] = corpus.written(home, value)
    return Edit(f"{kind} {old} -> {new}", files)


def with_marks(value: Any, pattern: str, new: str) -> Any:
    """Return a file's value with `new` in place of what `pattern` finds in the quotes of its sentences."""
    if isinstance(value, dict):
        return {name: with_marks(child, pattern, new) for name, child in value.items()}
    if isinstance(value, list):
        return [with_marks(child, pattern, new) for child in value]
    return re.sub(pattern, new, value) if isinstance(value, str) else value


def _changed(files: Files, corpus: Corpus, file: str) -> Any:
    made = files.get(file)
    return yaml.safe_load(made) if made else copy.deepcopy(corpus.values[file])


def _replaced(corpus: Corpus, value: Any, file: str, kind: str, old: str, new: str) -> bool:
    found = False
    for part in corpus.data.parts:
        if part.file == file:
            for path, mark, text in marked_values(part.value):
                if isinstance(mark, Ref) and mark.kind == kind and text == old:
                    _at(value, (*part.path, *path)[:-1])[path[-1]] = new
                    found = True
    return found


@st.composite
def file_edits(draw: st.DrawFn, corpus: Corpus) -> Edit:
    """Do something to a whole file."""
    file = draw(st.sampled_from(sorted(corpus.texts)))
    how = draw(st.sampled_from(sorted(FILE_EDITS)))
    return Edit(f"{file}: {how}", FILE_EDITS[how](file, corpus.texts[file]))


def _copied(file: str, text: str) -> Files:
    other = file.replace(".yaml", "-copy.yaml")
    stem = Path(file).stem
    return {other: text.replace(f"id: {stem}\n", f"id: {stem}-copy\n", 1).encode()}


FILE_EDITS: dict[str, Any] = {
    "delete": lambda file, text: {file: None},
    "copy with another id": _copied,
    "copy": lambda file, text: {file.replace(".yaml", "-copy.yaml"): text.encode()},
    "backup": lambda file, text: {f"{file}.bak": text.encode()},
    "tilde": lambda file, text: {f"{file}~": text.encode()},
    "yml": lambda file, text: {file.replace(".yaml", ".yml"): text.encode()},
    "empty": lambda file, text: {file: b""},
    "cut": lambda file, text: {file: text.encode()[: len(text.encode()) // 2]},
    "gbk": lambda file, text: {file: text.encode("gbk", "replace")},
    "utf16": lambda file, text: {file: text.encode("utf-16")},
    "crlf": lambda file, text: {file: text.replace("\n", "\r\n").encode()},
    "bom": lambda file, text: {file: b"\xef\xbb\xbf" + text.encode()},
    "comment": lambda file, text: {file: f"# 说明\n{text}".encode()},
    "conflict": lambda file, text: {file: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n".encode()},
    "nbsp": lambda file, text: {file: text.replace("  ", "\u00a0\u00a0").encode()},
    "tabs": lambda file, text: {file: text.replace("  ", "\t").encode()},
    "deep": lambda file, text: {file: (text + "deep: " + "[" * 5000 + "\n").encode()},
    "deep closed": lambda file, text: {file: (text + "deep: " + "[" * 5000 + "]" * 5000 + "\n").encode()},
    "two documents": lambda file, text: {file: f"{text}---\n{text}".encode()},
    "nul": lambda file, text: {file: text.encode() + b"\0"},
}


def edits(corpus: Corpus) -> st.SearchStrategy[Edit]:
    """Return edits of every kind; most are of fields."""
    fields = field_edits(corpus)
    return st.one_of(fields, fields, fields, fields, fields, fields, fields, id_edits(corpus), file_edits(corpus))
