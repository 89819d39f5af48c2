"""How positions of one record relate, and whether its sources differ as the known conflicts say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..data.load import StandardsData
from ..data.model import Difference, Position
from ..data.positions import CASE, SOURCE, sources_differ
from ..data.problems import Location, Problem, unknown_value
from .registry import rule

Places = Sequence[tuple[Location, Position]]

SAME_SOURCE = ("band", "reading")
RELATED = ("band", "replaced", "version", "reading")
"""The relations that mean nothing without the position they relate to."""
BAND, REPLACED, VERSION = "band", "replaced", "version"
CHANGED = (REPLACED, VERSION)
"""The relations of what a document said that is no longer as it was."""
PLACE = "standards_data/differences.yaml"


@rule(
    "REL1",
    says="口径之间的关系（relation、of）写得清：of 指向同一记录里的另一条口径，另一情形先指同一来源的；"
    "同一来源只有一条口径代表它，其余写明是分档、另一情形等；旧文件的口径写已被新文件的替代",
    why="只有不同来源各自的写法才比较同不同。例如党费的各档都出自一条规定：不写 relation: band，"
    "就会被当成几个来源不同。",
    example=(
        "- {key: df2008_band2, source: df-2008}  # df2008 已经代表这个来源",
        "- {key: df2008_band2, relation: band, of: df2008, source: df-2008}",
    ),
)
def relations_are_told(data: StandardsData) -> Iterator[Problem]:
    """Every position that does not stand for its source says what it is, and of which position."""
    for kind, record in data.compared:
        file = data.file_of(kind, record.id)
        yield from _relations(
            data, [(Location(file, ("positions", index)), entry) for index, entry in enumerate(record.positions)]
        )
    for part, difference in data.every(Difference):
        yield from _relations(
            data,
            [
                (Location(part.file, (*part.path, "positions", index)), entry)
                for index, entry in enumerate(difference.positions)
            ],
        )


def _relations(data: StandardsData, places: Places) -> Iterator[Problem]:
    by_key = {position.key: position for _, position in places}
    standing: dict[str, str] = {}
    for place, position in places:
        if position.relation == SOURCE and position.source in standing:
            short = data.sources[position.source].short if position.source in data.sources else ""
            message = f"口径「{standing[position.source]}」和「{position.key}」都代表同一来源（{short}）。"
            yield Problem("REL1", _at(place, "key"), message, hint="给其中一条写 relation，例如 relation: case")
        if position.relation == SOURCE:
            standing.setdefault(position.source, position.key)
        yield from _of(place, position, by_key)
        yield from _of_its_own_source(place, position, by_key)
        source = data.sources.get(position.source)
        successors = [other.key for other in by_key.values() if source and other.source == source.superseded_by]
        if successors and position.relation != "replaced":
            message = f"口径「{position.key}」出自已废止的文件，旁边就有新文件的口径「{successors[0]}」。"
            hint = f"写 relation: replaced 和 of: {successors[0]}"
            yield Problem("REL1", _at(place, "key"), message, hint=hint)


def _of(place: Location, position: Position, by_key: dict[str, Position]) -> Iterator[Problem]:
    if position.of is None:
        if position.relation in RELATED:
            message = f"口径「{position.key}」写了 relation: {position.relation}，没有写和哪一条的关系。"
            yield Problem("REL1", _at(place, "relation"), message, hint="补 of，写另一条口径的 key")
        return
    others = [key for key in by_key if key != position.key]
    if position.of not in others:
        yield unknown_value("REL1", _at(place, "of"), "口径", position.of, others, "本记录的 positions")
    elif position.relation == SOURCE:
        message = f"口径「{position.key}」写了 of，没有写 relation。"
        yield Problem("REL1", _at(place, "of"), message, hint="补 relation，或删掉 of")
    elif position.relation in SAME_SOURCE and by_key[position.of].source != position.source:
        message = f"口径「{position.key}」和「{position.of}」出自不同的来源，不会是同一条规定的 {position.relation}。"
        yield Problem("REL1", _at(place, "relation"), message, hint="改 relation")


def _of_its_own_source(place: Location, position: Position, by_key: dict[str, Position]) -> Iterator[Problem]:
    """Yield that a case is of another source than its own, although its own has a position that stands for it."""
    of = by_key.get(position.of or "")
    own = next((key for key, one in by_key.items() if (one.source, one.relation) == (position.source, SOURCE)), None)
    if position.relation == CASE and own and (of is None or of.source != position.source):
        message = f"口径「{position.key}」是另一情形，自己的来源有代表它的口径「{own}」，of 却没有指同一来源的口径。"
        name = "of" if of else "relation"
        yield Problem("REL1", _at(place, name), message, hint=f"写 of: {own}")


def _at(place: Location, name: str) -> Location:
    return Location(place.file, (*place.path, name))


@rule(
    "REL2",
    says="差异（C 号）列出的记录里，各来源的写法确实不同；各来源写法不同的记录，要么列进差异，"
    "要么写 no_conflict 说明为什么不算",
    why="“各来源不同”的标记由口径算出来。例如把一所中学的“每学期 1 次”改成“每季度 1 次”，"
    "差异页却还说它们不同，就对不上了。",
    example=(
        "frequencies: [secretary-lecture]  # 各来源都是每年至少 1 次",
        "lies: across",
    ),
)
def conflicts_are_real(data: StandardsData) -> Iterator[Problem]:
    """A record of a conflict differs, and one that differs is in a conflict or says why not."""
    listed = set()
    for index, difference in enumerate(data.differences.differences):
        names = [("frequency", name) for name in difference.frequencies]
        names += [("threshold", name) for name in difference.thresholds]
        if difference.lies != "inside":
            listed |= set(names)
        records = [(kind, data.of(kind)[name]) for kind, name in names if name in data.of(kind)]
        sources = [{position.source for position in record.positions} for _, record in records]
        sources += [{position.source for position in difference.positions}] if difference.positions else []
        at = Location(PLACE, ("differences", index, "id"))
        if difference.lies == "inside":
            if sources and not set.intersection(*sources):
                message = f"差异 {difference.id} 写的是一份来源之内，列出的记录却没有共同的来源。"
                yield Problem("REL2", at, message, hint="改 lies，或改列出的记录")
        elif sources and len(set.union(*sources)) < 2:
            yield Problem("REL2", at, f"差异 {difference.id} 只有一个来源。", hint="写 lies: inside，或补上另一个来源")
        elif difference.lies == "record":
            for kind, record in records:
                if not sources_differ(record):
                    message = f"差异 {difference.id} 列了「{record.id}」，它的各来源写法却没有不同。"
                    hint = f"看 {data.file_of(kind, record.id)} 的口径和 relation；分在几条记录里的写 lies: across"
                    yield Problem("REL2", at, message, hint=hint)
    for kind, record in data.compared:
        told = (kind, record.id) in listed
        if not told and sources_differ(record) != bool(record.no_conflict):
            yield _untold(data, kind, record.id, differs=not record.no_conflict)


def _untold(data: StandardsData, kind: str, name: str, *, differs: bool) -> Problem:
    file = data.file_of(kind, name)
    if differs:
        message = f"「{name}」的各来源写法不同，没有列进差异，也没有说明。"
        return Problem("REL2", Location(file, ("id",)), message, hint="列进 differences.yaml，或写 no_conflict")
    message = f"「{name}」写了 no_conflict，各来源的写法却没有不同。"
    return Problem("REL2", Location(file, ("no_conflict",)), message, hint="删掉 no_conflict")


@rule(
    "REL3",
    says="口径的关系和它的内容、来源对得上：按基数分档的（base）是 band，没有基数的不是；"
    "已废止的来源是 replaced，别的来源有修订才能是 replaced；另一期（version）是同一类来源的上一期",
    why="关系写错，页面就会把分档说成“另一情形”，把现行的写法说成“已被替代”。",
    example=(
        "{key: df2008_band1, relation: case, of: df2008, base: {at_most: 3000}}",
        "{key: df2008_band1, relation: band, of: df2008, base: {at_most: 3000}}",
    ),
)
def relations_fit(data: StandardsData) -> Iterator[Problem]:
    """Bands are those that have a base; what is replaced or of another time has a source that was changed."""
    for kind, record in data.compared:
        by_key = {position.key: position for position in record.positions}
        for index, position in enumerate(record.positions):
            place = Location(data.file_of(kind, record.id), ("positions", index))
            for message, hint in _misfits(data, position, by_key):
                at = _at(place, "relation" if "relation" in position.model_fields_set else "key")
                yield Problem("REL3", at, f"口径「{position.key}」{message}。", hint=hint)


def _misfits(data: StandardsData, position: Position, by_key: Mapping[str, Position]) -> Iterator[tuple[str, str]]:
    """Yield what does not fit the relation of a position, and what to do."""
    of = by_key.get(position.of or "")
    based = getattr(position, "base", None) is not None
    if based and position.relation not in (SOURCE, BAND):
        yield "有基数（base），是分档，关系却不是 band", "写 relation: band"
    if not based and position.relation == BAND:
        yield "写的是分档，没有基数（base）", "补 base；不按基数分的写 relation: case"
    source = data.sources.get(position.source)
    other = data.sources.get(of.source) if of else None
    if source is None or (position.of and other is None):
        return
    beside = any(one.source == source.superseded_by for one in by_key.values())  # REL1
    if source.status == "superseded" and position.relation != REPLACED and not beside:
        yield "出自已废止的文件，关系却不是 replaced", "写 relation: replaced"
    if position.relation in CHANGED and source.status not in ("superseded", "revised"):
        yield f"写的是 {position.relation}，它的来源却没有废止，也没有修订", "改 relation，或改来源的 status"
    if source.status == "revised" and other and other.id != source.id and position.relation not in CHANGED:
        yield "出自已修订的文件，对着另一份文件，关系却不是 replaced 或 version", "改 relation"
    if position.relation == REPLACED and other and source.superseded_by and other.id != source.superseded_by:
        yield f"写的是 replaced，of 指的却不是新文件（{source.superseded_by}）的口径", "改 of"
    if position.relation in CHANGED and other and other.id == source.id:
        yield f"写的是 {position.relation}，of 指的却是同一份文件的口径", "改 relation 或 of"
    if position.relation == VERSION and other and other.kind != source.kind:
        yield "写的是另一期，of 指的却是另一类文件的口径", "改 relation 或 of"
