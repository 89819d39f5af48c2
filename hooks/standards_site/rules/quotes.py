"""Numbers in sentences are quoted from their records, and a sentence quotes only what its own sources say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..data.load import Part, StandardsData
from ..data.model import Citation, Position, Requirement, Stricter, ThresholdPosition
from ..data.periods import PERIODS
from ..data.problems import Location, Problem
from ..data.quotes.marks import CITED, COUNT, QUOTABLE, WORDS_OF_MARKS, blanked, in_words, marks, quoted
from ..data.quotes.number_words import OPPOSITE, Phrase, bound_around, bounded, measured, phrases, uncut
from ..data.quotes.records import Mark, Quoted, UnquotableError, bounds_of, figures_in
from ..data.record import Declared, has_field
from ..data.yaml_positions import YamlPath as Path
from .references import in_few
from .registry import rule

PERIOD = "period"
NAMES = frozenset(
    (
        *(
            "id",
            "key",
            "no",
            "called",
            "also_called",
            "unit",
            "label",
            "number",
            "number_names",
            "clause",
            "facts",
            "conflicts",
            "fonts",
        ),
        *("date", "month", "time", "starts", "ends", "effective_from", "effective_earliest", "rule_version", "edition"),
        *("site_url", "repository"),
    )
)
"""Fields that hold numbers, dates, references and words that are explained beside them: no sentences, no names."""

BOUND_OF_FORM = {"or_more": "at_least", "or_less": "at_most", "within": "at_most"}

_OPENING = re.compile("[<＜〈《]")
# written close to a mark: no blank after the id, no end, other brackets
_LIKE_A_MARK = re.compile(r"(?:(<)|[<＜〈《] *)([A-Za-z0-9][A-Za-z0-9-]*)[^<>＜＞〈〉《》，。；]*[>＞〉》]?")

Said = tuple[Part, Path, str, Mark, Quoted]


@rule(
    "QUO1",
    says="句子里引用的数（尖括号）指明现有的频次、门槛或标准体系，写法是认得的，那里有这个数",
    why="引用的数由记录生成；指错了，句子就缺了一块。",
    example=("text: 一般<branch-congres>召开。", "text: 一般<branch-congress>召开。"),
)
def quotes_stand_for_something(data: StandardsData) -> Iterator[Problem]:
    """Every mark in a text names a record and a number in it."""
    yield from in_few(_faults(data))
    known = {*WORDS_OF_MARKS}.union(*(data.known_ids[kind] for kind in QUOTABLE))
    for part, path, text in sentences(data):
        for found in _LIKE_A_MARK.finditer(blanked(text)) if _OPENING.search(text) else ():
            if found[1] or found[2] in known:
                message = f"「{found.group()}」不是引用的写法。"
                hint = "用半角尖括号，编号后面空一格：<branch-congress 召开>"
                yield _problem("QUO1", part, path, text, *found.span(), message, hint)


def _faults(data: StandardsData) -> Iterator[tuple[tuple[str, str], Problem]]:
    for part, path, text, mark, said in data.derived(_marks):
        if isinstance(said, UnquotableError):
            kinds = {CITED: ("source",), COUNT: ("procedure", "ledger")}.get(mark.head, QUOTABLE)
            name = mark.forms[0] if mark.head in (CITED, COUNT) and mark.forms else mark.head
            if any(name in data.known_ids[kind] and name not in data.of(kind) for kind in kinds):
                continue  # its file cannot be read, and says why
            if data.is_listed(*kinds):
                problem = _problem("QUO1", part, path, text, mark.start, mark.end, str(said), said.hint)
                yield (mark.head, str(said)), problem


@rule(
    "QUO2",
    says="写了依据的句子只引用这些依据的数",
    why="采用口径换了来源，句子里的数会跟着换；依据里没有那个来源，就成了张冠李戴。",
    example=("text: <branch-congress.lecture>召开。  # 依据（cites）里没有那份讲稿", "text: <branch-congress>召开。"),
)
def quotes_are_of_the_sources_cited(data: StandardsData) -> Iterator[Problem]:
    """The source of a number quoted in a record with citations is among them."""
    for part, path, text, mark, said in data.derived(all_quotes):
        cited = sources_of(part)
        if not cited or said.kind not in ("frequency", "threshold"):
            continue
        record = data.of(said.kind)[said.record]
        position = next(one for one in record.positions if one.key == said.position)
        if position.source not in cited:
            theirs = [one.key for one in record.positions if one.source in cited]
            source = data.sources.get(position.source)
            message = f"「{said.words}」是{source.short if source else position.source}的数，这里的依据里没有它。"
            instead = f"写明是谁的数：<{said.record}.{theirs[0]}>；或" if theirs else ""
            hint = f"{instead}补上这个依据"
            yield _problem("QUO2", part, path, text, mark.start, mark.end, message, hint)


@rule(
    "QUO3",
    says="引用的数前后的“超过”“以上”“不足”等字，和引用写法里的“以上”“以下”“内”，与记录一致",
    why="“超过半数”和“半数以上”差一个人；界限的字写在引用外面时，记录改了它不会跟着改。",
    example=("text: 超过<congress-quorum value>到会。  # 记录写的是“半数以上”", "text: <congress-quorum>到会。"),
)
def words_around_quotes_agree(data: StandardsData) -> Iterator[Problem]:
    """A bound written around a quoted number is the record's bound, or its opposite."""
    for part, path, text, mark, said in data.derived(all_quotes):
        if said.kind != "threshold":
            continue
        record = data.thresholds[said.record]
        bounds = bounds_of(next(one for one in record.positions if one.key == said.position).number)
        form = next((BOUND_OF_FORM[name] for name in mark.forms if name in BOUND_OF_FORM), "")
        plain = {"value", "number"} & set(mark.forms)
        around = form or (bound_around(text, mark.start, mark.end) if plain else "")
        if around and "exactly" not in bounds and around not in {*bounds, *(OPPOSITE[name] for name in bounds)}:
            message = f"「{said.words}」前后的字和记录不一致：记录写的是「{bounded(bounds, record.unit)}」。"
            hint = f"用 <{mark.head}> 连界限一起引用"
            yield _problem("QUO3", part, path, text, mark.start, mark.end, message, hint)


