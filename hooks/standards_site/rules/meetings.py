"""Meetings: every line of their order is a step of a procedure or ours, and every paper they need can be printed."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import DATA, StandardsData
from ..data.model import AgendaTopic, MeetingKind, OrderLine
from ..data.problems import Location, Problem, unknown_value
from ..data.program import MeetingPaper
from ..sums.questions import VOTES
from .registry import rule

PROGRAM = f"{DATA}/program.yaml"


@rule(
    "MTG1",
    says="会议的每一行，要么写程序的一步（procedure 和 step），要么写本站自己的标题（title），只写一种",
    why="来源写了次序的，引用那一步，不再抄一遍；没有写的，页面上标“自拟”。",
    example=(
        "- {title: 报人数, procedure: congress-vote, step: report_count}",
        "- {procedure: congress-vote, step: report_count}",
    ),
)
def lines_are_steps_or_ours(data: StandardsData) -> Iterator[Problem]:
    """A line of the order of a meeting is one step that is there, or has a title of ours."""
    for part, line in data.every(OrderLine):
        at = Location(part.file, part.path)
        named = [name for name in ("procedure", "step", "title") if getattr(line, name)]
        if named not in (["procedure", "step"], ["title"]):
            message = f"会议的一行要写 procedure 和 step，或者只写 title，现在：{'、'.join(named) or '没有写'}。"
            yield Problem("MTG1", at, message, hint="两种写一种")
        elif line.procedure and line.procedure in data.procedures:
            steps = [step.key for stage in data.procedures[line.procedure].stages for step in stage.steps]
            if line.step not in steps:
                file = data.file_of("procedure", line.procedure)
                yield unknown_value(
                    "MTG1", Location(part.file, (*part.path, "step")), "步骤", str(line.step), steps, file
                )


@rule(
    "MTG2",
    says="会议要用的表都在 program.yaml 的 meeting_papers 里，一张写一次；一人一张的不记名",
    why="会议包按这张单子打印；单子里没有的表印不出来。",
    example=("- {form: sign-in, per: voter}  # 签到表要记名", "- {form: sign-in}"),
)
def papers_of_meetings_can_be_printed(data: StandardsData) -> Iterator[Problem]:
    """Every form of a meeting is listed once, and is a ballot if each voter gets one."""
    papers = data.program.meeting_papers
    listed = [paper.form for paper in papers]
    for index, paper in enumerate(papers):
        at = Location(PROGRAM, ("meeting_papers", index, "form"))
        if paper.form in listed[:index]:
            yield Problem("MTG2", at, f"表单「{paper.form}」列了两次。", hint="删掉一处")
        yield from _wrong_paper(data, at, paper)
    for part, record in (*data.every(MeetingKind), *data.every(AgendaTopic)):
        for index, name in enumerate(record.forms):
            if name in data.forms and name not in listed:
                at = Location(part.file, ("forms", index))
                yield unknown_value("MTG2", at, "会议的表", name, listed, PROGRAM)


def _wrong_paper(data: StandardsData, at: Location, paper: MeetingPaper) -> Iterator[Problem]:
    form = data.forms.get(paper.form)
    if form is None:
        return
    if form.guidance_only:
        yield Problem("MTG2", at, f"「{form.title}」由上级统一印制，不能印进会议包。", hint="删掉这一行")
    if form.anonymous != (paper.per == "voter"):
        message = f"「{form.title}」{'是' if form.anonymous else '不是'}不记名的票，per 写的是 {paper.per}。"
        yield Problem("MTG2", at, message, hint="不记名的写 per: voter，别的不写")


@rule(
    "MTG3",
    says="会议和议题的表决（vote）是算票数那个计算器里有的一种；每个议题至少有一种会议用它",
    why="到会几名、赞成几票由计算器算；没有会议用的议题，页面上选不到。",
    example=("vote: dues", "vote: congress"),
)
def votes_are_reckoned_and_topics_used(data: StandardsData) -> Iterator[Problem]:
    """What is voted on is known to the calculator, and every topic stands on the agenda of some meeting."""
    known = [name for name, _ in VOTES]
    for part, record in (*data.every(MeetingKind), *data.every(AgendaTopic)):
        if record.vote and record.vote not in known:
            yield unknown_value("MTG3", Location(part.file, ("vote",)), "表决", record.vote, known, "sums/questions.py")
    if not data.is_whole("meeting"):
        return
    used = {name for meeting in data.meetings.values() for name in meeting.topics}
    for name in data.topics:
        if name not in used:
            at = Location(data.file_of("topic", name), ("id",))
            yield Problem("MTG3", at, f"议题「{name}」没有会议用它。", hint="在会议的 topics 里写上它，或删掉")
