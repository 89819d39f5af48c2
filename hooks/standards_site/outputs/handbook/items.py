"""Views of items: what a page, a form or a checklist shows of one item, made once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...data.advice import ADVICE
from ...data.confirmed import OPEN
from ...data.likeness import Likeness, likeness_words, likenesses_of
from ...data.load import StandardsData
from ...data.model import Applies, Catalog, Exclusion, Item, Mistake, Requirement
from ...in_force.conditions import condition_words
from ...in_force.resolve import Settings, applies_of
from ..links import Links
from ..shared_words import RECTIFICATION
from ..words import FEW, first_few, is_marked, record_title, record_titles
from .calculators import calculators_in_item, files_for
from .deciders import Decider, deciders, kinds_words
from .glossary_terms import GlossaryTerms
from .numbers_beside import named_setting, number_beside
from .samples import is_sample

EVERYBODY = "全部支部"


def asked_locally(data: StandardsData, requirement: Requirement) -> bool:
    """Return whether no nation-wide document carries the requirement."""
    return not any(data.sources[cited.source].is_national for cited in requirement.cites)


def frequency_texts(in_force: Settings, item: Item) -> list[str]:
    """Return how often an item asks for what, in words, each once: 积极分子考察：每半年 1 次."""
    named = [requirement.frequency for requirement in item.requirements if requirement.frequency]
    return [named_setting(in_force[name]) for name in dict.fromkeys(named)]


def role_names(data: StandardsData, roles: tuple[str, ...]) -> str:
    """Return roles as shown."""
    return "、".join(data.label("role", role) for role in roles)


def applies_words(data: StandardsData, applies: Applies) -> str:
    """Return for whom something applies by its own record, in words."""
    return EVERYBODY if applies.when == "always" else condition_words(data, applies.when)


def item_applies_words(data: StandardsData, item: Item) -> str:
    """Return for whom an item applies, in words, less the kinds of branch that leave it out."""
    words = applies_words(data, item.applies)
    out = [decider for decider, exclusion in exclusions_of(data, item) if exclusion.requirement is None]
    if not out:
        return words
    left = {kind for decider in out for kind in decider.kinds}
    catalog = data.item_catalog[item.id]
    if all(profile.id in left for profile in data.profiles.values() if catalog in profile.catalogs):
        return "、".join(dict.fromkeys(decider.who for decider in out)) + "不适用"
    named = kinds_words(data, left)
    return f"除{named}外的支部" if words == EVERYBODY else f"{words}；{named}除外"


def exclusions_of(data: StandardsData, item: Item) -> list[tuple[Decider, Exclusion]]:
    """Return who leaves the item or a requirement of it out."""
    return [(decider, entry) for decider in deciders(data) for entry in decider.ruling.exclude if entry.item == item.id]


def _exclusion_view(links: Links, keys: list[str], who: str, exclusion: Exclusion) -> dict[str, Any]:
    key = exclusion.requirement
    return {
        "who": who,
        "what": {"text": f"要求 {keys.index(key) + 1}", "href": f"#{key}"} if key in keys else None,
        "reason": exclusion.reason,
        "otherwise": exclusion.otherwise,
        "cites": links.citations(exclusion.cites),
    }


def requirement_view(
    data: StandardsData,
    in_force: Settings,
    links: Links,
    terms: GlossaryTerms,
    requirement: Requirement,
    explained: set[str],
) -> dict[str, Any]:
    """Return a requirement as shown: text, modality, numbers by reference, citations.

    `explained` holds the terms already explained on the page; the ones explained here are added to it.
    """
    frequency = data.frequencies.get(requirement.frequency or "")
    applies = applies_of(data, requirement)
    return {
        "key": requirement.key,
        "text": requirement.text,
        "advises": ADVICE in requirement.text,
        "segments": terms.segments(requirement.text, explained),
        "modality": data.label("modality", requirement.modality),
        "modality_class": requirement.modality,
        "marked": (marked := is_marked(data, requirement.modality, requirement.text)),
        "local": asked_locally(data, requirement),
        "frequency": frequency
        and {
            "href": links.frequency(frequency.id),
            "text": number_beside(data, in_force[frequency.id], requirement),
        },
        "thresholds": [
            {
                "href": links.threshold(name),
                "text": number_beside(data, in_force[name], requirement),
            }
            for name in requirement.thresholds
        ],
        "condition": applies_words(data, applies) if applies else "",
        "otherwise": applies.otherwise if applies else "",
        "cites": links.citations_of(requirement),
        "must": marked and requirement.modality == "must",
        "open": any(cited.clause == OPEN for cited in requirement.cites),
    }


def _requirement_groups(
    data: StandardsData, in_force: Settings, links: Links, terms: GlossaryTerms, item: Item
) -> list[dict[str, Any]]:
    """Return the requirements as shown: nation-wide ones first, then what single institutions ask of themselves."""
    explained: set[str] = set()
    views = [
        requirement_view(data, in_force, links, terms, requirement, explained) for requirement in item.requirements
    ]
    national = [view for view in views if not view["local"]]
    local = [view for view in views if view["local"]]
    groups = (
        ("全国规定", "", national),
        ("各单位自己的写法", "只约束写它的单位，别的单位供参考；本校有规定的按本校规定。", local),
    )
    shown: list[dict[str, Any]] = []
    start = 1
    for title, about, found in groups:
        for number, view in enumerate(found, start):
            view["number"] = number
        if found:
            shown.append({"title": title, "about": about, "requirements": found, "start": start})
            start += len(found)
    return shown


def _numbers(groups: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the requirements that hold a number: what single institutions ask only where nothing else does."""
    for group in groups:
        found = [view for view in group["requirements"] if view["frequency"] or view["thresholds"]]
        if found:
            return {"numbers": found, "numbers_about": group["about"]}
    return {"numbers": [], "numbers_about": ""}


