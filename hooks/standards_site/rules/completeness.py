"""A catalog that promises complete items keeps the promise: depth, records, judging, no copied sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.model import Applies, Item
from ..data.problems import Location, Problem
from ..data.yaml_positions import YamlPath
from .registry import rule

_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百每逐全]")


def _complete_items(data: StandardsData) -> Iterator[tuple[str, Item]]:
    for item in data.items.values():
        catalog = data.catalogs.get(data.item_catalog[item.id])
        if catalog and catalog.complete:
            yield data.file_of("item", item.id), item


@rule(
    "CPL1",
    says="完整条目写全：目的、至少两条要点、至少两个阶段的做法（每阶段至少两步）、材料、判定、至少三条常见错误、责任人",
    why="新任书记只看这一页就能把事办成；缺一块，这一页就不能用。",
    example=('purpose: ""', "purpose: 班子到期就选、缺人就补，选出来的人有效。"),
)
def complete_items_are_complete(data: StandardsData) -> Iterator[Problem]:
    """An item of a complete catalog has every part, in the promised depth."""
    for file, item in _complete_items(data):
        for name, least, found in (
            ("purpose", 1, len(item.purpose)),
            ("requirements", 2, len(item.requirements)),
            ("how_to", 2, len(item.how_to)),
            ("keep", 1, len(item.keep)),
            ("judge", 1, int(item.judge is not None)),
            ("mistakes", 3, len(item.mistakes)),
            ("roles", 1, int(item.roles is not None)),
        ):
            if found < least:
                at = Location(file, (name,), on_key=True)
                message = f"「{name}」至少要 {least} 条，现在 {found} 条。" if least > 1 else f"缺少「{name}」。"
                yield Problem("CPL1", at, message, hint="补写内容")
        for index, phase in enumerate(item.how_to):
            if len(phase.steps) < 2:
                at = Location(file, ("how_to", index, "title"))
                yield Problem("CPL1", at, f"阶段「{phase.title}」至少要两步。", hint="补写步骤")


@rule(
    "CPL2",
    says="每条“应当”都留下材料：材料的 proves 要覆盖完整条目里所有情态为 must 的要点",
    why="做了却没有材料，检查时说不清；有材料却不知道证明什么，就会越积越多。",
    example=("proves: []  # 要点 request 是“应当”，没有材料证明它", "proves: [request]"),
)
def duties_leave_records(data: StandardsData) -> Iterator[Problem]:
    """Every requirement with the modality must is proved by a kept record."""
    for file, item in _complete_items(data):
        proved = {key for kept in item.keep for key in kept.proves}
        for index, requirement in enumerate(item.requirements):
            if requirement.modality == "must" and requirement.key not in proved:
                at = Location(file, ("requirements", index, "key"))
                yield Problem(
                    "CPL2",
                    at,
                    f"要点「{requirement.key}」是“应当”，但没有材料证明它。",
                    hint="在 keep 里写 proves",
                )


@rule(
    "CPL3",
    says="“达到”的判定写明看什么材料、在哪个台账、多少：文字里有所留材料的名称、台账的名称和数量",
    why="只写“落实到位”没有法子判定；写明材料、位置、数量，谁来看都是一个结果。",
    example=("met: 会议开得好，记录完整。", "met: 工作记录里每季度有 1 份会议记录表。"),
)
def met_names_record_place_and_number(data: StandardsData) -> Iterator[Problem]:
    """The text for met names a kept record, the ledger it is filed in, and how many."""
    for file, item in _complete_items(data):
        if item.judge is None or not item.keep:
            continue
        text = item.judge.met
        forms, ledgers_of = data.forms, data.ledgers
        if any((kept.form and kept.form not in forms) or kept.ledger not in ledgers_of for kept in item.keep):
            continue  # REF1 or the file itself says so
        records = [forms[kept.form].title for kept in item.keep if kept.form]
        records += [kept.paper for kept in item.keep if kept.paper]
        ledgers = [ledgers_of[kept.ledger].title for kept in item.keep]
        for what, names in (("材料名称", records), ("台账名称", ledgers)):
            if names and not any(name in text for name in names):
                message = f"“达到”里没有写{what}。"
                yield Problem("CPL3", Location(file, ("judge", "met")), message, hint="可写：" + "、".join(names))
        if not _NUMBER.search(text):
            yield Problem("CPL3", Location(file, ("judge", "met")), "“达到”里没有写数量。", hint="写明几次、几份")


@rule(
    "CPL4",
    says="同一句话不能出现在两个条目里",
    why="抄来抄去的句子对谁都不具体；相同的内容写在一处，另一处用 related 指过去。",
    example=("steps: [先把时间和议题告诉每个人。]  # C1 里有一样的一句", "steps: [把表决的事项和票数要求写进通知。]"),
)
def no_sentence_stands_twice(data: StandardsData) -> Iterator[Problem]:
    """No sentence of twelve or more characters stands in two items of complete catalogs."""
    first: dict[str, str] = {}
    for file, item in _complete_items(data):
        for path, text in _texts(item):
            for sentence in _sentences(text):
                owner = first.setdefault(sentence, item.id)
                if owner != item.id:
                    message = f"这句话已经写在 {owner} 里：「{sentence}」。"
                    yield Problem("CPL4", Location(file, path), message, hint="换成只属于本条目的写法")


def _sentences(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in re.split(r"[。；！？]", text)) if len(part) >= 12]


def _texts(item: Item) -> Iterator[tuple[YamlPath, str]]:
    yield ("purpose",), item.purpose
    for index, requirement in enumerate(item.requirements):
        yield ("requirements", index, "text"), requirement.text
    for index, phase in enumerate(item.how_to):
        for place, step in enumerate(phase.steps):
            yield ("how_to", index, "steps", place), step
    if item.judge:
        for name in ("met", "partly", "unmet"):
            yield ("judge", name), getattr(item.judge, name)
    for index, mistake in enumerate(item.mistakes):
        yield ("mistakes", index, "text"), mistake.text
        if mistake.rectification:
            for name in ("measure", "proof", "close_out"):
                yield ("mistakes", index, "rectification", name), getattr(mistake.rectification, name)
    for index, note in enumerate(item.notes):
        yield ("notes", index), note


@rule(
    "CPL5",
    says="材料要么是一张表单（form），要么写明材料名称（paper），二者有且只有一个",
    why="表单由本站提供空白件，其他材料要写清名称，混写会两头落空。",
    example=(
        "- {form: meeting-record, paper: 会议记录, ledger: work-records}",
        "- {form: meeting-record, ledger: work-records}",
    ),
)
def kept_records_are_a_form_or_a_paper(data: StandardsData) -> Iterator[Problem]:
    """A kept record is exactly one of form and paper."""
    for item in data.items.values():
        for index, kept in enumerate(item.keep):
            if bool(kept.form) == bool(kept.paper):
                at = Location(data.file_of("item", item.id), ("keep", index))
                yield Problem("CPL5", at, "form 和 paper 要有一个，也只能有一个。", hint="二选一")


@rule(
    "CPL6",
    says="有适用条件的条目、要点和频次要写明不适用时怎么办（otherwise）",
    why="不适用的支部要知道为什么不适用、改做什么。",
    example=(
        "applies: {when: {committee: true}}",
        "applies: {when: {committee: true}, otherwise: 不设支委会的，由书记办。}",
    ),
)
def conditions_say_what_happens_otherwise(data: StandardsData) -> Iterator[Problem]:
    """An item, requirement or frequency with a condition says what happens otherwise."""
    for item in data.items.values():
        places: list[tuple[YamlPath, Applies]] = [(("applies",), item.applies)]
        places += [(("requirements", i, "applies"), r.applies) for i, r in enumerate(item.requirements) if r.applies]
        for path, applies in places:
            yield from _without_otherwise(Location(data.file_of("item", item.id), path, on_key=True), applies)
    for frequency in data.frequencies.values():
        if frequency.applies:
            at = Location(data.file_of("frequency", frequency.id), ("applies",), on_key=True)
            yield from _without_otherwise(at, frequency.applies)


def _without_otherwise(at: Location, applies: Applies) -> Iterator[Problem]:
    if applies.when != "always" and not applies.otherwise:
        yield Problem("CPL6", at, "有条件，但没有写不适用时怎么办（otherwise）。", hint="补 otherwise")


@rule(
    "CPL7",
    says="完整条目的每条常见错误都写怎样整改（rectification）：怎么改、凭什么证明、什么时候销号",
    why="只说错在哪里，支部就各想各的办法：补造记录，或者写一句“加强学习”就销了号。",
    example=(
        "- {text: 没有决议。, own: true}",
        "- text: 没有决议。\n  own: true\n  rectification: {measure: 下次会逐件定。, proof: 记录里有决议。, "
        "close_out: 连着两次会都有决议。}",
    ),
)
def usual_mistakes_say_how_to_put_them_right(data: StandardsData) -> Iterator[Problem]:
    """Every usual mistake of an item of a complete catalog has its rectification."""
    for file, item in _complete_items(data):
        for index, mistake in enumerate(item.mistakes):
            if mistake.rectification is None:
                at = Location(file, ("mistakes", index, "text"))
                yield Problem(
                    "CPL7",
                    at,
                    "这条常见错误没有写怎样整改（rectification）。",
                    hint="补三样：怎么改、凭什么证明、什么时候销号",
                )
