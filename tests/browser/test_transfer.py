"""Files of others: what is taken from them, what is refused, and how two copies of one record become one."""

from __future__ import annotations

import itertools
import json
import random

import pytest

from tests.builders.records import (
    FIELDS,
    FIXTURES,
    a_record,
    a_standard,
    an_answer,
    an_item,
    random_change,
)
from tests.probes.pure_scripts import CHANGE_ALL, SCRIPTS, Scripts, scripts_in

ME = {"day": "2026-11-22", "device": "d1"}
DEEP = 100_000


@pytest.fixture(scope="module")
def scripts(browser):
    """The two scripts in a browser."""
    with scripts_in(browser) as opened:
        yield opened


def text_of(record) -> str:
    """Return a record as a file."""
    return json.dumps(record, ensure_ascii=False)


def refused(scripts: Scripts, record) -> list[tuple[str, str]]:
    """Return what was refused of a record that is read all the same."""
    found = scripts.read(text_of(record))
    assert (found["error"], len(found["records"])) == ("", 1)
    return [(entry["where"], entry["why"]) for entry in found["rejected"]]


# --- files that are none

NOT_OURS = "这不是自查记录文件。"
OF_PEOPLE = "这是“在培养的人”的文件：到那一页导入，不交给上级。"
CUT = "文件不完整，后面少了一截。请重新拷一次。"
BROKEN = "文件内容被改坏了，读不出来。"
OF_OFFICE = "这是 Excel 表或者压缩包：填好的自查表在那个支部的自查页导入，压缩包先解开。"
GARBLED = "文字编码不对，可能另存成了 ANSI（GBK）。请用原来导出的文件。"
EMPTY = "文件是空的。"
NORMAL = (FIXTURES / "self-check-1/normal.json").read_text()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EMPTY), ("\ufeff \n", EMPTY), (None, EMPTY), (7, EMPTY), ({}, EMPTY), ([NORMAL], EMPTY),
        ('{"format":"zbk-people","schema":1,"people":[]}', OF_PEOPLE), ('{"people":[{"code":"甲"}]}', OF_PEOPLE),
        ("null", NOT_OURS), ("7", NOT_OURS), ('"x"', NOT_OURS), ("[]", NOT_OURS), ("{}", NOT_OURS),
        ("你好，见附件", NOT_OURS), ("PK\x03\x04", OF_OFFICE), ('[{"format":"zbk-self-check"}]', NOT_OURS),
        ('{"format":"zbk-bundle"}', NOT_OURS), ('{"format":"zbk-bundle","records":{"0":1}}', NOT_OURS),
        (NORMAL[:1000], CUT), (NORMAL.replace('"', "“"), BROKEN), ("{", CUT), ("{}}", BROKEN),
        (NORMAL.encode("gb18030").decode("utf-8", "replace"), GARBLED),
        (NORMAL.encode("utf-16").decode("utf-8", "replace"), GARBLED),
        (NORMAL.encode("gb18030").decode("utf-8", "replace")[:700], GARBLED),
        ('{"format":"zbk-self-check"}', "文件里没有一份读得出来的自查记录。"),
        ('{"format":"zbk-bundle","schema":1,"records":[1,null,[],"x",{}]}', "文件里没有一份读得出来的自查记录。"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_in_one_sentence(scripts, text, error):
    found = scripts.read(text)

    assert (found["error"], found["records"]) == (error, [])


@pytest.mark.parametrize("opened", ["[", '{"a":'])
@pytest.mark.parametrize("place", ["alone", "in a field", "in a foreign key"])
def test_a_hundred_thousand_brackets_in_each_other_are_refused(scripts, opened, place):
    nest = opened * DEEP + "1" + {"[": "]", '{"a":': "}"}[opened] * DEEP
    record = text_of(a_record({"A1": an_answer(note="NEST")}, **({"x": "NEST"} if place == "in a foreign key" else {})))
    text = nest if place == "alone" else record.replace('"NEST"', nest)

    found = scripts.read(text)

    assert found["error"] == "文件一层套一层太深，不是这个工具导出的。"


def test_brackets_within_texts_are_no_nesting(scripts):
    record = a_record({"A1": an_answer(note='[{"\\' * 900)})

    assert scripts.read(text_of(record))["records"] == [record]


@pytest.mark.parametrize("start", ['{"format":"zbk-bundle",', '{"format":"zbk-self-check","x":"', "[", " ", "\0"])
def test_too_large_a_text_is_refused_without_parsing(scripts, start):
    body = """const limits = {...R.LIMITS, file: 1e6};
    const parse = JSON.parse; let parsed = 0; JSON.parse = (text) => { parsed += 1; return parse(text); };
    const error = (length) => T.read(start.padEnd(length, start[0]), limits).error;
    try { return [error(1e6 + 1), parsed, error(1e6) !== error(1e6 + 1)]; } finally { JSON.parse = parse; }"""

    assert scripts.run(body, start=start) == ["文件太大（超过 1 MB），没有读。", 0, True]


def test_a_bundle_of_a_thousand_long_records_is_read(scripts):
    record = a_record({f"A{n}": an_answer(note="长" * 4000) for n in range(5)})
    body = """const record = JSON.stringify(given);
    const text = '{"format":"zbk-bundle","schema":1,"records":[' + Array(1000).fill(record).join() + "]}";
    const found = T.read(text);
    return [new Blob([text]).size > 5.7e7, found.records.length, found.rejected, found.error]"""

    assert scripts.run(body, given=record) == [True, 1000, [], ""]


# --- what is written can be read


def test_a_record_with_everything_at_its_limit_is_smaller_than_the_largest_file_that_is_read(scripts):
    body = """const long = ({kind, limit}) =>
      kind === "day" ? "2026-11-22" : kind === "lines" ? Array(limit / 2).fill("🙂") : "🙂".repeat(limit);
    const answer = R.emptyAnswer();
    const id = (n) => ("d" + n).padEnd(R.LIMITS.id, "x");
    for (const field of [R.TITLE, ...R.FIELDS]) answer[field.name] = long(field);
    for (let n = 0; n < R.LIMITS.devices; n += 1) answer.v[id(n)] = R.LIMITS.count;
    answer.log = Array(R.LIMITS.log).fill(["2026-11-22", "not_applicable", id(0)]);
    const sizeOf = (items) => {
      let record = R.newRecord({id: id(0), name: "🙂".repeat(R.LIMITS.name)}, id(0), "2026-H1", id(0));
      for (let n = 0; n < items; n += 1) record = withAnswer(record, id(n), answer);
      return new TextEncoder().encode(R.toBundles([R.toFile(record)])[0]).length;
    };
    const [none, one] = [sizeOf(0), sizeOf(1)];
    const read = T.read(R.toFile(withAnswer(R.newRecord({id: "b", name: ""}, "c", "2026", "1"), "A1", answer)));
    return [none + (one - none) * R.LIMITS.items + 4 * R.LIMITS.extra, R.LIMITS.file, read.rejected, read.error]"""

    size, limit, rejected, error = scripts.run(body)

    assert size <= limit
    assert (rejected, error) == ([], "")


BUNDLES = """const files = records.map((record) => R.toFile(mapped(record)));
const size = (text) => new TextEncoder().encode(text).length;
const tried = sizes(files, size).map((file) => {
  const limits = {...R.LIMITS, records: most, file};
  const bundles = R.toBundles(files, limits);
  const read = bundles.map((text) => T.read(text, limits));
  return {file, sizes: bundles.map(size), counts: read.map((one) => one.records.length),
    faults: read.flatMap((one) => one.rejected.concat(one.error || [])),
    same: JSON.stringify(read.flatMap((one) => one.records)) === JSON.stringify(records.map(mapped))};
});
return tried;"""


def some_records(count: int):
    draw = random.Random(count)
    texts = ["", "短", "🙂𬒗" * 30, '引号"\\\n' * 20, "长" * 900]
    return [
        a_record({f"A{n}": an_answer(note=draw.choice(texts)) for n in range(draw.randrange(4))}, round=str(2000 + at))
        for at in range(count)
    ]


def test_bundles_of_any_size_hold_everything_and_each_of_them_can_be_read(scripts):
    body = "const sizes = () => [14e3, 16e3, 20e3, 33e3, 1e5, 1e6];" + BUNDLES

    found = scripts.run(body, records=some_records(23), most=7)

    assert all(tried["same"] and not tried["faults"] for tried in found)
    assert all(size <= tried["file"] for tried in found for size in tried["sizes"])
    assert all(count <= 7 for tried in found for count in tried["counts"])
    assert found[0]["counts"] != found[-1]["counts"] == [7, 7, 7, 2]


def test_a_bundle_is_parted_from_the_first_byte_and_the_first_record_too_many(scripts):
    body = "const sizes = (files, size) => [0, 1].map((less) => size(R.toBundles(files)[0]) - less);" + BUNDLES

    by_size = scripts.run(body, records=some_records(5), most=1000)
    by_count = [scripts.run(body, records=some_records(5), most=most)[0]["counts"] for most in (5, 4)]

    assert [tried["counts"] for tried in by_size] == [[5], [4, 1]]
    assert by_count == [[5], [4, 1]]


def test_a_byte_order_mark_and_white_space_around_do_no_harm(scripts):
    assert scripts.read("\ufeff\r\n " + NORMAL + "\n\n") == scripts.read(NORMAL)


def test_a_file_of_the_future_is_shown_as_far_as_possible_and_goes_out_untouched(scripts):
    text = (
        '{ "format":"zbk-self-check",\n"schema": 3, "branch":{"id":"b","name":"甲","kind":[1.0]},"catalog":"c","round":'
    )
    text += (
        '"2026", "edition":"2030.1","items":{"A1":{"status":"nearly","note":"看得懂","__proto__":{"x":1},"mood":1e2}}}'
    )

    found = scripts.read(text)
    again = scripts.run("return R.toFile(T.read(text).records[0])", text=text)

    [record] = found["records"]
    assert (found["newer"], found["rejected"], found["error"], record["newer"]) == (True, [], "", True)
    assert (record["schema"], record["items"]) == (3, {"A1": an_answer(note="看得懂", mood=100)})
    assert again == text


def test_a_bundle_may_hold_records_of_this_tool_and_of_a_newer_one(scripts):
    future = a_record(schema=3, branch={"id": "b2", "name": "乙"}, more=[1])
    bundle = {"format": "zbk-bundle", "schema": 2, "records": [a_record(), future]}

    found = scripts.read(text_of(bundle))
    again = scripts.run("return R.toBundles(T.read(text).records.map((one) => R.toFile(one)))[0]", text=text_of(bundle))

    assert [record.get("newer") for record in found["records"]] == [None, True]
    assert json.loads(again)["records"] == [a_record(), future]


LATER_BUNDLES = {
    "all": [a_record(), a_record(round="2025"), a_record(schema=99, more=1)],
    "slip": [a_record(catalog="slip.sample")],
    "some": [7, None, {}, a_record(), {"format": "zbk-self-check", "schema": "x"}],
}


@pytest.mark.parametrize("schema", [3, 99, 1_000_000])
@pytest.mark.parametrize("records", LATER_BUNDLES.values(), ids=LATER_BUNDLES)
def test_a_bundle_of_the_future_is_only_shown_as_a_file_of_the_future_is(scripts, schema, records):
    bundle = {"format": "zbk-bundle", "schema": schema, "records": records, "facts": {"kind": "teacher"}}

    found = scripts.read(text_of(bundle))
    again = scripts.run("return R.toBundles(T.read(text).records.map((one) => R.toFile(one)))[0]", text=text_of(bundle))

    readable = [one for one in records if isinstance(one, dict) and isinstance(one.get("schema"), int)]
    assert [one["newer"] for one in found["records"]] == [True] * len(readable)
    assert (found["newer"], found["error"], found.get("facts")) == (True, "", None)
    assert {"where": "支部情况", "why": "由更新的工具导出，这里读不了，请用新版的网页。"} in found["rejected"]
    kept = json.loads(again)["records"]
    assert kept == [{**one, "schema": max(schema, one["schema"])} for one in readable]
    assert [one["newer"] for one in scripts.read(again)["records"]] == [True] * len(readable)


NOT_OURS = "这不是自查记录文件。"
NEWER = "由更新的工具导出，这里读不了，请用新版的网页。"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"schema": 99, "records": {}}, NEWER),
        ({"schema": 99, "records": None}, NEWER),
        ({"schema": 99, "records": []}, NEWER),
        ({"schema": 99, "records": [7]}, NEWER),
        ({"schema": 2, "records": {}}, NOT_OURS),
        ({"schema": "99"}, NOT_OURS),
        ({"schema": -1}, NOT_OURS),
        ({"schema": 1.5}, NOT_OURS),
        ({"schema": None}, NOT_OURS),
        ({"schema": [2]}, NOT_OURS),
        ({"schema": 1e308}, NOT_OURS),
        ({"format": "zbk-bundle-2"}, NOT_OURS),
        ({"format": None}, NOT_OURS),
        ({"format": ["zbk-bundle"]}, NOT_OURS),
        ({"format": {}}, NOT_OURS),
    ],
)
def test_what_only_looks_like_a_bundle_is_refused_with_a_word(scripts, changes, error):
    bundle = {"format": "zbk-bundle", "schema": 2, "records": [a_record()], **changes}

    found = scripts.read(text_of(bundle))

    assert (found["records"], found["error"]) == ([], error)


