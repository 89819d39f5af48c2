"""What the scripts must know of this site: its own id, and the shape and limits of what a person may fill in."""

from __future__ import annotations

import json

from ...data.load import StandardsData
from ...data.self_check import FIELDS, HEADS, LIMITS, SCHEMA, SHAPES, STATUSES
from ...sums.questions import FIRST_YEAR, LAST_YEAR
from ...sums.sentences import SENTENCES
from ..links import Place
from ..output import Output
from ..shared_words import LEDGER_HEADS, SLIP, SLIP_STATES, TOOLS, WORDS
from .year_standard import YEAR

_DAYS = ("no_day", "out_of_years", "to_come", "long_ago")


def site_script(site_id: str, data: StandardsData | None = None) -> Output:
    """Return the file that every page with a self-check loads before its scripts; `site_id` is that of site.yaml.

    With `data` it says what the standards are called.
    """
    titles = {catalog.id: catalog.title for catalog in data.catalogs.values()} if data else {}
    heads = {field[0]: _field(*field) for field in HEADS}
    fields = [_field(*field) for field in FIELDS]
    site = {
        "id": site_id,
        "schema": SCHEMA,
        "statuses": STATUSES,
        "fields": fields,
        **heads,
        "limits": LIMITS,
        "shapes": SHAPES,
        "days": {
            "firstYear": FIRST_YEAR,
            "lastYear": LAST_YEAR,
            "sentences": {name: SENTENCES[name] for name in _DAYS},
        },
    }
    site |= {"catalogs": titles | {YEAR: WORDS["whole_year"]}}
    site |= {"tools": TOOLS, "ledger": LEDGER_HEADS, "words": WORDS, "slip": {**SLIP, "states": SLIP_STATES}}
    return Output(Place.SITE_SCRIPT, f"var SITE = {json.dumps(site, ensure_ascii=False)};\n")


def _field(name: str, label: str, kind: str, limit: int) -> dict[str, str | int]:
    return {"name": name, "label": label, "kind": kind, "limit": limit}
