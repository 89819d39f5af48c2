"""The page of calculators: the script says what Python says, and the page says it without a script too."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from standards_site.branch.dated_id import dated_id
from standards_site.outputs.links import Place
from standards_site.rules.needs import numbers_of_the_calculators_are_there
from standards_site.sums.answers import answer
from standards_site.sums.limits import limits_of
from standards_site.sums.questions import EVENTS, QUESTIONS, VOTES, Field, questions_of
from tests.builders.calculator_mutations import cases, mutations
from tests.probes.accessibility import serious
from tests.probes.narrow_screens import BODY, FAULTS

PAGE = "calculators.html"
DAYS = ("2024-03-31", "2025-12-10")
# as one text, for a browser is handed values one by one
ASK = """(text) => {
  const [cases, all, today] = JSON.parse(text);
  return JSON.stringify(all.map((limits) => {
    const setup = limits ? { ...CALCULATORS, limits } : CALCULATORS;
    return cases.map(([tool, given]) => CalculatorsCore.answer(tool, given, setup, today));
  }));
}"""
ABSURD = (
    "", " ", "0", "-1", "-0", "-", ".", "1.", ".5", "1.234", "1e3", "NaN", "Infinity", "null", "undefined", "十二",
    "\uff11\uff12", "\u0663", "+5", "0x10", "1,000", "9" * 400, "999999999", "1000000", "1000000.01", " 12 ",
    "\u300012\u00a0", "\uff11\uff0e\uff15", "1。5", "\uff0d3", "\u22123", "1，234", "1 234.5", "1\u00a0234", "12 34",
    "1,23", "\uff11，\uff12\uff13\uff14\uff0e\uff15", "\uff12\uff10\uff12\uff16\uff0d\uff10\uff16\uff0d\uff10\uff11",
    "，", "。", "1，234，567",
    "8200元", "8,200 元", "￥\uff18200", "¥8200.50元", "8200块", "8200元整", "8千2", "八千二", "1.2万", "8k", "8200人",
    "12人", "12 名", "\uff13个", "2 个单位", "9票", "12元", "20.5学时", "20 个学时", "30课时", "4小时", "4天", "约12",
    "2026-02-29", "2028-02-29", "0000-01-01", "0100-02-29", "1920-12-31", "2100-12-31", "2101-01-01", "2026-13-01",
    "2026-00-10", "2026-04-31", "2026/05/18", "<b>", "__proto__", "constructor", "kind",
)  # fmt: skip

Case = tuple[str, dict[str, str]]


def counted_cases() -> list[Case]:
    """Return inputs around every bound of the people, money and hours that are counted."""
    cases: list[Case] = []
    for kind, _ in VOTES:
        cases += [("vote", {"kind": kind, "entitled": str(n)}) for n in range(1, 302)]
        cases += [
            ("vote", {"kind": kind, "entitled": str(n), "present": str(p), "seats": str(1 + p % 9)})
            for n in range(1, 30)
            for p in range(1, n + 2)
        ]
    cases += [
        ("setup", {"members": str(n), "probationary": str(p), "units": str(u)})
        for n in range(0, 60)
        for p in (0, 1, 6, 45)
        for u in (0, 1, 5, 6)
    ]
    for kind, name in (("working", "income"), ("retired", "pension")):
        near = [base + change for base in (0, 3000, 5000, 10000, 50000, 100000) for change in (-1, 0, 1)]
        cases += [("dues", {"kind": kind, name: f"{base}.{part}"}) for base in near for part in ("0", "01", "50", "99")]
        cases += [("dues", {"kind": kind, name: str(base)}) for base in range(0, 60000, 97)]
    cases.append(("dues", {"kind": "student"}))
    off = ("tax", "insurance", "annuity", "subsidy", "bonus")
    cases += [
        ("dues", {"kind": "working", "income": income, **dict(zip(off, typed, strict=True))})
        for income in ("3000.50", "8200", "60000")
        for typed in product(("", "0", "120.50"), repeat=len(off))
    ]
    # some of the questions alone, too
    cases += [("vote", {"kind": kind, "present": "5", "seats": "3"}) for kind, _ in VOTES]
    cases += [("vote", {"kind": kind}) for kind, _ in VOTES] + [(tool, {}) for tool in QUESTIONS]
    cases += [("setup", {"members": str(n)}) for n in range(1, 60)] + [("setup", {"units": "6"})]
    cases += [("dues", {"kind": "working", "tax": "1"}), ("hours", {"kind": "leader"})]
    for kind in ("member", "leader"):
        cases += [("hours", {"kind": kind, "done": f"{tenth // 10}.{tenth % 10}"}) for tenth in range(0, 700)]
    return cases


def dated_cases() -> list[Case]:
    """Return every start of a term in a leap cycle, and courses of development drawn from a fixed seed."""
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(4 * 366)]
    cases: list[Case] = [("term", {"start": str(day)}) for day in days]
    cases += [("development", {"application": str(day), **{name: str(day) for name, _ in EVENTS}}) for day in days]
    for name, _ in EVENTS:
        cases += [("development", {"event": name, "day": str(day)}) for day in days[::29]]
    draw = random.Random(20260518)
    for _ in range(1500):
        day = date(2025, 1, 1) + timedelta(days=draw.randrange(900))
        given = {}
        for name, _ in EVENTS:
            if draw.random() < 0.7:
                given[name] = str(day)
            day += timedelta(days=draw.choice((-3, 0, 1, 28, 30, 31, 92, 200, 365, 366)))
        cases.append(("development", given))
    return cases


def absurd_cases() -> list[Case]:
    """Return every absurd text in every field, the other fields being filled sensibly."""

    def sensible(field: Field) -> str:
        return {"choice": "", "whole": "5", "money": "4000", "hours": "5", "date": "2026-06-01"}[field.kind]

    cases = []
    for tool, asked in QUESTIONS.items():
        for choice in [value for value, _ in asked[0].options] or [sensible(asked[0])]:
            good = {field.name: sensible(field) for field in asked} | {asked[0].name: choice}
            cases += [(tool, {**good, field.name: text}) for field in asked for text in ABSURD]
    return cases


def told_by(page: Page, cases: list[Case], *all_limits: Any, today: date | None = None) -> list[list[dict[str, Any]]]:
    """Return what the script answers by each of the limits; None are its own."""
    return json.loads(page.evaluate(ASK, json.dumps([cases, all_limits, str(today or "")])))


def said(limits: Any, case: Case, today: date | None = None) -> dict[str, Any]:
    """Return what Python answers, in the shape of the script's answers."""
    found = answer(*case, limits, today)
    rows = [list(row if row.day else row[:3]) for row in found.rows]
    return {"rows": rows, "problem": found.problem, "missing": found.missing}


