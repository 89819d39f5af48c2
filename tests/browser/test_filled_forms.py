"""Forms that the browser fills with what it knows: the page and the Word file say the same, and nothing is lost."""

from __future__ import annotations

import io
import re
from typing import get_args

import pytest
from docx import Document
from playwright.sync_api import expect

from standards_site.data.program import TickedValue
from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.filled import VALUES
from standards_site.outputs.forms.sheet import blank_sheets
from standards_site.outputs.links import Place
from tests.probes.checklist import press_tool
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.pdf import printed

FACTS = {
    "kind": "teacher",
    "formal_members": "12",
    "probationary_members": "2",
    "committee": "1",
    "committee_size": "3",
    "term_start": "2024-03-31",
}
DRAFT = {
    "kind": "branch-meeting",
    "on": "admission-vote,branch-election",
    "day": "2026-12-05",
    "time": "15:00",
    "place": "三楼 <会议室> & 走廊",
}
KEEP = """async ([facts, draft]) => {
  const { store } = document.querySelector("filled-form");
  await store.ready;
  await store.fill("my-branch-facts", facts).database;
  await store.fill("meeting", draft).database;
  await store.fill("my-branch", { name: "信息学院第一党支部" }).database;
}"""
OPENED = "() => (document.querySelector('filled-form').store || {}).works"
PARTS = """async ([form, known, rows]) => {
  await Promise.all([Dom.loaded(["../data/filled/" + form + ".js"]), ZipFile.ready()]);
  const parts = FilledForm.parts(FILLED_FORMS[form], known, rows);
  return Array.from(ZipFile.make(parts));
}"""
ON_PAPER = """() => {
  const paper = document.querySelector("article.a4").cloneNode(true);
  for (const apart of paper.querySelectorAll(".notes, .sheet-foot, .edge")) apart.remove();
  return paper.textContent;
}"""
SAME = {value: f"〔{value}〕" for value in VALUES} | {"assembly": "支委会", "matter": "转正", "matters": "转正"}
"""A value for each place, told from all others."""


def plain(text: str) -> str:
    """Return a text without spaces, which every format sets in its own way."""
    return re.sub(r"\s", "", text)


def word_text(content: bytes) -> str:
    """Return what stands in a Word file, in reading order."""
    return plain("".join(node.text or "" for node in Document(io.BytesIO(content)).element.body.iter("{*}t")))


def opened(page, site, form, hash_=""):
    """Open the page of a form and wait until it knows what this browser has kept."""
    page.goto(f"{site}forms/{form}.html{hash_}")
    page.wait_for_function(OPENED)
    page.evaluate("() => document.querySelector('filled-form').store.ready")
    return page


def with_known(page, site, form, facts=FACTS, draft=DRAFT):
    """Open the page of a form in a browser that knows a branch and a meeting, and have it filled."""
    opened(page, site, "meeting-notice")
    page.evaluate(KEEP, [facts, draft])
    page.goto("about:blank")
    return opened(page, site, form, "#filled")


def fields(page) -> dict[str, str]:
    """Return what stands beside each name in the heading of the paper."""
    return page.evaluate(
        "() => Object.fromEntries(Array.from(document.querySelectorAll('.a4 .fields th'),"
        " (name) => [name.textContent, name.nextElementSibling.textContent]))"
    )


def test_page_and_word_have_the_same_of_every_form_blank_and_filled(page, disk, data):
    sheets = {sheet.form: sheet for sheet in blank_sheets(data, Standards(data))}
    forms = [one for one in data.program.filled_forms if not one.columns]
    for one in forms:
        opened(page, disk, one.form)
        page.evaluate("(known) => { document.querySelector('filled-form').known = () => known; }", SAME)
        page.evaluate("() => { const form = document.querySelector('filled-form'); form.build(); form.fill(true); }")
        filled = page.evaluate(ON_PAPER)
        page.evaluate("() => document.querySelector('filled-form').known = () => ({})")
        page.evaluate("() => document.querySelector('filled-form').fill(true)")
        blank = page.evaluate(ON_PAPER)

        words = [word_text(bytes(page.evaluate(PARTS, [one.form, known, []]))) for known in (SAME, {})]

        assert [in_order(plain(text)) for text in (filled, blank)] == [in_order(text) for text in words], one.form
        assert all(SAME[place.value] in words[0] for place in one.fills), one.form
        ticks = sum(place.value in get_args(TickedValue) for place in one.fills)
        assert [text.count("☑") for text in words] == [ticks, 0], one.form
        assert all(place.line in words[1] for place in one.fills), one.form
        assert "非官方" not in words[0], one.form
        assert not any(note in words[0] for note in sheets[one.form].notes), one.form
    assert len(forms) > 14


