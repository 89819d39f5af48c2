"""Numbers in Chinese sentences: found and read, and written in words. Knows the language, none of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["share", "period", "count", "date"]

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_CHINESE = "".join((*_DIGITS, *_TENS))

MONTHS = {"个月": 1, "半年": 6, "年": 12, "年度": 12}
"""Units of time that are reckoned in months."""
_SAME_UNITS = {"课时": "学时", "回": "次", "周年": "年", "环节": "个", "阶段": "个"}
DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}
PEOPLE = ("名", "人", "位")
PERIODS = {
    "半年": "half_year",
    "季度": "quarter",
    "季": "quarter",
    "学期": "semester",
    "月": "month",
    "年度": "year",
    "年": "year",
}
"""How sentences name the periods of the vocabulary, the longest name first."""
_OTHER_PERIODS = "天|日|周|星期"

# What can follow a numeral and make it a quantity. A Chinese numeral without one of these is part of a word: 一致
_MEASURES = (
    "个工作日|工作日|个学时|学时|课时|周年|个小时|小时|分钟|个月|个季度|季度|个学期|学期|年度|周岁|岁|星期|年|月|周|天|日"
    "|个|名|人|位|次|回|份|元|票|条|项|件|篇|步|例|遍|页|张|行|栏|格|段|句|类|种|样|组|批|期|届|轮|场|堂|节|门|册|盒|处"
    "|方面|环节|阶段|单位|倍|成|档|道|点|封|间|面|块|支|家|所"
)
_NUMERAL = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|[{_CHINESE}]{{1,9}}"
# What looks like a number and is none, in the order it is looked for.
_NO_NUMBERS = (
    r"〔\d{4}〕",
    r"\d{4} ?(?:[—－～至-] ?\d{4} ?)?年(?!以[上下内])(?: ?\d+ ?月(?: ?\d+ ?日)?)?",  # 2019 年 10 月 31 日, 2019—2023 年
    r"\d+ ?月 ?\d+ ?日|\d{4}-\d\d(?:-\d\d)?|\d{4}\.\d|\d+[:：]\d\d",  # days, months, editions, clock times
    r"(?<![0-9])\d{1,2} ?(?:[—－～至-] ?\d{1,2} ?)?月(?!份)|(?<!个)[一二三四五六七八九十]{1,3}月(?!内)",  # months
    r"[A-Za-z][A-Za-z0-9-]*\d[A-Za-z0-9-]*|附件 ?\d",  # C1, S9-4-5
    rf"第 ?[{_CHINESE}\d]+|[{_CHINESE}]+（[{_CHINESE}]+）\d*|（[{_CHINESE}\d]+）",  # ordinals and clauses
    r"多久[\u4e00-\u9fff]{0,4}一次|最近一次|[上下]半年|一回事",
    rf"(?:[同某哪这那下上另单统唯该]|(?<!到)任|每(?!一个?(?:{'|'.join(PERIODS)})))一(?:{_MEASURES})?",  # 这一条, 每一名
)
_SHARES = (
    rf"百分之(?:\d+(?:\.\d+)?|[{_CHINESE}]+(?:点[{_CHINESE}]+)?)|[{_CHINESE}]+分之[{_CHINESE}]+",
    rf"[{_CHINESE}\d]成(?![员立果为就熟功长效绩本分])|\d+/\d+|0\.\d+(?= ?以[上下内])",
    r"\d+(?:\.\d+)? ?(?:[%％]|个百分点)|半数|一半|(?<!超)过半(?![数年天月])",
)
_EVERY = (
    rf"每(?:{'|'.join(PERIODS)})或者?(?:{'|'.join(PERIODS)})",  # 每季度或半年一次: no period of the vocabulary
    rf"[每按逐]一?个?(?:{'|'.join(PERIODS)})(?!级|龄|满)",
    rf"每一?(?:{_OTHER_PERIODS})",
    rf"[一1] ?(?:{'|'.join(PERIODS)})(?= ?[一两二三四1-4] ?[次会课评述讲训谈度])",
    "(?:全年|[年月季周]均)(?=[^，。；、]{0,6}次)",
    "[隔双][月周年]|月月|季季|(?<![当上明去今全每])年年(?!度)",
)
_COUNTS = (
    rf"(?:(?:{_NUMERAL})(?: ?[—－～至到~-] ?(?:{_NUMERAL}))?|半) ?(?:个半|半)?(?:{_MEASURES})(?:(?<=[年天])半(?!数))?",
    r"\d+(?:\.\d+)?",
)
# one look at a character spares twenty tries where nothing can begin
_FIRST = f"[0-9A-Za-z{_CHINESE}半过每按逐隔双全周月季年〔（第附多最上下同某哪这那另单统唯该任]"
_FOUND = re.compile(
    f"(?={_FIRST})(?:"
    + "|".join(
        f"(?P<{kind}>{'|'.join(patterns)})"
        for kind, patterns in (("name", _NO_NUMBERS), ("share", _SHARES), ("period", _EVERY), ("count", _COUNTS))
    )
    + ")"
)
_SIGN = re.compile(rf"[0-9{_CHINESE}半过每按逐隔双]|全年|[年月季周]均|月月|季季|年年")

_PERSON = re.compile(
    " ?(?:正式|预备|新|老|学生|教工|流动)?(?:党员(?!大会|活动|教育|先锋|之家)|委员(?!会)|支委(?!会)|同志"
    "|积极分子|发展对象|申请人|介绍人|联系人|候选人)"
)
"""What 个 counts where it counts people: 7 个党员."""
_TIME = "年|个月|天|次|名|人|学时"
ODD = re.compile(
    rf"[壹贰叁柒捌玖佰仟０-９廿卅‰仨俩]|肆(?<!放肆)(?={_TIME})|伍(?<![队行入退]伍)(?={_TIME})|陆(?<![登大着]陆)(?={_TIME})|拾(?={_TIME})"
    r"|一多半|大半|[两二三四五六七八九\d] ?[角毛](?![度色])"
)
"""Ways to write a number that are not read."""

TOLD = frozenset({"月", "天", "工作日", "小时", "分钟", "学时", "元", "岁", "%", "学期", "季度"})
"""Units, as phrases have them, in which rules are laid down."""


@dataclass(frozen=True)
class Phrase:
    """A number in a sentence: where it stands, and what it says.

    `values` are one number or the two ends of a range; of a share in per cent, of times in months (个月, 年) or days
    (天, 周), of a period none. `unit` is one word for all that measure the same: 人 for 名, 人 and 位. `phrases` finds
    no dates; a date is one that a record gives, with its words as the unit.
    """

    start: int
    end: int
    kind: Kind
    values: tuple[float, ...]
    unit: str

    def in_text(self, text: str) -> str:
        """Return the words themselves."""
        return text[self.start : self.end]


def could_have_numbers(text: str) -> bool:
    """Return whether a text has a character that every number, share or period has: quicker than looking for them."""
    return _SIGN.search(text) is not None


@lru_cache(maxsize=1 << 14)  # every rule that looks at numbers asks for those of every sentence
def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the quantities, shares and periods that `text` names; dates, ordinals and names are none."""
    return tuple(_phrases(text))


