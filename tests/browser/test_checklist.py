"""What a secretary fills in stays, and nothing else happens to it."""

from __future__ import annotations

import re

import pytest

from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.probes.checklist import LABELS, Checklist, opened

NO_DATABASE = DATABASE_FAILS["forbidden"]
ALMOST_FULL = (
    NO_DATABASE
    + """(() => {
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (value.length > 900) throw new DOMException("full", "QuotaExceededError");
    set.call(this, key, value);
  };
})();"""
)
NOT_SAVED = "没有保存成功：浏览器不让保存，或者空间满了。内容还在这一页上，请马上点“立即导出”。"
HOSTILE = "<img src=x onerror=alert(1)>"
LONG = "很长的内容" * 100


@pytest.fixture(params=["disk", "intranet"])
def place(request):
    """The site's address, once from disk and once from a plain-http host."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def checklist(page, disk):
    """The checklist opened from disk."""
    return Checklist(page, disk)


@pytest.fixture
def other_window(checklist, disk):
    """The same checklist in a second window of the same browser."""
    return Checklist(checklist.page.context.new_page(), disk)


def test_answers_are_still_there_after_a_reload(page, place):
    checklist = Checklist(page, place)
    checklist.answer("C1", "部分达到")
    checklist.type_note("C1", "缺第三季度签到表\n补齐后归档")
    checklist.field("C1", LABELS["responsible"]).press_sequentially("组织委员")
    checklist.field("C1", LABELS["due"]).fill("2026-12-31")

    checklist.reload()

    assert checklist.answer_of("C1") == ["部分达到"]
    assert checklist.note("C1").input_value() == "缺第三季度签到表\n补齐后归档"
    assert checklist.field("C1", LABELS["responsible"]).input_value() == "组织委员"
    assert checklist.field("C1", LABELS["due"]).input_value() == "2026-12-31"
    assert checklist.stored("C1") == {
        "status": "partly",
        "note": "缺第三季度签到表\n补齐后归档",
        "responsible": "组织委员",
        "due": "2026-12-31",
    }
    assert re.fullmatch(r"已保存到本机 \d\d:\d\d · 还没有备份过，已有 \d+ 处修改", checklist.saved)


def test_an_untouched_checklist_says_where_answers_are_kept(checklist):
    assert checklist.saved == "填的内容会立即存在这台机器的这个浏览器里。"


def test_the_intranet_is_no_secure_context(page, intranet):
    Checklist(page, intranet)

    assert page.evaluate("isSecureContext") is False


def test_a_choice_can_be_taken_back(checklist):
    checklist.answer("C1", "达到")

    opened(checklist.item("C1")).get_by_role("button", name="清除选择").click()

    assert checklist.answer_of("C1") == []
    checklist.reload()
    assert checklist.answer_of("C1") == []


def test_an_inapplicable_item_leaves_the_count(checklist):
    applicable = checklist.page.locator("self-check li[data-rev]").count()
    in_area = checklist.page.locator("section[data-area='C'] li[data-rev]").count()
    before = checklist.total

    checklist.answer("C1", "达到")
    checklist.answer("C2", "未达到")
    checklist.answer("C3", "不适用")

    assert before == f"全部：已填 0/{applicable}，达到 0"
    assert checklist.total == f"全部：已填 2/{applicable - 1}，达到 1"
    assert checklist.area_total("C") == f"已填 2/{in_area - 1}，达到 1"
    assert checklist.area_total("A").endswith("达到 0")


def test_two_windows_filling_different_fields_of_one_item_keep_both(checklist, other_window):
    checklist.type_note("C1", "缺签到表")
    checklist.answer("C1", "部分达到")
    assert other_window.sees("C1", "status", "partly")
    other_window.field("C1", LABELS["responsible"]).press_sequentially("组织委员")
    assert checklist.sees("C1", "responsible", "组织委员")
    other_window.field("C1", LABELS["due"]).fill("2026-12-31")

    assert other_window.stored("C1") == {
        "status": "partly",
        "note": "缺签到表",
        "responsible": "组织委员",
        "due": "2026-12-31",
    }
    assert other_window.note("C1").input_value() == "缺签到表"
    assert other_window.answer_of("C1") == ["部分达到"]
    assert other_window.total.startswith("全部：已填 1/")


def test_another_window_shows_new_text_where_nobody_types(checklist, other_window):
    checklist.type_note("C1", "缺签到表")

    other_window.page.wait_for_function("() => document.getElementById('note-C1').value === '缺签到表'")

    assert other_window.notice("C1") == ""


def test_a_field_in_use_is_not_overwritten_but_told(checklist, other_window):
    checklist.type_note("C1", "我这边的")

    other_window.type_note("C1", "，那边的")
    checklist.page.wait_for_function("() => document.querySelector('#C1 .wide .elsewhere').textContent !== ''")

    assert checklist.note("C1").input_value() == "我这边的"
    assert "「我这边的，那边的」" in checklist.notice("C1")


def test_leaving_a_field_takes_over_the_other_window_s_text_as_announced(checklist, other_window):
    checklist.type_note("C1", "我这边的")
    other_window.type_note("C1", "，那边的")
    checklist.page.wait_for_function("() => document.querySelector('#C1 .wide .elsewhere').textContent !== ''")

    checklist.page.keyboard.press("Tab")

    assert checklist.note("C1").input_value() == "我这边的，那边的"
    assert checklist.stored("C1")["note"] == "我这边的，那边的"
    assert checklist.notice("C1") == ""


def test_typing_on_wins_over_the_other_window_as_announced(checklist, other_window):
    checklist.type_note("C1", "我这边的")
    other_window.type_note("C1", "，那边的")
    checklist.page.wait_for_function("() => document.querySelector('#C1 .wide .elsewhere').textContent !== ''")

    checklist.page.keyboard.type("算数")
    checklist.page.keyboard.press("Tab")

    assert checklist.stored("C1")["note"] == "我这边的算数"


@pytest.mark.parametrize("obstacle", ["forbidden", "full"])
def test_text_that_cannot_be_saved_stays_in_its_field_under_a_red_bar(page, disk, obstacle):
    page.add_init_script(LOCAL_FAILS[obstacle] + DATABASE_FAILS[obstacle])
    checklist = Checklist(page, disk)

    checklist.answer("C1", "未达到")
    checklist.type_note("C1", "缺签到表")
    checklist.field("C1", LABELS["responsible"]).press_sequentially("组织委员")
    page.keyboard.press("Tab")

    assert checklist.says("没有保存成功")
    assert checklist.alarm == NOT_SAVED
    assert checklist.note("C1").input_value() == "缺签到表"
    assert checklist.answer_of("C1") == ["未达到"]
    assert checklist.total.startswith("全部：已填 1/")
    assert checklist.paper("C1") == ["未达到", "问题和具体表现：缺签到表\n责任人（写职务）：组织委员"]


def test_a_browser_that_stores_nothing_says_so_before_anything_is_typed(page, disk):
    page.add_init_script(LOCAL_FAILS["forbidden"] + NO_DATABASE)

    checklist = Checklist(page, disk)

    assert checklist.says("不让保存")
    assert checklist.alarm == "这个浏览器不让保存，关掉这一页内容就没有了。请换一个浏览器，或者填完就导出。"


def test_a_later_success_does_not_hide_what_is_still_unsaved(page, disk):
    page.add_init_script(ALMOST_FULL)
    checklist = Checklist(page, disk)
    checklist.type_note("C1", LONG)

    checklist.answer("C2", "达到")
    checklist.note("C1").focus()
    page.keyboard.press("Tab")

    assert checklist.alarm == NOT_SAVED
    assert checklist.note("C1").input_value() == LONG
    assert checklist.stored("C2")["status"] == "met"


def test_the_red_bar_goes_when_everything_is_saved_after_all(page, disk):
    page.add_init_script(ALMOST_FULL)
    checklist = Checklist(page, disk)
    checklist.type_note("C1", LONG)

    checklist.note("C1").fill("短的")

    assert checklist.alarm == ""
    assert checklist.stored("C1")["note"] == "短的"


def test_half_typed_pinyin_is_not_stored(checklist):
    input_method = checklist.page.context.new_cdp_session(checklist.page)
    checklist.type_note("C1", "前：")

    input_method.send("Input.imeSetComposition", {"text": "qian'dao", "selectionStart": 8, "selectionEnd": 8})
    shown, stored = checklist.note("C1").input_value(), checklist.stored("C1")["note"]
    input_method.send("Input.insertText", {"text": "签到"})

    assert (shown, stored) == ("前：qian'dao", "前：")
    assert checklist.note("C1").input_value() == "前：签到"
    assert checklist.stored("C1")["note"] == "前：签到"


def test_another_window_s_change_does_not_disturb_a_composition(checklist, other_window):
    input_method = checklist.page.context.new_cdp_session(checklist.page)
    checklist.note("C1").focus()
    input_method.send("Input.imeSetComposition", {"text": "qian", "selectionStart": 4, "selectionEnd": 4})

    other_window.answer("C1", "达到")
    checklist.page.wait_for_function("() => document.querySelector('#C1 input[value=met]').checked")
    input_method.send("Input.insertText", {"text": "签"})

    assert checklist.note("C1").input_value() == "签"
    assert checklist.stored("C1") == {"status": "met", "note": "签"}


def test_composition_events_of_other_browsers_store_only_the_end(checklist):
    stored = checklist.note("C1").evaluate(
        """(field, key) => {
            const stored = () => (JSON.parse(localStorage.getItem(key)) || { value: { note: null } }).value.note;
            const seen = [];
            field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
            field.value = "qian";
            field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
            seen.push(stored());
            field.value = "签";
            field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "签" }));
            seen.push(stored());
            return seen;
        }""",
        checklist.key("C1"),
    )

    assert stored == [None, "签"]


def test_markup_typed_into_a_field_stays_text(checklist):
    dialogs = []
    checklist.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    checklist.type_note("C1", HOSTILE)
    checklist.field("C1", LABELS["evidence"]).press_sequentially(HOSTILE)
    checklist.reload()

    assert checklist.note("C1").input_value() == HOSTILE
    assert checklist.paper("C1") == ["未填", f"问题和具体表现：{HOSTILE}\n材料在哪里：{HOSTILE}"]
    assert checklist.page.locator("img").count() == 0
    assert dialogs == []


def test_markup_from_another_window_stays_text_in_the_notice(checklist, other_window):
    checklist.note("C1").focus()

    other_window.type_note("C1", HOSTILE)
    told = "() => document.querySelector('#C1 .wide .elsewhere').textContent.includes('(1)>')"
    checklist.page.wait_for_function(told)

    assert HOSTILE in checklist.notice("C1")
    assert checklist.page.locator("img").count() == 0


def test_every_line_of_a_long_note_is_printed(checklist):
    lines = "\n".join(f"第{number}行" for number in range(1, 21))

    checklist.note("C1").fill(lines)

    assert checklist.paper("C1") == ["未填", f"问题和具体表现：{lines}"]


def test_one_item_can_be_filled_with_the_keyboard_alone(checklist):
    keyboard = checklist.page.keyboard
    checklist.page.locator("#C1 > a").focus()

    keyboard.press("Tab")
    keyboard.press("Space")
    folded = checklist.item("C1").locator(".levels p").first.is_hidden()
    keyboard.press("ArrowRight")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("记录本第12页")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("缺签到表")

    assert folded
    assert checklist.item("C1").locator(".levels p").first.is_visible()
    assert checklist.stored("C1") == {"status": "partly", "note": "缺签到表", "evidence": ["记录本第12页"]}


def test_the_keyboard_reaches_every_field_that_is_shown(checklist):
    checklist.answer("C1", "部分达到")
    checklist.item("C1").get_by_text("销号和回头看").click()
    controls = checklist.item("C1").locator("textarea, input:not([type=radio])")
    wanted = controls.evaluate_all("all => all.map((control) => control.id)")
    checklist.item("C1").locator("input:checked").focus()

    seen = []
    for _ in range(40):
        checklist.page.keyboard.press("Tab")
        focused = checklist.page.evaluate("document.activeElement.id")
        if focused not in seen:
            seen.append(focused)

    assert len(wanted) == 9
    assert [name for name in seen if name in wanted] == wanted


def test_every_item_offers_its_levels_and_four_answers(checklist, data):
    labels = [entry.label for entry in data.vocabulary.answer.values()]
    items = checklist.page.locator("self-check li[data-rev]")

    offered = items.evaluate_all("""items => items.map((item) =>
        [item.querySelectorAll(".rest > summary, .rest > .levels").length,
         ...Array.from(item.querySelectorAll(".choices label"), (label) => label.textContent)])""")

    assert offered == [[2, *labels]] * items.count()


def test_what_another_window_writes_over_is_offered_beside_the_field_and_among_the_earlier(checklist, other_window):
    other_window.note("C1").focus()
    checklist.type_note("C1", "甲写的话")
    other_window.page.wait_for_function("() => document.querySelector('#C1 .wide .elsewhere').textContent !== ''")
    other_window.page.keyboard.type("乙的")
    written = other_window.stored("C1")["note"]
    offered = other_window.notice("C1")
    other_window.item("C1").get_by_role("button", name="用回另一处写的").click()
    taken = (other_window.stored("C1")["note"], other_window.note("C1").input_value(), other_window.notice("C1"))
    assert checklist.sees("C1", "note", "甲写的话")
    panel = checklist.tool("恢复以前的内容")
    listed = panel.locator("li").all_inner_texts()
    panel.get_by_role("button", name="用回", exact=True).click()
    checklist.reload()

    assert written == "乙的"
    assert offered.startswith("另一处同时写的是：「甲写的话」")
    assert taken[:2] == ("甲写的话", "甲写的话")
    assert taken[2].startswith("另一处同时写的是：「乙的」")
    assert listed == ["C1 问题和具体表现：「乙的」用回"]
    assert checklist.note("C1").input_value() == "乙的"


def test_what_gave_way_is_offered_to_its_own_window_too_however_long_the_other_went_on(checklist, other_window):
    other_window.note("C1").focus()
    checklist.type_note("C1", "甲写的话")
    other_window.page.wait_for_function("() => document.querySelector('#C1 .wide .elsewhere').textContent !== ''")
    other_window.page.keyboard.type("乙写了很长的一段")
    assert checklist.page.wait_for_function("() => document.querySelector('#C1 .wide .elsewhere').textContent !== ''")

    checklist.note("C2").focus()

    assert checklist.note("C1").input_value() == "乙写了很长的一段"
    assert checklist.notice("C1").startswith("另一处同时写的是：「甲写的话」")


def test_what_was_cleared_under_the_open_page_is_saved_again_with_the_next_letter_and_said(checklist):
    checklist.type_note("C1", "先写的")
    checklist.settle()
    checklist.page.evaluate("""() => {
        localStorage.clear();
        return new Promise((done) => { indexedDB.deleteDatabase(SelfCheckEntries.HOME).onsuccess = () => done(null); });
    }""")
    before = checklist.page.get_by_text("被清空过").count()

    checklist.type_note("C2", "后写的")
    checklist.page.get_by_text("被清空过，这一页上的已经重新存好").wait_for()
    checklist.reload()

    assert before == 0
    assert [checklist.note(item).input_value() for item in ("C1", "C2")] == ["先写的", "后写的"]


@pytest.mark.parametrize("fails", [False, True], ids=["saved", "refused"])
def test_leaving_is_asked_about_only_where_something_would_be_lost(page, disk, fails):
    if fails:
        page.add_init_script(LOCAL_FAILS["full"] + DATABASE_FAILS["absent"])
    checklist = Checklist(page, disk)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(page.url)
    checklist.ready()
    untouched = list(asked)
    checklist.type_note("C1", "缺签到表")
    checklist.settle()

    page.goto("about:blank")

    assert untouched == []
    assert asked == (["beforeunload"] if fails else [])


def test_two_windows_that_write_to_one_item_at_the_same_moment_lose_nothing(checklist, other_window):
    write = """(field, [id, name, text]) => {
        const control = document.getElementById(name + "-" + id);
        control.value = text;
        control.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }"""
    checklist.answer("C1", "部分达到")
    assert other_window.sees("C1", "status", "partly")
    for number in range(20):
        checklist.page.evaluate(f"() => ({write})(null, ['C1', 'note', '问题{number}'])")
        other_window.page.evaluate(f"() => ({write})(null, ['C1', 'responsible', '委员{number}'])")

    checklist.reload()

    assert checklist.stored("C1")["note"] == "问题19"
    assert checklist.stored("C1")["responsible"] == "委员19"
