"""Numbers quoted in sentences: `<election-turnout>` in any text of the data becomes the number of that record in words.

Five marks: `<record>` or `<record.position form …>` quotes; `<count member-development 步>` counts what a procedure or
a ledger lists; `<own 一周>` marks a number that no source sets;
`<cited gnnu 六个环节>` one that the named source sets and no record holds; `<open record 条款号待核>` says its words
only while that position is to be verified.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..confirmed import OPEN, is_open
from ..load import Hanging, StandardsData
from ..model import Position
from ..problems import nearest
from .number_words import TOLD, bound_around, joined, phrases, sets_something
from .records import QUOTE, UNSURE, Mark, Quoted, UnquotableError, named_position

MARK = re.compile(r"<([A-Za-z0-9][A-Za-z0-9-]*)(?:\.([a-z][a-z0-9_]*))?((?: +[^<>\s]+)*) *>")
OWN, CITED, COUNT, WHILE_OPEN = "own", "cited", "count", "open"
WORDS_OF_MARKS = (OWN, CITED, COUNT, WHILE_OPEN)
"""Heads of the marks that are no quote."""
TYPED = re.compile(f"(?<!“){OPEN}(?!”)")
"""The word typed by hand; in quotation marks it is the word itself."""
OUR_PART = re.compile(r"share:(?!100$)|span:(?!1$)")
"""Forms that say how much of the whole is enough or missing; one period is only how far back to look."""
QUOTABLE = ("frequency", "threshold", "catalog")
"""Kinds of records that hold a number to quote."""
LISTS: Mapping[str, tuple[str, Callable[[Any], int]]] = {
    "步": ("procedure", lambda procedure: sum(len(stage.steps) for stage in procedure.stages)),
    "个阶段": ("procedure", lambda procedure: len(procedure.stages)),
    "阶段": ("procedure", lambda procedure: len(procedure.stages)),
    "项": ("ledger", lambda ledger: len(ledger.documents)),
}
"""What a mark can count: the words for it, the kind of record that lists it, and how many there are."""


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks in `text`."""
    for found in MARK.finditer(text) if "<" in text else ():
        yield Mark(*found.span(), found[1], found[2] or "", tuple(found[3].split()))


def quoted(data: StandardsData, mark: Mark) -> Quoted:
    """Return what a mark stands for. Raises UnquotableError if it stands for nothing."""
    known = data.derived(_looked_up)
    key = (mark.head, mark.position, mark.forms)
    if key not in known:
        try:
            known[key] = _quoted(data, mark)
        except UnquotableError as fault:
            known[key] = fault
    found = known[key]
    if isinstance(found, UnquotableError):
        raise found
    return found


def _looked_up(_data: StandardsData) -> dict[tuple[str, str, tuple[str, ...]], Quoted | UnquotableError]:
    """Return where what marks stand for is kept: many sentences quote the same number in the same words."""
    return {}


def _quoted(data: StandardsData, mark: Mark) -> Quoted:
    if mark.head == OWN and not mark.position:
        return Quoted(_said(mark.forms, "own 后面写数和单位，例如 <own 一周>"))
    if mark.head == CITED and not mark.position:
        source = mark.forms[0] if mark.forms else ""
        if source not in data.known_ids["source"]:
            raise UnquotableError(
                f"来源「{source}」不存在{nearest(source, data.known_ids['source']) or '。'}",
                "cited 后面写来源编号，再写数和单位",
            )
        return Quoted(_said(mark.forms[1:], "来源编号后面写数和单位，例如 <cited gnnu 六个环节>"))
    if mark.head == COUNT and not mark.position:
        return _counted(data, mark.forms)
    if mark.head == WHILE_OPEN and not mark.position:
        return _while_open(data, mark.forms)
    for kind in QUOTABLE:
        record = data.of(kind).get(mark.head)
        if record is not None:
            return QUOTE[kind](data, record, mark)
    known = {name for kind in QUOTABLE for name in data.known_ids[kind]}
    raise UnquotableError(
        f"引用的「{mark.head}」不存在{nearest(mark.head, known | {*WORDS_OF_MARKS}) or '。'}",
        "尖括号里写频次、门槛或标准体系的编号；不是引用的，不用尖括号",
    )


