"""What each calculator answers, in words: rows of label, value and mark. The browser's script gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..data.confirmed import OPEN
from ..dates import months_later, workdays_later, years_later
from .limits import Limits, Words
from .questions import EVENTS, KIND, QUESTIONS, Given, UnanswerableError, Value, left_open, read
from .sentences import EARLY, HINT, LATE, say
from .sums import Band, at_least, candidates_needed, dues, dues_rate, groups_possible, more_than


class AnswerRow(NamedTuple):
    """One line of an answer; `mark` is one short word, several or empty.

    A row with a day to keep has it in ISO form, and what happens on it: a name of `DATED`.
    """

    label: str
    value: str
    mark: str = ""
    event: str = ""
    day: str = ""


DATED = {
    "development": (
        *("talk", "candidate", "notice", "congress", "approval", "approval_special", "oath"),
        *("probation", "full_approval"),
    ),
    "term": ("reminder", "request", "end", "extension"),
}
"""The days that an answer of each tool may have, by the sentences that name them."""


@dataclass(frozen=True)
class Answer:
    """Rows, the main one first; or a sentence that says what is wrong. `missing` says what is still to be filled in."""

    rows: tuple[AnswerRow, ...] = ()
    problem: str = ""
    missing: str = ""


def answer(tool: str, given: Given, limits: Limits, today: date | None = None) -> Answer:
    """Return what `tool` answers to what was typed; never raises for what a reader can type.

    Without `today` nothing is said of which days are past.
    """
    try:
        values = read(tool, given, limits)
        others = [kind for kind in limits.kinds if tool in kind.tools]
        own = next((kind.limits for kind in others if kind.id == values.get(KIND)), None)
        open_fields = left_open(tool, values, limits)
        chosen = QUESTIONS[tool][0].label not in open_fields or QUESTIONS[tool][0].kind != "choice"
        if not chosen:
            rows = []
        elif tool in DATED:
            rows = _DATED_TOOLS[tool](values, own or limits, today or date.min)
        else:
            rows = _TOOLS[tool](values, own or limits)
        if rows and others and not values[KIND]:
            titles = "、".join(kind.title for kind in others)
            rows.append(AnswerRow(say("kind"), say("other_numbers", titles=titles), HINT))
        labels = "、".join(f"“{label}”" for label in open_fields)
        missing = say("still_missing" if rows else "missing", labels=labels) if labels else ""
        return Answer(rows=tuple(rows), missing=missing)
    except UnanswerableError as fault:
        return Answer(problem=str(fault))


def _row(label: str, value: str, *words: Words, first: str = "") -> AnswerRow:
    """Return a row with the words that stand beside its numbers, each mark once."""
    marks = dict.fromkeys(mark for mark in (first, *(one for word in words for one in word.mark.split("、"))) if mark)
    return AnswerRow(label, value, "、".join(marks))


def _vote(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    entitled, present, seats = (_whole(values[name]) for name in ("entitled", "present", "seats"))
    if entitled is not None and present is not None and present > entitled:
        raise UnanswerableError(say("more_than_entitled"))
    kind, rows = str(values["kind"]), []
    if entitled is not None:
        rows += _counts(kind, entitled, limits)
    if kind == "election":
        rows += _election(present, seats, limits)
    if entitled is not None and present is None:
        rows.append(AnswerRow(say("next"), say("count_present")))
    if entitled is not None and present is not None:
        left = _quorum(kind, entitled, limits)[0] - present
        counted = say("too_few" if left > 0 else "enough", n=present, left=left)
        rows.append(AnswerRow(say("quorum"), counted))
        votes = more_than(entitled, limits.majority)
        # of an admission votes in writing count too, and an election has its own
        if left <= 0 and kind == "congress" and present < votes:
            rows.append(AnswerRow(say("next"), say("cannot_pass", n=votes)))
        else:
            rows.append(AnswerRow(say("next"), say("put_off" if left > 0 else "may_vote")))
    return rows


def _quorum(kind: str, entitled: int, limits: Limits) -> tuple[int, Words]:
    said = limits.words
    return {
        "congress": (at_least(entitled, limits.congress_quorum), said["congress_quorum"]),
        "admission": (more_than(entitled, limits.admission_quorum), said["admission_quorum"]),
        "committee": (at_least(entitled, limits.committee_quorum), said["committee_quorum"]),
        "election": (at_least(entitled, limits.turnout), said["turnout"]),
    }[kind]


def _counts(kind: str, entitled: int, limits: Limits) -> list[AnswerRow]:
    said = limits.words
    quorum, words = _quorum(kind, entitled, limits)
    rows = [_row(say("attendance"), say("people", modal=words.modal, n=quorum), words)]
    if kind == "congress":
        rows.append(_votes("in_favour", more_than(entitled, limits.majority), said["majority"]))
    if kind == "admission":
        words = said["admission_majority"]
        rows.append(_votes("in_favour", more_than(entitled, limits.admission_majority), words))
        rows.append(_row(say("in_writing"), say("in_writing_counts"), words))
    if kind == "election" and said["elected"].used:
        rows.append(_votes("elected", more_than(entitled, limits.elected), said["elected"]))
    return rows


def _election(present: int | None, seats: int | None, limits: Limits) -> list[AnswerRow]:
    said, rows = limits.words, []
    if present is not None and said["elected_present"].used:
        rows.append(_votes("elected_present", more_than(present, limits.elected_present), said["elected_present"]))
    if seats is not None:
        words, candidates = said["difference"], candidates_needed(seats, limits.difference)
        rows.append(_row(say("candidates"), say("names", modal=words.modal, n=candidates), words))
    return rows


def _dated(row: AnswerRow, event: str, day: date) -> AnswerRow:
    return row._replace(event=event, day=str(day))


def _past(sentence: str, day: date, today: date) -> str:
    """Return how long a day is past and what to do about it, as the end of a sentence."""
    return say(sentence, n=(today - day).days) if day < today else ""


def _votes(label: str, votes: int, words: Words) -> AnswerRow:
    return _row(say(label), say("votes", modal=words.modal, n=votes), words)


def _setup(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    members, probationary, units = (_whole(values[name]) for name in ("members", "probationary", "units"))
    said = limits.words
    alone = said["branch_min"]
    rows = []
    few = max(limits.together, limits.branch_min)
    if members is not None and members < few:
        together = say("together", n=few, modal=said["together"].modal)
        rows.append(_row(say("setup"), together, said["together"]))
    elif members is not None and units is not None and units > 1:
        rows.append(AnswerRow(say("setup"), say("several_units")))
        first = say("unit_alone", n=limits.branch_min, modal=alone.modal)
        rows.append(_row(say("look_first"), first, alone, first=HINT))
    elif members is not None and units is not None:
        rows.append(_row(say("setup"), say("alone", modal=alone.modal), alone))
    if units is not None and units > limits.joint_units:
        words = said["joint_units"]
        most = say("most_units", modal=words.modal, n=limits.joint_units)
        rows.append(_row(say("units"), most, words, first=HINT))
    if members is None:
        return rows
    if members >= limits.committee_from:
        rows.append(
            _row(say("committee"), say("has_committee", modal=said["committee_from"].modal), said["committee_from"])
        )
        rows.append(
            _row(say("committee_members"), committee_size(limits), said["committee_usual"], said["committee_max"])
        )
    elif members >= few:
        rows.append(_row(say("committee"), limits.without_committee, said["committee_below"], said["committee_from"]))
    if members + (probationary or 0) > limits.branch_max:
        words = said["branch_max"]
        most = say("most_members", modal=words.modal, n=limits.branch_max)
        rows.append(_row(say("branch_members"), most, words, first=HINT))
    if probationary is not None:
        rows.append(_groups(members, probationary, limits))
    rows.append(AnswerRow(say("next"), say("ask_above")))
    return rows


def _groups(members: int, probationary: int, limits: Limits) -> AnswerRow:
    said = limits.words
    groups = groups_possible(members, probationary, limits.group_min, limits.group_formal)
    each, whose = group_size(limits), (said["group_min"], said["group_formal"])
    if groups < 2:
        return _row(say("group"), say("no_groups", each=each), *whose)
    origin = f"，{said['group_min'].origin}" if said["group_min"].origin else ""
    return _row(say("groups"), say("groups_possible", n=groups, each=each, origin=origin), *whose)


def committee_size(limits: Limits) -> str:
    """Return how many members a committee has, and how many at the most."""
    usual, most = limits.words["committee_usual"].modal, limits.words["committee_max"].modal
    size = _spaced(usual, say("committee_usual", min=limits.committee_min, usual=limits.committee_usual))
    return say("committee_size", usual=size, modal=most, n=limits.committee_max)


def group_size(limits: Limits) -> str:
    """Return how many people a group has at the least, and how many formal members among them."""
    people, formal = limits.words["group_min"].modal, limits.words["group_formal"].modal
    modals = {"people_modal": people, "formal_modal": formal}
    return say("group_size", people=limits.group_min, formal=limits.group_formal, **modals)


_EXCLUDED = ("tax", "insurance", "annuity", "subsidy", "bonus")
"""What comes off the pay: as long as one is not answered, the base is not known but only how much it is at the most."""


def _dues(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    said = limits.words
    if values["kind"] == "student":
        words = said["student_fen"]
        student = _row(say("due_monthly"), _spaced(words.modal, yuan(limits.student_fen)), words)
        return [student, AnswerRow(say("next"), say("pay"))]
    given = _whole(values["income" if values["kind"] == "working" else "pension"])
    if given is None:
        return []
    base, bands, words, unknown = given, limits.retired, said["retired"], ""
    if values["kind"] == "working":
        base, bands, words = given, limits.working, said["working"]
        base -= sum(_whole(values[name]) or 0 for name in _EXCLUDED)
        asked = [field for field in QUESTIONS["dues"] if field.name in _EXCLUDED]
        unknown = "、".join(f"“{field.label}”" for field in asked if values[field.name] is None)
        if base < 0:
            raise UnanswerableError(say("more_than_income"))
    if base == 0:
        raise UnanswerableError(say("no_base"))
    owed, exact = dues(base, bands)
    rate = _spaced(words.modal, rate_text(dues_rate(base, bands)))
    is_above = owed > limits.dues_hint * 100
    by_rate, of_base = ((say("at_most", yuan=yuan(fen)) if unknown else yuan(fen)) for fen in (owed, base))
    rows = [AnswerRow(say("by_rate" if is_above else "due_monthly"), by_rate)]
    if is_above:
        rows.insert(0, _row(say("due_monthly"), most_dues(limits), said["dues_hint"]))
    then = say("ask_pay_office", labels=unknown) if unknown else say("pay_most" if is_above else "pay")
    rows += [
        AnswerRow(say("next"), then),
        AnswerRow(say("base"), of_base),
        _row(say("rate"), say("rate_of_all", rate=rate), words),
    ]
    if not exact:
        rows.append(AnswerRow(say("parts_of_a_fen"), say("rounded"), OPEN))
    return rows


def most_dues(limits: Limits) -> str:
    """Return how much is paid at the most, and that more is given of one's own will."""
    return say("most_dues", modal=limits.words["dues_hint"].modal, n=limits.dues_hint)


