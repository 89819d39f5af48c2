"""The page 我的支部: the script says what Python says, keeps what was filled in, and is not led astray."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from icalendar import Calendar

from standards_site.branch.compiled import branch_answer, compiled, facts_from_page
from standards_site.branch.dated_id import OWN_BRANCH
from standards_site.branch.schedule import branch_schedule
from standards_site.data.model import BranchFacts
from standards_site.in_force.conditions import COUNTS, FLAGS
from standards_site.in_force.resolve import Resolved, Standards, resolve
from standards_site.outputs.links import Place
from standards_site.outputs.self_check.my_branch import NAME
from standards_site.outputs.year.calendar_file import calendar_file
from standards_site.outputs.year.plan import when_words
from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.probes.accessibility import serious
from tests.probes.my_branch import HEADING, TEACHERS, ready
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.year import Year

RESOLVE = (
    """([rules, cases]) => cases.map(([facts, catalog]) => MyBranch.resolve(rules || BRANCH_RULES, facts, catalog))"""
)
CALENDARS = """async ([cases, today]) => {
  const page = document.querySelector("my-branch");
  while (!page.result) await new Promise((done) => setTimeout(done, 50));
  await Promise.all([SelfCheck.whole(), Dom.loaded(["../data/my-branch-calendar.js"])]);
  return cases.map(([facts, catalog]) => {
    const standard = MyBranch.standardOf(BRANCH_RULES, facts, catalog);
    const answer = MyBranch.resolve(BRANCH_RULES, facts, catalog);
    const rules = Object.assign({}, BRANCH_RULES, today && { today });
    return MyBranchCalendar.file(rules, BRANCH_CALENDAR, standard, answer, BRANCH_CALENDAR.owner);
  });
}"""
PARTLY = """(cases) => cases.map(([given, catalog]) => {
  const { facts, open } = MyBranch.assumed(given);
  return [open, []].map((one) => MyBranch.resolve(BRANCH_RULES, facts, catalog, one));
})"""
NEEDED = ("kind", "formal_members")
NOT_SAID = "预备党员、设不设支部委员会、划不划分党小组、有没有党员领导干部、在培养的发展对象和积极分子、是不是整顿对象"
READ = "addresses => addresses.map((address) => MyBranch.fromAddress(BRANCH_RULES, address))"
NOT_KEPT = "没有保存：这个浏览器不让保存，或者空间满了。这一页照样能用，内容只写在网址里；要留就收藏网址，或者打印。"

HOSTILE = (
    "#kind=<script>alert(1)</script>",
    "#kind=teacher&kind=student",
    "#formal_members=99999999999999999999",
    "#formal_members=1e3&candidates=-1&probationary_members=0x10",
    "#__proto__=1&constructor=1&prototype[kind]=teacher&toString=1",
    "#%E0%A4%A&%&%%%&=&==&&&",
    "#committee=true&groups=yes&leaders=2",
    "#term_start=2026-02-30&committee_size=NaN",
    "#\"]&'&<img src=x onerror=alert(1)>",
    "#" + "kind=" * 20000,
)

Case = tuple[dict[str, Any], str]


def drawn_facts(data) -> Iterator[dict[str, Any]]:
    """Yield the facts of 400 branches from a fixed seed: every kind, many at the bounds of the conditions."""
    draw = random.Random(20261122)
    kinds = list(data.profiles)
    for number in range(400):
        facts: dict[str, Any] = {
            "kind": kinds[number % len(kinds)],
            "formal_members": draw.choice((0, 1, 2, 3, 5, 6, 7, 8, 20, 30, 31, 49, 50, 51, 1234, 9999)),
            "probationary_members": draw.choice((0, 0, 1, 2, 9999)),
            "candidates": draw.choice((0, 0, 1, 12)),
        }
        facts |= {name: draw.random() < 0.5 for name in ("committee", "groups", "leaders", "rectification")}
        for name in ("mobile_members", "graduating_members", "overseas_members"):
            facts[name] = draw.choice((0, 0, 1, 3))
        if draw.random() < 0.6:
            facts["committee_size"] = draw.choice((0, 1, 2, 3, 5, 7, 8, 9, 11))
        if draw.random() < 0.6:
            facts["units_covered"] = draw.choice((0, 1, 2, 5, 6, 40))
        if draw.random() < 0.6:
            facts["term_start"] = f"{draw.choice((1921, 2022, 2023, 2026, 2100))}-{draw.randint(1, 12):02}-21"
        yield facts


def cases_of(data) -> list[Case]:
    """Return the drawn branches and the sample branches, each by its kind's own catalog and one of the others."""
    sample = [branch.facts.model_dump(exclude_none=True) for _, branch in data.branches().values()]
    others = {profile.id: cycle(profile.catalogs[1:]) for profile in data.profiles.values()}
    cases = []
    for facts in (*sample, *drawn_facts(data)):
        own = data.profiles[facts["kind"]].catalogs[0]
        cases += [(facts, own), (facts, next(others[facts["kind"]]))]
    return cases