def _phrases(text: str) -> Iterator[Phrase]:
    for found in _FOUND.finditer(text):
        kind, words = found.lastgroup, found.group()
        if kind == "share":
            yield Phrase(*found.span(), "share", (_share(words),), "%")
        elif kind == "period":
            yield Phrase(*found.span(), "period", (), period_of(words))
        elif kind == "count":
            values, unit = _quantity(words)
            if unit == "个" and _PERSON.match(text, found.end()):
                unit = "人"
            yield Phrase(*found.span(), "count", values, unit)


_NUMBER_BEFORE = re.compile(rf"[{_CHINESE}\d.第] ?$")
_NUMBER_AFTER = re.compile(rf"(?<=[{_CHINESE}]) ?[{_CHINESE}\d\0]|以?[内上下]|左右|之[内间]|半")
_WORD_OVER_START = re.compile("[回前开带牵点低抬领里外](?=头)")
_WORD_OVER_END = re.compile(
    "(?<=年)[底初末中终度级内前后间报龄]|(?<=性)[别质格能情]|(?<=议)[程题案事]|(?<=一)[起样直些定般致旦边道同]|(?<=作)[为者用业]"
)
"""A character that makes another word with the last one of a name, so that the name is not there: 近一年年底."""


def is_cut(text: str, start: int, end: int) -> bool:
    """Return whether a number goes on over an end of a part of a text: 2 年 in 12 年, 四个一 in 四个一次."""
    if any(found.start < end < found.end or found.start < start < found.end for found in phrases(text)):
        return True
    numeral = text[start].isdigit() or text[start] in _CHINESE
    return numeral and _NUMBER_BEFORE.search(text, 0, start) is not None


