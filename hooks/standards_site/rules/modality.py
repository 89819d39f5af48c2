"""One source says one thing in one way: modality and clause are the same wherever it is cited for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from ..data.confirmed import OPEN
from ..data.load import Part, StandardsData
from ..data.modal_words import asserted, modalities_in, without_advice
from ..data.modality import Compared, clauses_meet, named_records, positions_of, said_by, single_clauses
from ..data.model import Citation, GuidanceTask, Limit, Position, Requirement, Step
from ..data.positions import CASE
from ..data.problems import Location, Problem
from ..data.quotes.marks import in_words, position_of
from ..data.quotes.number_words import phrases
from .quotes import all_quotes
from .registry import rule
from .same_numbers import same_sayings

Saying = Requirement | Step | GuidanceTask
Placed = tuple[Location, Position]


@rule(
    "MOD1",
    says="要点、步骤的情态（应当、一般……）至少有一处引用的来源就是这样说的；引用上的 modality 只在不同时写，"
    "而且不和要点所引记录里同一条款的口径相反",
    why="情态是来源的话。例如要点标“应当”，它引的条款在频次里却是“直述”：要么改要点，要么改口径，"
    "或者在引用上写 modality 说明这一句另有情态。",
    example=(
        "modality: must  # 引用的条款在频次里是 plain",
        "modality: plain",
    ),
)
def modalities_have_a_source(data: StandardsData) -> Iterator[Problem]:
    """A modality is that of one of its citations, and a citation tells its own only where it differs."""
    told: set[int] = set()
    entries: list[tuple[Part, Saying]] = [*data.every(Requirement), *data.every(Step), *data.every(GuidanceTask)]
    for part, entry in entries:
        told.update(id(cited) for cited in entry.cites)
        records = named_records(data, entry) if isinstance(entry, Requirement) else []
        yield from _without_source(data, part, entry, records)
    for part, cited in data.citations:
        if isinstance(cited, Citation) and cited.modality and id(cited) not in told:
            at = Location(part.file, (*part.path, "modality"))
            yield Problem("MOD1", at, "这条引用的上面没有情态，不用写 modality。", hint="删掉它")


def _without_source(data: StandardsData, part: Part, entry: Saying, records: list[Compared]) -> Iterator[Problem]:
    said = [said_by(cited, records, entry.modality) for cited in entry.cites]
    if said and entry.modality not in said:
        label = _label(data, entry.modality)
        found = "、".join(dict.fromkeys(_label(data, modality) for modality in said))
        message = f"「{entry.key}」标的是「{label}」，它引用的来源都不是：{found}。"
        yield Problem("MOD1", _at(part, "modality"), message, hint="改这里或口径的情态，或在引用上写 modality")
    for index, cited in enumerate(entry.cites):
        if cited.modality and cited.modality == said_by(_untold(cited), records, entry.modality):
            at = Location(part.file, (*part.path, "cites", index, "modality"))
            yield Problem("MOD1", at, "这里的 modality 和不写时一样。", hint="删掉它")
        elif cited.modality and (contradicted := _contradicted(data, cited, records)):
            at = Location(part.file, (*part.path, "cites", index, "modality"))
            message = f"这里写的是「{_label(data, cited.modality)}」，记录里同一来源同一条款的口径"
            message += f"「{contradicted.key}」是「{_label(data, contradicted.modality)}」，也没有说到这种情态。"
            yield Problem("MOD1", at, message, hint="情态写在口径里：改那里，这里删掉")


def _contradicted(data: StandardsData, cited: Citation, records: list[Compared]) -> Position | None:
    """Return the position that a citation's own modality contradicts: none that it has or that its text has a word of.

    一般 in 每年至少 1 次，一般安排在第四季度 is about the season: a requirement on that alone tells it by the citation.
    """
    clauses = set(single_clauses(cited.clause))
    positions = [one for one in positions_of(cited, records) if clauses.intersection(single_clauses(one.clause))]
    for position in positions:
        if cited.modality in {position.modality, *modalities_in(asserted(in_words(data, position.text)))}:
            return None
    return positions[0] if positions else None


def _untold(cited: Citation) -> Citation:
    return cited.model_copy(update={"modality": None})


@rule(
    "MOD2",
    says="同一来源的同一句话，在几条频次、门槛里情态和条款相同",
    why="例如一份讲稿的“每年至少 1 次”在频次里是“直述”，在门槛里成了“应当”：读者不知道信哪一处。",
    example=(
        "modality: must  # 同一行事实，另一条记录里是 plain",
        "modality: plain",
    ),
)
def positions_agree(data: StandardsData) -> Iterator[Problem]:
    """Two positions that hold the same words of a source have one modality and one clause."""
    for one, other in same_sentences(data):
        (place, position), (there, again) = one, other
        if position.modality != again.modality:
            message = f"这里的情态是「{_label(data, position.modality)}」，"
            message += f"{_where(there, again)}说的是同一句话，情态是「{_label(data, again.modality)}」。"
            yield Problem("MOD2", _at(place, "modality"), message, hint="按来源改成一样，或把两条口径的文字分清")
        if not clauses_meet(position.clause, again.clause):
            message = f"这里的条款是「{position.clause}」，"
            message += f"{_where(there, again)}说的是同一句话，条款是「{again.clause}」。"
            yield Problem("MOD2", _at(place, "clause"), message, hint="按来源改成一样")


def same_sentences(data: StandardsData) -> Iterator[tuple[Placed, Placed]]:
    """Yield the pairs of positions of one source in two records that give the same numbers for the same thing.

    The same thing: they share a row of facts, one says that it has the number of the other, or a requirement names the
    frequency and the threshold for one duty.
    """
    by_fact: dict[str, list[Placed]] = defaultdict(list)
    standing: dict[str, list[Placed]] = defaultdict(list)
    for kind, record in data.compared:
        for index, position in enumerate(record.positions):
            placed = Location(data.file_of(kind, record.id), ("positions", index)), position
            for row in position.facts:
                by_fact[row].append(placed)
            if position.relation != CASE:
                standing[f"{kind} {record.id}"].append(placed)
    named = {
        (f"frequency {requirement.frequency}", f"threshold {name}")
        for _, requirement in data.every(Requirement)
        for name in requirement.thresholds
        if requirement.frequency
    }
    told: set[tuple[Location, Location]] = set()
    for same_row in by_fact.values():
        for one, other in combinations(same_row, 2):
            if one[0].file != other[0].file and numbers_in(data, one[1]) == numbers_in(data, other[1]):
                told.add((one[0], other[0]))
                yield one, other
    for here, there in same_sayings(data):
        if not {(here.at, there.at), (there.at, here.at)} & told:
            told |= {(here.at, there.at), (there.at, here.at)}
            yield (here.at, here.position), (there.at, there.position)
    for left, right in sorted(named):
        for one, other in product(standing[left], standing[right]):
            if (one[0], other[0]) not in told and _one_sentence(data, one[1], other[1]):
                told.add((one[0], other[0]))
                yield one, other


def _one_sentence(data: StandardsData, one: Position, other: Position) -> bool:
    if (one.source, one.relation) != (other.source, other.relation):
        return False
    found, again = numbers_in(data, one), numbers_in(data, other)
    return bool(found and again) and (found <= again or again <= found)


def numbers_in(data: StandardsData, position: Position) -> set[tuple[float, str]]:
    """Return the numbers with their units that a position's text gives; of what it quotes those it quotes."""
    return {(value, one.unit) for one in phrases(in_words(data, position.text)) for value in one.values}


