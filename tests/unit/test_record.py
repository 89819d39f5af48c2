"""Whoever walks the records reaches every record inside them."""

from __future__ import annotations

from typing import ForwardRef, get_args

import standards_site.data.load  # noqa: F401  (defines every kind of record)
from standards_site.data.model import Frequency
from standards_site.data.record import Record, parts


def kinds(of: type[Record]) -> list[type[Record]]:
    return [kind for one in of.__subclasses__() for kind in (one, *kinds(one))]


def unresolved(annotation: object) -> bool:
    """Return whether a type is still a name: what is walked would take it for a text."""
    return isinstance(annotation, ForwardRef) or any(map(unresolved, get_args(annotation)))


def test_every_type_is_known_when_the_fields_are_looked_at():
    found = kinds(Record)
    names = [
        f"{kind.__name__}.{name}"
        for kind in found
        for name, info in kind.model_fields.items()
        if unresolved(info.annotation)
    ]

    assert len(found) > 50
    assert names == []


def test_the_citations_of_a_duty_that_is_not_for_all_are_reached(authored):
    walked = {
        record.id
        for record in authored.frequencies.values()
        if isinstance(record, Frequency) and any(path[:2] == ("applies", "cites") for path, _ in parts(record))
    }

    assert walked == {record.id for record in authored.frequencies.values() if record.applies and record.applies.cites}
    assert walked
