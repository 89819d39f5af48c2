"""Deadlines of one branch that are counted from a day it gave: the election at the end of its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..data.load import StandardsData
from ..data.model import Applies
from ..data.program import Used, needed_numbers
from ..dates import months_later, years_later
from ..in_force.conditions import tests_of
from ..in_force.resolve import CATALOG, Setting, Settings
from ..sums.limits import taken_from, words_of


@dataclass(frozen=True)
class TermStep:
    """A step counted from the end of the term: `months` after it (before it if negative), with its number's record."""

    key: str
    id: str
    """By it pages, calendars and records know the step: `<frequency of the elections>.<key>`."""
    title: str
    months: int
    threshold: str
    summary: str
    """The number that is in force, in words; what is done instead, where it is not laid down for the kind of branch."""
    by: str
    """Who does it, where that is nobody of the branch: then there is nothing to tick off."""


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


def term_steps(data: StandardsData, in_force: Settings, kind: str | None = None) -> tuple[TermStep, ...]:
    """Return the steps around the end of a term; the numbers are those in force of the thresholds named.

    A number whose source does not speak of branches of this `kind` is only for reference, and says what they do.
    """
    numbers, used = _numbers(data, in_force), data.program.calculators.term
    longest = f"批准延期的，{_modal(data, in_force, used.extension_years)}到这一天为止"

    def step(key: str, title: str, months: int, number: Used) -> TermStep:
        summary = _summary(data, in_force, number)
        otherwise = _otherwise(data, in_force, number, kind) if kind else ""
        if otherwise:
            title, summary = f"{title}（{data.label('modality', 'reference')}）", otherwise.rstrip("。")
        by = _by_whom(in_force[number.threshold], number)
        return TermStep(key, f"{data.program.elections}.{key}", title, months, number.threshold, summary, by)

    steps = (
        step("reminder", "上级提醒换届", -numbers["reminder_months"], used.reminder_months),
        step("request", "报送换届请示", -numbers["request_months"], used.request_months),
        step("end", "任期届满", 0, used.term_years),
        step("extension", longest, 12 * numbers["extension_years"], used.extension_years),
    )
    return tuple(sorted(steps, key=lambda one: one.months))


def _by_whom(setting: Setting, used: Used) -> str:
    """Return who does what a number is about, where that is nobody of the branch."""
    taken = taken_from(setting, used)
    positions = [taken.position] if taken and taken.position else setting.record.positions
    return positions[0].by or "" if all(one.by for one in positions) else ""


def term_deadlines(
    data: StandardsData, term_start: str, in_force: Settings, kind: str | None = None
) -> tuple[Deadline, ...]:
    """Return the days of the steps for a term that began on `term_start` (ISO), in their order."""
    end = years_later(date.fromisoformat(term_start), term_years(data, in_force))
    return tuple(Deadline(step, months_later(end, step.months)) for step in term_steps(data, in_force, kind))


def _otherwise(data: StandardsData, in_force: Settings, used: Used, kind: str) -> str:
    """Return what a kind of branch does, of which the source of a number does not speak; nothing if it does."""
    setting = in_force[used.threshold]
    taken = taken_from(setting, used)
    if setting.authority.name != CATALOG or not taken or not taken.position:
        return ""
    clause = (taken.position.source, taken.position.clause)
    asking = [
        requirement
        for item in data.items.values()
        for requirement in item.requirements
        if used.threshold in requirement.thresholds
        and clause in {(one.source, one.clause) for one in requirement.cites}
    ]
    left = [one.applies.otherwise for one in asking if one.applies and not _may_apply(data, one.applies, kind)]
    return left[0] if left and len(left) == len(asking) else ""


def _may_apply(data: StandardsData, applies: Applies, kind: str) -> bool:
    """Return whether something applies to some branch of a kind."""
    tests = () if applies.when == "always" else tests_of(data, applies.when)
    return all((kind in test.value) == (test.op == "in") for test in tests if isinstance(test.value, tuple))


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
    note = words_of(data, taken).note if taken else ""
    return f"{setting.summary}{note}"
