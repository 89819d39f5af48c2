"""Every known trap of the source documents is handled: on a page, by a rule, or by a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from lxml import html

from standards_site.data.record import texts
from standards_site.rules import RULES

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TRAPS = yaml.safe_load((HERE / "traps.yaml").read_text("utf-8"))
MISPRINTS = (
    "有血支部",
    "淡簿",
    "铸铁有痕",
    "对谁发言",
    "师党支部推进",
    "监督权等权力",
    "考核验收工，",
    "结队共建",
    "整改工作的有关，",
)
LEFTOVERS = ("[image", "[bookmark", "_GoBack", "QQ图片", "推荐内容", "ICP备", "当前位置")
CONTACT = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}|[\w.]+@[\w-]+\.\w+")


def all_texts(data) -> list[str]:
    return [text for part in data.parts for _, text in texts(part.value)]


def test_all_67_traps_are_in_the_table():
    assert list(TRAPS) == [f"P{number:02}" for number in range(1, 68)]


@pytest.mark.parametrize("trap", [trap for trap, entry in TRAPS.items() if entry["how"] == "page"])
def test_a_trap_handled_on_a_page_is_told_there(site, trap):
    path, _, anchor = TRAPS[trap]["where"].partition("#")
    page = html.parse(site / path).getroot()

    assert TRAPS[trap]["shows"] in page.text_content()
    assert not anchor or page.xpath(f"//*[@id='{anchor}']")


def test_a_trap_handled_by_a_rule_or_a_test_names_one_that_exists():
    for trap, entry in TRAPS.items():
        if entry["how"] == "rule":
            assert entry["where"] in RULES, trap
        if entry["how"] == "test":
            path, name = entry["where"].split("::")
            defined = [
                node.name for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))) if hasattr(node, "name")
            ]
            assert name in defined, trap
    assert {entry["how"] for entry in TRAPS.values()} <= {"page", "rule", "test"}


@pytest.mark.parametrize("misprint", MISPRINTS)
def test_no_text_repeats_a_misprint_of_a_source(data, misprint):
    assert [text for text in all_texts(data) if misprint in text] == []


@pytest.mark.parametrize("leftover", LEFTOVERS)
def test_no_text_keeps_what_extraction_left_over(data, leftover):
    assert [text for text in all_texts(data) if leftover in text] == []


def test_no_text_holds_a_telephone_number_or_mail_address(data):
    assert [text for text in all_texts(data) if CONTACT.search(text)] == []
