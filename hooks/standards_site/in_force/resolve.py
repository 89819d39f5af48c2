"""What applies to a branch, why the rest does not, and where each number comes from. Pure: data in, values out.

Four decide, in this order: the catalog, the university's local rules (site.yaml), the profile, the branch. The first
three do not depend on the numbers of a branch: `standard_for` makes them once, `resolve` adds the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..data.load import Made, StandardsData
from ..data.model import (
    Addition,
    Applies,
    Branch,
    BranchFacts,
    Catalog,
    Citation,
    Exclusion,
    Frequency,
    FrequencyPosition,
    Item,
    Requirement,
    Ruling,
    Stricter,
    Threshold,
    ThresholdPosition,
)
from .conditions import Test, kind_title, tests_of

CATALOG, UNIVERSITY, PROFILE, BRANCH = "catalog", "university", "profile", "branch"
NO_RULING = Ruling()


@dataclass(frozen=True)
class Authority:
    """Who decides: the kind and the name as shown."""

    name: str
    title: str


@dataclass(frozen=True)
class Setting:
    """The number in force of a frequency or threshold, and which authority set it and why.

    No position and nothing stricter: no nation-wide number exists and nobody set one.
    """

    record: Frequency | Threshold
    position: FrequencyPosition | ThresholdPosition | None
    stricter: Stricter | None
    authority: Authority
    why: str

    @property
    def per(self) -> str | None:
        """Return the period of a frequency; None if there is no number in force."""
        if self.stricter and self.stricter.per:
            return self.stricter.per
        return self.position.per if isinstance(self.position, FrequencyPosition) else None

    @property
    def modality(self) -> str:
        """Return with which word it is laid down; a number of one's own binds those it is set for."""
        if self.stricter:
            return "must"
        return self.position.modality if self.position else "plain"

    @property
    def summary(self) -> str:
        """Return the number in a few words, which stand within a sentence."""
        if not self.stricter and self.authority.name == CATALOG:
            return self.record.summary.removesuffix("。")
        return self.text.removesuffix("。")

    @property
    def text(self) -> str:
        """Return the number as whoever set it words it."""
        if self.stricter:
            return self.stricter.text
        return self.position.text if self.position else self.record.summary


Settings = Mapping[str, Setting]
"""The numbers in force by the id of their frequency or threshold."""


@dataclass(frozen=True)
class Left:
    """Something that does not apply to a branch: the reason in words, what it does instead, and the basis.

    `authority` tells who excluded it; None where the facts of the branch decide.
    """

    reason: str
    otherwise: str
    cites: tuple[Citation, ...]
    authority: Authority | None = None


@dataclass(frozen=True)
class RequirementEntry:
    """A requirement with the tests that the facts of a branch must pass, unless it is left out for all."""

    requirement: Requirement
    applies: Applies | None
    tests: tuple[Test, ...]
    left: Left | None


@dataclass(frozen=True)
class ItemEntry:
    """An item likewise; `added` by an authority if it belongs to another catalog."""

    item: Item
    requirements: tuple[RequirementEntry, ...]
    tests: tuple[Test, ...]
    left: Left | None
    added: Authority | None


@dataclass(frozen=True)
class Standard:
    """What a catalog asks of a kind of branch, before the facts of one branch are known.

    `kind` is None for the catalog as it stands, with the university's rules for all kinds only.
    """

    catalog: Catalog
    kind: str | None
    title: str
    entries: tuple[ItemEntry, ...]
    settings: dict[str, Setting]
    """By the id of the frequency or threshold."""

    @cached_property
    def item_tests(self) -> tuple[Test, ...]:
        """Return the tests of facts on which it depends which items apply."""
        return tuple(dict.fromkeys(test for entry in self._open for test in entry.tests))

    @cached_property
    def duty_tests(self) -> tuple[Test, ...]:
        """Return those on which the duties of a year depend."""
        duties = ((entry, one) for entry, one in self._open_requirements if one.requirement.frequency)
        return tuple(dict.fromkeys(test for entry, one in duties for test in (*entry.tests, *one.tests)))

    @cached_property
    def all_tests(self) -> tuple[Test, ...]:
        """Return those on which anything depends."""
        of_requirements = (test for _, one in self._open_requirements for test in one.tests)
        return tuple(dict.fromkeys((*self.item_tests, *of_requirements)))

    @property
    def _open(self) -> list[ItemEntry]:
        return [entry for entry in self.entries if not entry.left]

    @property
    def _open_requirements(self) -> list[tuple[ItemEntry, RequirementEntry]]:
        return [(entry, one) for entry in self._open for one in entry.requirements if not one.left]

    def why_left(self, facts: BranchFacts) -> tuple[str, ...]:
        """Return for each of the item tests why it does not hold, nothing if it does: what tells lists of items apart.

        For branches with the same standard; the lists of two with the same come out alike to the word.
        """
        return tuple("" if test.holds(facts) else test.why_unmet(facts, self.title) for test in self.item_tests)


