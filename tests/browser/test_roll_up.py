"""The committee's roll-up: many files read at once, named and counted rightly, and no branch put before another."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from standards_site.branch.schedule import branch_schedule, dated_periods
from standards_site.data.self_check import LIMITS, SCHEMA
from standards_site.in_force.resolve import Standards
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.scripts import JOINED, SOURCES
from standards_site.outputs.self_check.roll_up import PROBLEMS, STATES, branch_list
from standards_site.outputs.self_check.year_standard import YEAR, year_standard
from standards_site.outputs.site import TEMPLATES
from tests import ROOT
from tests.builders.records import answer, filled, record, text_of
from tests.probes.accessibility import serious
from tests.probes.guard import Guard
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.pdf import printed
from tests.probes.policy import REFUSED, add_style, tried
from tests.probes.pure_scripts import SITE

SCRIPTS = ROOT / SOURCES
DAY = "2026-11-22"
HOSTILE = "</script><img src=x onerror=alert(1)>\"'支部"
RANKING = re.compile(r"第\s*\d+\s*名|名次|最好|最差|优秀|落后|得分|百分|%")

STANDARD = {
    "edition": "2026.1",
    "id": "demo",
    "title": "示范标准",
    "answers": {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"},
    "areas": [{"id": "A", "title": "甲"}, {"id": "B", "title": "乙"}],
    "items": {
        key: {"title": f"条目 {key}", "rev": 1, "area": key[0], "href": "", "evidence": []}
        for key in ("A1", "A2", "B1")
    },
    "retired": {},
}
KNOWN = [
    {"id": "one", "name": "一支部", "unit": "甲学院", "kind": "教师", "left": {"demo": []}},
    {"id": "two", "name": "二支部", "unit": "甲学院", "kind": "学生", "left": {"demo": ["B1"]}},
    {"id": "three", "name": "三支部", "unit": "乙学院", "kind": "学生", "left": {"demo": []}},
    {"id": "other", "name": "别的支部", "unit": "乙学院", "kind": "中学", "left": {"another": []}},
]
ROLLED = """({ files, list, known, ask, standard }) => {
  const readings = files.map(([name, text]) => RollUp.readOne(name, text));
  const standards = { [standard.id]: standard };
  const found = RollUp.collected(readings, standards);
  const problems = found.problems.map(({ kind, file, text }) => [kind, file, text]);
  if (!found.choices.length) return { problems };
  const { branches: expected, repeated } = RollUp.expectedFrom(list, known);
  const everything = { expected, guests: {}, day: "2026-11-22", unit: "", kind: "", area: "", status: "", due: "all" };
  const all = Object.assign(everything, found.choices[0], ask);
  const picture = RollUp.picture(found, standards, all);
  return {
    problems: problems.concat(picture.problems.map(({ kind, file, text }) => [kind, file, text])),
    expected: expected.map(({ id, name, unit }) => [id, unit, name]), repeated,
    choices: found.choices.map(({ value, branches }) => [value, branches]),
    used: picture.rows.map(({ name, file }) => [name, file]),
    missing: picture.tables.missing.map(([name]) => name),
    earlier: picture.earlier,
    tables: picture.tables,
    first: picture.first,
    sums: picture.sums.map(({ title, text }) => [title, text]),
    sentences: picture.sentences,
  };
}"""


@pytest.fixture
def rolled(page):
    """Rolls files up with the pure functions alone: [name, record or text] each."""
    page.add_script_tag(content=SITE)
    for name in JOINED["roll-up-later"]:
        page.add_script_tag(path=SCRIPTS / name)

    def roll(*files, expected="", known=KNOWN, standard=STANDARD, **ask):
        texts = [[name, content if isinstance(content, str) else text_of(content)] for name, content in files]
        arguments = {"files": texts, "list": expected, "known": known, "ask": ask, "standard": standard}
        return page.evaluate(ROLLED, arguments)

    return roll


def demo(branch, name, statuses, **changes):
    """Return a record of the invented standard: statuses by item."""
    items = {key: found if isinstance(found, dict) else answer(found) for key, found in statuses.items()}
    return record(branch, name, items, **{"catalog": "demo"} | changes)


ONE = demo("one", "一支部", {"A1": "met"})


def test_the_newest_of_several_files_of_one_record_is_used(rolled):
    newer = demo("one", "一支部", {"A1": answer("met", v={"d-1": 2}), "A2": "unmet"})

    first = rolled(["旧.json", ONE], ["新.json", newer])
    second = rolled(["新.json", newer], ["旧.json", ONE])

    for found in (first, second):
        assert found["used"] == [["一支部", "新.json"]]
        assert found["problems"] == [["older", "旧.json", "一支部 2026 年，用的是 新.json"]]


def test_the_same_content_twice_is_named_and_counted_once(rolled):
    again = {**ONE, "exported": {"day": "2026-11-21", "device": "d-2"}}

    found = rolled(["a.json", ONE], ["b.json", again])

    assert found["used"] == [["一支部", "a.json"]]
    assert found["problems"] == [["duplicate", "b.json", "一支部 2026 年，用的是 a.json"]]


def test_two_copies_with_something_new_each_both_stay_and_are_left_out_of_the_sums(rolled):
    mine = demo("one", "一支部", {"A1": answer("met", v={"d-1": 2})})
    theirs = demo("one", "一支部", {"A1": answer("unmet", v={"d-1": 1, "d-2": 1})})
    other = demo("three", "三支部", {"A1": "unmet", "A2": "met"})

    found = rolled(["a.json", mine], ["b.json", theirs], ["c.json", other])

    assert found["used"] == [["一支部（第 1 份）", "a.json"], ["一支部（第 2 份）", "b.json"], ["三支部", "c.json"]]
    assert found["problems"] == [["copies", "a.json、b.json", "一支部 2026 年"]]
    assert found["tables"]["items"] == [["A1 条目 A1", 1, 0, 1, "三支部"]]
    assert found["sums"] == [["A 甲", "达到 1/2，未达到 1"], ["B 乙", "达到 0/1，未填 1"]]
    assert found["sentences"][:2] == [
        "列出 3 份记录，各项合计：达到 1/3，未达到 1，未填 1。",
        "有几份各有新内容的支部没有算进合计和条目统计，合并后再算。",
    ]


def test_equal_version_counts_with_different_content_are_two_copies(rolled):
    found = rolled(["a.json", ONE], ["b.json", demo("one", "一支部", {"A1": "unmet"})])

    assert [kind for kind, _, _ in found["problems"]] == ["copies"]


def test_a_third_file_that_holds_both_copies_settles_them(rolled):
    mine = demo("one", "一支部", {"A1": answer("met", v={"d-1": 2})})
    theirs = demo("one", "一支部", {"A1": answer("unmet", v={"d-2": 1})})
    merged = demo("one", "一支部", {"A1": answer("partly", v={"d-1": 3, "d-2": 1})})

    found = rolled(["a.json", mine], ["b.json", theirs], ["c.json", merged])

    assert found["used"] == [["一支部", "c.json"]]
    assert [[kind, file] for kind, file, _ in found["problems"]] == [["older", "a.json"], ["older", "b.json"]]


def test_more_than_ten_different_copies_are_named_and_not_compared_further(rolled):
    copies = [
        [f"{n}.json", demo("one", "一支部", {"A1": answer("met", v={f"d-{n}": 1}, note=str(n))})] for n in range(12)
    ]

    found = rolled(*copies)

    assert len(found["used"]) == 10
    skipped = [["skipped", f"{n}.json", "互不相同的已有 10 份"] for n in (10, 11)]
    assert [problem for problem in found["problems"] if problem[0] == "skipped"] == skipped


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "文件是空的。", id="empty"),
        pytest.param('{"format":"zbk-self-check","items":{', "文件不完整", id="truncated"),
        pytest.param("这不是 JSON", "这不是自查记录文件。", id="text"),
        pytest.param("[1,2,3]", "这不是自查记录文件。", id="list"),
        pytest.param("[" * 100_000, "太深", id="deep"),
        pytest.param('{"format":"别的"}', "这不是自查记录文件。", id="foreign"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(rolled, text, says):
    found = rolled(["坏.json", text], ["好.json", ONE])

    assert found["used"] == [["一支部", "好.json"]]
    [[kind, file, why]] = found["problems"]
    assert (kind, file) == ("damaged", "坏.json")
    assert says in why


def test_nothing_but_damaged_files_gives_problems_and_no_picture(rolled):
    found = rolled(["a.json", ""], ["b.json", "x"])

    assert found == {"problems": [["damaged", "a.json", "文件是空的。"], ["damaged", "b.json", "这不是自查记录文件。"]]}


def test_a_refused_field_is_named_and_the_rest_counts(rolled):
    found = rolled(["a.json", demo("one", "一支部", {"A1": "met", "A2": answer("met", due="昨天")})])

    assert found["problems"] == [["rejected", "a.json", "条目 A2 的整改期限：不是日期，没有用"]]
    assert found["tables"]["matrix"][0][2] == {"text": "达到 2/3\n未填 1", "tone": "empty"}


def test_an_older_edition_is_brought_to_date_and_a_later_one_is_told(rolled):
    standard = {**STANDARD, "items": {**STANDARD["items"], "A1": {**STANDARD["items"]["A1"], "rev": 2}}}
    old = demo("one", "一支部", {"A1": "met", "A2": "met"}, edition="2025.1")
    late = demo("three", "三支部", {"A1": "met"}, edition="2026.10")

    found = rolled(["old.json", old], ["late.json", late], standard=standard)

    assert found["problems"] == [
        ["edition", "old.json", "一支部 2026 年，2025.1 版，需重新核对 1 项"],
        ["edition", "late.json", "三支部 2026 年，2026.10 版，本页较旧，请用新版网页汇总"],
    ]
    assert found["tables"]["matrix"][0][2] == {"text": "达到 1/3\n需重新核对 1\n未填 1", "tone": "recheck"}


def test_a_file_of_a_newer_tool_and_one_of_an_unknown_standard_are_named(rolled):
    newer = demo("two", "二支部", {"A1": "met"}, schema=SCHEMA + 1)
    foreign = demo("two", "二支部", {"A1": "met"}, catalog="constructor")

    found = rolled(["a.json", ONE], ["newer.json", newer], ["foreign.json", foreign])

    assert found["used"] == [["一支部", "a.json"]]
    assert found["problems"] == [
        ["newer", "newer.json", "二支部 2026 年，标准 demo"],
        ["catalog", "foreign.json", "二支部 2026 年，标准 constructor"],
    ]


NAMES = ("constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "toLocaleString")


@pytest.mark.parametrize("name", NAMES)
def test_branches_catalogs_and_items_may_be_called_like_words_of_the_language(rolled, name):
    item = {"rev": 1, "area": "A", "href": "", "evidence": []}
    standard = {**STANDARD, "id": name, "items": {key: {**item, "title": key} for key in ("A1", *NAMES)}}
    known = [
        {"id": name, "name": "一支部", "unit": "", "kind": "", "left": {name: ["A1"]}},
        {"id": "two", "name": "二支部", "unit": "", "kind": "", "left": {"another": []}},
    ]

    def sent(device, count):
        answers = {key: answer("unmet", v={device: count}, note=device) for key in NAMES}
        return [f"{device}{count}.json", demo(name, "一支部", answers, catalog=name)]

    found = rolled(sent("valueOf", 1), sent("valueOf", 2), standard=standard, known=known)
    copies = rolled(sent("valueOf", 1), sent("toString", 1), standard=standard, known=known)
    empty = rolled(["a.json", demo("x", "", {}, catalog=name)], standard=standard, known=known)

    assert (found["choices"], copies["choices"]) == ([[f"{name}/2026", 1]],) * 2
    assert [row[1].split(" ")[0] for row in found["tables"]["ledger"]] == list(NAMES)
    assert [[problem[0] for problem in one["problems"]] for one in (found, copies)] == [["duplicate"], ["copies"]]
    assert found["tables"]["matrix"][0][2]["text"] == f"达到 0/{len(NAMES)}\n未达到 {len(NAMES)}"
    # the one that works by another standard is not waited for, the one without a name goes by its id
    assert (empty["missing"], empty["used"]) == (["一支部"], [["x", "a.json"]])
    assert empty["tables"]["ledger"] == []


def test_branches_are_missing_unknown_or_in_the_order_of_the_list(rolled):
    third = demo("three", "三支部", {"A1": "met"})
    poor = demo("one", "一支部", {"A1": "unmet", "A2": "unmet", "B1": "unmet"})
    foreign = demo("x-9", "外来支部", {"A1": "met"})

    found = rolled(["c.json", third], ["x.json", foreign], ["a.json", poor])

    assert found["used"] == [["一支部", "a.json"], ["三支部", "c.json"], ["外来支部", "x.json"]]
    assert found["missing"] == ["二支部"]
    assert found["problems"] == [["unknown", "x.json", "外来支部（x-9）"]]
    assert (
        found["first"]["received"] == "收到 2 / 应收 3 个支部；名单里另有 1 个不用这套标准；名单以外的 1 个没有算进来"
    )
    assert (found["first"]["missing"], found["first"]["names"]) == ("没有收到 1 个", "二支部")


def test_a_branch_that_is_not_on_the_list_is_shown_but_not_counted(rolled):
    stranger = demo("x-9", "外来支部", {"A1": answer("unmet", due="2026-01-01"), "A2": "unmet"})

    found = rolled(["a.json", ONE], ["x.json", stranger])

    assert [row[:2] for row in found["tables"]["matrix"]] == [["一支部", "甲学院"], ["外来支部", "名单以外"]]
    assert found["sums"] == [["A 甲", "达到 1/2，未填 1"], ["B 乙", "达到 0/1，未填 1"]]
    assert (found["tables"]["items"], found["tables"]["ledger"]) == ([], [])
    assert found["first"]["ledger"] == "整改：已逾期 0 条，快到期 0 条，其余没有销号的 0 条"


TWO = (("d-1", "unmet"), ("d-2", "partly"))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_where_nothing_is_counted_nothing_is_said_of_how_branches_did(rolled, data, year, count):
    strangers = [demo(f"x-{at}", f"外来{at}", {"A1": "unmet"}) for at in range(count)]
    copies = [demo("one", "一支部", {"A1": answer(status, v={device: 1})}) for device, status in TWO]
    years = [record(f"x-{at}", f"外来{at}", {"dues-payment.m01": answer("")}, catalog=YEAR) for at in range(count)]

    outside = rolled(*[[f"{at}.json", one] for at, one in enumerate(strangers)])
    apart = rolled(*[[f"{at}.json", one] for at, one in enumerate(copies)])
    ticked_outside = rolled(*[[f"{at}.json", one] for at, one in enumerate(years)], standard=year)

    assert outside["first"]["weakest"] == ["收到的都是名单以外的，没有算"]
    assert apart["first"]["weakest"] == ["收到的还没有合并，合并后再算"]
    assert ticked_outside["first"]["late"] == ["全年的事：收到的都是名单以外的，没有算"]


@pytest.mark.parametrize("names", [("", ""), ("甲支部", "乙支部")], ids=["unnamed", "named"])
def test_two_branches_under_one_id_both_stay_and_are_told_apart(rolled, names):
    def sent(device, name, statuses):
        items = {key: answer(status, v={device: 1}) for key, status in statuses.items()}
        return demo("own-0", name, items, exported={"day": "", "device": device})

    less, more = (
        sent("d-1", names[0], {"A1": "met"}),
        sent("d-2", names[1], {"A1": "met", "A2": "unmet"}),
    )
    later = sent("d-1", names[0], {"A1": "unmet"})
    later["items"]["A1"]["v"] = {"d-1": 2}

    found = rolled(["a.json", less], ["b.json", more])
    again = rolled(["a.json", less], ["b.json", more], ["c.json", later])

    shown = [name or "own-0" for name in names]
    used = [[f"{shown[0]}（a.json）", "a.json"], [f"{shown[1]}（b.json）", "b.json"]]
    assert sorted(found["used"]) == sorted(used)
    assert ["clash", "b.json", f"{shown[1]} 2026 年，a.json"] in found["problems"]
    assert sorted(file for _, file in again["used"]) == ["b.json", "c.json"]


def test_a_branch_of_the_list_with_two_histories_under_one_id_is_not_counted_twice(rolled):
    other = demo("one", "老名字", {"A1": answer("unmet", v={"d-2": 1})}, exported={"day": "", "device": "d-2"})

    found = rolled(["a.json", ONE], ["b.json", other])

    assert sorted(found["used"]) == [["一支部（a.json）", "a.json"], ["一支部（b.json）", "b.json"]]
    assert found["first"]["received"] == "收到 1 / 应收 3 个支部；名单里另有 1 个不用这套标准"
    assert found["sums"] == [["A 甲", "没有内容"], ["B 乙", "没有内容"]]


def test_no_text_has_two_colons_in_a_row(rolled):
    found = rolled(["a.json", {"format": "zbk-self-check", "schema": 1}], ["b.json", {**ONE, "catalog": "-"}])

    assert [text for *_, text in found["problems"] if text.startswith("：") or "：：" in text] == []
    assert ["rejected", "a.json", "文件：没有写明是哪个支部、哪套标准、哪一期，没有用"] in found["problems"]


def test_a_known_branch_that_does_not_work_by_the_standard_is_told_so(rolled):
    found = rolled(["a.json", demo("other", "别的支部", {"A1": "met"})])

    assert found["problems"] == [["unknown", "a.json", "别的支部（other），名单里有，但不用这套标准"]]


def test_items_that_do_not_apply_to_a_branch_leave_its_numbers(rolled):
    found = rolled(["b.json", demo("two", "二支部", {"A1": "met", "A2": "not_applicable"})])

    assert found["tables"]["matrix"] == [
        [
            "二支部",
            "甲学院",
            {"text": "达到 1/1\n不适用 1", "tone": "met"},
            {"text": "达到 1/1\n不适用 1", "tone": "met"},
            {"text": "", "tone": "not_applicable"},
        ]
    ]


def test_a_list_of_one_s_own_is_matched_by_name_and_may_bring_units(rolled):
    files = [["a.json", ONE], ["x.json", demo("x-9", "第一 党支部", {"A1": "met"})], ["y.json", demo("y", "外人", {})]]

    found = rolled(*files, expected="丙学院\t第一党支部\n\n二支部\r\n一支部\n", status="")

    assert found["used"] == [["第一党支部", "x.json"], ["一支部", "a.json"], ["外人", "y.json"]]
    assert [row[1] for row in found["tables"]["matrix"]] == ["丙学院", "甲学院", "名单以外"]
    assert found["missing"] == ["二支部"]
    assert found["problems"] == [["unknown", "y.json", "外人（y）"]]


def test_names_that_do_not_tell_a_branch_are_told_and_nobody_is_called_missing(rolled):
    twins = "甲学院\t第一党支部\n乙学院\t第一党支部"

    found = rolled(["a.json", demo("p1", "第一党支部", {"A1": "met"})], expected=twins)
    renamed = rolled(["a.json", demo("one", "改了名的支部", {"A1": "met"})])
    same = rolled(["a.json", demo("p", "丁支部", {})], ["b.json", demo("q", "丁支部", {})], expected="丁支部")

    assert (found["missing"], found["used"]) == ([], [["第一党支部", "a.json"]])
    assert found["first"]["received"] == "收到 0 / 应收 2 个支部，同名分不清 2 个"
    assert found["problems"] == [["name", "a.json", "第一党支部（p1），名单里同名的有 2 个"]]
    assert renamed["problems"] == [["name", "a.json", "改了名的支部（one），名单里叫「一支部」"]]
    assert same["used"] == [["丁支部（p）", "a.json"], ["丁支部（q）", "b.json"]]
    assert same["problems"] == [["name", "b.json", "丁支部（q），同名的还有别的编号"]]


NAMESAKES = (
    "第一党支部", "第 一 党支部", " 第一党支部 ", "第１党支部", "第1党支部", "第二党支部",
    "甲（本科）支部", "甲(本科)支部",
)  # fmt: skip
ALL_OUTPUTS = """([files, list, known, standard]) => {
  const found = RollUp.collected(files.map(([name, text]) => RollUp.readOne(name, text)), { demo: standard });
  const { branches: expected, repeated } = RollUp.expectedFrom(list, known);
  const filters = { unit: "", kind: "", area: "", status: "", due: "all" };
  const ask = { expected, guests: {}, day: "2026-11-22", ...filters, ...found.choices[0] };
  const shown = RollUp.picture(found, { demo: standard }, ask);
  const notice = RollUpBulletin.notice(shown, "标题", ask.day).split("\\n");
  const parts = new Map(RollUpBulletin.bulletin(shown, { title: "", scope: "", foot: "" }).sections);
  return { first: shown.first, missing: shown.tables.missing, matrix: shown.tables.matrix, items: shown.tables.items,
    ledger: shown.tables.ledger, rows: shown.rows.map(({ alone, isStranger }) => [alone, Boolean(isStranger)]),
    notice, bulletin: parts.get("一、收到的"), late: parts.get("四、到期的"), choice: found.choices[0].branches,
    copied: shown.missing.map(({ name }) => name), expected: expected.map(({ name }) => name), repeated };
}"""


def some_list(draw: random.Random, *, known: bool) -> list[dict[str, Any]]:
    """Return branches that are called alike, in one unit and in several; those of a site have ids."""
    branches = []
    for number in range(draw.randrange(2, 9)):
        unit = draw.choice(["甲学院", "乙学院", "" if not known else "丙学院"])
        branches.append({"id": f"b{number}" if known else "", "name": draw.choice(NAMESAKES).strip(), "unit": unit})
    return branches


@pytest.mark.parametrize("seed", range(40))
def test_all_outputs_count_and_name_branches_alike(rolled, page, seed):
    draw = random.Random(seed)
    is_known = seed % 2 == 0
    listed = some_list(draw, known=is_known)
    late = answer("unmet", due="2026-01-01", note="缺")
    files = []
    for number in range(draw.randrange(1, 10)):
        one = draw.choice(listed)
        id_ = (one["id"] if draw.random() < 0.8 else "") or draw.choice(["x1", "x2", f"x-{number}"])
        name = draw.choice([one["name"], one["name"], f" {one['name']}", draw.choice(NAMESAKES), ""])
        made = demo(id_, name, {"A1": late | {"v": {f"d{number}": 1}}, "A2": "met"})
        files.append([f"{number}.json", text_of(made)])
    known = [{**one, "kind": "", "left": {"demo": []}} for one in listed] if is_known else []
    pasted = "" if is_known else "\n".join(f"{one['unit']}\t{one['name']}" for one in listed)

    shown = page.evaluate(ALL_OUTPUTS, [files, pasted, known, STANDARD])

    first = shown["first"]
    got, waited = map(int, re.match(r"收到 (\d+) / 应收 (\d+) 个支部", first["received"]).groups())
    unclear = int((re.search(r"同名分不清 (\d+) 个", first["received"]) or [0, 0])[1])
    names, rows = [row[0] for row in shown["missing"]], [row[0] for row in shown["matrix"]]
    assert waited == len(shown["expected"]) == got + unclear + len(names)
    assert first["missing"] == f"没有收到 {len(names)} 个"
    assert first["names"] == "、".join(names)
    assert len(set(names)) == len(names)
    assert len(set(rows)) == len(rows) == len(shown["rows"])
    assert not set(rows) & set(names)
    told = [line.split("：")[-1] for line in shown["notice"][2:-2]]
    assert sorted(name for line in told for name in line.split("、") if name) == sorted(names)
    assert shown["bulletin"][0] == first["received"]
    assert first["received"] in shown["notice"][1]
    if names:
        assert shown["bulletin"][1] in {f"{first['missing']}：{first['names']}", f"{first['missing']}（名单另附）"}
    alone = [name for name, (is_alone, _) in zip(rows, shown["rows"], strict=True) if is_alone]
    assert [item[1] for item in shown["items"]] == ([len(alone)] if alone else [])
    for item in shown["items"]:
        assert set(item[4].split("等 ")[0].split("、")) <= set(alone)
    ours = [name for name, (_, stranger) in zip(rows, shown["rows"], strict=True) if not stranger]
    assert [line[0] for line in shown["ledger"]] == ours
    assert f"已逾期 {len(ours)} 条" in first["ledger"]
    assert shown["late"][0] == first["ledger"]
    assert len(shown["copied"]) == len(names)


ODD = (
    None, True, -1, 1.5, 1e308, "", "x" * 3000, [], {}, [[]], {"__proto__": 1}, HOSTILE, "2026-02-30", "own-1",
    "constructor", "\ud800", "\0", "一支部", "slip.demo", "year", "2026-H9", "9999",
)  # fmt: skip
WHOSE = (
    ("one", "一支部"), ("two", "二支部"), ("other", "别的支部"), ("own-1", "一支部"), ("own-2", "二 支部"),
    ("own-2", "一支部"), ("own-3", "外人"), ("own-1", ""),
)  # fmt: skip


def odd(draw: random.Random, value: dict[str, Any]) -> dict[str, Any]:
    """Return a file with up to three places in it replaced by something foreign, or put under another name."""
    for _ in range(draw.randrange(4)):
        held = value
        while any(isinstance(one, dict) and one for one in held.values()) and draw.random() < 0.6:
            held = draw.choice([one for one in held.values() if isinstance(one, dict) and one])
        name = draw.choice([*held])
        given = held.pop(name)
        held[draw.choice([name, name, "__proto__", "A1"])] = draw.choice([given, *ODD])
    return value


@pytest.mark.parametrize("seed", range(30))
def test_odd_files_by_the_dozen_count_no_branch_twice(rolled, page, seed):
    draw = random.Random(seed)
    texts = [["good.json", text_of(demo("three", "三支部", {"A1": "met"}))]]
    for number in range(12):
        items = {key: answer(draw.choice(["met", "unmet", ""]), v={f"d{number}": 1}) for key in ("A1", "C9")}
        made = odd(draw, demo(*draw.choice(WHOSE), items))
        if draw.random() < 0.3:
            two = [made, demo(*draw.choice(WHOSE), items)]
            made = odd(draw, {"format": "zbk-bundle", "schema": draw.choice([1, 2, 99]), "records": two})
        texts.append([f"{number}.json", json.dumps(made)])
    pasted = draw.choice(["", "一支部\n一支部\n二支部\n三支部", "甲学院\t一支部\n乙学院\t一支部\n三支部\n三支部"])

    shown = page.evaluate(ALL_OUTPUTS, [texts, pasted, KNOWN, STANDARD])

    first = shown["first"]
    got, waited = map(int, re.match(r"收到 (\d+) / 应收 (\d+) 个支部", first["received"]).groups())
    unclear = int((re.search(r"同名分不清 (\d+) 个", first["received"]) or [0, 0])[1])
    names, rows = [row[0] for row in shown["missing"]], [row[0] for row in shown["matrix"]]
    assert waited == got + unclear + len(names)
    assert len(set(rows)) == len(rows)
    assert not set(rows) & set(names)
    assert shown["bulletin"][0] == first["received"]


def outputs_of(page, *files, known=KNOWN, pasted=""):
    """Return all that is shown, sent and exported of files: [name, record] each."""
    texts = [[name, text_of(one)] for name, one in files]
    return page.evaluate(ALL_OUTPUTS, [texts, pasted, known, STANDARD])


@pytest.mark.parametrize("id_", ["own-1", "my-branch", "x", "constructor"])
@pytest.mark.parametrize("name", ["一支部", " 一 支部", "一支部\u3000"], ids=["same", "spaces", "wide"])
@pytest.mark.parametrize(
    "pasted", ["", "一支部\n二支部\n三支部", "甲学院\t一支部\n二支部\n三支部"], ids=["site", "names", "units"]
)
def test_an_id_that_is_not_on_the_list_goes_by_a_name_that_one_branch_has(rolled, page, id_, name, pasted):
    late = {"A1": answer("unmet", due="2026-01-01", note="缺"), "A2": "met"}
    sent = [["x.json", demo(id_, name, late)], ["b.json", demo("two", "二支部", {"A1": "met"})]]

    found = rolled(*sent, expected=pasted)
    shown = outputs_of(page, *sent, pasted=pasted)

    assert found["used"] == [["一支部", "x.json"], ["二支部", "b.json"]]
    assert found["problems"] == [["named", "x.json", f"{name}（{id_}）"]]
    first = shown["first"]
    assert first["received"].startswith("收到 2 / 应收 3 个支部；其中按名称认出的 1 个")
    assert first["names"] == "三支部"
    assert [row[0] for row in shown["missing"]] == shown["copied"] == ["三支部"]
    assert [row[:2] for row in shown["matrix"]] == [["一支部", "甲学院"], ["二支部", "甲学院"]]
    assert [line[0] for line in shown["ledger"]] == ["一支部"]
    assert shown["rows"] == [[True, False]] * 2
    assert shown["bulletin"] == [first["received"], "没有收到 1 个：三支部"]
    assert first["received"] in shown["notice"][1]
    assert "一支部" not in "".join(shown["notice"][2:-2])


def test_a_name_that_has_a_file_under_its_own_id_takes_no_other(rolled):
    other = demo("own-1", "一支部", {"A1": "unmet"})

    for files in ([["a.json", ONE], ["x.json", other]], [["x.json", other], ["a.json", ONE]]):
        found = rolled(*files)

        assert found["used"] == [["一支部", "a.json"], ["一支部（own-1）", "x.json"]]
        assert [row[1] for row in found["tables"]["matrix"]] == ["甲学院", "名单以外"]
        words = "，名单里同名的已另有文件；是同一个支部，请它并成一份再交"
        assert found["problems"] == [["unknown", "x.json", "一支部（own-1）" + words]]
        assert found["first"]["received"].startswith("收到 1 / 应收 3 个支部；名单里另有")
        assert found["sums"][0] == ["A 甲", "达到 1/2，未填 1"]


def test_two_files_of_one_name_of_the_list_are_told_and_none_is_counted(rolled):
    found = rolled(["x.json", demo("own-1", "一支部", {"A1": "met"})], ["y.json", demo("own-2", "一支部", {})])

    assert found["used"] == [["一支部（own-1）", "x.json"], ["一支部（own-2）", "y.json"]]
    assert found["problems"] == [
        ["named", "x.json", "一支部（own-1）"],
        ["name", "y.json", "一支部（own-2），同名的还有别的编号"],
    ]
    assert found["first"]["received"].startswith("收到 1 / 应收 3 个支部；其中按名称认出的 1 个")
    assert found["sums"][0] == ["A 甲", "没有内容"]


def test_a_name_that_several_branches_of_the_list_have_says_nothing(rolled):
    known = [{**KNOWN[0], "id": f"n{n}", "name": "第一党支部", "unit": unit} for n, unit in enumerate("甲乙丙")]

    found = rolled(["x.json", demo("own-1", "第一党支部", {"A1": "met"})], known=known)
    with_one = rolled(
        ["a.json", demo("n1", "第一党支部", {"A1": "met"})],
        ["x.json", demo("own-1", "第一党支部", {"A1": "met"})],
        known=known,
    )

    assert found["first"]["received"] == "收到 0 / 应收 3 个支部，同名分不清 3 个"
    assert found["problems"] == [["name", "x.json", "第一党支部（own-1），名单里同名的有 3 个"]]
    assert with_one["first"]["received"] == "收到 1 / 应收 3 个支部，同名分不清 2 个"


def test_a_branch_that_uses_another_standard_is_not_taken_for_its_namesake(rolled):
    known = [KNOWN[0], {**KNOWN[3], "name": "一支部"}]

    found = rolled(["x.json", demo("other", "一支部", {"A1": "met"})], known=known)

    assert found["missing"] == ["一支部（甲学院）"]
    assert found["problems"] == [["unknown", "x.json", "一支部（other），名单里有，但不用这套标准"]]


TWICE = [
    ("一支部\n一支部", [["one", "甲学院", "一支部"]], ["一支部"]),
    ("一支部\n甲学院\t一支部\n 一 支部", [["one", "甲学院", "一支部"]], ["一支部", "甲学院 一支部"]),
    ("甲学院\t一支部\r\n甲学院 \t一支部\r\n", [["one", "甲学院", "一支部"]], ["甲学院 一支部"]),
    ("新支部\n新支部\n新支部", [["", "", "新支部"]], ["新支部"]),
    ("甲\t新支部\n乙\t新支部", [["", "甲", "新支部"], ["", "乙", "新支部"]], []),
    ("甲\t新支部\n乙\t新支部\n甲\t新支部", [["", "甲", "新支部"], ["", "乙", "新支部"]], ["甲 新支部"]),
    ("新支部１\n新支部1", [["", "", "新支部１"]], ["新支部１"]),
    ("丁\n丁", [["d1", "甲", "丁"], ["d2", "甲", "丁"]], []),
    ("丁\n丁\n丁", [["d1", "甲", "丁"], ["d2", "甲", "丁"]], ["丁"]),
    ("丁", [["", "", "丁"]], []),
    ("constructor\nconstructor\n__proto__", [["", "", "constructor"], ["", "", "__proto__"]], ["constructor"]),
]


@pytest.mark.parametrize(("pasted", "listed", "repeated"), TWICE, ids=map(str, range(len(TWICE))))
def test_a_line_that_stands_twice_is_one_branch_and_is_told(rolled, pasted, listed, repeated):
    known = [*KNOWN, *({"id": f"d{n}", "name": "丁", "unit": "甲", "kind": "", "left": {"demo": []}} for n in (1, 2))]

    found = rolled(["a.json", ONE], expected=pasted, known=known)

    assert (found["expected"], found["repeated"]) == (listed, repeated)
    assert f"应收 {len(listed)} 个支部" in found["first"]["received"]
    assert "分不清" not in found["first"]["received"]


def test_two_copies_of_one_branch_are_one_branch_that_is_late(rolled):
    late = {"due": "2026-01-01", "note": "缺"}
    mine = demo("one", "一支部", {"A1": answer("unmet", v={"d-1": 2}, **late)})
    theirs = demo("one", "一支部", {"A1": answer("partly", v={"d-1": 1, "d-2": 1}, **late)})

    assert rolled(["a.json", mine], ["b.json", theirs])["first"]["ledger"].startswith("整改：已逾期 2 条（1 个支部）")


def test_namesakes_of_one_unit_are_told_apart(rolled):
    known = [{**KNOWN[0], "id": f"n{n}", "name": "第一党支部", "unit": unit} for n, unit in enumerate("甲甲乙")]

    found = rolled(["a.json", demo("n1", "第一党支部", {"A1": "unmet"})], known=known)

    assert found["used"] == [["第一党支部（甲，同名第 2 个）", "a.json"]]
    assert found["missing"] == ["第一党支部（甲，同名第 1 个）", "第一党支部（乙）"]
    assert found["tables"]["items"][0][4] == "第一党支部（甲，同名第 2 个）"


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString", HOSTILE, "=1+1", "甲\u202e乙", "支\n部"])
def test_a_hostile_name_is_only_a_name(rolled, name):
    found = rolled([name, demo("constructor", name, {"A1": "met", "constructor": "unmet"})], ["a.json", ONE])

    shown = re.sub(r"[\u202e]", "", name).replace("\n", " ")
    assert sorted(found["used"]) == sorted([["一支部", "a.json"], [shown, name]])
    assert ["unknown", name, f"{shown}（constructor）"] in found["problems"]
    assert found["tables"]["items"] == []


def test_items_are_ordered_by_how_many_branches_miss_them(rolled):
    known = [{"id": f"b{n}", "name": f"{n} 支部", "unit": "", "kind": ""} for n in range(8)]
    files = [
        [f"{n}.json", demo(f"b{n}", f"{n} 支部", {"A1": "partly", "A2": "met" if n else "unmet"})] for n in range(8)
    ]

    found = rolled(*files, known=known)

    names = "、".join(f"{n} 支部" for n in range(6)) + "等 8 个"
    assert found["first"]["weakest"] == ["A1 条目 A1：没做到的支部 8 个", "A2 条目 A2：没做到的支部 1 个"]
    assert found["tables"]["items"] == [["A1 条目 A1", 0, 8, 8, names], ["A2 条目 A2", 1, 0, 8, "0 支部"]]


def test_filters_narrow_branches_areas_and_states(rolled):
    files = [
        ["a.json", demo("one", "一支部", {"A1": "unmet", "B1": "met"})],
        ["b.json", demo("two", "二支部", {"A1": "met"})],
        ["c.json", demo("three", "三支部", {"A1": "met", "B1": "unmet"})],
    ]

    def used(**ask):
        return [name for name, _ in rolled(*files, **ask)["used"]]

    assert used(unit="甲学院") == ["一支部", "二支部"]
    assert used(kind="学生") == ["二支部", "三支部"]
    assert used(status="unmet") == ["一支部", "三支部"]
    assert used(status="unmet", area="B") == ["三支部"]
    assert used(status="empty", area="A", unit="乙学院") == ["三支部"]
    narrow = rolled(*files, area="B")
    assert [line[1] for line in narrow["tables"]["ledger"]] == ["B1 条目 B1：未达到"]
    assert [len(row) for row in narrow["tables"]["matrix"]] == [4, 4, 4]


def test_the_ledger_tells_what_is_overdue_and_due_soon_over_all_branches(rolled):
    written = {"measure": "补", "responsible": "组织委员"}
    files = [
        ["c.json", demo("three", "三支部", {"A1": answer("unmet", due="2026-11-21", **written)})],
        [
            "a.json",
            demo("one", "一支部", {"A1": answer("partly", due="2026-11-29", note="缺表", **written), "A2": "unmet"}),
        ],
    ]

    due = rolled(*files, due="due")
    everything = rolled(*files, due="all")

    assert due["tables"]["ledger"] == [
        ["一支部", "A1 条目 A1：部分达到", "缺表", "补", "组织委员", "2026-11-29", "快到期"],
        ["三支部", "A1 条目 A1：未达到", "", "补", "组织委员", "2026-11-21", "已逾期 1 天"],
    ]
    assert [line[1] for line in everything["tables"]["ledger"]] == [
        "A1 条目 A1：部分达到",
        "A2 条目 A2：未达到",
        "A1 条目 A1：未达到",
    ]
    assert due["first"]["ledger"] == "整改：已逾期 1 条（1 个支部），快到期 1 条，其余没有销号的 1 条"


def test_two_rounds_are_compared_branch_by_branch(rolled):
    files = [
        ["now.json", demo("one", "一支部", {"A1": "met", "A2": "unmet"})],
        ["then.json", demo("one", "一支部", {"A1": "partly", "A2": "unmet"}, round="2025")],
        ["new.json", demo("three", "三支部", {"A1": "met"})],
    ]

    found = rolled(*files)

    assert found["choices"] == [["demo/2026", 2], ["demo/2025", 1]]
    assert found["earlier"] == "2025"
    assert found["tables"]["compared"] == [
        [
            "一支部",
            "达到 0/3，未达到 1，部分达到 1，未填 1",
            "达到 1/3，未达到 1，未填 1",
            "A1 条目 A1：部分达到 → 达到",
        ]
    ]
    assert found["sentences"][-1] == "与 2025 年相比，两期都有的 1 个支部。"


@pytest.mark.parametrize(
    ("rounds", "round_", "earlier"),
    [
        (["2026", "2025", "2024"], "2026", "2025"),
        (["2026", "2026-H1"], "2026", ""),
        (["2026-H2", "2026-H1", "2026-Q2"], "2026-H2", "2026-H1"),
        (["2026-Q1", "2025", "2025-Q4"], "2026-Q1", "2025-Q4"),
        (["2026-Q1", "2025"], "2026-Q1", "2025"),
        (["2026-Q3", "2026-H2"], "2026-Q3", ""),
    ],
)
def test_a_round_is_compared_with_the_last_one_that_was_over(page, rolled, rounds, round_, earlier):
    choices = [{"catalog": "demo", "round": one} for one in rounds]
    choices.append({"catalog": "another", "round": "2025"})

    assert page.evaluate("([all, one]) => RollUp.earlierRound(all, 'demo', one)", [choices, round_]) == earlier


# --- the page ---


class Page:
    """The roll-up page as the committee sees it; laid out also where it is out of sight, unless told otherwise."""

    def __init__(self, page, site, *, laid_out=True):
        self.page = page
        page.goto(site + "roll-up.html")
        if laid_out:
            add_style(page, "roll-up section { content-visibility: visible !important }")

    def part(self, name):
        return self.page.locator(f"[data-part={name}]")

    def read(self, files, says="结果在下面"):
        self.page.locator("[name=files]").set_input_files(files)
        self.done(says)

    def done(self, says="结果在下面"):
        self.part("told").filter(has_text=says).wait_for()

    def choose(self, name, value):
        self.page.locator(f"[name={name}]").select_option(value)
        self.done()

    def table(self, name):
        rows = self.page.locator(f"[data-table={name}] tbody tr").all()
        return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]

    def problems(self, kind):
        return self.page.locator(f"[data-kind={kind}] li").all_inner_texts()

    def saved(self, button):
        with self.page.expect_download() as download:
            button.click()
        return download.value

    def exported(self, table, format_):
        return self.saved(self.page.locator(f"[data-table={table}] [data-format={format_}]"))


@pytest.fixture(params=["disk", "intranet"])
def place(request):
    """The site's address, once from disk and once from a plain-http host."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def files(tmp_path, data):
    """Twenty files: two rounds, a copy, two that differ, one of a stranger with a hostile name, and damaged ones."""
    branches = [
        branch for _, branch in data.branches().values() if branch.id not in ("student-masters", "school-grade-one")
    ]
    contents = {f"{one.id}.json": text_of(filled(data, one.id, one.name, n)) for n, one in enumerate(branches)}
    first = branches[0]
    contents["2025.json"] = text_of(filled(data, first.id, first.name, 99, round="2025"))
    contents["又一份.json"] = contents[f"{branches[1].id}.json"]
    differing = filled(data, branches[2].id, branches[2].name, 2)
    differing["items"]["C1"] = answer("unmet", v={"d-2": 1}, note="另一台电脑上填的")
    contents["另一台.txt"] = text_of(differing)
    contents["外来.json"] = text_of(filled(data, "constructor", HOSTILE, 50))
    contents["空.json"] = ""
    contents["断.json"] = contents["2025.json"][:500]
    contents["深.json"] = "[" * 100_000
    contents["照片.jpg"] = "\ufffd"
    paths = []
    for name, text in list(contents.items())[:20]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    gbk = tmp_path / "编码.json"
    gbk.write_bytes(text_of(filled(data, first.id, first.name, 1)).encode("gbk"))
    return [*paths, gbk]


