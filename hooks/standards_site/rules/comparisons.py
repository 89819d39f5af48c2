"""Frequencies and thresholds: positions stay apart, the adopted one exists, texts and references agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.model import BranchCheck
from ..data.periods import PERIODS
from ..data.problems import Location, Problem, unknown_value
from .registry import rule

PERIOD_WORDS = {period.every: name for name, period in PERIODS.items()}
"""The periods a text can name."""


@rule(
    "FRQ1",
    says="采用的口径必须是本记录里的一条口径",
    why="页面要标出采用哪一条。",
    example=(
        "adopted: {position: zb2018, why: 全国性规定。}  # 口径的键是 zb",
        "adopted: {position: zb, why: 全国性规定。}",
    ),
)
def adopted_positions_exist(data: StandardsData) -> Iterator[Problem]:
    """The adopted position is one of the record's positions."""
    for kind, record in data.compared:
        file = data.file_of(kind, record.id)
        keys = [position.key for position in record.positions]
        if record.adopted.position and record.adopted.position not in keys:
            at = Location(file, ("adopted", "position"))
            yield unknown_value("FRQ1", at, "口径", record.adopted.position, keys, "本记录的 positions")


@rule(
    "FRQ2",
    says="要点写明的周期（每月、每季度、每年……）要与它引用的频次里的口径一致",
    why="文字写“每季度”而引用的频次只有“每月”，必有一处写错。",
    example=(
        "text: 一般每半年召开一次。  # frequency: branch-congress 里只有每季度、每年",
        "text: 一般每季度召开一次。",
    ),
)
def texts_and_frequencies_agree(data: StandardsData) -> Iterator[Problem]:
    """A period named in a requirement's text is the period of a position of the frequency it refers to."""
    for item in data.items.values():
        for index, requirement in enumerate(item.requirements):
            frequency = data.frequencies.get(requirement.frequency or "")
            if frequency is None:
                continue
            periods = {position.per for position in frequency.positions}
            if not periods <= data.vocabulary.period.keys():
                continue  # REF2 says so
            for word in re.findall("|".join(PERIOD_WORDS), requirement.text):
                if PERIOD_WORDS[word] not in periods:
                    at = Location(data.file_of("item", item.id), ("requirements", index, "text"))
                    labels = "、".join(sorted(data.label("period", period) for period in periods))
                    message = f"要点写的是「{word}」，频次「{frequency.id}」里的周期只有：{labels}。"
                    yield Problem("FRQ2", at, message, hint="改文字或改引用的频次")


@rule(
    "FRQ3",
    says="来自八份来源文件的口径要写明事实行号（facts）",
    why="每条口径都要能对回事实总表里的那一行，避免来源互相混用。",
    example=(
        "- {key: nwnu, source: nwnu-2019, clause: 三（二）3, seen: original}",
        "- {key: nwnu, source: nwnu-2019, clause: 三（二）3, seen: original, facts: [F2-001]}",
    ),
)
def positions_name_their_fact_rows(data: StandardsData) -> Iterator[Problem]:
    """A position of a source document names its fact rows; one of a regulation has none."""
    for kind, record in data.compared:
        for index, position in enumerate(record.positions):
            source = data.sources.get(position.source)
            if source and not source.is_national and not position.facts:
                at = Location(data.file_of(kind, record.id), ("positions", index, "key"))
                yield Problem("FRQ3", at, f"口径「{position.key}」没有写事实行号。", hint="补 facts: [F2-001]")


@rule(
    "FRQ4",
    says="频次和门槛都有人用：至少被一个条目引用，或在 notes 里写明为什么只作对照",
    why="没有条目引用又没有说明的频次，读者不知道它有什么用。",
    example=("id: old-lecture  # 没有条目引用，也没有 notes", "notes: [只作对照：高校支部不用这个数。]"),
)
def comparisons_are_used(data: StandardsData) -> Iterator[Problem]:
    """Every frequency and threshold is referred to by a requirement or says in its notes why not."""
    if not data.is_whole("item"):
        return  # the references of a record that could not be read are not known
    used = {requirement.frequency for item in data.items.values() for requirement in item.requirements}
    used |= {
        name for item in data.items.values() for requirement in item.requirements for name in requirement.thresholds
    }
    if not used - {None} <= data.known_ids["frequency"] | data.known_ids["threshold"]:
        return  # a misspelt reference is REF1; the record that was meant is not unused
    for kind, record in data.compared:
        if record.id not in used and not record.notes:
            at = Location(data.file_of(kind, record.id), ("id",))
            yield Problem("FRQ4", at, f"「{record.id}」没有条目引用，也没有说明。", hint="引用它或写 notes")


@rule(
    "FRQ5",
    says="支部情况的检查（branch_checks）要指明门槛里现有的口径，并且那条口径有要查的数",
    why="支部页上的“需要处理”和“提示”由它们生成；指错了就查不出来。",
    example=(
        "- {threshold: branch-max-members, position: zb2018, bound: at_most}  # 口径的键是 zb",
        "- {threshold: branch-max-members, position: zb, bound: at_most}",
    ),
)
def checks_point_at_numbers(data: StandardsData) -> Iterator[Problem]:
    """A check of branch facts names positions of its threshold, and the bound it checks is given there."""
    for part, check in data.every(BranchCheck):
        threshold = data.thresholds.get(check.threshold)
        if threshold is None:
            continue
        positions = {position.key: position for position in threshold.positions}
        for name in ("position", "basis"):
            named = getattr(check, name)
            if named is None and threshold.adopted.position is None:
                at = Location(part.file, (*part.path, "threshold"))
                message = f"「{threshold.id}」没有采用的口径，要写明 {name}。"
                yield Problem("FRQ5", at, message, hint=f"补写 {name}")
            elif named is not None and named not in positions:
                at = Location(part.file, (*part.path, name))
                where = f"{data.file_of('threshold', threshold.id)} 的 positions"
                yield unknown_value("FRQ5", at, "口径", named, positions, where)
        used = check.position or threshold.adopted.position
        number = positions[used].number if used in positions else None
        if used in positions and (number is None or (getattr(number, check.bound) is None and number.exactly is None)):
            message = f"口径「{used}」没有 {check.bound} 这个数。"
            yield Problem("FRQ5", Location(part.file, (*part.path, "bound")), message, hint="换口径，或补上数")
