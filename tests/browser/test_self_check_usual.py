"""The usual findings of an item are offered where its answer is one; what a person typed stays as it was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.probes.accessibility import serious
from tests.probes.checklist import Checklist
from tests.probes.narrow_screens import BODY, FAULTS

USUAL = "常见问题和整改办法"
TAKEN = "已接在“问题和具体表现”“整改措施”两栏，请改成本支部的实际情况。"


@pytest.fixture(params=["disk", "intranet"])
def checklist(page, request) -> Checklist:
    """The checklist from disk and from a plain-http host, with the script for usual findings there."""
    opened = Checklist(page, request.getfixturevalue(request.param))
    opened.page.locator("summary", has_text=USUAL).first.wait_for(state="attached")
    return opened


def usual(checklist: Checklist, item: str) -> Locator:
    """Open the usual findings of an item, each of them, and return them."""
    box = checklist.item(item).locator(".levels", has_text=USUAL)
    box.locator("summary").click()
    box.locator("details").first.wait_for()
    for one in box.locator("details summary").all():
        one.click()
    return box.locator("details")


def in_fields(checklist: Checklist, item: str) -> list[str]:
    """Return the finding and the measure as they stand in their fields."""
    return [checklist.field(item, label).input_value() for label in ("问题和具体表现", "整改措施")]


def test_a_finding_is_offered_its_usual_ones_in_the_words_of_the_data(checklist, data):
    checklist.answer("C1", "部分达到")

    shown = [one.locator("summary, p:not([role])").all_inner_texts() for one in usual(checklist, "C1").all()]

    assert shown == [
        [
            mistake.text,
            f"怎么改：{mistake.rectification.measure}",
            f"凭什么证明：{mistake.rectification.proof}",
            f"什么时候销号：{mistake.rectification.close_out}",
        ]
        for mistake in data.items["C1"].mistakes
    ]


def test_what_is_taken_over_goes_below_what_was_typed_and_is_kept(checklist, data):
    first, second = data.items["C1"].mistakes[:2]
    checklist.answer("C1", "未达到")
    checklist.fill("C1", note="第三季度没有签字")
    found = usual(checklist, "C1")

    for place in (0, 1, 1):
        found.nth(place).get_by_role("button").click()
    told = found.get_by_role("status").all_inner_texts()[:2]
    checklist.settle()
    checklist.reload()

    measures = [f"{one.rectification.measure}\n什么时候销号：{one.rectification.close_out}" for one in (first, second)]
    assert told == [TAKEN, "这一条已经在两栏里了。"]
    assert in_fields(checklist, "C1") == [
        "\n".join(("第三季度没有签字", first.text, second.text)),
        "\n".join(measures),
    ]


def test_an_item_that_is_met_is_offered_nothing(checklist):
    checklist.answer("C1", "达到")

    assert not checklist.item("C1").locator("summary", has_text=USUAL).is_visible()


def test_texts_that_cannot_be_had_leave_the_list_closed_and_come_the_next_time(browser, intranet):
    context = browser.new_context()
    checklist = Checklist(context.new_page(), intranet)
    checklist.page.route("**/usual.js", lambda route: route.abort())
    checklist.answer("C1", "部分达到")
    box = checklist.item("C1").locator(".levels", has_text=USUAL)

    with checklist.page.expect_event("requestfailed"):
        box.locator("summary").click()
    expect(box).not_to_have_attribute("open", "")
    checklist.page.unroute("**/usual.js")

    box.locator("summary").click()
    box.locator("details").first.wait_for()
    context.close()


@pytest.mark.parametrize("width", [320, 1366])
def test_the_open_list_fits_the_screen_and_has_no_serious_accessibility_fault(open_page, disk, width):
    checklist = Checklist(open_page(viewport={"width": width, "height": 640}), disk)
    checklist.answer("G3", "部分达到")
    usual(checklist, "G3")

    assert checklist.page.evaluate(FAULTS, BODY) == []
    assert serious(checklist.page) == []
