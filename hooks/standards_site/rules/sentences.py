"""Every number in a sentence says where it comes from: quoted, cited, or ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..data.load import DATA, Part, StandardsData
from ..data.model import (
    Adoption,
    Branch,
    FrequencyPosition,
    Item,
    Limit,
    Position,
    Requirement,
    Ruling,
    Stricter,
    Unit,
)
from ..data.periods import PERIODS
from ..data.problems import Location, Problem
from ..data.quotes.marks import CITED, OWN, blanked, marks
from ..data.quotes.number_words import ODD, TOLD, Phrase, could_have_numbers, is_name, measured, phrases, uncut
from ..data.quotes.records import Mark, bounds_of, figures_in
from ..data.yaml_positions import YamlPath
from .quotes import all_quotes, clauses_of, marks_of, sentences, sources_of
from .registry import rule


class Fact(NamedTuple):
    """Where a number is recorded, and what of a source it is."""

    record: str
    position: str
    source: str
    clause: str


_TO = re.compile("\0 ?[至到—－-] ?$")
OURS = "本站"
"""With this word a record says that a number is ours, although a record it is about has the same."""
COUNTED = frozenset({"人", "次"})
HALF = (50.0,)
"""So many rules set a share of a half that one is told from another only by what the text is about."""


@dataclass(frozen=True)
class Facts:
    """The recorded numbers and periods, each with the positions that say so."""

    by_number: Mapping[tuple[float, str], list[Fact]]
    by_period: Mapping[str, list[Fact]]
    by_date: Mapping[str, list[Fact]]

    def of(self, phrase: Phrase) -> list[Fact]:
        """Return the positions that a phrase could be about."""
        if phrase.kind in ("period", "date"):
            return (self.by_period if phrase.kind == "period" else self.by_date).get(phrase.unit, [])
        return [fact for value in phrase.values for fact in self.by_number.get((value, phrase.unit), [])]

    def all_of(self, phrase: Phrase) -> list[Fact]:
        """Return the positions that hold every number of a phrase."""
        others = [self.by_number.get((value, phrase.unit), []) for value in phrase.values[1:]]
        return [fact for fact in self.of(phrase) if all(fact in other for other in others)]

    def in_unit(self, unit: str) -> list[Fact]:
        """Return the positions that hold a number in a unit."""
        return [fact for (_, other), facts in self.by_number.items() if other == unit for fact in facts]


@rule(
    "QUO5",
    says="句子和名称里的周期、比例、时限、学时、金额和人数说明来处：引用记录，写明是本站自拟的（own）或哪份来源的（cited）；"
    "口径的文字里，没有记进这条口径的数都要写明",
    why="手写的数不会跟着记录改；没有来处的数，改了记录也没有人知道这里还写着旧的。",
    example=("met: 近一年每季度开过大会。", "met: 近 <branch-congress span><branch-congress per>开过大会。"),
)
def numbers_say_where_they_come_from(data: StandardsData) -> Iterator[Problem]:
    """No sentence names a recorded number by hand, and none of ours names a limit without saying whose it is."""
    for part, path, text, phrase, found in unmarked(data):
        at = Location(part.file, (*part.path, *path))
        words = phrase.in_text(text)
        message, hint = _words(data, words, found, cited=bool(sources_of(part)))
        yield Problem("QUO5", at, message, hint=hint, within=(phrase.start, words))


@rule(
    "QUO6",
    says="词表里带数字的名称（number_names）是完整的名称，不是光一个数，里面没有周期、比例、时限这些标准用的数，"
    "而且有句子把它当名称用；“四个一次”里没有“四个一”",
    why="“三会一课”里的“三”不是标准的数；光列一个数，会把真的数也放过去。",
    example=("number_names: [一次]", "number_names: [一人一议]"),
)
def names_with_numbers_are_whole(data: StandardsData) -> Iterator[Problem]:
    """Every listed name is more than a number, and hides one in some sentence."""
    names = data.vocabulary.number_names
    facts = data.derived(facts_of)
    units = {*facts.by_period, *(unit for _, unit in facts.by_number)}
    used = {text[start:end] for _, _, text in sentences(data) for start, end in names_in(data, text)}
    for index, name in enumerate(names):
        at = Location(f"{DATA}/vocabulary.yaml", ("number_names", index))
        if any(phrase.start == 0 and phrase.end == len(name) for phrase in phrases(name)):
            yield Problem("QUO6", at, f"「{name}」只是一个数，不是名称。", hint="写完整的名称")
        elif told := [phrase.in_text(name) for phrase in phrases(name) if _is_telling(phrase) and phrase.unit in units]:
            message = f"「{name}」里的「{told[0]}」是标准用的数，列成名称就没有人核对了。"
            yield Problem("QUO6", at, message, hint="在句子里引用记录，或写 <own …>、<cited …>")
        elif not any(True for _ in phrases(name)):
            yield Problem("QUO6", at, f"「{name}」里没有会当成数的字，用不着列。", hint="删掉这一行")
        elif name not in used:
            yield Problem("QUO6", at, f"没有句子把「{name}」当名称用。", hint="删掉这一行")


@rule(
    "NUM3",
    says="数写成阿拉伯数字，或者一、二、两、半这样的常用字，写明单位；不写大写数字、全角数字、廿、卅、俩、仨、‰、“大半”“两角”",
    why="这些写法检查认不出是多少，记录改了，句子里的旧数就留下来了。",
    example=("text: 每届任期叁年。", "text: 每届任期 <term-years value>。"),
)
def numbers_are_written_to_be_read(data: StandardsData) -> Iterator[Problem]:
    """No sentence writes a number in a way that is not read."""
    for part, path, text in sentences(data):
        for found in ODD.finditer(text):
            at = Location(part.file, (*part.path, *path))
            message = f"「{found.group()}」认不出是多少。"
            hint = "写成数字和单位，例如 3 年、0.2 元、60%"
            yield Problem("NUM3", at, message, hint=hint, within=(found.start(), found.group()))


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
            shown = "、".join(dict.fromkeys(_quote(data, fact) for fact in found))
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
    if not _is_telling(phrase):
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
    found = data.derived(facts_of).all_of(phrase) if _is_telling(phrase) else []
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


def facts_of(data: StandardsData) -> Facts:
    """Return every number and period of the records, in the units of sentences."""
    numbers: dict[tuple[float, str], list[Fact]] = {}
    periods: dict[str, list[Fact]] = {}
    dates: dict[str, list[Fact]] = {}
    for _, record in data.compared:
        for position in record.positions:
            fact = Fact(record.id, position.key, position.source, position.clause)
            if isinstance(position, FrequencyPosition):
                periods.setdefault(position.per, []).append(fact)
            bounds = bounds_of(position.times if isinstance(position, FrequencyPosition) else position.number)
            for value in dict.fromkeys(bounds.values()):
                numbers.setdefault(measured(value, getattr(record, "unit", "次")), []).append(fact)
            figures = figures_in(getattr(position, "value", ""))
            in_words = list(phrases(figures))
            for phrase in in_words:
                for value in phrase.values:
                    numbers.setdefault((value, phrase.unit), []).append(fact)
            if figures and not in_words:
                dates.setdefault(figures, []).append(fact)
            base = bounds_of(getattr(position, "base", None))
            for value in dict.fromkeys(base.values()):
                numbers.setdefault(measured(value, "元"), []).append(fact)
    return Facts(numbers, periods, dates)


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


def unmarked(data: StandardsData) -> Iterator[tuple[Part, YamlPath, str, Phrase, list[Fact]]]:
    """Yield the numbers that must say where they come from and do not, with what they may be about."""
    facts = data.derived(facts_of)
    for part, path, text in sentences(data):
        if (
            part.kind == "edition"
            or isinstance(part.value, Unit | Branch)
            or (part.kind == "vocabulary" and part.path[:1] in (("period",), ("occasion",)))
        ):
            continue  # facts of branches and of the edition; the words for periods themselves
        for phrase, found in unmarked_in(data, facts, part, text):
            yield part, path, text, phrase, found


def unmarked_in(data: StandardsData, facts: Facts, part: Part, text: str) -> Iterator[tuple[Phrase, list[Fact]]]:
    """Yield the numbers in one text that must say where they come from and do not, with what they may be about."""
    plain = blanked(text)
    if not could_have_numbers(plain):
        return
    found = [phrase for phrase in phrases(plain) if phrase.kind != "count" or phrase.unit]
    dates = list(dates_in(facts, plain))
    if not found and not dates:
        return
    hidden = [*names_in(data, text), *(span for words in _declared(data, part) for span in uncut(words, text))]
    sources, related = sources_of(part), related_to(data, part)
    units = units_of(data, related)
    for phrase in found:
        if any(start <= phrase.start and phrase.end <= end for start, end in hidden) or _is_own(data, part, phrase):
            continue
        candidates = facts.of(phrase)
        near = [fact for fact in candidates if fact.record in related]
        if sources:
            theirs = [fact for fact in candidates if fact.source in sources]
            if near or _is_telling(phrase):
                yield phrase, near or theirs
            elif phrase.unit in units or _is_in_no_field(part, text, phrase):
                yield phrase, []
        elif (
            near
            or says_a_rule(facts, phrase)
            or (part.record_id in related and max(phrase.values) > 1)
            or (phrase.unit in units and max(phrase.values) > 1)
        ):
            yield phrase, near or candidates
    for phrase in dates:
        # other sources have other dates
        theirs = [fact for fact in facts.of(phrase) if (fact.source in sources if sources else fact.record in related)]
        if theirs and not _is_own(data, part, phrase):
            yield phrase, theirs


def dates_in(facts: Facts, text: str) -> Iterator[Phrase]:
    """Yield the dates that a text says in the words of a record: 8 月底前."""
    for words in facts.by_date:
        for start, end in uncut(words, text) if words in text else ():
            yield Phrase(start, end, "date", (), words)


def says_a_rule(facts: Facts, phrase: Phrase) -> bool:
    """Return whether a number in a sentence without citations is likely to be one that somebody lays down."""
    if phrase.kind != "count" or phrase.unit in TOLD:
        return True
    return bool(facts.of(phrase)) and _is_telling(phrase)


def _is_telling(phrase: Phrase) -> bool:
    """Return whether a phrase that says a recorded number is likely to be about it: 三个 can be anything."""
    if phrase.kind != "count" or phrase.unit in TOLD:
        return True
    return max(phrase.values) >= (2 if phrase.unit in COUNTED else 10)


def _declared(data: StandardsData, part: Part) -> list[str]:
    owner = data.of(part.kind).get(part.record_id, getattr(data, part.kind, None))
    return [declared.text for declared in getattr(owner, "declares", ())]


def names_in(data: StandardsData, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a listed name with a number in it stands in a text as a name, the longest that does."""
    for found in data.derived(_listed_names).finditer(text):
        if is_name(text, *found.span()):
            yield found.span()


