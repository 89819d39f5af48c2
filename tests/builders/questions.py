"""What people come with: the questions, the way to each answer, and what the model answers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from standards_site.branch.schedule import standard_schedule
from standards_site.data.load import StandardsData
from standards_site.in_force.resolve import standard_for
from standards_site.sums.answers import answer
from standards_site.sums.limits import limits_of

SIZES = ((360, 800), (1366, 768))
SCREENS = """(sentence) => {
  const plain = (text) => text.replace(/\\s/g, "");
  const wanted = plain(sentence);
  const isSeen = (one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden";
  const innermost = (one) => {
    if (!plain(one.textContent).includes(wanted)) return [];
    const inside = Array.from(one.children).flatMap(innermost);
    return inside.length || !isSeen(one) ? inside : [one];
  };
  const inner = Array.from(document.querySelectorAll("main > *")).flatMap(innermost);
  const ends = inner.map((one) => one.getBoundingClientRect()).filter((box) => box.bottom > 0 && box.top >= 0);
  return ends.length ? Math.min(...ends.map((box) => box.bottom)) / innerHeight : null;
}"""
"""How many screens below the top of the window a sentence ends; null if it is not on the page or above it."""

Given = dict[str, str]
TODAY = "today"
"""The name under which an expected answer is told what day it is for the reader."""


@dataclass(frozen=True)
class Question:
    """A question, the way to its answer, and what the model answers.

    `taps`: the links and buttons pressed one after the other. `fields`: the controls that the values of `inputs` are
    typed into or chosen from, by their names. `expected`: sentences, of a row its label and value.
    """

    name: str
    taps: tuple[str, ...]
    fields: dict[str, str]
    inputs: tuple[Given, ...]
    expected: Callable[[StandardsData, Given], Sequence[str]]
    start: str = "index.html"
    most_taps: int = 2
    most_screens: float = 1.0


def rows(tool: str, *labels: str, **chosen: str) -> Callable[[StandardsData, Given], list[str]]:
    """Return what a calculator answers in the rows with some labels."""

    def expected(data: StandardsData, given: Given) -> list[str]:
        found = answer(tool, {**chosen, **given}, limits_of(data), date.fromisoformat(given[TODAY])).rows
        return [f"{row.label}{row.value}" for row in found if row.label in labels]

    return expected


DO = ".md-tabs a:has-text('办事')"


def of_this_month(data: StandardsData, given: Given) -> list[str]:
    """Return what members attend in the month of a day, and until when."""
    day = date.fromisoformat(given[TODAY])
    year = standard_schedule(data, standard_for(data, data.main_catalog, None))
    due = {
        duty.frequency: days
        for duty in year.duties
        for days in duty.periods
        if days.first.month <= day.month <= days.last.month
    }
    ends = {name: day.replace(month=days.last.month, day=1) for name, days in due.items()}
    last = {name: first.replace(day=monthrange(first.year, first.month)[1]) for name, first in ends.items()}
    lines = [line for line in data.role_guides["member"].parts[0].lines if (line.frequency or "") in {"", *due}]
    told = [f"到 {last[line.frequency].month} 月 {last[line.frequency].day} 日" for line in lines if line.frequency]
    return [f"{day.year} 年 {day.month} 月参加什么", *(line.text for line in lines), *told]


QUESTIONS = (
    Question(
        "Q1 member this month",
        (".home-doors a[href='roles/member.html']",),
        {},
        ({},) * 5,
        of_this_month,
        most_screens=1.5,
    ),
    Question(
        "Q2 dues",
        (".home-doors a[href='calculators.html#dues']",),
        {"income": "#dues-income"},
        tuple({"income": income} for income in ("8200", "3000", "3000.01", "12345.67", "60000")),
        rows("dues", "每月应交", "下一步", kind="working"),
    ),
    Question(
        "Q3 hours",
        (".home-doors a[href='calculators.html#hours']",),
        {"kind": "#hours-kind", "done": "#hours-done"},
        tuple(
            {"kind": kind, "done": done}
            for kind, done in (
                ("member", "20.5"),
                ("member", "0"),
                ("member", "32"),
                ("leader", "40"),
                ("leader", "56"),
            )
        ),
        rows("hours", "还差"),
    ),
    Question(
        "Q4 full membership",
        (DO, "a[href$='member-development.html#full_application-development']"),
        {"day": "#full_application-development-day"},
        tuple({"day": day} for day in ("2025-12-10", "2026-06-01", "2027-02-28", "2027-08-31", "2028-02-29")),
        rows("development", "提出转正申请", "党员大会讨论转正", "党委审批转正", event="congress"),
    ),
    Question(
        "Q4a from the page of applicants",
        (".home-doors a[href='roles/applicant.html']", ".acts a[href$='calculators.html#congress-development']"),
        {"day": "#congress-development-day"},
        tuple({"day": day} for day in ("2025-12-10", "2026-06-01", "2027-02-28", "2027-08-31", "2028-02-29")),
        rows("development", "提出转正申请", "党员大会讨论转正", "党委审批转正", "下一步", event="congress"),
    ),
    Question(
        "Q4b from home",
        (".home-doors a[href='calculators.html#congress-development']",),
        {"day": "#congress-development-day"},
        tuple({"day": day} for day in ("2025-12-10", "2026-06-01", "2027-02-28", "2027-08-31", "2028-02-29")),
        rows("development", "提出转正申请", "党员大会讨论转正", "党委审批转正", "下一步", event="congress"),
    ),
    Question(
        "Q6 term",
        (DO, "a[href$='election.html#due_date-term']"),
        {"start": "#due_date-term-start"},
        tuple({"start": day} for day in ("2024-03-31", "2024-02-29", "2023-08-31", "2025-12-30", "2026-11-20")),
        rows("term", "上级提醒", "报换届请示", "任期届满"),
    ),
    Question(
        "Q7 congress that admits",
        (DO, "a[href$='congress-vote.html#check_admission-vote']"),
        {"entitled": "#check_admission-vote-entitled"},
        tuple({"entitled": entitled} for entitled in ("3", "7", "12", "25", "50")),
        rows("vote", "到会", "赞成", kind="admission"),
    ),
)
