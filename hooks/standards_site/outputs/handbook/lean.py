"""Pages without what nobody sees: the theme indents its templates, which is a tenth of a page."""

from __future__ import annotations

import re

# what stands in these is kept: it is shown as it is, or allowed by its hash
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


def lean(page: str) -> str:
    """Return a page with one line break where it had several blanks around one."""
    parts = _KEPT.split(page)
    return "".join(part if place % 3 else _INDENT.sub("\n", part) for place, part in enumerate(parts) if place % 3 < 2)
