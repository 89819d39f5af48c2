"""Pages of kinds of branch and the number tables of plans, against the standards and settings they are made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from standards_site.branch.schedule import possible_requirements
from standards_site.data.model import Adoption, Exclusion, LocalRule, Stricter
from standards_site.in_force.resolve import CATALOG, Standards
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.handbook.comparisons import comparison_view
from standards_site.outputs.handbook.items import item_applies_words
from standards_site.outputs.handbook.profiles import profile_view
from standards_site.outputs.links import Links, plan_path, profile_plan_path
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.settings import setting_view
from tests import ROOT

VERDICTS = ("sure", "depends", "never")


def parsed(path: Path) -> html.HtmlElement:
    return html.parse(path).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def verdicts_on(page: html.HtmlElement) -> dict[str, str]:
    """Return the verdict under which a page lists each item."""
    found = {}
    for verdict in VERDICTS:
        for paragraph in page.xpath(f"//table[contains(@class, 'verdicts')]//p[@class='{verdict}']"):
            links = paragraph.xpath("./a") if verdict == "sure" else paragraph.xpath("./a")[:1]
            found.update({words(link).split(" ")[0]: verdict for link in links})
    return found


def rows_of(page: html.HtmlElement, heading: str) -> list[html.HtmlElement]:
    (table,) = page.xpath(f"//h2[starts-with(normalize-space(), '{heading}')]/following-sibling::*[1]")
    return table.xpath(".//tbody/tr")


def plans_of(data):
    """Yield the path of every plan page with its standard and the requirements that it is made from."""
    standards = Standards(data)
    for branch_id, (_unit, branch) in data.branches().items():
        resolved = standards.of_branch(branch)
        requirements = [one for entry in resolved.items for one in entry.requirements]
        yield plan_path(branch_id), resolved.standard, requirements
    for kind in data.profiles:
        standard = standards.of_kind(kind)
        yield profile_plan_path(kind), standard, [one for _, one in possible_requirements(standard)]


def with_rule(data, **rule):
    """The data with one local rule, switched on."""
    local = LocalRule(key="test", title="试行办法", on=True, **rule)
    return replace(data, site=data.site.model_copy(update={"local_rules": (local,)}))


def view_of(data, kind):
    context = Context(data, templates_in(ROOT / "site_templates"), Standards(data))
    return profile_view(context, data.profiles[kind], BranchFiles(context))


def test_a_page_lists_every_item_of_its_standard_once_with_its_verdict(data, site):
    for kind in data.profiles:
        standard = Standards(data).of_kind(kind)
        expected = {
            entry.item.id: "never" if entry.left else "depends" if entry.tests else "sure" for entry in standard.entries
        }
        page = parsed(site / "profiles" / f"{kind}.html")

        assert verdicts_on(page) == expected
        assert len(page.xpath("//table[contains(@class, 'verdicts')]//p/a[not(@class)]")) == len(expected)


def test_what_does_not_apply_stands_with_its_reason_what_to_do_and_its_basis(data, site):
    for kind in data.profiles:
        page = parsed(site / "profiles" / f"{kind}.html")
        for exclusion in data.profiles[kind].exclude:
            if exclusion.requirement:
                (link,) = page.xpath(f"//a[contains(@href, '{exclusion.item}.html#{exclusion.requirement}')]")
                assert exclusion.reason in words(link.getparent())
                continue
            (link,) = page.xpath(f"//a[not(@class)][starts-with(normalize-space(), '{exclusion.item} ')]")
            line = link.getparent()
            assert exclusion.reason in words(line)
            cited = {Path(href).stem for href in line.xpath(".//span[@class='cites']/a/@href")}
            assert exclusion.otherwise in words(line) or line.tag == "li"
            assert {citation.source for citation in exclusion.cites} <= cited
            assert "按支部类型" in words(line)


def test_a_page_names_every_requirement_that_does_not_apply_to_its_kind(data, site):
    for kind in data.profiles:
        expected = [
            f"{entry.item.id}#{one.requirement.key}"
            for entry in Standards(data).of_kind(kind).entries
            if not entry.left
            for one in entry.requirements
            if one.left
        ]
        page = parsed(site / "profiles" / f"{kind}.html")

        links = page.xpath("//table[contains(@class, 'left-requirements')]//li/a/@href")

        assert [link.split("/")[-1].replace(".html", "") for link in links] == expected
        assert not expected or f"{len(expected)} 条要求不适用" in words(page.xpath("//details/summary")[0])


def test_numbers_that_differ_from_the_handbook_s_stand_on_the_page_of_their_kind_and_no_others(data, site):
    for kind in data.profiles:
        settings = [s for s in Standards(data).of_kind(kind).settings.values() if s.authority.name != CATALOG]
        page = parsed(site / "profiles" / f"{kind}.html")

        rows = rows_of(page, "和手册不同的数") if settings else []

        assert [words(row.xpath("./th")[0]) for row in rows] == [setting.record.title for setting in settings]
        for row, setting in zip(rows, settings, strict=True):
            assert setting.record.summary in words(row)
            assert setting.summary.rstrip("。") in words(row)
            assert setting.why in words(row)
        assert bool(page.xpath("//h2[starts-with(normalize-space(), '和手册不同的数')]")) == bool(settings)


def test_a_plan_s_number_table_is_what_is_in_force_and_names_no_number_twice(data, site):
    for path, standard, requirements in plans_of(data):
        named = {one.frequency for one in requirements if one.frequency}
        named |= {name for one in requirements for name in one.thresholds}
        settings = [standard.settings[name] for name in named]
        links = Links(data, "../" * path.count("/"))
        page = parsed(site / path)

        table = {
            row.xpath("./th/a/@href")[0]: [words(row.xpath("./th")[0]), words(row.xpath("./td")[0])]
            for row in page.xpath("//table[contains(@class, 'numbers')]/tbody/tr")
        }
        unset = page.xpath("//ul[@class='unset']/li/a/@href")

        views = {setting.record.id: setting_view(data, links, setting) for setting in settings}
        in_force = [setting for setting in settings if setting.position or setting.stricter]
        assert table == {
            views[setting.record.id]["href"]: [setting.record.title, setting.summary.rstrip("。")]
            for setting in in_force
        }
        assert sorted(unset) == sorted(views[s.record.id]["href"] for s in settings if s not in in_force)
        assert len(page.xpath("//table[contains(@class, 'numbers')]/tbody/tr")) == len(table)
        assert len(unset) == len(set(unset))


def test_a_plan_tells_who_set_each_number_and_on_what_basis(data, site):
    for path, standard, requirements in plans_of(data):
        page = parsed(site / path)
        rows = {
            "/".join(Path(row.xpath("./th/a/@href")[0]).parts[-2:]): row
            for row in page.xpath("//table[@class='form numbers']//tr[td]")
        }
        for name in {name for one in requirements for name in (one.frequency, *one.thresholds) if name}:
            setting = standard.settings[name]
            row = rows.get(f"frequencies/{name}.html", rows.get(f"thresholds/{name}.html"))
            if setting.position is None:
                assert row is None
                continue
            _, by, basis = row.xpath("./td")
            assert words(by).startswith(setting.authority.title)
            assert (setting.authority.name == CATALOG) or setting.why in words(by)
            assert [Path(link).stem for link in basis.xpath("./a/@href")] == [setting.position.source]
            assert setting.position.clause in words(basis)


def test_the_plan_of_a_kind_says_that_it_lists_what_can_apply(data, site):
    for kind in data.profiles:
        text = words(parsed(site / profile_plan_path(kind)))
        assert "列出这类支部可能要做的全部事项" in text
        assert "支部自己的计划只列适用的" in text
    for branch in data.branches():
        assert "可能要做的全部事项" not in words(parsed(site / plan_path(branch)))


def test_a_branch_s_checklist_leads_to_its_numbers(data, site):
    for branch in data.branches():
        page = parsed(site / "branches" / f"{branch}.html")
        (link,) = [found for found in page.xpath("//a") if words(found) == "数字从哪里来"]
        assert link.get("href") == f"../{plan_path(branch)}#numbers"
        assert parsed(site / plan_path(branch)).get_element_by_id("numbers").tag == "details"


def test_a_kind_s_page_leads_to_its_plan_its_calendar_its_branches_and_the_questions(data, site):
    for kind in data.profiles:
        page = parsed(site / "profiles" / f"{kind}.html")
        hrefs = page.xpath("//article//ul[1]//a/@href")
        own = [branch.id for _, branch in data.branches().values() if branch.facts.kind == kind]

        assert hrefs[:3] == [f"../profiles/{kind}/plan.html", f"../profiles/{kind}/calendar.ics", "../my-branch.html"]
        assert hrefs[3 : 3 + len(own)] == [f"../branches/{branch}.html" for branch in own]


@pytest.mark.parametrize("item", ["B3", "E1", "E3"])
def test_an_item_left_out_by_a_kind_is_not_said_to_apply_to_all(data, site, item):
    page = parsed(site / "items" / f"{item}.html")

    glance = words(page.xpath("//dl[@class='glance']")[0])
    (line,) = page.xpath("//ul[@class='exclusions']/li")

    assert "除临时党支部外的支部" in glance
    assert "全部支部" not in glance
    assert words(line).startswith("临时党支部：不适用，临时党支部一般")
    assert "支部工作条例 第八条" in words(line)


def test_items_that_nobody_leaves_out_say_nothing_of_it(data, site):
    left_out = {exclusion.item for profile in data.profiles.values() for exclusion in profile.exclude}
    shown = {path.stem for path in (site / "items").glob("*.html") if parsed(path).xpath("//ul[@class='exclusions']")}

    assert shown == {item for item in left_out if (site / "items" / f"{item}.html").exists()}


def test_an_item_that_every_kind_with_its_catalog_leaves_out_applies_to_none(data):
    assert item_applies_words(data, data.items["L7-1-1"]) == "机关后勤党支部不适用"


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [((), "本校不适用"), (("teacher", "student"), "除教师党支部、学生党支部外的支部")],
    ids=["all", "some"],
)
def test_a_local_rule_that_leaves_an_item_out_is_told_on_its_page(data, kinds, expected):
    (cited,) = data.profiles["temporary"].exclude[0].cites
    local = with_rule(data, kinds=kinds, exclude=(Exclusion(item="A4", reason="另有安排", cites=(cited,)),))

    assert item_applies_words(local, local.items["A4"]) == expected
    never = [item["id"] for area in view_of(local, "teacher")["areas"] for item in area["never"]]
    assert never == ["A4"]


def test_the_positions_that_kinds_adopt_are_marked_beside_the_handbook_s(data, site):
    for kind, name in (("frequency", "frequencies"), ("threshold", "thresholds")):
        expected = {
            (adoption.frequency or adoption.threshold, f"{profile.title}采用")
            for profile in data.profiles.values()
            for adoption in profile.adopt
            if getattr(adoption, kind)
        }
        shown = {
            (page.stem, words(mark))
            for page in (site / name).glob("*.html")
            for mark in parsed(page).xpath("//tbody//span[@class='mark adopted']")
            if words(mark) != "采用"
        }
        assert shown == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), "本校采用"),
        (("student", "teacher"), "本校教师党支部、学生党支部采用"),
        (("teacher", "student", "office", "retired", "joint", "temporary"), "本校（中学党支部除外）采用"),
    ],
    ids=["all", "two", "all_but_one"],
)
def test_a_local_rule_that_is_on_is_marked_at_the_position_it_adopts(data, kinds, expected):
    adoption = Adoption(frequency="party-lecture", position="nwnu", why="试行")
    local = with_rule(data, kinds=kinds, adopt=(adoption,))

    rows = comparison_view(local, Links(local, ""), "frequency", "party-lecture")["rows"]

    assert {row["key"]: row["adopters"] for row in rows if row["adopters"]} == {
        "nwnu": [expected],
        "school": ["中学党支部采用"],
    }


def test_a_stricter_number_of_the_university_is_told_with_its_paper(data):
    stricter = Stricter(frequency="dues-publication", per="month", text="每月公布 1 次", basis="本校党费办法 第十条")
    local = with_rule(data, stricter=(stricter,))

    (shown,) = comparison_view(local, Links(local, ""), "frequency", "dues-publication")["stricter"]
    (row,) = view_of(local, "student")["numbers"]

    assert shown == {"who": "本校", "text": "每月公布 1 次", "basis": "本校党费办法 第十条"}
    assert {name: row[name] for name in ("number", "by", "local", "cite", "paper", "why", "handbook")} == {
        "number": "每月公布 1 次",
        "by": "示例大学：试行办法",
        "local": True,
        "cite": None,
        "paper": "本校党费办法 第十条",
        "why": "",
        "handbook": "每年 1 次",
    }
