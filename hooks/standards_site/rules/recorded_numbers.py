"""The numbers that records hold, and which records a text is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..data.load import Part, StandardsData
from ..data.model import Adoption, FrequencyPosition, Item, Limit, Requirement, Ruling, Stricter
from ..data.quotes.number_words import TOLD, Phrase, measured, phrases, uncut
from ..data.quotes.records import bounds_of, figures_in


class Fact(NamedTuple):
    """Where a number is recorded, and what of a source it is."""

    record: str
    position: str
    source: str
    clause: str


COUNTED = frozenset({"人", "次"})
HALF = (50.0,)
"""So many rules set a share of a half that one is told from another only by what the text is about."""


@dataclass(frozen=True)
class Facts:
    """The recorded numbers and periods, each with the positions that say so."""

    by_number: Mapping[tuple[float, str], list[Fact]]
    by_period: Mapping[str, list[Fact]]
    by_date: Mapping[str, list[Fact]]

    def of(self, phrase: Phrase) -> list[Fact]:
        """Return the positions that a phrase could be about."""
        if phrase.kind in ("period", "date"):
            return (self.by_period if phrase.kind == "period" else self.by_date).get(phrase.unit, [])
        return [fact for value in phrase.values for fact in self.by_number.get((value, phrase.unit), [])]

    def all_of(self, phrase: Phrase) -> list[Fact]:
        """Return the positions that hold every number of a phrase."""
        others = [self.by_number.get((value, phrase.unit), []) for value in phrase.values[1:]]
        return [fact for fact in self.of(phrase) if all(fact in other for other in others)]

    def in_unit(self, unit: str) -> list[Fact]:
        """Return the positions that hold a number in a unit."""
        return [fact for (_, other), facts in self.by_number.items() if other == unit for fact in facts]


def facts_of(data: StandardsData) -> Facts:
    """Return every number and period of the records, in the units of sentences."""
    numbers: dict[tuple[float, str], list[Fact]] = {}
    periods: dict[str, list[Fact]] = {}
    dates: dict[str, list[Fact]] = {}
    for _, record in data.compared:
        for position in record.positions:
            fact = Fact(record.id, position.key, position.source, position.clause)
            if isinstance(position, FrequencyPosition):
                periods.setdefault(position.per, []).append(fact)
            bounds = bounds_of(position.times if isinstance(position, FrequencyPosition) else position.number)
            for value in dict.fromkeys(bounds.values()):
                numbers.setdefault(measured(value, getattr(record, "unit", "次")), []).append(fact)
            figures = figures_in(getattr(position, "value", ""))
            in_words = list(phrases(figures))
            for phrase in in_words:
                for value in phrase.values:
                    numbers.setdefault((value, phrase.unit), []).append(fact)
            if figures and not in_words:
                dates.setdefault(figures, []).append(fact)
            base = bounds_of(getattr(position, "base", None))
            for value in dict.fromkeys(base.values()):
                numbers.setdefault(measured(value, "元"), []).append(fact)
    return Facts(numbers, periods, dates)


def dates_in(facts: Facts, text: str) -> Iterator[Phrase]:
    """Yield the dates that a text says in the words of a record: 8 月底前."""
    for words in facts.by_date:
        for start, end in uncut(words, text) if words in text else ():
            yield Phrase(start, end, "date", (), words)


def says_a_rule(facts: Facts, phrase: Phrase) -> bool:
    """Return whether a number in a sentence without citations is likely to be one that somebody lays down."""
    if phrase.kind != "count" or phrase.unit in TOLD:
        return True
    return bool(facts.of(phrase)) and is_telling(phrase)


def is_telling(phrase: Phrase) -> bool:
    """Return whether a phrase that says a recorded number is likely to be about it: 三个 can be anything."""
    if phrase.kind != "count" or phrase.unit in TOLD:
        return True
    return max(phrase.values) >= (2 if phrase.unit in COUNTED else 10)


def related_to(data: StandardsData, part: Part) -> set[str]:
    """Return the frequencies and thresholds that a text is surely about: its own record, and those it refers to."""
    value = part.value
    if part.kind in ("frequency", "threshold"):
        return {part.record_id}
    if isinstance(value, Requirement):
        return {value.frequency or "", *value.thresholds}
    if isinstance(value, Limit):
        return {value.threshold or ""}
    if isinstance(value, Adoption | Stricter):
        return {value.frequency or value.threshold or ""}
    if isinstance(value, Ruling):
        decisions: tuple[Adoption | Stricter, ...] = (*value.adopt, *value.stricter)
        return {one.frequency or one.threshold or "" for one in decisions}
    owner = data.of(part.kind).get(part.record_id)
    if isinstance(owner, Item):
        return {name for one in owner.requirements for name in (one.frequency or "", *one.thresholds)}
    return set()


def quote_of(data: StandardsData, fact: Fact) -> str:
    record = data.frequencies.get(fact.record) or data.thresholds[fact.record]
    value = next((getattr(one, "value", "") for one in record.positions if one.key == fact.position), "")
    name = record.id if fact.position == record.adopted.position else f"{record.id}.{fact.position}"
    return f"<{name} value>" if figures_in(value) != value else f"<{name}>"
