"""Every output against the model: the same items in pages, form and checklists."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from lxml import html

from standards_site.in_force.resolve import Standards
from standards_site.outputs.links import check_path, checklist_path

MAX_BRANCH_PAGE, MAX_BRANCH_PAGE_PACKED = 20_000, 6_000
"""Bytes: a branch page is read on phones and made for thousands of branches."""


def ids_in(path: Path, expression: str) -> list[str]:
    return [str(found) for found in html.parse(path).getroot().xpath(expression)]


def test_every_item_of_the_main_catalog_has_a_page_retired_ones_too(data, site):
    items = [item.id for item in data.catalog_items("branch-34")]
    items += [entry.id for entry in data.catalog_retired("branch-34")]

    pages = sorted(path.stem for path in (site / "items").glob("*.html"))

    assert pages == sorted(items)


def test_the_home_page_the_overview_and_the_blank_form_name_the_same_34_items(data, site):
    items = [item.id for item in data.catalog_items("branch-34")]

    for name, expression in (
        ("index.html", "//details[contains(@class, 'fold')]//li/a/@href"),
        ("branch-34/index.html", "//table//tbody//th/a/@href"),
    ):
        linked = [Path(link).stem for link in ids_in(site / name, expression) if "items/" in link]
        assert linked == items, (name, expression)
    assert ids_in(site / "forms" / "check-branch-34.html", "//tr/@data-id") == items


def test_every_small_catalog_has_its_items_on_its_page_and_form(data, site):
    for catalog in data.catalogs.values():
        if catalog.item_pages:
            continue
        items = [item.id for item in data.catalog_items(catalog.id)]
        anchors = ids_in(site / catalog.id / "index.html", "//h2/@id | //article//li/@id")
        assert [anchor for anchor in anchors if anchor in items] == items
        if catalog.area_pages:
            pages = [site / "other-areas" / f"{area.id}.html" for area in catalog.areas]
            assert [anchor for page in pages for anchor in ids_in(page, "//main/h2/@id")] == items
        assert ids_in(site / "forms" / f"check-{catalog.id}.html", "//tr/@data-id") == items


def test_a_branch_page_and_its_form_list_exactly_what_applies(data, site):
    standards = Standards(data)
    for _unit, branch in data.branches().values():
        for catalog in standards.catalogs(branch.facts.kind):
            resolved = standards.of_branch(branch, catalog)
            applying = [entry.item.id for entry in resolved.items]
            left = [item.id for item, _ in resolved.left_items]
            page = site / checklist_path(data, branch.id, catalog)

            assert ids_in(page, "//li[@data-rev]/@id") == applying
            assert ids_in(site / f"{check_path(catalog.id, branch.id)}.html", "//tr/@data-id") == applying
            shown = ids_in(page, "//ul[@class='left']//a/text()")
            assert [text.split(" ")[0] for text in shown] == left
            assert len(applying) + len(left) == catalog.items


def test_a_branch_page_is_small(site):
    texts = {path.name: path.read_bytes() for path in (site / "branches").glob("*.html") if path.stem != "index"}

    sizes = {name: (len(text), len(gzip.compress(text, 6))) for name, text in texts.items()}

    assert {
        name: size for name, size in sizes.items() if size[0] > MAX_BRANCH_PAGE or size[1] > MAX_BRANCH_PAGE_PACKED
    } == {}


def test_every_requirement_with_its_citations_stands_on_its_page(data, site):
    for item in data.catalog_items("branch-34"):
        page = html.parse(site / "items" / f"{item.id}.html").getroot()
        for requirement in item.requirements:
            entry = page.get_element_by_id(requirement.key)
            sources = [Path(link).stem for link in entry.xpath(".//span[@class='cites']/a/@href")]
            assert requirement.text in entry.text_content()
            assert sources == [cited.source for cited in requirement.cites]


def test_every_position_stands_on_its_page_with_its_modality(data, site):
    for kind, name in (("frequency", "frequencies"), ("threshold", "thresholds")):
        listed = html.parse(site / f"{name}.html").getroot()
        for record in data.of(kind).values():
            assert record.summary in listed.get_element_by_id(record.id).text_content()
            rows = html.parse(site / name / f"{record.id}.html").getroot().xpath("//tbody/tr")
            assert len(rows) == len(record.positions), record.id
            for row, position in zip(rows, record.positions, strict=True):
                assert position.text in row.text_content()
                assert data.label("modality", position.modality) in row.text_content()
                assert ("采用" in row.text_content().split("怎么说")[0]) >= (position.key == record.adopted.position)


@pytest.mark.parametrize("kind", ["source", "form", "ledger"])
def test_every_record_has_its_place(data, site, kind):
    for record in data.of(kind).values():
        if kind == "source":
            assert (site / "sources" / f"{record.id}.html").exists()
        else:
            name = {"form": "forms/index.html", "ledger": "ledgers.html"}[kind]
            assert html.parse(site / name).getroot().xpath(f"//*[@id='{record.id}']"), record.id


def test_a_source_page_lists_everything_that_cites_it(data, site):
    for source in data.sources.values():
        expected = sum(cited.source == source.id for _, cited in data.citations)
        pages = [site / "sources" / f"{source.id}.html", *(site / "sources" / source.id).glob("*.html")]
        uses = [use for page in pages for use in ids_in(page, "//*[@class='citing']//li/a/@href")]
        assert len(uses) == expected, source.id


def test_the_clauses_of_a_source_are_listed_in_its_order(site):
    clauses = ids_in(site / "sources/zb-2018.html", "//*[@class='clauses']/li/a/text()")
    parts = ids_in(site / "sources/lecture-7area.html", "//*[@class='clauses']/li/a/text()")

    assert clauses[:6] == ["第四条", "第五条", "第六条", "第七条", "第八条", "第九条（一）"]
    in_order = ["导语", "一（一）4", "二（一）班子任期", "八（一）1制度②", "八（一）1制度⑩", "八（一）2"]
    assert [clause for clause in parts if clause in in_order] == in_order


def test_superseded_sources_are_marked_wherever_they_are_cited(data, site):
    pages = [html.parse(page).getroot() for page in (site / "thresholds").glob("*.html")]

    rows = [row for page in pages for row in page.xpath("//tbody/tr") if row.xpath(".//a[contains(@href, 'fz-2014')]")]

    assert rows
    assert all(re.search("已废止", row.text_content()) for row in rows)
