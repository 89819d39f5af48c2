"""Procedure, role and guidance pages against the model."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import html

from standards_site.outputs.handbook.procedures import LEAD

ROLES = [
    "member",
    "applicant",
    "group_leader",
    "secretary",
    "organisation_commissioner",
    "publicity_commissioner",
    "discipline_commissioner",
    "youth_commissioner",
    "united_front_commissioner",
    "party_affairs_officer",
    "secondary_committee",
    "organisation_department",
]
GUIDES = ["first-thirty-days", "quorum-not-met", "secretary-vacant", "commissioner-leaves"]


@cache
def page_of(site, path):
    return html.parse(site / path).getroot()


def steps_of(data):
    """Return the steps of all procedures, each with the name of its procedure."""
    return [
        (procedure.id, step)
        for procedure in data.procedures.values()
        for stage in procedure.stages
        for step in stage.steps
    ]


def test_both_pictures_of_every_procedure_show_every_step(data, site):
    for procedure in data.procedures.values():
        page = page_of(site, f"procedures/{procedure.id}.html")
        steps = [f"#{step.key}" for stage in procedure.stages for step in stage.steps]

        for layout in ("map-wide", "map-narrow"):
            drawn = page.xpath(f"//*[contains(@class, 'flow') and contains(@class, '{layout}')]//a/@href")
            assert drawn == steps, (procedure.id, layout)
        assert [f"#{key}" for key in page.xpath("//div[@class='steps']/section/@id")] == steps


def test_every_limit_stands_on_its_page_with_its_source(data, site):
    for procedure in data.procedures.values():
        page = page_of(site, f"procedures/{procedure.id}.html")
        for stage in procedure.stages:
            for step in stage.steps:
                text = page.get_element_by_id(step.key).text_content()
                for limit in step.limits:
                    assert limit.text in text, (procedure.id, step.key)
                    if limit.cites:
                        basis = page.get_element_by_id(f"basis-{step.key}").text_content()
                        assert all(data.sources[cited.source].short in basis for cited in limit.cites)


def test_a_step_says_little_at_once_and_all_of_it_when_unfolded(data, site):
    assert any(len(step.text) > LEAD for _, step in steps_of(data))
    for procedure, step in steps_of(data):
        section = page_of(site, f"procedures/{procedure}.html").get_element_by_id(step.key)
        said, *folded = ["".join(one.xpath("text()")) for one in section.xpath("p | details[@class='fold']/p")]

        assert said + "".join(folded) == step.text, (procedure, step.key)
        assert len(said) <= LEAD, (procedure, step.key)
        assert not section.xpath("details[@open]")


def test_member_development_has_five_stages_and_25_steps(data):
    procedure = data.procedures["member-development"]

    assert [len(stage.steps) for stage in procedure.stages] == [2, 4, 5, 7, 7]
    assert [step.no for stage in procedure.stages for step in stage.steps] == [str(number) for number in range(1, 26)]
    assert (procedure.effective_earliest, procedure.effective_from) == ("2026-05-11", "2026-05-18")


def test_the_year_plan_has_24_tasks_of_which_three_run_past_their_stage(data, site):
    procedure = data.procedures["nwnu-year"]
    page = page_of(site, "procedures/nwnu-year.html")

    assert [len(stage.steps) for stage in procedure.stages] == [3, 9, 8, 4]
    for layout in ("map-wide", "map-narrow"):
        timeline = page.xpath(f"//*[contains(@class, 'timeline') and contains(@class, '{layout}')]")[0]
        assert len(timeline.xpath(".//*[contains(@class, 'bar')]")) == 24
        assert len(timeline.xpath(".//*[contains(@class, 'late')]")) == 3
        assert timeline.text_content().count("超出本阶段") == 3


@pytest.mark.parametrize("kind", ["rectification", "inspection"])
def test_procedures_of_one_kind_are_compared_aspect_by_aspect(data, site, kind):
    page = page_of(site, f"procedures/compared-{kind}.html").text_content()

    compared = [procedure for procedure in data.procedures.values() if procedure.kind == kind and procedure.aspects]
    assert len(compared) >= 3
    for procedure in compared:
        assert procedure.title in page
        for aspect in procedure.aspects:
            assert aspect.text in page


def test_the_three_answers_on_quota_are_told_apart(site):
    page = page_of(site, "procedures/compared-rectification.html").text_content()

    for answer in ("不设比例", "不少于 1 个", "5%"):
        assert answer in page


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_its_page(site, role):
    page = page_of(site, f"roles/{role}.html")

    assert len(page.xpath("//article//table//tbody/tr | //article//ul/li")) > 0


def test_a_role_page_lists_exactly_the_items_that_name_the_role(data, site):
    page = page_of(site, "roles/secretary.html")
    expected = {
        item.id
        for item in data.catalog_items("branch-34")
        if item.roles and "secretary" in (*item.roles.responsible, *item.roles.supports, *item.roles.attends)
    }

    linked = {link.split("/")[-1].removesuffix(".html") for link in page.xpath("//table//tbody/tr/th/a/@href")}

    assert {item for item in linked if "#" not in item} - {""} >= expected
    assert {item for item in linked if item in {other.id for other in data.catalog_items("branch-34")}} == expected


def test_a_paper_that_has_no_page_of_its_own_is_no_link(site):
    page = page_of(site, "procedures/member-development.html")

    assert page.xpath("//a[@href='']") == []
    assert page.xpath("//li[contains(., '入党申请书')]")


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_tells_what_to_do(site, guide):
    assert len(page_of(site, f"procedures/{guide}.html").xpath("//div[@class='steps']/section")) >= 4


def test_the_monthly_guidance_shows_its_tasks_and_the_rule_on_leave_with_its_exception(data, site):
    guidance = data.guidance["ustb-2019-10"]
    page = page_of(site, "monthly-guidance/ustb-2019-10.html").text_content()

    for task in (*guidance.tasks, *guidance.requirements):
        assert task.text in page
    assert "不得请假" in page
    assert "请假手续" in page


def test_all_32_differences_have_their_positions(data, site):
    listed = page_of(site, "differences.html")

    assert [difference.id for difference in data.differences.differences] == [f"C{n:02}" for n in range(1, 33)]
    for difference in data.differences.differences:
        page = page_of(site, f"differences/{difference.id}.html")
        rows = page.xpath("//tbody/tr")
        assert len({row.xpath(".//th/a/@href")[0] for row in rows}) >= 1
        assert difference.adopted in page.text_content()
        assert difference.adopted in listed.get_element_by_id(difference.id).text_content()


def test_items_of_different_catalogs_that_share_a_duty_point_at_each_other(site):
    ours = page_of(site, "items/C2.html").xpath("//a/@href")
    theirs = page_of(site, "other-areas/S9-5.html").xpath("//a/@href")

    assert any(link.startswith("../other-areas/S9-5.html#") for link in ours)
    assert "../items/C2.html" in theirs


def test_an_explained_word_carries_its_meaning(site):
    words = page_of(site, "items/C1.html").xpath("//ol[@class='requirements']//abbr/@title")

    assert any(len(word) > 5 for word in words)
