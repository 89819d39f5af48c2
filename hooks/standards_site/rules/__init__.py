"""Rules: each has a code, a Chinese sentence for maintainers and a function that yields problems."""

from __future__ import annotations

from ..data.load import StandardsData
from ..data.problems import Problem
from . import elsewhere  # first in the list of rules: what is found while files are read

# isort: split
from . import (
    addresses,
    advice,
    calendar,
    certainty,
    citations,
    comparisons,
    completeness,
    duties,
    forms,
    judging,
    likeness,
    local_rules,
    marked_numbers,
    meetings,
    modal_words,
    modality,
    names,
    needs,
    numbers,
    procedures,
    promises,
    quotes,
    references,
    relations,
    retirement,
    same_numbers,
    search_words,
    sentences,
    short_texts,
    speakers,
    texts,
)
from .registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "addresses",
    "advice",
    "calendar",
    "certainty",
    "check",
    "citations",
    "comparisons",
    "completeness",
    "duties",
    "elsewhere",
    "forms",
    "judging",
    "likeness",
    "local_rules",
    "marked_numbers",
    "meetings",
    "modal_words",
    "modality",
    "names",
    "needs",
    "numbers",
    "procedures",
    "promises",
    "quotes",
    "references",
    "relations",
    "retirement",
    "same_numbers",
    "search_words",
    "sentences",
    "short_texts",
    "speakers",
    "texts",
]


def check(data: StandardsData) -> list[Problem]:
    """Return the problems that all rules find."""
    return [problem for entry in RULES.values() if entry.check for problem in entry.check(data)]
