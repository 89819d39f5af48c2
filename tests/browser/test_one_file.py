"""The one-file edition: the same self-check from one page on a stick or a share, and plain words on where it keeps."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from standards_site.branch.deadlines import term_deadlines
from standards_site.branch.schedule import branch_schedule, dated_periods, standard_schedule
from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import Place
from standards_site.outputs.scripts import ONE_FILE, ONE_FILE_TOOLS, joined_sources
from standards_site.outputs.self_check.checklist import checked_items
from standards_site.outputs.self_check.one_file import inlined
from tests import ROOT
from tests.builders.records import answer, record, text_of
from tests.probes.accessibility import serious
from tests.probes.checklist import Checklist, press_tool
from tests.probes.guard import Guard
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.one_file import NAME, Tool
from tests.probes.policy import REFUSED, tried
from tests.probes.year import NOW, Year

HOSTILE = '</script><img src=x onerror="alert(1)">\'支部'


class Parts(HTMLParser):
    """What the page is made of: addresses it names, and the texts of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.policy = ""
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note addresses and the policy."""
        given = dict(attrs)
        self.addresses += [given[name] or "" for name in ("src", "href", "data", "srcset", "action") if name in given]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self._inside = tag if tag in self.texts else ""
        if self._inside:
            self.texts[tag].append("")

    def handle_data(self, data: str) -> None:
        """Note the text of a script or style."""
        if self._inside:
            self.texts[self._inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or style."""
        self._inside = ""


@pytest.fixture(params=["disk", "intranet"])
def address(request) -> str:
    """Where the page lies: on a stick, or on a plain-http host."""
    return request.getfixturevalue(request.param) + Place.ONE_FILE


@pytest.fixture
def backup(tmp_path) -> Path:
    """The backup file of a branch of the list."""
    path = tmp_path / "备份.json"
    path.write_text(
        text_of(record("teacher-maths", "数学教研室教师党支部", {"C1": answer("partly", note="备份里的字")}))
    )
    return path


def test_the_page_refers_to_no_other_file(site):
    text = (site / Place.ONE_FILE).read_text("utf-8")

    parts = Parts(text)

    assert [found for found in parts.addresses if not re.match(r"data:|#|https?://", found)] == []
    pictures = [found for style in parts.texts["style"] for found in re.findall(r"url\(\W?(#|data:|)", style)]
    assert {*pictures} <= {"#", "data:"}
    assert "@import" not in text
    assert '<meta name="renderer" content="webkit">' in text
    assert len(parts.texts["style"]) == 1
    start, _, tools = parts.texts["script"][-3:]
    assert [inlined(joined_sources(ROOT, sources)) for sources in (ONE_FILE, ONE_FILE_TOOLS)] == [start, tools]


def test_a_self_check_can_be_begun_while_the_tools_are_still_to_come(open_page, site, disk):
    text = (site / Place.ONE_FILE).read_text("utf-8")
    half = text[: text.index("<script>var EXPORT_TEMPLATES")]
    page = open_page()
    page.route(disk + Place.ONE_FILE, lambda route: route.fulfill(body=half, content_type="text/html; charset=utf-8"))
    tool = Tool(page, disk + Place.ONE_FILE)

    tool.begin()
    tool.fill()

    assert page.evaluate("window.SelfCheckPanels") is None
    assert tool.note() == "缺签到表"


def test_the_policy_allows_exactly_what_is_inside(site):
    parts = Parts((site / Place.ONE_FILE).read_text("utf-8"))

    hashes = {
        kind: [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]
        for kind, texts in parts.texts.items()
    }

    rules = dict(rule.strip().split(" ", 1) for rule in parts.policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "script-src": " ".join(hashes["script"]),
        "style-src": " ".join(hashes["style"]),
        "img-src": "data: blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ('x = "</script>";', 'x = "\\u003c/script>";'),
        ("x = /<\\/w/;", "x = /<\\/w/;"),
        ('x = "</SCRIPT><!-- a --><b></b>";', 'x = "\\u003c/SCRIPT>\\u003c!-- a --><b></b>";'),
        ("for (i = 0; i < /script/.length; i++);", "for (i = 0; i < /script/.length; i++);"),
    ],
)
def test_a_script_cannot_end_its_element(script, shown):
    assert inlined(script) == shown


