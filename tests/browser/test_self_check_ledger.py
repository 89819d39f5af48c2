"""What a filled self-check gives: tables, the rectification ledger, a comparison, earlier states, a clean machine."""

from __future__ import annotations

import csv
import io
import json

import docx
import openpyxl
import pytest

from tests.builders.records import answer, record
from tests.probes.checklist import Checklist, press_tool
from tests.probes.my_branch import TEACHERS
from tests.probes.pdf import printed
from tests.probes.word import word_text

BRANCH = ("teacher-software", "软件工程教师党支部")
NOW = "2026-11-22T10:32:00+08:00"
ANSWERS = (
    "编号",
    "项目",
    "结果",
    "核对",
    "问题和具体表现",
    "整改措施",
    "材料在哪里",
    "责任人",
    "整改期限",
    "销号",
    "回头看",
)


@pytest.fixture
def checklist(open_page, disk):
    """The checklist from disk, on a fixed day."""
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    return Checklist(page, disk)


@pytest.fixture
def filled(checklist):
    """A checklist with something to put right in every state."""
    log = [["2026-06-01", "unmet", "d-1"]]
    mended = [*log, ["2026-09-01", "met", "d-1"]]
    closed = {"closed_on": "2026-09-10", "closed_evidence": "记录本第 3 页"}
    looked = {"looked_back_on": "2026-11-01", "looked_back_note": "没有反复"}
    checklist.bring(
        record(
            *BRANCH,
            {
                "A1": answer("met"),
                "C1": answer("unmet"),
                "C2": answer("partly", note="=1+1\n第二行", measure="补齐", responsible="组织委员", due="2026-12-31"),
                "C3": answer("partly", due="2026-11-29"),
                "C4": answer("unmet", due="2026-11-19", evidence=["记录本第12页", "签到表"]),
                "C5": answer("met", log=mended),
                "C6": answer("met", log=mended, **closed),
                "C7": answer("met", log=mended, **closed, **looked),
                "C8": answer("not_applicable"),
            },
        )
    )
    return checklist


def ledger_of(checklist: Checklist) -> dict[str, list[str]]:
    """Return the cells of the ledger on the page, by id."""
    rows = checklist.page.locator("self-check .panel .ledger tbody tr").evaluate_all(
        "rows => rows.map((row) => Array.from(row.cells, (cell) => cell.innerText))"
    )
    return {row[0]: row[1:] for row in rows}


# --- tables


