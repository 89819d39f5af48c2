"""When duties fall due: exact periods, the university's fixed day and semesters, nothing from a finished one-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from standards_site.branch.schedule import (
    Days,
    branch_schedule,
    calendar_year,
    months,
    periods_of,
    standard_schedule,
    weekday_of_month,
)
from standards_site.data.model import PartyDay, SchoolCalendar, Semester
from standards_site.data.periods import PERIODS, Recurring
from standards_site.in_force.resolve import Standards, standard_for
from standards_site.outputs.forms.sheet import blank_sheets
from standards_site.outputs.handbook.home import home_view
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.site import TEMPLATES
from standards_site.outputs.year.plan import when_words
from tests import ROOT

THURSDAY = PartyDay(frequency="theme-day", week=4, weekday="thursday")


def with_calendar(data, **calendar):
    return replace(data, site=data.site.model_copy(update={"calendar": SchoolCalendar(**calendar)}))


def with_period(data, frequency_id, per):
    """The data with another period in the adopted position of one frequency."""
    frequency = data.frequencies[frequency_id]
    positions = tuple(
        position.model_copy(update={"per": per, "usual_months": None})
        if position.key == frequency.adopted.position
        else position
        for position in frequency.positions
    )
    changed = {**data.frequencies, frequency_id: frequency.model_copy(update={"positions": positions})}
    return replace(data, records={**data.records, "frequency": changed})


def year_of(data, branch_id):
    _unit, branch = data.branches()[branch_id]
    return branch_schedule(data, Standards(data).of_branch(branch))


def whole_year(data):
    """The year of a branch to which everything in the main catalog applies."""
    return standard_schedule(data, standard_for(data, data.main_catalog, None))


def duty_of(data, frequency_id):
    return next(duty for duty in whole_year(data).duties if duty.frequency == frequency_id)


def spans(periods):
    return [(days.first.isoformat(), days.last.isoformat()) for days in periods]


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        (
            "quarter",
            [
                ("2027-01-01", "2027-03-31"),
                ("2027-04-01", "2027-06-30"),
                ("2027-07-01", "2027-09-30"),
                ("2027-10-01", "2027-12-31"),
            ],
        ),
        ("half_year", [("2027-01-01", "2027-06-30"), ("2027-07-01", "2027-12-31")]),
        ("year", [("2027-01-01", "2027-12-31")]),
        *((per, []) for per in ("semester", "term", "session", "as_needed", "once", "none")),
    ],
)
def test_periods_end_on_the_last_day(per, expected):
    assert spans(periods_of(per, 2027)) == expected


def test_months_end_on_their_last_day_in_leap_years_too():
    lengths = [(days.last - days.first).days + 1 for days in periods_of("month", 2028)]

    assert lengths == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert months(2027, 2, 2) == Days(date(2027, 2, 1), date(2027, 2, 28))


def test_the_fourth_thursday_is_never_the_fifth():
    found = [weekday_of_month(2027, month, 4, "thursday").isoformat() for month in range(1, 13)]

    # April, July, September and December 2027 have five Thursdays
    assert found == [
        "2027-01-28",
        "2027-02-25",
        "2027-03-25",
        "2027-04-22",
        "2027-05-27",
        "2027-06-24",
        "2027-07-22",
        "2027-08-26",
        "2027-09-23",
        "2027-10-28",
        "2027-11-25",
        "2027-12-23",
    ]


def test_every_weekday_rule_gives_that_weekday_in_that_week():
    for year in (2027, 2028):
        for month in range(1, 13):
            for week in range(1, 5):
                day = weekday_of_month(year, month, week, "monday")
                assert (day.weekday(), (day.day - 1) // 7 + 1, day.month) == (0, week, month)


def test_no_day_is_fixed_unless_the_university_fixes_one(data):
    duty = duty_of(data, "theme-day")

    assert data.site.calendar.party_day is None
    assert not duty.fixed
    assert duty.periods == periods_of("month", 2027)


def test_a_fixed_day_moves_only_its_own_duty(data):
    fixed = with_calendar(data, year=2027, party_day=THURSDAY)

    duty = duty_of(fixed, "theme-day")

    assert duty.fixed
    assert spans(duty.periods)[3] == ("2027-04-22", "2027-04-22")
    assert len(duty.periods) == 12
    others = [d for d in whole_year(fixed).duties if d.frequency != "theme-day"]
    assert others == [d for d in whole_year(data).duties if d.frequency != "theme-day"]


def test_usual_seasons_are_those_of_the_records(data):
    assert spans(duty_of(data, "organisation-life-meeting").periods) == [("2027-10-01", "2027-12-31")]
    assert spans(duty_of(data, "dues-assessment").periods) == [("2027-01-01", "2027-01-31")]
    assert spans(duty_of(data, "member-appraisal").periods) == [("2027-01-01", "2027-12-31")]


def test_a_semester_counts_in_the_year_in_which_it_starts(data):
    terms = (
        Semester(title="上上学期", starts="2026-09-01", ends="2027-01-15"),
        Semester(title="上学期", starts="2027-03-01", ends="2027-07-09"),
        Semester(title="下学期", starts="2027-09-06", ends="2028-01-14"),
    )
    by_semester = with_period(with_calendar(data, year=2027, semesters=terms), "branch-congress", "semester")

    assert spans(duty_of(by_semester, "branch-congress").periods) == [
        ("2027-03-01", "2027-07-09"),
        ("2027-09-06", "2028-01-14"),
    ]


def test_a_duty_by_semester_without_semesters_is_named_without_dates(data):
    no_dates = with_period(with_calendar(data, year=2027), "branch-congress", "semester")

    year = whole_year(no_dates)

    assert "branch-congress" in [duty.frequency for duty in year.undated]
    assert "branch-congress" not in [duty.frequency for duty in year.duties]


@pytest.mark.parametrize(
    ("per", "first", "name"),
    [
        ("month", "2027-10-01", "10 月"),
        ("quarter", "2027-10-01", "第四季度"),
        ("half_year", "2027-07-01", "下半年"),
        ("semester", "2027-02-22", "春季学期"),
        ("semester", "2027-09-06", "秋季学期"),
        ("year", "2027-11-01", "全年"),
    ],
)
def test_a_period_has_a_name_in_its_year(per, first, name):
    assert PERIODS[per].name_of(date.fromisoformat(first)) == name


def test_a_period_that_is_added_is_everywhere(data, monkeypatch):
    names = tuple(f"{first}—{first + 1} 月" for first in range(1, 13, 2))
    monkeypatch.setitem(PERIODS, "two_months", Recurring(names, 2, "每两个月", "个双月", "双月", "d"))
    changed = with_period(data, "branch-congress", "two_months")
    context = Context(changed, templates_in(ROOT / TEMPLATES), Standards(changed))

    duty = duty_of(changed, "branch-congress")
    plan = next(sheet for sheet in blank_sheets(changed, context.standards) if sheet.form == "annual-life-plan")

    assert spans(duty.periods)[-1] == ("2027-11-01", "2027-12-31")
    assert when_words(duty) == "每两个月内择日"
    (printed,) = (section for section in plan.sections if section.title.startswith(duty.title))
    assert {name for row in printed.rows for name in row} >= set(names)
    assert [due["title"] for due in home_view(context)["due"]][-1] == "two_months"


def test_the_year_is_the_one_after_the_edition_s_unless_named(data):
    unnamed = replace(data, site=data.site.model_copy(update={"calendar": None}))

    assert calendar_year(data) == 2027
    assert calendar_year(unnamed) == 2027
    assert calendar_year(with_calendar(data, year=2030)) == 2030


def test_every_frequency_of_a_branch_is_dated_undated_or_left_to_the_university(data):
    year = whole_year(data)
    asked = {r.frequency for item in data.catalog_items(data.main_catalog.id) for r in item.requirements if r.frequency}

    found = [duty.frequency for duty in (*year.duties, *year.undated)] + [frequency.id for frequency in year.unadopted]

    of_others = {"leader-lecture", "inspection", "finding-recheck", "study-assignment"}
    assert sorted(found) == sorted(asked - of_others)
    assert asked > of_others


def test_what_no_position_was_adopted_for_is_off(data):
    for branch in data.branches():
        year = year_of(data, branch)
        assert all(frequency.adopted.position is None for frequency in year.unadopted)
        assert {frequency.id for frequency in year.unadopted}.isdisjoint(duty.frequency for duty in year.duties)


def test_no_date_of_2019_and_no_finished_one_off_recurs(data):
    for branch_id, (_unit, branch) in data.branches().items():
        standard = Standards(data).of_branch(branch).standard
        for duty in year_of(data, branch_id).duties:
            position = standard.settings[duty.frequency].position
            # a middle school works by a plan that is over: it is the standard itself, not a one-off beside it
            ended = data.sources[position.source].status == "ended" and position.source != standard.catalog.source
            assert not ended
            assert position.per != "once"
            assert {days.first.year for days in duty.periods} == {2027}


def test_a_branch_s_year_has_only_duties_of_requirements_that_apply(data):
    left_out = {
        branch: {"C2.hold", "C3.hold", "E3.pay", "E4.overseas"}
        - {duty.carrier for duty in year_of(data, branch).duties}
        for branch in ("teacher-software", "teacher-maths", "temporary-fieldwork")
    }

    assert left_out == {
        "teacher-software": set(),
        "teacher-maths": {"C2.hold", "C3.hold", "E4.overseas"},
        "temporary-fieldwork": {"C2.hold", "C3.hold", "E3.pay", "E4.overseas"},
    }


def test_a_duty_is_carried_by_the_requirement_with_the_adopted_clause_and_keeps_its_modality(data):
    duties = {duty.frequency: duty for duty in whole_year(data).duties}

    assert (duties["dues-payment"].carrier, duties["dues-payment"].modality) == ("E3.pay", "must")
    assert (duties["branch-congress"].carrier, duties["branch-congress"].modality) == ("C1.hold", "generally")
    assert duties["dues-publication"].items == ("B4", "E3", "F2")
    assert duties["theme-day"].forms[0] == "theme-day-record"
