"""Names print whatever they are written with; what no font can show is a marked substitute, with a notice of it."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from pypdf import PdfReader

from standards_site.data.load import StandardsData
from standards_site.data.model import Label
from standards_site.data.record import Record, _fields
from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.fonts import INVISIBLE, OURS, SUBSTITUTE, Fonts, clusters, read_fonts
from standards_site.outputs.forms.glyphs import glyph_notices
from standards_site.outputs.forms.pdf import printable, texts_in, typesetter, view_of
from standards_site.outputs.forms.sheet import Sheet, SheetSection, blank_sheets, branch_sheets
from tests import ROOT
from tests.builders.paper import DAY, column, field, paper
from tests.builders.tiny_font import write_collection, write_font, write_outlines_last

TEMPLATE = ROOT / "site_templates/forms/form.typ"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
"""An emoji of three people, joined."""
FILLED_IN = ("党支部", "党组织")


@pytest.fixture
def with_fonts(data, tmp_path) -> Callable[..., tuple[Fonts, list[str]]]:
    """Read our fonts and those that site.yaml would name, below `tmp_path`; return them and what is wrong."""
    (tmp_path / "site_templates").mkdir()
    (tmp_path / "site_templates/fonts").symlink_to(ROOT / "site_templates/fonts")

    def read(*names: str) -> tuple[Fonts, list[str]]:
        found, problems = read_fonts(data.site.model_copy(update={"fonts": names}), tmp_path)
        return found, [problem.message for problem in problems]

    return read


def text_of(pdf: bytes) -> str:
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages)


def set_with(fonts: Fonts, sheet: Sheet) -> bytes:
    made = typesetter(fonts, TEMPLATE, DAY)
    assert made
    return made.pdf(sheet)


def gb2312() -> str:
    """Every character of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


# --- what our fonts have


def test_the_fonts_have_what_names_are_written_with(fonts):
    # of 通用规范汉字表 a few of each kind: of all planes, of extensions A to E
    names = "〇镕喆鄠勐翀赟珺祎燊旻堃㛃㳘䶮䲠𠅤𡐓𣲗𤧛𦈡𨱇𩾃𪟝𫄧𬀩𬬭𬭸"

    assert fonts.missing(gb2312() + names) == []
    assert len({char for char in fonts.characters[0] if char > "\uffff"}) == 196
    assert fonts.characters[0] == fonts.characters[1], "a heading can show what a text can"
    assert SUBSTITUTE in fonts.characters[0]
    assert [file.name for file in fonts.files] == list(OURS)


def test_every_character_that_the_fonts_have_prints_in_the_name_of_a_branch(setter, fonts):
    beyond = sorted(char for char in fonts.characters[0] - set(gb2312()) if unicodedata.category(char) == "Lo")
    assert len(beyond) > 1400

    text = text_of(setter.pdf(paper(header=(field("党支部", value="".join(beyond)),))))

    assert set(beyond) - set(text) == set()
    assert SUBSTITUTE not in text


def test_no_form_of_the_site_has_a_substitute(data, fonts):
    standards = Standards(data)
    sheets = [*blank_sheets(data, standards), *branch_sheets(data, standards)]

    lacking = {sheet.path: missing for sheet in sheets if (missing := printable(view_of(sheet), fonts)["missing"])}

    assert lacking == {}
    assert glyph_notices(data, fonts) == []


# --- what no font can show


@pytest.mark.parametrize(
    ("text", "missing", "shown"),
    [
        ("二〇二六级", [], "二〇二六级"),
        ("鿬山、鿬水", ["鿬"], "〓山、〓水"),
        ("\U00020bb7野家", ["\U00020bb7"], "〓野家"),
        ("葛\U000e0100", [], "葛\U000e0100"),
        ("✓\ufe0f", [], "✓\ufe0f"),
        ("e\u0301", [], "e\u0301"),
        ("\uf9d1", [], "六"),
        ("文\u0302字", ["文\u0302"], "〓字"),
        ("\u0302文", ["\u0302"], "〓文"),
        (f"{FAMILY}山{FAMILY}", [FAMILY], "〓山〓"),
        ("\U0001f44d\U0001f3fd山", ["\U0001f44d\U0001f3fd"], "〓山"),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"], "〓"),
        ("甲\u2002乙\u200b丙\u00ad", [], "甲\u2002乙\u200b丙\u00ad"),
        ("甲\ufeff乙", ["\ufeff"], "甲〓乙"),
        ("", [], ""),
    ],
    ids=ascii,
)
def test_a_sign_that_cannot_be_shown_whole_is_one_substitute(fonts, text, missing, shown):
    assert fonts.missing(text) == missing
    # canonically the same character counts as the same
    assert unicodedata.normalize("NFC", fonts.shown(text)) == unicodedata.normalize("NFC", shown)


