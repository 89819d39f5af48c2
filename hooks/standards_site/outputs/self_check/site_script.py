"""What the scripts must know of this site: its own id, and the shape and limits of what a person may fill in."""

from __future__ import annotations

import json

from ...data.self_check import FIELDS, HEADS, LIMITS, SHAPES, STATUSES
from ..links import Place
from ..output import Output
from ..shared_words import LEDGER_HEADS, TOOLS, WORDS


def site_script(site_id: str) -> Output:
    """Return the file that every page with a self-check loads before its scripts; `site_id` is that of site.yaml."""
    heads = {field[0]: _field(*field) for field in HEADS}
    fields = [_field(*field) for field in FIELDS]
    site = {"id": site_id, "statuses": STATUSES, "fields": fields, **heads, "limits": LIMITS, "shapes": SHAPES}
    site |= {"tools": TOOLS, "ledger": LEDGER_HEADS, "words": WORDS}
    return Output(Place.SITE_SCRIPT, f"var SITE = {json.dumps(site, ensure_ascii=False)};\n")


def _field(name: str, label: str, kind: str, limit: int) -> dict[str, str | int]:
    return {"name": name, "label": label, "kind": kind, "limit": limit}
