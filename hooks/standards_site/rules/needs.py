"""What the program itself goes by is in the data: words, records and numbers that the code names."""

from __future__ import annotations

from collections.abc import Iterator

from ..calculators import RULES_FROM, THRESHOLDS, Needed, in_parts, needed_numbers
from ..deadlines import ELECTION
from ..load import DATA, FOLDERS, StandardsData
from ..model import LEDGER_FORM, Needs, Vocabulary
from ..problems import Location, Problem, nearest
from . import rule

VOCABULARY = f"{DATA}/vocabulary.yaml"
RECORDS = (
    ("frequency", ELECTION, "换届的时限由它推算"),
    ("procedure", RULES_FROM, "计算器要知道发展党员的规则从哪天起用"),
    ("form", LEDGER_FORM, "自查的整改台账照它的栏目导出"),
    *(("threshold", name, "计算器用到它") for name in THRESHOLDS),
)


@rule(
    "NED1",
    says="程序认得的词都在词表里；有的词表只能有这些词",
    why="程序按这些词决定怎样计算、怎样排版；少了或改了名，页面会算错或者生成不出来。",
    example=(
        "general: {label: 一般, meaning: 有特殊情况可以变通。}  # 程序要用 generally",
        "generally: {label: 一般, meaning: 有特殊情况可以变通。}",
    ),
)
def words_of_the_program_are_there(data: StandardsData) -> Iterator[Problem]:
    """Every word that the code goes by stands in vocabulary.yaml, and no other where it knows no other."""
    for name, field in Vocabulary.model_fields.items():
        for needs in (mark for mark in field.metadata if isinstance(mark, Needs)):
            words = getattr(data.vocabulary, name)
            for word in needs.words:
                if word not in words:
                    at = Location(VOCABULARY, (name,), on_key=True)
                    yield Problem(
                        "NED1", at, f"「{name}」里少了「{word}」，程序要用它。", hint="补上这个词，不改它的键"
                    )
            for word in words if needs.only else ():
                if word not in needs.words:
                    at = Location(VOCABULARY, (name, word), on_key=True)
                    message = f"程序不认得「{name}」里的「{word}」{nearest(word, needs.words) or '。'}"
                    yield Problem("NED1", at, message, hint="只能有：" + "、".join(needs.words))


@rule(
    "NED2",
    says="程序点名要用的记录都在：计算器的门槛、换届的频次、发展党员的程序、整改台账的表单",
    why="这些编号写在程序里；记录没有了或改了编号，用它的页面就生成不出来。",
    example=("id: dues-max  # 原来是 dues-cap，计算器用它", "id: dues-cap"),
)
def records_of_the_program_are_there(data: StandardsData) -> Iterator[Problem]:
    """Every record that the code names exists."""
    for kind, record_id, use in RECORDS:
        if record_id not in data.known_ids[kind]:
            file = f"{DATA}/{FOLDERS[kind][0]}/{record_id}.yaml"
            yield Problem("NED2", Location(file), f"缺文件 {file}：{use}。", hint="从版本库恢复它，不改它的编号")
    rules = data.of("procedure").get(RULES_FROM)
    if rules and not rules.effective_from:
        at = Location(data.file_of("procedure", RULES_FROM), ("title",))
        yield Problem("NED2", at, "计算器要知道规则从哪天起用，这里没有写（effective_from）。", hint="补写日期")


@rule(
    "NED3",
    says="计算器用到的数都在门槛里，是整数（党费可以有小数），大小合理",
    why="计算器直接取这些数；少一个、写成不可能的数，就算不出来或者算错。",
    example=("number: {more_than: 100}  # 赞成票要过的百分比", "number: {more_than: 50}"),
)
def numbers_of_the_calculators_are_there(data: StandardsData) -> Iterator[Problem]:
    """Every number that the calculators go by is given by its position, and makes sense."""
    for needed in needed_numbers():
        threshold = data.of("threshold").get(needed.threshold)
        if threshold is None:
            continue  # NED2 or its own file says so
        file = data.file_of("threshold", needed.threshold)
        place = next((i for i, entry in enumerate(threshold.positions) if entry.key == needed.position), None)
        if place is None:
            message = f"缺少口径「{needed.position}」：计算器要用它的数（{needed.bound}）。"
            yield Problem("NED3", Location(file, ("positions",), on_key=True), message, hint="补上，不改它的键")
            continue
        number = threshold.positions[place].number
        if in_parts(number, needed) is None:
            path = ("positions", place, *(("number",) if number else ()))
            given = getattr(number, needed.bound) if number else None
            written = "没有写" if given is None else f"写的是 {given}"
            message = f"口径「{needed.position}」的 {needed.bound} {written}，计算器要用它：{_wanted(needed)}。"
            yield Problem("NED3", Location(file, path), message, hint="核对这个数")


def _wanted(needed: Needed) -> str:
    places = len(str(needed.parts)) - 1
    return f"大于 0、不大于 {needed.most} 的" + (f"数，小数不超过 {places} 位" if places else "整数")
