"""The one-file edition as the person with the file sees it."""

from __future__ import annotations

from playwright.sync_api import Page

NAME = "测试学院第一党支部"


class Tool:
    """The tool as the person with the file sees it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        self.ready()

    def ready(self) -> None:
        """Wait until both places of storage were read."""
        self.page.wait_for_function("() => document.querySelector('self-check-tool').ready")

    def begin(self, name: str = NAME, catalog: str = "") -> None:
        """Start a self-check of a branch that is on no list."""
        self.page.get_by_label("支部名称").fill(name)
        if catalog:
            self.page.locator("[name=catalog]").select_option(catalog)
        self.page.get_by_role("button", name="开始", exact=True).click()

    def fill(self, item: str = "C1", note: str = "缺签到表") -> None:
        """Answer one item."""
        self.page.locator(f"#{item} input[value=partly]").check()
        self.page.locator(f"#note-{item}").fill(note)

    @property
    def records(self) -> list[str]:
        """Return what is listed as kept here, without the buttons."""
        return [
            " ".join(line.split("\n")[:-1]) for line in self.page.locator("[data-part=records] li").all_inner_texts()
        ]

    @property
    def here(self) -> str:
        """Return what is said about the browser at hand."""
        return self.page.locator("[data-part=here]").inner_text()

    def confirm_import(self) -> None:
        """Press 导入 under what a file would change, and wait for the answer."""
        self.page.locator("self-check .panel section > button").click()
        self.page.locator("self-check .panel .said", has_text="已导入").wait_for()

    def told(self) -> str:
        """Return what the start screen answers."""
        return self.page.locator("[data-part=told]").inner_text()

    def note(self, item: str = "C1") -> str:
        """Return the note of an item."""
        return self.page.locator(f"#note-{item}").input_value()
