"""The page 在培养的人: the script says what Python says, keeps what was filled in, and hands none of it to anybody."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import date

import pytest
from icalendar import Calendar

from standards_site.dates import WorkCalendar
from standards_site.outputs.handbook.people import CODES
from standards_site.outputs.links import Place
from standards_site.sums.people import HAVE, people_rules, person_answer
from tests.builders.failing_stores import DATABASE_FAILS, FAILURES, LOCAL_FAILS
from tests.builders.people import NO_DAYS, drawn_histories
from tests.probes.accessibility import serious
from tests.probes.machine import STORED
from tests.probes.my_branch import TEACHERS
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.pdf import printed

ASK = "([cases, rules]) => cases.map(([given, today]) => PeopleSums.answer({ ...PEOPLE, ...rules }, given, today))"
READY = "() => document.querySelector('branch-people').isReady"
KEPT = """() => PeopleKept.everyone(document.querySelector("branch-people").store).map(({ texts }) => {
  const { branch, ...filled } = texts;
  return filled;
})"""
"""What is filled in of everybody, whatever his branch."""
OF_BRANCHES = """() => {
  const { store } = document.querySelector("branch-people");
  const people = PeopleKept.everyone(store).map(({ texts }) => texts.code + " " + PeopleKept.branchOf(store, texts));
  return people.sort();
}"""
FILL = """async (forms) => {
  const { store } = document.querySelector("branch-people");
  for (const name of Object.keys(forms)) await store.fill(name, forms[name]).database;
}"""
"""Keep forms by name, as they are kept by this edition or were by an earlier one."""
PUT = """people => {
  const page = document.querySelector("branch-people");
  people.forEach((texts, at) => page.keep("p" + at, texts, {}));
  page.refresh();
  return page.store.database.save();
}"""
CHANGE = """([label, day]) => {
  const page = document.querySelector("branch-people");
  const { fields } = page.shown.get(page.open);
  const { control } = fields.find(({ date }) => date.label === label);
  const touched = new MutationObserver(() => {});
  touched.observe(page.table, { subtree: true, childList: true, characterData: true });
  control.value = day;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
  page.getBoundingClientRect();
  const places = touched.takeRecords().map(({ target }) => (target.closest ? target : target.parentElement));
  return new Set(places.map((place) => place.closest("tr"))).size;
}"""
"""Fill in a day as a hand does, and have the page laid out: how many rows of the table were written anew."""
NOT_KEPT = "没有保存：这个浏览器不让保存，或者空间满了。离开这一页就没有了，请先导出或者打印。"
FILE = {
    "format": "zbk-people",
    "schema": 1,
    "exported": {"day": "2026-11-30", "device": "d-1"},
    "people": [
        {"code": "甲", "dates": {"application": "2026-05-20", "talk": "2026-06-10"}},
        {"code": "12", "dates": {"congress": "2026-06-20"}},
    ],
}
HOSTILE = (
    "", "null", "7", "[]", "{}", "{", "\x00\ufffd", "[" * 100_000, '{"format":"zbk-self-check","records":[]}',
    '{"format":"zbk-people"}', '{"format":"zbk-people","schema":1,"people":{"0":1}}',
    '{"format":"zbk-people","schema":-1,"people":[]}', '{"format":"zbk-people","schema":1,"people":[1,null,[],"x",{}]}',
    '{"format":"zbk-people","schema":1,"people":[{"code":"张三","dates":{}}]}', "x" * 1_000_001,
)  # fmt: skip


def opened(page, site, address=""):
    """Open the page and wait until it can be filled in, and all its scripts are there."""
    page.goto(site + Place.PEOPLE + address)
    page.wait_for_function("() => document.querySelector('branch-people').tools")
    page.wait_for_function(READY)
    return page


def add(page, code):
    """Add somebody by his code, from the page of all."""
    page.locator("#new-code").select_option(code)
    page.get_by_role("button", name="加上").click()


def fill(page, label, day):
    """Fill in a day of the person whose page is open."""
    page.get_by_label(label, exact=True).fill(day)


def layouts(session) -> int:
    """Return how often the page was laid out since its session began to count."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(int(one["value"]) for one in metrics if one["name"] == "LayoutCount")


def settled(page):
    """Wait until what is filled in is in the database."""
    page.evaluate("() => document.querySelector('branch-people').store.database.save()")


def table(page):
    """Return the table of all, cell by cell."""
    rows = page.locator("table.people tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]


def said(rules, given, today):
    """Return what Python answers, in the shape of the script's answers."""
    found = asdict(person_answer(given, rules, today))
    return json.loads(json.dumps(found))


def test_the_script_answers_as_python_does(page, disk, data):
    rules, cases = people_rules(data), list(drawn_histories(data, 1500))
    page.goto(disk + Place.PEOPLE)

    told = page.evaluate(ASK, [[[given, str(today)] for given, today in cases], {}])

    wanted = [said(rules, given, today) for given, today in cases]
    assert [(case, one) for case, one, other in zip(cases, told, wanted, strict=True) if one != other][:2] == []
    found = {limit["state"] for one in told for limit in one["limits"]}
    assert found == {"done", "late", "early", "open", "waiting", "ready", "overdue", "passed", "unsure"}
    assert {one["state"] for one in told} == {"empty", "under_way", "done", "ended"}
    assert sum(bool(one["faults"]) for one in told) > 100 < sum(bool(one["missed"]) for one in told)


def test_the_script_goes_by_other_numbers_when_it_is_given_them(page, disk, data):
    rules, cases = people_rules(data), list(drawn_histories(data, 200))
    work = WorkCalendar(off=("2026-03-02", "2026-03-03"), worked=("2026-03-07",), years=(2025, 2026))
    numbers = {"talk_months": 2, "activist_years": 2, "notice_days": 7, "oath_months": 3, "probation_years": 2}
    other = replace(rules, limits=replace(rules.limits, **numbers, work=work), steady=("oath",), extension=(3, 4))
    page.goto(disk + Place.PEOPLE)
    given = {"work": asdict(work), "steady": ["oath"], "extension": [3, 4]}
    given["numbers"] = {**page.evaluate("() => PEOPLE.numbers"), **numbers}

    told = page.evaluate(ASK, [[[days, str(today)] for days, today in cases], given])

    assert told == [said(other, days, today) for days, today in cases]
    assert told != [said(rules, days, today) for days, today in cases]


def test_no_step_that_is_past_on_one_page_is_missing_on_another(page, disk, data):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    histories = [given for given, _ in drawn_histories(data, 150)]
    page.evaluate(PUT, [{**given, "code": str(1000 + at)} for at, given in enumerate(histories)])

    seen = page.evaluate("""() => {
      const page = document.querySelector("branch-people");
      return page.people().map(({ id }) => {
        page.open = id;
        page.showOne();
        const { answer, cells, result } = page.shown.get(id);
        const past = answer.limits.filter((one) => one.is_past);
        const paper = page.tools.oneOnPaper(id).textContent;
        const row = cells.map((cell) => cell.textContent).join("|");
        return { past, next: answer.next, row, own: result.textContent, paper };
      });
    }""")

    states = set()
    for one in seen:
        for limit in one["past"]:
            states.add(limit["state"])
            note = {"overdue": "逾期", "passed": "已过", "unsure": "已过，待核"}[limit["state"]]
            assert limit["of"] == one["next"] or f"{limit['label']}：{limit['value']}（{note}）" in one["row"], one
            assert note in one["row"], one
            assert limit["label"] in one["own"], one
            assert f"不晚于\u00a0{limit['day']}（{note}）" in one["paper"], one
        assert bool(one["past"]) == any(note in one["row"] for note in ("逾期", "已过")), one
    assert states == {"overdue", "passed", "unsure"}


@pytest.mark.parametrize("place", ["disk", "intranet"])
def test_somebody_is_added_by_code_filled_in_and_there_after_a_reload(page, request, place):
    site = request.getfixturevalue(place)
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, site)

    add(page, "乙")
    fill(page, "收到入党申请书", "2026-10-20")
    own = page.locator(".person .result").inner_text()
    settled(page)
    page.reload()
    page.wait_for_function(READY)
    by_address = page.locator(".person h2").inner_text()
    page.get_by_role("button", name="← 全部").click()

    assert [words for words in ("派人谈话", "应当不晚于 2026-11-20", "逾期") if words not in own] == []
    assert by_address == "乙：一、申请入党"
    assert table(page) == [["乙", "收到入党申请书", "派人谈话", "不晚于 2026-11-20（逾期）", "逾期 1"]]
    assert page.locator(".people-total").inner_text() == "1 人，有逾期的 1 人。"
    assert page.evaluate(KEPT) == [{"application": "2026-10-20", "code": "乙"}]


