"""A page with the store of the self-check opened in it: no form, only what is kept and what is told."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from standards_site.outputs.scripts import SOURCES, STORE
from standards_site.outputs.self_check.site_script import site_script
from tests import ROOT
from tests.probes.policy import add_script

SCRIPTS = ROOT / SOURCES
PARTS = STORE
HOME = "zbk/3/sample/"
# a page with no script of its own
PAGE = "forms/check-ledgers.html"
KEY = "teacher-software/branch-34/2026"
DAY = "2026-11-22"

OPEN = """
window.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
SelfCheckEarlier.follow(store);
window.heard = [];
store.watch((key, item) => heard.push(key + " " + item));
window.fill = (key, id, field, value, shown) => {
    const [branch, catalog, round] = key.split("/");
    const about = { branch: { id: branch, name: "软件工程教师党支部" }, catalog, round, edition: "2026.1" };
    const known = SelfCheckRecord.answerOf(store.loadNow(key).record, id);
    const change = { rev: 1, day: "2026-11-22", device: store.device() };
    const answer = SelfCheckAnswer.changed(known, field, value, change);
    return store.write(key, id, answer, [field], about, { [field]: shown === undefined ? known[field] : shown });
};
"""


class Desk:
    """One window in which somebody fills in self-checks."""

    def __init__(self, page: Page, url: str, site: str = "sample") -> None:
        self.page, self.home = page, f"zbk/3/{site}/"
        page.goto(url)
        add_script(page, str(site_script(site).content))
        for part in PARTS:
            add_script(page, SCRIPTS / part)
        add_script(page, OPEN)

    def write(self, item: str, field: str, value: Any, key: str = KEY) -> list[bool]:
        """Write one field and return which of localStorage and IndexedDB has it."""
        return self.ask(
            """async ([key, id, field, value]) => {
                const { local, database } = fill(key, id, field, value);
                return [local, await database];
            }""",
            [key, item, field, value],
        )

    def ask(self, script: str, argument: Any = None) -> Any:
        """Evaluate a script in the page."""
        return self.page.evaluate(script, argument)

    def items(self, key: str = KEY) -> dict[str, Any]:
        """Return the answers of a record once both places were read."""
        return self.ask("key => store.load(key).then(({ record }) => record.items)", key)

    def items_now(self, key: str = KEY) -> dict[str, Any]:
        """Return the answers of a record without waiting for anything."""
        return self.ask("key => store.loadNow(key).record.items", key)

    def notes(self, key: str = KEY) -> dict[str, str]:
        """Return the notes of a record."""
        return {item: answer["note"] for item, answer in self.items(key).items()}

    def kept_locally(self) -> dict[str, str]:
        """Return all that localStorage holds."""
        return self.ask("() => ({ ...localStorage })")

    def kept_in_database(self) -> dict[str, str]:
        """Return all that the database holds."""
        return self.ask("""() => new Promise((done) => {
            const request = indexedDB.open(SelfCheckEntries.HOME);
            request.onsuccess = () => {
                const held = {};
                request.result.transaction("entries").objectStore("entries").openCursor().onsuccess = (event) => {
                    const cursor = event.target.result;
                    if (!cursor) {
                        request.result.close();
                        return done(held);
                    }
                    held[cursor.key] = cursor.value;
                    cursor.continue();
                };
            };
        })""")

    def put_into_database(self, name: str, text: str) -> None:
        """Store a text in the database behind the store's back."""
        self.ask(
            """([name, text]) => new Promise((done) => {
                const request = indexedDB.open(SelfCheckEntries.HOME);
                request.onsuccess = () => {
                    const transaction = request.result.transaction("entries", "readwrite");
                    transaction.objectStore("entries").put(text, name);
                    transaction.oncomplete = () => {
                        request.result.close();
                        done(null);
                    };
                };
            })""",
            [name, text],
        )
