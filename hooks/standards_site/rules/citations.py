"""Every fact has a source that carries it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..data.confirmed import OPEN, ORIGINAL, covers
from ..data.load import StandardsData
from ..data.model import (
    Alike,
    Aspect,
    Citation,
    Form,
    GoesTo,
    GuidanceTask,
    LedgerDocument,
    Mistake,
    Requirement,
)
from ..data.problems import Location, Problem, nearest
from .registry import rule

TOLD: tuple[type[Any], ...] = (Aspect, GuidanceTask)
TOLD_OR_OWN: tuple[type[Any], ...] = (Mistake, GoesTo, LedgerDocument, Alike)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
# 一百二十, 一百零五, 一百一十, 十二, 九; after a hundred the ten has its digit and a lone one its zero
_NUMERAL = re.compile(
    "(?P<hundreds>[一二三四五六七八九]百)?"
    "(?P<tens>(?(hundreds)[一二三四五六七八九]十|[一二三四五六七八九]?十))?"
    "(?P<ones>(?(tens)[一二三四五六七八九]|(?(hundreds)零[一二三四五六七八九]|[一二三四五六七八九])))?"
)


@rule(
    "CIT1",
    says="要点、程序要点、月度任务必须有引用；常见错误、台账材料、表单、去向、条目的关系（alike）要么有引用，"
    "要么标 own: true",
    why="网站上的每个数字、每项要求都要能追到来源；来源没有说的要标明是本站自拟。",
    example=(
        "{key: hold, text: 一般每季度召开一次。, cites: []}",
        "{key: hold, text: 一般每季度召开一次。, cites: [{source: zb-2018, clause: 第十一条, seen: second_hand}]}",
    ),
)
def facts_are_cited(data: StandardsData) -> Iterator[Problem]:
    """Requirements, aspects and tasks carry citations; what else is told may be marked as our own instead."""
    for part, requirement in data.every(Requirement):
        if not requirement.cites:
            at = Location(part.file, (*part.path, "text"))
            yield Problem("CIT1", at, f"要点「{requirement.key}」没有依据（cites）。", hint="补来源和条款")
    for model in TOLD:
        for part, told in data.every(model):
            if not told.cites:
                at = Location(part.file, (*part.path, "text"))
                yield Problem("CIT1", at, "这一条没有依据（cites）。", hint="补来源和条款")
    for model in TOLD_OR_OWN:
        for part, entry in data.every(model):
            if bool(entry.cites) == entry.own:
                at = Location(part.file, part.path)
                yield Problem("CIT1", at, _either_message(own=entry.own), hint="二选一")
    for part, form in data.every(Form):
        if bool(form.cites) == form.own:
            at = Location(part.file, ("title",))
            yield Problem("CIT1", at, _either_message(own=form.own), hint="cites 和 own 二选一")


def _either_message(*, own: bool) -> str:
    return "既有引用又标了 own: true。" if own else "既没有引用，也没有标明 own: true（本站自拟）。"


@rule(
    "CIT2",
    says="引用的条款不能超出文件的最后一条",
    why="超出最后一条的条款不存在，多半是抄错了号。",
    example=(
        "cites: [{source: zb-2018, clause: 第四十五条, seen: second_hand}]  # 这份文件只有 37 条",
        "cites: [{source: zb-2018, clause: 第三十五条, seen: second_hand}]",
    ),
)
def clauses_exist(data: StandardsData) -> Iterator[Problem]:
    """A cited article number is not beyond the last article of its source."""
    for part, cited in data.citations:
        source = data.sources.get(cited.source)
        if source is None or source.last_clause is None:
            continue
        for number in article_numbers(cited.clause):
            if not 1 <= number <= source.last_clause:
                message = f"{source.short}只有 {source.last_clause} 条，没有「{cited.clause}」。"
                yield Problem("CIT2", Location(part.file, (*part.path, "clause")), message, hint="核对条款号")


@rule(
    "CIT3",
    says="引用已被替代的文件要写明原因（because）",
    why="旧规定不能再当依据；确需引用（如说明新旧变化）时写清为什么。",
    example=(
        "cites: [{source: fz-2014, clause: 第十三条, seen: second_hand}]",
        "cites: [{source: fz-2014, clause: 第十三条, seen: second_hand, because: 说明新旧变化}]",
    ),
)
def superseded_sources_need_a_reason(data: StandardsData) -> Iterator[Problem]:
    """A citation of a superseded source says why it is cited."""
    for part, cited in data.citations:
        source = data.sources.get(cited.source)
        if source and source.superseded_by and isinstance(cited, Citation) and not cited.because:
            message = f"{source.short}已被「{source.superseded_by}」替代，引用它要写 because。"
            yield Problem("CIT3", Location(part.file, (*part.path, "source")), message, hint="改引新文件，或写明原因")


@rule(
    "CIT4",
    says="每个来源至少被引用一次",
    why="没有被引用的来源只会让依据页变长；不用就删掉。",
    example=(
        "id: college  # sources/college.yaml，没有一处引用",
        "cites: [{source: college, clause: 第三条, seen: original}]  # 引用它，或删掉那个文件",
    ),
)
def sources_are_used(data: StandardsData) -> Iterator[Problem]:
    """Every source is cited by something or named as a successor."""
    if not data.is_whole():
        return  # the citations of a record that could not be read are not known
    used = {cited.source for _, cited in data.citations}
    used |= {source.superseded_by for source in data.sources.values() if source.superseded_by}
    used |= {catalog.source for catalog in data.catalogs.values() if catalog.source}
    if not used <= data.known_ids["source"]:
        return  # a misspelt reference is REF1; the source that was meant is not unused
    for source in data.sources.values():
        if source.id not in used:
            at = Location(data.file_of("source", source.id), ("id",))
            yield Problem("CIT4", at, f"来源「{source.id}」没有被任何记录引用。", hint="引用它或删掉它")


@rule(
    "CIT5",
    says="被替代的文件写明替代它的文件，反之亦然",
    why="“已废止”的标记和替代关系要对得上，读者才知道该看哪一份。",
    example=("status: superseded", "status: superseded\nsuperseded_by: fz-2026"),
)
def superseded_status_names_the_successor(data: StandardsData) -> Iterator[Problem]:
    """A source has the status superseded exactly if it names its successor."""
    for source in data.sources.values():
        if (source.status == "superseded") != bool(source.superseded_by):
            at = Location(data.file_of("source", source.id), ("status",))
            yield Problem("CIT5", at, "状态 superseded 和 superseded_by 要同时写。", hint="补另一项")


@rule(
    "SEE1",
    says="核对过原文的条款（来源的 confirmed）是引用它的地方写的条款，那些地方还没有标原文",
    why="一处写上，引用它的各处都显示“原文”；写错的条款没有一处引用，等于没有核对。",
    example=("confirmed: [第11条]  # 各处引用写的是第十一条", "confirmed: [第十一条]"),
)
def confirmed_clauses_are_cited(data: StandardsData) -> Iterator[Problem]:
    """A confirmed clause is cited, and not as seen already at every place."""
    if not data.is_whole():
        return  # the citations of a record that could not be read are not known
    for source in data.sources.values():
        if not source.confirmed:
            continue
        cited = [(cited.clause, cited.seen) for _, cited in data.citations_by_source.get(source.id, ())]
        open_clauses = {clause for clause, seen in cited if seen != ORIGINAL and clause != OPEN}
        for index, clause in enumerate(source.confirmed):
            if not any(covers([clause], one) for one in open_clauses):
                at = Location(data.file_of("source", source.id), ("confirmed", index))
                message = f"没有还未标原文的地方引用「{clause}」{nearest(clause, open_clauses) or '。'}"
                yield Problem("SEE1", at, message, hint="照引用的写法写；没有引用的删掉")


@rule(
    "SEE2",
    says="同一来源的同一条款，不能一处标原文、另一处没有标；核对过的写进来源的 confirmed",
    why="核对过的条款处处都算核对过；只改一处，别的页面还写着“转述”。",
    example=(
        "cites: [{source: zb-2018, clause: 第四条, seen: original}]  # 别处还是 second_hand",
        "confirmed: [第四条]  # 写在 sources/zb-2018.yaml，各处一起变",
    ),
)
def clauses_are_seen_alike(data: StandardsData) -> Iterator[Problem]:
    """A clause that was seen at one place was seen at all."""
    for source_id, places in data.citations_by_source.items():
        source = data.sources.get(source_id)
        if source is None:
            continue
        unseen = Counter(cited.clause for _, cited in places if cited.seen != ORIGINAL and cited.clause != OPEN)
        for part, cited in places:
            if cited.seen == ORIGINAL and cited.clause in unseen and not covers(source.confirmed, cited.clause):
                count = unseen.pop(cited.clause)  # told once for all places
                at = Location(part.file, (*part.path, "seen"))
                message = f"{source.short}「{cited.clause}」这里标了原文，另有 {count} 处没有。"
                file = data.file_of("source", source_id)
                yield Problem("SEE2", at, message, hint=f"核对过的，写进 {file} 的 confirmed，各处一起变")


def article_numbers(clause: str) -> list[int]:
    """Return the article numbers named as 第…条 in `clause`; Chinese numerals up to 999 and Arabic ones.

    0 stands for a numeral that cannot be read.
    """
    return [_number(text) for text in re.findall(r"第([零〇一二两三四五六七八九十百千\d]+)条", clause)]


def _number(text: str) -> int:
    if text.isdigit():
        return int(text[:9])
    read = _NUMERAL.fullmatch(text)
    if read is None:
        return 0
    hundreds, tens, ones = read["hundreds"], read["tens"], read["ones"]
    return 100 * _digit(hundreds, "百") + 10 * _digit(tens, "十") + (_DIGITS[ones[-1]] if ones else 0)


def _digit(written: str | None, unit: str) -> int:
    """Return the digit before `unit`: 十 alone is one ten."""
    return 0 if not written else _DIGITS[written.removesuffix(unit) or "一"]
