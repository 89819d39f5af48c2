"""Words and lists of the sources keep what they mean: no list is closed or shortened, no word made stronger."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from standards_site.model import texts

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
