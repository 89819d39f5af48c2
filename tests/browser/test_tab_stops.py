"""Whoever goes through a page with the tab key sees where they are, at every stop."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page

from tests.probes.accessibility import serious
from tests.probes.guard import OpenPage
from tests.probes.page_kinds import PAGE_OF

STILL = "*, *::before, *::after { transition: none !important; scroll-behavior: auto !important }"
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const box = Array.from(stop.getClientRects()).find((rect) => rect.width > 1 && rect.height > 1);
  let opacity = 1;
  for (let one = stop; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
  const name = stop.tagName + "." + stop.className + " " + stop.textContent.trim().slice(0, 20);
  if (!box || opacity < 0.3 || getComputedStyle(stop).visibility !== "visible") return { name, seen: false };
  const x = box.left + box.width / 2;
  // of a high one the browser shows at least the part with the caret
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const there = document.elementFromPoint(x, y);
  const seen = !!there && (stop === there || stop.contains(there) || there.contains(stop));
  return { name: seen ? name : name + " under " + (there ? there.tagName + "." + there.className : "nothing"), seen };
}"""
DESK = (
    "items/C1.html",
    "forms/index.html",
    "profiles/temporary.html",
    "calculators.html",
    "my-branch.html",
    "branches/teacher-maths.html",
    "branches/teacher-maths/plan.html",
    "forms/meeting-record.html",
    "roll-up.html",
    "self-check-tool.html",
    "404.html",
)
BARE = [
    path
    for kind, path in PAGE_OF.items()
    if kind.startswith(("records/", "branch/", "forms/")) and kind != "branch/one-file.html.j2"
]
"""Pages outside the theme; the file that is handed on alone has no bar."""
ADDRESSES = "(links) => links.map((link) => link.href)"
PHONE = ("items/C1.html", "my-branch.html", "branches/teacher-maths.html")
MOST = 90
"""Stops looked at on a page: past them a page repeats itself."""


@pytest.fixture
def still_page(open_page: OpenPage) -> OpenPage:
    """Opens a page in a window of a width, without the theme's slow movements."""

    def open_still(address: str, width: int = 1280) -> Page:
        # the policy of our pages lets no style sheet in
        page = open_page(viewport={"width": width, "height": 800}, bypass_csp=True)
        page.goto(address)
        page.add_style_tag(content=STILL)
        return page

    return open_still


def stops(page: Page, most: int = MOST, *, patient: bool = True) -> list[dict[str, object]]:
    """Return every stop of the tab key from where the page stands; `patient`: what is not seen yet is waited for."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if patient and not stop["seen"]:  # the theme opens its search a moment after the field was reached
            with suppress(Error):
                page.wait_for_function(f"() => ({STOP})().seen", timeout=10_000)
            stop = page.evaluate(STOP)
        found.append(stop)
    return found


@pytest.mark.parametrize(
    ("width", "pages"), [pytest.param(1280, DESK, id="desk"), pytest.param(390, PHONE, id="phone")]
)
def test_every_stop_of_the_tab_key_is_seen(still_page, intranet, width, pages):
    unseen, counted = {}, 0

    for path in pages:
        found = stops(still_page(intranet + path, width))
        counted += len(found)
        if hidden := [stop["name"] for stop in found if not stop["seen"]]:
            unseen[path] = hidden

    assert unseen == {}
    assert counted > 20 * len(pages)


def test_a_stop_beside_the_screen_would_be_found(still_page, intranet):
    page = still_page(intranet + "items/C1.html")
    page.evaluate("document.querySelector('.md-logo').style.cssText = 'position: fixed; left: -300px'")

    assert not all(stop["seen"] for stop in stops(page))


def test_the_drawer_is_opened_and_gone_through_by_keyboard(still_page, intranet):
    page = still_page(intranet + "items/C1.html", width=390)

    page.get_by_role("button", name="打开导航").focus()
    page.keyboard.press("Enter")
    page.locator(".md-sidebar--primary").get_by_role("link").first.wait_for()
    in_drawer = [stop for stop in stops(page, 12, patient=False) if "md-nav" in str(stop["name"]).split(" under ")[0]]

    assert len(in_drawer) > 3
    assert [stop["name"] for stop in in_drawer if not stop["seen"]] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_pages_outside_the_theme_open_a_menu_of_the_same_entries(open_page, intranet, script):
    page, faults = open_page(viewport={"width": 320, "height": 560}, java_script_enabled=script), {}
    entries = ["首页", "我的支部", "办事", "表单", "34 项", "更多"]
    for path in BARE:
        page.goto(intranet + path)
        bar = page.locator("header nav[aria-label='栏目'] a")
        menu = page.locator(".site-menu")
        name = menu.locator("summary").get_attribute("aria-label")

        menu.locator("summary").press("Enter")
        links = menu.get_by_role("link")
        shown = [link.inner_text() for link in links.all() if link.is_visible()]
        same = links.evaluate_all(ADDRESSES) == bar.evaluate_all(ADDRESSES)
        edges = menu.locator("nav").evaluate("(nav) => [nav.getBoundingClientRect().right, innerWidth]")
        found = serious(page) if script else []
        page.keyboard.press("Tab")
        first = page.locator(".site-menu a:focus").count() == 1
        if shown != entries or not same or edges[0] > edges[1] or found or not first or not name:
            faults[path] = (shown, same, edges, found, first, name)

    assert len(BARE) > 10
    assert faults == {}


def test_the_skip_link_says_where_it_leads_and_leads_there(still_page, intranet):
    page = still_page(intranet + "items/C1.html")

    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.textContent.trim()")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert name == "跳到正文"
    assert page.evaluate("document.activeElement.closest('main .md-content') !== null")
