"""The record of a self-check: its changes, what a new edition of the standard does to it, its ledger, its file."""

from __future__ import annotations

import json
import random

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

from standards_site.data import self_check
from standards_site.data.record import NAME_LENGTH, Id, Name
from standards_site.outputs.links import Place
from standards_site.outputs.self_check import record as self_check_schema
from tests.builders.records import (
    FIELDS,
    FIXTURES,
    STANDARD,
    a_record,
    a_standard,
    an_answer,
    an_item,
    brought_up,
    random_change,
    text_of,
)
from tests.probes.pure_scripts import CHANGE_ALL, scripts_in

NOW = {"rev": 1, "day": "2026-11-22", "device": "d1"}
CHANGED = "return R.changed(Object.assign(answer, {v: R.map(answer.v)}), name, value, now)"
ADOPTED = "return R.adopted(mapped(record), standard)"
UNMET = an_answer(status="unmet", note="缺签到表", rev=1, v={"d1": 1}, log=[["2026-03-01", "unmet", "d1"]])


@pytest.fixture(scope="module")
def scripts(browser):
    """The two scripts in a browser."""
    with scripts_in(browser) as opened:
        yield opened


def validator() -> Draft202012Validator:
    """Return the validator of record files and bundles."""
    schema = self_check_schema.schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def is_valid(file) -> bool:
    """Return whether a file keeps to the published schema."""
    return validator().is_valid(file)


# --- answers


def test_an_empty_answer_has_every_key_in_the_order_of_the_file(scripts):
    assert list(scripts.run("return R.emptyAnswer()").items()) == list(an_answer().items())


def test_script_schema_and_vocabulary_agree_on_statuses_fields_and_limits(scripts, data):
    found = scripts.run("return [R.STATUSES, R.FIELDS, R.LIMITS]")

    fields = [dict(zip(("name", "label", "kind", "limit"), field, strict=True)) for field in self_check.FIELDS]
    assert found == [list(self_check.STATUSES), fields, self_check.LIMITS]
    assert {
        shape: scripts.run("return SITE.shapes[shape]", shape=shape) for shape in self_check.SHAPES
    } == self_check.SHAPES
    assert list(data.vocabulary.answer) == found[0]


def test_choosing_a_status_notes_rev_device_and_day_and_ends_the_recheck(scripts):
    answer = an_answer(status="met", rev=1, recheck=True, v={"d2": 3}, log=[["2026-01-05", "met", "d2"]])

    found = scripts.run(CHANGED, answer=answer, name="status", value="partly", now={**NOW, "rev": 2})

    log = [["2026-01-05", "met", "d2"], ["2026-11-22", "partly", "d1"]]
    assert found == an_answer(status="partly", rev=2, v={"d2": 3, "d1": 1}, log=log)


def test_choosing_the_same_status_again_ends_the_recheck_without_a_line_in_the_log(scripts):
    answer = an_answer(status="met", rev=1, recheck=True, v={"d1": 3}, log=[["2026-01-05", "met", "d1"]])

    found = scripts.run(CHANGED, answer=answer, name="status", value="met", now={**NOW, "rev": 2})

    assert found == {**answer, "rev": 2, "recheck": False, "v": {"d1": 4}}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "unmet"),
        ("note", "缺签到表"),
        ("note", "缺\0签到\u202e表"),
        ("evidence", ["", "  "]),
        ("due", "明天"),
    ],
)
def test_what_changes_nothing_is_the_very_same_answer(scripts, name, value):
    same = "return R.changed(answer, name, value, now) === answer"

    assert scripts.run(same, answer=UNMET, name=name, value=value, now=NOW)