def test_a_self_check_is_started_filled_found_again_and_exported(open_page, address, tmp_path):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    tool = Tool(page, address)
    found = tool.page.locator("[data-part=none]").inner_text()

    tool.begin()
    count = page.locator("self-check li[data-rev]").count()
    tool.fill()
    page.reload()
    tool.ready()
    listed = tool.records
    page.get_by_role("button", name=f"打开 {NAME}").click()
    press_tool(page, "整改台账")
    ledger = page.locator(".ledger tbody tr").inner_text().split("\t")[:3]
    with page.expect_download() as saved:
        page.get_by_role("button", name="备份到文件").click()
    target = tmp_path / saved.value.suggested_filename
    saved.value.save_as(target)
    press_tool(page, "导出 Excel、Word")
    with page.expect_download() as sheet:
        page.get_by_role("button", name="Excel", exact=True).first.click()

    assert found.startswith("这个浏览器里没有找到以前填的内容")
    assert count == 34
    assert listed == [f"{NAME}，党支部标准化 34 项，2026 年 还没有备份过，已有 2 处修改"]
    assert tool.note() == "缺签到表"
    assert ledger == ["C1", "支部党员大会：部分达到", "缺签到表"]
    assert json.loads(target.read_text("utf-8"))["items"]["C1"]["note"] == "缺签到表"
    assert sheet.value.suggested_filename.endswith(".xlsx")
    assert {url for url in asked if not url.startswith(("blob:", "data:"))} == {address}

    other = Tool(open_page(), address)
    other.page.locator("[name=file]").set_input_files(target)
    other.confirm_import()

    assert other.note() == "缺签到表"
    assert other.page.locator("h1").inner_text() == f"{NAME}自查"


def test_in_chromium_a_copy_in_another_folder_finds_the_records(browser, site, tmp_path):
    context = browser.new_context()
    guard = Guard(context, tmp_path)
    places = [tmp_path / "一" / "自查工具.html", tmp_path / "二" / "自查工具 (1).html"]
    for place in places:
        place.parent.mkdir()
        shutil.copy(site / Place.ONE_FILE, place)
    first = Tool(context.new_page(), places[0].as_uri())
    first.begin()
    first.fill()

    second = Tool(context.new_page(), places[1].as_uri())

    assert [line.split("，")[0] for line in second.records] == [NAME]
    assert second.here.startswith("你现在用的：Chrome、Edge、360")
    assert guard.faults == []
    context.close()


def test_in_firefox_a_copy_finds_nothing_says_so_and_imports(run_node, site, tmp_path, backup):
    places = [tmp_path / "一" / "自查工具.html", tmp_path / "二" / "自查工具.html"]
    for place in places:
        place.parent.mkdir()
        shutil.copy(site / Place.ONE_FILE, place)

    found = json.loads(run_node("firefox_one_file.mjs", *(place.as_uri() for place in places), str(backup)))

    assert found["here"].startswith("你现在用的：Firefox：按文件和位置分开存。")
    assert found["records"].startswith("测试支部，党支部标准化 34 项，")
    assert (found["note"], found["elsewhere"], found["imported"]) == ("缺签到表", "", "备份里的字")
    assert "没有找到以前填的内容" in found["none"]
    assert "可以导入备份" in found["none"]
    assert found["faults"] == []


