"""What a build of the data will not print as it is written: told to the maintainer, and no fault of the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...data.load import StandardsData
from ...data.problems import Location, Problem
from ...data.record import texts
from ...in_force.resolve import Standards
from .fonts import SUBSTITUTE, Fonts
from .layout import full_name
from .pdf import code_points, texts_in, view_of
from .sheet import Sheet, blank_sheets, branch_sheets

HINT = "换成字体里有的字，或把有这个字的字体文件放进项目，写在 site.yaml 的 fonts 里"


@dataclass
class _Held:
    """A text of the data with signs that no font can show, and what it is printed on."""

    at: Location
    text: str
    signs: list[str]
    printed: list[str] = field(default_factory=list)
    """Those of the signs that come to stand in a PDF."""
    sheets: list[Sheet] = field(default_factory=list)


def glyph_notices(data: StandardsData, fonts: Fonts) -> list[Problem]:
    """Return a notice for every text of the data that is printed in a PDF and holds what no font can show."""
    held = list(_held(data, fonts)) if fonts.files else []
    # to make all forms takes longer than to check the data; nearly always there is nothing to look for
    if not held:
        return []
    by_sign: dict[str, list[_Held]] = {}
    for text in held:
        for sign in text.signs:
            by_sign.setdefault(sign, []).append(text)
    standards = Standards(data)
    for sheet in (*blank_sheets(data, standards), *branch_sheets(data, standards)):
        if sheet.files:
            _find_origins(sheet, fonts, by_sign)
    return [_notice(text) for text in held if text.sheets]


def _held(data: StandardsData, fonts: Fonts) -> Iterator[_Held]:
    for part in data.parts:
        for path, text in texts(part.value):
            if signs := fonts.missing(text):
                yield _Held(Location(part.file, (*part.path, *path)), text, signs)


def _find_origins(sheet: Sheet, fonts: Fonts, by_sign: dict[str, list[_Held]]) -> None:
    """Note at the texts of the data what a sheet has of them that cannot be shown."""
    lines: dict[str, list[str]] = {}
    for line in texts_in(view_of(sheet)):
        for sign in fonts.missing(line):
            lines.setdefault(sign, []).append(line)
    for sign, with_sign in lines.items():
        holding = by_sign.get(sign, [])
        whole = [text for text in holding if any(text.text in line for line in with_sign)]
        # where none stands there whole, one was cut on its way to paper: it may be any that holds the sign
        for text in whole or holding:
            if sign not in text.printed:
                text.printed.append(sign)
            if not (text.sheets and text.sheets[-1] is sheet):
                text.sheets.append(sheet)


def _notice(text: _Held) -> Problem:
    named = "、".join(f"「{sign}」（{code_points(sign)}）" for sign in text.printed)
    files = "PDF 和图样里" if any(not sheet.owner for sheet in text.sheets) else "PDF 里"
    count = len(text.sheets)
    forms = f"「{full_name(text.sheets[0])}」" + (f"等 {count} 张表单" if count > 1 else "")
    message = f"{named}字体里没有，{forms}的 {files}印成「{SUBSTITUTE}」；网页、Word、Excel 照常。"
    return Problem("FNT2", text.at, message, hint=HINT)
