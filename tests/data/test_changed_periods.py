"""Another period, or once more in each, leaves no sentence with broken words, and every count follows.

Every frequency that a sentence quotes is given every other period and one time more. What a sentence cannot say then
(a share of a single time, the third of two half years) is told by QUO1, and somebody writes it anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from standards_site.data.load import StandardsData
from standards_site.data.model import FrequencyPosition, Judge, Number
from standards_site.data.periods import PERIODS
from standards_site.data.quotes.marks import blanked, in_words, marks
from standards_site.data.quotes.number_words import phrases
from standards_site.data.quotes.records import Mark, bounds_of
from standards_site.rules.quotes import sentences
from tests.builders.mutations import with_record

MONTHS_ARE_SAID = "月|季度|半年|学期|年"
BROKEN = (
    r"\d ?[个份次](?:[个份次]|以上(?:个|月|季度|半年|学期|年))",
    r"每每|个个|半半|度度|一一(?!对)|(?<![每当上])年年(?!初)",
    rf"(?:每|一|整|这|那)个?每|每(?:{MONTHS_ARE_SAID})(?:度|初|中|{MONTHS_ARE_SAID})(?!报告|初|述)",
    r"(?<!\d )个半年|个年(?!度|级)|(?<![\d个])个(?:月|季度|学期)个",
    r"(?<![上下这])一半年|(?<![上下这每])一月(?!度|份)",
    r"(?:半年|学期)度|以上(?:月|季度|半年|学期|年)(?!度)",
    rf"每(?:月|季度|半年|学期) ?(?:建党节|年初|九月)|近 ?每|每 ?\d|(?:{MONTHS_ARE_SAID})(?:每|个)(?:次|份)",
    r"(?:至少|不少于|不超过) ?(?:至少|不少于|不超过)|(\d+) 至 \1(?!\d)",
    r"[%\d](?:以上|以下|以内|内)|\d[份次]|[年月]里里|里内|内里",
)
"""Sequences that no sentence has: measure words in a row or missing, periods that do not go with the words around."""
CAN_FAIL = re.compile(r"span:|share:|season$")
TYPED_BESIDE = {("L7-4-4", "1 份"), ("CL13", "1 次"), ("F4", "1 份")}
"""Counts written by hand beside a quoted period of which the source says no number of times."""
NOT_COUNTED = {
    ("E3", "dues-payment.df_quarter"): "whether every payment is there, however many are due",
    ("L7-3-4", "dues-payment.df_month"): "likewise",
    ("S9-4-2", "member-training.school_times"): "the number is quoted from the threshold that holds it too",
}
"""Positions quoted in what is wanted for met, whose number of times need not stand there."""
AS_A_WINDOW = re.compile(r"(?:近|连着|连续|超过) ?$")


@dataclass(frozen=True)
class Said:
    """A sentence that quotes a position: where it stands, and its text as authored."""

    file: str
    path: tuple[str | int, ...]
    text: str


def test_no_change_of_a_period_breaks_a_sentence(authored):
    quoting, counts, broken, lost = _quoting(authored), Counter(), [], []

    for record_id, key, after in _changed(authored, quoting):
        for said in quoting[record_id, key]:
            new = in_words(after, said.text)
            left = [mark for mark in marks(new) if not CAN_FAIL.search(" ".join(mark.forms))]
            counts.update(changes=1, named=int("<" in new))
            lost += [(said.file, said.path, mark) for mark in left]
            broken += [(said.file, said.path, found.group(), new) for found in re.finditer("|".join(BROKEN), new)]

    print(f"sentences {sum(map(len, quoting.values()))}, changed {counts['changes']}, named {counts['named']}")
    assert lost == []
    assert broken == []
    assert counts["changes"] > 3000
    assert counts["named"] < counts["changes"] / 20


def test_every_sentence_follows_another_period(authored):
    quoting, silent = _quoting(authored), []

    for record_id, key, after in _changed(authored, quoting):
        old, new = (_position(data, record_id, key) for data in (authored, after))
        for said in quoting[record_id, key] if old.per != new.per and _yearly(old) != _yearly(new) else ():
            if in_words(after, said.text) == in_words(authored, said.text):
                silent.append((said.file, said.path, new.per))

    assert silent == []


def test_what_an_item_wants_to_see_follows_more_times(authored):
    quoting, silent = _quoting(authored), set()

    for record_id, key, after in _changed(authored, quoting):
        old, new = (_position(data, record_id, key) for data in (authored, after))
        for said in quoting[record_id, key] if old.per == new.per else ():
            if said.path == ("judge", "met") and in_words(after, said.text) == in_words(authored, said.text):
                silent.add((Path(said.file).stem, f"{record_id}.{key}"))

    assert silent == set(NOT_COUNTED)


def test_no_count_of_papers_is_typed_beside_a_quoted_period(authored):
    typed = set()

    for part, _, text in sentences(authored):
        if isinstance(part.value, Judge):
            for clause in re.split("[，；。（）]", text):
                if any(mark.head in authored.frequencies for mark in marks(clause)):
                    rest = blanked(clause)
                    counts = [one.in_text(rest) for one in phrases(rest) if one.unit in ("份", "次")]
                    typed |= {(part.record_id, count) for count in counts}

    assert typed == TYPED_BESIDE


def test_the_grades_of_an_item_meet_without_gap_or_overlap(authored):
    apart = []

    for part, judge in authored.every(Judge):
        met, partly, unmet = ({*_counting(text)} for text in (judge.met, judge.partly, judge.unmet))
        for head, form in partly:
            kind, _, ends = form.partition(":")
            low, _, high = ends.partition("-")
            if kind == "share":
                joins = (head, f"share:{high}") in met and (head, f"share:{low}") in unmet
            else:
                joins = (head, f"span:{int(high or low) + 1}") in unmet and int(low) == 1
            apart += [] if joins else [(part.record_id, head, form)]
        apart += [(part.record_id, *one) for one in met if one[1].startswith("share:") and len(partly) == 0]

    assert apart == []


def _counting(text: str) -> Iterator[tuple[str, str]]:
    """Yield the derived forms in a text that count what is there or missing, not how far back one looks."""
    for mark in marks(text):
        for form in mark.forms:
            if form.startswith(("span:", "share:")) and not AS_A_WINDOW.search(text[: mark.start]):
                yield f"{mark.head}.{mark.position}", form


def _quoting(data: StandardsData) -> dict[tuple[str, str], list[Said]]:
    """Return the sentences that quote each position of a frequency with a regular period."""
    found: dict[tuple[str, str], list[Said]] = {}
    for part, path, text in sentences(data):
        for record_id, key in dict.fromkeys(_position_of(data, mark) for mark in marks(text)):
            if key and _position(data, record_id, key).per in PERIODS:
                found.setdefault((record_id, key), []).append(Said(part.file, (*part.path, *path), text))
    return found


def _position_of(data: StandardsData, mark: Mark) -> tuple[str, str]:
    record = data.frequencies.get(mark.head)
    return (mark.head, mark.position or record.adopted.position or "") if record else ("", "")


def _position(data: StandardsData, record_id: str, key: str) -> FrequencyPosition:
    return next(one for one in data.frequencies[record_id].positions if one.key == key)


def _changed(
    data: StandardsData, quoting: dict[tuple[str, str], list[Said]]
) -> Iterator[tuple[str, str, StandardsData]]:
    """Yield the data with each quoted position in every other period, and once more in each, also in its own."""
    for record_id, key in quoting:
        record, position = data.frequencies[record_id], _position(data, record_id, key)
        for per in PERIODS:
            for times in dict.fromkeys((position.times, _once_more(position.times))):
                changed = position.model_copy(update={"per": per, "times": times})
                if changed != position:
                    positions = tuple(changed if one.key == key else one for one in record.positions)
                    record_changed = record.model_copy(update={"positions": positions})
                    yield record_id, key, with_record(data, "frequency", record_changed)


def _once_more(times: Number | None) -> Number | None:
    return times and Number(**{name: value + 1 for name, value in times.model_dump().items() if value is not None})


def _yearly(position: FrequencyPosition) -> float:
    """Return how often in a year that is, at least; once in each period where no times are recorded."""
    return PERIODS[position.per].a_year * min(bounds_of(position.times).values(), default=1)


@pytest.mark.parametrize(
    "words",
    [
        "2 个个月",
        "每每季度",
        "近一半年的",
        "整个年没有",
        "两个年级个年",
        "半年度",
        "每月年初",
        "67%以上",
        "近每月",
        "2 至 2 次",
    ],
    ids=range(10),
)
def test_broken_words_are_seen(words):
    assert re.search("|".join(BROKEN), words)
