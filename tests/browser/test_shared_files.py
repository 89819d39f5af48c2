"""What branches share: filled in the browser it is what Python makes for each, and it can be read without script."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest

from standards_site.branch.schedule import branch_schedule
from standards_site.data.load import StandardsData
from standards_site.in_force.resolve import Standards
from standards_site.outputs import branch_files
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.branch_writer import branches_written
from standards_site.outputs.forms.files import form_files
from standards_site.outputs.forms.sheet import branch_sheets
from standards_site.outputs.handbook.pages import pages
from standards_site.outputs.links import calendar_path, profile_calendar_path
from standards_site.outputs.output import Context, Output, templates_in
from standards_site.outputs.paper import paper_styles
from standards_site.outputs.scripts import scripts
from standards_site.outputs.self_check.checklist import catalog_texts
from standards_site.outputs.self_check.site_script import site_script
from standards_site.outputs.shared_words import PARTS
from standards_site.outputs.styles import styles
from tests import ROOT
from tests.probes.accessibility import serious
from tests.probes.narrow_screens import BODY, FAULTS
from tests.probes.opening import SHIFT, SIZES, SLOWER
from tests.probes.pdf import printed

LONG = "信息学院&计算机<软件>工程“第一”教研室和实验中心教师联合党支部"
ICON = bytes.fromhex("89504e470d0a1a0a")
DAY = date(2027, 3, 15)
BranchPages = dict[str, str]
NAMED = {"teacher-maths": LONG}
"""A name that takes several lines of a label and holds what XML writes otherwise."""
PAGES = ("teacher-maths", "student-masters", "school-grade-one")
FOR = "?id=student-masters&unit=U&name=N"


@pytest.fixture(scope="session")
def shared_data(data: StandardsData) -> StandardsData:
    """The sample with a page for each branch and all else shared."""
    units = {
        unit.id: unit.model_copy(
            update={
                "branches": tuple(
                    branch.model_copy(update={"name": NAMED.get(branch.id, branch.name)}) for branch in unit.branches
                )
            }
        )
        for unit in data.units.values()
    }
    site = data.site.model_copy(update={"branch_files": "page"})
    return replace(data, site=site, records={**data.records, "unit": units})


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, shared_data: StandardsData) -> Path:
    """The pages of the branches and what they share, without the handbook around them, as where branches are many."""
    folder = tmp_path_factory.mktemp("shared")
    context = Context(shared_data, templates_in(ROOT / "site_templates"), Standards(shared_data))
    files = BranchFiles(context)
    files.find()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(branch_files, "MANY", 3)
        patch.setattr(branch_files, "NAMES", 5)
        write(folder, context, files)
    return folder


@pytest.fixture(scope="session")
def settings(site: Path, shared_data: StandardsData) -> dict[str, BranchPages]:
    """The same by each setting of site.yaml, with the address of the page of every branch."""
    found = {}
    for setting in ("page", "all", "none"):
        folder = site / "by-setting" / setting
        chosen = shared_data.site.model_copy(update={"branch_files": setting})
        data = replace(shared_data, site=chosen)
        context = Context(data, templates_in(ROOT / "site_templates"), Standards(data))
        files = BranchFiles(context)
        files.find()
        write(folder, context, files)
        links = context.links("")
        found[setting] = {
            branch.id: f"{folder.as_uri()}/"
            + files.check(links, unit, branch, context.standards.catalogs(branch.facts.kind)[0])
            for unit, branch in data.branches().values()
        }
    return found


def write(folder: Path, context: Context, files: BranchFiles) -> None:
    made = [
        *files.shared(ROOT),
        *catalog_texts(context),
        *scripts(ROOT),
        *styles(ROOT),
        *paper_styles(context.data),
        site_script("shared"),
        Output("assets/images/favicon.png", ICON),
    ]
    for output in made:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.bytes)
    branches_written(files, folder)


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("branch_id", PAGES)
def test_word_and_excel_files_are_those_that_python_makes(open_page, disk, shared_data, branch_id):
    sheets = [
        sheet
        for sheet in branch_sheets(shared_data, Standards(shared_data))
        if sheet.path.startswith(f"branches/{branch_id}/") and sheet.files
    ]
    page = open_page()
    page.goto(f"{disk}branches/{branch_id}.html")
    forms = page.locator("#forms a[href*='forms/branch/']")
    links = [link.get_attribute("href") for link in forms.all()]

    assert len(links) == len(sheets) > 3
    for sheet, link in zip(sheets, links, strict=True):
        expected = {
            Path(one.path).suffix: parts(one.bytes) for one in form_files(shared_data, ROOT, [sheet], None, None)
        }
        page.goto(f"{disk}branches/{link}")
        for button in ("Word", "Excel"):
            with page.expect_download() as download:
                page.get_by_role("button", name=button, exact=True).click()
            made = Path(download.value.path()).read_bytes()
            suffix = Path(download.value.suggested_filename).suffix
            assert parts(made) == expected[suffix], (sheet.path, suffix)


def test_a_print_page_shows_the_names_of_unit_and_branch(open_page, disk):
    page = open_page()
    page.goto(f"{disk}branches/teacher-maths.html")
    page.locator("main a[href*='box-label']").click()

    assert set(page.locator(".labels [data-owner=name]").all_inner_texts()) == {LONG}
    assert page.title().endswith(f"（{LONG}）")


def test_a_check_by_another_standard_is_kept_for_the_branch(open_page, disk, site):
    path = next(site.glob("profiles/student/weak-hnust-*.html"))
    page = open_page()

    page.goto(path.as_uri() + FOR)

    check = page.locator("self-check")
    assert (check.get_attribute("data-branch"), check.get_attribute("data-name")) == ("student-masters", "N")
    assert page.locator("h1").inner_text() == "N自查"
    assert page.get_by_role("link", name="打印空白表").get_attribute("href").endswith(FOR)
    assert page.locator("self-check select, self-check input, self-check button").count() > 0


def test_a_shared_plan_leads_to_the_calendar_of_whose_it_is(open_page, disk, settings, shared_data):
    for setting in ("page", "none"):
        for script in (True, False):
            page = open_page(java_script_enabled=script)
            for name in ("student-masters", "teacher-maths"):
                page.goto(settings[setting][name])
                kind = shared_data.branches()[name][1].facts.kind
                own = calendar_path(name)
                plan = page.locator("#year a[href*='plan-']").first.get_attribute("href")
                shown = hrefs(page, "#year a[href$='.ics']")
                page.goto(urljoin(page.url, plan))
                # without a script a shared page is that of a kind of branch
                of_kind = profile_calendar_path(kind)
                check = own if script or setting == "page" else of_kind
                assert [one.endswith(f"/{setting}/{check}") for one in shown] == [True]
                (of_plan,) = hrefs(page, "a[href$='.ics']")
                assert of_plan.endswith(f"/{setting}/{own if script else of_kind}")


def test_without_an_owner_or_without_script_a_shared_page_can_be_read(open_page, disk, site):
    for pattern in ("profiles/student/weak-hnust-*.html", "forms/branch/check-ledgers-*.html"):
        path = next(site.glob(pattern)).relative_to(site).as_posix()
        for options in ({}, {"java_script_enabled": False}):
            page = open_page(**options)
            page.goto(disk + path)
            assert "\ue001" not in page.content()
            assert len(page.locator("main").inner_text()) > 200
            assert page.locator("main input, main select, nav button:visible").count() == 0


def test_the_page_of_a_branch_says_its_items_its_year_and_the_days_of_its_term(open_page, disk, shared_data):
    page = open_page(java_script_enabled=False)
    page.goto(f"{disk}branches/student-masters.html")

    resolved = Standards(shared_data).of_branch(shared_data.branches()["student-masters"][1])
    assert page.locator("li[data-rev]").count() == len(resolved.items)
    assert page.locator("#year ul").first.locator("li a").count() > 10
    assert re.search(r"任期届满：.* \d{4}-\d\d-\d\d", page.locator("#month").inner_text())


@pytest.mark.parametrize("setting", ["page", "all", "none"])
def test_every_branch_has_the_month_and_the_year_of_the_model_on_its_page(open_page, settings, shared_data, setting):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(f"{DAY}T08:00:00+08:00")
    standards = Standards(shared_data)
    with_terms = 0

    for name, address in settings[setting].items():
        page.goto(address)
        year = branch_schedule(shared_data, standards.of_branch(shared_data.branches()[name][1]))
        # what branches share knows no day of a term
        deadlines = () if setting == "none" else year.deadlines
        with_terms += len(deadlines) > 0
        due = [
            duty
            for duty in year.duties
            for days in duty.periods
            if (days.first.year, days.first.month) <= (DAY.year, DAY.month) <= (days.last.year, days.last.month)
        ]
        lines = page.locator("#month li").all()
        assert sorted(line.get_attribute("data-duty") for line in lines) == sorted(
            [*(one.step.id for one in deadlines), *(duty.frequency for duty in due)]
        ), name
        assert page.locator("#month h2").inner_text() == "本月要做（2027 年 3 月）"
        # what is years away is folded
        dated = page.locator("#month").text_content() or ""
        assert all(f"{one.day.year} 年 {one.day.month} 月 {one.day.day} 日" in dated for one in deadlines)
        assert all(Path(unquote(urlparse(href).path)).suffix == ".html" for href in hrefs(page, "#month a"))
        assert page.locator("#year > ul a").all_inner_texts() == [duty.title for duty in year.duties]
        assert page.locator(".branch-ways a").all_inner_texts() == list(PARTS.values())
        assert [one.get_attribute("id") for one in page.locator(".branch-parts > section[id]").all()] == list(PARTS)
    assert (with_terms > 1) == (setting != "none")


def hrefs(page, links: str) -> list[str]:
    return page.locator(links).evaluate_all("all => all.map((link) => link.href)")


@pytest.mark.parametrize("setting", ["page", "all", "none"])
def test_where_a_page_of_a_branch_leads_there_is_something(open_page, settings, setting):
    page = open_page()
    missing = set()

    for address in settings[setting].values():
        page.goto(address)
        for href in hrefs(page, "#year p a, #forms p a[href*='branch']"):
            file = Path(unquote(urlparse(href).path))
            if not file.is_file() and "/forms/" not in file.as_posix().replace("/forms/branch/", "/"):
                missing.add(href)
    page.goto(settings["none"]["student-masters"])
    named = hrefs(page, "#forms a[href*='forms/branch/'], #year a[href*='plan-']")

    assert {one for one in missing if setting != "all"} == set()
    assert page.locator("h1").inner_text() == "硕士生第二党支部"
    assert all("id=student-masters" in href for href in named)


def test_without_a_script_a_page_of_a_branch_says_its_days_and_its_year(open_page, settings, shared_data):
    page = open_page(java_script_enabled=False)

    for setting in ("page", "all"):
        page.goto(settings[setting]["student-masters"])
        days = page.locator("#month li time").all_inner_texts()
        branch = shared_data.branches()["student-masters"][1]
        year = branch_schedule(shared_data, Standards(shared_data).of_branch(branch))

        assert days == [one.day.isoformat() for one in year.deadlines]
        assert page.locator("#year ul li").count() == len(year.duties)
        assert page.locator("li[data-rev]").count() > 20
        text = "".join(sheet.drawn for sheet in printed(page))
        assert all(day in text for day in days)


def test_a_link_to_an_item_leads_there(open_page, settings):
    page = open_page(viewport={"width": 360, "height": 740})

    page.goto(settings["page"]["student-masters"] + "#E3")
    page.wait_for_function("() => (document.querySelector('self-check').tools || {}).isLoaded")

    top, below = page.evaluate(
        "() => ['#E3', '.state'].map((one) => document.querySelector(one).getBoundingClientRect())"
        ".map(({ top, bottom }, place) => (place ? bottom : top))"
    )
    assert below <= top < 600


def test_where_branches_are_many_each_unit_has_a_page_and_a_branch_is_found_by_name(
    monkeypatch, open_page, tmp_path, shared_data, site
):
    monkeypatch.setattr(branch_files, "MANY", 3)
    monkeypatch.setattr(branch_files, "NAMES", 5)
    context = Context(shared_data, templates_in(ROOT / "site_templates"), Standards(shared_data))
    files = BranchFiles(context)
    (listed,) = (page for page in pages(context, [], files) if page.path == "branches/index.html")
    made = {output.path: output for output in (*files.shared(ROOT), *files.of_branches())}
    names = [path for path in made if path.startswith("assets/data/branch-names-")]
    text = str(listed.output(context).content).split("---\n", 2)[2].replace(" defer", "")
    (site / "branches/list.html").write_text(f"<!doctype html><meta charset=utf-8><main>{text}</main>", "utf-8")

    assert {f"units/{unit}.html" for unit in shared_data.units} <= made.keys()
    for unit in shared_data.units.values():
        assert all(
            f"branches/{branch.id}.html" in str(made[f"units/{unit.id}.html"].content) for branch in unit.branches
        )
    assert len(names) == 3
    page = open_page()
    page.goto((site / "branches/list.html").as_uri())
    page.get_by_role("searchbox", name="找支部").fill("联合党支部")
    page.get_by_text("找到 2 个支部").wait_for()
    links = [link.get_attribute("href") for link in page.locator("[data-names] a").all()]
    assert sorted(links) == ["../branches/joint-museum.html", "../branches/teacher-maths.html"]


def shared_pages(site: Path) -> list[str]:
    """Return a page of each kind that stands only where branches share files or are many, with an owner."""
    found = [
        next(site.glob(pattern)).relative_to(site).as_posix()
        for pattern in (
            "profiles/student/weak-hnust-*.html",
            "profiles/student/plan-*.html",
            "forms/branch/box-label-*.html",
        )
    ]
    unit = next(site.glob("units/*.html")).relative_to(site).as_posix()
    return ["branches/student-masters.html", unit, *(path + FOR for path in found)]


@pytest.mark.parametrize("width", [360, 1280])
def test_no_shared_page_has_a_serious_accessibility_fault_or_leaves_a_narrow_screen(open_page, site, disk, width):
    page = open_page(viewport={"width": width, "height": 800})
    found = {}

    for path in shared_pages(site):
        page.goto(disk + path)
        faults = [*(page.evaluate(FAULTS, BODY) if width == 360 else ()), *serious(page)]
        if faults:
            found[path] = faults

    assert found == {}


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_moves_under_the_reader_as_a_shared_page_opens(open_page, site, disk, width, height):
    moved = {}
    page = open_page(viewport={"width": width, "height": height})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    for path in shared_pages(site):
        page.goto(disk + path)
        shift, what = page.evaluate(SHIFT)

        if shift > 0.05:
            moved[path] = shift, what
    assert moved == {}


def test_chromium_86_fills_shared_pages_and_keeps_a_shared_check(open_page_86, site, disk):
    page = open_page_86()
    for path in shared_pages(site):
        page.goto(disk + path)
        assert "\ue001" not in page.content()
        if FOR in path:
            assert page.title().endswith("（N）")

    page.get_by_role("button", name="Word", exact=True).click()
    page.wait_for_function("() => window.FORM_FILES && FORM_FILES.docx")
    page.goto(disk + shared_pages(site)[2])
    page.locator("self-check input[value=partly]").first.check()
    page.reload()
    assert page.locator("self-check input[value=partly]").first.is_checked()
