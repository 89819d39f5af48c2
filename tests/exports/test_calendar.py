"""The calendar files, read back by another library than the one that wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import recurring_ical_events
from icalendar import Calendar

from standards_site.branch.dated_id import dated_id
from standards_site.branch.schedule import branch_schedule, first_day, standard_schedule, weekday_of_month
from standards_site.data.periods import PERIODS
from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import calendar_path, profile_calendar_path
from standards_site.outputs.year.calendar_file import calendar_file
from standards_site.outputs.year.plan import profile_owner
from tests.builders.school_years import PLANNED, with_local_rules

YEAR = PLANNED
YEARS = (2026, YEAR)
"""That of the edition's date and the planned one."""


def year_of(data, branch_id):
    _unit, branch = data.branches()[branch_id]
    return branch, branch_schedule(data, Standards(data).of_branch(branch))


def occurrences(content: bytes, *years: int) -> list[tuple[str, date, date]]:
    events = recurring_ical_events.of(Calendar.from_ical(content)).between((min(years), 1, 1), (max(years) + 1, 1, 1))
    return sorted((str(event["UID"]), event.start, event.end) for event in events)


def uid_of(owner, duty, days) -> str:
    """Return the id of a duty in a period: what the university's calendar dates has one for each."""
    period = f".{PERIODS['semester'].key_of(days.first)}.{days.first.year}" if duty.per == "semester" else ""
    return dated_id(duty.frequency + period, owner)


def periods_in(duty, year) -> list[date]:
    """Return the first days of the periods of a regular duty in a year."""
    return [days.first.replace(year=year) for days in duty.periods]


def planned(data, owner, schedule) -> list[tuple[str, date, date]]:
    """Return what a calendar has in `YEARS`: the planned year, and before it what is not over on the edition's day."""
    day, today = timedelta(days=1), date.fromisoformat(data.edition.date)
    found = []
    for duty in schedule.duties:
        days = [one.first for one in duty.periods]
        if not duty.fixed and duty.per != "semester":
            days += [one for one in periods_in(duty, today.year) if one >= first_day(duty, today)]
        if duty.per == "semester":
            found += [(uid_of(owner, duty, one), one.first, one.first + day) for one in duty.periods]
        else:
            found += [(dated_id(duty.frequency, owner), one, one + day) for one in days]
    deadlines = [
        (dated_id(one.step.id, owner), one.day, one.day + day) for one in schedule.deadlines if one.day.year in YEARS
    ]
    return sorted(found + deadlines)


def written(data, branch_id) -> bytes:
    branch, schedule = year_of(data, branch_id)
    return calendar_file(data, branch.id, branch.name, schedule, {duty.frequency: "" for duty in schedule.duties})


def kind_year_of(data, kind):
    return standard_schedule(data, Standards(data).of_kind(kind))


def written_for_kind(data, kind) -> bytes:
    schedule = kind_year_of(data, kind)
    return calendar_file(data, profile_owner(kind), kind, schedule, {duty.frequency: "" for duty in schedule.duties})


def uids(content: bytes) -> list[str]:
    return [str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")]


def test_every_file_read_back_has_exactly_the_days_of_the_plan(data, site):
    for branch_id in data.branches():
        branch, schedule = year_of(data, branch_id)

        found = occurrences((site / calendar_path(branch_id)).read_bytes(), *YEARS)

        assert found == planned(data, branch.id, schedule)
        assert len(found) > 20


def test_every_file_of_a_kind_of_branch_read_back_has_exactly_the_days_of_its_plan(data, site):
    for kind in data.profiles:
        schedule = kind_year_of(data, kind)

        found = occurrences((site / profile_calendar_path(kind)).read_bytes(), *YEARS)

        assert found == planned(data, f"profile-{kind}", schedule)
        assert len(found) > 20


def test_a_kind_s_fixed_day_and_semesters_are_read_back_exactly(data):
    local = with_local_rules(data)
    for kind in local.profiles:
        assert occurrences(written_for_kind(local, kind), *YEARS) == planned(
            local, f"profile-{kind}", kind_year_of(local, kind)
        )


def test_a_fixed_day_and_semesters_are_read_back_exactly(data):
    local = with_local_rules(data)
    branch, schedule = year_of(local, "teacher-software")

    found = occurrences(written(local, "teacher-software"), *YEARS)

    assert found == planned(local, branch.id, schedule)
    fixed = [start for uid, start, _ in found if uid.startswith("theme-day")]
    assert fixed == [weekday_of_month(YEAR, month, 4, "thursday") for month in range(1, 13)]
    assert [start for uid, start, _ in found if uid.startswith("branch-congress")] == [
        date(2027, 3, 1),
        date(2027, 9, 6),
    ]


@pytest.mark.parametrize("today", ["2026-11-21", "2026-12-31", "2027-01-01", "2027-06-30", "2026-01-01", "2026-03-31"])
def test_the_calendar_begins_with_what_is_left_of_the_current_year_and_ends_with_the_planned(data, today):
    shown = replace(data, edition=data.edition.model_copy(update={"date": today}))
    branch, schedule = year_of(shown, "teacher-software")
    content = written(shown, "teacher-software")
    found = occurrences(content, 2025, 2029)

    assert min(int(today[:4]), YEAR) <= min(start.year for _, start, _ in found)
    assert max(start.year for uid, start, _ in found if "election" not in uid) == YEAR
    regular = [duty for duty in schedule.duties if not duty.fixed and duty.per != "semester"]
    assert len(regular) > 10
    for duty in regular:
        starts = [start for uid, start, _ in found if uid == uid_of(branch.id, duty, duty.periods[0])]
        assert [one for one in starts if one.year == YEAR] == [one.first for one in duty.periods]
        # a period that has ended is left out, one that is still open is not
        left = [one.first.replace(year=2026) for one in duty.periods if str(one.last.replace(year=2026)) >= today]
        assert [one for one in starts if one.year == 2026] == (left if today < "2027" else [])


def test_every_branch_and_every_kind_has_a_file(data, site):
    there = {path.relative_to(site).as_posix() for path in site.rglob("*.ics")}

    assert there == {*map(calendar_path, data.branches()), *map(profile_calendar_path, data.profiles)}


def test_lines_are_folded_between_characters_and_end_as_the_format_asks(data):
    for branch in data.branches():
        lines = written(data, branch).split(b"\r\n")
        assert max(len(line) for line in lines) <= 75
        assert [line for line in lines if b"\n" in line] == []
        for line in lines:
            line.decode("utf-8")


@pytest.mark.parametrize("local", [False, True], ids=["national", "local"])
def test_a_reminder_comes_a_week_or_more_before_the_period_ends(data, local):
    shown = with_local_rules(data) if local else data
    branch, schedule = year_of(shown, "teacher-software")
    events = Calendar.from_ical(written(shown, "teacher-software")).walk("VEVENT")
    triggers = {str(event["UID"]): event.subcomponents[0]["TRIGGER"].dt for event in events}

    for duty in schedule.duties:
        for days in duty.periods:
            uid = uid_of(branch.id, duty, days)
            left = days.last - days.first - triggers[uid]
            assert timedelta(days=6) < left < timedelta(days=14)


def test_the_text_says_that_the_day_is_the_branch_s_choice_unless_it_is_fixed(data):
    summaries = {
        str(event["UID"]).split(".teacher")[0]: str(event["SUMMARY"])
        for event in Calendar.from_ical(written(with_local_rules(data), "teacher-software")).walk("VEVENT")
    }

    assert summaries["theme-day"] == "主题党日"
    assert all("本期内择日" in text for uid, text in summaries.items() if uid != "theme-day")
