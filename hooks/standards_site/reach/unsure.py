"""What is not certain yet: every fact not seen in its original, every 待核, with what rests on it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..data.advice import split_advice
from ..data.confirmed import OPEN, ORIGINAL, StandingClauses, clauses_named, record_of
from ..data.load import SINGLES, Part, StandardsData
from ..data.model import Citation, GlossaryTerm, Position, Step
from ..data.problems import Location
from ..data.quotes.marks import TYPED
from ..data.record import Record, Ref, marked_values, texts
from ..data.yaml_positions import YamlPath
from ..in_force.resolve import NO_RULING, Resolved, Setting, Standards, resolve

TEXT = "text"
"""Kind of a fact that only a sentence marks; the other kinds are the values of `seen`."""
_KINDS = ("条例", "规划", "细则", "意见", "通知", "办法", "规定")
"""Words by which a text names a document that is cited beside it: 条例第九条."""
NAME = 5
"""Characters of what is only a name (表决, 重要情况) and tells nothing beside sentences."""
_NUMBERS = ("frequency", "threshold")
_SAYING = ("text", "what", "otherwise", "meaning", "title")
"""Fields that say what a record is about, the most exact first."""

Token = tuple[str, ...]
"""Something that can apply to a branch: an item, a requirement, a number by its position, a kind of branch."""


@dataclass(frozen=True)
class OpenFact:
    """One thing to be looked up and confirmed by one edit.

    `source` is empty where the text names none; `clause` is 待核 where the clause itself has to be found.
    """

    kind: str
    source: str
    clause: str
    says: tuple[str, ...]
    """Every sentence that it is told in, once each."""
    at: Location
    """What to edit."""
    places: tuple[Part, ...]
    """Where it is cited or told."""
    beside: tuple[Part, ...]
    """The sentences that say so of themselves as long as it is not confirmed."""
    same: tuple[str, str]
    """What one comparison settles together with it: a source, with the clause or the place of the position."""
    records: tuple[tuple[str, str], ...]
    """Kind and id of every record that rests on it, the one that tells it first."""
    pages: int
    branches: int

    @property
    def is_listed_by_clause(self) -> bool:
        """Return whether it is confirmed in the file of its source, for all places at once."""
        return self.kind != TEXT and self.clause != OPEN


def unsure_facts(data: StandardsData, standards: Standards) -> list[OpenFact]:
    """Return every fact that is not certain, those that most branches and pages rest on first.

    `data` is settled: what is confirmed is in it.
    """
    reach = _Reach(data, standards)
    facts = [reach.fact(draft) for draft in (*_cited(data), *_told(data))]
    return sorted(facts, key=lambda fact: (-fact.branches, -fact.pages))  # the order of the data decides the rest


def by_source(data: StandardsData, facts: Iterable[OpenFact]) -> list[tuple[str, list[OpenFact]]]:
    """Return the facts by the document that settles them: those that settle most first, those without one last."""
    found: dict[str, list[OpenFact]] = {source: [] for source in (*data.sources, "")}
    for fact in facts:
        found[fact.source].append(fact)
    return sorted(
        ((source, of_source) for source, of_source in found.items() if of_source),
        key=lambda entry: (entry[0] == "", -len(entry[1])),
    )


def words_at(record: Any, path: YamlPath) -> str:
    """Return the text beside a citation, without our advice: that of the nearest enclosing record that has one."""
    words, value = "", record
    for step in path:
        said = vars(value) if isinstance(value, Record) else {}
        words = next(filter(None, (said.get(name) for name in _SAYING)), words)
        value = value[step] if isinstance(step, int) else getattr(value, step, None)
    return split_advice(words)[0]


@dataclass
class _Draft:
    kind: str
    source: str
    clause: str
    at: Location
    says: dict[str, None] = field(default_factory=dict)
    places: list[Part] = field(default_factory=list)
    beside: list[Part] = field(default_factory=list)
    same: tuple[str, str] = ("", "")


def _cited(data: StandardsData) -> Iterator[_Draft]:
    """Yield a draft for every clause not seen, and for every statement whose clause is not known."""
    standing = StandingClauses(data)
    found: dict[tuple[Any, ...], _Draft] = {}
    hanging = _hanging(data)
    # positions first: where one is the place to edit, the citations that follow it come under it
    for part, cited in sorted(data.citations, key=lambda entry: not isinstance(entry[1], Position)):
        if cited.seen == ORIGINAL and cited.clause != OPEN:
            continue
        key: tuple[Any, ...] = (cited.source, cited.clause)
        # where no clause is confirmed yet, the list comes after the line that says how the source was seen
        listed = "confirmed" if data.sources[cited.source].confirmed else "seen_note"
        at = Location(data.file_of("source", cited.source), (listed,), on_key=True)
        if cited.clause == OPEN:
            at = Location(part.file, (*part.path, "clause"))
            key = (cited.source, id(cited))
            if isinstance(cited, Citation):
                followed = [position for position in standing.of(part, cited) if position.clause == OPEN]
                key = (cited.source, id(followed[0]) if followed else id(cited))
        draft = found.setdefault(key, _Draft(cited.seen, cited.source, cited.clause, at))
        if not draft.places:
            draft.same = _same(cited, at)
        draft.places.append(part)
        if isinstance(cited, Position):
            hung = hanging.get((part.record_id, cited.key), {})
            draft.says |= {cited.text: None} | dict.fromkeys(hung)
            draft.beside += hung.values()
        elif not any(position.clause == cited.clause for position in standing.of(part, cited)):
            # a sentence that follows a position tells no more than it
            draft.says[words_at(record_of(data, part), part.path)] = None
    yield from found.values()


def _told(data: StandardsData) -> Iterator[_Draft]:
    """Yield a draft for every text of which something typed by hand is to be verified."""
    rows = {
        (part.record_id, cited.key): (cited, _same(cited, Location(part.file, (*part.path, "clause"))))
        for part, cited in data.citations
        if isinstance(cited, Position)
    }
    for part in data.parts:
        record = part.value
        if part.kind == "vocabulary" or (isinstance(record, GlossaryTerm) and OPEN in record.term):
            continue  # it explains the word
        for path, text in texts(record):
            asks = path == ("unsure",) and isinstance(record, Step)
            hangs = data.hanging.get(text)
            if not text or path == ("clause",) or not (asks or TYPED.search(text)) or (hangs and not hangs.typed):
                continue
            at = Location(part.file, (*part.path, *path))
            named = clauses_named(data, text)
            if hangs:
                cited, same = rows[hangs.positions[0]]
                source = cited.source
            else:
                source = named[0][0] if named else _document(data, part, text)
                same = named[0] if named else (source, f"{at.file}:{at.path}")
            yield _Draft(TEXT, source, "", at, {text: None}, [part], same=same)


def _hanging(data: StandardsData) -> dict[tuple[str, str], dict[str, Part]]:
    """Return by record and key of a position the texts that call it unsure as long as it is."""
    found: dict[tuple[str, str], dict[str, Part]] = {}
    for part, _, text in data.all_texts if data.hanging else ():
        for position in data.hanging[text].positions if text in data.hanging else ():
            found.setdefault(position, {})[text] = part
    return found


def _same(cited: Citation | Position, at: Location) -> tuple[str, str]:
    return cited.source, cited.clause if cited.clause != OPEN else f"{at.file}:{at.path}"


def _document(data: StandardsData, part: Part, text: str) -> str:
    """Return the source that a text is about: its own, the first that it names, or one that is cited beside it."""
    if part.kind == "source":
        return part.record_id
    if isinstance(part.value, Position):
        return part.value.source
    if part.kind in _NUMBERS:
        record: Any = record_of(data, part)
        unseen = [position for position in record.positions if position.seen != ORIGINAL]
        adopted = [position for position in unseen if position.key == record.adopted.position]
        return str((adopted or unseen)[0].source) if unseen else ""
    named = {text.find(source.short): source.id for source in data.sources.values() if source.short in text}
    if named:
        return str(named[min(named)])
    cites: tuple[Citation, ...] = getattr(part.value, "cites", ())
    beside = next((cited.source for cited in cites if cited.seen != ORIGINAL), "")
    return beside or _named_short(data, part, text)


def _named_short(data: StandardsData, part: Part, text: str) -> str:
    """Return the source cited in the record that the text names in short (条例, 2017 年意见), or the only one."""
    if part.kind in SINGLES or "《" in text:
        return ""  # of a list each entry is about something else; a title in full is that of another document
    cited = Counter(
        one.source
        for place, one in data.citations
        if (place.kind, place.record_id) == (part.kind, part.record_id) and one.seen != ORIGINAL
    )
    short = {source: data.sources[source] for source, _ in cited.most_common()}
    for kind in _KINDS:
        fitting = [source for source, record in short.items() if kind in record.short]
        dated = [source for source in fitting if f"{short[source].date[:4]} 年" in text]
        if kind in text and fitting:
            return (dated or fitting)[0]
    return next(iter(short)) if len(short) == 1 else ""


class _Reach:
    """Counts the pages and branches that rest on a place of the data."""

    def __init__(self, data: StandardsData, standards: Standards) -> None:
        self._data = data
        self._users: dict[str, list[Part]] = {}
        for part in data.parts:
            for _, mark, value in marked_values(part.value):
                if isinstance(mark, Ref) and mark.kind in _NUMBERS:
                    self._users.setdefault(value, []).append(part)
        self._in_force: set[Token] = set()
        self._branches: Counter[frozenset[Token]] = Counter()
        found: dict[tuple[Any, ...], frozenset[Token]] = {}
        for _, branch in data.branches().values():
            tokens: set[Token] = {("profile", branch.facts.kind)}
            if branch.rules != NO_RULING:
                tokens.add(("branch", branch.id))
            by_catalog = [standards.for_branch(branch, one) for one in standards.catalogs(branch.facts.kind)]
            holding = (test.holds(branch.facts) for standard in by_catalog for test in standard.all_tests)
            answers = (*tokens, *holding)
            if answers not in found:
                for standard in by_catalog:
                    tokens |= _tokens_of(resolve(standard, branch.facts))
                found[answers] = frozenset(tokens)
            self._branches[found[answers]] += 1
        for setting in standards.in_force.values():
            self._in_force |= _in_force(setting)
        for tokens_of_branch in self._branches:
            self._in_force |= {token for token in tokens_of_branch if token[0] == "position"}

    def fact(self, draft: _Draft) -> OpenFact:
        """Return the fact with what rests on it."""
        tokens: set[Token] = set()
        records: dict[tuple[str, str], None] = {}
        for place in (*draft.places, *draft.beside):
            records[place.kind, place.record_id] = None
            tokens |= self._tokens(place)
        for place in draft.places:
            for user in self._resting(place):
                records[user.kind, user.record_id] = None
        branches = sum(count for has, count in self._branches.items() if not tokens.isdisjoint(has))
        pages = {page for page in map(self._page, records) if page}
        return OpenFact(
            draft.kind,
            draft.source,
            draft.clause,
            tuple(sentence for sentence in draft.says if len(sentence) > NAME) or tuple(draft.says),
            draft.at,
            tuple(draft.places),
            tuple(draft.beside),
            draft.same,
            tuple(records),
            len(pages),
            branches,
        )

    def _resting(self, place: Part) -> list[Part]:
        """Return what asks for the number that is told at `place`, if that is the number in force."""
        if place.kind not in _NUMBERS:
            return []
        position = place.value
        if isinstance(position, Position) and ("position", place.record_id, position.key) not in self._in_force:
            return []
        return self._users.get(place.record_id, [])

    def _tokens(self, place: Part) -> set[Token]:
        """Return what applies to a branch that the place is about."""
        data, kind, name = self._data, place.kind, place.record_id
        record: Any = record_of(data, place)
        if kind == "item" and place.path[:1] == ("requirements",):
            return {("requirement", name, record.requirements[place.path[1]].key)}
        if kind == "item":
            return {("item", name)}
        if kind in _NUMBERS:
            if isinstance(place.value, Position):
                return {("position", name, place.value.key)}
            return {("number", name)}
        if kind == "profile":
            return {("profile", name)}
        if kind == "unit" and place.path[:1] == ("branches",):
            return {("branch", record.branches[place.path[1]].id)}
        if kind == "procedure":
            return {("item", item) for item in record.items}
        if kind == "guidance":
            return {("item", item) for item in getattr(place.value, "items", ())}
        if kind in ("form", "ledger"):
            items = data.items.values()
            return {("item", item.id) for item in items if any(getattr(kept, kind) == name for kept in item.keep)}
        return set()

    def _page(self, record: tuple[str, str]) -> Token | None:
        """Return which page shows a record; the pages of documents list everything and do not count."""
        kind, name = record
        if kind == "item":
            catalog = self._data.item_catalog[name]
            return ("item", name) if self._data.catalogs[catalog].item_pages else ("catalog", catalog)
        if kind in ("procedure", "guidance", "profile", "role"):
            return kind, name
        # these stand all on one page
        others = ("form", "ledger", "glossary", "differences", "branch_checks", "holidays")
        return (kind,) if kind in (*_NUMBERS, *others) else None


def _tokens_of(resolved: Resolved) -> set[Token]:
    tokens: set[Token] = set()
    for entry in resolved.items:
        tokens.add(("item", entry.item.id))
        for requirement in entry.requirements:
            tokens.add(("requirement", entry.item.id, requirement.key))
            for name in filter(None, (requirement.frequency, *requirement.thresholds)):
                tokens |= {("number", name), *_in_force(resolved.standard.settings[name])}
    return tokens


def _in_force(setting: Setting) -> set[Token]:
    if setting.stricter or setting.position is None:
        return set()
    return {("position", setting.record.id, setting.position.key)}
