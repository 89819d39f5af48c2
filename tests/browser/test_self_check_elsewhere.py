"""What the branch has filled in elsewhere in the same year is offered where it fits, and takes nobody's text."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from standards_site.data.likeness import likeness_words, likenesses_of
from standards_site.data.model import EQUAL, PART
from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.builders.records import an_answer
from tests.probes.accessibility import serious
from tests.probes.checklist import Checklist
from tests.probes.guard import OpenPage
from tests.probes.my_branch import TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.one_file import NAME, Tool

EVIL = "<img src=x onerror=alert(1)>"
NOW = "2026-11-30T08:00:00+08:00"
BRANCH = "teacher-software"
FILLED = ("note", "measure", "evidence", "responsible", "due")
OFFERS = ".alike p:not([role])"
COPY, PLACE = "照抄过来", "只抄材料位置"

COUNTED = {"rev": 1, "v": {"d-1": 1}}
THERE = """(catalog) => {
  const check = document.querySelector(`self-check[data-catalog="${catalog}"]`);
  return Boolean(check && check.tools && check.tools.isLoaded && check.tools.elsewhere);
}"""
IDS = "lines => lines.map((line) => line.id)"
WHOLE = """() => {
  const { tools } = document.querySelector("self-check");
  return tools && tools.isLoaded && tools.elsewhere;
}"""
GUEST = """() => {
  const check = document.querySelector("self-check[data-catalog='branch-34']");
  const record = SelfCheckRecord.newRecord({ id: "my-branch", name: "" }, "collective-life", "2026", "2026.1");
  const said = { title: "支部党员大会", status: "unmet", note: "缺一次", evidence: ["三号盒"], v: { d: 1 } };
  record.items.C1 = Object.assign(SelfCheckAnswer.emptyAnswer(), said);
  SelfCheckSnapshots.put(check.store, record);
  check.tools.elsewhere.renew();
}"""
FAILING = {
    "local": [LOCAL_FAILS["forbidden"]],
    "database": [DATABASE_FAILS["forbidden"]],
    "both": [LOCAL_FAILS["full"], DATABASE_FAILS["absent"]],
}
HOSTILE_RECORDS = """([evil, long]) => {
  const check = document.querySelector("self-check[data-catalog='branch-34']");
  const answer = { title: evil, status: "met", evidence: [evil, long, 7], v: { d: 1 }, log: [["x", evil, 1]] };
  const values = {
    "activity-room/2026/R1": answer,
    "__proto__/2026/R1": answer,
    "activity-room/2026/R2": { status: evil, evidence: "x" },
    "nowhere/2026/R3": answer,
  };
  for (const [place, value] of Object.entries(values)) {
    const name = SelfCheckEntries.ENTRIES + "my-branch/" + place;
    localStorage.setItem(name, JSON.stringify({ at: { status: 1, v: 1 }, value }));
    check.store.local.find(name);
  }
  check.tools.elsewhere.renew();
}"""
# each pair alone: what stands in the other item is offered in this one, taken over, and taken back
EVERY_PAIR = """([catalog, homes, answers, mine, isEqual]) => {
  const check = document.querySelector(`self-check[data-catalog="${catalog}"]`);
  const { store, tools } = check;
  const keep = (home, items) => {
    const branch = { id: check.dataset.branch, name: "" };
    const record = SelfCheckRecord.newRecord(branch, home, check.round, "2026.1");
    SelfCheckSnapshots.put(store, Object.assign(record, { items }));
  };
  const found = [];
  let next = 0;
  for (const row of check.rows.values()) {
    for (const pair of ELSEWHERE.alike[row.id] || []) {
      const [other, word] = pair;
      const answer = answers[next++ % answers.length];
      keep(homes[other], { [other]: answer });
      keep(catalog, { [row.id]: mine });
      if (isEqual) pair[1] = 0;
      check.chooseRound(check.round);
      const lines = Array.from(row.box.querySelectorAll(".alike p:not([role])"));
      const button = lines.length > 0 && lines[0].querySelector("button");
      const one = { item: row.id, other, words: lines.map((line) => line.firstChild.textContent), answer };
      one.button = button ? button.textContent : "";
      const { changes } = store.loadNow(check.key);
      if (button) button.click();
      one.changes = store.loadNow(check.key).changes - changes;
      one.after = check.answerOf(row.id);
      const undo = row.box.querySelector(".alike button");
      if (button) undo.click();
      one.undone = check.answerOf(row.id);
      pair[1] = word;
      found.push(one);
      keep(homes[other], {});
    }
    keep(catalog, {});
  }
  return found;
}"""


def answers_drawn(seed: int) -> list[dict[str, Any]]:
    """Return answers of every kind, some with more than others."""
    draw = random.Random(seed)
    found = []
    for number in range(60):
        status = draw.choice(["met", "partly", "unmet", "not_applicable", ""])
        texts = {name: draw.choice(["", f"{name} {number}"]) for name in ("note", "measure", "responsible")}
        places = [f"{number} 号盒第 {page} 页" for page in range(draw.randrange(0 if status else 1, 4))]
        log = [["2026-03-15", status, "d-1"]] if status else []
        recheck = bool(status) and draw.random() < 0.2
        due = draw.choice(["", "2026-12-31"])
        found.append(
            an_answer(
                title="那一项", status=status, evidence=places, due=due, recheck=recheck, log=log, **COUNTED, **texts
            )
        )
    return found


def my_branch(page: Page, disk: str, kind: str = "teacher") -> None:
    """Open 我的支部 for a kind of branch."""
    page.clock.set_fixed_time(NOW)
    page.goto(f"{disk}my-branch.html#{TEACHERS.replace('teacher', kind)}")
    ready(page)


def choose(page: Page, catalog: str) -> None:
    """Choose a standard of 我的支部, and wait until its check is whole."""
    page.locator("#my-branch-catalog").select_option(catalog)
    page.wait_for_function(THERE, arg=catalog)


def words_of(data, item: str) -> dict[str, str]:
    """Return what others are to an item, in words, by their ids."""
    found = {}
    for one in likenesses_of(data, item):
        titles = [(data.frequencies.get(name) or data.thresholds[name]).title for name in one.topics]
        found[one.other] = likeness_words(data, one) if one.authored else f"都用到“{'”“'.join(titles)}”"
    return found


@pytest.mark.parametrize("kind", ["office", "school"])
def test_every_related_answer_is_offered_and_only_its_places_are_taken(page, disk, data, kind):
    my_branch(page, disk, kind)
    drawn = answers_drawn(1)
    pairs = 0
    for catalog in data.profiles[kind].catalogs:
        choose(page, catalog)
        shown = page.locator(f"self-check[data-catalog='{catalog}'] li[data-rev]").evaluate_all(IDS)
        expected = [(item, one) for item in shown for one in words_of(data, item)]
        empty = an_answer()
        found = page.evaluate(EVERY_PAIR, [catalog, dict(data.item_catalog), drawn, empty, False])

        assert sorted((one["item"], one["other"]) for one in found) == sorted(expected)
        for one in found:
            answer, after = one["answer"], one["after"]
            assert len(one["words"]) == 1
            assert f"的 {one['other']} 那一项（{words_of(data, one['item'])[one['other']]}）：" in one["words"][0]
            chosen = f"2026-03-15 选了“{data.label('answer', answer['status'])}”"
            assert (chosen in one["words"][0]) == bool(answer["status"])
            assert ("需重新核对" in one["words"][0]) == answer["recheck"]
            assert one["button"] == (PLACE if answer["evidence"] else "")
            assert after["evidence"] == answer["evidence"]
            assert {name: after[name] for name in ("status", "note", "measure", "due")} == {
                "status": "", "note": "", "measure": "", "due": "",
            }  # fmt: skip
            assert one["undone"]["evidence"] == []
        pairs += len(found)
    assert pairs > 80


@pytest.mark.parametrize("kind", ["office", "school"])
@pytest.mark.parametrize("typed", [{}, {"note": "自己写的", "evidence": ["自己的盒"]}], ids=["empty", "typed"])
def test_of_the_same_item_exactly_the_answer_is_taken_and_nothing_typed_is_lost(page, disk, data, kind, typed):
    catalog = data.profiles[kind].catalogs[0]
    my_branch(page, disk, kind)
    choose(page, catalog)
    mine = an_answer(**typed, **(COUNTED if typed else {}))
    found = page.evaluate(EVERY_PAIR, [catalog, dict(data.item_catalog), answers_drawn(2), mine, True])

    assert len(found) > 60
    for one in found:
        answer, after = one["answer"], one["after"]
        is_whole = answer["status"] and not answer["recheck"]
        evidence = [*mine["evidence"], *answer["evidence"]]
        if is_whole:
            expected = {name: mine[name] or answer[name] for name in FILLED}
            expected |= {"status": answer["status"], "evidence": evidence}
            assert one["button"] == COPY
            assert [line[:2] for line in after["log"]] == [["2026-11-30", answer["status"]]]
        else:
            expected = {name: mine[name] for name in FILLED} | {"status": "", "evidence": evidence}
        assert {name: after[name] for name in expected} == expected
        assert {name: one["undone"][name] for name in FILLED} == {name: mine[name] for name in FILLED}
        assert one["undone"]["status"] == ""
        assert one["changes"] == bool(one["button"]), "all of it is one change"


def other_check(catalog: str) -> str:
    """Return the address, below the site, of a branch's check by another standard."""
    return f"branches/{BRANCH}/{catalog}.html"


