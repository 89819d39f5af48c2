"""The calendar files, read back by another library than the one that wrote them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
import recurring_ical_events
from icalendar import Calendar

from standards_site.branch.schedule import branch_schedule, periods_of, standard_schedule, weekday_of_month
from standards_site.data.model import PartyDay, SchoolCalendar, Semester
from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import calendar_path, profile_calendar_path
from standards_site.outputs.year.calendar_file import calendar_file, uid_of
from standards_site.outputs.year.plan import profile_owner

YEAR = 2027


def year_of(data, branch_id):
    _unit, branch = data.branches()[branch_id]
    return branch, branch_schedule(data, Standards(data).of_branch(branch))


def occurrences(content: bytes, year: int) -> list[tuple[str, date, date]]:
    events = recurring_ical_events.of(Calendar.from_ical(content)).between((year, 1, 1), (year + 1, 1, 1))
    return sorted((str(event["UID"]), event.start, event.end) for event in events)


def planned(data, owner, schedule) -> list[tuple[str, date, date]]:
    day = timedelta(days=1)
    duties = [
        (uid_of(data, owner, duty, days.first if duty.per == "semester" else None), days.first, days.first + day)
        for duty in schedule.duties
        for days in duty.periods
    ]
    deadlines = [
        (f"election-term.{one.step.key}.{one.day:%Y%m%d}.{owner}@handbook.invalid", one.day, one.day + day)
        for one in schedule.deadlines
        if one.day.year == YEAR
    ]
    return sorted(duties + deadlines)


def written(data, branch_id) -> bytes:
    branch, schedule = year_of(data, branch_id)
    return calendar_file(data, branch.id, branch.name, schedule, {duty.id: "" for duty in schedule.duties})


def kind_year_of(data, kind):
    return standard_schedule(data, Standards(data).of_kind(kind))


def written_for_kind(data, kind) -> bytes:
    schedule = kind_year_of(data, kind)
    return calendar_file(data, profile_owner(kind), kind, schedule, {duty.id: "" for duty in schedule.duties})


def uids(content: bytes) -> list[str]:
    return [str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")]


def with_local_rules(data):
    """The data with a fixed Party day and one duty by semester."""
    calendar = SchoolCalendar(
        year=YEAR,
        party_day=PartyDay(frequency="theme-day", week=4, weekday="thursday"),
        semesters=(
            Semester(title="上", starts="2027-03-01", ends="2027-07-09"),
            Semester(title="下", starts="2027-09-06", ends="2028-01-14"),
        ),
    )
    congress = data.frequencies["branch-congress"]
    positions = (congress.positions[0].model_copy(update={"per": "semester"}), *congress.positions[1:])
    frequencies = {
        **data.frequencies,
        "branch-congress": congress.model_copy(update={"positions": positions}),
    }
    return replace(
        data,
        site=data.site.model_copy(update={"calendar": calendar}),
        records={**data.records, "frequency": frequencies},
    )


def test_every_file_read_back_has_exactly_the_days_of_the_plan(data, site):
    for branch_id in data.branches():
        branch, schedule = year_of(data, branch_id)

        found = occurrences((site / calendar_path(branch_id)).read_bytes(), YEAR)

        assert found == planned(data, branch.id, schedule)
        assert len(found) > 20


def test_every_file_of_a_kind_of_branch_read_back_has_exactly_the_days_of_its_plan(data, site):
    for kind in data.profiles:
        schedule = kind_year_of(data, kind)

        found = occurrences((site / profile_calendar_path(kind)).read_bytes(), YEAR)

        assert found == planned(data, f"profile-{kind}", schedule)
        assert len(found) > 20


def test_a_kind_s_fixed_day_and_semesters_are_read_back_exactly(data):
    local = with_local_rules(data)
    for kind in local.profiles:
        assert occurrences(written_for_kind(local, kind), YEAR) == planned(
            local, f"profile-{kind}", kind_year_of(local, kind)
        )


def test_a_fixed_day_and_semesters_are_read_back_exactly(data):
    local = with_local_rules(data)
    branch, schedule = year_of(local, "teacher-software")

    found = occurrences(written(local, "teacher-software"), YEAR)

    assert found == planned(local, branch.id, schedule)
    fixed = [start for uid, start, _ in found if uid.startswith("C5.hold")]
    assert fixed == [weekday_of_month(YEAR, month, 4, "thursday") for month in range(1, 13)]
    assert [start for uid, start, _ in found if uid.startswith("C1.hold")] == [date(2027, 3, 1), date(2027, 9, 6)]


def test_regular_duties_go_on_in_the_following_years(data):
    branch, schedule = year_of(data, "teacher-software")
    found = occurrences(written(data, "teacher-software"), 2032)

    for duty in schedule.duties:
        starts = [start for uid, start, _ in found if uid == uid_of(data, branch.id, duty)]
        regular = [days.first for days in periods_of(duty.per, 2032)]
        assert starts == ([duty.periods[0].first.replace(year=2032)] if duty.per == "year" else regular)


def test_nothing_is_dated_before_the_planned_year(data):
    for year in (2019, 2026):
        assert occurrences(written(data, "teacher-software"), year) == []


def test_ids_are_unique_over_all_branches_and_kinds_and_the_same_in_the_next_edition(data):
    later = replace(data, edition=data.edition.model_copy(update={"id": "2027.1", "date": "2027-11-20"}))
    local = with_local_rules(data)

    for edition in (data, local):
        found = Counter(uid for branch in edition.branches() for uid in uids(written(edition, branch)))
        found.update(uid for kind in edition.profiles for uid in uids(written_for_kind(edition, kind)))
        assert [uid for uid, count in found.items() if count > 1] == []
    for branch in data.branches():
        assert uids(written(later, branch)) == uids(written(data, branch))
    for kind in data.profiles:
        assert uids(written_for_kind(later, kind)) == uids(written_for_kind(data, kind))


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
            uid = uid_of(shown, branch.id, duty, days.first if duty.per == "semester" else None)
            left = days.last - days.first - triggers[uid]
            assert timedelta(days=6) < left < timedelta(days=14)


def test_the_text_says_that_the_day_is_the_branch_s_choice_unless_it_is_fixed(data):
    summaries = {
        str(event["UID"]).split(".teacher")[0]: str(event["SUMMARY"])
        for event in Calendar.from_ical(written(with_local_rules(data), "teacher-software")).walk("VEVENT")
    }

    assert summaries["C5.hold"] == "主题党日"
    assert all("本期内择日" in text for uid, text in summaries.items() if uid != "C5.hold")