def test_a_change_never_alters_the_answer_it_starts_from(scripts):
    body = "for (const [n, x] of changes) R.changed(answer, n, x, now); return answer"
    changes = [["status", "met"], ["note", "新"], ["evidence", ["甲"]], ["due", "2026-12-31"]]

    assert scripts.run(body, answer=UNMET, changes=changes, now=NOW) == UNMET


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("note", "甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("note", "甲\ud800乙\udfff丙", "甲乙丙"),
        ("note", "e\u0301", "é"),
        ("note", "\ufeff甲\x1b\u2067乙\x85", "甲乙"),
        ("responsible", "组织\n委员", "组织 委员"),
        ("evidence", [" 会议记录本第12页 ", "", "\t签到\n表"], ["会议记录本第12页", "签到 表"]),
        ("due", "2026-02-30", ""),
        ("due", "0099-01-01", ""),
        ("due", "2028-02-29", "2028-02-29"),
    ],
)
def test_a_field_holds_only_what_fits_it(scripts, name, value, kept):
    body = "return R.fitted(R.FIELDS.find((field) => field.name === name), value)"

    assert scripts.run(body, name=name, value=value) == kept


@pytest.mark.parametrize(
    ("kind", "text", "is_one"),
    [
        (Id, "a" * 60, True), (Id, "a" * 61, False), (Id, "S9-5-8", True), (Id, "constructor", True),
        (Id, "__proto__", False), (Id, "a/b", False), (Id, "甲", False),
        (Name, "𬒗" * 100, True), (Name, "𬒗" * 101, False), (Name, "🙂" * 100, True),
    ],
)  # fmt: skip
def test_the_data_may_hold_no_id_or_name_that_the_scripts_do_not_take_whole(scripts, kind, text, is_one):
    body = {
        Id: "return R.isId(text)",
        Name: "return R.over(SITE.name, R.cleaned(text)) <= 0",
    }[kind]

    found = scripts.run(body, text=text)

    try:
        accepted = TypeAdapter(kind).validate_python(text) == text
    except PydanticError:
        accepted = False
    assert (accepted, found) == (is_one, is_one)
    assert self_check.LIMITS["title"] >= NAME_LENGTH, "the title of an item is a name in the data"


# those of the second kind are two halves each in JavaScript
LETTERS = ("字", "𬒗", "🙂")
TEXT_FIELDS = [(name, kind, limit) for name, _, kind, limit in self_check.FIELDS if kind != "day"]


@pytest.mark.parametrize("letter", LETTERS, ids=["common", "rare", "emoji"])
@pytest.mark.parametrize(("name", "kind", "limit"), TEXT_FIELDS, ids=[name for name, *_ in TEXT_FIELDS])
def test_a_text_up_to_the_limit_is_taken_whole_and_a_longer_one_changes_nothing(scripts, name, kind, limit, letter):
    before = an_answer(**{name: ["以前的"] if kind == "lines" else "以前的"})
    body = """const value = letter.repeat(count);
    const next = R.changed(answer, name, lines ? [value.slice(0, 200), value.slice(200)] : value, now);
    const text = lines ? next[name].join("") : next[name];
    return [next === answer, text === value, R.over(R.FIELDS.find((field) => field.name === name), next[name])]"""
    lines = kind == "lines"

    # the line break between two lines counts too
    found = [
        scripts.run(body, answer=before, name=name, lines=lines, letter=letter, count=count, now=NOW)
        for count in (limit - lines, limit - lines + 1)
    ]

    assert found == [[False, True, 0], [True, False, 3 - limit]]


def test_the_log_keeps_the_newest_fifty_changes(scripts):
    body = """let answer = R.emptyAnswer();
    for (let n = 0; n < 60; n += 1) answer = R.changed(answer, "status", n % 2 ? "met" : "unmet",
      {rev: 1, day: "2026-01-" + (n < 9 ? "0" : "") + (n % 28 + 1), device: "d" + n});
    return [answer.log.length, answer.log[0][2], answer.log[49][2]]"""

    assert scripts.run(body) == [50, "d10", "d59"]


# --- records