@pytest.mark.parametrize("cases", [counted_cases(), dated_cases(), absurd_cases()], ids=["counted", "dated", "absurd"])
def test_the_script_answers_as_python_does(page, disk, data, cases):
    limits = limits_of(data)
    page.goto(disk + PAGE)

    (told,) = told_by(page, cases, None)

    different = [
        (case, found, said(limits, case))
        for case, found in zip(cases, told, strict=True)
        if found != said(limits, case)
    ]  # fmt: skip
    assert different[:3] == []
    assert len(cases) > 1000
    assert "NaN" not in json.dumps(told)


@pytest.mark.parametrize("today", ["2024-02-29", "2026-11-30", "2027-03-28", "2029-12-31", "2034-01-01"])
def test_the_script_says_of_past_days_what_python_says(page, disk, data, today):
    limits, day, cases = limits_of(data), date.fromisoformat(today), dated_cases()[::3]
    page.goto(disk + PAGE)

    (told,) = told_by(page, cases, None, today=day)

    assert [one for one in zip(told, cases, strict=True) if one[0] != said(limits, one[1], day)][:3] == []


def test_the_script_goes_by_other_numbers_when_it_is_given_them(page, disk, data):
    limits = limits_of(data)
    changed = {field.name: getattr(limits, field.name) + 1 for field in fields(limits) if field.type == "int"}
    rules = {"rules_from": "2026-09-01", "rules_earliest": "2026-07-15"}
    other = replace(limits, **changed, **rules, working=((4000, 7), (None, 25)), retired=((None, 8),))
    cases = [*counted_cases()[::23], *dated_cases()[::23]]
    page.goto(disk + PAGE)

    (told,) = told_by(page, cases, asdict(other))

    assert told == [said(other, case) for case in cases]
    assert told != [said(limits, case) for case in cases]


def test_the_script_says_the_words_of_every_changed_position_as_python_does(page, disk, data):
    found = []
    for mutation in mutations(data):
        if mutation.what != "adopted" or not any(numbers_of_the_calculators_are_there(mutation.data)):
            with suppress(ValueError):
                found.append(limits_of(mutation.data))
    found = [limits for place, limits in enumerate(found) if limits not in found[:place]]
    page.goto(disk + PAGE)

    told = told_by(page, cases(), *map(asdict, found))

    assert told == [[said(limits, case) for case in cases()] for limits in found]
    assert len(found) > 200


