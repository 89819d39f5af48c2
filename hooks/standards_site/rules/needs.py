"""What the program itself goes by is in the data: words, records and numbers that the code names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..data.load import DATA, StandardsData
from ..data.model import (
    TERM,
    Adoption,
    Citation,
    GlossaryTerm,
    Ruling,
    Stricter,
    Threshold,
    ThresholdPosition,
    Vocabulary,
)
from ..data.problems import Location, Problem, nearest, unknown_value
from ..data.program import (
    LEDGER_MUST,
    Basis,
    CalculatorPlace,
    Door,
    Needed,
    PackGuide,
    Sense,
    Used,
    needed_numbers,
    subjects,
)
from ..data.quotes.marks import in_words
from ..data.record import Needs, texts
from ..data.yaml_positions import YamlPath
from ..in_force.resolve import CATALOG, Authority, Setting, changes, position_by_key
from ..sums.limits import BASE, RATE, band_positions, bands_of, base_fits, position_used, taken_from, value_of
from ..sums.people import ENDED, EXTENDED
from ..sums.questions import EVENTS, QUESTIONS
from .registry import rule

VOCABULARY = f"{DATA}/vocabulary.yaml"
PROGRAM = f"{DATA}/program.yaml"
_END_OF_TERM = re.compile("[加算从][^。；]*到期日|到期日[^。；]*[加算从]|任期[^。；]*(?:算起|起算|开始)")


@rule(
    "NED1",
    says="程序认得的词都在词表里；有的词表只能有这些词",
    why="程序按这些词决定怎样计算、怎样排版；少了或改了名，页面会算错或者生成不出来。",
    example=(
        "general: {label: 一般, meaning: 有特殊情况可以变通。}  # 程序要用 generally",
        "generally: {label: 一般, meaning: 有特殊情况可以变通。}",
    ),
)
def words_of_the_program_are_there(data: StandardsData) -> Iterator[Problem]:
    """Every word that the code goes by stands in vocabulary.yaml, and no other where it knows no other."""
    for name, field in Vocabulary.model_fields.items():
        for needs in (mark for mark in field.metadata if isinstance(mark, Needs)):
            words = getattr(data.vocabulary, name)
            for word in needs.words:
                if word not in words:
                    at = Location(VOCABULARY, (name,), on_key=True)
                    yield Problem(
                        "NED1", at, f"「{name}」里少了「{word}」，程序要用它。", hint="补上这个词，不改它的键"
                    )
            for word in words if needs.only else ():
                if word not in needs.words:
                    at = Location(VOCABULARY, (name, word), on_key=True)
                    message = f"程序不认得「{name}」里的「{word}」{nearest(word, needs.words) or '。'}"
                    yield Problem("NED1", at, message, hint="只能有：" + "、".join(needs.words))


@rule(
    "NED2",
    says="program.yaml 里首页的每一处只写一个去处，去得到；计算器放进有的步骤或条目，先选的是它能选的；"
    "发展党员的程序写明从哪天起用",
    why="程序要用的记录都写在 program.yaml 里，照它去找；写错了，首页缺一块，计算器算不出来。没有的编号由 REF1 报。",
    example=("- {text: 党费怎么交, item: E3, area: E}", "- {text: 党费怎么交, item: E3}"),
)
def what_the_program_names_is_there(data: StandardsData) -> Iterator[Problem]:
    """Every door leads to one thing, which exists, and the rules on development have their day."""
    main = data.catalogs.get(data.site.main_catalog)
    for index, door in enumerate(data.program.doors):
        targets = [name for name in ("role", "area", "item", "procedure") if getattr(door, name)]
        if len(targets) != 1:
            at = Location(PROGRAM, ("doors", index, "text"))
            message = f"首页的「{door.text}」要写明到哪里去：角色、领域、条目、办的事写一个，只写一个。"
            yield Problem("NED2", at, message, hint="role、area、item、procedure 写一个")
        areas = [area.id for area in main.areas] if main else []
        if main and door.area and door.area not in areas:
            at = Location(PROGRAM, ("doors", index, "area"))
            yield unknown_value("NED2", at, "领域", door.area, areas, data.file_of("catalog", main.id))
    for index, place in enumerate(data.program.calculator_places):
        yield from _wrong_place(data, index, place)
    name = data.program.calculators.development.rules
    rules = data.procedures.get(name)
    if rules and not rules.effective_from:
        at = Location(data.file_of("procedure", name), ("title",))
        yield Problem("NED2", at, "计算器要知道规则从哪天起用，这里没有写（effective_from）。", hint="补写日期")


@rule(
    "NED8",
    says="在培养的人记的日期（program.yaml 的 people.dates）：算一算认得的日期都有，各写一次；step 是那道程序的一步；"
    "after 写的是前面的日期",
    why="走到哪一步、下一步是哪天，都照这张单子算；少一个日期，那一步的期限就没有了。",
    example=(
        "- {name: candidate, step: candidate, after: [oath]}  # oath 在它后面",
        "- {name: candidate, step: candidate, after: [notice]}",
    ),
)
def people_have_the_days_of_the_calculator(data: StandardsData) -> Iterator[Problem]:
    """Every day that the sums know is kept once, at a step of the procedure and after days that stand before it."""
    people = data.program.people
    procedure = data.procedures.get(people.procedure)
    steps = [step.key for stage in procedure.stages for step in stage.steps] if procedure else []
    before: list[str] = []
    for index, one in enumerate(people.dates):
        path: YamlPath = ("people", "dates", index)
        if one.name in before:
            yield Problem("NED8", _at(path, "name"), f"日期「{one.name}」写了两次。", hint="留一个")
        if procedure and one.step and one.step not in steps:
            file = data.file_of("procedure", people.procedure)
            yield unknown_value("NED8", _at(path, "step"), "步骤", one.step, steps, file)
        for place, name in enumerate(one.after):
            if name not in before:
                message = f"「{one.name}」不能早于「{name}」，「{name}」却不在它前面。"
                at = Location(PROGRAM, (*path, "after", place))
                yield Problem("NED8", at, message, hint="按先后排，或改 after")
        before.append(one.name)
    missing = [name for name in (*dict(EVENTS), EXTENDED, ENDED) if name not in before]
    if missing:
        message = f"少了这几个日期：{'、'.join(missing)}，算期限要用它们。"
        yield Problem("NED8", _at(("people",), "procedure"), message, hint="在 people.dates 里补上")


def _wrong_place(data: StandardsData, index: int, place: CalculatorPlace) -> Iterator[Problem]:
    path: YamlPath = ("calculator_places", index)
    known = "sums/questions.py"
    if place.calculator not in QUESTIONS:
        yield unknown_value("NED2", _at(path, "calculator"), "计算器", place.calculator, QUESTIONS, known)
        return
    choices = [name for name, _ in QUESTIONS[place.calculator][0].options]
    if place.choice and place.choice not in choices:
        yield unknown_value("NED2", _at(path, "choice"), "选项", place.choice, choices, known)
    named = [name for name in ("procedure", "step", "item", "asked") if getattr(place, name)]
    if named not in (["procedure", "step"], ["item"], ["asked"]):
        message = "计算器放在哪里，写程序的一步（procedure 和 step）、一个条目（item）或者在“算一算”里的标题（asked）。"
        yield Problem("NED2", _at(path, "calculator"), message, hint="三种写一种")
    elif place.procedure and place.step and place.procedure in data.procedures:
        steps = [step.key for stage in data.procedures[place.procedure].stages for step in stage.steps]
        if place.step not in steps:
            file = data.file_of("procedure", place.procedure)
            yield unknown_value("NED2", _at(path, "step"), "步骤", place.step, steps, file)


@rule(
    "NED5",
    says="任期从哪天算起只有一种说法：program.yaml 的 term_start，用语和系统里有它；写到期日怎样算的都用它",
    why="条目、程序、计算器、提醒各从一天算起，同一个支部就会有几个到期日。",
    example=("term_start: 批复的日期  # 用语和系统里没有", "term_start: 本届选举产生的日期"),
)
def terms_start_on_one_day(data: StandardsData) -> Iterator[Problem]:
    """The day that a term is counted from is explained, and every text that reckons the end of a term names it."""
    start = data.program.term_start
    known = [term.term for term in data.glossary.terms]
    if start not in known:
        at = Location(PROGRAM, ("term_start",))
        yield unknown_value("NED5", at, "用语", start, known, f"{DATA}/glossary.yaml")
    for part in data.parts:
        if isinstance(part.value, Citation) or (isinstance(part.value, GlossaryTerm) and part.value.term == start):
            continue  # a citation says nothing, and the word itself is what is explained
        for path, text in texts(part.value):
            if "期" in text and start not in text and _END_OF_TERM.search(text):
                message = f"写了到期日怎样算，没有写“{start}”。"
                yield Problem("NED5", Location(part.file, (*part.path, *path)), message, hint="都从这一天算起")


@rule(
    "NED3",
    says="计算器用到的数都在门槛采用的口径里（program.yaml 另指的除外），是整数（党费可以有小数），大小合理",
    why="计算器直接取这些数，跟着采用的口径变；少一个、写成不可能的数，就算不出来或者算错。",
    example=("number: {more_than: 100}  # 赞成票要过的百分比", "number: {more_than: 50}"),
)
def numbers_of_the_calculators_are_there(data: StandardsData) -> Iterator[Problem]:
    """Every number that the calculators go by is given by the position it is taken from, and makes sense."""
    for needed in needed_numbers(data.program):
        if needed.used.bound not in needed.sense.bounds:
            message = f"计算器算这个数，不会用 {needed.used.bound}。"
            yield Problem("NED3", _at(needed.path, "bound"), message, hint=f"只能写 {'、'.join(needed.sense.bounds)}")
            continue
        position = position_used(data, needed.used)
        if position is None:
            yield from _no_position(data, needed.path, needed.used)
        elif value_of(position.number, needed.used.bound, needed.sense) is None:
            yield _no_number(data, needed, position)
    for tool in type(data.program.calculators).model_fields:
        numbers = getattr(data.program.calculators, tool)
        for name, named in numbers.named():
            if isinstance(named, Basis) and position_used(data, named) is None:
                yield from _no_position(data, ("calculators", tool, name), named)
        for index, beside in enumerate(numbers.also):
            if beside.position and position_used(data, beside) is None:
                yield from _no_position(data, ("calculators", tool, "also", index), beside)
    extension = data.program.people.extension
    if position_used(data, extension) is None:
        yield from _no_position(data, ("people", "extension"), extension)


def _no_position(data: StandardsData, path: YamlPath, used: Used | Basis) -> Iterator[Problem]:
    threshold = data.thresholds.get(used.threshold)
    if threshold is None or (used.position is None and threshold.adopted.position):
        return  # REF1, FRQ1 or the threshold's own file says so
    if used.position is None:
        message = f"「{used.threshold}」没有采用的口径，计算器不知道用哪一条。"
        yield Problem("NED3", _at(path, "threshold"), message, hint="在后面写 position")
        return
    keys = [position.key for position in threshold.positions]
    where = f"{data.file_of('threshold', threshold.id)} 的 positions"
    yield unknown_value("NED3", _at(path, "position"), "口径", used.position, keys, where)


def _no_number(data: StandardsData, needed: Needed, position: ThresholdPosition) -> Problem:
    used = needed.used
    threshold = data.thresholds[used.threshold]
    given = getattr(position.number, used.bound) if position.number else None
    written = "没有写" if given is None else f"写的是 {given}"
    use = f"计算器（program.yaml 的 {needed.tool}.{needed.name}）要用它：{_wanted(needed.sense)}。"
    file = data.file_of("threshold", threshold.id)
    if used.position is None and given is None:
        message = f"采用的口径「{position.key}」的 {used.bound} 没有写，{use}"
        hint = "补上这个数，或采用有这个数的口径"
        return Problem("NED3", Location(file, ("adopted", "position")), message, hint=hint)
    path = ("positions", threshold.positions.index(position), *(("number",) if position.number else ()))
    message = f"口径「{position.key}」的 {used.bound} {written}，{use}"
    return Problem("NED3", Location(file, path), message, hint="核对这个数")


def _wanted(sense: Sense) -> str:
    places = len(str(sense.parts)) - 1
    return f"大于 0、不大于 {sense.most} 的" + (f"数，小数不超过 {places} 位" if places else "整数")


def _at(path: YamlPath, name: str) -> Location:
    return Location(PROGRAM, (*path, name))


@rule(
    "NED7",
    says="program.yaml 指的是那一种记录：门槛的单位和名称对，换届的频次按届算，台账表单有问题、措施、时限三栏，"
    "排先后的程序用到那一包的每张表单，首页的字和去处的名称最合得上",
    why="编号在、类型对，还可能指错：任期指到了预备期，计算器照样算，算出来的是错的。",
    example=(
        "term_years: {threshold: probation-period, bound: exactly}  # 名称里没有“任期”",
        "term_years: {threshold: term-years, bound: exactly}",
    ),
)
def the_program_names_records_of_the_right_kind(data: StandardsData) -> Iterator[Problem]:
    """Every record that program.yaml names can be what it is named for."""
    yield from _wrong_thresholds(data)
    elections = data.frequencies.get(data.program.elections)
    if elections:
        position = position_by_key(elections, elections.adopted.position)
        if position is None or getattr(position, "per", "") != TERM:
            message = f"「{elections.id}」（{elections.title}）采用的周期不是每届，换届不会由它推算。"
            yield Problem("NED7", _at((), "elections"), message, hint="写周期（per）是 term 的那个频次")
    ledger = data.forms.get(data.program.ledger_form)
    missing = [name for name in LEDGER_MUST if ledger and name not in [column.name for column in ledger.columns]]
    if ledger and missing:
        message = f"表单「{ledger.id}」（{ledger.title}）没有这几栏：{'、'.join(missing)}，整改台账导不出来。"
        yield Problem("NED7", _at((), "ledger_form"), message, hint="写整改台账的表单")
    for index, guide in enumerate(data.program.pack_guides):
        yield from _forms_not_used(data, index, guide)
    for index, door in enumerate(data.program.doors):
        if [door.role, door.area, door.item, door.procedure].count(None) == 3:  # NED2
            yield from _better_targets(data, index, door)


def _wrong_thresholds(data: StandardsData) -> Iterator[Problem]:
    units = {needed.path: needed.sense.unit for needed in needed_numbers(data.program)}
    for path, used, words in subjects(data.program):
        threshold = data.thresholds.get(used.threshold)
        if threshold is None:
            continue
        unit = units.get(path, threshold.unit)
        if threshold.unit != unit:
            message = f"门槛「{threshold.id}」的单位是「{threshold.unit}」，这里要「{unit}」。"
            yield Problem("NED7", _at(path, "threshold"), message, hint="核对指的是哪一个门槛")
        if words not in (title := in_words(data, threshold.title)):
            message = f"门槛「{threshold.id}」的名称是「{title}」，没有“{words}”，像是指错了。"
            hint = f"核对指的是哪一个门槛；只是改了名称的，名称里留着“{words}”"
            yield Problem("NED7", _at(path, "threshold"), message, hint=hint)


def _forms_not_used(data: StandardsData, index: int, guide: PackGuide) -> Iterator[Problem]:
    procedure = data.procedures.get(guide.procedure)
    if procedure is None:
        return
    used = {paper.form for stage in procedure.stages for step in stage.steps for paper in step.papers}
    unused = [form.title for form in data.forms.values() if guide.pack in form.packs and form.id not in used]
    if unused:
        message = f"程序「{procedure.id}」（{procedure.title}）没有用到这一包里的{'、'.join(unused)}，排不出先后。"
        yield Problem("NED7", _at(("pack_guides", index), "procedure"), message, hint="写用到每张表单的程序")


def _better_targets(data: StandardsData, index: int, door: Door) -> Iterator[Problem]:
    """Yield a door whose words are more those of another target of its kind."""
    main = data.catalogs.get(data.site.main_catalog)
    titles = {
        "role": {role: entry.label for role, entry in data.vocabulary.role.items()},
        "area": {area.id: area.title for area in main.areas} if main else {},
        "item": {item.id: item.title for item in data.items.values()},
        "procedure": {procedure.id: procedure.title for procedure in data.procedures.values()},
    }
    words = in_words(data, door.text)
    for name, known in titles.items():
        target = getattr(door, name)
        if target not in known:
            continue
        shared = {one: _share(words, title) for one, title in known.items()}
        best = max(shared, key=lambda one: shared[one])
        if not shared[target] or shared[target] < shared[best]:
            better = f"，更像「{known[best]}」（{best}）" if shared[best] else ""
            message = f"首页写的是「{words}」，去的是「{known[target]}」，对不上{better}。"
            yield Problem("NED7", _at(("doors", index), name), message, hint="改去处，或者字里写上去处的名称")


def _share(words: str, title: str) -> float:
    """Return which share of the pairs of characters in a title stands in some words."""
    pairs = [title[place : place + 2] for place in range(len(title) - 1)]
    return sum(pair in words for pair in pairs) / len(pairs) if pairs else 0


@rule(
    "NED6",
    says="本校规定、支部类型、支部自己定的数，计算器用到的，要有计算器要的那一头（program.yaml 的 bound）；"
    "党费的比例只换来源",
    why="计算器跟着本校的规定走。例如任期按几年整算，本校规定只写“不超过 2 年”，就不知道哪一天届满。",
    example=(
        "stricter: [{threshold: term-years, number: {at_most: 2}, text: 任期不超过 2 年}]",
        "stricter: [{threshold: term-years, number: {exactly: 2}, text: 任期 2 年}]",
    ),
)
def rulings_give_what_the_calculators_need(data: StandardsData) -> Iterator[Problem]:
    """Whatever a ruling puts in the place of a threshold, the calculators find their numbers there."""
    for part, ruling in data.every(Ruling):
        decisions: list[tuple[YamlPath, Ruling, Adoption | Stricter]] = [
            *((("adopt", index), Ruling(adopt=(one,)), one) for index, one in enumerate(ruling.adopt)),
            *((("stricter", index), Ruling(stricter=(one,)), one) for index, one in enumerate(ruling.stricter)),
        ]
        for path, alone, decision in decisions:
            threshold = data.thresholds.get(decision.threshold or "")
            if threshold is None or decision.frequency or not _fits(threshold, decision):
                continue  # REF1, LOC3
            adopted = position_by_key(threshold, threshold.adopted.position)
            before = Setting(threshold, adopted, None, Authority(CATALOG, ""), "")
            ((_, setting),) = changes({threshold.id: before}, Authority("here", ""), alone)
            at = Location(part.file, (*part.path, *path))
            yield from _what_calculators_miss(data, at, setting)


def _fits(threshold: Threshold, decision: Adoption | Stricter) -> bool:
    if isinstance(decision, Adoption):
        return position_by_key(threshold, decision.position) is not None
    return decision.number is not None


def _what_calculators_miss(data: StandardsData, at: Location, setting: Setting) -> Iterator[Problem]:
    for needed in needed_numbers(data.program):
        used = needed.used
        if used.threshold != setting.record.id or position_used(data, used) is None:
            continue  # NED3
        taken = taken_from(setting, used)
        if taken is None or taken.value(used.bound, needed.sense) is None:
            message = f"计算器（program.yaml 的 {needed.tool}.{needed.name}）要用这里的 {used.bound}："
            yield Problem("NED6", at, f"{message}{_wanted(needed.sense)}。", hint=f"写 {used.bound}，或换一条口径")
    dues = data.program.calculators.dues
    if setting.record.id in (dues.working.threshold, dues.retired.threshold):
        chosen = setting.position.key if setting.position else None
        try:
            bands_of(band_positions(setting.record, chosen))  # type: ignore[arg-type]
        except ValueError:
            yield Problem("NED6", at, "这条口径的来源没有分档，党费算不出来。", hint="采用有分档的来源")
        if setting.stricter:
            yield Problem("NED6", at, "党费按档算，不能另定一个数。", hint="采用（adopt）有分档的来源")


@rule(
    "NED4",
    says="按基数分档的比例从零起、首尾相接、不封顶；文字写的档数、基数、比例和数一致",
    why="党费照这些档算；两档之间有空、有重叠，或者文字和数不一样，就会算错、说错。",
    example=("base: {more_than: 4000}  # 前一档是 {at_most: 3000}", "base: {more_than: 3000}"),
)
def bands_follow_on_one_another(data: StandardsData) -> Iterator[Problem]:
    """The bands of dues leave no gap, and what their record says of them in words is so."""
    dues = data.program.calculators.dues
    for threshold_id in (dues.working.threshold, dues.retired.threshold):
        threshold = data.thresholds.get(threshold_id)
        if threshold:
            yield from _faults_of_bands(data.file_of("threshold", threshold_id), threshold)


def _faults_of_bands(file: str, threshold: Threshold) -> Iterator[Problem]:
    bands = band_positions(threshold, threshold.adopted.position)
    if not bands:
        path: YamlPath = ("adopted", "position") if threshold.adopted.position else ("adopted",)
        message = "和采用的口径同一来源的，没有一条写了基数（base），党费算不出来。"
        yield Problem("NED4", Location(file, path), message, hint="采用有分档的来源，或补写各档")
        return
    below = None
    for band in bands:
        place: YamlPath = ("positions", threshold.positions.index(band))
        last = band is bands[-1]
        if not base_fits(band, below, last=last):
            start = f"从 more_than: {below} 起" if below else "从零起，不写 more_than"
            end = "不写上限" if last else "到 at_most 写的元数（整数）为止"
            yield Problem("NED4", Location(file, (*place, "base")), f"这一档要{start}，{end}。", hint="各档首尾相接")
            return
        upto = value_of(band.base, "at_most", BASE)
        if value_of(band.number, "exactly", RATE) is None:
            message = f"这一档的比例（exactly）要写，是{_wanted(RATE)}。"
            at = Location(file, (*place, *(("number",) if band.number else ())))
            yield Problem("NED4", at, message, hint="核对这个数")
        else:
            yield from _words(file, (*place, "text"), band.text, (band,))
        if ("含" in band.text) != (upto is not None):
            message = "有上限的一档，文字要写明含上限那个数（含…元）；没有上限的不写。"
            yield Problem("NED4", Location(file, (*place, "text")), message, hint="改文字，或改 base")
        below = upto
    yield from _words(file, ("summary",), threshold.summary, bands)
    for place_of, position in enumerate(threshold.positions):
        if position.key == threshold.adopted.position and not position.base:
            yield from _words(file, ("positions", place_of, "text"), position.text, bands)


def _words(file: str, path: YamlPath, text: str, bands: tuple[ThresholdPosition, ...]) -> Iterator[Problem]:
    """Yield what a text says of bands and is not so; of a single one it says all."""
    bases = {
        _figures(value) for band in bands if band.base for value in (band.base.more_than, band.base.at_most) if value
    }
    rates = {_figures(band.number.exactly) for band in bands if band.number and band.number.exactly is not None}
    for unit, numbers in (("元", bases), ("%", rates), ("档", {str(len(bands))})):
        said = set(re.findall(rf"(\d+(?:\.\d+)?) ?{unit}", text))
        if said - numbers or (len(bands) == 1 and unit != "档" and numbers - said):
            wrong = "、".join(sorted(said - numbers)) or "不全"
            message = f"文字里写的{unit}数（{wrong}）和各档的数不一致，应当是 {'、'.join(sorted(numbers, key=float))}。"
            yield Problem("NED4", Location(file, path), message, hint="改文字，或改 base、number")


def _figures(value: float) -> str:
    return f"{Decimal(str(value)).normalize():f}"
