"""What the calculators go by: every number in force, and what it lets a sentence say beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..data.confirmed import OPEN, is_open
from ..data.load import StandardsData
from ..data.modal_words import modalities_in
from ..data.model import Number, Stricter, Threshold, ThresholdPosition
from ..data.positions import CASE, SOURCE
from ..data.program import Basis, Bound, CalculatorNumbers, Sense, Used, needed_numbers
from ..dates import ONLY_WEEKENDS, WorkCalendar
from ..in_force.resolve import Setting, Settings, position_by_key, rulings, settings
from .sums import Band

RATE = Sense(100, ("exactly",), parts=10, counted=False)
"""The rate of a band of dues, in per cent."""
BASE = Sense(1_000_000, ("at_most",), counted=False)
"""The highest base that belongs to a band, in yuan."""

LOCAL, UNDECIDED, NOWHERE = "本地", "没有定论", "全国没有规定"
BINDING = ("must", "plain")


@dataclass(frozen=True)
class Words:
    """What a sentence says beside a number: how strongly it is laid down, and with what standing."""

    modal: str = ""
    """一般, 应当 …; nothing for what is stated plainly."""
    mark: str = ""
    """待核, 本地 …; several or nothing."""
    origin: str = ""
    """Of a number that is not a nation-wide one: whose it is."""
    binds: bool = True
    """It leaves no exception: to be late is 晚了, not 提示."""
    used: bool = True
    """No other reading or source of its record is in force."""

    @property
    def note(self) -> str:
        """Return the mark as it stands behind a sentence."""
        return f"（{self.mark}）" if self.mark else ""


@dataclass(frozen=True)
class Limits:
    """The numbers that the calculators use: shares in per cent, hours, months, years; and the words beside them."""

    congress_quorum: int
    admission_quorum: int
    majority: int
    admission_majority: int
    committee_quorum: int
    turnout: int
    difference: int
    elected: int
    elected_present: int
    branch_min: int
    branch_max: int
    together: int
    joint_units: int
    committee_from: int
    committee_min: int
    committee_usual: int
    committee_max: int
    committee_below: int
    group_min: int
    group_formal: int
    working: tuple[Band, ...]
    retired: tuple[Band, ...]
    student_fen: int
    dues_hint: int
    member_hours: int
    leader_hours: int
    talk_months: int
    activist_years: int
    notice_days: int
    congress_months: int
    approval_months: int
    approval_special_months: int
    full_approval_months: int
    oath_months: int
    probation_years: int
    term_years: int
    reminder_months: int
    request_months: int
    extension_years: int
    rules_from: str
    rules_earliest: str
    """From this day to the day before `rules_from` it is not certain whether the rules hold."""
    term_start: str
    """How the day is called that a term is counted from."""
    without_committee: str
    """What holds for a branch without a committee, as its source words it."""
    request_says: str
    """What is said on the request for an election, and for whom: as its source words it."""
    words: Mapping[str, Words] = field(default_factory=dict)
    """By the names in program.yaml."""
    kinds: tuple[OfKind, ...] = ()
    """Every kind of branch; only in the limits for all kinds."""
    work: WorkCalendar = ONLY_WEEKENDS
    """The working days."""


@dataclass(frozen=True)
class OfKind:
    """What a kind of branch goes by: its own limits, and the tools that answer otherwise by them; None if none does."""

    id: str
    title: str
    tools: tuple[str, ...] = ()
    limits: Limits | None = None


@dataclass(frozen=True)
class Taken:
    """What a calculator takes from a threshold: a position, and the stricter rule that is in its place."""

    setting: Setting
    position: ThresholdPosition | None
    own: Stricter | None

    @property
    def text(self) -> str:
        """Return it as whoever laid it down words it."""
        return self.own.text if self.own else self.position.text if self.position else ""

    @property
    def modality(self) -> str:
        """Return how strongly it is laid down."""
        return "must" if self.own else self.position.modality if self.position else "plain"

    @property
    def chosen(self) -> str | None:
        """Return the key of the position in force in the record, whichever is taken here."""
        return self.setting.position.key if self.setting.position else None

    @property
    def in_force(self) -> bool:
        """Return whether it, or what it is a case of, is in force."""
        return self.own is not None or (self.position is not None and self.chosen == _root(self.setting, self.position))

    def value(self, bound: Bound, sense: Sense) -> int | None:
        """Return a bound of the number; what the stricter rule says nothing about is as the position says."""
        given = self.own.number if self.own else None
        if given and (getattr(given, bound) is not None or sense.bounds == ("exactly",)):
            return value_of(given, bound, sense)
        found = value_of(given, bound, sense)
        return value_of(self.position.number, bound, sense) if found is None and self.position else found


def taken_from(setting: Setting, used: Used | Basis) -> Taken | None:
    """Return what is taken: the position named, otherwise the one in force; None if there is none."""
    key = used.position or (setting.position.key if setting.position else None)
    position: Any = position_by_key(setting.record, key)
    if used.position and position is None:
        return None
    # where no position is in force, a rule of one's own stands for what a source says, not for its further cases
    head = setting.position is None and (position is None or position.relation == SOURCE)
    own = setting.stricter if head or (setting.position is not None and setting.position.key == key) else None
    return Taken(setting, position, own) if position or own else None


def _root(setting: Setting, position: ThresholdPosition) -> str:
    """Return the key of the position that one is a case of, or its own."""
    while position.relation == CASE and position.of:
        above: Any = position_by_key(setting.record, position.of)
        if above is None or above.source != position.source:
            break
        position = above
    return position.key


def value_of(number: Number | None, bound: Bound, sense: Sense) -> int | None:
    """Return the bound of a number as a whole number of its parts; None if it is missing, not whole or makes no sense.

    Of what is counted one by one, more than 7 is at least 8, less than 50 at most 49, and exactly 6 both.
    """
    if number is None:
        return None
    value = getattr(number, bound)
    if value is None and sense.counted:
        beyond = {"at_least": ("more_than", 1), "at_most": ("less_than", -1)}.get(bound)
        if beyond:
            other = getattr(number, beyond[0])
            value = number.exactly if other is None else other + beyond[1]
    if value is None:
        return None
    parts = Decimal(str(value)) * sense.parts
    return int(parts) if parts == parts.to_integral_value() and 0 < value <= sense.most else None


def position_used(data: StandardsData, used: Used | Basis) -> ThresholdPosition | None:
    """Return the position that the handbook takes a number from: the one named, otherwise the adopted one."""
    threshold = data.thresholds.get(used.threshold)
    if threshold is None:
        return None
    wanted = used.position or threshold.adopted.position
    return next((position for position in threshold.positions if position.key == wanted), None)


def band_positions(threshold: Threshold, chosen: str | None) -> tuple[ThresholdPosition, ...]:
    """Return the positions of a threshold that are bands of a base, as the source of the chosen one has them."""
    sources = {position.source for position in threshold.positions if position.key == chosen}
    return tuple(position for position in threshold.positions if position.base and position.source in sources)


def base_fits(position: ThresholdPosition, below: int | None, *, last: bool) -> bool:
    """Return whether a band begins where the one before ends (`below` yuan; None: at nought); the last has no end."""
    upto = value_of(position.base, "at_most", BASE)
    return position.base == Number(more_than=below, at_most=upto) and (upto is None) == last


def bands_of(positions: tuple[ThresholdPosition, ...]) -> tuple[Band, ...]:
    """Return bands as numbers. Raises ValueError unless they follow on one another from nought without end."""
    bands: list[Band] = []
    for position in positions:
        rate = value_of(position.number, "exactly", RATE)
        fits = base_fits(position, bands[-1][0] if bands else None, last=position is positions[-1])
        if rate is None or not fits:
            raise ValueError(position)
        bands.append((value_of(position.base, "at_most", BASE), rate))
    if not bands:
        raise ValueError(positions)
    return tuple(bands)


def limits_of(data: StandardsData) -> Limits:
    """Return what the calculators go by for all kinds of branch, and what for each kind.

    Raises ValueError if a record lost a number.
    """
    return data.derived(_limits_of_all)


def _limits_of_all(data: StandardsData) -> Limits:
    limits = limits_in(data, settings(data, rulings(data, None)))
    kinds = []
    for profile in data.profiles.values():
        own = limits_in(data, settings(data, rulings(data, profile.id)))
        tools = tuple(tool for tool in CalculatorNumbers.model_fields if _differ(data, tool, own, limits))
        kinds.append(OfKind(profile.id, profile.title, tools, own if tools else None))
    return replace(limits, kinds=tuple(kinds))


def _differ(data: StandardsData, tool: str, one: Limits, other: Limits) -> bool:
    names = [name for name in type(getattr(data.program.calculators, tool)).model_fields if name in one.words]
    return any(
        one.words[name] != other.words[name] or getattr(one, name, None) != getattr(other, name, None) for name in names
    )


def limits_in(data: StandardsData, in_force: Settings) -> Limits:
    """Return what the calculators go by where `in_force` holds. Raises ValueError if a record lost a number."""
    numbers: dict[str, Any] = {}
    for needed in needed_numbers(data.program):
        taken = taken_from(in_force[needed.used.threshold], needed.used)
        numbers[needed.name] = taken.value(needed.used.bound, needed.sense) if taken else None
    if None in numbers.values():
        raise ValueError(numbers)
    calculators = data.program.calculators
    for name in ("working", "retired"):
        setting = in_force[getattr(calculators.dues, name).threshold]
        numbers[name] = bands_of(_bands_in(setting))
    rules = data.procedures[calculators.development.rules]
    return Limits(
        **numbers,
        rules_from=rules.effective_from,
        rules_earliest=rules.effective_earliest or rules.effective_from,
        term_start=data.program.term_start,
        without_committee=_without_committee(data, in_force, numbers),
        request_says=_said(data, in_force, calculators.term.request_months),
        words=words_in(data, in_force),
        work=work_calendar(data),
    )


def work_calendar(data: StandardsData) -> WorkCalendar:
    """Return the working days of the years whose days off are known."""
    found = [one for year in data.holidays.values() for one in year.days_off]
    return WorkCalendar(
        off=tuple(sorted(day for one in found for day in _days_between(one.first, one.last))),
        worked=tuple(sorted(day for one in found for day in one.works)),
        years=tuple(sorted(map(int, data.holidays))),
    )


def _days_between(first: str, last: str) -> list[str]:
    start = date.fromisoformat(first)
    return [str(start + timedelta(days=n)) for n in range((date.fromisoformat(last) - start).days + 1)]


def words_in(data: StandardsData, in_force: Settings) -> dict[str, Words]:
    """Return what may be said beside each number, and beside what the calculators rest on besides."""
    found = {}
    for tool in CalculatorNumbers.model_fields:
        for name, used in getattr(data.program.calculators, tool).named():
            taken = taken_from(in_force[used.threshold], used)
            if taken:
                found[name] = words_of(data, taken)
    for name in ("working", "retired"):
        bands = _bands_in(in_force[getattr(data.program.calculators.dues, name).threshold])
        if any(is_open(data, band) for band in bands) and OPEN not in found[name].mark:
            found[name] = replace(found[name], mark="、".join(filter(None, (OPEN, found[name].mark))))
    return found


def words_of(data: StandardsData, taken: Taken) -> Words:
    """Return what may be said beside what is taken from a threshold."""
    position, modality = taken.position, taken.modality
    national = not taken.own and position is not None and _is_national(data, position)
    alternative = position is not None and position.relation != CASE
    marks = []
    if not taken.own and position and is_open(data, position):
        marks.append(OPEN)
    elif national and alternative and taken.chosen is None:
        marks.append(UNDECIDED)
    if not national:
        marks.append(LOCAL if taken.in_force else data.label("modality", "reference"))
    return Words(
        modal="" if modality == "plain" else data.label("modality", modality),
        mark="、".join(marks),
        origin="" if national else _origin(data, taken),
        binds=modality in BINDING,
        used=not alternative or taken.chosen is None or (position is not None and taken.chosen == position.key),
    )


def _origin(data: StandardsData, taken: Taken) -> str:
    if taken.own or taken.position is None:
        words = f"出自{taken.setting.authority.title}"
    else:
        source = data.sources[taken.position.source]
        words = f"出自{source.called or source.short}"
    numbered = [one for one in taken.setting.record.positions if isinstance(one, ThresholdPosition) and one.number]
    return words if any(_is_national(data, one) for one in numbered) else f"{words}，{NOWHERE}"


def _is_national(data: StandardsData, position: ThresholdPosition) -> bool:
    return data.sources[position.source].is_national


def _bands_in(setting: Setting) -> tuple[ThresholdPosition, ...]:
    chosen = setting.position.key if setting.position else None
    return band_positions(setting.record, chosen) if isinstance(setting.record, Threshold) else ()


def _said(data: StandardsData, in_force: Settings, used: Used | Basis) -> str:
    taken = taken_from(in_force[used.threshold], used)
    return _in_its_words(data, taken) if taken else ""


def _in_its_words(data: StandardsData, taken: Taken) -> str:
    """Return what is taken as it is worded, with its modality behind it where the words do not tell it."""
    said, modality = taken.text.rstrip("。"), taken.modality
    if modality == "plain" or modality in modalities_in(said):
        return said
    return f"{said}（{data.label('modality', modality)}）"


def _without_committee(data: StandardsData, in_force: Settings, numbers: Mapping[str, Any]) -> str:
    """Return what holds below the number from which a committee is set up; whose words it is, where that is another."""
    used = data.program.calculators.setup.committee_below
    taken = taken_from(in_force[used.threshold], used)
    if taken is None or taken.position is None:
        return f"不足 {numbers['committee_from']} 名"
    said = _in_its_words(data, taken)
    if numbers["committee_below"] == numbers["committee_from"]:
        return said
    return f"不足 {numbers['committee_from']} 名；{data.of('source')[taken.position.source].short}写：{said}"
