"""The modality that is marked is the one that the text says, and the same in every place that cites the clause."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from ..data.confirmed import OPEN
from ..data.load import Part, StandardsData
from ..data.modal_words import WORDS, asserted, modalities_in, telling_words, unquoted, unsaid, without_advice
from ..data.modality import named_records, positions_of, single_clauses
from ..data.model import Citation, GuidanceTask, Limit, Position, Requirement, Step
from ..data.problems import Location, Problem
from ..data.quotes.marks import in_words, marks
from ..data.quotes.number_words import phrases
from .registry import rule

AnySaying = Requirement | Step | GuidanceTask | Position | Limit

WEAK = ("plain", "reference")
"""Modalities whose texts have no modal word of their own."""
SHORTEST = 8
"""Characters of a sentence that can be told from another one on the same clause."""
_ENDS = re.compile("[。；]")
_OTHERS = re.compile("[^\u4e00-\u9fff]")
ALIKE = 0.5
"""Share of pairs of characters from which two sentences on one clause say the same."""


@rule(
    "MOD4",
    says="标的情态和文字说的一样：标“应当”的写着应当、必须、须、不得等词，标“一般”的写着一般、通常，其余同理；"
    "标“直述”“参考”的没有这些词，除非在引号里，或者口径的 note 写明它管什么（“一般”只管……）",
    why="读者看的是句子，标签、统计和自查看的是 modality。例如把“一般每季度召开”改成“应当每季度召开”，"
    "modality 还是 generally，网页就前后不一。“本站提醒：”后面和自拟的不算。",
    example=(
        "{text: 支部党员大会应当每季度召开 1 次。, modality: generally}",
        "{text: 支部党员大会一般每季度召开 1 次。, modality: generally}",
    ),
)
def texts_say_their_modality(data: StandardsData) -> Iterator[Problem]:
    """A text has a word of the modality it is marked with, and a plain one has none that tells another."""
    for part, entry in _sayings(data):
        if isinstance(entry, Limit) or entry.modality not in data.vocabulary.modality:
            continue  # REF2
        text = data.derived(_said)[id(entry)]
        at = Location(part.file, (*part.path, "modality"))
        marked = entry.modality
        if unsaid(text, marked):
            message = f"标的是「{data.label('modality', marked)}」，文字里没有这种情态的词（{WORDS[marked]}）。"
            yield Problem("MOD4", at, message, hint="按来源改文字，或改 modality")
        elif marked in WEAK and (said := [word for word in telling_words(text) if f"“{word}”" not in _note(entry)]):
            at = Location(part.file, (*part.path, "modality" if "modality" in entry.model_fields_set else "text"))
            message = f"标的是「{data.label('modality', marked)}」，文字里却有“{'”“'.join(said)}”。"
            hint = "改 modality；只管一部分的，口径在 note 写明“" + said[0] + "”管什么，别处加引号"
            yield Problem("MOD4", at, message, hint=hint)


@dataclass(frozen=True)
class _Sentence:
    """A sentence that rests on a clause, and how strongly it can be meant."""

    entry: AnySaying
    part: Part
    words: str
    modalities: frozenset[str]

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of Chinese characters that stand side by side in it."""
        letters = _OTHERS.sub("", self.words)
        return frozenset(letters[index : index + 2] for index in range(len(letters) - 1))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The numbers in it."""
        return frozenset(value for phrase in phrases(self.words) for value in phrase.values)

    @property
    def at(self) -> Location:
        """Where it stands."""
        return Location(self.part.file, (*self.part.path, "text"))

    def says_the_same_as(self, other: _Sentence) -> bool:
        """Tell whether two sentences on one clause share most of their words and all numbers."""
        shared = 2 * len(self.pairs & other.pairs)
        return shared >= ALIKE * (len(self.pairs) + len(other.pairs)) and self.numbers == other.numbers


@rule(
    "MOD5",
    says="同一来源同一条款的同一句话，在要点、步骤、时限、口径里情态相同",
    why="例如新任书记的任职培训，一处标“应当”，另一处引同一条却是“直述”：读者不知道信哪一处。"
    "两句的字一半以上相同、数也相同，就当作同一句话。",
    example=(
        "{text: 新任书记应当参加任职培训。, modality: must}  # 别处引同一条，写“要参加”，是 plain",
        "{text: 新任书记要参加任职培训。, modality: plain}",
    ),
)
def sentences_on_one_clause_agree(data: StandardsData) -> Iterator[Problem]:
    """Two sentences on one clause that say nearly the same have a modality in common."""
    told: set[tuple[int, int]] = set()
    for cited in _by_clause(data).values():
        sentences = [sentence for part, entry, one in cited for sentence in _sentences(data, part, entry, one)]
        for one, other in combinations(sentences, 2):
            pair = (id(one.entry), id(other.entry))
            if one.modalities & other.modalities or pair in told or one.entry is other.entry:
                continue
            if one.says_the_same_as(other):
                told.add(pair)
                message = f"这里的情态是{_labels(data, other)}，"
                message += f"{one.at.file} 引同一条款说同样的话，是{_labels(data, one)}。"
                yield Problem("MOD5", other.at, message, hint="按来源改成一样；确实是两件事的，把文字分清")


def _by_clause(data: StandardsData) -> dict[tuple[str, str], list[tuple[Part, AnySaying, Citation | Position]]]:
    """Return what cites each clause, where more than one text does."""
    found: dict[tuple[str, str], list[tuple[Part, AnySaying, Citation | Position]]] = defaultdict(list)
    for part, entry in _sayings(data):
        for cited in _cites(entry) if isinstance(entry, Limit) or entry.modality != "reference" else ():
            for clause in single_clauses(cited.clause) if cited.clause != OPEN else ():
                found[cited.source, clause].append((part, entry, cited))
    return {clause: cited for clause, cited in found.items() if len(cited) > 1}


def _sentences(data: StandardsData, part: Part, entry: AnySaying, cited: Citation | Position) -> Iterator[_Sentence]:
    text = data.derived(_said)[id(entry)]
    marked = "plain" if isinstance(entry, Limit) else entry.modality
    several = len({one.source for one in _cites(entry)}) > 1
    theirs = _own_modalities(data, entry, cited) if several else set()
    for words in _ENDS.split(text):
        modalities = _modalities(marked, words, text)
        if len(words) < SHORTEST or (modalities == {"plain"} and isinstance(entry, Limit)):
            continue  # a few words for a table: 5 日内
        yield _Sentence(entry, part, words, frozenset(theirs) or modalities)


def _said(data: StandardsData) -> dict[int, str]:
    """Return what the sources say in each text, its quotes in words."""
    return {id(entry): without_advice(in_words(data, entry.text)) for _, entry in _sayings(data)}


def _modalities(marked: str, words: str, text: str) -> frozenset[str]:
    """Return how strongly one sentence of a text can be meant: as its words say, else as the text is marked."""
    if said := modalities_in(unquoted(words)):
        return said | {"plain"} if marked == "plain" and said == {"may"} else said
    if said := modalities_in(asserted(words)):
        return said | {marked}
    # in a text of several sentences the word may stand in another one
    return frozenset({marked, "plain"} if modalities_in(text) else {marked})


def _own_modalities(data: StandardsData, entry: AnySaying, cited: Citation | Position) -> set[str]:
    """Return how strongly one of several sources says it, as far as that is told for it alone."""
    if isinstance(cited, Citation) and cited.modality:
        return {cited.modality}
    records = named_records(data, entry) if isinstance(entry, Requirement) else []
    return {position.modality for position in positions_of(cited, records)} if isinstance(cited, Citation) else set()


def _sayings(data: StandardsData) -> Iterator[tuple[Part, AnySaying]]:
    """Yield everything that rests on a source and says how strongly."""
    yield from data.derived(_found)


def _found(data: StandardsData) -> list[tuple[Part, AnySaying]]:
    found = [(part, part.value) for part in data.parts if isinstance(part.value, AnySaying) and _cites(part.value)]
    return [(part, entry) for part, entry in found if _is_known(data, entry)]


def _is_known(data: StandardsData, entry: AnySaying) -> bool:
    """Return whether all records that a text quotes or names are there: else REF1 and QUO1 tell, and it is not said."""
    if "<" in entry.text and any(True for _ in marks(in_words(data, entry.text))):
        return False
    return not isinstance(entry, Requirement) or entry.frequency is None or entry.frequency in data.frequencies


def _cites(entry: AnySaying) -> tuple[Citation | Position, ...]:
    return (entry,) if isinstance(entry, Position) else entry.cites


def _note(entry: AnySaying) -> str:
    return entry.note if isinstance(entry, Position) else ""


def _labels(data: StandardsData, sentence: _Sentence) -> str:
    known = data.vocabulary.modality
    return "".join(f"「{known[name].label if name in known else name}」" for name in sorted(sentence.modalities))
