"""A self-check as a workbook and back: read by hidden marks, whoever saved it, and told cell by cell."""

from __future__ import annotations

import io
import json
import random
import re
import struct
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from standards_site.data.self_check import FIELDS, LIMITS
from tests.builders.records import FIELDS as EMPTY
from tests.builders.records import a_record, a_standard, an_answer, an_item
from tests.probes.installed import required
from tests.probes.workbook import workbooks_in

IDS = [f"{area}{number}" for area in "AC" for number in range(1, 13)]
STANDARD = a_standard({id_: an_item(f"第 {id_} 项", rev=2) for id_ in IDS})
LABELS = {**STANDARD["answers"], "": "未填"}
HEADS = {
    "id": "编号", "title": "项目", "status": "结果", "note": "问题和具体表现", "measure": "整改措施",
    "evidence": "材料在哪里", "responsible": "责任人", "due": "整改期限", "closed_on": "销号日期",
    "closed_evidence": "销号依据", "looked_back_on": "回头看日期", "looked_back_note": "回头看情况",
}  # fmt: skip
KINDS = {name: kind for name, _, kind, _ in FIELDS} | {"status": "choice"}
TEXTS = (
    "缺第三季度签到表", "两行\n第二行", "引号\"'和</script>", "=1+1", "+86", "表情🙂𠮷", "é", "中间\t制表",
    "{\"a\": [1]}", "0012", "12", "3.10", "2026-3-5", "50%", "TRUE", "  两头空格  ", "&amp; <b>", "长" * 300,
)  # fmt: skip
DAYS = ("", "2026-01-31", "2026-12-31", "2028-02-29", "1949-10-01")


@pytest.fixture(scope="module")
def books(browser, site):
    """The scripts, in one page for all tests."""
    with workbooks_in(browser, site) as made:
        yield made


def full(draw: random.Random, ids: list[str] = IDS) -> dict[str, Any]:
    """Return a record in which much is filled in."""
    items = {}
    for id_ in draw.sample(ids, draw.randrange(len(ids) + 1)):
        status = draw.choice(list(LABELS))
        values = {name: value(draw, name) for name in HEADS if name in EMPTY and draw.random() < 0.5}
        items[id_] = an_answer(status=status, rev=2 if status else 0, v={"d1": 3}, **values)
    return a_record(items)


def value(draw: random.Random, name: str) -> Any:
    """Return a value that a person could give a field."""
    if name == "status":
        return draw.choice(list(LABELS))
    if KINDS[name] == "day":
        return draw.choice(DAYS)
    if KINDS[name] == "lines":
        return [text.replace("\n", " ").replace("\t", " ").strip() for text in draw.sample(TEXTS, draw.randrange(4))]
    text = draw.choice(("", *TEXTS))
    return text if KINDS[name] == "long" else re.sub("[\n\t]+", " ", text)


def opened(file: bytes) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(file), rich_text=True)
    return book, book.worksheets[0]


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def heads_of(sheet: Worksheet) -> dict[str, int]:
    """Return the columns of the fields."""
    names = {name: field for field, name in HEADS.items()}
    (row,) = [row for row in sheet.iter_rows() if any(cell.value == "结果" for cell in row)]
    return {names[cell.value]: cell.column for cell in row if cell.value in names}


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """Return the rows of the items."""
    return {cell.value: cell.row for cell in sheet["A"] if cell.value in IDS}


def cell_of(sheet: Worksheet, id_: str, field: str) -> Any:
    return sheet.cell(rows_of(sheet)[id_], heads_of(sheet)[field])


def put(sheet: Worksheet, id_: str, field: str, given: Any) -> str:
    """Write into a cell as a person does, and return its address."""
    cell = cell_of(sheet, id_, field)
    cell.value = given
    if isinstance(given, str) and given.startswith("="):
        cell.data_type = "s"
    return f"{sheet.title}!{cell.coordinate}"


def in_a_cell(draw: random.Random, name: str, given: Any) -> Any:
    """Return one of the ways in which people write a value."""
    if name == "status":
        return draw.choice([LABELS[given], f" {LABELS[given]}"]) if given else draw.choice([None, "", "未填"])
    if KINDS[name] == "lines":
        return draw.choice(["\n".join(given), "\n\n".join(given) + "\n"]) or None
    if KINDS[name] == "day" and given:
        day = date.fromisoformat(given)
        year, month, number = day.year, day.month, day.day
        ways = (f"{year}/{month}/{number}", f"{year}.{month}.{number}", f"{year}年{month}月{number}日")
        return draw.choice([given, datetime.fromisoformat(given), *ways])
    return given or None


