"""Every number in a sentence says where it comes from: quoted, cited, or ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import DATA, Part, StandardsData
from ..data.model import (
    Branch,
    Position,
    Stricter,
    Unit,
)
from ..data.periods import PERIODS
from ..data.problems import Location, Problem
from ..data.quotes.marks import blanked
from ..data.quotes.number_words import ODD, TOLD, Phrase, could_have_numbers, is_name, measured, phrases, uncut
from ..data.quotes.records import bounds_of, figures_in
from ..data.yaml_positions import YamlPath
from .quotes import sentences, sources_of
from .recorded_numbers import COUNTED, Fact, Facts, dates_in, facts_of, is_telling, quote_of, related_to, says_a_rule
from .registry import rule


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
        elif told := [phrase.in_text(name) for phrase in phrases(name) if is_telling(phrase) and phrase.unit in units]:
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
            if near or is_telling(phrase):
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
    names = list(dict.fromkeys(quote_of(data, fact) for fact in found))
    if names:
        shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        otherwise = "碰巧相同的，写" + (f" <cited 来源 {words}>" if cited else f" <own {words}>")
        return f"手写的「{words}」和记录的数相同。", f"说的就是它，引用 {shown}；{otherwise}"
    return f"「{words}」没有来处。", f"引用记录的数 <编号>，本站自拟写 <own {words}>，来源说的写 <cited 来源 {words}>"
