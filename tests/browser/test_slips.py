"""What the committee writes to a branch: kept while it is written, handed down as a file, read and answered there."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from standards_site.data.self_check import FIELDS
from standards_site.outputs.links import Place
from standards_site.outputs.self_check.year_standard import YEAR
from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.builders.records import answer, filled, record, text_of
from tests.builders.slips import BRANCH, slip_for
from tests.probes.accessibility import serious
from tests.probes.checklist import Checklist, press_tool
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.one_file import NAME, Tool

OTHER = ("teacher-maths", "数学教研室教师党支部")
NOW = "2026-11-30T09:00:00+08:00"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
REMARK = "第三季度的签到表没有看到，请补上或者写明原因。"


class Desk:
    """The committee's desk on the roll-up."""

    def __init__(self, page, site, sent):
        self.page, self.sent = page, sent
        page.goto(site + Place.ROLL_UP)
        self.open()

    def open(self, *more):
        """Read the files and open the desk."""
        files = [
            {"name": f"{at}.json", "mimeType": "application/json", "buffer": text_of(one).encode()}
            for at, one in enumerate([*self.sent, *more])
        ]
        self.page.locator("[name=files]").set_input_files(files)
        self.page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()
        self.page.get_by_role("button", name="写意见", exact=True).click()
        self.page.locator("[data-part=desk]").wait_for()

    def choose(self, name):
        """Open the sheet of a branch."""
        self.page.locator("[name=branch] option").filter(has_text=name).wait_for(state="attached")
        label = self.page.locator("[name=branch] option").filter(has_text=name).first.inner_text()
        self.page.locator("[name=branch]").select_option(label=label)
        self.page.wait_for_function("() => (document.querySelector('slip-sheet').tools || {}).isLoaded")
        return self

    def row(self, item):
        """Return the row of an item, opened."""
        row = self.page.locator(f"slip-sheet li[id='{item}']")
        row.evaluate("""row => {
          for (let at = row; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
          row.querySelector("details").open = true;
        }""")
        row.locator("textarea").wait_for()
        return row

    def remark(self, item, text):
        """Write a remark and leave the field."""
        self.row(item).locator("textarea").fill(text)
        self.page.evaluate("document.activeElement.blur()")
        return self

    def remark_of(self, item):
        """Return the remark on an item."""
        return self.row(item).locator("textarea").input_value()

    def state(self, words):
        """Choose how far the record is."""
        self.page.locator("slip-sheet .choices").get_by_label(words).check()
        return self

    def saved(self):
        """Wait until what was written is kept, and return what the sheet says."""
        self.page.locator("slip-sheet .state:not(.is-saving)").wait_for()
        return self.page.locator("slip-sheet .state > span").inner_text()

    def file(self, button="存这个支部的反馈单"):
        """Hand down and return name and bytes."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=button).click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def slip(self):
        """Hand down the slip of the branch and return what stands in it."""
        return json.loads(self.file()[1])


def ours(items=None, **changes):
    """Return a record of the branch."""
    return record(*BRANCH, items or {"C1": answer("partly", note="缺签到表"), "C2": answer("met")}, **changes)


@pytest.fixture
def at(open_page):
    """Open a page on a fixed day, in a browser of its own."""

    def opened(**options):
        page = open_page(timezone_id="Asia/Shanghai", **options)
        page.clock.set_fixed_time(NOW)
        return page

    return opened


def test_a_remark_goes_down_is_answered_and_comes_back_to_be_closed(at, intranet):
    desk = Desk(at(), intranet, [ours(), record(*OTHER, {"C1": answer("met")})])
    desk.choose(BRANCH[1]).remark("C1", REMARK).state("已退回").remark("slip", "总体不错")
    desk.saved()
    name, content = desk.file()
    check = Checklist(at(), intranet)
    check.answer("C1", "部分达到")
    check.fill("C1", note="缺签到表")

    panel = check.choose_file("反馈单.json", content)
    panel.get_by_role("button", name="导入", exact=True).click()
    said = check.said("已导入")
    shown = check.item("C1").locator(".slip > p:first-child").inner_text()
    top = check.page.locator("self-check > .slip > p").all_inner_texts()
    kept = check.stored("C1")
    check.item("C1").get_by_label("C1 的意见已改").check()
    check.fill("C1", note="签到表已补")
    check.reload()
    again = check.item("C1").locator(".slip").inner_text().split("\n")[-1].strip()
    up = check.backup()
    desk.page.reload()
    desk.sent = [up]
    desk.open()
    marks = desk.page.locator("[data-part=marks]").inner_text()
    desk.choose(BRANCH[1])
    beside = desk.row("C1").inner_text()
    desk.row("C1").get_by_label("已办结").check()
    desk.state("已办结")
    closed = desk.slip()["items"]

    assert name == f"反馈单-{BRANCH[1]}-2026-2026-11-30.json"
    assert said == "已导入：意见 1 条。"
    assert shown == f"上级意见：{REMARK}"
    assert top == ["上级意见（2026-11-30）：已退回；意见 1 条，已改和已办结 0 条", "总体不错"]
    assert kept == {"status": "partly", "note": "缺签到表"}
    assert again == "已改（2026-11-30）"
    assert [one["catalog"] for one in up["records"]] == ["branch-34", "slip.branch-34"]
    assert marks == "交来的文件里，标了“已改”的意见有 1 条。"
    assert "问题和具体表现：签到表已补" in beside
    assert "支部标了“已改”：2026-11-30" in beside
    assert (closed["C1"]["status"], closed["C1"]["note"], closed["slip"]["status"]) == ("met", REMARK, "met")


def test_remarks_are_there_again_after_a_reload_and_in_every_window(at, intranet):
    page = at()
    sent = [ours()]
    first = Desk(page, intranet, sent).choose(BRANCH[1])
    first.remark("C1", REMARK)
    other = Desk(page.context.new_page(), intranet, sent).choose(BRANCH[1])
    other.remark("C2", "另一个窗口写的")
    other.saved()
    first.row("C2").locator("summary").filter(has_text="另一个窗口写的").wait_for()
    first.page.reload()
    first.open()

    again = first.choose(BRANCH[1])

    assert (again.remark_of("C1"), again.remark_of("C2")) == (REMARK, "另一个窗口写的")
    listed = again.page.locator("[name=branch] option").all_inner_texts()
    assert listed == ["选一个支部", f"{BRANCH[1]}：意见 2 条"]


def test_a_remark_that_is_being_written_is_not_overwritten_by_another_window_but_told(at, intranet):
    page = at()
    sent = [ours()]
    first = Desk(page, intranet, sent).choose(BRANCH[1])
    first.row("C1").locator("textarea").fill("这边写的")
    other = Desk(page.context.new_page(), intranet, sent).choose(BRANCH[1])

    other.remark("C1", "那边写的")
    first.row("C1").locator(".elsewhere", has_text="那边写的").wait_for()

    assert first.remark_of("C1") == "这边写的"


def test_a_remark_written_100_ms_before_the_browser_was_killed_is_there(machine, intranet):
    desk = Desk(machine.context.new_page(), intranet, [ours()]).choose(BRANCH[1])
    desk.remark("C1", "很早以前写的")
    desk.saved()

    desk.row("C1").locator("textarea").fill("刚写的")
    machine.lose_power(desk.page)

    assert Desk(machine.context.new_page(), intranet, [ours()]).choose(BRANCH[1]).remark_of("C1") == "刚写的"


def test_a_mark_made_100_ms_before_the_browser_was_killed_is_there(machine, intranet):
    check = Checklist(machine.context.new_page(), intranet)
    imported(check, slip_for({"C1": REMARK}))
    check.settle()

    check.item("C1").get_by_label("已改").check()
    machine.lose_power(check.page)

    expect(Checklist(machine.context.new_page(), intranet).item("C1").get_by_label("已改")).to_be_checked()


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        pytest.param(LOCAL_FAILS["forbidden"], "只存了一处", id="local-forbidden"),
        pytest.param(LOCAL_FAILS["full"], "只存了一处", id="local-full"),
        pytest.param(DATABASE_FAILS["full"], "只存了一处", id="database-full"),
        pytest.param(LOCAL_FAILS["full"] + DATABASE_FAILS["broken"], "没有保存成功", id="both"),
    ],
)
def test_where_remarks_cannot_be_stored_it_is_said_and_they_still_go_down(at, intranet, failure, says):
    page = at()
    page.add_init_script(failure)
    desk = Desk(page, intranet, [ours()]).choose(BRANCH[1])

    desk.remark("C1", REMARK)
    page.locator("slip-sheet .state", has_text=says).wait_for()
    file = desk.slip()

    assert desk.remark_of("C1") == REMARK
    assert file["items"]["C1"]["note"] == REMARK


def test_an_earlier_state_of_the_remarks_is_brought_back(at, intranet):
    desk = Desk(at(), intranet, [ours()]).choose(BRANCH[1])
    desk.remark("C1", "昨天写的")
    desk.saved()
    desk.page.clock.set_fixed_time("2026-12-01T09:00:00+08:00")
    desk.page.reload()
    desk.open()
    desk.choose(BRANCH[1]).remark("C1", "今天改坏了")
    desk.saved()

    desk.page.locator("slip-sheet .menu summary").click()
    desk.page.locator("slip-sheet .menu").get_by_role("button", name="恢复以前的内容").click()
    desk.page.get_by_role("button", name="恢复这一份").first.click()
    desk.page.locator("slip-sheet .said", has_text="已恢复").wait_for()

    assert desk.remark_of("C1") == "昨天写的"


def test_all_slips_lie_in_one_zip_file_a_file_for_each_branch(at, intranet):
    year = record(*BRANCH, {"branch-congress.2026-Q1": answer("")}, catalog=YEAR)
    desk = Desk(at(), intranet, [ours(), record(*OTHER, {"C1": answer("met")}), year])
    desk.choose(BRANCH[1]).remark("C1", REMARK)
    desk.choose(OTHER[1]).state("已收")
    desk.page.locator("[name=choice]").select_option(f"{YEAR}/2026")
    desk.choose(BRANCH[1]).state("已退回").saved()

    name, content = desk.file("全部反馈单")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {one: json.loads(archive.read(one)) for one in archive.namelist()}
    assert name == "反馈单-2026-2026-11-30.zip"
    assert {*files} == {f"反馈单-{name}.json" for _, name in (BRANCH, OTHER)}
    both, one = (files[f"反馈单-{name}.json"] for _, name in (BRANCH, OTHER))
    assert [slip["catalog"] for slip in both["records"]] == ["slip.branch-34", f"slip.{YEAR}"]
    assert one["items"]["slip"]["status"] == "partly"


def test_what_a_colleague_wrote_is_merged_item_by_item(at, intranet):
    mine = Desk(at(), intranet, [ours()]).choose(BRANCH[1])
    mine.remark("C1", "我写的").remark("C2", "我看 C2")
    mine.saved()
    theirs = Desk(at(), intranet, [ours()]).choose(BRANCH[1])
    theirs.remark("C1", "同事写的").remark("B1", "同事看 B1")
    theirs.saved()

    file = text_of(theirs.slip())
    sheet = mine.page.locator("slip-sheet")
    sheet.locator(".menu summary").click()
    sheet.locator(".menu").get_by_role("button", name="导入").click()
    sheet.get_by_label("或者粘贴数据").fill(file)
    sheet.get_by_role("button", name="读取粘贴的数据").click()
    sheet.get_by_label("两边的文字都留下").first.check()
    sheet.locator(".panel section").get_by_role("button", name="导入", exact=True).click()
    sheet.locator(".said", has_text="已导入").wait_for()

    assert mine.remark_of("C1") == "我写的\n同事写的"
    assert (mine.remark_of("C2"), mine.remark_of("B1")) == ("我看 C2", "同事看 B1")


# --- at the branch


def imported(check, slip):
    """Import a slip."""
    check.paste(text_of(slip)).get_by_role("button", name="导入", exact=True).click()
    check.said("已导入")


@pytest.fixture
def check(at, disk):
    """The self-check of the branch, with something in it."""
    checklist = Checklist(at(), disk)
    checklist.answer("C1", "部分达到")
    checklist.fill("C1", note="缺签到表")
    return checklist


def test_a_later_slip_takes_the_place_of_the_earlier_and_changes_nothing_of_the_branch(check):
    imported(check, slip_for({"C1": REMARK, "C2": "旧意见", "C3": "会撤回的"}))
    for item in ("C1", "C2"):
        check.item(item).get_by_label("已改").check()
    before = check.backup()["records"][0]

    panel = check.paste(text_of(slip_for({"C1": REMARK, "C2": "新意见"}, day="2026-12-02", state="partly")))
    preview = panel.locator("section").inner_text()
    panel.get_by_role("button", name="导入", exact=True).click()
    check.said("已导入")
    check.reload()

    assert "意见换了、要重新标“已改”的：C2。" in preview
    shown = check.page.locator("self-check li .slip:visible")
    expect(shown.first).to_be_visible()
    texts = {text.split("：")[1].split("\n")[0] for text in shown.all_inner_texts()}
    assert texts == {REMARK, "新意见"}
    marks = [check.item(item).get_by_label("已改").is_checked() for item in ("C1", "C2")]
    assert marks == [True, False]
    after = check.backup()["records"][0]
    assert (after["items"], after["unknown"]) == (before["items"], before["unknown"])


def test_what_was_said_of_an_item_stands_on_its_paper_too(check):
    imported(check, slip_for({"C1": REMARK}))
    expect(check.item("C1").locator(".slip")).to_contain_text(REMARK)

    assert check.paper("C1") == ["部分达到", f"问题和具体表现：缺签到表\n上级意见（2026-11-30）：{REMARK}"]


def test_a_slip_finds_the_branch_that_is_on_no_list_by_the_id_of_its_file(at, disk):
    page = at()
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    ready(page)
    name = page.locator("self-check:visible").get_by_label("支部名称")
    expect(name).to_be_enabled()
    name.press_sequentially("自己的支部")
    given = page.locator("self-check:visible").evaluate("check => check.tools.fileRecord().branch")

    slip = slip_for({"C1": REMARK}, branch=(given["id"], given["name"]))
    press_tool(page, "导入")
    page.get_by_label("或者粘贴数据").fill(text_of(slip))
    page.get_by_role("button", name="读取粘贴的数据").click()
    page.locator("self-check .panel section").get_by_role("button", name="导入", exact=True).click()

    expect(page.locator("self-check li[id=C1] .slip > p:first-child")).to_have_text(f"上级意见：{REMARK}")


def test_an_import_of_a_slip_can_be_undone(check):
    imported(check, slip_for({"C1": "头一次"}))
    imported(check, slip_for({"C1": "第二次"}, day="2026-12-02"))

    check.page.get_by_role("button", name="撤销这次导入").click()
    check.said("已恢复")

    expect(check.item("C1").locator(".slip > p:first-child")).to_have_text("上级意见：头一次")


OF_OTHERS = {
    "branch": (slip_for({"C1": REMARK}, branch=OTHER), f"请到“{OTHER[1]}”的自查页导入；发错了，请退给发来的人。"),
    "year": (slip_for({"C1": REMARK}, round="2024"), "这一份说的是2024 年，现在打开的是2026 年，没有导入。"),
    "begun-year": (slip_for({"C1": REMARK}, round="2026-H2"), "请先在“期次”里选“2026 年下半年”，再导入一次。"),
    "catalog": (slip_for({"C1": REMARK}, catalog="slip.school-9"), "请在那份标准的自查页导入。"),
}


@pytest.mark.parametrize("name", OF_OTHERS)
def test_a_slip_that_is_not_for_what_is_open_is_refused_and_says_what_to_do(check, name):
    slip, words = OF_OTHERS[name]

    panel = check.paste(text_of(slip))
    said = panel.locator("section").inner_text()

    assert words in said
    assert "没有导入" in said
    assert panel.get_by_role("button", name="导入", exact=True).count() == 0
    assert check.page.locator("self-check .slip:visible").count() == 0


def test_an_earlier_slip_does_not_take_the_place_of_a_later_one(check):
    imported(check, slip_for({"C1": "后来的"}, day="2026-12-02"))

    panel = check.paste(text_of(slip_for({"C1": "早先的"})))

    assert "这里已有 2026-12-02 的，这一份是 2026-11-30 的，更早，没有换。" in panel.locator("section").inner_text()
    expect(check.item("C1").locator(".slip > p:first-child")).to_have_text("上级意见：后来的")
    panel.get_by_role("button", name="还是换成这一份").click()
    expect(check.item("C1").locator(".slip > p:first-child")).to_have_text("上级意见：早先的")


def test_a_hostile_slip_is_only_text(check):
    items = {"C1": answer(HOSTILE, note=HOSTILE, title=HOSTILE), "constructor": answer(note=HOSTILE, title=HOSTILE)}
    items["slip"] = answer("unmet", note=HOSTILE, done_on="2026-11-30")
    slip = record(BRANCH[0], HOSTILE, items, catalog="slip.branch-34", edition=HOSTILE)
    text = text_of(slip).replace('"retired": {}', '"retired": {}, "__proto__": {"polluted": 1}')
    tags = check.page.evaluate("document.querySelectorAll('img, script').length")

    panel = check.paste(text)
    panel.get_by_role("button", name="导入", exact=True).click()
    check.said("已导入")
    check.reload()

    expect(check.page.locator("self-check li .slip:visible").first).to_be_visible()
    shown = check.page.locator("self-check .slip:visible").all_inner_texts()
    assert any(HOSTILE in one for one in shown)
    assert check.page.evaluate("document.querySelectorAll('img, script').length") <= tags + 2
    assert check.page.evaluate("({}).polluted") is None
    assert check.page.locator("self-check .slip img").count() == 0
    assert check.stored("C1") == {"status": "partly", "note": "缺签到表"}


def test_too_long_a_remark_is_refused_and_told_like_any_text(check):
    limit = next(limit for name, _, _, limit in FIELDS if name == "note")

    panel = check.paste(text_of(slip_for({"C1": "字" * (limit + 1), "C2": "好的"})))

    assert f"条目 C1 的问题和具体表现：上限 {limit} 字，多了 1 字，没有用" in panel.inner_text()
    assert "C2 C2：好的" in panel.inner_text()


def test_remarks_on_duties_stand_at_their_ticks_and_those_elsewhere_above(check):
    tick = check.page.locator("[data-tick]").first.get_attribute("data-tick")
    slip = slip_for({tick: "请写日期", "own.9": "不在页上的"}, catalog=f"slip.{YEAR}")

    imported(check, slip)
    line = check.page.locator(f"[data-tick='{tick}']")
    line.locator(".slip").wait_for()
    line.get_by_label("已改").check()
    check.page.reload()
    check.ready()

    expect(line.get_by_label("已改")).to_be_checked()
    assert "上级意见：请写日期" in line.inner_text()
    above = check.page.locator("year-ticks > .slip")
    expect(above).to_contain_text("own.9 own.9：上级意见：不在页上的")
    catalogs = [one["catalog"] for one in check.backup()["records"]]
    assert f"slip.{YEAR}" in catalogs


def test_clearing_the_record_clears_what_was_said_of_it(check):
    imported(check, slip_for({"C1": REMARK}))
    panel = check.tool("导出并清除本机数据")
    check.press_for_file(panel.get_by_role("button", name="导出并清除", exact=True))

    panel.get_by_role("button", name="文件在，清除").click()
    check.said("已清除")
    check.reload()

    assert check.page.locator("self-check .slip:visible").count() == 0
    assert check.page.evaluate("JSON.stringify({ ...localStorage })").count(REMARK) == 0


def test_a_slip_reaches_the_one_file_edition(at, disk):
    tool = Tool(at(), disk + Place.ONE_FILE)
    tool.begin()
    tool.fill()
    branch = tool.page.evaluate("document.querySelector('self-check').dataset.branch")
    tool.page.get_by_role("button", name="回到开始").click()

    tool.page.get_by_text("粘贴数据", exact=True).click()
    tool.page.locator("[name=paste]").fill(text_of(slip_for({"C1": REMARK}, branch=(branch, NAME))))
    tool.page.locator("[name=read]").click()
    tool.confirm_import()

    expect(tool.page.locator("li[id=C1] .slip > p:first-child")).to_have_text(f"上级意见：{REMARK}")
    tool.page.get_by_role("button", name="回到开始").click()
    assert [line.split("，")[0] for line in tool.records] == [NAME]


# --- on the roll-up


def test_what_came_back_is_no_record_of_its_own(at, disk):
    page = at()
    desk = Desk(page, disk, [ours(), slip_for({"C1": REMARK})])

    assert page.locator("[name=choice] option").all_inner_texts() == ["党支部标准化 34 项 2026 年（收到 1 份）"]
    assert page.locator("[data-kind=slip] li").all_inner_texts() == [f"1.json：{BRANCH[1]} 2026 年"]
    assert page.locator("[data-part=doubtful]").inner_text() == "文件都读得出来"
    assert desk.choose(BRANCH[1]).remark_of("C1") == ""


@pytest.mark.parametrize("width", [360, 1366])
def test_the_desk_has_no_serious_accessibility_fault_and_fits(at, disk, data, width):
    page = at(viewport={"width": width, "height": 800})
    desk = Desk(page, disk, [filled(data, *BRANCH, 3)]).choose(BRANCH[1])
    desk.remark("C1", REMARK).state("已退回").saved()

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
