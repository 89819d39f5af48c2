"""The year plan as read, printed and asked for the current month."""

from __future__ import annotations

from calendar import monthrange

import pytest

from standards_site.branch.schedule import branch_schedule
from standards_site.in_force.resolve import Standards
from tests.probes.pdf import printed

BRANCH = "teacher-software"
PLAN = f"branches/{BRANCH}/plan.html"


def shown_on(open_page, disk, day, path=PLAN):
    return opened_on(open_page(timezone_id="Asia/Shanghai"), disk, day, path)


def opened_on(page, disk, day, path=PLAN):
    page.clock.set_fixed_time(f"{day}T00:30:00+08:00")
    page.goto(disk + path)
    return page


def titles(page):
    return page.locator("this-month li a").all_text_contents()


def planned(data, month):
    """Return the titles of the days of the term, and of the duties whose period touches a month of 2027."""
    _unit, branch = data.branches()[BRANCH]
    year = branch_schedule(data, Standards(data).of_branch(branch))
    due = [
        duty.title
        for duty in year.duties
        for days in duty.periods
        if days.first.isoformat()[:7] <= f"2027-{month:02}" <= days.last.isoformat()[:7]
    ]
    return sorted([*(one.step.title for one in year.deadlines), *due])


def test_this_month_lists_exactly_the_duties_of_the_month(open_page, disk, data):
    page = open_page(timezone_id="Asia/Shanghai")

    for month in range(1, 13):
        opened_on(page, disk, f"2027-{month:02}-01")

        assert page.locator("this-month h2").inner_text() == f"本月要做（2027 年 {month} 月）"
        assert sorted(titles(page)) == planned(data, month)


def test_what_is_due_first_stands_first_with_its_last_day(open_page, disk):
    page = shown_on(open_page, disk, "2027-02-28")

    groups = {
        group.locator("h3").inner_text(): group.locator("li").all_inner_texts()
        for group in page.locator("this-month section").all()
    }

    assert groups["每月"][0] == "支部委员会会议：一般每月 1 次\n到 2 月 28 日"
    assert "支部党员大会：一般每季度 1 次\n到 3 月 31 日" in groups["本季"]
    assert list(groups) == ["每月", "本季", "今年"]


def test_what_may_be_done_at_any_time_of_the_year_is_folded_after_what_has_its_season(open_page, disk, data):
    _unit, branch = data.branches()[BRANCH]
    plan = branch_schedule(data, Standards(data).of_branch(branch))
    whole_year = [
        duty.title
        for duty in plan.duties
        for days in duty.periods
        if (days.first.isoformat(), days.last.isoformat()) == ("2027-01-01", "2027-12-31")
    ]
    page = shown_on(open_page, disk, "2027-11-28")

    fold = page.locator("this-month details")
    folded = fold.locator("li a").all_text_contents()
    summary = fold.locator("summary").inner_text()
    page.clock.set_fixed_time("2027-12-01T00:30:00+08:00")
    page.reload()

    assert len(folded) > 3
    assert sorted(folded) == sorted(whole_year)
    assert summary == f"今年内择日（{len(folded)} 件）"
    assert page.locator("this-month details").count() == 0
    assert set(folded) <= set(page.locator("this-month section:last-of-type li a").all_inner_texts())


@pytest.mark.parametrize("day", ["2025-02-03", "2026-11-22", "2028-02-10", "2032-12-31"])
def test_in_another_year_the_months_of_the_plan_are_those_of_that_year(open_page, disk, data, day):
    page = shown_on(open_page, disk, day)
    year, month = int(day[:4]), int(day[5:7])
    _unit, branch = data.branches()[BRANCH]
    plan = branch_schedule(data, Standards(data).of_branch(branch))

    shown = page.locator("this-month li").all_text_contents()

    assert sorted(titles(page)) == planned(data, month)
    for duty in plan.duties:
        for days in duty.periods:
            if days.first.isoformat()[:7] <= f"2027-{month:02}" <= days.last.isoformat()[:7]:
                (line,) = [line for line in shown if line.startswith(f"{duty.title}：")]
                last = monthrange(year, days.last.month)[1]
                moves = not duty.fixed and duty.per != "semester"
                assert line.endswith(f"到 {days.last.month} 月 {last} 日") == moves, line
                assert ("到" in line.removeprefix(f"{duty.title}：{duty.summary}")) == moves, line


