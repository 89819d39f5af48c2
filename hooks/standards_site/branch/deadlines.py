"""Deadlines of one branch that are counted from a day it gave: the election at the end of its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..data.load import StandardsData
from ..data.program import Used, needed_numbers
from ..dates import months_later, years_later
from ..in_force.resolve import Settings
from ..sums.limits import LOCAL, taken_from, words_of


@dataclass(frozen=True)
class TermStep:
    """A step counted from the end of the term: `months` after it (before it if negative), with its number's record."""

    key: str
    title: str
    months: int
    threshold: str
    summary: str
    """The number that is in force, in words."""


@dataclass(frozen=True)
class Deadline:
    """A step with its day."""

    step: TermStep
    day: date


def term_start_means(data: StandardsData) -> str:
    """Return what the glossary says of the day that a term is counted from."""
    return next((term.meaning for term in data.glossary.terms if term.term == data.program.term_start), "")


def term_years(data: StandardsData, in_force: Settings) -> int:
    """Return how many years a term has, as the calculator counts it."""
    return _numbers(data, in_force)["term_years"]


def term_steps(data: StandardsData, in_force: Settings) -> tuple[TermStep, ...]:
    """Return the steps around the end of a term; the numbers are those in force of the thresholds named."""
    numbers, used = _numbers(data, in_force), data.program.calculators.term
    longest = f"批准延期的，{_modal(data, in_force, used.extension_years)}到这一天为止"

    def step(key: str, title: str, months: int, number: Used) -> TermStep:
        summary = _summary(data, in_force, number)
        return TermStep(key, title, months, number.threshold, summary)

    return (
        step("reminder", "上级提醒换届", -numbers["reminder_months"], used.reminder_months),
        step("request", "报送换届请示", -numbers["request_months"], used.request_months),
        step("end", "任期届满", 0, used.term_years),
        step("extension", longest, 12 * numbers["extension_years"], used.extension_years),
    )


def term_deadlines(data: StandardsData, term_start: str, in_force: Settings) -> tuple[Deadline, ...]:
    """Return the days of the steps for a term that began on `term_start` (ISO)."""
    end = years_later(date.fromisoformat(term_start), term_years(data, in_force))
    return tuple(Deadline(step, months_later(end, step.months)) for step in term_steps(data, in_force))


def _numbers(data: StandardsData, in_force: Settings) -> dict[str, int]:
    found = {}
    for needed in needed_numbers(data.program):
        if needed.tool == "term":
            taken = taken_from(in_force[needed.used.threshold], needed.used)
            value = taken.value(needed.used.bound, needed.sense) if taken else None
            if value is None:
                raise ValueError(needed)
            found[needed.name] = value
    return found


def _modal(data: StandardsData, in_force: Settings, used: Used) -> str:
    taken = taken_from(in_force[used.threshold], used)
    return words_of(data, taken).modal if taken else ""


def _summary(data: StandardsData, in_force: Settings, used: Used) -> str:
    setting = in_force[used.threshold]
    taken = taken_from(setting, used)
    local = f"（{LOCAL}）" if taken and LOCAL in words_of(data, taken).mark else ""
    return f"{setting.record.title}：{setting.summary.rstrip('。')}{local}"
