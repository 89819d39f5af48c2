"""在培养的人: where somebody stands, what comes next and by when, and what cannot be right."""

from __future__ import annotations

import re
from datetime import date

import pytest

from standards_site.sums.answers import answer
from standards_site.sums.people import DAY_LIMITS, HAVE, kept_dates, people_rules, person_answer
from standards_site.sums.questions import EVENTS
from tests.builders.people import drawn_histories

TODAY = date(2026, 11, 30)
USUAL = {
    "application": "2026-05-20",
    "talk": "2026-06-10",
    "activist": "2026-09-10",
    "filing": "2026-09-18",
    "contact": "2026-09-10",
}


@pytest.fixture(scope="module")
def rules(data):
    return people_rules(data)


def states(found):
    return {one.event: one.state for one in found.limits}


def test_the_days_kept_are_in_the_order_of_the_procedure_and_have_its_names(data):
    kept = [one for one in kept_dates(data) if one.step]
    procedure = data.procedures[data.program.people.procedure]
    steps = [step.key for stage in procedure.stages for step in stage.steps]
    used = [one.step.key for one in kept if one.name not in ("consent", "notice", "candidate")]

    assert used == sorted(used, key=steps.index)
    assert {one.name: one.label for one in kept}.items() >= dict(EVENTS).items()
    # 培养教育考察 and 继续教育考察 have no one day
    assert set(steps) - {one.step.key for one in kept} == {"cultivation", "probation"}


def test_numbers_that_the_earlier_rules_had_as_well_hold_for_earlier_days_too(rules):
    assert rules.steady == ("talk", "candidate", "approval", "approval_special", "probation", "full_approval")
    assert rules.extension == (6, 12)


def test_the_next_step_has_its_earliest_and_latest_day(rules):
    activist = person_answer(USUAL, rules, TODAY)
    posted = person_answer({**USUAL, "consent": "2027-09-14", "notice": "2027-09-16"}, rules, date(2027, 9, 17))
    previewed = person_answer({"preview": "2026-10-31"}, rules, TODAY)

    assert (activist.stage, activist.reached) == ("二、入党积极分子的确定和培养教育", "指定培养联系人")
    assert (activist.state, activist.next, activist.missed) == ("under_way", "consent", ())
    assert states(activist) == {"talk": "done", "candidate": "waiting"}
    assert (posted.next, posted.earliest, posted.latest) == ("candidate", "2027-09-23", "")
    assert (previewed.next, states(previewed)) == ("book", {"congress": "open"})
    assert [(one.of, one.day, one.value) for one in previewed.limits] == [
        ("congress", "2026-11-30", "应当不晚于 2026-11-30")
    ]


def test_what_binds_is_overdue_and_what_binds_less_is_pointed_out(rules):
    given = {"congress": "2026-06-20", "sent": "2026-06-25", "application": "2026-06-01"}
    approved = {**given, "approval": "2026-07-20"}

    waiting, late = person_answer(given, rules, TODAY), person_answer(approved, rules, TODAY)

    assert states(waiting) == {
        "talk": "overdue",
        "approval": "passed",
        "approval_special": "open",
        "probation": "waiting",
    }
    assert waiting.overdue == 1
    assert states(late) == {
        "talk": "overdue",
        "approval": "done",
        "approval_special": "done",
        "oath": "passed",
        "probation": "waiting",
    }
    assert {one.event: one.mark for one in late.limits} == {
        "talk": "逾期",
        "approval": "",
        "approval_special": "",
        "oath": "提示",
        "probation": "待核",
    }


def test_a_notice_is_five_working_days_and_counts_holidays(rules):
    given = {"activist": "2025-09-01", "notice": "2026-09-30"}

    early = person_answer({**given, "candidate": "2026-10-12"}, rules, TODAY)
    right = person_answer({**given, "candidate": "2026-10-13"}, rules, TODAY)
    unknown = person_answer({"notice": "2026-12-28"}, rules, date(2027, 1, 20))

    assert states(early)["notice"] == "early"
    assert states(right)["notice"] == "done"
    assert ("工作日", "没有 2027 年的节假日安排，按周一到周五数，请对照日历") in unknown.notes


def test_days_in_the_wrong_order_are_told(rules):
    given = {
        "candidate": "2026-06-20",
        "inquiry": "2026-07-10",
        "review": "2026-07-01",
        "training": "2026-09-20",
        "preview": "2026-09-10",
    }

    assert person_answer(given, rules, TODAY).faults == (
        "“政治审查作出结论”比“发出函调（需要时）”还早，请核对日期。",
        "“收到预审合格的通知”比“短期集中培训结业”还早，请核对日期。",
    )


def test_a_day_that_has_not_come_is_told(rules):
    assert person_answer({"application": "2026-12-01"}, rules, TODAY).faults == (
        "“收到入党申请书”的日期还没有到，这里只填已经办的。",
    )


