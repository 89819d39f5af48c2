"""The self-check's pure scripts in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from standards_site.outputs.scripts import RECORDS, SOURCES
from standards_site.outputs.self_check.site_script import site_script
from tests import ROOT

SITE = str(site_script("sample").content)

SCRIPTS = ROOT / SOURCES

RUN = """([body, names, values]) => {
  const written = { ...SelfCheckFile, ...SelfCheckBundle, ...SelfCheckWords };
  const seen = { ...SelfCheckEdition, ...SelfCheckLedger, ...SelfCheckComparison };
  const R = { ...SelfCheckAnswer, ...SelfCheckRecord, ...written, ...seen };
  const T = { ...SelfCheckMerge, ...SelfCheckReading };
  // as text both ways: an own key "__proto__" must arrive
  const given = names.map((name) => JSON.parse(values[name]));
  const result = new Function("R", "T", ...names, body)(R, T, ...given);
  return result === undefined ? "null" : JSON.stringify(result);
}"""

# records given from outside have prototypes; the tool's own maps have none
MAPPED = """
const withAnswer = (record, id, answer) =>
  R.but(record, { items: Object.assign(R.map(record.items), { [id]: answer }) });
const mapped = (record) => {
  const answers = (found) => {
    const made = R.map();
    for (const id of Object.keys(found)) made[id] = Object.assign({}, found[id], { v: R.map(found[id].v) });
    return made;
  };
  const unknown = { items: answers(record.unknown.items), extra: R.map(record.unknown.extra) };
  return Object.assign({}, record, { items: answers(record.items), retired: answers(record.retired), unknown });
};
"""


class Scripts:
    """An empty page with all that makes, reads and compares records."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto("about:blank")
        page.add_script_tag(content=SITE)
        for name in RECORDS:
            page.add_script_tag(path=SCRIPTS / name)

    def run(self, body: str, **given: Any) -> Any:
        """Return what a function body gives; R makes records, T reads and merges them, `mapped` prepares one."""
        values = {name: json.dumps(value) for name, value in given.items()}
        return json.loads(self.page.evaluate(RUN, [MAPPED + body, list(values), values]))

    def read(self, text: str) -> Any:
        """Return what reading.js reads from a text."""
        return self.run("return T.read(text)", text=text)


@contextmanager
def scripts_in(browser: Browser) -> Iterator[Scripts]:
    """One page for many tests: the scripts keep nothing. Fails on any request or complaint."""
    context = browser.new_context()
    faults: list[str] = []
    context.on("console", lambda message: faults.append(message.text))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", lambda request: faults.append(request.url))
    yield Scripts(context.new_page())
    context.close()
    assert faults == []


CHANGE_ALL = """
const change = (record, changes) => changes.reduce(
  (now, [id, name, value, how]) => withAnswer(now, id, R.changed(R.answerOf(now, id), name, value, how)), record);
"""
