"""Nothing that is typed or brought is cut: what is too long stays in its field, is told, and undoes nothing."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from standards_site.data.self_check import FIELDS, LIMITS
from standards_site.outputs.links import Place
from tests.builders.records import FIXTURES, answer, record, text_of
from tests.probes.checklist import LABELS, Checklist
from tests.probes.one_file import Tool

BRANCH = ("teacher-software", "软件工程教师党支部")
NOW = "2026-11-22T10:32:00+08:00"
# a letter that JavaScript has in two halves
RARE = "𬒗"
TEXTS = {name: limit for name, _, kind, limit in FIELDS if kind != "day"}
NAMES = ("constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "toLocaleString")


@pytest.fixture
def open_checklist(open_page, disk):
    """Opens checklists from disk, each in a browser of its own, on a fixed day."""

    def opened() -> Checklist:
        page = open_page(timezone_id="Asia/Shanghai")
        page.clock.set_fixed_time(NOW)
        return Checklist(page, disk)

    return opened


@pytest.fixture
def checklist(open_checklist):
    """One checklist whose first item is a finding: all fields are there."""
    opened = open_checklist()
    opened.answer("C1", "未达到")
    return opened


def beside(checklist: Checklist, name: str) -> str:
    """Return what stands under a field of the first item."""
    return checklist.field("C1", LABELS[name]).locator("xpath=following-sibling::p[last()]").inner_text()


def test_long_texts_and_many_lines_are_kept_whole_over_a_reload(checklist):
    texts = {
        "note": "字" * 5000 + RARE * 1000,
        "measure": "补签\n" * 300 + "完",
        "evidence": "\n".join(f"会议记录本第 {page} 页，{RARE}" for page in range(300)),
        "responsible": "组织委员、" * 60,
        "closed_evidence": "据" * 700,
        "looked_back_note": RARE * 9999,
    }

    checklist.fill("C1", **texts)
    checklist.says("已保存")
    checklist.reload()

    assert {name: checklist.field("C1", LABELS[name]).input_value() for name in texts} == texts
    item = checklist.backup()["items"]["C1"]
    assert {name: item[name] for name in texts} == {**texts, "evidence": texts["evidence"].split("\n")}


def test_what_is_too_long_stays_in_its_field_is_told_and_leaves_what_was_saved(checklist):
    for name, limit in TEXTS.items():
        field = checklist.field("C1", LABELS[name])
        checklist.fill("C1", **{name: "以前的"})

        checklist.fill("C1", **{name: RARE * (limit + 7)})

        words = f"上限 {limit} 字，多了 7 字，没有保存。"
        assert (field.input_value(), beside(checklist, name)) == (RARE * (limit + 7), words)
        assert checklist.alarm == f"C1 的“{LABELS[name]}”：{words}"
        assert "以前的" in checklist.stored("C1")[name]

        checklist.fill("C1", **{name: RARE * limit})

        assert (beside(checklist, name), checklist.alarm) == ("", "")
        assert "".join(checklist.stored("C1")[name]) == RARE * limit


def test_near_the_limit_the_limit_is_told_and_a_day_has_none(checklist):
    field = checklist.field("C1", LABELS["note"])

    told = []
    for length in (8999, 9001, 10_000, 10_001, 5):
        field.fill("字" * length)
        told.append(beside(checklist, "note"))
    checklist.field("C1", LABELS["due"]).fill("2026-12-31")

    near = "上限 10000 字，快到了。"
    assert told == ["", near, near, "上限 10000 字，多了 1 字，没有保存。", ""]
    assert beside(checklist, "due") == ""


def test_what_is_too_long_is_not_lost_by_looking_at_another_round_and_closing_the_page_asks(checklist):
    long = "长" * 10_001
    checklist.fill("C1", note="以前的")
    checklist.fill("C1", note=long)

    checklist.choose_round("2026 年下半年")
    other = (checklist.note("C1").input_value(), bool(checklist.alarm))
    checklist.choose_round("2026 年")
    again = (checklist.note("C1").input_value(), beside(checklist, "note"))
    with checklist.page.expect_event("dialog") as asked:
        checklist.page.close(run_before_unload=True)

    # the bar still says that something is unsaved
    assert other == ("", True)
    assert again == (long, "上限 10000 字，多了 1 字，没有保存。")
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_the_name_of_ones_own_branch_is_refused_where_it_is_too_long(page, disk):
    page.goto(
        f"{disk}my-branch.html#kind=teacher&formal_members=12&probationary_members=0&mobile_members=0"
        "&graduating_members=0&overseas_members=0&candidates=0&committee=1&groups=0&leaders=1&rectification=0"
    )
    field = page.locator("self-check:visible").get_by_label("支部名称")
    field.fill("第一党支部")
    field.blur()

    field.fill("甲" * 99 + RARE * 3)
    field.blur()
    page.locator("self-check:visible").get_by_label("期次").select_option(label="2026 年下半年")
    page.locator("self-check:visible").get_by_label("期次").select_option(label="2026 年")

    words = "上限 100 字，多了 2 字，没有保存。"
    saved = page.locator("self-check:visible .state [role=status]")
    assert field.input_value() == "甲" * 99 + RARE * 3
    expect(saved).to_have_text("支部名称：" + words)
    assert page.locator("self-check:visible .tools").get_by_text(words).is_visible()
    assert page.evaluate("document.querySelector('self-check').record.branch.name") == "第一党支部"

    field.fill("甲" * 99 + RARE)
    field.blur()

    expect(saved).not_to_contain_text("没有保存")
    assert page.evaluate("document.querySelector('self-check').record.branch.name") == "甲" * 99 + RARE


def test_the_one_file_edition_refuses_too_long_a_name_and_takes_the_longest_whole(page, disk):
    tool = Tool(page, disk + "self-check-tool.html")

    tool.begin("甲" + RARE * 100)
    told = tool.told()
    kept = page.get_by_label("支部名称").input_value()
    tool.begin(RARE * 100)

    assert (told, kept) == ("支部名称太长：上限 100 字，多了 1 字。请改短。", "甲" + RARE * 100)
    assert page.locator("h1").inner_text() == RARE * 100 + "自查"


def test_two_texts_that_are_too_long_together_are_told_to_be(checklist):
    checklist.fill("C1", note="甲" * 6000)

    panel = checklist.paste(text_of(record(*BRANCH, {"C1": answer("unmet", note="乙" * 6000, v={"d-9": 1})})))

    told = "两边的内容一条里放不下（合起来太长，或者有这里不认识的栏目）：选一边，另一边要留的先复制出去。"
    assert panel.locator("fieldset > p").all_inner_texts() == [told]
    assert panel.locator("fieldset label").all_inner_texts() == [" 用本机的", " 用文件里的"]


# --- what a newer version of the tool has added

ADDED = {"risk": ["高", {"why": RARE}], "constructor": "某", "toString": 0, "valueOf": None, "hasOwnProperty": False}
ADD = """([added, plan]) => {
  const put = (name, values) => {
    const entry = JSON.parse(localStorage.getItem(name));
    for (const field of Object.keys(values)) { entry.at[field] = 3; entry.value[field] = values[field]; }
    localStorage.setItem(name, JSON.stringify(entry));
  };
  const names = Object.keys(localStorage);
  put(names.find((name) => name.endsWith("/C1")), added);
  put(names.find((name) => name.endsWith("/#")), plan);
}"""
# as a tool of today left it, which kept nothing that it did not know
DROP = """added => {
  for (const name of Object.keys(localStorage).filter((name) => /[/](C1|#)$/.test(name))) {
    const entry = JSON.parse(localStorage.getItem(name));
    for (const field of added) { delete entry.at[field]; delete entry.value[field]; }
    localStorage.setItem(name, JSON.stringify(entry));
  }
}"""
STORED = """added => Object.keys(localStorage).filter((name) => /[/](C1|#)$/.test(name)).map((name) => {
  const { value } = JSON.parse(localStorage.getItem(name));
  return Object.fromEntries(Object.keys(value).filter((field) => added.includes(field)).map((f) => [f, value[f]]));
})"""


def added_in(file) -> tuple:
    """Return what a newer tool had added, as a file has it."""
    return {name: file["items"]["C1"].get(name, "gone") for name in ADDED}, file["unknown"]["extra"].get("plan", "gone")


def test_what_a_newer_tool_added_survives_edits_reloads_export_import_and_merge(checklist, open_checklist):
    plan = {"plan": {"text": "新版的"}, "isPrototypeOf": 1}
    checklist.fill("C1", note="旧工具写的")
    checklist.settle()
    checklist.page.evaluate(ADD, [ADDED, plan])
    checklist.reload()
    checklist.settle()
    checklist.page.evaluate(DROP, [*ADDED, *plan])
    checklist.reload()

    checklist.fill("C1", measure="在旧工具里改")
    checklist.answer("C1", "部分达到")
    checklist.reload()
    stored = checklist.page.evaluate(STORED, [*ADDED, *plan])
    first = checklist.backup()
    other = open_checklist()
    other.bring(first)
    other.fill("C1", responsible="在另一台上改")
    other.reload()
    second = other.backup()
    checklist.bring(second)
    checklist.reload()
    third = checklist.backup()

    assert sorted(stored, key=len) == [plan, ADDED]
    assert [added_in(file) for file in (first, second, third)] == [(ADDED, plan["plan"])] * 3
    assert (third["items"]["C1"]["measure"], third["items"]["C1"]["responsible"]) == ("在旧工具里改", "在另一台上改")


def test_the_frozen_file_with_everything_is_brought_in_and_goes_out_with_nothing_lost(open_checklist):
    checklist = open_checklist()
    frozen = json.loads((FIXTURES / "self-check-2/everything.json").read_text("utf-8"))

    panel = checklist.paste(json.dumps(frozen, ensure_ascii=False))
    panel.get_by_role("button", name="确实是本支部的，并进来").click()
    panel.locator("section").get_by_role("button", name="导入", exact=True).click()
    checklist.said("已导入")
    checklist.choose_round("2026 年下半年")
    checklist.reload()
    file = checklist.backup()

    def answers(whole):
        sections = (whole["items"], whole["retired"], whole["unknown"]["items"])
        # the title is the standard's
        return {id_: {**one, "title": ""} for section in sections for id_, one in section.items()}

    assert answers(file) == answers(frozen)
    assert file["unknown"]["extra"] == frozen["unknown"]["extra"]


def test_a_file_from_a_newer_edition_says_so_before_it_is_imported(checklist):
    panel = checklist.paste(text_of(record(*BRANCH, {"C2": answer("met")}, edition="2026.10")))

    told = "这份记录按更新的 2026.10 版标准填写，这里是 2026.1 版：内容都会保留，最好换用新版的网页或自查工具。"
    assert panel.locator("section li").all_inner_texts() == [told]
    older = checklist.paste(text_of(record(*BRANCH, {"C2": answer("met")}, edition="2025.9")))
    assert older.locator("section li").count() == 0


# --- ids that are names of the language


def test_no_answer_is_imported_over_another_without_asking_whatever_its_id(checklist):
    def aside(note, device):
        items = {name: answer(note=note, v={device: 1}) for name in (*NAMES, "X9")}
        return record(*BRANCH, {}, unknown={"items": items, "extra": {}})

    checklist.bring(aside("本机的", "d-1"))
    panel = checklist.paste(text_of(aside("文件里的", "d-2")))

    panel.locator("section").get_by_role("button", name="导入", exact=True).click()
    said = checklist.said("没有选")

    assert said == f"还有 {len(NAMES) + 1} 条冲突没有选：" + "、".join((*NAMES, "X9"))
    items = checklist.backup()["unknown"]["items"]
    assert {name: one["note"] for name, one in items.items()} == dict.fromkeys((*NAMES, "X9"), "本机的")


def test_no_more_answers_are_imported_than_a_backup_of_them_can_hold(checklist):
    def many(first, count):
        items = {f"X{number}": answer(note="别处的") for number in range(first, first + count)}
        return record(*BRANCH, {}, unknown={"items": items, "extra": {}})

    checklist.bring(many(0, LIMITS["items"] - 1))
    panel = checklist.paste(json.dumps(many(1000, 1)))

    # with the first item of this page it is one too many
    assert panel.locator("section > p").all_inner_texts()[1] == "合起来有 501 条，一份记录最多 500 条，没有导入。"
    assert panel.locator("section").get_by_role("button", name="导入", exact=True).count() == 0
    again = checklist.paste(json.dumps(many(7, 1)))
    assert again.locator("section").get_by_role("button", name="导入", exact=True).count() == 1


def test_the_limits_here_are_those_the_pages_have(checklist):
    assert checklist.page.evaluate("SITE.limits") == LIMITS


PLACES = (
    Place.HOME, Place.MY_BRANCH, Place.PEOPLE, Place.MEETING, Place.CALCULATORS, Place.KEPT, Place.ROLL_UP,
    Place.SEARCH, Place.FORMS, Place.BRANCHES, Place.ONE_FILE, Place.PROCEDURES, "branches/teacher-software.html",
)  # fmt: skip
TEXT_FIELDS = "textarea, input:not([type]), input:is([type=text], [type=search])"
LONG = "12345" * 300
CUT = """() => Array.from(document.querySelectorAll("input, textarea, [contenteditable]"))
  .filter((one) => one.maxLength > 0).map((one) => one.id || one.name)"""


@pytest.mark.parametrize("place", PLACES)
def test_what_is_typed_into_any_field_stays_whole_there(open_page, disk, place):
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(disk + place)
    page.wait_for_load_state("networkidle")
    if place == Place.PEOPLE:
        page.get_by_label("代号").first.select_option(label="用数字")
    fields = page.locator(f":is({TEXT_FIELDS}):read-write:visible:enabled")
    kept = []

    for at in range(min(fields.count(), 12)):
        field = fields.nth(at)
        field.click()
        page.keyboard.insert_text(LONG)
        kept.append(len(field.input_value()))
        field.fill("")

    assert kept
    assert [length for length in kept if length < len(LONG)] == []
    assert page.evaluate(CUT) == []


def test_a_code_that_is_too_long_is_told_and_stays(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.goto(disk + Place.PEOPLE)
    page.get_by_label("代号").first.select_option(label="用数字")
    field = page.get_by_label("1 至 4 位数字").first

    field.click()
    page.keyboard.insert_text("12345")
    page.locator(".code:visible").first.locator("xpath=..").get_by_role("button").first.click()

    assert field.input_value() == "12345"
    expect(page.locator(".code .problem").first).to_have_text("填 1 至 4 位数字。")