def test_a_branch_of_the_list_has_the_items_and_the_record_of_its_own_page(page, disk):
    page.goto(disk + "branches/temporary-fieldwork.html")
    applying = page.locator("self-check li[data-rev]").evaluate_all("lines => lines.map((line) => line.id)")
    page.locator("#C1 input[value=met]").check()

    tool = Tool(page, disk + Place.ONE_FILE)
    page.get_by_label("支部", exact=True).select_option("temporary-fieldwork")
    named = page.get_by_label("支部名称").is_visible()
    page.get_by_role("button", name="开始", exact=True).click()

    assert len(applying) < 34
    assert page.locator("self-check li[data-rev]").evaluate_all("lines => lines.map((line) => line.id)") == applying
    assert page.locator("#C1 input[value=met]").is_checked()
    assert not named
    assert page.locator("self-check").get_attribute("data-branch") == "temporary-fieldwork"
    page.get_by_role("button", name="回到开始").click()
    assert [line.split("，")[0] for line in tool.records] == ["暑期实践队临时党支部"]


def test_a_typed_name_that_is_on_the_list_means_that_branch(page, disk):
    Tool(page, disk + Place.ONE_FILE).begin("硕士生第二党支部")

    assert page.locator("self-check").get_attribute("data-branch") == "student-masters"


def test_a_branch_that_is_on_no_list_has_the_id_it_has_on_the_site(page, disk):
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin()
    known = page.locator("self-check").get_attribute("data-branch")
    page.get_by_role("button", name="回到开始").click()
    kept = page.get_by_label("支部名称").input_value()

    of_the_site = page.evaluate(
        """(name) => {
          const made = document.createElement("self-check");
          Object.assign(made.dataset, { branch: "my-branch", own: "", name, catalog: Object.keys(STANDARDS)[0] });
          document.body.append(made);
          made.dataset.name = name;
          return made.tools.fileRecord().branch.id;
        }""",
        NAME,
    )

    assert (known, kept) == (of_the_site, NAME)


def test_every_standard_can_be_filled_with_all_its_items_those_of_the_kind_first(page, disk, data):
    tool = Tool(page, disk + Place.ONE_FILE)
    first = {}
    for profile in data.profiles.values():
        page.locator("[name=kind]").select_option(profile.id)
        group = page.locator("[name=catalog] optgroup").first.locator("option")
        first[profile.id] = tuple(group.evaluate_all("options => options.map((option) => option.value)"))
    shown = {}
    for catalog in data.catalogs:
        tool.begin(catalog=catalog)
        shown[catalog] = page.locator("self-check li fieldset").evaluate_all(
            "boxes => boxes.map((box) => box.parentElement.id)"
        )
        page.get_by_role("button", name="回到开始").click()

    assert first == {profile.id: profile.catalogs for profile in data.profiles.values()}
    assert {name: set(ids) for name, ids in shown.items()} == {
        name: {item.id for item in checked_items(data, catalog)} for name, catalog in data.catalogs.items()
    }


def test_going_back_and_forth_between_branches_mixes_nothing(page, disk):
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin("甲支部")
    tool.fill(note="甲的字")
    page.get_by_role("button", name="回到开始").click()
    tool.begin("乙支部")
    empty = tool.note()
    tool.fill(note="乙的字")
    page.get_by_role("button", name="回到开始").click()
    page.get_by_role("button", name="打开 甲支部").click()

    assert (empty, tool.note()) == ("", "甲的字")
    assert page.locator("self-check").count() == 1


def test_a_start_without_a_name_is_answered(page, disk):
    tool = Tool(page, disk + Place.ONE_FILE)

    tool.begin("  ")

    assert tool.told() == "请先填支部名称。"
    assert page.locator("[name=name]").evaluate("field => field === document.activeElement")


