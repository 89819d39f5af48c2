"""No number stands alone: it has the name of what it counts and its unit, and no other number stands under it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from standards_site.in_force.resolve import Standards
from standards_site.outputs.handbook.numbers_beside import named_setting

NO_NUMBER = {"没有固定次数，按需要办", "按需要办"}
SIGNS = re.compile(r"[≥≤＞＜] ?\d")
ENDS_BARE = re.compile(r"\d(?:$|、)")
DECIMAL_TIME = re.compile(r"(?:年数|已过)[：:]? ?\d+\.\d+|\d+\.\d+ ?(?:年(?!版)|个月|天)")
FOLDERS = ("thresholds/", "frequencies/", "differences/")


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, html.HtmlElement]:
    """Every HTML page of the site, parsed, by path."""
    return {str(path.relative_to(site)): html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}


def texts_of(document: html.HtmlElement, path: str) -> list[str]:
    return [element.text_content().strip() for element in document.xpath(path)]


def test_numbers_are_written_in_words_and_not_in_signs(documents):
    signs = [
        (path, found.group())
        for path, document in documents.items()
        for text in document.xpath("//body//text()[not(parent::script) and not(parent::style)]")
        for found in SIGNS.finditer(text)
    ]

    assert signs == []


def test_no_length_of_time_is_a_decimal_number(site):
    found = {
        (path.relative_to(site).as_posix(), one)
        for path in site.rglob("*")
        if path.suffix in {".html", ".js", ".json", ".ics", ".csv", ".txt", ".svg"}
        for one in DECIMAL_TIME.findall(path.read_text("utf-8"))
    }

    assert found == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_number_of_a_comparison_has_its_unit(documents, folder):
    shown = [
        text
        for path, document in documents.items()
        if path.startswith(folder)
        for text in texts_of(document, "//td[@data-label='折合']")
    ]

    assert [text for text in shown if ENDS_BARE.search(text)] == []
    assert sum(bool(re.search(r"\d", text)) for text in shown) > 20


def test_how_often_says_of_what(documents):
    lines = [
        text
        for path, document in documents.items()
        for text in (
            texts_of(document, "//dl[@class='glance']//div[dt='频次']/dd")
            + texts_of(document, "//td[@data-label='频次' or @data-label='多久一次']")
        )
    ]

    unnamed = [part for line in lines for part in line.split("。") if "：" not in part and part not in NO_NUMBER]

    assert unnamed == []
    assert len(lines) > 100


def test_the_line_of_an_item_in_its_area_names_each_of_its_parts(documents):
    lines = [
        text
        for path, document in documents.items()
        if path.startswith("areas/")
        for text in texts_of(document, "//p[@class='glance-line']")
    ]

    assert [part for line in lines for part in line.split(" · ") if "：" not in part] == []
    assert len(lines) == 34


def test_a_cell_with_nothing_in_it_prints_no_label(documents, site):
    shown = [
        (path, cell.get("data-label"))
        for path, document in documents.items()
        for cell in document.xpath("//td[@data-label]")
        if not cell.text_content().strip() and (len(cell) or cell.text) and not cell.xpath(".//svg | .//input")
    ]
    styles = [path.read_text("utf-8") for path in (site / "assets/css").glob("*.css")]
    labels = [rule for style in styles for rule in re.findall(r"([^{}]+)\{[^{}]*attr\(data-label\)", style)]

    assert shown == []
    assert [rule for rule in labels if ":not(:empty)" not in rule] == []
    assert labels


def test_no_other_number_of_a_source_is_listed_under_the_one_that_is_due(data, documents):
    in_force = Standards(data).in_force
    listed, others = 0, []
    for entry in documents["index.html"].xpath("//div[@class='due']//li[a]"):
        frequency = Path(entry.xpath("./a/@href")[0]).stem
        due = named_setting(in_force[frequency]) + in_force[frequency].text
        for item_id in texts_of(entry, "./a")[1:]:
            if data.item_catalog[item_id] == data.main_catalog.id:
                continue  # its requirements name other institutions' numbers as theirs
            listed += 1
            asked = [r.text for r in data.items[item_id].requirements if r.frequency == frequency]
            if not any(numbers_of(text) <= numbers_of(due) for text in asked):
                others.append((frequency, item_id, asked))

    assert others == []
    assert listed > 5


def numbers_of(text: str) -> set[str]:
    periods = "每月|每季度|每学期|每半年|每年|任期|根据工作需要|经常|及时"
    return set(re.findall(rf"\d+ ?(?:学时|次)|{periods}", text))


def test_beside_another_number_the_adopted_one_says_that_it_differs(documents):
    page = documents["items/E2.html"]
    lines = set(texts_of(page, "//li[@id='times']//a[@class='number']"))

    assert any("；手册采用" in text for text in lines)