def excel_rows(content: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(3, sheet.max_row - 1, values_only=True)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
    return [["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row] for row in rows]


def word_rows(content: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(content)).tables[0]
    return [[word_text(cell) for cell in row._tr.tc_lst] for row in table.rows]


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


READERS = {"xlsx": excel_rows, "docx": word_rows, "csv": csv_rows}
WORDS = {"xlsx": "Excel", "docx": "Word", "csv": "CSV"}


def exported(checklist: Checklist, title: str) -> dict[str, tuple[str, list[list[str]]]]:
    """Export a table in each kind and return its file name and rows."""
    line = checklist.tool("导出 Excel").locator("p", has_text=f"{title}：")
    files = {kind: checklist.press_for_file(line.get_by_role("button", name=WORDS[kind])) for kind in READERS}
    return {kind: (file.suggested_filename, READERS[kind](file.path().read_bytes())) for kind, file in files.items()}


def test_excel_word_and_csv_hold_the_same_rows_as_the_page(filled):
    asked = filled.page.locator("self-check li[data-rev]").evaluate_all("items => items.map((item) => item.id)")

    files = exported(filled, "自查表")

    tables = {kind: rows for kind, (_name, rows) in files.items()}
    assert [[cell.removeprefix("'") for cell in row] for row in tables["csv"]] == tables["docx"]
    # where people go on filling it in, every field has a column of its own
    columns = {name: [row[at] for row in tables["xlsx"][1:]] for at, name in enumerate(tables["xlsx"][0])}
    head, *rows = tables["docx"]
    assert {name: columns[name] for name in head if name in columns} == {
        name: [row[at] for row in rows] for at, name in enumerate(head) if name in columns
    }
    assert set(head) - set(columns) == {"核对", "销号", "回头看"}
    by_id = {row[0]: row[2:] for row in rows}
    assert head == list(ANSWERS)
    assert list(by_id) == asked
    shown = {item: (filled.answer_of(item) or ["未填"])[0] for item in ("A1", "C1", "C2", "C8", "D1")}
    assert {item: by_id[item][0] for item in shown} == shown
    assert by_id["C2"] == ["部分达到", "", "=1+1\n第二行", "补齐", "", "组织委员", "2026-12-31", "", ""]
    assert by_id["C4"] == ["未达到", "", "", "", "记录本第12页\n签到表", "", "2026-11-19", "", ""]
    assert by_id["C7"][7:] == ["2026-09-10\n记录本第 3 页", "2026-11-01\n没有反复"]
    assert {kind: name for kind, (name, _rows) in files.items()} == {
        kind: f"软件工程教师党支部-自查-2026_年-2026-11-22.{kind}" for kind in READERS
    }


def test_the_ledger_goes_out_in_the_same_rows_as_the_page_shows(filled):
    files = exported(filled, "整改台账")
    filled.tool("整改台账")
    panel = filled.page.locator("self-check .panel")
    again = {kind: filled.press_for_file(panel.get_by_role("button", name=f"导出 {WORDS[kind]}")) for kind in READERS}

    page = ledger_of(filled)
    tables = {kind: rows for kind, (_name, rows) in files.items()}
    assert {kind: READERS[kind](file.path().read_bytes()) for kind, file in again.items()} == tables
    assert tables["xlsx"] == tables["docx"]
    head, *rows = tables["docx"]
    column = {name: head.index(name) for name in ("问题", "具体表现", "整改措施", "责任人", "整改时限", "进展")}
    assert {row[column["问题"]].split("\n")[0]: [row[at] for at in column.values()][1:] for row in rows} == {
        item: [*cells[1:5], cells[5].replace("还缺：", "还差：")] for item, cells in page.items()
    }


def test_only_what_nobody_can_read_here_is_said_to_be_missing_from_a_table(filled):
    def foot():
        line = filled.tool("导出 Excel").locator("p", has_text="自查表：")
        file = filled.press_for_file(line.get_by_role("button", name="Word"))
        return docx.Document(file.path()).paragraphs[-1].text

    without = foot()
    filled.bring(record(*BRANCH, {}, unknown={"items": {"X1": answer(note="别的")}, "extra": {}}))

    assert ["别的版次的内容" in text for text in (without, foot())] == [False, True]


# --- the ledger


def test_the_ledger_lists_what_is_to_be_put_right_and_how_far_it_is(filled):
    filled.tool("整改台账")

    rows = ledger_of(filled)
    title = {item: filled.item(item).locator("a").first.inner_text().split(" ", 1)[1] for item in rows}
    assert {item: [cells[0], *cells[4:]] for item, cells in rows.items()} == {
        "C1": [f"{title['C1']}：未达到", "", "未开始\n还缺：整改措施、责任人（写职务）、整改期限", "", ""],
        "C2": [f"{title['C2']}：部分达到", "2026-12-31", "整改中", "", ""],
        "C3": [f"{title['C3']}：部分达到", "2026-11-29", "快到期\n还缺：整改措施、责任人（写职务）", "", ""],
        "C4": [f"{title['C4']}：未达到", "2026-11-19", "已逾期 3 天\n还缺：整改措施、责任人（写职务）", "", ""],
        "C5": [f"{title['C5']}：未达到", "", "待销号\n还缺：销号日期、销号依据", "", ""],
        "C6": [f"{title['C6']}：未达到", "", "已销号", "2026-09-10\n记录本第 3 页", "待回头看"],
        "C7": [f"{title['C7']}：未达到", "", "已销号", "2026-09-10\n记录本第 3 页", "2026-11-01\n没有反复"],
    }


def test_closing_an_item_needs_the_result_a_day_and_evidence(checklist):
    checklist.tool("整改台账")
    states = []

    def look():
        states.append(ledger_of(checklist)["C1"][5])

    checklist.answer("C1", "未达到")
    checklist.page.clock.set_fixed_time("2026-11-25T09:00:00+08:00")
    checklist.fill("C1", measure="补开", responsible="组织委员", due="2026-12-20")
    look()
    checklist.fill("C1", closed_on="2026-11-25", closed_evidence="记录本第3页")
    look()
    checklist.answer("C1", "达到")
    look()
    checklist.fill("C1", closed_evidence="")
    look()
    checklist.fill("C1", closed_evidence="记录本第3页", looked_back_on="2026-11-25", looked_back_note="没有反复")
    look()

    assert states == ["整改中", "整改中", "已销号", "待销号\n还缺：销号依据", "已销号"]
    assert ledger_of(checklist)["C1"][7] == "2026-11-25\n没有反复"


def test_the_ledger_follows_what_is_filled_in_below(checklist):
    panel = checklist.tool("整改台账")
    empty = panel.inner_text()

    checklist.answer("C1", "未达到")
    checklist.fill("C1", note="缺签到表")

    assert "现在没有要整改的条目。" in empty
    assert ledger_of(checklist)["C1"][1] == "缺签到表"


def test_an_item_put_right_the_same_day_by_mistake_is_not_in_the_ledger(checklist):
    checklist.answer("C1", "未达到")
    checklist.answer("C1", "达到")

    panel = checklist.tool("整改台账")

    assert "现在没有要整改的条目。" in panel.inner_text()


def test_the_ledger_is_printed_alone(filled):
    filled.page.evaluate("window.print = () => {}")
    panel = filled.tool("整改台账")
    panel.get_by_role("button", name="打印台账").click()

    alone = "".join(sheet.drawn for sheet in printed(filled.page))
    filled.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    everything = "".join(sheet.drawn for sheet in printed(filled.page))

    wanted = ("软件工程教师党支部", "整改台账", "已逾期3天", "待回头看")
    assert [words for words in wanted if words not in alone] == []
    assert [
        words for words in ("政治理论学习", "期次", "打印台账", "已保存", "适用34项", "收起") if words in alone
    ] == []
    assert [words for words in ("政治理论学习", "部分达到", "记录本第12页") if words not in everything] == []
    assert "打印台账" not in everything


# --- comparison


def test_two_rounds_are_compared_in_words(filled):
    before = {"C1": answer("met"), "C2": answer("partly"), "C8": answer("unmet")}
    filled.bring(record(*BRANCH, before, round="2025"))
    filled.bring(record(*BRANCH, {"A1": answer("met")}, round="2024"))
    filled.choose_round("2026 年")

    panel = filled.tool("与以前比较")
    options = panel.get_by_label("与哪一期比较").locator("option").all_inner_texts()
    rows = panel.locator("table").evaluate(
        "table => Array.from(table.rows, (row) => Array.from(row.cells, (cell) => cell.textContent))"
    )
    panel.get_by_label("与哪一期比较").select_option(label="2024 年")
    words = panel.locator("p").first.inner_text()

    cells = {row[0].split(" ")[0]: row[1:] for row in rows}
    assert options == ["2024 年", "2025 年"]
    assert cells == {
        "条目": ["2025 年", "2026 年"],
        "A1": ["未填", "达到"],
        "C1": ["达到", "未达到"],
        "C3": ["未填", "部分达到"],
        "C4": ["未填", "未达到"],
        "C5": ["未填", "达到"],
        "C6": ["未填", "达到"],
        "C7": ["未填", "达到"],
        "C8": ["未达到", "不适用"],
    }
    assert words == "8 项有变化："


def test_without_an_earlier_round_the_comparison_says_what_to_do(checklist):
    panel = checklist.tool("与以前比较")

    assert "先导入上一期的备份文件" in panel.inner_text()


# --- earlier states


def test_what_was_there_at_the_day_s_first_opening_can_be_restored(checklist):
    checklist.fill("C1", note="昨天的")
    checklist.settle()
    checklist.page.clock.set_fixed_time("2026-11-23T08:00:00+08:00")
    checklist.reload()
    checklist.says("已有")
    checklist.settle()
    checklist.fill("C1", note="今天误改的")
    panel = checklist.tool("恢复以前的内容")
    daily = panel.locator("p", has_text="每天第一次打开").filter(has_text="2026-11-23")

    daily.get_by_role("button").click()
    checklist.said("已恢复")

    assert checklist.note("C1").input_value() == "昨天的"
    panel = checklist.tool("恢复以前的内容")
    panel.locator("p", has_text="恢复之前").get_by_role("button").first.click()
    checklist.said("已恢复")
    assert checklist.note("C1").input_value() == "今天误改的"


# --- clearing


def records_among(checklist: Checklist, names: list[str]) -> list[str]:
    """Return names without the site's own prefix, and without what says nothing of a record."""
    home = checklist.page.evaluate("SelfCheckEntries.HOME")
    return [name.removeprefix(home) for name in names if name not in (f"{home}device", f"{home}taken")]


def stored_keys(checklist: Checklist) -> list[str]:
    """Return what localStorage holds of records."""
    return records_among(checklist, checklist.page.evaluate("Object.keys(localStorage).sort()"))


def in_database(checklist: Checklist) -> list[str]:
    """Return what the database holds of records."""
    names = checklist.page.evaluate("""() => new Promise((done) => {
        indexedDB.open(SelfCheckEntries.HOME).onsuccess = (event) => {
            const { result } = event.target;
            const keys = result.transaction("entries").objectStore("entries").getAllKeys();
            keys.onsuccess = () => {
                result.close();
                done(keys.result);
            };
        };
    })""")
    return records_among(checklist, names)


@pytest.fixture
def three(checklist, disk):
    """Three records of two branches, and what another tool keeps."""
    checklist.fill("C1", note="全年的")
    checklist.choose_round("2026 年下半年")
    checklist.fill("C1", note="下半年的")
    checklist.choose_round("2026 年")
    other = Checklist(checklist.page.context.new_page(), disk, "teacher-maths")
    other.fill("C1", note="别的支部的")
    other.page.close()
    checklist.page.evaluate("localStorage.setItem('another/tool', '1')")
    checklist.reload()
    checklist.settle()
    return checklist


def test_clearing_hands_the_record_over_and_asks_before_it_deletes(three):
    panel = three.tool("导出并清除本机数据")

    file = three.press_for_file(panel.get_by_role("button", name="导出并清除"))
    kept = three.stored("C1")
    panel.get_by_role("button", name="文件在，清除").click()
    three.said("已清除")

    assert kept == {"note": "全年的"}
    assert json.loads(file.path().read_text(encoding="utf-8"))["items"]["C1"]["note"] == "全年的"
    assert three.note("C1").input_value() == ""
    assert three.saved == "填的内容会立即存在这台机器的这个浏览器里。"
    gone = "e/teacher-software/branch-34/2026/"
    assert [key for key in stored_keys(three) + in_database(three) if key.startswith(gone)] == []
    assert [key for key in in_database(three) if key.startswith("snapshot/teacher-software/branch-34/2026/")] == []
    assert [key.rsplit("/", 1)[0] for key in stored_keys(three) if key.endswith("/C1")] == [
        "e/teacher-maths/branch-34/2026",
        "e/teacher-software/branch-34/2026-H2",
    ]
    assert three.page.evaluate("localStorage.getItem('another/tool')") == "1"
    three.reload()
    assert three.round == "2026-H2"


def test_clearing_everything_hands_over_all_records_in_one_file(three):
    three.choose_round("2026 年第四季度")
    panel = three.tool("导出并清除本机数据")
    panel.get_by_label("连同这台机器上别的支部").check()

    file = three.press_for_file(panel.get_by_role("button", name="导出并清除"))
    panel.get_by_role("button", name="文件在，清除").click()
    three.said("已清除")

    records = json.loads(file.path().read_text(encoding="utf-8"))["records"]
    assert {(one["branch"]["id"], one["round"]): one["items"]["C1"]["note"] for one in records} == {
        ("teacher-maths", "2026"): "别的支部的",
        ("teacher-software", "2026"): "全年的",
        ("teacher-software", "2026-H2"): "下半年的",
    }
    assert {one["exported"]["day"] for one in records} == {"2026-11-22"}
    assert file.suggested_filename == "自查-全部-2026-11-22.json"
    assert (stored_keys(three), in_database(three)) == (["another/tool"], [])
    three.choose_file("全部.json", file.path().read_bytes())
    three.page.locator("self-check .panel section").nth(1).get_by_role("button", name="导入", exact=True).click()
    three.said("已导入")
    assert (three.round, three.note("C1").input_value()) == ("2026", "全年的")


def test_what_was_changed_after_the_export_is_not_cleared(three):
    panel = three.tool("导出并清除本机数据")
    three.press_for_file(panel.get_by_role("button", name="导出并清除"))

    three.fill("C2", note="导出以后写的")
    panel.get_by_role("button", name="文件在，清除").click()

    assert three.said("又有变化") == "导出以后内容又有变化，没有清除。请重新导出。"
    assert three.stored("C2") == {"note": "导出以后写的"}


def test_another_window_shows_that_the_record_was_cleared(three, disk):
    other = Checklist(three.page.context.new_page(), disk)
    other.sees("C1", "note", "全年的")
    panel = three.tool("导出并清除本机数据")
    three.press_for_file(panel.get_by_role("button", name="导出并清除"))

    panel.get_by_role("button", name="文件在，清除").click()
    three.said("已清除")
    other.sees("C1", "note", "")

    assert other.note("C1").input_value() == ""


def test_the_file_of_a_cleared_record_brings_it_back(three):
    before = three.page.evaluate("document.querySelector('self-check').record.items.C1.note")
    panel = three.tool("导出并清除本机数据")
    file = three.press_for_file(panel.get_by_role("button", name="导出并清除"))
    panel.get_by_role("button", name="文件在，清除").click()
    three.said("已清除")
    three.fill("C1", note="清除以后写的")

    panel = three.paste(file.path().read_text(encoding="utf-8"))

    assert panel.locator("section > p").first.inner_text() == "0 条更新、1 条冲突、0 条不变。"
    panel.get_by_label("用文件里的").check()
    panel.locator("section").get_by_role("button", name="导入", exact=True).click()
    three.said("已导入")
    assert three.note("C1").input_value() == before


def test_the_ledger_of_one_s_own_branch_is_printed_alone_too(page, disk):
    page.goto(f"{disk}my-branch.html#{TEACHERS}")
    tool = page.locator("self-check:visible")
    tool.locator("#C1 input[value=unmet]").check()
    page.evaluate("window.print = () => {}")
    press_tool(page, "整改台账")
    tool.get_by_role("button", name="打印台账").click()

    paper = "".join(sheet.drawn for sheet in printed(page))

    assert "支部党员大会:未达到" in paper
    assert [words for words in ("正式党员", "全年安排", "适用的条目", "期次") if words in paper] == []