def test_a_single_file_of_the_future_of_which_nothing_is_readable_says_so(scripts):
    found = scripts.read(text_of({"format": "zbk-self-check", "schema": 9, "whose": "甲"}))

    assert (found["records"], found["error"]) == ([], NEWER)


def test_a_record_of_the_future_cannot_be_merged(scripts):
    body = """try { T.merged(mapped(mine), Object.assign(mapped(mine), {newer: true}), {}, me); } catch (e) {
      return e.message; }"""

    assert scripts.run(body, mine=a_record(), me=ME) == "not two readable copies of one record"


def test_two_different_records_cannot_be_merged(scripts):
    body = "try { T.merged(mapped(mine), mapped(theirs), {}, me); } catch (e) { return e.message; }"
    found = scripts.run(body, mine=a_record(), theirs=a_record(round="2025"), me=ME)

    assert found == "not two readable copies of one record"


# --- fields that do not fit

WRONG = (None, True, 7, 1.5, -1, [], {}, [[]], ["x", 7], {"__proto__": 1}, "x" * 10)


@pytest.mark.parametrize(
    ("key", "value", "kept", "told"),
    [
        ("status", "good", "", ("结果", "写法不对，没有用")),
        ("status", ["met"], "", ("结果", "写法不对，没有用")),
        ("status", "constructor", "", ("结果", "写法不对，没有用")),
        ("note", 7, "", ("问题和具体表现", "写法不对，没有用")),
        ("note", "甲\0\u202e乙", "甲乙", ("问题和具体表现", "有不能用的字符，已去掉")),
        ("note", "甲\ud800", "甲", ("问题和具体表现", "有不能用的字符，已去掉")),
        ("note", "字" * 10_001, "", ("问题和具体表现", "上限 10000 字，多了 1 字，没有用")),
        ("note", "𬒗" * 10_500, "", ("问题和具体表现", "上限 10000 字，多了 500 字，没有用")),
        ("title", "题" * 201, "", ("标题", "上限 200 字，多了 1 字，没有用")),
        ("responsible", "🙂" * 1700, "", ("责任人（写职务）", "上限 1000 字，多了 700 字，没有用")),
        ("responsible", {"a": 1}, "", ("责任人（写职务）", "写法不对，没有用")),
        ("evidence", "册一", [], ("材料在哪里", "写法不对，没有用")),
        ("evidence", {"0": "册一"}, [], ("材料在哪里", "写法不对，没有用")),
        ("evidence", ["册一", 7, ["x"], "册二"], ["册一", "册二"],
         ("材料在哪里", "有的行是空的或写法不对，只留下能用的")),
        ("evidence", ["册"] * 10_001, [], ("材料在哪里", "上限 20000 字，多了 1 字，没有用")),
        ("evidence", ["册", "一" * 20_000], [], ("材料在哪里", "上限 20000 字，多了 2 字，没有用")),
        ("due", "2026-02-30", "", ("整改期限", "不是日期，没有用")),
        ("due", ["2026-02-01"], "", ("整改期限", "写法不对，没有用")),
        ("closed_on", "2026-2-3", "", ("销号日期", "不是日期，没有用")),
        ("rev", -1, 0, ("版次号", "写法不对，没有用")),
        ("rev", "1", 0, ("版次号", "写法不对，没有用")),
        ("rev", 1e300, 0, ("版次号", "写法不对，没有用")),
        ("recheck", 1, False, ("重新核对标记", "写法不对，没有用")),
        ("v", [1], {}, ("修改次数", "写法不对，没有用")),
        ("v", {"d1": 2, "d 2": 1}, {"d1": 2}, ("修改次数", "有的写法不对或太多，只留下能用的")),
        ("v", {"d1": 10**15}, {}, ("修改次数", "写法不对，没有用")),
        ("log", {"length": 3}, [], ("变化记录", "写法不对，没有用")),
        ("log", [["2026-01-01", "met", "d1"], ["2026-01-01", "met"], ["x", "met", "d1"], 7],
         [["2026-01-01", "met", "d1"]], ("变化记录", "有的写法不对或太多，只留下能用的")),
    ],
)  # fmt: skip
def test_a_field_that_does_not_fit_is_told_and_the_rest_is_kept(scripts, key, value, kept, told):
    given = an_answer(**{"title": "组织设置", "measure": "照旧", key: value})

    found = scripts.read(text_of(a_record({"A1": given, "A2": an_answer(note="照旧")})))

    assert found["records"][0]["items"] == {"A1": {**given, key: kept}, "A2": an_answer(note="照旧")}
    assert found["rejected"] == [{"where": f"条目 A1 的{told[0]}", "why": told[1]}]


