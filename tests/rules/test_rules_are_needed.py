"""Nothing that checks the data can be taken away unnoticed: no rule, and no part of what the standards promise."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from standards_site.data.record import Ref, marked_values
from standards_site.rules import RULES
from tests import ROOT
from tests.builders.bad_cases import case_of, cases, report

pytestmark = pytest.mark.usefixtures("read_once")

ON_THE_MODEL = [code for code, entry in RULES.items() if entry.check]
ELSEWHERE = [code for code, entry in RULES.items() if not entry.check]
CODE = re.compile(r'"([A-Z]{3}\d)"')


@pytest.mark.parametrize("code", ON_THE_MODEL)
def test_a_case_fails_when_its_rule_is_switched_off(code, good, monkeypatch):
    case = case_of(code)
    monkeypatch.delitem(RULES, code)

    _, output = report(case, good)

    assert output != case.expected


@pytest.mark.parametrize("code", ELSEWHERE)
def test_a_code_that_no_rule_yields_is_told_by_all_its_cases(code):
    assert all(code in case.told for case in cases() if case.code == code)


def test_every_code_in_the_program_is_a_rule_and_every_rule_is_told_by_the_program():
    found = Counter(code for path in (ROOT / "hooks").rglob("*.py") for code in CODE.findall(path.read_text("utf-8")))

    assert set(found) == set(RULES)
    assert [code for code in RULES if found[code] < 2] == [], "registered, and told nowhere"


def problems(data, *codes):
    return [problem.code for code in codes for problem in RULES[code].check(data)]


def without(data, kind, record_id):
    """`data` as if the file of a record had been deleted."""
    records = {name: record for name, record in data.of(kind).items() if name != record_id}
    changed = {"records": {**data.records, kind: records}}
    changed["known_ids"] = {**data.known_ids, kind: data.known_ids[kind] - {record_id}}
    if kind == "item":
        catalog, area = data.item_catalog[record_id], data.of(kind)[record_id].area
        folders = list(data.item_folders[catalog])
        folders.remove(area)
        changed["item_folders"] = {**data.item_folders, catalog: tuple(folders)}
    return replace(data, **changed)


def test_every_item_of_every_standard_is_missed(data):
    unmissed = [item for item in data.items if "PRM1" not in problems(without(data, "item", item), "PRM1")]

    assert len(data.items) > 34
    assert unmissed == []


def test_every_area_of_every_standard_is_missed_with_and_without_its_items(data):
    unmissed = []
    for catalog in data.catalogs.values():
        for area in catalog.areas if len(catalog.areas) > 1 else ():
            left = tuple(other for other in catalog.areas if other is not area)
            catalogs = {**data.catalogs, catalog.id: catalog.model_copy(update={"areas": left})}
            alone = replace(data, records={**data.records, "catalog": catalogs})
            folders = tuple(folder for folder in data.item_folders[catalog.id] if folder != area.id)
            whole = replace(alone, item_folders={**data.item_folders, catalog.id: folders})
            unmissed += [] if problems(alone, "REF3") else [f"{area.id} of {catalog.id}, items left"]
            unmissed += [] if problems(whole, "PRM1") else [f"{area.id} of {catalog.id}"]

    assert len(data.main_catalog.areas) == 7
    assert unmissed == []


def test_a_record_of_any_kind_that_is_referred_to_is_missed(data):
    marks = {mark for part in data.parts for _, mark, _ in marked_values(part.value)}
    kinds = {mark.kind for mark in marks if isinstance(mark, Ref)}
    gone = {kind: replace(data, known_ids={**data.known_ids, kind: frozenset()}) for kind in kinds}

    unmissed = [kind for kind in kinds if not problems(gone[kind], "REF1")]

    assert len(kinds) > 8
    assert unmissed == []


def test_every_ledger_is_missed(data):
    unmissed = [ledger for ledger in data.ledgers if not problems(without(data, "ledger", ledger), "REF1")]

    assert unmissed == []


def test_every_catalog_is_missed(data):
    unmissed = [name for name in data.catalogs if not problems(without(data, "catalog", name), "REF1")]

    assert unmissed == []
