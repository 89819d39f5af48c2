"""A number is the number of the source that its clause names, and none of ours stands where others are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..data.load import Part, StandardsData
from ..data.model import Source
from ..data.problems import Location, Problem
from ..data.quotes.marks import CITED, OWN, blanked, position_of, quoted
from ..data.quotes.records import Mark, Quoted, UnquotableError
from ..data.yaml_positions import YamlPath
from .quotes import all_quotes, marks_of, sentences
from .registry import rule

NATION = ("全国规定", "全国性规定", "国家规定", "现行规定")
"""What sentences call the rules of the nation, whichever of them it is."""
# a comma ends no clause before a number that stands alone, and after what only says how far a source reaches
_BREAK = re.compile("[。；]|(?<!是全国性规定)(?<!是全国性文件)，(?!\0+(?:[。；，]|$))")
_WITHIN = re.compile("“[^”]*”")
_ELSEWHERE = re.compile(
    "外地|外省|各地|地方规定|(?:有的|有些|不少|别的|其他|多数)(?:省|市|地方|学校|高校)|"
    "(?<![以按照])(?:学校|高校|上级|中央|教育部|组织部|国家)[^，。；、：本]{0,4}(?<!没有)(?:规定|要求)(?!的提前)"
)
_SOMEBODY = re.compile(
    "(?:一所|某|该)(?:学校|中学|高校)|(?:一个|某|该)(?:机关|单位)|(?:一份|该)(?:通知|方案|材料|手册|文件)|"
    "来源(?:写|说|里|规定|要求)"
)
"""Words for those who are not named and say something all the same."""
_COUNTS_THEM = re.compile("(?:本地)?(?:来源|学校|规定|写法|说法|算法|数字|口径)")
"""What a number counts that is ours to count: how many sources there are, and how many ways they say it."""
_SENTENCE = re.compile("[。；]")
_ASIDE = re.compile("（[^（）]*）")
_DENIED_BEFORE = re.compile("(?:不在|不是|没有|当成)[^，。；、：]{0,4}$|被[^，。；、：]{0,12}$")
_DENIED_AFTER = re.compile("[^、：]{0,8}?(?:没有|不写|没写|不设)|时期|写的是[^，。；：\0]*）")

Names = Mapping[str, frozenset[str]]
"""Names with the sources that each may stand for: 条例 is what several are called."""


@dataclass(frozen=True)
class Clause:
    """A part of a sentence, with the sources that it says something of, and those of which it says they do not."""

    start: int
    end: int
    names: Names
    denied: Names


@rule(
    "WHO1",
    says="一个分句（到句号、分号、逗号为止）写了是哪份来源的，里面引用的数写明是它的口径，cited 写的是它；"
    "写了两份来源的，各引用一个，或者两份的数相同；分句说不在哪份来源里的，引用的数不是它的",
    why="不写口径就是采用的那一条；采用的换了来源，这一句就把别人的数说成它的。",
    example=(
        "text: 条例写<branch-congress>。  # 采用的口径换了来源，就不是条例的数了",
        "text: 条例写<branch-congress.zb>。",
    ),
)
def numbers_are_of_the_source_named(data: StandardsData) -> Iterator[Problem]:
    """A number quoted in a clause that names sources is a position of one of them, and each of them says it."""
    for (part, path, text), found in groupby(data.derived(all_quotes), key=lambda one: one[:3]):
        # whose a number is that stands for an unknown source, REF1 tells
        quotes = [(mark, said) for *_, mark, said in found if said.position and _source(data, said) in data.sources]
        for clause in _clauses(data, text) if quotes else ():
            inside = [(mark, said) for mark, said in quotes if clause.start <= mark.start < clause.end]
            faults = [(mark, fault) for mark, said in inside if (fault := _fault(data, clause, mark, said))]
            for mark, fault in faults:
                yield _problem("WHO1", part, path, text, mark, *fault)
            for name, sources in clause.names.items() if inside and not faults else ():
                has_its_own = any(_source(data, said) in sources for _, said in inside)
                if not has_its_own and not all(_says(data, sources, *one) for one in inside):
                    message = f"分句写了“{name}”，引用的数里没有它的，也不都和它的相同。"
                    yield _problem("WHO1", part, path, text, inside[0][0], message, "各引用一个，或者分成两句")
    yield from _cited_elsewhere(data)


def _cited_elsewhere(data: StandardsData) -> Iterator[Problem]:
    for part, path, text, mark in marks_of(data, CITED):
        source, words = mark.forms[0] if mark.forms else "", " ".join(mark.forms[1:])
        for clause in _clauses(data, text):
            named = _sources(clause.names)
            if clause.start <= mark.start < clause.end and named and source not in named:
                message = f"分句写了“{'”“'.join(clause.names)}”，「{words}」写的来源是 {source}。"
                yield _problem("WHO1", part, path, text, mark, message, "改来源，或把这个数移出这个分句")


@rule(
    "WHO2",
    says="写成本站自拟（own）的数，同一个分句里没有写来源、文件，同一句里没有写“有的地方”“外地”“一所学校”和别人的规定、"
    "要求；数的是有几份来源、几种写法的不算",
    why="别人规定的数不是本站拟的；读的人看见“自拟”，就不去查它的出处了。",
    example=("- 西北师大有<own 两批>。", "- 西北师大有<cited nwnu-2019 两批>。"),
)
def what_is_ours_names_nobody_else(data: StandardsData) -> Iterator[Problem]:
    """No clause with a number of ours names a source, no sentence with one names others who lay down rules."""
    for part, path, text, mark in marks_of(data, OWN):
        if _COUNTS_THEM.match(text, mark.end):
            continue
        named = _others(data, blanked(text), mark)
        if named:
            words = " ".join(mark.forms)
            message = f"「{words}」写成本站自拟，旁边写着“{named}”。"
            hint = f"是它的数，写 <cited 来源 {words}>；来源没有列的，先列进 sources；不是的，分成两句"
            yield _problem("WHO2", part, path, text, mark, message, hint)


@rule(
    "WHO3",
    says="来源文件里列的别的叫法（also_called）有句子用到，也不重复",
    why="用不到的叫法没有人核对；写错一个字，句子里的那份来源就认不出来。",
    example=("also_called: [高校条令]", "also_called: [高校条例]"),
)
def names_of_sources_are_used(data: StandardsData) -> Iterator[Problem]:
    """Every further name of a source stands in some sentence, and is not given twice."""
    everything = "\n".join(text for _, _, text in sentences(data))
    for source in data.sources.values():
        for index, name in enumerate(source.also_called):
            at = Location(data.file_of("source", source.id), ("also_called", index))
            if name in (source.called, source.short, source.title.strip("《》"), *source.also_called[:index]):
                yield Problem("WHO3", at, f"「{name}」写了两次。", hint="删掉这一个")
            elif name not in everything:
                yield Problem("WHO3", at, f"没有句子用到「{name}」。", hint="改成句子里的叫法，或删掉")


def _others(data: StandardsData, text: str, mark: Mark) -> str:
    """Return by what name somebody else is named who may have said a number that is called ours; empty if nobody is."""
    pattern, _ = data.derived(_names)
    plain = _without_asides(text, mark)
    start, end = _span(_BREAK, plain, mark)
    colon = plain.find("：", mark.end, end)  # what is done each time follows: it does not say who says so
    end = colon if colon > 0 else end
    found = pattern.search(plain, start, end) or _SOMEBODY.search(plain, start, end)
    found = found or _ELSEWHERE.search(text, *_span(_SENTENCE, text, mark))
    return found.group() if found else ""


def _span(breaks: re.Pattern[str], text: str, mark: Mark) -> tuple[int, int]:
    """Return where the part of a text begins and ends that a mark stands in."""
    start = max((found.end() for found in breaks.finditer(text, 0, mark.start)), default=0)
    return start, next((found.start() for found in breaks.finditer(text, mark.end)), len(text))


def _without_asides(text: str, mark: Mark) -> str:
    """Return a text with blanks for what stands in brackets, but for brackets round the mark."""
    return _ASIDE.sub(
        lambda found: found.group() if found.start() < mark.start < found.end() else "\0" * len(found.group()), text
    )


def _source(data: StandardsData, said: Quoted) -> str:
    return position_of(data, said).source


def _sources(names: Names) -> frozenset[str]:
    return frozenset[str]().union(*names.values())


def _fault(data: StandardsData, clause: Clause, mark: Mark, said: Quoted) -> tuple[str, str] | None:
    source = _source(data, said)
    for name, sources in clause.denied.items():
        if source in sources:
            return f"分句说的不是“{name}”的数，「{said.words}」却是它的。", "改这一句，或换一条口径"
    named = _sources(clause.names)
    if not named or (mark.position and source in named):
        return None
    theirs = [one.key for one in data.of(said.kind)[said.record].positions if one.source in named]
    theirs.sort(key=lambda key: key != said.position)
    hint = f"写明是谁的数：<{said.record}.{theirs[0]}>" if theirs else "换一条口径，或把这个数移出这个分句"
    what = "引用的是采用的口径，不一定是它的" if source in named else "不是它的"
    return f"分句写了“{'”“'.join(clause.names)}”，「{said.words}」{what}。", hint


def _says(data: StandardsData, sources: frozenset[str], mark: Mark, said: Quoted) -> bool:
    """Return whether one of the sources says a quoted number in the very same words."""
    positions = data.of(said.kind)[said.record].positions
    theirs = [Mark(0, 0, mark.head, one.key, mark.forms) for one in positions if one.source in sources]
    return any(_words(data, one) == said.words for one in theirs)


def _words(data: StandardsData, mark: Mark) -> str:
    try:
        return quoted(data, mark).words
    except UnquotableError:
        return ""


def _clauses(data: StandardsData, text: str) -> Iterator[Clause]:
    """Yield the clauses of a text that name a source; what stands in quotation marks is not cut."""
    pattern, known = data.derived(_names)
    plain = blanked(text)
    if not pattern.search(plain):
        return
    whole = _WITHIN.sub(lambda found: found.group().translate(_NO_BREAKS), plain)
    start = 0
    for end in (*(found.end() for found in _BREAK.finditer(whole)), len(whole)):
        names: dict[str, frozenset[str]] = {}
        denied: dict[str, frozenset[str]] = {}
        for found in pattern.finditer(plain, start, end):
            no = _DENIED_BEFORE.search(plain[start : found.start()]) or _DENIED_AFTER.match(plain, found.end(), end)
            (denied if no else names)[found.group()] = known[found.group()]
        if names or denied:
            yield Clause(start, end, names, denied)
        start = end


_NO_BREAKS = str.maketrans("。；，", "   ")


def _names(data: StandardsData) -> tuple[re.Pattern[str], Names]:
    """Return what sentences call the sources, as a pattern that finds the longest, and as a table."""
    known: dict[str, set[str]] = {}
    for source in data.sources.values():
        for name in (*called(source), *(NATION if source.is_national else ())):
            known.setdefault(name, set()).add(source.id)
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), {
        name: frozenset(sources) for name, sources in known.items()
    }


def called(source: Source) -> Iterator[str]:
    """Yield what sentences may call a source."""
    yield from filter(None, (source.called, *source.also_called, source.short, source.title.strip("《》")))


def _problem(code: str, part: Part, path: YamlPath, text: str, mark: Mark, message: str, hint: str) -> Problem:
    at = Location(part.file, (*part.path, *path))
    return Problem(code, at, message, hint=hint, within=(mark.start, text[mark.start : mark.end]))
