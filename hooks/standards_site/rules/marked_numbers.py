"""Numbers that marks call ours or a source's are in no record that the text is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import Part, StandardsData
from ..data.model import Item, Position, Requirement
from ..data.problems import Location, Problem
from ..data.quotes.marks import CITED, OWN, blanked, marks
from ..data.quotes.number_words import Phrase, phrases
from ..data.quotes.records import Mark
from .quotes import all_quotes, clauses_of, marks_of, sentences, sources_of
from .recorded_numbers import HALF, Fact, facts_of, is_telling, quote_of, related_to
from .registry import rule

_TO = re.compile("\0 ?[至到—－-] ?$")
OURS = "本站"
"""With this word a record says that a number is ours, although a record it is about has the same."""


@rule(
    "QUO9",
    says="写明是本站自拟（own）或来源说的（cited）的数，不是这段文字所说的记录里已有的数；"
    "要点、时限的门槛已经记着这份来源的数，同一单位的不另写；cited 写的来源在这一句的依据里",
    why="把记录里的数写成自拟，读者就不知道它有依据；写成某份来源的，记录改了它不会跟着改。自拟的碰巧和记录相同，"
    f"让读者看得出来：这条记录里有一句写着这个数，也写着“{OURS}”。",
    example=("text: 到会<own 五分之四>才能选举。", "text: 到会<election-turnout value>才能选举。"),
)
def marked_numbers_are_in_no_record(data: StandardsData) -> Iterator[Problem]:
    """No number that is called ours, or a source's, is one that a record the text is about holds."""
    for part, path, text, mark in marks_of(data, OWN, CITED):
        source = mark.forms[0] if mark.head == CITED and mark.forms else ""
        words = " ".join(mark.forms[1:] if source else mark.forms)
        at = Location(part.file, (*part.path, *path))
        within = (mark.start, text[mark.start : mark.end])
        # what is unsure about a step is ours to ask, also of what others have
        if source and path != ("unsure",) and sources_of(part) and source not in sources_of(part):
            message = f"「{words}」写的来源「{source}」不在这一句的依据里。"
            yield Problem("QUO9", at, message, hint="换成依据里的来源，或补上这个依据", within=within)
            continue
        found = recorded(data, part, text, mark)
        if found:
            shown = "、".join(dict.fromkeys(quote_of(data, fact) for fact in found))
            hint = f"引用 {shown}" + ("" if source else f"；碰巧相同的，写明是{OURS}的数")
            yield Problem("QUO9", at, f"「{words}」说的数，记录里有。", hint=hint, within=within)


def recorded(data: StandardsData, part: Part, text: str, mark: Mark) -> list[Fact]:
    """Return where a number is recorded that a mark in a text calls ours, or a source's."""
    source, *words = ("", *mark.forms) if mark.head == OWN else mark.forms
    opened = blanked(text[: mark.start]) + " ".join(words) + blanked(text[mark.end :])
    end = len(opened) - len(text) + mark.end
    found: list[Fact] = []
    for phrase in phrases(opened):
        # the unit may stand behind the mark; the other end of a range stands beside the record's number
        if phrase.end <= mark.start or phrase.start >= end or _TO.search(opened, 0, phrase.start):
            continue
        if source:
            found += _of_source(data, part, text, phrase, source)
        elif not opened[: phrase.start].endswith("近") and not phrase.in_text(opened).endswith("成"):
            found += _known(data, part, text, phrase)  # not how far back to look, and not roughly so much
    return [] if not source and _is_called_ours(data, part, mark) else found


def _of_source(data: StandardsData, part: Part, text: str, phrase: Phrase, source: str) -> list[Fact]:
    """Return where a number is recorded that a text says a source sets.

    That is a number of the clause cited; without one, of the source; or one in the unit of a record that the text is
    about, unless that is a position, which says what else its clause sets.
    """
    facts, about = data.derived(facts_of), _about(data, part, text)
    if phrase.kind == "period":
        return _periods_of(data, part, phrase, source)
    if not is_telling(phrase):
        return []
    clauses = clauses_of(part, source)
    # a share is hardly ever said of anything else; half is
    anywhere = phrase.values != HALF and (phrase.unit == "%" or not clauses)
    same = [fact for fact in facts.all_of(phrase) if fact.source == source]
    found = [
        fact for fact in same if anywhere or fact.record in about or (fact.clause in clauses and phrase.values != HALF)
    ]
    if not isinstance(part.value, Position):
        found += [fact for fact in facts.in_unit(phrase.unit) if fact.source == source and fact.record in about]
    return found


def _known(data: StandardsData, part: Part, text: str, phrase: Phrase) -> list[Fact]:
    """Return where a number is recorded that a text calls ours."""
    if phrase.kind == "period":
        return _periods_of(data, part, phrase)
    quoted_by = data.derived(_quoted_by).get((part.kind, part.record_id), set())
    about = _about(data, part, text) | related_to(data, part) | quoted_by
    found = data.derived(facts_of).all_of(phrase) if is_telling(phrase) else []
    anywhere = phrase.unit == "%" and phrase.values != HALF
    return [fact for fact in found if anywhere or fact.record in about]


def _periods_of(data: StandardsData, part: Part, phrase: Phrase, source: str = "") -> list[Fact]:
    """Return the positions of the frequency that a requirement, limit or record is about with the period of a phrase.

    Beside an amount a month, 每月 is the period of the amount.
    """
    about = set() if _is_of_many(data, part) else related_to(data, part)
    if any("/" in data.thresholds[name].unit for name in about if name in data.thresholds):
        return []
    found = data.derived(facts_of).all_of(phrase)
    return [fact for fact in found if fact.record in about and source in ("", fact.source)]


def _about(data: StandardsData, part: Part, text: str) -> set[str]:
    """Return the records that a text itself is about: those it quotes, and those its requirement or limit names."""
    return {mark.head for mark in marks(text)} | (set() if _is_of_many(data, part) else related_to(data, part))


def _is_of_many(data: StandardsData, part: Part) -> bool:
    """Return whether a text stands in an item beside its requirements, and can be about any of them."""
    return isinstance(data.of(part.kind).get(part.record_id), Item) and not isinstance(part.value, Requirement)


def _is_called_ours(data: StandardsData, part: Part, mark: Mark) -> bool:
    words = f"<{OWN} {' '.join(mark.forms)}>"
    return any(words in text for text in data.derived(_ours).get((part.kind, part.record_id), ()))


def _quoted_by(data: StandardsData) -> dict[tuple[str, str], set[str]]:
    """Return the frequencies and thresholds that each record with an id quotes."""
    found: dict[tuple[str, str], set[str]] = {}
    for part, _, _, _, said in data.derived(all_quotes):
        if part.record_id in data.of(part.kind):
            found.setdefault((part.kind, part.record_id), set()).add(said.record)
    return found


def _ours(data: StandardsData) -> dict[tuple[str, str], list[str]]:
    """Return the texts of each record that say of numbers that they are ours."""
    found: dict[tuple[str, str], list[str]] = {}
    for part, _, text in sentences(data):
        if OURS in text:
            found.setdefault((part.kind, part.record_id), []).append(text)
    return found
