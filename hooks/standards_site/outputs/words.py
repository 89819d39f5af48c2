"""Names and lists in words, the same wherever they are shown."""

from __future__ import annotations

from ..data.load import StandardsData
from ..data.model import Item, Kept, Requirement

FEW = 4  # as many as fit a glance box on the first screen of a phone, and a row of a check form


def is_marked(data: StandardsData, modality: str, text: str) -> bool:
    """Return whether a mark says how strongly a text is laid down: one that begins with that word says it itself."""
    return not text.startswith(data.label("modality", modality))


def in_a_list(requirement: Requirement) -> str:
    """Return a requirement as it stands in a list: whole if it is one sentence, else its short form."""
    return requirement.short or requirement.text


def record_title(data: StandardsData, kept: Kept) -> str:
    """Return the name of a kept record: the form's title or the paper's name."""
    return data.forms[kept.form].title if kept.form else kept.paper


def record_titles(data: StandardsData, item: Item) -> list[str]:
    """Return the names of the records an item leaves, each once."""
    return list(dict.fromkeys(record_title(data, kept) for kept in item.keep))


def first_few(names: list[str], unit: str) -> str:
    """Return the first few names and, if there are more, how many there are in all."""
    shown = "、".join(names[:FEW])
    return f"{shown}等 {len(names)} {unit}" if len(names) > FEW else shown