def test_without_a_script_there_is_no_empty_box_and_the_table_is_whole(open_page, disk):
    page = open_page(java_script_enabled=False)
    page.goto(disk + PLAN)

    assert page.locator("this-month").inner_text().strip() == ""
    heads = page.locator("table.months tbody th").all_inner_texts()
    assert heads == ["全年", *(f"{month} 月" for month in range(1, 13))]


def test_the_plan_prints_as_one_landscape_sheet_with_all_months_and_tables_after_it(page, disk, data):
    page.goto(disk + PLAN)
    texts = page.locator(".plan-picture text").all_text_contents()

    sheets = printed(page)

    assert {sheet.size for sheet in sheets} == {(842, 595)}
    assert [text for text in texts if text.strip() and not sheets[0].says(text)] == []
    assert [text for text in texts if "…" in text] == []
    assert not sheets[0].says("逐月")
    assert sheets[1].says("逐月")
    assert sheets[1].says("期限更长，本月可做")
    assert not any(sheet.says("放进自己的日历") or sheet.says("本月要做") for sheet in sheets)
    assert all(sheet.says("多久一次") for sheet in sheets[2:])
    assert len(sheets) == 3


def test_every_branch_s_picture_fits_one_sheet_and_is_followed_by_tables(page, disk, data):
    for branch in data.branches():
        page.goto(f"{disk}branches/{branch}/plan.html")
        sheets = printed(page)
        assert sheets[0].says("全年内择日"), branch
        assert sheets[0].says("12 月"), branch
        assert sheets[1].says("逐月"), branch


def test_the_picture_of_every_kind_of_branch_fits_one_sheet_and_is_followed_by_tables(page, disk, data):
    for kind in data.profiles:
        page.goto(f"{disk}profiles/{kind}/plan.html")
        sheets = printed(page)
        assert sheets[0].says("全年内择日"), kind
        assert sheets[0].says("12 月"), kind
        assert sheets[1].says("逐月"), kind


def test_where_the_numbers_come_from_is_printed_only_if_it_is_open(page, disk):
    page.goto(disk + PLAN)
    closed = printed(page)
    page.locator("#numbers summary").press("Enter")
    opened = printed(page)

    assert not any(sheet.says("数字从哪里来") or sheet.says("现在用的数") for sheet in closed)
    assert any(sheet.says("数字从哪里来") for sheet in opened)
    assert [sheet.says("现在用的数") for sheet in opened].count(True) >= 2
    assert any(sheet.says("没有定数") for sheet in opened)


def test_the_checklist_leads_to_where_the_numbers_come_from(page, disk):
    page.goto(f"{disk}branches/{BRANCH}.html")

    page.get_by_role("link", name="数字从哪里来").click()

    page.wait_for_url("**/plan.html#numbers")
    summary = page.locator("#numbers summary")
    assert summary.evaluate("box => box.getBoundingClientRect().top < innerHeight")
    page.locator("#numbers[open]").wait_for()
    row = page.locator("#numbers tbody tr", has_text="一个党支部的人数上限")
    assert "教师党支部" in row.locator("td").nth(1).inner_text()
    assert "2017" in row.locator("td").nth(1).inner_text()


def test_a_plan_does_not_scroll_sideways_on_a_phone(open_page, disk):
    page = open_page(viewport={"width": 360, "height": 640})

    for path in (PLAN, "profiles/teacher/plan.html"):
        page.goto(disk + path)
        page.locator("#numbers summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_plan_is_reached_from_the_list_of_branches_and_leads_to_the_calendar_file(page, disk):
    page.goto(disk + "branches/index.html")

    page.locator("a", has_text="年度计划").locator("visible=true").first.click()
    page.wait_for_url("**/plan.html")

    link = page.locator("a[download='']")
    assert link.evaluate("link => link.href") == page.url.replace("plan.html", "calendar.ics")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "calendar.ics"
