"""会议包: shows what the data says, reckons as Python does, prints as it is handed out, keeps what was filled in."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

from standards_site.outputs.forms.meeting_pack import papers_of
from standards_site.outputs.links import Place
from standards_site.sums.answers import answer
from standards_site.sums.limits import limits_of
from standards_site.sums.questions import VOTES
from standards_site.sums.sentences import say
from standards_site.sums.sums import more_than
from tests.builders.failing_stores import DATABASE_FAILS, FAILURES, LOCAL_FAILS
from tests.probes.accessibility import serious
from tests.probes.machine import STORED
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.pdf import printed

PAPERS = "() => [...document.querySelectorAll('.pack-paper:not([hidden]) h3')].map((title) => title.textContent)"
CHOOSE = """(chosen) => chosen.map(([kind, on]) => {
  const pack = document.querySelector("meeting-pack");
  pack.enter("kind", kind);
  pack.enter("on", on.join(","));
  pack.update();
  const titles = pack.querySelectorAll(".pack-paper:not([hidden]) h3");
  const lines = pack.querySelectorAll(".pack-plan [data-of]:not([hidden])");
  const marks = new Set([...lines].flatMap((one) => one.dataset.of.split(" ")));
  return [[...titles].map((title) => title.textContent), [...marks]];
})"""
RECKON = """(numbers) => numbers.map((entitled) => {
  const pack = document.querySelector("meeting-pack");
  pack.enter("entitled", entitled);
  pack.update();
  return [...pack.querySelectorAll("[data-vote]")].map((list) => [
    list.dataset.vote,
    [...list.querySelectorAll("dt")].map((name) => [name.textContent, name.nextElementSibling.textContent]),
  ]);
})"""
SAID = """(numbers) => numbers.map((entitled) => {
  const pack = document.querySelector("meeting-pack");
  pack.enter("entitled", entitled);
  pack.update();
  return [...pack.querySelectorAll("[data-votes]")].map((place) => [place.dataset.votes, place.textContent]);
})"""
READY = "() => document.querySelector('meeting-pack fieldset:not([disabled])')"


def opened(page, address: str):
    """Open the pack and wait until it takes input and its sums are there."""
    page.goto(address)
    page.wait_for_function(READY)
    page.wait_for_function("() => document.querySelector('meeting-pack').hasSums")
    return page


def test_for_every_meeting_and_agenda_the_papers_are_those_of_the_data(page, disk, data):
    cases = [
        (kind.id, [*on])
        for kind in data.meetings.values()
        for count in (1, 2, 3)
        for on in combinations(kind.topics, count)
    ]
    opened(page, disk + Place.MEETING)

    shown = page.evaluate(CHOOSE, cases)

    for (kind, on), (papers, marks) in zip(cases, shown, strict=True):
        assert papers == [data.forms[form].title for form in papers_of(data, kind, on)], (kind, on)
        assert {f"kind-{kind}", *(f"on-{topic}" for topic in on)} <= set(marks), (kind, on)


def test_votes_and_presence_are_those_that_python_reckons(page, disk, data):
    limits = limits_of(data)
    numbers = [str(n) for n in (*range(1, 302), 9999)] + ["0", "-1", "12.5", "十二", "\uff11\uff12", "10000"]
    opened(page, disk + Place.MEETING)

    told = page.evaluate(RECKON, numbers)

    shown_votes = {vote for vote, _ in told[0]}
    assert shown_votes == {vote for vote, _ in VOTES}
    for number, votes in zip(numbers, told, strict=True):
        for vote, rows in votes:
            found = answer("vote", {"kind": vote, "entitled": number, "seats": ""}, limits)
            wanted = [[row.label, f"{row.value} {row.mark}".strip()] for row in found.rows if row.label != say("next")]
            wanted += [["几名、几票", words] for words in (found.problem, found.missing) if words]
            assert rows == wanted, (number, vote)


def test_the_host_says_how_many_votes_are_needed_as_the_sum_of_the_vote_does(page, disk, data):
    limits = limits_of(data)
    majorities = {"congress": limits.majority, "admission": limits.admission_majority}
    opened(page, disk + Place.MEETING)

    told = page.evaluate(SAID, [str(n) for n in range(1, 302)])

    for entitled, votes in enumerate(told, start=1):
        assert {kind for kind, _ in votes} == set(majorities)
        for kind, said in votes:
            assert said == str(more_than(entitled, majorities[kind])), (entitled, kind)
    assert {said for _, said in page.evaluate(SAID, [""])[0]} == {"\uff3f\uff3f"}


@pytest.mark.parametrize(("voters", "sheets"), [(1, 1), (4, 1), (5, 2), (18, 5), (300, 75), (999, 75)])
def test_there_are_as_many_ballots_as_people_who_vote_and_four_on_a_sheet(page, disk, voters, sheets):
    opened(page, f"{disk}{Place.MEETING}#kind=branch-meeting&on=admission-vote&entitled={voters}")

    ballots = page.locator(".pack-paper:not([hidden]) .ballot")

    assert ballots.count() == min(voters, 300)
    assert page.locator(".pack-paper:not([hidden]) .ballot-sheet").count() == sheets


def test_a_ballot_and_an_official_paper_print_with_neither_notes_nor_our_foot(page, disk, data):
    opened(
        page,
        f"{disk}{Place.MEETING}#kind=branch-meeting&on=admission-vote&entitled=9&expected=33&day=2026-12-05&time=15:00",
    )

    sheets = printed(page)

    plan = [sheet for sheet in sheets if sheet.says("支部党员大会安排") or sheet.says("主持提纲")]
    papers = [sheet for sheet in sheets if sheet.says("表决票") and not sheet.says("用完放哪里")]
    assert plan
    assert plan[0].says("2026 年 12 月 5 日 15:00")
    assert [sheet.drawn.count("表决票") for sheet in papers[:3]] == [4, 4, 1]
    for sheet in sheets[2:]:
        assert not sheet.says("填写说明")
        assert not sheet.says("非官方")
        assert not sheet.says("页　共")
    assert plan[0].says("页　共")
    rows = [line.split()[0] for sheet in sheets for line in sheet.lines if line.split() and line.split()[0].isdigit()]
    assert {str(number) for number in range(1, 34)} <= set(rows)


def test_every_kind_of_meeting_prints_its_plan_and_its_papers_each_on_a_new_sheet(page, disk, data):
    for kind in data.meetings.values():
        page.goto("about:blank")
        opened(page, f"{disk}{Place.MEETING}#kind={kind.id}&expected=9&entitled=7")
        sheets = printed(page)

        forms = papers_of(data, kind.id, kind.topics[:1])
        for form in forms:
            assert any(sheet.says(data.forms[form].title) for sheet in sheets), (kind.id, form)
        assert len(sheets) <= 2 + 2 * len(forms), kind.id
        assert all(sheet.lines for sheet in sheets), kind.id


def test_no_notice_says_anything_twice(page, disk, data):
    body = "".join(data.forms[data.program.meeting_notice].body)
    for kind in data.meetings.values():
        for count in (1, 2, 3):
            for on in combinations(kind.topics, count):
                said = body + kind.notice + "".join(data.topics[topic].notice for topic in on)
                parts = [part for part in re.split("[。；，]", said) if part]
                assert said.count("来不了") == 1, (kind.id, on)
                assert len({*parts}) == len(parts), (kind.id, on)


def test_the_notice_is_copied_without_the_clipboard_interface(page, disk):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    opened(page, f"{disk}{Place.MEETING}#kind=branch-meeting&day=2026-12-05&time=15:00&place=三楼")
    page.evaluate("document.addEventListener('copy', () => { window.copied = String(document.getSelection()); })")

    page.get_by_role("button", name="复制", exact=True).click()

    expect(page.get_by_text("复制好了。")).to_be_visible()
    notice = page.locator(".pack-notice textarea").input_value()
    assert notice.splitlines()[:3] == ["通知：支部党员大会", "时间：2026 年 12 月 5 日 15:00", "地点：三楼"]


def test_what_was_typed_is_there_when_the_browser_was_killed(machine, disk):
    page = opened(machine.context.new_page(), disk + Place.MEETING)
    page.get_by_label("在哪里").press_sequentially("主楼")
    page.get_by_role("checkbox", name="选举").check()
    page.wait_for_function(STORED, arg="branch-election")

    machine.kill_and_start_again()

    page = opened(machine.context.new_page(), disk + Place.MEETING)
    expect(page.get_by_label("在哪里")).to_have_value("主楼")
    expect(page.get_by_role("checkbox", name="选举")).to_be_checked()


def test_two_windows_keep_what_each_filled_in_and_offer_what_had_to_give_way(page, intranet):
    other = page.context.new_page()
    for one in (page, other):
        opened(one, intranet + Place.MEETING)
    page.get_by_label("在哪里").fill("三楼")
    other.get_by_label("应到几名").fill("12")

    expect(page.get_by_label("应到几名")).to_have_value("12")
    expect(other.get_by_label("在哪里")).to_have_value("三楼")


def test_of_two_windows_that_fill_in_one_field_the_one_that_gave_way_is_offered(page, intranet):
    other = page.context.new_page()
    for one in (page, other):
        opened(one, intranet + Place.MEETING)
    for one, text in ((page, "三楼"), (other, "五楼")):
        one.evaluate(
            "(text) => { const pack = document.querySelector('meeting-pack'); pack.shown.place = ''; "
            "pack.control('place').value = text; pack.changed('place'); }",
            text,
        )

    expect(other.get_by_text("本机还存着别处填的：三楼")).to_be_visible()
    other.get_by_role("button", name="换成它").click()
    expect(other.get_by_label("在哪里")).to_have_value("三楼")
    expect(page.get_by_label("在哪里")).to_have_value("三楼")


def test_a_link_shows_what_was_chosen_and_what_was_typed_before_is_offered_when_it_is_changed(page, intranet):
    opened(page, intranet + Place.MEETING)
    page.get_by_label("在哪里").fill("三楼")
    page.goto("about:blank")
    opened(page, f"{intranet}{Place.MEETING}#kind=life-session&place=%E4%BA%94%E6%A5%BC")

    expect(page.get_by_label("在哪里")).to_have_value("五楼")
    page.get_by_label("在哪里").fill("六楼")

    expect(page.get_by_text("本机还存着别处填的：三楼")).to_be_visible()
    page.get_by_role("button", name="换成它").click()
    expect(page.get_by_label("在哪里")).to_have_value("三楼")


@pytest.mark.parametrize(
    ("procedure", "kind", "papers"),
    [
        ("congress-vote", "branch-meeting", "会议记录表"),
        ("election", "branch-meeting", "选票"),
        ("organisation-life-meeting", "life-session", "整改清单"),
        ("theme-day", "party-day", "主题党日记录表"),
    ],
)
def test_a_procedure_leads_to_the_pack_of_its_meeting(page, disk, procedure, kind, papers):
    page.goto(f"{disk}procedures/{procedure}.html")
    page.get_by_role("link", name="会议包：").click()
    page.wait_for_function(READY)

    expect(page.get_by_label("开什么会")).to_have_value(kind)
    assert papers in page.evaluate(PAPERS)


@pytest.mark.parametrize("failure", FAILURES)
def test_one_place_of_storage_is_enough(page, intranet, failure):
    page.add_init_script(FAILURES[failure])
    opened(page, intranet + Place.MEETING)
    page.get_by_label("在哪里").fill("三楼")
    page.evaluate("() => document.querySelector('meeting-pack').store.database.save()")
    page.goto("about:blank")

    opened(page, intranet + Place.MEETING)

    expect(page.get_by_label("在哪里")).to_have_value("三楼")
    expect(page.get_by_text("填的留在这台机器上")).to_be_visible()


def test_with_all_storage_forbidden_it_works_and_says_so(page, intranet):
    page.add_init_script(LOCAL_FAILS["forbidden"] + DATABASE_FAILS["forbidden"])
    opened(page, intranet + Place.MEETING)
    page.get_by_label("在哪里").fill("三楼")

    expect(page.get_by_text("存不下来")).to_be_visible()
    page.reload()
    page.wait_for_function(READY)
    expect(page.get_by_label("在哪里")).to_have_value("三楼")


def test_what_is_cleared_is_gone(page, intranet):
    opened(page, intranet + Place.MEETING)
    page.get_by_label("在哪里").fill("三楼")
    page.get_by_role("button", name="清空").click()
    page.get_by_role("button", name="都删掉").click()

    expect(page.get_by_label("在哪里")).to_have_value("")
    page.wait_for_function("() => !Object.values(localStorage).some((value) => value.includes('三楼'))")
    opened(page, intranet + Place.MEETING)
    expect(page.get_by_label("在哪里")).to_have_value("")


@pytest.mark.parametrize(
    "address",
    [
        "#kind=nothing&on=__proto__,constructor",
        "#entitled=<b>&expected=-1&day=2026-99-99",
        "#%E0%A4%A&%&kind=&=",
        "#on=" + "x," * 9000,
    ],
    ids=["names", "values", "broken", "long"],
)
def test_a_hostile_address_leads_nowhere(page, disk, address):
    opened(page, disk + Place.MEETING + address)

    assert page.evaluate(PAPERS)


def test_what_was_kept_by_somebody_hostile_is_shown_as_text(page, disk):
    opened(page, disk + Place.MEETING)
    kept = {"kind": "__proto__", "on": "constructor,<b>", "entitled": "9" * 400, "day": "2026-99-99", "time": "<i>"}
    kept["place"] = "<img src=x onerror=alert(1)>"
    page.evaluate("(kept) => document.querySelector('meeting-pack').store.fill('meeting', kept).database", kept)

    page.reload()
    page.wait_for_function(READY)

    assert page.evaluate(PAPERS)
    assert page.locator("meeting-pack img").count() == 0
    assert "地点：<img src=x onerror=alert(1)>" in page.locator(".pack-notice textarea").input_value()


def test_without_its_script_the_page_is_the_whole_set(open_page, disk, data):
    page = open_page(java_script_enabled=False)
    page.goto(disk + Place.MEETING)

    titles = page.locator(".pack-paper h3").all_inner_texts()

    assert titles == [data.forms[paper.form].title for paper in data.program.meeting_papers]
    assert page.locator("form[aria-label=会议包]").count() == 0


@pytest.mark.parametrize("width", [320, 360, 768, 1366])
def test_it_fits_every_screen_and_has_no_serious_accessibility_fault(open_page, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    opened(page, f"{disk}{Place.MEETING}#kind=branch-meeting&on=admission-vote,branch-election&entitled=12&expected=14")

    assert width > 360 or page.evaluate(FAULTS, BODY) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []


def test_it_works_in_chromium_86(open_page_86, disk, data):
    page = opened(open_page_86(), f"{disk}{Place.MEETING}#kind=life-session&on=yearly-appraisal&entitled=6&expected=8")

    assert page.evaluate(PAPERS) == [
        data.forms[form].title for form in papers_of(data, "life-session", ["yearly-appraisal"])
    ]
    assert page.locator(".pack-paper:not([hidden]) .ballot").count() == 6


ODD = (
    *(
        "-5",
        "abc",
        "99999",
        "3.5",
        "\uff10",
        "0",
        "\uff0d\uff15",
        "\uff11\uff12人",
        "12人",
        "1e3",
        "十二",
        "1 2",
        "12-14",
        "0x10",
    ),
    *(
        "+3",
        "½",
        "\uff11\uff12\uff0e\uff15",
        "一百",
        "12,5",
        "约30",
        "10000",
        "__proto__",
        "<b>",
        "\u0663",
        "1.0",
        " - ",
    ),
)
NUMBERS = {"12": "12", " 12 ": "12", "\uff11\uff12": "12", "1,000": "1000", "9999": "9999", "007": "7"}
FACTS = {
    "kind": "teacher",
    "formal_members": "21",
    "probationary_members": "2",
    "committee": "1",
    "committee_size": "5",
}
TYPE = """([name, texts]) => texts.map((text) => {
  const pack = document.querySelector("meeting-pack");
  pack.control(name).value = text;
  pack.changed(name);
  const places = [...pack.querySelectorAll("[data-fill=" + name + "]")];
  return {
    told: pack.place("wrong-" + name).textContent,
    papers: [...new Set(places.map((place) => place.textContent))],
    blanks: [...new Set(places.map((place) => place.dataset.blank))],
  };
})"""
"""Type texts into a field of a number, one after the other: what is told beside it and stands on the papers."""


@pytest.mark.parametrize("name", ["expected", "entitled", "seats"])
def test_what_is_no_number_of_people_is_told_beside_its_field_and_leaves_a_blank(page, disk, name):
    opened(page, disk + Place.MEETING + "#kind=branch-meeting&on=branch-election")
    page.evaluate(
        "(facts) => document.querySelector('meeting-pack').store.fill('my-branch-facts', facts).database", FACTS
    )
    page.reload()
    page.wait_for_function("() => document.querySelector('meeting-pack').hasSums")
    page.wait_for_function(READY)

    odd = page.evaluate(TYPE, [name, list(ODD)])
    right = page.evaluate(TYPE, [name, [*NUMBERS, ""]])

    for text, one in zip(ODD, odd, strict=True):
        said = f"“{text.strip()[:12]}”不是人数（填 1 到 9999 的整数），纸上这一处空着。"
        assert (text, one["told"]) == (text, said)
        assert (text, one["papers"]) == (text, one["blanks"])
    for (text, number), one in zip([*NUMBERS.items(), ("", "")], right, strict=True):
        assert (text, one["told"]) == (text, "")
        assert (text, one["papers"]) == (text, [number] if number else one["blanks"])


def test_a_number_of_the_branch_that_is_none_is_told_and_not_reckoned_with(page, disk):
    opened(page, disk + Place.MEETING + "#kind=branch-meeting&on=branch-election")
    facts = {**FACTS, "probationary_members": "两名", "committee_size": "5人"}
    page.evaluate(
        "(facts) => document.querySelector('meeting-pack').store.fill('my-branch-facts', facts).database", facts
    )
    page.reload()
    page.wait_for_function(READY)

    told = [page.locator(f"#wrong-{name}").inner_text() for name in ("expected", "entitled", "seats")]

    shown = "“我的支部”里填的“{}”不是人数（填 1 到 9999 的整数），没有带过来，纸上这一处空着。"
    assert told == [shown.format("两名"), "", shown.format("5人")]
    assert page.locator("#pack-expected").input_value() == ""
    assert page.locator("#pack-entitled").input_value() == "21"


@pytest.mark.parametrize(
    ("on", "record", "ballot"),
    [
        ("admission-vote", "☑接收　□转正　□接收和转正", "☑接收　□转正"),
        ("full-member-vote", "□接收　☑转正　□接收和转正", "□接收　☑转正"),
        ("admission-vote,full-member-vote", "□接收　□转正　☑接收和转正", "□接收　□转正"),
    ],
)
def test_the_boxes_of_what_is_voted_on_are_ticked(page, disk, on, record, ballot):
    opened(page, f"{disk}{Place.MEETING}#kind=branch-meeting&on={on}&expected=23&entitled=21")

    boxes = page.evaluate("""() => Object.fromEntries(["assembly", "matter", "matters"].map((name) => [name,
      [...new Set([...document.querySelectorAll("[data-fill=" + name + "]")].map((one) => one.textContent))]]))""")
    order = page.locator(".pack-plan").inner_text()

    assert boxes == {"assembly": ["☑党员大会　□支委会　□党小组会"], "matter": [ballot], "matters": [record]}
    assert "今天应到23名，其中有表决权的21名；实到\uff3f\uff3f名" in order
    assert "到会：应到21名，实到\uff3f\uff3f名，可以表决。" in order
    assert "半数以上到会" not in order
    assert "{" not in page.locator("meeting-pack").inner_text()


def test_every_kind_of_meeting_says_how_many_are_called(page, disk, data):
    for kind in data.meetings.values():
        page.goto("about:blank")
        opened(page, f"{disk}{Place.MEETING}#kind={kind.id}&expected=23&entitled=21")

        assert "应到" in page.locator(".pack-plan").inner_text(), kind.id
        assert "23名" in page.locator(".pack-plan").inner_text(), kind.id


@pytest.mark.parametrize(
    ("expected", "entitled", "is_odd"), [("10", "12", True), ("12", "12", False), ("", "5", False)]
)
def test_more_who_vote_than_come_are_remarked(page, disk, expected, entitled, is_odd):
    opened(page, disk + Place.MEETING)

    page.locator("#pack-expected").fill(expected)
    page.locator("#pack-entitled").fill(entitled)

    assert ("有表决权的比应到的还多，请核对人数。" in page.locator("[data-part=told]").inner_text()) == is_odd


def test_where_all_is_voted_on_in_another_way_the_meeting_s_own_numbers_are_not_shown(page, disk, data):
    opened(page, disk + Place.MEETING)
    ways = {topic.id: topic.vote for topic in data.topics.values()}
    for kind in (kind for kind in data.meetings.values() if kind.vote):
        for topic in kind.topics:
            page.evaluate(CHOOSE, [[kind.id, [topic]]])
            shown = page.locator("[data-vote]:visible").evaluate_all("all => all.map((one) => one.dataset.vote)")
            assert shown == ([ways[topic]] if ways[topic] else [kind.vote]), (kind.id, topic)