def assumed(given: dict[str, Any]) -> BranchFacts:
    """Return the facts of a branch of which all that nobody said is none."""
    return BranchFacts.model_validate({name: False if name in FLAGS else 0 for name in (*COUNTS, *FLAGS)} | given)


def resolved(data, standards: Standards, case: Case) -> Resolved:
    """Return what Python says of a case."""
    facts, catalog = case
    return resolve(standards.of_kind(facts["kind"], data.catalogs[catalog]), facts_from_page(facts))


def ruled(data):
    """Return the data with every local rule of site.yaml switched on."""
    rules = tuple(rule.model_copy(update={"on": True}) for rule in data.site.local_rules)
    return replace(data, site=data.site.model_copy(update={"local_rules": rules}))


def opened(page, disk, address=""):
    """Open the page, with `address` after the #."""
    page.goto(disk + Place.MY_BRANCH + (f"#{address}" if address else ""))
    ready(page)
    return page


def fill_by_keyboard(page) -> None:
    """Answer the nine questions as TEACHERS does, with keys alone, starting in the first field."""
    kinds = page.locator("#fact-kind option").evaluate_all("all => all.map((option) => option.value)")
    page.locator("#fact-kind").focus()
    for _ in range(kinds.index("teacher")):
        page.keyboard.press("ArrowDown")
    for keys in ("Tab 1 2", "Tab 1", "Tab Space", "Tab ArrowRight", "Tab Space", "Tab", "Tab", "Tab", "Tab 2"):
        for key in keys.split():
            page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")


def shown(page) -> dict[str, Any]:
    """Return what the result says, part by part; empty if none is shown."""
    ready(page)
    if not page.locator(".branch-parts").is_visible():
        return {}
    # the tools above the checklist are made when the page is idle
    page.wait_for_function(
        "() => document.querySelector('year-ticks') && [...document.querySelectorAll('self-check, year-ticks')]"
        ".every((one) => one.tools && one.tools.isLoaded)"
    )
    return {
        "heading": page.locator(".branch-parts > h2").inner_text(),
        "parts": page.locator(".branch-parts > section").all_inner_texts(),
    }


def status(page) -> str:
    """Return the line that says what is still missing."""
    ready(page)
    return page.locator(".missing").inner_text()


@pytest.mark.parametrize("local", [False, True], ids=["shipped", "all_local_rules_on"])
def test_the_script_resolves_every_branch_as_python_does(page, disk, data, local):
    page.clock.set_fixed_time(f"{data.edition.date}T08:00:00+08:00")  # to which the build counts
    used = ruled(data) if local else data
    standards = Standards(used)
    rules = compiled(used, standards) if local else None
    # the rules alone differ, so a part of the branches will do
    cases = cases_of(used)[:: 5 if local else 1]
    opened(page, disk)
    different = []

    for first in range(0, len(cases), 500):
        batch = cases[first : first + 500]
        for case, found in zip(batch, page.evaluate(RESOLVE, [rules, batch]), strict=True):
            expected = branch_answer(used, resolved(used, standards, case))
            if found != expected:
                different.append((case, [part for part in expected if found[part] != expected[part]]))

    assert different[:3] == []
    assert {(facts["kind"], catalog) for facts, catalog in cases} == {
        (profile.id, catalog) for profile in data.profiles.values() for catalog in profile.catalogs
    }
    assert len(cases) > (150 if local else 800)


def test_the_calendar_file_of_the_script_is_that_of_python_byte_for_byte(page, disk, data):
    standards = Standards(data)
    cases = [case for case in cases_of(data) if case[1] == data.profiles[case[0]["kind"]].catalogs[0]][:80]
    opened(page, disk)
    events = 0

    for case, text in zip(cases, page.evaluate(CALENDARS, [cases, ""]), strict=True):
        year = branch_schedule(data, resolved(data, standards, case))
        expected = calendar_file(
            data, OWN_BRANCH, NAME, year, {duty.frequency: when_words(duty) for duty in year.duties}
        )
        assert read_back(text.encode()) == read_back(expected)
        assert text.encode() == expected
        events += len(read_back(expected))

    assert {facts["kind"] for facts, _ in cases} == set(data.profiles)
    assert events > 800


