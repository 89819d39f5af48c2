"""The self-check as used over a year: rounds and standards side by side, nothing lost, a standard that changes."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.builders.failing_stores import DATABASE_FAILS, HURRIED, LOCAL_FAILS
from tests.builders.records import answer, record, text_of
from tests.probes.accessibility import serious
from tests.probes.checklist import Checklist, opened_note, press_tool
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.patience import wait_until

NOW = "2026-11-22T10:32:00+08:00"
ZONE = "Asia/Shanghai"
PAGE = "branches/teacher-software.html"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.49"
TOOLS = (
    "导入",
    "复制数据",
    "导出 Excel、Word",
    "整改台账",
    "与以前比较",
    "恢复以前的内容",
    "导出并清除本机数据",
)


@pytest.fixture
def opened(open_page, disk):
    """Opens a checklist on a fixed day."""

    def open_one(site: str = disk, now: str = NOW, branch: str = "teacher-software", **options) -> Checklist:
        page = open_page(timezone_id=ZONE, **options)
        page.clock.set_fixed_time(now)
        return Checklist(page, site, branch)

    return open_one


@pytest.fixture
def checklist(opened):
    """The checklist from disk."""
    return opened()


def names_kept(checklist: Checklist) -> list[str]:
    """Return the keys of all records in this browser."""
    return checklist.page.evaluate("document.querySelector('self-check').store.records().map((one) => one.key)")


# --- rounds and standards side by side


def test_rounds_stand_side_by_side(checklist):
    checklist.fill("C1", note="全年的")
    checklist.choose_round("2026 年下半年")
    empty = (checklist.note("C1").input_value(), checklist.saved)
    checklist.fill("C1", note="下半年的")
    checklist.answer("C1", "达到")
    checklist.choose_round("2026 年第三季度")
    checklist.fill("C2", note="第三季度的")
    found = {}

    for words in ("2026 年", "2026 年下半年", "2026 年第三季度"):
        checklist.choose_round(words)
        notes = [checklist.note(item).input_value() for item in ("C1", "C2")]
        found[words] = (notes, checklist.answer_of("C1"), checklist.total.split("/")[0])

    assert empty == ("", "填的内容会立即存在这台机器的这个浏览器里。")
    assert found == {
        "2026 年": (["全年的", ""], [], "全部：已填 0"),
        "2026 年下半年": (["下半年的", ""], ["达到"], "全部：已填 1"),
        "2026 年第三季度": (["", "第三季度的"], [], "全部：已填 0"),
    }


def test_the_rounds_of_today_and_those_just_over_can_be_chosen(checklist):
    rounds = checklist.page.locator("self-check").get_by_label("期次").locator("option").all_inner_texts()

    assert rounds == ["2026 年", "2026 年下半年", "2026 年第三季度", "2026 年第四季度"]


def test_the_round_that_was_begun_is_opened_again(checklist):
    checklist.choose_round("2026 年下半年")
    checklist.fill("C1", note="下半年的")

    checklist.reload()

    assert (checklist.round, checklist.note("C1").input_value()) == ("2026-H2", "下半年的")


def test_after_new_year_the_last_round_is_shown_and_said_to_be_the_last(checklist):
    checklist.fill("C1", note="去年的")
    checklist.page.clock.set_fixed_time("2027-01-05T09:00:00+08:00")

    checklist.reload()
    told = checklist.page.locator("self-check .news").inner_text()
    shown = (checklist.round, checklist.note("C1").input_value())
    checklist.choose_round("2027 年")

    assert shown == ("2026", "去年的")
    assert told == "这里是2026 年的自查。要填现在这一期，请在“期次”里选。"
    assert (checklist.note("C1").input_value(), checklist.page.locator("self-check .news").inner_text()) == ("", "")


def test_a_round_that_only_the_database_knows_is_opened_too(checklist):
    checklist.choose_round("2026 年下半年")
    checklist.fill("C1", note="下半年的")
    checklist.settle()
    checklist.page.evaluate("localStorage.clear()")

    checklist.page.reload()
    checklist.page.wait_for_function("() => document.querySelector('self-check').round === '2026-H2'")

    assert checklist.note("C1").input_value() == "下半年的"


def test_branches_and_standards_stand_side_by_side(checklist, disk):
    checklist.fill("C1", note="甲支部的")
    other = Checklist(checklist.page.context.new_page(), disk, "teacher-maths")
    other.fill("C1", note="乙支部的")
    page = checklist.page
    page.goto("about:blank")
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    opened_note(page).fill("自己支部的")
    chooser = page.locator("#my-branch-catalog")
    catalog = chooser.locator("option").nth(1).get_attribute("value")
    chooser.select_option(catalog)
    item = page.locator("self-check:visible li[data-rev]:visible").first.get_attribute("id")
    opened_note(page, item).fill("另一份标准的")
    page.reload()

    notes = [page.locator(f"self-check:visible [id='note-{item}']").input_value()]
    chooser.select_option("branch-34")
    notes.append(page.locator("self-check:visible #note-C1").input_value())

    assert notes == ["另一份标准的", "自己支部的"]
    assert names_kept(checklist) == sorted(
        [
            f"my-branch/{catalog}/2026",
            "my-branch/branch-34/2026",
            "teacher-maths/branch-34/2026",
            "teacher-software/branch-34/2026",
        ]
    )


def test_clearing_one_s_own_branch_clears_all_its_standards_and_nothing_else(checklist, disk):
    checklist.fill("C1", note="甲支部的")
    page = checklist.page
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    opened_note(page).fill("自己支部的")
    page.locator("self-check:visible").get_by_label("期次").select_option(label="2026 年下半年")
    opened_note(page).fill("下半年的")

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    page.get_by_role("button", name="都清除").click()
    page.goto("about:blank")
    page.goto(disk + PAGE)

    assert names_kept(checklist) == ["teacher-software/branch-34/2026"]


def test_one_s_own_branch_goes_out_under_its_name(page, disk):
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    page.locator("self-check:visible").get_by_label("支部名称").fill("第一党支部")
    opened_note(page).fill("缺签到表")

    with page.expect_download() as given:
        page.locator("self-check:visible").get_by_role("button", name="备份到文件").click()
    file = json.loads(given.value.path().read_text(encoding="utf-8"))
    page.reload()

    assert file["branch"]["name"] == "第一党支部"
    assert re.fullmatch("own-[0-9a-z]+", file["branch"]["id"])
    assert given.value.suggested_filename.startswith("第一党支部-自查-branch-34-2026-")
    assert page.locator("self-check:visible").get_by_label("支部名称").input_value() == "第一党支部"


# --- what the line at the top says


def test_the_line_counts_the_changes_since_the_last_backup(checklist):
    lines = []

    checklist.answer("C1", "部分达到")
    checklist.fill("C1", note="缺签到表")
    lines.append(checklist.saved)
    checklist.backup()
    lines.append(checklist.saved)
    checklist.reload()
    checklist.says("备份于")
    lines.append(checklist.saved)
    checklist.fill("C1", measure="补齐")
    lines.append(checklist.saved)
    checklist.reload()
    checklist.says("距上次备份")
    lines.append(checklist.saved)

    assert lines == [
        "已保存到本机 10:32 · 还没有备份过，已有 2 处修改",
        "已保存到本机 · 备份于 2026-11-22，之后没有修改",
        "已保存到本机 · 备份于 2026-11-22，之后没有修改",
        "已保存到本机 10:32 · 距上次备份 1 处修改",
        "已保存到本机 10:32 · 距上次备份 1 处修改",
    ]


def test_the_line_counts_places_and_not_letters(checklist):
    lines = []

    checklist.type_note("C1", "qianqiandao")
    checklist.answer("C1", "部分达到")
    lines.append(checklist.saved)
    checklist.backup()
    lines.append(checklist.saved)
    checklist.type_note("C1", "b")
    lines.append(checklist.saved)

    assert [line.split(" · ")[1] for line in lines] == [
        "还没有备份过，已有 2 处修改",
        "备份于 2026-11-22，之后没有修改",
        "距上次备份 1 处修改",
    ]


def test_only_what_matters_is_read_out(checklist):
    spoken = checklist.page.locator("self-check .state [role=status]")
    checklist.page.evaluate("""() => {
        window.spoken = [];
        const line = document.querySelector("self-check .state [role=status]");
        new MutationObserver(() => spoken.push(line.textContent)).observe(line, { childList: true });
    }""")

    checklist.type_note("C1", "qianshou")
    checklist.says("已保存到本机 10:32")

    assert spoken.inner_text() == "已保存到本机 10:32"
    assert checklist.page.evaluate("spoken") == ["已保存到本机 10:32"]


def test_what_was_typed_100_ms_before_the_browser_was_killed_is_there(machine, intranet, disk):
    page = machine.context.new_page()
    places = {"disk": disk, "intranet": intranet}
    for place in places.values():
        Checklist(page, place).fill("C1", note="很早以前写的")
    pages = {name: Checklist(machine.context.new_page(), place) for name, place in places.items()}
    page.wait_for_timeout(300)

    for checklist in pages.values():
        checklist.fill("C1", note="刚写的")
    machine.lose_power(*(checklist.page for checklist in pages.values()))

    kept = {name: Checklist(machine.context.new_page(), place) for name, place in places.items()}
    assert [checklist.sees("C1", "note", "刚写的") for checklist in kept.values()] == [True, True]
    assert [checklist.note("C1").input_value() for checklist in kept.values()] == ["刚写的", "刚写的"]


# presses the answer in the very moment in which it can be pressed
PRESS_AT_ONCE = """(function press() {
    const answer = document.querySelector("#C1 input[value=met]");
    if (!answer || answer.matches(":disabled")) return void setTimeout(press);
    answer.click();
    window.pressed = true;
})();"""


def test_what_is_typed_on_any_page_100_ms_before_the_browser_is_killed_is_there(machine, disk):
    start = machine.context.new_page()
    start.goto(f"{disk}self-check-tool.html")
    expect(start.get_by_label("支部名称")).to_be_enabled()
    start.get_by_label("支部名称").press_sequentially("一支部")
    slow = machine.context.new_page()
    slow.context.new_cdp_session(slow).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    slow.add_init_script(PRESS_AT_ONCE)
    slow.goto(disk + PAGE)
    slow.wait_for_function("() => window.pressed")
    mine = machine.context.new_page()
    mine.goto(f"{disk}my-branch.html#{TEACHERS}")
    ready(mine)
    expect(mine.locator("self-check:visible").get_by_label("支部名称")).to_be_enabled()
    mine.locator("self-check:visible").get_by_label("支部名称").press_sequentially("第一党支部")
    mine.locator("#fact-formal_members").press_sequentially("3")

    machine.lose_power(start, slow, mine)

    page = machine.context.new_page()
    page.goto(f"{disk}my-branch.html")
    ready(page)
    name = page.locator("self-check:visible").get_by_label("支部名称")
    expect(name).to_have_value("第一党支部")
    expect(page.locator("#fact-formal_members")).to_have_value("312")
    page.goto(disk + PAGE)
    expect(page.locator("#C1 input[value=met]")).to_be_checked()
    page.goto(f"{disk}self-check-tool.html")
    expect(page.get_by_label("支部名称")).to_have_value("一支部")


@pytest.mark.parametrize(
    ("failure", "is_red"),
    [
        pytest.param(LOCAL_FAILS["forbidden"], False, id="local-forbidden"),
        pytest.param(LOCAL_FAILS["full"], False, id="local-full"),
        pytest.param(DATABASE_FAILS["broken"], False, id="database-broken"),
        pytest.param(DATABASE_FAILS["full"], False, id="database-full"),
        pytest.param(DATABASE_FAILS["forgetful"], False, id="database-forgetful"),
        pytest.param(LOCAL_FAILS["full"] + DATABASE_FAILS["broken"], True, id="both"),
        pytest.param(LOCAL_FAILS["forbidden"] + DATABASE_FAILS["full"], True, id="both-otherwise"),
    ],
)
def test_one_place_is_enough_and_only_without_both_the_bar_is_red(opened, failure, is_red):
    checklist = opened()
    checklist.page.add_init_script(failure)
    checklist.reload()

    checklist.answer("C1", "未达到")
    checklist.fill("C1", note="缺签到表")
    checklist.says("没有保存成功" if is_red else "只存了一处")
    red = checklist.alarm != ""
    rescue = checklist.page.get_by_role("button", name="立即导出")
    shown = rescue.is_visible()
    file = json.loads(checklist.press_for_file(rescue).path().read_text()) if is_red else checklist.backup()
    if not is_red:
        checklist.reload()
        checklist.sees("C1", "note", "缺签到表")

    assert (red, shown) == (is_red, is_red)
    assert file["items"]["C1"]["note"] == "缺签到表"
    assert checklist.note("C1").input_value() == "缺签到表"


def test_a_full_local_storage_does_not_make_the_bar_flash_red(opened):
    checklist = opened()
    checklist.page.add_init_script(LOCAL_FAILS["full"])
    checklist.reload()
    checklist.says("只存了一处")
    checklist.page.evaluate("""() => {
        window.reds = 0;
        const bar = document.querySelector(".state");
        new MutationObserver(() => { reds += bar.classList.contains("is-failed") ? 1 : 0; })
            .observe(bar, { attributes: true });
    }""")

    checklist.type_note("C1", "缺第三季度签到表")
    checklist.settle()

    assert checklist.page.evaluate("reds") == 0


def test_the_rescued_file_brings_everything_back(opened):
    checklist = opened()
    checklist.page.add_init_script(LOCAL_FAILS["full"] + DATABASE_FAILS["absent"])
    checklist.reload()
    checklist.answer("C1", "部分达到")
    checklist.fill("C1", note="缺签到表\n两次", evidence="会议记录本第12页\n签到表", due="2026-12-31")
    file = checklist.press_for_file(checklist.page.get_by_role("button", name="立即导出"))

    elsewhere = opened()
    elsewhere.choose_file(file.suggested_filename, file.path().read_bytes())
    elsewhere.page.locator("self-check .panel").get_by_role("button", name="导入", exact=True).click()
    elsewhere.said("已导入")

    assert file.suggested_filename == "软件工程教师党支部-自查-branch-34-2026-2026-11-22.json"
    assert elsewhere.answer_of("C1") == ["部分达到"]
    assert elsewhere.stored("C1") == {
        "status": "partly",
        "note": "缺签到表\n两次",
        "evidence": ["会议记录本第12页", "签到表"],
        "due": "2026-12-31",
    }


def test_damaged_data_is_set_aside_and_offered_for_download(checklist):
    checklist.fill("C1", note="原来的")
    checklist.settle()
    checklist.page.evaluate('key => localStorage.setItem(key, \'{"at": {"note": 1}, 半截\')', checklist.key("C1"))

    checklist.reload()
    checklist.sees("C1", "note", "原来的")
    panel = checklist.tool("恢复以前的内容")
    file = checklist.press_for_file(panel.get_by_role("button", name="下载"))

    assert file.path().read_text(encoding="utf-8") == '{"at": {"note": 1}, 半截'
    assert checklist.note("C1").input_value() == "原来的"


def test_text_in_composition_is_kept_when_the_page_goes_away(checklist):
    input_method = checklist.page.context.new_cdp_session(checklist.page)
    checklist.type_note("C1", "前：")
    input_method.send("Input.imeSetComposition", {"text": "qiandao", "selectionStart": 7, "selectionEnd": 7})
    typed = checklist.stored("C1")["note"]

    checklist.page.evaluate("window.dispatchEvent(new Event('pagehide'))")

    assert (typed, checklist.stored("C1")["note"]) == ("前：", "前：qiandao")


HELD = """const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...all) {
        const held = {};
        window.letOpen = () => {
            IDBFactory.prototype.open = open;
            const request = open.apply(this, all);
            for (const name of ["onupgradeneeded", "onsuccess"]) {
                request[name] = (event) => { held.result = request.result; held[name](event); };
            }
        };
        return held;
    };"""


def test_no_field_takes_input_before_the_database_has_answered(opened):
    checklist = opened()
    checklist.fill("C2", note="早先的")
    checklist.settle()
    checklist.page.add_init_script(HELD)
    checklist.page.reload()
    checklist.page.locator("self-check .state").wait_for()
    open_at_first = checklist.page.locator("li[data-rev] :is(input, textarea, button):enabled").count()
    told = checklist.saved

    checklist.page.evaluate("letOpen()")
    checklist.type_note("C2", "，接着写")

    assert open_at_first == 0
    assert told == "正在打开本机存的内容，打开就可以填。"
    assert checklist.stored("C2") == {"note": "早先的，接着写"}
    checklist.says("已保存到本机")


def test_a_database_that_does_not_answer_is_given_up_on_and_said(opened):
    checklist = opened()
    checklist.page.add_init_script(DATABASE_FAILS["hanging"])
    checklist.page.reload()

    checklist.type_note("C1", "缺签到表")

    assert checklist.saved.startswith("只存了一处")
    assert checklist.stored("C1") == {"note": "缺签到表"}


# --- a standard that changes


# the data comes after the list and before the tool: the moment to make both those of a later edition
LATER = """window.STANDARDS = new Proxy({}, { set(all, id, standard) {
    const { items } = standard;
    // of the year nothing changes
    if (!items.C1) return Reflect.set(all, id, standard);
    const item = (name) => document.getElementById(name);
    standard.edition = "2026.2";
    items.C1.rev = item("C1").dataset.rev = 2;
    items.C2.title = "支部委员会会议（新名）";
    for (const [made, old] of [["C21", "C3"], ["C22", "C3"], ["C31", "C4"]]) {
        items[made] = Object.assign({}, items[old], { title: "新条目" + made });
        const line = item(old).cloneNode(true);
        line.id = made;
        item("C8").before(line);
    }
    const into = { C3: ["C21", "C22"], C4: ["C31"], C5: ["C31"], C6: [] };
    const change = { C3: "split", C4: "merged", C5: "merged", C6: "withdrawn" };
    standard.retired = {};
    for (const name of ["C3", "C4", "C5", "C6", "C7"]) {
        const { title } = items[name];
        if (change[name]) standard.retired[name] = { title, change: change[name], into: into[name], why: "样例" };
        delete items[name];
        item(name).remove();
    }
    all[id] = standard;
    return true;
} });"""


@pytest.fixture
def changed(checklist):
    """A checklist filled under one edition and opened again under the next."""
    for number in range(1, 8):
        checklist.answer(f"C{number}", "达到")
        checklist.fill(f"C{number}", note=f"C{number} 的说明")
    checklist.page.add_init_script(LATER)
    checklist.reload()
    checklist.page.locator("self-check .news li").first.wait_for()
    return checklist


def test_answers_follow_their_items_into_the_next_edition(changed):
    shown = {
        item: (
            changed.answer_of(item),
            changed.note(item).input_value(),
            "请重新核对" in changed.item(item).inner_text(),
        )
        for item in ("C1", "C2", "C21", "C22", "C31", "C8")
    }

    assert shown == {
        "C1": (["达到"], "C1 的说明", True),
        "C2": (["达到"], "C2 的说明", False),
        "C21": (["达到"], "C3 的说明", True),
        "C22": (["达到"], "C3 的说明", True),
        "C31": (["达到"], "C4 的说明\nC5 的说明", True),
        "C8": ([], "", False),
    }
    assert "达到 1，需重新核对 4" in changed.area_total("C")
    others = changed.page.locator("self-check .others li").all_inner_texts()
    assert [(line.split(" ")[0], "说明" in line) for line in others] == [
        *(("C3", True), ("C4", True), ("C5", True), ("C6", True), ("C7", True)),
    ]


def test_the_next_edition_is_told_once_and_what_was_there_is_kept(changed):
    told = [line.split("：")[0].split(" ")[0] for line in changed.page.locator("self-check .news li").all_inner_texts()]
    panel = changed.tool("恢复以前的内容")
    panel.get_by_text("换版之前").wait_for()
    changed.settle()

    changed.page.reload()
    changed.says("已有")

    assert sorted(told) == ["C1", "C3", "C4", "C5", "C6", "C7"]
    assert changed.page.locator("self-check .news li").count() == 0


def test_what_an_edition_dropped_is_in_the_backup(changed):
    file = changed.backup()

    assert file["edition"] == "2026.2"
    assert sorted(file["items"]) == ["C1", "C2", "C21", "C22", "C31"]
    assert {id_: answer["note"] for id_, answer in file["retired"].items()} == {
        id_: f"{id_} 的说明" for id_ in ("C3", "C4", "C5", "C6")
    }
    assert file["unknown"]["items"]["C7"]["note"] == "C7 的说明"


def test_choosing_the_same_result_again_settles_the_recheck(changed):
    changed.item("C1").get_by_label("达到", exact=True).click()
    changed.item("C21").locator("input:checked").focus()
    changed.page.keyboard.press("Space")

    assert ["请重新核对" in changed.item(item).inner_text() for item in ("C1", "C21", "C22")] == [False, False, True]
    assert "达到 3，需重新核对 2" in changed.area_total("C")
    changed.settle()
    changed.page.reload()
    assert "达到 3，需重新核对 2" in changed.area_total("C")


# --- where it runs


def test_the_whole_flow_works_on_a_plain_http_page_that_is_no_secure_context(opened, intranet):
    checklist = opened(intranet)
    lacks = checklist.page.evaluate("[isSecureContext, typeof crypto.randomUUID, typeof navigator.storage]")
    checklist.answer("C1", "部分达到")
    checklist.fill("C1", note="缺签到表", measure="补齐")

    panel = checklist.tool("复制数据")
    panel.get_by_role("button", name="复制", exact=True).click()
    checklist.said("已复制|Ctrl")
    text = panel.get_by_label("要复制的全部数据").input_value()
    checklist.fill("C1", note="改坏了")
    words = checklist.paste(text).locator("section p").first.inner_text()
    ledger = checklist.tool("整改台账").locator("tbody tr").count()

    assert lacks == [False, "undefined", "undefined"]
    assert json.loads(text)["items"]["C1"]["note"] == "缺签到表"
    assert words == "0 条更新、0 条冲突、0 条不变、1 条本机较新。"
    assert ledger == 1


@pytest.mark.parametrize("place", ["disk", "intranet"])
def test_a_script_that_is_put_into_the_page_does_not_run(browser, request, place):
    context = browser.new_context()
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    Checklist(page, request.getfixturevalue(place))

    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = 'script'";
        document.body.append(script);
        const image = document.createElement("img");
        image.setAttribute("onerror", "window.ran = 'handler'");
        image.src = "data:,";
        document.body.append(image);
        const away = document.createElement("img");
        away.src = "http://elsewhere.test/x.png";
        document.body.append(away);
    }""")

    # what each wanted to run would have been there before the third was refused
    wait_until(lambda: [page.title(), sum("Content Security Policy" in text for text in complaints)][1] == 3)
    assert page.evaluate("typeof window.ran") == "undefined"
    context.close()


