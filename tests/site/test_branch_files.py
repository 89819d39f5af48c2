"""What is made for each branch by the setting of site.yaml, what branches share, and who writes it."""

from __future__ import annotations

import os
from dataclasses import replace
from posixpath import dirname, join, normpath
from types import SimpleNamespace

import pytest
from lxml import html

from standards_site.branch.schedule import branch_schedule
from standards_site.data.model import Ruling, Unit
from standards_site.in_force.resolve import Standards
from standards_site.outputs import branch_writer
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.branch_writer import branches_written
from standards_site.outputs.handbook.pages import pages
from standards_site.outputs.links import Place, calendar_path
from standards_site.outputs.output import Context, Output, templates_in
from standards_site.outputs.year.calendar_file import calendar_file
from standards_site.outputs.year.plan import whens
from tests import ROOT
from tests.bench.resolve_branches import made_up_branches
from tests.builders.rulings import MONTHLY

HOSTILE = "&<“一”>；,;\\n 工程实验中心教师和硕士生联合党支部"
MANY = 1000
OF_A_UNIT = 15
MOST_LIST, MOST_UNIT, MOST_NAMES = 10_000, 45_000, 115_000
"""Bytes, with a thousand branches, of the list of units, of a unit's page and of a file of names."""


def files_of(data, setting="page"):
    site = data.site.model_copy(update={"branch_files": setting})
    data = replace(data, site=site)
    files = BranchFiles(Context(data, templates_in(ROOT / "site_templates"), Standards(data)))
    files.find()
    return files


def with_units(data, units):
    places = {("unit", unit.id): f"standards_data/branches/{unit.id}.yaml" for unit in units}
    return replace(
        data, files={**data.files, **places}, records={**data.records, "unit": {unit.id: unit for unit in units}}
    )


def context_of(data):
    return Context(data, templates_in(ROOT / "site_templates"), Standards(data))


def addresses(made: dict[str, Output]) -> set[str]:
    """Return what the pages lead to, without questions and anchors."""
    return {
        normpath(join(dirname(path), href.partition("?")[0].partition("#")[0]))
        for path, output in made.items()
        if path.endswith(".html")
        for href in html.fromstring(output.content).xpath("//@href | //@data-template")
    }


@pytest.mark.parametrize("setting", ["page", "none"])
def test_the_list_leads_to_all_that_branches_share_and_to_nothing_else_of_theirs(data, setting):
    files = files_of(data, setting)
    made = {output.path: output for output in (*files.shared(ROOT), *files.of_branches())}
    listed = [files.unit(context_of(data).links(""), unit) for unit in data.units.values()]
    shown = [branch for unit in listed for branch in unit["branches"]]

    asked = {branch["href"].partition("?")[0] for branch in shown}
    asked |= {branch["plan_href"].partition("?")[0] for branch in shown}
    asked |= {other["href"].partition("?")[0] for branch in shown for other in branch["others"]}
    asked |= {form["papers"][0]["href"].partition("?")[0] for branch in shown for form in branch["forms"]}
    own = {path for path in made if path.startswith("branches/") and path.endswith(".html")}
    # a script leads to the calendar from what is shared
    calendars = {calendar_path(branch) for branch in data.branches()}
    assert len(own) == (len(data.branches()) if setting == "page" else 0)
    assert asked - made.keys() == set()
    others = made.keys() - asked - addresses(made) - {Place.BRANCH_YEARS}
    assert {path for path in others if not path.startswith("assets/js/")} == (calendars if setting == "none" else set())


def test_no_address_of_a_shared_file_depends_on_the_other_branches(data):
    def shown(data):
        files, links = files_of(data, "none"), context_of(data).links("")
        return {
            branch["name"]: branch for unit in data.units.values() for branch in files.unit(links, unit)["branches"]
        }

    units = [unit.model_copy(update={"branches": unit.branches[::-1]}) for unit in data.units.values()][::-1]
    alone = [unit.model_copy(update={"branches": unit.branches[-1:]}) for unit in units]

    expected = shown(data)
    assert shown(with_units(data, units)) == expected
    for name, branch in shown(with_units(data, alone)).items():
        assert branch == expected[name]


