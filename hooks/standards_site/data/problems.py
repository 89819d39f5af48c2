"""A problem is a value: where it stands, what is wrong, what is expected. Text is made once, here."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .characters import is_foreign
from .yaml_positions import Span, YamlPath, span_of


@dataclass(frozen=True)
class Location:
    """A place in the data: a file (relative to the project) and the path of keys inside it.

    `on_key` points at the key itself rather than at its value.
    """

    file: str
    path: YamlPath = ()
    on_key: bool = False


@dataclass(frozen=True)
class Problem:
    """One fault in the data: `message` says what was found and expected, `hint` where to look further.

    `within` points at a few words of a text: about where they begin in it, and the words.
    """

    code: str
    location: Location
    message: str
    hint: str = ""
    span: Span | None = field(default=None, compare=False)
    within: tuple[int, str] | None = None


RenderedProblem = tuple[tuple[str, int, int, str, str], str]
"""What a problem is sorted by, and its text."""

WIDEST = 240
"""Characters of a line that are shown; of a longer one only those around the mark."""


def nearest(found: str, valid: Iterable[str]) -> str:
    """Return "；是不是「…」？" for the valid value closest to `found`, or an empty string."""
    close = difflib.get_close_matches(found, sorted(valid), n=1, cutoff=0.6)
    return f"；是不是「{close[0]}」？" if close else ""


def unknown_value(
    code: str, location: Location, what: str, found: str, valid: Iterable[str], where: str, *, meant: str = ""
) -> Problem:
    """Return the problem of a value that is not in the closed list `valid`, which is kept in `where`.

    `meant` is the valid value that was surely meant, if that is known.
    """
    message = f"{what}「{found}」不存在{nearest(meant or found, valid) or '。'}"
    gap = " " if where[:1].isascii() else ""
    return Problem(code, location, message, hint=f"可用值见{gap}{where}")


def _alike(_code: str) -> int:
    return 0


def render(problems: Iterable[Problem], texts: dict[str, str], rank: Callable[[str], int] = _alike) -> str:
    """Return all problems as text, sorted by the `rank` of their codes, then by file, line and column.

    `texts` maps file to its content.
    """
    placed = sorted((rank(problem.code), *_place(problem, texts)) for problem in problems)
    return _listed([entry[1:] for entry in placed], "共 {} 处问题（{} 个文件）。") or "数据没有问题。"


def render_notices(notices: Iterable[Problem], texts: dict[str, str]) -> str:
    """Return all notices as text in the order of problems; empty if there is none."""
    placed = sorted(_place(notice, texts) for notice in notices)
    return _listed(placed, "共 {} 处提示（{} 个文件），不影响生成网站。")


def _listed(placed: list[RenderedProblem], total: str) -> str:
    if not placed:
        return ""
    files = len({key[0] for key, _ in placed})
    return "\n".join([*(block for _, block in placed), total.format(len(placed), files)])


def place_of(location: Location, texts: Mapping[str, str]) -> str:
    """Return where something stands as `file:line:col`; `texts` maps file to its content."""
    span = span_of(texts.get(location.file, ""), location.path, on_key=location.on_key)
    return f"{location.file}:{span.line}:{span.column}"


def headline(problem: Problem, texts: dict[str, str]) -> str:
    """Return the first line of a problem: `file:line:col: CODE message`."""
    span = _span(problem, texts)
    return f"{problem.location.file}:{span.line}:{span.column}: {problem.code} {_visible(problem.message)}"


def _span(problem: Problem, texts: dict[str, str]) -> Span:
    location = problem.location
    text = texts.get(location.file, "")
    span = problem.span or span_of(text, location.path, on_key=location.on_key)
    return _narrowed(span, text, *problem.within) if problem.within else span


def _narrowed(span: Span, text: str, start: int, words: str) -> Span:
    """Return where `words` stand in the value at `span`, or all of it if they do not stand in one line as they are."""
    lines = _lines(text)
    place = lines[span.line - 1].find(words, span.column - 1 + start) if span.line <= len(lines) else -1
    return Span(span.line, place + 1, place + 1 + len(words)) if place >= 0 else span


def _place(problem: Problem, texts: dict[str, str]) -> RenderedProblem:
    span = _span(problem, texts)
    lines = [headline(problem, texts)]
    source = _lines(texts.get(problem.location.file, ""))
    note = "；".join(part for part in (problem.hint, f"说明：standards explain {problem.code}") if part)
    if 0 < span.line <= len(source):
        before, marked, after = _shown(_visible(source[span.line - 1]), span)
        lines.append(f"{span.line:>4} | {before}{marked}{after}")
        pad = "".join(_as_wide(char, "　", " ") for char in before)
        mark = "".join(_as_wide(char, "＾", "^") for char in marked)
        lines.append(f"     | {pad}{mark or '^'}   {note}")
    else:
        lines.append(f"     | {note}")
    sort_key = (problem.location.file, span.line, span.column, problem.code, problem.message)
    return sort_key, "\n".join(lines)


def _shown(line: str, span: Span) -> tuple[str, str, str]:
    """Return what is shown of a line before, at and after the mark: all of it unless it is very long."""
    before, marked, after = (
        line[: span.column - 1],
        line[span.column - 1 : span.end_column - 1],
        line[span.end_column - 1 :],
    )
    if len(line) <= WIDEST:
        return before, marked, after
    third = WIDEST // 3
    if len(before) > third:
        before = f"…{before[-third:]}"
    if len(marked) > third:
        marked, after = f"{marked[:third]}", "…"
    return before, marked, after if len(after) <= third else f"{after[:third]}…"


def _lines(text: str) -> list[str]:
    # not splitlines: form feeds and the like do not end a line, neither for an editor nor for YAML
    return text.removesuffix("\n").split("\n") if text else []


def _visible(text: str) -> str:
    return "".join("\ufffd" if char != "\t" and is_foreign(char) else char for char in text)


def _as_wide(char: str, wide: str, narrow: str) -> str:
    """Return what takes as much of a line as `char`: nothing for a mark, which stands on the character before it."""
    if char == "\t" and narrow == " ":
        return char
    if unicodedata.category(char) in {"Mn", "Me"}:
        return ""
    return wide if unicodedata.east_asian_width(char) in "WF" else narrow
