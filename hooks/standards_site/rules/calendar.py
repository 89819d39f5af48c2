"""The school calendar, the usual seasons and dated plans: days in order, for duties that have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..branch.schedule import calendar_year
from ..data.load import StandardsData
from ..data.model import Holidays, Position, Procedure, Stage, Step
from ..data.problems import Location, Problem
from ..data.record import texts
from ..data.yaml_positions import YamlPath
from .registry import rule

SITE = "standards_data/site.yaml"
_DAY_WITH_WEEKDAY = re.compile(r"(?:(\d{4}) 年[：:]?\s*)?(\d{1,2}) 月 (\d{1,2}) 日（(?:星期|周)([一二三四五六日天])）")
_WEEKDAYS = "一二三四五六日"
_DAY = re.compile(r"(?<!\d)(\d{1,2}) 月 (\d{1,2}) 日")
_WHOLE_DAY = re.compile(r"(\d{4}) 年 (\d{1,2}) 月 (\d{1,2}) 日")
_ORDINAL_WEEKDAY = re.compile("(每月|当月|这一次是)?第([一二三四五六])个(?:星期|周)([一二三四五六日天])")
_OF_ONE_MONTH = ("当月", "这一次是")


@rule(
    "CAL1",
    says="学期从早到晚、互不重叠，在计划的那一年前后；固定日只给每月一次的频次；月份从早到晚",
    why="年度计划和日历文件由它们推算，写错一处，全校支部的日子都错。",
    example=(
        '- {title: 秋季学期, starts: "2027-09-01", ends: "2027-01-15"}',
        '- {title: 秋季学期, starts: "2027-09-01", ends: "2028-01-15"}',
    ),
)
def calendar_dates_are_in_order(data: StandardsData) -> Iterator[Problem]:
    """Semesters are in order and of the planned year, the fixed day belongs to a monthly duty, months are in order."""
    calendar, year = data.site.calendar, calendar_year(data)
    before = ""
    for index, semester in enumerate(calendar.semesters if calendar else ()):
        path = ("calendar", "semesters", index)
        years = {int(semester.starts[:4]), int(semester.ends[:4])}
        if semester.ends < semester.starts:
            message = f"学期的结束 {semester.ends} 早于开始 {semester.starts}。"
            yield Problem("CAL1", Location(SITE, (*path, "ends")), message, hint="核对校历")
        elif not years <= {year - 1, year, year + 1}:
            message = f"学期 {semester.starts} 至 {semester.ends} 不在计划的 {year} 年前后。"
            yield Problem("CAL1", Location(SITE, (*path, "starts")), message, hint="换成计划那一年的校历，或改 year")
        elif semester.starts <= before:
            message = f"学期从 {semester.starts} 开始，前一个学期到 {before} 才结束。"
            yield Problem("CAL1", Location(SITE, (*path, "starts")), message, hint="从早到晚写，互不重叠")
        before = max(before, semester.ends)
    if calendar and calendar.party_day:
        frequency = data.frequencies.get(calendar.party_day.frequency)
        adopted = [p for p in frequency.positions if p.key == frequency.adopted.position] if frequency else []
        if frequency and not any(position.per == "month" for position in adopted):
            at = Location(SITE, ("calendar", "party_day", "frequency"))
            message = f"频次「{frequency.id}」采用的口径不是每月一次，不能用每月的固定日。"
            yield Problem("CAL1", at, message, hint="换成每月一次的频次，或去掉 party_day")
    for frequency in data.frequencies.values():
        for index, position in enumerate(frequency.positions):
            usual = position.usual_months
            if usual and usual.last < usual.first:
                at = Location(data.file_of("frequency", frequency.id), ("positions", index, "usual_months", "last"))
                message = f"月份从 {usual.first} 到 {usual.last}，倒过来了。"
                yield Problem("CAL1", at, message, hint="一年之内从早到晚写")


@rule(
    "CAL2",
    says="有日期的程序，阶段和步骤的开始不晚于结束，阶段的开始和结束都写，步骤不早于它的阶段开始；"
    "可能起用的日期（effective_earliest）早于确定起用的（effective_from）",
    why="时间图由它们画出，颠倒了就画不出来；两个起用日期之间的步骤，计算器说按哪一版没有定论。",
    example=(
        '- {title: 自查, starts: "2026-10-20", ends: "2026-10-10"}',
        '- {title: 自查, starts: "2026-10-10", ends: "2026-10-20"}',
    ),
)
def dated_plans_are_in_order(data: StandardsData) -> Iterator[Problem]:
    """Stages and steps start before they end, steps not before their stage; rules may hold before they surely do."""
    for part, procedure in data.every(Procedure):
        if procedure.effective_earliest and procedure.effective_earliest >= procedure.effective_from:
            at = Location(part.file, (*part.path, "effective_earliest"))
            message = f"可能起用的日期 {procedure.effective_earliest} 不早于 effective_from。"
            yield Problem("CAL2", at, message, hint="核对两个日期；只有一个的，只写 effective_from")
    for part, stage in data.every(Stage):
        if bool(stage.starts) != bool(stage.ends):
            missing = "ends" if stage.starts else "starts"
            message = f"阶段「{stage.title}」的开始和结束要同时写，缺 {missing}。"
            yield Problem("CAL2", Location(part.file, (*part.path, "title")), message, hint=f"补写 {missing}")
        dates: list[tuple[YamlPath, Stage | Step]] = [((), stage)]
        dates += [(("steps", index), step) for index, step in enumerate(stage.steps)]
        for path, dated in dates:
            start, end = dated.starts or stage.starts, dated.ends or stage.ends
            if end and start > end:
                at = Location(part.file, (*part.path, *path, "title"))
                yield Problem("CAL2", at, f"「{dated.title}」的结束 {end} 早于开始 {start}。", hint="核对日期")
            elif stage.starts and start < stage.starts:
                at = Location(part.file, (*part.path, *path, "starts"))
                message = f"「{dated.title}」从 {start} 开始，它的阶段从 {stage.starts} 才开始。"
                yield Problem("CAL2", at, message, hint="核对日期")


@rule(
    "CAL3",
    says="规则核对的日期不晚于版次的日期",
    why="网站上写“规则核对到某日”，不能是还没有到的日子。",
    example=('rules_checked: "2026-11-22"  # 版次是 date: "2026-11-21"', 'rules_checked: "2026-11-21"'),
)
def rules_were_checked_by_the_edition(data: StandardsData) -> Iterator[Problem]:
    """The day the rules were checked is not after the edition's."""
    edition = data.edition
    if edition.rules_checked > edition.date:
        message = f"规则核对到 {edition.rules_checked}，版次的日期是 {edition.date}。"
        at = Location("standards_data/edition.yaml", ("rules_checked",))
        yield Problem("CAL3", at, message, hint="核对两个日期")


