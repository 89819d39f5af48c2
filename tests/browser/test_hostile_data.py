"""In a browser, with its scripts at work, pages of hostile data run nothing and grow no element of their own."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.probes.guard import Guard
from tests.probes.policy import USED, kinds, violations, watch
from tests.probes.search import ready, search

# what the hostile texts would become if anything read them as markup
FOREIGN = ", ".join(
    [
        *(f"[{name}]" for name in ("onerror", "onload", "onmouseover", "onclick", "style*=red")),
        # a report names the record in its address, where it is text
        *(
            "[href^=javascript i]",
            "[href*='evil.test']:not([href*='/issues/new?title='])",
            "[src*='evil.test']",
            "[href^=mailto]",
            "img[src=x]",
        ),
        *(
            "del",
            "em",
            "strong em",
            "blockquote",
            "hr",
            "a[id=x]",
            "svg:not([viewBox]):not([aria-hidden]):not([width])",
        ),
    ]
)


def test_pages_of_hostile_data_run_nothing(browser, hostile_site):
    context = browser.new_context(locale="zh-CN")
    guard = Guard(context, hostile_site)
    paths = [pages[len(pages) // 2] for pages in kinds(hostile_site).values()]

    for path in paths:
        page = context.new_page()
        watch(page)
        page.goto((hostile_site / path).as_uri())
        page.evaluate(USED)
        page.wait_for_timeout(50)
        found = page.locator(FOREIGN).evaluate_all("found => found.map((one) => one.outerHTML)")
        assert (path, found, page.evaluate("() => window.ran"), violations(page)) == (path, [], None, [])
        page.close()

    context.close()
    assert len(paths) > 10
    assert guard.faults == []


def test_the_search_shows_hostile_titles_as_text(open_page, hostile_site, serve):
    page = open_page()
    watch(page)
    page.goto(serve(hostile_site) + "index.html")
    ready(page)

    search(page, "党费")

    results = page.locator(".site-search .found")
    expect(results).to_contain_text("<")
    assert results.locator(FOREIGN).evaluate_all("found => found.map((one) => one.outerHTML)") == []
    assert (page.evaluate("() => window.ran"), violations(page)) == (None, [])
