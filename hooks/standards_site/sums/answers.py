"""What each calculator answers, in words: rows of label, value and mark. The browser's script gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..data.confirmed import OPEN
from ..dates import months_later, workdays_later, years_later
from .limits import Limits, Words
from .questions import EVENTS, KIND, Given, UnanswerableError, Value, read
from .sums import Band, at_least, candidates_needed, dues, dues_rate, groups_possible, more_than

HINT, LATE, EARLY = "提示", "晚了", "早了"


class AnswerRow(NamedTuple):
    """One line of an answer; `mark` is one short word, several or empty."""

    label: str
    value: str
    mark: str = ""


@dataclass(frozen=True)
class Answer:
    """Either rows, or a sentence that says why there are none."""

    rows: tuple[AnswerRow, ...] = ()
    problem: str = ""


def answer(tool: str, given: Given, limits: Limits) -> Answer:
    """Return what `tool` answers to what was typed; never raises for what a reader can type."""
    try:
        values = read(tool, given, limits)
        others = [kind for kind in limits.kinds if tool in kind.tools]
        own = next((kind.limits for kind in others if kind.id == values.get(KIND)), None)
        rows = _TOOLS[tool](values, own or limits)
        if others and not values[KIND]:
            titles = "、".join(kind.title for kind in others)
            rows.append(AnswerRow("支部类型", f"{titles}另有不同的数，选了类型再算", HINT))
        return Answer(rows=tuple(rows))
    except UnanswerableError as fault:
        return Answer(problem=str(fault))


def _row(label: str, value: str, *words: Words, first: str = "") -> AnswerRow:
    """Return a row with the words that stand beside its numbers, each mark once."""
    marks = dict.fromkeys(mark for mark in (first, *(one for word in words for one in word.mark.split("、"))) if mark)
    return AnswerRow(label, value, "、".join(marks))


def _vote(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    kind, entitled, present, seats = values["kind"], _int(values["entitled"]), values["present"], values["seats"]
    if isinstance(present, int) and present > entitled:
        raise UnanswerableError("实到人数比应到人数多，请核对。")
    said = limits.words
    quorum, words = {
        "congress": (at_least(entitled, limits.congress_quorum), said["congress_quorum"]),
        "admission": (more_than(entitled, limits.admission_quorum), said["admission_quorum"]),
        "committee": (at_least(entitled, limits.committee_quorum), said["committee_quorum"]),
        "election": (at_least(entitled, limits.turnout), said["turnout"]),
    }[str(kind)]
    rows = [_row("到会", f"{words.modal}至少 {quorum} 人", words)]
    if isinstance(present, int):
        enough = f"实到 {present} 人，够了" if present >= quorum else f"实到 {present} 人，还差 {quorum - present} 人"
        rows.append(AnswerRow("到会够不够", enough))
    if kind == "congress":
        rows.append(_votes("赞成", more_than(entitled, limits.majority), said["majority"]))
    if kind == "admission":
        words = said["admission_majority"]
        rows.append(_votes("赞成", more_than(entitled, limits.admission_majority), words))
        rows.append(_row("书面意见", "因故不能到会、会前正式提出书面意见的，计入票数", words))
    if kind == "election":
        if said["elected"].used:
            rows.append(_votes("当选，按应到算", more_than(entitled, limits.elected), said["elected"]))
        if isinstance(present, int) and said["elected_present"].used:
            votes = more_than(present, limits.elected_present)
            rows.append(_votes("当选，按实到算", votes, said["elected_present"]))
        if isinstance(seats, int):
            words = said["difference"]
            candidates = candidates_needed(seats, limits.difference)
            rows.append(_row("委员候选人", f"{words.modal}至少 {candidates} 名", words))
    return rows


def _votes(label: str, votes: int, words: Words) -> AnswerRow:
    return _row(label, f"{words.modal}至少 {votes} 票", words)


def _setup(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    members, probationary, units = (_int(values[name]) for name in ("members", "probationary", "units"))
    said = limits.words
    alone = said["branch_min"]
    rows = []
    few = max(limits.together, limits.branch_min)
    if members < few:
        together = f"不足 {few} 名，{said['together'].modal}与邻近、相近的单位成立联合党支部"
        rows.append(_row("怎样设", together, said["together"]))
    elif units > 1:
        rows.append(AnswerRow("怎样设", "几个单位合起来，成立联合党支部"))
        first = f"其中正式党员满 {limits.branch_min} 名的单位，{alone.modal}单独成立党支部"
        rows.append(_row("先看一条", first, alone, first=HINT))
    else:
        rows.append(_row("怎样设", f"{alone.modal}单独成立党支部", alone))
    if units > limits.joint_units:
        words = said["joint_units"]
        most = f"联合党支部{words.modal}不超过 {limits.joint_units} 个，先报基层党委商量"
        rows.append(_row("覆盖的单位", most, words, first=HINT))
    if members >= limits.committee_from:
        rows.append(_row("支部委员会", f"{said['committee_from'].modal}设", said["committee_from"]))
        rows.append(_row("委员人数", committee_size(limits), said["committee_usual"], said["committee_max"]))
    elif members >= few:
        rows.append(_row("支部委员会", limits.without_committee, said["committee_below"], said["committee_from"]))
    if members + probationary > limits.branch_max:
        words = said["branch_max"]
        most = f"{words.modal}不超过 {limits.branch_max} 名，先报基层党委商量分设"
        rows.append(_row("支部人数", most, words, first=HINT))
    groups = groups_possible(members, probationary, limits.group_min, limits.group_formal)
    each, whose = group_size(limits), (said["group_min"], said["group_formal"])
    origin = f"，{said['group_min'].origin}" if said["group_min"].origin else ""
    if groups > 1:
        rows.append(_row("党小组最多分", f"{groups} 个（{each}{origin}）", *whose))
    else:
        rows.append(_row("党小组", f"按{each}算，不够分成 2 个", *whose))
    return rows


def committee_size(limits: Limits) -> str:
    """Return how many members a committee has, and how many at the most."""
    usual, most = limits.words["committee_usual"].modal, limits.words["committee_max"].modal
    size = _spaced(usual, f"{limits.committee_min} 至 {limits.committee_usual} 名")
    return f"{size}，{most}不超过 {limits.committee_max} 名"


def group_size(limits: Limits) -> str:
    """Return how many people a group has at the least, and how many formal members among them."""
    people, formal = limits.words["group_min"].modal, limits.words["group_formal"].modal
    return f"每组{people}不少于 {limits.group_min} 人、其中正式党员{formal}不少于 {limits.group_formal} 名"


_EXCLUDED = ("tax", "insurance", "annuity", "subsidy", "bonus")


def _dues(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    said = limits.words
    if values["kind"] == "student":
        words = said["student_fen"]
        return [_row("每月应交", _spaced(words.modal, yuan(limits.student_fen)), words)]
    if values["kind"] == "working":
        base = _int(values["income"]) - sum(_int(values[name] or 0) for name in _EXCLUDED)
        if base < 0:
            raise UnanswerableError("要扣除的合起来比收入还多，请核对。")
        bands, words = limits.working, said["working"]
    else:
        base, bands, words = _int(values["pension"]), limits.retired, said["retired"]
    if base == 0:
        raise UnanswerableError("基数是 0 元，按比例算不出来；没有收入的党员按哪一类交，问学校组织部。")
    owed, exact = dues(base, bands)
    rate = _spaced(words.modal, rate_text(dues_rate(base, bands)))
    rows = [
        AnswerRow("基数", yuan(base)),
        _row("比例", f"{rate}，用全部基数去乘，不分段", words),
        AnswerRow("每月应交", yuan(owed)),
    ]
    if not exact:
        rows.append(AnswerRow("不足 1 分的部分", "四舍五入；没有见到怎样取舍的规定，照学校组织部的办法", OPEN))
    if owed > limits.dues_hint * 100:
        rows.append(_row("超过的部分", most_dues(limits), said["dues_hint"], first=HINT))
    return rows


def most_dues(limits: Limits) -> str:
    """Return how much is paid a month at the most, and that more is given of one's own will."""
    return f"每月{limits.words['dues_hint'].modal}不超过 {limits.dues_hint} 元，多交由本人自愿"


