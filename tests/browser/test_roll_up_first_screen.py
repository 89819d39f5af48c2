"""What the committee sees first when it has read the files: who is missing, what is weakest, what to look into."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from pypdf import PdfReader

from standards_site.branch.schedule import branch_schedule, dated_periods
from standards_site.data.load import StandardsData
from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import Place
from standards_site.outputs.self_check.roll_up import branch_list
from standards_site.outputs.self_check.year_standard import YEAR
from tests.builders.records import answer, filled, record, text_of
from tests.probes.installed import required

SIZES = ((360, 800), (1366, 768))
TODAY = "2026-11-30"
BROKEN = {"空.json": "", "名单.json": "张三、李四"}
SEEN = """(texts) => texts.filter((text) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.includes(text)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { top, bottom, height } = range.getBoundingClientRect();
    if (height && top >= 0 && bottom <= innerHeight) return false;
  }
  return true;
})"""


class Sent(NamedTuple):
    """Which branches of the list hand in a file, and what else lies in the folder."""

    branches: int
    invented: int = 0
    broken: tuple[str, ...] = ()
    listed: bool = True
    """Whether the site's own list is waited for; else as many as are invented."""


SETS = {
    "all-twelve": Sent(12),
    "two-missing": Sent(10),
    "eleven-missing": Sent(1),
    "all-but-strangers-missing": Sent(0, invented=3),
    "damaged": Sent(9, broken=tuple(BROKEN)),
    "sixty": Sent(0, invented=60, listed=False),
    "sixty-of-ninety": Sent(0, invented=60, listed=False, broken=("空.json",)),
}
MORE = {"sixty-of-ninety": 30}
"""How many more are waited for than come."""


def missed(records: list[dict[str, Any]], data: StandardsData) -> list[tuple[str, int]]:
    """Return the items that some branches do not meet, most branches first, then by how many fail them wholly."""
    counts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for one in records:
        for name, found in one["items"].items():
            counts[name] += found["status"] in ("unmet", "partly")
            failed[name] += found["status"] == "unmet"
    items = [item for item in data.catalog_items(data.site.main_catalog) if counts[item.id]]
    items.sort(key=lambda item: (-counts[item.id], -failed[item.id]))
    return [(f"{item.id} {item.title}", counts[item.id]) for item in items]


def overdue(records: list[dict[str, Any]]) -> int:
    """Return how many findings are past their day."""
    answers = [found for one in records for found in one["items"].values()]
    return sum(found["status"] in ("unmet", "partly") and "" < found.get("due", "") < TODAY for found in answers)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}")
@pytest.mark.parametrize("name", SETS)
def test_the_answer_is_on_the_first_screen_after_reading(open_page, disk, data, tmp_path, name, size):
    given = SETS[name]
    known = branch_list(data, Standards(data))
    expected = [one for one in known["branches"] if data.site.main_catalog in known["left"][one["left"]]]
    names = [f"第{number:02}党支部" for number in range(given.invented + MORE.get(name, 0))]
    records = [filled(data, one["id"], one["name"], n) for n, one in enumerate(expected[: given.branches])]
    records += [filled(data, f"x-{n}", names[n], n) for n in range(given.invented)]
    files = write(tmp_path, {f"{n}.json": text_of(one) for n, one in enumerate(records)})
    files += write(tmp_path, {one: BROKEN[one] for one in given.broken})
    late = [one["name"] for one in expected[given.branches :]] if given.listed else names[given.invented :]
    waited = len(expected) if given.listed else len(names)
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.clock.set_fixed_time(f"{TODAY}T09:00:00")
    page.goto(disk + Place.ROLL_UP)
    if not given.listed:
        page.get_by_text("换成自己的名单").click()
        page.locator("[name=expected]").fill("\n".join(names))
        page.get_by_role("button", name="用这份名单").click()

    page.locator("[name=files]").set_input_files(files)
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()

    strangers = given.invented if given.listed else 0
    counted = records[: len(records) - strangers]
    most = missed(counted, data)[:3]
    wanted = [f"收到 {waited - len(late)} / 应收 {waited} 个支部" + ("" if late else "，都收到了")]
    wanted += [f"；名单以外的 {strangers} 个没有算进来"] if strangers else []
    wanted += [f"没有收到 {len(late)} 个", *(["、".join(late)] if len(late) <= 12 else [])] if late else []
    wanted += [f"{title}：没做到的支部 {count} 个" for title, count in most]
    wanted += [f"整改：已逾期 {overdue(counted)} 条"]
    wanted += [f"读不出来的文件 {len(given.broken)}"] if given.broken else []
    wanted += [f"{one}：" for one in given.broken]
    wanted += [f"名单以外的支部 {given.invented}"] if given.invented and given.listed else []
    wanted += ["文件都读得出来"] if not given.broken and not (given.invented and given.listed) else []
    assert page.evaluate(SEEN, wanted) == []
    assert page.get_by_role("button", name="复制缺的名单").is_visible() == bool(late)


