"""What a kind of branch is: what surely applies to it, what depends, what does not, and which numbers differ."""

from __future__ import annotations

from ...branch.checks import basis_of, is_duty
from ...data.load import StandardsData
from ...data.model import Item, Profile
from ...in_force.conditions import Test, tests_of
from ...in_force.resolve import (
    CATALOG,
    PROFILE,
    ItemEntry,
    Left,
    RequirementEntry,
    Setting,
    Standard,
    position_by_key,
    rulings,
)
from ..branch_files import BranchFiles
from ..links import Links, Place, profile_calendar_path, profile_plan_path
from ..output import Context, View
from ..settings import setting_view
from ..shared_words import WORDS
from ..words import in_a_list


def profiles_view(context: Context) -> View:
    """Return every kind of branch in a line: its standard, what does not apply to it, which numbers differ."""
    links = context.links("../")
    return {"profiles": [_line(context, links, profile) for profile in context.data.profiles.values()]}


def profile_view(context: Context, profile: Profile, files: BranchFiles) -> View:
    """Return everything the page of a kind of branch shows."""
    data, links = context.data, context.links("../")
    standard = context.standards.of_kind(profile.id)
    own, *others = context.standards.catalogs(profile.id)
    left = [
        {"text": _name(entry.item), "href": links.item(entry.item.id), "requirements": found}
        for entry in standard.entries
        if not entry.left
        for found in [_left_requirements(data, links, entry)]
        if found
    ]
    return {
        "profile": profile,
        "description": f"{profile.title}：{profile.meaning}哪些条目适用、哪些不适用、哪些数和手册不同。",
        "own": {"title": own.title, "href": links.catalog(own)},
        "others": [
            {
                "title": catalog.title,
                "href": links.catalog(catalog),
                "left": [
                    {"text": _name(entry.item), "href": links.item(entry.item.id), **_left(data, links, entry)}
                    for entry in context.standards.of_kind(profile.id, catalog).entries
                    if entry.left
                ],
            }
            for catalog in others
        ],
        **_counts(standard),
        "areas": _areas(data, links, standard),
        "left": left,
        "left_count": sum(len(entry["requirements"]) for entry in left),
        "additions": _additions(data, links, profile),
        "numbers": _numbers(data, links, standard),
        "checks": _checks(data, links, standard),
        "branches": [
            {"text": branch.name, "href": files.check(links, unit, branch, own)}
            for unit, branch in data.branches().values()
            if branch.facts.kind == profile.id and not files.are_many
        ],
        "plan_href": links.to(profile_plan_path(profile.id)),
        "calendar_href": links.to(profile_calendar_path(profile.id)),
        "calculator_href": links.to(Place.MY_BRANCH),
    }


def _line(context: Context, links: Links, profile: Profile) -> View:
    standard = context.standards.of_kind(profile.id)
    return {
        "title": profile.title,
        "meaning": profile.meaning,
        "href": links.profile(profile.id),
        "standard": {"text": standard.catalog.title, "href": links.catalog(standard.catalog)},
        "left": [
            {"text": _name(entry.item), "href": links.item(entry.item.id)} for entry in standard.entries if entry.left
        ],
        "numbers": [{"text": row["title"], "href": row["href"]} for row in _numbers(context.data, links, standard)],
        "plan_href": links.to(profile_plan_path(profile.id)),
    }


def _counts(standard: Standard) -> View:
    return {
        "sure_count": sum(not entry.left and not entry.tests for entry in standard.entries),
        "depends_count": sum(not entry.left and bool(entry.tests) for entry in standard.entries),
        "never_count": sum(bool(entry.left) for entry in standard.entries),
    }


