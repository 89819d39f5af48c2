"""What this handbook adds to a source's words is marked as its own."""

from __future__ import annotations

import re

import pytest

from standards_site.data.advice import ADVICE, split_advice
from standards_site.data.model import LedgerDocument, Step
from standards_site.outputs.handbook.procedures import procedure_view
from standards_site.outputs.handbook.reference import ledgers_view
from standards_site.outputs.handbook.sources import citing_views, source_view
from standards_site.outputs.links import Links

HURRY = re.compile("当天|次日|一周内|三天内|一周以内")
"""Times that no source gives for a step or a ledger: each is this handbook's."""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("及时报告。本站提醒：当天就报。", ("及时报告。", "本站提醒：当天就报。")),
        ("本站提醒：用名册表。", ("", "本站提醒：用名册表。")),
        ("及时报告。", ("及时报告。", "")),
    ],
)
def test_advice_is_the_end_of_a_text_after_its_word(text, parts):
    assert split_advice(text) == parts


def test_no_haste_of_ours_stands_in_a_sources_words(data):
    cited = [
        (part.file, text)
        for model, name in ((Step, "text"), (LedgerDocument, "about"))
        for part, entry in data.every(model)
        if entry.cites and (text := split_advice(getattr(entry, name))[0])
    ]

    assert len(cited) > 200
    assert [found for found in cited if HURRY.search(found[1])] == []


def test_the_request_of_an_election_keeps_its_contents_as_advice(data):
    view = procedure_view(data, Links(data, "../"), data.procedures["election"])
    steps = {step["key"]: step for stage in view["stages"] for step in stage["steps"]}

    assert not steps["request"]["advises"]
    assert steps["request"]["more_advises"]
    assert "任期起止" not in split_advice(steps["request"]["text"] + steps["request"]["more"])[0]
    assert not steps["introduce"]["advises"]


def test_a_ledger_shows_what_the_source_says_before_its_citation(data):
    ledger = next(view for view in ledgers_view(Links(data, ""))["ledgers"] if view["id"] == "rosters")

    assert (ledger["filed"], ledger["filed_advice"][: len(ADVICE)]) == ("3 本名册完整齐全。", ADVICE)
    assert ledger["documents"][0]["about"] == "讲稿还要求党员异动信息及时报告。"
    assert "当天就报上级" in ledger["documents"][0]["about_advice"]


def test_the_page_of_a_source_gives_its_words_and_not_our_advice(data):
    for source_id in data.sources:
        pages = [source_view(Links(data, "../"), source_id), *citing_views(Links(data, "../../"), source_id)]
        uses = [use for page in pages for clause in page["clauses"] for use in clause["uses"]]
        assert uses
        assert [use for use in uses if ADVICE in use["words"]] == [], source_id
