"""Translates what pydantic finds wrong with the shape of a record into problems SHP1–SHP5."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from .problems import Location, Problem, nearest
from .record import (
    CONFLICT_PATTERN,
    DATE_OR_NONE_PATTERN,
    DATE_PATTERN,
    FACT_PATTERN,
    FIRST_YEAR,
    GIT_BRANCH_PATTERN,
    ID_PATTERN,
    KEY_PATTERN,
    LAST_YEAR,
    MONTH_PATTERN,
    ONE_LINE,
    WEEKDAY_PATTERN,
    Record,
)
from .yaml_positions import YamlPath, span_of

_TYPE_NAMES = {
    "string_type": "文字",
    "int_type": "整数",
    "float_type": "数字",
    "bool_type": " true 或 false",
    "tuple_type": "列表（写成 [甲, 乙]，或每行以「- 」开头）",
    "model_type": "一组「键: 值」",
    "dict_type": "一组「键: 值」",
    "literal_error": " always 或一组条件",
}
_PATTERNS = {
    ID_PATTERN: "英文字母和数字，中间可用短横线，如 branch-congress",
    KEY_PATTERN: "小写英文字母开头，后接小写字母、数字、下划线，如 yearly_report",
    MONTH_PATTERN: "年-月，如 2026-11",
    DATE_PATTERN: "年-月-日，如 2026-11-21",
    DATE_OR_NONE_PATTERN: "年-月-日，如 2026-11-21",
    WEEKDAY_PATTERN: "英文的星期几，小写，如 thursday",
    FACT_PATTERN: "F、表号、短横线、三位数字，如 F2-001",
    GIT_BRANCH_PATTERN: "英文字母、数字、点、横线、下划线，如 main 或 release/2026",
    CONFLICT_PATTERN: "C 和两位数字，如 C01",
}


def shape_problems(file: str, text: str, model: type[Record], error: ValidationError) -> list[Problem]:
    """Return every fault of shape of the record in `text`, each told once."""
    details = error.errors(include_url=False)
    return [_problem(file, text, model, detail) for detail in details if not _is_echo(detail)]


def _problem(file: str, text: str, model: type[Record], detail: Any) -> Problem:
    path = tuple(step for step in detail["loc"] if not _is_union_branch(step))
    kind, found, limits = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        name, keys = str(path[-1]), _keys_at(model, path[:-1])
        message = f"不认识的键「{name}」{nearest(name, keys) or '。'}"
        return Problem("SHP1", Location(file, path, on_key=True), message, hint="可用的键：" + "、".join(keys))
    if kind == "missing":
        return Problem("SHP2", Location(file, path, on_key=True), f"缺少键「{path[-1]}」。", hint="补上这个键")
    if path and path[-1] == "[key]":
        at, name = Location(file, path[:-1], on_key=True), f"键「{_cut(str(found))}」"
    else:
        at, name = Location(file, path), _name_of(path)
    if kind in {"string_too_short", "too_short", "blank"} or found is None:
        wanted = f"，应当是{_wanted(detail)}" if _wanted(detail) else ""
        hint = "补写内容；可以不写的键就整行删掉" if path else "补写内容"
        return Problem("SHP4", at, f"{name}不能空着{wanted}。", hint=hint)
    unreasonable = _unreasonable(kind, limits, found)
    if unreasonable:
        message, hint = unreasonable
        return Problem("SHP5", at, f"{name}{message}", hint=hint)
    if wanted := _wanted(detail):
        message = f"{name}应当是{wanted}，写的是{_written(text, path, found)}。"
        return Problem("SHP3", at, message, hint=_quoting(kind, found))
    pattern = _PATTERNS.get(limits.get("pattern", ""), "")
    written = f"的写法{_written(text, path, found)}" if at.path == path else "的写法"
    return Problem("SHP4", at, f"{name}{written}不合规定。", hint=pattern and f"格式：{pattern}")


def _wanted(detail: Any) -> str:
    """Return what a value of the wrong type should have been; empty if something else is wrong with it."""
    if detail["type"] == "literal_error" and not any(map(_is_union_branch, detail["loc"])):
        expected: str = detail["ctx"]["expected"]  # 'page', 'all' or 'none'
        return " " + expected.replace("'", "").replace(", ", "、").replace(" or ", " 或 ")
    return _TYPE_NAMES.get(detail["type"], "")


def _unreasonable(kind: str, limits: dict[str, Any], found: Any) -> tuple[str, str] | None:
    """Return what is wrong with a value of the right type, and what to do; None if something else is."""
    if limits.get("pattern") == ONE_LINE:
        return "要写在一行里，现在换了行。", "删掉换行；要分段的写成列表里的几项"
    if kind == "string_too_long":
        most = limits["max_length"]
        return f"太长：最多 {most} 个字，现在 {len(found)} 个。", f"写短一些，不超过 {most} 个字"
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"不小于 {limits['ge']}" if "ge" in limits else f"不大于 {limits['le']}"
        return f"应当{bound}，写的是「{found}」。", "核对这个数"
    if (
        kind in {"int_type", "float_type"}
        and isinstance(found, str)
        and found.lstrip("-").isdecimal()
        and len(found) > 18
    ):
        return f"的数太大，有 {len(found)} 位。", "核对这个数"
    if kind == "no_such_day":
        return f"没有「{found}」这个日子，或者不在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间。", "核对日期"
    return None


def _name_of(path: YamlPath) -> str:
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return "整个文件"
    return f"「{keys[-1]}」" + (f"第 {path[-1] + 1} 项" if isinstance(path[-1], int) else "")


def _written(text: str, path: YamlPath, found: Any) -> str:
    if isinstance(found, tuple | dict):
        return "列表" if isinstance(found, tuple) else "一组「键: 值」"
    span = span_of(text, path, on_key=False)
    shown = text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]
    # from the file, because 1.10 is already 1.1 in the value; a text of several lines has only its start there
    whole = str(found) if isinstance(found, str) and found not in shown else shown
    return f"「{_cut(whole)}」"


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "……"


def _quoting(kind: str, found: Any) -> str:
    if kind == "string_type" and isinstance(found, bool | int | float):
        return "给它加引号，就是文字"
    if kind in {"int_type", "float_type"} and isinstance(found, str):
        return "直接写值，不加引号和单位"
    return ""


def _is_echo(detail: Any) -> bool:
    # A list whose entries are wrong is reported as too short as well.
    if detail["type"] == "too_short":
        return bool(detail["input"])
    # A value that fits no member of a union is reported once per member; the member that was meant is told.
    member = str(detail["loc"][-1]) if detail["loc"] else ""
    if member.startswith("literal["):
        return isinstance(detail["input"], dict)
    return member in {"int", "Condition"} and detail["type"] in {"int_type", "model_type"}


def _is_union_branch(step: str | int) -> bool:
    # pydantic puts the name of the tried union member into the path; YAML has no such key
    return isinstance(step, str) and (step in {"Condition", "int", "float"} or step.startswith("literal["))


def _keys_at(model: type[Record], path: YamlPath) -> list[str]:
    found: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = getattr(found, "model_fields", {})
        if step in fields:
            found = _record_in(fields[step].annotation)
    return list(getattr(found, "model_fields", {}))


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _record_in(argument)
        if found:
            return found
    return None