@dataclass(frozen=True)
class ResolvedItem:
    """An item that applies, with the requirements that apply and those that do not."""

    item: Item
    requirements: tuple[Requirement, ...]
    left_requirements: tuple[tuple[Requirement, Left], ...]
    added: Authority | None


@dataclass(frozen=True)
class Resolved:
    """What one branch has to do under one standard."""

    standard: Standard
    facts: BranchFacts
    items: tuple[ResolvedItem, ...]
    left_items: tuple[tuple[Item, Left], ...]

    @property
    def catalog(self) -> Catalog:
        """Return the catalog."""
        return self.standard.catalog


class Standards:
    """The standards of all kinds of branch, each worked out once, and what they come to for each branch."""

    def __init__(self, data: StandardsData) -> None:
        self.data = data
        self._made: dict[tuple[str, str], Standard] = {}
        """By kind, or by branch where it has rules of its own, and catalog."""
        self._branch = ""
        self._resolved: dict[str, Resolved] = {}
        """Of the last branch asked for, by catalog: of all together they would fill the memory."""

        self._derived: dict[Any, Any] = {}

    def derived(self, make: Callable[[Standards], Made]) -> Made:
        """Return what `make` works out from the standards, worked out once however many ask for it."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: Made = self._derived[make]
        return made

    @cached_property
    def in_force(self) -> dict[str, Setting]:
        """Return the numbers in force for all kinds of branch: the handbook's, with the university's rules."""
        return settings(self.data, rulings(self.data, None))

    def catalogs(self, kind: str) -> list[Catalog]:
        """Return the catalogs that a kind of branch works by, its own one first."""
        return [self.data.catalogs[name] for name in self.data.profiles[kind].catalogs]

    def of_kind(self, kind: str, catalog: Catalog | None = None) -> Standard:
        """Return the standard of a kind of branch; its own catalog if none is named."""
        catalog = catalog or self.catalogs(kind)[0]
        if (kind, catalog.id) not in self._made:
            self._made[kind, catalog.id] = standard_for(self.data, catalog, kind)
        return self._made[kind, catalog.id]

    def of_branch(self, branch: Branch, catalog: Catalog | None = None) -> Resolved:
        """Return what a branch has to do; by its kind's own catalog if none is named."""
        kind = branch.facts.kind
        catalog = catalog or self.catalogs(kind)[0]
        if branch.id != self._branch:
            self._branch, self._resolved = branch.id, {}
        if catalog.id not in self._resolved:
            self._resolved[catalog.id] = resolve(self.for_branch(branch, catalog), branch.facts)
        return self._resolved[catalog.id]

    def for_branch(self, branch: Branch, catalog: Catalog | None = None) -> Standard:
        """Return the standard of a branch: that of its kind unless it has rules of its own."""
        kind = branch.facts.kind
        catalog = catalog or self.catalogs(kind)[0]
        if branch.rules == NO_RULING:
            return self.of_kind(kind, catalog)
        key = branch.id, catalog.id
        if key not in self._made:
            self._made[key] = standard_for(self.data, catalog, kind, branch)
        return self._made[key]


def rulings(data: StandardsData, kind: str | None, branch: Branch | None = None) -> list[tuple[Authority, Ruling]]:
    """Return what is decided on top of a catalog, in the order in which it is applied."""
    found: list[tuple[Authority, Ruling]] = [
        (Authority(UNIVERSITY, f"{data.site.university}：{rule.title}"), rule)
        for rule in data.site.local_rules
        if rule.on and (not rule.kinds or kind in rule.kinds)
    ]
    if kind:
        found.append((Authority(PROFILE, kind_title(data, kind)), data.profiles[kind]))
    if branch:
        found.append((Authority(BRANCH, branch.name), branch.rules))
    return found


def standard_for(data: StandardsData, catalog: Catalog, kind: str | None, branch: Branch | None = None) -> Standard:
    """Return what `catalog` asks of a kind of branch, or of one branch with rules of its own."""
    authorities = rulings(data, kind, branch)
    entries = tuple(_entries(data, catalog, kind, authorities))
    return Standard(catalog, kind, kind_title(data, kind) if kind else "", entries, settings(data, authorities))


def settings(data: StandardsData, authorities: list[tuple[Authority, Ruling]]) -> dict[str, Setting]:
    """Return the number in force of every frequency and threshold after `authorities`."""
    found: dict[str, Setting] = {}
    for _, record in data.compared:
        position = position_by_key(record, record.adopted.position)
        found[record.id] = Setting(record, position, None, Authority(CATALOG, "手册采用"), record.adopted.why)
    for authority, ruling in authorities:
        for decided, setting in changes(found, authority, ruling):
            found[decided] = setting
    return found


def changes(found: dict[str, Setting], authority: Authority, ruling: Ruling) -> Iterator[tuple[str, Setting]]:
    """Yield the settings that `ruling` puts in the place of those in `found`."""
    for adoption in ruling.adopt:
        name = adoption.frequency or adoption.threshold or ""
        record = found[name].record
        yield name, Setting(record, position_by_key(record, adoption.position), None, authority, adoption.why)
    for stricter in ruling.stricter:
        name = stricter.frequency or stricter.threshold or ""
        yield name, replace(found[name], stricter=stricter, authority=authority, why=stricter.basis)


