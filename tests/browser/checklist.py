"""A branch's checklist page as the person who fills it sees it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page

BRANCH = "teacher-software"
CATALOG = "branch-34"

FIELDS = ("status", "note", "responsible", "due")


class Checklist:
    """One open checklist; controls are found by the labels people read."""

    def __init__(self, page: Page, site: str, branch: str = BRANCH) -> None:
        self.page, self.branch = page, branch
        page.goto(f"{site}branches/{branch}.html")

    def item(self, item_id: str) -> Locator:
        """Return the line of one item."""
        return self.page.locator(f"li[id='{item_id}']")

    def answer(self, item_id: str, label: str) -> None:
        """Choose an answer."""
        self.item(item_id).get_by_label(label, exact=True).check()

    def answer_of(self, item_id: str) -> list[str]:
        """Return the labels of the chosen answers."""
        return [label.inner_text() for label in self.item(item_id).locator(".choices label:has(:checked)").all()]

    def field(self, item_id: str, label: str) -> Locator:
        """Return the control with this label."""
        return self.item(item_id).get_by_label(label)

    def note(self, item_id: str) -> Locator:
        """Return the large text field of an item."""
        return self.field(item_id, "问题和整改")

    def type_note(self, item_id: str, text: str) -> None:
        """Type at the end of the note, as a person does."""
        self.note(item_id).press("End")
        self.page.keyboard.type(text)

    def notice(self, item_id: str) -> str:
        """Return what the page says beside the note about other windows."""
        return self.item(item_id).locator(".wide .elsewhere").inner_text()

    def print_text(self, item_id: str) -> str:
        """Return what stands on paper instead of the form."""
        self.page.emulate_media(media="print")
        text = self.item(item_id).locator(".print-text").inner_text()
        self.page.emulate_media(media="screen")
        return text

    @property
    def total(self) -> str:
        """Return the progress line at the top."""
        return self.page.locator(".state .total").inner_text()

    def area_total(self, area: str) -> str:
        """Return the progress line of an area."""
        return self.page.locator(f"section[data-area='{area}'] .progress").inner_text()

    @property
    def saved(self) -> str:
        """Return what the page says about saving."""
        return self.page.locator(".state [role=status]").inner_text()

    @property
    def alarm(self) -> str:
        """Return the text of the red bar, or nothing when there is none."""
        bar = self.page.locator(".state")
        red = bar.evaluate("bar => getComputedStyle(bar).backgroundColor") == "rgb(161, 25, 25)"
        return self.saved if red and bar.is_visible() else ""

    def key(self, item_id: str, field: str) -> str:
        """Return the name under which a field of an item is stored."""
        return f"zbk/1/{self.branch}/{CATALOG}/{item_id}/{field}"

    def stored(self, item_id: str) -> dict[str, Any]:
        """Return what the browser has stored of an item."""
        found: dict[str, Any] = {}
        for field in FIELDS:
            text = self.page.evaluate("key => localStorage.getItem(key)", self.key(item_id, field))
            found |= json.loads(text) if text else {}
        return found

    def sees(self, item_id: str, field: str, text: str) -> bool:
        """Wait until this window's store holds what another window saved: that takes the browser a moment."""
        arguments = [self.key(item_id, field), field, text]
        stored = "([key, field, text]) => (JSON.parse(localStorage.getItem(key)) || {})[field] === text"
        return self.page.wait_for_function(stored, arg=arguments) is not None

    def reload(self) -> None:
        """Load the page anew."""
        self.page.reload()
