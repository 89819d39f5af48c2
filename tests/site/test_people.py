"""The page 在培养的人 is led to, and the days off that its working days are counted by are shown."""

from __future__ import annotations

import json

import pytest
from lxml import html

from standards_site.outputs.links import DAYS_OFF, Place

LEADING = (
    Place.MY_BRANCH,
    Place.MORE,
    "procedures/member-development.html",
    "roles/organisation_commissioner.html",
    "roles/secretary.html",
    "roles/applicant.html",
)


@pytest.mark.parametrize("page", LEADING)
def test_pages_of_those_who_need_it_lead_to_it(site, page):
    links = html.parse(site / page).getroot().xpath("//main//a/@href")

    assert [link for link in links if link.endswith(Place.PEOPLE)] != []


def test_every_step_and_form_that_it_names_is_there(site):
    links = html.parse(site / Place.PEOPLE).getroot().xpath("//section[@class='people-steps']//table//a/@href")

    assert len(links) > 50
    for link in links:
        path, _, anchor = link.partition("#")
        target = html.parse(site / path).getroot()
        assert not anchor or target.xpath("//*[@id=$anchor]", anchor=anchor), link


def test_every_step_names_its_papers_and_links_to_each_that_is_a_form(site, data):
    procedure = data.procedures[data.program.people.procedure]
    steps = {step.key: step.papers for stage in procedure.stages for step in stage.steps}
    papers = {
        key: [(data.forms[one.form].title, f"forms/{one.form}.html") if one.form else (one.paper, "") for one in papers]
        for key, papers in steps.items()
        if key in {date.step for date in data.program.people.dates}
    }

    shown: dict[str, tuple[str, list[str]]] = {}
    for row in html.parse(site / Place.PEOPLE).getroot().xpath("//section[@class='people-steps']//tr[td][th/a]"):
        key = row.xpath("th/a/@href")[0].partition("#")[2]
        shown.setdefault(key, (row.xpath("string(td[2])"), row.xpath("td[2]//a/@href")))
    script = (site / Place.PEOPLE_DATA).read_text("utf-8").removeprefix("var PEOPLE = ").removesuffix(";\n")
    told: dict[str, list[tuple[str, str]]] = {}
    for date in json.loads(script)["dates"]:
        key = date["href"].partition("#")[2]
        told.setdefault(key, [(paper["text"], paper["href"]) for paper in date["papers"]])

    assert shown == {
        key: ("、".join(text for text, _ in found), [href for _, href in found if href])
        for key, found in papers.items()
    }
    assert {key: found for key, found in told.items() if key} == papers
    assert len(papers) > 20
    assert all(papers.values())


def test_the_days_off_are_listed_with_their_source(site, data):
    page = html.parse(site / Place.CALCULATORS).getroot()
    (heading,) = page.xpath("//h2[@id=$anchor]", anchor=DAYS_OFF)
    (table,) = heading.xpath("following-sibling::table[1]")

    rows = [[cell.text_content() for cell in row] for row in table.xpath("tbody/tr")]

    (year,) = data.holidays.values()
    assert [row[0] for row in rows] == [one.title for one in year.days_off]
    assert rows[1] == ["春节", "2026-02-15 至 2026-02-23", "2026-02-14、2026-02-28"]
    assert page.xpath("//a[contains(@href, 'sources/jr-2026')]")
