"""Procedures and differences: every step and limit is cited or ours, keys name one thing, conflicts are told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..data.load import StandardsData
from ..data.model import Difference, Limit, Paper, RowsOfConflict, Step
from ..data.problems import Location, Problem, unknown_value
from ..data.record import Record, has_field, list_fields
from ..data.yaml_positions import YamlPath
from .registry import rule


@rule(
    "KEY1",
    says="同一个列表里的键（key）不重复；一个程序里所有步骤的键也不重复",
    why="键是页面上的位置，也是材料、自查结果指认要点的依据，重复就分不清。",
    example=("requirements: [{key: hold}, {key: hold}]", "requirements: [{key: hold}, {key: decide}]"),
)
def keys_are_unique(data: StandardsData) -> Iterator[Problem]:
    """No two records in one list, and no two steps of one procedure, have the same key."""
    for part in data.parts:
        for name in list_fields(type(part.value)):
            keyed: list[tuple[YamlPath, Record]] = [
                ((name, index), child)
                for index, child in enumerate(getattr(part.value, name) or ())
                if isinstance(child, Record) and has_field(type(child), "key")
            ]
            yield from _repeated(part.file, part.path, keyed)
    for procedure in data.procedures.values():
        steps: list[tuple[YamlPath, Record]] = [
            (("stages", number, "steps", index), step)
            for number, stage in enumerate(procedure.stages)
            for index, step in enumerate(stage.steps)
        ]
        within_stage = {(path[1], step.key) for path, step in steps if hasattr(step, "key")}
        if len(within_stage) == len(steps):  # a repetition inside one stage is told above
            yield from _repeated(data.file_of("procedure", procedure.id), (), steps)


def _repeated(file: str, base: YamlPath, keyed: Sequence[tuple[YamlPath, Record]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, record in keyed:
        key = getattr(record, "key", None)
        if key is None:
            continue
        if key in seen:
            at = Location(file, (*base, *path, "key"))
            yield Problem("KEY1", at, f"键「{key}」用了两次。", hint="换一个键")
        seen.add(key)


@rule(
    "PRC1",
    says="程序的每一步要么有引用（cites），要么标明 own: true（本站建议），二者有且只有一个",
    why="读者要分得清哪一步是规定、哪一步是本站的建议。",
    example=("- {key: talk, title: 谈话}", "- {key: talk, title: 谈话, own: true}"),
)
def steps_are_cited_or_own(data: StandardsData) -> Iterator[Problem]:
    """A step of a procedure is either cited or marked as our advice."""
    for part, step in data.every(Step):
        at = Location(part.file, (*part.path, "key"))
        if step.own and step.cites:
            yield Problem("PRC1", at, f"步骤「{step.title}」既有引用又标了 own: true。", hint="二选一")
        elif not step.own and not step.cites:
            message = f"步骤「{step.title}」既没有引用，也没有标明 own: true（本站建议）。"
            yield Problem("PRC1", at, message, hint="二选一")


@rule(
    "PRC2",
    says="程序里的每个时限和数都有引用",
    why="时限算错会误事；每个数字都要能追到来源，本站不自定时限。",
    example=(
        "limits: [{text: 1 个月内}]",
        "limits: [{text: 1 个月内, cites: [{source: fz-2026, clause: 第七条, seen: second_hand}]}]",
    ),
)
def limits_are_cited(data: StandardsData) -> Iterator[Problem]:
    """Every limit of a step has a citation."""
    for part, limit in data.every(Limit):
        if not limit.cites:
            at = Location(part.file, (*part.path, "text"))
            yield Problem("PRC2", at, f"时限「{limit.text}」没有依据（cites）。", hint="补来源和条款")


@rule(
    "PRC3",
    says="步骤的材料要么是一张表单（form），要么写明材料名称（paper），二者有且只有一个",
    why="表单由本站提供空白件，其他材料要写清名称。",
    example=("papers: [{form: meeting-record, paper: 记录}]", "papers: [{form: meeting-record}]"),
)
def papers_are_a_form_or_a_name(data: StandardsData) -> Iterator[Problem]:
    """A paper of a step is exactly one of form and paper."""
    for part, paper in data.every(Paper):
        if bool(paper.form) == bool(paper.paper):
            message = "form 和 paper 要有一个，也只能有一个。"
            yield Problem("PRC3", Location(part.file, part.path), message, hint="二选一")


@rule(
    "PRC4",
    says="在培养的人用的程序里，不是表单的材料都有键（key），不和同一步里表单的编号相同",
    why="“有了”的钩按这个键存在浏览器里：没有键就没处存，名称改了字也不会丢钩。",
    example=("papers: [{paper: 入党申请书}]", "papers: [{paper: 入党申请书, key: application}]"),
)
def papers_that_are_ticked_have_a_key(data: StandardsData) -> Iterator[Problem]:
    """A browser keeps by its key whether a paper of somebody is there."""
    name = data.program.people.procedure
    procedure = data.procedures.get(name)
    for number, stage in enumerate(procedure.stages if procedure else ()):
        for index, step in enumerate(stage.steps):
            forms = [paper.form for paper in step.papers if paper.form]
            for place, paper in enumerate(step.papers):
                path: YamlPath = ("stages", number, "steps", index, "papers", place)
                if paper.paper and not paper.key:
                    at = Location(data.file_of("procedure", name), (*path, "paper"))
                    yield Problem("PRC4", at, f"材料「{paper.paper}」没有键（key）。", hint="补一个键")
                elif paper.key in forms:
                    at = Location(data.file_of("procedure", name), (*path, "key"))
                    yield Problem("PRC4", at, f"键「{paper.key}」是同一步里一张表单的编号。", hint="换一个键")


@rule(
    "DIF1",
    says="差异（C 号）和频次、门槛互相指认：记录写了 conflicts，差异里就要列它，反过来也一样；每条差异都有口径",
    why="差异页由这两处生成，只写一处，页面就会缺一边。",
    example=("conflicts: [C01, C09]  # 差异 C09 没有列这个频次", "conflicts: [C01]"),
)
def differences_and_records_name_each_other(data: StandardsData) -> Iterator[Problem]:
    """A difference lists exactly the records that carry its number, and has positions of its own if there are none."""
    listed: dict[tuple[str, str], set[str]] = {}
    for index, difference in enumerate(data.differences.differences):
        at = Location("standards_data/differences.yaml", ("differences", index, "id"))
        names = [("frequency", name) for name in difference.frequencies]
        names += [("threshold", name) for name in difference.thresholds]
        if not names and not difference.positions:
            yield Problem("DIF1", at, f"差异 {difference.id} 没有口径。", hint="列出频次、门槛，或写 positions")
        for key in names:
            listed.setdefault(key, set()).add(difference.id)
            record = data.of(key[0]).get(key[1])
            if record and difference.id not in record.conflicts:
                message = f"差异 {difference.id} 列了「{key[1]}」，但它的 conflicts 里没有 {difference.id}。"
                yield Problem("DIF1", at, message, hint=f"改 {data.file_of(*key)}，或从差异里去掉它")
    for kind, record in data.compared:
        for index, number in enumerate(record.conflicts):
            if number not in listed.get((kind, record.id), set()):
                at = Location(data.file_of(kind, record.id), ("conflicts", index))
                message = f"这里写了 {number}，但差异 {number} 没有列「{record.id}」。"
                yield Problem("DIF1", at, message, hint="在 standards_data/differences.yaml 里列上")


@rule(
    "DIF2",
    says="差异只取一条记录的几条口径（only）时，那条记录在这个差异里，口径也是它现有的",
    why="差异表只放这一处差异的写法，同一条记录里说别的事的口径不放进去；指错了，该放的就放不上。",
    example=(
        "only: [{frequency: branch-congress, positions: [schol]}]",
        "only: [{frequency: branch-congress, positions: [school_as_needed]}]",
    ),
)
def rows_of_conflicts_exist(data: StandardsData) -> Iterator[Problem]:
    """What a difference takes from a record is a position of it, and the record one of the difference's."""
    for part, difference in data.every(Difference):
        for index, rows in enumerate(difference.only):
            path: YamlPath = (*part.path, "only", index)
            kind, name = _record_of(rows)
            listed = difference.frequencies if kind == "frequency" else difference.thresholds
            if bool(rows.frequency) == bool(rows.threshold):
                message = "frequency 和 threshold 要有一个，也只能有一个。"
                yield Problem("DIF2", Location(part.file, path), message, hint="二选一")
            elif name not in listed:
                message = f"差异 {difference.id} 没有列「{name}」。"
                yield Problem("DIF2", Location(part.file, (*path, kind)), message, hint="先列上它，再写取哪几条")
            elif name in data.of(kind):
                keys = [position.key for position in data.of(kind)[name].positions]
                for place, key in enumerate(rows.positions):
                    if key not in keys:
                        at = Location(part.file, (*path, "positions", place))
                        where = f"{data.file_of(kind, name)} 的 positions"
                        yield unknown_value("DIF2", at, "口径", key, keys, where)


def _record_of(rows: RowsOfConflict) -> tuple[str, str]:
    return ("frequency", rows.frequency) if rows.frequency else ("threshold", rows.threshold or "")
