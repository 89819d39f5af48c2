"""What the content security policy of a page lets a foreign script and a foreign address do."""

from __future__ import annotations

from playwright.sync_api import Page

TRIED = """async () => {
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  const handler = document.createElement("div");
  handler.innerHTML = "<img src='data:,' onerror='window.handled = true'><p style='color: red'>a</p>";
  document.body.append(handler);
  const frame = document.createElement("iframe");
  frame.srcdoc = "<script>parent.framed = true</" + "script>";
  document.body.append(frame);
  const image = new Image();
  const refused = new Promise((done) => (image.onerror = () => done(true)));
  image.src = "http://127.0.0.1:9/x.png";
  const fetched = await fetch("http://127.0.0.1:9/x.json").then(() => false, () => true);
  const result = { ran: window.ran === true, refused: await refused };
  await new Promise((done) => setTimeout(done, 50));
  return { ...result, handled: window.handled === true, framed: window.framed === true, fetched: !fetched };
}"""
WATCH = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push([event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(" "))
  );
  window.print = () => {};
"""
REFUSED = {"ran": False, "refused": True, "handled": False, "framed": False, "fetched": False}
"""What `tried` finds on a page whose policy is in force."""


def tried(page: Page) -> dict[str, bool]:
    """Return whether foreign scripts put into `page` ran, and whether requests to another address were refused."""
    found: dict[str, bool] = page.evaluate(TRIED)
    return found


def watch(page: Page) -> None:
    """Note every violation of the policy on the pages that `page` opens from now on."""
    page.add_init_script(WATCH)


def violations(page: Page) -> list[str]:
    """Return what the policy has refused on the open page."""
    found: list[str] = page.evaluate("() => window.violations")
    return found


def add_style(page: Page, style: str) -> None:
    """Add a style to an open page, whose policy refuses style elements."""
    page.evaluate(
        """(text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        style,
    )
