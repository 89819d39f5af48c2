"""What is made for each branch, and where all else lies that it needs: site.yaml says which of the two it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..branch.deadlines import Deadline
from ..branch.schedule import deadlines_of
from ..data.model import Branch, Catalog, Unit
from ..in_force.conditions import facts_words
from ..in_force.resolve import NO_RULING
from .forms.shared import SharedSheets, shared_forms
from .links import (
    Links,
    Place,
    branch_names_path,
    branch_path,
    calendar_path,
    check_path,
    checklist_path,
    plan_path,
    plan_script_path,
    print_path,
    script_path,
    shared_check_path,
    style_path,
    unit_path,
)
from .output import Context, Output, View
from .scripts import OF_SHARED_FILES, scripts
from .self_check.checklist import SharedParts, checklist, shared_checklist
from .shared_files import OF_BRANCH, asked_for, key_of, places_for_names, stand_ins
from .year.calendar_file import SharedCalendar, shared_calendar
from .year.plan import (
    Plan,
    branch_plan,
    deadlines_view,
    duty_task,
    plans,
    shared_plan,
    term_step_for_script,
    when_words,
    whens,
)

MANY = 60
"""Branches above which each unit has a page of its own, and branches are looked for by name."""
NAMES = 1000
"""Names of branches in one file."""


class BranchFiles:
    """The files of all branches, and what they share; what is shared is found while branches are asked for."""

    def __init__(self, context: Context) -> None:
        self._context, self._data = context, context.data
        self.sheets = SharedSheets(context.data, context.standards)
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._checks: dict[tuple[Any, ...], str] = {}
        self._check_pages: list[Output] = []
        self._terms: dict[tuple[str, str], tuple[Deadline, ...]] = {}
        self._calendars: dict[tuple[str, bool], SharedCalendar] = {}
        self._years: dict[tuple[str, str], Markup] = {}
        self._last: Plan | None = None

    @property
    def _all(self) -> bool:
        return self._data.site.branch_files == "all"

    def find(self) -> None:
        """Find what branches share, by asking for all that each of them needs."""
        if self._all:
            return
        links = self._context.links("")
        for unit, branch in self._data.branches().values():
            self.forms(links, unit, branch)
            self.plan(links, unit, branch)
            self.calendar(branch)
            for catalog in self._context.standards.catalogs(branch.facts.kind):
                self.check(links, unit, branch, catalog)

    def shared(self, root: Path) -> Iterator[Output]:
        """Yield all that branches share."""
        if self.are_many or not self._all:
            yield from scripts(root, OF_SHARED_FILES)
        yield from shared_forms(self._context, self.sheets, root)
        yield from plans(self._context, self._plans.values())
        yield from self._check_pages
        yield self._years_of_branches()
        if self.are_many:
            yield from self._names()

    @property
    def count(self) -> int:
        """Return how many branches there are."""
        return len(self._data.branches())

    def of_branches(self, part: int = 0, parts: int = 1) -> Iterator[Output]:
        """Yield the files of each branch, one after the other; of `parts` of all branches those of one."""
        for unit, branch in islice(self._data.branches().values(), part, None, parts):
            yield from self._of(unit, branch)
        if self.are_many:
            for unit in islice(self._data.units.values(), part, None, parts):
                yield self._of_unit(unit)

    @property
    def are_many(self) -> bool:
        """Return whether the branches are too many for one page."""
        return self.count > MANY

    def _of_unit(self, unit: Unit) -> Output:
        path = unit_path(unit.id)
        links = self._context.links("../" * path.count("/"))
        view = {"style": links.to(style_path("checklist")), "unit": self.unit(links, unit)}
        return Output(
            path, self._context.render("branch/unit.html.j2", links, view), self._data.file_of("unit", unit.id)
        )

    def _years_of_branches(self) -> Output:
        """Return where the year plan of each branch lies, for pages that only know which branch was ticked."""
        paths = {branch.id: self._plan_path(branch) for _, branch in self._data.branches().values()}
        plans = [plan_script_path(path) for path in dict.fromkeys(paths.values())]
        days = {branch.id: self._days_of_term(unit, branch) for unit, branch in self._data.branches().values()}
        terms = {term: place for place, term in enumerate(dict.fromkeys(filter(None, days.values())))}
        links = self._context.links("")
        steps = {one.step: term_step_for_script(links, one.step) for term in terms for one in term}
        places = {step: place for place, step in enumerate(steps)}
        shown = {
            "plans": plans,
            "steps": [*steps.values()],
            "terms": [[(places[one.step], one.day.isoformat()) for one in term] for term in terms],
            "termOf": {name: terms[term] for name, term in days.items() if term},
            "of": {name: plans.index(plan_script_path(path)) for name, path in paths.items()},
            "page": branch_path("{id}") if self._data.site.branch_files != "none" else "",
        }
        text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
        return Output(Place.BRANCH_YEARS, f"var BRANCH_YEARS = {text};\n")

    def _days_of_term(self, unit: Unit, branch: Branch) -> tuple[Deadline, ...]:
        """Return the days of its term that stand on a branch's page."""
        if self._data.site.branch_files == "none":
            return ()
        return self._own_plan(unit, branch).year.deadlines if self._all else self._term(branch)

    def _plan_path(self, branch: Branch) -> str:
        return plan_path(branch.id) if self._all else self.year_of(branch).path

    def _names(self) -> Iterator[Output]:
        """Yield the files in which branches are looked for, as their list's page reads them."""
        links = self._context.links("../")
        listed = [
            {"unit": unit.name, "name": branch.name, "href": self.check(links, unit, branch, self._own(branch))}
            for unit, branch in self._data.branches().values()
        ]
        for path, start in zip(self.names_paths, range(0, len(listed), NAMES), strict=True):
            shown = json.dumps(listed[start : start + NAMES], ensure_ascii=False, separators=(",", ":"))
            shown = shown.replace("<", "\\u003c")
            yield Output(path, f"var BRANCH_NAMES = (window.BRANCH_NAMES || []).concat({shown});\n")

    @property
    def names_paths(self) -> list[str]:
        """Return the paths of these files."""
        return [branch_names_path(number) for number, _ in enumerate(range(0, self.count, NAMES), start=1)]

    def _own(self, branch: Branch) -> Catalog:
        return self._context.standards.catalogs(branch.facts.kind)[0]

    def unit(self, links: Links, unit: Unit) -> View:
        """Return a unit as shown: each branch with its checklists, its plan and the forms made out for it."""
        standards = self._context.standards
        return {
            "name": unit.name,
            "count": len(unit.branches),
            "branches": [
                {
                    "name": branch.name,
                    "href": self.check(links, unit, branch, self._own(branch)),
                    "facts": facts_words(self._data, branch.facts),
                    "forms": self.forms(links, unit, branch),
                    "plan_href": self.plan(links, unit, branch),
                    "others": [
                        {"text": catalog.short, "href": self.check(links, unit, branch, catalog)}
                        for catalog in standards.catalogs(branch.facts.kind)[1:]
                    ],
                }
                for branch in unit.branches
            ],
        }

    def _of(self, unit: Unit, branch: Branch) -> Iterator[Output]:
        context = self._context
        if not self._all:
            yield Output(calendar_path(branch.id), self.calendar(branch))
        if self._data.site.branch_files == "none":
            return
        catalogs = context.standards.catalogs(branch.facts.kind)
        for catalog in catalogs if self._all else catalogs[:1]:
            yield checklist(context, self, unit, branch, catalog)
        if self._all:
            yield from plans(context, [self._own_plan(unit, branch)])

    def forms(self, links: Links, unit: Unit, branch: Branch, catalog: Catalog | None = None) -> list[dict[str, Any]]:
        """Return the forms that are made out for a branch, with where each is to be had."""
        catalog = catalog or self._context.standards.catalogs(branch.facts.kind)[0]
        found = []
        for form in self._data.forms.values():
            if form.for_branches:
                if self._all:
                    papers = links.papers(form, catalog.id, branch.id)
                else:
                    of_items = form.rows and form.rows.source == "items"
                    address = self.sheets.address(form, unit, branch, catalog if of_items else None)
                    papers = [{"text": "打印页", "size": "", "href": links.to(address), "save_as": ""}]
                found.append({"text": form.title, "papers": papers})
        return found

    def printed_check(self, links: Links, unit: Unit, branch: Branch, catalog: Catalog) -> str:
        """Return the print page of a branch's check by a standard."""
        if self._all:
            return links.to(print_path(check_path(catalog.id, branch.id)))
        address = self._sheet_of_check(unit, branch, catalog)
        return links.to(address) if address else ""

    def _sheet_of_check(self, unit: Unit, branch: Branch, catalog: Catalog) -> str:
        forms = (form for form in self._data.forms.values() if form.for_branches)
        check = next((form for form in forms if form.rows and form.rows.source == "items"), None)
        return self.sheets.address(check, unit, branch, catalog) if check else ""

    def plan(self, links: Links, unit: Unit, branch: Branch) -> str:
        """Return the address of a branch's year plan."""
        if self._all:
            return links.to(plan_path(branch.id))
        return links.to(self.year_of(branch).path + asked_for(unit, branch))

    def year(self, links: Links, unit: Unit, branch: Branch) -> View:
        """Return what of its year stands on a branch's own page, with the days of its term."""
        if self._all:
            plan = self._own_plan(unit, branch)
            return {**self._year(links, plan), "deadlines": deadlines_view(links, plan.year.deadlines)}
        return {
            **self._year(links, self.year_of(branch)),
            "deadlines": deadlines_view(links, self._term(branch)),
            "calendar_href": links.to(calendar_path(branch.id)),
            "own_calendar": "",
        }

    def _year(self, links: Links, plan: Plan) -> View:
        """Return the year of a plan without the days of a term."""
        if (links.up, plan.path) not in self._years:
            duties = [
                {
                    "title": duty.title,
                    "href": duty_task(links, duty.frequency, duty.items[0]),
                    "summary": duty.summary,
                    "when": when_words(duty),
                }
                for duty in plan.year.duties
            ]
            if plan.branch:
                # of one branch alone: most pages that are to come have another
                self._years.clear()
            self._years[links.up, plan.path] = self._context.part("branch/_duties.html.j2", {"duties": duties})
        return {
            "root": links.up,
            "year": plan.year.year,
            "duties": self._years[links.up, plan.path],
            "deadlines": (),
            "scripts": [links.to(plan_script_path(plan.path)), links.to(script_path("this-month"))],
            "calendar_href": links.to(plan.calendar_path),
            "own_calendar": links.to(calendar_path(OF_BRANCH)) if plan.shared else "",
        }

    def _own_plan(self, unit: Unit, branch: Branch) -> Plan:
        """Return the plan of a branch that has one of its own; its page and its plan are made one after the other."""
        if self._last is None or self._last.branch != branch.id:
            self._last = branch_plan(self._context, unit, branch)
        return self._last

    def calendar(self, branch: Branch) -> bytes:
        """Return the calendar file of a branch, most of which it shares with all that have its year plan."""
        plan, deadlines = self.year_of(branch), self._term(branch)
        key = plan.path, bool(deadlines)
        if key not in self._calendars:
            year = replace(plan.year, deadlines=deadlines)
            self._calendars[key] = shared_calendar(self._data, year, whens(year))
        return self._calendars[key].of(branch, deadlines)

    def _term(self, branch: Branch) -> tuple[Deadline, ...]:
        plan, start = self.year_of(branch), branch.facts.term_start or ""
        if (plan.path, start) not in self._terms:
            self._terms[plan.path, start] = deadlines_of(self._data, plan.year, plan.standard, start)
        return self._terms[plan.path, start]

    def year_of(self, branch: Branch) -> Plan:
        """Return the year plan that a branch shares with all that gave the same answers."""
        own_rules = branch.id if branch.rules != NO_RULING else ""
        held = (test.holds(branch.facts) for test in self._context.standards.for_branch(branch).duty_tests)
        answers = (branch.facts.kind, own_rules, *held)
        if answers not in self._plans:
            self._plans[answers] = shared_plan(self._context, branch)
        return self._plans[answers]

    def check(self, links: Links, unit: Unit, branch: Branch, catalog: Catalog) -> str:
        """Return the address of a branch's self-check by a standard."""
        is_own = catalog == self._context.standards.catalogs(branch.facts.kind)[0]
        if self._all or (is_own and self._data.site.branch_files == "page"):
            return links.to(checklist_path(self._data, branch.id, catalog))
        own_rules = branch.id if branch.rules != NO_RULING else ""
        left = self._context.standards.for_branch(branch, catalog).why_left(branch.facts)
        answers: tuple[str, ...] = (branch.facts.kind, own_rules, catalog.id, *left)
        # the page hands on to those it leads to what its own address asks for
        if is_own:
            forms = [
                (form["text"], form["papers"][0]["href"]) for form in self.forms(self._context.links(""), unit, branch)
            ]
            asked = max((address.partition("?")[2] for _, address in forms), key=len, default="")
            paths = tuple((text, address.partition("?")[0]) for text, address in forms)
            shared = SharedParts(plan=self.year_of(branch).path, forms=paths)
            answers = (*answers, shared.plan, *(address for _, address in paths))
        else:
            sheet, _, asked = self._sheet_of_check(unit, branch, catalog).partition("?")
            shared = SharedParts(sheet=sheet)
        if answers not in self._checks:
            self._checks[answers] = self._shared_check(unit, branch, catalog, shared, key_of(answers))
        return links.to(self._checks[answers] + (f"?{asked}" if asked else asked_for(unit, branch)))

    def _shared_check(self, unit: Unit, branch: Branch, catalog: Catalog, shared: SharedParts, key: str) -> str:
        kind = branch.facts.kind
        path = shared_check_path(kind, catalog.id, key)
        standard = self._context.standards.for_branch(branch, catalog)
        if shared.plan:
            year = self._year(self._context.links("../" * path.count("/")), self.year_of(branch))
            shared = replace(shared, year=year)
        page = shared_checklist(self._context, path, *stand_ins(unit, branch), standard, shared)
        title = self._data.profiles[kind].title
        self._check_pages.append(Output(path, places_for_names(str(page.content), "这一类支部", title)))
        return path