@pytest.mark.parametrize("key", list(an_answer()))
def test_no_type_of_value_in_any_field_breaks_reading_or_the_shape(scripts, key):
    records = [a_record({"A1": {**an_answer(note="照旧"), key: value}}) for value in WRONG]
    body = "return texts.map((text) => T.read(text))"

    for found in scripts.run(body, texts=[text_of(record) for record in records]):
        [record] = found["records"]
        again = scripts.read(text_of(record))
        assert (found["error"], again["records"], again["rejected"]) == ("", [record], [])


@pytest.mark.parametrize("key", list(a_record()))
def test_no_type_of_value_in_the_head_breaks_reading(scripts, key):
    records = [{**a_record({"A1": an_answer(note="照旧")}), key: value} for value in WRONG]

    for found in scripts.run("return texts.map((text) => T.read(text))", texts=[text_of(record) for record in records]):
        assert (found["error"] == "") == (len(found["records"]) == 1)


def test_a_missing_key_is_an_empty_one(scripts):
    record = a_record({"A1": {"note": "只有这个"}})

    assert scripts.read(text_of(record))["records"] == [a_record({"A1": an_answer(note="只有这个")})]


def test_foreign_keys_of_an_answer_stay_where_they_are_and_those_of_the_head_are_kept_aside(scripts):
    given = a_record(
        {"A1": {**an_answer(), "weight": 3}}, mood={"a": [None]}, branch={"id": "b", "name": "", "kind": "x"}
    )

    found = scripts.read(text_of(given))

    extra = {"mood": {"a": [None]}, "branch.kind": "x"}
    wanted = a_record(given["items"], branch={"id": "b", "name": ""}, unknown={"items": {}, "extra": extra})
    assert found == {"records": [wanted], "rejected": [], "newer": False, "error": ""}
    assert scripts.read(text_of(wanted))["records"] == [wanted]


