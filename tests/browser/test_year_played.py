"""A branch of twelve from January to the roll-up: what was said once is asked nowhere again."""

from __future__ import annotations

import json
import re

from standards_site.outputs.links import Place
from tests.probes.my_branch import ready
from tests.probes.year import Year

YEAR = 2026
HOME = {"kind": "teacher", "members": "12", "start": "2025-03-31"}
FIELDS = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((one) => one.getClientRects().length && !one.closest("[data-tick], li[data-rev], [data-tool=development]"))
  .filter(({ type, readOnly }) => !["checkbox", "radio", "file", "search", "submit"].includes(type) && !readOnly)
  .map((one) => [(one.labels[0] || {}).textContent || one.getAttribute("aria-label") || "", one.value])"""
"""What a page asks outside the lines of its lists, each with what stands there.

The days of a development are asked by a calculator too: of nobody it keeps, for who has not filled in 在培养的人.
"""
LATE = "() => [...document.querySelectorAll('#month [data-tick]:not(.is-done)')].map((line) => line.dataset.tick)"
SHOWN = "() => document.querySelector('home-month this-month')"
PACK = "() => document.querySelector('meeting-pack fieldset:not([disabled])')"
PEOPLE = "() => document.querySelector('branch-people').isReady"
UNFOLD = "() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }"


class Secretary:
    """Somebody who fills in what is asked, and minds what was asked where."""

    def __init__(self, page, site: str) -> None:
        self.page, self.site = page, site
        self.typed: dict[str, str] = {}
        """Every name that was filled in, by the page where that was."""
        self.asked: dict[str, set[str]] = {}
        """Every name that stood empty, by the pages on which it did."""

    def go(self, place: str, day: str) -> None:
        """Open a page on a day."""
        self.page.clock.set_fixed_time(f"{day}T08:00:00+08:00")
        self.page.goto("about:blank")
        self.page.goto(self.site + place)

    def look(self, place: str) -> list[str]:
        """Return what a page asks that stands empty."""
        empty = [name.strip() for name, value in self.page.evaluate(FIELDS) if value == ""]
        for name in empty:
            self.asked.setdefault(name, set()).add(place)
        return empty

    def fill(self, place: str, label: str | re.Pattern[str], value: str) -> None:
        """Fill in one field by its name, which no other page may have had."""
        field = self.page.get_by_label(label).first
        name = field.evaluate("one => one.labels[0].textContent.trim()")
        assert self.typed.setdefault(name, place) == place
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def test_a_year_of_a_branch_is_played_through(open_page, disk, tmp_path, data):
    page = open_page(timezone_id="Asia/Shanghai", viewport={"width": 1366, "height": 768})
    who = Secretary(page, disk)

    # January: three questions and a day
    who.go(Place.HOME, f"{YEAR}-01-05")
    who.look(Place.HOME)
    who.fill(Place.HOME, "哪类支部", HOME["kind"])
    who.fill(Place.HOME, "几名正式党员", HOME["members"])
    page.get_by_label("支委会和党小组").select_option(label="设支部委员会，没有划分党小组")
    who.fill(Place.HOME, re.compile("本届选举产生的日期"), HOME["start"])
    page.get_by_role("button", name="看本月").click()
    page.wait_for_function(SHOWN)
    assert who.look(Place.HOME) == []

    # what the page of the branch asks besides
    who.go(Place.MY_BRANCH, f"{YEAR}-01-05")
    ready(page)
    page.evaluate(UNFOLD)
    assert page.locator("#fact-formal_members").input_value() == HOME["members"]
    for label, value in (("预备党员几名", "1"), ("在培养的发展对象和积极分子几名", "2"), ("委员人数", "3")):
        who.fill(Place.MY_BRANCH, re.compile(label), value)
    who.fill(Place.MY_BRANCH, re.compile("支部名称"), "软件教师第二党支部")

    # month by month
    year = Year(page)
    boxes = 0
    for month in range(1, 13):
        day = f"{YEAR}-{month:02}-25"
        who.go(Place.MY_BRANCH, day)
        year.ready()
        for tick in page.evaluate(LATE):
            if tick.startswith(f"{data.program.elections}."):
                continue
            boxes += 1
            year.tick(tick, done_on=day, evidence=f"{boxes} 号盒")
        year.settle()
        if month == 3:
            who.go(Place.MEETING, day)
            page.wait_for_function(PACK)
            assert {*who.look(Place.MEETING)} == {"哪天", "几点", "在哪里"}
            for label, value in (("哪天", f"{YEAR}-04-02"), ("几点", "15:30"), ("在哪里", "301")):
                who.fill(Place.MEETING, label, value)
        if month == 5:
            who.go(Place.PEOPLE, day)
            page.wait_for_function(PEOPLE)
            page.locator("#new-code").select_option("甲")
            page.get_by_role("button", name="加上").click()
            who.look(Place.PEOPLE)
            who.fill(Place.PEOPLE, "收到入党申请书", f"{YEAR}-05-20")
        if month == 6:
            who.go(Place.CALCULATORS, day)
            page.wait_for_function("() => [...document.querySelectorAll('branch-calculator')].some((one) => one.facts)")
            who.look(Place.CALCULATORS)

    # December: the year and the check, quoted
    who.go(Place.MY_BRANCH, f"{YEAR}-12-28")
    year.ready()
    assert [tick for tick in page.evaluate(LATE) if not tick.startswith(data.program.elections)] == []
    quoted = page.locator("self-check").get_by_text(re.compile("全年要做的事：已办 ([0-9]+)/\\1(?![0-9])")).count()
    assert quoted > 5
    for item, answer in (("C1", "达到"), ("C2", "部分达到"), ("B3", "未达到")):
        page.locator(f"self-check li[id='{item}']").get_by_label(answer, exact=True).check()
    with page.expect_download() as started:
        page.locator("self-check .tools").get_by_role("button", name="备份到文件").click()
    file = tmp_path / "year.json"
    started.value.save_as(file)
    records = json.loads(file.read_text("utf-8"))["records"]
    assert f"{YEAR}-05-20" not in file.read_text("utf-8")
    ticked = next(record for record in records if record["catalog"] == "year")["items"]
    assert sum(answer["status"] == "met" for answer in ticked.values()) == boxes

    # the committee reads it
    who.go(Place.ROLL_UP, f"{YEAR}-12-30")
    page.locator("[name=files]").set_input_files(file)
    page.get_by_text("软件教师第二党支部").first.wait_for()

    assert {name: pages for name, pages in who.asked.items() if len(pages) > 1} == {}
    assert {name for name, place in who.typed.items() if who.asked.get(name, {place}) != {place}} == set()
    print(f"{boxes} duties ticked, {len(who.typed)} names typed, asked: {sorted(who.asked)}")