def test_an_import_of_several_names_each_and_stores_nothing_by_itself(page, disk):
    tool = Tool(page, disk + Place.ONE_FILE)
    records = [
        record("teacher-maths", "数学教研室教师党支部", {"C1": answer("met")}),
        record("own-abc", HOSTILE, {"C1": answer("partly", note=HOSTILE, wrong=1)}),
        record("one", "一支部", {}, catalog="elsewhere"),
    ]
    page.get_by_text("粘贴数据", exact=True).click()

    page.locator("[name=paste]").fill(text_of({"format": "zbk-bundle", "schema": 1, "records": records}))
    page.get_by_role("button", name="读取粘贴的数据").click()
    lines = page.locator("[data-part=brought] li").all_inner_texts()
    stored = tool.records
    page.get_by_role("button", name="打开并导入").last.click()
    tool.confirm_import()

    assert tool.note() == HOSTILE
    assert lines[-3:] == [
        "数学教研室教师党支部，党支部标准化 34 项，2026 年　打开并导入",
        f"{HOSTILE}，党支部标准化 34 项，2026 年　打开并导入",
        "一支部，elsewhere，2026 年　这个文件里没有这份标准。",
    ]
    assert stored == []
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("text", ["", "不是记录", '{"format": "zbk-self-check"', '{"__proto__": {"x": 1}}'])
def test_a_text_that_is_no_backup_is_answered(page, disk, text):
    tool = Tool(page, disk + Place.ONE_FILE)
    page.get_by_text("粘贴数据", exact=True).click()

    page.locator("[name=paste]").fill(text)
    page.get_by_role("button", name="读取粘贴的数据").click()

    assert re.search(r"[\u4e00-\u9fff]+。$", tool.told())
    assert page.locator("self-check").count() == 0


def test_a_hostile_name_stays_a_name(page, disk):
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin(HOSTILE)
    tool.fill()
    page.get_by_role("button", name="回到开始").click()

    assert tool.records[0].startswith(HOSTILE)
    assert page.locator("main img").count() == 0


PICKER = """
window.written = [];
window.broken = false;
window.showSaveFilePicker = ({ suggestedName }) => {
  const stream = (parts) => ({
    write: (text) => (broken ? Promise.reject(new Error("gone")) : Promise.resolve(parts.push(text))),
    close: () => Promise.resolve(written.push(parts.join(""))),
  });
  return Promise.resolve({ name: suggestedName, createWritable: () => Promise.resolve(stream([])) });
};
"""


def test_a_chosen_file_is_written_at_once_on_demand_and_after_changes(page, disk):
    page.clock.install()
    page.add_init_script(PICKER)
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin()
    tool.fill()
    said = page.locator("self-check-tool .tools span")
    notes = "() => written.map((text) => JSON.parse(text).items.C1.note)"

    page.get_by_role("button", name="始终保存到一个新文件").click()
    page.wait_for_function("() => written.length === 1")
    page.locator("#note-C1").fill("第二次")
    page.clock.run_for(11_000)
    page.wait_for_function("() => written.length === 2")
    page.clock.run_for(30_000)
    page.get_by_role("button", name="保存到所选文件").click()
    page.wait_for_function("() => written.length === 3")
    kept = said.inner_text()
    state = page.locator("self-check .state").inner_text()
    page.evaluate("broken = true")
    page.locator("#note-C1").fill("第三次")
    page.clock.run_for(11_000)
    page.wait_for_function(
        "() => document.querySelector('self-check-tool .tools span').textContent.startsWith('没有写进')"
    )

    assert page.evaluate(notes) == ["缺签到表", "第二次", "第二次"]
    assert re.fullmatch(rf"已保存到所选文件 {NAME}-自查-\d{{4}}-d-\w+\.json。", kept)
    assert "之后没有修改" in state
    assert tool.note() == "第三次"
    assert "距上次备份 1 处修改" in page.locator("self-check .state").inner_text()


def test_after_clearing_the_chosen_file_is_left_alone(page, disk):
    page.clock.install()
    page.add_init_script(PICKER)
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin()
    tool.fill()
    page.get_by_role("button", name="始终保存到一个新文件").click()
    page.wait_for_function("() => written.length === 1")

    page.locator("self-check").evaluate("check => SelfCheckClearing.clearBranch(check.store, check.dataset.branch)")
    page.locator("#C1 input[value=met]").check()
    page.clock.run_for(30_000)
    page.get_by_role("button", name="保存到所选文件").click()

    assert page.evaluate("written.length") == 1
    assert page.locator("self-check-tool .tools span").inner_text().startswith("没有写进所选的文件。")