def opened(page: Page, address: str) -> Page:
    """Open a check and wait until it is whole."""
    page.clock.set_fixed_time(NOW)
    page.goto(address)
    page.wait_for_function(WHOLE)
    return page


@pytest.mark.parametrize("place", ["disk", "intranet"])
def test_what_was_filled_in_by_another_standard_is_there_on_the_page_of_the_branch(page, request, place):
    address = request.getfixturevalue(place)
    opened(page, address + other_check("activity-room"))
    page.locator("#R2 [value=partly]").check()
    page.locator("#evidence-R2").fill("A 柜第 2 盒")
    page.wait_for_function("() => document.querySelector('self-check').pending === 0")

    opened(page, f"{address}branches/{BRANCH}.html")
    offer = page.locator(f"#F3 {OFFERS}")
    words = offer.text_content()
    offer.get_by_role("button", name=f"{PLACE}：R2 有设施").click()
    taken = page.locator("#evidence-F3").input_value()
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert words == (
        "“活动室六有”的 R2 有设施（它是这一项的一部分）："
        f"2026-11-30 选了“部分达到”，供参考；材料：A 柜第 2 盒。 {PLACE}"
    )
    assert (taken, focused) == ("A 柜第 2 盒", "撤销")
    expect(page.locator("#evidence-F3")).to_have_value("")
    expect(offer).to_have_count(1)
    page.locator("#F3 [value=met]").check()
    expect(offer).to_have_count(0)


