"""The self-check's pure scripts in a real browser, and records and standards to try them on."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from standards_site.outputs.self_check.site_script import site_script
from tests import ROOT

SITE = str(site_script("sample").content)
SCRIPTS = ROOT / "site_templates/theme/assets/js"
FIXTURES = ROOT / "tests/exports/fixtures/self-check-1"

Answer = dict[str, Any]
Record = dict[str, Any]

EMPTY: Answer = {
    "title": "",
    "status": "",
    "note": "",
    "measure": "",
    "evidence": [],
    "responsible": "",
    "due": "",
    "closed_on": "",
    "closed_evidence": "",
    "looked_back_on": "",
    "looked_back_note": "",
    "rev": 0,
    "recheck": False,
    "v": {},
    "log": [],
}

RUN = """([body, names, values]) => {
  const R = SelfCheckRecord;
  const T = SelfCheckTransfer;
  // as text both ways: an own key "__proto__" must arrive
  const given = names.map((name) => JSON.parse(values[name]));
  const result = new Function("R", "T", ...names, body)(R, T, ...given);
  return result === undefined ? "null" : JSON.stringify(result);
}"""

# records given from outside have prototypes; the tool's own maps have none
MAPPED = """
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
    """An empty page with record.js and transfer.js."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto("about:blank")
        page.add_script_tag(content=SITE)
        for name in ("record.js", "record-work.js", "transfer.js"):
            page.add_script_tag(path=SCRIPTS / name)

    def run(self, body: str, **given: Any) -> Any:
        """Return what a function body gives; R and T are the two scripts, `mapped` prepares a given record."""
        values = {name: json.dumps(value) for name, value in given.items()}
        return json.loads(self.page.evaluate(RUN, [MAPPED + body, list(values), values]))

    def read(self, text: str) -> Any:
        """Return what transfer.js reads from a text."""
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


FIELDS: Answer = {
    "note": "", "measure": "", "evidence": [], "responsible": "", "due": "", "closed_on": "", "closed_evidence": "",
    "looked_back_on": "", "looked_back_note": "",
}  # fmt: skip


def an_answer(**given: Any) -> Answer:
    """Return an answer with all its keys."""
    return {"title": "", "status": "", **FIELDS, "rev": 0, "recheck": False, "v": {}, "log": [], **given}


def a_record(items: dict[str, Answer] | None = None, **given: Any) -> Record:
    """Return a record of one branch and year."""
    return {
        "format": "zbk-self-check",
        "schema": 1,
        "edition": "2026.1",
        "branch": {"id": "branch-one", "name": "第一党支部"},
        "catalog": "sample",
        "round": "2026",
        "exported": {"day": "", "device": ""},
        "items": items or {},
        "retired": {},
        "unknown": {"items": {}, "extra": {}},
        **given,
    }


def an_item(title: str, rev: int = 1) -> dict[str, Any]:
    """Return an item of a standard."""
    return {"title": title, "rev": rev, "area": "A", "href": "", "met": "", "partly": "", "unmet": "", "evidence": []}


def a_standard(items: dict[str, Any], edition: str = "2026.1", **retired: Any) -> dict[str, Any]:
    """Return a standard; `retired` holds for an id its change and successors."""
    return {
        "edition": edition,
        "id": "sample",
        "title": "样例",
        "answers": {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"},
        "areas": [{"id": "A", "title": "组织"}],
        "items": items,
        "retired": {
            id_: {"title": title, "change": change, "into": into, "why": "样例"}
            for id_, (title, change, into) in retired.items()
        },
    }


STANDARD = a_standard({id_: an_item(title) for id_, title in (("A1", "组织设置"), ("A2", "换届"), ("C1", "大会"))})

TEXTS = (
    "", "缺第三季度签到表", "两行\n第二行", "引号\"'和</script>", "=1+1", "表情🙂𠮷", "é", "\t制表", "{\"a\": [1]}",
    "__proto__", "长" * 300,
)  # fmt: skip
DAYS = ("", "2026-01-31", "2026-12-31", "2028-02-29")
DEVICES = ("d1", "d2", "constructor")


def random_change(draw: random.Random) -> list[Any]:
    """Return one change that a person could make: item, field, value and where and when."""
    name = draw.choice(["status", "status", *FIELDS])
    if name == "status":
        value: Any = draw.choice(["", "met", "partly", "unmet", "not_applicable"])
    elif name == "evidence":
        value = draw.sample(TEXTS, draw.randrange(4))
    else:
        value = draw.choice(DAYS if name in ("due", "closed_on", "looked_back_on") else TEXTS)
    item = draw.choice(["A1", "A2", "C1", "toString"])
    return [item, name, value, {"rev": 1, "day": f"2026-1{draw.randrange(3)}-15", "device": draw.choice(DEVICES)}]


CHANGE_ALL = """
const change = (record, changes) => changes.reduce(
  (now, [id, name, value, how]) => R.withAnswer(now, id, R.changed(R.answerOf(now, id), name, value, how)), record);
"""
