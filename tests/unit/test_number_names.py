"""Names with a number in them hide that number only where they stand as names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standards_site.data.quotes.number_words import could_have_numbers, phrases, uncut
from standards_site.rules.sentences import names_in

NO_NAMES = {
    "一人一议": ("十一人一议", "二十一人一议", "一人一议程"),
    "四个过硬": ("十四个过硬", "二十四个过硬"),
    "一次性": ("每年一次性别平等教育", "十一次性", "至少一次性质不同的活动"),
    "四个一": ("四个一次", "四个一年", "十四个一", "四个一起办", "四个一百", "四个一半"),
}
"""Sentences with the characters of each listed name in which they are no name."""


def seen(data, text):
    hidden = list(names_in(data, text))
    return [
        found for found in phrases(text) if not any(start <= found.start and found.end <= end for start, end in hidden)
    ]


def test_every_listed_name_is_tried(authored):
    assert set(NO_NAMES) == set(authored.vocabulary.number_names)


@pytest.mark.parametrize("text", [text for texts in NO_NAMES.values() for text in texts])
def test_a_number_in_the_characters_of_a_name_is_found(authored, text):
    assert could_have_numbers(text)
    assert any(found.kind != "count" or found.unit for found in phrases(text)), "the sentence says a number"
    assert list(names_in(authored, text)) == []


@pytest.mark.parametrize("around", ["{}", "叫“{}”，", "“{}”"])
@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_stands_alone_or_in_quotation_marks_hides_its_number(authored, name, around):
    text = around.format(name)

    assert any(True for _ in names_in(authored, text))
    assert not any(found.start >= text.index(name) for found in seen(authored, text))


def test_the_longest_name_that_stands_in_a_text_is_taken(authored):
    longer = authored.vocabulary.model_copy(update={"number_names": ("四个一", "四个一百")})
    data = replace(authored, vocabulary=longer)

    assert [text_of(data, text) for text in ("办“四个一百”", "办“四个一”")] == [["四个一百"], ["四个一"]]


def text_of(data, text):
    return [text[start:end] for start, end in names_in(data, text)]


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("2 年", "满 2 年除名", 1),
        ("2 年", "满 12 年除名", 0),
        ("2 年", "第 2 年", 0),
        ("2 年", "2 年后，再过 12 年", 1),
        ("半年", "一年半年会", 0),
        ("一次", "十一次", 0),
        ("一次", "一次，又一次", 2),
        ("1 年", "不少于 1 年半", 0),
    ],
)
def test_declared_words_are_not_part_of_another_number(words, text, places):
    assert len(list(uncut(words, text))) == places
