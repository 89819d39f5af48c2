"""What the content security policy of a page lets a foreign script and a foreign address do."""

from __future__ import annotations

import re
from pathlib import Path

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

# opens what is folded, presses every button, picks every choice and writes into every field that is to be seen;
# what leads to another page must not take this one away before it was looked at
USED = """() => {
  if (window.navigation) {
    navigation.addEventListener("navigate", (event) => {
      if (event.cancelable && !event.hashChange) event.preventDefault();
    });
  }
  document.querySelectorAll("details").forEach((one) => (one.open = true));
  const seen = (kind) => [...document.querySelectorAll(kind)].filter((one) => one.checkVisibility() && !one.disabled);
  for (const field of seen("textarea, input[type=text], input[type=number], input[type=date], input:not([type])")) {
    field.value = field.type === "date" ? "2026-11-01" : field.type === "number" ? "7" : "甲乙";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (const list of seen("select")) {
    list.selectedIndex = list.options.length - 1;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
  let pressed = 0;
  for (const choice of seen("input[type=radio], input[type=checkbox], button, .md-top")) {
    choice.click();
    pressed += 1;
  }
  return pressed;
}"""


def kinds(site: Path) -> dict[str, list[str]]:
    """Return the pages of every kind: those with the same policy, scripts, styles and own elements."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        body = re.search("<body[^>]*>", text)
        kind = [
            *re.findall('<meta http-equiv="Content-Security-Policy"[^>]*>', text),
            body.group() if body else "",
            *sorted(set(re.findall(r'<script src="[^"]*assets/js/([^"]*)"', text))),
            *sorted(set(re.findall(r'<link rel="stylesheet" href="[^"]*?([^"/]*)"', text))),
            *sorted(set(re.findall(r"<[a-z]+-[a-z-]+", text))),
        ]
        found.setdefault("\n".join(kind), []).append(path.relative_to(site).as_posix())
    return found


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


def add_script(page: Page, script: str | Path) -> None:
    """Run a script, or the file of one, on an open page as if the page had loaded it; its policy refuses new ones."""
    text = script.read_text("utf-8") if isinstance(script, Path) else script
    session = page.context.new_cdp_session(page)
    done = session.send("Runtime.evaluate", {"expression": text})
    session.detach()
    assert "exceptionDetails" not in done, done["exceptionDetails"]


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