@pytest.mark.parametrize("item", ["B9", "A1", "constructor", "__proto__"])
def test_a_change_to_an_item_changes_no_other_and_drops_none(scripts, item):
    items = {"A1": UNMET, "A2": an_answer(status="met", rev=1), "C1": an_answer(note="最后一项")}
    body = CHANGE_ALL + "return change(mapped(record), [[id, 'note', '新写的', now], [id, 'note', '', now]]).items"

    found = scripts.run(body, record=a_record(items), id=item, now=NOW)

    left = {id_: answer for id_, answer in found.items() if id_ != item}
    assert left == {id_: answer for id_, answer in items.items() if id_ != item}
    assert found[item]["v"]["d1"] == items.get(item, an_answer())["v"].get("d1", 0) + 2


def test_names_of_the_language_itself_are_absent_items(scripts):
    ids = ["constructor", "toString", "__proto__", "hasOwnProperty"]
    body = "return ids.map((id) => R.answerOf(R.newRecord({id: 'b', name: '甲'}, 'c', '2026', '1'), id))"

    assert scripts.run(body, ids=ids) == [an_answer()] * 4


def test_two_files_of_one_branch_standard_and_round_have_one_key(scripts):
    assert scripts.run("return R.keyOf(record)", record=a_record(round="2026-H1")) == "branch-one/sample/2026-H1"


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-01-01", ["2026", "2026-H1", "2026-Q1"]),
        ("2026-06-30", ["2026", "2026-H1", "2026-Q2"]),
        ("2026-07-01", ["2026", "2026-H2", "2026-Q3"]),
        ("2026-12-31", ["2026", "2026-H2", "2026-Q4"]),
    ],
)
def test_a_day_lies_in_a_year_a_half_and_a_quarter(scripts, day, found):
    assert scripts.run("return R.rounds(day)", day=day) == found


def test_rounds_are_named_in_words(scripts):
    names = scripts.run("return ['2026', '2026-H1', '2026-H2', '2026-Q1', '2026-Q4'].map(R.roundWords)")

    assert names == ["2026 年", "2026 年上半年", "2026 年下半年", "2026 年第一季度", "2026 年第四季度"]


def test_progress_leaves_out_what_does_not_apply_and_never_counts_a_recheck_as_met(scripts):
    answers = [
        an_answer(status=status, recheck=recheck)
        for status, recheck in (
            ("met", False), ("met", True), ("partly", False), ("unmet", False), ("unmet", True),
            ("not_applicable", False), ("not_applicable", True), ("", False), ("", True),
        )
    ]  # fmt: skip

    found = scripts.run("return R.progressOf(answers)", answers=answers)

    assert found == {"met": 1, "partly": 1, "unmet": 1, "not_applicable": 1, "recheck": 3, "answered": 6, "of": 8}


# --- a new edition of the standard


def test_a_reworded_item_keeps_its_answer_under_the_new_title(scripts):
    standard = a_standard({"A1": an_item("组织设置（新写法）")}, "2027.1")

    found = scripts.run(ADOPTED, record=a_record({"A1": UNMET}), standard=standard)

    wanted = a_record({"A1": {**UNMET, "title": "组织设置（新写法）"}}, edition="2027.1")
    assert found == {"record": wanted, "notes": []}


def test_a_new_meaning_marks_the_answer_and_counts_it_no_more(scripts):
    standard = a_standard({"A1": an_item("组织设置", 2), "A2": an_item("换届", 2)}, "2027.1")
    record = a_record({"A1": {**UNMET, "status": "met"}, "A2": an_answer(note="没选结果")})

    found = scripts.run(
        "const after = R.adopted(mapped(record), standard);"
        "return [after, R.progressOf(Object.keys(standard.items).map((id) => R.answerOf(after.record, id)))]",
        record=record,
        standard=standard,
    )

    items = {
        "A1": {**UNMET, "status": "met", "title": "组织设置", "recheck": True},
        "A2": an_answer(note="没选结果", title="换届"),
    }
    assert found[0]["record"]["items"] == items
    assert found[0]["notes"] == ["A1 组织设置：标准有变化，请重新核对。"]
    assert (found[1]["met"], found[1]["recheck"], found[1]["of"]) == (0, 1, 2)