def test_without_a_file_picker_nothing_is_offered(page, intranet):
    Tool(page, intranet + Place.ONE_FILE).begin()

    assert page.get_by_role("button", name="始终保存到一个新文件").count() == 0


@pytest.mark.parametrize(
    ("options", "place", "says"),
    [
        ({}, "disk", "Chrome、Edge、360（极速模式）："),
        ({}, "intranet", "从网址打开（内网、网站）："),
        ({"user_agent": "Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0"}, "intranet", "微信和手机："),
    ],
)
def test_the_browser_at_hand_is_told_first_where_things_are_kept(open_page, request, options, place, says):
    tool = Tool(open_page(**options), request.getfixturevalue(place) + Place.ONE_FILE)

    assert tool.here.startswith(f"你现在用的：{says}")
    assert tool.page.locator("[data-place]").count() == 4


def test_a_browser_that_keeps_nothing_says_so(page, disk):
    page.add_init_script("""
      Object.defineProperty(window, "localStorage", { get: () => { throw new Error("forbidden"); } });
      Object.defineProperty(window, "indexedDB", { get: () => { throw new Error("forbidden"); } });
    """)

    tool = Tool(page, disk + Place.ONE_FILE)

    assert tool.here.startswith("这个浏览器不让保存")
    tool.begin()
    tool.fill()
    assert page.locator("self-check .state.is-failed").is_visible()


def test_without_a_script_the_page_says_what_it_is_and_lists_the_items(open_page, disk, data):
    page = open_page(java_script_enabled=False)
    page.goto(disk + Place.ONE_FILE)

    lines = page.locator("self-check-tool li[data-rev]").all_inner_texts()

    assert page.locator("h1").inner_text() == "支部自查工具"
    assert "脚本没有运行" in page.locator("[data-part=plain]").inner_text()
    assert [line.split(" ")[0] for line in lines] == [item.id for item in data.catalog_items("branch-34")]
    assert all(line.endswith("□达到 □部分 □未达到 □不适用") for line in lines)


def test_an_injected_script_does_not_run(browser, site, disk):
    # a context of its own: the guard of the others would count the refusals as faults
    context = browser.new_context()
    guard = Guard(context, site)
    page = context.new_page()
    page.goto(disk + Place.ONE_FILE)

    found = tried(page)

    assert found == REFUSED
    assert len(guard.faults) >= 2
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin()
    tool.fill()
    press_tool(page, "整改台账")
    page.locator(".ledger").wait_for()
    filled = serious(page)
    # the ledger scrolls sideways in a box of its own
    page.get_by_role("button", name="收起").click()
    filled += page.evaluate(FAULTS, BODY)

    page.reload()
    tool.ready()
    page.get_by_text("在不同的浏览器里").click()
    page.get_by_text("粘贴数据", exact=True).click()

    assert filled == []
    assert [*serious(page), *page.evaluate(FAULTS, BODY)] == []


@pytest.mark.parametrize("offering", ["branches/index.html", "my-branch.html", "roll-up.html", "privacy.html"])
def test_the_file_is_offered_where_people_look_for_it(page, intranet, offering):
    page.goto(intranet + offering)

    link = page.locator("a[href$='self-check-tool.html']").first

    assert link.evaluate("link => link.href") == intranet + Place.ONE_FILE
    if offering != "privacy.html":
        assert link.get_attribute("download") == "自查工具.html"


LISTED = ("teacher-software", "软件工程教师党支部")


def of_the_list(page, address: str) -> Year:
    """Open a branch of the list in the one-file edition, with its year."""
    page.clock.set_fixed_time(NOW)
    Tool(page, address)
    page.get_by_label("支部", exact=True).select_option(LISTED[0])
    page.get_by_role("button", name="开始", exact=True).click()
    year = Year(page)
    year.ready()
    return year


def exported(year: Year, path: Path) -> Path:
    """Back up what is open."""
    year.settle()
    with year.page.expect_download() as started:
        year.page.locator("self-check .tools").get_by_role("button", name="备份到文件").click()
    started.value.save_as(path)
    return path


