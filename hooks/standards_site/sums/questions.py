"""What each calculator asks, and what was typed read strictly: a value, or a sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from .limits import Limits
from .sentences import say

Given = Mapping[str, str]
Value = str | int | date | None

FIRST_YEAR, LAST_YEAR = 1921, 2100
"""Years that a date may lie in: the Party's first and one far ahead. Ours, only to catch typing errors."""


class UnanswerableError(ValueError):
    """What was typed cannot be reckoned with; the text is a sentence for the reader."""


@dataclass(frozen=True)
class Field:
    """One question. `kind`: choice, whole, money (read as fen), hours (read as tenths) or date.

    A blank label is a day of which the data says how it is called (`questions_of`).
    `optional`: nothing is missed where it is left open. `only`: the choices of the tool's first field under which it
    is asked; empty means always. `known`: the answer of 我的支部 that is the same number or day, by the choice of the
    first field ("" for all others).
    """

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    min: int = 0
    max: int = 0
    optional: bool = False
    unchosen: bool = False
    """No choice is the likely one: none is made beforehand."""
    only: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()


VOTES = (
    ("congress", "党员大会一般表决"),
    ("admission", "接收预备党员、转正"),
    ("committee", "支部委员会会议"),
    ("election", "换届、补选选举"),
)
MEMBERS = (("working", "在职（按月领工资）"), ("retired", "离退休"), ("student", "学生、失业、低保等"))
HOURS = (("member", "党员"), ("leader", "书记和班子成员"))
EVENTS = (
    ("application", "收到入党申请书"),
    ("talk", "派人谈话"),
    ("activist", "确定为入党积极分子"),
    ("notice", "公示贴出"),
    ("candidate", "列为发展对象"),
    ("preview", "收到预审合格的通知"),
    ("congress", "党员大会通过接收（成为预备党员）"),
    ("sent", "报送接收的决议"),
    ("approval", "党委批准接收"),
    ("oath", "入党宣誓"),
    ("full", "党员大会讨论转正"),
    ("full_sent", "报送转正的决议"),
    ("full_approval", "党委批准转正"),
)
_VOTERS = (("committee", "committee_size"), ("", "formal_members"))
_PEOPLE, _MONEY = 9999, 1_000_000  # more than any branch or wage: only to catch typing errors

QUESTIONS: dict[str, tuple[Field, ...]] = {
    "vote": (
        Field("kind", "表决哪一种事", "choice", VOTES),
        Field("entitled", "应到（有表决权或选举权的人数）", "whole", min=1, max=_PEOPLE, known=_VOTERS),
        Field("present", "实到人数", "whole", min=1, max=_PEOPLE, optional=True),
        Field("seats", "应选名额", "whole", min=1, max=99, optional=True, only=("election",)),
    ),
    "setup": (
        Field("members", "正式党员人数", "whole", min=1, max=_PEOPLE, known=(("", "formal_members"),)),
        Field("probationary", "预备党员人数（没有填 0）", "whole", max=_PEOPLE, known=(("", "probationary_members"),)),
        Field("units", "覆盖几个单位", "whole", min=1, max=99, known=(("", "units_covered"),)),
    ),
    "dues": (
        Field("kind", "哪一类党员", "choice", MEMBERS),
        Field("income", "每月应发的固定、经常性收入（元）", "money", max=_MONEY, only=("working",)),
        Field("tax", "个人所得税（元）", "money", max=_MONEY, optional=True, only=("working",)),
        Field("insurance", "五险一金个人部分（元）", "money", max=_MONEY, optional=True, only=("working",)),
        Field("annuity", "职业年金、企业年金个人部分（元）", "money", max=_MONEY, optional=True, only=("working",)),
        Field(
            "subsidy", "住房、交通、通讯、取暖、物业等补贴（元）", "money", max=_MONEY, optional=True, only=("working",)
        ),
        Field("bonus", "奖励性绩效（元，事业单位）", "money", max=_MONEY, optional=True, only=("working",)),
        Field("pension", "每月实际领取的离退休费或养老金（元）", "money", max=_MONEY, only=("retired",)),
    ),
    "development": (
        Field("event", "知道哪一步的日期", "choice", EVENTS, unchosen=True),
        Field("day", "哪一天", "date"),
        # the day of the chosen step is asked above
        *(
            Field(name, label, "date", optional=True, only=("", *(other for other, _ in EVENTS if other != name)))
            for name, label in EVENTS
        ),
    ),
    "hours": (
        Field("kind", "谁的学时", "choice", HOURS),
        Field("done", "今年已完成（学时）", "hours", max=2000),
    ),
    "term": (Field("start", "", "date", known=(("", "term_start"),)),),
}