def test_in_wechat_text_is_copied_and_nothing_that_does_not_work_is_offered(opened):
    checklist = opened(user_agent=WECHAT)
    checklist.answer("C1", "未达到")
    buttons = checklist.page.locator("self-check .tools button").all_text_contents()

    seen = {}
    for name in TOOLS:
        if name in buttons:
            panel = checklist.tool(name)
            seen[name] = ("在浏览器打开" in panel.inner_text(), panel.locator("button").all_inner_texts())
    panel = checklist.tool("复制数据")
    panel.get_by_role("button", name="复制", exact=True).click()

    assert buttons == [
        "复制数据", "导入", "整改台账", "与以前比较", "恢复以前的内容", "结束这一年", "交给下一任",
        "导出并清除本机数据", "清空这台电脑",
    ]  # fmt: skip
    assert [hint for hint, _ in seen.values()] == [True] * 6
    offered = {button for _, names in seen.values() for button in names}
    assert offered == {"读取粘贴的数据", "复制", "导出并清除", "收起"}
    assert checklist.said("已复制") == "已复制。"
    assert checklist.says("备份于 2026-11-22")


def test_in_wechat_clearing_hands_the_text_over_first(opened):
    checklist = opened(user_agent=WECHAT)
    checklist.fill("C1", note="缺签到表")

    panel = checklist.tool("导出并清除本机数据")
    panel.get_by_role("button", name="导出并清除").click()
    text = panel.get_by_label("要复制的全部数据").input_value()
    panel.get_by_role("button", name="存好了，清除").click()
    checklist.said("已清除")

    assert json.loads(text)["items"]["C1"]["note"] == "缺签到表"
    assert (checklist.note("C1").input_value(), names_kept(checklist)) == ("", [])


