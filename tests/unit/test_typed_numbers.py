"""A number that is typed where a record was quoted is told, whether or not some record holds it."""

from __future__ import annotations

from standards_site.data.quotes.marks import CITED, MARK, OWN, has_own_number, marks, position_of
from standards_site.data.quotes.number_words import TOLD, phrases
from standards_site.rules.marked_numbers import recorded
from standards_site.rules.quotes import all_quotes
from standards_site.rules.recorded_numbers import COUNTED, facts_of, related_to
from standards_site.rules.sentences import sentences, unmarked_in

STRAY = 17
"""No record holds it in any unit of people, times, hours, days or months."""

DATE = "日期"
"""The unit of days, that are typed in no unit."""

THINGS = {"个", "个环节", "个支部", "个单位", "项", "例"}
"""Units of things, of which a sentence about the record says other numbers too: 三个最要紧的问题."""


def quoted(data):
    """Yield the texts that quote a number of a record they are about, with the quote's place and the record's unit."""
    for part, path, text in sentences(data):
        related = related_to(data, part)
        for mark in MARK.finditer(text):
            record = data.thresholds.get(mark.group(1).split(".")[0])
            if record and record.id in related and record.unit != DATE:
                yield part, path, text, mark.span(), record.unit


def test_a_number_typed_in_place_of_a_quote_is_told(authored):
    facts = authored.derived(facts_of)
    tried, silent = 0, []

    for part, path, text, (start, end), unit in quoted(authored):
        words = f" {STRAY} {unit}"
        told = unmarked_in(authored, facts, part, text[:start] + words + text[end:])
        if not any(start <= phrase.start < start + len(words) for phrase, _ in told):
            silent.append((unit, part.file, *part.path, *path))
        tried += 1

    assert tried > 300
    assert [place for place in silent if place[0] not in THINGS] == []
    assert {place[0] for place in silent} == THINGS


def is_hardly_anything_else(phrase):
    """Return whether a number in words is a share, a time, an amount, or several people or times."""
    return phrase.kind != "period" and (phrase.unit in TOLD or (phrase.unit in COUNTED and max(phrase.values) > 1))


def test_a_recorded_number_that_a_mark_calls_ours_or_a_sources_is_told(authored):
    tried, told = 0, 0

    for part, _, text, mark, said in all_quotes(authored):
        if said.kind == "catalog" or not any(map(is_hardly_anything_else, phrases(said.words))):
            continue
        if has_own_number(text[mark.start : mark.end]):
            continue  # the period is the record's, how many of them is ours
        source = position_of(authored, said).source
        for words in (f"{OWN} {said.words}", f"{CITED} {source} {said.words}"):
            changed = f"{text[: mark.start]}<{words}>{text[mark.end :]}"
            (marked,) = (one for one in marks(changed) if one.start == mark.start)
            told += bool(recorded(authored, part, changed, marked))
            tried += 1

    print(f"quotes written over as ours or as a source's {tried}: told {told}")
    assert tried > 1500
    assert told >= 0.9 * tried, "what a text is about is not always said"
