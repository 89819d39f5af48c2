"""What the content security policy of a page lets a foreign script and a foreign address do."""

from __future__ import annotations

from playwright.sync_api import Page

TRIED = """async () => {
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  const image = new Image();
  const refused = new Promise((done) => (image.onerror = () => done(true)));
  image.src = "http://127.0.0.1:9/x.png";
  return { ran: window.ran === true, refused: await refused };
}"""


def tried(page: Page) -> dict[str, bool]:
    """Return whether a script put into `page` ran, and whether a request to another address was refused."""
    found: dict[str, bool] = page.evaluate(TRIED)
    return found
