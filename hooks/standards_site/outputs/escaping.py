"""Text from the data as it may stand anywhere: in Markdown, in HTML, in front matter, in what the theme prints."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

# Written as character references, which HTML and Markdown both show and neither reads: whatever begins or ends markup
# in one of them, and what means something only at the start of a line. An underscore inside a word means nothing.
_MARKUP = re.compile(
    r"""[\\`*{}\[\]<>#|~^$&"'\n\r]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^[-+=:\s]+|^[0-9]+[.)](?=\s|$)"""
)


def as_text(value: object) -> Markup:
    """Return `value` so that it is shown exactly as it is, wherever a template or the theme puts it.

    Templates do this to everything they print (`templates_in`); what they have made already is left as it is.
    """
    return value if isinstance(value, Markup) else _escaped(str(value))


@lru_cache(maxsize=1 << 15)  # most of what pages say stands on several
def _escaped(text: str) -> Markup:
    return Markup(_MARKUP.sub(_references, text))


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found.group())
