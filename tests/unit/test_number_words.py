"""Numbers in Chinese sentences are found, read and written as people write them."""

from __future__ import annotations

import pytest

from standards_site.data.quotes.number_words import (
    ODD,
    bound_around,
    bounded,
    could_have_numbers,
    joined,
    phrases,
    value_in,
    written,
)


def found_in(text):
    """Return what is found as `words:values and unit`, without the spaces of the text."""
    return " ".join(
        f"{one.in_text(text).replace(' ', '')}:{'-'.join(f'{value:g}' for value in one.values)}{one.unit}"
        for one in phrases(text)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一般每季度召开一次", "每季度:quarter 一次:1次"),
        ("按月交，每个学期公布", "按月:month 每个学期:semester"),
        ("半数以上，五分之四，百分之五，20%", "半数:50% 五分之四:80% 百分之五:5% 20%:20%"),
        ("3 至 5 名，3—5 人，两三名", "3至5名:3-5人 3—5人:3-5人 两三名:2-3人"),
        ("半年内，一年半，两年，六个月", "半年:6月 一年半:18月 两年:24月 六个月:6月"),
        ("超过半数，过半，拖过半年，到任一个月内", "半数:50% 过半:50% 半年:6月 一个月:1月"),
        ("半天，一周，5 个工作日", "半天:0.5天 一周:7天 5个工作日:5工作日"),
        ("一个半小时，一个半月，32 学时", "一个半小时:1.5小时 一个半月:1.5月 32学时:32学时"),
        ("十八周岁，两万元，1222 个支部", "十八周岁:18岁 两万元:20000元 1222个:1222个"),
        ("每天两次，每周一次，共 5", "每天:天 两次:2次 每周:周 一次:1次 5:5"),
        ("五成，六成党员，九成以上，三成果", "五成:50% 六成:60% 九成:90% 三成:3成"),
        (
            "百分之零点五，百分之1.5，千分之五，80 个百分点",
            "百分之零点五:0.5% 百分之1.5:1.5% 千分之五:0.5% 80个百分点:80%",
        ),
        ("0.5 以上，乘 0.5", "0.5:50% 0.5:0.5"),
        ("全年不少于四次，年均四次", "全年:year 四次:4次 年均:year 四次:4次"),
        ("一季一会，一年两次，一年一度", "一季:quarter 一年:year 两次:2次 一年:year"),
        ("每季度或半年开一次", "每季度或半年:季度或半年 一次:1次"),
        ("3 个正式党员，至少七个党员，两个党员活动室", "3个:3人 七个:7人 两个:2个"),
        ("25环节，6 个环节", "25环节:25个 6个:6个"),
    ],
    ids=range(18),
)
def test_quantities_shares_and_periods_are_found(text, found):
    assert found_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "隔月开",
        "月月开",
        "双周开",
        "年年评",
        "季季查",
        "过半",
        "按月交",
        "逐月填",
        "半年",
        "4/5",
        "八成",
        "全年两次",
        "月均一次",
    ],
)
def test_what_is_found_has_a_sign_that_is_looked_for_first(text):
    assert found_in(text)
    assert could_have_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "第十一条，第四季度，第 3 次",
        "2019 年 10 月 31 日 15:20，2019—2023 年，12 月底前，〔2019〕",
        "见 C1、S9-4-5，附件 2，四（五）6",
        "一般，统一，一致，二级党组织，这一条，每一名，任一个",
        "多久开一次，上半年，最近一次，六月底前，2014 年以来",
    ],
    ids=range(5),
)
def test_dates_ordinals_names_and_words_are_no_quantities(text):
    assert found_in(text) == ""


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("一百零五", 105),
        ("两千", 2000),
        ("一万二千", 12000),
        ("3.5", 3.5),
    ],
)
def test_numerals_are_read(numeral, value):
    assert value_in(numeral) == value


@pytest.mark.parametrize(
    ("text", "words", "bound"),
    [
        ("不少于 32 学时", "32 学时", "at_least"),
        ("7 名以上的", "7 名", "at_least"),
        ("1 个月内", "1 个月", "at_most"),
        ("不得超过 6 个月", "6 个月", "at_most"),
        ("超过半数", "半数", "more_than"),
        ("不足 3 名", "3 名", "less_than"),
        ("共 3 名", "3 名", ""),
    ],
    ids=range(7),
)
def test_the_words_around_a_number_tell_its_bound(text, words, bound):
    start = text.index(words)

    assert bound_around(text, start, start + len(words)) == bound


@pytest.mark.parametrize(
    ("bounds", "unit", "words"),
    [
        ({"at_least": 32}, "学时", "不少于 32 学时"),
        ({"at_most": 1000}, "元", "不超过 1000 元"),
        ({"more_than": 50}, "%", "超过半数"),
        ({"at_least": 80}, "%", "不少于五分之四"),
        ({"at_least": 20}, "%", "不少于 20%"),
        ({"less_than": 3}, "名正式党员", "不足 3 名"),
        ({"at_least": 3, "at_most": 5}, "名委员", "3 至 5 名"),
        ({"at_least": 0.5, "at_most": 1}, "年", "半年至 1 年"),
        ({"at_least": 3, "less_than": 50}, "名正式党员", "不少于 3 名、不足 50 名"),
        ({"exactly": 0.5}, "年", "半年"),
        ({"exactly": 0.2}, "元/月", "0.2 元"),
        ({"at_most": 5}, "个单位", "不超过 5 个"),
        ({"at_least": 24}, "个月", "不少于 2 年"),
    ],
    ids=range(13),
)
def test_a_number_is_written_with_its_bound_and_unit(bounds, unit, words):
    assert bounded(bounds, unit) == words


def test_a_share_is_written_in_per_cent_on_demand():
    assert written(80, "%", percent=True) == "80%"
    assert [written(value, "半年") for value in (1, 2, 3)] == ["半年", "1 年", "18 个月"]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("满", "3 年", "的"), "满 3 年的"),
        (("满 ", "半年", " 的"), "满半年的"),
        (("每季度", "", "1 次"), "每季度 1 次"),
        (("", "7 名", "以上"), "7 名以上"),
        (("达到", "50%", "，"), "达到 50%，"),
    ],
    ids=range(5),
)
def test_a_figure_and_a_chinese_character_stand_one_space_apart(parts, text):
    assert joined(*parts) == text


@pytest.mark.parametrize(
    "text", ["叁年", "\uff13 年", "伍天", "卅天", "廿人", "5‰", "夫妻俩", "他们仨", "一多半", "大半", "两毛", "2 角"]
)
def test_a_number_that_is_not_read_is_known_as_such(text):
    assert ODD.search(text)


@pytest.mark.parametrize("text", ["党员队伍名单", "放肆", "登陆次数", "收拾", "一角", "多半会来", "三角度"])
def test_characters_of_numerals_in_other_words_are_no_numbers(text):
    assert not ODD.search(text)