def test_absurd_input_is_answered_by_a_sentence(page, disk):
    page.goto(disk + PAGE)
    found = {}

    for text in ("-3", "0", "很多", "9" * 50, ""):
        page.locator("#vote-entitled").fill(text)
        page.locator("#vote-entitled").press("Enter")
        found[text[:3]] = page.locator("[data-tool=vote] .result").inner_text()

    label = "“应到（有表决权或选举权的人数）”"
    assert found == {
        "-3": f"{label}不能是负数。",
        "0": f"{label}要在 1 到 9999 之间。",
        "很多": f"{label}要填整数，例如 12。",
        "999": f"{label}要在 1 到 9999 之间。",
        "": f"填上{label}，这里就出结果。",
    }


def test_a_form_is_filled_and_answered_by_keyboard_alone(page, disk):
    page.goto(disk + PAGE)
    page.locator("#vote-kind").focus()

    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Tab", "2", "0", "Tab", "Enter", "Tab", "1", "7", "Tab", "5"):
        page.keyboard.press(key)

    assert page.locator("[data-tool=vote] .result dd").all_inner_texts() == [
        "应当至少 16 人待核",
        "应当至少 11 票待核",
        "应当至少 9 票待核",
        "至少 6 名",
        "实到 17 人，够了",
        "可以表决，票数照上面的",
    ]


def test_only_the_questions_that_matter_are_asked(page, disk):
    page.goto(disk + PAGE)
    shown = {}

    for kind in ("working", "retired", "student"):
        page.locator("#dues-kind").select_option(kind)
        shown[kind] = page.locator("[data-tool=dues] .fields > :not([hidden])").count()

    assert shown == {"working": 7, "retired": 2, "student": 1}


def test_an_answer_follows_its_question(page, disk):
    page.goto(disk + PAGE)
    result = page.locator("[data-tool=term] .result")

    page.locator("#term-start").fill("2026-11-20")
    first = result.locator("dd").first.inner_text()
    page.locator("#term-start").fill("2026-11-21")
    second = result.locator("dd").first.inner_text()
    page.locator("#term-start").fill("")

    assert first == "2029-05-20（一般提前 6 个月）"
    assert second == "2029-05-21（一般提前 6 个月）"
    assert result.inner_text() == "填上“本届选举产生的日期”，这里就出结果。"
    assert result.get_attribute("role") == "status"


def test_every_question_has_its_label(page, disk, data):
    page.goto(disk + PAGE)

    limits = limits_of(data)
    tools = page.locator("branch-calculator").evaluate_all("all => all.map((one) => one.dataset.tool)")
    asked = sum(len(questions_of(tool, limits)) for tool in tools)
    labels = page.locator(".calculator form label").evaluate_all("all => all.filter((label) => label.control).length")

    assert labels == asked
    assert {*tools} == {*QUESTIONS}


def test_without_a_script_the_page_still_has_formula_basis_table_and_example(open_page, disk):
    page = open_page(java_script_enabled=False)
    page.goto(disk + PAGE)

    assert page.locator(".md-content form").count() == 0
    for tool in QUESTIONS:
        section = page.locator(f"h2#{tool} + .calculator")
        assert [heading.strip() for heading in section.locator("h3").all_text_contents()] == ["怎么算", "依据", "例子"]
        assert section.locator(".cites a").count() > 0
        assert section.locator("table td").count() > 1
        assert section.locator("dl dd").count() > 0


def test_nothing_is_wrong_before_something_is_typed_or_while_it_is(page, disk):
    page.goto(disk + PAGE)
    problems = page.locator(".calculator .problem")

    before = problems.count()
    page.locator("#hours-done").press_sequentially("12.")
    typing = problems.count()
    page.locator("#hours-done").press("Tab")

    assert (before, typing) == (0, 0)
    assert problems.all_inner_texts() == ["“今年已完成（学时）”要填学时数，最多一位小数，例如 12 或 12.5。"]


def test_the_proof_of_an_answer_is_one_tap_behind(page, disk):
    page.goto(disk + PAGE)
    folds = page.locator("branch-calculator + details.fold")

    assert folds.count() == len(QUESTIONS)
    assert page.locator(".calculator .cites:visible").count() == 0
    folds.first.locator("summary").click()
    assert page.locator("#vote + .calculator .cites a").first.is_visible()


def reckoned(page, address, tool, day) -> Calendar:
    """Return the calendar of a calculator's answer for a day, and see that it is named after the calculator."""
    page.goto(address)
    if tool == "development":
        page.locator("#development-event").select_option("congress")
    page.locator(f"#{tool}-start, #{tool}-day").fill(day)
    with page.expect_download() as started:
        page.locator(f"[data-tool={tool}] button", has_text="存进日历").click()
    assert started.value.suggested_filename == f"{tool}.ics"
    return Calendar.from_ical(Path(started.value.path()).read_bytes())


