"""How the number of a record is written where a sentence quotes it: each kind of record in each of its forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..confirmed import OPEN, is_open
from ..load import StandardsData
from ..model import (
    Catalog,
    Entry,
    Frequency,
    FrequencyPosition,
    Number,
    Position,
    Threshold,
    ThresholdPosition,
)
from ..periods import PERIODS
from ..problems import nearest
from .number_words import bounded, joined, phrases, range_written, sets_something, written

_SEASONS = {(1, 3): "第一季度", (4, 6): "第二季度", (7, 9): "第三季度", (10, 12): "第四季度", (1, 1): "年初"}
_NUMBER_FORMS = {
    "value": "只写数和单位：32 学时、五分之四；倒序 5% 里的 5%",
    "number": "只写数：32",
    "low": "只取下限：3 至 5 名里的 3 名",
    "high": "只取上限：3 至 5 名里的 5 名",
    "or_more": "数在前：7 名以上、半数以上",
    "or_less": "数在前：50 名以下",
    "within": "时间在前：1 个月内",
    "base": "党费分档的基数：5000 元；加 low 是低的一头",
    "percent": "比例写成百分数：80%",
    "factor": "比例写成小数：0.8",
    "plus": "比例加上全部：20% 写成 120%",
}
_FREQUENCY_FORMS = {
    "per": "只写周期：每季度",
    "times": "只写次数：1 次",
    "span": "一年的周期数：4 个季度、12 个月",
    "a_year": "一年的次数：4 次；加 number 只写数",
    "number": "只写次数的数，有上下限的写下限：1",
    "period": "周期的名称：季度",
    "scope": "周期放在名词前面：季度、月度、年度",
    "season": "通常的时节：第四季度",
}
_DERIVED_FREQUENCY = {
    "span:N": "N 个周期，也可以写成范围：span:1-3 是 1 至 3 个月；一年没有这么多的会报",
    "share:N": "一年次数的百分之 N，有小数进一：一年 12 次的 80% 是 10；share:50-80 是够 50%、不够 80%：6 至 9",
}
REWRITE = "这一句要改写"
"""What to do where a changed number leaves nothing that a sentence could say in its form."""
_MODAL = "modal"
UNSURE = "unsure"
_BOTH = {UNSURE: f"后面带（{OPEN}），核清以后自己去掉"}
_DERIVED = {
    "threshold": r"of:[1-9]\d{0,3}",
    "frequency": r"span:[1-9]\d?(?:-[1-9]\d?)?|share:[1-9]\d{0,2}(?:-[1-9]\d{0,2})?",
}
FORMS = {
    "frequency": _FREQUENCY_FORMS | _DERIVED_FREQUENCY | _BOTH | {_MODAL: "前面带情态：一般每季度 1 次"},
    "threshold": _NUMBER_FORMS
    | _BOTH
    | {_MODAL: "前面带情态：一般不少于 32 学时", "of:N": "比例乘 N，有小数进一：应到 N 人要到几人"},
    "catalog": {"areas": "领域数", "number": "只写数"},
}
"""What can follow the id, by the kind of record, each with what it gives."""


@dataclass(frozen=True)
class Mark:
    """A mark in a sentence, as written."""

    start: int
    end: int
    head: str
    position: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Quoted:
    """What a mark stands for: the words, and the record and position they come from (empty for none)."""

    words: str
    kind: str = ""
    record: str = ""
    position: str = ""


class UnquotableError(ValueError):
    """A mark that stands for nothing; the text is a sentence for the maintainer, `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def named_position(data: StandardsData, kind: str, record: Frequency | Threshold, mark: Mark) -> Any:
    """Return the position that a mark quotes: the named one, else the adopted one."""
    key = mark.position or record.adopted.position
    if not key:
        shown = "、".join(position.key for position in record.positions)
        raise UnquotableError(
            f"「{record.id}」没有采用口径，全国没有这个数。", f"写明是谁的数：<{record.id}.口径>，口径有 {shown}"
        )
    position = next((one for one in record.positions if one.key == key), None)
    if position is None:
        keys = [one.key for one in record.positions]
        raise UnquotableError(
            f"「{record.id}」没有口径「{key}」{nearest(key, keys) or '。'}",
            f"可用值见 {data.file_of(kind, record.id)} 的 positions",
        )
    return position


def _quote_threshold(data: StandardsData, record: Threshold, mark: Mark) -> Quoted:
    position: ThresholdPosition = named_position(data, "threshold", record, mark)
    forms = _forms(mark, "threshold")
    if "base" in forms:
        base = bounds_of(position.base)
        if not base:
            raise UnquotableError(
                f"「{record.id}」的口径「{position.key}」没有基数（base）。", "去掉 base，或换一条口径"
            )
        words = written((min if "low" in forms else max)(base.values()), "元")
        return Quoted(words, "threshold", record.id, position.key)
    bounds = bounds_of(position.number)
    if not bounds and figures_in(position.value):
        return Quoted(
            _with_forms(data, position, _given_words(record, position, forms), forms),
            "threshold",
            record.id,
            position.key,
        )
    if not bounds:
        raise UnquotableError(f"「{record.id}」的口径「{position.key}」没有数（number）。", "换一条口径，或补上数")
    derived = next((form for form in forms if ":" in form), "")
    words = _derived(bounds, derived, plus="plus" in forms) if derived else _threshold_words(bounds, record.unit, forms)
    return Quoted(_with_forms(data, position, words, forms), "threshold", record.id, position.key)


def _given_words(record: Threshold, position: ThresholdPosition, forms: set[str]) -> str:
    """Return the number of a position that gives it in words, with all the words or alone."""
    alone = figures_in(position.value)
    if forms - {"value", UNSURE, _MODAL}:
        raise UnquotableError(
            f"「{record.id}」的口径「{position.key}」写的是「{position.value}」，没有这种写法。",
            f"整个引用，编号后面什么也不写；只引用「{alone}」，写 value",
        )
    return alone if "value" in forms else position.value


def _threshold_words(bounds: dict[str, float], unit: str, forms: set[str]) -> str:
    percent = "percent" in forms
    if "plus" in forms:
        bounds = {name: 100 + value for name, value in bounds.items()}
    for form, end in (("low", min), ("high", max)):
        if form in forms:
            bounds = {"exactly": end(bounds.values())}
    if "factor" in forms:
        return f"{max(bounds.values()) / 100:g}"
    if "number" in forms:
        return " 至 ".join(f"{value:g}" for value in bounds.values())
    value = range_written(bounds, unit, percent=percent)
    if "value" in forms:
        return value
    for form, after in (("or_more", "以上"), ("or_less", "以下"), ("within", "内")):
        if form in forms:
            return joined(value, after)
    return bounded(bounds, unit, percent=percent)


def _derived(bounds: dict[str, float], form: str, *, plus: bool) -> str:
    """Return a number reckoned from a share: how many of N people are at least, or more than, that share."""
    (bound, share), *_ = bounds.items()
    people = int(form.partition(":")[2])
    share = share + 100 if plus else share
    return str(int(people * share // 100) + 1 if bound == "more_than" else -int(-people * share // 100))


def _quote_frequency(data: StandardsData, record: Frequency, mark: Mark) -> Quoted:
    position: FrequencyPosition = named_position(data, "frequency", record, mark)
    forms = _forms(mark, "frequency", verb=True)
    verb = next((form for form in forms if not form.isascii()), "")
    words = _frequency_words(data, record, position, forms, verb)
    return Quoted(_with_forms(data, position, words, forms), "frequency", record.id, position.key)


def _frequency_words(
    data: StandardsData, record: Frequency, position: FrequencyPosition, forms: set[str], verb: str
) -> str:
    per, bounds = position.per, bounds_of(position.times)
    derived = next((form for form in forms if ":" in form), "")
    label = _label(data.vocabulary.period, per)
    if "season" in forms:
        return _season(record, position, label)
    if (derived or forms & {"span", "a_year", "period", "scope"}) and per not in PERIODS:
        raise UnquotableError(f"「{record.id}」的周期「{label}」算不出一年几次。", "换一个写法")
    if derived.startswith("span:"):
        return _periods(record, position, *_ends(derived))
    if "span" in forms:
        return f"{PERIODS[per].a_year} {PERIODS[per].counted}"
    if "scope" in forms:
        return PERIODS[per].scope
    if "period" in forms:
        return label.removeprefix("每")
    if "per" in forms:
        return label
    if (derived or forms & {"a_year", "times", "number"}) and not bounds:
        raise UnquotableError(f"「{record.id}」的口径「{position.key}」没有次数（times）。", "换一个写法")
    if derived:
        return _part_of_a_year(record, position, *_ends(derived))
    yearly = PERIODS[per].a_year if "a_year" in forms else 1
    if "number" in forms:
        return f"{min(bounds.values()) * yearly:g}"
    bound, times = _times({name: value * yearly for name, value in bounds.items()})
    return joined(bound, times) if forms & {"times", "a_year"} else joined(label, bound, verb, times)


def _season(record: Frequency, position: FrequencyPosition, label: str) -> str:
    """Return when a yearly duty usually falls: 第四季度."""
    months = position.usual_months
    if months is None:
        raise UnquotableError(f"「{record.id}」的口径「{position.key}」没有通常的时节。", "补 usual_months")
    if position.per != "year":
        raise UnquotableError(
            f"「{record.id}」的口径「{position.key}」是「{label}」，通常的时节只用于每年的事。", REWRITE
        )
    span = (months.first, months.last)
    return _SEASONS.get(span, f"{span[0]} 月" if span[0] == span[1] else f"{span[0]} 至 {span[1]} 月")


def _ends(form: str) -> tuple[int, int]:
    """Return the two numbers after the colon of a form; the same twice if there is one."""
    low, _, high = form.partition(":")[2].partition("-")
    return int(low), int(high or low)


def _periods(record: Frequency, position: FrequencyPosition, low: int, high: int) -> str:
    """Return so many of the periods: 2 个季度, 1 至 3 个月; half a year alone is 半年."""
    unit, there = PERIODS[position.per].counted, PERIODS[position.per].a_year
    if not low <= high <= there:
        raise UnquotableError(
            f"「{record.id}」的口径「{position.key}」一年只有 {there} {unit}，没有 {high} {unit}。", REWRITE
        )
    if high == 1 and position.per == "half_year":
        return "半年"
    return f"{low} {unit}" if low == high else f"{low} 至 {high} {unit}"


def _part_of_a_year(record: Frequency, position: FrequencyPosition, low: int, high: int) -> str:
    """Return that per cent of a year's times, or how many are enough for the lower per cent and not for the higher."""
    yearly = min(bounds_of(position.times).values()) * PERIODS[position.per].a_year
    first, last = (int(-(-yearly * share // 100)) for share in (low, high))
    if low == high:
        return f"{first}"
    if first == last:
        raise UnquotableError(
            f"「{record.id}」的口径「{position.key}」一年只有 {yearly:g} 次，{low}% 和 {high}% 之间没有数。",
            REWRITE,
        )
    return f"{first}" if first == last - 1 else f"{first} 至 {last - 1}"


def _times(bounds: dict[str, float]) -> tuple[str, str]:
    """Return the bound and the number of times in words."""
    if not bounds:
        return "", ""
    only = next(iter(bounds)) if len(bounds) == 1 else ""
    return {"at_least": "至少", "at_most": "不超过"}.get(only, ""), range_written(bounds, "次")


def _quote_catalog(data: StandardsData, record: Catalog, mark: Mark) -> Quoted:
    forms = _forms(mark, "catalog")
    count, unit = (len(record.areas), "个") if "areas" in forms else (record.items, "项")
    return Quoted(f"{count}" if "number" in forms else f"{count} {unit}", "catalog", record.id)


QUOTE: dict[str, Callable[[StandardsData, Any, Mark], Quoted]] = {
    "frequency": _quote_frequency,
    "threshold": _quote_threshold,
    "catalog": _quote_catalog,
}


def figures_in(value: str) -> str:
    """Return the number of a position that is given in words, from its first figure on: 5% of 倒序 5%, 8 月底前."""
    found = re.search(r"\d.*", value)
    return found.group() if found else ""


def bounds_of(number: Number | None) -> dict[str, float]:
    """Return the bounds that a number sets, by name, the lower one first."""
    names = ("exactly", "at_least", "more_than", "at_most", "less_than")
    return {name: value for name in names if number and (value := getattr(number, name)) is not None}


def _forms(mark: Mark, kind: str, *, verb: bool = False) -> set[str]:
    """Return how a mark wants its number written; a frequency may also be given the verb that goes between."""
    for form in mark.forms:
        known = form in FORMS[kind] or (verb and not form.isascii() and not any(map(sets_something, phrases(form))))
        if not known and not re.fullmatch(_DERIVED.get(kind, ""), form):
            raise UnquotableError(
                f"不认得「{form}」{nearest(form, FORMS[kind]) or '。'}", "编号后面可以写：" + "、".join(FORMS[kind])
            )
    forms = set(mark.forms)
    beside = {"percent", "plus", UNSURE, _MODAL} | ({"number"} if kind == "catalog" or "a_year" in forms else set())
    shapes = forms - beside - ({"low", "high"} if len(forms & {"low", "high"}) == 1 else set())
    if len(shapes) > 1 or len(forms) < len(mark.forms) or (kind == "catalog" and mark.position):
        raise UnquotableError(f"「{' '.join(mark.forms) or mark.position}」不能写在一起。", "只留一种写法")
    return forms


def _label(words: Mapping[str, Entry], word: str) -> str:
    """Return how a word of the vocabulary is shown; one that is not there is told by REF2."""
    return words[word].label if word in words else word


def _with_forms(data: StandardsData, position: Position, words: str, forms: set[str]) -> str:
    modality = position.modality
    modal = _label(data.vocabulary.modality, modality) if _MODAL in forms and modality != "plain" else ""
    return joined(modal, words) + (f"（{OPEN}）" if UNSURE in forms and is_open(data, position) else "")
