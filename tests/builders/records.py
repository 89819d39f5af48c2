"""Records and standards of the self-check, and files as branches hand them in; nothing in them is real."""

from __future__ import annotations

import json
import random
from typing import Any

from standards_site.data import self_check
from standards_site.data.load import StandardsData
from tests import ROOT

FIXTURES = ROOT / "tests/exports/fixtures"

Answer = dict[str, Any]
Record = dict[str, Any]

STATUSES = ("met", "partly", "unmet", "not_applicable", "")


FIELDS: Answer = {
    "note": "", "measure": "", "done_on": "", "evidence": [], "responsible": "", "due": "", "closed_on": "",
    "closed_evidence": "", "looked_back_on": "", "looked_back_note": "",
}  # fmt: skip


def an_answer(**given: Any) -> Answer:
    """Return an answer with all its keys."""
    return {"title": "", "status": "", **FIELDS, "rev": 0, "recheck": False, "v": {}, "log": [], **given}


def a_record(items: dict[str, Answer] | None = None, **given: Any) -> Record:
    """Return a record of one branch and year."""
    return {
        "format": "zbk-self-check",
        "schema": self_check.SCHEMA,
        "edition": "2026.1",
        "branch": {"id": "branch-one", "name": "第一党支部"},
        "catalog": "sample",
        "round": "2026",
        "exported": {"day": "", "device": ""},
        "items": items or {},
        "retired": {},
        "unknown": {"items": {}, "extra": {}},
        **given,
    }


def an_item(title: str, rev: int = 1) -> dict[str, Any]:
    """Return an item of a standard."""
    return {"title": title, "rev": rev, "area": "A", "href": "", "met": "", "partly": "", "unmet": "", "evidence": []}


def a_standard(items: dict[str, Any], edition: str = "2026.1", **retired: Any) -> dict[str, Any]:
    """Return a standard; `retired` holds for an id its change and successors."""
    return {
        "edition": edition,
        "id": "sample",
        "title": "样例",
        "answers": {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"},
        "judged": True,
        "done": "met",
        "left": "not_applicable",
        "areas": [{"id": "A", "title": "组织"}],
        "items": items,
        "retired": {
            id_: {"title": title, "change": change, "into": into, "why": "样例"}
            for id_, (title, change, into) in retired.items()
        },
    }


STANDARD = a_standard({id_: an_item(title) for id_, title in (("A1", "组织设置"), ("A2", "换届"), ("C1", "大会"))})

TEXTS = (
    "", "缺第三季度签到表", "两行\n第二行", "引号\"'和</script>", "=1+1", "表情🙂𠮷", "é", "\t制表", "{\"a\": [1]}",
    "__proto__", "长" * 300,
)  # fmt: skip
DAYS = ("", "2026-01-31", "2026-12-31", "2028-02-29")
DEVICES = ("d1", "d2", "constructor")


def brought_up(value: Any) -> Any:
    """Return a file of any earlier schema, or a part of it, as this edition of the tool writes it."""
    if isinstance(value, list):
        return [brought_up(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {key: brought_up(one) for key, one in value.items()}
    if made.get("format") in ("zbk-self-check", "zbk-bundle"):
        made["schema"] = self_check.SCHEMA
    if "measure" in made and "done_on" not in made:
        keys = [*made]
        keys.insert(keys.index("measure") + 1, "done_on")
        made = {key: made.get(key, "") for key in keys}
    if "exported_on" in made:
        made = {"exported_as": "", "closings": [], **made}
    return made


def random_change(draw: random.Random) -> list[Any]:
    """Return one change that a person could make: item, field, value and where and when."""
    name = draw.choice(["status", "status", *FIELDS])
    if name == "status":
        value: Any = draw.choice(["", "met", "partly", "unmet", "not_applicable"])
    elif name == "evidence":
        value = draw.sample(TEXTS, draw.randrange(4))
    else:
        value = draw.choice(DAYS if name in ("done_on", "due", "closed_on", "looked_back_on") else TEXTS)
    item = draw.choice(["A1", "A2", "C1", "toString"])
    return [item, name, value, {"rev": 1, "day": f"2026-1{draw.randrange(3)}-15", "device": draw.choice(DEVICES)}]


def answer(status: str = "", *, title: str = "", v: dict[str, int] | None = None, **fields: Any) -> dict[str, Any]:
    """Return an answer with every key in its order."""
    given = {
        "rev": 1 if status else 0,
        "v": {"d-1": 1} if v is None else v,
        "log": [["2026-06-01", status, "d-1"]] if status else [],
    }
    return an_answer(title=title, status=status, **given | fields)


def record(branch: str, name: str, items: dict[str, dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Return a record of the main catalog in 2026, with `changes` to its head."""
    of_branch = {"branch": {"id": branch, "name": name}, "catalog": "branch-34"}
    return a_record(items, **{**of_branch, "exported": {"day": "2026-11-20", "device": "d-1"}, **changes})


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
