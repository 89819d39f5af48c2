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


def rule(code: str, *, says: str, why: str, example: Example = ("", "")) -> Callable[[Check], Check]:
    """Register a function as the rule `code`."""

    def register(check: Check) -> Check:
        add(Rule(code, says, why, check, example))
        return check

    return register


def add(new: Rule) -> None:
    """Take in a rule; its code is new."""
    if new.code in RULES:
        raise ValueError(f"rule {new.code} is registered twice")
    RULES[new.code] = new
