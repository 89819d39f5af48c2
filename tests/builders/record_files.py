"""Self-check files as branches hand them in, made for tests; nothing in them is real."""

from __future__ import annotations

import json
import random
from typing import Any

from standards_site.data.load import StandardsData
from tests.builders.records import EMPTY

STATUSES = ("met", "partly", "unmet", "not_applicable", "")


def answer(status: str = "", *, title: str = "", v: dict[str, int] | None = None, **fields: Any) -> dict[str, Any]:
    """Return an answer with every key in its order."""
    blank = EMPTY | {
        "title": title,
        "status": status,
        "rev": 1 if status else 0,
        "v": {"d-1": 1} if v is None else v,
        "log": [["2026-06-01", status, "d-1"]] if status else [],
    }
    return blank | fields


def record(branch: str, name: str, items: dict[str, dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Return a record of the main catalog in 2026, with `changes` to its head."""
    return {
        "format": "zbk-self-check",
        "schema": 1,
        "edition": "2026.1",
        "branch": {"id": branch, "name": name},
        "catalog": "branch-34",
        "round": "2026",
        "exported": {"day": "2026-11-20", "device": "d-1"},
        "items": items,
        "retired": {},
        "unknown": {"items": {}, "extra": {}},
    } | changes


def text_of(value: Any) -> str:
    """Return the text of a file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def filled(data: StandardsData, branch: str, name: str, seed: int, **changes: Any) -> dict[str, Any]:
    """Return a record with made-up answers to every item of the main catalog; the same seed gives the same."""
    chance = random.Random(seed)
    items = {}
    for item in data.catalog_items(data.site.main_catalog):
        status = chance.choices(STATUSES, (60, 15, 8, 5, 12))[0]
        fields: dict[str, Any] = {"rev": item.rev if status else 0}
        if status in ("partly", "unmet"):
            fields |= {
                "note": f"缺第 {chance.randint(1, 4)} 季度的签到表",
                "measure": "补齐后归档",
                "responsible": "组织委员",
                "due": f"2026-{chance.randint(1, 12):02}-15",
            }
        items[item.id] = answer(status, title=item.title, **fields)
    return record(branch, name, items, **changes)