def test_keys_alone_are_enough(page, disk):
    opened(page, disk)
    page.locator("#new-code").focus()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    heading = page.evaluate("() => document.activeElement.textContent")
    # past the link to the next step
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("05202026")
    page.get_by_role("button", name="← 全部").focus()
    page.keyboard.press("Enter")

    assert heading == "甲"
    assert [row[:3] for row in table(page)] == [["甲", "收到入党申请书", "派人谈话"]]


def test_codes_are_from_the_list_or_figures_and_none_twice(page, disk):
    opened(page, disk)
    add(page, "甲")
    page.get_by_role("button", name="← 全部").click()
    add(page, "甲")
    twice = page.locator(".people-list .code .problem").inner_text()
    page.locator("#new-code").select_option("figures")
    figures = page.get_by_label("1 至 4 位数字").first
    refused = []
    for typed in ("张三", "", "1a"):
        figures.fill(typed)
        page.get_by_role("button", name="加上").click()
        refused.append(page.locator(".people-list .code .problem").inner_text())
    figures.fill("\uff11\uff12")
    page.get_by_role("button", name="加上").click()

    assert twice == "这个代号已经有了，换一个。"
    assert refused == ["填 1 至 4 位数字。"] * 3
    assert page.locator("#new-code option").all_inner_texts() == [*CODES, "用数字"]
    assert sorted(one["code"] for one in page.evaluate(KEPT)) == ["12", "甲"]


def test_no_field_takes_other_words_than_days(page, disk):
    opened(page, disk)
    add(page, "甲")

    kinds = page.locator("branch-people input, branch-people textarea").evaluate_all(
        "all => all.map((one) => one.type + (one.maxLength > 0 ? one.maxLength : ''))"
    )

    assert set(kinds) == {"date", "text", "checkbox"}


def test_what_was_filled_in_is_there_when_the_browser_was_killed(machine, disk):
    page = opened(machine.context.new_page(), disk)
    add(page, "甲")
    fill(page, "收到入党申请书", "2026-05-20")
    page.wait_for_function(STORED, arg="2026-05-20")

    machine.kill_and_start_again()

    again = opened(machine.context.new_page(), disk)
    assert again.evaluate(KEPT) == [{"application": "2026-05-20", "code": "甲"}]


@pytest.mark.parametrize("failure", FAILURES)
def test_one_place_of_storage_is_enough(page, disk, failure):
    page.add_init_script(FAILURES[failure])
    opened(page, disk)
    add(page, "甲")
    fill(page, "收到入党申请书", "2026-05-20")
    settled(page)

    page.reload()
    page.wait_for_function(READY)

    assert page.evaluate(KEPT) == [{"application": "2026-05-20", "code": "甲"}]
    assert "填的日期存在这台机器的这个浏览器里" in page.locator("branch-people").inner_text()


def test_where_nothing_can_be_kept_it_is_said_and_the_page_works(page, disk):
    page.add_init_script(LOCAL_FAILS["full"] + DATABASE_FAILS["full"])
    page.on("dialog", lambda dialog: dialog.accept())
    opened(page, disk)
    add(page, "甲")
    fill(page, "收到入党申请书", "2026-05-20")
    settled(page)

    page.get_by_text(NOT_KEPT).wait_for()

    assert "派人谈话" in page.locator(".person .result").inner_text()


def test_two_windows_keep_what_each_fills_in(page, disk):
    opened(page, disk)
    add(page, "甲")
    settled(page)
    other = opened(page.context.new_page(), disk, "#甲")

    fill(page, "派人谈话", "2026-06-10")
    fill(other, "收到入党申请书", "2026-05-20")
    page.wait_for_function(f"() => ({KEPT})()[0].application === '2026-05-20'")
    other.wait_for_function(f"() => ({KEPT})()[0].talk === '2026-06-10'")

    assert page.get_by_label("收到入党申请书", exact=True).input_value() == "2026-05-20"
    assert other.get_by_label("派人谈话", exact=True).input_value() == "2026-06-10"
    assert page.locator(".person h2").inner_text() == "甲：一、申请入党"


def test_a_field_that_somebody_types_in_is_not_changed_and_what_gave_way_is_offered(page, disk):
    opened(page, disk)
    add(page, "甲")
    settled(page)
    other = opened(page.context.new_page(), disk, "#甲")
    fill(page, "收到入党申请书", "2026-05-20")
    page.get_by_label("收到入党申请书", exact=True).focus()

    fill(other, "收到入党申请书", "2026-05-21")
    notice = page.get_by_text("另一个窗口把这里改成了 2026-05-21。接着改就以你的为准。")
    notice.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    field = page.get_by_label("收到入党申请书", exact=True)
    assert field.input_value() == "2026-05-21"
    page.get_by_role("button", name="用回 2026-05-20").click()
    assert field.input_value() == "2026-05-20"
    assert page.evaluate(KEPT)[0]["application"] == "2026-05-20"


