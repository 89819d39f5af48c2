"""Conditions on the facts of a branch, compiled to tests that Python and the browser's script evaluate alike."""

from __future__ import annotations

from dataclasses import dataclass

from ..data.load import StandardsData
from ..data.model import BranchFacts, Condition, Range

COUNTS = {
    "formal_members": ("正式党员", "名"),
    "probationary_members": ("预备党员", "名"),
    "mobile_members": ("流动党员", "名"),
    "graduating_members": ("毕业党员", "名"),
    "overseas_members": ("出国（境）党员", "名"),
    "candidates": ("在培养的发展对象和积极分子", "名"),
}
FLAGS = {
    "committee": ("设支部委员会", "不设支部委员会"),
    "groups": ("划分党小组", "没有划分党小组"),
    "leaders": ("有党员领导干部", "没有党员领导干部"),
    "rectification": ("被列为整顿对象", "没有被列为整顿对象"),
}


@dataclass(frozen=True)
class Test:
    """One thing that a fact of a branch must satisfy; `op` is in, not_in, min, max or is.

    `unmet` says in words why it does not hold, with {count} for the number and {kind} for the kind of branch;
    `none` says it where the count is 0. `wanted` is the condition itself in words.
    """

    fact: str
    op: str
    value: tuple[str, ...] | int | bool
    wanted: str
    unmet: str
    none: str = ""

    def holds(self, facts: BranchFacts) -> bool:
        """Return whether it holds for a branch with `facts`."""
        found = getattr(facts, self.fact)
        if self.op == "min":
            return bool(found >= self.value)
        if self.op == "max":
            return bool(found <= self.value)
        if self.op == "is":
            return bool(found == self.value)
        return (found in self.value) == (self.op == "in")  # type: ignore[operator]

    def why_unmet(self, facts: BranchFacts, kind: str) -> str:
        """Return in words why it does not hold; `kind` is how the branch's kind is shown."""
        if self.none and getattr(facts, self.fact) == 0:
            return self.none
        return self.unmet.replace("{count}", str(getattr(facts, self.fact))).replace("{kind}", kind)


def kind_title(data: StandardsData, kind: str) -> str:
    """Return how a kind of branch is shown."""
    return data.profiles[kind].title


def tests_of(data: StandardsData, condition: Condition) -> tuple[Test, ...]:
    """Return what the facts of a branch must satisfy for `condition` to hold."""
    found = []
    for op, kinds in (("in", condition.kinds), ("not_in", condition.not_kinds)):
        if kinds:
            names = "、".join(kind_title(data, kind) for kind in kinds)
            only = op == "in"
            unmet = "本支部是{kind}" + (f"，只适用于{names}" if only else "")
            found.append(Test("kind", op, kinds, names if only else f"不含{names}", unmet))
    for name, (label, unit) in COUNTS.items():
        wanted_count: Range | None = getattr(condition, name)
        if wanted_count:
            found += _count_tests(name, label, unit, wanted_count)
    for name, words in FLAGS.items():
        flag: bool | None = getattr(condition, name)
        if flag is not None:
            found.append(Test(name, "is", flag, words[not flag], "本支部" + words[flag]))
    return tuple(found)


def holds(data: StandardsData, condition: Condition, facts: BranchFacts) -> bool:
    """Return whether `condition` holds for a branch with `facts`."""
    return all(test.holds(facts) for test in tests_of(data, condition))


def condition_words(data: StandardsData, condition: Condition) -> str:
    """Return a condition in words: 正式党员 7 名以上；设支部委员会."""
    return "；".join(test.wanted for test in tests_of(data, condition) if test.wanted)


def facts_words(data: StandardsData, facts: BranchFacts) -> list[str]:
    """Return the facts of a branch in words, the main ones only."""
    return [
        kind_title(data, facts.kind),
        f"正式党员 {facts.formal_members} 名",
        f"预备党员 {facts.probationary_members} 名",
        FLAGS["committee"][not facts.committee],
        FLAGS["groups"][not facts.groups],
    ]


def _count_tests(name: str, label: str, unit: str, wanted: Range) -> list[Test]:
    if wanted.min is not None and wanted.max is not None:
        words = [f"{label} {wanted.min}–{wanted.max} {unit}", ""]  # one phrase for both bounds
    else:
        words = [f"{label} {wanted.min} {unit}以上", f"{label} {wanted.max} {unit}以下"]
    found = []
    if wanted.min is not None:
        unmet = f"{label} {{count}} {unit}，不足 {wanted.min} {unit}"
        found.append(Test(name, "min", wanted.min, words[0], unmet, none=f"没有{label}"))
    if wanted.max is not None:
        found.append(Test(name, "max", wanted.max, words[1], f"{label} {{count}} {unit}，超过 {wanted.max} {unit}"))
    return found
