"""What the program itself goes by, as maintainers author it: program.yaml names the records, so that no code does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from .model import FormId, FrequencyId, Id, ItemId, Key, Name, ProcedureId, Record, Role, ThresholdId, Word

Bound = Literal["exactly", "at_least", "at_most", "more_than", "less_than"]


@dataclass(frozen=True)
class Sense:
    """Marks a number that the sums use: it is at most `most`, and whole when it is multiplied by `parts`.

    `bounds`: those that the sums are made for. Of what is `counted` one by one, 超过 7 is the same as 8 以上.
    """

    most: int
    bounds: tuple[Bound, ...]
    parts: int = 1
    counted: bool = True


SHARE_AT_LEAST = Sense(100, ("at_least",), counted=False)
SHARE_MORE_THAN = Sense(99, ("more_than",), counted=False)
PEOPLE_AT_LEAST, PEOPLE_AT_MOST = Sense(999, ("at_least",)), Sense(999, ("at_most",))
MONTHS, MONTHS_AT_MOST = Sense(120, ("exactly",)), Sense(120, ("at_most",))
YEARS, YEARS_AT_LEAST, YEARS_AT_MOST = Sense(20, ("exactly",)), Sense(20, ("at_least",)), Sense(20, ("at_most",))
DAYS_AT_LEAST, HOURS_AT_LEAST = Sense(365, ("at_least",)), Sense(999, ("at_least",))
FEN, YUAN_AT_MOST = Sense(100_000, ("exactly",), parts=100), Sense(100_000, ("at_most",))


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

    def uses(self) -> Iterator[Used | Basis]:
        """Yield all that the calculator takes from thresholds, in order."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Used | Basis):
                yield value
        yield from self.also


class VoteNumbers(_Numbers):
    """What 表决和选举 goes by; shares in per cent."""

    congress_quorum: Annotated[Used, SHARE_AT_LEAST]
    admission_quorum: Annotated[Used, SHARE_MORE_THAN]
    majority: Annotated[Used, SHARE_MORE_THAN]
    committee_quorum: Annotated[Used, SHARE_AT_LEAST]
    turnout: Annotated[Used, SHARE_AT_LEAST]
    difference: Annotated[Used, SHARE_AT_LEAST]
    elected: Annotated[Used, SHARE_MORE_THAN]


class SetupNumbers(_Numbers):
    """What 支部怎样设 goes by."""

    branch_min: Annotated[Used, PEOPLE_AT_LEAST]
    joint_units: Annotated[Used, PEOPLE_AT_MOST]
    committee_from: Annotated[Used, PEOPLE_AT_LEAST]
    committee_min: Annotated[Used, PEOPLE_AT_LEAST]
    committee_usual: Annotated[Used, PEOPLE_AT_MOST]
    committee_max: Annotated[Used, PEOPLE_AT_MOST]
    branch_max: Annotated[Used, PEOPLE_AT_MOST]
    group_min: Annotated[Used, PEOPLE_AT_LEAST]
    group_formal: Annotated[Used, PEOPLE_AT_LEAST]


class DuesNumbers(_Numbers):
    """What 党费 goes by: the thresholds whose positions are bands of the base, and single numbers in yuan."""

    working: Basis
    retired: Basis
    student_fen: Annotated[Used, FEN]
    dues_hint: Annotated[Used, YUAN_AT_MOST]


class DevelopmentNumbers(_Numbers):
    """What 发展党员的日期 goes by, and the procedure that says since when the rules hold."""

    rules: ProcedureId
    talk_months: Annotated[Used, MONTHS_AT_MOST]
    activist_years: Annotated[Used, YEARS_AT_LEAST]
    notice_days: Annotated[Used, DAYS_AT_LEAST]
    congress_months: Annotated[Used, MONTHS_AT_MOST]
    approval_months: Annotated[Used, MONTHS_AT_MOST]
    approval_special_months: Annotated[Used, MONTHS_AT_MOST]
    full_approval_months: Annotated[Used, MONTHS_AT_MOST]
    oath_months: Annotated[Used, MONTHS_AT_MOST]
    probation_years: Annotated[Used, YEARS]


class HoursNumbers(_Numbers):
    """What 学时 goes by."""

    member_hours: Annotated[Used, HOURS_AT_LEAST]
    leader_hours: Annotated[Used, HOURS_AT_LEAST]


class TermNumbers(_Numbers):
    """What 换届 goes by: the calculator, the year plans and the page 我的支部."""

    term_years: Annotated[Used, YEARS]
    reminder_months: Annotated[Used, MONTHS]
    request_months: Annotated[Used, MONTHS]
    extension_years: Annotated[Used, YEARS_AT_MOST]


class CalculatorNumbers(Record):
    """The numbers of each calculator."""

    vote: VoteNumbers
    setup: SetupNumbers
    dues: DuesNumbers
    development: DevelopmentNumbers
    hours: HoursNumbers
    term: TermNumbers


class Door(Record):
    """A link of the home page for members: to what a role, an area of the main catalog or an item says."""

    text: Name
    role: Role | None = None
    area: Id | None = None
    item: ItemId | None = None


class PackGuide(Record):
    """The procedure that tells in which order to use the forms of a pack."""

    pack: Annotated[str, Word("pack")]
    procedure: ProcedureId


class Program(Record):
    """All records that the program looks for by name, and what for."""

    calculators: CalculatorNumbers
    elections: FrequencyId
    """Whose requirements ask for an election at the end of the term."""
    term_start: Name
    """The explained word for the day that a term is counted from."""
    ledger_form: FormId
    """Whose columns the self-check exports its findings in."""
    pack_guides: tuple[PackGuide, ...] = ()
    doors: tuple[Door, ...]


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


def needed_numbers(program: Program) -> Iterator[Needed]:
    """Yield every number of the calculators, in the order of their names."""
    for tool in CalculatorNumbers.model_fields:
        numbers = getattr(program.calculators, tool)
        for name, field in type(numbers).model_fields.items():
            for sense in field.metadata:
                if isinstance(sense, Sense):
                    yield Needed(tool, name, getattr(numbers, name), sense)