def _files(links: Links, item: Item) -> Iterator[dict[str, Any]]:
    """Yield the forms that an item keeps, with their files."""
    data = links.data
    for name in dict.fromkeys(kept.form for kept in item.keep if kept.form):
        yield {"title": data.forms[name].title, "papers": links.papers(data.forms[name], data.item_catalog[item.id])}


def item_view(
    data: StandardsData, in_force: Settings, links: Links, terms: GlossaryTerms, item: Item
) -> dict[str, Any]:
    """Return everything an item page shows."""
    area = data.area_of(item)
    sources = _sources_by_weight(data, item)
    groups = _requirement_groups(data, in_force, links, terms, item)
    shown = [view for group in groups for view in group["requirements"]]
    keys = [view["key"] for view in shown]
    return {
        "id": item.id,
        "title": item.title,
        "heading": item.heading,
        "area": {"id": area.id, "title": area.title, "href": links.area(area.id)},
        "official": " ".join(part for part in (item.official_no, item.official_name) if part),
        "purpose": item.purpose,
        "glance": {
            "frequency": "。".join(frequency_texts(in_force, item)) or "没有固定次数，按需要办",
            "responsible": role_names(data, item.roles.responsible) if item.roles else "来源没有写",
            "keep": first_few(record_titles(data, item), "样") or "来源没有写",
            "applies": item_applies_words(data, item),
            "sources": [{"text": data.sources[name].short, "href": links.source(name)} for name in sources[:FEW]],
            "more_sources": f"等 {len(sources)} 份" if len(sources) > FEW else "",
        },
        "limited": item_applies_words(data, item) != EVERYBODY,
        "requirements": shown,
        "count": len(shown),
        **_numbers(groups),
        "groups": groups,
        "unlike": any(cite["modality"] for view in shown for cite in view["cites"]),
        "how_to": [
            {"title": phase.title, "steps": [_advice(data, step) for step in phase.steps]} for phase in item.how_to
        ],
        "calculators": (found := calculators_in_item(links, item.id)),
        **files_for(found),
        "keep": [
            {
                "title": record_title(data, kept),
                "href": links.form(kept.form) if kept.form else "",
                "key_fields": "、".join(kept.key_fields),
                "ledger": data.ledgers[kept.ledger].title,
                "proves": [{"number": keys.index(key) + 1, "href": f"#{key}"} for key in kept.proves],
            }
            for kept in item.keep
        ],
        "files": [kept for kept in _files(links, item) if kept["papers"]],
        "ledgers": [
            {"text": data.ledgers[name].title, "href": links.ledger(name)}
            for name in dict.fromkeys(kept.ledger for kept in item.keep)
        ],
        "judge": _judge(data, item),
        "mistakes": [_mistake(data, links, mistake) for mistake in item.mistakes],
        "roles": _roles(data, item),
        "goes_to": [
            {
                "act": data.label("act", entry.act),
                "to": data.label("role", entry.to),
                "what": entry.what,
                "own": entry.own,
                "cites": links.citations(entry.cites),
            }
            for entry in item.goes_to
        ],
        "otherwise": item.applies.otherwise,
        "applies_cites": links.citations(item.applies.cites),
        "exclusions": [
            _exclusion_view(links, keys, decider.who, exclusion) for decider, exclusion in exclusions_of(data, item)
        ],
        "notes": item.notes,
        "related": [
            {"text": f"{other} {data.of('item')[other].title}", "href": links.item(other)} for other in item.related
        ],
        "elsewhere": _elsewhere(data, links, item),
        "procedures": [
            {"text": procedure.title, "href": links.procedure(procedure.id)}
            for procedure in data.procedures.values()
            if item.id in procedure.items and not is_sample(data, procedure)
        ],
        "checks": [
            {"text": catalog.title, "href": links.catalog(catalog), "print_href": links.printed_check(catalog.id)}
            for catalog in _short_checks(data, item)
        ],
        "questions": [{"text": question.text, "cites": links.citations(question.cites)} for question in item.questions],
        "history": [
            {
                "rev": change.rev,
                "edition": change.edition,
                "change": data.label("change", change.change),
                "why": change.why,
            }
            for change in item.history
        ],
    }