def owners(calendar: Calendar) -> set[str]:
    return {str(event["uid"]).split("@")[0].rpartition(".")[2] for event in calendar.walk("VEVENT")}


def test_the_days_of_an_answer_are_taken_away_as_a_calendar(page, disk, data):
    calendar = reckoned(page, disk + PAGE, "term", "2024-03-31")

    (owner,) = owners(calendar)
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    rows = [row for row in answer("term", {"start": "2024-03-31"}, limits_of(data)).rows if row.day]
    assert list(found) == [dated_id(f"{data.program.elections}.{row.event}", owner) for row in rows]
    assert [str(one["dtstart"].dt) for one in found.values()] == [row.day for row in rows]
    assert {(one["dtend"].dt - one["dtstart"].dt).days for one in found.values()} == {1}


def test_no_two_browsers_that_know_no_branch_make_one_event_of_two_branches(open_page, disk):
    pages = [open_page() for _ in range(3)]
    found = [[owners(reckoned(page, disk + PAGE, "term", day)) for day in DAYS] for page in pages]

    # reckoned anew for another day it is the same event of the same branch
    assert [len({*map(frozenset, times)}) for times in found] == [1, 1, 1]
    assert len({owner for times in found for owners in times for owner in owners}) == len(pages)


@pytest.mark.parametrize("tool", ["term", "development"])
def test_a_calculator_s_days_are_of_the_branch_that_is_open(page, disk, tool):
    page.goto(disk + Place.MY_BRANCH)
    page.wait_for_function("() => document.querySelector('my-branch').isOpen")
    found = []
    for branch, name in (("my-branch", "甲楼党支部"), ("my-branch-b1", "乙楼党支部"), ("my-branch", "")):
        page.evaluate(
            """([branch, name]) => {
              const { store } = SelfCheck;
              const facts = { kind: "teacher", formal_members: "9" };
              store.fill(branch + "-facts", facts);
              if (name) store.fill(branch, { name });
              store.fill("my-branch-here", { branch });
              return store.database.save();
            }""",
            [branch, name],
        )
        found.append(owners(reckoned(page, disk + PAGE, tool, "2025-12-10")))
        page.goto(disk + Place.MY_BRANCH)
        page.wait_for_function("() => document.querySelector('my-branch').isOpen")
    ids = page.evaluate("() => ['my-branch', 'my-branch-b1'].map((one) => SelfCheck.store.form(one).id)")

    assert found == [{ids[0]}, {ids[1]}, {ids[0]}]
    assert ids[0] != ids[1]


def test_calculators_stand_where_the_data_puts_them(site, data):
    places = data.program.calculator_places
    wanted = {f"procedures/{one.procedure}.html" for one in places if one.procedure}
    wanted |= {f"items/{one.item}.html" for one in places if one.item}
    loading = {
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if "js/calculators" in file.read_text("utf-8")
    }

    assert loading == wanted | {PAGE}


def test_a_calculator_in_a_step_has_its_first_choice_made(page, disk, data):
    chosen = {}
    for one in data.program.calculator_places:
        if one.choice and one.procedure:
            page.goto(f"{disk}procedures/{one.procedure}.html")
            choice = page.locator(f"#{one.step}-{one.calculator} select").first
            chosen[one.step] = (choice.input_value(), one.choice)

    assert len(chosen) > 4
    assert {found for found, wanted in chosen.values() if found != wanted} == set()


def test_the_page_of_what_one_does_leads_to_every_calculator(page, disk, data):
    page.goto(disk + "procedures/index.html")
    leading = page.locator(".md-content a").evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    steps = [one for one in data.program.calculator_places if one.procedure]

    wanted = {f"../{PAGE}#{tool}" for tool in QUESTIONS}
    wanted |= {f"../procedures/{one.procedure}.html#{one.step}-{one.calculator}" for one in steps}
    assert wanted - set(leading) == set()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_and_fits_with_its_forms_answered(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(disk + PAGE)
    page.locator("#vote-entitled").fill("20")
    page.locator("#setup-members").fill("-1")
    page.locator("#hours-done").fill("20.5")
    page.locator("#development-event").select_option("congress")
    page.locator("#development-day").fill("2025-12-10")
    page.evaluate("for (const fold of document.querySelectorAll('.calculator details')) fold.open = true")

    assert page.evaluate(FAULTS, BODY) == []
    assert serious(page) == []