def _areas(data: StandardsData, links: Links, standard: Standard) -> list[View]:
    """Return the items by area in three columns; those added from another catalog come last."""
    groups = [
        (area.heading, [entry for entry in standard.entries if not entry.added and _in(entry, area.id)])
        for area in standard.catalog.areas
    ]
    groups.append(("另加的条目", [entry for entry in standard.entries if entry.added]))
    return [
        {
            "title": title,
            "sure": [_link(links, entry) for entry in entries if not entry.left and not entry.tests],
            "depends": [
                {
                    **_link(links, entry),
                    "condition": "；".join(test.wanted for test in entry.tests if test.wanted),
                    "otherwise": entry.item.applies.otherwise,
                }
                for entry in entries
                if entry.tests and not entry.left
            ],
            "never": [{**_link(links, entry), **_left(data, links, entry)} for entry in entries if entry.left],
        }
        for title, entries in groups
        if entries
    ]


def _in(entry: ItemEntry, area_id: str) -> bool:
    return entry.item.area == area_id


def _link(links: Links, entry: ItemEntry) -> View:
    return {"id": entry.item.id, "text": _name(entry.item), "href": links.item(entry.item.id)}


def _name(item: Item) -> str:
    return item.heading


def _left(data: StandardsData, links: Links, entry: ItemEntry | RequirementEntry) -> View:
    """Return why something is left out for the whole kind, what is done instead, on what basis, and who says so."""
    left = entry.left
    assert left
    return {
        "reason": _reason(data, entry, left),
        "otherwise": left.otherwise,
        "by": _who(left),
        "cites": links.citations(left.cites),
    }


def _reason(data: StandardsData, entry: ItemEntry | RequirementEntry, left: Left) -> str:
    """Return the reason as told to the kind, not to one branch of it: 只适用于学生党支部."""
    if left.authority:
        return left.reason
    applies = entry.item.applies if isinstance(entry, ItemEntry) else entry.applies
    assert applies
    assert applies.when != "always"
    kinds = [test for test in tests_of(data, applies.when) if test.fact == "kind"]
    return "；".join(f"只适用于{test.wanted}" if test.op == "in" else test.wanted for test in kinds)


def _who(left: Left) -> str:
    if left.authority is None:
        return "条目写明"
    return "按支部类型" if left.authority.name == PROFILE else left.authority.title


def _left_requirements(data: StandardsData, links: Links, entry: ItemEntry) -> list[View]:
    return [
        {
            "text": in_a_list(one.requirement),
            "href": links.requirement(entry.item.id, one.requirement.key),
            **_left(data, links, one),
        }
        for one in entry.requirements
        if one.left
    ]


def _additions(data: StandardsData, links: Links, profile: Profile) -> list[View]:
    return [
        {
            "text": _name(data.items[addition.item]),
            "href": links.item(addition.item),
            "requirement": addition.requirement.text if addition.requirement else "",
            "why": addition.why,
            "by": authority.title,
        }
        for authority, ruling in rulings(data, profile.id)
        for addition in ruling.add
    ]


def _numbers(data: StandardsData, links: Links, standard: Standard) -> list[View]:
    """Return the numbers that an authority after the catalog set, beside what the handbook adopts."""
    return [
        {**setting_view(data, links, setting), **_handbook(links, setting)}
        for setting in standard.settings.values()
        if setting.authority.name != CATALOG
    ]


def _handbook(links: Links, setting: Setting) -> View:
    adopted = position_by_key(setting.record, setting.record.adopted.position)
    return {"handbook": setting.record.summary, "handbook_cite": links.citation(adopted) if adopted else None}


def _checks(data: StandardsData, links: Links, standard: Standard) -> list[View]:
    found = []
    for check in data.branch_checks.checks:
        tests = tests_of(data, check.when)
        if not all(_fits(test, standard.kind or "") for test in tests):
            continue
        basis = basis_of(data, check, standard.settings[check.threshold])
        found.append(
            {
                "title": check.title,
                "condition": "；".join(test.wanted for test in tests if test.fact != "kind"),
                "text": basis.text,
                "level": WORDS["to_do"] if is_duty(check, basis) else "提示",
                "basis": links.citation(basis.position)["alone"] if basis.position else basis.paper,
                "href": links.threshold(check.threshold),
            }
        )
    return found


def _fits(test: Test, kind: str) -> bool:
    """Return whether a test may hold for some branch of a kind."""
    if test.fact != "kind":
        return True
    assert isinstance(test.value, tuple)
    return (kind in test.value) == (test.op == "in")
