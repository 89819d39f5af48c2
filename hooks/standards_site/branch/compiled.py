"""The resolution rules as plain data: what the page 我的支部 evaluates in the browser, worked out by `resolve`.

Everything that does not depend on the facts of one branch is decided here (catalog, university and profile); what is
left are tests on facts. What several kinds of branch share is written once and named by its place in its list.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from ..data.load import StandardsData
from ..data.model import Applies, BranchCheck, BranchFacts, Requirement
from ..data.periods import PERIODS
from ..in_force.conditions import Test, tests_of
from ..in_force.resolve import ItemEntry, Left, RequirementEntry, Resolved, Standard, Standards
from .checks import (
    CheckBasis,
    asked_label,
    basis_of,
    findings,
    is_duty,
    limit_of,
    unchecked,
)
from .deadlines import TermStep, term_steps, term_years
from .schedule import FrequencyPlan, branch_schedule, dated_periods, frequency_plans

Plain = dict[str, Any]


def _nothing(*_: Any) -> Plain:
    return {}


@dataclass(frozen=True)
class Shown:
    """What a page shows beside the rules; an output that makes a page gives it."""

    requirement: Callable[[Requirement], Plain] = _nothing
    """Of one that may not apply."""
    plan: Callable[[FrequencyPlan], Plain] = _nothing
    check: Callable[[BranchCheck, CheckBasis], Plain] = _nothing
    step: Callable[[TermStep], Plain] = _nothing


class _Compiling:
    def __init__(self, data: StandardsData, shown: Shown) -> None:
        self.data = data
        self.shown = shown
        self.tests: dict[Test, int] = {}
        names = ("entries", "requirements", "plans", "checks", "terms")
        self.lists: dict[str, dict[str, int]] = {name: {} for name in names}

    def standard(self, standard: Standard) -> Plain:
        return {
            "entries": [self._place("entries", self._entry(entry)) for entry in standard.entries],
            "plans": [self._place("plans", self._plan(plan)) for plan in frequency_plans(self.data, standard)],
            "checks": [self._place("checks", self._check(standard, check)) for check in self.data.branch_checks.checks],
            "term": self._place("terms", self._term(standard)),
        }

    def written(self) -> Plain:
        """Return the lists that the standards name places of."""
        lists: Plain = {name: [json.loads(text) for text in found] for name, found in self.lists.items()}
        return {"tests": [_without_blanks(asdict(test)) for test in self.tests], **lists}

    def _place(self, name: str, value: Plain) -> int:
        return self.lists[name].setdefault(json.dumps(value, ensure_ascii=False), len(self.lists[name]))

    def _entry(self, entry: ItemEntry) -> Plain:
        return {
            "id": entry.item.id,
            "added": entry.added.title if entry.added else "",
            "requirements": [self._place("requirements", self._requirement(one)) for one in entry.requirements],
            **self._condition(entry.tests, entry.left, entry.item.applies),
        }

    def _requirement(self, entry: RequirementEntry) -> Plain:
        requirement = entry.requirement
        condition = self._condition(entry.tests, entry.left, entry.applies)
        # what always applies is never shown by itself, and its text is most of all
        shown = self.shown.requirement(requirement) if condition else {}
        return {"key": requirement.key, **shown, **condition}

    def _condition(self, tests: tuple[Test, ...], left: Left | None, applies: Applies | None) -> Plain:
        if left:
            return {"condition": {"reason": left.reason, "otherwise": left.otherwise}}
        if tests and applies:
            return {"condition": {"tests": self._tests(tests), "otherwise": applies.otherwise}}
        return {}

    def _plan(self, plan: FrequencyPlan) -> Plain:
        return {
            "frequency": plan.frequency.id,
            "title": plan.frequency.title,
            "summary": plan.setting.summary,
            "from": plan.setting.authority.title,
            "per": plan.per or "",
            "periods": [list(period) for period in dated_periods(plan)],
            "fixed": plan.fixed or plan.per == "semester",
            "asking": [".".join(one) for one in plan.asking],
            "carriers": [".".join(one) for one in plan.carriers],
            **self.shown.plan(plan),
        }

    def _check(self, standard: Standard, check: BranchCheck) -> Plain:
        basis = basis_of(self.data, check, standard.settings[check.threshold])
        return {
            "key": check.key,
            "fact": check.fact,
            "label": self.data.label("checked_fact", check.fact),
            "asked": asked_label(self.data, check.fact),
            "tests": self._tests(tests_of(self.data, check.when)),
            "bound": check.bound,
            "limit": limit_of(basis.number, check.bound) if basis.number else None,
            "duty": is_duty(check, basis),
            **self.shown.check(check, basis),
        }

    def _term(self, standard: Standard) -> Plain:
        steps = term_steps(self.data, standard.settings, standard.kind)
        return {
            "months": 12 * term_years(self.data, standard.settings),
            "steps": [{"key": step.key, "months": step.months, **self.shown.step(step)} for step in steps],
        }

    def _tests(self, tests: tuple[Test, ...]) -> list[int]:
        return [self.tests.setdefault(test, len(self.tests)) for test in tests]


def compiled(data: StandardsData, standards: Standards, shown: Shown | None = None) -> Plain:
    """Return the rules of all kinds of branch: their catalogs, and each as a standard `<kind>/<catalog>`."""
    compiling = _Compiling(data, shown or Shown())
    made = {
        f"{profile.id}/{catalog.id}": compiling.standard(standards.of_kind(profile.id, catalog))
        for profile in data.profiles.values()
        for catalog in standards.catalogs(profile.id)
    }
    lists = compiling.written()
    used = {entry["id"] for entry in lists["entries"]}
    return {
        "edition": data.edition.id,
        "today": data.edition.date,
        "periods": list(PERIODS),
        "kinds": [
            {"id": profile.id, "title": profile.title, "catalogs": list(profile.catalogs)}
            for profile in data.profiles.values()
        ],
        "elections": data.program.elections,
        **lists,
        "standards": made,
        "keeps": {
            item.id: [[kept.form, list(kept.proves)] for kept in item.keep if kept.form]
            for item in data.items.values()
            if item.id in used
        },
    }


def branch_answer(data: StandardsData, resolved: Resolved) -> Plain:
    """Return what a branch gets, as the script of the page returns it for the same facts."""
    year = branch_schedule(data, resolved)
    return {
        "items": [
            {
                "id": entry.item.id,
                "added": entry.added.title if entry.added else "",
                "requirements": [requirement.key for requirement in entry.requirements],
                "left": [_left(requirement.key, left) for requirement, left in entry.left_requirements],
            }
            for entry in resolved.items
        ],
        "left": [_left(item.id, left) for item, left in resolved.left_items],
        "findings": [
            {"key": finding.check.key, "duty": finding.duty, "value": finding.value}
            for finding in findings(data, resolved)
        ],
        "unchecked": unchecked(data, resolved.facts),
        "duties": [
            {"frequency": duty.frequency, "carrier": duty.carrier, "items": list(duty.items), "forms": list(duty.forms)}
            for duty in year.duties
        ],
        "deadlines": [{"key": one.step.key, "day": one.day.isoformat()} for one in year.deadlines],
        "undated": [duty.frequency for duty in year.undated],
        "unadopted": [frequency.id for frequency in year.unadopted],
    }


def facts_from_page(given: Plain) -> BranchFacts:
    """Return the facts of a branch as the page holds them."""
    return BranchFacts.model_validate(given)


def _left(name: str, left: Left) -> Plain:
    return {"id": name, "reason": left.reason, "otherwise": left.otherwise}


def _without_blanks(plain: Plain) -> Plain:
    del plain["wanted"]
    return {name: value for name, value in plain.items() if value != ""}