def recount(data, files):
    """Count the states of every branch and area anew, in the order of the data: the first file of a branch counts."""
    left = branch_list(data, Standards(data))
    lefts = {
        one["id"]: left["left"][one["left"]]["branch-34"] for one in left["branches"] if one["id"] != "school-grade-one"
    }
    words = {"met": "达到", "unmet": "未达到", "partly": "部分达到", "": "未填", "not_applicable": "不适用"}
    found = {}
    for path in files:
        try:
            read = json.loads(path.read_text("utf-8"))
        except (ValueError, RecursionError):
            continue
        if read["round"] != "2026" or read["branch"]["id"] in found:
            continue
        cells = []
        for area in ("", *(area.id for area in data.main_catalog.areas)):
            states = [
                read["items"].get(item.id, {"status": ""})["status"]
                for item in data.catalog_items("branch-34")
                if (not area or item.area == area)
                and (item.id not in lefts.get(read["branch"]["id"], []) or read["items"].get(item.id, {}).get("status"))
            ]
            of = len(states) - states.count("not_applicable")
            parts = [f"达到 {states.count('met')}/{of}"] if of else []
            parts += [
                f"{words[state]} {states.count(state)}"
                for state in ("unmet", "partly", "", "not_applicable")
                if states.count(state)
            ]
            cells.append("\n".join(parts))
        found[read["branch"]["id"]] = cells
    order = [one for one in lefts if one in found]
    return [found[one] for one in order]


