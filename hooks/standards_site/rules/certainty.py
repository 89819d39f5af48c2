"""What is confirmed is no longer said to be unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..data.confirmed import OPEN, ORIGINAL, clauses_named, covers, is_open, record_of, settled
from ..data.load import Part, StandardsData
from ..data.model import Position, Step
from ..data.problems import Location, Problem
from ..data.quotes.marks import TYPED, WHILE_OPEN, WORDS_OF_MARKS, blanked, marks, position_of, quoted
from ..data.quotes.records import Quoted, UnquotableError
from ..data.yaml_positions import YamlPath
from .quotes import sentences
from .registry import rule

_NO_CLAUSE = re.compile("(?:条款|条款号|原文|这一条)[^，。；]*没有(?:看到|核到)")
_END_OF_SENTENCE = re.compile("[。；]")


@rule(
    "SEE3",
    says="已经核对过的数和条款，句子里不再写“待核”；紧跟在引用后面的（待核）写成 unsure，核清以后自己去掉",
    why="核清一条只改一处；手写的“待核”不会跟着去掉，读的人以为还没有核过。",
    example=(
        "text: 书记每年<leader-training-hours>（待核）。",
        "text: 书记每年<leader-training-hours unsure>。  # 只在这条口径还待核时写（待核）",
    ),
)
def what_is_confirmed_is_not_called_unsure(data: StandardsData) -> Iterator[Problem]:
    """No typed 待核 stands beside a quote, or a clause, that is confirmed, nor as a tag behind a quote."""
    known = settled(data)
    for part, path, text in sentences(data):
        if path == ("unsure",) and isinstance(part.value, Step):
            yield from _steps(known, part, text)
        if "<open " in text and not isinstance(path[-1], str):
            yield from _sole_mark(part, path, text)
        if OPEN not in text:
            continue
        for found in TYPED.finditer(blanked(text)):
            if fault := _fault(known, part, text, found.start()):
                yield _problem(part, path, text, found.start(), fault, _HINT)


_HINT = f"删掉“{OPEN}”；还没有核清的，写 <编号 unsure> 或 <open 编号 待核时写的字>"


def _fault(data: StandardsData, part: Part, text: str, at: int) -> str:
    """Return what is wrong with the word typed at `at`, if anything."""
    begin = max((found.end() for found in _END_OF_SENTENCE.finditer(text, 0, at)), default=0)
    quotes = [mark for mark in marks(text[:at]) if mark.start >= begin and mark.head not in WORDS_OF_MARKS]
    if quotes:
        said = _quoted(data, text[quotes[-1].start : quotes[-1].end])
        position = position_of(data, said) if said and said.position else None
        if said and position and position.seen == ORIGINAL:
            return f"「{said.words}」已经核对过，这里还写着“{OPEN}”。"
        if position and is_open(data, position) and text[quotes[-1].end :].startswith(f"（{OPEN}）"):
            return f"这里的（{OPEN}）是手写的，核清以后不会自己去掉。"
    if isinstance(part.value, Position) and part.value.source in data.sources:
        now = part.value
        confirmed = data.sources[now.source].confirmed
        if covers(confirmed, now.clause):
            return f"「{now.clause}」已经核对过，这里还写着“{OPEN}”。"
    named = clauses_named(data, text[begin:at])
    if named and all(covers(data.sources[source].confirmed, clause) for source, clause in named):
        return f"「{'、'.join(clause for _, clause in named)}」已经核对过，这里还写着“{OPEN}”。"
    return ""


def _steps(data: StandardsData, part: Part, text: str) -> Iterator[Problem]:
    """Yield a problem if a step says that its clause was not found, and all that it cites is confirmed."""
    found = _NO_CLAUSE.search(blanked(text))
    step: Any = record_of(data, part)
    for name in part.path:
        step = step[name] if isinstance(name, int) else getattr(step, name)
    if found and step.cites and all(cited.seen == ORIGINAL for cited in step.cites):
        message = f"这一步的依据都核对过了，这里还写着「{found.group()}」。"
        yield _problem(part, ("unsure",), text, found.start(), message, "删掉这几个字")


def _sole_mark(part: Part, path: YamlPath, text: str) -> Iterator[Problem]:
    """Yield a problem if an entry of a list would be empty once its position is confirmed."""
    first = next((mark for mark in marks(text) if mark.head == WHILE_OPEN), None)
    if first and not blanked(text).strip("\0。，； "):
        yield _problem(part, path, text, first.start, "核清以后，这一条就空了。", "写上核清以后也要说的话")


def _quoted(data: StandardsData, text: str) -> Quoted | None:
    try:
        return quoted(data, next(marks(text)))
    except UnquotableError:
        return None  # QUO1


def _problem(part: Part, path: YamlPath, text: str, start: int, message: str, hint: str) -> Problem:
    at = Location(part.file, (*part.path, *path))
    return Problem("SEE3", at, message, hint=hint, within=(start, text[start : start + len(OPEN)]))
