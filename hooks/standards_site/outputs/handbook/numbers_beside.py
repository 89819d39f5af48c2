"""The number beside a requirement: of the clause that it cites, and the handbook's where that is another."""

from __future__ import annotations

from ...data.confirmed import OPEN
from ...data.load import StandardsData
from ...data.model import UNCOUNTED, FrequencyPosition, Requirement, ThresholdPosition
from ...data.positions import CASE
from ...data.quotes.number_words import joined
from ...data.quotes.records import bounds_of
from ...in_force.resolve import CATALOG, Setting
from ..settings import Numbered, cited_positions, same_number
from .comparisons import adopters_of, position_words


def named_setting(setting: Setting) -> str:
    """Return the number in force after the name of what it is a number of."""
    return f"{setting.record.title}：{setting_words(setting)}"


def setting_words(setting: Setting) -> str:
    """Return the number in force in words; one of the university's own says so."""
    return setting.summary if setting.authority.name == CATALOG else f"{setting.summary.rstrip('。')}（本校规定）"


def number_beside(data: StandardsData, setting: Setting, requirement: Requirement) -> str:
    """Return the number of the clause that a requirement cites, and the one in force where it is another."""
    own, in_force = cited_positions(setting, requirement), setting.position
    if setting.stricter or in_force is None or not own or in_force in own:
        return named_setting(setting)
    said = dict.fromkeys(_in_words(data, setting, position) for position in own)
    words = next(iter(said)) if len(said) == 1 else ""  # several on one place: the requirement itself says which
    title = setting.record.title
    if any(_comes_to(position, in_force) for position in own) or _on_another_case(own, in_force):
        shown = words if words and not _uncounted(in_force) else setting_words(setting)
        return f"{title}：{shown}"
    lead = "手册采用" if setting.authority.name == CATALOG else "本校采用"
    adopters = adopters_of(data, setting.record)
    theirs = (f"{who}本条" for position in own for who in adopters.get(position.key, ()))
    return f"{title}：" + "；".join(dict.fromkeys(filter(None, (words, f"{lead}{setting.summary}", *theirs))))


def _in_words(data: StandardsData, setting: Setting, position: Numbered) -> str:
    words = position_words(data, position, getattr(setting.record, "unit", ""))
    if words and position.modality not in ("must", "plain"):
        words = joined(data.label("modality", position.modality), words)
    return f"{words}（{OPEN}）" if words and position.clause == OPEN else words


def _comes_to(position: Numbered, in_force: Numbered) -> bool:
    """Return whether a position contradicts the number in force in nothing that it says."""
    if isinstance(position, FrequencyPosition) and isinstance(in_force, FrequencyPosition):
        if _uncounted(position) or _uncounted(in_force):
            return _uncounted(position) and _uncounted(in_force)
        # a source that gives the period alone gives no other number of times
        said = position if position.times else position.model_copy(update={"times": in_force.times})
        return same_number(said, in_force)
    if isinstance(position, ThresholdPosition) and isinstance(in_force, ThresholdPosition):
        return bounds_of(in_force.number).items() <= bounds_of(position.number).items()
    return False


def _uncounted(position: Numbered) -> bool:
    return isinstance(position, FrequencyPosition) and position.per in UNCOUNTED


def _on_another_case(own: list[Numbered], in_force: Numbered) -> bool:
    """Return whether the cited clause lays down the number of a case that the one in force is not for."""
    return all(position.relation == CASE and position.of == in_force.key for position in own)