@pytest.mark.parametrize("first", ["A1", "A2"])
def test_a_retired_item_is_kept_and_its_neighbours_are_untouched(scripts, first):
    others = {"A1": UNMET, "A2": an_answer(note="二", v={"d1": 1})}
    stays = "A2" if first == "A1" else "A1"
    standard = a_standard({stays: an_item("留下")}, "2027.1", **{first: ("停用的", "withdrawn", [])})

    found = scripts.run(ADOPTED, record=a_record(others), standard=standard)

    assert found["record"]["items"] == {stays: {**others[stays], "title": "留下"}}
    assert found["record"]["retired"] == {first: {**others[first], "title": "停用的"}}
    assert found["notes"] == [f"{first} 停用的：已停用。原来的内容保留在停用条目里。"]


def test_retiring_an_item_that_was_never_answered_removes_nothing(scripts):
    standard = a_standard({"A1": an_item("组织设置")}, "2027.1", A2=("换届", "withdrawn", []))

    found = scripts.run(ADOPTED, record=a_record({"A1": UNMET}), standard=standard)

    assert found["record"]["items"] == {"A1": {**UNMET, "title": "组织设置"}}
    assert found["record"]["retired"] == {}


def test_a_split_item_hands_its_answer_to_successors_that_have_none(scripts):
    mine = an_answer(note="自己的", v={"d1": 1})
    standard = a_standard({"A4": an_item("甲"), "A5": an_item("乙"), "A6": an_item("丙")}, "2027.1",
                          A1=("旧的", "split", ["A4", "A5"]))  # fmt: skip

    found = scripts.run(ADOPTED, record=a_record({"A1": UNMET, "A5": mine}), standard=standard)

    assert found["record"]["items"] == {
        "A4": {**UNMET, "title": "甲", "rev": 0, "recheck": True},
        "A5": {**mine, "title": "乙"},
    }
    assert found["record"]["retired"] == {"A1": {**UNMET, "title": "旧的"}}
    assert found["notes"] == ["A1 旧的：已拆分为 A4、A5，请重新核对。原来的内容保留在停用条目里。"]


def test_an_item_that_was_never_answered_hands_nothing_to_its_successors(scripts):
    standard = a_standard({"A4": an_item("甲")}, "2027.1", A1=("旧的", "split", ["A4"]))

    found = scripts.run(ADOPTED, record=a_record({"A1": an_answer()}), standard=standard)

    assert found["record"]["items"] == {}


def test_merged_items_hand_all_their_texts_to_the_one_successor(scripts):
    other = an_answer(status="met", note="另一项的", evidence=["册一"], rev=1, v={"d2": 4})
    standard = a_standard({"A9": an_item("合并")}, "2027.1", A1=("一", "merged", ["A9"]), A2=("二", "merged", ["A9"]))

    found = scripts.run(ADOPTED, record=a_record({"A1": UNMET, "A2": other}), standard=standard)["record"]

    both = an_answer(title="合并", note="缺签到表\n另一项的", evidence=["册一"], recheck=True,
                     v={"d1": 1, "d2": 4}, log=UNMET["log"])  # fmt: skip
    assert found["items"] == {"A9": both}
    assert found["retired"] == {"A1": {**UNMET, "title": "一"}, "A2": {**other, "title": "二"}}


def test_an_item_nobody_knows_is_set_aside_and_comes_back_when_it_is_known(scripts):
    record = a_record({"X7": {**UNMET, "title": "别处的"}})

    aside = scripts.run(ADOPTED, record=record, standard=STANDARD)
    back = scripts.run(ADOPTED, record=aside["record"], standard=a_standard({"X7": an_item("别处的")}))

    assert aside["record"]["unknown"]["items"] == record["items"]
    assert aside["notes"] == ["X7 别处的：本版标准没有这一项，内容原样保留。"]
    assert back == {"record": record, "notes": []}


