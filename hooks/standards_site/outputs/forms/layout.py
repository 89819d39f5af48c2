"""What the outputs of a form decide alike: which fields stand beside each other, what is small or held."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from .sheet import Sheet, SheetColumn, SheetField

WIDE = 9
"""Number of columns above which the type of a table is smaller."""
HELD_LINES = 12
"""Written lines that may move to the next page together with the signatures."""
CENTRED = frozenset({"serial", "tick", "choice", "number", "day", "time"})
"""Kinds that stand in the middle of their cell."""
NARROW = 6
"""Characters up to which the printed texts of a column stand in its middle."""
NAMES = (22, 36)
"""Millimetres for the names of the fields of a heading, at least and at most."""


@dataclass(frozen=True)
class Letter:
    """The parts of a letter: the line of whom it is for, its paragraphs, and the lines of who signs it and when.

    A table below it is part of the letter, which is signed under it then; one that is signed itself is a paper of its
    own, and the letter is signed above it.
    """

    to: str
    paragraphs: tuple[str, ...]
    signed: tuple[str, ...]
    signed_below: tuple[str, ...]


@dataclass(frozen=True)
class HeadingCell:
    """A field of the heading in its row; `span` columns of name and value cells are its value's."""

    name: str
    value: str
    kind: str
    lines: int
    span: int


def letter_of(sheet: Sheet) -> Letter:
    """Cut the paragraphs of a letter into its parts: only whole sentences end with a mark."""
    texts = list(sheet.body)
    to = texts.pop(0) if len(texts) > 1 and texts[0].endswith("：") else ""
    signed: list[str] = []
    while len(texts) > 1 and not texts[-1].endswith(("。", "：", "；", "！", "？")):
        signed.insert(0, texts.pop())
    is_below = bool(sheet.header or sheet.columns) and not sheet.signatures
    above, below = ([], signed) if is_below else (signed, [])
    return Letter(to, tuple(texts), tuple(above), tuple(below))


def full_name(sheet: Sheet) -> str:
    """Return the title of a form, with the branch it is made for."""
    return f"{sheet.title}（{sheet.owner}）" if sheet.owner else sheet.title


def named(field: SheetField | SheetColumn) -> str:
    """Return the name of a field as it stands on paper."""
    return f"{field.name}*" if field.must else field.name


def boxes(choices: tuple[str, ...]) -> str:
    """Return choices as they are ticked on paper."""
    return "　".join(f"□{choice}" for choice in choices)


def texts_of(sheet: Sheet, row: tuple[str, ...]) -> list[str]:
    """Return what stands in the cells of a row."""
    return ["□" if column.kind == "tick" else text for column, text in zip(sheet.columns, row, strict=True)]


def pairs_of(sheet: Sheet) -> int:
    """Return how many fields of the heading stand beside each other."""
    return 3 if sheet.landscape else 2


def fields_beside(fields: tuple[SheetField, ...], most: int) -> list[tuple[SheetField, ...]]:
    """Put short fields beside each other, at most so many; a field of several lines or many choices stands alone."""
    rows: list[tuple[SheetField, ...]] = []
    for alone, group in groupby(fields, _stands_alone):
        beside = tuple(group)
        step = 1 if alone else most
        rows.extend(beside[start : start + step] for start in range(0, len(beside), step))
    return rows


def _stands_alone(field: SheetField) -> bool:
    return field.lines > 1 or sum(len(choice) + 2 for choice in field.choices) > 15


def heading_rows(sheet: Sheet) -> list[list[HeadingCell]]:
    """Return the rows of the heading; the last field of a row reaches to its end."""
    pairs = pairs_of(sheet)
    rows = []
    for fields in fields_beside(sheet.header, pairs):
        spans = [*([1] * (len(fields) - 1)), 1 + 2 * (pairs - len(fields))]
        rows.append(
            [
                HeadingCell(named(field), field.value or boxes(field.choices), field.kind, field.lines, span)
                for field, span in zip(fields, spans, strict=True)
            ]
        )
    return rows


def name_width(sheet: Sheet) -> float:
    """Return the millimetres for the names of the fields of the heading."""
    least, most = NAMES
    longest = max((len(named(field)) for field in sheet.header), default=0)
    # 10.5 pt to a character, and the room beside it
    return min(max(3.75 * longest + 4, least), most)


def signing(sheet: Sheet) -> int:
    """Return how many places to sign stand beside each other."""
    longest = max((len(named(field)) for field in sheet.signatures), default=0)
    most = 4 if sheet.landscape else 3
    return most if longest <= 8 else 2 if longest <= 16 else 1


def is_centred(sheet: Sheet, place: int) -> bool:
    """Return whether the texts of a column stand in its middle."""
    texts = [row[place] for section in sheet.sections for row in section.rows]
    return sheet.columns[place].kind in CENTRED or (any(texts) and all(len(text) <= NARROW for text in texts))


def label_titles(sheet: Sheet) -> list[str]:
    """Return the titles of the labels, one for each row."""
    return [row[0] for section in sheet.sections for row in section.rows]
