"""A number that a source gives once and two records hold is told as one, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

from ..data.confirmed import OPEN
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
MEETING = (("at_least", "less_than"), ("more_than", "at_most"))
"""The bounds of which one begins where the other ends."""
APART = (("more_than", "less_than"),)
"""The bounds between which the number itself lies."""


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
    "（3 名以上、不足 3 名），恰好这个数两边都不算的写明（gap）；两条记录采用的也是同一条",
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
    adopted = {record.id: record.adopted.position for _, record in data.compared}
    for mine, theirs in adopted_apart(data, adopted):
        kind, record_id, key = mine
        message = f"这里{_adopts(key)}，{data.file_of(*theirs[:2])} {_adopts(theirs[2])}，不是同一条。"
        at = Location(data.file_of(kind, record_id), ("adopted", "position") if key else ("adopted",))
        yield Problem("REL4", at, message, hint="两处采用同一条口径")


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
    elif same.gap != _meet(one, other, APART):
        message = f"这里是「{_words(data, one)}」，{file} 的「{key}」是「{_words(data, other)}」，"
        message += "中间没有空着的数。" if same.gap else "恰好这个数的两边都不算。"
        hint = "删掉 gap" if same.gap else "按来源改界限；来源真的没有说的，same 里写 gap: true"
        yield Problem("REL4", at, message, hint=hint)
    elif not (same.gap or alike(one, other) or _meet(one, other, MEETING)):
        message = f"这里是「{_words(data, one)}」，{file} 的「{key}」是「{_words(data, other)}」，来源只说了一个数。"
        yield Problem("REL4", at, message, hint="两处改成一样；来源说了两个数的，删掉 same")


def adopted_apart(
    data: StandardsData, adopted: Mapping[str, str | None]
) -> Iterator[tuple[PositionName, PositionName]]:
    """Yield the records that share a number and adopt different ones, each with the key that `adopted` has for it."""
    standing = data.derived(_standing)
    for (kind, record_id), shared in data.derived(_shared).items():
        mine = standing.get((kind, record_id, adopted[record_id] or ""))
        for (other_kind, other_id), twins in shared.items():
            theirs = standing.get((other_kind, other_id, adopted[other_id] or ""))
            if mine and mine.name[2] in twins:
                # both may take another case of one source: each member's lecture here, the secretary's there
                same_source = theirs is not None and theirs.position.source == mine.position.source
                apart = theirs != twins[mine.name[2]] and not (same_source and theirs not in twins.values())
            else:
                stands = [
                    twin for key, twin in twins.items() if standing[kind, record_id, key].position.relation == SOURCE
                ]
                apart = theirs in stands and not (mine and mine.position.same)
            if apart:
                keys = (one.name[2] if one else "" for one in (mine, theirs))
                yield (kind, record_id, next(keys)), (other_kind, other_id, next(keys))


def _shared(data: StandardsData) -> dict[tuple[str, str], dict[tuple[str, str], dict[str, Standing]]]:
    """Return for each record with links, and for each that it is linked with, the other's positions by its own keys."""
    standing = data.derived(_standing)
    found: dict[tuple[str, str], dict[tuple[str, str], dict[str, Standing]]] = {}
    for (kind, record_id, key), one in standing.items():
        other = standing.get(_named(one.position.same)) if one.position.same else None
        if other and other.name[:2] != (kind, record_id):
            found.setdefault((kind, record_id), {}).setdefault(other.name[:2], {})[key] = other
    return found


