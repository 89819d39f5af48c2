"""Problems CHR1: characters in the data that nobody sees, in a file as it is written and in what it spells out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from .characters import foreign_in, name_of
from .problems import Location, Problem
from .yaml_positions import Span, YamlPath, span_of

CODE = "CHR1"
SHOWN_LINES = 8


def characters_in_file(file: str, text: str) -> list[Problem]:
    """Return a problem for each kind of foreign character in a file as it is written, tabs apart: YAML judges them."""
    places: dict[str, list[Span]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for column, char in foreign_in(line):
            if char != "\t":
                places.setdefault(char, []).append(Span(number, column, column + 1))
    return [_problem(Location(file), char, spans) for char, spans in places.items()]


def escaped_characters(file: str, text: str, value: Any) -> Iterator[Problem]:
    """Yield a problem for each foreign character of a value that its file spells out, such as "\\u200b"."""
    if "\\" in text or "\t" in text:
        yield from _escaped(file, text, value, ())


def _escaped(file: str, text: str, value: Any, path: YamlPath) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _escaped(file, text, key, (*path, key))
            yield from _escaped(file, text, child, (*path, key))
    elif isinstance(value, tuple):
        for index, child in enumerate(value):
            yield from _escaped(file, text, child, (*path, index))
    elif isinstance(value, str):
        for char in dict.fromkeys(char for _, char in foreign_in(value) if char not in text or char == "\t"):
            yield _problem(Location(file, path), char, [span_of(text, path, on_key=False)])


def _problem(location: Location, char: str, spans: list[Span]) -> Problem:
    lines = list(dict.fromkeys(str(span.line) for span in spans))
    more = (
        f"，这个文件里共 {len(spans)} 处：第 {'、'.join(lines[:SHOWN_LINES])}{'……' if lines[SHOWN_LINES:] else ''} 行"
    )
    message = f"这里有不该有的字符：{name_of(char)}{more if len(spans) > 1 else ''}。"
    hint = "删掉它；要空格就用普通空格" if unicodedata.category(char) == "Zs" else "删掉它，或重新输入这几个字"
    return Problem(CODE, location, message, hint=hint, span=spans[0])
