"""The files that the data makes: no two are the same file anywhere, and every system can hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..data.data_files import DATA
from ..data.load import StandardsData
from ..data.problems import Location, Problem
from .handbook.hand_pages import hand_page_problems, hand_pages
from .handbook.procedures import compared_kinds
from .handbook.sources import citing_parts
from .links import (
    FILES,
    HAND_WRITTEN,
    OF_MKDOCS,
    Place,
    area_path,
    branch_path,
    calendar_path,
    catalog_data_path,
    catalog_path,
    check_path,
    checklist_path,
    citing_path,
    compared_path,
    difference_path,
    file_path,
    filled_form_path,
    frequency_path,
    guidance_path,
    html_path,
    is_page,
    item_path,
    other_area_path,
    pack_path,
    paper_path,
    picture_path,
    plan_path,
    plan_script_path,
    print_path,
    procedure_path,
    profile_calendar_path,
    profile_path,
    profile_plan_path,
    retired_path,
    role_path,
    sheet_path,
    source_path,
    threshold_path,
    worklist_path,
)
from .paper import PAPERS

FIXED = (*(place for place in Place if place not in HAND_WRITTEN), *map(paper_path, PAPERS), *OF_MKDOCS)
"""Files that are there whatever the data says."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """A file that something makes; `name` is the id or word it is called after, which stands `at`: None if none is."""

    path: str
    at: Location | None
    name: str = ""


def path_problems(data: StandardsData, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the files that the data makes, and with links of hand-written pages to them."""
    found = [Claim(path, None) for path in FIXED]
    found += [Claim(html_path(path), None) for path in hand_pages(root)]
    found += claims(data)
    files = [Claim(file, Location(file), file) for file in data.files.values()]
    for group in (found, files):
        yield from _same_file(group)
    yield from _unholdable([*found, *files])
    yield from hand_page_problems(root, {claim.path for claim in found}, data)


def claims(data: StandardsData) -> Iterator[Claim]:
    """Yield the files of the site whose paths come from the data."""
    paths = {
        "source": source_path,
        "procedure": procedure_path,
        "guidance": guidance_path,
        "frequency": frequency_path,
        "threshold": threshold_path,
    }
    yield Claim(worklist_path(""), None)
    for kind, path_of in paths.items():
        for record_id in data.of(kind):
            yield Claim(path_of(record_id), _id(data, kind, record_id), record_id)
    for source in data.sources:
        at = _id(data, "source", source)
        yield Claim(worklist_path(source), at, source)
        for number, _ in enumerate(citing_parts(data, source), 1):
            yield Claim(citing_path(source, number), at, source)
    for index, difference in enumerate(data.differences.differences):
        at = Location(f"{DATA}/differences.yaml", ("differences", index, "id"))
        yield Claim(difference_path(difference.id), at, difference.id)
    for kind in compared_kinds(data):
        yield Claim(compared_path(kind), _word("procedure_kind", kind), kind)
    for role in data.vocabulary.role:
        yield Claim(role_path(role), _word("role", role), role)
    for pack in data.vocabulary.pack:
        yield Claim(pack_path(pack), _word("pack", pack), pack)
    for profile in data.profiles:
        at = _id(data, "profile", profile)
        plan = profile_plan_path(profile)
        for path in (profile_path(profile), plan, plan_script_path(plan), profile_calendar_path(profile)):
            yield Claim(path, at, profile)
    yield from _of_standards(data)
    yield from _of_forms(data)
    yield from _of_branches(data)


def _of_standards(data: StandardsData) -> Iterator[Claim]:
    catalogs = data.catalogs
    for catalog in catalogs.values():
        at = _id(data, "catalog", catalog.id)
        yield Claim(catalog_path(catalog), at, catalog.id)
        yield Claim(catalog_data_path(catalog.id), at, catalog.id)
        is_main = catalog.id == data.site.main_catalog
        if is_main or catalog.area_pages:
            path_of = area_path if is_main else other_area_path
            for index, area in enumerate(catalog.areas):
                yield Claim(path_of(area.id), Location(at.file, ("areas", index, "id")), area.id)
    for item in data.items.values():
        if data.item_catalog[item.id] in catalogs and is_page(item_path(data, item)):
            yield Claim(item_path(data, item), _id(data, "item", item.id), item.id)
    for index, entry in enumerate(data.retired.retired):
        if entry.catalog in catalogs and is_page(retired_path(data, entry)):
            yield Claim(retired_path(data, entry), Location(f"{DATA}/retired.yaml", ("retired", index, "id")), entry.id)


