"""What the program itself goes by, as maintainers author it: program.yaml names the records, so that no code does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from .record import (
    FormId,
    FrequencyId,
    Id,
    ItemId,
    Key,
    Name,
    NameOrNone,
    ProcedureId,
    Record,
    Role,
    TextOrNone,
    ThresholdId,
    Word,
)

Bound = Literal["exactly", "at_least", "at_most", "more_than", "less_than"]


@dataclass(frozen=True)
class Sense:
    """Marks a number that the sums use: it is at most `most`, and whole when it is multiplied by `parts`.

    `bounds`: those that the sums are made for. Of what is `counted` one by one, 超过 7 is the same as 8 以上.
    `unit`: that of the record.
    """

    most: int
    bounds: tuple[Bound, ...]
    parts: int = 1
    counted: bool = True
    unit: str = ""


@dataclass(frozen=True)
class About:
    """Marks what a threshold is used for: its title has these words, that of another kind of number has not."""

    words: str


SHARE_AT_LEAST = Sense(100, ("at_least",), counted=False, unit="%")
SHARE_MORE_THAN = Sense(99, ("more_than",), counted=False, unit="%")
FORMAL_AT_LEAST, FORMAL_FEWER = (Sense(999, (bound,), unit="名正式党员") for bound in ("at_least", "less_than"))
MEMBERS_AT_MOST = Sense(999, ("at_most",), unit="名党员")
SEATS_AT_LEAST, SEATS_AT_MOST = (Sense(999, (bound,), unit="名委员") for bound in ("at_least", "at_most"))
PEOPLE_AT_LEAST, UNITS_AT_MOST = Sense(999, ("at_least",), unit="人"), Sense(999, ("at_most",), unit="个单位")
MONTHS, MONTHS_AT_MOST = (Sense(120, (bound,), unit="个月") for bound in ("exactly", "at_most"))
YEARS, YEARS_AT_LEAST, YEARS_AT_MOST = (Sense(20, (bound,), unit="年") for bound in ("exactly", "at_least", "at_most"))
DAYS_AT_LEAST = Sense(365, ("at_least",), unit="个工作日")
HOURS_AT_LEAST = Sense(999, ("at_least",), unit="学时")
FEN = Sense(100_000, ("exactly",), parts=100, unit="元/月")
YUAN_AT_MOST = Sense(100_000, ("at_most",), unit="元")
LEDGER_MUST = ("问题", "整改措施", "整改时限")
"""Columns of a ledger that findings are exported in: what was found, what is done and by when."""


class Used(Record):
    """A number of a threshold: the bound of one of its positions, the adopted one unless another is named."""

    threshold: ThresholdId
    position: Key | None = None
    bound: Bound


class Basis(Record):
    """A position that a calculator rests on besides its numbers; the adopted one unless another is named."""

    threshold: ThresholdId
    position: Key | None = None


class _Numbers(Record):
    also: tuple[Basis, ...] = ()

    def named(self) -> Iterator[tuple[str, Used | Basis]]:
        """Yield what the calculator takes from thresholds, by the names that its sentences know it by."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Used | Basis):
                yield name, value

    def uses(self) -> Iterator[Used | Basis]:
        """Yield all that the calculator takes from thresholds, in order."""
        yield from (used for _, used in self.named())
        yield from self.also


class VoteNumbers(_Numbers):
    """What 表决和选举 goes by; shares in per cent."""

    congress_quorum: Annotated[Used, SHARE_AT_LEAST, About("大会表决的到会")]
    admission_quorum: Annotated[Used, SHARE_MORE_THAN, About("大会表决的到会")]
    majority: Annotated[Used, SHARE_MORE_THAN, About("大会表决的通过")]
    admission_majority: Annotated[Used, SHARE_MORE_THAN, About("大会表决的通过")]
    committee_quorum: Annotated[Used, SHARE_AT_LEAST, About("支委会")]
    turnout: Annotated[Used, SHARE_AT_LEAST, About("选举大会")]
    difference: Annotated[Used, SHARE_AT_LEAST, About("差额")]
    elected: Annotated[Used, SHARE_MORE_THAN, About("当选")]
    elected_present: Annotated[Used, SHARE_MORE_THAN, About("当选")]


