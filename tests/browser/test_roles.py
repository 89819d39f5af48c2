"""What is written for a role is read at once: on two screens of an office's, its beginning on the first of a phone."""

from __future__ import annotations

import pytest

from standards_site.branch.schedule import standard_schedule
from standards_site.in_force.resolve import standard_for
from tests.probes.pdf import printed

OFFICE, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 800}
BOTTOM = "(part) => part.getBoundingClientRect().bottom + window.scrollY"
ADVANCE = 1.5
"""Screens within which the first part ends."""


@pytest.fixture(scope="module")
def roles(data) -> list[str]:
    """The roles that something is written for."""
    found = list(data.role_guides)
    assert len(found) == 10
    return found


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_what_is_written_for_a_role_ends_on_the_second_screen(open_page, disk, roles, size):
    page, ends = open_page(viewport=size), {}
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        ends[role] = page.locator(".acts").evaluate(BOTTOM)

    assert {role: end for role, end in ends.items() if end > 2 * size["height"]} == {}


def test_on_a_phone_later_parts_are_folded_and_each_can_be_opened(open_page, disk, roles):
    page = open_page(viewport=PHONE)
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        parts = page.locator(".acts details")
        assert [part.evaluate("one => one.open") for part in parts.all()] == [True] + [False] * (parts.count() - 1)
        parts.last.locator("summary").click()
        assert parts.last.locator("li").last.is_visible()


def test_without_script_nothing_that_is_written_is_folded(open_page, disk, roles):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        assert all(line.is_visible() for line in page.locator(".acts li").all())


def dated(data, day):
    """Return the duties of a year without days of any month but that of `day`, with the last day of each."""
    year = standard_schedule(data, standard_for(data, data.main_catalog, None))
    month = int(day[5:7])
    return {
        duty.frequency: (days, (days.first.month, days.last.month) == (1, 12) and month != 12)
        for duty in year.duties
        for days in duty.periods
        if days.first.month <= month <= days.last.month
    }


def test_a_member_s_page_names_the_month_and_what_is_due_in_it(open_page, disk, data):
    page = open_page(viewport=PHONE, timezone_id="Asia/Shanghai")
    first, *later = data.role_guides["member"].parts

    for month in range(1, 13):
        day = f"2027-{month:02}-15"
        page.clock.set_fixed_time(f"{day}T08:00:00+08:00")
        page.goto(f"{disk}roles/member.html")
        due = dated(data, day)

        title = page.locator(".acts h2").first.inner_text()
        lines = page.locator(".acts section").first.locator("li:visible").all_inner_texts()

        expected = [line for line in first.lines if not line.frequency or line.frequency in due]
        expected += [
            line for part in later for line in part.lines if line.frequency in due and not due[line.frequency][1]
        ]
        assert title == f"2027 年 {month} 月参加什么"
        assert len(lines) == len(expected)
        for text, line in zip(lines, expected, strict=True):
            assert text.startswith(line.text)
            if line.frequency:
                last = due[line.frequency][0].last
                assert f"{last.month} 月 {last.day} 日" in text
        assert page.locator(".acts").evaluate(BOTTOM) <= 2 * PHONE["height"]


def test_the_months_of_a_year_are_not_alike(data):
    texts = {
        tuple(
            sorted(
                (name, str(days.last))
                for name, (days, anytime) in dated(data, f"2027-{month:02}-15").items()
                if not anytime
            )
        )
        for month in range(1, 13)
    }

    assert len(texts) == 12


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_the_first_answer_is_on_the_first_screen(open_page, disk, roles, size):
    page, ends = open_page(viewport=size), {}
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        ends[role] = page.locator(".acts li").first.evaluate(BOTTOM)

    assert {role: end for role, end in ends.items() if end > size["height"]} == {}


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_what_comes_first_is_read_without_much_turning(open_page, disk, roles, size):
    page, ends = open_page(viewport=size), {}
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        ends[role] = page.locator(".acts section").first.evaluate(BOTTOM)

    assert {role: end for role, end in ends.items() if end > ADVANCE * size["height"]} == {}


def test_a_member_sees_what_to_attend_this_month(open_page, disk, data):
    (first, *_) = data.role_guides["member"].parts
    for size in (OFFICE, PHONE):
        page = open_page(viewport=size)
        page.goto(f"{disk}roles/member.html")

        for line in first.lines:
            assert page.get_by_text(line.text).evaluate(BOTTOM) <= size["height"], line.text


def test_what_is_computed_opens_without_script(open_page, disk):
    page = open_page(viewport=OFFICE, java_script_enabled=False)
    page.goto(f"{disk}roles/secretary.html")
    fold = page.locator("details.duties").first
    assert not fold.locator("table").is_visible()

    fold.locator("summary").click()

    assert fold.locator("table").is_visible()


def test_what_is_written_for_a_role_is_printed_on_few_sheets(page, disk, roles):
    sheets = {}
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        sheets[role] = len(printed(page))

    assert {role: count for role, count in sheets.items() if count > 2} == {}