@rule(
    "QUO4",
    says="口径的文字写着它的数：周期、次数、界限里的数、value 里的数都在文字里；写了周期的次数（单位是次）也写 per",
    why="同一条口径的文字和数各说各的，页面上就有两个数。",
    example=(
        "{text: 正式党员 3 名以上成立支部。, number: {at_least: 4}}",
        "{text: 正式党员 3 名以上成立支部。, number: {at_least: 3}}",
    ),
)
def positions_say_their_numbers(data: StandardsData) -> Iterator[Problem]:
    """The text of a position, or of a stricter number, names the numbers and the period of the record."""
    for kind, record in data.compared:
        for index, position in enumerate(record.positions):
            at = Location(data.file_of(kind, record.id), ("positions", index, "text"))
            yield from _unsaid(data, at, position, getattr(record, "unit", "次"))
    for part, stricter in data.every(Stricter):
        threshold = data.thresholds.get(stricter.threshold or "")
        yield from _unsaid(
            data, Location(part.file, (*part.path, "text")), stricter, threshold.unit if threshold else "次"
        )


@rule(
    "QUO7",
    says="声明了所依据的记录（declares）的文字，数和那些记录现在的数相同；每条声明只指一处文字",
    why="不宜引用、只好手写的数，记录改了就要跟着改；声明写明它依据谁，改了记录就会报出来。",
    example=(
        "purpose: 党员 4 名起就可以成立支部。  # declares: [branch-min-members]，现在是 3",
        "purpose: 党员 3 名起就可以成立支部。",
    ),
)
def declared_words_agree_with_their_records(data: StandardsData) -> Iterator[Problem]:
    """Words that declare what they rest on stand in a text, and say the numbers of those records and no others."""
    for part in data.derived(_declaring):
        for index, declared in enumerate(getattr(part.value, "declares", ())):
            at = Location(part.file, ("declares", index, "text"))
            where = list(_with_words(data, part, declared.text))
            if not where:
                yield Problem("QUO7", at, f"没有文字写着「{declared.text}」。", hint="照原文写，或删掉这条声明")
                continue
            if len(where) > 1:
                message = f"「{declared.text}」有 {len(where)} 处，不知道说的是哪一处。"
                yield Problem("QUO7", at, message, hint="连前后的字一起写，只指一处；别处的另写一条")
                continue
            recorded = {}
            for place, name in enumerate(declared.rests_on):
                fault, values = _recorded(data, name)
                if fault:
                    yield Problem("QUO7", Location(part.file, ("declares", index, "rests_on", place)), fault)
                recorded[name] = values
            said = {pair for one in phrases(declared.text) for pair in _said_by(one)}
            wrong = [name for name, values in recorded.items() if not values - {ONCE} <= said]
            known = set().union(*recorded.values())
            if all(recorded.values()) and (wrong or not said <= known):
                now = "；".join(f"{name} 现在是 {in_words(data, f'<{name}>')}" for name in wrong or declared.rests_on)
                for found, path, text in where:
                    start = text.find(declared.text)
                    message = f"「{declared.text}」和它依据的记录不同：{now}。"
                    yield _problem("QUO7", found, path, text, start, start + len(declared.text), message, "改这里的数")