def _short_checks(data: StandardsData, item: Item) -> Iterator[Catalog]:
    """Yield the standards of one page with which what an item asks for is looked through point by point."""
    alike = {data.item_catalog[one.other] for one in likenesses_of(data, item.id) if one.authored}
    for catalog in data.catalogs.values():
        # what a notice lists are cases that one body looked for, not points to be met
        if catalog.id in alike and not catalog.area_pages and catalog.standing != "notice":
            yield catalog


def _elsewhere(data: StandardsData, links: Links, item: Item) -> list[dict[str, Any]]:
    """Return the items of other catalogs that are alike, with what they are to this one and why."""
    groups = []
    for catalog in data.catalogs.values():
        alike = [one for one in likenesses_of(data, item.id) if data.item_catalog[one.other] == catalog.id]
        if alike:
            shared = [_other(data, links, one) for one in alike if not one.authored]
            groups.append({"catalog": catalog.title, "told": _told(data, links, alike), "shared": shared})
    return groups


def _other(data: StandardsData, links: Links, likeness: Likeness) -> dict[str, str]:
    return {"text": data.items[likeness.other].heading, "href": links.item(likeness.other)}


def _told(data: StandardsData, links: Links, likenesses: list[Likeness]) -> list[dict[str, Any]]:
    """Return what is authored; of several items the same is said once."""
    found: dict[tuple[str, Any], dict[str, Any]] = {}
    for one in likenesses:
        if alike := one.authored:
            words = likeness_words(data, one)
            said = {"how": words, "why": alike.why, "own": alike.own, "cites": links.citations(alike.cites)}
            told = found.setdefault((words, alike.model_copy(update={"item": ""})), {**said, "items": []})
            told["items"].append(_other(data, links, one))
    return list(found.values())


def _sources_by_weight(data: StandardsData, item: Item) -> list[str]:
    """Return the sources of an item's requirements, nation-wide ones first."""
    cited = dict.fromkeys(cited.source for requirement in item.requirements for cited in requirement.cites)
    return sorted(cited, key=lambda name: not data.sources[name].is_national)


def _advice(data: StandardsData, text: str) -> dict[str, Any]:
    return {"text": text, "own_number": text in data.own_numbers}


def _mistake(data: StandardsData, links: Links, mistake: Mistake) -> dict[str, Any]:
    put_right = mistake.rectification
    return {
        "text": mistake.text,
        "own": mistake.own,
        "cites": links.citations(mistake.cites),
        "grounds": bool(mistake.cites or (put_right and put_right.cites)),
        "rectification": [
            {"label": label, **_advice(data, getattr(put_right, name))}
            for name, label in RECTIFICATION.items()
            if put_right
        ],
        "rectified_by": links.citations(put_right.cites) if put_right else [],
    }


def _judge(data: StandardsData, item: Item) -> list[dict[str, Any]]:
    if item.judge is None:
        return []
    return [
        {"class": answer, "label": data.label("answer", answer), **_advice(data, getattr(item.judge, answer))}
        for answer in ("met", "partly", "unmet")
    ]


def _roles(data: StandardsData, item: Item) -> list[dict[str, str]]:
    if item.roles is None:
        return []
    labels = (("负责", item.roles.responsible), ("协助", item.roles.supports), ("参加", item.roles.attends))
    return [{"label": label, "names": role_names(data, roles)} for label, roles in labels if roles]