@rule(
    "MOD3",
    says="要点、步骤的时限写明频次或门槛的，有引用的句子引用了它们的数的，引用的条款要和那里同一来源的口径相同",
    why="例如选举的差额，步骤里引“第十三条”，门槛里还是“待核”：查到了条款，要两处一起改。"
    "把到会的数引成支委会的，条款也对不上。",
    example=(
        "cites: [{source: xj-2020, clause: 第十四条, seen: second_hand}]  # 门槛里是第十三条",
        "cites: [{source: xj-2020, clause: 第十三条, seen: second_hand}]",
    ),
)
def clauses_agree(data: StandardsData) -> Iterator[Problem]:
    """Of every source that a named or quoted record has a position of, a clause of that position is cited."""
    by_record: dict[tuple[str, str], list[tuple[Location, str, bool]]] = defaultdict(list)
    for (record, source), at, written in _resting(data):
        known = [position.clause for position in record.positions if position.source == source]
        if known and OPEN not in written:  # it takes the clause of the position as soon as that is found
            agrees = any(clauses_meet(clause, one) for clause in known for one in written)
            by_record[record.id, source].append((at, "、".join(dict.fromkeys(written)), agrees))
    for (name, source), places in by_record.items():
        record = data.frequencies.get(name) or data.thresholds[name]
        theirs = [(index, one.clause) for index, one in enumerate(record.positions) if one.source == source]
        clauses = "」「".join(dict.fromkeys(clause for _, clause in theirs))
        cited = {clause for _, clause, _ in places}
        if len(places) > 1 and len(cited) == len(theirs) == 1 and not places[0][2]:
            kind = "frequency" if name in data.frequencies else "threshold"
            at = Location(data.file_of(kind, name), ("positions", theirs[0][0], "clause"))
            message = f"这里的条款是「{clauses}」，说它的 {len(places)} 处引的都是「{cited.pop()}」。"
            yield Problem("MOD3", at, message, hint="按来源改这里；这里是对的，改那些引用")
            continue
        for at, _, agrees in places:
            if not agrees:
                message = f"「{name}」里这个来源的条款是「{clauses}」，这里没有引到。"
                yield Problem("MOD3", at, message, hint="两处改成一样，或补上那一条的引用")


def _resting(data: StandardsData) -> Iterator[tuple[tuple[Compared, str], Location, list[str]]]:
    """Yield what rests on a record and on a source: where it cites that source, and which clauses of it."""
    told: set[tuple[Location, str]] = set()
    for part, record, sources in _with_records(data):
        cites: tuple[Citation, ...] = getattr(part.value, "cites", ())
        for source in dict.fromkeys(cited.source for cited in cites if sources is None or cited.source in sources):
            places = [index for index, cited in enumerate(cites) if cited.source == source]
            at = Location(part.file, (*part.path, "cites", places[0], "clause"))
            if (at, record.id) not in told:
                told.add((at, record.id))
                yield (record, source), at, [cites[index].clause for index in places]


def _with_records(data: StandardsData) -> Iterator[tuple[Part, Compared, set[str] | None]]:
    """Yield what has citations, with the records that it names, and those that it quotes and whose number that is."""
    for part, requirement in data.every(Requirement):
        for record in named_records(data, requirement):
            yield part, record, None
    for part, limit in data.every(Limit):
        if named := data.thresholds.get(limit.threshold or ""):
            yield part, named, None
    for part, _, text, mark, said in data.derived(all_quotes):
        if said.position and mark.start < len(without_advice(text)):
            yield part, data.of(said.kind)[said.record], {position_of(data, said).source}


def _label(data: StandardsData, modality: str) -> str:
    entry = data.vocabulary.modality.get(modality)
    return entry.label if entry else modality


def _where(place: Location, position: Position) -> str:
    return f"{place.file} 的「{position.key}」"


def _at(place: Location | Part, name: str) -> Location:
    return Location(place.file, (*place.path, name))
