"""Short forms of long requirements: written by hand, whole, and in step with what they are short for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.model import Item, Requirement
from ..data.problems import Location, Problem
from ..data.quotes.marks import CITED, OWN, in_words, marks
from ..data.quotes.number_words import Phrase, phrases
from ..data.record import NAME_LENGTH, name_fields
from .registry import rule

PLACE = 60
"""Characters that a list of requirements takes for each of them; what is longer needs a short form."""
LEFT_OUT = "见条目"
"""With these words a short form says that the whole text names more numbers or words of obligation."""

_NUMBER = re.compile(
    r"(?<![A-Za-z.\d])\d+(?:\.\d+)?"
    r"|[一二三四五六七八九]分之[一二三四五六七八九]|半数|每(?:半年|季度|学期|月|年)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MODAL = re.compile("应当|必须|不得|一般|可以|倡导|鼓励")
_STANDING = re.compile("待核|本地")
_BASE = re.compile("有表决权|有选举权|应到会|实到会|正式党员")
_ONLY_LEFT_OUT = re.compile(f"(?:^|[，；：、（]){LEFT_OUT}")
_OPEN_END = re.compile(r"(?:[、，：；]|包括|例如|分别是)[。]?$")


@rule(
    "SHT1",
    says=f"要点不止一句，或者超过 {PLACE} 字的，另写一句短的（short）：不超过 {PLACE} 字，只有一句，不停在列举中间",
    why="表单库、证据表、支部页上只放得下一句；程序不替人截断，截断会丢掉例外和待核。",
    example=("text: 年初有计划。年底有总结。", "{text: 年初有计划。年底有总结。, short: 年初有计划，年底有总结。}"),
)
def long_requirements_have_a_short_form(data: StandardsData) -> Iterator[Problem]:
    """A requirement of several sentences, or of more characters than a list takes, has a whole short form."""
    for part, requirement in data.every(Requirement):
        text, short = in_words(data, requirement.text), in_words(data, requirement.short)
        if "<" in text or "<" in short:
            continue  # what it quotes is not there: QUO1
        if not short and is_long(text):
            why = "不止一句" if len(text) <= PLACE else f"有 {len(text)} 字"
            message = f"要点「{requirement.key}」{why}，放不进列表。"
            yield Problem("SHT1", Location(part.file, (*part.path, "text")), message, hint="写一句短的：short")
        elif short and (is_long(short) or len(short) >= len(text) or _ends_inside_a_list(text, short)):
            message = f"要点「{requirement.key}」的 short 不是一句完整的短句。"
            hint = f"一句，不超过 {PLACE} 字，比 text 短，不停在列举中间"
            yield Problem("SHT1", Location(part.file, (*part.path, "short")), message, hint=hint)


@rule(
    "SHT2",
    says="短的（short）保留原文的数、情态词、比例的基数（有表决权、应到会……）、“待核”“本地”和说话的来源"
    f"（来源文件里的 called）；数、情态词和基数放不下的，写“{LEFT_OUT}”，前面写明是什么",
    why="审批 3 个月后面还有特殊的 6 个月，只写一半，读的人就以为没有；少了“西北师大”，一个学校的要求就成了支部的。",
    example=(
        "{text: 应当在 3 个月内办完；特殊的可以延长。不得超过 6 个月。, short: 应当在 3 个月内办完。}",
        "{text: 应当在 3 个月内办完；特殊的可以延长。不得超过 6 个月。, short: 应当在 3 个月内办完，特殊的见条目。}",
    ),
)
def short_forms_keep_numbers_and_words_of_obligation(data: StandardsData) -> Iterator[Problem]:
    """A short form has the numbers, modal words, marks and speakers of its long form, or says what it leaves out."""
    called = {source.called for source in data.sources.values() if source.called}
    for part, requirement in data.every(Requirement):
        if not requirement.short:
            continue
        text, short = in_words(data, requirement.text), in_words(data, requirement.short)
        lost = _words(_STANDING, text) - _words(_STANDING, short)
        lost |= {name for name in called if name in text and name not in short}
        if LEFT_OUT not in short:
            for kept in (_MODAL, _NUMBER, _BASE):
                lost |= _words(kept, text) - _words(kept, short)
            lost |= _only_in(requirement.text, short)
        elif _ONLY_LEFT_OUT.search(short):
            at = Location(part.file, (*part.path, "short"))
            message = f"要点「{requirement.key}」的 short 没有说“{LEFT_OUT}”的是什么。"
            yield Problem("SHT2", at, message, hint=f"写明省了什么，例如“各档比例{LEFT_OUT}”")
        added = _words(_NUMBER, short) - _words(_NUMBER, text) | _only_in(requirement.short, text)
        for words, what in ((lost, "没有原文的"), (added, "写了原文没有的")):
            if words:
                at = Location(part.file, (*part.path, "short"))
                message = f"要点「{requirement.key}」的 short {what}「{'」「'.join(sorted(words))}」。"
                yield Problem("SHT2", at, message, hint=f"补上、改正，或写“{LEFT_OUT}”")


@rule(
    "SHT3",
    says=f"每个条目写明自查时查什么（check）：一句话，不超过 {PLACE} 字，不照抄某一条要点，也不写是哪个单位的要求",
    why="自查表、支部页上只有这一句；照抄第一条要点，写的往往是某一个单位的要求。",
    example=("check: 每季度召开 1 次。  # 照抄了要点", "check: 看每个季度有没有会议记录，签名全不全。"),
)
def items_say_what_to_look_at(data: StandardsData) -> Iterator[Problem]:
    """Every item says in one sentence what to look at in a self-check, in no requirement's words, for every branch."""
    units = {one.called for one in data.sources.values() if one.called and not one.is_national}
    for part, item in data.every(Item):
        check = in_words(data, item.check)
        whose = sorted(name for name in units if name in check)
        copied = any(check and check.rstrip("。") in in_words(data, one.text) for one in item.requirements)
        if not check:
            message = f"条目 {item.id} 没有写自查时查什么。"
            yield Problem(
                "SHT3", Location(part.file, (*part.path, "id")), message, hint="写一句 check：看哪份记录、看什么"
            )
        elif is_long(check) or copied:
            message = f"条目 {item.id} 的 check {'照抄了一条要点' if copied else '不是一句短句'}。"
            hint = f"写一句，不超过 {PLACE} 字：看哪份记录、看什么"
            yield Problem("SHT3", Location(part.file, (*part.path, "check")), message, hint=hint)
        elif whose:
            message = f"条目 {item.id} 的 check 写着「{'」「'.join(whose)}」，不是对每个支部都适用。"
            hint = "写看哪份记录、看什么，不写是哪个单位的要求"
            yield Problem("SHT3", Location(part.file, (*part.path, "check")), message, hint=hint)


