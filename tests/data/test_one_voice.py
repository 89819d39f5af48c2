"""The rules on sources find every change that sets one against itself, tried on the data of the repository."""

from __future__ import annotations

from collections import Counter

import pytest

from standards_site.data.confirmed import OPEN
from standards_site.data.load import StandardsData
from standards_site.data.modal_words import telling_words, unsaid, without_advice
from standards_site.data.model import RELATIONS, GuidanceTask, Position, Requirement, Step
from standards_site.data.positions import SOURCE, sources_differ
from standards_site.rules import RULES
from standards_site.rules.modality import same_sentences
from tests.builders.mutations import with_record

pytestmark = pytest.mark.slow


def with_position(data: StandardsData, kind: str, name: str, index: int, **changes) -> StandardsData:
    """Return the data with one position of one record changed."""
    record = data.of(kind)[name]
    positions = list(record.positions)
    positions[index] = positions[index].model_copy(update=changes)
    return with_record(data, kind, record.model_copy(update={"positions": tuple(positions)}))


def found(data: StandardsData, *codes: str) -> int:
    return sum(len(list(RULES[code].check(data))) for code in codes)


def test_a_relation_left_out_is_found_or_changes_nothing(data):
    tried, missed = 0, []
    for kind in ("frequency", "threshold"):
        for record in data.of(kind).values():
            for index, position in enumerate(record.positions):
                if position.relation == SOURCE:
                    continue
                tried += 1
                changed = with_position(data, kind, record.id, index, relation=SOURCE, of=None)
                same = sources_differ(changed.of(kind)[record.id]) == sources_differ(record)
                if not found(changed, "REL1", "REL2") and not same:
                    missed.append((record.id, position.key))

    assert tried > 80
    assert missed == []


def test_a_relation_changed_to_another_is_found(data):
    """But for a second reading and another case, and what has become of a plan: only the source tells them apart."""
    tried, missed = 0, []
    for kind in ("frequency", "threshold"):
        for record in data.of(kind).values():
            for index, position in enumerate(record.positions):
                for other in RELATIONS if position.relation != SOURCE else ():
                    revised = data.sources[position.source].status == "revised"
                    pair = {other, position.relation}
                    if pair == {"case", "reading"} or (revised and pair == {"replaced", "version"}):
                        continue
                    if other in (SOURCE, position.relation):
                        continue
                    tried += 1
                    changed = with_position(data, kind, record.id, index, relation=other)
                    if not found(changed, "REL1", "REL3"):
                        missed.append((record.id, position.key, position.relation, other))

    assert tried > 300
    assert missed == []


def test_a_modality_that_the_text_does_not_say_is_found(data):
    """Every text that a source is cited for, marked with every other modality."""
    tried, missed = Counter(), Counter()
    for part in data.parts:
        entry = part.value
        if isinstance(entry, Requirement | Step | GuidanceTask | Position) and getattr(entry, "cites", True):
            text = without_advice(entry.text)
            for other in {"must", "generally", "encouraged", "conditional"} - {entry.modality}:
                tried[other] += 1
                missed[other] += not unsaid(text, other)
            if entry.modality in {"must", "generally", "encouraged"}:
                tried["plain"] += 1
                missed["plain"] += not telling_words(text)

    assert min(tried.values()) > 300
    assert {other: missed[other] / tried[other] < 0.05 for other in tried} == dict.fromkeys(tried, True)


def test_a_modality_changed_in_one_of_two_records_is_found(data):
    pairs = list(same_sentences(data))
    for kind in ("frequency", "threshold"):
        for record in data.of(kind).values():
            for index, position in enumerate(record.positions):
                if any(position is other for pair in pairs for _, other in pair):
                    changed = with_position(data, kind, record.id, index, modality="conditional")
                    assert found(changed, "MOD2"), (record.id, position.key)

    assert len(pairs) > 15


def test_a_clause_changed_in_one_place_is_found(data):
    """Every clause of the adopted position that a requirement cites is changed to another one."""
    tried, missed = 0, []
    cited = {
        (name, cite.source)
        for item in data.items.values()
        for requirement in item.requirements
        for cite in requirement.cites
        if cite.clause != OPEN  # follows the position
        for name in (requirement.frequency, *requirement.thresholds)
    }
    for kind in ("frequency", "threshold"):
        for record in data.of(kind).values():
            sources = [position.source for position in record.positions]
            for index, position in enumerate(record.positions):
                if position.key != record.adopted.position or sources.count(position.source) > 1:
                    continue
                if (record.id, position.source) in cited:
                    tried += 1
                    changed = with_position(data, kind, record.id, index, clause="第九百条")
                    if not found(changed, "MOD3"):
                        missed.append(record.id)

    assert tried > 40
    assert missed == []