@pytest.mark.parametrize("today", ["2026-01-01", "2026-03-31", "2026-12-31", "2027-01-01", "2027-08-15", "2028-02-29"])
def test_on_any_day_the_script_s_calendar_covers_what_python_s_does(page, disk, data, today):
    shown = replace(data, edition=data.edition.model_copy(update={"date": today}))
    standards = Standards(shown)
    cases = [case for case in cases_of(data) if case[1] == data.profiles[case[0]["kind"]].catalogs[0]][:80:8]
    opened(page, disk)

    for case, text in zip(cases, page.evaluate(CALENDARS, [cases, today]), strict=True):
        year = branch_schedule(shown, resolved(shown, standards, case))
        says = {duty.frequency: when_words(duty) for duty in year.duties}
        assert read_back(text.encode()) == read_back(calendar_file(shown, OWN_BRANCH, NAME, year, says))


def read_back(content: bytes) -> list[tuple[str, ...]]:
    """Return the events of a calendar file as another program sees them."""
    return [
        tuple(str(event.decoded(name, b"")) for name in ("uid", "dtstart", "dtend", "rrule", "summary", "description"))
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_the_file_that_is_downloaded_is_the_calendar_file(page, disk, data):
    opened(page, disk, TEACHERS)

    with page.expect_download() as download:
        page.get_by_role("button", name="下载日历文件").click()

    facts = page.evaluate(READ, [TEACHERS])[0]
    text = page.evaluate(CALENDARS, [[[facts, data.profiles["teacher"].catalogs[0]]], ""])[0]
    assert download.value.suggested_filename == "my-branch.ics"
    written = download.value.path().read_bytes().decode()
    owner = page.evaluate("SelfCheckOwn.fileId(SelfCheck.store, 'my-branch', '')")
    assert read_back(written.encode()) == read_back(text.replace(f".{OWN_BRANCH}@", f".{owner}@").encode())
    assert len(read_back(text.encode())) > 10


def test_what_the_download_lacks_is_told_and_the_next_time_it_is_fetched_again(browser, intranet):
    # a context of its own: the missing script is a fault to the guard of the others
    context = browser.new_context()
    page = context.new_page()
    page.route("**/self-check-later.js", lambda route: route.abort())
    page.goto(f"{intranet}{Place.MY_BRANCH}#{TEACHERS}")
    told = page.get_by_text("没有下载：有文件没有取到。")

    page.get_by_role("button", name="下载日历文件").click()
    told.wait_for()
    page.unroute("**/self-check-later.js")
    with page.expect_download():
        page.get_by_role("button", name="下载日历文件").click()

    assert told.count() == 0
    context.close()


def test_an_answer_that_is_not_there_yet_is_told_and_asked_for_again(browser, intranet):
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.route("**/my-branch-answers.js", lambda route: route.abort())
    opened(page, intranet, TEACHERS)

    page.get_by_text("结果还没有取到，正在再试。").wait_for()
    usable = page.locator("#fact-formal_members").is_enabled()
    page.unroute("**/my-branch-answers.js")
    page.clock.fast_forward(10_000)
    page.locator(".branch-parts h2", has_text=HEADING).wait_for()

    assert usable
    context.close()


@pytest.mark.parametrize("place", ["disk", "intranet"])
def test_what_is_filled_in_by_keyboard_stays_and_can_be_sent(open_page, request, place):
    start = request.getfixturevalue(place)
    page = opened(open_page(), start)

    fill_by_keyboard(page)
    page.keyboard.press("Enter")
    first, address = shown(page), page.url.split("#")[1]
    focused = page.evaluate("document.activeElement.textContent")
    page.reload()
    again = shown(page)
    page.goto("about:blank")
    page.goto(start + Place.MY_BRANCH)
    bare = shown(page)
    elsewhere = shown(opened(open_page(), start, address))

    assert first["heading"] == HEADING
    assert address == TEACHERS
    assert focused == HEADING
    assert [again, bare, elsewhere] == [first, first, first]


def test_the_page_says_what_the_page_of_a_branch_says(page, disk, data):
    page.clock.set_fixed_time(f"{data.edition.date}T08:00:00+08:00")  # to which the build counts
    _unit, branch = data.branches()["teacher-software"]
    opened(page, disk)
    given = branch.facts.model_dump(exclude_none=True)
    address = page.evaluate("facts => MyBranch.toAddress(facts)", given)
    page.goto(disk + "branches/teacher-software.html")
    Year(page).ready()
    texts = {
        "items": page.locator("self-check li[data-rev] > a").all_inner_texts(),
        "checks": page.locator("self-check li[data-rev] > span").all_inner_texts(),
        "findings": page.locator(".findings li").all_inner_texts(),
        "ways": page.locator(".branch-ways a").all_inner_texts(),
        "parts": page.locator(".branch-parts > section > h2, this-month > h2").all_inner_texts(),
        "month": page.locator("this-month li").all_inner_texts(),
        "year": page.locator("#year ul li:not([data-tick])").all_text_contents(),
    }

    shown(opened(page, disk, address))

    assert page.locator("self-check li[data-rev]:not([hidden]) > a").all_inner_texts() == texts["items"]
    assert page.locator("self-check li[data-rev]:not([hidden]) > span").all_inner_texts() == texts["checks"]
    assert page.locator(".findings li").all_inner_texts() == texts["findings"]
    assert page.locator(".branch-ways a").all_inner_texts() == texts["ways"]
    heads = page.locator(".branch-parts > section > h2, this-month > h2, [data-part=findings] > h2").all_inner_texts()
    assert [head for head in heads if texts["findings"] or head != "支部情况"] == texts["parts"]
    assert page.locator("this-month li").all_inner_texts() == texts["month"]
    assert page.locator("#year [data-part=duties] ul li").all_text_contents() == texts["year"]
    assert page.locator("#applies p").first.text_content().startswith(f"适用的 {len(texts['items'])} 项，")


def test_hostile_addresses_give_no_facts(page, disk):
    opened(page, disk)

    read = page.evaluate(READ, list(HOSTILE))

    assert read == [{}] * len(HOSTILE)
    assert page.evaluate("({}).kind === undefined && ({}).polluted === undefined")


def test_a_hostile_address_changes_nothing(page, disk):
    opened(page, disk, TEACHERS)
    page.locator("#fact-candidates").fill("2")
    page.locator("#fact-candidates").press("1")
    before, stored = shown(page), page.evaluate("JSON.stringify(localStorage)")

    for address in HOSTILE:
        page.evaluate("hash => { location.hash = hash; }", address)
        assert shown(page) == before, address[:80]
        page.goto("about:blank")
        page.goto(disk + Place.MY_BRANCH + address)
        assert shown(page) == before, address[:80]
        assert page.evaluate("JSON.stringify(localStorage)") == stored, address[:80]


ABSURD = {
    "-3": "不能是负数。",
    "3.5": "要填整数，不能有小数。",
    "很多": "要填整数，例如 12。",
    "1e3": "要填整数，例如 12。",
    "NaN": "要填整数，例如 12。",
    "9" * 400: "太大了，最多填 9999。",
    "10000": "太大了，最多填 9999。",
}


def test_an_absurd_number_is_answered_at_its_field_and_nothing_is_shown(page, disk):
    opened(page, disk, TEACHERS)
    field = page.locator("#fact-formal_members")

    for typed, says in ABSURD.items():
        field.fill(typed)

        assert page.locator("#problem-formal_members").inner_text() == f"“正式党员”{says}", typed
        assert field.get_attribute("aria-invalid") == "true", typed
        assert "problem-formal_members" in field.get_attribute("aria-describedby"), typed
        assert status(page) == "有 1 处填得不对，改好才显示结果。", typed
        assert shown(page) == {}, typed
        assert "formal_members" not in page.url, typed
    for same in ("\uff11\uff12", "\u3000\uff11\uff12 ", "12\u00a0"):
        field.fill(same)
        assert shown(page)["heading"] == HEADING
        assert field.get_attribute("aria-invalid") is None


def test_an_absurd_date_is_answered_at_its_field(page, disk):
    opened(page, disk, TEACHERS)

    page.locator("#fact-term_start").fill("1066-10-14")

    assert page.locator("#problem-term_start").inner_text() == "“本届选举产生的日期”要在 1921 年到 2100 年之间。"
    assert shown(page) == {}


CANNOT_BE = {
    "formal_members=0": ("formal_members", "一名正式党员也没有，就没有支部，请核对。"),
    "committee_size=0": ("committee_size", "设了支部委员会，委员不会是 0 名，请核对。"),
    "committee_size=13": ("committee_size", "委员比正式党员还多，请核对。"),
    "mobile_members=14": ("mobile_members", "比全体党员还多，请核对。"),
    "graduating_members=9999": ("graduating_members", "比全体党员还多，请核对。"),
    "overseas_members=40": ("overseas_members", "比全体党员还多，请核对。"),
    "term_start=1921-07-23": ("term_start", "从这一天算，两届任期都过了，请核对年份。"),
    "term_start=2020-11-29": ("term_start", "从这一天算，两届任期都过了，请核对年份。"),
    "term_start=2026-12-01": ("term_start", "这一天还没有到，请核对。"),
    "term_start=2100-01-01": ("term_start", "这一天还没有到，请核对。"),
}
CAN_BE = (
    *("formal_members=1", "committee_size=12", "committee_size=3", "mobile_members=13", "overseas_members=0"),
    *("term_start=2026-11-30", "term_start=2020-11-30", "term_start=2024-03-31"),
)


@pytest.mark.parametrize("given", [*CANNOT_BE, *CAN_BE])
def test_what_cannot_be_is_remarked_at_its_field_and_nothing_is_refused(page, disk, given):
    page.clock.set_fixed_time("2026-11-30T08:00:00+08:00")
    name = given.partition("=")[0]
    address = "&".join(part for part in TEACHERS.split("&") if not part.startswith(name)) + f"&{given}"

    opened(page, disk, address)
    remarks = page.locator(".my-branch .remark").all_inner_texts()
    heading = shown(page)["heading"]
    told = page.locator(".branch-parts .findings").inner_text()

    expected = CANNOT_BE.get(given)
    assert [text for text in remarks if text] == ([expected[1]] if expected else [])
    assert heading.startswith("教师党支部")
    assert page.locator(f"#fact-{name}").get_attribute("aria-invalid") is None
    assert (expected[1] in told) if expected else ("请核对" not in told)
    if expected:
        assert page.locator(".field", has=page.locator(f"#fact-{name}")).locator(".remark").inner_text() == expected[1]


def test_a_joint_branch_of_one_unit_is_remarked(page, disk):
    opened(page, disk, TEACHERS.replace("teacher", "joint") + "&units_covered=1")

    assert "联合党支部不会只有 1 个单位，请核对。" in page.locator(".my-branch .remark").all_inner_texts()


def test_an_empty_page_remarks_nothing(page, disk):
    opened(page, disk)

    assert set(page.locator(".my-branch .remark").all_inner_texts()) == {""}


def test_before_kind_and_members_are_known_it_is_said_what_is_missing_and_led_there(page, disk):
    opened(page, disk)
    empty = status(page)
    opened(page, disk, TEACHERS.replace("&formal_members=12", ""))
    page.reload()
    ready(page)

    page.get_by_role("button", name="看结果").click()

    assert empty == "还缺：支部类型、正式党员。填了就显示结果。"
    assert status(page) == "还缺：正式党员。填了就显示结果。"
    assert shown(page) == {}
    assert page.evaluate("document.activeElement.id") == "fact-formal_members"


def test_kind_and_members_alone_are_answered_and_what_was_not_said_is_named(page, disk, data):
    opened(page, disk)
    page.locator("#fact-kind").select_option("teacher")
    page.locator("#fact-formal_members").fill("12")

    said = shown(page)["heading"], status(page), page.locator(".branch-parts .findings").inner_text()
    titles = page.locator("#year [data-part=duties] > details > ul a").all_text_contents()
    items = page.locator("self-check li[data-rev]:not([hidden]) > a").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载日历文件").click()

    found = resolve(Standards(data).of_kind("teacher"), assumed({"kind": "teacher", "formal_members": 12}))
    assert said[:2] == ("教师党支部 · 正式党员 12 名", f"没有填、按没有算：{NOT_SAID}。结果在下面。")
    assert [line for line in said[2].splitlines() if line] == [
        "填的这些数，没有发现不合要求的。",
        "预备党员、设不设支部委员会、本届选举产生的日期没填，所以没检查对不对。",
        f"没有填、按没有算：{NOT_SAID}。到最上面的“支部情况”补上，列得更准。",
    ]
    assert titles == [duty.title for duty in branch_schedule(data, found).duties]
    assert items == [f"{entry.item.id} {entry.item.title}" for entry in found.items]
    assert len(read_back(download.value.path().read_bytes())) > 10
    assert page.url.endswith("#kind=teacher&formal_members=12&mobile_members=0&graduating_members=0&overseas_members=0")


def test_what_nobody_said_is_no_finding_and_everything_else_is_as_if_it_were_none(page, disk, data):
    page.clock.set_fixed_time(f"{data.edition.date}T08:00:00+08:00")  # to which the build counts
    opened(page, disk)
    draw = random.Random(14)
    cases = []
    for facts, catalog in cases_of(data)[::7]:
        given = {name: value for name, value in facts.items() if name in NEEDED or draw.random() < 0.5}
        cases.append((given, catalog, assumed(given).model_dump(exclude_none=True)))

    for (given, catalog, whole), (partly, complete) in zip(cases, page.evaluate(PARTLY, cases), strict=True):
        known = {one["key"] for one in complete["findings"]}
        named = {one["key"] for one in partly["findings"]}
        assert complete == branch_answer(data, resolved(data, Standards(data), (whole, catalog)))
        assert {name: part for name, part in partly.items() if name not in ("findings", "unchecked")} == {
            name: part for name, part in complete.items() if name not in ("findings", "unchecked")
        }
        assert named <= known
        if "committee" not in given:
            assert not named & {"committee_missing", "committee_not_needed"}
        if known != named:
            assert set(partly["unchecked"]) - set(complete["unchecked"]), given
    assert len(cases) > 100


def test_follow_ups_are_asked_only_where_they_are_checked(page, disk):
    asked = {}

    for kind in ("teacher", "joint", "temporary"):
        for committee in "10":
            opened(page, disk, TEACHERS.replace("teacher", kind).replace("committee=1", f"committee={committee}"))
            page.reload()
            ready(page)
            seen = [
                name
                for name in ("committee_size", "units_covered", "term_start")
                if page.locator(f"#fact-{name}").is_visible()
            ]
            asked[kind, committee] = seen

    assert asked == {
        ("teacher", "1"): ["committee_size", "term_start"],
        ("teacher", "0"): ["term_start"],
        ("joint", "1"): ["committee_size", "units_covered", "term_start"],
        ("joint", "0"): ["units_covered", "term_start"],
        ("temporary", "1"): ["committee_size"],
        ("temporary", "0"): [],
    }


def test_every_catalog_of_the_kind_can_be_looked_at_and_sent(page, disk, data):
    opened(page, disk, TEACHERS)
    chooser = page.locator("#my-branch-catalog")
    own, *others = data.profiles["teacher"].catalogs

    first = chooser.input_value()
    seen = {}
    for catalog in others:
        chooser.select_option(catalog)
        page.reload()
        ready(page)
        seen[catalog] = (chooser.input_value(), page.locator("self-check:visible li[data-rev]:visible").count())

    assert first == own
    assert [value for value, _ in seen.values()] == others
    assert all(count > 0 for _, count in seen.values())


def test_self_check_answers_survive_a_change_of_the_facts(page, disk):
    opened(page, disk, TEACHERS)
    page.locator("#C2 input[value=partly]").check()
    page.locator("#note-C2").fill("缺第三季度记录")
    total = page.locator("self-check .total").inner_text()

    page.get_by_label("不设支部委员会").check()
    gone = page.locator("#C2").is_visible()
    without = page.locator("self-check .total").inner_text()
    page.get_by_label("设支部委员会", exact=True).check()

    assert not gone
    assert total.startswith("全部：已填 1/")
    assert without.startswith("全部：已填 0/")
    assert page.locator("#note-C2").input_value() == "缺第三季度记录"
    page.reload()
    ready(page)
    assert page.locator("#note-C2").input_value() == "缺第三季度记录"
    assert page.locator("self-check .total").inner_text() == total


def test_clearing_asks_what_and_leaves_the_rest(page, disk):
    opened(page, disk)
    fill_by_keyboard(page)
    page.locator("#C1 input[value=met]").check()
    page.evaluate("localStorage.setItem('another/tool', '1')")

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="不清除", exact=True).click()
    kept = shown(page)["heading"]
    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="只清除支部情况").click()
    facts_gone = (shown(page), page.url.endswith(Place.MY_BRANCH))
    # what stays is the self-check, and that its facts were cleared
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.includes('/form/my-branch-facts/'))")
    fill_by_keyboard(page)
    answered = page.locator("#C1 input[value=met]").is_checked()
    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    page.get_by_role("button", name="都清除", exact=True).click()

    assert kept == HEADING
    assert facts_gone == ({}, True)
    assert answered
    home = page.evaluate("SelfCheckEntries.HOME")
    untouched = ["another/tool", f"{home}device", f"{home}taken"]
    # the tool says so at once; the names go when the database too has cleared
    page.wait_for_function("names => Object.keys(localStorage).sort().join() === names.join()", arg=untouched)
    page.reload()
    assert status(page).startswith("还缺：支部类型、正式党员。")


