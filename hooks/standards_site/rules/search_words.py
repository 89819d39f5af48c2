"""The words of the search: every question leads to one place, and no word says two things."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import DATA, StandardsData
from ..data.model import AnsweredBy
from ..data.problems import Location, Problem, nearest
from .registry import rule

SEARCH = f"{DATA}/search.yaml"
_INSIDE = {"requirement": "item", "step": "procedure"}
"""What is named by its key, and the record in which it stands."""


@rule(
    "SCH1",
    says="每个常问的问题正好指向一处，那一处是有的",
    why="搜索把问题直接连到答案；指向两处或者没有的地方，点开就找不到答案。",
    example=(
        "{ask: 什么时候转正, answer: {}}",
        "{ask: 什么时候转正, answer: {threshold: probation-period}}",
    ),
)
def questions_are_answered(data: StandardsData) -> Iterator[Problem]:
    """Every question names one record, or a part of one, that is there."""
    for place, question in enumerate(data.search.questions):
        path = ("questions", place, "answer")
        given = {name: value for name, value in question.answer if value is not None}
        records = {_INSIDE.get(name, name) for name in given}
        if len(records) != 1 or not records <= given.keys():
            said = "、".join(given) or "没有写"
            message = f"「{question.ask}」的答案要正好指向一处，现在：{said}。"
            yield Problem("SCH1", Location(SEARCH, path), message, hint="只留一处；要点连同条目、步骤连同程序一起写")
        for name, value in given.items():
            known = _keys(data, name, question.answer)
            if known is not None and value not in known:
                message = f"「{question.ask}」指向的「{value}」不存在{nearest(value, known) or '。'}"
                yield Problem("SCH1", Location(SEARCH, (*path, name)), message, hint="改成有的")


def _keys(data: StandardsData, name: str, answer: AnsweredBy) -> list[str] | None:
    """Return the keys that a part may be named by; nothing where another rule looks, or the record is missing."""
    if name == "calculator":
        return list(type(data.program.calculators).model_fields)
    item, procedure = data.items.get(answer.item or ""), data.procedures.get(answer.procedure or "")
    if name == "requirement" and item:
        return [requirement.key for requirement in item.requirements]
    if name == "step" and procedure:
        return [step.key for stage in procedure.stages for step in stage.steps]
    return None


@rule(
    "SCH2",
    says="搜索的词不重复：一个词只在一组同义词里，不拿去找的词不是同义词",
    why="一个词在两组里，输入它时会把两件事混在一起；又同义又不拿去找，两样说法只有一样起作用。",
    example=("same: [[支委会, 支部委员会], [支委会, 委员会会议]]", "same: [[支委会, 支部委员会, 委员会会议]]"),
)
def words_say_one_thing(data: StandardsData) -> Iterator[Problem]:
    """No word stands in two groups of words for the same thing, or is cut out and looked for."""
    words = data.search
    seen: dict[str, str] = {}
    cut = {word: "asking" for asking in words.asking for word in asking.words} | dict.fromkeys(
        words.left_out, "left_out"
    )
    for group, members in enumerate(words.same):
        for place, word in enumerate(members):
            at = Location(SEARCH, ("same", group, place))
            if word in seen:
                yield Problem(
                    "SCH2", at, f"「{word}」已经在同义词“{seen[word]}”一组里。", hint="合成一组，或者删掉一处"
                )
            elif word in cut:
                yield Problem("SCH2", at, f"「{word}」在 {cut[word]} 里，不拿去找。", hint="只留一处")
            seen.setdefault(word, members[0])