@rule(
    "CAL4",
    says="写了星期几的日子要写明年份，星期几要同日历一致",
    why="照着错的星期几去办，就差了日子；没有年份的，核对不了。",
    example=("time: 8 月 26 日（星期二）  # 没有年份，星期几核对不了", "time: 2026 年 8 月 26 日（星期三）"),
)
def weekdays_agree_with_the_calendar(data: StandardsData) -> Iterator[Problem]:
    """A day that is given with its weekday has a year and falls on that weekday."""
    for part in data.parts:
        for path, text in texts(part.value):
            for found in _DAY_WITH_WEEKDAY.finditer(text) if "日（" in text else ():
                message = _wrong_weekday(*found.groups())
                if message:
                    at = Location(part.file, (*part.path, *path))
                    yield Problem("CAL4", at, f"「{found.group()}」{message}", hint="核对日历和来源")


def _wrong_weekday(year: str | None, month: str, day: str, weekday: str) -> str:
    if year is None:
        return "前面没有年份。"
    try:
        real = _WEEKDAYS[date(int(year), int(month), int(day)).weekday()]
    except ValueError:
        return "没有这一天。"
    return "" if real == weekday.replace("天", "日") else f"那一天是星期{real}。"


@rule(
    "CAL5",
    says="有日期的程序，文字里写的日子（来历 origin 除外）是它的阶段、步骤的开始或结束",
    why="同一个日子写在时限里、要点里，又画在时间图上；改了一处，别处还是旧的。",
    example=(
        'text: 8 月 27 日前报送  # 这一步写的是 ends: "2019-08-26"',
        "text: 8 月 26 日前报送",
    ),
)
def days_of_dated_plans_are_their_steps(data: StandardsData) -> Iterator[Problem]:
    """A day in a text of a dated procedure is one on which a stage or step begins or ends."""
    dated = data.derived(_days_of_procedures)
    for part in data.parts:
        days = dated.get(part.record_id, set()) if part.kind == "procedure" else set()
        for path, text in texts(part.value) if days else ():
            for found in _DAY.finditer(text) if path != ("origin",) else ():
                if (int(found[1]), int(found[2])) not in days:
                    at = Location(part.file, (*part.path, *path))
                    message = f"「{found.group()}」不是这份程序的阶段、步骤的开始或结束。"
                    hint = "按来源改成一样；是另一个日子的，写成一步"
                    yield Problem("CAL5", at, message, hint=hint, within=(found.start(), found.group()))


