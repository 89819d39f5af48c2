"""The search of the site as somebody types into it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

BOX = ".site-search input"
FOUND = ".site-search .found-one"


def ready(page: Page) -> None:
    """Go to the box and wait until all that the search reads is there."""
    if not page.locator(BOX).is_visible():
        page.locator(".site-search-open").click()
    page.locator(BOX).focus()
    page.evaluate("SiteSearch.load().then(({ whole }) => whole)")


def search(page: Page, words: str) -> list[str]:
    """Type `words` into the box of a page that is ready and return the addresses found, best first, from the root."""
    page.locator(BOX).fill(words)
    expect(page.locator(FOUND).first).to_be_visible()
    return page.locator(FOUND).evaluate_all("(links) => links.map((link) => decodeURI(link.href))")
