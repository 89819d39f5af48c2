"""What the hand-written pages show of the data: the paths and ids in their examples are those of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ...data.load import DATA, StandardsData
from ...data.problems import nearest
from ...data.record import Record, Ref, field_marks

Fault = tuple[int, int, str, str]
"""Where a wrong word begins and ends in the text, what is wrong with it, and what to do."""

_PATH = re.compile(rf"{DATA}/[A-Za-z0-9._/-]*")
_EXAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
_WORD = re.compile(r"[A-Za-z0-9-]+")
_POSITION = re.compile(r"\b(frequency|threshold): ([A-Za-z0-9-]+), position: ([a-z0-9_]+)")


def example_faults(root: Path, data: StandardsData, text: str) -> Iterator[Fault]:
    """Yield the paths of the data folder that are not there, and what examples in YAML refer to in vain."""
    for path in _PATH.finditer(text):
        if not (root / path.group()).exists():
            yield *path.span(), f"没有「{path.group()}」这个文件、文件夹。", "改路径，或恢复它"
    for example in _EXAMPLE.finditer(text):
        for found in _references().finditer(text, *example.span(1)):
            kind = _kinds()[found.group(1)]
            for word in _WORD.finditer(text, *found.span(2)):
                if word.group() not in data.known_ids[kind]:
                    wrong = f"例子里的编号「{word.group()}」不存在{nearest(word.group(), data.known_ids[kind]) or '。'}"
                    yield *word.span(), wrong, "改成现有的编号"
        for found in _POSITION.finditer(text, *example.span(1)):
            record = data.of(found.group(1)).get(found.group(2))
            keys = [position.key for position in record.positions] if record else []
            if record and found.group(3) not in keys:
                wrong = f"例子里的口径「{found.group(3)}」不存在{nearest(found.group(3), keys) or '。'}"
                yield *found.span(3), wrong, f"可用值见 {data.file_of(found.group(1), record.id)}"


@cache
def _references() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(sorted(_kinds()))}): (\[[^\]{{]*\]|[A-Za-z0-9-]+)")


@cache
def _kinds() -> dict[str, str]:
    """Return of which kind the records are that a field refers to, for the fields that always hold references."""
    found: dict[str, set[str]] = {}
    for model in _models(Record):
        for name, mark in field_marks(model).items():
            found.setdefault(name, set()).add(mark.kind if isinstance(mark, Ref) else "")
    return {name: kind for name, kinds in found.items() if len(kinds) == 1 for kind in kinds if kind}


def _models(model: type[Record]) -> Iterator[type[Record]]:
    for child in model.__subclasses__():
        yield child
        yield from _models(child)