@rule(
    "SHT4",
    says=f"名称写出引用的数以后，不超过 {NAME_LENGTH} 字",
    why="名称是标题、栏目和文件名；引用写在文件里短，写出来可能放不下。",
    example=("summary: 一般<congress>，……  # 写出来有 111 字", "summary: 一般<congress>"),
)
def names_are_short_when_written_out(data: StandardsData) -> Iterator[Problem]:
    """No name is longer than a name may be once the numbers it quotes are written out."""
    for part, path, text in data.all_texts:
        if "<" in text and path[0] in name_fields(type(part.value)):
            written = len(in_words(data, text))
            if written > NAME_LENGTH:
                message = f"写出来有 {written} 字，最多 {NAME_LENGTH} 字。"
                yield Problem("SHT4", Location(part.file, (*part.path, *path)), message, hint="写短一些")


def is_long(text: str) -> bool:
    """Return whether a text is more than one sentence, or longer than a list takes."""
    return "。" in text.rstrip("。") or len(text) > PLACE


def _ends_inside_a_list(text: str, short: str) -> bool:
    """Return whether a short form stops where the list of the long one goes on."""
    last = re.split("[、，：；]", short.rstrip("。"))[-1]
    return bool(_OPEN_END.search(short)) or ("、" in short and f"、{last}、" in text)


def _only_in(authored: str, other: str) -> set[str]:
    """Return the numbers that marks call ours or a source's in one text, and that are not said in the other."""
    words = {" ".join(mark.forms[mark.head == CITED :]) for mark in marks(authored) if mark.head in (OWN, CITED)}
    said = {pair for phrase in phrases(other) for pair in _said_by(phrase)} if words else set()
    return {one.in_text(text) for text in words for one in phrases(text) if not _said_by(one) <= said}


def _said_by(phrase: Phrase) -> set[tuple[float, str]]:
    return {(value, phrase.unit) for value in phrase.values or (0,)}


def _words(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found for found in pattern.findall(text) if not _YEAR.fullmatch(found)}
