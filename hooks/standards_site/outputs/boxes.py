"""Boxes with text laid out in rows: the shared arithmetic of the map and of the flow pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

FONT = 16
_CLOSING = "，。；：、？！）》”’"
_PIECES = re.compile(rf"[“‘《（]*(?:[!-~]+|.)[{_CLOSING}]*", re.DOTALL)
"""A character or a word, with the marks that no line ends or begins with."""
CHIP_HEIGHT = 38
GAP = 8
ROW = CHIP_HEIGHT + GAP
LINE = 21
"""From one line of a text to the next."""


def flow(
    entries: Iterable[tuple[str, str]], left: int, top: int, width: int, *, arrow: int = 0
) -> list[dict[str, Any]]:
    """Lay out boxes from `left`, `top` in rows `width` wide; entries are (text, address) pairs.

    `arrow` reserves that many units before every box but the first for an arrow. A text that is too long for a row
    goes on in a second line of its box. All values are SVG user units.
    """
    chips: list[dict[str, Any]] = []
    x, y = left, top
    for text, href in entries:
        lead = arrow if chips else 0
        lines = wrapped(text, width - left - GAP - lead - 20)
        chip_width = round(max(map(text_width, lines))) + 20
        if x + lead + chip_width > width - GAP and x > left:
            x, y = left, bottom_of(chips)
        text_y = y + CHIP_HEIGHT // 2 + FONT // 3
        chips.append(
            {
                "lines": [{"text": line, "y": text_y + LINE * number} for number, line in enumerate(lines)],
                "href": href,
                "x": x + lead,
                "y": y,
                "width": chip_width,
                "height": CHIP_HEIGHT + LINE * (len(lines) - 1),
                "text_x": x + lead + 10,
                "text_y": text_y,
                "arrow_x": x + lead - arrow + 2 if lead else 0,
                "has_arrow": bool(lead),
            }
        )
        x += lead + chip_width + GAP
    return chips


def text_width(text: str) -> float:
    """Return the width of a text in user units: a Chinese character is one em wide, a Latin one about 0.6."""
    return sum(FONT if ord(char) > 0x2E7F else FONT * 0.6 for char in text)


def bottom_of(chips: list[dict[str, Any]]) -> int:
    """Return where the next row of boxes may begin."""
    return max(int(chip["y"] + chip["height"]) for chip in chips) + GAP


def wrapped(text: str, width: float) -> list[str]:
    """Return the whole of `text` in lines that fit into `width` user units; dates and words stay in one piece."""
    lines = [""]
    for piece in _PIECES.findall(text):
        # what is too long for any line is broken where it must be
        for part in [piece] if text_width(piece.rstrip(_CLOSING)) <= width else piece:
            if lines[-1] and text_width(lines[-1] + part.rstrip(_CLOSING)) > width:
                lines.append("")
            lines[-1] += part
    return lines
