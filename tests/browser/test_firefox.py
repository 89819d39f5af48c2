"""The same in Firefox, with the rules for files from disk that people's Firefox has."""

from __future__ import annotations

import json
from pathlib import Path

from tests.probes.pdf import height_of_word, sheets
from tests.probes.sheet import MARKS, faults, form_on

HERE = Path(__file__).parent
FORMS = (
    "forms/check-branch-34",
    "forms/check-ledgers",
    "branches/teacher-maths/check-branch-34",
    "forms/dues-register",
    "forms/meeting-record",
    "forms/heart-talk-record",
    "forms/election-request",
)
LABELS = ("forms/box-label", "forms/spine-label")


def test_firefox_prints_whole_rows_in_full_size_under_a_header_on_every_sheet(run_node, page, disk, tmp_path):
    targets = {path: tmp_path / f"{number}.pdf" for number, path in enumerate(FORMS + LABELS)}
    found = {}

    jobs = (text for path, pdf in targets.items() for text in (f"{disk}{path}.html", str(pdf)))
    run_node("firefox_print.mjs", str(MARKS), *jobs)

    for path in FORMS:
        page.goto(f"{disk}{path}.html")
        found[path] = faults(form_on(page), sheets(targets[path]))
    assert found == {path: [] for path in FORMS}
    assert {path: len(sheets(targets[path])) for path in LABELS} == dict.fromkeys(LABELS, 2)
    # 9 pt type is about 12 pt high with its leading; shrunk to a portrait page's width it is less than 10
    assert height_of_word("A1", targets[FORMS[0]]) > 10


def test_firefox_reads_a_workbook_from_disk(run_node, disk):
    read = json.loads(run_node("firefox_workbook.mjs", disk + "branches/teacher-software.html"))

    assert read == {"error": "", "rejected": [], "notes": [["C1", "缺签到表\n两次"]], "faults": []}


def test_firefox_keeps_an_answer_from_disk_over_a_reload(run_node, disk):
    kept = json.loads(run_node("firefox_check.mjs", disk + "branches/teacher-software.html"))

    assert kept == {"answer": "partly", "note": "缺签到表", "total": "全部：已填 1", "faults": []}