def test_bringing_a_record_to_an_edition_twice_changes_nothing_more(scripts):
    standard = a_standard({"A2": an_item("换届", 3), "A4": an_item("甲"), "A5": an_item("乙")}, "2027.1",
                          A1=("旧的", "split", ["A4", "A5"]), C1=("大会", "withdrawn", []))  # fmt: skip
    items = dict.fromkeys(("A1", "A2", "C1", "X7", "toString"), UNMET)

    once = scripts.run(ADOPTED, record=a_record(items), standard=standard)
    twice = scripts.run(ADOPTED, record=once["record"], standard=standard)

    assert twice == {"record": once["record"], "notes": []}
    kept = {**once["record"]["items"], **once["record"]["retired"], **once["record"]["unknown"]["items"]}
    assert set(items) <= set(kept)


def test_a_record_of_a_newer_tool_is_left_as_it_is(scripts):
    record = a_record({"A1": UNMET}, newer=True, raw="{}", schema=9)

    found = scripts.run(ADOPTED, record=record, standard=a_standard({}))

    assert found == {"record": record, "notes": ["这份记录出自更新的工具，在这里只能查看和导出。"]}


# --- the ledger

LEDGER = """return R.ledgerOf(withAnswer(mapped(record), "A1", answer), standard, day)
  .map((row) => keys ? keys.map((key) => row[key]) : row)"""


def ledger(scripts, answer, day="2026-11-22", keys=("state", "progress", "lacks")):
    return scripts.run(LEDGER, record=a_record(), answer=answer, standard=STANDARD, day=day, keys=keys)


@pytest.mark.parametrize(
    ("day", "state", "progress"),
    [
        ("2026-11-23", "under_way", "整改中"),
        ("2026-11-24", "due_soon", "快到期"),
        ("2026-12-01", "due_soon", "快到期"),
        ("2026-12-02", "overdue", "已逾期 1 天"),
        ("2027-01-01", "overdue", "已逾期 31 天"),
    ],
)
def test_a_finding_is_due_soon_seven_days_before_and_overdue_from_the_day_after(scripts, day, state, progress):
    answer = {**UNMET, "measure": "补签", "responsible": "组织委员", "due": "2026-12-01"}

    assert ledger(scripts, answer, day) == [[state, progress, []]]


@pytest.mark.parametrize(
    ("given", "state", "lacks"),
    [
        ({}, "not_started", ["整改措施", "责任人（写职务）", "整改期限"]),
        ({"responsible": "书记"}, "under_way", ["整改措施", "整改期限"]),
        ({"recheck": True}, "not_started", ["整改措施", "责任人（写职务）", "整改期限", "重新核对"]),
        ({"status": "met"}, "to_close", ["销号日期", "销号依据"]),
        ({"status": "met", "closed_on": "2026-11-01"}, "to_close", ["销号依据"]),
        ({"status": "met", "closed_on": "2026-11-01", "closed_evidence": "册一", "recheck": True}, "to_close",
         ["重新核对"]),
        ({"status": "met", "closed_on": "2026-11-01", "closed_evidence": "册一"}, "closed", []),
        ({"closed_on": "2026-11-01", "closed_evidence": "册一"}, "not_started",
         ["整改措施", "责任人（写职务）", "整改期限"]),
        ({"status": ""}, "not_started", ["整改措施", "责任人（写职务）", "整改期限"]),
    ],
)  # fmt: skip
def test_close_out_needs_status_day_and_evidence_and_the_row_says_what_lacks(scripts, given, state, lacks):
    words = {"not_started": "未开始", "under_way": "整改中", "to_close": "待销号", "closed": "已销号"}

    assert ledger(scripts, {**UNMET, **given}) == [[state, words[state], lacks]]


def test_a_closed_finding_wants_a_look_back_until_there_was_one(scripts):
    closed = {**UNMET, "status": "met", "closed_on": "2026-05-01", "closed_evidence": "册一"}

    assert ledger(scripts, closed, keys=["needsLookBack"]) == [[True]]
    assert ledger(scripts, {**closed, "looked_back_on": "2026-08-01"}, keys=["needsLookBack"]) == [[False]]