def test_foreign_content_beyond_all_measure_is_told_and_left(scripts):
    told = "认不得，也留不下"
    many = {f"A{n}": an_answer(mood="x" * 400_000) for n in range(3)}

    assert refused(scripts, a_record(mood="x" * 1_100_000)) == [("mood", told)]
    assert refused(scripts, a_record(many)) == [("条目 A2 的 mood", told)]


def test_names_of_the_language_itself_do_no_harm_as_ids_and_keys(scripts):
    answer = text_of(an_answer(note="甲"))
    proto = f'"__proto__": {answer}, "constructor": {answer}, "toString": {answer}, "hasOwnProperty": {answer}'
    record = text_of(a_record({"A1": an_answer(note="一")}, retired={"R": an_answer()}))
    text = record.replace('{"A1":', "{" + proto + ', "A1":').replace('"v": {}', '"v": {"__proto__": 3, "valueOf": 2}')
    text = text[:-1] + ', "__proto__": {"polluted": true}, "prototype": 1}'
    body = """const found = T.read(text); const mine = R.newRecord({id: "branch-one", name: ""}, "sample", "2026", "1");
    const both = T.merged(mine, found.records[0], {}, me);
    const standard = {edition: "1", items: {}, answers: {}, retired: {}};
    R.ledgerOf(R.adopted(both, standard).record, standard, "2026-11-22");
    R.toFile(both);
    return [found, both.items, ({}).polluted === undefined && ({}).note === undefined, T.preview(mine, both).updates]"""

    found, items, clean, updates = scripts.run(body, text=text, me=ME)

    kept = {id_: an_answer(note="甲", v={"valueOf": 2}) for id_ in ("constructor", "toString", "hasOwnProperty")}
    assert items == {**kept, "A1": an_answer(note="一", v={"valueOf": 2})}
    assert clean
    assert updates == [*kept, "A1"]
    told = {entry["where"] for entry in found["rejected"]}
    assert {"条目 __proto__", "__proto__"} <= told


