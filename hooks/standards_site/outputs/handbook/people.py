"""The page 在培养的人: the steps with their limits, as it says them without a script, and what its script goes by."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from ...branch.dated_id import OWN_BRANCH
from ...data.model import Step
from ...sums.people import DAY_LIMITS, UNSETTLED, KeptDate, people_rules, person_answer
from ...sums.questions import FIRST_YEAR, LAST_YEAR
from ...sums.sentences import SENTENCES
from ..links import DAYS_OFF_PATH, Links, Place, script_path, style_path
from ..output import Context, Output
from ..shared_words import WORDS
from ..year.calendar_file import CODE, NOTE, PATTERN, around_events, for_script, person_event

CODES = tuple("甲乙丙丁戊己庚辛壬癸")
HEADS_OF_ALL = ("代号", "走到哪一步", "下一步", "最早、最迟", "要看的")
HEADS_OF_ONE = ("记哪一天", "时限和数", "最早、最迟", "办的日期", "应当有的材料")
_SAID = (
    *("late", "early", "hint", "overdue", "not_later", "not_earlier", "at_least_until", "ends"),
    *("wrong_order", "not_yet", "no_day", "out_of_years", "long_ago", "out_of_range", "workdays", "no_days_off"),
    *("which_rules", "before_rules", "between_rules"),
    *(limit.event for limit in DAY_LIMITS),
)
# of days that the calculator knows too: these are always there
_EXAMPLE = {
    "application": "2026-05-20",
    "talk": "2026-06-10",
    "activist": "2026-09-10",
}


def people_view(context: Context) -> dict[str, Any]:
    """Return what the page says without its script: the order of the steps, and one person as an example."""
    data, links = context.data, context.links("")
    rules, procedure = people_rules(data), data.procedures[data.program.people.procedure]
    edition = date.fromisoformat(data.edition.date)
    answer = person_answer(_EXAMPLE, rules, edition)
    labels = {one.name: one.label for one in rules.dates}
    stages: dict[str, list[KeptDate]] = {}
    for one in rules.dates:
        if one.step:
            stages.setdefault(one.stage, []).append(one)
    return {
        "procedure": links.procedure(procedure.id),
        "version": procedure.rule_version,
        "days_off": links.to(DAYS_OFF_PATH),
        "stages": [
            {"title": title, "rows": [_row(links, one, kept) for one in kept]} for title, kept in stages.items()
        ],
        "heads": {"day": HEADS_OF_ONE[0], "limits": HEADS_OF_ONE[1], "papers": HEADS_OF_ONE[4]},
        "example": {
            "given": "；".join(f"{labels[name]} {day}" for name, day in _EXAMPLE.items()),
            "today": str(edition),
            "stage": answer.stage,
            "reached": answer.reached,
            "next": labels.get(answer.next, ""),
            "limits": answer.limits,
        },
        "style": style_path("people"),
        "scripts": [Place.PEOPLE_DATA, Place.SITE_SCRIPT, script_path("people")],
    }


def _row(links: Links, one: KeptDate, kept: list[KeptDate]) -> dict[str, Any]:
    """Return a day as the table shows it; of several days of one step, the first has its limits and papers."""
    step = one.step
    is_first = next(other for other in kept if other.step is step) is one
    return {
        "label": one.label,
        "href": _place(links, step),
        "limits": _limit_texts(step) if is_first else [],
        "papers": _papers(links, one),
        "unsure": bool(step and step.unsure),
    }


def people_data(context: Context) -> Output:
    """Return what the script of the page goes by."""
    data, links = context.data, context.links("")
    rules = people_rules(data)
    limits = rules.limits
    numbers = [limit.number for limit in DAY_LIMITS]
    values = {
        "codes": CODES,
        "dates": [_date(links, one, rules.dates) for one in rules.dates],
        "limits": [asdict(limit) for limit in DAY_LIMITS],
        "numbers": {number: getattr(limits, number) for number in numbers},
        "words": {number: _words(limits.words[number]) for number in numbers},
        "steady": rules.steady,
        "unsettled": UNSETTLED,
        "extension": rules.extension,
        "rulesFrom": limits.rules_from,
        "rulesEarliest": limits.rules_earliest,
        "work": asdict(limits.work),
        "firstYear": FIRST_YEAR,
        "lastYear": LAST_YEAR,
        "sentences": {name: SENTENCES[name] for name in _SAID},
        "events": {limit.event: for_script(person_event(data, limit, NOTE)) for limit in DAY_LIMITS},
        "pattern": PATTERN,
        "codeMark": CODE,
        "noteMark": NOTE,
        "owner": OWN_BRANCH,
        "headsOfAll": HEADS_OF_ALL,
        "headsOfOne": HEADS_OF_ONE,
        "calendar": around_events(data, WORDS["people"]),
    }
    shown = json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Output(Place.PEOPLE_DATA, f"var PEOPLE = {shown};\n")


def _words(words: Any) -> dict[str, Any]:
    return {"modal": words.modal, "mark": words.mark, "binds": words.binds}


def _date(links: Links, one: KeptDate, dates: tuple[KeptDate, ...]) -> dict[str, Any]:
    step = one.step
    is_first = step is not None and next(other for other in dates if other.step is step) is one
    return {
        "name": one.name,
        "label": one.label,
        "stage": one.stage,
        "after": one.after,
        "mayBeLeft": one.may_be_left,
        "askedSince": one.asked_since,
        "unsure": bool(step and step.unsure),
        "href": _place(links, step),
        "limits": _limit_texts(step) if is_first else [],
        "papers": [{**asdict(paper), "href": links.form(paper.form) if paper.form else ""} for paper in one.papers],
    }


def _place(links: Links, step: Step | None) -> str:
    return links.step(links.data.program.people.procedure, step.key) if step else ""


def _limit_texts(step: Step | None) -> list[str]:
    # what other places lay down stands with the step
    return [limit.text for limit in step.limits if not limit.local] if step else []


def _papers(links: Links, one: KeptDate) -> list[dict[str, str]]:
    return [{"text": paper.text, "href": links.form(paper.form) if paper.form else ""} for paper in one.papers]
