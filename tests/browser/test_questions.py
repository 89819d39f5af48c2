"""What people come with: after how many taps, and how many screens down, the answer of the model stands before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from standards_site.data.load import StandardsData
from standards_site.sums.answers import answer
from standards_site.sums.limits import limits_of

SIZES = ((360, 800), (1366, 768))
DAYS = ("2026-02-28", "2026-11-29", "2026-12-31", "2027-03-15", "2028-02-29")
"""What day it is for the reader, one for each of the inputs."""
SCREENS = """(sentence) => {
  const plain = (text) => text.replace(/\\s/g, "");
  const holding = Array.from(document.querySelectorAll("main *")).filter((one) => {
    const seen = one.getClientRects().length && getComputedStyle(one).visibility !== "hidden";
    return seen && plain(one.textContent).includes(plain(sentence));
  });
  const inner = holding.filter((one) => !holding.some((other) => other !== one && one.contains(other)));
  const ends = inner.map((one) => one.getBoundingClientRect()).filter((box) => box.bottom > 0 && box.top >= 0);
  return ends.length ? Math.min(...ends.map((box) => box.bottom)) / innerHeight : null;
}"""
"""How many screens below the top of the window a sentence ends; null if it is not on the page or above it."""

Given = dict[str, str]


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
        found = answer(tool, {**chosen, **given}, limits_of(data)).rows
        return [f"{row.label}{row.value}" for row in found if row.label in labels]

    return expected


DO = ".md-tabs a:has-text('办事')"


def of_this_month(data: StandardsData, _: Given) -> list[str]:
    """Return what is written for members of what they attend in a month."""
    return [line.text for line in data.role_guides["member"].parts[0].lines]


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


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name.split()[0] for question in QUESTIONS])
@pytest.mark.parametrize("size", SIZES, ids=["phone", "pc"])
@pytest.mark.parametrize("host", ["disk", "intranet"])
def test_the_answer_stands_before_who_asks(request, open_page, data, question, size, host):
    page = open_page(viewport={"width": size[0], "height": size[1]})
    address = request.getfixturevalue(host)
    found: list[float] = []

    for given, day in zip(question.inputs, DAYS, strict=True):
        page.clock.set_fixed_time(f"{day}T08:00:00+08:00")
        page.goto(address + question.start)
        for tap in question.taps:
            page.locator(tap).click()
        for name, value in given.items():
            control = page.locator(question.fields[name])
            if control.evaluate("(one) => one.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        sentences = question.expected(data, given)
        assert sentences
        for sentence in sentences:
            page.wait_for_function(f"(sentence) => ({SCREENS})(sentence) !== null", arg=sentence)
            found.append(page.evaluate(SCREENS, sentence))

    print(f"{question.name} {size[0]} px: {len(question.taps)} taps, {max(found):.2f} screens")
    assert len(question.taps) <= question.most_taps
    assert max(found) <= question.most_screens


def test_hours_that_are_missing_are_one_number_without_what_is_not_used(page, disk):
    page.goto(f"{disk}calculators.html#hours")
    page.locator("#hours-done").fill("20.5")
    seen = page.locator("#hours + .calculator").inner_text()

    assert "本站不采用" not in seen
    assert "全国未规定" not in seen


def test_one_page_tells_a_congress_that_admits_who_comes_in_which_order_and_what_is_written(page, disk, data):
    page.goto(f"{disk}procedures/congress-vote.html")
    steps = {step.key: step for stage in data.procedures["congress-vote"].stages for step in stage.steps}
    order = list(steps)

    told = {key: page.locator(f"section#{key}").inner_text() for key in ("check_admission", "admission_order")}
    told["admission_report"] = page.locator("section#admission_report").inner_text()

    assert order.index("check_admission") < order.index("admission_order") < order.index("admission_report")
    for key, text in told.items():
        assert steps[key].text.split("；")[0] in text
        papers = [data.forms[paper.form].title if paper.form else paper.paper for paper in steps[key].papers]
        assert papers
        assert [paper for paper in papers if paper not in text] == []
    assert "发展对象先汇报" in told["admission_order"]
    assert "有表决权实到超过应到的" in told["check_admission"]