def test_twenty_people_have_no_field_before_one_is_opened(page, disk):
    opened(page, disk)
    codes = [*CODES, *map(str, range(1, 11))]

    page.evaluate(PUT, [{"code": code, "application": "2026-05-20"} for code in codes])
    closed = page.locator("branch-people input[type=date]").count()
    page.get_by_role("button", name="丁", exact=True).click()

    assert [row[0] for row in page.evaluate("() => PeopleKept.sorted(PEOPLE.codes, PeopleKept.everyone("
                                            "document.querySelector('branch-people').store))"
                                            ".map(({ texts }) => [texts.code])")] == codes  # fmt: skip
    assert closed == 0
    assert page.locator("branch-people input[type=date]").count() == len(page.evaluate("() => PEOPLE.dates"))


def test_a_day_costs_as_many_layouts_among_twenty_as_of_one_alone(page, disk):
    opened(page, disk)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    costs = []
    for codes in (["甲"], [*CODES, *map(str, range(1, 11))]):
        page.evaluate(PUT, [{"code": code, "application": "2026-05-20"} for code in codes])
        page.get_by_role("button", name=codes[-1], exact=True).click()
        before = layouts(session)
        rows = page.evaluate(CHANGE, ["派人谈话", "2026-06-10"])
        costs.append((layouts(session) - before, rows))
        page.get_by_role("button", name="← 全部").click()
        assert page.locator("table.people tbody tr").count() == len(codes)

    assert page.locator("branch-people *").count() < 750
    assert costs == [(1, 1), (1, 1)]


