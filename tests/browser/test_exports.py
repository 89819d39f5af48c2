"""Tables written by the browser as CSV, Excel and Word, read back by other programs."""

from __future__ import annotations

import base64
import csv
import io
import random
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from openpyxl.utils.escape import unescape

from standards_site.in_force.resolve import Standards
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.scripts import JOINED, RECORDS
from standards_site.outputs.self_check.export_templates import export_templates
from standards_site.outputs.site import TEMPLATES
from tests import ROOT
from tests.builders.records import an_answer
from tests.probes.guard import Guard
from tests.probes.installed import required
from tests.probes.policy import add_script
from tests.probes.word import word_text

SCRIPTS = ROOT / "site_templates/scripts"
LONG = "整改情况逐条说明，" * 400 + "到此为止。"
HOSTILE = (
    "=1+1",
    "＝1",
    "@SUM(A1)",
    "+1",
    "-1",
    "－1",
    "\t=1",
    "</w:t></w:r><script>alert(1)</script>",
    "a & b < c > d \"e\" 'f' ]]>",
    "{{rows}} {{content}} $& $1",
    "党员大会 🚩 𠮷",
    "第一行\n第二行\r\n第三行\r第四行",
    "  两头空格  ",
    "\x00\x01\x0b\x1f\ufffe\uffff左\ud800右",
    "_x0041_x0042_ 和 _x000D_",
    "\u202e倒过来",
    '逗号,引号"换行\n分号;',
    "",
    "0",
    "2026-12-31",
    LONG,
)
COLUMNS = [
    {"name": '编号 <&"', "width": 15, "kind": "fixed"},
    {"name": "结果", "width": 20, "kind": "choice", "options": ["达到", "部分达到", "未达到", "不适用", "未填"]},
    {"name": "问题和具体表现", "width": 90, "kind": "text"},
    {"name": "整改期限", "width": 22, "kind": "day"},
    {"name": "次数", "width": 15, "kind": "number"},
    {"name": "材料", "width": 60, "kind": "text"},
]
DAYS = ("2026-12-31", "1999-01-01", "2024-02-29", "2026-02-30", "", "月底前", "1899-01-01")
TABLE: dict[str, Any] = {
    "title": "信息学院第一党支部<自查>",
    "subtitle": "34 项 & 2026 年",
    "columns": COLUMNS,
    "rows": [
        [f"C{i}", COLUMNS[1]["options"][i % 5], text, DAYS[i % len(DAYS)], i * 1.5, HOSTILE[-i]]
        for i, text in enumerate(HOSTILE)
    ],
    "foot": "非官方，以正式文件为准。",
    "locked": True,
}

Export = Callable[..., bytes]


def shown(text: str) -> str:
    """A text as XML can hold it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def on_paper(value: Any) -> str:
    """A value as CSV and Word show it."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


@pytest.fixture(scope="module")
def scripts(browser, site):
    """A page of the site with the scripts of the exports, one for all tests: they keep nothing."""
    context = browser.new_context(locale="zh-CN")
    guard = Guard(context, site)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/privacy.html")
    for name in ("export-templates.js", "site.js"):
        add_script(page, site / "assets/data" / name)
    for name in dict.fromkeys((*RECORDS, *JOINED["fflate"], *JOINED["roll-up-export"])):
        add_script(page, SCRIPTS / name)
    yield page
    context.close()
    assert guard.faults == []


@pytest.fixture
def export(scripts) -> Export:
    """Writes a table in the browser and returns the file."""

    def write(kind: str, table: dict[str, Any]) -> bytes:
        call = f"SelfCheckExport.{kind}(table, EXPORT_TEMPLATES.{kind})"
        # handed over piece by piece: a call with as many arguments as a file has bytes fails
        encoded = scripts.evaluate(
            f"""(table) => {{
                const made = {call};
                const bytes = typeof made === "string" ? new TextEncoder().encode(made) : made;
                return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
            }}""",
            table,
        )
        return base64.b64decode(encoded)

    return write


def sheet_of(file: bytes):
    return openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]


def excel_value(value: Any, kind: str) -> Any:
    if kind == "day" and re.fullmatch(r"(19[1-9]|2)\d+-\d\d-\d\d", value) and value != "2026-02-30":
        return datetime.fromisoformat(value)
    return shown(value) or None if isinstance(value, str) else value


