"""Where each number comes from: what is in force, which authority set it, and on what basis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..data.load import StandardsData
from ..data.model import Frequency, FrequencyPosition, Requirement, ThresholdPosition
from ..in_force.resolve import CATALOG, Setting, Standard, is_local
from .links import Links

Numbered = FrequencyPosition | ThresholdPosition


def numbers_view(
    data: StandardsData, links: Links, standard: Standard, requirements: Iterable[Requirement]
) -> dict[str, list[dict[str, Any]]]:
    """Return every frequency, then every threshold that `requirements` refer to, each once; unset ones apart."""
    frequencies: dict[str, None] = {}
    thresholds: dict[str, None] = {}
    for requirement in requirements:
        if requirement.frequency:
            frequencies[requirement.frequency] = None
        thresholds.update(dict.fromkeys(requirement.thresholds))
    settings = [standard.settings[name] for name in (*frequencies, *thresholds)]
    return {
        "numbers": [setting_view(data, links, setting) for setting in settings if is_set(setting)],
        "unset_numbers": [setting_view(data, links, setting) for setting in settings if not is_set(setting)],
    }


def is_set(setting: Setting) -> bool:
    """Return whether a number is in force: the handbook adopts a position, or an authority set one."""
    return bool(setting.position or setting.stricter)


def setting_view(data: StandardsData, links: Links, setting: Setting) -> dict[str, Any]:
    """Return a number as shown: what is in force, who set it, the basis, and why if it is not the handbook's."""
    position, stricter = setting.position, setting.stricter
    return {
        "id": setting.record.id,
        "title": setting.record.title,
        "href": setting_href(links, setting),
        "number": setting.summary.rstrip("。"),
        "by": setting.authority.title,
        "local": is_local(data, setting),
        "cite": links.citation(position) if position and not stricter else None,
        "paper": stricter.basis if stricter else "",
        # a stricter number's reason is its paper
        "why": "" if stricter or setting.authority.name == CATALOG else setting.why,
    }


def setting_href(links: Links, setting: Setting) -> str:
    """Return where all positions on a number stand side by side."""
    place = links.frequency if isinstance(setting.record, Frequency) else links.threshold
    return place(setting.record.id)


def asks_for_it(setting: Setting, requirement: Requirement) -> bool:
    """Return whether a requirement asks for the number in force, not for another one that only its source gives."""
    if setting.stricter:
        return False  # what a university lays down for itself no source asks for
    own = cited_positions(setting, requirement)
    if not own or setting.position is None:
        return True
    return any(same_number(position, setting.position) for position in own)


def cited_positions(setting: Setting, requirement: Requirement) -> list[Numbered]:
    """Return the positions on a number that stand where a requirement cites their sources."""
    return [position for position in setting.record.positions if _is_cited(position, requirement)]


def _is_cited(position: Numbered, requirement: Requirement) -> bool:
    """Return whether a position stands where a requirement cites its source, or in a part or the whole of that."""
    return any(
        cited.source == position.source
        and (cited.clause.startswith(position.clause) or position.clause.startswith(cited.clause))
        for cited in requirement.cites
    )


def same_number(one: Numbered, other: Numbered) -> bool:
    """Return whether two positions give the same number, or the same period and times."""
    if isinstance(one, FrequencyPosition) and isinstance(other, FrequencyPosition):
        # hours of study have no place of their own in a frequency
        hours, others = (set(re.findall(r"(\d+) ?个?学时", position.text)) for position in (one, other))
        return (one.per, one.times) == (other.per, other.times) and (hours == others or not (hours and others))
    return isinstance(one, ThresholdPosition) and isinstance(other, ThresholdPosition) and one.number == other.number