def in_order(text: str) -> str:
    """Return a text without what only one of the formats writes out."""
    return text.replace("年月日", "").replace("*", "")


def test_what_the_branch_and_the_meeting_have_said_is_filled_in(page, disk):
    with_known(page, disk, "meeting-record")
    expect(page.get_by_role("button", name="改回空白")).to_be_visible()
    record = fields(page)
    notice = fields(opened(page, disk, "meeting-notice", "#filled"))
    request = fields(opened(page, disk, "election-request", "#filled"))
    lines = page.locator(".a4 .signed p").all_inner_texts()

    when = "2026 年 12 月 5 日 15:00"
    known = {
        "党支部": "信息学院第一党支部",
        "时间起止": when,
        "地点": DRAFT["place"],
        "应到": "14",
        "有表决权应到": "12",
    }
    assert {name: record[name] for name in known} == known
    assert record["会议类型"] == "☑党员大会　□支委会　□党小组会"
    assert notice["会议"] == "支部党员大会"
    assert notice["议题"] == "接收预备党员、选举"
    assert notice["要做的"].startswith("请全体党员到会；")
    assert request["本届任期起止"] == "2024 年 3 月 31 日至 2027 年 3 月 31 日"
    assert (request["有选举权的党员"], request["应选名额"]) == ("12", "3")
    assert lines[0] == "中共信息学院第一支部委员会"


def test_a_meeting_is_known_only_of_the_papers_it_has(page, disk):
    with_known(page, disk, "theme-day-record")

    assert fields(page)["时间"] == ""
    assert fields(page)["党支部"] == "信息学院第一党支部"


def test_it_is_the_blank_form_until_somebody_asks_and_again_when_he_does(page, disk):
    with_known(page, disk, "meeting-record")
    page.goto("about:blank")
    opened(page, disk, "meeting-record")
    told = page.get_by_role("button", name="填上已知的")
    before = fields(page)

    told.click()
    filled = fields(page)
    page.get_by_role("button", name="改回空白").click()

    assert before["应到*"] == ""
    assert filled["应到"] == "14"
    assert fields(page) == before


def test_where_nothing_is_known_nothing_is_offered(page, disk):
    opened(page, disk, "meeting-record", "#filled")

    assert page.locator("filled-form button").count() == 0


DAMAGE = """() => {
  const home = Object.keys(localStorage).find((name) => name.includes("/form/my-branch-facts/"));
  for (const name of Object.keys(localStorage).filter((one) => one.includes("/e/"))) localStorage[name] = "{broken";
  return home !== undefined;
}"""


SETTLED = """() => {
  const form = document.querySelector("filled-form");
  return form.childElementCount > 0 && (!form.dataset.from || form.querySelector("a, select"));
}"""


def told_of(page) -> str:
    """Return what is said above the paper, once it is settled."""
    page.wait_for_function(SETTLED)
    return page.locator("filled-form").inner_text()