@pytest.mark.parametrize("text", ["", "甲", "甲乙", f"甲{FAMILY}乙\u0301\u0302", "\u200d", "\u0301"], ids=ascii)
def test_the_clusters_of_a_text_are_the_text(text):
    assert "".join(clusters(text)) == text


def test_whatever_is_written_can_be_set(setter, fonts):
    every = [chr(code) for code in range(0x20, 0x110000, 271) if not 0xD800 <= code <= 0xDFFF]
    marks = [f"文{chr(code)}" for code in range(0x20, sys.maxunicode, 97) if unicodedata.category(chr(code))[0] == "M"]
    invisible = "文".join(sorted(INVISIBLE))
    texts = ("文".join(every), "、".join(marks), f"文{invisible}文", "文字")

    pdf = setter.pdf(paper(sections=(SheetSection("", tuple(("", text) for text in texts)),)))

    assert fonts.missing(invisible) == []
    assert text_of(pdf).count(SUBSTITUTE) > 2000


def test_a_canonical_equivalent_is_not_replaced_where_it_can_be_set(fonts):
    equal = [char for code in range(0xF900, 0xFB00) if len(unicodedata.normalize("NFC", char := chr(code))) == 1]
    able = [char for char in equal if unicodedata.normalize("NFC", char) in fonts.characters[0]]

    assert len(able) > 200
    assert fonts.missing("".join(able)) == []


def everywhere(signs: Iterator[str], **changes: object) -> Sheet:
    """A sheet with another sign at every place where a text can stand."""
    return replace(
        paper(
            title=f"题{next(signs)}",
            owner=f"支部{next(signs)}",
            body=(f"某{next(signs)}：", f"报告{next(signs)}。", f"支部{next(signs)}"),
            header=(
                field(f"名{next(signs)}", value=f"值{next(signs)}"),
                field("选", "choice", choices=(f"甲{next(signs)}", "乙")),
            ),
            columns=(column(f"栏{next(signs)}"), column("二", "choice", choices=(f"丙{next(signs)}", "丁"))),
            sections=(SheetSection(f"节{next(signs)}", ((f"行{next(signs)}", f"格{next(signs)}"),)),),
            signatures=(field(f"签{next(signs)}"),),
            notes=(f"说明{next(signs)}。",),
            foot=f"来自{next(signs)}",
        ),
        **changes,
    )


@pytest.mark.parametrize(
    "changes",
    [{}, {"label": Label(width=85, height=50)}, {"label": Label(width=28, height=170, vertical=True)}],
    ids=["table", "label", "spine"],
)
def test_a_substitute_stands_wherever_a_text_can_stand_and_the_form_says_for_what(setter, fonts, changes):
    signs = [chr(code) for code in range(0x20100, 0x20112)]
    sheet = everywhere(iter(signs), **changes)
    codes = set(re.findall(r"U\+[0-9A-F]+", printable(view_of(sheet), fonts)["missing"]))

    pdf, picture = setter.pdf(sheet), setter.picture(sheet)

    text = text_of(pdf)
    assert len(codes) == (14 if changes else 16)
    assert set(re.findall(r"U\+[0-9A-F]+", text)) == codes
    assert not set(signs) & set(text)
    assert text.count(SUBSTITUTE) >= len(codes)
    assert picture.startswith(b"\x89PNG")
    # a program shows this with fonts of its own
    assert PdfReader(io.BytesIO(pdf)).metadata.title == f"{sheet.title}（{sheet.owner}）"


def test_a_form_that_lacks_nothing_is_set_as_it_is(fonts):
    view = view_of(paper(owner="二〇二六级党支部"))

    assert printable(view, fonts) is view


# --- where the data holds it


