"""A branch's checklist page as the person who fills it sees it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

BRANCH = "teacher-software"
NOTE = "问题和具体表现"
LABELS = {
    "note": NOTE,
    "measure": "整改措施",
    "evidence": "材料在哪里",
    "responsible": "责任人（写职务）",
    "due": "整改期限",
    "closed_on": "销号日期",
    "closed_evidence": "销号依据",
    "looked_back_on": "回头看日期",
    "looked_back_note": "回头看情况",
}

READ_ENTRY = "key => (JSON.parse(localStorage.getItem(key)) || { value: {} }).value"


def opened(row: Locator) -> Locator:
    """Open what the row of an item folds away, and return the row."""
    row.locator(".rest").evaluate("rest => { rest.open = true; }")
    return row


def opened_note(page: Page, item_id: str = "C1") -> Locator:
    """Return the note of an item in the self-check that is shown, its row opened."""
    return opened(page.locator(f"self-check:visible li[id='{item_id}']")).get_by_label(NOTE)


def press_tool(page: Page, name: str) -> None:
    """Press a tool of the self-check that is shown, in the menu if it stands there."""
    tools = page.locator("self-check:visible .tools")
    tools.locator(".menu").wait_for()
    button = tools.get_by_role("button", name=name)
    if not button.is_visible():
        tools.locator(".menu summary").click()
    button.click()


class Checklist:
    """One open checklist; controls are found by the labels people read."""

    def __init__(self, page: Page, site: str, branch: str = BRANCH) -> None:
        self.page, self.branch = page, branch
        page.goto(f"{site}branches/{branch}.html")
        self.ready()

    def ready(self) -> None:
        """Wait until the page has brought what it loads once it is open."""
        self.page.wait_for_function("() => (document.querySelector('self-check').tools || {}).isLoaded")

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
        """Return the control with this label, the row of its item opened."""
        return opened(self.item(item_id)).get_by_label(label)

    def fill(self, item_id: str, **texts: str) -> None:
        """Fill fields, each at once, and leave the last one."""
        summary = self.item(item_id).get_by_text("销号和回头看")
        for name, text in texts.items():
            if name in ("closed_on", "closed_evidence", "looked_back_on", "looked_back_note"):
                summary.locator("..").evaluate("details => { details.open = true; }")
            self.field(item_id, LABELS[name]).fill(text)
        self.page.evaluate("document.activeElement.blur()")

    def note(self, item_id: str) -> Locator:
        """Return the large text field of an item."""
        return self.field(item_id, NOTE)

    def type_note(self, item_id: str, text: str) -> None:
        """Type at the end of the note, as a person does."""
        expect(self.note(item_id)).to_be_enabled()
        self.note(item_id).press("End")
        self.page.keyboard.type(text)

    def notice(self, item_id: str) -> str:
        """Return what the page says beside the note about other windows."""
        return self.item(item_id).locator(".wide .elsewhere").first.inner_text()

    def paper(self, item_id: str) -> list[str]:
        """Return what stands on paper instead of the form: result, and the rest."""
        self.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        self.page.emulate_media(media="print")
        row = self.page.locator(f"self-check .paper tr:has(th:text-matches('^{item_id} '))")
        cells = row.locator("td").all_inner_texts()
        self.page.emulate_media(media="screen")
        return cells

    @property
    def total(self) -> str:
        """Return the progress line at the top."""
        return self.page.locator("self-check .state .total").inner_text()

    def area_total(self, area: str) -> str:
        """Return the progress line of an area."""
        return self.page.locator(f"section[data-area='{area}'] .progress").inner_text()

    @property
    def saved(self) -> str:
        """Return what the page says about saving, once it is through with it."""
        self.page.locator("self-check .state:not(.is-saving)").wait_for()
        return self.page.locator("self-check .state > span").inner_text()

    def says(self, words: str) -> bool:
        """Wait until the page says this about saving."""
        self.page.locator("self-check .state > span", has_text=re.compile(words)).wait_for()
        return True

    @property
    def alarm(self) -> str:
        """Return the text of the red bar, or nothing when there is none."""
        bar = self.page.locator("self-check .state")
        red = bar.evaluate("bar => getComputedStyle(bar).backgroundColor") == "rgb(161, 25, 25)"
        return self.saved if red and bar.is_visible() else ""

    @property
    def round(self) -> str:
        """Return the round that is shown."""
        return self.page.locator("self-check .tools").get_by_label("期次").input_value()

    def choose_round(self, words: str) -> None:
        """Choose a round by its words."""
        self.page.locator("self-check .tools").get_by_label("期次").select_option(label=words)

    def tool(self, name: str) -> Locator:
        """Open a tool and return its panel."""
        press_tool(self.page, name)
        panel = self.page.locator("self-check section.panel")
        panel.locator("h2").wait_for()
        return panel

    def said(self, words: str) -> str:
        """Wait until the open tool says this, and return all it says."""
        line = self.page.locator("self-check .panel .said", has_text=re.compile(words))
        line.wait_for()
        return line.inner_text()

    def paste(self, text: str) -> Locator:
        """Open the import, read a pasted text and return the panel."""
        panel = self.tool("导入")
        panel.get_by_label("或者粘贴数据").fill(text)
        panel.get_by_role("button", name="读取粘贴的数据").click()
        return panel

    def choose_file(self, name: str, content: bytes) -> Locator:
        """Open the import, choose a file and return the panel once it was read."""
        panel = self.tool("导入")
        panel.get_by_label("选备份文件").set_input_files(
            {"name": name, "mimeType": "application/json", "buffer": content}
        )
        self.page.locator("self-check .panel h3, self-check .panel .said:not(:empty)").first.wait_for()
        return panel

    def bring(self, record: dict[str, Any]) -> str:
        """Import a record and return what the page says then."""
        self.paste(json.dumps(record, ensure_ascii=False)).get_by_role("button", name="导入", exact=True).click()
        return self.said("已导入")

    def press_for_file(self, button: Locator) -> Download:
        """Press a button and return the file it hands over."""
        with self.page.expect_download() as given:
            button.click()
        return given.value

    def backup(self) -> dict[str, Any]:
        """Back up to a file and return what stands in it."""
        file = self.press_for_file(self.page.locator("self-check .tools").get_by_role("button", name="备份到文件"))
        return json.loads(Path(file.path()).read_text(encoding="utf-8"))

    def key(self, item_id: str) -> str:
        """Return the name under which an item is stored."""
        record = self.page.evaluate("() => document.querySelector('self-check').key")
        return f"{self.page.evaluate('SelfCheckEntries.ENTRIES')}{record}/{item_id}"

    def stored(self, item_id: str) -> dict[str, Any]:
        """Return what this browser's localStorage has of an item: only what is filled in."""
        value = self.page.evaluate(READ_ENTRY, self.key(item_id))
        return {name: value[name] for name in ("status", *LABELS) if value.get(name)}

    def sees(self, item_id: str, field: str, text: str) -> bool:
        """Wait until this window shows what was kept, or what another saved: that takes the browser a moment."""
        script = """([id, field, text]) => {
            const { isOpen, store, key } = document.querySelector("self-check");
            return isOpen && SelfCheckRecord.answerOf(store.loadNow(key).record, id)[field] === text;
        }"""
        return self.page.wait_for_function(script, arg=[item_id, field, text]) is not None

    def reload(self) -> None:
        """Load the page anew, once the database has all that was written."""
        self.settle()
        self.page.reload()
        self.ready()

    def settle(self) -> None:
        """Wait until the database has all that was written so far."""
        self.page.evaluate("""() => {
            const { key } = document.querySelector("self-check");
            const listed = (store) => SelfCheckSnapshots.listed(store, key);
            return customElements.get("self-check").whole().then(listed).then(() => null);
        }""")
