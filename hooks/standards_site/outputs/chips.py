"""Boxes with text laid out in rows: the shared arithmetic of the map and of the flow pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

FONT = 16
CHIP_HEIGHT = 38
GAP = 8
ROW = CHIP_HEIGHT + GAP


def flow(
    entries: Iterable[tuple[str, str]], left: int, top: int, width: int, *, arrow: int = 0
) -> list[dict[str, Any]]:
    """Lay out boxes from `left`, `top` in rows `width` wide; entries are (text, address) pairs.

    `arrow` reserves that many units before every box but the first for an arrow. All values are SVG user units.
    """
    chips: list[dict[str, Any]] = []
    x, y = left, top
    for text, href in entries:
        lead = arrow if chips else 0
        chip_width = min(round(text_width(text)) + 20, width - left - GAP - lead)
        if x + lead + chip_width > width - GAP and x > left:
            x, y = left, y + ROW
        chips.append(
            {
                "text": text,
                "href": href,
                "x": x + lead,
                "y": y,
                "width": chip_width,
                "height": CHIP_HEIGHT,
                "text_x": x + lead + 10,
                "text_y": y + CHIP_HEIGHT // 2 + FONT // 3,
                "arrow_x": x + lead - arrow + 2 if lead else 0,
                "has_arrow": bool(lead),
            }
        )
        x += lead + chip_width + GAP
    return chips


def text_width(text: str) -> float:
    """Return the width of a text in user units: a Chinese character is one em wide, a Latin one about 0.6."""
    return sum(FONT if ord(char) > 0x2E7F else FONT * 0.6 for char in text)


def fitted(text: str, width: float) -> str:
    """Return `text` cut with … so that it fits into `width` user units."""
    if text_width(text) <= width:
        return text
    while text and text_width(text + "…") > width:
        text = text[:-1]
    return text + "…"
