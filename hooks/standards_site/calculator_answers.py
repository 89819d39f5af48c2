"""What each calculator answers, in words: rows of label, value and mark. The browser's script gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .calculator_questions import EVENTS, Given, UnanswerableError, Value, read
from .calculators import (
    Band,
    Limits,
    at_least,
    candidates_needed,
    dues,
    dues_rate,
    groups_possible,
    months_later,
    more_than,
    term_days,
    workdays_later,
    years_later,
)

UNSURE, HINT, LATE, EARLY = "待核", "提示", "晚了", "早了"


class Row(NamedTuple):
    """One line of an answer; `mark` is one short word or empty."""

    label: str
    value: str
    mark: str = ""


@dataclass(frozen=True)
class Answer:
    """Either rows, or a sentence that says why there are none."""

    rows: tuple[Row, ...] = ()
    problem: str = ""


def answer(tool: str, given: Given, limits: Limits) -> Answer:
    """Return what `tool` answers to what was typed; never raises for what a reader can type."""
    try:
        values = read(tool, given, limits)
        return Answer(rows=tuple(_TOOLS[tool](values, limits)))
    except UnanswerableError as fault:
        return Answer(problem=str(fault))


def _vote(values: dict[str, Value], limits: Limits) -> list[Row]:
    kind, entitled, present, seats = values["kind"], _int(values["entitled"]), values["present"], values["seats"]
    if isinstance(present, int) and present > entitled:
        raise UnanswerableError("实到人数比应到人数多，请核对。")
    quorum = {
        "congress": at_least(entitled, limits.congress_quorum),
        "admission": more_than(entitled, limits.admission_quorum),
        "committee": at_least(entitled, limits.committee_quorum),
        "election": at_least(entitled, limits.turnout),
    }[str(kind)]
    rows = [Row("到会至少", f"{quorum} 人")]
    if isinstance(present, int):
        enough = f"实到 {present} 人，够了" if present >= quorum else f"实到 {present} 人，还差 {quorum - present} 人"
        rows.append(Row("到会够不够", enough))
    if kind in ("congress", "admission"):
        rows.append(Row("赞成至少", f"{more_than(entitled, limits.majority)} 票"))
    if kind == "admission":
        rows.append(Row("书面意见", "因故不能到会、会前正式提出书面意见的，计入票数"))
    if kind == "election":
        rows.append(Row("当选，按应到算", f"赞成至少 {more_than(entitled, limits.elected)} 票", UNSURE))
        if isinstance(present, int):
            rows.append(Row("当选，按实到算", f"赞成至少 {more_than(present, limits.elected)} 票", UNSURE))
        if isinstance(seats, int):
            rows.append(Row("委员候选人至少", f"{candidates_needed(seats, limits.difference)} 名"))
    return rows


def _setup(values: dict[str, Value], limits: Limits) -> list[Row]:
    members, probationary, units = (_int(values[name]) for name in ("members", "probationary", "units"))
    rows = []
    if members < limits.branch_min:
        rows.append(Row("怎样设", f"不足 {limits.branch_min} 名，应当与邻近、相近的单位成立联合党支部"))
    elif units > 1:
        rows.append(Row("怎样设", "几个单位合起来，成立联合党支部"))
    else:
        rows.append(Row("怎样设", "单独成立党支部"))
    if members >= limits.branch_min and units > 1:
        rows.append(Row("先看一条", f"其中正式党员满 {limits.branch_min} 名的单位，应当单独成立党支部", HINT))
    if units > limits.joint_units:
        rows.append(Row("覆盖的单位", f"联合党支部一般不超过 {limits.joint_units} 个，先报基层党委商量", HINT))
    if members >= limits.committee_from:
        rows.append(Row("支部委员会", "应当设"))
        size = f"{limits.committee_min} 至 {limits.committee_usual} 名，一般不超过 {limits.committee_max} 名"
        rows.append(Row("委员人数", size))
    elif members >= limits.branch_min:
        rows.append(Row("支部委员会", f"不足 {limits.committee_from} 名，设书记 1 名，必要时可以设副书记 1 名"))
    if members + probationary > limits.branch_max:
        rows.append(Row("支部人数", f"一般不超过 {limits.branch_max} 名，先报基层党委商量分设", HINT))
    groups = groups_possible(members, probationary, limits.group_min, limits.group_formal)
    each = f"每组 {limits.group_min} 人、其中正式党员 {limits.group_formal} 名"
    if groups > 1:
        rows.append(Row("党小组最多分", f"{groups} 个（{each}出自讲稿，全国没有规定）", "参考"))
    else:
        rows.append(Row("党小组", f"按{each}算，不够分成 2 个", "参考"))
    return rows


_EXCLUDED = ("tax", "insurance", "annuity", "subsidy", "bonus")


def _dues(values: dict[str, Value], limits: Limits) -> list[Row]:
    if values["kind"] == "student":
        return [Row("每月应交", yuan(limits.student_fen))]
    if values["kind"] == "working":
        base = _int(values["income"]) - sum(_int(values[name] or 0) for name in _EXCLUDED)
        if base < 0:
            raise UnanswerableError("要扣除的合起来比收入还多，请核对。")
        bands = limits.working
    else:
        base, bands = _int(values["pension"]), limits.retired
    if base == 0:
        raise UnanswerableError("基数是 0 元，按比例算不出来；没有收入的党员按哪一类交，问学校组织部。")
    owed, exact = dues(base, bands)
    rows = [
        Row("基数", yuan(base)),
        Row("比例", f"{rate_text(dues_rate(base, bands))}，用全部基数去乘，不分段"),
        Row("每月应交", yuan(owed)),
    ]
    if not exact:
        rows.append(Row("不足 1 分的部分", "四舍五入；没有见到怎样取舍的规定，照学校组织部的办法", UNSURE))
    if owed > limits.dues_hint * 100:
        rows.append(Row("超过的部分", f"每月一般不超过 {limits.dues_hint} 元，自愿可以多交", HINT))
    return rows


def _development(values: dict[str, Value], limits: Limits) -> list[Row]:
    names = dict(EVENTS)
    dates = {name: day for name, day in values.items() if isinstance(day, date)}
    happened = list(dates)
    for before, after in pairwise(happened):
        if dates[after] < dates[before]:
            raise UnanswerableError(f"“{names[after]}”比“{names[before]}”还早，请核对日期。")

    rows: list[Row] = []

    def latest(label: str, start: str, months: int, then: str, word: str = "最迟", late: str = LATE) -> None:
        if start in dates:
            limit = months_later(dates[start], months)
            rows.append(Row(label, f"{word} {limit}", late if then in dates and dates[then] > limit else ""))

    def earliest(label: str, day: date, then: str, word: str, mark: str = "") -> None:
        rows.append(Row(label, f"{word} {day}", EARLY if then in dates and dates[then] < day else mark))

    latest("派人谈话", "application", limits.talk_months, "talk")
    if "activist" in dates:
        day = years_later(dates["activist"], limits.activist_years)
        earliest("列为发展对象", day, "candidate", "最早")
    if "notice" in dates:
        day = workdays_later(dates["notice"], limits.notice_days)
        earliest("公示到哪天", day, "candidate", "至少到", UNSURE)
    latest("党员大会讨论接收", "preview", limits.congress_months, "congress")
    latest("党委审批接收", "sent", limits.approval_months, "approval", late=HINT)
    latest("党委审批接收，特殊情况", "sent", limits.approval_special_months, "approval", "不得超过")
    latest("入党宣誓", "approval", limits.oath_months, "oath", "一般不晚于", HINT)
    if "congress" in dates:
        day = years_later(dates["congress"], limits.probation_years)
        earliest("预备期满、讨论转正", day, "full", "满期日", UNSURE)
    latest("党委审批转正", "full_sent", limits.full_approval_months, "full_approval")
    first, sure = (date.fromisoformat(day) for day in (limits.rules_earliest, limits.rules_from))
    if min(dates.values()) < first:
        rows.append(Row("新旧规定", f"有的日期早于 {first}，那一步按哪一版问学校组织部", UNSURE))
    if any(first <= day < sure for day in dates.values()):
        words = f"有的日期不早于 {first}、早于 {sure}，那几天按哪一版没有定论，问学校组织部"
        rows.append(Row("新旧规定", words, UNSURE))
    return rows


def _hours(values: dict[str, Value], limits: Limits) -> list[Row]:
    leader = values["kind"] == "leader"
    asked = limits.leader_hours if leader else limits.member_hours
    done = _int(values["done"])
    left = max(0, asked * 10 - done)
    return [
        Row("一年要学", f"{asked} 学时", UNSURE if leader else "一般"),
        Row("还差", f"{tenths(left)} 学时" if left else "不差了"),
        Row("已完成", f"{done * 10 // asked}%"),
    ]


def _term(values: dict[str, Value], limits: Limits) -> list[Row]:
    start = values["start"]
    if not isinstance(start, date):
        raise TypeError(start)
    days = term_days(start, limits)
    return [
        Row("任期届满", f"{days['end']}（一般 {limits.term_years} 年）"),
        Row("上级提醒", f"{days['reminder']}（一般提前 {limits.reminder_months} 个月）"),
        Row("报换届请示", f"{days['request']}（教师党支部一般提前 {limits.request_months} 个月）"),
        Row("批准延期的", f"最晚 {days['extension']}（一般不超过 {limits.extension_years} 年）"),
    ]


_TOOLS = {
    "vote": _vote,
    "setup": _setup,
    "dues": _dues,
    "development": _development,
    "hours": _hours,
    "term": _term,
}


def yuan(fen: int) -> str:
    """Return an amount in fen, in yuan."""
    return f"{fen // 100}.{fen % 100:02} 元"


def rate_text(rate: int) -> str:
    """Return a rate given in thousandths as per cent."""
    return f"{tenths(rate)}%"


def tenths(value: int) -> str:
    """Return a number given in tenths without a nought behind the point."""
    return f"{value // 10}.{value % 10}" if value % 10 else str(value // 10)


def bands_text(bands: tuple[Band, ...]) -> list[tuple[str, str]]:
    """Return each band of dues in words, with its rate."""
    found = []
    below = 0
    for upto, rate in bands:
        above = f"超过 {below} 元" if below else ""
        to = f"不超过 {upto} 元" if upto else ""
        found.append(("，".join(part for part in (above, to) if part), rate_text(rate)))
        below = upto or 0
    return found


def _int(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