def _of_forms(data: StandardsData) -> Iterator[Claim]:
    for name in {one.form for one in data.program.filled_forms} & data.forms.keys():
        yield Claim(filled_form_path(name), _id(data, "form", name), name)
    for form in data.forms.values():
        if form.guidance_only:
            yield Claim(print_path(sheet_path(form, "")), _id(data, "form", form.id), form.id)
            continue
        of_items = form.rows and form.rows.source == "items"
        for path in [check_path(name) for name in data.catalogs] if of_items else [sheet_path(form, "")]:
            for file in (print_path(path), *(file_path(path, suffix) for suffix in FILES), picture_path(path)):
                yield Claim(file, _id(data, "form", form.id), form.id)


def _of_branches(data: StandardsData) -> Iterator[Claim]:
    forms = [form for form in data.forms.values() if form.for_branches and not form.guidance_only]
    for unit in data.units.values():
        for index, branch in enumerate(unit.branches):
            at = Location(data.file_of("unit", unit.id), ("branches", index, "id"))
            if data.site.branch_files != "all":
                yield Claim(branch_path(branch.id), at, branch.id)
                yield Claim(calendar_path(branch.id), at, branch.id)
                continue
            plan = plan_path(branch.id)
            paths = [plan, plan_script_path(plan), calendar_path(branch.id)]
            profile = data.profiles.get(branch.facts.kind)
            names = [name for name in profile.catalogs if name in data.catalogs] if profile else []
            paths += [checklist_path(data, branch.id, data.catalogs[name]) for name in names]
            for form in forms:
                of_items = form.rows and form.rows.source == "items"
                made = (
                    [check_path(name, branch.id) for name in names] if of_items else [sheet_path(form, "", branch.id)]
                )
                paths += [print_path(path) for path in made]
                paths += [file_path(path, suffix) for path in made for suffix in FILES]
            yield from (Claim(path, at, branch.id) for path in paths)


def _same_file(found: Iterable[Claim]) -> Iterator[Problem]:
    first: dict[str, Claim] = {}
    told: set[Location] = set()
    for claim in found:
        other = first.setdefault(claim.path.casefold(), claim)
        if other is claim or claim.at is None or claim.at in told or claim.name == other.name:
            continue  # an id that is used twice is told as such
        told.add(claim.at)
        whose = f"也由 {other.at.file} 生成" if other.at else "本站已经在用"
        message = f"文件 {claim.path} {whose}，会互相覆盖。"
        if claim.path.startswith(f"{DATA}/"):
            message = f"文件名和 {other.path} 只差大小写，有的系统里是同一个文件。"
        yield Problem("PTH1", claim.at, message, hint="换一个编号；大小写不同不算不同")


def _unholdable(found: Iterable[Claim]) -> Iterator[Problem]:
    told: set[tuple[Location, str]] = set()
    for claim in found:
        for name in claim.path.split("/"):
            stem = name.split(".")[0]
            if claim.at is None or (claim.at, stem) in told or not _RESERVED.fullmatch(name):
                continue
            told.add((claim.at, stem))
            message = f"「{stem}」在 Windows 里不能做文件名。"
            yield Problem("PTH2", claim.at, message, hint="换一个编号" if claim.at.path else "换一个编号和文件名")


def _id(data: StandardsData, kind: str, record_id: str) -> Location:
    return Location(data.file_of(kind, record_id), ("id",))


def _word(name: str, word: str) -> Location:
    return Location(f"{DATA}/vocabulary.yaml", (name, word), on_key=True)