def test_a_link_from_somebody_else_does_not_overwrite_what_is_stored(page, disk):
    opened(page, disk)
    fill_by_keyboard(page)
    stored = page.evaluate("JSON.stringify(localStorage)")

    opened(page, disk, TEACHERS.replace("teacher", "student"))
    told = page.locator(".origin", has_text="本机另外存着一份").inner_text()
    page.locator("#fact-formal_members").fill("40")
    sent, untouched = shown(page)["heading"], page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="改用本机存的").click()

    assert HEADING.replace(" · ", "、") in told
    assert sent.startswith("学生党支部 · 正式党员 40 名")
    assert untouched == stored
    assert shown(page)["heading"] == HEADING
    assert page.url.endswith(TEACHERS)


def test_a_link_can_be_kept_in_the_place_of_what_is_stored(page, disk):
    opened(page, disk)
    fill_by_keyboard(page)

    opened(page, disk, TEACHERS.replace("teacher", "student"))
    page.get_by_role("button", name="把这里的存到本机").click()
    page.goto("about:blank")
    page.goto(disk + Place.MY_BRANCH)

    assert shown(page)["heading"].startswith("学生党支部")


def test_a_second_window_follows_but_not_in_the_field_somebody_types_in(page, disk):
    opened(page, disk)
    fill_by_keyboard(page)
    other = opened(page.context.new_page(), disk)
    other.locator("#fact-candidates").focus()

    page.locator("#fact-formal_members").fill("30")
    other.wait_for_function("() => document.querySelector('#fact-formal_members').value === '30'")
    page.locator("#fact-candidates").fill("5")
    other.wait_for_function(
        "() => document.querySelector('.my-branch').innerText.includes('另一个窗口把这里改成了「5」')"
    )
    typed = other.locator("#fact-candidates").input_value()
    other.keyboard.press("Tab")

    assert typed == "2"
    assert other.locator("#fact-candidates").input_value() == "5"
    assert other.url.split("#")[1] == page.url.split("#")[1]
    assert shown(other)["heading"] == shown(page)["heading"]


