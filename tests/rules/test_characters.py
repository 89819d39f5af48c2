"""Which characters may stand in the data: those that a reader sees, the space and the full-width space."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from standards_site.data.characters import is_foreign, name_of
from standards_site.data.load import load
from tests import ROOT

REFUSED = [
    *range(0x20),
    *range(0x7F, 0xA1),
    0xAD,
    0x034F,
    0x061C,
    0x115F,
    0x1680,
    0x180E,
    *range(0x2000, 0x2010),
    *range(0x2028, 0x2030),
    *range(0x205F, 0x2070),
    0x2800,
    0x3164,
    0xD800,
    0xDFFF,
    0xE000,
    0xF8FF,
    *range(0xFE00, 0xFE10),
    0xFEFF,
    0xFFA0,
    0xFFF9,
    0xFFFC,
    0xFFFD,
    0xFFFE,
    0xFFFF,
    0x1FFFE,
    0x2FFFF,
    0xE0001,
    0xE0041,
    0xE0100,
    0xF0000,
    0x10FFFF,
]
TRIED = [*range(0xA0, 0xA1), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x2030), 0x2060, 0x2069, 0xE000, 0xFEFF]


def test_characters_that_nobody_sees_are_refused():
    seen = [f"U+{code:04X}" for code in REFUSED if code != 0x0A and not is_foreign(chr(code))]

    assert seen == []


def test_every_character_that_prints_is_allowed():
    planes = "\u3000 \n\u3007镕喆鄠勐𠮷𬭊𰻝😀𪚥é㎡①※→「」—…·×★"
    letters = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Lo", "Ll", "Po")]

    refused = [f"U+{ord(char):04X}" for char in [*planes, *letters] if is_foreign(char)]

    assert refused == ["U+115F", "U+1160", "U+3164", "U+FFA0"]


@pytest.mark.parametrize("code", [code for code in REFUSED if code != 0x0A], ids=lambda code: f"{code:04X}")
def test_each_is_called_by_a_chinese_name_and_its_number(code):
    name, _, number = name_of(chr(code)).rpartition(" ")

    assert number == f"U+{code:04X}"
    assert any("\u4e00" <= char <= "\u9fff" for char in name)


def test_each_is_found_wherever_it_stands_in_a_file_and_marked_there(tmp_path):
    def told(before: str, char: str, after: str) -> tuple[str, int, int]:
        path = tmp_path / "standards_data/edition.yaml"
        path.write_text(before + char + after, encoding="utf-8", newline="\n")
        (problem,) = (found for found in load(tmp_path).problems if found.code == "CHR1")
        return problem.location.file, problem.span.line, problem.span.column

    (tmp_path / "standards_data").mkdir()
    whole = Path(ROOT / "standards_data/edition.yaml").read_text("utf-8")

    for code in TRIED:
        for place in (0, 3, len("id: "), whole.index("\n") + 1, len(whole) - 2):
            before = f"# 甲\n{whole[:place]}"
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            assert told(before, chr(code), whole[place:]) == ("standards_data/edition.yaml", line, column)
