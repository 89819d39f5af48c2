"""Every place that opens a file reads what can be read there, and says of our other kinds of file where they belong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from standards_site.outputs.links import Place
from tests.builders.records import answer, record, text_of

BRANCH = ("teacher-software", "软件工程教师党支部")
CHECKED = "branches/teacher-software.html"
RECORD = record(*BRANCH, {"C1": answer("partly", note="缺签到表")})
YEAR = record(*BRANCH, {"branch-congress.q1": answer("met")}, catalog="year")
SLIP = record(*BRANCH, {"C1": answer("", note="请补齐")}, catalog="slip.branch-34")
PEOPLE_FILE = {"format": "zbk-people", "schema": 1, "people": [{"code": "甲", "dates": {"applied": "2026-01-05"}}]}
BUNDLE = {"format": "zbk-bundle", "schema": 2, "records": [RECORD, YEAR]}
READ = {
    CHECKED: "条更新、",
    Place.KEPT: "全部导入",
    Place.ONE_FILE: "自查",
    Place.ROLL_UP: "结果在下面",
    Place.PEOPLE: "新加 1 人",
}
"""What each page says of a file that it has read."""
LOADED = "() => ((document.querySelector('self-check') || {}).tools || {}).isLoaded"
OF_PEOPLE = "这是“在培养的人”的文件：到那一页导入，不交给上级。"
NO_PEOPLE = "这不是“在培养的人”导出的文件。自查的备份、Excel 表在自查页导入。"
OF_OFFICE = "这是 Excel 表或者压缩包：填好的自查表在那个支部的自查页导入，压缩包先解开。"
UNPACK = "这是压缩包：先解开，里面一个支部一个文件，选本支部的再导入。"
CSV = "这是 CSV 表，读不回来：请用导出的 Excel 表，或者备份文件。"
NOT_READ = "不是 .json 或 .txt 文件"
TABLE = "Excel 表这里不读：请支部在自查页导入它，再交备份文件"
OTHER_KIND = "这不是 .xlsx 工作簿。"


@pytest.fixture(scope="module")
def ours(tmp_path_factory, site, browser) -> dict[str, Path]:
    """Our kinds of file, by name."""
    folder = tmp_path_factory.mktemp("ours")
    texts = {
        "backup.json": text_of(RECORD), "backup.txt": text_of(RECORD), "backup-bom.txt": "\ufeff" + text_of(RECORD),
        "handover.json": text_of(BUNDLE), "handover.txt": text_of(BUNDLE), "slip.json": text_of(SLIP),
        "people.json": text_of(PEOPLE_FILE), "people.txt": text_of(PEOPLE_FILE),
        "table.csv": '\ufeff"编号"\r\n"C1"\r\n',
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    docx.Document().save(str(folder / "page.docx"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("意见.json", text_of(SLIP))
    (folder / "slips.zip").write_bytes(packed.getvalue())
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{CHECKED}")
    page.wait_for_function(LOADED)
    page.locator("self-check .menu summary").click()
    page.locator("self-check .menu").get_by_role("button", name="导出 Excel", exact=False).click()
    with page.expect_download() as started:
        page.locator("self-check .panel").get_by_role("button", name="Excel").first.click()
    started.value.save_as(folder / "table.xlsx")
    context.close()
    return {file.name: file for file in folder.iterdir()}


READS = {
    CHECKED: {
        "table.xlsx": "0 条更新、", "people": OF_PEOPLE, "table.csv": CSV, "page.docx": OTHER_KIND, "slips.zip": UNPACK,
        "slip.json": "意见",
    },
    Place.KEPT: {
        "table.xlsx": OF_OFFICE, "people": OF_PEOPLE, "table.csv": CSV, "page.docx": OF_OFFICE, "slips.zip": OF_OFFICE,
    },
    Place.ONE_FILE: {
        "handover": "逐份打开导入", "table.xlsx": "0 条更新、", "people": OF_PEOPLE, "table.csv": CSV,
        "page.docx": OTHER_KIND, "slips.zip": UNPACK, "slip.json": "意见",
    },
    Place.ROLL_UP: {
        "table.xlsx": TABLE, "people": OF_PEOPLE, "table.csv": NOT_READ, "page.docx": NOT_READ, "slips.zip": NOT_READ,
        "slip.json": "没有能用的记录",
    },
    Place.PEOPLE: {
        "people": READ[Place.PEOPLE], "backup": NO_PEOPLE, "handover": NO_PEOPLE, "slip.json": NO_PEOPLE,
        "table.csv": NO_PEOPLE, "table.xlsx": NO_PEOPLE, "page.docx": NO_PEOPLE, "slips.zip": NO_PEOPLE,
    },
}  # fmt: skip
"""What a page says of a file, by its name or how that begins; of all others that it is read."""


def said_of(place: str, name: str) -> str:
    told = READS[place]
    return next((told[start] for start in told if name.startswith(start)), READ[place])


def picker_on(page, disk, place):
    """Open a page and what leads to its choice of a file, and return that."""
    page.goto(disk + place)
    if place == CHECKED:
        page.wait_for_function(LOADED)
        page.locator("self-check .menu summary").click()
        page.locator("self-check .menu").get_by_role("button", name="导入", exact=True).click()
    if place == Place.PEOPLE:
        page.get_by_role("button", name="导入", exact=False).first.click()
    return page.locator("input[type=file]:not([webkitdirectory])").first


@pytest.mark.parametrize("place", READS)
def test_each_place_that_opens_files_reads_ours_or_says_who_does(open_page, disk, ours, place):
    for name, file in sorted(ours.items()):
        page = open_page(timezone_id="Asia/Shanghai")
        picker_on(page, disk, place).set_input_files(file)
        expect(page.locator("main")).to_contain_text(said_of(place, name))
        page.context.close()


@pytest.mark.parametrize("place", [CHECKED, Place.KEPT, Place.ONE_FILE, Place.ROLL_UP, Place.PEOPLE])
def test_a_file_that_was_copied_as_text_can_be_chosen_everywhere(open_page, disk, place):
    page = open_page()

    kinds = picker_on(page, disk, place).get_attribute("accept").split(",")

    assert {".json", ".txt"} <= set(kinds)
