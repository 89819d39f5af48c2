"""The project's data with recorded numbers changed, and what the sentences and pages say then."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from standards_site.data.load import StandardsData
from standards_site.data.model import Frequency, FrequencyPosition, Number, Threshold
from standards_site.data.quotes.marks import WORDS_OF_MARKS, in_words, marks
from standards_site.data.quotes.number_words import TOLD, Phrase, joined, phrases
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.forms.about import printed_above
from standards_site.outputs.forms.print_page import form_pages
from standards_site.outputs.forms.sheet import blank_sheets, branch_sheets
from standards_site.outputs.handbook.pages import page_outputs as rendered_pages
from standards_site.outputs.handbook.pages import pages
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.self_check.checklist import catalog_texts
from standards_site.outputs.self_check.my_branch import my_branch_data
from standards_site.outputs.site import TEMPLATES
from standards_site.outputs.year.plan import plans, profile_plans
from standards_site.rules.recorded_numbers import COUNTED

NEXT_PERIOD = {"month": "quarter", "quarter": "half_year", "half_year": "month", "year": "semester", "semester": "year"}
KINDS = ("frequency", "threshold")
RULES = "rules.md"
AROUND = 3
"""Characters on each side by which a number on a page is found in what is written by hand."""


def changed_number(number: Number, unit: str) -> Number:
    """Return a number with every bound raised by what keeps it possible, so that none stays as it was."""
    more = 17.0 if unit == "%" else 7.0
    values = {name: value for name, value in number.model_dump().items() if value is not None}
    if unit == "%" and max(values.values()) < 3:
        more = 0.3
    return Number(**{name: round(value + more, 2) for name, value in values.items()})


def changed_position(record: Frequency | Threshold, position: Any) -> Any:
    """Return a position with another number, in its fields or in words, and another period; the same if it has none."""
    if isinstance(position, FrequencyPosition):
        update: dict[str, Any] = {"per": NEXT_PERIOD.get(position.per, position.per)}
        update |= {"times": changed_number(position.times, "次")} if position.times else {}
    else:
        update = {"number": changed_number(position.number, record.unit)} if position.number else {}
        update["value"] = re.sub(r"\d+", lambda figures: f"{int(figures.group()) + 1}", position.value)
    return position.model_copy(update=update)


def with_position(data: StandardsData, kind: str, record_id: str, key: str) -> StandardsData:
    """Return the data with one position of one record changed."""
    record = data.of(kind)[record_id]
    positions = tuple(changed_position(record, one) if one.key == key else one for one in record.positions)
    return with_record(data, kind, record.model_copy(update={"positions": positions}))


def with_record(data: StandardsData, kind: str, record: Any) -> StandardsData:
    """Return the data with a record in the place of the one with its id, which has the same texts."""
    changed = replace(data, records={**data.records, kind: {**data.of(kind), record.id: record}})
    # no text is changed, and walking all records takes longer than the rules
    changed.__dict__["parts"], changed.__dict__["all_texts"] = data.parts, data.all_texts
    return changed


def with_all_changed(data: StandardsData) -> StandardsData:
    """Return the data with every number and every period of every position changed at once."""
    changed = {
        kind: {
            name: record.model_copy(
                update={"positions": tuple(changed_position(record, one) for one in record.positions)}
            )
            for name, record in data.of(kind).items()
        }
        for kind in KINDS
    }
    return replace(data, records={**data.records, **changed})


def numbered(data: StandardsData) -> Iterator[tuple[str, str, str]]:
    """Yield kind, record and key of every position that has a number or a regular period."""
    for kind in KINDS:
        for record in data.of(kind).values():
            for position in record.positions:
                if changed_position(record, position) != position:
                    yield kind, record.id, position.key


def linked(data: StandardsData) -> Iterator[tuple[tuple[str, str, str], tuple[str, str, str]]]:
    """Yield kind, record and key of every position that says where its number was recorded first, and of that one."""
    for kind in KINDS:
        for record in data.of(kind).values():
            for position in record.positions:
                if same := position.same:
                    first = "frequency" if same.frequency else "threshold"
                    yield (kind, record.id, position.key), (first, getattr(same, first), same.position)


def without_link(data: StandardsData, kind: str, record_id: str, key: str) -> StandardsData:
    """Return the data in which a position does not say where its number was recorded first."""
    record = data.of(kind)[record_id]
    positions = tuple(one.model_copy(update={"same": None}) if one.key == key else one for one in record.positions)
    return with_record(data, kind, record.model_copy(update={"positions": positions}))


def is_telling(phrase: Phrase) -> bool:
    """Return whether a phrase names a period, a share, a time, hours, money or a number of people or times."""
    return phrase.kind != "count" or phrase.unit in TOLD | COUNTED


@dataclass(frozen=True)
class Place:
    """A number on a page: the file, the few words before and after it with the number, and the number alone."""

    path: str
    before: str
    after: str
    words: str


def rendered(data: StandardsData, root: Path) -> dict[str, list[str]]:
    """Return the texts between the tags of every page, plan, form and script made from `data`, by path."""
    # every branch with all files of its own: what branches share says no more
    site = data.site.model_copy(update={"branch_files": "all"})
    spoken = replace(spelled_out(data), site=site)
    context = Context(spoken, templates_in(root / TEMPLATES), Standards(spoken))
    sheets = [*blank_sheets(spoken, context.standards), *branch_sheets(spoken, context.standards)]
    outputs = [
        *rendered_pages(context, pages(context, sheets)),
        *form_pages(context, sheets),
        *printed_above(context),
        *catalog_texts(context),
        *plans(context, profile_plans(context)),
        *BranchFiles(context).of_branches(),
        *my_branch_data(context),
    ]
    # the page of the rules shows examples, which are no statements
    return {one.path: _blocks(one.content) for one in outputs if isinstance(one.content, str) and one.path != RULES}


def _blocks(content: str) -> list[str]:
    texts = re.split(r"<[^>]*>|\n|\\n|\"", content)
    return [text for text in (html.unescape(text).strip() for text in texts) if text]


def left_alone(before: dict[str, list[str]], after: dict[str, list[str]]) -> Iterator[Place]:
    """Yield every telling number that stands on a page in the same words although all records have changed."""
    for path, blocks in before.items():
        still = set(after.get(path, ()))
        for block in dict.fromkeys(blocks):
            for phrase in phrases(block) if block in still else ():
                if is_telling(phrase):
                    start, end = max(0, phrase.start - AROUND), phrase.end + AROUND
                    yield Place(path, block[start : phrase.end], block[phrase.start : end], phrase.in_text(block))


def by_hand(data: StandardsData) -> str:
    """Return all that is written by hand: every text of the data, with a blank for what is quoted in it."""
    return "\0".join(_without_quotes(data, text) for _, _, text in data.all_texts)


def _without_quotes(data: StandardsData, text: str) -> str:
    for mark in reversed(list(marks(text))):
        words = in_words(data, text[mark.start : mark.end]) if mark.head in WORDS_OF_MARKS else "\0"
        text = joined(text[: mark.start], words, text[mark.end :])
    return text


def adopted_elsewhere(data: StandardsData) -> Iterator[tuple[str, str, StandardsData]]:
    """Yield for every record the data in which it adopts another position with another number or period."""
    for kind in KINDS:
        for record in data.of(kind).values():
            adopted = next((one for one in record.positions if one.key == record.adopted.position), None)
            others = [one for one in record.positions if adopted and _number_of(one) not in (None, _number_of(adopted))]
            if adopted and _number_of(adopted) and others:
                update = record.adopted.model_copy(update={"position": others[0].key})
                yield kind, record.id, with_record(data, kind, record.model_copy(update={"adopted": update}))


def _number_of(position: Any) -> Any:
    """Return the numbers of a position, without the bounds that they set, and of a frequency the period.

    The period of times in a threshold is its frequency's, quoted from there: QUO4 compares the two.
    """
    frequency = isinstance(position, FrequencyPosition)
    number = position.times if frequency else position.number
    return number and (position.per if frequency else "", {value for value in number.model_dump().values() if value})