KIND = "branch_kind"
"""The question for the kind of branch, asked where some kind goes by other numbers."""


def questions_of(tool: str, limits: Limits) -> tuple[Field, ...]:
    """Return what a tool asks, in words."""
    asked = [field if field.label else replace(field, label=limits.term_start) for field in QUESTIONS[tool]]
    if any(tool in kind.tools for kind in limits.kinds):
        options = tuple((kind.id, kind.title) for kind in limits.kinds)
        asked.append(Field(KIND, say("kind"), "choice", options, optional=True, known=(("", "kind"),)))
    return tuple(asked)


_HALF_WIDTH = {
    **{ord(letter) + 0xFEE0: letter for letter in "0123456789.,-+"},
    **{ord("。"): ".", 0x2212: "-"},
    **dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000), " "),
}
UNITS = {
    "whole": re.compile(r" ?(?:人|名|位|个|票|个单位)$"),
    "money": re.compile(r"^[¥￥] ?| ?(?:元|块|块钱)$"),
    "hours": re.compile(r" ?(?:个?学时|课时|小时)$"),
}
"""What people write beside a number of each kind."""
_GROUPED = re.compile(r"-?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?")


def plain(text: str, kind: str = "") -> str:
    """Return a typed number in half-width characters, without its unit and what parts its thousands (1,000 or 1 000).

    Chinese input methods type full-width figures, and 。 for the point. typed-number.js does the same in the browser.
    """
    half = text.translate(_HALF_WIDTH).strip()
    half = UNITS[kind].sub("", half) if kind in UNITS else half
    return re.sub("[, ]", "", half) if _GROUPED.fullmatch(half) else half


def read(tool: str, given: Given, limits: Limits) -> dict[str, Value]:
    """Return the values typed into the fields of `tool`; a field that is not asked or left open is None.

    A day given for a chosen step is also the value of that step. Raises UnanswerableError with a sentence about the
    first field that cannot be used.
    """
    fields = questions_of(tool, limits)
    choice = given.get(fields[0].name, "").strip()
    values: dict[str, Value] = {}
    for field in fields:
        asked = not field.only or choice in field.only
        text = given.get(field.name, "").strip() if asked else ""
        values[field.name] = _value(field, text) if text else None
    event = values.get("event")
    if isinstance(event, str):
        values[event] = values["day"]
    return values


def left_open(tool: str, values: Mapping[str, Value], limits: Limits) -> list[str]:
    """Return how the fields are called that an answer still needs; any one date is enough for those that may be."""
    fields = questions_of(tool, limits)
    if any(field.kind == "date" and field.optional and values[field.name] for field in fields):
        return []
    choice = values[fields[0].name] or ""
    asked = [field for field in fields if not field.optional and (not field.only or choice in field.only)]
    return [field.label for field in asked if values[field.name] is None]


def _value(field: Field, text: str) -> Value:
    if field.kind == "choice":
        if text not in dict(field.options):
            raise UnanswerableError(say("not_a_choice", label=field.label))
        return text
    text = plain(text, field.kind)
    if field.kind == "date":
        return _date(field, text)
    # digits are named one by one: Python's \d and int() take figures that a browser does not
    if re.fullmatch(r"-[0-9.]+", text):
        raise UnanswerableError(say("negative", label=field.label))
    form, places = {
        "whole": (r"([0-9]+)", 0),
        "money": (r"([0-9]+)(?:\.([0-9]{1,2}))?", 2),
        "hours": (r"([0-9]+)(?:\.([0-9]))?", 1),
    }[field.kind]
    found = re.fullmatch(form, text)
    if not found:
        raise UnanswerableError(say(f"not_{field.kind}", label=field.label))
    part = (found.group(2) or "") if places else ""
    unit = 10**places
    # a long row of noughts is no number of people either; the length is looked at first, the value may be huge
    value = int(found.group(1)) * unit + int(part.ljust(places, "0") or "0") if len(found.group(1)) < 10 else -1
    if not field.min * unit <= value <= field.max * unit:
        raise UnanswerableError(say("out_of_range", label=field.label, min=field.min, max=field.max))
    return value


def _date(field: Field, text: str) -> date:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if not found:
        raise UnanswerableError(say("no_date", label=field.label))
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise UnanswerableError(say("no_such_date", label=field.label)) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnanswerableError(say("out_of_years", label=field.label, min=FIRST_YEAR, max=LAST_YEAR))
    return day
