"""Year plans of branches and of kinds of branch: a wall calendar, tables, a calendar file and what a month asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ...branch.deadlines import Deadline, TermStep, term_start_means, term_steps, term_years
from ...branch.schedule import (
    Duty,
    Schedule,
    branch_schedule,
    calendar_year,
    dated_periods,
    possible_requirements,
    schedule,
    standard_schedule,
)
from ...data.load import StandardsData
from ...data.model import Branch, BranchFacts, Form, Requirement, Unit
from ...data.periods import PERIODS
from ...in_force.resolve import NO_RULING, Standard
from ..links import (
    Links,
    Place,
    branch_path,
    calendar_path,
    paper_path,
    plan_path,
    plan_script_path,
    profile_calendar_path,
    profile_path,
    profile_plan_path,
    script_path,
    shared_plan_path,
    style_path,
)
from ..output import Context, Output
from ..settings import numbers_view
from ..shared_files import BRANCH, OF_BRANCH, UNIT, places_for_names
from .calendar_file import calendar_file
from .picture import in_month, plan_picture, until_words, whole_year

_WEEKS = ("一", "二", "三", "四")
_DAYS = ("一", "二", "三", "四", "五", "六", "日")


@dataclass(frozen=True)
class Plan:
    """A year plan: whose it is, where it stands, what it rests on and where a reader goes back to."""

    owner: str
    """The part of the calendar's event ids that tells whose year it is."""
    name: str
    belongs_to: str
    note: str
    path: str
    calendar_path: str
    back: tuple[tuple[str, str], ...]
    """Texts and paths of the links above the plan."""
    branch: str
    """Id of the branch; empty for a kind of branch."""
    standard: Standard
    year: Schedule
    requirements: tuple[Requirement, ...]
    shared: bool = False
    """Branches share it: a script writes the names of branch and unit where those of the kind stand."""


def plans(context: Context, made: Iterable[Plan]) -> Iterator[Output]:
    """Yield the page of every plan, what scripts know of it, and its calendar file."""
    data = context.data
    for plan in made:
        links = context.links("../" * plan.path.count("/"))
        view = {
            "root": links.up,
            "scripts": [
                links.to(plan_script_path(plan.path)),
                links.to(script_path("shared-plan" if plan.shared else "this-month")),
            ],
            "style": links.to(style_path("plan")),
            "paper": links.to(paper_path("plan")),
            "name": BRANCH if plan.shared else plan.name,
            "belongs_to": UNIT if plan.shared else plan.belongs_to,
            "note": plan.note,
            "term_start": {"name": data.program.term_start, "means": term_start_means(data)},
            "back": [{"text": text, "href": links.to(path)} for text, path in plan.back],
            "calendar_href": links.to(plan.calendar_path),
            "own_calendar": links.to(calendar_path(OF_BRANCH)) if plan.shared else "",
            "address": _address(data, plan.calendar_path),
            "own_address": _address(data, calendar_path(OF_BRANCH)) if plan.shared else "",
            **_plan_view(data, links, plan),
            **numbers_view(data, links, plan.standard, plan.requirements),
        }
        page = context.render("branch/plan.html.j2", links, view)
        yield Output(plan.path, places_for_names(page, plan.belongs_to, plan.name) if plan.shared else page)
        yield _plan_script(context, plan)
        if not plan.shared:
            yield Output(plan.calendar_path, calendar_file(data, plan.owner, plan.name, plan.year, whens(plan.year)))


def _address(data: StandardsData, path: str) -> str:
    return f"{data.site.site_url.rstrip('/')}/{path}" if data.site.site_url else ""


def branch_plan(context: Context, unit: Unit, branch: Branch) -> Plan:
    """Return the year plan of a branch, by its kind's own catalog."""
    resolved = context.standards.of_branch(branch)
    return Plan(
        owner=branch.id,
        name=branch.name,
        belongs_to=unit.name,
        note="",
        path=plan_path(branch.id),
        calendar_path=calendar_path(branch.id),
        back=(("全部支部", Place.BRANCHES), ("支部自查", branch_path(branch.id))),
        branch=branch.id,
        standard=resolved.standard,
        year=branch_schedule(context.data, resolved),
        requirements=tuple(one for entry in resolved.items for one in entry.requirements),
    )


def shared_plan(context: Context, branch: Branch) -> Plan:
    """Return the year plan that a branch shares with those of its kind that gave the same answers.

    The days of its term are not in it: they are the branch's own, and so is its calendar. Who opens the plan of no
    branch is led to the calendar of the kind.
    """
    data, profile = context.data, context.data.profiles[branch.facts.kind]
    resolved = context.standards.of_branch(branch)
    answers = answers_for_year(resolved.standard, branch.facts)
    if branch.rules != NO_RULING:
        answers += f"-{branch.id}"
    return Plan(
        owner=profile_owner(profile.id),
        name=profile.title,
        belongs_to="这一类支部",
        note="“数字从哪里来”列出这类支部可能用到的全部数字。",
        path=shared_plan_path(profile.id, answers),
        calendar_path=profile_calendar_path(profile.id),
        back=(("全部支部", Place.BRANCHES), (profile.title, profile_path(profile.id))),
        branch="",
        standard=resolved.standard,
        year=replace(branch_schedule(data, resolved), deadlines=()),
        requirements=tuple(requirement for _, requirement in possible_requirements(resolved.standard)),
        shared=True,
    )


