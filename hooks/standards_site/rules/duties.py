"""Duties belong to who does them, and lead to where it is told how they are done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.model import FrequencyPosition, ThresholdPosition
from ..data.problems import Location, Problem, unknown_value
from .registry import rule

OUTSIDE = ("secondary_committee", "university_committee", "organisation_department", "leading_member")
"""The roles that are nobody of the branch, or no part of its work."""
_OTHERS = re.compile(
    "(?:学校|党委|学校党委|基层党委|二级党组织|党员校领导|党员领导干部|上级|该局|市、县党委|某[^，。]{0,6}工委)(?![^，。]{0,4}(?:部署|要求))"
)


@rule(
    "DTY1",
    says="频次和换届期限的口径说的是支部以外的人做的事（学校、党委、组织部、校领导等开头），写明由谁做（by）；"
    "by 只写支部以外的角色",
    why="不写 by 就排进每个支部要做的事：党委书记讲党课不是支部的事。",
    example=(
        "text: 党委（党组）书记每年至少讲 1 次党课。  # 没有写 by",
        "by: university_committee",
    ),
)
def what_others_do_says_who_does_it(data: StandardsData) -> Iterator[Problem]:
    """A position on what others do says who they are, and only they are named; likewise on the days of a term."""
    term = data.program.calculators.term
    of_term = {data.file_of("threshold", used.threshold) for used in term.uses() if used.threshold in data.thresholds}
    days = (pair for pair in data.every(ThresholdPosition) if pair[1].by or pair[0].file in of_term)
    for part, position in (*data.every(FrequencyPosition), *days):
        if position.by and position.by not in OUTSIDE:
            at = Location(part.file, (*part.path, "by"))
            yield unknown_value("DTY1", at, "支部以外的角色", position.by, OUTSIDE, "rules/duties.py")
        elif not position.by and _OTHERS.match(position.text):
            at = Location(part.file, (*part.path, "text"))
            message = f"「{position.text[:12]}…」说的是支部以外的人做的事，没有写由谁做。"
            yield Problem("DTY1", at, message, hint=f"补写 by：{'、'.join(OUTSIDE)}")


@rule(
    "DTY2",
    says="频次的 task 写去哪里办：一道程序（可以写到哪一步）或者一张表单，只写一个",
    why="到期的每件事都从这里领人去办。",
    example=(
        "task: {procedure: theme-day, form: theme-day-record}",
        "task: {procedure: theme-day}",
    ),
)
def a_duty_leads_to_one_task(data: StandardsData) -> Iterator[Problem]:
    """The task of a duty is a procedure, or one of its steps, or a form."""
    for name, frequency in data.frequencies.items():
        task = frequency.task
        if not task:
            continue
        at = Location(data.file_of("frequency", name), ("task",))
        if bool(task.procedure) == bool(task.form) or (task.step and task.form):
            message = f"频次「{frequency.title}」去哪里办，写一道程序或者一张表单，只写一个；步骤（step）写在程序后面。"
            yield Problem("DTY2", at, message, hint="procedure、form 写一个")
        elif task.step and task.procedure and task.procedure in data.procedures:
            steps = [step.key for stage in data.procedures[task.procedure].stages for step in stage.steps]
            if task.step not in steps:
                file = data.file_of("procedure", task.procedure)
                yield unknown_value("DTY2", Location(at.file, ("task", "step")), "步骤", task.step, steps, file)