def marked(record: Record, signs: Iterator[str]) -> Record:
    """Return `record` with another sign after every Chinese text in it."""

    def changed(value: object, prose: bool) -> object:
        if isinstance(value, Record):
            return marked(value, signs)
        if isinstance(value, tuple):
            return tuple(changed(child, prose) for child in value)
        if isinstance(value, dict):
            return {key: changed(child, prose) for key, child in value.items()}
        # the fields that are filled in for a branch are known by these names
        if prose and isinstance(value, str) and re.search("[\u4e00-\u9fff]", value) and value not in FILLED_IN:
            return value + next(signs)
        return value

    fields = _fields(type(record))
    return record.model_copy(
        update={name: changed(getattr(record, name), info.mark is None) for name, info in fields.items()}
    )


def test_every_text_that_is_printed_is_found_and_no_other(data: StandardsData, fonts):
    signs = (char for char in map(chr, count(0x20000)) if char not in fonts.characters[0])
    records = {
        kind: {name: marked(record, signs) for name, record in found.items()} for kind, found in data.records.items()
    }
    singles = {
        name: marked(getattr(data, name), signs) for name in ("site", "edition", "vocabulary", "glossary", "retired")
    }
    many = replace(data, records=records, **singles)
    standards = Standards(many)
    sheets = [sheet for sheet in (*blank_sheets(many, standards), *branch_sheets(many, standards)) if sheet.files]
    printed = {sign for sheet in sheets for text in texts_in(view_of(sheet)) for sign in fonts.missing(text)}

    notices = glyph_notices(many, fonts)

    told = [sign for notice in notices for sign in re.findall(r"「(.)」（U", notice.message)]
    assert sorted(told) == sorted(printed)
    assert next(signs) > chr(0x20000 + 5000), "thousands of texts were tried"
    assert len({notice.location for notice in notices}) == len(notices) > 1000
    kinds = {(notice.location.file.split("/")[1], notice.location.path[0]) for notice in notices}
    assert kinds >= {
        *(("branches", "name"), ("branches", "branches"), ("site.yaml", "site_name"), ("sources", "short")),
        *(("catalogs", "title"), ("catalogs", "origin"), ("catalogs", "areas"), ("catalogs", "judge")),
        *(("ledgers", "title"), ("ledgers", "documents"), ("procedures", "stages")),
        *(("forms", name) for name in ("title", "body", "header", "columns", "rows", "signatures", "notes")),
    }


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ([paper(owner="鿬山…"), paper(owner="别的")], ["terms", "branches"]),
        ([paper(owner="鿬山党支部"), paper(owner="别的")], ["branches"]),
    ],
    ids=["cut", "whole"],
)
def test_a_text_that_is_cut_on_its_way_to_paper_is_found_by_its_sign(data, fonts, monkeypatch, sheets, told):
    unit, _ = next(iter(data.branches().values()))
    branch = unit.branches[0].model_copy(update={"name": "鿬山党支部"})
    changed = unit.model_copy(update={"branches": (branch, *unit.branches[1:])})
    records = {**data.records, "unit": {**data.units, unit.id: changed}}
    monkeypatch.setattr("standards_site.outputs.forms.glyphs.blank_sheets", lambda *_: iter(sheets))
    monkeypatch.setattr("standards_site.outputs.forms.glyphs.branch_sheets", lambda *_: iter(()))

    # the same character in a text that is on no form
    term = data.glossary.terms[0].model_copy(update={"meaning": "鿬字"})
    glossary = data.glossary.model_copy(update={"terms": (term,)})

    notices = glyph_notices(replace(data, records=records, glossary=glossary), fonts)

    assert [notice.location.path[0] for notice in notices] == told
    assert {notice.message for notice in notices} == {
        f"「鿬」（U+9FEC）字体里没有，「小表（{sheets[0].owner}）」的 PDF 里印成「〓」；网页、Word、Excel 照常。"
    }


def test_without_fonts_nothing_is_printed_and_nothing_told(data, tmp_path):
    assert read_fonts(data.site, tmp_path) == (Fonts(), [])
    assert glyph_notices(data, Fonts()) == []


# --- fonts that the site adds