def test_in_wechat_the_red_bar_offers_the_text(opened):
    checklist = opened(user_agent=WECHAT)
    checklist.page.add_init_script(LOCAL_FAILS["full"] + DATABASE_FAILS["absent"])
    checklist.reload()

    checklist.fill("C1", note="缺签到表")
    checklist.says("没有保存成功")
    checklist.page.locator("self-check .state").get_by_role("button", name="复制数据").click()

    text = checklist.page.get_by_label("要复制的全部数据").input_value()
    assert json.loads(text)["items"]["C1"]["note"] == "缺签到表"


def test_a_tool_that_cannot_be_loaded_says_so_and_works_the_next_time(browser, intranet):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/self-check-tools.js", lambda route: route.abort(), times=1)
    checklist = Checklist(page, intranet)

    press_tool(page, "整改台账")
    checklist.says("打不开")
    panel = checklist.tool("整改台账")

    assert "现在没有要整改的条目" in panel.inner_text()
    context.close()


# --- before and without what a page loads once it is open

NEVER_IDLE = "window.requestIdleCallback = () => undefined;"
COMPLETE = "() => document.querySelector('self-check').complete()"


@pytest.fixture
def just_open(opened):
    """A checklist that has loaded only what it opens with."""
    checklist = opened()
    checklist.page.add_init_script(NEVER_IDLE)
    checklist.page.reload()
    return checklist