def test_what_is_ticked_here_opens_on_the_site_and_comes_back(open_page, disk, tmp_path):
    here = of_the_list(open_page(), disk + Place.ONE_FILE)
    here.tick("branch-congress.q1", done_on="2026-03-05", evidence="1 号盒")
    here.page.locator("#C1 input[value=partly]").check()
    file = exported(here, tmp_path / "one.json")
    site = Year(open_page(), f"{disk}branches/{LISTED[0]}.html")
    check = Checklist.__new__(Checklist)
    check.page, check.branch = site.page, LISTED[0]
    panel = check.tool("导入")
    panel.locator("input[type=file]").set_input_files(file)
    for _ in range(2):
        panel.get_by_role("button", name="导入", exact=True).first.click()
        panel.get_by_text("已导入").wait_for()
        panel.get_by_role("button", name="导入", exact=True).first.evaluate("pressed => pressed.remove()")
    there = (site.ticked(), site.told("branch-congress.q1"))
    site.tick("theme-day.m11")
    back = exported(site, tmp_path / "site.json")

    again = of_the_list(open_page(), disk + Place.ONE_FILE)
    again.page.get_by_role("button", name="回到开始").click()
    again.page.locator("[name=file]").set_input_files(back)
    again.page.get_by_role("button", name="放进来").click()
    again.page.locator("[data-part=brought] li", has_text="已放进来").wait_for()
    again.page.get_by_role("button", name=f"打开 {LISTED[1]}，全年").click()

    assert there == (["branch-congress.q1"], "2026-03-05 · 1 号盒")
    assert again.ticked() == ["branch-congress.q1", "theme-day.m11"]
    assert again.told("branch-congress.q1") == "2026-03-05 · 1 号盒"
    assert again.page.locator("self-check").get_attribute("data-catalog") == "branch-34"


def test_ticks_outlive_a_browser_that_is_killed(machine, disk):
    year = of_the_list(machine.context.new_page(), disk + Place.ONE_FILE)
    year.tick("branch-congress.q4", evidence="1 号盒")
    year.settle()

    machine.kill_and_start_again()

    again = of_the_list(machine.context.new_page(), disk + Place.ONE_FILE)
    assert again.ticked() == ["branch-congress.q4"]
    assert again.told("branch-congress.q4") == "1 号盒"


def test_each_kind_of_branch_has_the_duties_of_its_plan(page, disk, data):
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin()
    shown = {}
    for kind in data.profiles:
        page.get_by_label("哪一类支部").select_option(kind)
        Year(page).ready()
        shown[kind] = sorted(page.locator("[data-tick]").evaluate_all("all => all.map((one) => one.dataset.tick)"))
    standards = Standards(data)

    assert shown == {
        kind: sorted(
            f"{duty.frequency}.{key}"
            for duty in standard_schedule(data, standards.of_kind(kind)).duties
            for _, _, key in dated_periods(duty)
        )
        for kind in data.profiles
    }
    assert page.locator(".branch-parts > .sub").inner_text().startswith("按这类支部的一般情况列。")


def test_the_kind_is_asked_once_where_a_file_does_not_say_it(page, disk):
    tool = Tool(page, disk + Place.ONE_FILE)
    page.get_by_text("粘贴数据", exact=True).click()
    page.locator("[name=paste]").fill(text_of(record("own-abc", NAME, {"C1": answer("met")})))
    page.get_by_role("button", name="读取粘贴的数据").click()
    tool.confirm_import()
    before = page.locator("[data-tick]").count()
    page.get_by_label("哪一类支部").select_option("student")
    Year(page).ready()
    page.reload()
    tool.ready()
    page.get_by_role("button", name=f"打开 {NAME}").click()
    Year(page).ready()

    assert before == 0
    assert page.get_by_label("哪一类支部").input_value() == "student"
    assert page.locator("[data-tick='branch-congress.q1']").count() == 1


