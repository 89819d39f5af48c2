"""Does what a branch says about itself fit the rules on numbers? Pure: facts and thresholds in, findings out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .load import StandardsData
from .model import BranchCheck, BranchFacts, Number, ThresholdPosition
from .resolve import holds

DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True)
class Finding:
    """A number of a branch that does not fit: a duty if the basis lays it down, a hint if it says 一般."""

    check: BranchCheck
    value: float
    basis: ThresholdPosition
    duty: bool


def findings(data: StandardsData, facts: BranchFacts) -> list[Finding]:
    """Return the checks that the facts of a branch fail, in the order of branch_checks.yaml."""
    found = []
    for check in data.branch_checks.checks:
        value = fact_value(facts, check.fact, today=date.fromisoformat(data.edition.date))
        if value is None or not holds(data, check.when, facts):
            continue
        number = _position(data, check, check.position).number
        if number and not _satisfies(value, number, check.bound):
            basis = _position(data, check, check.basis)
            found.append(Finding(check, value, basis, duty=not check.hint and basis.modality != "generally"))
    return found


def unchecked(data: StandardsData, facts: BranchFacts) -> list[str]:
    """Return the facts in words that were not given, so that nothing could be checked."""
    missing = [
        check.fact
        for check in data.branch_checks.checks
        if holds(data, check.when, facts) and fact_value(facts, check.fact, today=date.min) is None
    ]
    return [data.label("checked_fact", name) for name in dict.fromkeys(missing)]


def fact_value(facts: BranchFacts, name: str, *, today: date) -> float | None:
    """Return the number behind a checked fact, or None if the branch did not give it."""
    if name == "members":
        return facts.formal_members + facts.probationary_members
    if name == "term_years":
        if facts.term_start is None:
            return None
        return (today - date.fromisoformat(facts.term_start)).days / DAYS_OF_A_YEAR
    value: int | None = getattr(facts, name)
    return value


def _position(data: StandardsData, check: BranchCheck, key: str) -> ThresholdPosition:
    positions: tuple[ThresholdPosition, ...] = data.of("threshold")[check.threshold].positions
    return next(position for position in positions if position.key == key)


def _satisfies(value: float, number: Number, bound: str) -> bool:
    limit = getattr(number, bound)
    if limit is None:
        limit = number.exactly  # "the term is 3 years" bounds it from both sides
    if limit is None:
        return True
    if bound == "at_least":
        return bool(value >= limit)
    return bool(value <= limit) if bound == "at_most" else bool(value < limit)
