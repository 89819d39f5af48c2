"""axe-core finds nothing serious on any kind of page, on a phone or on a desk."""

from __future__ import annotations

import pytest

from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.probes.accessibility import serious
from tests.probes.checklist import press_tool
from tests.probes.policy import add_style

PAGES = (
    "index.html",
    "items/C1.html",
    "frequencies.html",
    "thresholds.html",
    "ledgers.html",
    "forms/index.html",
    "evidence.html",
    "sources/zb-2018.html",
    "glossary.html",
    "roles/secretary.html",
    "roles/committee.html",
    "branches/index.html",
    "branches/teacher-software.html",
    "branches/teacher-software/plan.html",
    "my-branch.html",
    "profiles/index.html",
    "profiles/temporary.html",
    "profiles/temporary/plan.html",
    "forms/check-branch-34.html",
    "forms/meeting-record.html",
    "forms/election-request.html",
    "forms/spine-label.html",
    "404.html",
)
MADE_LIKE_ANOTHER = {
    "thresholds.html",
    "profiles/temporary/plan.html",
    "forms/meeting-record.html",
    "forms/election-request.html",
}
"""Pages of the template and the styles of another one that is looked at: once is enough."""


@pytest.mark.parametrize(
    ("width", "paths"),
    [
        pytest.param(360, [path for path in PAGES if path not in MADE_LIKE_ANOTHER], id="360"),
        pytest.param(1280, PAGES, id="1280"),
    ],
)
def test_no_page_has_a_serious_accessibility_fault(open_page, intranet, width, paths):
    page = open_page(viewport={"width": width, "height": 800})
    found = {}

    for path in paths:
        page.goto(intranet + path)
        faults = serious(page)
        if faults:
            found[path] = faults

    assert found == {}


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
