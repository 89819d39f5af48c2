"""The page 我的支部: the questions it asks, and the rules and texts that its script answers with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from ...branch.checks import CheckBasis, asked_label
from ...branch.compiled import Shown, compiled
from ...branch.dated_id import OWN_BRANCH
from ...branch.deadlines import Deadline, TermStep, term_start_means
from ...branch.schedule import Duty, FrequencyPlan, calendar_year, duty_of
from ...data.load import DATA, StandardsData
from ...data.model import BranchCheck, Requirement
from ...in_force.conditions import COUNTS, FLAGS
from ...in_force.resolve import Standards
from ...sums.questions import FIRST_YEAR, LAST_YEAR
from ...sums.sentences import SENTENCES
from ..links import Links, Place, script_path, style_path
from ..output import Context, Output, View
from ..shared_words import PARTS
from ..words import in_a_list
from ..year.calendar_file import PATTERN, SOME_DAY, around_events, deadline_event, for_script, series_for_script
from ..year.plan import duty_task, term_task, when_words

NAME = "我的支部"
MY_BRANCH_SOURCE = f"{DATA}/branch_checks.yaml"
_FOR_ANSWERS = (
    "entries",
    "requirements",
    "plans",
    "terms",
    "keeps",
    "catalogs",
    "items",
    "forms",
)
_FOR_CALENDAR = ("owner", "pattern", "events", "calendar")

_HINTS = {
    "kind": "不知道选哪一种，看下面“按支部类型看”。",
    "formal_members": "不含预备党员。",
    "leaders": "指组织关系在本支部、担任领导职务的党员。",
    "mobile_members": "没有的不用改，按 0 名算。",
    "candidates": "没有就填 0。",
    "rectification": "指被上级列为软弱涣散等需要整顿的支部。",
}
_FLAG_TITLES = {
    "committee": "设不设支部委员会",
    "groups": "划不划分党小组",
    "leaders": "有没有党员领导干部",
    "rectification": "是不是整顿对象",
}
_QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("支部类型", ("kind",)),
    ("正式党员几名", ("formal_members",)),
    ("预备党员几名", ("probationary_members",)),
    (_FLAG_TITLES["committee"], ("committee",)),
    (_FLAG_TITLES["groups"], ("groups",)),
    (_FLAG_TITLES["leaders"], ("leaders",)),
    ("流动、毕业、出国（境）党员各几名", ("mobile_members", "graduating_members", "overseas_members")),
    ("在培养的发展对象和积极分子几名", ("candidates",)),
    (_FLAG_TITLES["rectification"], ("rectification",)),
)
_COUNT_SENTENCES = ("negative", "no_fraction", "not_whole", "too_large", "no_day", "out_of_years")
_REMARKS = (
    *("no_members", "more_than_members", "committee_of_none", "committee_of_more", "few_units"),
    *("not_asked", "to_come", "terms_ago"),
)
_FOLLOW_UPS = (("committee_size", "committee_size"), ("units_covered", "units_covered"), ("term_start", "term_years"))
"""Facts that may be left open, each with the name under which the checks know it."""


def my_branch_data(context: Context) -> Iterator[Output]:
    """Yield what the script of the page opens with, what it needs for an answer, and what for a calendar file."""
    rules = _rules(context.links(""), context.standards)
    answers = {name: rules.pop(name) for name in _FOR_ANSWERS}
    calendar = {name: rules.pop(name) for name in _FOR_CALENDAR}
    for path, name, values in (
        (Place.BRANCH_RULES, "BRANCH_RULES", rules),
        (Place.BRANCH_ANSWERS, "BRANCH_ANSWERS", answers),
        (Place.BRANCH_CALENDAR, "BRANCH_CALENDAR", calendar),
    ):
        shown = json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        yield Output(path, f"var {name} = {shown};\n")


def my_branch_page(context: Context, report: View) -> Output:
    """Return the page: the questions, where to read on by kind of branch, and the parts that its script fills.

    `report` is how to change or report what it says.
    """
    data, links = context.data, context.links("")
    view = {
        "heading": NAME,
        "year": {"year": calendar_year(data)},
        "check_title": PARTS["check"],
        "questions": [
            {"title": question["title"], "choices": "、".join(_choices(question)), "hint": question["hint"]}
            for question in _questions(data)
        ],
        "follow_ups": "、".join(field["label"] for field in _follow_ups(data)),
        "follow_up_hints": [field for field in _follow_ups(data) if field["hint"]],
        "kinds": [
            {"title": profile.title, "meaning": profile.meaning, "href": links.profile(profile.id)}
            for profile in data.profiles.values()
        ],
        "forms": [
            {"text": form.title, "href": links.form(form.id)} for form in data.forms.values() if form.for_branches
        ],
        "style": style_path("my-branch"),
        "scripts": [Place.BRANCH_RULES, Place.SITE_SCRIPT, script_path("my-branch")],
        "report": report,
    }
    return Output(Place.MY_BRANCH, context.render("branch/my-branch.html.j2", links, view), MY_BRANCH_SOURCE)


def _rules(links: Links, standards: Standards) -> dict[str, Any]:
    data = links.data
    events: dict[str, int] = {}

    @cache  # most kinds of branch have the same duties and steps
    def place_of_events(duty: Duty) -> int:
        return events.setdefault(series_for_script(data, OWN_BRANCH, duty, when_words(duty)), len(events))

    shown = Shown(
        requirement=_requirement,
        plan=lambda plan: _plan(links, plan, place_of_events),
        check=lambda check, basis: _check(links, check, basis),
        step=cache(partial(_step, data, links)),
    )
    rules = compiled(data, standards, shown)
    items = dict.fromkeys(entry["id"] for entry in rules["entries"])
    catalogs = dict.fromkeys(name for kind in rules["kinds"] for name in kind["catalogs"])
    return {
        **rules,
        "owner": OWN_BRANCH,
        "pattern": PATTERN,
        "year": calendar_year(data),
        "firstYear": FIRST_YEAR,
        "lastYear": LAST_YEAR,
        "questions": _questions(data),
        "followUps": _follow_ups(data),
        "counts": COUNTS,
        "flags": FLAGS,
        "sentences": {name: SENTENCES[name] for name in (*_COUNT_SENTENCES, *_REMARKS)},
        "catalogs": {name: _catalog(data, links, name) for name in catalogs},
        "items": {name: _item(data, links, name) for name in items},
        "forms": {
            form.id: {"title": form.title, "href": links.form(form.id)}
            for form in data.forms.values()
            if any(form.id == kept[0] for kept_forms in rules["keeps"].values() for kept in kept_forms)
        },
        "events": list(events),
        "calendar": around_events(data, f"{NAME}年度计划"),
    }


def _step(data: StandardsData, links: Links, step: TermStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "summary": step.summary,
        "href": term_task(links, step),
        "byOthers": bool(step.by),
        "event": for_script(deadline_event(data, OWN_BRANCH, Deadline(step, SOME_DAY))),
        **_paper_of(links, step),
    }


def _paper_of(links: Links, step: TermStep) -> dict[str, Any]:
    """Return the form that belongs to a day of the term, if there is one, and how long before it is offered."""
    forms = [one for one in links.data.program.filled_forms if one.term_step == step.key]
    if not forms:
        return {}
    paper = {"text": f"填好的{links.data.forms[forms[0].form].title}", "href": links.filled(forms[0].form)}
    return {"paper": {**paper, "monthsBefore": forms[0].months_before}}


def _requirement(requirement: Requirement) -> dict[str, str]:
    return {"text": in_a_list(requirement)}


def _plan(links: Links, plan: FrequencyPlan, place_of_events: Callable[[Duty], int]) -> dict[str, Any]:
    data, href = links.data, links.frequency(plan.frequency.id)
    if plan.per is None:
        return {"href": href}
    duties = [duty_of(data, plan, carrier, plan.asking) for carrier in plan.carriers]
    when = when_words(duties[0]) if plan.periods else ""
    task = duty_task(links, plan.frequency.id, duties[0].items[0])
    shown = {
        "href": href,
        "task": task,
        "modality": data.label("modality", duties[0].modality),
        "mark": duties[0].modality,
    }
    if not plan.periods:
        return {**shown, "local": plan.local}
    return {**shown, "local": plan.local, "when": when, "events": [place_of_events(duty) for duty in duties]}


def _check(links: Links, check: BranchCheck, basis: CheckBasis) -> dict[str, str]:
    return {
        "title": check.title,
        "text": basis.text,
        "basis": links.citation(basis.position)["alone"] if basis.position else basis.paper,
        "href": links.threshold(check.threshold),
    }


def _catalog(data: StandardsData, links: Links, name: str) -> dict[str, Any]:
    catalog = data.catalogs[name]
    return {
        "title": catalog.title,
        "standing": data.vocabulary.standing[catalog.standing].meaning,
        "href": links.catalog(catalog),
        "areas": [[area.id, area.title] for area in catalog.areas],
    }


def _item(data: StandardsData, links: Links, name: str) -> dict[str, Any]:
    item = data.items[name]
    return {"title": item.title, "href": links.item(name), "rev": item.rev, "area": item.area, "check": item.check}


def _questions(data: StandardsData) -> list[dict[str, Any]]:
    return [
        {"title": title, "hint": _HINTS.get(names[0], ""), "fields": [_field(data, name) for name in names]}
        for title, names in _QUESTIONS
    ]


def _field(data: StandardsData, name: str) -> dict[str, Any]:
    if name == "kind":
        kinds = [[profile.id, profile.title] for profile in data.profiles.values()]
        return {"name": name, "kind": "choice", "label": "支部类型", "options": kinds}
    if name in FLAGS:
        yes, no = FLAGS[name]
        return {"name": name, "kind": "flag", "label": _FLAG_TITLES[name], "options": [["1", yes], ["0", no]]}
    # the three of one question are seldom any, so that nobody has to write noughts
    few = name not in ("formal_members", "probationary_members", "candidates")
    label, unit = COUNTS[name]
    return {"name": name, "kind": "count", "label": label, "unit": unit, "blank": "0" if few else ""}


def _follow_ups(data: StandardsData) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "kind": "day" if name == "term_start" else "count",
            "label": asked_label(data, checked),
            "hint": term_start_means(data) if name == "term_start" else "",
            "unit": "",
            "blank": "",
            "checked": checked,
        }
        for name, checked in _FOLLOW_UPS
    ]


def _choices(question: dict[str, Any]) -> list[str]:
    """Return what can be answered to a question, in words; nothing for a number."""
    field = question["fields"][0]
    return [text for _, text in field.get("options", [])]
