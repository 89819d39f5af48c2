"""A form as a PDF for print and for screen readers, and the picture of its first page."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..output import View
from .fonts import SUBSTITUTE, Fonts
from .layout import (
    HELD_LINES,
    WIDE,
    boxes,
    full_name,
    heading_rows,
    is_centred,
    label_titles,
    letter_of,
    name_width,
    named,
    pairs_of,
    signing,
    texts_of,
)
from .sheet import FormFault, Sheet

if TYPE_CHECKING:
    import typst

PICTURE_WIDTH = 300
"""Pixels that a picture is wide, about."""
GREYS = 16
LARGE = 120_000
"""Bytes from which on a PDF is packed; packing takes a quarter of the time of setting."""
PAPER_INCHES = {False: 210 / 25.4, True: 297 / 25.4}
"""Width of the paper, upright and lying."""


class Typesetter:
    """Sets forms with `fonts` only; made once, because reading them takes longer than a form does."""

    def __init__(self, fonts: Fonts, template: Path, day: str) -> None:
        self.fonts = fonts
        self._template = template
        self._day = day
        self._made = datetime.fromisoformat(day).replace(tzinfo=UTC)

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as what it was made of: typst is loaded there anew."""
        return Typesetter, (self.fonts, self._template, self._day)

    def install_fonts(self) -> None:
        """Have the fonts ready before copies of this process use them: a copy ends without clearing up."""
        _ = self._installed

    def pdf(self, sheet: Sheet) -> bytes:
        """Return the form as a tagged PDF (PDF/UA-1). Raises FormFault."""
        import pikepdf

        made = self._pages(sheet, "pdf")[0]
        if len(made) < LARGE:
            return made
        target = io.BytesIO()
        # of a long table most objects are tags for screen readers: packed, the file is half as large
        with pikepdf.open(io.BytesIO(made)) as document:
            document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()

    def picture(self, sheet: Sheet) -> bytes:
        """Return a small PNG of the form's first page. Raises FormFault."""
        from PIL import Image

        page = self._pages(sheet, "png", PICTURE_WIDTH / PAPER_INCHES[sheet.landscape])[0]
        target = io.BytesIO()
        with Image.open(io.BytesIO(page)) as picture:
            picture.convert("L").quantize(GREYS).save(target, "PNG", optimize=True)
        return target.getvalue()

    def inputs(self, sheet: Sheet) -> dict[str, str]:
        """Return what the template is given."""
        view = printable(view_of(sheet), self.fonts)
        return {"form": json.dumps(view, ensure_ascii=False), "fonts": json.dumps(self._installed[1])}

    @cached_property
    def found(self) -> typst.Fonts:
        """The fonts as typst knows them: with those of the machine a form would be another one on every machine."""
        import typst

        folder = str(self._installed[0])
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])

    @cached_property
    def _installed(self) -> tuple[Path, list[str]]:
        """The folder of the fonts and their names. It stays until the end: typst reads a font when it needs it."""
        folder = Path(tempfile.mkdtemp(prefix="standards-fonts-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder, self.fonts.install(folder)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        import typst

        return typst.Compiler(str(self._template), root=str(self._template.parent), font_paths=self.found)

    def _pages(self, sheet: Sheet, form: Literal["pdf", "png"], ppi: float | None = None) -> list[bytes]:
        import typst

        try:
            made, warnings = self._compiler.compile_with_warnings(
                format=form,
                ppi=ppi,
                sys_inputs=self.inputs(sheet),
                pdf_standards=["ua-1"] if form == "pdf" else [],
                timestamp=self._made,
            )
        except typst.TypstError as error:
            raise _fault(sheet, error.message) from None
        if warnings:
            raise _fault(sheet, warnings[0].message)
        assert made
        return made if isinstance(made, list) else [made]


def typesetter(fonts: Fonts, template: Path, day: str) -> Typesetter | None:
    """Return what sets forms with `template` and `fonts`; None where typst is not installed.

    `day` (ISO) is the date in every file.
    """
    # looked for, not loaded: what comes from the cache needs none of them
    return Typesetter(fonts, template, day) if all(map(find_spec, ("pikepdf", "PIL", "typst"))) else None


def _fault(sheet: Sheet, message: str) -> FormFault:
    return FormFault(f"表单「{full_name(sheet)}」没有排成 PDF：{message}")


def printable(view: View, fonts: Fonts) -> View:
    """Return a view in which everything can be printed, and a line that says what stands for what.

    The name of the document is not printed: programs show it with the fonts of the reader.
    """
    missing = dict.fromkeys(sign for text in texts_in(view) for sign in fonts.missing(text))
    if not missing:
        return view
    shown: View = _each_text(view, fonts.shown)
    return {**shown, "document": view["document"], "missing": missing_line(missing)}


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for child in value.values() if isinstance(value, dict) else value:
            yield from texts_in(child)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(child, change) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(child, change) for child in value]
    return value


def missing_line(missing: Iterable[str]) -> str:
    """Return the line at the foot of a form that says which characters it lacks."""
    return f"{SUBSTITUTE}：字体里没有的字（{'、'.join(map(code_points, missing))}），请手写补上；Word、Excel 文件里有。"


def code_points(sign: str) -> str:
    """Return the numbers by which Unicode knows a sign."""
    return " ".join(f"U+{ord(char):04X}" for char in sign)


def view_of(sheet: Sheet) -> View:
    """Return what the template needs, in the order of the paper."""
    entries = [] if sheet.label else list(_entries(sheet))
    return {
        "document": full_name(sheet),
        "title": sheet.title,
        "name": full_name(sheet),
        "landscape": sheet.landscape,
        "small": len(sheet.columns) > WIDE,
        "letter": _letter(sheet),
        "numbered": sheet.numbered,
        "header": [[asdict(cell) for cell in row] for row in heading_rows(sheet)],
        "pairs": pairs_of(sheet),
        "name_width": name_width(sheet),
        "columns": _columns(sheet),
        "entries": entries,
        "held": _held(entries),
        "label": _label(sheet),
        "signatures": _signature_rows(sheet),
        "notes": sheet.notes,
        "foot": sheet.foot,
        "missing": "",
    }


def _letter(sheet: Sheet) -> View | None:
    return {**asdict(letter_of(sheet)), "large": not (sheet.header or sheet.columns)} if sheet.body else None


def _columns(sheet: Sheet) -> list[View]:
    return [
        {
            "name": named(column),
            "share": column.share,
            "choices": "/".join(column.choices),
            "center": is_centred(sheet, index),
        }
        for index, column in enumerate(sheet.columns)
    ]


def _entries(sheet: Sheet) -> Iterator[View]:
    """Yield headings and rows of the table. A heading is repeated on the next page, unless untitled rows follow."""
    seen = 0
    for place, section in enumerate(sheet.sections, start=1):
        if section.title:
            yield {"heading": section.title, "repeat": all(after.title for after in sheet.sections[place : place + 1])}
        for row in section.rows:
            lines = sheet.row_lines if seen >= sheet.blank_from else 1
            yield {"heading": "", "texts": texts_of(sheet, row), "lines": lines}
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
    return {
        "width": sheet.label.width,
        "height": sheet.label.height,
        "vertical": sheet.label.vertical,
        "titles": label_titles(sheet),
    }


def _signature_rows(sheet: Sheet) -> list[list[View]]:
    """Return the rows of the signatures; one with room for an opinion stands alone."""
    step = signing(sheet)
    rows: list[list[View]] = []
    for high, group in groupby(sheet.signatures, lambda field: field.lines > 1):
        fields = [
            {"name": named(field), "kind": field.kind, "value": boxes(field.choices), "lines": field.lines}
            for field in group
        ]
        width = 1 if high else step
        rows.extend(fields[start : start + width] for start in range(0, len(fields), width))
    return rows