def test_the_address_of_a_person_opens_his_page_and_back_leads_to_all(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲"}, {"code": "乙", "application": "2026-05-20"}])

    page.get_by_role("button", name="乙", exact=True).click()
    address = page.evaluate("() => decodeURIComponent(location.hash)")
    page.go_back()

    assert address == "#乙"
    page.locator("table.people").wait_for()
    assert page.locator(".person").is_hidden()


# --- files


def given(page, text):
    """Open 导入 and have a text read."""
    if not page.locator(".panel textarea").count():
        page.get_by_role("button", name="导入", exact=True).click()
    page.locator(".panel textarea").fill(text)
    page.get_by_role("button", name="看看会改什么").click()
    return page.locator("branch-people .people-list").inner_text()


def test_what_is_exported_comes_in_again_on_another_machine(page, open_page, disk, tmp_path):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-20"}, {"code": "12", "congress": "2026-06-20"}])
    with page.expect_download() as download:
        page.get_by_role("button", name="导出到文件").click()
    file = tmp_path / "people.json"
    download.value.save_as(file)
    other = opened(open_page(), disk)

    other.get_by_role("button", name="导入", exact=True).click()
    other.locator(".panel input[type=file]").set_input_files(file)
    other.get_by_text("新加 2 人（甲、12），补上 0 个日期，两边不同 0 个，相同 0 个。").wait_for()
    before = other.evaluate(KEPT)
    other.locator(".panel").get_by_role("button", name="导入").click()

    written = json.loads(file.read_text("utf-8"))
    assert (written["format"], written["schema"]) == ("zbk-people", 2)
    assert written["people"] == [
        {"code": "甲", "dates": {"application": "2026-05-20"}, "papers": []},
        {"code": "12", "dates": {"congress": "2026-06-20"}, "papers": []},
    ]
    assert before == []
    assert sorted(other.evaluate(KEPT), key=str) == sorted(page.evaluate(KEPT), key=str)


def test_an_import_asks_where_both_differ_and_is_undone_without_what_came_since(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-21"}])

    shown = given(page, json.dumps(FILE))
    page.get_by_label("用文件里的 2026-05-20").check()
    page.locator(".panel").get_by_role("button", name="导入").click()
    after = page.evaluate(KEPT)
    page.get_by_role("button", name="甲", exact=True).click()
    fill(page, "指定培养联系人", "2026-09-10")
    fill(page, "派人谈话", "2026-06-12")
    settled(page)
    page.reload()
    page.wait_for_function("() => document.querySelector('branch-people').tools")
    page.get_by_role("button", name="← 全部").click()
    page.get_by_role("button", name="撤销导入").click()

    assert "新加 1 人（12），补上 1 个日期，两边不同 1 个，相同 0 个。" in shown
    assert sorted(after, key=str) == [
        {"application": "2026-05-20", "code": "甲", "talk": "2026-06-10"},
        {"code": "12", "congress": "2026-06-20"},
    ]
    assert [{name: day for name, day in one.items() if day} for one in page.evaluate(KEPT)] == [
        {"application": "2026-05-21", "code": "甲", "contact": "2026-09-10", "talk": "2026-06-12"}
    ]
    assert page.get_by_role("button", name="撤销导入").is_hidden()


def test_what_is_no_file_of_ours_changes_nothing(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-21"}])

    found = page.evaluate("texts => texts.map((text) => PeopleReading.read(text, PEOPLE))", list(HOSTILE))

    assert [one["people"] for one in found] == [[]] * len(HOSTILE)
    assert all(one["error"] for one in found)
    assert "张三" not in json.dumps(found, ensure_ascii=False)


def test_of_a_hostile_file_only_codes_and_days_are_taken(page, disk):
    text = """{"format":"zbk-people","schema":1,"people":[
        {"code":"甲","name":"<img src=x onerror=alert(1)>","__proto__":{"code":"乙"},
         "dates":{"application":"2026-05-20","talk":"<script>alert(1)</script>","__proto__":"2026-05-20",
                  "constructor":"2026-05-20","activist":"2026-02-30","filing":7,"contact":["2026-05-20"]}},
        {"code":"甲","dates":{"talk":"2026-05-20"}}, {"code":"12345","dates":{}}, {"code":"乙","dates":"x"}]}"""
    opened(page, disk)

    found = page.evaluate("text => PeopleReading.read(text, PEOPLE)", text)
    shown = given(page, text)
    page.locator(".panel").get_by_role("button", name="导入").click()

    assert [(one["code"], dict(one["texts"])) for one in found["people"]] == [
        ("甲", {"application": "2026-05-20"}),
        ("乙", {}),
    ]
    assert len(found["rejected"]) == 11
    assert "新加 2 人（甲、乙）" in shown
    assert sorted(page.evaluate(KEPT), key=str) == [{"application": "2026-05-20", "code": "甲"}, {"code": "乙"}]
    assert page.evaluate("() => ({}).code === undefined")


# --- papers

TICKED = "() => [...document.querySelectorAll('.papers input')].map((one) => one.checked)"
PAPERS = "() => PEOPLE.dates.flatMap(({ papers }) => papers)"


def lacking(page):
    """Return what the open person's page says of missing papers."""
    rows = page.locator(".person .result dl > div").all()
    return [row.locator("dd").inner_text() for row in rows if row.locator("dt").inner_text() == "缺的材料"]


def test_a_paper_that_is_there_is_ticked_counted_printed_and_kept(page, disk):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    add(page, "甲")
    fill(page, "收到入党申请书", "2026-11-10")
    unnoted = lacking(page)

    page.get_by_label("入党申请书", exact=True).check()
    noted = lacking(page)
    settled(page)
    page.reload()
    page.wait_for_function("() => document.querySelector('branch-people').tools")
    page.wait_for_function(READY)
    paper = page.evaluate("() => { const { open, tools } = document.querySelector('branch-people');"
                          " return tools.oneOnPaper(open).textContent; }")  # fmt: skip
    blank = page.evaluate("() => PeoplePaper.ofOne(PEOPLE, '', '', {}).textContent")
    again = lacking(page)
    page.get_by_role("checkbox", name="发展党员全程纪实表").first.check()
    whole = lacking(page)
    page.get_by_label("入党申请书", exact=True).uncheck()
    page.get_by_role("button", name="← 全部").click()

    assert unnoted == ["还没有勾过：下面各步的材料有了就打钩，办过的步骤还缺哪些列在这里"]
    assert noted == again == ["递交入党申请书：发展党员全程纪实表"]
    assert whole == ["办过的步骤都有了"]
    assert ("☑\u00a0入党申请书" in paper, paper.count("☑"), blank.count("☑")) == (True, 1, 0)
    assert paper.count("□") == blank.count("□") - 1 > 40
    assert table(page)[0][4] == "缺材料 1"


def test_every_paper_of_the_sheet_can_be_ticked_and_each_tick_is_one_box(page, disk):
    opened(page, disk)
    add(page, "甲")
    names = [one["name"] for one in page.evaluate(PAPERS)]
    for at, box in enumerate(page.locator(".papers input").all()):
        box.check()
        kept = page.evaluate(KEPT)[0]
        assert [name for name in names if kept.get(name)] == names[: at + 1]

    paper = page.evaluate("() => { const { open, tools } = document.querySelector('branch-people');"
                          " return tools.oneOnPaper(open).textContent; }")  # fmt: skip

    assert len(names) == len(set(names)) == paper.count("☑") > 40
    assert "□" not in paper


def test_a_tick_survives_a_killed_browser(machine, disk):
    page = opened(machine.context.new_page(), disk)
    add(page, "甲")
    page.get_by_label("入党申请书", exact=True).check()
    page.wait_for_function(STORED, arg="paper.application.application")

    machine.kill_and_start_again()

    again = opened(machine.context.new_page(), disk, "#甲")
    assert again.get_by_label("入党申请书", exact=True).is_checked()


@pytest.mark.parametrize("failure", FAILURES)
def test_a_tick_needs_one_place_of_storage(page, disk, failure):
    page.add_init_script(FAILURES[failure])
    opened(page, disk)
    add(page, "甲")
    page.get_by_label("入党申请书", exact=True).check()
    settled(page)

    page.reload()
    page.wait_for_function(READY)

    assert page.get_by_label("入党申请书", exact=True).is_checked()


def test_two_windows_see_each_others_ticks(page, disk):
    opened(page, disk)
    add(page, "甲")
    settled(page)
    other = opened(page.context.new_page(), disk, "#甲")

    page.get_by_label("入党申请书", exact=True).check()
    other.wait_for_function("() => document.querySelector('.papers input').checked")
    other.get_by_role("checkbox", name="入党申请人谈话记录表").check()
    page.wait_for_function(f"() => ({TICKED})().filter(Boolean).length === 2")
    other.get_by_label("入党申请书", exact=True).uncheck()
    page.wait_for_function(f"() => ({TICKED})().filter(Boolean).length === 1")

    assert page.evaluate(TICKED) == other.evaluate(TICKED)


def test_what_is_ticked_goes_out_and_comes_in_and_an_import_unticks_nothing(page, open_page, disk):
    opened(page, disk)
    mine = {"code": "甲", "application": "2026-05-20", "paper.application.application": "1"}
    page.evaluate(PUT, [mine, {"code": "乙"}])
    theirs = {
        "code": "甲",
        "dates": {"application": "2026-05-20"},
        "papers": ["first_talk.applicant-talk", "application.development-tracker"],
    }
    file = {**FILE, "schema": 2, "people": [theirs, {"code": "丙", "dates": {}, "papers": ["archive.archive-list"]}]}

    before = page.evaluate("() => PeopleKept.fileOf(document.querySelector('branch-people').store, 'my-branch').text")
    shown = given(page, json.dumps(file))
    page.locator(".panel").get_by_role("button", name="导入").click()
    after = page.evaluate(KEPT)
    page.get_by_role("button", name="撤销导入").click()
    undone = page.evaluate(KEPT)
    other = opened(open_page(), disk)
    given(other, before)
    other.locator(".panel").get_by_role("button", name="导入").click()

    assert [one["papers"] for one in json.loads(before)["people"]] == [["application.application"], []]
    assert "补上 0 个日期、2 样材料" in shown
    assert "甲 有了：入党申请人谈话记录表（党组织派人谈话）" in shown
    marks = {"paper.first_talk.applicant-talk": "1", "paper.application.development-tracker": "1"}
    assert sorted(after, key=by_code) == [
        {"code": "丙", "paper.archive.archive-list": "1"},
        {"code": "乙"},
        {**mine, **marks},
    ]
    assert [{name: text for name, text in one.items() if text} for one in sorted(undone, key=by_code)] == [
        {"code": "乙"},
        mine,
    ]
    assert sorted(other.evaluate(KEPT), key=by_code) == [{"code": "乙"}, mine]


def test_files_that_are_drawn_come_in_as_they_were_and_a_second_time_change_nothing(page, disk, data):
    opened(page, disk)
    people = [{**given, "code": str(at + 1)} for at, (given, _) in enumerate(drawn_histories(data, 60))]

    found = page.evaluate("""people => {
      const page = document.querySelector("branch-people");
      const listed = people.map((texts, at) => ({ id: "p" + at, texts }));
      const { text } = PeopleKept.fileOf(page.store, page.branch, listed);
      const read = PeopleReading.read(text, PEOPLE);
      const mine = read.people.map(({ code, texts }, at) => ({ id: "p" + at, texts: { code, ...texts } }));
      return { read, again: PeopleReading.preview(mine, read.people) };
    }""", people)  # fmt: skip

    usable = [
        {name: text for name, text in one.items() if name != "code" and text not in (*NO_DAYS, "0")} for one in people
    ]
    assert [dict(one["texts"]) for one in found["read"]["people"]] == usable
    assert found["again"] == {"added": [], "filled": [], "conflicts": [], "same": sum(map(len, usable))}
    assert sum(HAVE in one.values() for one in usable) > 20


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ("7", 1), ('"application.application"', 1), ("{}", 1), ("null", 1), ("[]", 0), ("[null]", 1), ("[[1]]", 1),
        ('["__proto__","constructor","toString"]', 3), ('["application"]', 1), ('[{"toString":1}]', 1),
        ('["<img src=x onerror=alert(1)>"]', 1), ('["application.application","application.application"]', 0),
        ("[" * 50_000 + "]" * 50_000, 1), (json.dumps(["x"] * 200), 50),
    ],
)  # fmt: skip
def test_of_hostile_papers_none_is_taken(page, disk, papers, told):
    opened(page, disk)
    text = f'{{"format":"zbk-people","schema":2,"people":[{{"code":"甲","dates":{{}},"papers":{papers}}}]}}'

    found = page.evaluate("text => PeopleReading.read(text, PEOPLE)", text)

    known = ["paper.application.application"] if told == 0 and "application" in papers else []
    assert [(one["code"], list(one["texts"])) for one in found["people"]] == [("甲", known)]
    assert len(found["rejected"]) == told


def test_a_file_of_a_newer_tool_is_only_shown(page, disk):
    opened(page, disk)

    shown = given(page, json.dumps({**FILE, "schema": 3, "more": {"x": 1}}))

    assert "这份文件由更新的工具导出，这里只能看，不能导入：" in shown
    assert "甲：收到入党申请书 2026-05-20，派人谈话 2026-06-10" in shown
    assert page.locator(".panel").get_by_role("button", name="导入").count() == 0
    assert page.evaluate(KEPT) == []


# --- of a branch

OWN = ("my-branch", "my-branch-b1", "teacher-software")
NAMED = {
    "my-branch": {"name": "甲楼党支部"},
    "my-branch-b1": {"name": "乙楼党支部", "id": "own-b1"},
    "my-branch-b1-facts": {"kind": "teacher", "formal_members": "9"},
}


def by_code(person):
    """Return what orders people."""
    return person["code"]


def chosen_branch(page, title):
    """Choose a branch above the table."""
    page.locator(".own-branches select").select_option(label=title)


def test_what_an_earlier_edition_kept_in_one_list_is_taken_over_into_the_branch_that_is_open(page, disk):
    opened(page, disk)
    old = {
        "people.p1": {"code": "甲", "application": "2026-05-20"},
        "people.p2": {"code": "12", "congress": "2026-06-20"},
        "people_undo": {"day": "2026-11-01", "p1.code": "|甲"},
    }
    page.evaluate(FILL, old)
    page.evaluate(FILL, {**NAMED, "my-branch-here": {"branch": "my-branch-b1"}})

    opened(page, disk)
    taken = page.evaluate(OF_BRANCHES)
    told = page.get_by_text("以前存的 2 人没有写是哪个支部的，都归到“乙楼党支部”了。").count()
    kept = page.evaluate(KEPT)
    is_to_undo = page.get_by_role("button", name="撤销导入").is_visible()
    settled(page)
    page.evaluate(FILL, {"my-branch-here": {"branch": "my-branch"}})
    opened(page, disk)

    assert taken == ["12 my-branch-b1", "甲 my-branch-b1"]
    assert (told, is_to_undo) == (1, True)
    assert sorted(kept, key=by_code) == [old["people.p2"], old["people.p1"]]
    assert page.evaluate(OF_BRANCHES) == taken
    assert table(page) == []
    assert page.get_by_role("button", name="撤销导入").is_hidden()


def test_an_earlier_list_of_a_browser_with_one_branch_is_there_without_a_word(page, disk):
    opened(page, disk)
    page.evaluate(FILL, {"people.p1": {"code": "甲", "application": "2026-05-20"}})

    opened(page, disk)

    assert [row[0] for row in table(page)] == ["甲"]
    assert page.get_by_text("没有写是哪个支部的").count() == 0
    assert page.evaluate(OF_BRANCHES) == ["甲 my-branch"]


def test_each_branch_has_its_own_list_and_the_same_code_twice(page, disk):
    opened(page, disk)
    page.evaluate(FILL, NAMED)
    opened(page, disk)
    add(page, "甲")
    page.get_by_role("button", name="← 全部").click()

    chosen_branch(page, "乙楼党支部")
    before = table(page)
    add(page, "甲")
    fill(page, "收到入党申请书", "2026-05-20")
    settled(page)
    page.reload()
    page.wait_for_function(READY)

    assert before == []
    assert page.locator(".own-branches select option:checked").inner_text() == "乙楼党支部"
    assert page.evaluate(OF_BRANCHES) == ["甲 my-branch", "甲 my-branch-b1"]
    page.goto(disk + Place.MY_BRANCH)
    page.wait_for_function("() => document.querySelector('my-branch').isOpen")
    assert page.evaluate("() => document.querySelector('my-branch').branch") == "my-branch-b1"


def test_a_branch_of_the_list_of_which_a_record_is_kept_can_have_people_too(page, disk):
    page.goto(disk + "branches/teacher-software.html")
    page.locator("#C1 input[value=partly]").check()
    page.evaluate("() => SelfCheck.store.database.save()")

    opened(page, disk)
    alone = page.locator(".own-branches").inner_text()
    add(page, "甲")
    page.evaluate(FILL, NAMED)
    opened(page, disk)
    chosen_branch(page, "甲楼党支部")
    other = table(page)
    chosen_branch(page, page.evaluate("() => PeopleKept.titleOf(document.querySelector('branch-people').store, "
                                      "'teacher-software')"))  # fmt: skip

    assert alone.startswith("支部：")
    assert "我的支部" not in alone.split("　")[0]
    assert other == []
    assert [row[0] for row in table(page)] == ["甲"]
    assert page.evaluate(OF_BRANCHES) == ["甲 teacher-software"]


def test_somebody_is_put_into_another_branch_with_all_his_days_unless_his_code_is_taken_there(page, disk):
    opened(page, disk)
    page.evaluate(FILL, {**NAMED, "people.q": {"code": "乙", "branch": "my-branch-b1"}})
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-20"}, {"code": "乙"}])

    for code in ("甲", "乙"):
        page.get_by_role("button", name=code, exact=True).click()
        page.get_by_role("button", name="换支部").click()
        page.locator(".person .tools").get_by_role("button", name="乙楼党支部").click()

    assert page.get_by_text("“乙楼党支部”里已经有乙，先改代号。").is_visible()
    assert page.evaluate(OF_BRANCHES) == ["乙 my-branch", "乙 my-branch-b1", "甲 my-branch-b1"]
    assert {"application": "2026-05-20", "code": "甲"} in page.evaluate(KEPT)


def test_the_branch_stands_on_the_page_on_paper_and_in_the_file(page, disk, tmp_path):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    page.evaluate(FILL, {"my-branch": {"name": "甲楼党支部"}})
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-11-10"}])

    shown = page.locator(".own-branches").inner_text()
    papers = page.evaluate("""() => {
        const { tools } = document.querySelector("branch-people");
        const texts = [tools.allOnPaper(), tools.oneOnPaper("p0")];
        return texts.map((paper) => paper.caption.textContent);
    }""")
    with page.expect_download() as file:
        page.get_by_role("button", name="导出到文件").click()
    with page.expect_download() as calendar:
        page.get_by_role("button", name="全部存进日历（.ics）").click()

    written = json.loads(file.value.path().read_text("utf-8"))
    assert shown == "支部：甲楼党支部"
    assert papers == ["在培养的人（2026-11-30）　支部：甲楼党支部", "发展党员进度表　支部：甲楼党支部　代号：甲"]
    assert written["branch"]["name"] == "甲楼党支部"
    assert file.value.suggested_filename == "在培养的人-甲楼党支部-2026-11-30.json"
    assert calendar.value.suggested_filename == "在培养的人-甲楼党支部-甲.ics"


def test_days_of_two_branches_are_different_events(page, disk):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    page.evaluate(FILL, NAMED)
    opened(page, disk)
    uids = []
    for title in ("甲楼党支部", "乙楼党支部"):
        chosen_branch(page, title)
        page.evaluate("() => document.querySelector('branch-people').keep(PeopleKept.newId(), "
                      "{ code: '甲', application: '2026-11-10' }, {})")  # fmt: skip
        with page.expect_download() as download:
            page.get_by_role("button", name="全部存进日历（.ics）").click()
        calendar = Calendar.from_ical(download.value.path().read_bytes())
        uids += [str(one["uid"]) for one in calendar.walk("VEVENT")]

    own = page.evaluate("() => SelfCheckOwn.ownId('甲楼党支部')")
    # as their files and the calculators know them
    assert uids == [f"talk.甲.{own}@handbook.invalid", "talk.甲.own-b1@handbook.invalid"]


def test_a_file_of_another_branch_asks_before_anything_is_merged(page, disk):
    opened(page, disk)
    page.evaluate(FILL, NAMED)
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-21"}])
    file = {**FILE, "branch": {"id": "own-b1", "name": "乙楼党支部"}}

    shown = given(page, json.dumps(file))
    page.get_by_role("button", name="换到“乙楼党支部”再导入").click()
    page.locator(".panel").get_by_role("button", name="导入", exact=True).click()

    assert "这份文件是“乙楼党支部”的，这里打开的是“甲楼党支部”。" in shown
    assert page.locator(".panel").get_by_role("button", name="导入", exact=True).count() == 0
    assert page.evaluate(OF_BRANCHES) == ["12 my-branch-b1", "甲 my-branch", "甲 my-branch-b1"]
    assert {"application": "2026-05-21", "code": "甲"} in page.evaluate(KEPT)


def test_a_file_of_a_branch_that_is_not_here_makes_one_and_is_that_branch_from_then_on(page, disk):
    opened(page, disk)
    page.evaluate(FILL, NAMED)
    opened(page, disk)
    page.evaluate(PUT, [{"code": "丙"}])
    file = json.dumps({**FILE, "branch": {"id": "own-other", "name": "丙楼党支部"}})

    given(page, file)
    page.get_by_role("button", name="换到“丙楼党支部”再导入").click()
    page.locator(".panel").get_by_role("button", name="导入", exact=True).click()
    again = given(page, file)

    assert page.locator(".own-branches select option:checked").inner_text() == "丙楼党支部"
    assert "不是" not in again
    assert "相同 3 个" in again
    assert "丙 my-branch" in page.evaluate(OF_BRANCHES)


def test_a_browser_that_knows_no_branch_is_named_after_the_first_file(page, disk):
    opened(page, disk)

    given(page, json.dumps({**FILE, "branch": {"id": "own-b1", "name": "乙楼党支部"}}))
    page.locator(".panel").get_by_role("button", name="导入", exact=True).click()

    assert page.locator(".own-branches").inner_text() == "支部：乙楼党支部"
    assert page.evaluate("() => PeopleKept.fileOf(document.querySelector('branch-people').store, 'my-branch').text"
                         ".includes('own-b1')")  # fmt: skip


def test_clearing_the_people_of_one_branch_leaves_those_of_the_others(page, disk):
    opened(page, disk)
    page.evaluate(FILL, {**NAMED, "people.q": {"code": "乙", "branch": "my-branch-b1", "talk": "2026-01-02"}})
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-20"}, {"code": "丁"}])

    with page.expect_download() as download:
        page.get_by_role("button", name="导出并清除全部").click()
    page.get_by_text("只清除“甲楼党支部”的，别的支部的不动。").wait_for()
    page.get_by_role("button", name="存好了，清除全部").click()
    page.get_by_text("全部清除了。").wait_for()
    page.reload()
    page.wait_for_function(READY)

    assert [one["code"] for one in json.loads(download.value.path().read_text("utf-8"))["people"]] == ["甲", "丁"]
    assert page.evaluate(OF_BRANCHES) == ["乙 my-branch-b1"]


def test_two_windows_on_two_branches_do_not_mix(page, disk):
    opened(page, disk)
    page.evaluate(FILL, NAMED)
    opened(page, disk)
    other = opened(page.context.new_page(), disk)
    chosen_branch(other, "乙楼党支部")

    add(other, "丙")
    add(page, "丁")
    page.wait_for_function(f"() => ({OF_BRANCHES})().length === 2")

    assert page.evaluate(OF_BRANCHES) == ["丁 my-branch", "丙 my-branch-b1"]
    assert [one.evaluate("() => [...document.querySelector('branch-people').rows.rows].length")
            for one in (page, other)] == [1, 1]  # fmt: skip


# --- none of it goes up


def test_no_record_of_a_self_check_has_anything_of_the_people(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "癸", "application": "2019-07-23"}])
    others = {f"people.{branch}": {"code": "癸", "application": "2019-07-23", "branch": branch} for branch in OWN}
    page.evaluate(FILL, {**NAMED, **others, "people_here": {"branch": "teacher-software", "own": "my-branch"}})

    records = page.evaluate("() => document.querySelector('branch-people').store.records().length")
    page.goto(disk + Place.MY_BRANCH + f"#{TEACHERS}")
    page.wait_for_function("() => { const one = document.querySelector('self-check'); return one && one.tools; }")
    page.evaluate("() => document.querySelector('self-check').tools.open('bring')")
    page.wait_for_function("() => window.SelfCheckPanels")
    written = page.evaluate("""() => {
        const { store, tools, standard } = document.querySelector("self-check");
        const given = { day: "2026-11-30", device: store.device() };
        const files = store.records().map(({ record }) => SelfCheckFile.toFile(record, undefined, given));
        const own = SelfCheckFile.toFile(tools.fileRecord(), standard, given);
        const { branchesIn, fileOf } = SelfCheckHoldings;
        const handed = branchesIn(store).map((branch) => fileOf(store, branch, given));
        return files.concat(own, tools.fileText(), handed, SelfCheckBundle.toBundles(files));
    }""")
    read = page.evaluate("text => SelfCheckReading.read(text)", json.dumps(FILE))

    assert records == 0
    assert [text for text in written if "2019-07-23" in text or "癸" in text or "people" in text] == []
    assert (read["records"], read["error"]) == ([], "这是“在培养的人”的文件：到那一页导入，不交给上级。")


