"""What axe-core says of an open page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# hundreds of comparisons, forms and sources are built alike, and axe's time grows with them: the first ones will do
ALIKE = (
    ".md-content__inner > .comparison:nth-child(n+40), .terms > div:nth-child(n+12), "
    "tr:nth-child(n+25), tbody:nth-of-type(n+4), [data-area='C'] ~ [data-area]"
)

# what fades in has no contrast yet
SETTLED = "() => document.getAnimations().every((one) => one.playState !== 'running')"


def serious(page: Page) -> list[str]:
    """Return the grave violations on the open page: rule, and the first places."""
    page.wait_for_function(SETTLED)
    page.evaluate("alike => document.querySelectorAll(alike).forEach((element) => element.remove())", ALIKE)
    # preload would fetch the style sheets again, which a page from disk may not do
    options = {"resultTypes": ["violations"], "preload": False, "selectors": False}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {[node['html'][:140] for node in rule['nodes'][:3]]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