NAMES = ("constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "toLocaleString")
EVERYWHERE = """const blank = R.newRecord({id: "toString", name: ""}, "valueOf", "2026", "2026.1");
const record = (answers) => R.but(blank, {items: R.map(answers)});
const by = (device) => ({rev: 1, day: "2026-01-01", device});
const all = (made) => Object.fromEntries(names.map((name) => [name, made(name)]));
const empty = record({});
const mine = record(all(() => R.changed(R.emptyAnswer(), "status", "unmet", by("valueOf"))));
const theirs = record(all(() => R.changed(R.emptyAnswer(), "note", "乙", by("toString"))));
const bare = {...standard, items: {A1: standard.items.A1}, retired: {}};
const without = {...bare, retired: all(() => ({title: "旧", change: "withdrawn", into: []}))};
const parted = {...standard, items: all((name) => standard.items[name]),
  retired: {A1: {title: "旧", change: "split", into: names}}};
const chosen = T.merged(mine, theirs, all((name) => "theirs"), me);
return {
  none: [R.ledgerOf(empty, standard, "2026-11-22"), T.preview(empty, empty).same, T.preview(empty, empty).updates],
  ledger: R.ledgerOf(mine, standard, "2026-11-22").map((row) => row.id),
  brought: T.preview(empty, theirs).updates,
  conflicts: T.preview(mine, theirs).conflicts.map((found) => found.id),
  undecided: Object.values(T.merged(mine, theirs, {}, me).items).map((answer) => answer.status),
  decided: Object.entries(chosen.items).map(([name, answer]) => [name, answer.note]),
  orders: [T.order(R.map({valueOf: 1}), R.map()), T.compared(mine, theirs), T.compared(mine, mine)],
  same: R.comparedWith(empty, empty, standard).map((row) => row.change),
  changed: R.comparedWith(mine, empty, standard).filter((row) => row.change !== "不变").map((row) => row.id),
  stays: Object.keys(R.adopted(mine, standard).record.items),
  unknown: Object.keys(R.adopted(mine, bare).record.unknown.items),
  retired: Object.keys(R.adopted(mine, without).record.retired),
  split: Object.keys(R.adopted(record({A1: mine.items[names[0]]}), parted).record.items),
  file: Object.keys(T.read(R.toFile(mine, standard)).records[0].items),
  table: SelfCheckExport.tableOf(empty, standard, "answers", {tables, day: "", ids: []}).rows.length,
};"""


def test_names_of_the_language_itself_are_ids_like_any_other_everywhere(scripts):
    standard = a_standard({id_: an_item(id_) for id_ in ("A1", *NAMES)})
    tables = {"answers": {"title": "", "columns": [{"name": "", "fields": ["id"]}], "foot": "", "more": ""}}
    scripts.page.add_script_tag(path=SCRIPTS / "self-check/export.js")

    found = scripts.run(EVERYWHERE, names=NAMES, standard=standard, tables=tables, me=ME)

    names = list(NAMES)
    for kind in ("ledger", "brought", "conflicts", "changed", "stays", "unknown", "retired", "split", "file"):
        assert sorted(found[kind]) == sorted(names), kind
    assert found["none"] == [[], [], []]
    assert found["undecided"] == ["unmet"] * len(names)
    assert found["decided"] == [[name, "乙"] for name in names]
    assert found["orders"] == ["ahead", "concurrent", "equal"]
    assert set(found["same"]) == {"不变"}
    assert found["table"] == 0


# --- what a newer tool has added to an answer

RISKY = """const blank = R.newRecord({id: "b", name: ""}, "c", "2026", "1");
const [a, b] = [mine, theirs].map((items) => mapped(R.but(blank, {items})));
const before = T.preview(a, b);
const after = T.merged(a, b, choices, me);
return [Object.keys(before).find((kind) => kind !== "words" && before[kind].length),
  before.conflicts.map((found) => [found.fields, found.both]), after.items.A1]"""


@pytest.mark.parametrize(
    ("mine", "theirs", "choice", "kind", "kept"),
    [
        ({"v": {"d1": 2}}, {"risk": "高", "v": {"d1": 1}}, "", "same", "高"),
        ({"risk": "高", "v": {"d1": 1}}, {"v": {"d1": 2}, "note": "新"}, "", "updates", "高"),
        ({"risk": "高", "v": {"d1": 1}}, {"risk": "低", "v": {"d1": 2}}, "", "updates", "低"),
        ({"risk": "高", "v": {"d1": 1}}, {"risk": "低", "v": {"d2": 1}}, "mine", "conflicts", "高"),
        ({"risk": "高", "v": {"d1": 1}}, {"risk": "低", "v": {"d2": 1}}, "theirs", "conflicts", "低"),
        ({"risk": "高", "v": {"d1": 1}}, {"note": "乙", "v": {"d2": 1}}, "theirs", "conflicts", "高"),
        ({"note": "甲", "v": {"d1": 1}}, {"note": "乙", "risk": 0, "v": {"d2": 1}}, "both", "conflicts", 0),
    ],
)
def test_what_a_newer_tool_added_is_merged_like_any_field_and_never_dropped(scripts, mine, theirs, choice, kind, kept):
    sides = {name: {"A1": an_answer(**{"note": "甲", **side})} for name, side in (("mine", mine), ("theirs", theirs))}

    found = scripts.run(RISKY, choices={"A1": choice}, me=ME, **sides)

    assert (found[0], found[2]["risk"]) == (kind, kept)
    if {"risk"} <= set(mine) & set(theirs) and kind == "conflicts":
        # no answer can hold two values of what nobody here knows
        assert found[1] == [[["risk"], False]]


REFUSED = {
    "note": "字" * 10_001,
    "measure": 7,
    "evidence": ["册" * 20_001],
    "responsible": None,
    "due": "月底前",
    "closed_on": "2026-02-30",
    "closed_evidence": "据" * 1001,
    "looked_back_on": ["2026-01-01"],
    "looked_back_note": "𬒗" * 10_001,
    "status": "great",
}
OVER = """const found = T.read(text).records[0];
const blank = R.newRecord({id: "branch-one", name: ""}, "sample", "2026", "2026.1");
const ours = mapped(R.but(blank, {items: {A1: mine}}));
const standard = {edition: "2026.1", items: {A1: {title: "", rev: 1}}, retired: {}};
return T.merged(ours, R.adopted(found, standard).record, {}, me).items.A1"""


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_of_theirs_does_not_undo_what_is_here(scripts, name):
    day = "2026-01-01"
    full = {"note": "甲", "measure": "甲", "evidence": ["甲"], "responsible": "甲", "due": day, "closed_on": day,
            "closed_evidence": "甲", "looked_back_on": day, "looked_back_note": "甲"}  # fmt: skip
    mine = an_answer(**full, status="met", rev=1, v={"d1": 1})
    theirs = {**mine, "measure": "乙", "responsible": "乙", "status": "partly", name: REFUSED[name], "v": {"d1": 2}}

    found = scripts.run(OVER, mine=mine, text=text_of(a_record({"A1": theirs})), me=ME)

    assert found == {**theirs, name: mine[name]}


def test_scripts_in_every_field_stay_texts(scripts):
    evil = "<img src=x onerror=alert(1)></script><script>alert(1)</script>'\""
    texts = {
        name: [evil] if name == "evidence" else evil for name in FIELDS if not name.endswith("_on") and name != "due"
    }
    record = a_record({"A1": an_answer(title=evil, **texts)}, branch={"id": "b", "name": evil})

    assert scripts.read(text_of(record))["records"][0] == record


def test_an_id_stands_in_one_section_only(scripts):
    record = a_record({"A1": an_answer(note="一")}, retired={"A1": an_answer(note="二")})

    assert refused(scripts, record) == [("停用条目 A1", "编号不合规、重复或太多，没有用")]


@pytest.mark.parametrize(
    "change",
    [
        {"branch": {"id": "a/b", "name": ""}},
        {"branch": []},
        {"catalog": "../x"},
        {"round": "2026-13"},
        {"round": "去年"},
    ],
)
def test_a_record_that_does_not_say_whose_it_is_is_refused(scripts, change):
    found = scripts.read(text_of(a_record(**change)))

    assert found["records"] == []
    assert found["error"] == "文件里没有一份读得出来的自查记录。"
    assert found["rejected"] == [{"where": "文件", "why": "没有写明是哪个支部、哪套标准、哪一期，没有用"}]


def test_endless_lists_are_cut_and_told_in_few_lines(scripts):
    record = a_record({f"A{n}": {"note": 1} for n in range(5000)})
    bundle = {"format": "zbk-bundle", "schema": 1, "records": [a_record()] * 1003}

    found = scripts.read(text_of(record))
    many = scripts.read(text_of(bundle))

    assert len(found["records"][0]["items"]) == 500
    assert len(found["rejected"]) == 201
    assert found["rejected"][-1] == {"where": "其他", "why": "还有 4800 处没有用，不再列出"}
    assert len(many["records"]) == 1000
    assert many["rejected"] == [{"where": "文件", "why": "超过 1000 份，后面的没有读"}]


def test_a_damaged_record_in_a_bundle_leaves_the_others_readable(scripts):
    bundle = {
        "format": "zbk-bundle",
        "schema": 1,
        "records": [7, a_record({"A1": an_answer(due="x")}), a_record(round=1)],
    }

    found = scripts.read(text_of(bundle))

    assert found["records"] == [a_record({"A1": an_answer()})]
    assert [entry["where"] for entry in found["rejected"]] == ["第 1 份", "第 2 份条目 A1 的整改期限", "第 3 份"]


@pytest.mark.parametrize("value", [None, 7, "x", [], [{}]])
def test_one_answer_that_is_none_reads_as_none(scripts, value):
    assert scripts.run("return R.readAnswer(value)", value=value) is None


# --- merging


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({}, {}, "equal"), ({"a": 1}, {"a": 1}, "equal"), ({"a": 1}, {}, "ahead"), ({}, {"a": 1}, "behind"),
        ({"a": 2, "b": 1}, {"a": 1, "b": 1}, "ahead"), ({"a": 1}, {"a": 1, "b": 1}, "behind"),
        ({"a": 2, "b": 1}, {"a": 1, "b": 2}, "concurrent"), ({"a": 1}, {"b": 1}, "concurrent"),
        ({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1}, "ahead"), ({"constructor": 1}, {"toString": 1}, "concurrent"),
    ],
)  # fmt: skip
def test_version_vectors_tell_which_copy_knows_of_the_other(scripts, one, other, found):
    body = "return T.order(R.map(one), R.map(other))"

    assert scripts.run(body, one=one, other=other) == found