class SetupNumbers(_Numbers):
    """What 支部怎样设 goes by."""

    branch_min: Annotated[Used, FORMAL_AT_LEAST, About("单独成立")]
    together: Annotated[Used, FORMAL_FEWER, About("成立联合")]
    joint_units: Annotated[Used, UNITS_AT_MOST, About("覆盖")]
    committee_from: Annotated[Used, FORMAL_AT_LEAST, About("设立支部委员会")]
    committee_min: Annotated[Used, SEATS_AT_LEAST, About("支部委员会的人数")]
    committee_usual: Annotated[Used, SEATS_AT_MOST, About("支部委员会的人数")]
    committee_max: Annotated[Used, SEATS_AT_MOST, About("支部委员会的人数")]
    committee_below: Annotated[Used, FORMAL_FEWER, About("设立支部委员会")]
    branch_max: Annotated[Used, MEMBERS_AT_MOST, About("人数上限")]
    group_min: Annotated[Used, PEOPLE_AT_LEAST, About("党小组")]
    group_formal: Annotated[Used, PEOPLE_AT_LEAST, About("党小组")]


class DuesNumbers(_Numbers):
    """What 党费 goes by: the thresholds whose positions are bands of the base, and single numbers in yuan."""

    working: Annotated[Basis, About("在职")]
    retired: Annotated[Basis, About("离退休")]
    student_fen: Annotated[Used, FEN, About("学生")]
    dues_hint: Annotated[Used, YUAN_AT_MOST, About("党费的上限")]


class DevelopmentNumbers(_Numbers):
    """What 发展党员的日期 goes by, and the procedure that says since when the rules hold."""

    rules: ProcedureId
    talk_months: Annotated[Used, MONTHS_AT_MOST, About("谈话")]
    activist_years: Annotated[Used, YEARS_AT_LEAST, About("积极分子")]
    notice_days: Annotated[Used, DAYS_AT_LEAST, About("公示")]
    congress_months: Annotated[Used, MONTHS_AT_MOST, About("党员大会")]
    approval_months: Annotated[Used, MONTHS_AT_MOST, About("党委审批")]
    approval_special_months: Annotated[Used, MONTHS_AT_MOST, About("党委审批")]
    full_approval_months: Annotated[Used, MONTHS_AT_MOST, About("党委审批")]
    oath_months: Annotated[Used, MONTHS_AT_MOST, About("宣誓")]
    probation_years: Annotated[Used, YEARS, About("预备期")]


class HoursNumbers(_Numbers):
    """What 学时 goes by."""

    member_hours: Annotated[Used, HOURS_AT_LEAST, About("集中学习培训")]
    leader_hours: Annotated[Used, HOURS_AT_LEAST, About("班子成员")]


class TermNumbers(_Numbers):
    """What 换届 goes by: the calculator, the year plans and the page 我的支部."""

    term_years: Annotated[Used, YEARS, About("任期")]
    reminder_months: Annotated[Used, MONTHS, About("提醒")]
    request_months: Annotated[Used, MONTHS, About("请示")]
    extension_years: Annotated[Used, YEARS_AT_MOST, About("延期")]


class CalculatorNumbers(Record):
    """The numbers of each calculator."""

    vote: VoteNumbers
    setup: SetupNumbers
    dues: DuesNumbers
    development: DevelopmentNumbers
    hours: HoursNumbers
    term: TermNumbers


class CalculatorPlace(Record):
    """Where a calculator stands beside its own page: in a step of a procedure, or in an item."""

    calculator: Key
    procedure: ProcedureId | None = None
    step: Key | None = None
    item: ItemId | None = None
    asked: NameOrNone = ""
    """What it answers there, where it stands under a heading of its own on the page of all calculators."""
    choice: Key | None = None
    """What is chosen beforehand in its first field."""


class PersonDate(Record):
    """A day that 在培养的人 keeps of somebody: a step was done. Calculators know some of them by the same name."""

    name: Key
    step: Key | None = None
    """Of the procedure; none for what is no step of it."""
    label: NameOrNone = ""
    """What it is called, if not as in the calculator or as the step."""
    after: tuple[Key, ...] = ()
    """The days that it is not before."""
    may_be_left: bool = False
    """Not missed where it is left out."""
    asked_since: bool = False
    """Only the rules in force ask for it: whoever passed it before them need not have it."""


class PeopleDates(Record):
    """What 在培养的人 goes by beside the numbers of the calculator: the days it keeps, in order."""

    procedure: ProcedureId
    extension: Basis
    """For how long a probation is extended, at the least and at the most."""
    dates: tuple[PersonDate, ...]