def test_the_roll_up_refuses_their_file(page, disk, tmp_path):
    file = tmp_path / "people.json"
    file.write_text(json.dumps(FILE), encoding="utf-8")
    page.goto(disk + Place.ROLL_UP)

    page.locator("[name=files]").set_input_files(file)

    page.get_by_text("people.json：这是“在培养的人”的文件").first.wait_for(state="attached")


def test_clearing_all_of_a_self_check_hands_the_people_over_first(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "癸", "application": "2019-07-23"}])
    page.goto(disk + "branches/teacher-software.html")
    page.wait_for_function("() => { const one = document.querySelector('self-check'); return one && one.tools; }")
    page.evaluate("() => document.querySelector('self-check').tools.open('clear')")
    saved = []
    page.on("download", lambda one: saved.append(one))

    page.get_by_label("还有“在培养的人”").check()
    page.get_by_role("button", name="导出并清除", exact=True).click()
    page.get_by_role("button", name="文件在，清除").click()
    page.get_by_text("本机内容已清除").wait_for()

    names = [one.suggested_filename for one in saved]
    assert any(name.startswith("在培养的人") for name in names), names
    (people,) = [one for one in saved if one.suggested_filename.startswith("在培养的人")]
    assert "2019-07-23" in open(people.path(), encoding="utf-8").read()  # noqa: SIM115
    opened(page, disk)
    assert page.evaluate(KEPT) == []


