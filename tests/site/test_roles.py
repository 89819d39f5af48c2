"""What is written for a role stands first on its page; what the records say of it is folded below."""

from __future__ import annotations

import pytest
from lxml import html

WRITTEN = (
    "member",
    "applicant",
    "group_leader",
    "secretary",
    "organisation_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
    "congress",
    "secondary_committee",
    "leading_member",
)


def page_of(site, role):
    return html.parse(site / f"roles/{role}.html").getroot()


def test_ten_roles_have_a_page_of_their_own_and_are_listed_first(data, site):
    index = html.parse(site / "roles/index.html").getroot()

    assert tuple(data.role_guides) == WRITTEN
    assert index.xpath("(//article//ul)[1]/li/a/@href") == [f"../roles/{role}.html" for role in WRITTEN]


@pytest.mark.parametrize("role", WRITTEN)
def test_what_is_written_stands_on_the_page_line_by_line(data, site, role):
    written = [(part.title, [line.text for line in part.lines]) for part in data.role_guides[role].parts]

    shown = [
        (section.findtext(".//h2"), [line.text.strip() for line in section.iter("li")])
        for section in page_of(site, role).find_class("acts")[0].iter("section")
    ]

    assert shown == written


@pytest.mark.parametrize("role", WRITTEN)
def test_every_line_leads_to_a_place_that_is_there(site, role):
    for address in page_of(site, role).xpath("//*[@class='acts']//a/@href"):
        path, _, anchor = address.partition("#")
        target = html.parse(site / "roles" / path).getroot()

        assert not anchor or target.get_element_by_id(anchor) is not None, address


@pytest.mark.parametrize("role", WRITTEN)
def test_what_is_computed_is_folded_at_the_old_anchors(site, role):
    folds = page_of(site, role).xpath("//details[contains(@class, 'duties')]")

    assert [fold.get("id") for fold in folds] == [f"_{place}" for place in range(1, len(folds) + 1)]
    assert not any("open" in fold.attrib for fold in folds)


def test_what_is_computed_is_open_where_nothing_else_is_written(site):
    (fold,) = page_of(site, "deputy_secretary").xpath("//details[@id='_1']")

    assert "open" in fold.attrib


def test_a_number_of_our_own_is_called_so(data, site):
    own = [line.text for part in data.role_guides["publicity_commissioner"].parts for line in part.lines]
    own = [text for text in own if text in data.own_numbers]

    marked = page_of(site, "publicity_commissioner").xpath("//*[@class='acts']//li[span[@class='mark own']]/text()[1]")

    assert own
    assert [text.strip() for text in marked] == own