def test_files_become_a_picture_whose_numbers_agree_with_a_recount(page, place, files, data):
    roll_up = Page(page, place)

    roll_up.read(files)

    rows = roll_up.table("matrix")
    names = [row[0] for row in rows]
    electronics = "电子工程教师党支部"
    assert names[2:4] == [f"{electronics}（第 1 份）", f"{electronics}（第 2 份）"]
    assert names[-1] == HOSTILE
    own = [row[2:] for row in rows if not row[0].endswith("（第 2 份）") and row[0] != HOSTILE]
    assert own == recount(data, files)
    assert roll_up.table("missing") == [["硕士生第二党支部", "信息学院党委（虚构）", "学生党支部"]]
    told = {kind: len(roll_up.problems(kind)) for kind in PROBLEMS}
    assert {kind: count for kind, count in told.items() if count} == {
        "damaged": 4, "copies": 1, "unknown": 1, "duplicate": 1, "skipped": 1
    }  # fmt: skip
    assert [line.split("：")[0] for line in roll_up.problems("damaged")] == [
        "空.json",
        "断.json",
        "深.json",
        "编码.json",
    ]
    assert roll_up.table("compared")[0][0] == "软件工程教师党支部"
    assert page.locator(".roll-up-areas tbody tr").count() == len(data.main_catalog.areas)