def _development(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    names = dict(EVENTS)
    dates = {name: day for name, day in values.items() if isinstance(day, date)}
    happened = list(dates)
    for before, after in pairwise(happened):
        if dates[after] < dates[before]:
            raise UnanswerableError(f"“{names[after]}”比“{names[before]}”还早，请核对日期。")

    rows: list[AnswerRow] = []
    said = limits.words

    def latest(label: str, start: str, name: str, then: str, *, last: bool = True) -> None:
        if start in dates:
            words = said[name]
            limit = months_later(dates[start], getattr(limits, name))
            late = LATE if last and words.binds else HINT
            mark = late if then in dates and dates[then] > limit else ""
            rows.append(_row(label, f"{words.modal}不晚于 {limit}", words, first=mark))

    def earliest(label: str, day: date, then: str, value: str, words: Words, mark: str = "") -> None:
        early = then in dates and dates[then] < day
        rows.append(_row(label, value, words, first=(EARLY if words.binds else HINT) if early else mark))

    latest("派人谈话", "application", "talk_months", "talk")
    if "activist" in dates:
        words = said["activist_years"]
        day = years_later(dates["activist"], limits.activist_years)
        earliest("列为发展对象", day, "candidate", f"{words.modal}不早于 {day}", words)
    if "notice" in dates:
        words = said["notice_days"]
        day = workdays_later(dates["notice"], limits.notice_days)
        earliest("公示到哪天", day, "candidate", f"{words.modal}至少到 {day}", words, OPEN)
    latest("党员大会讨论接收", "preview", "congress_months", "congress")
    latest("党委审批接收", "sent", "approval_months", "approval", last=False)
    latest("党委审批接收，特殊情况", "sent", "approval_special_months", "approval")
    latest("入党宣誓", "approval", "oath_months", "oath")
    if "congress" in dates:
        words = said["probation_years"]
        day = years_later(dates["congress"], limits.probation_years)
        earliest("预备期满、讨论转正", day, "full", _spaced(words.modal, f"{day} 期满"), words, OPEN)
    latest("党委审批转正", "full_sent", "full_approval_months", "full_approval")
    first, sure = (date.fromisoformat(day) for day in (limits.rules_earliest, limits.rules_from))
    if min(dates.values()) < first:
        rows.append(AnswerRow("新旧规定", f"有的日期早于 {first}，那一步按哪一版问学校组织部", OPEN))
    if any(first <= day < sure for day in dates.values()):
        words_between = f"有的日期不早于 {first}、早于 {sure}，那几天按哪一版没有定论，问学校组织部"
        rows.append(AnswerRow("新旧规定", words_between, OPEN))
    return rows


def _hours(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    name = "leader_hours" if values["kind"] == "leader" else "member_hours"
    asked, words = getattr(limits, name), limits.words[name]
    done = _int(values["done"])
    left = max(0, asked * 10 - done)
    return [
        _row("一年要学", f"{words.modal}不少于 {asked} 学时", words),
        AnswerRow("还差", f"{tenths(left)} 学时" if left else "不差了"),
        AnswerRow("已完成", f"{done * 10 // asked}%"),
    ]


def _term(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    start, said = values["start"], limits.words
    if not isinstance(start, date):
        raise TypeError(start)
    end = years_later(start, limits.term_years)
    reminder, request = months_later(end, -limits.reminder_months), months_later(end, -limits.request_months)
    last = years_later(end, limits.extension_years)
    years = _spaced(said["term_years"].modal, f"{limits.term_years} 年")
    ahead = f"{said['reminder_months'].modal}提前 {limits.reminder_months} 个月"
    longest = f"{said['extension_years'].modal}不超过 {limits.extension_years} 年"
    return [
        _row("任期届满", f"{end}（{years}）", said["term_years"]),
        _row("上级提醒", f"{reminder}（{ahead}）", said["reminder_months"]),
        _row("报换届请示", f"{request}（{limits.request_says}）", said["request_months"]),
        _row("批准延期的", f"到 {last}（{longest}）", said["extension_years"]),
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


def _spaced(modal: str, words: str) -> str:
    """Return words that begin with a figure behind the modal word, if there is one."""
    return f"{modal} {words}" if modal else words


def _int(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
