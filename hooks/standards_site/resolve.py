"""Which items of a standard apply to a branch, and why the others do not. Pure: data in, values out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .load import StandardsData
from .model import Applies, Branch, BranchFacts, Catalog, Citation, Condition, Item, Range, Requirement, Unit

_COUNTS = {
    "formal_members": ("正式党员", "名"),
    "probationary_members": ("预备党员", "名"),
    "mobile_members": ("流动党员", "名"),
    "graduating_members": ("毕业党员", "名"),
    "overseas_members": ("出国（境）党员", "名"),
    "candidates": ("在培养的发展对象和积极分子", "名"),
}
_FLAGS = {
    "committee": ("设支部委员会", "不设支部委员会"),
    "groups": ("划分党小组", "没有划分党小组"),
    "leaders": ("有党员领导干部", "没有党员领导干部"),
    "rectification": ("被列为整顿对象", "没有被列为整顿对象"),
}


@dataclass(frozen=True)
class Left:
    """Something that does not apply to a branch: the branch's facts in words, and what it does instead."""

    reason: str
    otherwise: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class ResolvedItem:
    """An item that applies, with the requirements that apply and those that do not."""

    item: Item
    requirements: tuple[Requirement, ...]
    left_requirements: tuple[tuple[Requirement, Left], ...]


@dataclass(frozen=True)
class ResolvedBranch:
    """What one branch has to do under one standard."""

    unit: Unit
    branch: Branch
    catalog: Catalog
    items: tuple[ResolvedItem, ...]
    left_items: tuple[tuple[Item, Left], ...]


def resolve(data: StandardsData, catalog: Catalog, unit: Unit, branch: Branch) -> ResolvedBranch:
    """Return the items of `catalog` that apply to `branch`, and the others with the reason in words."""
    applying: list[ResolvedItem] = []
    left: list[tuple[Item, Left]] = []
    for item in data.catalog_items(catalog.id):
        why_not = why_left(data, item.applies, branch.facts)
        if why_not:
            left.append((item, why_not))
            continue
        verdicts = [
            (requirement, why_left(data, requirement.applies, branch.facts) if requirement.applies else None)
            for requirement in item.requirements
        ]
        applying.append(
            ResolvedItem(
                item,
                tuple(requirement for requirement, verdict in verdicts if verdict is None),
                tuple((requirement, verdict) for requirement, verdict in verdicts if verdict is not None),
            )
        )
    return ResolvedBranch(unit, branch, catalog, tuple(applying), tuple(left))


def why_left(data: StandardsData, applies: Applies, facts: BranchFacts) -> Left | None:
    """Return why `applies` does not hold for a branch with `facts`, or None if it holds."""
    if applies.when == "always":
        return None
    unmet = list(_unmet(data, applies.when, facts))
    return Left("；".join(unmet), applies.otherwise, applies.cites) if unmet else None


def holds(data: StandardsData, condition: Condition, facts: BranchFacts) -> bool:
    """Return whether all facts that `condition` asks for hold."""
    return not any(_unmet(data, condition, facts))


def condition_words(data: StandardsData, condition: Condition) -> str:
    """Return a condition in words: 正式党员 7 名以上；设支部委员会."""
    parts = []
    if condition.kinds:
        parts.append("、".join(data.label("branch_kind", kind) for kind in condition.kinds))
    if condition.not_kinds:
        parts.append("不含" + "、".join(data.label("branch_kind", kind) for kind in condition.not_kinds))
    for name, (label, unit) in _COUNTS.items():
        wanted: Range | None = getattr(condition, name)
        if wanted is not None:
            parts.append(f"{label}{_range_words(wanted, unit)}")
    for name, (yes, no) in _FLAGS.items():
        flag: bool | None = getattr(condition, name)
        if flag is not None:
            parts.append(yes if flag else no)
    return "；".join(parts)


def facts_words(data: StandardsData, facts: BranchFacts) -> list[str]:
    """Return the facts of a branch in words, the main ones only."""
    return [
        data.label("branch_kind", facts.kind),
        f"正式党员 {facts.formal_members} 名",
        f"预备党员 {facts.probationary_members} 名",
        _FLAGS["committee"][0 if facts.committee else 1],
        _FLAGS["groups"][0 if facts.groups else 1],
    ]


def _unmet(data: StandardsData, condition: Condition, facts: BranchFacts) -> Iterator[str]:
    kind = data.label("branch_kind", facts.kind)
    if condition.kinds and facts.kind not in condition.kinds:
        yield f"本支部是{kind}，只适用于" + "、".join(data.label("branch_kind", name) for name in condition.kinds)
    if facts.kind in condition.not_kinds:
        yield f"本支部是{kind}"
    for name, (label, unit) in _COUNTS.items():
        wanted: Range | None = getattr(condition, name)
        count: int = getattr(facts, name)
        if wanted is None:
            continue
        if wanted.min is not None and count < wanted.min:
            yield f"没有{label}" if count == 0 else f"{label} {count} {unit}，不足 {wanted.min} {unit}"
        if wanted.max is not None and count > wanted.max:
            yield f"{label} {count} {unit}，超过 {wanted.max} {unit}"
    for name, words in _FLAGS.items():
        flag: bool | None = getattr(condition, name)
        state: bool = getattr(facts, name)
        if flag is not None and flag != state:
            yield "本支部" + words[0 if state else 1]


def _range_words(wanted: Range, unit: str) -> str:
    if wanted.min is not None and wanted.max is not None:
        return f" {wanted.min}–{wanted.max} {unit}"
    return f" {wanted.min} {unit}以上" if wanted.min is not None else f" {wanted.max} {unit}以下"
