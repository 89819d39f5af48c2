"""What a rule is, and all of them by code: rules register themselves here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..data.load import StandardsData
from ..data.problems import Problem

Example = tuple[str, str]
Check = Callable[[StandardsData], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule of the data: `says` what must hold and `why`, in Chinese, for `standards explain`.

    `example` is what somebody might write and what is right instead, both in YAML; what it takes to understand them
    stands in a comment.
    """

    code: str
    says: str
    why: str
    check: Check | None
    example: Example = ("", "")


RULES: dict[str, Rule] = {}
_TOLD_FIRST = (
    ("YML", "CHR", "FIL", "IDS", "SHP", "KEY"),
    ("REF", "NED1", "NED2", "NED3", "RET1", "RET2", "QUO1", "LOC3"),
)
"""Rules by the beginning of their code: of files and their shape, then of what refers to what."""
_TOLD_LAST = ("PTH3", "QUO8", "FNT")
"""Rules of what is no data: pages, fonts."""


def rule(code: str, *, says: str, why: str, example: Example = ("", "")) -> Callable[[Check], Check]:
    """Register a function as the rule `code`."""

    def register(check: Check) -> Check:
        add(Rule(code, says, why, check, example))
        return check

    return register


def rank(code: str) -> int:
    """Return when the problems of a rule are told: what is wrong first, then what is only wrong because of that."""
    for place, beginnings in enumerate(_TOLD_FIRST):
        if code.startswith(beginnings):
            return place
    return len(_TOLD_FIRST) + code.startswith(_TOLD_LAST)


def add(new: Rule) -> None:
    """Take in a rule; its code is new."""
    if new.code in RULES:
        raise ValueError(f"rule {new.code} is registered twice")
    RULES[new.code] = new