def test_no_word_on_the_page_ranks_a_branch(page, disk, files):
    roll_up = Page(page, disk)
    roll_up.read(files)

    text = page.locator("main").inner_text()

    assert len(text) > 2000
    assert RANKING.findall(text) == []
    assert "不排序，不打分" in text


def test_pasted_text_is_read_like_a_file(page, disk, data):
    roll_up = Page(page, disk)
    page.get_by_text("粘贴文字", exact=True).click()

    page.locator("[name=paste]").fill(text_of(filled(data, "teacher-maths", "数学教研室教师党支部", 1)))
    page.get_by_role("button", name="读入粘贴的内容").click()
    roll_up.done()
    page.locator("[name=paste]").fill("不是数据")
    page.get_by_role("button", name="读入粘贴的内容").click()
    roll_up.done("读了 2 个文件")

    assert [row[0] for row in roll_up.table("matrix")] == ["数学教研室教师党支部"]
    assert roll_up.problems("damaged") == ["粘贴的内容 2.txt：这不是自查记录文件。"]
    assert page.locator("[name=paste]").input_value() == ""


def test_files_can_be_dropped_and_a_folder_chosen(page, disk, files, tmp_path):
    roll_up = Page(page, disk)
    text = files[0].read_text("utf-8")

    page.evaluate(
        """(text) => {
          const held = new DataTransfer();
          held.items.add(new File([text], "拖来的.json"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    roll_up.done("读了 1 个文件")
    page.locator("[name=folder]").set_input_files(tmp_path)
    roll_up.done(f"读了 {1 + len([path for path in tmp_path.iterdir() if path.suffix != '.jpg'])} 个文件")

    assert any(f"{tmp_path.name}/{files[0].name}" in line for line in roll_up.problems("duplicate"))


def test_filters_a_list_of_one_s_own_and_clearing_work_on_the_page(page, disk, files):
    roll_up = Page(page, disk)
    roll_up.read(files)

    roll_up.choose("unit", "机关与后勤党总支（虚构）")
    offices = [row[0] for row in roll_up.table("matrix")]
    roll_up.choose("unit", "")
    roll_up.choose("area", "C")
    heads = page.locator("[data-table=matrix] thead th").all_inner_texts()
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").fill("博士生党支部\n从没听说过的支部")
    page.get_by_role("button", name="用这份名单").click()
    page.locator("[data-table=missing] tbody th").filter(has_text="从没听说过的支部").wait_for()
    missing = roll_up.table("missing")
    page.get_by_role("button", name="全部清空").click()

    assert offices == [
        "教务处党支部",
        "后勤服务中心党支部",
        "离退休第一党支部",
        "离退休西校区党支部",
        "博物馆与档案馆联合党支部",
    ]
    assert heads == ["支部", "单位", "合计", "C 组织生活"]
    assert missing == [["从没听说过的支部", "", ""]]
    assert roll_up.part("result").is_hidden()
    assert roll_up.part("told").inner_text() == "还没有读文件。"


def test_files_beyond_the_limits_are_named_and_not_read(page, disk, tmp_path, data):
    roll_up = Page(page, disk)
    text = text_of(record("x", "外来支部", {}))
    many = []
    for number in range(1003):
        many.append(tmp_path / f"{number}.json")
        many[-1].write_text(text, encoding="utf-8")
    picture = tmp_path / "照片.jpg"
    picture.write_text("", encoding="utf-8")
    large = tmp_path / "大.json"
    large.write_text(text_of(record("x", "外来支部", {"C1": answer("unmet", note="长" * 10_001)})), encoding="utf-8")

    huge = tmp_path / "太大.json"
    with huge.open("wb") as file:
        file.truncate(LIMITS["file"] + 1)

    roll_up.read([picture, large, huge, *many])

    assert roll_up.problems("skipped") == ["照片.jpg：不是 .json 或 .txt 文件", "超过 1000 个文件，有 5 个没有读"]
    assert roll_up.problems("damaged") == [f"{huge.name}：文件太大（超过 200 MB），没有读。"]
    assert roll_up.problems("rejected") == ["大.json：条目 C1 的问题和具体表现：上限 10000 字，多了 1 字，没有用"]


def test_a_very_long_ledger_is_cut_on_the_screen_but_not_in_what_is_exported(page, disk, tmp_path, data):
    roll_up = Page(page, disk)
    items = {item.id: answer("unmet", rev=item.rev) for item in data.catalog_items("branch-34")}
    records = [record(f"p-{number}", f"{number} 支部", items) for number in range(32)]
    bundle = tmp_path / "合并.json"
    bundle.write_text(text_of({"format": "zbk-bundle", "schema": 1, "records": records}), encoding="utf-8")
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").fill("\n".join(f"{number} 支部" for number in range(32)))
    page.get_by_role("button", name="用这份名单").click()
    roll_up.read([bundle])

    roll_up.choose("due", "open")
    page.locator("[data-table=ledger] .more").filter(has_text="前 1000 行").wait_for()
    text = Path(roll_up.exported("ledger", "csv").path()).read_text("utf-8-sig")

    assert page.locator("[data-table=ledger] tbody tr").count() == 1000
    assert page.locator("[data-table=ledger] .more").inner_text() == "这里只列前 1000 行，导出的表里是全部 1088 行。"
    assert len(list(csv.reader(io.StringIO(text)))) == 1089


def test_tables_leave_as_csv_excel_and_word_with_the_same_cells(page, disk, files):
    roll_up = Page(page, disk)
    roll_up.read(files)
    shown = roll_up.table("matrix")
    heads = page.locator("[data-table=matrix] thead th").all_inner_texts()

    plain = roll_up.exported("matrix", "csv")
    text = Path(plain.path()).read_bytes().decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(Path(roll_up.exported("matrix", "xlsx").path()).read_bytes())).active
    grid = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    words = Document(str(roll_up.exported("matrix", "docx").path())).tables[0]

    assert re.fullmatch(r"党支部标准化_34_项_2026_年_支部和领域-\d{4}-\d\d-\d\d\.csv", plain.suggested_filename)
    assert list(csv.reader(io.StringIO(text))) == [heads, *shown]
    assert grid[2 : 3 + len(shown)] == [heads, *shown]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert [[cell.text for cell in row.cells] for row in words.rows] == [heads, *shown]
    for table in ("items", "ledger", "compared", "missing"):
        lines = list(
            csv.reader(io.StringIO(Path(roll_up.exported(table, "csv").path()).read_bytes().decode("utf-8-sig")))
        )
        assert lines[1:] == roll_up.table(table)


def test_the_bundle_read_again_gives_the_same_picture(page, disk, files, tmp_path, data):
    roll_up = Page(page, disk)
    newer = tmp_path / "未来.json"
    newer.write_text(text_of(filled(data, "future", "未来支部", 5, schema=9, extra_part={"x": 1})), encoding="utf-8")
    roll_up.read([*files, newer])
    before = [roll_up.table(name) for name in ("matrix", "items", "ledger", "compared", "missing")]

    bundle = roll_up.saved(page.get_by_role("button", name="导出合并文件"))
    target = tmp_path / bundle.suggested_filename
    bundle.save_as(target)
    page.get_by_role("button", name="全部清空").click()
    roll_up.read([target])

    assert target.name.endswith(".json")
    assert [roll_up.table(name) for name in ("matrix", "items", "ledger", "compared", "missing")] == before
    held = json.loads(target.read_text("utf-8"))
    assert held["format"] == "zbk-bundle"
    assert held["records"][-1]["extra_part"] == {"x": 1}
    assert len(roll_up.problems("newer")) == 1


def test_nothing_is_stored_and_nothing_is_sent(page, intranet, files):
    asked = []
    roll_up = Page(page, intranet)
    page.wait_for_function("() => typeof RollUp === 'object'")
    page.on("request", lambda request: asked.append(request.url))

    roll_up.read(files)

    # the browser fetches the page's icon when it likes
    assert [url for url in asked if not url.endswith("favicon.png")] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_a_script_in_a_file_neither_runs_nor_becomes_an_element(page, disk, tmp_path):
    roll_up = Page(page, disk)
    fields = dict.fromkeys(("note", "measure", "responsible", "closed_evidence", "looked_back_note"), HOSTILE)
    hostile = record("teacher-maths", HOSTILE, {"C1": answer("unmet", title=HOSTILE, due="2026-01-01", **fields)})
    path = tmp_path / "<img src=x onerror=alert(1)>.json"
    path.write_text(text_of(hostile), encoding="utf-8")

    roll_up.read([path])

    assert page.locator("main img, main script").count() == 0
    assert roll_up.table("ledger")[0][2:5] == [HOSTILE, HOSTILE, HOSTILE]


def test_the_security_policy_is_in_force(browser, site, disk):
    # a context of its own: the guard of the others would count the refusals as faults
    context = browser.new_context()
    guard = Guard(context, site)
    page = context.new_page()
    page.goto(disk + "roll-up.html")

    found = tried(page)

    assert found == REFUSED
    assert len(guard.faults) >= 2
    context.close()


def test_the_page_says_without_scripts_what_it_is_for(open_page, disk):
    page = open_page(java_script_enabled=False)
    page.goto(disk + "roll-up.html")

    text = page.locator("main").inner_text()

    assert "给上级党组织用" in text
    assert "读的文件不保存，什么都不发送" in text
    assert "怎样收文件" in text
    assert "现在脚本没有运行" in text
    assert page.locator("main").locator("button, input, select").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_the_filled_page_has_no_serious_accessibility_fault(open_page, disk, files, width):
    page = open_page(viewport={"width": width, "height": 800})
    roll_up = Page(page, disk)
    empty = serious(page)
    roll_up = Page(page, disk)
    roll_up.read(files)

    assert (empty, serious(page)) == ([], [])


def test_the_filled_page_fits_a_phone(open_page, disk, files):
    page = open_page(viewport={"width": 360, "height": 640})
    roll_up = Page(page, disk)
    roll_up.read(files)

    faults = page.evaluate(FAULTS, BODY)

    assert faults == []


def test_controls_are_reached_and_worked_by_keyboard(page, disk, files):
    roll_up = Page(page, disk)
    roll_up.read(files)

    page.get_by_role("button", name="复制缺的名单").focus()
    page.keyboard.press("Enter")
    copied = [roll_up.part("told").inner_text(), page.evaluate("document.activeElement.name")]
    page.locator("[name=unit]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    roll_up.done()

    assert page.locator("[name=unit]").input_value() == "机关与后勤党总支（虚构）"
    assert copied == ["已复制，一行一个支部。", "copy"]


def test_paper_repeats_the_header_and_cuts_no_row(page, disk, tmp_path, data):
    roll_up = Page(page, disk, laid_out=False)
    names = [f"印刷第{number:02}党支部" for number in range(60)]
    paths = []
    for number, name in enumerate(names):
        items = {item.id: answer("met", rev=item.rev) for item in data.catalog_items("branch-34")}
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(text_of(record(f"p-{number}", name, items)), encoding="utf-8")
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").fill("\n".join(names))
    page.get_by_role("button", name="用这份名单").click()
    roll_up.read(paths)

    sheets = printed(page)
    matrix = [sheet for sheet in sheets if sheet.says("支部单位合计")]

    assert {sheet.size for sheet in sheets} == {(842, 595)}
    assert len(matrix) > 1
    assert [sheet.says("收到60/应收60个支部") for sheet in sheets] == [True] + [False] * (len(sheets) - 1)
    assert matrix[0] is not sheets[0]
    assert {name: sum(sheet.says(name) for sheet in sheets) for name in names} == dict.fromkeys(names, 1)
    assert all(any(sheet.says(name) for sheet in matrix) for name in names)
    for number, sheet in enumerate(sheets, 1):
        assert sheet.says(f"第{number}页共{len(sheets)}页")
    assert not any(sheet.says("选一个文件夹") or sheet.says("Excel") for sheet in sheets)
    # a table without rows has no head either, which would part its heading from 没有
    assert not any(sheet.says("上一期这一期变化") for sheet in sheets)


def test_a_row_of_the_table_stays_on_one_sheet(page, disk, files):
    roll_up = Page(page, disk)
    roll_up.read(files)
    roll_up.choose("due", "all")
    page.emulate_media(media="print")

    broken = page.evaluate("""() => [...document.querySelectorAll(".form.roll-up tr, .roll-up-areas tr")]
      .filter((row) => getComputedStyle(row).breakInside !== "avoid").length""")
    heads = page.evaluate("""() => [...document.querySelectorAll(".form.roll-up thead")]
      .map((head) => getComputedStyle(head).display)""")

    assert broken == 0
    assert heads == ["table-header-group"] * 5


def test_firefox_reads_files_from_disk(run_node, disk, files):
    found = json.loads(run_node("firefox_roll_up.mjs", disk + "roll-up.html", *(str(path) for path in files[:3])))

    assert found["told"] == "读了 3 个文件，结果在下面。"
    assert found["rows"] == ["软件工程教师党支部", "数学教研室教师党支部", "电子工程教师党支部"]
    assert found["drawn"] == 7 * len(STATES)
    assert found["faults"] == []


def test_what_reading_needs_is_loaded_when_the_page_is_idle(page, disk):
    page.goto(disk + "roll-up.html")
    page.wait_for_function("() => typeof RollUp === 'object'")

    loaded = page.evaluate("[...document.scripts].map((script) => script.src.split('/').slice(-2).join('/'))")

    assert [name for name in loaded if name.startswith("js/")] == [
        "js/search-box.js",
        "js/roll-up-later.js",
        "js/roll-up.js",
    ]
    assert [name for name in loaded if name == "data/catalogs.js"] != []


def test_files_and_a_list_given_before_anything_is_idle_are_read(page, disk, files):
    page.add_init_script("window.requestIdleCallback = () => undefined;")
    roll_up = Page(page, disk)
    before = page.evaluate("typeof RollUp")

    roll_up.read(files[:3])
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").fill("从没听说过的支部")
    page.get_by_role("button", name="用这份名单").click()
    page.locator("[data-table=missing] tbody th").filter(has_text="从没听说过的支部").wait_for()

    assert before == "undefined"
    assert roll_up.table("missing") == [["从没听说过的支部", "", ""]]


def test_what_reading_lacks_is_told_and_the_next_time_it_is_fetched_again(browser, intranet, files):
    # a context of its own: the missing script is a fault to the guard of the others
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.requestIdleCallback = () => undefined;")
    page.route("**/roll-up-later.js", lambda route: route.abort(), times=1)
    roll_up = Page(page, intranet)

    roll_up.read(files[:1], says="没有读文件：有文件没有取到")
    roll_up.read(files[:1])

    assert len(roll_up.table("matrix")) == 1
    context.close()


def test_what_an_export_needs_is_loaded_when_it_is_asked_for_and_its_lack_is_told(open_page, disk, files):
    page = open_page()
    roll_up = Page(page, disk)
    roll_up.read(files[:1])
    # the address of a script that is not there
    page.evaluate("""() => {
      window.append = document.head.append;
      document.head.append = (script) => setTimeout(script.onerror);
    }""")

    page.locator("[data-table=matrix] [data-format=csv]").click()
    roll_up.done("没有导出：有文件没有取到")
    page.evaluate("() => { document.head.append = window.append; }")
    saved = roll_up.exported("matrix", "csv")

    assert saved.suggested_filename.endswith(".csv")


def test_a_list_given_while_files_are_read_breaks_nothing(page, disk, files):
    roll_up = Page(page, disk)

    page.evaluate(
        """([texts]) => {
          const held = new DataTransfer();
          for (const text of texts) held.items.add(new File([text], "a.json"));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: held, cancelable: true }));
          document.querySelector("[name=list]").click();
        }""",
        [[files[0].read_text("utf-8")]],
    )
    roll_up.done()

    assert len(roll_up.table("matrix")) == 1


def test_the_kinds_of_problem_that_the_scripts_tell_all_have_words():
    told = set()
    for name in ("roll-up/picture.js", "roll-up/page.js"):
        text = (SCRIPTS / name).read_text("utf-8")
        told |= set(re.findall(r'(?:told\(|tell\(|kind: |refused\()"([a-z]+)"', text))

    told.discard("text")  # the kind of an exported column
    assert told
    assert told <= {*PROBLEMS}


# --- years: what branches ticked


@pytest.fixture(scope="module")
def year(data):
    """The duties of a year as the page has them."""
    return year_standard(Context(data, templates_in(ROOT / TEMPLATES), Standards(data)))


def ticks_of(data, branch):
    """Return the ids of what a branch has to tick in a year."""
    duties = branch_schedule(data, Standards(data).of_branch(branch)).duties
    return [f"{duty.frequency}.{key}" for duty in duties for _, _, key in dated_periods(duty)]


def ticked(data, draw, branch):
    """Return a year of a branch with made-up ticks: each duty in each period, some with a reason."""
    statuses, reasons = ["met", "met", "", "not_applicable"], ["", "并到下季度"]
    log = [["2026-01-01", "met", "d-1"]]
    items = {tick: answer(draw.choice(statuses), note=draw.choice(reasons), log=log) for tick in ticks_of(data, branch)}
    return record(branch.id, branch.name, items, catalog=YEAR)


@pytest.mark.parametrize("day", ["2026-02-01", "2026-07-15", "2026-12-31"])
def test_years_are_summed_and_what_is_late_is_counted_by_duty(rolled, data, year, day):
    draw = random.Random(day)
    branches = [branch for _, branch in data.branches().values()]
    known = [{"id": one.id, "name": one.name, "unit": "", "kind": "", "left": {"another": []}} for one in branches]
    sent = [ticked(data, draw, branch) for branch in branches[1:]]

    found = rolled(*[[f"{one['branch']['id']}.json", one] for one in sent], known=known, standard=year, day=day)

    late = {tick for tick, item in year["items"].items() if item.get("until", 12) < int(day[5:7])}
    # without a reason nothing is left out
    answers = [
        (tick, "" if one["status"] == "not_applicable" and not one["note"] else one["status"])
        for sheet in sent
        for tick, one in sheet["items"].items()
    ]
    open_late = Counter(tick for tick, status in answers if status == "" and tick in late)
    areas = Counter((year["items"][tick]["area"], status) for tick, status in answers)
    assert found["first"]["received"] == f"收到 {len(sent)} / 应收 {len(branches)} 个支部"
    assert found["missing"] == [branches[0].name]
    assert Counter({title: unmet for title, unmet, *_ in found["tables"]["items"]}) == Counter(
        {year["items"][tick]["title"]: count for tick, count in open_late.items()}
    )
    for area, (title, text) in zip(year["areas"], found["sums"], strict=True):
        done, blank, left = (areas[area["id"], status] for status in ("met", "", "not_applicable"))
        assert title == area["title"]
        parts = [f"已办 {done}/{done + blank}"] if done + blank else []
        parts += [f"未填 {blank}"] if blank else []
        parts += [f"这一期不办 {left}"] if left else []
        assert text == ("，".join(parts) or "没有内容")


@pytest.mark.parametrize("month", range(1, 13))
def test_what_was_over_before_a_branch_began_to_note_is_not_late(rolled, data, year, month):
    draw = random.Random(month)
    (_, branch), *_ = data.branches().values()
    ends = {tick: year["items"][tick].get("until", 12) for tick in ticks_of(data, branch)}
    log = [[f"2026-{month:02}-10", "met", "d-1"]]
    items = {tick: answer(draw.choice(["met", ""]) if end >= month else "", log=log) for tick, end in ends.items()}

    sheet = record(branch.id, branch.name, items, catalog=YEAR)
    known = [{"id": branch.id, "name": branch.name, "unit": "", "kind": "", "left": {"another": []}}]
    found = rolled(["一.json", sheet], known=known, standard=year, day="2026-12-31")

    late = {tick for tick, one in items.items() if one["status"] == "" and month <= ends[tick] < 12}
    assert {title for title, *_ in found["tables"]["items"]} == {year["items"][tick]["title"] for tick in late}


@pytest.mark.parametrize("seed", range(12))
def test_what_was_ticked_for_an_earlier_time_makes_nothing_between_late(rolled, data, year, seed):
    draw = random.Random(seed)
    (_, branch), *_ = data.branches().values()
    month = draw.randrange(2, 12)
    ends = {tick: year["items"][tick].get("until", 12) for tick in ticks_of(data, branch)}
    log = [[f"2026-{month:02}-10", "met", "d-1"]]
    days = ["", "2026-01-20", "2026-12-30", "2027-01-20", "2030-01-20"]
    items = {
        tick: answer(
            draw.choice(["met", "met", "", "not_applicable"]),
            log=log,
            note=draw.choice(["", "", "问过"]),
            done_on=draw.choice(days),
        )
        for tick in ends
    }

    sheet = record(branch.id, branch.name, items, catalog=YEAR)
    known = [{"id": branch.id, "name": branch.name, "unit": "", "kind": "", "left": {"another": []}}]
    found = rolled(["一.json", sheet], known=known, standard=year, day="2026-12-31")

    def is_open(one: dict[str, Any]) -> bool:
        if one["status"] == "met":
            return one["done_on"] > "2026-12-31"
        return one["status"] == "" or not one["note"]

    late = {
        tick
        for tick, one in items.items()
        if is_open(one) and ends[tick] < 12 and (one["status"] or month <= ends[tick])
    }
    assert {title for title, *_ in found["tables"]["items"]} == {year["items"][tick]["title"] for tick in late}


def test_nothing_of_a_year_is_late_before_its_period_is_over(rolled, data, year):
    (_, branch), *_ = data.branches().values()
    items = {tick: answer("") for tick in year["items"]}

    found = rolled(["一.json", record(branch.id, branch.name, items, catalog=YEAR)], standard=year, day="2026-01-31")

    assert found["tables"]["items"] == []