def test_a_branch_with_rules_of_its_own_shares_none_of_what_they_change(data):
    unit = next(unit for unit in data.units.values() if len(unit.branches) > 1)
    first, second = unit.branches[:2]
    rules = Ruling(stricter=(MONTHLY,))
    alike = second.model_copy(update={"facts": first.facts, "rules": rules})
    changed = with_units(data, [unit.model_copy(update={"branches": (first, alike)})])
    files = files_of(changed)

    made = {output.path: output for output in (*files.shared(ROOT), *files.of_branches())}

    plan, own_plan = files.year_of(first).path, files.year_of(alike).path
    assert own_plan == plan.replace(".html", f"-{second.id}.html")
    paths = {False: (plan, f"branches/{first.id}.html"), True: (own_plan, f"branches/{second.id}.html")}
    assert {
        own: [MONTHLY.text in html.fromstring(made[path].content).text_content() for path in pair]
        for own, pair in paths.items()
    } == {False: [False, False], True: [True, True]}


@pytest.mark.parametrize("setting", ["page", "none"])
def test_the_calendar_of_each_branch_is_that_of_its_own_year_byte_for_byte(data, setting):
    units = [
        unit.model_copy(
            update={"branches": tuple(one.model_copy(update={"name": one.name + HOSTILE}) for one in unit.branches)}
        )
        for unit in data.units.values()
    ]
    data = with_units(data, units)
    files, standards = files_of(data, setting), Standards(data)
    made = {output.path: output.bytes for output in files.of_branches()}
    with_terms = 0

    for _, branch in data.branches().values():
        year = branch_schedule(data, standards.of_branch(branch))
        with_terms += len(year.deadlines) > 0
        expected = calendar_file(data, branch.id, branch.name, year, whens(year))
        assert made[calendar_path(branch.id)] == expected, branch.id
    assert with_terms > 1


def test_a_branch_s_calendar_has_the_same_address_and_ids_by_every_setting(data):
    def found(setting):
        made = files_of(data, setting).of_branches()
        return {one.path: uids(one.bytes) for one in made if one.path.endswith(".ics")}

    page = found("page")
    assert len(page) == len(data.branches())
    assert found("none") == page == found("all")


def uids(content: bytes) -> list[bytes]:
    """Return the ids of the events of a calendar."""
    return [line for line in content.replace(b"\r\n ", b"").splitlines() if line.startswith(b"UID:")]


def part_of(part, ending):
    """What stands for the files of branches: the second part of them ends in its own way."""
    yield Output(f"branches/{part}.html", str(part))
    if part == 1:
        ending()


def killed():
    os._exit(9)


def refused():
    raise PermissionError(13, "refused", "branches/2.html")


@pytest.mark.parametrize(
    ("ending", "says"),
    [(killed, "写支部文件的进程中途停了，可能是内存不够"), (refused, "refused")],
    ids=["dies", "fails"],
)
def test_what_stops_a_process_that_writes_is_told(monkeypatch, tmp_path, ending, says):
    monkeypatch.setattr(branch_writer, "_processes", lambda _: 2)
    files = SimpleNamespace(count=2, of_branches=lambda part, _: part_of(part, ending))

    with pytest.raises(OSError, match=says):
        branches_written(files, tmp_path)


def test_two_processes_write_what_one_writes(monkeypatch, tmp_path, data):
    files = files_of(data)

    counts = []
    for parts in (1, 2):
        monkeypatch.setattr(branch_writer, "_processes", lambda _, parts=parts: parts)
        counts.append(branches_written(files, tmp_path / str(parts)))

    one, two = (
        {path.relative_to(tmp_path / parts): path.read_bytes() for path in (tmp_path / parts).rglob("*.*")}
        for parts in ("1", "2")
    )
    assert one == two
    assert counts == [len(one)] * 2


@pytest.mark.slow
def test_with_a_thousand_branches_the_list_and_the_pages_of_units_stay_small(data):
    branches = made_up_branches(data, MANY)
    units = [
        Unit(
            id=f"unit-{start}", name=f"第 {start} 学院党委（虚构）", branches=tuple(branches[start : start + OF_A_UNIT])
        )
        for start in range(0, MANY, OF_A_UNIT)
    ]
    data = with_units(data, units)
    files = files_of(data)
    context = context_of(data)
    (listed,) = (page for page in pages(context, [], files) if page.path == "branches/index.html")

    of_units = [len(output.bytes) for output in files.of_branches() if output.path.startswith("units/")]
    names = [len(output.bytes) for output in files.shared(ROOT) if "branch-names" in output.path]

    assert len(of_units) == len(units)
    assert len(listed.output(context).bytes) < MOST_LIST
    assert max(of_units) < MOST_UNIT
    assert max(names) < MOST_NAMES
