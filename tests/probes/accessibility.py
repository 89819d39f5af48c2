"""What axe-core says of an open page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# hundreds of rows, lines and sections are built alike, and axe's time grows with them: the first ones will do
ALIKE = (
    ".terms > div:nth-child(n+12), tr:nth-child(n+15), li:nth-child(n+12), tbody:nth-of-type(n+4), "
    "section:nth-of-type(n+8), details ~ details ~ details ~ details ~ details, [data-area='C'] ~ [data-area]"
)

# what fades in has no contrast yet
SETTLED = "() => document.getAnimations().every((one) => one.playState !== 'running')"


# what has the same classes all the way up has the same colours: two of each, for rows are striped
FOUND = """async () => {
  // preload would fetch the style sheets again, which a page from disk may not do
  const options = { resultTypes: ["violations"], preload: false, selectors: false };
  const kind = (one) => (one ? `${kind(one.parentElement)} ${one.tagName}.${one.className}` : "");
  const met = {};
  const inked = [...document.querySelectorAll("body *")].filter((one) => {
    const texts = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!texts && !one.matches("input, select, textarea")) return false;
    met[kind(one)] = (met[kind(one)] || 0) + 1;
    return met[kind(one)] <= 2;
  });
  const whole = await axe.run({ ...options, rules: { "color-contrast": { enabled: false } } });
  if (inked.length === 0) return whole.violations;
  const colours = await axe.run({ include: inked }, { ...options, runOnly: ["color-contrast"] });
  return [...whole.violations, ...colours.violations];
}"""


def serious(page: Page) -> list[str]:
    """Return the grave violations on the open page: rule, and the first places."""
    page.wait_for_function(SETTLED)
    page.evaluate("alike => document.querySelectorAll(alike).forEach((element) => element.remove())", ALIKE)
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        f"{rule['id']} ({rule['impact']}): {[node['html'][:140] for node in rule['nodes'][:3]]}"
        for rule in page.evaluate(FOUND)
        if rule["impact"] in ("serious", "critical")
    ]