def _with_words(data: StandardsData, owner: Part, words: str) -> Iterator[tuple[Part, Path, str]]:
    for part, path, text in data.derived(_texts_of_records)[owner.kind, owner.record_id]:
        if words in text and not isinstance(part.value, Declared):
            for _ in uncut(words, text):
                yield part, path, text


def _declaring(data: StandardsData) -> list[Part]:
    may = [part for part in data.parts if has_field(type(part.value), "declares")]
    return [part for part in may if getattr(part.value, "declares", ())]


def _texts_of_records(data: StandardsData) -> dict[tuple[str, str], list[tuple[Part, Path, str]]]:
    """Return the sentences of the records that declare something."""
    declaring = {(part.kind, part.record_id) for part in data.derived(_declaring)}
    found: dict[tuple[str, str], list[tuple[Part, Path, str]]] = defaultdict(list)
    for part, path, text in sentences(data):
        if (part.kind, part.record_id) in declaring:
            found[part.kind, part.record_id].append((part, path, text))
    return found


ONCE = (1.0, "次")
"""Need not be said beside a period: 每年开展 is 每年开展 1 次."""


def _said_by(phrase: Phrase) -> list[tuple[float | str, str]]:
    return [(phrase.unit, PERIOD)] if phrase.kind == "period" else [(value, phrase.unit) for value in phrase.values]


def _recorded(data: StandardsData, name: str) -> tuple[str, set[tuple[float | str, str]]]:
    """Return what is wrong with the name of a record, or the numbers and the period it holds."""
    try:
        (mark,) = marks(f"<{name}>")
        said = quoted(data, mark)
    except (UnquotableError, ValueError) as fault:
        return str(fault) if isinstance(fault, UnquotableError) else f"「{name}」不是记录的编号。", set()
    if said.kind not in ("frequency", "threshold"):
        return f"「{name}」不是频次或门槛。", set()
    record = data.of(said.kind)[said.record]
    position = next(one for one in record.positions if one.key == said.position)
    bounds = bounds_of(getattr(position, "times", None) or getattr(position, "number", None))
    values: set[tuple[float | str, str]] = {measured(value, getattr(record, "unit", "次")) for value in bounds.values()}
    values |= {(position.per, PERIOD)} if getattr(position, "per", "") in PERIODS else set()
    return ("" if values else f"「{name}」没有数，也没有固定的周期。"), values