def answers_for_year(standard: Standard, facts: BranchFacts) -> str:
    """Return the name of what a branch answered where its duties depend on it: committee-groups-candidates."""
    held = (test for test in standard.duty_tests if test.holds(facts))
    words = (f"{test.fact}{'' if test.value in (True, 1) else f'-{test.op}-{test.value}'}".lower() for test in held)
    return "-".join(words).replace("_", "-") or "plain"


def deadlines_view(links: Links, deadlines: Iterable[Deadline]) -> list[dict[str, Any]]:
    """Return the days of a term as shown."""
    return [_deadline(links, deadline) for deadline in deadlines]


def profile_plans(context: Context) -> Iterator[Plan]:
    """Yield the year plan of every kind of branch: everything that can apply to it."""
    for profile in context.data.profiles.values():
        standard = context.standards.of_kind(profile.id)
        yield Plan(
            owner=profile_owner(profile.id),
            name=profile.title,
            belongs_to="这一类支部",
            note="列出这类支部可能要做的全部事项；一个支部要不要做还看它的人数和设置，支部自己的计划只列适用的。",
            path=profile_plan_path(profile.id),
            calendar_path=profile_calendar_path(profile.id),
            back=(("支部类型", Place.PROFILES), (profile.title, profile_path(profile.id))),
            branch="",
            standard=standard,
            year=standard_schedule(context.data, standard),
            requirements=tuple(requirement for _, requirement in possible_requirements(standard)),
        )


def profile_owner(profile_id: str) -> str:
    """Return how the events of a kind of branch are known: no branch has such an id."""
    return f"profile-{profile_id}"


def whens(year: Schedule) -> dict[str, str]:
    """Return for each frequency of a year when its duty is due, in words."""
    return {duty.frequency: when_words(duty) for duty in year.duties}


def when_words(duty: Duty) -> str:
    """Return when a duty falls due, in words: 每季度内择日."""
    first, last = duty.periods[0].first, duty.periods[0].last
    if duty.fixed:
        return f"每月第{_WEEKS[(first.day - 1) // 7]}个星期{_DAYS[first.weekday()]}"
    if duty.seasonal:
        return f"通常在 {first.month} 月" if first.month == last.month else f"通常在 {first.month}—{last.month} 月"
    return f"{PERIODS[duty.per].within}择日"


def _plan_view(data: StandardsData, links: Links, plan: Plan) -> dict[str, Any]:
    year = plan.year
    return {
        "year": year.year,
        "picture": plan_picture(year),
        "whole_year": [_entry(links, duty, "") for duty in whole_year(year)],
        "months": [_month(links, year, month) for month in range(1, 13)],
        "duties": [_duty(data, links, plan, duty, when_words(duty)) for duty in year.duties],
        "undated": [_duty(data, links, plan, duty, "") for duty in year.undated],
        "unadopted": [
            {"title": frequency.title, "summary": frequency.summary, "href": links.frequency(frequency.id)}
            for frequency in year.unadopted
        ],
        "deadlines": deadlines_view(links, year.deadlines),
    }


def term_step_for_script(links: Links, step: TermStep) -> dict[str, Any]:
    """Return a step around the end of a term as the script of a month knows it, without its day."""
    return {
        "id": step.id,
        "title": step.title,
        "summary": step.summary,
        "href": term_task(links, step),
        "byOthers": bool(step.by),
    }


def _deadline(links: Links, deadline: Deadline) -> dict[str, Any]:
    return {
        "id": deadline.step.id,
        "title": deadline.step.title,
        "day": deadline.day.isoformat(),
        "summary": deadline.step.summary,
        "href": links.threshold(deadline.step.threshold),
        "task": term_task(links, deadline.step),
        "by_others": bool(deadline.step.by),
    }


def term_task(links: Links, step: TermStep) -> str:
    """Return where it is told how a step around the end of a term is done; failing that, its number."""
    for place in links.data.program.calculator_places:
        if place.calculator == "term" and place.procedure and place.step:
            return links.step(place.procedure, place.step)
    return links.threshold(step.threshold)


def duty_task(links: Links, frequency: str, item: str) -> str:
    """Return where it is told how a duty is done; failing that, the item that asks for it."""
    task = links.data.frequencies[frequency].task
    if task and task.procedure:
        return links.step(task.procedure, task.step) if task.step else links.procedure(task.procedure)
    return links.form(task.form) if task and task.form else links.item(item)


