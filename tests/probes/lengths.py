"""How long pages may be, and which ones may be longer, with the reason."""

from __future__ import annotations

import re

from standards_site.outputs.links import Place

OFFICE = {"width": 1366, "height": 768}
"""The screen of an office's computer."""
PHONE = {"width": 360, "height": 800}
PHONE_SCREENS = 20
"""The most of a branch's page on a phone, filled in as it may be, with a remark of the committee on every item."""
SCREENS, NODES, LINKS = 12, 1_500, 40
"""The most a page may have: screens of an office's, elements as delivered, links of an item outside its folds."""
LOOKED_UP = {Place.GLOSSARY: "a word is found by the search or by the address of the word, nobody reads all of them"}
PRINTED = re.compile(rf"forms/(?!index\.html).+|(branches|profiles)/[^/]+/.+|{Place.ONE_FILE}")
"""Forms, checks, year plans, the tool in one file: on paper all of it is wanted. They may have more screens only."""
RECORDS = ("frequencies", "thresholds", "differences")
"""Folders of hundreds of pages that one template makes: the longest of them will do."""
HEIGHT = "document.documentElement.scrollHeight"
FILL = """([kind, isAll, hasMore]) => {
  const check = document.querySelector("self-check:not([hidden])");
  const text = "第三季度的签到表没有看到，请补上或者写明原因。";
  const whole = { note: text, measure: "补齐后归档", responsible: "组织委员", due: "2026-12-31" };
  const states = {
    nothing: [{}],
    met: [{ status: "met", evidence: ["会议记录本第12页", "党员之家二号柜第3盒"] }],
    problems: [{ status: "partly", ...whole, evidence: ["会议记录本第12页"] }, { status: "unmet", ...whole }],
    unfinished: [{ status: "unmet" }, { status: "partly", note: text }],
    mixed: [{ status: "met", evidence: ["三号盒"] }, { status: "unmet", ...whole }, { status: "not_applicable" },
      { status: "partly", note: text }],
  }[kind];
  const ids = check.ids();
  const fill = isAll === "but one" ? ids.filter((id, at) => at + 1 < ids.length && ids[at + 1][0] === id[0])
    : ids.filter((_, at) => isAll === "all" || at % 2 === 0);
  fill.forEach((id, at) => check.change(check.rows.get(id), states[at % states.length]));
  if (!hasMore) return;
  const ticks = document.querySelector("year-ticks");
  const done = { status: "met", done_on: "2026-03-02", evidence: ["二号盒"] };
  for (const id of ticks.ids()) ticks.change(ticks.rows.get(id), done);
  const { emptyAnswer } = SelfCheckAnswer;
  const items = { slip: { ...emptyAnswer(), status: "unmet", note: text, done_on: "2026-11-20", v: { c: 1 } } };
  for (const id of ids) items[id] = { ...emptyAnswer(), note: text, v: { c: 1 } };
  const [branch, catalog, round] = check.key.split("/");
  const slip = SelfCheckRecord.newRecord({ id: branch, name: "" }, "slip." + catalog, round, check.standard.edition);
  SelfCheckSnapshots.put(check.store, { ...slip, items });
  return check.tools.showRemarks();
}"""
"""Fills in a check: with what, how much of it, and whether with all ticks and a remark on every item."""
SHARES = ("half", "but one", "all")
"""Every other item, all but one of each area so that none is folded, all of them."""
LINKS_SHOWN = (
    "//article//a[@href and not(ancestor::details) and not(contains(@class, 'headerlink') "
    "or contains(@class, 'md-content__button'))]"
)
"""Without those that the theme puts beside every heading."""