def test_what_is_filled_in_before_the_page_is_idle_is_shown_kept_and_comes_into_the_database(just_open):
    just_open.answer("C1", "部分达到")
    just_open.type_note("C1", "缺签到表")
    before = [just_open.saved, just_open.total.split("/")[0], just_open.stored("C1")]
    has = just_open.page.evaluate("() => 'snapshot' in document.querySelector('self-check').store")
    just_open.page.evaluate(COMPLETE)
    just_open.page.keyboard.type("，两次")
    just_open.settle()
    just_open.page.evaluate("localStorage.clear()")

    just_open.page.reload()
    just_open.page.evaluate(COMPLETE)
    just_open.sees("C1", "note", "缺签到表，两次")

    assert before == [
        "已保存到本机 10:32 · 还没有备份过，已有 2 处修改",
        "全部：已填 1",
        {"status": "partly", "note": "缺签到表"},
    ]
    assert has is False
    assert just_open.answer_of("C1") == ["部分达到"]


def test_what_another_window_stored_meanwhile_is_known_when_the_page_is_complete(just_open, disk):
    other = Checklist(just_open.page.context.new_page(), disk)
    other.answer("C1", "未达到")
    other.fill("C1", measure="补齐")
    just_open.type_note("C1", "缺签到表")

    just_open.page.evaluate(COMPLETE)
    other.fill("C2", note="后来的")
    just_open.sees("C2", "note", "后来的")

    assert just_open.stored("C1") == {"status": "unmet", "measure": "补齐", "note": "缺签到表"}
    assert just_open.answer_of("C1") == ["未达到"]