def read_cell(cell: Any) -> Any:
    # Excel's own way to write a character by its number, which this reader leaves as it is
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def test_excel_holds_the_whole_table_and_no_formula(export):
    sheet = sheet_of(export("xlsx", TABLE))
    last = 3 + len(TABLE["rows"])

    rows = [[read_cell(cell) for cell in row] for row in sheet.iter_rows(4, last)]

    kinds = [column["kind"] for column in COLUMNS]
    expected = [[excel_value(*pair) for pair in zip(row, kinds, strict=True)] for row in TABLE["rows"]]
    assert rows == expected
    assert [cell.value for cell in sheet[3]] == [column["name"] for column in COLUMNS]
    assert [sheet[ref].value for ref in ("A1", "A2", f"A{last + 1}")] == [
        TABLE["title"],
        TABLE["subtitle"],
        TABLE["foot"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_excel_ranges_follow_the_rows(export):
    sheet = sheet_of(export("xlsx", TABLE))
    last = 3 + len(TABLE["rows"])

    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", "A2:F2", f"A{last + 1}:F{last + 1}"}
    assert sheet.print_area == f"'表格'!$A$1:$F${last + 1}"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref == f"A3:F{last}"
    assert sheet.freeze_panes == "A4"
    assert sheet.dimensions == f"A1:F{last + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"


def test_excel_offers_the_choices_in_every_row(export):
    sheet = sheet_of(export("xlsx", TABLE))

    (rule,) = sheet.data_validations.dataValidation

    assert (rule.type, rule.formula1) == ("list", '"达到,部分达到,未达到,不适用,未填"')
    assert str(rule.sqref) == f"B4:B{3 + len(TABLE['rows'])}"


def test_excel_cells_wrap_and_only_what_is_asked_can_be_typed_over(export):
    sheet = sheet_of(export("xlsx", TABLE))

    assert [cell.protection.locked for cell in sheet[4]] == [True, False, False, False, True, False]
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows(3) for cell in row[:1])
    assert sheet["D4"].number_format == "yyyy-mm-dd"
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet_of(export("xlsx", {**TABLE, "locked": False})).protection.sheet


def test_a_table_of_other_columns_is_filled_too(export):
    columns = [{"name": f"第 {i} 栏", "width": 1, "kind": "number"} for i in range(30)]
    table = {**TABLE, "columns": columns, "rows": [list(range(30))], "locked": False}

    sheet = sheet_of(export("xlsx", table))
    words = docx.Document(io.BytesIO(export("docx", table))).tables[0]

    assert [cell.value for cell in sheet[4]] == list(range(30))
    assert sheet.auto_filter.ref == "A3:AD4"
    assert sheet.data_validations.dataValidation == []
    assert [cell.text for cell in words.rows[1].cells] == [str(i) for i in range(30)]


def test_excel_says_where_a_cell_does_not_hold_a_whole_text(export):
    columns = [{"name": name, "width": 40, "kind": "text"} for name in ("一", "二", "三")]
    texts = ["甲" + "𬒗" * 16_383, "甲" + "𬒗" * 16_384, "长" * 40_000]

    cells = [cell.value for cell in sheet_of(export("xlsx", {**TABLE, "columns": columns, "rows": [texts]}))[4]]

    told = "……（太长，Excel 一格放不下，全文在备份文件里）"
    assert cells[0] == texts[0]
    assert [cell.endswith(told) for cell in cells] == [False, True, True]
    assert all(text.startswith(cell.removesuffix(told)) for cell, text in zip(cells, texts, strict=True))
    assert all(32_765 <= len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in cells)


def test_a_row_of_excel_is_as_high_for_rare_letters_as_for_common_ones(export):
    columns = [{"name": "一", "width": 40, "kind": "text"}, {"name": "二", "width": 40, "kind": "text"}]
    rows = [[letter * 400, ""] for letter in ("字", "𬒗", "a")]

    sheet = sheet_of(export("xlsx", {**TABLE, "columns": columns, "rows": rows}))

    common, rare, narrow = [sheet.row_dimensions[row].height for row in (4, 5, 6)]
    assert common == rare > narrow


def test_a_table_without_rows_can_be_opened(export):
    table = {**TABLE, "rows": []}

    sheet = sheet_of(export("xlsx", table))
    words = docx.Document(io.BytesIO(export("docx", table))).tables[0]

    assert [cell.value for cell in sheet[4]] == [None] * 6
    assert sheet.auto_filter.ref == "A3:F4"
    assert len(words.rows) == 2


def test_word_holds_the_whole_table(export):
    document = docx.Document(io.BytesIO(export("docx", TABLE)))

    rows = [[word_text(cell) for cell in row._tr.tc_lst] for row in document.tables[0].rows]

    expected = [[shown(on_paper(value)).replace("\t", " ") for value in row] for row in TABLE["rows"]]
    assert rows == [[column["name"] for column in COLUMNS], *expected]
    assert [paragraph.text for paragraph in document.paragraphs] == [TABLE["title"], TABLE["subtitle"], TABLE["foot"]]


def test_word_offers_the_choices_in_every_row(export):
    document = docx.Document(io.BytesIO(export("docx", TABLE)))

    controls = list(document.element.body.iter(qn("w:sdt")))

    listed = [[item.get(qn("w:value")) for item in control.iter(qn("w:listItem"))] for control in controls]
    assert listed == [COLUMNS[1]["options"]] * len(TABLE["rows"])
    assert [word_text(control) for control in controls] == [row[1] for row in TABLE["rows"]]
    ids = [item.get(qn("w:val")) for control in controls for item in control.iter(qn("w:id"))]
    assert len(set(ids)) == len(TABLE["rows"])


def test_word_repeats_the_head_and_cuts_no_row(export):
    document = docx.Document(io.BytesIO(export("docx", TABLE)))
    table, section = document.tables[0], document.sections[0]

    settings = [[child.tag for child in row._tr.trPr] for row in table.rows]

    assert settings == [[qn("w:cantSplit"), qn("w:tblHeader")], *[[qn("w:cantSplit")]] * len(TABLE["rows"])]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    fonts = [document.styles[name].element.rPr.find(qn("w:rFonts")) for name in ("Normal", "Title")]
    assert [font.get(qn("w:eastAsia")) for font in fonts] == ["宋体", "黑体"]


def test_csv_holds_the_whole_table_and_no_formula(export):
    file = export("csv", TABLE)

    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))

    risky = tuple("=+-@\t\n＝＋－＠")
    texts = [
        [f"'{text}" if isinstance(value, str) and text.startswith(risky) else text for value, text in row]
        for row in ([(value, shown(on_paper(value))) for value in row] for row in TABLE["rows"])
    ]
    assert rows == [[column["name"] for column in COLUMNS], *texts]
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == len(rows)