def test_clearing_a_branch_tells_what_goes_offers_it_and_takes_its_people_along(page, disk):
    opened(page, disk)
    page.evaluate(FILL, {"people.q": {"code": "乙", "branch": "my-branch-b1", "talk": "2026-01-02"}})
    page.evaluate(PUT, [{"code": "癸", "application": "2019-07-23"}])
    page.goto(disk + Place.MY_BRANCH + f"#{TEACHERS}")
    page.wait_for_function("() => { const one = document.querySelector('self-check'); return one && one.tools; }")
    page.locator("#C1 input[value=met]").check()

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    page.get_by_text("这个支部的这些都删掉").wait_for()
    told = page.locator("my-branch ~ .calculator, .branch-parts + .calculator").last.inner_text()
    with page.expect_download() as people:
        page.get_by_role("button", name="导出在培养的人").click()
    with page.expect_download() as whole:
        page.get_by_role("button", name="导出一个文件").last.click()
    page.get_by_role("button", name="都清除", exact=True).click()
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => /[/]e[/]my-branch[/]/.test(name))")

    assert "在培养的人 1 人" in told
    assert "选了结果的 1 项" in told
    assert "2019-07-23" in people.value.path().read_text("utf-8")
    assert "2019-07-23" not in whole.value.path().read_text("utf-8")
    opened(page, disk)
    assert page.evaluate(OF_BRANCHES) == ["乙 my-branch-b1"]


