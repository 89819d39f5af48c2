"""Every field for a day: what is typed is used, or it is said what is wrong with it; nothing goes without a word."""

from __future__ import annotations

import re

import pytest

from standards_site.outputs.links import Place
from standards_site.sums.sentences import SENTENCES
from tests.probes.my_branch import TEACHERS, ready

TODAY = "2026-11-30"
WRONG, ODD = ("no_day", "out_of_years"), ("to_come", "long_ago", "terms_ago", "not_yet")
TYPED = {
    "2026-03-31": "",
    "2024-02-29": "",
    "2026年3月5日": "",
    "2026/3/5": "",
    "20260305": "",
    "\uff12\uff10\uff12\uff16-3-5": "",
    "1900-01-01": "out_of_years",
    "0026-03-05": "out_of_years",
    "2101-01-01": "out_of_years",
    "2026-02-30": "no_day",
    "2026-13-01": "no_day",
    "去年三月": "no_day",
    "3月5日": "no_day",
    "2026": "no_day",
    "2100-12-31": "to_come",
    "2026-12-01": "to_come",
    "1999-05-04": "long_ago",
    "1921-07-23": "long_ago",
}
"""What is typed, and what is said of it."""


def told(name: str, label: str) -> str:
    """Return a sentence as a pattern."""
    values = {"label": label, "min": 1921, "max": 2100, "years": 20}
    return re.escape(SENTENCES[name].format(**values))


class Home:
    label = "本届选举产生的日期"
    says = (("long_ago", "terms_ago"),)

    def __init__(self, page, disk):
        page.goto(f"{disk}index.html")
        self.page, self.field = page, page.get_by_label(self.label)

    def type(self, text):
        page = self.page
        if page.locator("home-month form").is_hidden():
            page.get_by_role("button", name="另一个支部").click()
            page.evaluate("document.querySelector('home-month').shown.textContent = ''")
        as_text(self.field, text)
        page.get_by_label("哪类支部").select_option("teacher")
        page.get_by_label("几名正式党员").fill("12")
        page.get_by_label("支委会和党小组").select_option(index=1)
        page.get_by_role("button", name="看本月").click()
        page.locator("this-month h3, home-month > .note:not(:empty)").first.wait_for()
        return page.locator("home-month").inner_text()


class Branch:
    label = "本届选举产生的日期"
    says = (("long_ago", "terms_ago"),)

    def __init__(self, page, disk):
        page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
        ready(page)
        self.field = page.locator("#fact-term_start")

    def type(self, text):
        as_text(self.field, text)
        return self.field.page.locator(".field", has=self.field).inner_text()


class Term:
    label = "本届选举产生的日期"
    says = (("long_ago", "terms_ago"),)

    def __init__(self, page, disk):
        page.goto(f"{disk}calculators.html")
        self.field = page.locator("#term-start")

    def type(self, text):
        as_text(self.field, text)
        return self.field.page.locator("branch-calculator[data-tool=term]").inner_text()


class Development:
    label = "收到入党申请书"
    says = ()

    def __init__(self, page, disk):
        page.goto(f"{disk}calculators.html")
        page.locator("branch-calculator[data-tool=development] details.more summary").first.click()
        self.field = page.locator("#development-application")

    def type(self, text):
        as_text(self.field, text)
        return self.field.page.locator("branch-calculator[data-tool=development]").first.inner_text()


class Person:
    label = "收到入党申请书"
    says = (("to_come", "not_yet"),)

    def __init__(self, page, disk):
        page.goto(disk + Place.PEOPLE)
        page.wait_for_function("() => document.querySelector('branch-people').isReady")
        page.locator("#new-code").select_option("甲")
        page.get_by_role("button", name="加上").click()
        self.field = page.locator(".person input").first
        self.label = page.locator(".person label").first.inner_text()

    def type(self, text):
        as_text(self.field, text)
        return self.field.page.locator(".person").inner_text()


