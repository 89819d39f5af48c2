"""在培养的人: where somebody stands, what comes next and by when, what is overdue or out of order, in words.

The browser's script gives the same answers. The limits are those of the calculator of development; what is new here is
that many days are known at once, of which some may be wrong, and that a day lies before or after today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..data.confirmed import OPEN
from ..data.load import StandardsData
from ..data.model import Step
from ..data.positions import REPLACED
from ..data.program import Basis, PersonDate, Sense
from ..dates import months_later, workdays_later, years_later
from .limits import Limits, limits_of, position_used, value_of
from .questions import EVENTS, FIRST_YEAR, LAST_YEAR
from .sentences import EARLY, HINT, LATE, OVERDUE, say

MONTHS_OF_YEARS = Sense(240, ("at_least", "at_most"), parts=12, counted=False)
EXTENDED, ENDED = "extended", "ended"
"""Days that are no step: until when a probation is extended, and since when somebody is no longer developed here."""


@dataclass(frozen=True)
class DayLimit:
    """How much time may or must pass between two days.

    `event` names it in sentences and calendar files, `number` the limit that it takes, counted in `unit`.
    """

    event: str
    start: str
    then: str
    number: str
    unit: str
    says: str
    latest: bool = True
    """It must be done by then; otherwise not before."""
    last: bool = True
    """No later day is allowed in special cases."""


DAY_LIMITS = (
    DayLimit("talk", "application", "talk", "talk_months", "months", "not_later"),
    DayLimit("candidate", "activist", "candidate", "activist_years", "years", "not_earlier", latest=False),
    DayLimit("notice", "notice", "candidate", "notice_days", "workdays", "at_least_until", latest=False),
    DayLimit("congress", "preview", "congress", "congress_months", "months", "not_later"),
    DayLimit("approval", "sent", "approval", "approval_months", "months", "not_later", last=False),
    DayLimit("approval_special", "sent", "approval", "approval_special_months", "months", "not_later"),
    DayLimit("oath", "approval", "oath", "oath_months", "months", "not_later"),
    DayLimit("probation", "congress", "full", "probation_years", "years", "ends", latest=False),
    DayLimit("full_approval", "full_sent", "full_approval", "full_approval_months", "months", "not_later"),
)
"""All that the calculator of development reckons between two days, in its order."""
UNSETTLED = ("notice", "probation")
"""How these are counted is not settled, whatever their number."""
PAPER, HAVE = "paper.", "1"
"""How names of papers begin among what is kept of somebody, and what is kept of one that is there."""


@dataclass(frozen=True)
class StepPaper:
    """A paper of a step, of which is kept whether it is there. `due`: the day from which on it is missing if not."""

    name: str
    step: str
    text: str
    form: str
    due: str
    may_be_left: bool


@dataclass(frozen=True)
class KeptDate:
    """A day that is kept of somebody, in words."""

    name: str
    label: str
    stage: str
    step: Step | None
    after: tuple[str, ...]
    may_be_left: bool
    asked_since: bool
    papers: tuple[StepPaper, ...]
    """Those of its step; of several days of one step, the first has them."""


@dataclass(frozen=True)
class PeopleRules:
    """What the answers go by. `steady`: events whose number the earlier rules had as well."""

    limits: Limits
    dates: tuple[KeptDate, ...]
    steady: tuple[str, ...]
    extension: tuple[int | None, int | None]
    """Months, at the least and at the most."""


@dataclass(frozen=True)
class PersonLimit:
    """A limit of one person.

    State: done, late, early; open (to be done by a day), waiting and ready (before and from a day on), overdue, passed
    (of what binds less), unsure (where it is not certain that the limit held).
    """

    event: str
    label: str
    value: str
    mark: str
    day: str
    of: str
    """The kept date that is limited."""
    state: str
    is_past: bool
    """It should have been done by now, sure or not, and has no day yet."""


@dataclass(frozen=True)
class PersonAnswer:
    """Where one person stands. Days are in ISO form; `next` is the name of a kept date."""

    state: str
    """empty, under_way, done or ended."""
    stage: str
    reached: str
    next: str
    earliest: str
    latest: str
    limits: tuple[PersonLimit, ...]
    faults: tuple[str, ...]
    """What cannot be right, each a sentence."""
    missed: tuple[tuple[str, bool], ...]
    """Labels of earlier days that are not known; whether it is certain that they had to be."""
    notes: tuple[tuple[str, str], ...]
    """Label and sentence of what is not settled."""
    overdue: int
    lacking: tuple[tuple[str, tuple[str, ...]], ...]
    """Papers that are not there of steps that were done, each step by its label."""
    is_noted: bool
    """Whether it was noted of any paper that it is there: before, none is called missing."""


def people_rules(data: StandardsData) -> PeopleRules:
    """Return what the answers go by."""
    limits, named = limits_of(data), data.program.calculators.development
    bases = {limit.event: getattr(named, limit.number) for limit in DAY_LIMITS}
    extension = position_used(data, data.program.people.extension)
    number = extension.number if extension else None
    return PeopleRules(
        limits,
        kept_dates(data),
        tuple(event for event, basis in bases.items() if _held_before(data, basis)),
        (value_of(number, "at_least", MONTHS_OF_YEARS), value_of(number, "at_most", MONTHS_OF_YEARS)),
    )


def kept_dates(data: StandardsData) -> tuple[KeptDate, ...]:
    """Return the days that are kept of somebody, in the order of the procedure."""
    people = data.program.people
    stages = data.procedures[people.procedure].stages
    steps = {step.key: (stage.title, step) for stage in stages for step in stage.steps}
    return tuple(_kept(data, one, *steps.get(one.step or "", ("", None))) for one in people.dates)


def _kept(data: StandardsData, one: PersonDate, stage: str, step: Step | None) -> KeptDate:
    label = one.label or dict(EVENTS).get(one.name) or (step.title if step else one.name)
    papers = _step_papers(data, one, step) if step else ()
    return KeptDate(one.name, label, stage, step, one.after, one.may_be_left, one.asked_since, papers)


def _step_papers(data: StandardsData, one: PersonDate, step: Step) -> tuple[StepPaper, ...]:
    dates = [other for other in data.program.people.dates if other.step == step.key]
    if dates[0] is not one:
        return ()
    # the step is done on the last of its days that must be
    *_, due = [other.name for other in dates if not other.may_be_left] or [dates[-1].name]
    return tuple(
        StepPaper(
            f"{PAPER}{step.key}.{paper.form or paper.key}",
            step.title,
            data.forms[paper.form].title if paper.form else paper.paper,
            paper.form or "",
            due,
            paper.may_be_left,
        )
        for paper in step.papers
    )


def _held_before(data: StandardsData, basis: Basis) -> bool:
    """Return whether the position that a number is taken from has replaced one with the same number."""
    position = position_used(data, basis)
    threshold = data.thresholds[basis.threshold]
    before = [one for one in threshold.positions if position and one.relation == REPLACED and one.of == position.key]
    return any(position and one.number == position.number for one in before)


def person_answer(given: Mapping[str, str], rules: PeopleRules, today: date) -> PersonAnswer:
    """Return where somebody stands of whom these days and papers are `given`; what is none, or unknown, is left out."""
    days = {one.name: day for one in rules.dates if (day := _day(given.get(one.name, "")))}
    order = [one for one in rules.dates if one.name not in (EXTENDED, ENDED)]
    done = [place for place, one in enumerate(order) if one.name in days]
    furthest = done[-1] if done else -1
    ahead = [one for one in order[furthest + 1 :] if not one.may_be_left]
    following = ahead[0] if ahead else None
    state = "ended" if ENDED in days else "empty" if not done else "under_way" if following else "done"
    if state in ("done", "ended"):
        following = None
    limits = tuple(_limits(days, rules, today)) if state != "ended" else ()
    of_next = [one for one in limits if following and one.of == following.name]
    binds = {limit.event: limit.latest for limit in DAY_LIMITS}
    return PersonAnswer(
        state=state,
        stage=order[furthest].stage if done else "",
        reached=order[furthest].label if done else "",
        next=following.name if following else "",
        earliest=max((one.day for one in of_next if not binds[one.event]), default=""),
        latest=min((one.day for one in of_next if binds[one.event]), default=""),
        limits=limits,
        faults=tuple(_faults(days, rules, today)),
        missed=tuple(_missed(days, order[: max(furthest, 0)], rules)) if state != "ended" else (),
        notes=tuple(_notes(days, rules)),
        overdue=sum(one.state == "overdue" for one in limits),
        lacking=tuple(_lacking(given, days, rules)) if state != "ended" else (),
        is_noted=any(given.get(paper.name) == HAVE for one in rules.dates for paper in one.papers),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if text == str(day) and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _later(limit: DayLimit, days: Mapping[str, date], limits: Limits) -> date:
    """Return the day that a limit gives; an extended probation ends on the day that it was extended to."""
    if limit.event == "probation" and EXTENDED in days:
        return days[EXTENDED]
    start, count = days[limit.start], getattr(limits, limit.number)
    if limit.unit == "workdays":
        return workdays_later(start, count, limits.work)
    return years_later(start, count) if limit.unit == "years" else months_later(start, count)


def _limits(days: Mapping[str, date], rules: PeopleRules, today: date) -> list[PersonLimit]:
    found = []
    for limit in DAY_LIMITS:
        if limit.start not in days:
            continue
        day, words = _later(limit, days, rules.limits), rules.limits.words[limit.number]
        binds = words.binds and limit.last
        state = _state(limit, day, days.get(limit.then), today)
        if state == "overdue" and not binds:
            state = "passed"
        sure = limit.event in rules.steady or days[limit.start] >= date.fromisoformat(rules.limits.rules_from)
        is_past = state in ("overdue", "passed")
        if (state in ("late", "early") or is_past) and not sure:
            state = "unsure"
        told = {"late": LATE if binds else HINT, "early": EARLY if binds else HINT, "overdue": OVERDUE, "passed": HINT}
        first = told.get(state) or (OPEN if state == "unsure" or limit.event in UNSETTLED else "")
        marks = [first, *words.mark.split("、")]
        value = say(limit.says, modal=words.modal, day=day)
        shown = f"{words.modal} {value}" if limit.says == "ends" and words.modal else value
        mark = "、".join(dict.fromkeys(filter(None, marks)))
        found.append(PersonLimit(limit.event, say(limit.event), shown, mark, str(day), limit.then, state, is_past))
    return found


def _state(limit: DayLimit, day: date, then: date | None, today: date) -> str:
    if limit.latest:
        return ("late" if then > day else "done") if then else ("overdue" if today > day else "open")
    return ("early" if then < day else "done") if then else ("waiting" if today < day else "ready")


def _faults(days: Mapping[str, date], rules: PeopleRules, today: date) -> list[str]:
    labels = {one.name: one.label for one in rules.dates}
    found = [
        say("wrong_order", after=one.label, before=labels[name])
        for one in rules.dates
        for name in one.after
        if one.name in days and name in days and days[one.name] < days[name]
    ]
    found += [say("not_yet", label=labels[name]) for name, day in days.items() if name != EXTENDED and day > today]
    least, most = rules.extension
    if EXTENDED in days and "congress" in days and least and most:
        ends = years_later(days["congress"], rules.limits.probation_years)
        low, high = months_later(ends, least), months_later(ends, most)
        if not low <= days[EXTENDED] <= high:
            found.append(say("out_of_range", label=labels[EXTENDED], min=low, max=high))
    return found


def _missed(days: Mapping[str, date], before: list[KeptDate], rules: PeopleRules) -> list[tuple[str, bool]]:
    """Return what of the steps `before` the furthest one has no day; of what only the new rules ask, whether they hold.

    They do if nothing behind it was done before them.
    """
    since = date.fromisoformat(rules.limits.rules_from)
    names = [one.name for one in rules.dates]
    found = []
    for one in before:
        if one.name in days or one.may_be_left:
            continue
        behind = [days[name] for name in names[names.index(one.name) + 1 :] if name in days]
        found.append((one.label, not one.asked_since or min(behind) >= since))
    return found


def _lacking(
    given: Mapping[str, str], days: Mapping[str, date], rules: PeopleRules
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in rules.dates:
        due = [paper for paper in one.papers if paper.due in days and not paper.may_be_left]
        if lacking := [paper for paper in due if given.get(paper.name) != HAVE]:
            yield lacking[0].step, tuple(paper.text for paper in lacking)


def _notes(days: Mapping[str, date], rules: PeopleRules) -> list[tuple[str, str]]:
    found, limits = [], rules.limits
    if "notice" in days:
        until = workdays_later(days["notice"], limits.notice_days, limits.work)
        if years := limits.work.unknown(days["notice"], until):
            found.append((say("workdays"), say("no_days_off", years="、".join(map(str, years)))))
    first, sure = (date.fromisoformat(day) for day in (limits.rules_earliest, limits.rules_from))
    if any(day < first for day in days.values()):
        found.append((say("which_rules"), say("before_rules", first=first)))
    if any(first <= day < sure for day in days.values()):
        found.append((say("which_rules"), say("between_rules", first=first, sure=sure)))
    return found
