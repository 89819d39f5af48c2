"""A quote in a sentence becomes the number of its record, in every way it can be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standards_site.data.model import LocalRule
from standards_site.data.quotes.marks import has_own_number, in_words, marks, quoted
from standards_site.data.quotes.records import UnquotableError
from standards_site.in_force.spelled_out import spelled_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一般<branch-congress 召开>。", "一般每季度召开 1 次。"),
        ("<branch-congress modal 召开>。", "一般每季度召开 1 次。"),
        ("<secretary-lecture.lecture 讲>党课", "每年至少讲 1 次党课"),
        ("近<branch-congress span>，<branch-congress per>", "近 4 个季度，每季度"),
        ("一年<branch-congress a_year>，一个<branch-congress period>", "一年 4 次，一个季度"),
        ("至少 <overseas-contact number> 份，一年 <overseas-contact a_year number> 份", "至少 1 份，一年 2 份"),
        ("<pioneer-comment.gnnu scope>点评，<theme-day scope>安排", "季度点评，月度安排"),
        ("近 <activist-check span:1>、<activist-check span:2>", "近半年、2 个半年"),
        ("缺 <theme-day span:1-3>，近 <member-appraisal span:1>", "缺 1 至 3 个月，近 1 年"),
        ("<committee-meeting share:80> 份、<branch-congress share:80> 份", "10 份、4 份"),
        ("<committee-meeting share:50-80> 份、<branch-congress share:50-80> 份", "6 至 9 份、2 至 3 份"),
        ("<overseas-contact share:50-100> 份", "1 份"),
        ("<election-turnout or_more percent>的人", "80% 以上的人"),
        ("安排在<organisation-life-meeting season>", "安排在第四季度"),
        ("每月<group-meeting.lecture times>", "每月 1 至 2 次"),
        ("<dues-assessment per>", "每年"),
        ("<member-training-hours>，差多少到 <member-training-hours value>", "不少于 32 学时，差多少到 32 学时"),
        ("到会<election-turnout>，即<election-turnout value percent>", "到会不少于五分之四，即 80%"),
        ("乘 <election-turnout factor>，乘 <election-difference plus factor>", "乘 0.8，乘 1.2"),
        ("11 名到 <election-turnout of:11> 名", "11 名到 9 名"),
        ("应选 7 名提 <election-difference plus of:7> 名", "应选 7 名提 9 名"),
        ("12 名要 <congress-majority of:12> 票", "12 名要 7 票"),
        ("<committee-threshold or_more>设<committee-size>", "7 名以上设 3 至 5 名"),
        ("<application-talk-time within>谈话", "1 个月内谈话"),
        ("<branch-max-members or_less>", "50 名以下"),
        ("<committee-size low>，<committee-size high number>", "3 名，5"),
        ("<branch-34>、<branch-34 areas>领域", "34 项、7 个领域"),
        ("提前<own 一周>，分<cited gnnu 六个环节>", "提前一周，分六个环节"),
        ("a < b，没有引用", "a < b，没有引用"),
        ("学时<leader-training-hours unsure>", "学时不少于 56 学时（待核）"),
        ("<branch-congress unsure><open branch-congress ，条款号待核>。", "每季度 1 次。"),
        ("<correction-period><open correction-period.cz ；2024 年办法待核>", "不超过 1 年；2024 年办法待核"),
    ],
    ids=range(32),
)
def test_a_mark_becomes_words(authored, text, words):
    assert in_words(authored, text) == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<branch-congres>", "引用的「branch-congres」不存在；是不是「branch-congress」？"),
        ("<branch-congress.zz>", "「branch-congress」没有口径「zz」。"),
        ("<session-parts>", "「session-parts」没有采用口径，全国没有这个数。"),
        ("<dues-rates-working>", "「dues-rates-working」的口径「df2008」没有数（number）。"),
        ("<branch-congress spam>", "不认得「spam」；是不是「span」？"),
        ("<heart-talk.jy a_year>", "「heart-talk」的周期「按需」算不出一年几次。"),
        ("<heart-talk.jy span:1>", "「heart-talk」的周期「按需」算不出一年几次。"),
        ("<branch-congress span:5>", "「branch-congress」的口径「zb」一年只有 4 个季度，没有 5 个季度。"),
        ("<heart-talk share:50-80>", "「heart-talk」的口径「zb」一年只有 1 次，50% 和 80% 之间没有数。"),
        ("<theme-day.lecture number>", "「theme-day」的口径「lecture」没有次数（times）。"),
        ("<branch-congress number times>", "「number times」不能写在一起。"),
        ("<dues-assessment times>", "「dues-assessment」的口径「df」没有次数（times）。"),
        ("<own 很久>", "「很久」里没有数。"),
        ("<cited nobody 六个>", "来源「nobody」不存在。"),
        ("<open election-turnou 待核>", "引用的「election-turnou」不存在；是不是「election-turnout」？"),
        ("<open election-turnout.zz 待核>", "「election-turnout」没有口径「zz」。"),
        ("<open election-turnout>", "open 后面少了编号，或者少了待核时写的字。"),
        ("<open election-turnout 到 9 名>", "「到 9 名」里有数。"),
    ],
    ids=range(18),
)
def test_a_mark_that_stands_for_nothing_says_why(authored, text, message):
    (mark,) = marks(text)

    with pytest.raises(UnquotableError) as fault:
        quoted(authored, mark)

    assert str(fault.value) == message


def test_advice_says_the_number_that_the_university_has_put_in_force(authored):
    rule = LocalRule.model_validate(
        {
            "key": "more",
            "title": "大会每月开",
            "on": True,
            "stricter": (
                {
                    "frequency": "branch-congress",
                    "per": "month",
                    "times": {"at_least": 1},
                    "text": "每月至少 1 次",
                    "basis": "本校规定",
                },
            ),
        }
    )
    site = authored.site.model_copy(update={"local_rules": (*authored.site.local_rules, rule)})

    item = spelled_out(replace(authored, site=site)).items["C1"]

    assert "近 12 个月每月" in item.judge.met
    assert "连着 2 个月" in item.mistakes[-1].rectification.close_out
    assert item.requirements[0].text == spelled_out(authored).items["C1"].requirements[0].text


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("不少于 <committee-meeting share:80> 份", True),
        ("有 <committee-meeting share:50-80> 份", True),
        ("有 <theme-day span:1-3>不够数", True),
        ("近 <activist-check span:1>考察过", False),
        ("近 <branch-congress span><branch-congress per>至少 <branch-congress number> 份", False),
    ],
    ids=range(5),
)
def test_a_part_of_what_a_record_lays_down_is_a_number_of_ours(text, ours):
    assert has_own_number(text) is ours


def test_no_mark_is_left_when_all_is_spelled_out(authored):
    spelled = spelled_out(authored)

    assert not [text for part in spelled.parts for text in _texts(part.value) if list(marks(text))]


def _texts(record):
    return [value for value in record.model_dump().values() if isinstance(value, str)]
