"""Every page on a phone 360 px wide: read without scrolling sideways and without zooming."""

from __future__ import annotations

import pytest

WIDTH, HEIGHT = 360, 640
FOLDERS = ("items", "areas", "sources", "branches", "profiles", "forms", "elsewhere")

# what is read, not the theme's furniture around it
BODY = ".md-content, body.checklist main, body.sheet main"

FAULTS = """(body) => {
  const faults = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) faults.push("page is " + wide + " px wide");
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const hidden = (element) => {
    for (let up = element; up; up = up.parentElement) {
      if (getComputedStyle(up).clipPath === "inset(50%)") return true;
    }
    return false;
  };
  const name = (element) => element.tagName.toLowerCase() + "." + (element.getAttribute("class") || "");
  for (const root of document.querySelectorAll(body)) {
    for (const element of root.querySelectorAll("p, li, td, dd, th, dt, summary, label, button, textarea, input")) {
      if (!seen(element) || hidden(element) || element.type === "radio") continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (size < 16) faults.push(name(element) + " has type of " + size + " px: " + element.textContent.slice(0, 20));
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode, parent = text.parentElement;
      if (!text.data.trim() || !seen(parent) || hidden(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const says = name(parent) + ": " + text.data.trim().slice(0, 20);
      let block = parent;
      while (block !== root && getComputedStyle(block).display === "inline") block = block.parentElement;
      // a paper keeps its shape and scrolls inside its own box
      const screen = parent.closest(".paper-box") ? Infinity : innerWidth;
      const edge = block instanceof SVGElement ? screen : Math.min(screen, block.getBoundingClientRect().right);
      if (Array.from(range.getClientRects()).some((box) => box.width && (box.left < -0.5 || box.right > edge + 0.5))) {
        faults.push("text leaves its box, " + says + " in " + name(block));
      }
      const link = parent.tagName === "text" && parent.closest("a");
      const chip = link && link.querySelector("rect.chip");
      if (chip && parent.getBoundingClientRect().right > chip.getBoundingClientRect().right) {
        faults.push("text leaves its chip, " + says);
      }
    }
  }
  return faults;
}"""


@pytest.fixture
def phone(open_page):
    """A page of a small phone's size."""
    return open_page(viewport={"width": WIDTH, "height": HEIGHT})


def is_looked_at(path: str) -> bool:
    """Return whether a page is looked at: of the branches' smaller sheets, which are alike, those of two branches."""
    parts = path.split("/")
    alike = parts[0] == "branches" and len(parts) > 2 and parts[1] not in ("teacher-software", "teacher-maths")
    return not alike


def folder_of(path: str) -> str:
    """Return the group in which a page is looked at."""
    first = path.split("/")[0]
    return first if first in FOLDERS else "elsewhere"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_fits_a_phone(phone, site, disk, folder):
    found = {}
    paths = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    paths = [path for path in paths if folder_of(path) == folder and is_looked_at(path)]

    for path in paths:
        phone.goto(disk + path)
        faults = phone.evaluate(FAULTS, BODY)
        if faults:
            found[path] = list(dict.fromkeys(faults))[:6]

    assert len(paths) > 6
    assert found == {}


def test_every_page_has_a_body_that_is_looked_at(phone, site, disk):
    texts = {}
    for path in ("index.html", "items/C1.html", "branches/teacher-software.html", "forms/check-branch-34.html"):
        phone.goto(disk + path)
        texts[path] = len(phone.locator(BODY).inner_text()) > 200

    assert set(texts.values()) == {True}


def test_the_first_screen_of_a_phone_shows_the_whole_glance_box(phone, disk, data):
    below = {}
    items = [item.id for item in data.catalog_items(data.site.main_catalog)]

    for item in items:
        phone.goto(f"{disk}items/{item}.html")
        bottom = phone.locator(".glance").evaluate("box => box.getBoundingClientRect().bottom")
        if bottom > HEIGHT:
            below[item] = bottom

    assert len(items) == 34
    assert below == {}
