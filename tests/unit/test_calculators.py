"""The sums against numbers worked by hand, against their own bounds, and against the threshold records."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest

from standards_site.data.model import Number
from standards_site.data.program import PEOPLE_AT_LEAST, SEATS_AT_MOST, SHARE_AT_LEAST, SHARE_MORE_THAN, Sense
from standards_site.dates import ONLY_WEEKENDS, WorkCalendar, months_later, workdays_later, years_later
from standards_site.sums.answers import DATED, Answer, answer, bands_text, yuan
from standards_site.sums.explained import tools
from standards_site.sums.limits import Limits, Words, limits_of, value_of
from standards_site.sums.questions import EVENTS, KIND, QUESTIONS, UnanswerableError, questions_of, read
from standards_site.sums.sentences import say
from standards_site.sums.sums import at_least, candidates_needed, dues, groups_possible, more_than

HALF, FOUR_FIFTHS, A_FIFTH_MORE = 50, 80, 20
WORKING = ((3000, 5), (5000, 10), (10000, 15), (None, 20))
RETIRED = ((5000, 5), (None, 10))
NOTHING_OFF = dict.fromkeys(("tax", "insurance", "annuity", "subsidy", "bonus"), "0")


@pytest.fixture(scope="module")
def limits(data):
    """The numbers of the real threshold records."""
    return limits_of(data)


def values_of(found: Answer) -> dict[str, str]:
    """Return the values of an answer by label, without the next step."""
    assert found.problem == found.missing == ""
    return {row.label: row.value for row in found.rows if row.label != say("next")}


def next_of(found: Answer) -> list[str]:
    """Return the next step of an answer, in words."""
    return [row.value for row in found.rows if row.label == say("next")]


def marks_of(found: Answer) -> dict[str, str]:
    """Return the marks of an answer by label, where there are any."""
    return {row.label: row.mark for row in found.rows if row.mark}


@pytest.mark.parametrize(("entitled", "needed"), [(1, 1), (2, 2), (7, 4), (11, 6), (12, 7), (30, 16)])
def test_a_motion_needs_more_than_half_of_those_entitled(entitled, needed):
    assert more_than(entitled, HALF) == needed


@pytest.mark.parametrize(("entitled", "quorum"), [(1, 1), (2, 1), (3, 2), (7, 4), (11, 6), (12, 6), (30, 15)])
def test_a_congress_needs_half_of_those_entitled(entitled, quorum):
    assert at_least(entitled, HALF) == quorum


@pytest.mark.parametrize(("entitled", "turnout"), [(1, 1), (5, 4), (11, 9), (12, 10), (20, 16), (21, 17)])
def test_an_election_needs_four_fifths_of_those_entitled(entitled, turnout):
    assert at_least(entitled, FOUR_FIFTHS) == turnout


@pytest.mark.parametrize(("seats", "candidates"), [(1, 2), (3, 4), (5, 6), (7, 9), (10, 12)])
def test_candidates_are_a_fifth_more_than_seats(seats, candidates):
    assert candidates_needed(seats, A_FIFTH_MORE) == candidates


def test_every_count_is_the_smallest_that_keeps_its_rule():
    for people in range(1, 3001):
        quorum, votes, turnout = at_least(people, HALF), more_than(people, HALF), at_least(people, FOUR_FIFTHS)
        candidates = candidates_needed(people, A_FIFTH_MORE)
        assert quorum * 2 >= people > (quorum - 1) * 2
        assert votes * 2 > people >= (votes - 1) * 2
        assert turnout * 5 >= people * 4 > (turnout - 1) * 5
        assert candidates * 5 >= people * 6 > (candidates - 1) * 5
        assert quorum <= votes <= people


@pytest.mark.parametrize("function", [at_least, more_than, candidates_needed])
@pytest.mark.parametrize("people", [0, -3])
def test_nobody_is_no_number_of_people(function, people):
    with pytest.raises(ValueError, match=str(people)):
        function(people, HALF)
    with pytest.raises(ValueError, match=str(people)):
        groups_possible(people, 5, 3, 1)


@pytest.mark.parametrize(
    ("base", "owed"),
    [
        ("3000", "15.00"),
        ("3001", "30.01"),
        ("5000", "50.00"),
        ("5001", "75.02"),
        ("10000", "150.00"),
        ("10001", "200.02"),
        ("2999.99", "15.00"),
        ("3000.01", "30.00"),
        ("3000.49", "30.00"),
        ("3000.50", "30.01"),
        ("60000", "1200.00"),
    ],
)
def test_working_members_pay_one_rate_on_the_whole_base(base, owed):
    assert yuan(dues(int(Decimal(base) * 100), WORKING)[0]) == f"{owed} 元"


@pytest.mark.parametrize(("base", "owed"), [("5000", "25.00"), ("5001", "50.01"), ("12345.67", "123.46")])
def test_retired_members_have_two_bands(base, owed):
    assert yuan(dues(int(Decimal(base) * 100), RETIRED)[0]) == f"{owed} 元"


def test_dues_never_fall_when_the_base_rises():
    for bands in (WORKING, RETIRED):
        owed = [dues(base * 100, bands)[0] for base in range(0, 12001)]
        assert owed == sorted(owed)


def test_dues_are_the_nearest_fen_and_say_whether_they_are_exact():
    for bands in (WORKING, RETIRED):
        for base in (*range(1, 12000, 7), *range(499_900, 500_200), *range(1_000_000, 1_000_300)):
            fen, exact = dues(base, bands)
            due = Decimal(base) * next(rate for upto, rate in bands if upto is None or base <= upto * 100) / 1000
            assert fen == due.quantize(Decimal(1), ROUND_HALF_UP)
            assert exact == (fen == due)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("\uff13\uff10\uff10\uff10", "3000.00"),
        ("\uff13\uff10\uff10\uff10\uff0e\uff15", "3000.50"),
        ("3000。5", "3000.50"),
        ("3，000", "3000.00"),
        ("3,000.05", "3000.05"),
        ("\uff11\uff0c\uff12\uff13\uff14\uff0c\uff15\uff16\uff17", "1234567.00"),
        ("3 000", "3000.00"),
        ("3\u00a0000", "3000.00"),
        ("\u30003000\u3000", "3000.00"),
    ],
)
def test_a_number_may_be_typed_in_full_width_and_parted(limits, typed, read_as):
    found = answer("dues", {"kind": "working", "income": typed, **NOTHING_OFF}, limits)

    if Decimal(read_as) > 1_000_000:
        assert found.problem == "“每月应发的固定、经常性收入（元）”要在 0 到 1000000 之间。"
    else:
        assert values_of(found)["基数"] == f"{read_as} 元"


@pytest.mark.parametrize("typed", ["\uff0d5", "\u22125", "-5", "\uff0d\uff15"])
def test_every_kind_of_minus_is_told_from_a_number(limits, typed):
    assert answer("hours", {"kind": "member", "done": typed}, limits).problem == "“今年已完成（学时）”不能是负数。"


NUMBERS = [
    (tool, field) for tool, fields in QUESTIONS.items() for field in fields if field.kind in {"whole", "money", "hours"}
]
"""Every field for a number."""
PLAIN = {
    "whole": ("{n}", " {n} ", "{wide}", "{n}人", "{n} 名", "{n}个", "{n}位", "{n} 票", "{n} 个单位"),
    "money": ("{n}", "{n}元", "{n} 元", "{wide}", "{wide}元", "￥{n}", "¥{n}元", "{n}.00", "{n}块钱"),
    "hours": ("{n}", "{n}学时", "{n} 个学时", "{wide}", "{n}课时", "{n}.0 小时"),
}
TOLD = (
    "8千2",
    "八千二",
    "1.2万",
    "8k",
    "约{n}",
    "{n}-{n}",
    "{n}多",
    "十二",
    "{n}斤",
    "{n}。{n}。{n}",
    "#",
    "{n}元整",
    "0x{n}",
)


@pytest.mark.parametrize(("tool", "field"), NUMBERS, ids=[f"{tool}-{field.name}" for tool, field in NUMBERS])
def test_every_field_for_a_number_takes_what_is_plain_and_says_of_the_rest_what_it_wants(limits, tool, field):
    n = max(field.min, 5)
    wide = "".join(chr(ord(figure) + 0xFEE0) for figure in str(n))
    chosen = {"kind": field.only[0]} if field.only else {}
    unit = {"whole": 1, "money": 100, "hours": 10}[field.kind]

    for form in PLAIN[field.kind]:
        given = {**chosen, field.name: form.format(n=n, wide=wide)}
        assert read(tool, given, limits)[field.name] == n * unit, form
    for form in (*TOLD, *(one for kind in PLAIN if kind != field.kind for one in PLAIN[kind][-2:-1])):
        with pytest.raises(UnanswerableError, match=f"^“{re.escape(field.label)}”要"):
            read(tool, {**chosen, field.name: form.format(n=n, wide=wide)}, limits)


@pytest.mark.parametrize("typed", ["3,00", "3,0000", ",300", "3,,000", "30 00", "1,000 000,0"])
def test_what_is_parted_wrongly_is_asked_again(limits, typed):
    found = answer("dues", {"kind": "working", "income": typed}, limits)

    assert found.problem.endswith("要填金额，最多两位小数，例如 5000 或 5000.50。")


def test_a_date_may_be_typed_in_full_width(limits):
    typed = "\uff12\uff10\uff12\uff16\uff0d\uff11\uff11\uff0d\uff12\uff10"

    assert answer("term", {"start": typed}, limits) == answer("term", {"start": "2026-11-20"}, limits)


def test_a_negative_base_has_no_dues():
    with pytest.raises(ValueError, match="-1"):
        dues(-1, WORKING)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2100-01-31", 1, "2100-02-28"),
        ("2026-05-31", 1, "2026-06-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2026-03-20", -4, "2025-11-20"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert str(months_later(date.fromisoformat(day), months)) == then


def test_every_day_of_a_leap_cycle_lands_in_the_month_meant():
    for offset in range(4 * 366):
        day = date(2026, 1, 1) + timedelta(days=offset)
        for months in (-6, -4, 1, 3, 6, 12):
            then = months_later(day, months)
            assert then.year * 12 + then.month == day.year * 12 + day.month + months
            assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        ("2026-06-05", "2026-06-12"),
        ("2026-06-06", "2026-06-12"),
        ("2026-06-07", "2026-06-12"),
        ("2026-06-08", "2026-06-15"),
    ],
)
def test_five_weekdays_are_counted_from_the_day_after(day, then):
    assert str(workdays_later(date.fromisoformat(day), 5)) == then


@pytest.mark.parametrize(
    ("day", "then"),
    [
        ("2026-02-06", "2026-02-13"),
        ("2026-02-09", "2026-02-14"),
        ("2026-02-13", "2026-02-27"),
        ("2026-02-20", "2026-02-28"),
        ("2026-09-18", "2026-09-24"),
        ("2026-09-30", "2026-10-13"),
        ("2026-12-25", "2027-01-01"),
    ],
)
def test_five_working_days_leave_out_holidays_and_count_the_days_worked_for_them(limits, day, then):
    assert str(workdays_later(date.fromisoformat(day), 5, limits.work)) == then


def test_years_without_days_off_are_told():
    work = WorkCalendar(years=(2026,))

    assert work.unknown(date(2026, 1, 5), date(2026, 1, 12)) == ()
    assert work.unknown(date(2025, 12, 29), date(2027, 1, 4)) == (2025, 2027)


def test_the_numbers_are_those_of_the_threshold_records(limits):
    # each as domain.md B has it; a changed record changes the pages, and this list has to be looked at again
    assert replace(limits, words={}, kinds=(), work=ONLY_WEEKENDS) == Limits(
        congress_quorum=50,
        admission_quorum=50,
        majority=50,
        admission_majority=50,
        committee_quorum=50,
        turnout=80,
        difference=20,
        elected=50,
        elected_present=50,
        branch_min=3,
        branch_max=50,
        together=3,
        joint_units=5,
        committee_from=7,
        committee_min=3,
        committee_usual=5,
        committee_max=7,
        committee_below=7,
        group_min=3,
        group_formal=1,
        working=WORKING,
        retired=RETIRED,
        student_fen=20,
        dues_hint=1000,
        member_hours=32,
        leader_hours=56,
        talk_months=1,
        activist_years=1,
        notice_days=5,
        congress_months=1,
        approval_months=3,
        approval_special_months=6,
        full_approval_months=3,
        oath_months=1,
        probation_years=1,
        term_years=3,
        reminder_months=6,
        request_months=4,
        extension_years=1,
        rules_from="2026-05-18",
        rules_earliest="2026-05-11",
        term_start="本届选举产生的日期",
        without_committee="正式党员不足 7 名的，设书记 1 名，必要时可以设副书记 1 名",
        request_says="教师党支部一般提前 4 个月向上级党组织书面报送换届请示",
    )


def test_each_number_has_the_words_of_its_position(limits):
    said = limits.words

    marked = {name: words.mark for name, words in said.items() if words.mark}
    modal = {label: {name for name, words in said.items() if words.modal == label} for label in ("一般", "")}

    assert marked == {
        **dict.fromkeys(("turnout", "elected", "elected_present", "leader_hours"), "待核"),
        **dict.fromkeys(("group_min", "group_formal"), "参考"),
    }
    assert modal["一般"] == {
        "joint_units", "committee_max", "branch_max", "group_min", "dues_hint", "oath_months", "member_hours",
        "term_years", "reminder_months", "request_months", "extension_years",
    }  # fmt: skip
    assert modal[""] == {
        "difference", "committee_min", "committee_usual", "committee_below", "working", "retired", "student_fen",
        "activist_years", "notice_days", "probation_years", "leader_hours",
    }  # fmt: skip
    assert said["group_min"] == Words("一般", "参考", "出自讲稿，全国没有规定", binds=False)


def test_a_kind_of_branch_with_other_numbers_is_asked_for(limits):
    typed = {"members": "31", "probationary": "0", "units": "1"}

    unsaid = answer("setup", typed, limits)
    teacher = answer("setup", {**typed, "branch_kind": "teacher"}, limits)
    student = answer("setup", {**typed, "branch_kind": "student"}, limits)

    assert values_of(unsaid)["支部类型"] == "教师党支部另有不同的数，选了类型再算"
    assert values_of(teacher)["支部人数"] == "一般不超过 30 名，先报基层党委商量分设"
    assert "支部人数" not in values_of(student)
    assert [field.name for tool in QUESTIONS for field in questions_of(tool, limits)].count(KIND) == 1


NOT_GIVEN = Sense(20, ("exactly",))


@pytest.mark.parametrize(
    ("number", "bound", "sense", "value"),
    [
        (None, "exactly", NOT_GIVEN, None),
        (Number(at_least=2, at_most=3), "exactly", NOT_GIVEN, None),
        (Number(exactly=3), "exactly", NOT_GIVEN, 3),
        (Number(exactly=21), "exactly", NOT_GIVEN, None),
        (Number(exactly=2.5), "exactly", NOT_GIVEN, None),
        (Number(exactly=0), "exactly", NOT_GIVEN, None),
        (Number(exactly=0.2), "exactly", Sense(100, ("exactly",), parts=100), 20),
        (Number(exactly=0.123), "exactly", Sense(100, ("exactly",), parts=100), None),
        (Number(more_than=7), "at_least", PEOPLE_AT_LEAST, 8),
        (Number(less_than=50), "at_most", SEATS_AT_MOST, 49),
        (Number(exactly=6), "at_least", PEOPLE_AT_LEAST, 6),
        (Number(at_least=3), "at_most", SEATS_AT_MOST, None),
        (Number(more_than=50), "at_least", SHARE_AT_LEAST, None),
        (Number(more_than=50), "more_than", SHARE_MORE_THAN, 50),
        (Number(more_than=100), "more_than", SHARE_MORE_THAN, None),
    ],
)
def test_a_number_is_read_by_its_bound_and_only_if_it_makes_sense(number, bound, sense, value):
    assert value_of(number, bound, sense) == value


def test_the_records_are_in_the_units_that_the_sums_take(data):
    units = {
        "%": ("congress-quorum", "congress-majority", "committee-quorum", "election-turnout", "election-difference"),
        "个月": ("application-talk-time", "congress-after-preview", "approval-time", "oath-time"),
        "年": ("activist-period", "probation-period", "term-years", "term-extension"),
        "个工作日": ("candidate-notice",),
        "学时": ("member-training-hours", "leader-training-hours"),
        "元/月": ("dues-rates-other",),
        "元": ("dues-cap",),
    }

    other = [name for unit, names in units.items() for name in names if data.thresholds[name].unit != unit]

    assert other == []


def test_both_ways_of_being_elected_are_shown_and_marked(limits):
    found = answer("vote", {"kind": "election", "entitled": "20", "present": "17", "seats": "5"}, limits)

    assert values_of(found) == {
        "到会": "应当至少 16 人",
        "到会够不够": "实到 17 人，够了",
        "当选，按应到算": "应当至少 11 票",
        "当选，按实到算": "应当至少 9 票",
        "委员候选人": "至少 6 名",
    }
    assert marks_of(found) == {"到会": "待核", "当选，按应到算": "待核", "当选，按实到算": "待核"}


def test_admitting_a_member_needs_more_people_than_an_ordinary_vote(limits):
    ordinary = answer("vote", {"kind": "congress", "entitled": "12", "present": "6"}, limits)
    admission = answer("vote", {"kind": "admission", "entitled": "12", "present": "6"}, limits)

    assert values_of(ordinary)["到会够不够"] == "实到 6 人，够了"
    assert values_of(admission)["到会够不够"] == "实到 6 人，还差 1 人"
    assert values_of(admission)["赞成"] == values_of(ordinary)["赞成"] == "应当至少 7 票"


@pytest.mark.parametrize(
    ("members", "probationary", "units", "labels"),
    [
        ("2", "0", "1", {"怎样设", "党小组"}),
        ("3", "0", "1", {"怎样设", "支部委员会", "党小组"}),
        ("7", "0", "1", {"怎样设", "支部委员会", "委员人数", "党小组最多分"}),
        ("50", "0", "1", {"怎样设", "支部委员会", "委员人数", "党小组最多分"}),
        ("49", "2", "1", {"怎样设", "支部委员会", "委员人数", "支部人数", "党小组最多分"}),
        ("5", "0", "6", {"怎样设", "先看一条", "覆盖的单位", "支部委员会", "党小组"}),
    ],
)
def test_a_branch_is_told_what_its_numbers_ask_for(limits, members, probationary, units, labels):
    typed = {"members": members, "probationary": probationary, "units": units}

    assert set(values_of(answer("setup", typed, limits))) == labels | {"支部类型"}


@pytest.mark.parametrize(
    ("formal", "probationary", "groups"),
    [(5, 0, 1), (5, 1, 2), (5, 6, 3), (6, 0, 2), (2, 4, 2), (2, 40, 2), (1, 11, 1), (9, 2, 3)],
)
def test_groups_count_all_members_and_each_has_a_formal_one(formal, probationary, groups):
    assert groups_possible(formal, probationary, 3, 1) == groups


def test_no_more_groups_than_people_can_be_divided_into():
    for formal in range(1, 40):
        for probationary in range(40):
            groups = groups_possible(formal, probationary, 3, 1)
            assert groups <= formal
            assert 3 * groups <= formal + probationary
            assert groups == formal or 3 * (groups + 1) > formal + probationary


def test_five_formal_and_six_probationary_members_can_form_three_groups(limits):
    found = values_of(answer("setup", {"members": "5", "probationary": "6", "units": "1"}, limits))

    assert found["党小组最多分"].startswith("3 个")


def test_exclusions_come_off_the_base_of_working_members_only(limits):
    typed = {"income": "9800", "tax": "120", "insurance": "1650", "annuity": "300", "subsidy": "600", "bonus": "1000"}

    working = values_of(answer("dues", {"kind": "working", **typed}, limits))
    retired = values_of(answer("dues", {"kind": "retired", "pension": "5200", **typed}, limits))
    student = values_of(answer("dues", {"kind": "student", **typed}, limits))

    assert working == {"基数": "6130.00 元", "比例": "1.5%，用全部基数去乘，不分段", "每月应交": "91.95 元"}
    assert retired == {"基数": "5200.00 元", "比例": "1%，用全部基数去乘，不分段", "每月应交": "52.00 元"}
    assert student == {"每月应交": "0.20 元"}


def test_parts_of_a_fen_and_more_than_the_usual_are_pointed_out(limits):
    parts = answer("dues", {"kind": "working", "income": "5001"}, limits)
    usual = answer("dues", {"kind": "working", "income": "50000", **NOTHING_OFF}, limits)
    more = answer("dues", {"kind": "working", "income": "50000.50", **NOTHING_OFF}, limits)

    assert marks_of(parts) == {"不足 1 分的部分": "待核"}
    assert marks_of(usual) == marks_of(more) == {}
    assert values_of(usual)["每月应交"] == "1000.00 元"
    assert values_of(more)["每月应交"] == "一般不超过 1000 元，多交由本人自愿"
    assert values_of(more)["按比例算"] == "1000.01 元"


def test_each_date_gives_the_limits_of_the_next_step(limits):
    typed = {
        "application": "2026-05-31",
        "activist": "2026-09-10",
        "notice": "2027-09-16",
        "preview": "2028-01-31",
        "congress": "2028-02-29",
        "sent": "2028-03-01",
        "approval": "2028-05-31",
        "full_sent": "2029-03-05",
    }

    found = answer("development", typed, limits)

    assert values_of(found) == {
        "派人谈话": "应当不晚于 2026-06-30",
        "列为发展对象": "不早于 2027-09-10",
        "公示到哪天": "至少到 2027-09-23",
        "工作日": "没有 2027 年的节假日安排，按周一到周五数，请对照日历",
        "党员大会讨论接收": "应当不晚于 2028-02-29",
        "党委审批接收": "应当不晚于 2028-06-01",
        "党委审批接收，特殊情况": "应当不晚于 2028-09-01",
        "入党宣誓": "一般不晚于 2028-06-30",
        "提出转正申请": "2029-02-28 以前交，提前几天没有写，先同支部说好",
        "党员大会讨论转正": "不早于 2029-02-28，期满就开，不拖",
        "预备期满、讨论转正": "2029-02-28 期满",
        "党委审批转正": "应当不晚于 2029-06-05",
    }
    ours = {"提出转正申请": "提示", "党员大会讨论转正": "提示"}
    assert marks_of(found) == {"公示到哪天": "待核", "工作日": "待核", "预备期满、讨论转正": "待核", **ours}


@pytest.mark.parametrize("day", ["2025-12-10", "2026-06-01", "2027-08-31", "2028-02-29", "2028-12-31"])
def test_one_date_tells_a_probationary_member_all_that_follows(limits, day):
    start = date.fromisoformat(day)
    end, decided = years_later(start, 1), months_later(years_later(start, 1), 3)

    chosen = answer("development", {"event": "congress", "day": day}, limits)

    assert chosen == answer("development", {"congress": day}, limits)
    told = values_of(chosen)
    assert told["提出转正申请"].startswith(f"{end} 以前")
    assert told["党员大会讨论转正"].startswith(f"不早于 {end}")
    assert told["党委审批转正"] == f"应当在报送决议后 3 个月内；{end} 就报的，不晚于 {decided}"


def test_the_day_of_the_meeting_takes_the_place_of_the_day_that_it_could_be_held(limits):
    found = values_of(answer("development", {"congress": "2026-06-01", "full": "2027-06-20"}, limits))

    assert "党员大会讨论转正" not in found
    assert found["党委审批转正"] == "应当在报送决议后 3 个月内；2027-06-20 就报的，不晚于 2027-09-20"


def test_a_step_without_a_limit_names_the_step_after_it(limits):
    last = answer("development", {"event": "full_approval", "day": "2027-09-20"}, limits)

    assert next_of(answer("development", {"event": "talk", "day": "2026-06-20"}, limits)) == [
        "这一步后面没有按日期算的期限，接着是“确定为入党积极分子”"
    ]
    assert next_of(last) == ["手续办完了，材料归档"]


@pytest.mark.parametrize(
    ("tool", "given", "labels", "missing"),
    [
        ("vote", {}, [], "填上“表决哪一种事”、“应到（有表决权或选举权的人数）”，这里就出结果。"),
        ("vote", {"kind": "congress"}, [], "填上“应到（有表决权或选举权的人数）”，这里就出结果。"),
        (
            "vote",
            {"kind": "election", "seats": "5"},
            ["委员候选人"],
            "还没填“应到（有表决权或选举权的人数）”，填上才知道其余的。",
        ),
        ("dues", {"kind": "working", "tax": "5"}, [], "填上“每月应发的固定、经常性收入（元）”，这里就出结果。"),
        ("hours", {"kind": "member"}, ["一年要学"], "还没填“今年已完成（学时）”，填上才知道其余的。"),
        ("term", {}, [], "填上“本届选举产生的日期”，这里就出结果。"),
        ("development", {"event": "talk"}, [], "填上“哪一天”，这里就出结果。"),
        ("development", {"event": "talk", "application": "2026-06-01"}, ["派人谈话", "下一步"], ""),
        (
            "setup",
            {"members": "9"},
            ["支部委员会", "委员人数", "下一步", "支部类型"],
            "还没填“预备党员人数（没有填 0）”、“覆盖几个单位”，填上才知道其余的。",
        ),
    ],
)
def test_what_can_be_answered_is_answered_and_what_is_missing_is_said(limits, tool, given, labels, missing):
    found = answer(tool, given, limits)

    assert ([row.label for row in found.rows], found.missing, found.problem) == (labels, missing, "")


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("vote", {"kind": "congress", "entitled": "12"}, "点完名填上实到人数，看够不够"),
        ("vote", {"kind": "congress", "entitled": "12", "present": "7"}, "可以表决，票数照上面的"),
        (
            "vote",
            {"kind": "congress", "entitled": "12", "present": "6"},
            "可以开会，但到会的都赞成也不到 7 票：再请人到会，或者改期表决",
        ),
        ("vote", {"kind": "admission", "entitled": "12", "present": "6"}, "先不表决，改期再开"),
        ("dues", {"kind": "working", "income": "8200", **NOTHING_OFF}, "每月照这个数交，收入变了重算"),
        ("dues", {"kind": "retired", "pension": "8200"}, "每月照这个数交，收入变了重算"),
        ("hours", {"kind": "member", "done": "32"}, "把学时的证明给宣传委员登记"),
    ],
)
def test_an_answer_says_what_to_do_next(limits, tool, given, words):
    assert next_of(answer(tool, given, limits)) == [words]


@pytest.mark.parametrize("income", ["3000", "3000.50", "8200", "10000", "60000"])
@pytest.mark.parametrize("off", ["0", "120.50"])
def test_the_base_is_known_when_all_that_comes_off_is_answered_and_else_it_is_said_what_is_not(limits, income, off):
    labels = {field.name: field.label for field in QUESTIONS["dues"]}
    for answered in product((True, False), repeat=len(NOTHING_OFF)):
        known = dict(zip(NOTHING_OFF, answered, strict=True))
        typed = {name: off for name, is_known in known.items() if is_known}
        found = answer("dues", {"kind": "working", "income": income, **typed}, limits)
        (words,) = next_of(found)
        sums = [row.value for row in found.rows if row.value.endswith(" 元")]

        assert {name: label in words for name, label in labels.items() if name in known} == {
            name: not is_known for name, is_known in known.items()
        }
        assert ("基数还不知道" in words) == ("先别照这个数交" in words) == (not all(answered))
        assert [value.startswith("最多 ") for value in sums] == [not all(answered)] * 2


@pytest.mark.parametrize("kind", ["working", "retired"])
def test_who_would_owe_more_than_is_usual_is_first_told_what_is_usual(limits, kind):
    name = "income" if kind == "working" else "pension"
    for base in range(1000, 200000, 777):
        found = answer("dues", {"kind": kind, name: str(base), **NOTHING_OFF}, limits)
        owed = yuan(dues(base * 100, limits.working if kind == "working" else limits.retired)[0])
        first, second = found.rows[:2]
        (words,) = next_of(found)

        if Decimal(owed.split()[0]) > limits.dues_hint:
            assert (first.label, first.value) == ("每月应交", f"一般不超过 {limits.dues_hint} 元，多交由本人自愿")
            assert (second.label, second.value) == ("按比例算", owed)
            assert "照这个上限交" in words
        else:
            assert (first.label, first.value, second.label) == ("每月应交", owed, "下一步")
            assert "照这个数交" in words


@pytest.mark.parametrize("event", [name for name, _ in EVENTS])
def test_each_event_has_one_next_step_and_each_day_that_is_past_says_so(limits, event):
    day = date(2025, 1, 31)
    for offset in range(-400, 1200, 7):
        today = day + timedelta(days=offset)
        found = answer("development", {"event": event, "day": str(day)}, limits, today)
        told = {row.label: row for row in found.rows}

        assert len(next_of(found)) == 1
        for row in (row for row in found.rows if row.day):
            gone = (today - date.fromisoformat(row.day)).days
            assert (f"，已过 {gone} 天" in row.value) == (gone > 0), row
            assert gone <= 0 or "办" in row.value
        if "提出转正申请" in told:
            assert ("已过" in told["提出转正申请"].value) == ("已过" in told["预备期满、讨论转正"].value)
        assert "已过" not in str(answer("development", {"event": event, "day": str(day)}, limits))


def test_a_step_that_was_done_is_not_asked_for_again(limits):
    typed = {name: "2024-06-03" for name, _ in EVENTS}
    ends = {"notice": "candidate", "approval_special": "approval", "probation": "full"}
    for count in range(1, len(EVENTS) + 1):
        dates = dict(list(typed.items())[:count])
        found = answer("development", dates, limits, date(2026, 11, 30))
        past = [row for row in found.rows if row.day]

        assert [
            row for row in past if row.value.endswith("，这一步办过了") != (ends.get(row.event, row.event) in dates)
        ] == []
        assert (next_of(found) == ["手续办完了，材料归档"]) == (count == len(EVENTS))


def test_a_term_says_how_long_its_days_are_past_and_what_to_do_now(limits):
    start = "2024-03-31"
    days = {row.event: date.fromisoformat(row.day) for row in answer("term", {"start": start}, limits).rows if row.day}
    for offset in range(0, 2500):
        today = date(2024, 3, 31) + timedelta(days=offset)
        found = answer("term", {"start": start}, limits, today)
        (words,) = next_of(found)

        for row in (row for row in found.rows if row.day):
            gone = (today - days[row.event]).days
            assert row.value.endswith(f"，已过 {gone} 天") == (gone > 0)
        assert ("已经届满" in words) == (days["end"] < today)
        assert ("延期最长也" in words) == (days["extension"] < today)
        assert ("记下报请示那天" in words) == (today <= days["request"])
        assert ("现在就报" in words) == (days["request"] < today)


def test_the_first_row_is_what_was_asked_for(limits):
    asked = {
        "vote": ({"kind": "admission", "entitled": "12"}, "到会"),
        "setup": ({"members": "9", "probationary": "0", "units": "1"}, "怎样设"),
        "dues": ({"kind": "working", "income": "8200"}, "每月应交"),
        "development": ({"event": "application", "day": "2026-06-01"}, "派人谈话"),
        "hours": ({"kind": "leader", "done": "5"}, "还差"),
        "term": ({"start": "2024-03-31"}, "上级提醒"),
    }

    assert {tool: answer(tool, given, limits).rows[0].label for tool, (given, _) in asked.items()} == {
        tool: label for tool, (_, label) in asked.items()
    }


def test_every_day_of_an_answer_is_a_date_to_take_away(limits):
    typed = {name: "2026-06-01" for name, _ in EVENTS if name not in ("congress", "full_sent")}
    typed |= {"congress": "2026-06-01"}
    found = {
        tool: {row.event for row in answer(tool, given, limits).rows if row.day}
        for tool, given in (("development", typed), ("term", {"start": "2024-03-31"}))
    }

    assert found == {tool: set(events) for tool, events in DATED.items()}


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2026-05-10",), ["早于 2026-05-11"]),
        (("2026-05-11",), ["不早于 2026-05-11、早于 2026-05-18"]),
        (("2026-05-17",), ["不早于 2026-05-11、早于 2026-05-18"]),
        (("2026-05-18",), []),
        (("2026-05-10", "2026-05-12"), ["早于 2026-05-11", "不早于 2026-05-11、早于 2026-05-18"]),
    ],
)
def test_a_step_between_the_days_that_the_rules_may_hold_from_is_not_certain(limits, dates, told):
    typed = dict(zip(("application", "talk"), dates, strict=False))

    rows = [row for row in answer("development", typed, limits).rows if row.label == "新旧规定"]

    assert [row.value.removeprefix("有的日期").split("，")[0] for row in rows] == told
    assert {row.mark for row in rows} <= {"待核"}


def test_a_step_out_of_time_is_pointed_out(limits):
    typed = {
        "application": "2026-05-17",
        "talk": "2026-06-18",
        "activist": "2026-09-10",
        "notice": "2027-09-01",
        "candidate": "2027-09-07",
        "preview": "2028-01-31",
        "congress": "2028-03-01",
        "sent": "2028-03-01",
        "approval": "2028-06-02",
        "oath": "2028-07-03",
        "full": "2029-02-28",
    }

    marks = marks_of(answer("development", typed, limits))

    assert marks == {
        "派人谈话": "晚了",
        "列为发展对象": "早了",
        "公示到哪天": "早了",
        "工作日": "待核",
        "党员大会讨论接收": "晚了",
        "党委审批接收": "提示",
        "入党宣誓": "提示",
        "预备期满、讨论转正": "早了",
        "新旧规定": "待核",
    }


@pytest.mark.parametrize(
    ("kind", "done", "left", "share"),
    [
        ("member", "0", "32 学时", "0%"),
        ("member", "20.5", "11.5 学时", "64%"),
        ("member", "31.9", "0.1 学时", "99%"),
        ("member", "40", "不差了", "125%"),
        ("leader", "48", "8 学时", "85%"),
    ],
)
def test_hours_left_and_share(limits, kind, done, left, share):
    found = values_of(answer("hours", {"kind": kind, "done": done}, limits))

    assert (found["还差"], found["已完成"]) == (left, share)


def test_a_term_ends_after_three_years_with_its_reminders_before(limits):
    assert values_of(answer("term", {"start": "2024-02-29"}, limits)) == {
        "任期届满": "2027-02-28（一般 3 年）",
        "上级提醒": "2026-08-28（一般提前 6 个月）",
        "报换届请示": "2026-10-28（教师党支部一般提前 4 个月向上级党组织书面报送换届请示）",
        "批准延期的": "到 2028-02-28（一般不超过 1 年）",
    }


@pytest.mark.parametrize(
    ("tool", "given", "problem"),
    [
        ("vote", {"kind": "poll"}, "“表决哪一种事”请从列出的几种里选。"),
        ("vote", {"kind": "congress", "entitled": "0"}, "“应到（有表决权或选举权的人数）”要在 1 到 9999 之间。"),
        ("vote", {"kind": "congress", "entitled": "-3"}, "“应到（有表决权或选举权的人数）”不能是负数。"),
        ("vote", {"kind": "congress", "entitled": "2.5"}, "“应到（有表决权或选举权的人数）”要填整数，例如 12。"),
        ("vote", {"kind": "congress", "entitled": "NaN"}, "“应到（有表决权或选举权的人数）”要填整数，例如 12。"),
        ("vote", {"kind": "congress", "entitled": "9" * 400}, "“应到（有表决权或选举权的人数）”要在 1 到 9999 之间。"),
        ("vote", {"kind": "congress", "entitled": "5", "present": "6"}, "实到人数比应到人数多，请核对。"),
        ("setup", {"members": "0", "probationary": "0", "units": "1"}, "“正式党员人数”要在 1 到 9999 之间。"),
        (
            "dues",
            {"kind": "retired", "pension": "1e5"},
            "“每月实际领取的离退休费或养老金（元）”要填金额，最多两位小数，例如 5000 或 5000.50。",
        ),
        ("dues", {"kind": "working", "income": "3000", "tax": "3001"}, "要扣除的合起来比收入还多，请核对。"),
        (
            "dues",
            {"kind": "working", "income": "0"},
            "基数是 0 元，按比例算不出来；没有收入的党员按哪一类交，问学校组织部。",
        ),
        ("hours", {"kind": "member", "done": "2000.1"}, "“今年已完成（学时）”要在 0 到 2000 之间。"),
        (
            "hours",
            {"kind": "member", "done": "1.25"},
            "“今年已完成（学时）”要填学时数，最多一位小数，例如 12 或 12.5。",
        ),
        ("term", {"start": "2026-02-29"}, "“本届选举产生的日期”填的日期不存在，请看日历。"),
        ("term", {"start": "1920-12-31"}, "“本届选举产生的日期”要在 1921 年到 2100 年之间。"),
        ("term", {"start": "昨天"}, "“本届选举产生的日期”要填日期，例如 2026-05-18。"),
        (
            "development",
            {"application": "2026-06-01", "talk": "2026-05-31"},
            "“派人谈话”比“收到入党申请书”还早，请核对日期。",
        ),
    ],
)
def test_what_cannot_be_reckoned_is_answered_by_a_sentence(limits, tool, given, problem):
    assert answer(tool, given, limits) == Answer(problem=problem)


def test_a_question_that_is_not_asked_is_not_read(limits):
    typed = {"kind": "congress", "entitled": "12", "seats": "nonsense"}

    assert answer("vote", typed, limits).problem == ""


def test_every_tool_has_a_section_whose_examples_have_answers(limits):
    sections = tools(limits, "说明。")

    assert [tool.id for tool in sections] == list(QUESTIONS)
    assert [
        (tool.id, given) for tool in sections for given in tool.examples if not answer(tool.id, given, limits).rows
    ] == []
    assert all(len(row) == len(table.head) for tool in sections for table in tool.tables for row in table.rows)


def test_bands_are_told_from_bound_to_bound():
    assert bands_text(WORKING) == [
        ("不超过 3000 元", "0.5%"),
        ("超过 3000 元，不超过 5000 元", "1%"),
        ("超过 5000 元，不超过 10000 元", "1.5%"),
        ("超过 10000 元", "2%"),
    ]


def test_a_year_later_clamps_too():
    assert years_later(date(2028, 2, 29), 1) == date(2029, 2, 28)