def _listed_names(data: StandardsData) -> re.Pattern[str]:
    longest_first = sorted(data.vocabulary.number_names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def related_to(data: StandardsData, part: Part) -> set[str]:
    """Return the frequencies and thresholds that a text is surely about: its own record, and those it refers to."""
    value = part.value
    if part.kind in ("frequency", "threshold"):
        return {part.record_id}
    if isinstance(value, Requirement):
        return {value.frequency or "", *value.thresholds}
    if isinstance(value, Limit):
        return {value.threshold or ""}
    if isinstance(value, Adoption | Stricter):
        return {value.frequency or value.threshold or ""}
    if isinstance(value, Ruling):
        decisions: tuple[Adoption | Stricter, ...] = (*value.adopt, *value.stricter)
        return {one.frequency or one.threshold or "" for one in decisions}
    owner = data.of(part.kind).get(part.record_id)
    if isinstance(owner, Item):
        return {name for one in owner.requirements for name in (one.frequency or "", *one.thresholds)}
    return set()


def _is_own(data: StandardsData, part: Part, phrase: Phrase) -> bool:
    """Return whether a phrase in a position, or in a stricter number, says that very number: QUO4 compares them."""
    said = part.value
    if not isinstance(said, Position | Stricter):
        return False
    record = data.of(part.kind).get(part.record_id)
    if isinstance(said, Stricter):
        record = data.thresholds.get(said.threshold or "")
    bounds = bounds_of(getattr(said, "times", None) or getattr(said, "number", None))
    numbers = {measured(value, getattr(record, "unit", "次")) for value in bounds.values()}
    numbers |= {measured(value, "元") for value in bounds_of(getattr(said, "base", None)).values()}
    figures = figures_in(getattr(said, "value", ""))
    numbers |= {(value, one.unit) for one in phrases(figures) for value in one.values}
    if phrase.kind == "date":
        return phrase.unit == figures
    if phrase.kind == "period":
        return phrase.unit == getattr(said, "per", None)
    return all((value, phrase.unit) in numbers for value in phrase.values)


def _is_in_no_field(part: Part, text: str, phrase: Phrase) -> bool:
    """Return whether a phrase is a number in the text of a position that the position does not hold."""
    said = part.value
    if not isinstance(said, Position) or text != said.text:
        return False
    if phrase.kind != "count" or phrase.unit in TOLD | COUNTED:
        return True
    held = bounds_of(getattr(said, "times", None) or getattr(said, "number", None)).values()
    # 一个 and 一样 are said of anything, and 25 环节 are 25 个环节
    return max(phrase.values) > 1 and not set(phrase.values) <= set(held)


def units_of(data: StandardsData, related: set[str]) -> set[str]:
    """Return the units, and all periods, in which a text about the records speaks of what they set."""
    thresholds = [data.thresholds[name] for name in related if name in data.thresholds]
    units = {measured(1, threshold.unit)[1] for threshold in thresholds}
    periods = set(PERIODS) if any(name in data.frequencies for name in related) else set()
    return (units & (TOLD | COUNTED)) | periods


def _words(data: StandardsData, words: str, found: list[Fact], *, cited: bool) -> tuple[str, str]:
    names = list(dict.fromkeys(_quote(data, fact) for fact in found))
    if names:
        shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        otherwise = "碰巧相同的，写" + (f" <cited 来源 {words}>" if cited else f" <own {words}>")
        return f"手写的「{words}」和记录的数相同。", f"说的就是它，引用 {shown}；{otherwise}"
    return f"「{words}」没有来处。", f"引用记录的数 <编号>，本站自拟写 <own {words}>，来源说的写 <cited 来源 {words}>"


def _quote(data: StandardsData, fact: Fact) -> str:
    record = data.frequencies.get(fact.record) or data.thresholds[fact.record]
    value = next((getattr(one, "value", "") for one in record.positions if one.key == fact.position), "")
    name = record.id if fact.position == record.adopted.position else f"{record.id}.{fact.position}"
    return f"<{name} value>" if figures_in(value) != value else f"<{name}>"
