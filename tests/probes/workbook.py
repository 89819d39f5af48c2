"""The scripts that write a self-check as a workbook and read it back, in a browser, without a page of a branch."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from standards_site.outputs.scripts import JOINED, RECORDS, SOURCES
from tests import ROOT
from tests.probes.guard import Guard
from tests.probes.policy import add_script

DAY = "2026-11-30"
DEVICE = "here"

EXPORT = """([record, standard, kind]) => {
  const ids = Object.keys(standard.items);
  const options = { tables: EXPORT_TEMPLATES.tables, day: "2026-11-30", ids, returns: true };
  const read = SelfCheckReading.read(record).records[0];
  const table = SelfCheckExport.tableOf(read, standard, kind, options);
  return btoa(Array.from(SelfCheckExport.xlsx(table, EXPORT_TEMPLATES.xlsx), (b) => String.fromCharCode(b)).join(""));
}"""
IMPORT = """([file, record, standard, change]) => {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const { found, others, error } = SelfCheckWorkbook.read(bytes);
  const mine = SelfCheckReading.read(record).records[0];
  return JSON.stringify({ error, others, sheets: found.map((sheet) => {
    const { record: theirs, rejected, notes } = SelfCheckWorkbook.returnedTo(sheet, mine, standard, change);
    const { updates, conflicts, same, older } = SelfCheckMerge.preview(mine, theirs);
    const merged = SelfCheckMerge.merged(mine, theirs, {}, change);
    return { head: sheet.head, theirs, rejected: rejected.map(({ where, why }) => where + "：" + why), notes, updates,
      conflicts, same, older, merged };
  }) });
}"""


class Workbooks:
    """Writes records as workbooks and reads workbooks into records."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        page.goto(f"{site.as_uri()}/privacy.html")
        for name in ("export-templates.js", "site.js"):
            add_script(page, site / "assets/data" / name)
        tools = ("shared/download.js", *RECORDS, *JOINED["fflate"], "shared/zip.js", "year/summary.js")
        for name in (*tools, "self-check/export.js", *JOINED["self-check-workbook"]):
            add_script(page, ROOT / SOURCES / name)

    def written(self, record: dict[str, Any], standard: dict[str, Any], kind: str = "workbook") -> bytes:
        """Return the workbook of a record."""
        return base64.b64decode(self.page.evaluate(EXPORT, [json.dumps(record), standard, kind]))

    def read(self, file: bytes, mine: dict[str, Any], standard: dict[str, Any]) -> dict[str, Any]:
        """Return what a workbook would change in a record: `error`, the `others` that are not ours, and by sheet what
        the preview is made of.
        """
        given = [base64.b64encode(file).decode(), json.dumps(mine), standard, {"day": DAY, "device": DEVICE}]
        return json.loads(self.page.evaluate(IMPORT, given))

    def read_one(self, file: bytes, mine: dict[str, Any], standard: dict[str, Any]) -> dict[str, Any]:
        """Return what the one sheet of a workbook would change."""
        read = self.read(file, mine, standard)
        assert read["error"] == ""
        (sheet,) = read["sheets"]
        return sheet


@contextmanager
def workbooks_in(browser: Browser, site: Path) -> Iterator[Workbooks]:
    """One page for many tests: the scripts keep nothing. Fails on any complaint and request off the site."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    guard = Guard(context, site)
    yield Workbooks(context.new_page(), site)
    context.close()
    # the engine's own report of a damaged part, which the page reads and throws away, has a style in it
    assert [fault for fault in guard.faults if "Applying inline style" not in fault] == []