@pytest.mark.parametrize("state", ["cold", "damaged", "known"])
def test_every_filled_form_is_usable_or_says_what_to_do(page, disk, data, state):
    forms = [one.form for one in data.program.filled_forms]
    opened(page, disk, "meeting-notice")
    if state != "cold":
        page.evaluate(KEEP, [FACTS, DRAFT])
    if state == "damaged":
        assert page.evaluate(DAMAGE)
        page.evaluate("() => new Promise((done) => { const { store } = document.querySelector('filled-form');"
                      " store.database.run((all) => { for (const form of ['my-branch-facts', 'my-branch', 'meeting'])"
                      " all.put('{broken', SelfCheckEntries.formName(form)); }).then(done); })")  # fmt: skip
    assert len(forms) == 18
    for form in forms:
        page.goto("about:blank")
        opened(page, disk, form, "#filled")
        told = told_of(page)

        leads = page.locator("filled-form a").count()
        assert (form, leads > 0 or page.get_by_role("button", name="改回空白").count() == 1) == (form, True), told
        assert page.locator("article.a4").is_visible()
        expect(page.locator("filled-form")).to_be_in_viewport()
        if state == "known" and form != "rectification-list":
            assert page.get_by_role("button", name="改回空白").count() == 1, (form, told)
        if state == "damaged":
            assert "本机存的有读不出来的，原样留着。" in told, form


@pytest.mark.parametrize("typed", ["-5", "abc", "99999", "3.5", "\uff0d\uff15", "\uff11\uff12人"])
def test_what_is_no_number_is_told_on_a_filled_form_too(page, disk, typed):
    with_known(page, disk, "meeting-record", draft={**DRAFT, "expected": typed})

    told = told_of(page)

    assert f"应到：“{typed}”不是人数（填 1 到 9999 的整数），纸上这一处空着。" in told
    assert fields(page)["应到"] == ""
    assert fields(page)["有表决权应到"] == "12"


def found_here(page, disk):
    """Have this browser keep a self-check of a branch in which two things were found."""
    page.goto(f"{disk}branches/teacher-software.html")
    page.locator("#C1 input[value=partly]").check()
    page.locator("#note-C1").fill("缺签到表")
    page.locator("#C2 input[value=unmet]").check()
    page.evaluate("() => SelfCheck.store.database.save()")


def listed(page):
    """Return the rows of the list, number and problem."""
    page.wait_for_function("() => document.querySelector('filled-form [role=status]')")
    return page.locator(".a4 tr.blank").evaluate_all("rows => rows.map(({ cells }) => [cells[0], cells[1]].map("
                                                     "(cell) => cell.textContent))")  # fmt: skip


def test_the_list_of_what_is_to_be_put_right_is_filled_from_the_self_check_of_this_browser(page, disk):
    found_here(page, disk)

    opened(page, disk, "rectification-list", "#filled")
    page.get_by_text("要整改的 2 条填上了。").wait_for()
    rows = listed(page)
    with page.expect_download() as given:
        page.get_by_role("button", name="填好的存成 Word").click()
    page.get_by_label("从哪份自查填").select_option(label="不填，留空行")

    assert [number for number, _ in rows] == [str(number) for number in range(1, 9)]
    assert [bool(problem) for _, problem in rows] == [True, True, *[False] * 6]
    assert rows[0][1].endswith("部分达到。缺签到表")
    assert fields(page)["党支部"] == ""
    assert [problem for _, problem in listed(page)] == [""] * 8
    assert "缺签到表" in word_text(given.value.path().read_bytes())


