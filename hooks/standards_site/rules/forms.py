"""A form is whole: what it asks for can be filled in, it serves something, and no other form asks for the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ..data.load import DATA, StandardsData
from ..data.model import ROW_PARTS, Form, FormField
from ..data.problems import Location, Problem, nearest, unknown_value
from ..data.program import TickedValue
from ..data.uses import uses_of
from ..data.yaml_positions import YamlPath
from .registry import rule

# what would lead from a ballot to the person who filled it in
_TELLING = ("投票人", "评议人", "测评人", "填写人", "填表人", "签名", "座次", "票号", "编号", "身份证", "联系方式")

_PROGRAM = f"{DATA}/program.yaml"


def _fields(form: Form) -> Iterator[tuple[YamlPath, FormField]]:
    for place in ("header", "columns", "signatures"):
        for index, field in enumerate(getattr(form, place)):
            yield (place, index), field


def _at(data: StandardsData, form: Form, *path: str | int) -> Location:
    return Location(data.file_of("form", form.id), path)


@rule(
    "FRM1",
    says="选择（choice）的栏目写明从哪几项里选，至少两项；别的栏目不写 choices；一张表单里栏目不重名",
    why="选项印在纸上，也是 Excel 和 Word 里的下拉列表；没有选项就没法选，重名就分不清填在哪里。",
    example=("- {name: 决议, kind: choice, choices: [通过]}", "- {name: 决议, kind: choice, choices: [通过, 不通过]}"),
)
def choices_are_choices(data: StandardsData) -> Iterator[Problem]:
    """A choice names two values or more, nothing else does; no two fields of a form have one name."""
    for form in data.forms.values():
        names: set[str] = set()
        for path, field in _fields(form):
            if field.kind == "choice" and len(set(field.choices)) < 2:
                message = f"「{field.name}」是选择，却没有写出至少两项不同的 choices。"
                yield Problem("FRM1", _at(data, form, *path, "name"), message, hint="补写 choices，或改 kind")
            if field.kind != "choice" and field.choices:
                message = f"「{field.name}」不是选择，不写 choices。"
                yield Problem("FRM1", _at(data, form, *path, "choices"), message, hint="把 kind 写成 choice，或删掉")
            if field.name in names:
                message = f"栏目「{field.name}」在这张表单里已经有了。"
                yield Problem("FRM1", _at(data, form, *path, "name"), message, hint="换一个名称")
            names.add(field.name)


@rule(
    "FRM2",
    says="表格的行写全：由数据来的写 source 和它要的内容，fills 是那种行有的内容；没有表格的表单不写行",
    why="行从数据里取，取错了会印出空格子；步骤要知道是哪个流程的，写定的行要有名称。",
    example=("rows: {source: steps}", "rows: {source: steps, procedure: election}"),
)
def rows_can_be_made(data: StandardsData) -> Iterator[Problem]:
    """Rows say where they come from, columns take what such rows have, and a table has rows."""
    for form in data.forms.values():
        if form.guidance_only:
            continue
        yield from _wrong_rows(data, form)
        source = form.rows.source if form.rows else None
        parts = ROW_PARTS.get(source or "", ())
        for index, column in enumerate(form.columns):
            at = _at(data, form, "columns", index, "fills")
            if column.fills and not source:
                message = f"「{column.name}」写了 fills，但这张表单的行不是由数据来的。"
                yield Problem("FRM2", at, message, hint="在 rows 里写 source，或删掉 fills")
            elif column.fills and source in ROW_PARTS and column.fills not in parts:
                message = f"「{source}」的行里没有「{column.fills}」{nearest(column.fills, parts) or '。'}"
                yield Problem("FRM2", at, message, hint="可写：" + "、".join(parts))


def _wrong_rows(data: StandardsData, form: Form) -> Iterator[Problem]:
    rows = form.rows
    if rows is None:
        if form.columns or form.label:
            message = "有表格或标签，却没有写行（rows）。"
            yield Problem("FRM2", _at(data, form, "id"), message, hint="写 rows: {blank: 10}，或由数据来的 source")
        return
    if not form.columns and not form.label:
        yield Problem("FRM2", _at(data, form, "rows"), "没有表格，不写 rows。", hint="补写 columns，或删掉 rows")
    if rows.source is None and not rows.blank:
        yield Problem("FRM2", _at(data, form, "rows"), "一行也没有。", hint="写 blank 或 source")
    for source, name, value in (
        ("steps", "procedure", rows.procedure),
        ("given", "given", rows.given),
        ("plan", "items", rows.items),
    ):
        if rows.source == source and not value:
            message = f"行是「{source}」，要写明 {name}。"
            yield Problem("FRM2", _at(data, form, "rows", "source"), message, hint=f"补写 {name}")
        if rows.source != source and value:
            message = f"行不是「{source}」，不写 {name}。"
            yield Problem("FRM2", _at(data, form, "rows", name), message, hint=f"删掉 {name}，或改 source")


@rule(
    "FRM3",
    says="每张表单都有用处：有条目留它（keep），或有流程的步骤用它（papers）",
    why="没有用处的表单只会让人多填一张。",
    example=(
        "id: spare-sheet  # 没有条目的 keep 和步骤的 papers 用它",
        "- {form: spare-sheet, ledger: work-records, proves: [hold]}  # 在条目的 keep 里写上，或删掉那张表",
    ),
)
def forms_serve_something(data: StandardsData) -> Iterator[Problem]:
    """Every form is kept by an item or filled in by a procedure."""
    # a broken file may hold the item or procedure that uses it
    if not data.is_whole("item", "procedure"):
        return
    for form in data.forms.values():
        uses = uses_of(data, form.id)
        if not uses.items and not uses.procedures:
            message = f"表单「{form.id}」没有条目留它，也没有流程用它。"
            yield Problem("FRM3", _at(data, form, "id"), message, hint="在条目的 keep 或步骤的 papers 里写上它，或删掉")


@rule(
    "FRM4",
    says="没有两张栏目完全相同的表单",
    why="一件事两张表，填的人不知道填哪一张，数字也会对不上：一次记录，多处引用。",
    example=(
        "columns: [{name: 姓名}, {name: 签名}]  # 和签到表的栏目完全相同",
        "- {form: sign-in, ledger: work-records}  # 不另做一张，用签到表",
    ),
)
def no_two_forms_ask_for_the_same(data: StandardsData) -> Iterator[Problem]:
    """No two forms have the same set of fields."""
    first: dict[frozenset[str], str] = {}
    for form in data.forms.values():
        if form.body:
            continue  # a letter is its text
        names = frozenset(field.name for _, field in _fields(form))
        other = first.setdefault(names, form.id)
        if other != form.id:
            message = f"表单「{form.id}」和「{other}」的栏目完全相同。"
            yield Problem("FRM4", _at(data, form, "id"), message, hint=f"合成一张，都用「{other}」；或写明不同的栏目")


@rule(
    "FRM5",
    says="不记名的表单（anonymous）没有签名栏，没有编号、座次等能认出填的人的栏目",
    why="票上有了能对上人的记号，就不是无记名投票了。",
    example=("- {name: 选票编号}  # 表单写了 anonymous: true", "- {name: 赞成, kind: tick}"),
)
def ballots_name_nobody(data: StandardsData) -> Iterator[Problem]:
    """A ballot has no place to sign and no field that leads to who filled it in."""
    for form in data.forms.values():
        if not form.anonymous:
            continue
        for path, field in _fields(form):
            telling = [word for word in _TELLING if word in field.name]
            at = _at(data, form, *path, "name")
            if path[0] == "signatures":
                yield Problem("FRM5", at, f"不记名的表单没有落款，不能有「{field.name}」。", hint="删掉 signatures")
            elif telling:
                message = f"不记名的表单不能有「{field.name}」：看得出是谁填的。"
                yield Problem("FRM5", at, message, hint="删掉这一栏")


@rule(
    "FRM6",
    says="能打印的表单写明什么时候用（occasions）；由上级统一印制的（guidance_only）不排行、不进资料包、不给支部另做",
    why="表单按场合找；统一印制的表只说明怎样填，本站不提供样表。",
    example=("guidance_only: true\nrows: {blank: 10}", "guidance_only: true"),
)
def forms_can_be_found(data: StandardsData) -> Iterator[Problem]:
    """A form to print has an occasion; a form for guidance has no rows, no pack and no copy for branches."""
    for form in data.forms.values():
        if not form.guidance_only and not form.occasions:
            message = f"表单「{form.id}」没有写什么时候用（occasions）。"
            yield Problem("FRM6", _at(data, form, "id"), message, hint="从 vocabulary.yaml 的 occasion 里选")
        if not form.guidance_only:
            continue
        for name in ("rows", "packs", "for_branches", "label"):
            if getattr(form, name):
                message = f"由上级统一印制的表单只作指引，不写 {name}。"
                yield Problem("FRM6", _at(data, form, name), message, hint=f"删掉 {name}")


@rule(
    "FRM7",
    says="先填好的（filled_forms）：一张表写一次；每一处写表头的栏目（field）或信里的整行（line），只写一种，表里要有；"
    "有几个框的栏目只填打勾的（assembly、matter、matters），打勾的只填这样的栏目",
    why="浏览器照它把知道的填进打印页和 Word；写错了就填不进去。",
    example=("fills: [{field: 地方, value: place}]", "fills: [{field: 地点, value: place}]"),
)
def what_is_filled_in_has_its_place(data: StandardsData) -> Iterator[Problem]:
    """A form is filled once; each place is a field of its heading, a line of its letter, or a column."""
    listed = [one.form for one in data.program.filled_forms]
    for index, one in enumerate(data.program.filled_forms):
        form = data.forms.get(one.form)
        path: YamlPath = ("filled_forms", index)
        if one.form in listed[:index]:
            message = f"表单「{one.form}」写了两次。"
            yield Problem("FRM7", Location(_PROGRAM, (*path, "form")), message, hint="合成一处")
        if form is None:
            continue  # REF1 tells
        columns = [column.name for column in form.columns]
        file = data.file_of("form", form.id)
        for place, filled in enumerate(one.fills):
            at = Location(_PROGRAM, (*path, "fills", place))
            is_tick = filled.value in get_args(TickedValue)
            fields = [field.name for field in form.header if bool(field.choices) == is_tick]
            if bool(filled.field) == bool(filled.line):
                yield Problem("FRM7", at, "一处要写 field 或 line，只写一种。", hint="两种写一种")
            elif filled.field and filled.field not in fields:
                named = Location(_PROGRAM, (*at.path, "field"))
                yield unknown_value("FRM7", named, "栏目", filled.field, fields, file)
            elif filled.line and filled.line not in form.body:
                named = Location(_PROGRAM, (*at.path, "line"))
                yield unknown_value("FRM7", named, "信里的一行", filled.line, form.body, file)
        for place, column in enumerate(one.columns):
            if column.column not in columns:
                at = Location(_PROGRAM, (*path, "columns", place, "column"))
                yield unknown_value("FRM7", at, "栏目", column.column, columns, file)