def is_local(data: StandardsData, setting: Setting) -> bool:
    """Return whether the number in force is not a nation-wide one."""
    if setting.stricter:
        return True
    return setting.position is not None and data.sources[setting.position.source].kind not in (
        "regulation",
        "policy",
    )


def position_by_key(record: Frequency | Threshold, key: str | None) -> FrequencyPosition | ThresholdPosition | None:
    """Return the position `key` of a record, if there is one."""
    positions: tuple[FrequencyPosition | ThresholdPosition, ...] = record.positions
    return next((position for position in positions if position.key == key), None)


def resolve(standard: Standard, facts: BranchFacts) -> Resolved:
    """Return what applies to a branch with `facts`, and the rest with the reason in words."""
    items: list[ResolvedItem] = []
    left: list[tuple[Item, Left]] = []
    for entry in standard.entries:
        why_not = _why_left(entry.left, entry.tests, entry.item.applies, facts, standard.title)
        if why_not:
            left.append((entry.item, why_not))
            continue
        requirements: list[Requirement] = []
        left_requirements: list[tuple[Requirement, Left]] = []
        for one in entry.requirements:
            verdict = None
            if one.left or one.tests:
                verdict = _why_left(one.left, one.tests, one.applies, facts, standard.title)
            if verdict is None:
                requirements.append(one.requirement)
            else:
                left_requirements.append((one.requirement, verdict))
        items.append(ResolvedItem(entry.item, tuple(requirements), tuple(left_requirements), entry.added))
    return Resolved(standard, facts, tuple(items), tuple(left))


def _why_left(
    left: Left | None, tests: tuple[Test, ...], applies: Applies | None, facts: BranchFacts, kind: str
) -> Left | None:
    if left or not tests:
        return left
    unmet = [test.why_unmet(facts, kind) for test in tests if not test.holds(facts)]
    return Left("；".join(unmet), applies.otherwise, applies.cites) if unmet and applies else None


def _entries(
    data: StandardsData, catalog: Catalog, kind: str | None, authorities: list[tuple[Authority, Ruling]]
) -> Iterator[ItemEntry]:
    added: list[tuple[Authority, Addition]] = [
        (authority, addition) for authority, ruling in authorities for addition in ruling.add
    ]
    excluded: dict[tuple[str, str | None], tuple[Authority, Exclusion]] = {}
    for authority, ruling in authorities:
        excluded |= {(entry.item, entry.requirement): (authority, entry) for entry in ruling.exclude}
        for addition in ruling.add:
            if not addition.requirement:
                excluded.pop((addition.item, None), None)  # the authority that comes later has the last word
    own = data.catalog_items(catalog.id)
    # what is added goes with the catalog that the kind of branch works by in the first place
    guests = [(addition.item, authority) for authority, addition in added if not addition.requirement] if kind else []
    first = kind is not None and data.profiles[kind].catalogs[0] == catalog.id
    entries: list[tuple[Item, Authority | None]] = [(item, None) for item in own]
    entries += [(data.items[name], authority) for name, authority in guests if first]
    for item, by in entries:
        extra = [entry.requirement for _, entry in added if entry.item == item.id and entry.requirement]
        yield ItemEntry(
            item,
            tuple(
                RequirementEntry(
                    requirement, applies, *_verdict(data, applies, kind, excluded.get((item.id, requirement.key)))
                )
                for requirement in (*item.requirements, *extra)
                for applies in (applies_of(data, requirement),)
            ),
            *_verdict(data, item.applies, kind, excluded.get((item.id, None))),
            added=by,
        )


def applies_of(data: StandardsData, requirement: Requirement) -> Applies | None:
    """Return the condition of a requirement: its own, otherwise that of the frequency it asks for."""
    if requirement.applies or requirement.frequency is None:
        return requirement.applies
    frequency = data.frequencies.get(requirement.frequency)
    return frequency.applies if frequency else None


def _verdict(
    data: StandardsData, applies: Applies | None, kind: str | None, exclusion: tuple[Authority, Exclusion] | None
) -> tuple[tuple[Test, ...], Left | None]:
    """Return the tests that the facts of a branch still have to pass, and why it is left out for the whole kind."""
    if exclusion:
        authority, entry = exclusion
        return (), Left(entry.reason, entry.otherwise, entry.cites, authority)
    if applies is None or applies.when == "always":
        return (), None
    tests = tests_of(data, applies.when)
    if kind is None:
        return tests, None
    title = kind_title(data, kind)
    for test in tests:
        if test.fact == "kind" and (kind in test.value) != (test.op == "in"):  # type: ignore[operator]
            return (), Left(test.unmet.replace("{kind}", title), applies.otherwise, applies.cites)
    return tuple(test for test in tests if test.fact != "kind"), None
