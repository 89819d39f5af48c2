"""What is written for a role is read at once: on two screens of an office's, its beginning on the first of a phone."""

from __future__ import annotations

import pytest

from tests.probes.pdf import printed

OFFICE, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 800}
BOTTOM = "(part) => part.getBoundingClientRect().bottom + window.scrollY"
ADVANCE = 1.5
"""Screens within which the first part ends."""


@pytest.fixture(scope="module")
def roles(data) -> list[str]:
    """The roles that something is written for."""
    found = list(data.role_guides)
    assert len(found) == 7
    return found


def test_what_is_written_for_a_role_ends_on_the_second_screen(open_page, disk, roles):
    page, ends = open_page(viewport=OFFICE), {}
    for role in roles:
        page.goto(f"{disk}roles/{role}.html")
        ends[role] = page.locator(".acts").evaluate(BOTTOM)

    assert {role: end for role, end in ends.items() if end > 2 * OFFICE["height"]} == {}


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