def has_own_number(text: str) -> bool:
    """Return whether a piece of advice sets a number of ours.

    That is one marked so, a part of what a record lays down (share:80, span:1-3), or a count with a bound (至少 2 份).
    """
    # 18 人 in an example of how many an election needs is no limit that we set
    found = list(marks(text))
    examples = {form.partition(":")[2] for mark in found for form in mark.forms if form.startswith("of:")}
    own = [" ".join(mark.forms) for mark in found if mark.head == OWN and not examples & set(mark.forms)]
    if any(sets_something(phrase) for words in own for phrase in phrases(words)):
        return True
    if any(OUR_PART.match(form) for mark in found for form in mark.forms):
        return True
    plain = blanked(text)
    return any(
        bound_around(plain, phrase.start, phrase.end) and sets_something(phrase)
        for phrase in phrases(plain)
        if phrase.kind == "count" and phrase.unit not in TOLD
    )


def blanked(text: str) -> str:
    """Return `text` with its marks as blanks, so that what is left keeps its place."""
    return MARK.sub(lambda mark: "\0" * len(mark[0]), text) if "<" in text else text


def in_words(data: StandardsData, text: str) -> str:
    """Return one text with every mark replaced by what it stands for; one that stands for nothing is left."""
    parts: list[str] = []
    end = 0
    for mark in marks(text):
        try:
            words = quoted(data, mark).words
        except UnquotableError:
            continue  # QUO1
        parts += [text[end : mark.start], words]
        end = mark.end
    return joined(*parts, text[end:]) if parts else text


def hanging(data: StandardsData, text: str, *, asks: bool) -> Hanging | None:
    """Return the positions to be verified that a text, as authored, says something unsure about; None if it does not.

    `asks`: the whole text is a question.
    """
    found: dict[tuple[str, str], None] = {}
    computed: set[str] = set()
    for mark in marks(text):
        try:
            said = quoted(data, mark)
        except UnquotableError:
            continue  # QUO1
        if said.position and is_open(data, position_of(data, said)):
            found[said.record, said.position] = None
            computed |= {mark.head} & {WHILE_OPEN} | {*mark.forms} & {UNSURE}
    left = blanked(text).strip("\0。，； ")
    typed = bool(left) if asks else bool(TYPED.search(left))
    return Hanging(tuple(found), typed) if found and (computed or typed) else None


def position_of(data: StandardsData, said: Quoted) -> Position:
    """Return the position whose number is quoted."""
    positions: tuple[Position, ...] = data.of(said.kind)[said.record].positions
    return next(one for one in positions if one.key == said.position)


def _said(words: tuple[str, ...], hint: str) -> str:
    text = " ".join(words)
    if not any(True for _ in phrases(text)):
        raise UnquotableError(f"「{text}」里没有数。" if text else "少了数。", hint)
    return text


def _counted(data: StandardsData, forms: tuple[str, ...]) -> Quoted:
    """Return how many there are of what a record lists: 25 步."""
    hint = f"count 后面写程序或台账的编号，再写数什么（{'、'.join(LISTS)}）：<count member-development 步>"
    if len(forms) != 2 or forms[1] not in LISTS:
        raise UnquotableError(f"「{' '.join(forms)}」数不出来。", hint)
    kind, count = LISTS[forms[1]]
    record = data.of(kind).get(forms[0])
    if record is None:
        raise UnquotableError(f"「{forms[0]}」不存在{nearest(forms[0], data.known_ids[kind]) or '。'}", hint)
    return Quoted(joined(f"{count(record)}", forms[1]))


def _while_open(data: StandardsData, forms: tuple[str, ...]) -> Quoted:
    """Return the words that are said while a position is to be verified; none once it is not."""
    words = " ".join(forms[1:])
    if not words or any(True for _ in phrases(words)):
        hint = "例如 <open election-turnout （条款号待核）>；数写在尖括号外面"
        raise UnquotableError(f"「{words}」里有数。" if words else "open 后面少了编号，或者少了待核时写的字。", hint)
    for mark in marks(f"<{forms[0]}>"):
        for kind in ("frequency", "threshold"):
            record = data.of(kind).get(mark.head)
            if record is not None:
                position = named_position(data, kind, record, mark)
                return Quoted(words if is_open(data, position) else "", kind, record.id, position.key)
    known = {name for kind in ("frequency", "threshold") for name in data.known_ids[kind]}
    raise UnquotableError(
        f"引用的「{forms[0]}」不存在{nearest(forms[0], known) or '。'}",
        "open 后面写频次、门槛的编号，再写待核时的字",
    )
