"""A font of a few characters, each drawn as a black box, for tests of fonts that a site adds."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, reorderFontTables
from fontTools.ttLib.ttCollection import TTCollection


def write_font(path: Path, characters: str, *, family: str = "Tiny", height: int = 800) -> Path:
    """Write a font of `characters` to `path`, its boxes `height` thousandths of the type high."""
    glyphs = {ord(char): f"u{ord(char):X}" for char in characters}
    order = [".notdef", *glyphs.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(glyphs)
    builder.setupGlyf(dict.fromkeys(order, _box(height)))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2()
    builder.setupPost()
    # the clock has no part in it
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def write_outlines_last(path: Path, characters: str) -> Path:
    """Write a font whose outlines, which nobody reads to know its characters, stand at the end of the file."""
    font, moved = io.BytesIO(write_font(path, characters).read_bytes()), io.BytesIO()
    reorderFontTables(font, moved, ["cmap", "head", "hhea", "hmtx", "maxp", "name", "post", "OS/2", "loca", "glyf"])
    path.write_bytes(moved.getvalue())
    return path


def write_collection(path: Path, *fonts: Path) -> Path:
    """Write a font collection of `fonts` to `path`."""
    collection = TTCollection()
    collection.fonts = [TTFont(font) for font in fonts]
    collection.save(path)
    return path


def _box(height: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, height), (900, height), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
