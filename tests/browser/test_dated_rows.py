"""本月要做 on many days: in which order its days stand, what can be ticked off, and which paper each offers."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import Any

import pytest

from standards_site.branch.checks import fact_value, value_words
from standards_site.branch.deadlines import term_deadlines
from standards_site.branch.schedule import branch_schedule
from standards_site.data.model import BranchFacts
from standards_site.dates import months_later
from standards_site.in_force.resolve import Standards, resolve
from standards_site.outputs.links import Place
from tests.probes.my_branch import TEACHERS, ready

NONE = ("probationary_members", "mobile_members", "graduating_members", "overseas_members", "candidates")
FACTS: dict[str, Any] = {
    **dict.fromkeys(NONE, 0),
    **{"formal_members": 12, "committee": True, "groups": True, "leaders": False, "rectification": False},
}
DATED = """([kind, start, today]) => {
  const rules = Object.assign({}, BRANCH_RULES, BRANCH_ANSWERS, { today });
  const facts = MyBranch.assumed({ kind, formal_members: 12, committee: true, groups: true, term_start: start }).facts;
  const [catalog] = MyBranch.kindOf(rules, facts).catalogs;
  const standard = MyBranch.standardOf(rules, facts, catalog);
  const answer = MyBranch.resolve(rules, facts, catalog, []);
  const plan = MyBranchYear.planOf(rules, standard, answer);
  const lines = ThisMonth.groupsOf(plan, today).filter(({ title }) => ["有日子的", "一年以后的日子"].includes(title));
  const record = { round: today.slice(0, 4), items: {} };
  const entries = YearCount.entriesOf(plan, record, STANDARDS.year, today, today);
  return {
    lines: lines.flatMap((group) => group.lines.map(({ id, tick, last, paper }) => ({
      id, tick, last, paper: paper ? paper.href : "", group: group.title }))),
    entries: entries.map(({ tick, last }) => [tick, last]),
    values: Object.fromEntries(answer.findings.map(({ key, value }) => [key, value])),
  };
}"""


def drawn(data):
    """Return terms that began on any day, of all kinds of branch, and days before, around and after their ends."""
    chance = random.Random(14)
    for _ in range(150):
        start = date(2020, 1, 1) + timedelta(days=chance.randrange(2500))
        today = date(2026, 11, 1) + timedelta(days=chance.randrange(500))
        if start <= today:
            yield chance.choice(sorted(data.profiles)), start, today


@pytest.fixture
def page_of_rules(page, disk):
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    ready(page)
    page.wait_for_function("() => typeof YearCount !== 'undefined' && typeof MyBranchYear !== 'undefined' && "
                           "typeof STANDARDS !== 'undefined' && STANDARDS.year")  # fmt: skip
    return page


def test_on_any_day_what_is_overdue_stands_first_and_each_day_offers_the_paper_of_its_step(page_of_rules, data):
    standards = Standards(data)
    papers = {one.term_step: one for one in data.program.filled_forms if one.term_step}
    seen = {"overdue": 0, "ahead": 0, "by others": 0, "paper": 0, "no paper yet": 0}

    for kind, start, today in drawn(data):
        found = page_of_rules.evaluate(DATED, [kind, str(start), str(today)])
        standard = standards.of_kind(kind)
        facts = BranchFacts(kind=kind, term_start=str(start), **FACTS)
        year = branch_schedule(data, resolve(standard, facts))
        steps = {one.step.id: one for one in year.deadlines}
        term = [line for line in found["lines"] if line["id"] in steps]
        case = (kind, start, today)

        assert {line["id"] for line in term} == set(steps), case
        for group in {line["group"] for line in found["lines"]}:
            of_group = [line for line in found["lines"] if line["group"] == group]
            over = [line for line in of_group if not line["tick"] and line["last"] < str(today)]
            assert of_group[len(of_group) - len(over) :] == over, case
            days = [line["last"] for line in of_group if line not in over]
            assert days == sorted(days), case
            seen["overdue"] += days[:1] < [str(today)]
            seen["ahead"] += days[-1:] > [str(today)]
        for line in term:
            step = steps[line["id"]]
            assert line["last"] == str(step.day)
            assert bool(line["tick"]) == (not step.step.by), case
            seen["by others"] += bool(step.step.by)
            paper = papers.get(step.step.key)
            before = paper.months_before if paper else None
            is_due = paper and (before is None or months_later(step.day, -before) <= today)
            assert (paper.form if is_due else "") in line["paper"], case
            assert bool(line["paper"]) == bool(is_due), case
            seen["paper"] += bool(is_due)
            seen["no paper yet"] += bool(paper and not is_due)
        # what Excel, Word and the roll-up list
        last = [day for _, day in found["entries"]]
        assert last == sorted(last), case
        assert {tick for tick, _ in found["entries"]} & set(steps) == {
            one.step.id for one in year.deadlines if not one.step.by
        }, case

    assert min(seen.values()) > 20, seen


def test_how_long_a_term_has_lasted_is_said_in_years_and_months_and_is_over_on_the_day_after_its_end(
    page_of_rules, data
):
    standards = Standards(data)
    over = {"before": 0, "after": 0}

    for _, start, today in drawn(data):
        in_force = standards.of_kind("teacher").settings
        end = next(one.day for one in term_deadlines(data, str(start), in_force) if one.step.key == "end")
        for day in (today, end, end + timedelta(days=1)):
            found = page_of_rules.evaluate(DATED, ["teacher", str(start), str(day)])["values"]
            facts = BranchFacts(kind="teacher", term_start=str(start), **FACTS)
            said = value_words(facts, "term_years", today=day)
            assert (found.get("term_over") == said) == (day > end), (start, day)
            assert re.fullmatch(r"(\d+ 年)?( ?\d+ 个月)?|不到 1 个月", said)
            assert fact_value(facts, "term_years", today=end) == round(fact_value(facts, "term_years", today=end))
            over["after" if day > end else "before"] += 1

    assert min(over.values()) > 50
