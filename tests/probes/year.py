"""The ticks of a branch's year, as a secretary makes them."""

from __future__ import annotations

from playwright.sync_api import Page

DAY = "2026-11-30"
NOW = f"{DAY}T08:00:00+08:00"
BRANCH = "teacher-software"


class Year:
    """The ticks on the page of a branch."""

    def __init__(self, page: Page, address: str = "") -> None:
        self.page = page
        if address:
            page.clock.set_fixed_time(NOW)
            page.goto(address)
            self.ready()

    def ready(self) -> None:
        """Wait until the ticks are there and take input."""
        self.page.wait_for_function("() => ((document.querySelector('year-ticks') || {}).tools || {}).isLoaded")

    def line(self, tick: str):
        """Return the line of a duty, unfolded if it stands in a quarter."""
        line = self.page.locator(f"[data-tick='{tick}']")
        line.evaluate("line => { const fold = line.closest('details'); if (fold) fold.open = true; }")
        return line

    def tick(self, tick: str, **fields: str) -> None:
        """Tick a duty off and say more of it."""
        self.line(tick).locator(".tick input").check()
        for name, text in fields.items():
            self.line(tick).locator(f"[id='{name}-{tick}']").fill(text)

    def settle(self) -> None:
        """Wait until all is saved."""
        self.page.wait_for_function("() => document.querySelector('year-ticks').pending === 0")

    def ticked(self) -> list[str]:
        """Return what is ticked on the page."""
        done = self.page.locator("[data-tick].is-done")
        return sorted(done.evaluate_all("lines => lines.map((line) => line.dataset.tick)"))

    def told(self, tick: str) -> str:
        """Return what the line of a duty says of it."""
        return self.line(tick).locator(".filled").text_content()

    def open(self, tool: str):
        """Open a tool of the year, and return its panel."""
        self.page.locator("year-ticks .menu summary").click()
        self.page.locator("year-ticks .menu").get_by_role("button", name=tool).click()
        panel = self.page.locator("year-ticks .panel")
        panel.locator("h2").wait_for()
        return panel
