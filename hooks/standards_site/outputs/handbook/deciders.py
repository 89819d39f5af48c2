"""Who decides for many branches at once, as shown on pages that are not about one kind of branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...data.load import StandardsData
from ...data.model import Ruling
from ...in_force.conditions import kind_title


@dataclass(frozen=True)
class Decider:
    """A local rule that is on, or a kind of branch: how it is named, the kinds it decides for, and what."""

    who: str
    kinds: tuple[str, ...]
    ruling: Ruling


def deciders(data: StandardsData) -> list[Decider]:
    """Return everybody who decides on top of the catalogs, single branches apart, the university first."""
    every = tuple(data.profiles)
    local = [
        Decider(_university(data, rule.kinds or every), rule.kinds or every, rule)
        for rule in data.site.local_rules
        if rule.on
    ]
    return [*local, *(Decider(profile.title, (profile.id,), profile) for profile in data.profiles.values())]


def _university(data: StandardsData, kinds: tuple[str, ...]) -> str:
    """Return the university, with the kinds of branch it decides for or, if they are fewer, those it does not."""
    others = [kind for kind in data.profiles if kind not in kinds]
    if len(kinds) <= len(others):
        return "本校" + kinds_words(data, kinds)
    return f"本校（{kinds_words(data, others)}除外）" if others else "本校"


def kinds_words(data: StandardsData, kinds: Iterable[str]) -> str:
    """Return kinds of branch as shown, in the order of the data."""
    wanted = set(kinds)
    return "、".join(kind_title(data, kind) for kind in data.profiles if kind in wanted)
