"""Every recorded number is changed, one at a time and all at once: sentences and pages follow, or the check names them.

A change is followed where a text says the new number, named where a rule points at the text that says the old one,
and missed where a text about the record goes on saying the old number and nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import pytest

from standards_site.data.load import Part, StandardsData
from standards_site.data.quotes.marks import WORDS_OF_MARKS, in_words, marks
from standards_site.data.yaml_positions import YamlPath
from standards_site.rules import RULES
from standards_site.rules.quotes import _declaring, _sentences, _texts_of_records, sentences
from standards_site.rules.sentences import unmarked
from tests import ROOT
from tests.builders.mutations import (
    Place,
    adopted_elsewhere,
    by_hand,
    left_alone,
    linked,
    numbered,
    rendered,
    with_all_changed,
    with_position,
    with_record,
    without_link,
)

pytestmark = pytest.mark.slow

NAMING = ("QUO2", "QUO3", "QUO4", "QUO7")
Text = tuple[str, tuple[str | int, ...]]


@dataclass
class Outcome:
    """What became of the texts when one number was changed."""

    followed: set[Text] = field(default_factory=set)
    named: set[Text] = field(default_factory=set)
    missed: set[Text] = field(default_factory=set)


class Quoting:
    """Which texts quote or declare a record, found once."""

    def __init__(self, data: StandardsData) -> None:
        self.before = data
        # which records declare something is the same whatever number is changed
        self.unchanged = {found: data.derived(found) for found in (_declaring, _texts_of_records)}
        self.texts: dict[str, list[tuple[Part, YamlPath, str]]] = {}
        for part, path, text in sentences(data):
            for name in {mark.head for mark in marks(text)}:
                self.texts.setdefault(name, []).append((part, path, text))

    def outcome(self, after: StandardsData, kind: str, record_id: str) -> Outcome:
        found = Outcome()
        quoting = self.texts.get(record_id, [])
        # what quotes other records only says what it said
        after._derived.update(self.unchanged | {_sentences: quoting})
        for code in NAMING:
            for problem in RULES[code].check(after):
                found.named.add((problem.location.file, problem.location.path))
        for part, path, text in quoting:
            if in_words(after, text) != in_words(self.before, text):
                found.followed.add((part.file, (*part.path, *path)))
        return found


@pytest.fixture(scope="module")
def quoting(authored):
    return Quoting(authored)


def test_a_changed_number_is_followed_or_its_own_text_is_named(authored, quoting):
    counts: Counter[str] = Counter()
    silent = []

    for kind, record_id, key in numbered(authored):
        found = quoting.outcome(with_position(authored, kind, record_id, key), kind, record_id)
        own = _own_text(authored, kind, record_id, key)
        counts.update(followed=len(found.followed), named=len(found.named), positions=1)
        if own not in found.named:
            silent.append((record_id, key))

    print(f"positions {counts['positions']}: followed {counts['followed']}, named {counts['named']}")
    assert silent == [], "the text of each of these positions goes on saying the old number"
    assert counts["positions"] > 250


def test_another_adopted_position_is_followed_or_named(authored, quoting):
    silent, counts = [], Counter()

    for kind, record_id, after in adopted_elsewhere(authored):
        found = quoting.outcome(after, kind, record_id)
        counts.update(followed=len(found.followed - found.named), named=len(found.named), records=1)
        if not found.followed | found.named:
            silent.append(record_id)

    print(f"records {counts['records']}: followed {counts['followed']}, named {counts['named']}")
    assert silent == []
    assert counts["records"] > 15


def test_a_number_changed_in_one_of_two_records_is_told_with_the_other(authored):
    pairs = list(linked(authored))
    silent = []

    for one, other in pairs:
        at = _own_text(authored, *one)
        place = (at[0], (*at[1][:-1], "same"))
        for changed in (one, other):
            after = with_position(authored, *changed)
            told = {(found.location.file, found.location.path): found for found in RULES["REL4"].check(after)}
            words = told[place].message if place in told else ""
            if f"{authored.file_of(*other[:2])} 的「{other[2]}」" not in words:
                silent.append((one, other, changed))

    print(f"numbers in two records {len(pairs)}")
    assert silent == []
    assert len(pairs) > 25


def test_a_number_in_two_records_that_is_not_told_as_one_is_missed(authored):
    silent = [one for one, _ in linked(authored) if not any(RULES["REL5"].check(without_link(authored, *one)))]

    assert silent == []


def test_what_dues_come_to_in_a_month_stays_when_they_are_paid_by_the_quarter(authored):
    record = authored.frequencies["dues-payment"]
    quarterly = record.adopted.model_copy(update={"position": "df_quarter"})
    after = with_record(authored, "frequency", record.model_copy(update={"adopted": quarterly}))
    amounts = [name for name in authored.thresholds if name.startswith(("dues-cap", "dues-rates"))]

    about_amounts = {
        text
        for part, _, text in authored.all_texts
        if part.record_id in amounts or any(f"<{name}" in text for name in amounts)
    }

    assert [text for text in about_amounts if in_words(after, text) != in_words(authored, text)] == []
    assert len(about_amounts) > 50


def test_no_sentence_says_a_recorded_number_by_hand(authored):
    found = [(part.file, phrase.in_text(text)) for part, _, text, phrase, _ in unmarked(authored)]

    assert found == []


def test_nine_of_ten_recorded_numbers_are_quoted(authored):
    quotes = sum(1 for _, _, text in sentences(authored) for mark in marks(text) if mark.head not in WORDS_OF_MARKS)
    declared = sum(len(getattr(part.value, "declares", ())) for part in authored.parts)

    print(f"quotes {quotes}, declarations {declared}")
    assert quotes >= 9 * declared > 0
    assert quotes > 1000


def test_pages_say_the_new_numbers_when_all_are_changed(authored):
    hand, whole = by_hand(authored), {text for _, _, text in authored.all_texts}

    places = left_alone(rendered(authored, ROOT), rendered(with_all_changed(authored), ROOT))

    stale = [one for one in places if one.before not in hand and one.after not in hand and one.words not in whole]
    unexplained = [place for place in stale if not any(_fits(place, *known) for known in NO_RECORD)]
    assert unexplained == []
    assert [known for known in NO_RECORD if not any(_fits(place, *known) for place in stale)] == []


NO_RECORD = (
    (r"branches/.*", r"党员 \d+ 名", "how many members a branch has is its own fact"),
    (r"items/.*", r"(党员|分子) 1 名", "for whom an item applies: who has one at all"),
    (r"calculators\.md", r"\d+ [人名元]|\d+ 学时", "sizes that the tables and examples are reckoned for"),
    (r"calculators\.md", r"最后一天|加 1 个月|29 日", "how months are added, whatever their number"),
    (r"my-branch\.md|assets/data/my-branch\.js", r"一年|0 名", "what the page does"),
    (r"procedures/samples\.md", r"按月", "guidance is filed by month"),
    (r".*\.html", r"缩放 100%", "how to print"),
    (r"evidence\.md", r"一次$", "a record made once serves all"),
    (r".*plan\.html", r"逐月", "a plan has twelve months"),
)
"""Numbers on pages that come from no record and from no text of the data: page, words, why."""


def _fits(place: Place, path: str, words: str, _why: str) -> bool:
    return bool(re.fullmatch(path, place.path) and re.search(words, place.before))


def _own_text(data: StandardsData, kind: str, record_id: str, key: str) -> Text:
    index = next(place for place, one in enumerate(data.of(kind)[record_id].positions) if one.key == key)
    return data.file_of(kind, record_id), ("positions", index, "text")


def test_no_sentence_writes_a_share_of_the_records_as_a_sum_by_hand(authored):
    sums = re.compile(r"(?:乘以?|除以) ?\d")

    assert [(part.file, text) for part, _, text in sentences(authored) if sums.search(text)] == []