class Door(Record):
    """A link of the home page: to a procedure, or what a role, an area of the main catalog or an item says."""

    text: Name
    role: Role | None = None
    area: Id | None = None
    item: ItemId | None = None
    procedure: ProcedureId | None = None


class PackGuide(Record):
    """The procedure that tells in which order to use the forms of a pack."""

    pack: Annotated[str, Word("pack")]
    procedure: ProcedureId


PaperValue = Literal[
    "branch", "signer", "term", "kind", "topics", "notices", "day", "when", "place", "expected", "entitled", "seats"
]
"""What a browser knows of its branch, and of the meeting that was prepared in it."""
TickedValue = Literal["assembly", "matter", "matters"]
"""Which box is ticked: for the kind of meeting, for what is voted on if that is one matter, for all matters of it."""
YearValue = Literal["year", "year_done", "year_open"]
"""Which year was ticked, what was done in it, and what was not and why."""
FindingValue = Literal["number", "problem", "measure", "responsible", "due", "progress"]
"""What a self-check knows of something that is to be put right."""


class Filled(Record):
    """A place of a form and what is known of it: a field of its heading, or a whole line of its letter."""

    field: NameOrNone = ""
    line: TextOrNone = ""
    value: PaperValue | TickedValue | YearValue


class FilledColumn(Record):
    """A column of a form, and what of each finding stands in it."""

    column: Name
    value: FindingValue


class FilledForm(Record):
    """A form that is printed with what is known already: the rest is written by hand or in Word."""

    form: FormId
    term_step: Literal["request", "end"] | None = None
    """The day of a term to which it belongs."""
    months_before: Annotated[int, Field(ge=0, le=12)] | None = None
    """From when on it is offered there; open: at any time before."""
    fills: Annotated[tuple[Filled, ...], Field(min_length=1)]
    columns: tuple[FilledColumn, ...] = ()


class MeetingPaper(Record):
    """A form as the pack of a meeting prints it: once, or one for each who votes."""

    form: FormId
    per: Literal["meeting", "voter"] = "meeting"
    rows: Annotated[int, Field(ge=1, le=60)] | None = None
    """How many of the blank rows of the form it has, where it has not all."""
    row_each: bool = False
    """Has a row for each who is expected, once that number is known."""
    on_a_sheet: Literal[1, 4] = 1


class Program(Record):
    """All records that the program looks for by name, and what for."""

    calculators: CalculatorNumbers
    calculator_places: tuple[CalculatorPlace, ...] = ()
    elections: FrequencyId
    """Whose requirements ask for an election at the end of the term."""
    term_start: Name
    """The explained word for the day that a term is counted from."""
    ledger_form: FormId
    """Whose columns the self-check exports its findings in."""
    pack_guides: tuple[PackGuide, ...] = ()
    meeting_papers: tuple[MeetingPaper, ...] = ()
    """The forms that meetings need, in the order in which they are printed."""
    meeting_notice: FormId | None = None
    """The form by which any meeting is announced."""
    filled_forms: tuple[FilledForm, ...] = ()
    doors: tuple[Door, ...]
    """What is done most often: the home page and that of all procedures begin with it."""
    people: PeopleDates


@dataclass(frozen=True)
class Needed:
    """A number that a calculator goes by, where it stands in program.yaml and what makes sense there."""

    tool: str
    name: str
    used: Used
    sense: Sense

    @property
    def path(self) -> tuple[str, ...]:
        """Return the path in program.yaml."""
        return ("calculators", self.tool, self.name)


def subjects(program: Program) -> Iterator[tuple[tuple[str, ...], Used | Basis, str]]:
    """Yield what the calculators take from thresholds: the path, what is taken, and the words of the title."""
    for tool in CalculatorNumbers.model_fields:
        numbers = getattr(program.calculators, tool)
        for name, field in type(numbers).model_fields.items():
            for about in field.metadata:
                if isinstance(about, About):
                    yield ("calculators", tool, name), getattr(numbers, name), about.words


def needed_numbers(program: Program) -> Iterator[Needed]:
    """Yield every number of the calculators, in the order of their names."""
    for tool in CalculatorNumbers.model_fields:
        numbers = getattr(program.calculators, tool)
        for name, field in type(numbers).model_fields.items():
            for sense in field.metadata:
                if isinstance(sense, Sense):
                    yield Needed(tool, name, getattr(numbers, name), sense)
