"""The JSON Schema of self-check files: what record.js writes, for programs that are not ours."""

from __future__ import annotations

import json
from typing import Any

from . import Output

PATH = "assets/data/self-check.schema.json"
STATUSES = ("met", "partly", "unmet", "not_applicable")
# name, what the page calls it, kind, longest text; record.js has the same list, a test holds both together
FIELDS = (
    ("note", "问题和具体表现", "long", 4000),
    ("measure", "整改措施", "long", 4000),
    ("evidence", "材料在哪里", "lines", 500),
    ("responsible", "责任人（写职务）", "text", 100),
    ("due", "整改期限", "day", 10),
    ("closed_on", "销号日期", "day", 10),
    ("closed_evidence", "销号依据", "text", 500),
    ("looked_back_on", "回头看日期", "day", 10),
    ("looked_back_note", "回头看情况", "long", 1000),
)
LIMITS = {"lines": 20, "log": 50, "title": 200, "name": 100, "id": 60}

_ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_ROUND = r"^[0-9]{4}(-H[12]|-Q[1-4])?$"


def self_check_schema() -> Output:
    """Return the schema of one record's file and of a bundle of them."""
    return Output(PATH, json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")


def schema() -> dict[str, Any]:
    """Return the schema as a value."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "支部自查记录文件",
        "oneOf": [{"$ref": "#/$defs/record"}, {"$ref": "#/$defs/bundle"}],
        "$defs": {
            "id": {"type": "string", "pattern": _ID, "maxLength": LIMITS["id"]},
            "day": {"type": "string", "pattern": _DAY, "format": "date"},
            "day_or_nothing": {"anyOf": [{"const": ""}, {"$ref": "#/$defs/day"}]},
            "status": {"enum": ["", *STATUSES]},
            "answer": _object(_answer()),
            "answers": {
                "type": "object",
                "propertyNames": {"$ref": "#/$defs/id"},
                "additionalProperties": {"$ref": "#/$defs/answer"},
            },
            "record": _object(_record()),
            "bundle": _object(
                {
                    "format": {"const": "zbk-bundle"},
                    "schema": {"const": 1},
                    "records": {"type": "array", "maxItems": 1000, "items": {"$ref": "#/$defs/record"}},
                }
            ),
        },
    }


def _record() -> dict[str, Any]:
    answers = {"$ref": "#/$defs/answers"}
    return {
        "format": {"const": "zbk-self-check"},
        "schema": {"const": 1},
        "edition": _text("标准的版次", LIMITS["id"]),
        "branch": _object({"id": {"$ref": "#/$defs/id"}, "name": _text("支部名称", LIMITS["name"])}),
        "catalog": {"$ref": "#/$defs/id"},
        "round": {"type": "string", "pattern": _ROUND, "description": "期次：年、半年（H1、H2）、季（Q1 至 Q4）"},
        "exported": _object(
            {
                "day": {"$ref": "#/$defs/day_or_nothing"},
                "device": {"anyOf": [{"const": ""}, {"$ref": "#/$defs/id"}]},
            }
        ),
        "items": answers,
        "retired": answers | {"description": "标准里已停用的条目，内容保留"},
        "unknown": _object(
            {"items": answers, "extra": {"type": "object", "description": "来自别处、这个工具不认识的键，原样保留"}}
        ),
    }


def _answer() -> dict[str, Any]:
    line = {"type": "array", "prefixItems": [{"$ref": f"#/$defs/{name}"} for name in ("day", "status", "id")]}
    count = {"type": "integer", "minimum": 1, "maximum": 1_000_000}
    return {
        "title": _text("条目名称，只供人看，按编号认条目", LIMITS["title"]),
        "status": {"$ref": "#/$defs/status"},
        **{name: _field(label, kind, limit) for name, label, kind, limit in FIELDS},
        "rev": count | {"minimum": 0, "description": "选结果时条目的 rev；0 是没有选"},
        "recheck": {"type": "boolean", "description": "标准有变化，需重新核对"},
        "v": {
            "type": "object",
            "description": "每台设备改过几次",
            "propertyNames": {"$ref": "#/$defs/id"},
            "maxProperties": 200,
            "additionalProperties": count,
        },
        "log": {
            "type": "array",
            "description": "结果的变化：日期、结果、设备",
            "maxItems": LIMITS["log"],
            "items": line | {"items": False, "minItems": 3},
        },
    }


def _field(label: str, kind: str, limit: int) -> dict[str, Any]:
    if kind == "day":
        return {"$ref": "#/$defs/day_or_nothing", "description": label}
    if kind == "lines":
        lines = {"type": "string", "minLength": 1, "maxLength": limit}
        return {"type": "array", "description": label, "maxItems": LIMITS["lines"], "items": lines}
    return _text(label, limit)


def _text(label: str, limit: int) -> dict[str, Any]:
    return {"type": "string", "description": label, "maxLength": limit}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has all these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