class Due:
    label = "整改期限"
    # a time limit is to come
    says = (("to_come", ""),)

    def __init__(self, page, disk):
        page.goto(f"{disk}branches/teacher-software.html")
        page.wait_for_function("() => document.querySelector('self-check').isOpen")
        page.locator("self-check li#C1 label.unmet").click()
        self.field = page.locator("[id='due-C1']")
        self.field.wait_for()

    def type(self, text):
        as_text(self.field, text)
        return self.field.locator("..").inner_text()


class Meeting:
    label = "哪天"
    # a meeting is to come
    says = (("to_come", ""),)

    def __init__(self, page, disk):
        page.goto(disk + Place.MEETING)
        page.wait_for_function("() => document.querySelector('meeting-pack fieldset:not([disabled])')")
        self.field = page.locator("#pack-day")

    def type(self, text):
        as_text(self.field, text)
        return self.field.locator("..").inner_text()


PLACES = (Home, Branch, Term, Development, Person, Due, Meeting)


def as_text(field, text: str) -> None:
    """Type into a field as a browser shows it that has no field for days."""
    field.evaluate("field => { field.type = 'text'; }")
    field.fill(text)
    field.blur()


@pytest.mark.parametrize("place", PLACES, ids=[place.__name__ for place in PLACES])
def test_what_is_typed_for_a_day_is_used_or_said_to_be_wrong(open_page, disk, place):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(f"{TODAY}T08:00:00+08:00")
    there = place(page, disk)
    different = []

    for text, said in TYPED.items():
        shown = there.type(text)
        name = dict(there.says).get(said, said)
        found = {one for one in (*WRONG, *ODD) if re.search(told(one, there.label), shown)}
        if found != {one for one in [name] if one}:
            different.append((text, name, found))

    assert different == []


def half_typed(field) -> None:
    field.focus()
    field.page.keyboard.type("02")


@pytest.mark.parametrize("place", PLACES, ids=[place.__name__ for place in PLACES])
def test_a_day_that_is_not_whole_is_said_to_be_so_and_stays(open_page, disk, place):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(f"{TODAY}T08:00:00+08:00")
    there = place(page, disk)

    half_typed(there.field)
    there.field.blur()
    if place is Home:
        page.get_by_label("哪类支部").select_option("teacher")
        page.get_by_label("几名正式党员").fill("12")
        page.get_by_label("支委会和党小组").select_option(index=1)
        page.get_by_role("button", name="看本月").click()

    page.get_by_text(SENTENCES["no_day"].format(label=there.label)).first.wait_for()
    assert there.field.evaluate("field => field.validity.badInput")


def test_a_day_that_such_a_branch_does_not_have_is_told_at_home_and_on_its_page_and_is_not_lost(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(f"{disk}index.html")
    page.get_by_label("哪类支部").select_option("temporary")
    page.get_by_label("几名正式党员").fill("5")
    page.get_by_label("支委会和党小组").select_option(index=3)
    page.get_by_label(Home.label).fill("2026-03-31")
    page.get_by_role("button", name="看本月").click()
    says = SENTENCES["not_asked"].format(label=Home.label)

    page.locator("home-month .note", has_text=says).wait_for()
    page.goto(f"{disk}{Place.MY_BRANCH}")
    ready(page)
    page.locator(".my-branch .missing", has_text=says).wait_for()
    page.locator("#fact-kind").select_option("teacher")

    assert page.locator("#fact-term_start").input_value() == "2026-03-31"


def test_home_names_the_rules_that_are_broken_as_the_page_of_the_branch_does(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(f"{TODAY}T08:00:00+08:00")
    page.goto(f"{disk}index.html")
    page.get_by_label("哪类支部").select_option("teacher")
    page.get_by_label("几名正式党员").fill("60")
    page.get_by_label("支委会和党小组").select_option(index=3)
    page.get_by_label(Home.label).fill("2023-01-01")
    page.get_by_role("button", name="看本月").click()

    at_home = page.locator("home-month .findings li")
    at_home.first.wait_for()
    lines = at_home.all_inner_texts()
    page.goto(f"{disk}{Place.MY_BRANCH}")
    page.locator("[data-part=findings] li").first.wait_for()

    assert page.locator("[data-part=findings] li").all_inner_texts() == lines
    assert len(lines) > 1
