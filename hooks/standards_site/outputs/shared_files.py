"""Files that branches share: with the same content but for names, made once, and the names filled in by a script.

In what is shared a mark stands for each name. Who opens a file comes from a branch's page, and its address says whose
it is; without that, or without script, it shows what holds for all that share it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import quote

from ..data.model import Branch, Unit

UNIT, BRANCH, BRANCH_ID = "\ue000", "\ue001", "\ue002"
"""Marks for the name of the unit, the name and the id of the branch: no text of the data holds such characters."""
OF_BRANCH = "{id}"
"""Stands for the id of the branch in an address that a script fills in."""


def stand_ins(unit: Unit, branch: Branch) -> tuple[Unit, Branch]:
    """Return a unit and a branch like these, with marks for names and id."""
    return unit.model_copy(update={"name": UNIT}), branch.model_copy(update={"name": BRANCH, "id": BRANCH_ID})


def key_of(content: object) -> str:
    """Return what tells a shared file from others in its address: a new branch gives none of them another."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:10]


def asked_for(unit: Unit, branch: Branch) -> str:
    """Return what the address of a shared file ends with: whose it is."""
    return f"?id={branch.id}&unit={_in_address(unit.name)}&name={_in_address(branch.name)}"


@lru_cache(maxsize=64)
def _in_address(name: str) -> str:
    # letters of any script may stand there as they are, and take a third of the room
    return "".join(sign if sign.isalnum() else quote(sign) for sign in name)


def places_for_names(page: str, unit: str = "", branch: str = "") -> str:
    """Return a page with a place for every mark in its body; there stands `unit` and `branch` until it is filled."""
    head, body_tag, body = page.partition("<body")
    body = body.replace(f'="{BRANCH}"', '=""').replace(f'="{BRANCH_ID}"', '=""')
    for mark, name, text in ((UNIT, "unit", unit), (BRANCH, "name", branch)):
        head = head.replace(mark, text)
        body = body.replace(mark, f'<span data-owner="{name}">{text}</span>')
    return head + body_tag + body
