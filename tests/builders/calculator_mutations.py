"""The project's data with what the calculators rest on changed: its modality, how it was seen, what is adopted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from standards_site.data.load import StandardsData
from standards_site.data.model import Adopted, LocalRule, Threshold
from standards_site.data.program import CalculatorNumbers, Used
from standards_site.sums.answers import answer
from standards_site.sums.limits import Limits
from standards_site.sums.questions import KIND, QUESTIONS

SETUP = {"probationary": "0", "units": "1", KIND: "office"}
DATES = {
    "application": "2026-06-01",
    "activist": "2026-09-10",
    "notice": "2027-09-16",
    "preview": "2028-01-31",
    "congress": "2028-02-28",
    "sent": "2028-03-01",
    "approval": "2028-05-31",
    "full_sent": "2029-03-05",
}
ELECTION = {"kind": "election", "entitled": "20", "present": "17", "seats": "5"}


@dataclass(frozen=True)
class Said:
    """Where a number is said: the row of an answer, and what stands there with `{m}` for the modal word."""

    tool: str
    given: dict[str, str]
    label: str
    words: str = "{m}"


WHERE = {
    "congress_quorum": Said("vote", {"kind": "congress", "entitled": "12"}, "到会", "{m}至少 6 人"),
    "admission_quorum": Said("vote", {"kind": "admission", "entitled": "12"}, "到会", "{m}至少 7 人"),
    "majority": Said("vote", {"kind": "congress", "entitled": "12"}, "赞成", "{m}至少 7 票"),
    "admission_majority": Said("vote", {"kind": "admission", "entitled": "12"}, "赞成", "{m}至少 7 票"),
    "committee_quorum": Said("vote", {"kind": "committee", "entitled": "5"}, "到会", "{m}至少 3 人"),
    "turnout": Said("vote", ELECTION, "到会", "{m}至少 16 人"),
    "difference": Said("vote", ELECTION, "委员候选人", "{m}至少 6 名"),
    "elected": Said("vote", ELECTION, "当选，按应到算", "{m}至少 11 票"),
    "elected_present": Said("vote", ELECTION, "当选，按实到算", "{m}至少 9 票"),
    "branch_min": Said("setup", {"members": "5", **SETUP}, "怎样设", "{m}单独成立党支部"),
    "together": Said("setup", {"members": "1", **SETUP}, "怎样设", "不足 3 名，{m}与邻近、相近的单位成立联合党支部"),
    "joint_units": Said("setup", {"members": "5", **SETUP, "units": "6"}, "覆盖的单位", "联合党支部{m}不超过 5 个"),
    "committee_from": Said("setup", {"members": "9", **SETUP}, "支部委员会", "{m}设"),
    "committee_min": Said("setup", {"members": "9", **SETUP}, "委员人数", "{s}3 至 5 名，"),
    "committee_usual": Said("setup", {"members": "9", **SETUP}, "委员人数", "{s}3 至 5 名，"),
    "committee_max": Said("setup", {"members": "9", **SETUP}, "委员人数", "5 名，{m}不超过 7 名"),
    "branch_max": Said("setup", {"members": "51", **SETUP}, "支部人数", "{m}不超过 50 名"),
    "group_min": Said("setup", {"members": "9", **SETUP}, "党小组最多分", "每组{m}不少于 3 人"),
    "group_formal": Said("setup", {"members": "9", **SETUP}, "党小组最多分", "正式党员{m}不少于 1 名"),
    "working": Said("dues", {"kind": "working", "income": "4000"}, "比例", "{s}1%"),
    "retired": Said("dues", {"kind": "retired", "pension": "4000"}, "比例", "{s}0.5%"),
    "student_fen": Said("dues", {"kind": "student"}, "每月应交", "{s}0.20 元"),
    "dues_hint": Said("dues", {"kind": "working", "income": "60000"}, "每月应交", "{m}不超过 1000 元"),
    "talk_months": Said("development", DATES, "派人谈话", "{m}不晚于"),
    "activist_years": Said("development", DATES, "列为发展对象", "{m}不早于"),
    "notice_days": Said("development", DATES, "公示到哪天", "{m}至少到"),
    "congress_months": Said("development", DATES, "党员大会讨论接收", "{m}不晚于"),
    "approval_months": Said("development", DATES, "党委审批接收", "{m}不晚于"),
    "approval_special_months": Said("development", DATES, "党委审批接收，特殊情况", "{m}不晚于"),
    "full_approval_months": Said("development", DATES, "党委审批转正", "{m}不晚于"),
    "oath_months": Said("development", DATES, "入党宣誓", "{m}不晚于"),
    "probation_years": Said("development", DATES, "预备期满、讨论转正", "{s}2029-02-28 期满"),
    "member_hours": Said("hours", {"kind": "member", "done": "0"}, "一年要学", "{m}不少于 32 学时"),
    "leader_hours": Said("hours", {"kind": "leader", "done": "0"}, "一年要学", "{m}不少于 56 学时"),
    "term_years": Said("term", {"start": "2026-11-20"}, "任期届满", "（{s}3 年）"),
    "reminder_months": Said("term", {"start": "2026-11-20"}, "上级提醒", "{m}提前 6 个月"),
    "extension_years": Said("term", {"start": "2026-11-20"}, "批准延期的", "{m}不超过 1 年"),
}
"""Where each number of program.yaml is said with its modal word."""
QUOTED = {
    "committee_below": Said("setup", {"members": "5", **SETUP}, "支部委员会"),
    "request_months": Said("term", {"start": "2026-11-20"}, "报换届请示"),
}
"""Those that are said in the words of their position, which MOD4 holds to its modality."""
EVERYWHERE = {**WHERE, **QUOTED}
ALWAYS_OPEN = ("notice_days", "probation_years")
"""Rows that say 待核 of how the days are counted, whatever is known of the number."""


@dataclass(frozen=True)
class Mutation:
    """The data with one thing changed: `what` says which."""

    threshold: str
    position: str
    what: str
    value: str
    data: StandardsData


def names_used(data: StandardsData) -> dict[str, Used]:
    """Return what the calculators take from thresholds, by name."""
    tools = [getattr(data.program.calculators, tool) for tool in CalculatorNumbers.model_fields]
    found: dict[str, Any] = {name: used for tool in tools for name, used in tool.named()}
    return found


def records_used(data: StandardsData) -> list[Threshold]:
    """Return the thresholds that the calculators use, each once."""
    names = dict.fromkeys(used.threshold for used in names_used(data).values())
    return [data.thresholds[name] for name in names]


def with_threshold(data: StandardsData, changed: Threshold) -> StandardsData:
    """Return the data with a threshold in the place of the one with its id."""
    return replace(data, records={**data.records, "threshold": {**data.thresholds, changed.id: changed}})


def mutations(data: StandardsData) -> Iterator[Mutation]:
    """Yield the data with each other modality and seeing of each position, and with each other one or none adopted."""
    for record in records_used(data):
        for place, position in enumerate(record.positions):
            for what in ("modality", "seen"):
                for value in getattr(data.vocabulary, what):
                    if value == getattr(position, what):
                        continue
                    other = position.model_copy(update={what: value})
                    positions = (*record.positions[:place], other, *record.positions[place + 1 :])
                    changed = with_threshold(data, record.model_copy(update={"positions": positions}))
                    yield Mutation(record.id, position.key, what, value, changed)
        for key in (None, *(position.key for position in record.positions)):
            if key != record.adopted.position:
                adopted = Adopted(position=key, why="改。")
                changed = with_threshold(data, record.model_copy(update={"adopted": adopted}))
                yield Mutation(record.id, "", "adopted", key or "", changed)


def with_local_rule(data: StandardsData, rule: LocalRule) -> StandardsData:
    """Return the data with one local rule, which is on."""
    on = rule.model_copy(update={"on": True})
    return replace(data, site=data.site.model_copy(update={"local_rules": (on,)}))


def row_of(said: Said, limits: Limits) -> tuple[str, str]:
    """Return value and mark of the row in which something is said; empty if there is none."""
    rows = answer(said.tool, said.given, limits).rows
    return next(((row.value, row.mark) for row in rows if row.label == said.label), ("", ""))


def cases() -> list[tuple[str, dict[str, str]]]:
    """Return what is typed in all of them, each once."""
    found: list[tuple[str, dict[str, str]]] = []
    for said in EVERYWHERE.values():
        if (said.tool, said.given) not in found:
            found.append((said.tool, said.given))
    assert {tool for tool, _ in found} == set(QUESTIONS)
    return found