def test_what_is_missing_before_is_told_and_what_only_new_rules_ask_is_unsure(rules):
    old = person_answer({"activist": "2024-03-01", "candidate": "2025-06-10"}, rules, TODAY)
    new = person_answer({"activist": "2025-03-01", "candidate": "2026-06-10"}, rules, TODAY)

    asked = ("上级党委同意列为发展对象", "公示贴出")
    assert [missed for missed in old.missed if missed[0] in asked] == [(label, False) for label in asked]
    assert [missed for missed in new.missed if missed[0] in asked] == [(label, True) for label in asked]
    assert ("收到入党申请书", True) in old.missed


def test_a_limit_that_is_new_is_not_held_against_what_was_before_it(rules):
    old = person_answer({"preview": "2025-06-01", "congress": "2025-09-01"}, rules, TODAY)
    new = person_answer({"preview": "2026-06-01", "congress": "2026-09-01"}, rules, TODAY)

    assert (states(old)["congress"], old.limits[0].mark) == ("unsure", "待核")
    assert (states(new)["congress"], new.limits[0].mark) == ("late", "晚了")
    assert old.notes[0][0] == "新旧规定"


def test_an_extended_probation_ends_on_its_day_which_must_be_within_bounds(rules):
    given = {"congress": "2025-06-20"}

    found = [
        person_answer({**given, "extended": day}, rules, TODAY)
        for day in ("2026-12-19", "2026-12-20", "2027-06-20", "2027-06-21")
    ]

    assert [{one.event: one.day for one in answer.limits}["probation"] for answer in found][1:3] == [
        "2026-12-20",
        "2027-06-20",
    ]
    assert [bool(answer.faults) for answer in found] == [True, False, False, True]
    assert found[0].faults == ("“延长预备期，到哪天（延长的才填）”要在 2026-12-20 到 2027-06-20 之间。",)


def test_who_is_done_or_gone_has_no_next_step(rules):
    done = person_answer({"full_approval": "2026-10-01", "archive": "2026-10-10"}, rules, TODAY)
    gone = person_answer({**USUAL, "ended": "2026-11-01"}, rules, TODAY)
    nobody = person_answer({}, rules, TODAY)

    assert (done.state, done.next) == ("done", "")
    assert (gone.state, gone.next, gone.limits, gone.missed) == ("ended", "", (), ())
    assert (nobody.state, nobody.next, nobody.reached) == ("empty", "application", "")


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "20260520", "2026-5-20", "今天", "1900-01-01", "2101-01-01", "\x00"]
)
def test_what_is_no_day_is_left_out(rules, text):
    assert person_answer({"application": text, "nothing": "2026-05-20"}, rules, TODAY) == person_answer(
        {}, rules, TODAY
    )


def test_the_limits_are_those_of_the_calculator(data, rules):
    compared = 0
    for given, today in drawn_histories(data, 400, in_order=True):
        events = {name: day for name, day in given.items() if name in dict(EVENTS)}
        told = {row.event: row.day for row in answer("development", events, rules.limits).rows if row.event}
        found = {one.event: one.day for one in person_answer(events, rules, today).limits}
        if "full_sent" not in events:
            # the calculator reckons on from a day that has not come
            told.pop("full_approval", None)
        assert found == told
        compared += len(found)

    assert compared > 1000
    assert {limit.event for limit in DAY_LIMITS} == {
        *("talk", "candidate", "notice", "congress", "approval", "approval_special", "oath", "probation"),
        "full_approval",
    }


def test_papers_are_missing_of_steps_that_were_done_once_one_was_noted(rules):
    given = {"application": "2026-05-20", "talk": "2026-06-10", "inquiry": "2026-07-01"}
    noted = {**given, "paper.application.application": HAVE}

    nothing, some = person_answer(given, rules, TODAY), person_answer(noted, rules, TODAY)
    reviewed = person_answer({**noted, "review": "2026-07-10"}, rules, TODAY)
    gone = person_answer({**noted, "ended": "2026-08-01"}, rules, TODAY)

    assert (nothing.is_noted, some.is_noted) == (False, True)
    assert some.lacking == (("递交入党申请书", ("发展党员全程纪实表",)), ("党组织派人谈话", ("入党申请人谈话记录表",)))
    # of what is asked for only where it is needed none is missing
    assert reviewed.lacking[2:] == (("进行政治审查", ("政治审查情况报告",)),)
    assert gone.lacking == ()


def test_every_paper_of_the_sheet_has_a_name_of_its_own_which_a_browser_can_keep(rules):
    papers = [paper for one in rules.dates for paper in one.papers]

    assert len({paper.name for paper in papers}) == len(papers) > 40
    assert [paper.name for paper in papers if not re.fullmatch(r"paper\.[a-z_]+\.[a-z0-9_-]+", paper.name)] == []
    assert {paper.due for paper in papers} <= {one.name for one in rules.dates}
