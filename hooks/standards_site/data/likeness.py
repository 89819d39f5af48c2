"""What an item is to items of other catalogs: as its record says, else by the frequencies and thresholds they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .load import StandardsData
from .model import OVERLAPS, Alike, Item


@dataclass(frozen=True)
class Likeness:
    """What an item is to `other`: as `authored` says, read from the other side if `back`; else both use `topics`."""

    other: str
    how: str
    back: bool = False
    authored: Alike | None = None
    topics: tuple[str, ...] = ()


def likenesses_of(data: StandardsData, item_id: str) -> list[Likeness]:
    """Return what an item is to items of other catalogs, in their order; what is authored goes before the rest."""
    return data.derived(_likenesses)[item_id]


def likeness_words(data: StandardsData, likeness: Likeness) -> str:
    """Return what an item is to the other one, as said of it."""
    word = data.vocabulary.likeness[likeness.how]
    return (likeness.back and word.back) or word.label


def _likenesses(data: StandardsData) -> dict[str, list[Likeness]]:
    pairs: dict[tuple[str, str], Likeness] = {}
    for item in data.items.values():
        for alike in item.alike:
            pairs[item.id, alike.item] = Likeness(alike.item, alike.how, authored=alike)
            pairs[alike.item, item.id] = Likeness(item.id, alike.how, back=True, authored=alike)
    topics = {item.id: list(_topics(item)) for item in data.items.values()}
    homes = data.item_catalog
    for one in topics:
        for other in topics:
            shared = tuple(topic for topic in topics[one] if topic in topics[other])
            if shared and homes[one] != homes[other] and (one, other) not in pairs:
                pairs[one, other] = Likeness(other, OVERLAPS, topics=shared)
    order = {catalog: place for place, catalog in enumerate(data.catalogs)}
    place = {item: (order[homes[item]], index) for index, item in enumerate(data.items)}
    found: dict[str, list[Likeness]] = {item: [] for item in data.items}
    for (one, _), likeness in sorted(pairs.items(), key=lambda pair: place[pair[1].other]):
        found[one].append(likeness)
    return found


def _topics(item: Item) -> Iterator[str]:
    names = (name for one in item.requirements for name in (one.frequency, *one.thresholds) if name)
    yield from dict.fromkeys(names)