def test_an_answer_given_before_the_page_is_idle_does_not_hide_that_the_standard_has_changed(checklist):
    checklist.answer("C1", "达到")
    checklist.answer("C3", "达到")
    checklist.settle()
    checklist.page.add_init_script(LATER + NEVER_IDLE)
    checklist.page.reload()
    checklist.type_note("C8", "先写一句")

    checklist.page.evaluate(COMPLETE)
    checklist.page.locator("self-check .news li").first.wait_for()

    told = [
        line.split("：")[0].split(" ")[0] for line in checklist.page.locator("self-check .news li").all_inner_texts()
    ]
    assert told == ["C1", "C3"]
    assert checklist.stored("C8") == {"note": "先写一句"}
    assert checklist.answer_of("C21") == ["达到"]


def test_ones_own_name_is_kept_when_something_is_typed_before_the_page_is_idle(page, disk):
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    page.locator("self-check:visible").get_by_label("支部名称").fill("第一党支部")
    opened_note(page).fill("缺签到表")
    page.add_init_script(NEVER_IDLE)
    page.reload()

    opened_note(page).fill("缺签到表，两次")
    page.evaluate(COMPLETE)

    assert page.locator("self-check:visible").get_by_label("支部名称").input_value() == "第一党支部"


@pytest.fixture
def cut_off(browser, intranet):
    """A checklist whose later scripts cannot be had; a context of its own, for that is a fault to other guards."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/self-check-later.js", lambda route: route.abort())
    checklist = Checklist.__new__(Checklist)
    checklist.page, checklist.branch = page, "teacher-software"
    yield checklist
    context.close()


def test_without_the_later_scripts_answers_are_kept_and_the_lack_is_told_until_they_come(cut_off, intranet):
    page = cut_off.page
    page.add_init_script(HURRIED)
    page.goto(intranet + PAGE)
    page.get_by_text("还没有取到").wait_for()
    cut_off.fill("C1", note="缺签到表")
    before = (cut_off.saved.split(" ")[0], cut_off.alarm, cut_off.stored("C1"))
    page.emulate_media(media="print")
    on_paper = cut_off.note("C1").is_visible()
    page.emulate_media(media="screen")

    page.unroute("**/self-check-later.js")
    # it tries again of itself every ten seconds
    page.locator("self-check .tools").get_by_role("button", name="备份到文件").wait_for()
    file = cut_off.backup()

    assert before == ("已保存到本机", "", {"note": "缺签到表"})
    assert on_paper
    assert file["items"]["C1"]["note"] == "缺签到表"
    assert page.get_by_text("还没有取到").count() == 0


@pytest.mark.parametrize("place", ["disk", "wechat"])
def test_where_nothing_can_be_stored_or_loaded_the_rescue_gives_the_text(cut_off, opened, intranet, place):
    page = cut_off.page
    if place == "wechat":
        page.add_init_script(f"Object.defineProperty(navigator, 'userAgent', {{ get: () => '{WECHAT}' }});")
    page.add_init_script(LOCAL_FAILS["full"] + DATABASE_FAILS["absent"])
    page.goto(intranet + PAGE)
    page.get_by_text("还没有取到").wait_for()

    cut_off.answer("C1", "部分达到")
    cut_off.fill("C1", note="缺签到表\n两次")
    cut_off.says("没有保存成功")
    red = cut_off.alarm != ""
    page.get_by_role("button", name="复制数据" if place == "wechat" else "立即导出").click()
    text = page.get_by_label("要复制的全部数据").input_value()
    elsewhere = opened()
    elsewhere.paste(text).get_by_role("button", name="导入", exact=True).click()
    elsewhere.said("已导入")

    assert red
    assert elsewhere.stored("C1") == {"status": "partly", "note": "缺签到表\n两次"}


# --- for everybody


def fill_for_a_look(checklist: Checklist) -> None:
    """Fill what makes every tool show something."""
    checklist.choose_round("2026 年下半年")
    checklist.answer("C1", "未达到")
    checklist.choose_round("2026 年")
    checklist.answer("C1", "部分达到")
    checklist.fill("C1", note="缺签到表" * 10, measure="补齐", due="2026-11-25", closed_on="2026-11-21")
    checklist.settle()
    checklist.reload()
    checklist.settle()


def conflict() -> str:
    """Return a file that contradicts what `fill_for_a_look` filled in."""
    items = {"C1": answer("met", note="都齐了", v={"d-1": 3}), "C2": answer("met", due="哪天")}
    return text_of(record("teacher-software", "软件工程教师党支部", items))


def test_every_tool_open_fits_the_screen_and_has_no_serious_accessibility_fault(opened):
    checklist = opened(viewport={"width": 320, "height": 800})
    fill_for_a_look(checklist)
    found = {}

    for name in (*TOOLS, "conflict"):
        if name == "conflict":
            checklist.paste(conflict()).get_by_text("两边都改过").wait_for()
        else:
            checklist.tool(name).locator("button").first.wait_for()
        for width in (320, 360, 1280):
            checklist.page.set_viewport_size({"width": width, "height": 800})
            faults = checklist.page.evaluate(FAULTS, BODY)
            # the tables that scroll in their own box may hold more than the screen
            faults = [
                fault for fault in faults if not re.search(r"leaves its box, (td|th|a|button|span\.whole)", fault)
            ]
            axe = (
                serious(checklist.page) if width == 1280 or (name in ("整改台账", "conflict") and width == 320) else []
            )
            if faults or axe:
                found[name, width] = faults[:5] + axe

    assert found == {}


def test_every_control_has_a_name_and_every_item_a_legend(opened):
    checklist = opened()
    fill_for_a_look(checklist)
    checklist.item("C1").get_by_text("销号和回头看").click()
    nameless = """() => Array.from(document.querySelectorAll("self-check :is(input, select, textarea, button)"))
        .filter((control) => control.checkVisibility())
        .filter((control) => !(control.getAttribute("aria-label") || control.textContent.trim()
            || (control.labels && Array.from(control.labels).some((label) => label.textContent.trim()))))
        .map((control) => control.outerHTML)"""
    found = {}

    for name in (*TOOLS, "conflict"):
        if name == "conflict":
            checklist.paste(conflict()).get_by_text("两边都改过").wait_for()
        else:
            checklist.tool(name).locator("button").first.wait_for()
        found[name] = checklist.page.evaluate(nameless)

    item = checklist.item("C1")
    title = item.locator("a").first.inner_text()
    assert found == {name: [] for name in (*TOOLS, "conflict")}
    assert item.get_by_role("group", name=title).count() == 1
    assert item.get_by_role("group", name=title).get_by_role("radio").count() == 4
    assert checklist.page.locator("self-check .state [role=status]").count() == 1
    assert checklist.page.get_by_role("region", name="导入").is_visible()


def press_to(checklist: Checklist, name: str) -> None:
    """Press Tab until the control with this text or name has the focus."""
    for _ in range(60):
        focused = checklist.page.evaluate("""() => {
            const control = document.activeElement;
            const labels = Array.from(control.labels || [], (label) => label.textContent).join("");
            return (labels || control.textContent || "").trim();
        }""")
        if focused.startswith(name):
            return
        checklist.page.keyboard.press("Tab")
    pytest.fail(f"Tab did not reach {name}")


def test_answering_importing_and_backing_up_need_no_mouse(opened):
    checklist = opened()
    keyboard = checklist.page.keyboard

    press_to(checklist, "自查")
    keyboard.press("Enter")
    press_to(checklist, "更多工具")
    keyboard.press("Enter")
    press_to(checklist, "导入")
    keyboard.press("Enter")
    checklist.page.get_by_role("heading", name="导入").wait_for()
    press_to(checklist, "或者粘贴数据")
    keyboard.insert_text(conflict())
    press_to(checklist, "读取粘贴的数据")
    keyboard.press("Enter")
    checklist.page.get_by_text("2 条更新").wait_for()
    press_to(checklist, "导入")
    keyboard.press("Enter")
    checklist.said("已导入")
    press_to(checklist, "收起")
    keyboard.press("Enter")
    back_at = checklist.page.evaluate("document.activeElement.textContent")
    checklist.page.locator("#C1 input:checked").focus()
    keyboard.press("ArrowRight")
    checklist.page.locator("self-check .tools select").focus()
    press_to(checklist, "备份到文件")
    with checklist.page.expect_download() as given:
        keyboard.press("Enter")

    file = json.loads(given.value.path().read_text(encoding="utf-8"))
    assert back_at == "更多工具"
    assert {id_: answer["status"] for id_, answer in file["items"].items()} == {"C1": "partly", "C2": "met"}