def test_a_row_of_the_ledger_carries_all_columns(scripts):
    answer = {**UNMET, "status": "partly", "measure": "补签", "responsible": "组织委员", "due": "2026-12-31"}

    [row] = ledger(scripts, answer, keys=None)

    assert row == answer | {
        "id": "A1", "title": "组织设置", "area": "A", "problem": "组织设置：部分达到", "manifestation": "缺签到表",
        "lacks": [], "state": "under_way", "progress": "整改中", "needsLookBack": False,
    }  # fmt: skip


def test_the_problem_of_a_mended_finding_stays_what_it_was(scripts):
    log = [["2026-03-01", "unmet", "d1"], ["2026-04-01", "partly", "d1"], ["2026-05-01", "met", "d1"]]

    assert ledger(scripts, {**UNMET, "status": "met", "log": log}, keys=["problem"]) == [["组织设置：部分达到"]]


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ({"status": "met", "log": [["2026-03-01", "met", "d1"]]}, 0),
        ({"status": "not_applicable"}, 0),
        ({"status": "met", "log": [["2026-03-01", "unmet", "d1"], ["2026-03-01", "met", "d1"]]}, 0),
        ({"status": "met", "log": [["2026-03-01", "unmet", "d1"], ["2026-03-02", "met", "d1"]]}, 1),
        ({"status": "met", "measure": "补签", "log": [["2026-03-01", "unmet", "d1"], ["2026-03-01", "met", "d1"]]}, 1),
    ],
)
def test_what_was_never_found_or_was_a_slip_of_the_same_day_is_no_finding(scripts, given, rows):
    assert len(ledger(scripts, {**UNMET, **given})) == rows


def test_two_rounds_are_compared_in_words_also_over_a_split(scripts):
    standard = a_standard({id_: an_item(id_) for id_ in ("A4", "A5", "B1", "B2")}, "2027.1",
                          A1=("旧的", "split", ["A4", "A5"]))  # fmt: skip
    met = an_answer(status="met", rev=1, v={"d1": 1})
    body = "return R.comparedWith(mapped(record), mapped(earlier), standard).map((row) => Object.values(row))"

    found = scripts.run(
        body, standard=standard, record=a_record({"A4": met, "B1": met}), earlier=a_record({"A1": UNMET, "B1": met})
    )

    old = "未达到（需重新核对）"
    assert found == [
        ["A4", "A4", old, "达到", f"{old} → 达到"],
        ["A5", "A5", old, "未填", f"{old} → 未填"],
        ["B1", "B1", "达到", "达到", "不变"],
        ["B2", "B2", "未填", "未填", "不变"],
    ]


# --- files


def test_a_file_has_its_keys_in_order_and_its_items_in_the_order_and_under_the_titles_of_the_standard(scripts):
    record = a_record({"C1": UNMET, "A1": UNMET, "zz": {**UNMET, "title": "不认识"}})
    body = "return R.toFile(mapped(record), standard, {day: '2026-11-22', device: 'd1'})"

    text = scripts.run(body, record=record, standard=STANDARD)

    items = {"A1": {**UNMET, "title": "组织设置"}, "C1": {**UNMET, "title": "大会"}, "zz": {**UNMET, "title": "不认识"}}
    wanted = record | {"exported": {"day": "2026-11-22", "device": "d1"}, "items": items}
    assert text == json.dumps(wanted, ensure_ascii=False, indent=2) + "\n"
    assert is_valid(json.loads(text))


