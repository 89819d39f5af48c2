"""Pages without what nobody sees: the theme indents its templates, which is a tenth of a page."""

from __future__ import annotations

import re

# what stands in these is kept: it is shown as it is, or allowed by its hash
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)


def lean(page: str) -> str:
    """Return a page with one line break where it had several blanks around one."""
    parts = _KEPT.split(page)
    return "".join(part if place % 3 else _lean_lines(part) for place, part in enumerate(parts) if place % 3 < 2)


def _lean_lines(part: str) -> str:
    first, *lines = part.split("\n")
    if not lines:
        return part
    *between, last = lines
    return "\n".join([first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()])