def test_another_window_is_heard_and_what_it_typed_meanwhile_is_kept(open_page, intranet):
    page = opened(open_page(), f"{intranet}branches/{BRANCH}.html")
    other = opened(page.context.new_page(), intranet + other_check("activity-room"))
    twin = opened(page.context.new_page(), f"{intranet}branches/{BRANCH}.html")
    other.locator("#R1 [value=met]").check()
    other.locator("#evidence-R1").fill("301 室")
    page.locator(f"#F3 {OFFERS}", has_text="301 室").wait_for()

    # the first window has not heard of the twin yet when the place is taken
    page.evaluate("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    twin.locator("#evidence-F3").fill("二楼活动室")
    twin.wait_for_function("() => document.querySelector('self-check').pending === 0")
    page.evaluate("document.querySelector('#F3 .alike button').click()")
    page.wait_for_function("() => document.querySelector('self-check').pending === 0")

    shown = page.locator("#F3 .evidence").inner_text() + page.locator("#evidence-F3").input_value()
    assert "二楼活动室" in shown
    assert "301 室" in shown


def test_only_records_of_the_same_branch_and_year_are_offered_and_another_round_is_named(page, disk):
    my_branch(page, disk)
    choose(page, "branch-34")
    put = """([branch, round, words]) => {
      const { store } = document.querySelector("self-check");
      const record = SelfCheckRecord.newRecord({ id: branch, name: "" }, "activity-room", round, "2026.1");
      const answer = { ...SelfCheckAnswer.emptyAnswer(), title: words, status: "met", v: { d: 1 } };
      record.items.R1 = answer;
      SelfCheckSnapshots.put(store, record);
      document.querySelector("self-check").tools.elsewhere.renew();
    }"""
    for branch, year in (("my-branch", "2025"), ("my-branch", "2027-H1"), ("other", "2026")):
        page.evaluate(put, [branch, year, "别处"])
    assert page.locator(f"#F3 {OFFERS}").count() == 0

    told = []
    for name in ("2026-Q1", "2026-H2", "2026"):
        page.evaluate(put, ["my-branch", name, name])
        told.append(page.locator(f"#F3 {OFFERS}").text_content())

    assert [words.split("）：")[0] for words in told] == [
        "“活动室六有”的 R1 2026-Q1（它是这一项的一部分，2026 年第一季度",
        "“活动室六有”的 R1 2026-H2（它是这一项的一部分，2026 年下半年",
        "“活动室六有”的 R1 2026（它是这一项的一部分",
    ]


def test_an_item_that_a_local_rule_added_to_another_standard_is_the_same_item(page, disk):
    my_branch(page, disk)
    choose(page, "branch-34")
    page.evaluate(GUEST)
    offer = page.locator(f"#C1 {OFFERS}").first
    words = offer.text_content()
    offer.get_by_role("button", name=f"{COPY}：C1 支部党员大会").click()
    settled = "() => [...document.querySelectorAll('self-check')].every(({ pending }) => pending === 0)"
    page.wait_for_function(settled)
    page.reload()
    ready(page)
    choose(page, "branch-34")

    assert words == f"“集中组织生活”的 C1 支部党员大会（同一件事）：选了“未达到”；材料：三号盒。 {COPY}"
    assert page.locator("#C1 [value=unmet]").is_checked()
    assert [page.locator(f"#{name}-C1").input_value() for name in ("note", "evidence")] == ["缺一次", "三号盒"]


def test_places_of_a_round_that_was_left_are_offered_no_more(page, disk):
    my_branch(page, disk)
    choose(page, "branch-34")
    page.locator("#evidence-C2").fill("会议记录本第 3 页")
    page.locator("#evidence-C1").focus()
    assert page.locator("#C1 .written button").count() == 1

    page.locator("self-check[data-catalog='branch-34'] .tools select").select_option("2026-Q3")
    left = page.locator("#C1 .written button").count()
    page.locator("#evidence-C6").focus()
    page.locator("#evidence-C1").focus()

    assert left == 0
    assert page.locator("#C1 .written button").count() == 1, "both rounds are of the same year"


@pytest.mark.parametrize("fails", FAILING.values(), ids=list(FAILING))
def test_where_a_place_of_storage_fails_what_is_on_the_page_is_offered_all_the_same(open_page: OpenPage, disk, fails):
    page = open_page()
    for script in fails:
        page.add_init_script(script)
    my_branch(page, disk)
    choose(page, "meeting-six")
    page.locator("#M1 [value=met]").check()
    page.locator("#evidence-M1").fill("计划盒")

    choose(page, "collective-life")
    page.locator(f"#CL13 {OFFERS} button").click()

    expect(page.locator("#evidence-CL13")).to_have_value("计划盒")


def test_a_hostile_record_is_shown_as_text_and_what_has_no_room_is_not_taken(page, disk):
    my_branch(page, disk)
    choose(page, "branch-34")
    page.evaluate(HOSTILE_RECORDS, [EVIL, "长" * 30_000])

    offer = page.locator(f"#F3 {OFFERS}")
    expect(offer).to_have_count(1)
    assert EVIL in offer.text_content()
    assert offer.locator("*").count() == 0, "neither what was written as markup nor a button"
    assert page.evaluate("document.querySelector('self-check').answerOf('F3').evidence") == []


def test_places_of_the_same_material_are_offered_below_the_field_and_by_keyboard(page, disk):
    checklist = Checklist(page, disk)
    page.wait_for_function("() => document.querySelector('self-check').tools.elsewhere")
    checklist.fill("C2", evidence="会议记录本第 3 页")
    checklist.fill("C1", evidence="会议记录本第 1 页")

    page.locator("#evidence-C3").focus()
    written = page.locator("#C3 .written button")
    offered = written.all_inner_texts()
    names = [one.get_attribute("aria-label") for one in written.all()]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    left = written.all_inner_texts()
    page.keyboard.press("End")
    page.keyboard.type("附照片")
    checklist.settle()
    checklist.reload()

    assert offered == ["会议记录本第 1 页", "会议记录本第 3 页"]
    assert names[0] == "填上 会议记录本第 1 页（C1 支部党员大会）"
    assert left == ["会议记录本第 3 页"]
    assert page.locator("#evidence-C3").input_value() == "会议记录本第 1 页附照片"


def test_the_place_of_a_tick_is_offered_where_it_is_not_quoted(page, disk):
    page.clock.set_fixed_time(NOW)
    checklist = Checklist(page, disk)
    page.wait_for_function("() => document.querySelector('self-check').tools.elsewhere && window.YearTicks")
    page.wait_for_function("() => ((document.querySelector('year-ticks') || {}).tools || {}).isLoaded")
    line = page.locator("[data-tick='branch-congress.q1']")
    line.evaluate("line => { line.closest('details').open = true; }")
    line.locator(".tick input").check()
    line.locator("[id='evidence-branch-congress.q1']").fill("大会记录盒")

    page.locator("#evidence-C2").focus()
    elsewhere = page.locator("#C2 .written button").all_inner_texts()
    page.locator("#evidence-C1").focus()

    assert elsewhere == ["大会记录盒"]
    assert page.locator("#C1 .written button").all_inner_texts() == [], "it is quoted there"
    assert checklist.item("C1").locator(".quoted", has_text="大会记录盒").count() == 1


def test_the_one_file_edition_offers_the_same(page, disk):
    page.clock.set_fixed_time(NOW)
    tool = Tool(page, f"{disk}self-check-tool.html")
    tool.begin(catalog="activity-room")
    page.locator("#R6 [value=met]").check()
    page.locator("#evidence-R6").fill("制度盒")
    page.get_by_role("button", name="回到开始").click()

    tool.begin(NAME, catalog="branch-34")

    expect(page.locator(f"#F3 {OFFERS}")).to_contain_text("“活动室六有”的 R6 有制度")


@pytest.mark.parametrize("width", [320, 1366])
def test_what_is_offered_fits_the_screen_and_has_no_serious_accessibility_fault(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 640})
    my_branch(page, disk)
    choose(page, "activity-room")
    for item in ("R1", "R2", "R3", "R4"):
        page.locator(f"#{item} [value=met]").check()
        page.locator(f"#evidence-{item}").fill(f"{item} 放在二楼东头资料室第三个柜子最上面一层左起第二盒")
    choose(page, "branch-34")
    page.locator("#evidence-F3").focus()

    assert page.locator(f"#F3 {OFFERS}").count() == 3
    page.locator(f"#F3 {OFFERS} button").first.click()
    assert page.locator(f"#F3 {OFFERS}").count() == 3, "R4 has come up in place of R1"
    assert page.evaluate(FAULTS, BODY) == []
    assert serious(page) == []


def test_the_shipped_standards_have_pairs_of_each_kind_but_none_that_is_equal(data):
    kinds = {alike.how for item in data.items.values() for alike in item.alike}

    assert PART in kinds
    assert EQUAL not in kinds, "then a test by hand of the button that copies an answer is due"