def test_a_list_of_many_has_a_row_for_each(page, disk):
    found_here(page, disk)
    ids = page.locator("self-check li[data-rev]").evaluate_all("rows => rows.slice(2, 14).map((row) => row.id)")
    for name in ids:
        page.locator(f"#{name} input[value=unmet]").check(force=True)
    page.evaluate("() => SelfCheck.store.database.save()")

    opened(page, disk, "rectification-list", "#filled")
    page.get_by_text("条填上了。").wait_for()

    rows = listed(page)
    assert [number for number, _ in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert all(problem for _, problem in rows)
    assert len(rows) > 8


@pytest.mark.parametrize("form", ["meeting-record", "election-request"])
def test_a_filled_form_prints_without_notes_and_our_foot(page, disk, form):
    with_known(page, disk, form)

    sheets = printed(page)

    assert sheets[0].says("信息学院第一")
    for sheet in sheets:
        assert not sheet.says("填写说明")
        assert not sheet.says("非官方")
        assert not sheet.says("*")


def test_it_is_saved_as_word_with_what_is_known(page, intranet):
    with_known(page, intranet, "meeting-record")

    with page.expect_download() as given:
        page.get_by_role("button", name="填好的存成 Word").click()

    assert given.value.suggested_filename == "会议记录表-信息学院第一党支部.docx"
    assert "三楼<会议室>&走廊" in word_text(given.value.path().read_bytes())


def test_a_day_of_the_term_leads_to_its_form_with_what_is_known(page, disk):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    page.goto(f"{disk}my-branch.html#{TEACHERS}&committee_size=3&term_start=2024-03-31")
    ready(page)
    page.locator("#fact-formal_members").fill("11")
    page.locator("self-check:visible").get_by_label("支部名称").fill("物理学院党支部")
    page.evaluate("() => SelfCheck.store.database.save()")

    page.get_by_role("link", name="填好的换届请示").click()
    page.wait_for_function(OPENED)

    expect(page.get_by_role("button", name="改回空白")).to_be_visible()
    assert fields(page)["有选举权的党员"] == "11"
    assert page.locator(".a4 .signed p").first.inner_text() == "中共物理学院支部委员会"


def test_the_pack_counts_with_the_numbers_of_the_branch_and_hands_its_draft_on(page, disk):
    with_known(page, disk, "meeting-record", draft={})
    page.goto(f"{disk}{Place.MEETING}#kind=branch-meeting&on=branch-election&day=2026-12-05&place=%E4%BA%94%E6%A5%BC")
    page.wait_for_function("() => document.querySelector('meeting-pack').hasSums")
    told = page.locator(".pack-told").inner_text()

    page.get_by_role("link", name="计票结果报告单").first.click()
    page.wait_for_function(OPENED)
    expect(page.get_by_role("button", name="改回空白")).to_be_visible()

    assert "签到表 14 行" in told
    assert "选票 12 张" in told
    assert fields(page)["日期"] == "2026 年 12 月 5 日"
    assert fields(page)["应选名额"] == "3"


def test_what_is_to_be_put_right_is_a_list_in_word(page, disk):
    page.goto(f"{disk}branches/teacher-software.html")
    page.locator("#C1 input[value=partly]").check()
    page.locator("#note-C1").fill("缺签到表\n第三季度")
    page.locator("#C2 input[value=unmet]").check()
    press_tool(page, "整改台账")

    with page.expect_download() as given:
        page.get_by_role("button", name="整改清单（Word）").click()

    document = Document(given.value.path())
    rows = [[cell.text for cell in row.cells] for row in document.tables[-2].rows]
    assert rows[0] == ["序号", "问题", "整改措施", "责任人", "时限", "完成情况"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "", ""]
    assert rows[1][1].endswith("部分达到。缺签到表 第三季度")
    assert rows[2][5] == "未开始"


def test_a_hostile_draft_is_text_in_both(page, disk):
    texts = {
        "kind": "__proto__",
        "on": "constructor",
        "day": "2026-99-99",
        "time": "</w:t>",
        "place": "<img src=x>\u0001",
    }
    with_known(page, disk, "sign-in", facts={"formal_members": "9" * 300, "term_start": "x"}, draft=texts)

    content = bytes(
        page.evaluate(PARTS, ["sign-in", page.evaluate("() => document.querySelector('filled-form').known()"), []])
    )

    assert page.locator(".a4 img").count() == 0
    assert fields(page)["地点"] == "<img src=x>\u0001"
    assert "<imgsrc=x>" in word_text(content)
    assert "</w:t>" in word_text(content)


def test_without_its_script_it_is_the_blank_form(open_page, disk):
    page = open_page(java_script_enabled=False)
    page.goto(f"{disk}forms/meeting-record.html#filled")

    assert page.locator("filled-form button").count() == 0
    assert set(fields_without_script(page)) == {"", "□党员大会　□支委会　□党小组会"}


def fields_without_script(page) -> list[str]:
    """Return what stands beside the names in the heading."""
    return page.locator(".a4 .fields td[class]").all_inner_texts()