@rule(
    "REL5",
    says="来源只说了一次、两条记录都记着的数，后记的写 same：单位是次、写了周期的门槛都写；"
    "人数的界限一个接着一个的（3 名以上、不足 3 名），有一条写；"
    "同一来源同一行事实（没有事实行号的，同一条款）里单位相同的数，"
    "记在几条记录里，是同一个数的写 same，不是的各写 distinct: true",
    why="写了 same，改一处就会报另一处；没有写，另一处就一直说旧的数。distinct 是说看过了，真是两个数。",
    example=(
        "{key: zb_below, text: 正式党员不足 7 名的，设书记。, number: {less_than: 7}}  # zb 是 7 名以上",
        "{key: zb_below, number: {less_than: 7}, same: {threshold: committee-threshold, position: zb}}",
    ),
)
def same_numbers_are_told(data: StandardsData) -> Iterator[Problem]:
    """Positions that hold one number of a source are linked, others told apart."""
    standing = data.derived(_standing)
    first = {name: _named(one.position.same) if one.position.same else name for name, one in standing.items()}
    named = {first[name] for name, one in standing.items() if one.position.same}
    told: set[PositionName] = set()
    for one in standing.values():
        times = one.name[0] == "threshold" and one.unit == TIMES and one.per and one.bounds
        if times and not one.position.same and one.name not in named:
            told.add(one.name)
            message = f"口径「{one.name[2]}」的次数也是频次的数，没有写是哪一条。"
            yield Problem("REL5", _at_key(one), message, hint="写 same: {frequency: 编号, position: 口径}")
    for one, other in _same_but_untold(standing, first):
        told |= {one.name, other.name}
        kind, record_id, key = first[one.name]
        message = f"口径「{other.name[2]}」和 {one.at.file} 的「{one.name[2]}」记的是同一个数，没有写明。"
        hint = f"写 same: {{{kind}: {record_id}, position: {key}}}；不是同一个数的，两条都写 distinct: true"
        yield Problem("REL5", _at_key(other), message, hint=hint)
    beside = _beside(standing, first)
    for name, one in standing.items():
        near = beside.get(name)
        if near and not (one.position.same or one.position.distinct or name in told):
            message = f"口径「{name[2]}」的来源在同一处还有一个数，记在 {near.at.file} 的「{near.name[2]}」。"
            hint = "是同一个数，写 same 和同样的数；看过来源，是两个数的，写 distinct: true"
            yield Problem("REL5", _at_key(one), message, hint=hint)
        elif one.position.distinct and not near:
            at = Location(one.at.file, (*one.at.path, "distinct"))
            yield Problem("REL5", at, "这个来源在同一处没有别的记录的数。", hint="删掉 distinct")


def _same_but_untold(
    standing: Mapping[PositionName, Standing], first: Mapping[PositionName, PositionName]
) -> Iterator[tuple[Standing, Standing]]:
    """Yield the pairs of positions of one source that seem to hold one number, and do not say whether they do."""
    by_source: dict[tuple[str, str, str], list[Standing]] = {}
    for one in standing.values():
        if one.is_counted:
            by_source.setdefault((one.position.source, one.name[0], one.unit), []).append(one)
    for together in by_source.values():
        for one, other in combinations(together, 2):
            bordering = measured(1, one.unit)[1] == PEOPLE and _meet(one, other, MEETING + APART)
            distinct = one.position.distinct and other.position.distinct
            if first[one.name] != first[other.name] and not distinct and (bordering or _said_once(one, other)):
                yield one, other


def _beside(
    standing: Mapping[PositionName, Standing], first: Mapping[PositionName, PositionName]
) -> dict[PositionName, Standing]:
    """Return for each position one of another record that gives another number in the same place of the source.

    The place is a row of facts, or a clause that is known; the number is one in the same unit.
    """
    places: dict[tuple[str, str, str], list[Standing]] = {}
    for one in standing.values():
        if one.is_counted:
            clause = () if one.position.clause == OPEN else (one.position.clause,)
            for place in one.position.facts or clause:
                places.setdefault((one.position.source, place, measured(1, one.unit)[1]), []).append(one)
    found: dict[PositionName, Standing] = {}
    for together in places.values():
        records: dict[PositionName, set[str]] = {}
        for one in together:
            records.setdefault(first[one.name], set()).add(one.at.file)
        for one, other in permutations(together, 2):
            if records[first[one.name]].isdisjoint(records[first[other.name]]):
                found.setdefault(one.name, other)
    return found


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


def _meet(one: Standing, other: Standing, bounds: tuple[tuple[str, str], ...]) -> bool:
    """Return whether one has a lower bound at the number of the other's upper bound, of the pairs named in `bounds`."""
    if (one.unit, one.per) != (other.unit, other.per):
        return False
    pairs = ((one.bounds, other.bounds), (other.bounds, one.bounds))
    return any(low in a and a[low] == b.get(high) for a, b in pairs for low, high in bounds)


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


def _adopts(key: str) -> str:
    return f"采用「{key}」" if key else "没有采用口径"


def _at_key(one: Standing) -> Location:
    return Location(one.at.file, (*one.at.path, "key"))
