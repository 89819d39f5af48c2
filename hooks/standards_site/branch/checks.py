"""Does what a branch says about itself fit the rules on numbers? Pure: facts and thresholds in, findings out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..data.load import StandardsData
from ..data.model import BranchCheck, BranchFacts, Number, ThresholdPosition
from ..dates import months_between, months_later
from ..in_force.conditions import holds
from ..in_force.resolve import CATALOG, Resolved, Setting


@dataclass(frozen=True)
class CheckBasis:
    """What a check rests on: the number, what it says in words, and the position or, if there is none, the paper."""

    number: Number | None
    text: str
    modality: str
    position: ThresholdPosition | None
    paper: str


@dataclass(frozen=True)
class Finding:
    """A number of a branch that does not fit: a duty if the basis lays it down, a hint if it says 一般."""

    check: BranchCheck
    value: str
    """The number as it is shown."""
    basis: CheckBasis
    duty: bool


def findings(data: StandardsData, resolved: Resolved) -> list[Finding]:
    """Return the checks that the facts of a branch fail, in the order of branch_checks.yaml."""
    found, today = [], date.fromisoformat(data.edition.date)
    for check in data.branch_checks.checks:
        value = fact_value(resolved.facts, check.fact, today=today)
        if value is None or not holds(data, check.when, resolved.facts):
            continue
        basis = basis_of(data, check, resolved.standard.settings[check.threshold])
        limit = limit_of(basis.number, check.bound) if basis.number else None
        if limit is not None and not satisfies(value, limit, check.bound):
            shown = value_words(resolved.facts, check.fact, today=today)
            found.append(Finding(check, shown, basis, duty=is_duty(check, basis)))
    return found


def is_duty(check: BranchCheck, basis: CheckBasis) -> bool:
    """Return whether failing the check is something to deal with, not just a hint."""
    return not check.hint and basis.modality != "generally"


def unchecked(data: StandardsData, facts: BranchFacts) -> list[str]:
    """Return what was not given, as it is called where it is asked for, so that nothing could be checked."""
    missing = [
        check.fact
        for check in data.branch_checks.checks
        if holds(data, check.when, facts) and fact_value(facts, check.fact, today=date.max) is None
    ]
    return [asked_label(data, name) for name in dict.fromkeys(missing)]


def asked_label(data: StandardsData, name: str) -> str:
    """Return what is asked for so that a fact can be checked: a length of time is counted from a day."""
    return data.program.term_start if name == "term_years" else data.label("checked_fact", name)


def basis_of(data: StandardsData, check: BranchCheck, setting: Setting) -> CheckBasis:
    """Return what a check rests on: the number that an authority set here, else the check's own position."""
    if setting.authority.name != CATALOG:
        stricter, position = setting.stricter, setting.position
        if stricter and _bounds(stricter.number, check.bound):
            return CheckBasis(stricter.number, stricter.text, "must", None, stricter.basis)
        if isinstance(position, ThresholdPosition) and _bounds(position.number, check.bound):
            return CheckBasis(position.number, position.text, position.modality, position, "")
    basis = _position(data, check, check.basis)
    return CheckBasis(_position(data, check, check.position).number, basis.text, basis.modality, basis, "")


def fact_value(facts: BranchFacts, name: str, *, today: date) -> float | None:
    """Return the number behind a checked fact, or None if the branch did not give it."""
    if name == "members":
        return facts.formal_members + facts.probationary_members
    if name == "term_years":
        if facts.term_start is None:
            return None
        start = date.fromisoformat(facts.term_start)
        months = months_between(start, today)
        # whole on the day on which a term ends, and more on the next
        return (months + (today - months_later(start, months)).days / 31) / 12
    value: int | None = getattr(facts, name)
    return value


def value_words(facts: BranchFacts, name: str, *, today: date) -> str:
    """Return the number behind a checked fact as it is shown: a length of time in whole years and months."""
    if name == "term_years" and facts.term_start:
        years, months = divmod(months_between(date.fromisoformat(facts.term_start), today), 12)
        words = [f"{years} 年" if years else "", f"{months} 个月" if months else ""]
        return " ".join(word for word in words if word) or "不到 1 个月"
    return str(fact_value(facts, name, today=today))


def _position(data: StandardsData, check: BranchCheck, key: str | None) -> ThresholdPosition:
    threshold = data.thresholds[check.threshold]
    wanted = key or threshold.adopted.position
    return next(position for position in threshold.positions if position.key == wanted)


def _bounds(number: Number | None, bound: str) -> bool:
    return number is not None and limit_of(number, bound) is not None


def limit_of(number: Number, bound: str) -> float | None:
    """Return the limit that a number sets in the direction of `bound`."""
    limit: float | None = getattr(number, bound)
    # "the term is 3 years" bounds it from both sides
    return number.exactly if limit is None else limit


def satisfies(value: float, limit: float, bound: str) -> bool:
    """Return whether a value keeps to a limit."""
    if bound == "at_least":
        return value >= limit
    return value <= limit if bound == "at_most" else value < limit