@pytest.mark.parametrize("typed", ["1.2万人", "九十", "1" * 20, "-3", "2.5"])
def test_what_is_of_no_use_yet_is_kept_as_it_was_typed_and_told(page, disk, typed):
    opened(page, disk)
    page.locator("#fact-formal_members").fill("12")
    page.locator("#fact-formal_members").fill(typed)

    page.reload()
    ready(page)

    assert page.locator("#fact-formal_members").input_value() == typed
    assert "正式党员" in page.locator("#problem-formal_members").inner_text()


def test_a_fact_is_offered_to_the_window_that_lost_it_however_long_the_other_went_on(page, disk):
    opened(page, disk, TEACHERS)
    other = opened(page.context.new_page(), disk)
    page.locator("#fact-candidates").fill("3")
    other.wait_for_function("() => document.querySelector('#fact-candidates').value === '3'")

    other.locator("#fact-candidates").focus()
    page.locator("#fact-candidates").fill("7")
    other.wait_for_function("() => document.querySelector('.my-branch').innerText.includes('改成了「7」')")
    other.keyboard.type("12")
    page.wait_for_function("() => document.querySelector('.my-branch').innerText.includes('另一个窗口把这里')")
    page.locator("#fact-formal_members").focus()

    page.get_by_role("button", name="用回另一处填的").click()
    assert page.locator("#fact-candidates").input_value() == "7"


