"""A form as a PDF for print and for screen readers, and the picture of its first page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .sheets import Sheet, SheetColumn, SheetField

if TYPE_CHECKING:
    import typst

PICTURE_WIDTH = 300
"""Pixels that a picture is wide, about."""
GREYS = 16
PAPER_INCHES = {False: 210 / 25.4, True: 297 / 25.4}
"""Width of the paper, upright and lying."""
WIDE = 9
"""Number of columns above which the type of a table is smaller."""
HELD_LINES = 12
"""Written lines that may move to the next page together with the signatures."""
NARROW = 6
"""Characters up to which the texts of a column stand in its middle."""
CENTRED = {"serial", "tick", "choice", "number", "day", "time"}
NAME_WIDTH = {"least": 22, "most": 36, "character": 3.75, "around": 4}
"""Millimetres for the names of the fields of a heading."""
UNSHOWN = re.compile(r'the text `?"(.+?)"`? could not be displayed')

View = dict[str, Any]


class FormFault(ValueError):  # noqa: N818  (a fault of the form, not of the program)
    """A form that cannot be set: a character without a glyph, or anything that the typesetter warns of."""


class Typesetter:
    """Sets forms; made once, because reading the fonts takes longer than a form does."""

    def __init__(self, compiler: typst.Compiler, day: str) -> None:
        self._compiler = compiler
        self._made = datetime.fromisoformat(day).replace(tzinfo=UTC)

    def pdf(self, sheet: Sheet) -> bytes:
        """Return the form as a tagged PDF (PDF/UA-1). Raises FormFault."""
        import pikepdf

        loose = self._pages(sheet, "pdf")[0]
        target = io.BytesIO()
        # most of its objects are tags for screen readers: packed, the file is half as large
        with pikepdf.open(io.BytesIO(loose)) as document:
            document.save(
                target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, linearize=False
            )
        return target.getvalue()

    def picture(self, sheet: Sheet) -> bytes:
        """Return a small PNG of the form's first page. Raises FormFault."""
        from PIL import Image

        page = self._pages(sheet, "png", PICTURE_WIDTH / PAPER_INCHES[sheet.landscape])[0]
        target = io.BytesIO()
        with Image.open(io.BytesIO(page)) as picture:
            picture.convert("L").quantize(GREYS).save(target, "PNG", optimize=True)
        return target.getvalue()

    def _pages(self, sheet: Sheet, form: Literal["pdf", "png"], ppi: float | None = None) -> list[bytes]:
        import typst

        try:
            made, warnings = self._compiler.compile_with_warnings(
                format=form,
                ppi=ppi,
                sys_inputs={"form": json.dumps(view_of(sheet), ensure_ascii=False)},
                pdf_standards=["ua-1"] if form == "pdf" else [],
                timestamp=self._made,
            )
        except typst.TypstError as error:
            raise FormFault(_fault(sheet, error.message)) from None
        if warnings:
            raise FormFault(_fault(sheet, warnings[0].message))
        assert made
        return made if isinstance(made, list) else [made]


def typesetter(fonts: Path, template: Path, day: str) -> Typesetter | None:
    """Return what sets forms with `template` and only the `fonts` of a folder; None where typst is not installed.

    `day` (ISO) is the date in every file.
    """
    try:
        import pikepdf  # noqa: F401
        import PIL  # noqa: F401
        import typst
    except ImportError:
        return None
    # without our fonts typst would set an empty form and only warn; with those of the machine, another one everywhere
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return Typesetter(typst.Compiler(str(template), root=str(template.parent), font_paths=found), day)


def _fault(sheet: Sheet, message: str) -> str:
    name = f"{sheet.title}（{sheet.owner}）" if sheet.owner else sheet.title
    if unshown := UNSHOWN.search(message):
        return f"表单「{name}」里的「{unshown[1]}」字体里没有，印出来是空白；请换一个写法。"
    return f"表单「{name}」没有排成 PDF：{message}"


def view_of(sheet: Sheet) -> View:
    """Return what the template needs, in the order of the paper."""
    entries = list(_entries(sheet))
    return {
        "title": sheet.title,
        "name": f"{sheet.title}　{sheet.owner}" if sheet.owner else sheet.title,
        "landscape": sheet.landscape,
        "small": len(sheet.columns) > WIDE,
        "letter": _letter(sheet) if sheet.body else None,
        "header": header_rows(sheet),
        "pairs": _pairs(sheet),
        "name_width": _name_width(sheet),
        "columns": [] if sheet.label else _columns(sheet),
        "entries": [] if sheet.label else entries,
        "held": _held(entries),
        "label": _label(sheet),
        "signatures": _signature_rows(sheet),
        "notes": sheet.notes,
        "foot": sheet.foot,
    }


