"""One id for what has a day, whatever else changes: in all calendar files of the build, and as records know it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import recurring_ical_events
from icalendar import Calendar

from standards_site.branch.dated_id import KNOWN_BY
from standards_site.branch.schedule import branch_schedule, calendar_year, standard_schedule
from standards_site.in_force.resolve import Standards
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.self_check.year_standard import year_standard
from standards_site.outputs.site import TEMPLATES
from standards_site.outputs.year.calendar_file import calendar_file
from standards_site.outputs.year.plan import profile_owner
from tests import ROOT
from tests.bench.resolve_branches import made_up_branches
from tests.builders.mutations import adopted_elsewhere
from tests.builders.school_years import with_local_rules


def ids(content: bytes) -> list[str]:
    return [str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")]


def file_of(data, owner, schedule) -> list[str]:
    return ids(calendar_file(data, owner, owner, schedule, {duty.frequency: "" for duty in schedule.duties}))


def ids_of_branches(data) -> dict[str, list[str]]:
    standards = Standards(data)
    branches = (branch for _, branch in data.branches().values())
    return {one.id: file_of(data, one.id, branch_schedule(data, standards.of_branch(one))) for one in branches}


def ids_of_kinds(data, kinds=()) -> dict[str, list[str]]:
    standards = Standards(data)
    return {
        kind: file_of(data, profile_owner(kind), standard_schedule(data, standards.of_kind(kind)))
        for kind in kinds or data.profiles
    }


def other_sites(data):
    edition, site = data.edition, data.site
    for address in ("https://a.example/", "https://b.example/handbook/", "http://10.0.0.8"):
        yield replace(data, site=site.model_copy(update={"site_url": address}))
    for day in ("2026-11-22", "2026-12-31", "2027-02-01", "2027-11-20"):
        yield replace(data, edition=edition.model_copy(update={"id": "2027.1", "date": day}))


def test_no_address_and_no_day_of_the_edition_is_part_of_an_id(data):
    branches, kinds = ids_of_branches(data), ids_of_kinds(data)

    for other in other_sites(data):
        assert ids_of_branches(other) == branches
        assert ids_of_kinds(other) == kinds
    assert all(one.endswith(f"@{KNOWN_BY}") for found in branches.values() for one in found)


def test_another_start_of_the_term_moves_the_days_and_leaves_their_ids(data):
    moved = 0
    for unit, branch in data.branches().values():
        for start in ("2024-02-29", "2024-03-31", "2025-06-01", "2020-01-01"):
            facts = branch.facts.model_copy(update={"term_start": start})
            other = branch.model_copy(update={"facts": facts})
            schedule = branch_schedule(data, Standards(data).of_branch(other))
            found = [one for one in file_of(data, branch.id, schedule) if one.startswith(f"{data.program.elections}.")]
            assert found in ([], [f"{one.step.id}.{branch.id}@{KNOWN_BY}" for one in schedule.deadlines])
            moved += len(schedule.deadlines)
        assert unit
    assert moved > 0


def test_another_record_or_position_behind_a_duty_leaves_its_id(data):
    """A number adopted from elsewhere may have another requirement make the duty: nobody gets the event twice."""
    kinds, moved = ("teacher",), 0
    before = ids_of_kinds(data, kinds)
    for kind, name, elsewhere in adopted_elsewhere(data):
        if kind != "frequency":
            continue
        for profile, found in ids_of_kinds(elsewhere, kinds).items():
            # it may have begun or ceased to be a duty with days; no other has changed
            assert {one for one in {*found} ^ {*before[profile]} if not one.startswith(f"{name}.")} == set()
            of_name = [{one for one in ids if one.startswith(f"{name}.")} for ids in (found, before[profile])]
            assert set() in of_name or of_name[0] == of_name[1]
            moved += 1
    assert moved > 0


@pytest.mark.parametrize("local", [False, True], ids=["national", "local"])
def test_no_two_things_share_an_id(data, local):
    shown = with_local_rules(data) if local else data

    found = Counter(
        one for files in (ids_of_branches(shown), ids_of_kinds(shown)) for ids in files.values() for one in ids
    )

    assert [one for one, count in found.items() if count > 1] == []
    assert len(found) > 100


def test_records_know_every_dated_thing_by_the_same_name(data):
    items = year_standard(Context(data, templates_in(ROOT / TEMPLATES), Standards(data)))["items"]
    ticks = {one for one, item in items.items() if item["area"] != "own"}

    for owner, found in ids_of_branches(data).items():
        things = {one.removesuffix(f".{owner}@{KNOWN_BY}") for one in found}
        duties = {tick.rpartition(".")[0] for tick in ticks}
        assert things <= ticks | duties | {f"{tick}.{calendar_year(data)}" for tick in ticks}


SETTINGS = ("page", "none", "all")


def files_of(data, setting) -> BranchFiles:
    site = data.site.model_copy(update={"branch_files": setting})
    files = BranchFiles(Context(replace(data, site=site), templates_in(ROOT / TEMPLATES), Standards(data)))
    files.find()
    return files


def alike(data) -> dict[str, bytes]:
    """Return the calendar files of many branches, most of which share their year with others, and of all kinds."""
    branches = [*(branch for _, branch in data.branches().values()), *made_up_branches(data, 16)]
    twins = [one.model_copy(update={"id": f"{one.id}-2"}) for one in branches]
    files, standards = files_of(data, "page"), Standards(data)
    found = {one.id: files.calendar(one) for one in (*branches, *twins)}
    for kind in data.profiles:
        schedule = standard_schedule(data, standards.of_kind(kind))
        owner = profile_owner(kind)
        found[owner] = calendar_file(data, owner, kind, schedule, {duty.frequency: "" for duty in schedule.duties})
    return found


def occurrences(content: bytes) -> list[tuple[str, str]]:
    """Return what a second library reads from a calendar file: every event on its days."""
    events = recurring_ical_events.of(Calendar.from_ical(content)).between((2020, 1, 1), (2029, 1, 1))
    return sorted((str(event["UID"]), str(event.start)) for event in events)


def imported(*files: bytes) -> bytes:
    """Return the calendar that has imported these files: an event replaces the one with its id."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//tests//ZH")
    events = {str(event["UID"]): event for file in files for event in Calendar.from_ical(file).walk("VEVENT")}
    for event in events.values():
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def test_the_files_of_any_branches_and_kinds_go_into_one_calendar(data):
    files = alike(data)

    assert len(files) > 50
    together = occurrences(imported(*files.values()))
    assert together == sorted(one for file in files.values() for one in occurrences(file))


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_file_that_is_published_shares_an_id_with_another(data, setting):
    files = files_of(data, setting)
    made = [one.bytes for one in (*files.shared(ROOT), *files.of_branches()) if one.path.endswith(".ics")]

    assert len(made) == len(data.branches())
    assert max(Counter(one for file in made for one in ids(file)).values()) == 1
