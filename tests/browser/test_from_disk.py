"""The site opened by double-clicking its start page: no server, and no mouse either."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

MANY_TABS = 200


def tab_to(page: Page, href_ends: str) -> None:
    """Press Tab until the focus is on the link whose address ends so."""
    for _ in range(MANY_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate("""() => {
            const link = document.activeElement && document.activeElement.closest("a");
            return link ? new URL(link.getAttribute("href"), location.href).href.split("#")[0] : "";
        }""")
        if focused.endswith(href_ends):
            return
    pytest.fail(f"{MANY_TABS} presses of Tab did not reach a link to {href_ends}")


def press_alt_left(page: Page) -> None:
    """Press Alt+Left. A headless browser has no such shortcut, so it is sent back once the page let the keys pass."""
    page.evaluate("addEventListener('keydown', (event) => setTimeout(() => (window.passed = !event.defaultPrevented)))")
    page.keyboard.press("Alt+ArrowLeft")
    page.wait_for_function("() => window.passed === true")
    page.go_back()


def address(page: Page, disk: str) -> str:
    """Return where the page is inside the site."""
    return page.url.removeprefix(disk).split("#")[0]


def heading(page: Page) -> str:
    """Return the page's main heading as read."""
    return page.locator("h1").inner_text().removesuffix("¶").strip()


def test_the_way_from_the_map_to_a_source_and_back_needs_no_mouse(page, disk):
    page.goto(disk + "index.html")
    way = []

    tab_to(page, "/items/C1.html")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/C1.html")
    way.append(heading(page))
    page.locator("#requirements > summary").focus()
    page.keyboard.press("Enter")
    first_source = page.locator(".basis a[href*='sources/']").first.get_attribute("href")
    tab_to(page, first_source.removeprefix(".."))
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/*.html")
    way.append(address(page, disk))
    press_alt_left(page)
    way.append(heading(page))
    press_alt_left(page)
    way.append(heading(page))

    assert way == ["C1 支部党员大会", "sources/zb-2018.html", "C1 支部党员大会", "党支部工作手册"]


@pytest.mark.parametrize(
    ("start", "link", "arrives"),
    [
        ("index.html", ".md-tabs a:has-text('34 项')", "branch-34/index.html"),
        ("branch-34/index.html", ".md-nav--primary a:has-text('组织生活')", "areas/C.html"),
        ("areas/C.html", ".md-nav--primary a:has-text('C5 主题党日')", "items/C5.html"),
        ("items/C5.html", ".md-tabs a:has-text('首页')", "index.html"),
        ("items/C5.html", ".md-footer__link--next", "items/C6.html"),
        ("branches/index.html", "a:has-text('软件工程教师党支部')", "branches/teacher-software.html"),
        (
            "branches/teacher-software.html",
            "#forms a:has-text('自查表')",
            "branches/teacher-software/check-branch-34.html",
        ),
        ("branches/teacher-software/check-branch-34.html", "nav a:has-text('表单')", "forms/index.html"),
        ("branches/teacher-software.html", "li a:has-text('C1')", "items/C1.html"),
    ],
)
def test_navigation_leads_on_without_a_server(page, disk, start, link, arrives):
    page.goto(disk + start)

    page.locator(link).locator("visible=true").first.click()
    page.wait_for_url(f"**/{arrives}")

    assert address(page, disk) == arrives
