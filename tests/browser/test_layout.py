"""How often a page is laid out, and what moves as it opens."""

from __future__ import annotations

import pytest

from tests.probes.checklist import Checklist
from tests.probes.my_branch import ready
from tests.probes.opening import PAGES, SHIFT, SIZES, SLOWER, USABLE

ANSWERED = (
    "#kind=teacher&formal_members=12&probationary_members=1&committee=1&groups=1&leaders=1&mobile_members=0"
    "&graduating_members=0&overseas_members=0&candidates=2&rectification=0"
)
# a tool, its text field, and how often a letter in it lays the page out: once for the letter itself, which the browser
# does before any script hears of it, and once more where something else on the page says another thing after it
TYPED = (
    ("my-branch", "", "#fact-formal_members", 1),
    ("my-branch", ANSWERED, "#fact-formal_members", 2),
    ("calculators", "", ".calculator input[type=text]", 2),
    ("roll-up", "", "#roll-up-paste", 1),
    ("roll-up", "", "#roll-up-expected", 1),
    ("one-file", "", "input[name=name]", 1),
    ("search", "", ".site-search input", 2),
)
CALM = 700
"""Milliseconds after which nothing more follows from a letter."""
FILL_ALL = """() => {
  for (const line of document.querySelectorAll("self-check li[data-rev]")) {
    line.querySelector("input[value=partly]").click();
    for (const field of line.querySelectorAll("textarea")) {
      field.value = "缺第三季度签到表";
      field.dispatchEvent(new Event("input"));
    }
  }
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_moves_under_the_reader_as_a_page_opens(open_page, disk, kind, width, height):
    page = open_page(viewport={"width": width, "height": height})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    page.goto(disk + PAGES[kind])
    shift, moved = page.evaluate(SHIFT)

    assert shift <= 0.05, moved


@pytest.fixture
def full(page, disk):
    """A checklist in which every item has its result and its notes."""
    checklist = Checklist(page, disk)
    page.evaluate(FILL_ALL)
    checklist.settle()
    assert "处修改" in checklist.saved
    return checklist


def layouts(session) -> int:
    """Return how often a page was laid out since its session began to count."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(int(one["value"]) for one in metrics if one["name"] == "LayoutCount")


def test_a_letter_typed_in_a_full_checklist_lays_the_page_out_once(full):
    page = full.page
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    full.type_note("C1", "月")
    full.settle()
    assert full.saved
    before = layouts(session)

    page.keyboard.type("月")
    full.settle()
    assert full.saved

    assert layouts(session) - before == 1


@pytest.mark.parametrize(("kind", "facts", "field", "times"), TYPED)
def test_a_letter_typed_in_a_tool_lays_the_page_out_once(open_page, disk, kind, facts, field, times):
    page = open_page()
    page.goto(disk + PAGES[kind] + facts)
    page.wait_for_function(f"() => {USABLE[kind]}")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.locator(field).first.click()
    for _ in range(2):
        page.wait_for_timeout(CALM)
        page.keyboard.type("3")
    page.wait_for_timeout(CALM)
    before = layouts(session)

    page.keyboard.type("3")
    page.wait_for_timeout(CALM)

    assert layouts(session) - before <= times


def test_what_does_not_change_with_a_fact_stays_as_it_was_unfolded(open_page, disk):
    page = open_page()
    page.goto(disk + PAGES["my-branch"] + ANSWERED)
    ready(page)
    unfolded = page.locator(".branch-parts .duty-rows")
    unfolded.locator("summary").click()

    page.locator("#fact-overseas_members").fill("0")
    page.locator("#fact-candidates").fill("3")

    assert "积极分子 3 名" in page.locator(".branch-parts > h2").inner_text()
    assert unfolded.get_attribute("open") is not None