def _development(values: dict[str, Value], limits: Limits, today: date) -> list[AnswerRow]:
    names = dict(EVENTS)
    dates = {name: day for name in names if isinstance(day := values[name], date)}
    happened = list(dates)
    for before, after in pairwise(happened):
        if dates[after] < dates[before]:
            raise UnanswerableError(say("wrong_order", after=names[after], before=names[before]))
    if not dates:
        return []

    rows: list[AnswerRow] = []
    said = limits.words

    def past(sentence: str, day: date, then: str) -> str:
        return _past("past_done" if then in dates else sentence, day, today)

    def latest(label: str, start: str, name: str, then: str, *, last: bool = True) -> None:
        if start in dates:
            words = said[name]
            limit = months_later(dates[start], getattr(limits, name))
            late = LATE if last and words.binds else HINT
            mark = late if then in dates and dates[then] > limit else ""
            value = say("not_later", modal=words.modal, day=limit) + past("past_due", limit, then)
            rows.append(_dated(_row(say(label), value, words, first=mark), label, limit))

    def earliest(label: str, day: date, then: str, value: str, words: Words, mark: str = "") -> None:
        early = then in dates and dates[then] < day
        first = (EARLY if words.binds else HINT) if early else mark
        value += past("past_open", day, then)
        rows.append(_dated(_row(say(label), value, words, first=first), label, day))

    latest("talk", "application", "talk_months", "talk")
    if "activist" in dates:
        words = said["activist_years"]
        day = years_later(dates["activist"], limits.activist_years)
        earliest("candidate", day, "candidate", say("not_earlier", modal=words.modal, day=day), words)
    if "notice" in dates:
        words = said["notice_days"]
        day = workdays_later(dates["notice"], limits.notice_days, limits.work)
        earliest("notice", day, "candidate", say("at_least_until", modal=words.modal, day=day), words, OPEN)
        if years := limits.work.unknown(dates["notice"], day):
            rows.append(AnswerRow(say("workdays"), say("no_days_off", years="、".join(map(str, years))), OPEN))
    latest("congress", "preview", "congress_months", "congress")
    latest("approval", "sent", "approval_months", "approval", last=False)
    latest("approval_special", "sent", "approval_special_months", "approval")
    latest("oath", "approval", "oath_months", "oath")
    meeting = dates.get("full")
    if "congress" in dates:
        words = said["probation_years"]
        day = years_later(dates["congress"], limits.probation_years)
        ends = _spaced(words.modal, say("ends", day=day))
        if meeting is None:
            meeting = day
            due = past("past_due", day, "full_sent")
            rows.append(AnswerRow(say("full_application"), say("apply_by", day=day) + due, HINT))
            rows.append(AnswerRow(say("full"), say("meet_from", day=day) + due, HINT))
        earliest("probation", day, "full", ends, words, OPEN)
    if meeting and "full_sent" not in dates:
        words, months = said["full_approval_months"], limits.full_approval_months
        day = months_later(meeting, months)
        value = say("not_later_after", modal=words.modal, n=months, start=meeting, day=day)
        value += past("past_due", day, "full_approval")
        rows.append(_dated(_row(say("full_approval"), value, words), "full_approval", day))
    latest("full_approval", "full_sent", "full_approval_months", "full_approval")
    following = list(names)[list(names).index(happened[-1]) + 1 :]
    if not following:
        then = say("all_done")
    elif "congress" in dates and "full" in following:
        then = say("apply_first")
    else:
        then = say("then_comes" if rows else "then", label=names[following[0]])
    rows.append(AnswerRow(say("next"), then))
    first, sure = (date.fromisoformat(day) for day in (limits.rules_earliest, limits.rules_from))
    if min(dates.values()) < first:
        rows.append(AnswerRow(say("which_rules"), say("before_rules", first=first), OPEN))
    if any(first <= day < sure for day in dates.values()):
        rows.append(AnswerRow(say("which_rules"), say("between_rules", first=first, sure=sure), OPEN))
    return rows


