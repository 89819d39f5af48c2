"""Every row of the fact table is in the data, or has a reason from a closed list why it is not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROWS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "fact_rows.yaml").read_text("utf-8"))
REASONS: dict[str, str] = yaml.safe_load((HERE / "fact_reasons.yaml").read_text("utf-8"))
CLOSED_LIST = {"contact", "slogan", "local_circumstance", "campaign", "duplicate_of"}


def placed(data) -> dict[str, str]:
    """Return for each fact row the file of a record that carries it."""
    return {
        fact: part.file for part in data.parts for fact in getattr(part.value, "facts", ()) if isinstance(fact, str)
    }


def test_every_fact_row_is_in_a_record_or_has_a_reason(data):
    missing = sorted(set(ROWS) - set(placed(data)) - set(REASONS))

    assert missing == []


def test_no_row_is_both_placed_and_excused(data):
    assert sorted(set(REASONS) & set(placed(data))) == []


def test_no_record_names_a_row_that_does_not_exist(data):
    assert sorted(set(placed(data)) - set(ROWS)) == []
    assert sorted(set(REASONS) - set(ROWS)) == []


def test_reasons_come_from_the_closed_list(data, capsys):
    counts = Counter(reason.split(" ")[0] for reason in REASONS.values())
    originals = [reason.split(" ")[1] for reason in REASONS.values() if reason.startswith("duplicate_of ")]
    with capsys.disabled():
        print(f"\n事实行：{len(ROWS)}，进数据 {len(placed(data))}，有原因不进 {dict(counts)}")

    assert set(counts) <= CLOSED_LIST
    assert sorted(set(originals) - set(placed(data))) == []


def test_the_fact_table_has_all_its_rows():
    groups = Counter(row.split("-")[0] for row in ROWS)

    assert groups == {
        "F1": 217,
        "F2": 94,
        "F3": 62,
        "F4": 38,
        "F5": 82,
        "F6": 59,
        "F7": 77,
        "F8": 106,
        "F9": 49,
        "F10": 66,
    }