def filled(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what a person has put into an answer."""
    return {name: answer[name] for name in ("status", *EMPTY) if answer[name]}


def answers(record: dict[str, Any]) -> dict[str, Any]:
    return {id_: filled(answer) for id_, answer in record["items"].items() if filled(answer)}


def trimmed(given: Any) -> Any:
    """Return a text as it is read: the ends of a cell are not told apart."""
    return given.strip() if isinstance(given, str) else given


Through = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Through:
    """Has LibreOffice open a workbook and save it."""
    program = required("soffice", package="libreoffice-calc libreoffice-writer")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def through(file: bytes) -> bytes:
        given = folder / "given.xlsx"
        given.write_bytes(file)
        target = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(given)]
        subprocess.run([program, profile, "--headless", *target], check=True, capture_output=True, timeout=180)
        return (folder / "saved/given.xlsx").read_bytes()

    return through


@pytest.fixture(params=["as it is", "openpyxl", "LibreOffice"])
def through(request, office) -> Through:
    """Opens and saves a workbook."""
    ways: dict[str, Through] = {
        "as it is": lambda file: file,
        "openpyxl": lambda file: saved(opened(file)[0]),
        "LibreOffice": office,
    }
    return ways[request.param]


@pytest.mark.parametrize("seed", range(3))
def test_a_workbook_that_nobody_changed_changes_nothing(books, through, seed):
    draw = random.Random(seed)
    record = full(draw)

    read = books.read_one(through(books.written(record, STANDARD)), record, STANDARD)

    assert (read["rejected"], read["notes"], read["updates"], read["conflicts"]) == ([], [], [], [])
    assert answers(read["merged"]) == answers(record)
    assert read["merged"]["items"] == read["theirs"]["items"]


@pytest.mark.parametrize("seed", range(4))
def test_what_was_written_into_a_workbook_is_what_changes(books, through, seed):
    draw = random.Random(100 + seed)
    for _ in range(2):
        record = full(draw)
        book, sheet = opened(books.written(record, STANDARD))
        expected = {id_: {**EMPTY, "status": "", **filled(record["items"].get(id_, an_answer()))} for id_ in IDS}
        edited = set()
        for _ in range(draw.randrange(1, 30)):
            id_, name = draw.choice(IDS), draw.choice([name for name in HEADS if name in KINDS])
            given = value(draw, name)
            put(sheet, id_, name, in_a_cell(draw, name, given))
            expected[id_][name] = trimmed(given)
            edited.add(id_)

        read = books.read_one(through(saved(book)), record, STANDARD)

        assert read["rejected"] == []
        untouched = {id_: expected[id_] for id_ in IDS if id_ not in edited}
        now = {
            id_: {name: (read["merged"]["items"].get(id_) or an_answer())[name] for name in expected[id_]}
            for id_ in IDS
        }
        assert {id_: now[id_] for id_ in untouched} == untouched
        shown = {id_: {name: trimmed(one) for name, one in now[id_].items()} for id_ in edited}
        assert shown == {id_: {name: trimmed(one) for name, one in expected[id_].items()} for id_ in edited}
        assert set(read["updates"]) <= edited
        assert read["conflicts"] == []


def test_a_text_that_looks_like_a_number_of_a_letter_stays_that_text(books, office):
    record = a_record({"C1": an_answer(note="_x0041_ 和 _x000D_", v={"d1": 1})})
    file = books.written(record, STANDARD)

    read = [books.read_one(one, record, STANDARD) for one in (file, office(file))]

    assert [(one["updates"], one["rejected"]) for one in read] == [([], [])] * 2


def test_a_changed_answer_is_noted_as_one_made_here_and_by_what_the_item_then_said(books):
    record = a_record({"C1": an_answer(status="met", rev=2, v={"d1": 3}, log=[["2026-01-01", "met", "d1"]])})
    book, sheet = opened(books.written(record, STANDARD))
    put(sheet, "C1", "status", "未达到")
    put(sheet, "C1", "note", "缺签到表")
    later = a_standard({**STANDARD["items"], "C1": an_item("第 C1 项", rev=3)}, edition="2026.2")

    now = books.read_one(saved(book), record, STANDARD)["merged"]["items"]["C1"]
    afterwards = books.read_one(saved(book), record, later)["merged"]["items"]["C1"]

    log = [["2026-01-01", "met", "d1"], ["2026-11-30", "unmet", "here"]]
    assert (now["v"], now["log"], now["rev"]) == ({"d1": 3, "here": 2}, log, 2)
    assert afterwards["rev"] == 2


def moved(sheet: Worksheet) -> None:
    """Do to a sheet all that changes nothing that it says."""
    sheet.title = "我们的表"
    last = max(rows_of(sheet).values())
    lines = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(4, last)]
    lines.reverse()
    for number, line in enumerate(lines, 4):
        for column, (one, kind) in enumerate(line, 1):
            sheet.cell(number, column).value = one
            sheet.cell(number, column).data_type = kind
    for rows in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(rows))
    sheet.insert_rows(1, 2)
    sheet.insert_rows(10)
    sheet.insert_cols(4)
    sheet.cell(5, 4).value = "本校加的一列"
    sheet.cell(7, 4).value = "随手写的"
    sheet.row_dimensions[12].hidden = True
    column, free = heads_of(sheet)["responsible"], sheet.max_column + 1
    for row in range(5, last + 4):
        one, other = sheet.cell(row, column), sheet.cell(row, free)
        other.value, other.data_type = one.value, one.data_type
        one.value = None


def test_rows_and_columns_may_stand_elsewhere(books, through):
    record = full(random.Random(5), IDS)
    record["items"]["C1"] = an_answer(status="unmet", rev=2, responsible="组织委员", v={"d1": 1})
    book, sheet = opened(books.written(record, STANDARD))
    moved(sheet)
    put(sheet, "C1", "note", "新写的")

    read = books.read_one(through(saved(book)), record, STANDARD)

    added = ["我们的表!D5、D7：“本校加的一列”这一列不读回"]
    assert (read["rejected"], read["notes"], read["updates"]) == (added, [], ["C1"])
    assert read["merged"]["items"]["C1"]["note"] == "新写的"


def test_rows_and_columns_that_are_gone_change_nothing_and_are_told(books):
    record = a_record({id_: an_answer(note="写过", responsible="组织委员", v={"d1": 1}) for id_ in ("A1", "C1")})
    book, sheet = opened(books.written(record, STANDARD))
    sheet.delete_rows(rows_of(sheet)["A1"])
    sheet.delete_cols(heads_of(sheet)["responsible"])
    put(sheet, "C1", "note", None)

    read = books.read_one(saved(book), record, STANDARD)

    assert read["notes"] == ["表头里没有“责任人”这一列，这一栏照旧不变。", "表里没有、照旧不变的：A1。"]
    assert read["rejected"] == []
    assert answers(read["merged"]) == {
        "A1": {"note": "写过", "responsible": "组织委员"},
        "C1": {"responsible": "组织委员"},
    }


ASKED = a_standard({**STANDARD["items"], "C1": {**an_item("第 C1 项", rev=2), "evidence": ["会议记录"]}})


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_written_into_a_sheet_is_taken_or_told(books, seed):
    draw = random.Random(200 + seed)
    for _ in range(6):
        record = full(draw)
        record["items"]["C2"] = an_answer(status="met", rev=1, recheck=True, v={"d1": 1})
        book, sheet = opened(books.written(record, ASKED))
        row, column = draw.randrange(1, sheet.max_row + 4), draw.randrange(1, sheet.max_column + 4)
        cell = sheet.cell(row, column)
        while isinstance(cell, MergedCell) or column == 2:
            row, column = draw.randrange(1, sheet.max_row + 4), draw.randrange(1, sheet.max_column + 4)
            cell = sheet.cell(row, column)
        cell.value = "谁写的"

        read = books.read_one(saved(book), record, ASKED)

        told = "\n".join(read["rejected"] + read["notes"])
        words = json.dumps(read["merged"], ensure_ascii=False)
        taken = "谁写的" in words
        named = re.search(rf"\b{cell.coordinate}\b|第 {row} 行|表头里没有", told)
        assert taken or named, (cell.coordinate, told)
        assert len(read["updates"]) == taken


def test_what_stands_where_nothing_is_read_is_told_by_cell(books, through):
    record = a_record({"C2": an_answer(status="met", rev=1, recheck=True, v={"d1": 1})})
    book, sheet = opened(books.written(record, ASKED))
    heads, rows = {cell.value: cell.column for cell in sheet[3]}, rows_of(sheet)
    sheet.cell(rows["C1"], heads["看什么"]).value = "会议记录、签到表"
    sheet.cell(rows["A1"], heads["看什么"]).value = "照片"
    sheet.cell(rows["C2"], heads["核对"]).value = None
    for id_ in IDS[:14]:
        sheet.cell(rows[id_], sheet.max_column if id_ != IDS[0] else sheet.max_column + 1).value = "旁边"
    sheet["A2"].value = "请 6 月 1 日前交"
    sheet.cell(max(rows.values()) + 3, 1).value = "填表人：组织委员"
    cell_of(sheet, "C3", "note").comment = Comment("这里再核一下", "书记")
    other = book.create_sheet("汇总")
    other["B2"].value = "合计"
    book.create_sheet("空的")
    put(sheet, "C1", "note", "新写的")

    read = books.read(through(saved(book)), record, ASKED)

    (one,) = read["sheets"]
    free = get_column_letter(heads["回头看情况"] + 1)
    column = {name: get_column_letter(number) for name, number in heads.items() if name}
    beside = "、".join(f"{free}{rows[id_]}" for id_ in IDS[:12])
    looks, again = column["看什么"], column["核对"]
    last = max(rows.values()) + 3
    assert sorted(one["rejected"]) == sorted(
        [
            f"表格!第 {last} 行：这一行不是导出的（新加的，或者隐藏列里的记号没有了）",
            f"表格!{column['问题和具体表现']}{rows['C3']}：批注不读回，要说的写在格子里",
            f"表格!{looks}{rows['A1']}、{looks}{rows['C1']}：“看什么”这一列不读回",
            f"表格!{again}{rows['C2']}：“核对”这一列不读回",
            f"表格!{beside} 等 14 格：没有表头的这一列不读回",
            "表格!A2：表头上面的字不读回",
        ]
    )
    assert read["others"] == ["汇总"]
    assert one["updates"] == ["C1"]


def test_a_picture_on_a_sheet_is_told(books):
    record = a_record({})
    file = books.written(record, STANDARD)
    drawn = "<xdr:wsDr><xdr:twoCellAnchor></xdr:twoCellAnchor></xdr:wsDr>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="d1" Type="{kind}/drawing" Target="../drawings/drawing1.xml"/>'
    made = io.BytesIO(file)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{link}</Relationships>")
        archive.writestr("xl/drawings/drawing1.xml", drawn)

    assert books.read_one(made.getvalue(), record, STANDARD)["rejected"] == ["表格!图片、文本框：不读回"]


def test_a_table_below_another_one_is_not_taken_for_a_part_of_it(books):
    one, other = a_record({}), a_record({}, branch={"id": "branch-two", "name": "第二党支部"})
    book, sheet = opened(books.written(one, STANDARD))
    _, second = opened(books.written(other, STANDARD))
    put(second, "C1", "note", "第二的")
    sheet.delete_rows(rows_of(sheet)["C1"])
    start = sheet.max_row + 2
    for row in second.iter_rows(3):
        for cell in row:
            if not isinstance(cell, MergedCell):
                sheet.cell(start + cell.row, cell.column).value = cell.value

    read = books.read_one(saved(book), one, STANDARD)

    told = f"第 {start + 3} 行起是另一张表，没有读：请放到单独的工作表里再导入。"
    assert (read["notes"], read["updates"]) == ([told], [])


def test_a_workbook_of_an_earlier_edition_does_not_say_what_stood_beside_its_fields(books):
    record = a_record({"C1": an_answer(note="写过", v={"d1": 1})})
    book, sheet = opened(books.written(record, ASKED))
    for row in sheet.iter_rows(3, max(rows_of(sheet).values()), 2, 2):
        mark = json.loads(row[0].value)
        row[0].value = json.dumps({key: one for key, one in mark.items() if key not in {"others", "around", "beside"}})
    put(sheet, "C1", "note", "改过")

    read = books.read_one(saved(book), record, ASKED)

    assert (read["rejected"], read["notes"], read["updates"]) == ([], [], ["C1"])


REFUSED = [
    ("status", "合格", "只能填 达到/部分达到/未达到/不适用/未填，现在是“合格”"),
    ("status", "√", "只能填 达到/部分达到/未达到/不适用/未填，现在是“√”"),
    ("due", "月底前", "只能填日期，像 2026-12-31，现在是“月底前”"),
    ("due", "2026-02-30", "只能填日期，像 2026-12-31，现在是“2026-02-30”"),
    ("due", 12, "只能填日期，像 2026-12-31，现在是“12”"),
    ("responsible", "长" * 1003, "上限 1000 字，多了 3 字"),
    ("evidence", "长" * 20_001, "上限 20000 字，多了 1 字"),
    ("note", "=A1", "是公式，还没有算出结果：打开存一次再导入"),
    ("note", "=#REF!", "公式出错（#REF!）"),
]


@pytest.mark.parametrize(("field", "given", "why"), REFUSED, ids=range(len(REFUSED)))
def test_a_cell_that_cannot_be_taken_is_named_and_leaves_what_was_there(books, field, given, why):
    kept = {"note": "写过", "responsible": "组织委员", "due": "2026-12-31", "evidence": ["一号盒"]}
    record = a_record({"C1": an_answer(status="met", rev=2, v={"d1": 1}, **kept)})
    book, sheet = opened(books.written(record, STANDARD))
    cell = cell_of(sheet, "C1", field)
    cell.number_format = "General"
    cell.value = given
    if given == "=#REF!":
        cell.value, cell.data_type = "#REF!", "e"
    put(sheet, "C1", "measure", "补齐")

    read = books.read_one(saved(book), record, STANDARD)

    assert read["rejected"] == [f"表格!{cell.coordinate}：{why}"]
    assert answers(read["merged"]) == {"C1": {"status": "met", **kept, "measure": "补齐"}}


def test_merged_cells_leave_what_was_there(books, through):
    record = a_record({id_: an_answer(responsible="书记", v={"d1": 1}) for id_ in ("C1", "C2", "C3")})
    book, sheet = opened(books.written(record, STANDARD))
    first, last = (cell_of(sheet, id_, "responsible") for id_ in ("C1", "C3"))
    sheet.merge_cells(f"{first.coordinate}:{last.coordinate}")
    first.value = "组织委员"

    read = books.read_one(through(saved(book)), record, STANDARD)

    covered = [f"{first.column_letter}{row}" for row in (first.row + 1, first.row + 2)]
    assert read["rejected"] == [f"表格!{at}：和 {first.coordinate} 合并成了一格。要填，先取消合并" for at in covered]
    assert {id_: one["responsible"] for id_, one in answers(read["merged"]).items()} == {
        "C1": "组织委员", "C2": "书记", "C3": "书记",
    }  # fmt: skip


def test_rows_that_do_not_say_which_item_they_are_are_named(books):
    record = a_record({id_: an_answer(note="写过", v={"d1": 1}) for id_ in IDS})
    book, sheet = opened(books.written(record, STANDARD))
    rows, heads = rows_of(sheet), heads_of(sheet)
    for id_ in IDS:
        put(sheet, id_, "note", "改过")
    # sorted without the hidden column; the number written over; copied; added; its mark deleted
    for field in ("id", "title"):
        one, other = (sheet.cell(rows[id_], heads[field]) for id_ in ("A1", "A2"))
        one.value, other.value = other.value, one.value
    sheet.cell(rows["A3"], heads["title"]).value = "自己的项目"
    sheet.unmerge_cells(str(next(one for one in sheet.merged_cells.ranges if one.min_row > 3)))
    for column in range(1, sheet.max_column + 1):
        sheet.cell(rows["C12"] + 1, column).value = sheet.cell(rows["C1"], column).value
    sheet.cell(rows["C12"] + 2, heads["note"]).value = "新加的一行"
    sheet.cell(rows["C2"], 2).value = "{"

    read = books.read_one(saved(book), record, STANDARD)

    other = "编号或项目和隐藏列里的 {} 对不上（改过，或者只排了一部分列的序）"
    unknown = "这一行不是导出的（新加的，或者隐藏列里的记号没有了）"
    assert read["rejected"] == [
        *(f"表格!第 {rows[id_]} 行：{other.format(id_)}" for id_ in ("A1", "A2", "A3")),
        f"表格!第 {rows['C2']} 行：{unknown}",
        f"表格!第 {rows['C12'] + 2} 行：{unknown}",
        f"表格!第 {rows['C1']}、{rows['C12'] + 1} 行：这几行都是 C1，不知道用哪一行：留一行再导入",
    ]
    left = {"A1", "A2", "A3", "C1", "C2"}
    assert {id_ for id_, one in answers(read["merged"]).items() if one["note"] == "写过"} == left
    assert read["notes"] == ["表里没有、照旧不变的：C2。"]


def test_columns_of_one_name_are_not_guessed(books):
    record = a_record({"C1": an_answer(note="写过", v={"d1": 1})})
    book, sheet = opened(books.written(record, STANDARD))
    sheet.cell(3, sheet.max_column + 1).value = "问题和具体表现"
    put(sheet, "C1", "note", "改过")

    read = books.read_one(saved(book), record, STANDARD)

    assert read["notes"] == ["有几列的表头都是“问题和具体表现”，不知道读哪一列，这一栏没有读。"]
    assert read["updates"] == []


def test_a_row_that_the_standard_no_longer_has_is_left(books):
    record = a_record({"C1": an_answer(note="写过", v={"d1": 1})})
    book, sheet = opened(books.written(record, STANDARD))
    address = put(sheet, "C1", "note", "改过")
    left = a_standard({id_: item for id_, item in STANDARD["items"].items() if id_ != "C1"}, edition="2026.2")

    read = books.read_one(saved(book), a_record({}), left)

    assert read["rejected"] == [f"{address}：现在的标准里没有 C1 这一项"]
    assert read["merged"]["items"] == {}


def test_what_was_changed_on_both_sides_is_decided_by_a_person(books):
    record = a_record({id_: an_answer(note="原来的", v={"d1": 1}) for id_ in ("C1", "C2", "C3", "C4")})
    book, sheet = opened(books.written(record, STANDARD))
    for id_ in ("C1", "C2", "C4"):
        put(sheet, id_, "note", "表里的")
    put(sheet, "C3", "measure", "表里的")
    here = a_record(
        {
            "C1": an_answer(note="这里的", v={"d1": 2}),
            "C2": an_answer(note="表里的", v={"d1": 2}),
            "C3": an_answer(note="这里的", v={"d1": 2}),
            "C4": an_answer(note="原来的", measure="这里的", v={"d1": 2}),
        }
    )

    read = books.read_one(saved(book), here, STANDARD)

    assert [(one["id"], one["mine"]["note"], one["theirs"]["note"]) for one in read["conflicts"]] == [
        ("C1", "这里的", "表里的")
    ]
    assert read["updates"] == ["C3", "C4"]
    assert answers(read["merged"]) == {
        "C1": {"note": "这里的"},
        "C2": {"note": "表里的"},
        "C3": {"note": "这里的", "measure": "表里的"},
        "C4": {"note": "表里的", "measure": "这里的"},
    }


def test_a_workbook_given_to_several_people_comes_back_from_each(books):
    record = a_record({"C1": an_answer(status="unmet", rev=2, v={"d1": 1})})
    file = books.written(record, STANDARD)
    for id_, field, given in (("C1", "note", "甲写的"), ("C1", "measure", "乙写的"), ("C2", "status", "达到")):
        book, sheet = opened(file)
        put(sheet, id_, field, given)
        record = books.read_one(saved(book), record, STANDARD)["merged"]
        again = books.read_one(saved(book), record, STANDARD)
        assert (again["updates"], again["conflicts"]) == ([], [])

    assert answers(record) == {
        "C1": {"status": "unmet", "note": "甲写的", "measure": "乙写的"},
        "C2": {"status": "met"},
    }


def test_formatted_text_and_shared_texts_are_read_as_text(books):
    record = a_record({"C1": an_answer(note="原来的", v={"d1": 1})})
    book, sheet = opened(books.written(record, STANDARD))
    put(sheet, "C1", "note", CellRichText("缺", TextBlock(InlineFont(b=True), "签到表"), "，两次"))

    merged = books.read_one(saved(book), record, STANDARD)["merged"]

    assert merged["items"]["C1"]["note"] == "缺签到表，两次"


def changed_part(file: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a file with one part of it rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for one in given.namelist():
            text = given.read(one).decode()
            made.writestr(one, change(text) if one == name else text)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_cell(file: bytes, address: str, cell: str) -> bytes:
    """Return a workbook with one cell written otherwise: its attributes and what is in it."""
    pattern = re.compile(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    return changed_part(file, SHEET, lambda text: pattern.sub(lambda _: f'<c r="{address}" {cell}</c>', text, count=1))


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("note", "><v>0.1</v>", "0.1"),
        ("note", "><v>1.2E3</v>", "1200"),
        ("note", 't="str"><f>A1&amp;"次"</f><v>三次</v>', "三次"),
        ("note", "><f>1+1</f><v>2</v>", "2"),
        ("note", 't="b"><v>1</v>', "TRUE"),
        (
            "note",
            't="inlineStr"><is><r><t>缺</t></r><r><t>签到</t></r><rPh sb="0" eb="1"><t>que</t></rPh></is>',
            "缺签到",
        ),
        ("note", 't="inlineStr"><is><t>一_x000D_\n二_x005F_x0041_</t></is>', "一\n二_x0041_"),
        ("due", "><v>46387</v>", "2026-12-31"),
        ("due", "><v>46387.75</v>", "2026-12-31"),
        ("due", "><v>20261231</v>", "2026-12-31"),
        ("due", 't="inlineStr"><is><t>20261231</t></is>', "2026-12-31"),
        ("due", 't="d"><v>2026-12-31T00:00:00</v>', "2026-12-31"),
        ("due", 't="str"><f>TODAY()</f><v>2026/12/31</v>', "2026-12-31"),
    ],
)
def test_a_cell_says_the_same_however_it_is_written(books, field, cell, expected):
    record = a_record({})
    file = books.written(record, STANDARD)
    _, sheet = opened(file)

    read = books.read_one(with_cell(file, cell_of(sheet, "C1", field).coordinate, cell), record, STANDARD)

    assert read["rejected"] == []
    assert answers(read["merged"]) == {"C1": {field: expected}}


def test_days_are_counted_from_1904_where_the_workbook_says_so(books):
    record = a_record({})
    book, sheet = opened(books.written(record, STANDARD))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    put(sheet, "C1", "due", datetime(2026, 12, 31))

    merged = books.read_one(saved(book), record, STANDARD)["merged"]

    assert answers(merged) == {"C1": {"due": "2026-12-31"}}


def test_a_date_and_a_part_of_a_hundred_in_a_field_of_text_are_read_as_they_are_shown(books):
    record = a_record({})
    book, sheet = opened(books.written(record, STANDARD))
    put(sheet, "C1", "evidence", datetime(2026, 3, 5))
    put(sheet, "C1", "note", 0.55)
    cell_of(sheet, "C1", "note").number_format = "0%"

    merged = books.read_one(saved(book), record, STANDARD)["merged"]

    assert answers(merged) == {"C1": {"evidence": ["2026-03-05"], "note": "55%"}}


def test_the_strict_kind_of_workbook_and_cells_without_addresses_are_read(books):
    record = a_record({"C1": an_answer(note="写过", v={"d1": 1})})
    book, sheet = opened(books.written(record, STANDARD))
    put(sheet, "C1", "note", "改过")
    file = saved(book)
    main, strict = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    for name in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"):
        file = changed_part(file, name, lambda text: text.replace(main, strict))

    read = books.read_one(file, record, STANDARD)

    assert answers(read["merged"]) == {"C1": {"note": "改过"}}


class Stream(io.BytesIO):
    """A place where nothing that was written can be changed."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    tell = seek


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_file_that_was_written_at_one_go_is_read(books, method):
    record = a_record({"C1": an_answer(note="写过", v={"d1": 1})})
    book, sheet = opened(books.written(record, STANDARD))
    put(sheet, "C1", "note", "改过")
    target = Stream()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as given, zipfile.ZipFile(target, "w", method) as made:
        for name in given.namelist():
            made.writestr(name, given.read(name))

    read = books.read_one(target.getvalue(), record, STANDARD)

    assert answers(read["merged"]) == {"C1": {"note": "改过"}}


def of_other_name(file: bytes) -> bytes:
    return changed_part(file, "xl/workbook.xml", lambda text: text.replace("workbook", "document"))


def test_sheets_of_several_branches_in_one_workbook_are_told_apart(books):
    one, other = a_record({}), a_record({}, branch={"id": "branch-two", "name": "第二党支部"})
    book, sheet = opened(books.written(one, STANDARD))
    _, second = opened(books.written(other, STANDARD))
    copy = book.create_sheet("第二", 0)
    book.create_sheet("说明", 0).cell(1, 1).value = "各支部的表"
    for row in second.iter_rows():
        for cell in row:
            copy.cell(cell.row, cell.column).value = cell.value
    put(copy, "C1", "note", "第二的")
    put(sheet, "C1", "note", "第一的")

    read = books.read(saved(book), one, STANDARD)

    assert read["others"] == ["说明"]
    assert [one["head"]["branch"]["name"] for one in read["sheets"]] == ["第二党支部", "第一党支部"]
    assert [answers(one["merged"])["C1"]["note"] for one in read["sheets"]] == ["第二的", "第一的"]


def zip_of(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def lying(file: bytes) -> bytes:
    """Return a zip file whose parts are said to be small."""
    made = bytearray(file)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = made.find(mark)
        while at >= 0:
            struct.pack_into("<I", made, at + place, 1000)
            at = made.find(mark, at + 4)
    return bytes(made)


BOMB = {SHEET: b"<a>" + b" " * 60_000_000, "[Content_Types].xml": b"<Types/>"}
LARGE = "请核对选对了没有；里面有图片或很多空白格式的，把自查表单独另存再导入。"
BROKEN = "这个工作簿是坏的，读不出来，可能没有拷完整。请重新拷一次，或者在 WPS、Excel 里打开另存一次。"
OTHER_KIND = "这不是 .xlsx 工作簿。请在 WPS 或 Excel 里另存为“Excel 工作簿（.xlsx）”再导入。"
LARGE_FILE, LARGE_INSIDE = (
    f"工作簿太大（超过 5 MB），没有读。{LARGE}",
    f"工作簿展开以后太大（超过 20 MB），没有读。{LARGE}",
)
OLD_KIND = "这是旧格式（.xls、.et）的表。请在 WPS 或 Excel 里另存为“Excel 工作簿（.xlsx）”再导入。"
OURS = "只有从这里导出的 Excel 表，改了以后能读回来；把内容复制到别的表里的、另外做的，读不了。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = "工作簿里有表格用不着的外部定义，没有读。请在 WPS 或 Excel 里打开另存一次。"


def without_marks(file: bytes) -> bytes:
    book, sheet = opened(file)
    sheet.delete_cols(2)
    return saved(book)


def newer(file: bytes) -> bytes:
    return changed_part(file, SHEET, lambda text: text.replace("&#34;schema&#34;:1", "&#34;schema&#34;:2"))


def with_entities(file: bytes) -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kind = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return changed_part(file, SHEET, lambda text: text.replace("<worksheet", f"{kind}<worksheet", 1))


@pytest.mark.parametrize(
    ("made", "error"),
    [
        pytest.param(lambda file: file[: len(file) // 2], BROKEN, id="half"),
        pytest.param(lambda file: b"PK\x03\x04 not a zip", BROKEN, id="no-zip"),
        pytest.param(lambda file: file[:400] + b"\xff" * 400 + file[800:], BROKEN, id="damaged"),
        pytest.param(lambda file: changed_part(file, SHEET, lambda text: text[:-20]), BROKEN, id="no-xml"),
        pytest.param(lambda file: zip_of({}), BROKEN, id="empty-zip"),
        pytest.param(lambda file: zip_of({"content.xml": b"<office/>", "mimetype": b"ods"}), OTHER_KIND, id="ods"),
        pytest.param(of_other_name, OTHER_KIND, id="word"),
        pytest.param(lambda file: OLE + bytes(3000), OLD_KIND, id="xls"),
        pytest.param(
            lambda file: OLE + bytes(3000) + "EncryptedPackage".encode("utf-16-le") + bytes(99),
            "这个工作簿设了打开密码，读不了。请在 WPS 或 Excel 里取消密码，另存再导入。",
            id="password",
        ),
        pytest.param(lambda file: file + bytes(LIMITS["workbook"]), LARGE_FILE, id="50-mb"),
        pytest.param(lambda file: zip_of(BOMB), LARGE_INSIDE, id="bomb"),
        pytest.param(lambda file: lying(zip_of(BOMB)), LARGE_INSIDE, id="lying-bomb"),
        pytest.param(with_entities, FOREIGN, id="entities"),
        pytest.param(without_marks, f"这个工作簿里没有能读回来的表。{OURS}", id="no-marks"),
        pytest.param(newer, "这个工作簿由更新的工具导出，这里读不了。请用新版的网页。", id="newer"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(books, made, error):
    record = a_record({})

    read = books.read(made(books.written(record, STANDARD)), record, STANDARD)

    assert (read["error"], read["sheets"]) == (error, [])


def test_the_sheet_has_hidden_marks_a_list_of_results_and_no_lock(books):
    record = a_record({"C1": an_answer(note="只在格子里的话", due="2026-12-31", v={"d1": 1})})

    file = books.written(record, STANDARD)
    _, sheet = opened(file)

    assert [cell.value for cell in sheet[3]][2:] == [HEADS[name] for name in HEADS if name != "id"]
    assert {letter for letter, one in sheet.column_dimensions.items() if one.hidden} == {"B"}
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == (f'"{",".join(LABELS.values())}"', f"D4:D{3 + len(IDS)}")
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("A4", False)
    assert sheet.auto_filter.ref == f"A3:{get_column_letter(sheet.max_column)}{3 + len(IDS)}"
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    assert whole.count("只在格子里的话") == 1
    assert file == books.written(record, STANDARD)