def test_what_was_cleared_under_the_open_page_is_stored_again_and_told(page, intranet):
    opened(page, intranet)
    page.locator("#fact-formal_members").fill("12")
    page.wait_for_function("() => document.querySelector('my-branch').store.entries.unsaved().length === 0")

    page.evaluate("localStorage.clear()")
    page.locator("#fact-candidates").fill("3")

    page.get_by_text("浏览器里存的内容被清空过").wait_for()
    page.reload()
    ready(page)
    assert [page.locator(f"#fact-{name}").input_value() for name in ("formal_members", "candidates")] == ["12", "3"]


def test_a_fact_that_gave_way_to_another_window_is_offered_beside_the_field(page, disk):
    opened(page, disk, TEACHERS)
    page.locator("#fact-candidates").fill("3")
    other = opened(page.context.new_page(), disk)
    other.locator("#fact-candidates").focus()

    page.locator("#fact-candidates").fill("5")
    other.wait_for_function("() => document.querySelector('.my-branch').innerText.includes('改成了「5」')")
    other.keyboard.press("End")
    other.keyboard.type("4")
    offered = other.locator(".my-branch .field", has=other.locator("#fact-candidates")).locator(".elsewhere")
    told = offered.inner_text()
    other.get_by_role("button", name="用回另一处填的").click()
    taken = other.locator("#fact-candidates").input_value()
    other.reload()

    assert told.startswith("另一处同时填的是「5」")
    assert taken == "5"
    ready(other)
    assert other.locator("#fact-candidates").input_value() == "5"
    assert offered.inner_text().startswith("另一处同时填的是「34」")


