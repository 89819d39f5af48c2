"""The fonts of the PDFs: which files, which characters they can show, and what is printed in place of the others."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ...data.load import DATA
from ...data.model import Site
from ...data.problems import Location, Problem, nearest

FOLDER = "site_templates/fonts"
OURS = ("NotoSerifSC-Regular-Names.otf", "NotoSansSC-Regular-Names.otf")
"""For texts, and for headings and names. What both lack is looked for in the site's own fonts, in their order."""
SUBSTITUTE = "〓"
"""What Chinese printers set in place of a character that they do not have."""
SUFFIXES = (".otf", ".ttf", ".ttc")
TABLES = frozenset({"cmap", "head", "hhea", "hmtx", "maxp", "name"})
"""What a font is not usable without."""
REFUSED = frozenset("\0\ufeff\ufffe")
"""Characters that PDF/UA does not allow, whatever the font."""
INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        *((0x09, 0x0A), (0x0D, 0x0D), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160)),
        *((0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F)),
        *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
    )
    for code in range(first, last + 1)
)
"""Spaces and signs that need no glyph: what chooses a variant or a direction, joins or breaks."""
JOINER = "\u200d"


@dataclass(frozen=True)
class Fonts:
    """Font files in the order in which they are tried, and the characters that each has a glyph for."""

    files: tuple[Path, ...] = ()
    characters: tuple[frozenset[str], ...] = ()

    def shown(self, text: str) -> str:
        """Return `text` as it can be printed: with a substitute for everything that no font can show."""
        if any(characters.issuperset(text) for characters in self.characters):
            return text
        return "".join(self._shown(cluster) or SUBSTITUTE for cluster in clusters(text))

    def missing(self, text: str) -> list[str]:
        """Return what is printed as a substitute, each once, in the order of the text."""
        if any(characters.issuperset(text) for characters in self.characters):
            return []
        return list(dict.fromkeys(cluster for cluster in clusters(text) if self._shown(cluster) is None))

    def install(self, folder: Path) -> list[str]:
        """Write the fonts into `folder`, each under a family name of its own; return the names in order.

        Under their own names typst would take one of two fonts of a family, and every face of a collection.
        """
        from fontTools.ttLib import TTFont

        families = []
        for number, file in enumerate(self.files):
            family = f"font {number}"
            with TTFont(file, fontNumber=0, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
                names = font["name"]
                names.names = [name for name in names.names if name.nameID not in {1, 4, 16, 17, 21, 22}]
                for place in (1, 4):
                    names.setName(family, place, 3, 1, 0x409)
                font.save(folder / f"{number}.otf", reorderTables=None)
            families.append(family)
        return families

    def _shown(self, cluster: str) -> str | None:
        """Return the spelling of a cluster that one font can show whole; None if there is none."""
        for form in (cluster, unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFD", cluster)):
            visible = set(form) - INVISIBLE
            if any(visible <= characters for characters in self.characters):
                return form
        return None


def clusters(text: str) -> Iterator[str]:
    """Cut a text into what is seen as one sign: a character with its marks, or several that are joined."""
    start = 0
    for place in range(1, len(text)):
        if text[place - 1] != JOINER and not _joins(text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _joins(char: str) -> bool:
    # marks and variation selectors are of category M; skin tones and the letters of flags of regions are not
    return (
        char == JOINER
        or unicodedata.category(char).startswith("M")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def read_fonts(site: Site, root: Path) -> tuple[Fonts, list[Problem]]:
    """Return our fonts and those that site.yaml names, and what is wrong with them.

    A project without the folder of our fonts prints nothing, and so nothing is wrong with them.
    """
    found: list[tuple[Path, frozenset[str]]] = []
    problems: list[Problem] = []
    named = [(f"{FOLDER}/{name}", Location(f"{FOLDER}/{name}")) for name in OURS if (root / FOLDER).is_dir()]
    named += [(name, Location(f"{DATA}/site.yaml", ("fonts", place))) for place, name in enumerate(site.fonts)]
    for name, at in named:
        file = root / name
        fault = _wrong_path(root, name) or _wrong_font(file)
        if fault:
            problems.append(Problem("FNT1", at, *fault))
        else:
            found.append((file, _characters_of(file)))
    return Fonts(tuple(file for file, _ in found), tuple(characters for _, characters in found)), problems


def _wrong_path(root: Path, name: str) -> tuple[str, str] | None:
    """Return message and hint about a path that names no file of the project."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        return f"字体「{name}」要写成项目里的相对路径。", "把字体文件放进项目文件夹，从项目文件夹写起，用 / 分隔"
    file = root / name
    # os.path answers for names that no file system takes, too
    if os.path.isdir(file):
        return f"字体「{name}」是一个文件夹。", "一个一个写明字体文件"
    if not os.path.isfile(file):
        beside = os.listdir(file.parent) if os.path.isdir(file.parent) else []
        return f"没有字体文件「{name}」{nearest(name, [str(path.parent / other) for other in beside]) or '。'}", (
            "放好文件，或改正路径"
        )
    return None


def _wrong_font(file: Path) -> tuple[str, str] | None:
    """Return message and hint about a file that is no font one can print with."""
    hint = f"字体文件的扩展名是 {'、'.join(SUFFIXES)}；网页字体（.woff）不行"
    if file.suffix.lower() not in SUFFIXES:
        return f"「{file.name}」不是能用的字体文件。", hint
    try:
        return None if _characters_of(file) else (f"字体「{file.name}」里没有一个字。", "换一个字体文件")
    except _UnusableFontError:
        return f"「{file.name}」读不出来：不是字体文件，或者不完整。", hint


class _UnusableFontError(Exception):
    """A file that is no font, or a broken one."""


def _characters_of(file: Path) -> frozenset[str]:
    state = file.stat()
    return _read_characters(file.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _read_characters(file: Path, _modified: int, size: int) -> frozenset[str]:
    """Return the characters that a font has a glyph for, of a collection its first font. Raises _UnusableFontError."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            entries = font.reader.tables
            if not entries.keys() >= TABLES or any(entry.offset + entry.length > size for entry in entries.values()):
                raise _UnusableFontError
            # only the numbers of the glyphs matter: to look for their names takes longer than all the rest
            names = [str(number) for number in range(font["maxp"].numGlyphs)]
            font.setGlyphOrder(names)
            glyphs = font.getBestCmap() or {}
            return frozenset(chr(code) for code, glyph in glyphs.items() if glyph != names[0]) - REFUSED
    # of a broken font anything can be wrong, and each thing is told by another exception
    except Exception as error:
        raise _UnusableFontError from error