@pytest.mark.parametrize("start", "=+-@\t＝＋－＠")
def test_csv_marks_what_excel_would_calculate(export, start):
    table = {"columns": [{"name": "a"}], "rows": [[f"{start}1"]]}

    assert export("csv", table).decode("utf-8-sig") == f'"a"\r\n"\'{start}1"\r\n'


def test_generated_tables_are_read_back_as_they_were(export):
    chance = random.Random(20261122)
    letters = "党支部=<>&\"'{}\n\t _x0041\u3000🚩$é-\x07"
    for _ in range(12):
        columns = [{**COLUMNS[2], "name": f"栏{i}"} for i in range(chance.randint(2, 28))]
        rows = [
            ["".join(chance.choices(letters, k=chance.randint(0, 60))) for _ in columns]
            for _ in range(chance.randint(1, 30))
        ]
        table = {**TABLE, "columns": columns, "rows": rows}

        sheet = sheet_of(export("xlsx", table))
        words = docx.Document(io.BytesIO(export("docx", table))).tables[0]

        read = [[read_cell(cell) for cell in row] for row in sheet.iter_rows(4, 3 + len(rows))]
        assert read == [[shown(text) or None for text in row] for row in rows]
        written = [[word_text(cell) for cell in row._tr.tc_lst] for row in list(words.rows)[1:]]
        assert written == [[shown(text).replace("\t", " ") for text in row] for row in rows]


