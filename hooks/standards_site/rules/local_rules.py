"""What a university, a kind of branch or a branch decides may tighten what is in force, never loosen it."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from ..data.load import Part, StandardsData
from ..data.model import (
    Adoption,
    Citation,
    Frequency,
    LocalRule,
    Number,
    Position,
    Profile,
    Ruling,
    Stricter,
    Threshold,
)
from ..data.periods import PERIODS
from ..data.problems import Location, Problem, unknown_value
from ..data.quotes.marks import marks
from ..data.yaml_positions import YamlPath
from ..in_force.resolve import CATALOG, UNIVERSITY, Authority, Setting, changes, position_by_key, rulings, settings
from .registry import rule
from .same_numbers import adopted_apart

BINDING = ("must", "plain")
HERE = Authority("here", "同一条规定")
NAMES = ("frequency", "threshold")

Before = list[tuple[Authority, Ruling]]


@rule(
    "LOC1",
    says="本校规定、支部类型和支部自己定的数只能比正在执行的更严；没有打开的本校规定也一样",
    why="全国规定写“应当”或直接写明的数、前一级已经定下的数都是底线；放宽了，支部照着做也不合格。",
    example=(
        "stricter: [{threshold: member-training-hours, number: {at_least: 24}, text: 24 学时}]  # 原来是 32",
        "stricter: [{threshold: member-training-hours, number: {at_least: 40}, text: 40 学时}]",
    ),
)
def numbers_are_only_tightened(data: StandardsData) -> Iterator[Problem]:
    """No adopted or stricter number is looser than a binding number that it replaces."""
    for part, ruling in data.every(Ruling):
        told: set[YamlPath] = set()
        if ruling.adopt or ruling.stricter:
            for _, before in _befores(data, part):
                for path, old, new in _loosened(data, before, ruling):
                    if path not in told:  # a fault is the same fault for every kind of branch
                        told.add(path)
                        now = f"原来是「{_words(old)}」（{_basis(data, old)}），这里写的是「{_words(new)}」。"
                        message = f"{_shown(old)}放宽了：{now}"
                        yield Problem("LOC1", _at(part, *path), message, hint=_how_to_mend(data, old, new))


@rule(
    "LOC2",
    says="不适用的条目或要点里有全国规定“应当”做的，不适用的依据里也要有全国规定",
    why="全国规定写“应当”的事，只有全国规定能免；只凭本地的文件去掉，就是放宽。",
    example=(
        "exclude: [{item: C1, reason: 人少, cites: [{source: nwnu-2019, clause: 四, seen: original}]}]",
        "exclude: [{item: C1, reason: 人少, cites: [{source: zb-2018, clause: 第十一条, seen: second_hand}]}]",
    ),
)
def duties_are_excluded_by_national_rules(data: StandardsData) -> Iterator[Problem]:
    """An exclusion that reaches a nation-wide 应当 cites a national source."""
    for part, ruling in data.every(Ruling):
        for index, exclusion in enumerate(ruling.exclude):
            item = data.items.get(exclusion.item)
            if item is None or _national(data, exclusion.cites):
                continue
            if any(cited.source not in data.sources for cited in exclusion.cites):
                continue  # it may be a national one; its file, or REF1, says what is wrong
            for requirement in item.requirements:
                duty = _national(data, requirement.cites) if requirement.modality == "must" else None
                if duty and exclusion.requirement in (None, requirement.key):
                    shown = f"条目「{item.id}」的要点「{requirement.key}」应当做（{_cited(data, duty)}）"
                    hint = "补全国规定的依据，或不排除这个要点"
                    at = _at(part, "exclude", index, "cites")
                    yield Problem("LOC2", at, f"{shown}，只凭本地的依据不能不适用。", hint=hint)
                    break


@rule(
    "LOC3",
    says="自己的规定写的名称和数对得上：频次或门槛只写一个，口径、要点是那条记录里的，加上的条目和要点是原来没有的",
    why="指错、写漏的规定不起作用，或者同一件事出现两次。",
    example=(
        "adopt: [{frequency: dues-publication, position: schol, why: 本校规定。}]",
        "adopt: [{frequency: dues-publication, position: school, why: 本校规定。}]",
    ),
)
def rulings_fit_what_they_name(data: StandardsData) -> Iterator[Problem]:
    """A ruling names one record and what is in it, gives the numbers of that record, adds only what is not there."""
    for part, ruling in data.every(Ruling):
        yield from _misfit_numbers(data, part, ruling)
        yield from _unknown_requirements(data, part, ruling)
        yield from _repeated_additions(data, part, ruling)


@rule(
    "LOC4",
    says="本校规定、支部类型、支部自己的规定采用一条口径，理由和名称里引用这条记录的，引用的就是那条口径",
    why="换一条口径采用，理由还引用原来那条，页面上数和理由就对不上。",
    example=(
        "adopt: [{frequency: party-lecture, position: nwnu, why: 本校规定<party-lecture.school>上党课。}]",
        "adopt: [{frequency: party-lecture, position: nwnu, why: 本校规定<party-lecture.nwnu>上党课。}]",
    ),
)
def reasons_quote_what_is_adopted(data: StandardsData) -> Iterator[Problem]:
    """A reason or title that quotes the record of an adoption quotes the position that is adopted."""
    for part, ruling in data.every(Ruling):
        for index, adoption in enumerate(ruling.adopt):
            yield from _quoted_otherwise(data, adoption, adoption.why, _at(part, "adopt", index, "why"))
            if isinstance(ruling, LocalRule):
                yield from _quoted_otherwise(data, adoption, ruling.title, _at(part, "title"))


@rule(
    "LOC5",
    says="自己的规定采用一条口径，另一条记录写着同一个数（same）的，在这条规定之后采用的也是它",
    why="一个数记在两条记录里，只改采用一条，网页上就有两个数。",
    example=(
        "adopt: [{frequency: exchange-speech, position: gnnu, why: 本校规定。}]  # exchange-speech-times 也记着这个数",
        "adopt: [{frequency: exchange-speech, position: gnnu, why: 本校规定。}, "
        "{threshold: exchange-speech-times, position: gnnu, why: 本校规定。}]",
    ),
)
def same_numbers_are_adopted_together(data: StandardsData) -> Iterator[Problem]:
    """What a ruling adopts of two records that share a number is the same number."""
    ours = {record.id: record.adopted.position for _, record in data.compared}
    for part, ruling in data.every(Ruling):
        named = {_name(adoption): index for index, adoption in enumerate(ruling.adopt)}
        told: set[tuple[str, str]] = set()
        for _, before in _befores(data, part) if named else ():
            decided = [one for _, earlier in (*before, (HERE, ruling)) for one in earlier.adopt]
            adopted = ours | {_name(one): one.position for one in decided if _is_known(data, one)}
            for (_, mine, _), (_, theirs, _) in adopted_apart(data, adopted):
                index = named.get(mine, named.get(theirs))
                if index is not None and (mine, theirs) not in told:
                    told.add((mine, theirs))
                    other = theirs if mine in named else mine
                    message = (
                        f"「{other}」也记着「{mine if mine in named else theirs}」的这个数，采用的却不是同一条口径。"
                    )
                    yield Problem(
                        "LOC5", _at(part, "adopt", index, "position"), message, hint=f"也写上 {other} 的 adopt"
                    )


def _name(adoption: Adoption) -> str:
    return adoption.frequency or adoption.threshold or ""


def _is_known(data: StandardsData, adoption: Adoption) -> bool:
    record = _named(data, adoption)
    return record is not None and position_by_key(record, adoption.position) is not None


def _quoted_otherwise(data: StandardsData, adoption: Adoption, text: str, at: Location) -> Iterator[Problem]:
    record = _named(data, adoption)
    if record is None:
        return  # REF1, LOC3
    quoted = {mark.position or record.adopted.position for mark in marks(text) if mark.head == record.id}
    if quoted and adoption.position not in quoted:
        message = f"采用的是「{record.id}」的「{adoption.position}」，这里引用的是「{'」「'.join(map(str, quoted))}」。"
        yield Problem("LOC4", at, message, hint=f"引用 <{record.id}.{adoption.position}>")


def _befores(data: StandardsData, part: Part) -> Iterator[tuple[str, Before]]:
    """Yield each kind of branch that a ruling concerns, with what is decided for it before.

    A university rule that is switched off comes after those before it that are on: so it would if it were switched on.
    """
    profiles, ruling = data.profiles, part.value
    if isinstance(ruling, LocalRule):
        earlier = data.site.local_rules[: int(part.path[1])]
        for kind in ruling.kinds or profiles:
            if kind in profiles:
                yield kind, [(authority, other) for authority, other in rulings(data, kind) if other in earlier]
    elif isinstance(ruling, Profile):
        yield ruling.id, rulings(data, ruling.id)[:-1]
    else:
        kind = data.units[part.record_id].branches[int(part.path[1])].facts.kind
        if kind in profiles:
            yield kind, rulings(data, kind)


def _loosened(data: StandardsData, before: Before, ruling: Ruling) -> Iterator[tuple[YamlPath, Setting, Setting]]:
    """Yield where a ruling loosens what is binding, with the setting that it replaces and the one it puts there."""
    in_force = settings(data, [(authority, one) for authority, earlier in before for _, one in _fit(data, earlier)])
    for path, decision in _fit(data, ruling):
        ((name, new),) = changes(in_force, HERE, decision)
        if _binds(data, in_force[name]) and _loosens(in_force[name], new):
            yield path, in_force[name], new
        in_force[name] = new


def _fit(data: StandardsData, ruling: Ruling) -> Iterator[tuple[YamlPath, Ruling]]:
    """Yield each decision on a number as a ruling of its own, with its path; those that name nothing are LOC3."""
    for index, adoption in enumerate(ruling.adopt):
        record = _named(data, adoption)
        if record and position_by_key(record, adoption.position):
            yield ("adopt", index), Ruling(adopt=(adoption,))
    for index, stricter in enumerate(ruling.stricter):
        record = _named(data, stricter)
        if record and not _misfit_number(record, stricter):
            yield ("stricter", index), Ruling(stricter=(stricter,))


def _named(data: StandardsData, decision: Adoption | Stricter) -> Frequency | Threshold | None:
    names = [(kind, name) for kind in NAMES if (name := getattr(decision, kind))]
    return data.of(names[0][0]).get(names[0][1]) if len(names) == 1 else None


def _binds(data: StandardsData, setting: Setting) -> bool:
    """Return whether a number may not be loosened: an authority set it, or a national source does not leave it open."""
    if setting.authority.name != CATALOG:
        return True
    position = setting.position
    return position is not None and position.modality in BINDING and _is_national(data, position.source)


def _loosens(old: Setting, new: Setting) -> bool:
    if isinstance(old.record, Frequency):
        wanted, given = _times_a_year(old), _times_a_year(new)
        return wanted is not None and (given is None or given < wanted)
    wanted_number, number = _number(old), _number(new)
    return _low(number) < _low(wanted_number) or _high(number) > _high(wanted_number)


def _times_a_year(setting: Setting) -> float | None:
    """Return how often at the least; None if the period is not a regular one."""
    period = PERIODS.get(setting.per or "")
    if period is None:
        return None
    times = (setting.stricter or setting.position).times  # type: ignore[union-attr]
    return period.a_year * (max(_low(times)[0], 0) if times else 1)


def _number(setting: Setting) -> Number:
    given = (setting.stricter or setting.position).number  # type: ignore[union-attr]
    return given or Number()


def _low(number: Number) -> tuple[float, bool]:
    """Return the lower bound, and whether the bound itself is left out."""
    closed = [(value, False) for value in (number.exactly, number.at_least) if value is not None]
    return max([(-inf, False), *closed, *([(number.more_than, True)] if number.more_than is not None else [])])


def _high(number: Number) -> tuple[float, bool]:
    """Return the upper bound, and whether the bound itself is allowed."""
    closed = [(value, True) for value in (number.exactly, number.at_most) if value is not None]
    return min([(inf, True), *closed, *([(number.less_than, False)] if number.less_than is not None else [])])


def _shown(setting: Setting) -> str:
    return f"{'频次' if isinstance(setting.record, Frequency) else '门槛'}「{setting.record.title}」"


def _words(setting: Setting) -> str:
    return setting.text.removesuffix("。")


def _basis(data: StandardsData, setting: Setting) -> str:
    position = setting.position
    basis = setting.stricter.basis if setting.stricter else _cited(data, position) if position else ""
    return basis if setting.authority.name == CATALOG else f"{setting.authority.title}，{basis}"


def _how_to_mend(data: StandardsData, old: Setting, new: Setting) -> str:
    hint = "上限和下限都不能比原来宽"
    if isinstance(old.record, Frequency):
        hint = f"每年不少于 {_times_a_year(old):g} 次"
        given = _times_a_year(new)
        if given is not None:
            hint += f"，这里是 {given:g} 次"
        elif new.per in data.vocabulary.period:
            hint += f"，「{data.label('period', new.per)}」算不出次数"
    hint += "；改严或去掉这一条"
    return hint + "，或给本校规定写 kinds，不含这类支部" if old.authority.name == UNIVERSITY else hint


def _misfit_numbers(data: StandardsData, part: Part, ruling: Ruling) -> Iterator[Problem]:
    decisions: list[tuple[YamlPath, Adoption | Stricter]] = [(("adopt", i), one) for i, one in enumerate(ruling.adopt)]
    decisions += [(("stricter", i), one) for i, one in enumerate(ruling.stricter)]
    for path, decision in decisions:
        if bool(decision.frequency) == bool(decision.threshold):
            message = "frequency 和 threshold 要有一个，也只能有一个。"
            yield Problem("LOC3", _at(part, *path), message, hint="二选一")
        record = _named(data, decision)
        if record is None:
            continue  # REF1 tells an unknown name
        if isinstance(decision, Stricter):
            misfit = _misfit_number(record, decision)
            if misfit:
                example = "number: {at_least: 5}" if decision.threshold else "per: month, times: {at_least: 1}"
                yield Problem("LOC3", _at(part, *path), misfit, hint=f"例如 {example}")
        elif position_by_key(record, decision.position) is None:
            keys = [position.key for position in record.positions]
            kind = "frequency" if isinstance(record, Frequency) else "threshold"
            where = f"{data.file_of(kind, record.id)} 的 positions"
            yield unknown_value("LOC3", _at(part, *path, "position"), "口径", decision.position, keys, where)


def _misfit_number(record: Frequency | Threshold, stricter: Stricter) -> str:
    """Return in words why a stricter number does not give what its record needs."""
    if isinstance(record, Frequency):
        fits = stricter.per and stricter.times not in (None, Number()) and stricter.number is None
        return "" if fits else "更严的频次要写 per 和 times，不写 number。"
    fits = stricter.number not in (None, Number()) and stricter.per is None and stricter.times is None
    return "" if fits else "更严的门槛要写 number，不写 per 和 times。"


def _unknown_requirements(data: StandardsData, part: Part, ruling: Ruling) -> Iterator[Problem]:
    for index, exclusion in enumerate(ruling.exclude):
        item = data.items.get(exclusion.item)
        if item is None or exclusion.requirement is None:
            continue
        keys = [requirement.key for requirement in item.requirements]
        keys += [key for _, other in data.every(Ruling) for key in _added_keys(other, item.id)]
        if exclusion.requirement not in keys:
            at = _at(part, "exclude", index, "requirement")
            where = f"{data.file_of('item', item.id)} 的 requirements"
            yield unknown_value("LOC3", at, "要点", exclusion.requirement, keys, where)


def _repeated_additions(data: StandardsData, part: Part, ruling: Ruling) -> Iterator[Problem]:
    for index, addition in enumerate(ruling.add):
        item = data.items.get(addition.item)
        if item is None:
            continue
        before_here = ruling.model_copy(update={"add": ruling.add[:index]})
        for kind, before in _befores(data, part):
            profile = data.profiles[kind]
            earlier = [*(other for _, other in before), before_here]
            if addition.requirement:
                key = addition.requirement.key
                used = [one.key for one in item.requirements]
                used += [added for other in earlier for added in _added_keys(other, item.id)]
                if key in used:
                    message = f"条目「{item.id}」已经有要点「{key}」。"
                    yield Problem("LOC3", _at(part, "add", index, "requirement", "key"), message, hint="换一个键")
                    break
            elif data.item_catalog[item.id] == profile.catalogs[0]:
                message = f"条目「{item.id}」本来就在{profile.title}的标准里。"
                hint = "去掉它，或用 kinds 只写别的支部类型" if isinstance(ruling, LocalRule) else "去掉它"
                yield Problem("LOC3", _at(part, "add", index, "item"), message, hint=hint)
                break
            elif any(one.item == item.id and not one.requirement for other in earlier for one in other.add):
                message = f"条目「{item.id}」前面已经给{profile.title}加过。"
                yield Problem("LOC3", _at(part, "add", index, "item"), message, hint="去掉它")
                break


def _added_keys(ruling: Ruling, item_id: str) -> list[str]:
    return [one.requirement.key for one in ruling.add if one.item == item_id and one.requirement]


def _at(part: Part, *path: str | int) -> Location:
    return Location(part.file, (*part.path, *path))


def _national(data: StandardsData, cites: tuple[Citation, ...]) -> Citation | None:
    return next((cited for cited in cites if _is_national(data, cited.source)), None)


def _is_national(data: StandardsData, source_id: str) -> bool:
    source = data.sources.get(source_id)
    return source is not None and source.is_national


def _cited(data: StandardsData, cited: Citation | Position) -> str:
    source = data.sources.get(cited.source)
    return f"{source.short if source else cited.source} {cited.clause}"