def _days_of_procedures(data: StandardsData) -> dict[str, set[tuple[int, int]]]:
    """Return the months and days on which the stages and steps of each dated procedure begin or end."""
    found: dict[str, set[tuple[int, int]]] = {}
    for procedure in data.procedures.values():
        dated: list[Stage | Step] = [*procedure.stages]
        dated += [step for stage in procedure.stages for step in stage.steps]
        days = {day for one in dated for day in (one.starts, one.ends) if day}
        found[procedure.id] = {(int(day[5:7]), int(day[8:10])) for day in days}
    return found


@rule(
    "CAL6",
    says="“第几个星期几”是一条口径写的每月那一天；说某一次的写“当月”或“这一次是”，同前面的日期一致；每月的没有第五个",
    why="这一天是手写的，口径改了别处不会跟着改；有的月份没有第五个星期四，照着排就缺一次。",
    example=("text: 每月第五个星期四为主题党日。", "text: 每月第四个星期四为主题党日。"),
)
def ordinal_weekdays_are_those_of_a_position(data: StandardsData) -> Iterator[Problem]:
    """An ordinal weekday is one that a position lays down for every month, or the day of a date before it."""
    laid_down = {
        found[2] + found[3]
        for _, position in data.every(Position)
        for found in _ORDINAL_WEEKDAY.finditer(position.text)
        if found[1] == "每月"
    }
    for part, path, text in data.all_texts:
        for found in _ORDINAL_WEEKDAY.finditer(text) if "第" in text and "个" in text else ():
            message = _wrong_ordinal(text, found, laid_down)
            if message:
                at = Location(part.file, (*part.path, *path))
                within = (found.start(), found.group())
                yield Problem("CAL6", at, f"「{found.group()}」{message}", hint="核对来源和口径", within=within)


def _wrong_ordinal(text: str, found: re.Match[str], laid_down: set[str]) -> str:
    _, no, weekday = found.groups()
    if found[1] in _OF_ONE_MONTH:
        *_, named = [None, *_WHOLE_DAY.finditer(text, 0, found.start())]
        if named is None:
            return ""
        day = int(named[3])
        wrong = _wrong_weekday(named[1], named[2], named[3], weekday)
        real = "一二三四五"[(day - 1) // 7]
        return wrong or ("" if real == no else f"那一天是当月第{real}个。")
    if no in "五六":
        return "有的月份没有。"
    return "" if no + weekday in laid_down else "没有一条口径写每月这一天。"


@rule(
    "CAL7",
    says="一年的节假日安排从早到晚、互不重叠，每一段有一头在那一年；调休上班的日子是周末，不在放假的几天里",
    why="公示满几个工作日照它数，写错一天，全校支部的公示都差一天。",
    example=(
        '- {title: 元旦, first: "2026-01-01", last: "2026-01-03", works: ["2026-01-05"]}  # 1 月 5 日是星期一',
        '- {title: 元旦, first: "2026-01-01", last: "2026-01-03", works: ["2026-01-04"]}',
    ),
)
def days_off_are_in_order(data: StandardsData) -> Iterator[Problem]:
    """Holidays are in order and of their year, and the days worked for them are days of weekends that are not off."""
    for part, year in data.every(Holidays):
        before = ""
        for index, one in enumerate(year.days_off):
            message, name = "", "first"
            if one.last < one.first:
                message, name = f"「{one.title}」的最后一天 {one.last} 早于第一天 {one.first}。", "last"
            elif year.id not in (one.first[:4], one.last[:4]):
                message = f"「{one.title}」不在 {year.id} 年。"
            elif one.first <= before:
                message = f"「{one.title}」从 {one.first} 开始，前一段到 {before} 才结束。"
            if message:
                at = Location(part.file, (*part.path, "days_off", index, name))
                yield Problem("CAL7", at, message, hint="照通知核对")
            before = max(before, one.last)
        for index, one in enumerate(year.days_off):
            for place, day in enumerate(one.works):
                message = _no_working_day(year, day)
                if message:
                    at = Location(part.file, (*part.path, "days_off", index, "works", place))
                    yield Problem("CAL7", at, f"上班的 {day} {message}", hint="照通知核对")


def _no_working_day(year: Holidays, day: str) -> str:
    if date.fromisoformat(day).weekday() < 5:
        return "不是周末，本来就上班。"
    off = next((one.title for one in year.days_off if one.first <= day <= one.last), "")
    return f"在「{off}」放假的几天里。" if off else ""