def test_a_zip_file_holds_any_text_and_no_time(scripts):
    encoded = scripts.evaluate("""() => {
        const files = [{ name: "空.txt", text: "" }, { name: "甲/乙.xml", text: "党支部🚩\\n".repeat(999) }];
        return Array.from(ZipFile.make(files));
    }""")

    with zipfile.ZipFile(io.BytesIO(bytes(encoded))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            "空.txt": "",
            "甲/乙.xml": "党支部🚩\n" * 999,
        }
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_two_builds_write_the_same_templates(data, site):
    context = Context(data, templates_in(ROOT / TEMPLATES), Standards(data))

    first, second = (list(export_templates(context)) for _ in range(2))

    assert first == second
    assert [(site / one.path).read_bytes() == one.bytes for one in first] == [True, True]
    tables, page = (len(one.bytes) for one in first)
    assert (tables < 45_000, page < 12_000) == (True, True)


def test_the_same_table_gives_the_same_bytes(export):
    for kind in ("xlsx", "docx", "csv"):
        assert export(kind, TABLE) == export(kind, TABLE)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["信息学院第一党支部", "自查", "2026年", "2026-11-22"], "信息学院第一党支部-自查-2026年-2026-11-22.xlsx"),
        (['甲/乙\\丙:丁*?"<>|\n\t', "自查"], "甲_乙_丙_丁________-自查.xlsx"),
        (["支部\x00\u202egnp.", "自查."], "支部_gnp_-自查_.xlsx"),
        (["长" * 300, "自查"], "长" * 60 + "-自查.xlsx"),
        (["甲" + "𬒗" * 300, "自查"], "甲" + "𬒗" * 59 + "-自查.xlsx"),
    ],
)
def test_a_file_name_is_one_that_windows_takes(scripts, parts, name):
    assert scripts.evaluate("(parts) => SelfCheckExport.fileName(parts, 'xlsx')", parts) == name


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_browser_saves_the_file_under_its_name(scripts, tmp_path, kind):
    with scripts.expect_download() as started:
        scripts.evaluate(
            f"""(table) => {{
                const template = EXPORT_TEMPLATES.{kind};
                const file = SelfCheckExport.{kind}(table, template);
                Download.save("第一党支部-自查.{kind}", file, template.type);
            }}""",
            TABLE,
        )

    started.value.save_as(tmp_path / "saved")
    assert started.value.suggested_filename == f"第一党支部-自查.{kind}"
    with zipfile.ZipFile(tmp_path / "saved") as archive:
        assert archive.testzip() is None


# a row of a spreadsheet is at most 409 points high: what does not fit is in the cell but not on paper
@pytest.mark.parametrize(("kind", "longest"), [("xlsx", 600), ("docx", len(LONG))])
def test_an_office_program_prints_every_text_under_a_repeated_head(export, tmp_path, kind, longest):
    texts = [LONG[-longest:] if text == LONG else text for text in HOSTILE]
    rows = [[*row[:2], text, *row[3:5], ""] for row, text in zip(TABLE["rows"], texts, strict=True)]
    file = tmp_path / f"table.{kind}"
    file.write_bytes(export(kind, {**TABLE, "rows": rows * 2}))

    pages = printed(file)

    assert len(pages) > 2
    assert [page.count("整改期限") for page in pages] == [1] * len(pages)
    foots = [f"第{i}页共{len(pages)}页" for i in range(1, len(pages) + 1)]
    assert [foot in page for foot, page in zip(foots, pages, strict=True)] == [True] * len(pages)
    text = "".join(pages)
    assert [text.count(found) for found in ("=1+1", "<script>alert(1)</script>", "到此为止。")] == [2, 2, 2]