def test_every_generated_record_comes_back_from_its_file_as_it_was_and_keeps_to_the_schema(scripts):
    draw = random.Random(5)
    many = [[random_change(draw) for _ in range(draw.randrange(30))] for _ in range(150)]
    body = (
        CHANGE_ALL
        + """return many.map((changes) => {
      const record = change(R.newRecord({id: "b", name: "甲“乙”</script>"}, "c", "2026-Q3", "2026.1"), changes);
      const found = T.read(R.toFile(record));
      return [record, found, R.toFile(found.records[0])];
    })"""
    )

    for record, found, text in scripts.run(body, many=many):
        assert found == {"records": [record], "rejected": [], "newer": False, "error": ""}
        assert json.loads(text) == record
        validator().validate(record)


# --- frozen files: they never change; a file that once was written is read for ever

FROZEN = sorted(FIXTURES.glob("self-check-*/*.json"))
NAMES = [f"{path.parent.name}-{path.stem}" for path in FROZEN]


@pytest.mark.parametrize("path", FROZEN, ids=NAMES)
def test_a_frozen_file_is_read_whole_and_written_in_the_schema_of_today(scripts, path):
    text = path.read_text()
    now = text_of(brought_up(json.loads(text)))
    is_bundle = "records" in json.loads(text)

    found = scripts.read(text)
    files = "T.read(text).records.map((record) => R.toFile(record))"
    again = scripts.run(f"return R.toBundles({files})[0]" if is_bundle else f"return {files}[0]", text=text)

    records = json.loads(now)["records"] if is_bundle else [json.loads(now)]
    assert found == {"records": records, "rejected": [], "newer": False, "error": ""}
    assert again == now
    validator().validate(json.loads(now))


def test_there_are_frozen_files_of_every_schema():
    schemas = {json.loads(path.read_text())["schema"] for path in FROZEN}

    assert schemas == set(range(1, self_check.SCHEMA + 1))


def test_the_frozen_file_with_everything_fills_every_field_in_every_section():
    file = json.loads((FIXTURES / f"self-check-{self_check.SCHEMA}/everything.json").read_text())
    sections = [file["items"], file["retired"], file["unknown"]["items"]]

    assert all(len(section) > 1 for section in [*sections, file["unknown"]["extra"]])
    answers = [answer for section in sections for answer in section.values()]
    assert all(answer[key] for answer in answers for key in an_answer() if key not in ("status", "recheck"))
    assert {answer["recheck"] for answer in answers} == {True, False}
    assert list(file) == list(a_record())


def test_the_full_file_fills_every_field_to_the_limit_of_its_time():
    [answer] = json.loads((FIXTURES / "self-check-1/full.json").read_text())["items"].values()

    assert all(answer[key] for key in answer)
    assert {name: len(answer[name]) for name, _, kind, _ in self_check.FIELDS if kind in ("long", "text")} == {
        "note": 4000, "measure": 4000, "responsible": 100, "closed_evidence": 500, "looked_back_note": 1000,
    }  # fmt: skip
    assert [len(line) for line in answer["evidence"]] == [500] * 20
    assert (len(answer["log"]), len(answer["title"])) == (50, 200)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), self_check.SCHEMA + 1), (("round",), "2026-H3"), (("branch", "id"), "__proto__"),
        (("weight",), 1),
        (("items", "A1", "note"), "字" * 10_001), (("items", "A1", "evidence"), ["册" * 20_001]),
        (("items", "A1", "status"), "good"), (("items", "A1", "due"), "2026-13-01"),
        (("items", "A1", "log"), [["2026-01-01", "met"]]), (("items", "A1", "v"), {"d1": 0}),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_tool_never_writes(path, value):
    file = json.loads(json.dumps(a_record({"A1": an_answer()})))
    assert is_valid(file)
    place = file
    for step in path[:-1]:
        place = place[step]

    place[path[-1]] = value

    with pytest.raises(ValidationError):
        validator().validate(file)


def test_the_schema_is_part_of_the_site():
    output = self_check_schema.self_check_schema()

    assert (output.path, json.loads(output.content)) == (Place.SELF_CHECK_SCHEMA, self_check_schema.schema())


def test_the_fields_of_these_tests_are_those_of_the_schema():
    assert list(FIELDS) == [name for name, *_ in self_check.FIELDS]
