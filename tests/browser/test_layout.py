"""How often a page is laid out, and what moves as it opens."""

from __future__ import annotations

import pytest

from tests.probes.checklist import Checklist
from tests.probes.opening import PAGES, SHIFT, SIZES, SLOWER

FILL_ALL = """() => {
  for (const line of document.querySelectorAll("li[data-rev]")) {
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