def write(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Write files and return their paths."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def test_an_area_is_a_row_of_a_table_whose_words_and_bar_agree(page, disk, data, tmp_path):
    record = filled(data, "teacher-maths", "数学教研室教师党支部", 3)
    page.goto(disk + Place.ROLL_UP)

    page.locator("[name=files]").set_input_files(write(tmp_path, {"a.json": text_of(record)}))
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()

    rows = page.locator(".roll-up-areas tbody tr").all()
    cells = page.locator("[data-table=matrix] tbody td").all_text_contents()[2:]
    drawn = [row.locator("rect").evaluate_all(SHARES) for row in rows]
    assert [row.locator("th").inner_text() for row in rows] == [
        f"{area.id} {area.title}" for area in data.main_catalog.areas
    ]
    assert [row.locator("td").text_content() for row in rows] == [cell.replace("\n", "，") for cell in cells]
    assert drawn == [shares_of(cell.split("\n")) for cell in cells]
    assert page.locator(".roll-up-areas caption").inner_text() == "各领域，各支部加起来"


SHARES = """(bars) => bars.map((bar) => [bar.getAttribute("class"), parseFloat(bar.getAttribute("width"))])
  .filter(([, width]) => width).map(([state, width]) => [state, Math.round(width)])"""
STATES = {"达到": "met", "未达到": "unmet", "部分达到": "partly", "未填": "empty", "不适用": "not_applicable"}


def shares_of(parts: list[str]) -> list[list[Any]]:
    """Return the state and the whole percents of each part of the bar that words stand for."""
    counts = [(STATES[words], int(count.split("/")[0])) for words, count in (part.split(" ") for part in parts)]
    whole = sum(count for _, count in counts)
    return [[f"state-{state}", int(100 * count / whole + 0.5)] for state, count in counts if count]


def test_the_names_of_the_missing_are_copied_as_a_list_that_the_page_takes(page, disk, data, tmp_path):
    known = branch_list(data, Standards(data))
    late = [one for one in known["branches"][1:] if data.site.main_catalog in known["left"][one["left"]]]
    first = known["branches"][0]
    page.goto(disk + Place.ROLL_UP)
    files = write(tmp_path, {"a.json": text_of(filled(data, first["id"], first["name"], 1))})
    page.locator("[name=files]").set_input_files(files)
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()

    page.get_by_role("button", name="复制缺的名单").click()
    told = page.locator("[data-part=told]").inner_text()
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").press("Control+v")

    assert told == "已复制，一行一个支部。"
    assert page.locator("[name=expected]").input_value() == "\n".join(f"{one['unit']}\t{one['name']}" for one in late)


def test_more_than_twelve_missing_are_folded_and_unfold(page, disk, data, tmp_path):
    names = [f"第{number:02}党支部" for number in range(40)]
    page.goto(disk + Place.ROLL_UP)
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").fill("\n".join(names))
    page.get_by_role("button", name="用这份名单").click()
    page.locator("[name=files]").set_input_files(write(tmp_path, {"a.json": text_of(filled(data, "x", names[0], 1))}))
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()
    folded = page.locator("[data-part=names]").is_hidden()

    page.get_by_text("没有收到 39 个").click()

    assert folded
    assert page.locator("[data-part=names]").inner_text() == "、".join(names[1:])


def test_the_instructions_name_buttons_that_a_self_check_has(page, disk):
    page.goto(disk + "branches/teacher-maths.html")
    page.locator("self-check").get_by_text("更多工具").click()
    page.locator("self-check").get_by_role("button", name="复制数据").wait_for()
    buttons = page.get_by_role("button").all_inner_texts()
    page.goto(disk + Place.ROLL_UP)
    page.get_by_text("怎样收文件").click()
    own = [*page.get_by_role("button").all_inner_texts(), *page.locator("summary").all_inner_texts(), "导出合并文件"]

    named = page.locator("[data-part=how] ol").evaluate("list => list.textContent.match(/“[^”]+”/g)")

    assert json.dumps(named) != "[]"
    assert [one for one in named if one.strip("“”") not in {*buttons, *own}] == []


# --- what is sent round


def waited_for(page, names):
    """Have the page wait for these branches."""
    page.get_by_text("换成自己的名单").click()
    page.locator("[name=expected]").fill("\n".join(names))
    page.get_by_role("button", name="用这份名单").click()


def year_of(data, branch, name, done=()):
    """Return a year of a branch that has noted since its first days, in which nothing is ticked but these."""
    (_, like), *_ = data.branches().values()
    duties = branch_schedule(data, Standards(data).of_branch(like)).duties
    ticks = [f"{duty.frequency}.{key}" for duty in duties for _, _, key in dated_periods(duty)]
    log = [["2026-01-02", "met", "d-1"]]
    items = {tick: answer("met" if tick in done else "", log=log) for tick in ticks}
    return record(branch, name, items, catalog=YEAR)


LONG = "某某大学信息与电子工程学院计算机科学与技术系硕士研究生第{:03}联合党支部（含留学归国人员和流动党员）"


@pytest.mark.parametrize(("count", "missing"), [(12, 2), (200, 150)], ids=["12", "200"])
def test_the_bulletin_says_on_one_page_what_the_screen_says(page, disk, data, tmp_path, count, missing):
    names = [LONG.format(number) for number in range(count)]
    sent = range(count - missing)
    records = [filled(data, f"x-{n}", names[n], n) for n in sent]
    years = [year_of(data, f"x-{n}", names[n]) for n in sent]
    texts = {f"{n}.json": text_of(one) for n, one in enumerate([*records, *years])}
    page.clock.set_fixed_time(f"{TODAY}T09:00:00")
    page.goto(disk + Place.ROLL_UP)
    waited_for(page, names)
    page.locator("[name=files]").set_input_files(write(tmp_path, texts))
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()
    page.locator("[name=choice]").select_option(f"{data.site.main_catalog}/2026")

    with page.expect_download() as download:
        page.get_by_role("button", name="一页通报").click()
    file = tmp_path / "通报.docx"
    download.value.save_as(file)

    def shown(name):
        return page.locator(f"[data-part={name}]").text_content()

    areas = page.locator(".roll-up-areas tbody tr").all()
    lines = [one.text for one in docx.Document(file).paragraphs]
    listed = page.locator("[data-part=names]").text_content()
    assert [one for one in lines if one][:4] == [
        f"{shown('title')}情况通报",
        shown("scope"),
        "一、收到的",
        shown("received"),
    ]
    assert shown("received") == f"收到 {count - missing} / 应收 {count} 个支部"
    assert f"没有收到 {missing} 个" + (f"：{listed}" if count == 12 else "（名单另附）") in lines
    assert lines[lines.index("二、各领域") + 1 : lines.index("三、没做到的支部多的")] == [
        f"{one.locator('th').inner_text()}：{one.locator('td').text_content()}" for one in areas
    ]
    weakest = page.locator("[data-part=weakest] li").all_text_contents()
    start = lines.index("三、没做到的支部多的") + 1
    assert lines[start : start + len(weakest)] == weakest
    late = page.locator("[data-part=duties] li").all_text_contents()
    start = lines.index("四、到期的") + 1
    assert lines[start : lines.index("五、要求")] == [
        shown("ledger"),
        shown("overdue"),
        *late[:5],
        f"另有 {len(late) - 5} 件",
    ]
    assert f"涉及 {len(sent)} 个支部" in shown("overdue")
    assert late[0].endswith(f"：{len(sent)} 个支部")
    assert pages_of(file) == 1


@pytest.mark.parametrize("can_copy", [True, False])
def test_the_notice_to_the_missing_is_copied_and_stands_there_to_be_changed(page, intranet, data, tmp_path, can_copy):
    names = ["第一党支部", "第二党支部", "第三党支部"]
    page.goto(intranet + Place.ROLL_UP)
    waited_for(page, [f"甲学院\t{name}" for name in names])
    file = write(tmp_path, {"a.json": text_of(filled(data, "x", names[0], 1))})
    page.locator("[name=files]").set_input_files(file)
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()
    if not can_copy:
        page.evaluate("() => { document.execCommand = () => false; }")

    page.get_by_role("button", name="复制催交通知").click()
    words = page.get_by_label("催交通知")
    selected = words.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")
    first = words.input_value()
    words.fill(first.replace("　　月　　日", "12 月 5 日"))
    page.get_by_role("button", name="再复制一次").click()
    said = page.locator("[data-part=taken]").inner_text()

    assert selected == first
    assert first.splitlines()[0] == f"请交“{data.main_catalog.title} 2026 年”"
    assert "收到 1 / 应收 3 个支部" in first
    assert first.splitlines()[2] == "甲学院：第二党支部、第三党支部"
    assert "第一党支部" not in first
    assert said == ("已复制，可以粘贴到群里。" if can_copy else "没能自动复制：文字已选中，请按 Ctrl+C 或长按。")
    if can_copy:
        page.locator("[name=expected]").press("Control+a")
        page.locator("[name=expected]").press("Control+v")
        assert "12 月 5 日" in page.locator("[name=expected]").input_value()


def test_what_is_late_in_the_year_is_told_beside_a_self_check_by_how_many_branches(page, disk, data, tmp_path):
    known = branch_list(data, Standards(data))["branches"][:3]
    names = [one["name"] for one in known]
    sent = [year_of(data, one["id"], one["name"]) for one in known[:2]]
    sent += [filled(data, one["id"], one["name"], 1) for one in known]
    page.clock.set_fixed_time(f"{TODAY}T09:00:00")
    page.goto(disk + Place.ROLL_UP)
    waited_for(page, names)
    page.locator("[name=files]").set_input_files(
        write(tmp_path, {f"{n}.json": text_of(one) for n, one in enumerate(sent)})
    )
    page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for()

    title = page.locator("[data-part=title]").inner_text()
    words = page.locator("[data-part=overdue]").inner_text()
    page.locator("[name=choice]").select_option(f"{YEAR}/2026")
    of_year = page.locator("[data-part=overdue]").inner_text()

    assert title == f"{data.main_catalog.title} 2026 年"
    assert words.startswith("全年的事：到期没打钩的 ")
    assert words.endswith(" 件，涉及 2 个支部")
    assert words == of_year


def pages_of(file):
    """Return how many pages LibreOffice makes of a file."""
    profile = f"-env:UserInstallation=file://{file.parent}/office"
    office = required("soffice", package="libreoffice-writer")
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", file.parent, file]
    subprocess.run(command, check=True, capture_output=True)
    return len(PdfReader(file.with_suffix(".pdf")).pages)