MERGE = """const [a, b] = [mine, theirs].map((answer) => {
  const record = R.newRecord({id: "b", name: ""}, "c", "2026", "2026.1");
  return answer ? withAnswer(record, "A1", Object.assign({}, answer, {v: R.map(answer.v)})) : record;
});
const before = T.preview(a, b);
const kind = Object.keys(before).find((name) => name !== "words" && before[name].length) || "";
const after = T.merged(a, b, choice ? {A1: choice} : {}, me);
const again = T.preview(after, b);
return {kind, fields: kind === "conflicts" ? before.conflicts[0].fields : [], answer: R.own(after.items, "A1") || null,
  again: Object.keys(again).find((name) => name !== "words" && again[name].length) || "",
  stable: JSON.stringify(T.merged(after, b, choice ? {A1: choice} : {}, me)) === JSON.stringify(after)}"""


def merge(scripts, mine, theirs, choice=""):
    return scripts.run(MERGE, mine=mine, theirs=theirs, choice=choice, me=ME)


def written(note="", status="", day="2026-01-01", device="d1", **v):
    log = [[day, status, device]] if status else []
    return an_answer(note=note, status=status, rev=1 if status else 0, v=v, log=log)


@pytest.mark.parametrize(
    ("mine", "theirs", "kind", "kept"),
    [
        (None, None, "", None),
        (None, written("乙", d2=1), "updates", "theirs"),
        (None, written("乙"), "updates", "theirs"),
        (written("甲"), None, "older", "mine"),
        (written("甲", d1=1), None, "older", "mine"),
        (written("甲", d1=1), written("甲", d1=1), "same", "mine"),
        (written("甲", d1=1), written("乙", d1=1, d2=1), "updates", "theirs"),
        (written("甲", d1=2), written("乙", d1=1), "older", "mine"),
        (written("甲", d1=2, d2=1), written("乙", d1=1, d2=2), "conflicts", "mine"),
        (written("甲", d1=1), written("乙", d1=1), "conflicts", "mine"),
        (written("甲"), written("乙"), "conflicts", "mine"),
        (written("", d1=2), written("甲", d1=1), "older", "mine"),
        (written("甲", d1=1), written("", d1=1, d2=1), "updates", "theirs"),
        (written("", d1=2), None, "same", "mine"),
    ],
)
def test_each_way_two_copies_can_stand_to_each_other_has_one_outcome(scripts, mine, theirs, kind, kept):
    found = merge(scripts, mine, theirs)

    assert (found["kind"], found["answer"]) == (kind, {"mine": mine, "theirs": theirs, None: None}[kept])
    assert found["stable"]


def test_the_same_words_written_twice_are_no_conflict(scripts):
    mine, theirs = written("甲", "met", d1=1), written("甲", "met", "2026-02-02", "d2", d2=1)

    found = merge(scripts, mine, theirs)

    log = [["2026-01-01", "met", "d1"], ["2026-02-02", "met", "d2"]]
    assert (found["kind"], found["answer"]) == ("same", {**mine, "v": {"d1": 1, "d2": 1}, "log": log})


