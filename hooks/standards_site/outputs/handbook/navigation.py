"""The site's navigation, from its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..escaping import as_text
from ..links import source_file
from .page import Page

Nav = list[Any]


def navigation(pages: Iterable[Page]) -> Nav:
    """Return the navigation as MkDocs takes it, in the order of the pages.

    The theme escapes some titles and some not: all are made to be shown as they are.
    """
    found: Nav = []
    sections: dict[tuple[str, ...], Nav] = {(): found}
    for page in pages:
        for depth, heading in enumerate(page.under):
            above, section = page.under[:depth], page.under[: depth + 1]
            if section not in sections:
                sections[section] = []
                sections[above].append({as_text(heading): sections[section]})
        sections[page.under].append({as_text(page.title): source_file(page.path)})
    return found