def _month(links: Links, year: Schedule, month: int) -> dict[str, Any]:
    entries = [
        (days.first.month == days.last.month, _entry(links, duty, until_words(days, month)))
        for duty, days in in_month(year, month)
    ]
    entries += [
        (True, {"title": one.step.title, "href": links.threshold(one.step.threshold), "until": f"（{one.day.day} 日）"})
        for one in year.deadlines
        if (one.day.year, one.day.month) == (year.year, month)
    ]
    return {
        "title": f"{month} 月",
        "within": [entry for within, entry in entries if within],
        "longer": [entry for within, entry in entries if not within],
    }


def _entry(links: Links, duty: Duty, until: str) -> dict[str, str]:
    return {"title": duty.title, "href": duty_task(links, duty.frequency, duty.items[0]), "until": until}


def _duty(data: StandardsData, links: Links, plan: Plan, duty: Duty, when: str) -> dict[str, Any]:
    return {
        "title": duty.title,
        "href": links.frequency(duty.frequency),
        "summary": duty.summary,
        "modality": data.label("modality", duty.modality),
        "modality_class": duty.modality,
        "local": duty.local,
        "when": when,
        "items": [{"text": f"{name} {data.of('item')[name].title}", "href": links.item(name)} for name in duty.items],
        "forms": [_form(links, plan, data.forms[name]) for name in duty.forms],
    }


def _form(links: Links, plan: Plan, form: Form) -> dict[str, Any]:
    """Return a form of a duty: the one made out for the branch if there is one."""
    branch = plan.branch if form.for_branches else ""
    papers = links.papers(form, plan.standard.catalog.id, branch)
    return {"text": form.title, "href": links.form(form.id), "papers": papers}


def _plan_script(context: Context, plan: Plan) -> Output:
    """Return what this month is made from: the duties of the year, with addresses from the root of the site.

    Branches with the same duties share it, so the days of a term are not in it: they stand on the branch's own page.
    """
    links, year = context.links(""), plan.year
    shown = {"year": year.year, "duties": [_planned(links, duty) for duty in year.duties]}
    return Output(plan_script_path(plan.path), f"var YEAR_PLAN = {_as_value(shown)};\n")


def plans_of_kinds(context: Context, links: Links) -> str:
    """Return the plans of all kinds of branch as a script for a page that asks for the kind alone; most are alike.

    A duty is `unsure` where only some branches of the kind have it.
    """
    made: list[list[dict[str, Any]]] = []
    kinds: dict[str, int] = {}
    for kind in context.data.profiles:
        standard = context.standards.of_kind(kind)
        sure = {duty.frequency for duty in schedule(context.data, standard, _unconditional(standard)).duties}
        # without the address of the site there is nothing that a link could lead to
        nowhere = {} if links.up else {"href": ""}
        duties = [
            _planned(links, duty) | nowhere | ({} if duty.frequency in sure else {"unsure": True})
            for duty in standard_schedule(context.data, standard).duties
        ]
        if duties not in made:
            made.append(duties)
        kinds[kind] = made.index(duties)
    year = calendar_year(context.data)
    plans = [{"year": year, "duties": duties, "deadlines": []} for duties in made]
    return f"var YEAR_PLANS = {_as_value({'kinds': kinds, 'plans': plans, **_terms_of_kinds(context, links)})};\n"


def _terms_of_kinds(context: Context, links: Links) -> dict[str, Any]:
    """Return what is counted from the start of a term, for each kind and each branch of the list that has told it."""
    data, standards = context.data, context.standards
    made: list[dict[str, Any]] = []

    def place(standard: Standard) -> int:
        steps = [
            {
                **term_step_for_script(links, step),
                "href": term_task(links, step) if links.up else "",
                "months": step.months,
            }
            for step in term_steps(data, standard.settings, standard.kind)
        ]
        term = {"months": 12 * term_years(data, standard.settings), "steps": steps}
        if term not in made:
            made.append(term)
        return made.index(term)

    @cache
    def elects(kind: str) -> bool:
        year = standard_schedule(data, standards.of_kind(kind))
        return any(duty.frequency == data.program.elections for duty in (*year.duties, *year.undated))

    kinds = {kind: place(standards.of_kind(kind)) for kind in data.profiles if elects(kind)}
    listed = {
        branch.id: [branch.facts.term_start, place(standards.for_branch(branch))]
        for _, branch in data.branches().values()
        if branch.facts.term_start and elects(branch.facts.kind)
    }
    return {"terms": made, "termOf": kinds, "listed": listed}


def _unconditional(standard: Standard) -> set[tuple[str, str]]:
    return {
        (entry.item.id, one.requirement.key)
        for entry in standard.entries
        if not entry.left and not entry.tests
        for one in entry.requirements
        if not one.left and not one.tests
    }


def _planned(links: Links, duty: Duty) -> dict[str, Any]:
    return {
        "id": duty.frequency,
        "title": duty.title,
        "summary": duty.summary,
        "href": duty_task(links, duty.frequency, duty.items[0]),
        "items": duty.items,
        "per": duty.per,
        "modality": duty.modality,
        "fixed": duty.fixed or duty.per == "semester",
        "periods": [list(period) for period in dated_periods(duty)],
    }


def _as_value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
