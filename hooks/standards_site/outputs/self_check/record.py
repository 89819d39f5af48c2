"""The JSON Schema of self-check files: what file.js writes, for programs that are not ours."""

from __future__ import annotations

import json
from typing import Any

from ...data.self_check import FIELDS, LIMITS, SCHEMA, SHAPES, STATUSES
from ..links import Place
from ..output import Output
from .year_standard import YEAR

_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def self_check_schema() -> Output:
    """Return the schema of one record's file and of a bundle of them."""
    return Output(Place.SELF_CHECK_SCHEMA, json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")


def schema() -> dict[str, Any]:
    """Return the schema as a value."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "支部自查记录文件",
        "oneOf": [{"$ref": "#/$defs/record"}, {"$ref": "#/$defs/bundle"}],
        "$defs": {
            "id": {"type": "string", "pattern": SHAPES["id"], "maxLength": LIMITS["id"]},
            "day": {"type": "string", "pattern": _DAY, "format": "date"},
            "day_or_nothing": {"anyOf": [{"const": ""}, {"$ref": "#/$defs/day"}]},
            "status": {"enum": ["", *STATUSES]},
            "answer": _object(_answer())
            | {
                "description": "一个条目的回答；还可以有别的键，是更新的工具写的，原样保留",
                "additionalProperties": True,
            },
            "answers": {
                "type": "object",
                "propertyNames": {"$ref": "#/$defs/id"},
                "maxProperties": LIMITS["items"],
                "additionalProperties": {"$ref": "#/$defs/answer"},
            },
            "record": _object(_record(), optional={"closings": _closings()}),
            "bundle": _object(
                {
                    "format": {"const": "zbk-bundle"},
                    "schema": {"const": SCHEMA},
                    "records": {"type": "array", "maxItems": LIMITS["records"], "items": {"$ref": "#/$defs/record"}},
                },
                optional={"facts": _facts()},
            ),
        },
    }


def _record() -> dict[str, Any]:
    answers = {"$ref": "#/$defs/answers"}
    return {
        "format": {"const": "zbk-self-check"},
        "schema": {"const": SCHEMA},
        "edition": _text("标准的版次", LIMITS["id"]),
        "branch": _object({"id": {"$ref": "#/$defs/id"}, "name": _text("支部名称", LIMITS["name"])}),
        "catalog": {
            "$ref": "#/$defs/id",
            "description": f"标准的编号；{YEAR} 是全年的事，slip. 开头的是上级对那份记录的意见："
            "note 是意见，status 是到了哪一步，done_on 是支部标“已改”的日期，条目 slip 是总的意见和开出的日期",
        },
        "round": {
            "type": "string",
            "pattern": SHAPES["round"],
            "description": "期次：年、半年（H1、H2）、季（Q1 至 Q4）",
        },
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
    count = {"type": "integer", "minimum": 1, "maximum": LIMITS["count"]}
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
            "maxProperties": LIMITS["devices"],
            "additionalProperties": count,
        },
        "log": {
            "type": "array",
            "description": "结果的变化：日期、结果、设备",
            "maxItems": LIMITS["log"],
            "items": line | {"items": False, "minItems": 3},
        },
    }


def _facts() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "交给下一任的文件里，“我的支部”填的情况",
        "propertyNames": {"$ref": "#/$defs/id"},
        "additionalProperties": _text("填的", LIMITS["name"]),
    }


def _closings() -> dict[str, Any]:
    how = {"enum": ["closed", "opened"]}
    time = {"type": "string", "pattern": f"{_DAY[:-1]}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z$"}
    return {
        "type": "array",
        "description": "什么时候结束这一年、又重新打开：时刻（世界时）、哪一种、设备；最后一条算数",
        "minItems": 1,
        "maxItems": LIMITS["log"],
        "items": {"type": "array", "prefixItems": [time, how, {"$ref": "#/$defs/id"}], "items": False, "minItems": 3},
    }


def _field(label: str, kind: str, limit: int) -> dict[str, Any]:
    if kind == "day":
        return {"$ref": "#/$defs/day_or_nothing", "description": label}
    if kind == "lines":
        # together they have no more characters than that; a schema can only say it of each
        lines = {"type": "string", "minLength": 1, "maxLength": limit}
        return {"type": "array", "description": f"{label}；合起来不超过 {limit} 字", "maxItems": limit, "items": lines}
    return _text(label, limit)


def _text(label: str, limit: int) -> dict[str, Any]:
    return {"type": "string", "description": label, "maxLength": limit}


def _object(properties: dict[str, Any], *, optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the schema of an object that has all these keys, and beside the `optional` ones no other."""
    return {
        "type": "object",
        "properties": properties | (optional or {}),
        "required": list(properties),
        "additionalProperties": False,
    }