def _named(field: SheetField | SheetColumn) -> str:
    return f"{field.name}*" if field.must else field.name


def _letter(sheet: Sheet) -> View:
    """Cut a letter into the line of whom it is for, its paragraphs, and the lines of who signs it and when."""
    texts = list(sheet.body)
    to = texts.pop(0) if len(texts) > 1 and texts[0].endswith("：") else ""
    signed: list[str] = []
    while len(texts) > 1 and not texts[-1].endswith(("。", "：", "；", "！", "？")):
        signed.insert(0, texts.pop())
    return {"to": to, "paragraphs": texts, "signed": signed, "large": not (sheet.header or sheet.columns)}


def _pairs(sheet: Sheet) -> int:
    """Return how many fields of the heading stand beside each other."""
    return 3 if sheet.landscape else 2


def header_rows(sheet: Sheet) -> list[list[View]]:
    """Return the rows of the heading: short fields beside each other, long ones in a row of their own."""
    pairs = _pairs(sheet)
    rows: list[list[View]] = []
    for whole, group in groupby(sheet.header, _is_wide):
        fields = list(group)
        step = 1 if whole else pairs
        for start in range(0, len(fields), step):
            beside = fields[start : start + step]
            spans = [1] * (len(beside) - 1) + [1 + 2 * (pairs - len(beside))]
            rows.append([_field(field, span) for field, span in zip(beside, spans, strict=True)])
    return rows


def _field(field: SheetField, span: int) -> View:
    value = field.value or "　".join(f"□{choice}" for choice in field.choices)
    return {"name": _named(field), "kind": field.kind, "value": value, "lines": field.lines, "span": span}


def _is_wide(field: SheetField) -> bool:
    """Return whether a field needs a row of its own: for many lines, or for all its choices."""
    return field.lines > 1 or sum(len(choice) + 2 for choice in field.choices) > 15


def _name_width(sheet: Sheet) -> float:
    longest = max((len(_named(field)) for field in sheet.header), default=0)
    wanted = longest * NAME_WIDTH["character"] + NAME_WIDTH["around"]
    return min(max(wanted, NAME_WIDTH["least"]), NAME_WIDTH["most"])


def _columns(sheet: Sheet) -> list[View]:
    rows = [row for section in sheet.sections for row in section.rows]
    return [
        {
            "name": _named(column),
            "share": column.share,
            "choices": "/".join(column.choices),
            "center": column.kind in CENTRED or _is_narrow([row[index] for row in rows]),
        }
        for index, column in enumerate(sheet.columns if not sheet.label else ())
    ]


def _is_narrow(texts: list[str]) -> bool:
    return any(texts) and all(len(text) <= NARROW for text in texts)


def _entries(sheet: Sheet) -> Iterator[View]:
    """Yield headings and rows of the table. A heading is repeated on the next page, unless untitled rows follow."""
    seen = 0
    for place, section in enumerate(sheet.sections, start=1):
        if section.title:
            yield {"heading": section.title, "repeat": all(after.title for after in sheet.sections[place : place + 1])}
        for row in section.rows:
            lines = sheet.row_lines if seen >= sheet.blank_from else 1
            texts = ["□" if column.kind == "tick" else text for column, text in zip(sheet.columns, row, strict=False)]
            yield {"heading": "", "texts": texts, "lines": lines}
            seen += 1


def _held(entries: list[View]) -> int:
    """Return from where on the table is held together with the signatures: its last two rows, or one if it is high."""
    start, lines, rows = len(entries), 0, 0
    for place in range(len(entries) - 1, -1, -1):
        entry = entries[place]
        if entry["heading"]:
            continue
        lines += entry["lines"]
        if rows == 2 or (rows and lines > HELD_LINES):
            break
        start, rows = place, rows + 1
    return start


def _label(sheet: Sheet) -> View | None:
    if sheet.label is None:
        return None
    titles = [row[0] for section in sheet.sections for row in section.rows]
    return {
        "width": sheet.label.width,
        "height": sheet.label.height,
        "vertical": sheet.label.vertical,
        "titles": titles,
    }


def _signature_rows(sheet: Sheet) -> list[list[View]]:
    """Return the rows of the signatures; one with room for an opinion stands alone."""
    longest = max((len(_named(field)) for field in sheet.signatures), default=0)
    most = 4 if sheet.landscape else 3
    step = most if longest <= 8 else 2 if longest <= 16 else 1
    rows: list[list[View]] = []
    for high, group in groupby(sheet.signatures, lambda field: field.lines > 1):
        fields = [_field(field, 1) for field in group]
        width = 1 if high else step
        rows.extend(fields[start : start + width] for start in range(0, len(fields), width))
    return rows