@pytest.mark.parametrize("swapped", [False, True])
def test_a_recheck_on_either_side_stays_when_nothing_else_differs(scripts, swapped):
    marked = {**written("甲", "met", d1=1), "recheck": True}
    sides = [written("甲", "met", d1=1), marked]

    found = merge(scripts, *(sides[::-1] if swapped else sides))

    assert (found["kind"], found["answer"]) == ("same", marked)


@pytest.mark.parametrize(
    ("choice", "theirs_v", "answer"),
    [
        ("mine", {"d2": 1}, {"note": "甲", "status": "met", "rev": 1, "v": {"d1": 1, "d2": 1}}),
        ("theirs", {"d2": 1}, {"note": "乙", "status": "unmet", "rev": 1, "v": {"d2": 1, "d1": 1}}),
        ("both", {"d2": 1}, {"note": "甲\n乙", "recheck": True, "v": {"d1": 2, "d2": 1}}),
        ("mine", {"d1": 1}, {"note": "甲", "status": "met", "rev": 1, "v": {"d1": 2}}),
        ("theirs", {"d1": 1}, {"note": "乙", "status": "unmet", "rev": 1, "v": {"d1": 2}}),
    ],
)
def test_a_decided_conflict_is_settled_for_both_sides(scripts, choice, theirs_v, answer):
    mine, theirs = written("甲", "met", d1=1), written("乙", "unmet", "2026-02-02", "d2", **theirs_v)

    found = merge(scripts, mine, theirs, choice)

    log = [["2026-01-01", "met", "d1"], ["2026-02-02", "unmet", "d2"]]
    log += [["2026-11-22", "", "d1"]] if choice == "both" else []
    assert found["kind"] == "conflicts"
    assert found["fields"] == ["status", "note"]
    assert found["answer"] == an_answer(**answer, log=log)
    assert (found["again"] in ("older", "same"), found["stable"]) == (True, True)
    back = merge(scripts, theirs, found["answer"])
    assert back["kind"] in ("updates", "same")
    assert back["answer"] == found["answer"]


@pytest.mark.parametrize("choice", ["", "neither", "__proto__", None])
def test_an_undecided_conflict_changes_nothing_and_shows_again(scripts, choice):
    mine, theirs = written("甲", d1=1), written("乙", d2=1)

    found = merge(scripts, mine, theirs, choice)

    assert (found["answer"], found["again"]) == (mine, "conflicts")


def test_both_keeps_second_days_in_words_and_unites_lines(scripts):
    mine = an_answer(note="甲", evidence=["册一", "册二"], responsible="书记", due="2026-12-01", v={"d1": 1})
    theirs = an_answer(note="甲和乙", evidence=["册二", "册三"], responsible="组织委员", due="2026-12-31",
                       closed_on="2026-12-05", v={"d2": 1})  # fmt: skip

    found = merge(scripts, mine, theirs, "both")["answer"]

    assert found == an_answer(
        note="甲和乙\n整改期限另有：2026-12-31", evidence=["册一", "册二", "册三"], responsible="书记；组织委员",
        due="2026-12-01", closed_on="2026-12-05", v={"d1": 2, "d2": 1},
    )  # fmt: skip


@pytest.mark.parametrize("field", [{"note": "{}" * 2500}, {"responsible": "{}" * 250}, {"evidence": ["{}" * 5000]}])
def test_both_is_not_offered_where_one_answer_cannot_hold_both(scripts, field):
    mine, theirs = (
        an_answer(v={device: 1}, **json.loads(json.dumps(field).replace("{}", letter * 3)))
        for device, letter in (("d1", "x"), ("d2", "y"))
    )
    body = "return T.preview(mapped(mine), mapped(theirs)).conflicts.map((found) => [found.id, found.both])"

    found = scripts.run(body, mine=a_record({"A1": mine}), theirs=a_record({"A1": theirs}))

    assert found == [["A1", False]]
    assert merge(scripts, mine, theirs, "both")["answer"] == mine


def test_the_preview_counts_in_words(scripts):
    mine = a_record({"A1": written("甲", d1=1), "A2": written("甲", d1=1), "A4": written("甲", d1=2)})
    theirs = a_record(
        {"A1": written("乙", d2=1), "A2": written("甲", d1=1), "A3": written("乙", d2=1), "A4": written("旧", d1=1)}
    )
    body = """const found = T.preview(mapped(mine), mapped(theirs));
    return [found, found.words(), T.preview(mapped(mine), mapped(mine)).words()]"""

    found, words, own_words = scripts.run(body, mine=mine, theirs=theirs)

    conflict = {
        "id": "A1",
        "mine": mine["items"]["A1"],
        "theirs": theirs["items"]["A1"],
        "fields": ["note"],
        "both": True,
    }
    assert found == {"updates": ["A3"], "conflicts": [conflict], "same": ["A2"], "older": ["A4"]}
    assert words == "1 条更新、1 条冲突、1 条不变、1 条本机较新"
    assert own_words == "0 条更新、0 条冲突、3 条不变"


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        ({}, {}, "equal"),
        ({"A1": written("甲", d1=1)}, {}, "ahead"),
        ({}, {"A1": written("甲", d1=1)}, "behind"),
        ({"A1": written("甲", d1=1)}, {"A2": written("乙", d2=1)}, "concurrent"),
        ({"A1": written("甲", d1=1)}, {"A1": written("乙", d2=1)}, "concurrent"),
    ],
)
def test_whole_records_stand_to_each_other_like_their_answers(scripts, mine, theirs, found):
    body = "return T.compared(mapped(mine), mapped(theirs))"

    assert scripts.run(body, mine=a_record(mine), theirs=a_record(theirs)) == found


