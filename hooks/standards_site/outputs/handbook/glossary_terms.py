"""Explained words inside texts: the first time a term comes up on a page, the reader can ask what it means."""

from __future__ import annotations

import re
from functools import cached_property

from ...data.load import StandardsData

Segment = dict[str, str]


class GlossaryTerms:
    """The glossary's terms, ready to be found in texts; one instance serves all pages."""

    def __init__(self, data: StandardsData) -> None:
        """Keep the meanings by term."""
        self.meanings = {term.term: term.meaning for term in data.glossary.terms if len(term.term) > 1}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # the longest first: 支部党员大会 is found before 党员大会
        return re.compile("|".join(re.escape(term) for term in sorted(self.meanings, key=len, reverse=True)))

    def segments(self, text: str, seen: set[str]) -> list[Segment]:
        """Cut `text` into pieces; a term not yet in `seen` comes with its meaning and is added to it."""
        pieces: list[Segment] = []
        end = 0
        for found in self._pattern.finditer(text):
            term = found.group()
            if term in seen:
                continue
            seen.add(term)
            pieces.append({"text": text[end : found.start()], "meaning": ""})
            pieces.append({"text": term, "meaning": self.meanings[term]})
            end = found.end()
        pieces.append({"text": text[end:], "meaning": ""})
        return [piece for piece in pieces if piece["text"]]
