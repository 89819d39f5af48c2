"""Deadlines of one branch that are counted from a day it gave: the election at the end of its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .calculators import limits_of, term_days
from .load import StandardsData


@dataclass(frozen=True)
class TermStep:
    """A step counted from the end of the term: `months` after it (before it if negative), with its number's record."""

    key: str
    title: str
    months: int
    threshold: str


@dataclass(frozen=True)
class Deadline:
    """A step with its day."""

    step: TermStep
    day: date


def term_start_means(data: StandardsData) -> str:
    """Return what the glossary says of the day that a term is counted from."""
    return next((term.meaning for term in data.glossary.terms if term.term == data.program.term_start), "")


def term_years(data: StandardsData) -> int:
    """Return how many years a term has, as the calculator counts it."""
    return limits_of(data).term_years


def term_steps(data: StandardsData) -> tuple[TermStep, ...]:
    """Return the steps around the end of a term; the numbers are those of the thresholds named."""
    limits, used = limits_of(data), data.program.calculators.term
    return (
        TermStep("reminder", "上级提醒换届", -limits.reminder_months, used.reminder_months.threshold),
        TermStep("request", "报送换届请示", -limits.request_months, used.request_months.threshold),
        TermStep("end", "任期届满", 0, used.term_years.threshold),
        TermStep("extension", "批准延期的，最晚到这一天", 12 * limits.extension_years, used.extension_years.threshold),
    )


def term_deadlines(data: StandardsData, term_start: str) -> tuple[Deadline, ...]:
    """Return the days of the steps for a term that began on `term_start` (ISO)."""
    days = term_days(date.fromisoformat(term_start), limits_of(data))
    return tuple(Deadline(step, days[step.key]) for step in term_steps(data))
