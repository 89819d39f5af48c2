"""Words and lists of the sources keep what they mean: no list is closed or shortened, no word made stronger."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from standards_site.data.model import Rectification
from standards_site.data.record import texts

HERE = Path(__file__).parent
OPEN_LISTS: list[list[str]] = yaml.safe_load((HERE / "open_lists.yaml").read_text("utf-8"))
EIGHT = {
    "nwnu-2019": (
        "政治建设更加务实高效",
        "组织设置更加优化科学",
        "组织生活更加严肃认真",
        "党支部班子更加坚强有力",
        "党员队伍更加充满活力",
        "基础保障更加充分有力",
        "考评机制更加健全完善",
        "作用发挥更加突出明显",
    ),
    "school-9area": (
        "组织设置更加科学优化",
        "领导班子更加坚强有力",
        "党员队伍更加充满活力",
        "场所功能更加务实管用",
        "工作载体更加丰富多样",
        "制度机制更加健全落实",
        "基础保障更加充分有力",
        "工作业绩更加突出有效",
    ),
}
ENOUGH = 4
"""So many subjects of a list of eight in one sentence are the list and not a coincidence."""


def all_texts(data) -> list[tuple[str, str]]:
    return [(part.file, text) for part in data.parts for _, text in texts(part.value)]


@pytest.mark.parametrize("source", list(EIGHT))
def test_the_eight_goals_are_written_in_full_wherever_they_are_listed(data, source):
    subjects = [goal.split("更加")[0] for goal in EIGHT[source]]
    listed = [
        text
        for _, text in all_texts(data)
        if "8 个“更加”" in text and sum(subject in text for subject in subjects) >= ENOUGH
    ]

    shortened = [text for text in listed if all(sum(goal in text for goal in EIGHT[s]) < len(EIGHT[s]) for s in EIGHT)]

    assert shortened == []
    assert any(all(goal in text for goal in EIGHT[source]) for text in listed)


@pytest.mark.parametrize("words", OPEN_LISTS, ids=lambda words: str(OPEN_LISTS.index(words)))
def test_a_list_that_its_source_leaves_open_stays_open(data, words):
    said = [(file, text) for file, text in all_texts(data) if all(word in text for word in words)]

    closed = [(file, text) for file, text in said if not stays_open(text, words)]

    assert closed == []
    assert said, "no text has this list any more: take it from open_lists.yaml"


def stays_open(text: str, words: list[str]) -> bool:
    """Return whether 等 follows the list, or 例如 introduces it."""
    ends = [found.end() for found in re.finditer("|".join(map(re.escape, words)), text)]
    return "例如" in text or any("等" in text[end : end + 9] for end in ends)


@pytest.mark.parametrize(
    ("word", "stronger"),
    [("建党节", r"建党节(?:前后|前|后|当天)"), ("基础工作达标", r"(?:最低|底线|至少)[^。]*基础工作达标")],
)
def test_a_word_of_a_source_is_not_replaced_by_another(data, word, stronger):
    said = [text for _, text in all_texts(data) if word in text]

    assert [text for text in said if re.search(stronger, text)] == []
    assert said


NUMBERLESS: set[tuple[str, str]] = {("E1", "full_member")}
"""Requirements that say "as for admission" and show admission's numbers."""


def test_a_threshold_beside_a_requirement_is_a_number_of_the_clause_it_cites(data):
    wrong = [
        (item.id, requirement.key, name)
        for item in data.items.values()
        for requirement in item.requirements
        for name in requirement.thresholds
        if (item.id, requirement.key) not in NUMBERLESS
        and any(position.number for position in data.thresholds[name].positions)
        and not any(
            position.number and is_of_clause(position, cited)
            for position in data.thresholds[name].positions
            for cited in requirement.cites
        )
    ]

    assert wrong == []


def is_of_clause(position, cited) -> bool:
    clauses = [part.split("—")[0] for part in position.clause.split("、")]
    return position.source == cited.source and any(
        cited.clause.startswith(clause) or clause.startswith(cited.clause) for clause in clauses
    )


def test_a_day_in_the_month_is_no_length_of_the_party_day(data):
    record = data.thresholds["party-day-length"]
    given = {position.key: position.number for position in record.positions if position.number}

    assert list(given) == ["lecture"]
    assert record.adopted.position is None


def test_the_four_months_before_an_election_bind_teacher_branches_only(data):
    binding = {
        item.id: requirement.applies.when.kinds
        for item in data.catalog_items(data.main_catalog.id)
        for requirement in item.requirements
        if "election-request-lead" in requirement.thresholds
    }

    assert binding == {"B3": ("teacher",)}


def test_every_text_with_one_day_of_the_new_rules_has_the_other_and_says_it_is_unsettled(data):
    one, other = "2026-05-18", "2026-05-11"
    named = [text for _, text in all_texts(data) if one in text or other in text]

    assert [text for text in named if not (one in text and other in text and "待核" in text)] == [one, other]
    assert data.procedures["member-development"].effective_note
    assert len(named) > ENOUGH


FAULTS = ("记录不规范", "一锅煮", "资料保存不齐全", "格式不统一", "内容不详细", "没有安排、部署")
FAULTS += ("没有写清谁发言", "没有形成决议", "没有签名")
"""What the lecture finds wrong with records, nine in all."""


def test_the_check_of_ledgers_names_the_nine_faults_of_records(data):
    notes = "".join(data.forms["check-ledgers"].notes)

    assert [fault for fault in FAULTS if fault not in notes] == []
    assert "9 个记录问题" in notes
    assert len(FAULTS) == 9


def test_no_form_offers_the_grades_that_one_office_gave_other_secretaries(data):
    grades = {"好", "较好", "一般", "差"}

    offering = [
        form.id
        for form in data.forms.values()
        for field in (*form.header, *form.columns)
        if grades & {field.name, *field.choices}
    ]

    assert offering == []


def test_a_yearly_check_that_only_local_papers_ask_for_is_judged_as_local(data):
    judge = data.items["E4"].judge
    asked = [s for text in (judge.met, judge.unmet) for s in re.split("[；。]", text) if "排查" in s]

    assert [sentence for sentence in asked if "本地" not in sentence] == []
    assert len(asked) > 1


def test_what_a_word_means_is_told_without_the_keys_of_the_files(data):
    keys = {name for part in data.parts for name in type(part.value).model_fields}
    meanings = [
        (name, word, entry.meaning)
        for name in type(data.vocabulary).model_fields
        if isinstance(words := getattr(data.vocabulary, name), dict)
        for word, entry in words.items()
    ]
    meanings += [("glossary", term.term, term.meaning) for term in data.glossary.terms]

    assert len(meanings) > 100
    assert [entry for entry in meanings if keys & set(re.findall("[a-z_]{3,}", entry[2]))] == []


def test_no_two_findings_are_put_right_in_the_same_words(data):
    written = Counter(text for _, put_right in data.every(Rectification) for _, text in texts(put_right))

    repeated = [text for text, times in written.items() if times > 1]

    assert repeated == []