def _unsaid(data: StandardsData, at: Location, said: Position | Stricter, unit: str) -> Iterator[Problem]:
    found = list(phrases(blanked(said.text)))
    per, times = getattr(said, "per", None), bounds_of(getattr(said, "times", None))
    number = bounds_of(getattr(said, "number", None))
    yearly = per == "year" and "年度" in said.text
    periods = found
    if isinstance(said, ThresholdPosition):  # the period is the frequency's, and quoted
        periods = list(phrases(in_words(data, said.text)))
        if unit == "次" and number and not per and any(phrase.kind == "period" for phrase in periods):
            yield Problem("QUO4", at, "文字写了周期，没有写是哪一种（per）。", hint="补 per，页面上次数才带周期")
    if per in PERIODS and not yearly and not _names_period(periods, per):
        label = data.label("period", per)
        yield Problem("QUO4", at, f"文字里没有写周期「{label}」（per: {per}）。", hint="改文字或改 per")
    counts = [phrase for phrase in found if phrase.unit == "次"]
    if times and (counts or set(times.values()) != {1}):
        yield from _missing(at, times, "次", counts, "times")
    if number:
        yield from _missing(at, number, unit, found, "number")
    figures = figures_in(getattr(said, "value", ""))
    if figures not in said.text:
        yield Problem("QUO4", at, f"文字里没有 value 写的「{figures}」。", hint="改文字或改 value；value 里直接写数")


def _names_period(found: list[Phrase], per: str) -> bool:
    # 半年 alone is read as six months
    return any(phrase.unit == per or (per == "half_year" and phrase.values == (6.0,)) for phrase in found)


def _missing(at: Location, bounds: dict[str, float], unit: str, found: list[Phrase], key: str) -> Iterator[Problem]:
    said = {(value, phrase.unit) for phrase in found for value in phrase.values}
    for name, value in bounds.items():
        wanted = measured(value, unit)
        if wanted not in said and not any(value == wanted[0] and wanted[1] not in ("月", "天") for value, _ in said):
            yield Problem(
                "QUO4", at, f"文字里没有 {key} 写的数：{name} {value:g}（单位“{unit}”）。", hint="改文字或改数"
            )


def all_quotes(data: StandardsData) -> list[Said]:
    """Return the numbers that sentences quote, with their words; what stands for nothing is QUO1."""
    found = []
    for part, path, text, mark, said in data.derived(_marks):
        if isinstance(said, Quoted) and mark.head not in WORDS_OF_MARKS:
            found.append((part, path, text, mark, said))
    return found


def _marks(data: StandardsData) -> list[tuple[Part, Path, str, Mark, Quoted | UnquotableError]]:
    found: list[tuple[Part, Path, str, Mark, Quoted | UnquotableError]] = []
    for part, path, text in sentences(data):
        for mark in marks(text):
            try:
                found.append((part, path, text, mark, quoted(data, mark)))
            except UnquotableError as fault:
                found.append((part, path, text, mark, fault))
    return found


def marks_of(data: StandardsData, *heads: str) -> Iterator[tuple[Part, Path, str, Mark]]:
    """Yield the marks that begin with one of `heads`, own or cited."""
    return ((part, path, text, mark) for part, path, text, mark, _ in data.derived(_marks) if mark.head in heads)


def sentences(data: StandardsData) -> list[tuple[Part, Path, str]]:
    """Return every sentence with the record it stands directly in and its path there."""
    return data.derived(_sentences)


def _sentences(data: StandardsData) -> list[tuple[Part, Path, str]]:
    return [
        (part, path, text)
        for part, path, text in data.all_texts
        if path[0] not in NAMES or (path[0] == "short" and isinstance(part.value, Requirement))
    ]


def sources_of(part: Part) -> set[str]:
    """Return the sources that a record cites; a position cites its own."""
    return {cited.source for cited in _cites(part)}


def clauses_of(part: Part, source: str) -> set[str]:
    """Return the clauses of a source that a record cites."""
    return {cited.clause for cited in _cites(part) if cited.source == source}


def _cites(part: Part) -> tuple[Position | Citation, ...]:
    if isinstance(part.value, Position):
        return (part.value,)
    return getattr(part.value, "cites", ()) if has_field(type(part.value), "cites") else ()


def _problem(code: str, part: Part, path: Path, text: str, start: int, end: int, message: str, hint: str) -> Problem:
    at = Location(part.file, (*part.path, *path))
    return Problem(code, at, message, hint=hint, within=(start, text[start:end]))