@pytest.mark.parametrize("obstacle", ["forbidden", "full"])
def test_without_storage_the_page_works_and_says_that_it_keeps_nothing(page, disk, obstacle):
    page.add_init_script(LOCAL_FAILS[obstacle] + DATABASE_FAILS[obstacle])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opened(page, disk)

    fill_by_keyboard(page)

    assert page.locator(".my-branch > form > .sub").inner_text() == NOT_KEPT
    assert shown(page)["heading"] == HEADING
    page.reload()
    assert asked == ["beforeunload"]
    assert shown(page)["heading"] == HEADING


def test_the_questions_are_folded_where_they_were_answered_before(page, disk):
    page.goto(f"{disk}{Place.MY_BRANCH}#{TEACHERS}")
    page.locator("details.my-branch:not([open])").wait_for(state="attached")

    summary = page.locator("details.my-branch > summary")
    words = summary.inner_text()
    summary.press("Enter")

    assert words == "支部情况（改）"
    assert page.locator("#fact-formal_members").input_value() == "12"
    assert page.locator("#fact-formal_members").is_visible()


def test_this_month_is_that_of_the_branch(page, disk, data):
    page.clock.set_fixed_time("2027-03-15T08:00:00+08:00")
    opened(page, disk, TEACHERS)
    facts = BranchFacts.model_validate(page.evaluate(READ, [TEACHERS])[0])
    year = branch_schedule(data, resolve(Standards(data).of_kind("teacher"), facts))

    titles = page.locator("this-month li a").all_text_contents()

    due = [
        duty.title
        for duty in year.duties
        for days in duty.periods
        if (days.first.year, days.first.month) <= (2027, 3) <= (days.last.year, days.last.month)
    ]
    assert sorted(titles) == sorted([*(one.step.title for one in year.deadlines), *due])
    assert len(titles) > 3


