"""A number that a source gives once and two records hold is told as one, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..data.load import StandardsData
from ..data.model import UNCOUNTED, Frequency, SameNumber, Threshold
from ..data.positions import READING, SOURCE
from ..data.problems import Location, Problem, unknown_value
from ..data.quotes.number_words import bounded, joined, measured
from ..data.quotes.records import bounds_of
from .registry import rule

NumberRecord = Frequency | Threshold
PositionName = tuple[str, str, str]
"""Kind, record and key of a position."""

KINDS = ("frequency", "threshold")
TIMES, PEOPLE = "次", "人"
MEETING = (("at_least", "less_than"), ("more_than", "at_most"), ("more_than", "less_than"))
"""The bounds of which one begins where the other ends; between the last two lies the number itself."""


@dataclass(frozen=True)
class Standing:
    """A position with where it stands and what it comes to."""

    name: PositionName
    at: Location
    position: Any
    unit: str
    per: str
    bounds: Mapping[str, float]

    @property
    def is_counted(self) -> bool:
        """Whether it gives a number or a period at all."""
        return bool(self.bounds) or self.per not in ("", *UNCOUNTED)


@rule(
    "REL4",
    says="same 指的是最先记着这个数的口径：那条口径在，来源相同，数和周期也相同，或者一个界限接着另一个"
    "（3 名以上、不足 3 名）；两条记录采用的也是同一条",
    why="来源只说了一次的数，两条记录都要用。只改一处，另一处还写着旧的，两处就各说各的。",
    example=(
        "number: {at_least: 2}\nsame: {frequency: secretary-training, position: zb}  # 那里是每年至少 1 次",
        "number: {at_least: 1}\nsame: {frequency: secretary-training, position: zb}",
    ),
)
def same_numbers_agree(data: StandardsData) -> Iterator[Problem]:
    """A position that shares its number with another record names a position there that says the same."""
    standing = data.derived(_standing)
    for one in standing.values():
        if one.position.same:
            yield from _disagreement(data, standing, one)
    for kind in KINDS:
        for record in data.of(kind).values():
            yield from _adopted_apart(data, standing, kind, record)


def _disagreement(data: StandardsData, standing: Mapping[PositionName, Standing], one: Standing) -> Iterator[Problem]:
    same: SameNumber = one.position.same
    at = Location(one.at.file, (*one.at.path, "same"))
    if bool(same.frequency) == bool(same.threshold):
        yield Problem("REL4", at, "same 里频次（frequency）、门槛（threshold）要写一个，只写一个。", hint="二选一")
        return
    name = _named(same)
    kind, record_id, key = name
    record = data.of(kind).get(record_id)
    if record is None:
        return  # REF1
    file = data.file_of(kind, record_id)
    other = standing.get(name)
    if other is None:
        keys = [position.key for position in record.positions]
        place = Location(at.file, (*at.path, "position"))
        yield unknown_value("REL4", place, "口径", key, keys, f"{file} 的 positions")
    elif other.position.same:
        message = f"{file} 的「{key}」自己写着 same，不是最先记着这个数的。"
        yield Problem("REL4", at, message, hint="写它的 same 指的那一条，或删掉一处 same")
    elif other.position.source != one.position.source:
        message = f"{file} 的「{key}」出自另一份来源，不是同一个数。"
        yield Problem("REL4", at, message, hint="改 same，或删掉它")
    elif not (alike(one, other) or _meet(one, other)):
        message = f"这里是「{_words(data, one)}」，{file} 的「{key}」是「{_words(data, other)}」，来源只说了一个数。"
        yield Problem("REL4", at, message, hint="两处改成一样；来源说了两个数的，删掉 same")


def _adopted_apart(
    data: StandardsData, standing: Mapping[PositionName, Standing], kind: str, record: NumberRecord
) -> Iterator[Problem]:
    """Yield where a record and one that it shares numbers with adopt different ones of them."""
    mine = standing.get((kind, record.id, record.adopted.position or ""))
    shared: dict[tuple[str, str], dict[str, Standing]] = {}
    for position in record.positions:
        other = standing.get(_named(position.same)) if position.same else None
        if other and other.name[:2] != (kind, record.id):
            shared.setdefault(other.name[:2], {})[position.key] = other
    for (other_kind, other_id), twins in shared.items():
        adopted = data.of(other_kind)[other_id].adopted.position
        theirs = standing.get((other_kind, other_id, adopted or ""))
        if mine and mine.name[2] in twins:
            # both may take another case of one source: each member's lecture here, the secretary's there
            same_source = theirs is not None and theirs.position.source == mine.position.source
            apart = theirs != twins[mine.name[2]] and not (same_source and theirs not in twins.values())
        else:
            stands = [twin for key, twin in twins.items() if standing[kind, record.id, key].position.relation == SOURCE]
            apart = theirs in stands and not (mine and mine.position.same)
        if apart:
            file = data.file_of(other_kind, other_id)
            message = f"这里{_adopts(mine)}，{file} {_adopts(theirs)}，不是同一条。"
            path = ("adopted", "position") if mine else ("adopted",)
            at = Location(data.file_of(kind, record.id), path)
            yield Problem("REL4", at, message, hint="两处采用同一条口径")


@rule(
    "REL5",
    says="来源只说了一次、两条记录都记着的数，后记的写 same：单位是次、写了周期的门槛都写；"
    "同一来源同一行事实（没有事实行号的，同一条款）数相同的，人数的界限一个接着一个的（3 名以上、不足 3 名），有一条写",
    why="写了 same，改一处就会报另一处；没有写，另一处就一直说旧的数。",
    example=(
        "{key: zb_below, text: 正式党员不足 7 名的，设书记。, number: {less_than: 7}}  # zb 是 7 名以上",
        "{key: zb_below, number: {less_than: 7}, same: {threshold: committee-threshold, position: zb}}",
    ),
)
def same_numbers_are_told(data: StandardsData) -> Iterator[Problem]:
    """Two positions that hold one number of a source are linked, and so is a number of times with its frequency."""
    standing = data.derived(_standing)
    first = {name: _named(one.position.same) if one.position.same else name for name, one in standing.items()}
    named = {first[name] for name, one in standing.items() if one.position.same}
    for one in standing.values():
        times = one.name[0] == "threshold" and one.unit == TIMES and one.per and one.bounds
        if times and not one.position.same and one.name not in named:
            message = f"口径「{one.name[2]}」的次数也是频次的数，没有写是哪一条。"
            yield Problem("REL5", _at_key(one), message, hint="写 same: {frequency: 编号, position: 口径}")
    by_source: dict[tuple[str, str, str], list[Standing]] = {}
    for one in standing.values():
        if one.is_counted:
            by_source.setdefault((one.position.source, one.name[0], one.unit), []).append(one)
    for together in by_source.values():
        for one, other in combinations(together, 2):
            bordering = measured(1, one.unit)[1] == PEOPLE and _meet(one, other)
            if first[one.name] != first[other.name] and (bordering or _said_once(one, other)):
                kind, record_id, key = first[one.name]
                message = f"口径「{other.name[2]}」和 {one.at.file} 的「{one.name[2]}」记的是同一个数，没有写明。"
                hint = f"写 same: {{{kind}: {record_id}, position: {key}}}；"
                hint += "不是同一个数的，各写各的事实行号，没有行号的条款写细到款"
                yield Problem("REL5", _at_key(other), message, hint=hint)


def same_sayings(data: StandardsData) -> Iterator[tuple[Standing, Standing]]:
    """Yield the pairs of positions that are told to hold one number, and hold it."""
    standing = data.derived(_standing)
    for one in standing.values():
        other = standing.get(_named(one.position.same)) if one.position.same else None
        if other and alike(one, other):
            yield one, other


def alike(one: Standing, other: Standing) -> bool:
    """Return whether two positions give the same number in the same period."""
    return (one.unit, one.per, one.bounds) == (other.unit, other.per, other.bounds)


def _said_once(one: Standing, other: Standing) -> bool:
    left, right = one.position, other.position
    # in one record only a second reading of the same words gives their number again
    if not alike(one, other) or (one.name[:2] == other.name[:2] and READING not in (left.relation, right.relation)):
        return False
    if left.facts or right.facts:
        return bool(set(left.facts) & set(right.facts))
    return bool(left.clause == right.clause) and getattr(left, "base", None) == getattr(right, "base", None)


def _meet(one: Standing, other: Standing) -> bool:
    """Return whether a bound of one begins where one of the other ends."""
    if (one.unit, one.per) != (other.unit, other.per):
        return False
    pairs = ((one.bounds, other.bounds), (other.bounds, one.bounds))
    return any(low in a and a[low] == b.get(high) for a, b in pairs for low, high in MEETING)


def _standing(data: StandardsData) -> dict[PositionName, Standing]:
    """Return every position of the frequencies and thresholds."""
    found = {}
    for kind in KINDS:
        for record in data.of(kind).values():
            unit = getattr(record, "unit", TIMES)
            for index, position in enumerate(record.positions):
                name = (kind, record.id, position.key)
                at = Location(data.file_of(kind, record.id), ("positions", index))
                number = position.times if kind == "frequency" else position.number
                found[name] = Standing(name, at, position, unit, position.per or "", bounds_of(number))
    return found


def _named(same: SameNumber) -> PositionName:
    kind = "frequency" if same.frequency else "threshold"
    return kind, same.frequency or same.threshold or "", same.position


def _words(data: StandardsData, one: Standing) -> str:
    return joined(data.label("period", one.per), bounded(one.bounds, one.unit) if one.bounds else "") or "没有数"


def _adopts(one: Standing | None) -> str:
    return f"采用「{one.name[2]}」" if one else "没有采用口径"


def _at_key(one: Standing) -> Location:
    return Location(one.at.file, (*one.at.path, "key"))