def test_what_other_tools_keep_is_named(page, disk):
    opened(page, disk)
    page.evaluate(FILL, {"meeting": {"place": "三楼"}, "meeting-my-branch-b1": {"place": "五楼"}})
    page.evaluate(PUT, [{"code": "癸"}])

    page.goto(disk + Place.KEPT)
    page.get_by_text("另外还有：准备会议时填的 2 份。").wait_for()

    text = page.locator("kept-here").inner_text()
    assert "在培养的人 1 人" in text
    assert "别的页面填的" not in text


def test_one_is_cleared_and_then_all(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-20"}, {"code": "乙"}, {"code": "丙"}])

    page.get_by_role("button", name="甲", exact=True).click()
    page.get_by_role("button", name="清除这个人").click()
    page.get_by_role("button", name="清除", exact=True).click()
    left = sorted(one["code"] for one in page.evaluate(KEPT))
    with page.expect_download():
        page.get_by_role("button", name="导出并清除全部").click()
    page.get_by_role("button", name="存好了，清除全部").click()
    page.get_by_text("全部清除了。").wait_for()
    page.reload()
    page.wait_for_function(READY)

    assert left == ["丙", "乙"]
    assert page.evaluate(KEPT) == []
    assert page.evaluate("() => Object.keys(localStorage).filter((name) => name.includes('people'))") == []


# --- what is taken away


def events_in(calendar):
    """Return what the events of a calendar file say, with their days, and whether they ring beforehand."""
    found = list(Calendar.from_ical(calendar).walk("VEVENT"))
    assert len({str(one["uid"]) for one in found}) == len(found)
    return {(str(one["summary"]), one.decoded("dtstart"), bool(one.walk("VALARM"))) for one in found}


def test_what_is_to_be_done_is_a_calendar_file_and_what_has_passed_stands_on_today(page, disk):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    people = [
        {"code": "甲", "application": "2026-11-10"},
        {"code": "12", "congress": "2025-11-01", "sent": "2026-11-01", "approval": "2026-11-20"},
        {"code": "乙", "application": "2026-01-10"},
    ]
    page.evaluate(PUT, people)

    with page.expect_download() as download:
        page.get_by_role("button", name="全部存进日历（.ics）").click()

    calendar = download.value.path().read_bytes()
    assert events_in(calendar) == {
        ("甲：派人谈话，最迟", date(2026, 12, 10), True),
        ("12：入党宣誓，最迟", date(2026, 12, 20), True),
        ("12：预备期满、讨论转正，最早 2026-11-01（到日子了）", date(2026, 11, 30), False),
        ("乙：派人谈话，最迟 2026-02-10（逾期）", date(2026, 11, 30), False),
    }
    assert "¤" not in calendar.decode()
    assert page.get_by_text("存了 4 个日子，其中 2 个已经过了，记在今天。").count() == 1


def test_a_later_file_replaces_what_an_earlier_one_said(page, disk):
    uids, sequences = [], []
    for day in ("2026-11-30", "2026-12-01"):
        page.clock.set_fixed_time(f"{day}T10:00:00")
        opened(page, disk)
        page.evaluate(PUT, [{"code": "乙", "application": "2026-01-10"}])
        with page.expect_download() as download:
            page.get_by_role("button", name="全部存进日历（.ics）").click()
        (event,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
        assert event.decoded("dtstart") == date.fromisoformat(day)
        uids.append(str(event["uid"]))
        sequences.append(int(event["sequence"]))

    assert uids[0] == uids[1]
    assert sequences[0] < sequences[1]


def test_screen_paper_and_calendar_have_the_same_days_of_whoever_is_drawn(page, disk, data):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    histories = [given for given, _ in drawn_histories(data, 120)]
    page.evaluate(PUT, [{**given, "code": str(1000 + at)} for at, given in enumerate(histories)])
    page.evaluate("() => { Download.save = (name, text) => { Download.saved = text; }; }")

    seen = page.evaluate("""() => {
      const page = document.querySelector("branch-people");
      return page.people().map((person) => {
        Download.saved = "";
        const words = page.tools.calendar([person]);
        const { answer, cells } = page.shown.get(person.id);
        const paper = page.tools.oneOnPaper(person.id).textContent;
        return { answer, words, file: Download.saved, row: cells[3].textContent, paper };
      });
    }""")

    past = 0
    for one in seen:
        limits = [limit for limit in one["answer"]["limits"] if limit["state"] not in ("done", "late", "early")]
        limits = [limit for limit in limits if limit["state"] != "unsure" or limit["is_past"]]
        events = events_in(one["file"]) if one["file"] else set()
        assert len(events) == len(limits), one
        days = {limit["day"] for limit in limits if limit["of"] == one["answer"]["next"]}
        assert all(limit["day"] in one["row"] for limit in limits if limit["day"] not in days), one
        for limit in limits:
            assert limit["day"] in one["paper"], one
            is_past = limit["day"] < "2026-11-30"
            day = date(2026, 11, 30) if is_past else date.fromisoformat(limit["day"])
            found = [what for what, when, _ in events if f"：{limit['label']}，" in what and when == day]
            assert any((limit["day"] in what) == is_past for what in found), one
            past += is_past
        assert one["words"].startswith(f"存了 {len(limits)} 个日子" if limits else "没有可存的日子："), one
    assert past > 30


def test_the_button_says_why_there_is_no_day(page, disk):
    page.clock.set_fixed_time("2026-11-30T10:00:00")
    opened(page, disk)
    cases = {
        "甲": ({"application": "2026-05-20", "talk": "2026-06-10"}, "下一步“确定为入党积极分子”没有规定期限"),
        "乙": ({"application": "2026-05-20", "ended": "2026-06-10"}, "不再培养"),
        "丙": ({"archive": "2026-05-20"}, "都办完了"),
        "丁": ({}, "下一步“收到入党申请书”没有规定期限，或者前面的日期还没有填"),
    }
    page.evaluate(PUT, [{"code": code, **days} for code, (days, _) in cases.items()])

    for code, (_, words) in cases.items():
        page.get_by_role("button", name=code, exact=True).click()
        page.get_by_role("button", name="这个人的日子存进日历（.ics）").click()
        assert page.get_by_text("没有可存的日子：" + words).is_visible()
        page.get_by_role("button", name="← 全部").click()
    page.get_by_role("button", name="全部存进日历（.ics）").click()
    assert page.get_by_text("没有可存的日子：下一步都没有规定期限，或者已经办完。").is_visible()


def test_all_and_one_and_none_are_printed(page, disk):
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-20"}, {"code": "12", "congress": "2026-06-20"}])

    page.evaluate("() => document.querySelector('branch-people').tools.fillPaper()")
    everyone = printed(page)
    page.get_by_role("button", name="甲", exact=True).click()
    page.evaluate("() => document.querySelector('branch-people').tools.fillPaper()")
    one = printed(page)
    page.evaluate("""() => {
        const { tools } = document.querySelector("branch-people");
        tools.chosen = () => PeoplePaper.ofOne(PEOPLE, "", "", {});
        tools.fillPaper();
    }""")
    blank = printed(page)

    labels = page.evaluate("() => PEOPLE.dates.map(({ label }) => label)")
    texts = ["".join(sheet.drawn for sheet in sheets) for sheets in (everyone, one, blank)]
    assert [words for words in ("在培养的人", "甲", "12") if words not in texts[0]] == []
    assert [words for words in ("代号", "甲", "2026-05-20", "不晚于2026-06-20") if words not in texts[1]] == []
    assert "2026-05-20" not in texts[2]
    for text in texts[1:]:
        assert [label for label in labels if re.split("[（，]", label)[0] not in text] == []
        assert "各步的顺序和时限" not in text
    assert (len(everyone), len(one), len(blank)) == (1, 2, 2)


# --- everybody


def test_without_a_script_the_order_of_the_steps_and_their_limits_are_there(open_page, disk, data):
    page = open_page(java_script_enabled=False)
    page.goto(disk + Place.PEOPLE)

    text = page.locator("main").text_content()
    labels = [one.label for one in people_rules(data).dates if one.step]

    assert [label for label in labels if label not in text] == []
    assert "这一页要用脚本才能记日期" in text
    assert "公示不少于 5 个工作日" in text


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_it_is_usable_at_any_width(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 740})
    opened(page, disk)
    page.evaluate(PUT, [{"code": "甲", "application": "2026-05-20"}, {"code": "1234", "full_sent": "2026-06-20"}])

    everyone = page.evaluate(FAULTS, BODY)
    of_all = serious(page)
    page.get_by_role("button", name="1234", exact=True).click()

    assert (everyone, page.evaluate(FAULTS, BODY)) == ([], [])
    assert (of_all, serious(page)) == ([], [])


def test_it_works_in_chromium_86(open_page_86, disk):
    page = opened(open_page_86(), disk)

    add(page, "甲")
    fill(page, "收到入党申请书", "2026-05-20")
    settled(page)
    page.reload()
    page.wait_for_function(READY)

    assert page.evaluate(KEPT) == [{"application": "2026-05-20", "code": "甲"}]
    assert "派人谈话" in page.locator(".person .result").inner_text()