def test_the_table_names_every_duty_with_when_and_where_its_number_is_from(page, disk, data):
    opened(page, disk, TEACHERS)
    facts = BranchFacts.model_validate(page.evaluate(READ, [TEACHERS])[0])
    found = resolve(Standards(data).of_kind("teacher"), facts)
    page.get_by_text("每件事的条目、表单和数字从哪里来").click()
    page.locator("table.duties tbody tr").first.wait_for()

    rows = [
        (row.locator("th").inner_text(), row.locator("td").nth(1).inner_text(), row.locator(".sub").inner_text())
        for row in page.locator("table.duties tbody tr").all()
    ]

    assert rows == [
        (duty.title, when_words(duty), f"数字来自：{found.standard.settings[duty.frequency].authority.title}")
        for duty in branch_schedule(data, found).duties
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_and_fits_empty_and_filled_and_faulty(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    opened(page, disk)
    faults = [page.evaluate(FAULTS, BODY), serious(page)]

    opened(page, disk, TEACHERS)
    page.reload()
    ready(page)
    page.get_by_role("button", name="清除本页填的内容").click()
    for details in page.locator(".duty-rows summary").all():
        details.click()
    faults += [page.evaluate(FAULTS, BODY), serious(page)]
    page.locator("#fact-formal_members").fill("-1")
    faults += [page.evaluate(FAULTS, BODY), serious(page)]

    assert faults == [[]] * 6


def test_every_control_has_a_name(page, disk):
    opened(page, disk, TEACHERS)

    nameless = page.locator(".my-branch :is(input, select)").evaluate_all(
        "all => all.filter((control) => control.labels.length !== 1).map((control) => control.id)"
    )

    assert nameless == []
    assert page.locator(".my-branch legend").all_inner_texts() == [
        "4. 设不设支部委员会",
        "5. 划不划分党小组",
        "6. 有没有党员领导干部",
        "7. 流动、毕业、出国（境）党员各几名",
        "9. 是不是整顿对象",
        "补充（可以不填，填了才检查）",
    ]


def test_without_a_script_the_questions_can_be_read_and_every_kind_is_linked(open_page, disk, data):
    page = open_page(java_script_enabled=False)
    page.goto(disk + Place.MY_BRANCH)

    links = page.locator("main a").evaluate_all("all => all.map((link) => link.getAttribute('href'))")

    assert page.locator("my-branch ol > li").count() == 9
    assert page.locator("my-branch :is(form, button, input)").count() == 0
    assert [link for link in links if link.startswith("profiles/")] == [
        f"profiles/{profile}.html" for profile in data.profiles
    ]
    assert "branches/index.html" in links


def test_the_page_prints_its_result_without_the_form(page, disk):
    opened(page, disk, TEACHERS)
    page.emulate_media(media="print")

    assert shown(page)["heading"] == HEADING
    assert not page.locator(".my-branch").is_visible()
    assert not page.get_by_role("button", name="打印").first.is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#year [data-part=duties] > details > ul").is_visible()


def test_home_list_and_navigation_lead_to_it_and_only_it_loads_its_rules(page, disk, site):
    found = []

    for path in ("index.html", "branches/index.html"):
        page.goto(disk + path)
        found.append(page.locator(f".md-content article a[href$='{Place.MY_BRANCH}']").count())
    page.goto(disk + "branches/index.html")
    nav = page.locator(f".md-nav--primary a[href$='{Place.MY_BRANCH}']").count()
    loading = [file.name for file in site.rglob("*.html") if "data/my-branch.js" in file.read_text("utf-8")]

    assert found == [1, 1]
    assert nav == 1
    assert loading == [Place.MY_BRANCH]


def test_the_rules_stay_small_enough_for_a_phone(site):
    assert (site / "assets/data/my-branch.js").stat().st_size < 400_000