def uncut(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where some words stand in a text with no number going on over their ends."""
    for found in re.finditer(re.escape(words), text):
        if not is_cut(text, *found.span()):
            yield found.span()


def is_name(text: str, start: int, end: int) -> bool:
    """Return whether a name with a number in it stands in a text as a name: nothing goes on over its ends."""
    if (start, end) == (0, len(text)) or (text[:start].endswith("“") and text.startswith("”", end)):
        return True
    if is_cut(text, start, end):
        return False
    before = start > 0 and _WORD_OVER_START.match(text, start - 1)
    return not (before or _NUMBER_AFTER.match(text, end) or _WORD_OVER_END.match(text, end))


def period_of(words: str) -> str:
    """Return the period of the vocabulary that 每季度, 按季 and the like name; 每天 and 每周 stand for themselves."""
    if words[0] in "隔双月季" or words == "年年":
        return words
    name = words.removesuffix("均") if words.endswith("均") else words[1:].strip().removeprefix("一").removeprefix("个")
    return PERIODS.get(name, name)


def value_in(numeral: str) -> float:
    """Return the number that an Arabic or Chinese numeral below 100,000 writes."""
    if numeral[0].isdigit():
        return float(numeral.replace(",", ""))
    whole, point, part = numeral.partition("点")
    if point:
        return float(f"{value_in(whole):g}." + "".join(f"{_DIGITS[char]}" for char in part))
    total, digit = 0, 0
    for char in numeral:
        if char in _TENS:
            total = (total + (digit or not total)) * 10_000 if char == "万" else total + (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return float(total + digit)


def measured(value: float, unit: str) -> tuple[float, str]:
    """Return a number with a unit of the records or of a sentence in the one unit for all that measure the same."""
    unit = _SAME_UNITS.get(unit, unit.split("/")[0].strip())
    for table, common in ((MONTHS, "月"), (DAYS, "天")):
        if unit in table:
            return value * table[unit], common
    if unit.startswith(PEOPLE):
        return value, "人"
    name = unit.removeprefix("个")
    if name in ("学时", "小时", "工作日", "季度", "学期", "岁", "周岁"):
        return value, name.replace("周岁", "岁")
    return value, "个" if unit.startswith("个") else name


def _quantity(words: str) -> tuple[tuple[float, ...], str]:
    numerals = re.match(rf"(?:({_NUMERAL})(?: ?[—－～至到~-] ?({_NUMERAL}))?|半)? ?", words)
    assert numerals
    unit = words[numerals.end() :]
    values = [value for text in numerals.groups() if text for value in _values(text)] or [0.5]
    if unit.endswith("半"):
        unit, values = unit[:-1], [value + 0.5 for value in values]
    elif unit.startswith(("个半", "半")) and unit != "半年":
        unit = ("个" if unit.startswith("个半月") else "") + unit.removeprefix("个").removeprefix("半")
        values[-1] += 0.5 if numerals.group(1) else 0
    elif not numerals.group(1) and unit == "年":
        unit, values = "半年", [1.0]
    pairs = [measured(value, unit) for value in values]
    return tuple(value for value, _ in pairs), pairs[0][1]


def _values(numeral: str) -> list[float]:
    # 两三名 is two to three, not twenty-three
    together = len(numeral) == 2 and all(char in _DIGITS for char in numeral) and not numeral[0].isdigit()
    return [value_in(char) for char in numeral] if together else [value_in(numeral)]


def _share(words: str) -> float:
    if words in ("半数", "一半", "过半"):
        return 50.0
    if words.startswith("百分之"):
        return value_in(words.removeprefix("百分之"))
    if words.endswith("百分点"):
        return float(words.removesuffix("个百分点"))
    if words.startswith("0.") and words[-1].isdigit():
        return round(100 * float(words), 4)
    if "分之" in words:
        whole, part = words.split("分之")
        return _percent(value_in(part), value_in(whole))
    if "/" in words:
        return _percent(*map(float, words.split("/")))
    if words.endswith("成"):
        return 10 * value_in(words[:-1])
    return float(words.rstrip(" %％"))


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 4) if whole else 0.0


def sets_something(phrase: Phrase) -> bool:
    """Return whether a phrase can be a limit: 一次 and 一份 are said of anything."""
    return phrase.kind != "count" or phrase.unit in TOLD or max(phrase.values) > 1


_BEFORE = (
    ("at_most", "不超过|不得超过|不能超过|不大于|不高于|至多|最多|最长|最晚"),
    ("at_least", "不少于|不得少于|不低于|不得低于|不小于|至少|最少|达到"),
    ("more_than", "超过|多于|大于|高于"),
    ("less_than", "不足|不到|少于|低于|小于|不满"),
)
_AFTER = (("at_least", "以上|及以上"), ("at_most", "以下|以内|之内|内"))
_BOUND_BEFORE = re.compile("(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE) + ") ?$")
_BOUND_AFTER = re.compile(" ?(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _AFTER) + ")")
OPPOSITE = {"at_least": "less_than", "less_than": "at_least", "at_most": "more_than", "more_than": "at_most"}


def bound_around(text: str, start: int, end: int) -> str:
    """Return which bound the words around a number set: at_least, at_most, more_than, less_than; empty for none."""
    before = _BOUND_BEFORE.search(text[max(0, start - 5) : start])
    after = _BOUND_AFTER.match(text[end : end + 4])
    found = before or after
    return str(found.lastgroup) if found else ""


_BOUND_WORDS = {"at_least": "不少于", "at_most": "不超过", "more_than": "超过", "less_than": "不足"}
_FRACTIONS = {50.0: "半数", 80.0: "五分之四", 75.0: "四分之三"}


def written(value: float, unit: str, *, percent: bool = False) -> str:
    """Return a number with its unit as sentences write it: 32 学时, 五分之四 (with `percent` 80%), 半年, 半天."""
    if unit == "%":
        fraction = "" if percent else _FRACTIONS.get(value, "")
        return fraction or f"{value:g}%"
    if unit == "半年":  # where the source says so, and not 6 个月
        return unit if value == 1 else written(6 * value, "个月")
    if unit == "个月" and value >= 12 and value % 12 == 0:
        return f"{value / 12:g} 年"
    if value == 0.5 and unit in ("年", "天"):
        return f"半{unit}"
    return f"{value:g} {counted(unit)}"


def counted(unit: str) -> str:
    """Return the measure word of a record's unit: 名 of 名正式党员, 个 of 个单位, 元 of 元/月."""
    unit = re.sub("/[月年天人]$", "", unit)
    if unit.startswith(PEOPLE):
        return unit[0]
    return unit if unit in MONTHS or unit in ("个工作日", "个学期", "个季度") or unit[0] != "个" else "个"


def range_written(bounds: Mapping[str, float], unit: str, *, percent: bool = False) -> str:
    """Return a number without its bound: 32 学时, or 3 至 5 名."""
    first, *others = (written(value, unit, percent=percent) for value in bounds.values())
    if not others:
        return first
    # the unit is said once: 3 至 5 名; 半年至 1 年
    return joined(first.removesuffix(f" {counted(unit)}"), "至", others[-1])


def bounded(bounds: Mapping[str, float], unit: str, *, percent: bool = False) -> str:
    """Return a number with its bound before it: 不少于 32 学时, 超过半数, 3 至 5 名, 3 年."""
    if len(bounds) > 1 and bounds.keys() <= {"at_least", "at_most"}:
        return range_written(bounds, unit, percent=percent)
    return "、".join(
        joined(_BOUND_WORDS.get(name, ""), written(value, unit, percent=percent)) for name, value in bounds.items()
    )


def joined(*parts: str) -> str:
    """Return words put together, with the space that stands between a Chinese character and a figure or letter."""
    text = ""
    for part in filter(None, parts):
        if text:
            text, part = text.rstrip(" "), part.lstrip(" ")
            text += " " if text and part and _differ(text[-1], part[0]) else ""
        text += part
    return text


def _differ(left: str, right: str) -> bool:
    return (_is_chinese(left) and _is_latin(right)) or (_is_latin(left) and _is_chinese(right))


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "%")
