"""What does not fit a narrow screen on an open page."""

from __future__ import annotations

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
    }
  }
  return faults;
}"""
