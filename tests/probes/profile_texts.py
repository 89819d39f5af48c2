"""What every kind of branch gets, as one sorted text: what a change of a profile or of site.yaml does to it."""

from __future__ import annotations

from collections.abc import Iterator

from standards_site.branch.schedule import Schedule, standard_schedule
from standards_site.data.load import StandardsData
from standards_site.in_force.resolve import CATALOG, ItemEntry, RequirementEntry, Standard, Standards, is_local
from standards_site.outputs.year.plan import when_words
from tests import ROOT

FOLDER = ROOT / "tests/golden/profiles"


def profile_texts(data: StandardsData) -> dict[str, str]:
    """Return for each kind of branch the text of what applies, what depends and what does not, and its numbers."""
    standards = Standards(data)
    return {kind: _text(data, standards, kind) for kind in sorted(data.profiles)}


def number_lines(data: StandardsData, standard: Standard) -> Iterator[str]:
    """Yield the numbers that differ from the handbook's, sorted: id, number in force, authority."""
    for name, setting in sorted(standard.settings.items()):
        if setting.authority.name != CATALOG:
            who = setting.authority.title + ("，本地" if is_local(data, setting) else "")
            yield f"= {name}: {setting.summary.rstrip('。')}（{who}；手册：{setting.record.summary}）"


def duty_lines(year: Schedule) -> Iterator[str]:
    """Yield the duties of a year, sorted by id: when, and how often."""
    yield f"{year.year} 年："
    yield from sorted(f"{duty.carrier}: {when_words(duty)}，{duty.summary.rstrip('。')}" for duty in year.duties)
    yield from sorted(f"{duty.carrier}: 不按日历，{duty.summary.rstrip('。')}" for duty in year.undated)
    yield from (f"{name}: 没有定次数" for name in sorted(frequency.id for frequency in year.unadopted))


def _text(data: StandardsData, standards: Standards, kind: str) -> str:
    profile, standard = data.profiles[kind], standards.of_kind(kind)
    lines = [f"{profile.title}：{standard.catalog.title}", f"还可以对照：{' '.join(profile.catalogs[1:])}", ""]
    for entry in sorted(standard.entries, key=lambda entry: entry.item.id):
        lines.append(_item_line(entry))
        if not entry.left:
            lines += [line for one in entry.requirements for line in _requirement_lines(one)]
    for catalog in standards.catalogs(kind)[1:]:
        other = standards.of_kind(kind, catalog)
        lines += [f"{catalog.id} {_item_line(entry)}" for entry in other.entries if entry.left or entry.tests]
    numbers = list(number_lines(data, standard))
    lines += ["", *(numbers or ["数都和手册一样"]), "", *duty_lines(standard_schedule(data, standard))]
    return "\n".join(lines) + "\n"


def _item_line(entry: ItemEntry) -> str:
    name = f"{entry.item.id} {entry.item.title}"
    added = f"（{entry.added.title}加的）" if entry.added else ""
    if entry.left:
        return f"- {name}{added}: {entry.left.reason}。{entry.left.otherwise}"
    wanted = _wanted(entry)
    return f"? {name}{added}: {wanted}。{entry.item.applies.otherwise}" if wanted else f"+ {name}{added}"


def _requirement_lines(one: RequirementEntry) -> Iterator[str]:
    if one.left:
        yield f"    - {one.requirement.key}: {one.left.reason}"
    elif one.tests:
        yield f"    ? {one.requirement.key}: {_wanted(one)}"


def _wanted(entry: ItemEntry | RequirementEntry) -> str:
    return "；".join(test.wanted for test in entry.tests if test.wanted)
