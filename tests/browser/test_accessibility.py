"""axe-core finds nothing serious on any kind of page, on a phone, in an office and at 200 %."""

from __future__ import annotations

import pytest

from tests import ROOT
from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.probes.accessibility import serious
from tests.probes.checklist import press_tool
from tests.probes.page_kinds import NO_PAGE_YET, PAGE_OF
from tests.probes.policy import add_style

PHONE = {"width": 320, "height": 640}
WINDOWS = {
    "phone": PHONE,
    "office": {"width": 1366, "height": 768},
    # what a browser does with a page at 200 %: half as many pixels of the page
    "office-zoomed": {"width": 683, "height": 384},
}
PARTS = 4
"""Into how many tests the pages are divided."""
DARK = (
    "index.html",
    "items/C1.html",
    "procedures/member-development.html",
    "calculators.html",
    "evidence.html",
    "forms/index.html",
    "roles/secretary.html",
    "search.html",
    "my-branch.html",
    "meeting.html",
    "branches/teacher-software.html",
    "branches/teacher-software/plan.html",
    "forms/meeting-record.html",
    "thresholds/term-years.html",
    "roll-up.html",
    "self-check-tool.html",
    "404.html",
)
"""A page of each kind."""
INK_AND_GROUND = """() => {
  const text = document.querySelector(".md-typeset h2, main h1");
  return [getComputedStyle(text).color, getComputedStyle(document.body).backgroundColor];
}"""


def test_every_template_has_a_page_that_is_looked_at():
    root = ROOT / "site_templates"
    made = {
        path.relative_to(root).as_posix()
        for folder in ("pages", "records", "branch", "forms")
        for path in (root / folder).glob("*.j2")
        if not path.name.startswith("_")
    }

    assert made == (PAGE_OF.keys() | NO_PAGE_YET.keys()) - {"by hand"}


@pytest.mark.parametrize("part", range(PARTS))
def test_no_kind_of_page_has_a_serious_accessibility_fault(open_page, intranet, part):
    page, found = open_page(viewport=PHONE), {}

    for path in list(PAGE_OF.values())[part::PARTS]:
        page.goto(intranet + path)
        for name, window in WINDOWS.items():
            page.set_viewport_size(window)
            faults = serious(page)
            if page.evaluate("document.documentElement.scrollWidth") > window["width"]:
                faults.append("wider than the window")
            if faults:
                found[path, name] = faults
        page.set_viewport_size(PHONE)

    assert found == {}


def test_who_has_a_dark_screen_reads_light_on_dark_and_prints_black(open_page, intranet):
    page = open_page(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    found = {}

    for path in DARK:
        page.goto(intranet + path)
        faults = serious(page)
        _, ground = page.evaluate(INK_AND_GROUND)
        page.emulate_media(media="print")
        ink, _ = page.evaluate(INK_AND_GROUND)
        page.emulate_media(media="screen")
        found[path] = (ground, ink, *faults)

    assert found == dict.fromkeys(DARK, ("rgb(24, 27, 32)", "rgb(0, 0, 0)"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_filled_checklist_under_its_red_bar_has_no_serious_accessibility_fault(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.add_init_script(LOCAL_FAILS["full"] + DATABASE_FAILS["forbidden"])
    page.goto(disk + "branches/teacher-software.html")
    page.locator("#C1 input[value=partly]").check()
    page.locator("#note-C1").fill("缺签到表")
    for summary in page.locator("#C1 .rest details > summary").all():
        summary.click()
    page.get_by_role("button", name="立即导出").wait_for()

    assert serious(page) == []


def test_what_a_tool_of_the_self_check_opens_is_a_region_whose_name_is_its_own(page, disk):
    page.goto(disk + "branches/teacher-maths.html")
    page.locator("#A1 input[value=partly]").check()
    regions = page.locator("section[aria-label]:visible, [role=region]:visible")

    for tool in ("导入", "复制数据", "整改台账", "与以前比较", "恢复以前的内容", "导出并清除本机数据"):
        press_tool(page, tool)
        page.get_by_role("region", name=tool, exact=True).wait_for()
        names = regions.evaluate_all("all => all.map((region) => region.getAttribute('aria-label'))")
        assert len(names) == len(set(names))


def test_a_fault_would_be_found(page, disk):
    page.goto(disk + "items/C1.html")
    add_style(page, ".md-content h1 + p { color: #ccc }")
    page.locator(".report").evaluate("box => box.append(document.createElement('button'))")

    assert [fault.split(" ")[0] for fault in serious(page)] == ["button-name", "color-contrast"]