def _hours(values: dict[str, Value], limits: Limits) -> list[AnswerRow]:
    name = "leader_hours" if values["kind"] == "leader" else "member_hours"
    asked, words = getattr(limits, name), limits.words[name]
    a_year = _row(say("hours_a_year"), say("hours", modal=words.modal, n=asked), words)
    done = _whole(values["done"])
    if done is None:
        return [a_year]
    left = max(0, asked * 10 - done)
    return [
        AnswerRow(say("left"), say("hours_left", n=tenths(left)) if left else say("nothing_left")),
        AnswerRow(say("next"), say("ask_for_training" if left else "hand_in")),
        a_year,
        AnswerRow(say("done"), f"{done * 10 // asked}%"),
    ]


def _term(values: dict[str, Value], limits: Limits, today: date) -> list[AnswerRow]:
    start, said = values["start"], limits.words
    if not isinstance(start, date):
        return []
    end = years_later(start, limits.term_years)
    reminder, request = months_later(end, -limits.reminder_months), months_later(end, -limits.request_months)
    last = years_later(end, limits.extension_years)
    years = _spaced(said["term_years"].modal, say("years", n=limits.term_years))
    ahead = say("months_ahead", modal=said["reminder_months"].modal, n=limits.reminder_months)
    longest = say("most_years", modal=said["extension_years"].modal, n=limits.extension_years)

    def row(label: str, sentence: str, day: date, words: str, name: str) -> AnswerRow:
        value = say(sentence, day=day, words=words) + _past("past", day, today)
        return _dated(_row(say(label), value, said[name]), label, day)

    over = (("extension_over", last), ("term_over", end), ("request_now", request))
    then = next((sentence for sentence, day in over if day < today), "prepare_request")
    return [
        row("reminder", "with_words", reminder, ahead, "reminder_months"),
        row("request", "with_words", request, limits.request_says, "request_months"),
        row("end", "with_words", end, years, "term_years"),
        AnswerRow(say("next"), say(then)),
        row("extension", "until", last, longest, "extension_years"),
    ]


_TOOLS = {
    "vote": _vote,
    "setup": _setup,
    "dues": _dues,
    "hours": _hours,
}
_DATED_TOOLS = {"development": _development, "term": _term}
"""Those that also go by what day it is."""


def yuan(fen: int) -> str:
    """Return an amount in fen, in yuan."""
    return say("yuan", yuan=fen // 100, fen=f"{fen % 100:02}")


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


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None