def test_what_not_every_branch_of_the_kind_has_is_only_in_the_file_once_it_is_noted(open_page, disk, tmp_path):
    year = of_the_list(open_page(), disk + Place.ONE_FILE)
    year.tick("theme-day.m11")
    first = json.loads(exported(year, tmp_path / "first.json").read_text("utf-8"))["records"][1]["items"]
    year.tick("group-meeting.m11")
    second = json.loads(exported(year, tmp_path / "second.json").read_text("utf-8"))["records"][1]["items"]

    assert [tick for tick in first if tick.startswith("group-meeting")] == []
    assert {"theme-day.m1", "branch-congress.q1"} < first.keys()
    assert {"group-meeting.m1", "group-meeting.m11"} < second.keys()


def test_a_chosen_file_holds_the_ticks_too(page, disk):
    page.add_init_script(PICKER)
    year = of_the_list(page, disk + Place.ONE_FILE)
    year.page.locator("#C1 input[value=met]").check()
    year.tick("theme-day.m11")
    year.settle()

    page.get_by_role("button", name="始终保存到一个新文件").click()
    page.wait_for_function("() => written.length === 1")

    written = json.loads(page.evaluate("written[0]"))["records"]
    assert [one["catalog"] for one in written] == ["branch-34", "year"]
    assert written[1]["items"]["theme-day.m11"]["status"] == "met"


@pytest.mark.parametrize("width", [320, 1366])
def test_the_year_is_accessible_and_fits_here(open_page, disk, width):
    year = of_the_list(open_page(viewport={"width": width, "height": 800}), disk + Place.ONE_FILE)
    year.tick("branch-congress.q1")
    for fold in year.page.locator("details.quarter").all():
        fold.evaluate("fold => { fold.open = true; }")

    assert serious(year.page) == []
    assert year.page.evaluate(FAULTS, BODY) == []


def test_the_days_of_a_term_are_those_of_the_branchs_own_page(page, disk, data):
    page.clock.set_fixed_time(NOW)
    listed = {
        branch.id: branch_schedule(data, Standards(data).of_branch(branch)).deadlines
        for _, branch in data.branches().values()
    }
    tool = Tool(page, disk + Place.ONE_FILE)

    found = page.evaluate(
        """branches => branches.map((branch) => {
          const tool = document.querySelector("self-check-tool");
          tool.open(branch, "", tool.checkFor(branch, "year"));
          const { deadlines } = tool.room.querySelector("this-month").plan;
          tool.close();
          return deadlines.map(({ id, title, summary, day }) => [id, title, summary, day]);
        })""",
        list(listed),
    )

    assert found == [
        [[one.step.id, one.step.title, one.step.summary, str(one.day)] for one in deadlines]
        for deadlines in listed.values()
    ]
    assert sum(map(bool, found)) > 1
    assert tool.page.get_by_text("换届的日子看网站的").count() == 0


@pytest.mark.parametrize("start", ["2024-03-31", "2023-02-28", "2024-02-29", "2021-12-01", "", "2026-02-30", "x"])
def test_what_my_branch_was_told_of_its_term_counts_in_the_file(page, disk, data, start):
    page.clock.set_fixed_time(NOW)
    tool = Tool(page, disk + Place.ONE_FILE)
    page.evaluate(
        """start => {
          const tool = document.querySelector("self-check-tool");
          tool.store.fill("my-branch-facts", { kind: "teacher", term_start: start });
          tool.open("my-branch", "", tool.checkFor("my-branch", "year"));
        }""",
        start,
    )

    days = page.locator("#month this-month").evaluate("month => month.plan.deadlines.map(({ day }) => day)")

    standard = Standards(data).of_kind("teacher")
    is_day = start.startswith("202") and start != "2026-02-30"
    assert days == (
        [str(one.day) for one in term_deadlines(data, start, standard.settings, "teacher")] if is_day else []
    )
    assert tool.page.get_by_text("换届的日子看网站的").count() == int(not is_day)