def test_what_is_retired_or_unknown_on_one_side_is_merged_too(scripts):
    mine = a_record({"A1": written("甲", d1=1)}, retired={"R1": written("旧", d1=1)})
    extra = {"mood": 1}
    theirs = a_record(retired={"A1": written("乙", d1=1, d2=1)}, edition="2026.10",
                      unknown={"items": {"Z1": written("别处", d2=1)}, "extra": extra})  # fmt: skip

    found = scripts.run("return T.merged(mapped(mine), mapped(theirs), {}, me)", mine=mine, theirs=theirs, me=ME)

    assert found == a_record({"A1": theirs["retired"]["A1"]}, retired=mine["retired"], edition="2026.10",
                             unknown={"items": theirs["unknown"]["items"], "extra": extra})  # fmt: skip


def test_an_older_export_of_our_own_changes_nothing(scripts):
    draw = random.Random(8)
    changes = [[id_, name, value, {**how, "device": "d1"}] for id_, name, value, how in map(random_change, [draw] * 40)]
    body = (
        CHANGE_ALL
        + """
    const old = change(R.newRecord({id: "b", name: ""}, "c", "2026", "1"), changes.slice(0, 20));
    const now = change(old, changes.slice(20));
    const found = T.read(R.toFile(old)).records[0];
    return [now, T.merged(now, found, {}, me), T.preview(now, found).conflicts, T.preview(now, found).updates]"""
    )

    now, after, conflicts, updates = scripts.run(body, changes=changes, me=ME)

    assert (after, conflicts, updates) == (now, [], [])


THREE = (
    CHANGE_ALL
    + """return many.map((rounds) => {
  const start = change(R.newRecord({id: "b", name: ""}, "c", "2026", "1"), rounds.start);
  const [a, b, c] = rounds.own.map((changes) => change(start, changes));
  const m = (one, other) => T.merged(one, other, {}, me);
  const conflicts = [[a, b], [a, c], [b, c]].map(([x, y]) => T.preview(x, y).conflicts.length);
  return {start, a, b, c, conflicts, twice: m(a, a), ab: m(a, b), ba: m(b, a), again: m(m(a, b), b),
    left: m(m(a, b), c), right: m(a, m(b, c))};
})"""
)


def test_merging_without_conflicts_is_idempotent_commutative_and_associative_over_three_devices(scripts):
    draw = random.Random(21)
    many = []
    for _ in range(60):
        start = [random_change(draw) for _ in range(draw.randrange(12))]
        own = []
        for device, item in zip(("d1", "d2", "d3"), draw.sample(["A1", "A2", "C1", "toString"], 3), strict=True):
            made = [random_change(draw) for _ in range(draw.randrange(6))]
            own.append([[item, name, value, {**how, "device": device}] for _, name, value, how in made])
        many.append({"start": start, "own": own})

    for found in scripts.run(THREE, many=many, me=ME):
        assert found["conflicts"] == [0, 0, 0]
        assert found["twice"] == found["a"]
        assert found["ab"] == found["ba"] == found["again"]
        assert found["left"] == found["right"]


def test_three_devices_that_all_changed_one_item_agree_once_each_conflict_is_decided(scripts):
    body = (
        CHANGE_ALL
        + """
    const start = R.newRecord({id: "b", name: ""}, "c", "2026", "1");
    const note = (device) => change(start, [["A1", "note", device, {rev: 1, day: "2026-01-01", device}]]);
    const by = (device) => ({day: "2026-11-22", device});
    let [a, b, c] = ["d1", "d2", "d3"].map(note);
    a = T.merged(a, b, {A1: "both"}, by("d1"));
    a = T.merged(a, c, {A1: "both"}, by("d1"));
    b = T.merged(b, a, {}, by("d2"));
    c = T.merged(c, b, {}, by("d3"));
    return [a, b, c].map((record) => record.items.A1)"""
    )

    assert scripts.run(body) == [an_answer(note="d1\nd2\nd3", v={"d1": 3, "d2": 1, "d3": 1})] * 3


def test_nothing_of_either_side_is_lost_with_both(scripts):
    draw = random.Random(34)
    sides = [[[random_change(draw) for _ in range(12)] for _ in range(2)] for _ in range(120)]
    for pair in sides:
        for device, changes in zip(("d1", "d2"), pair, strict=True):
            for change in changes:
                change[0], change[3]["device"] = "A1", device
    body = (
        CHANGE_ALL
        + """return sides.map((pair) => {
      const [a, b] = pair.map((changes) => change(R.newRecord({id: "b", name: ""}, "c", "2026", "1"), changes));
      return [a, b, T.merged(a, b, {A1: "both"}, me), T.preview(a, b).conflicts.some((found) => found.both)];
    }).filter((found) => found[3]).map((found) => found.slice(0, 3).map((record) => record.items.A1))"""
    )

    found = scripts.run(body, sides=sides, me=ME)

    assert len(found) > 50
    for mine, theirs, both in found:
        for side, name in itertools.product((mine, theirs), FIELDS):
            parts, kept = (side[name], both[name]) if name == "evidence" else ([side[name]], [both["note"], both[name]])
            assert all(any(part in text for text in kept) for part in parts)
        statuses = {line[1] for line in both["log"]} | {both["status"]}
        assert {mine["status"], theirs["status"]} <= statuses


@pytest.mark.parametrize("seed", range(3))
def test_a_file_with_any_part_damaged_never_breaks_reading(scripts, seed):
    draw = random.Random(seed)
    texts = []
    for _ in range(300):
        letters = list(NORMAL)
        for _ in range(draw.randrange(1, 4)):
            at = draw.randrange(len(letters))
            letters[at : at + draw.randrange(3)] = draw.choice(
                ['"', "{", "}", "[", "]", ",", "\0", "9", "\\", "\ud800", ""]
            )
        texts.append("".join(letters))

    for found in scripts.run("return texts.map((text) => T.read(text))", texts=texts):
        assert (found["error"] != "") == (found["records"] == [])