@pytest.mark.parametrize("family", ["Tiny", "Noto Serif CJK SC"], ids=["other", "ours"])
def test_a_font_of_the_site_shows_what_ours_lack(with_fonts, tmp_path, family):
    write_font(tmp_path / "more/a.ttf", "鿬\U00020bb7", family=family)
    write_font(tmp_path / "more/b.ttf", "\U0001f600文", family=family)

    found, wrong = with_fonts("more/a.ttf", "more/b.ttf")
    pdf = set_with(found, paper(owner="甲", header=(field("鿬名", value="二〇二六\U00020bb7\U0001f600\U00020bb8文"),)))

    assert wrong == []
    assert found.missing("鿬\U00020bb7\U0001f600\U00020bb8") == ["\U00020bb8"]
    assert "鿬名二〇二六\U00020bb7\U0001f600〓文" in text_of(pdf)


def test_of_two_fonts_the_first_that_has_a_character_is_used(with_fonts, tmp_path):
    write_font(tmp_path / "low.ttf", "鿬", height=200)
    write_font(tmp_path / "high.ttf", "鿬", height=800)
    sheet = paper(header=(field("名", value="鿬"),))

    made = [set_with(with_fonts(*names)[0], sheet) for names in (("low.ttf",), ("low.ttf", "high.ttf"), ("high.ttf",))]

    assert made[0] == made[1] != made[2]


def test_a_sign_counts_only_if_one_font_has_all_of_it(with_fonts, tmp_path):
    write_font(tmp_path / "marks.ttf", "\u0302\ufeff")

    found, _ = with_fonts("marks.ttf")

    # no file for people with impaired sight may hold the second one
    assert [found.missing(text) for text in ("文\u0302", "\u0302", "\ufeff")] == [["文\u0302"], [], ["\ufeff"]]
    assert "〓，" in text_of(set_with(found, paper(header=(field("名", value="文\u0302，字"),))))


def test_of_a_collection_the_first_font_is_used(with_fonts, tmp_path):
    one, two = write_font(tmp_path / "one.ttf", "鿬"), write_font(tmp_path / "two.ttf", "鿭", family="Two")
    write_collection(tmp_path / "both.ttc", one, two)

    found, wrong = with_fonts("both.ttc")

    assert wrong == []
    assert found.missing("鿬鿭") == ["鿭"]
    assert "鿬〓" in text_of(set_with(found, paper(header=(field("名", value="鿬鿭"),))))


def test_only_fonts_that_are_named_are_used(with_fonts, tmp_path, data):
    write_font(tmp_path / "more/a.ttf", "鿬")
    write_font(tmp_path / "more/b.ttf", "鿭")

    found, _ = with_fonts("more/a.ttf")

    assert found.missing("鿬鿭") == ["鿭"]
    assert "鿬〓" in text_of(set_with(found, paper(header=(field("名", value="鿬鿭"),))))


def test_a_font_that_was_exchanged_is_read_again(with_fonts, tmp_path):
    write_font(tmp_path / "a.ttf", "鿬")
    before = with_fonts("a.ttf")[0]

    write_font(tmp_path / "a.ttf", "鿬鿭鿮")

    assert before.missing("鿭") == ["鿭"]
    assert with_fonts("a.ttf")[0].missing("鿭") == []


def test_every_way_to_cut_a_font_short_is_told_and_none_raises(with_fonts, tmp_path):
    whole = write_outlines_last(tmp_path / "whole.ttf", "鿬").read_bytes()
    broken = tmp_path / "broken.ttf"
    told = set()

    for length in range(0, len(whole), 23):
        broken.write_bytes(whole[:length])
        found, messages = with_fonts("broken.ttf")
        told.update(messages)
        assert len(messages) == 1
        assert len(found.files) == len(OURS)

    assert told == {"「broken.ttf」读不出来：不是字体文件，或者不完整。"}


def test_a_font_of_ours_that_is_gone_is_told(data, tmp_path):
    (tmp_path / "site_templates/fonts").mkdir(parents=True)
    (tmp_path / "site_templates/fonts" / OURS[0]).symlink_to(ROOT / "site_templates/fonts" / OURS[0])

    _, problems = read_fonts(data.site, tmp_path)

    assert [(problem.code, problem.location.file) for problem in problems] == [
        ("FNT1", f"site_templates/fonts/{OURS[1]}")
    ]
