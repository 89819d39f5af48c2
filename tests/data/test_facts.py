"""The data against the fact table: every row is used, by the right source, and its numbers reach the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from standards_site.data.load import StandardsData

ROWS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "fact_rows.yaml").read_text("utf-8"))
FOLDERS = {"frequency": "frequencies", "threshold": "thresholds"}


def positions(data: StandardsData) -> list[tuple[str, str, Any]]:
    return [
        (kind, record.id, position)
        for kind in FOLDERS
        for record in data.of(kind).values()
        for position in record.positions
    ]


def test_every_frequency_and_threshold_row_is_a_position(data):
    named = {fact for _, _, position in positions(data) for fact in position.facts}

    missing = [row for row in ROWS if row.startswith(("F2", "F3")) and row not in named]

    assert missing == []


def test_every_activity_room_row_is_in_a_catalog(data):
    named = {fact for item in data.items.values() for fact in item.facts}

    missing = [row for row in ROWS if "F4-001" <= row <= "F4-030" and row not in named]

    assert missing == []


def test_every_ledger_row_is_in_a_ledger(data):
    named = {fact for ledger in data.ledgers.values() for document in ledger.documents for fact in document.facts}

    missing = [row for row in ROWS if row.startswith("F5") and row not in named]

    assert missing == []


def test_a_position_and_its_fact_rows_have_the_same_source(data):
    wrong = [
        (record_id, position.key, fact)
        for _, record_id, position in positions(data)
        for fact in position.facts
        if fact in ROWS and ROWS[fact]["source"] != position.source
    ]

    assert wrong == []


@pytest.mark.parametrize("kind", list(FOLDERS))
def test_the_numbers_of_a_fact_row_stand_in_its_rows_on_the_page(data, site, kind):
    shown: dict[str, str] = {}
    for row in (row for page in (site / FOLDERS[kind]).glob("*.html") for row in html.parse(page).iterfind(".//tr")):
        for cell in row.iterfind(".//span[@class='fact-rows']"):
            for fact in re.findall(r"F\d-\d{3}", cell.text_content()):
                shown[fact] = f"{shown.get(fact, '')} {row.text_content()}"
    expected = {
        fact
        for position_kind, _, position in positions(data)
        for fact in position.facts
        if position_kind == kind and fact in ROWS and fact.startswith("F2" if kind == "frequency" else "F3")
    }

    missing = {
        fact: [number for number in ROWS[fact].get("numbers", []) if number not in numbers_of(shown.get(fact, ""))]
        for fact in sorted(expected)
    }

    assert {fact: numbers for fact, numbers in missing.items() if numbers} == {}
    assert len(expected) > 50


def numbers_of(text: str) -> set[str]:
    without_ids = re.sub(r"F\d-\d{3}", "", text)
    return set(re.findall(r"\d+(?:\.\d+)?", without_ids))