def printed(file: Path) -> list[str]:
    """Return the text of every page an office program makes of the file, without blanks."""
    office = required("soffice", package="libreoffice-calc libreoffice-writer")
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    make = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(make, check=True, capture_output=True, timeout=180)
    read = [required("pdftotext", package="poppler-utils"), str(file.with_suffix(".pdf")), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    return [re.sub(r"\s", "", page) for page in text.removesuffix("\f").split("\f")]


STANDARD = {
    "edition": "2026.1",
    "id": "demo",
    "title": "示例标准",
    "answers": {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"},
    "areas": [{"id": "C", "title": "组织生活"}],
    "items": {
        item: {"title": title, "rev": 1, "area": "C", "href": "", "met": "", "partly": "", "unmet": "", "evidence": []}
        for item, title in {"C1": "支部党员大会", "C2": "支委会", "C3": "党小组会", "C4": "党课"}.items()
    },
    "retired": {},
}
RECORD = {
    "format": "zbk-self-check",
    "schema": 1,
    "edition": "2026.1",
    "branch": {"id": "first", "name": "第一党支部"},
    "catalog": "demo",
    "round": "2026-H1",
    "items": {
        "C1": an_answer(
            status="partly",
            note="缺第三季度签到表",
            measure="补开并签到",
            evidence=["会议记录本第 12 页", "签到表"],
            responsible="组织委员",
            due="2026-06-01",
            rev=1,
            log=[["2026-05-01", "partly", "d1"]],
        ),
        "C2": an_answer(
            status="met",
            rev=1,
            recheck=False,
            closed_on="2026-06-20",
            closed_evidence="记录本第 3 页",
            looked_back_on="2026-09-01",
            looked_back_note="没有反复",
            log=[["2026-05-01", "unmet", "d1"], ["2026-06-20", "met", "d1"]],
        ),
        "C4": an_answer(status="met", rev=1, recheck=True),
    },
    "retired": {"C0": an_answer(status="unmet", note="旧的", title="旧条目")},
    "unknown": {"items": {}, "extra": {}},
}


def table_of(scripts, kind: str, ids: list[str], record: dict[str, Any] = RECORD) -> dict[str, Any]:
    return scripts.evaluate(
        """([record, standard, kind, ids]) => SelfCheckExport.tableOf(record, standard, kind,
            { tables: EXPORT_TEMPLATES.tables, day: "2026-06-11", ids })""",
        [record, STANDARD, kind, ids],
    )


def test_the_answers_are_a_table_with_nothing_left_out(scripts):
    table = table_of(scripts, "answers", ["C1", "C2", "C3"])

    assert (table["title"], table["subtitle"]) == ("第一党支部自查结果", "示例标准 · 2026 年上半年 · 2026-06-11 导出")
    assert [column["name"] for column in table["columns"]] == [
        *("编号", "项目", "结果", "核对", "问题和具体表现", "整改措施"),
        *("材料在哪里", "责任人", "整改期限", "销号", "回头看"),
    ]
    written = ["缺第三季度签到表", "补开并签到", "会议记录本第 12 页\n签到表", "组织委员", "2026-06-01"]
    closed, looked = "2026-06-20\n记录本第 3 页", "2026-09-01\n没有反复"
    assert table["rows"] == [
        ["C1", "支部党员大会", "部分达到", "", *written, "", ""],
        ["C2", "支委会", "达到", "", "", "", "", "", "", closed, looked],
        ["C3", "党小组会", "未填", "", "", "", "", "", "", "", ""],
        ["C4", "党课", "达到", "需重新核对", "", "", "", "", "", "", ""],
        ["C0", "旧条目（标准里已没有这一项）", "未达到", "", "旧的", "", "", "", "", "", ""],
    ]


def test_a_table_says_that_the_record_holds_more(scripts):
    unknown = {**RECORD, "unknown": {"items": {"X9": {"note": "新版的"}}, "extra": {}}}

    foots = [
        table_of(scripts, kind, [], record)["foot"] for kind in ("answers", "ledger") for record in (RECORD, unknown)
    ]

    assert [foot.endswith("还有别的版次的内容，只在备份文件里。") for foot in foots] == [False, True, False, True]
    assert all("非官方，以正式文件为准" in foot for foot in foots)


def test_the_ledger_is_a_table_in_the_columns_of_the_blank_form(scripts, data):
    table = table_of(scripts, "ledger", [])
    columns = [column["name"] for column in table["columns"]]

    form = [column.name for column in data.forms["rectification-ledger"].columns]
    assert columns == [*form, "销号依据", "回头看"]
    assert [{name: cell for name, cell in zip(columns, row, strict=True) if cell} for row in table["rows"]] == [
        {
            "序号": "1",
            "问题": "C1\n支部党员大会：部分达到",
            "具体表现": "缺第三季度签到表",
            "整改措施": "补开并签到",
            "责任人": "组织委员",
            "整改时限": "2026-06-01",
            "进展": "已逾期 10 天",
        },
        {
            "序号": "2",
            "问题": "C2\n支委会：未达到",
            "进展": "已销号",
            "完成日期": "2026-06-20",
            "销号依据": "记录本第 3 页",
            "回头看": "2026-09-01\n没有反复",
        },
    ]
