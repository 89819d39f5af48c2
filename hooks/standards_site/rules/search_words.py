"""What leads somewhere leads to one place, and no word of the search says two things."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import DATA, StandardsData
from ..data.model import LeadsTo, Question, RoleLine
from ..data.problems import Location, Problem, nearest
from .registry import rule

SEARCH = f"{DATA}/search.yaml"
_INSIDE = {"requirement": "item", "step": "procedure", "choice": "calculator"}
"""What is named by its key, and the record in which it stands."""


@rule(
    "SCH1",
    says="每个常问的问题的答案、角色页上每一行的去处，每一处都正好指向一样东西，那样东西是有的",
    why="搜索把问题直接连到答案，角色页把要做的事连到做法；指向两处或者没有的地方，点开就找不到。",
    example=(
        "{ask: 什么时候转正, answer: {}}",
        "{ask: 什么时候转正, answer: {threshold: probation-period}}",
    ),
)
def what_leads_somewhere_leads_to_one_thing(data: StandardsData) -> Iterator[Problem]:
    """What a question or a line of a role leads to is one record, or a part of one, that is there."""
    for at, whose, leads in _leading(data):
        given = {name: value for name, value in leads if value is not None}
        records = {_INSIDE.get(name, name) for name in given}
        if len(records) != 1 or not records <= given.keys():
            said = "、".join(given) or "没有写"
            message = f"{whose}要正好指向一处，现在：{said}。"
            yield Problem("SCH1", at, message, hint="只留一处；要点连同条目、步骤连同程序一起写")
        for name, value in given.items():
            known = _keys(data, name, leads)
            if known is not None and value not in known:
                message = f"{whose}「{value}」不存在{nearest(value, known) or '。'}"
                yield Problem("SCH1", Location(at.file, (*at.path, name)), message, hint="改成有的")


def _leading(data: StandardsData) -> Iterator[tuple[Location, str, LeadsTo]]:
    """Yield what leads somewhere: where it stands, what it is called in a message, and where it leads."""
    for part, question in data.every(Question):
        yield Location(part.file, (*part.path, "answer")), f"「{question.ask}」的答案", question.answer
    for part, line in data.every(RoleLine):
        for place, leads in enumerate(line.leads_to):
            yield Location(part.file, (*part.path, "leads_to", place)), "这一行的去处", leads


def _keys(data: StandardsData, name: str, leads: LeadsTo) -> list[str] | None:
    """Return the keys that a part may be named by; nothing where another rule looks, or the record is missing."""
    if name == "calculator":
        return list(type(data.program.calculators).model_fields)
    if name == "choice":
        places = [place for place in data.program.calculator_places if place.asked]
        return [place.choice for place in places if place.choice and place.calculator == leads.calculator]
    item, procedure = data.items.get(leads.item or ""), data.procedures.get(leads.procedure or "")
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
