"""Where a question or a line of a role leads: the name and the address of the one thing it names."""

from __future__ import annotations

from collections.abc import Mapping

from ...branch.deadlines import term_start_means
from ...data.load import StandardsData
from ...data.model import LeadsTo, Step
from ...sums.explained import Tool, tools
from ...sums.limits import limits_of
from ..links import Links, Place
from ..shared_words import WORDS

PAGES: Mapping[str, tuple[str, Place]] = {
    "branches": ("全部支部", Place.BRANCHES),
    "frequencies": (WORDS["frequencies"], Place.FREQUENCIES),
    "kept": (WORDS["kept"], Place.KEPT),
    "ledgers": ("台账", Place.LEDGERS),
    "meeting": ("会议包", Place.MEETING),
    "my_branch": ("我的支部", Place.MY_BRANCH),
    "people": (WORDS["people"], Place.PEOPLE),
    "publish": ("发布", Place.PUBLISH),
    "roll_up": ("汇总各支部自查", Place.ROLL_UP),
}
"""The pages of no record that something may lead to."""


def lead_view(links: Links, leads: LeadsTo) -> dict[str, str]:
    """Return the name and the address of what is led to."""
    data = links.data
    if leads.item and leads.requirement:
        return _link(data.items[leads.item].heading, links.requirement(leads.item, leads.requirement))
    if leads.procedure and leads.step:
        return _link(step_of(data, leads).title, links.step(leads.procedure, leads.step))
    if leads.item:
        return _link(data.items[leads.item].heading, links.item(leads.item))
    if leads.procedure:
        return _link(data.procedures[leads.procedure].title, links.procedure(leads.procedure))
    if leads.frequency:
        return _link(data.frequencies[leads.frequency].title, links.frequency(leads.frequency))
    if leads.threshold:
        return _link(data.thresholds[leads.threshold].title, links.threshold(leads.threshold))
    if leads.form:
        return _link(data.forms[leads.form].title, links.form(leads.form))
    if leads.ledger:
        return _link(data.ledgers[leads.ledger].title, links.ledger(leads.ledger))
    if leads.role:
        return _link(data.label("role", leads.role), links.role(leads.role))
    if leads.calculator and leads.choice:
        places = [place for place in data.program.calculator_places if place.asked]
        asked = next(one.asked for one in places if (one.calculator, one.choice) == (leads.calculator, leads.choice))
        return _link(asked, links.asked_calculator(leads.calculator, leads.choice))
    if leads.calculator:
        return _link(calculators(data)[leads.calculator].title, links.calculator(leads.calculator))
    text, place = PAGES[leads.page or ""]
    return _link(text, links.to(place))


def step_of(data: StandardsData, leads: LeadsTo) -> Step:
    """Return the step of a procedure that is led to."""
    steps = (step for stage in data.procedures[leads.procedure or ""].stages for step in stage.steps)
    return next(step for step in steps if step.key == leads.step)


def calculators(data: StandardsData) -> Mapping[str, Tool]:
    """Return the calculators by id, in the order of their page."""
    return data.derived(_calculators)


def _calculators(data: StandardsData) -> dict[str, Tool]:
    return {tool.id: tool for tool in tools(limits_of(data), term_start_means(data))}


def _link(text: str, href: str) -> dict[str, str]:
    return {"text": text, "href": href}
