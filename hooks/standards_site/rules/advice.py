"""What is ours stands apart from what a source says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.advice import ADVICE, split_advice
from ..data.load import Part, StandardsData
from ..data.model import (
    GoesTo,
    GuidanceTask,
    Ledger,
    LedgerDocument,
    Limit,
    Mistake,
    Position,
    Requirement,
    Step,
)
from ..data.problems import Location, Problem
from ..data.quotes.marks import OWN, marks
from .registry import rule

OURS = re.compile(
    "本站|最好|尽量|千万|别忘|赶不上|本校|先问|另问|(?:别的|其他|别处)(?:学校|省|市|高校|支部)[用按看]|别处[用按看]"
    "|(?:^|[，；。：（])建议|(?<!都)不要(?!求)|[当次隔即]日|当[天晚]|第二天|立刻|马上"
)
"""Our own name, and words of advice that no rule, plan or lecture has: 本校 is the reader's, 建议 a verb,
当天 is sooner than any of them says."""
MAYBE = (
    "本站",
    "最好",
    "尽量",
    "千万",
    "别忘",
    "赶不上",
    "本校",
    "先问",
    "另问",
    "别的",
    "其他",
    "别处",
    "建议",
    "不要",
    "当日",
    "次日",
    "隔日",
    "即日",
    "当天",
    "当晚",
    "第二天",
    "立刻",
    "马上",
)
"""What a text with one of them has in it, which is found much faster."""
OTHERWISE = "另写一条，标 own: true"
QUOTED = re.compile("“[^”]*”")


@rule(
    "OWN1",
    says="有引用的要点、步骤、台账材料、归档办法里，本站加的话写在最后，用“本站提醒：”开头；前面只写来源说的，"
    "没有“建议”“最好”“不要”“本校”“别的学校用”“当天”“马上”这样的话，也没有自拟的数（own）；来源真这样写的，加引号。"
    "时限、口径里没有这样的话",
    why="页面在“本站提醒”后面标“自拟”。例如讲稿只写“及时报告”，本站建议“当天就报”："
    "混在一句里，读者会以为“当天”是来源的要求。",
    example=(
        "text: 党员异动信息当天报上级（本站建议）。",
        "text: 党员异动信息及时报告。本站提醒：当天就报上级。",
    ),
)
def advice_stands_apart(data: StandardsData) -> Iterator[Problem]:
    """A cited text names this handbook only after the word that begins its advice; a text of ours has no such word."""
    for part, requirement in data.every(Requirement):
        yield from _advice(part, "text", requirement.text, cited=bool(requirement.cites))
    for part, step in data.every(Step):
        yield from _advice(part, "text", step.text, cited=bool(step.cites))
    for part, document in data.every(LedgerDocument):
        yield from _advice(part, "about", document.about, cited=bool(document.cites))
    for part, ledger in data.every(Ledger):
        yield from _advice(part, "filed", ledger.filed, cited=bool(ledger.filed_cites))
    for part, mistake in data.every(Mistake):
        yield from _all_of_a_source(part, "text", mistake.text, cited=bool(mistake.cites))
    for part, entry in data.every(GoesTo):
        yield from _all_of_a_source(part, "what", entry.what, cited=bool(entry.cites))
    for part, limit in data.every(Limit):
        hint = f"移到这一步 text 的最后，用“{ADVICE}”开头"
        yield from _all_of_a_source(part, "text", limit.text, cited=bool(limit.cites), hint=hint)
    for part, position in data.every(Position):
        yield from _all_of_a_source(part, "text", position.text, cited=True, hint="移到 note")
    for part, task in data.every(GuidanceTask):
        yield from _all_of_a_source(part, "text", task.text, cited=bool(task.cites), hint="移到这份材料的 notes")


def _advice(part: Part, name: str, text: str, *, cited: bool) -> Iterator[Problem]:
    said, advice = split_advice(text)
    at = Location(part.file, (*part.path, name))
    if cited and (word := _ours(said)):
        yield Problem("OWN1", at, f"本站的话（“{word}”）写在来源的话里。", hint=f"移到最后，用“{ADVICE}”开头")
    elif cited and any(mark.head == OWN for mark in marks(said)):
        yield Problem("OWN1", at, "自拟的数（own）写在来源的话里。", hint=f"移到最后，用“{ADVICE}”开头")
    if not cited and advice:
        yield Problem("OWN1", at, f"这里没有引用，整段都是本站的，不用写“{ADVICE}”。", hint="删掉这几个字")


def _all_of_a_source(part: Part, name: str, text: str, *, cited: bool, hint: str = OTHERWISE) -> Iterator[Problem]:
    if cited and (word := _ours(text)):
        at = Location(part.file, (*part.path, name))
        yield Problem("OWN1", at, f"有引用的这一句里有本站的话（“{word}”）。", hint=hint)


def _ours(text: str) -> str:
    """Return the first word outside quotation marks that is ours, or nothing."""
    found = any(word in text for word in MAYBE) and OURS.search(QUOTED.sub("“”", text))
    return found[0].lstrip("，；。：（") if found else ""
