"""The search of the site as somebody types into it."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def search(page: Page, words: str) -> list[str]:
    """Type `words` into the search box as a person does and return the pages found, best first."""
    meta = page.locator(".md-search-result__meta")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(meta).to_have_text("键入以开始搜索")
    page.keyboard.type(words)
    # the theme listens for a released key, and typed Chinese releases none
    page.keyboard.press("Shift")
    expect(meta).to_contain_text("结果")
    links = page.locator(".md-search-result__item").locator("a:first-of-type")
    found = links.evaluate_all("links => links.map((link) => link.href.split(/[?#]/)[0])")
    return list(dict.fromkeys(found))
