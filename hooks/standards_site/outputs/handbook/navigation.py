"""The site's navigation, from the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...data.load import StandardsData
from ...data.model import Catalog, Item, RetiredItem
from ..escaping import as_text
from ..links import catalog_path, item_path, retired_path
from .hand_pages import LISTED
from .procedures import compared_kinds, of_kind
from .roles import shown_roles

Nav = list[Any]


def navigation(data: StandardsData) -> Nav:
    """Return the site's navigation as MkDocs takes it; its titles may stand in the theme's HTML."""
    return _titled(_sections(data))


def _sections(data: StandardsData) -> Nav:
    main = data.main_catalog
    areas: Nav = [{f"{main.short}总览": catalog_path(main).replace(".html", ".md")}]
    for area in main.areas:
        entries: Nav = [{"本领域一览": f"areas/{area.id}.md"}]
        items = (item for item in data.catalog_items(main.id) if item.area == area.id)
        entries += _pages_of((item, item_path(data, item)) for item in items)
        areas.append({area.heading: entries})
    gone = _pages_of((entry, retired_path(data, entry)) for entry in data.catalog_retired(main.id))
    if gone:
        areas.append({"停用的条目": gone})
    others = [_catalog_nav(data, catalog) for catalog in data.catalogs.values() if catalog.id != main.id]
    return [
        {"首页": "index.md"},
        {main.short: areas},
        {"频次和门槛": [{"频次": "frequencies.md"}, {"门槛": "thresholds.md"}, {"各来源的差异": "differences.md"}]},
        {"程序": _procedure_nav(data)},
        {"角色": [{"角色总览": "roles/index.md"}, *_role_nav(data)]},
        {"其他标准": others},
        {"表单和台账": [{"表单": "forms/index.md"}, {"一次记录，多处引用": "evidence.md"}, {"台账": "ledgers.md"}]},
        {
            "支部自查": [
                {"全部支部": "branches/index.md"},
                {"我的支部": "my-branch.md"},
                {"支部类型": _profile_nav(data)},
                {"汇总各支部自查": "roll-up.html"},
            ]
        },
        {"算一算": "calculators.md"},
        {
            "依据和用语": [
                {"用语和系统": "glossary.md"},
                {"依据总览": "sources/index.md"},
                {"全部依据": [{source.short: f"sources/{source.id}.md"} for source in data.sources.values()]},
            ]
        },
        {
            "关于": [
                *({title: page} for page, title in LISTED.items()),
                {"发布": "publish.md"},
                {"规则": "rules.md"},
                {"待核清单": "unsure.md"},
            ]
        },
    ]


def _catalog_nav(data: StandardsData, catalog: Catalog) -> dict[str, Any]:
    """Return a catalog other than the main one: its page, with the pages of its items if they have any."""
    overview = catalog_path(catalog).replace(".html", ".md")
    pages = _pages_of((item, item_path(data, item)) for item in data.catalog_items(catalog.id))
    pages += _pages_of((gone, retired_path(data, gone)) for gone in data.catalog_retired(catalog.id))
    return {catalog.title: [{f"{catalog.short}总览": overview}, *pages] if pages else overview}


def _pages_of(placed: Iterable[tuple[Item | RetiredItem, str]]) -> Nav:
    """Return the entries of those that have a page of their own; the others stand on their catalog's page."""
    return [{entry.heading: path.replace(".html", ".md")} for entry, path in placed if "#" not in path]


def _procedure_nav(data: StandardsData) -> Nav:
    found: Nav = [{"程序总览": "procedures/index.md"}]
    for kind, entry in data.vocabulary.procedure_kind.items():
        pages: Nav = [{procedure.title: f"procedures/{procedure.id}.md"} for procedure in of_kind(data, kind)]
        if kind in compared_kinds(data):
            pages.append({"各来源并排": f"procedures/compared-{kind}.md"})
        if pages:
            found.append({entry.label: pages})
    months = data.guidance.values()
    return [*found, {"月度指导": [{month.title: f"monthly-guidance/{month.id}.md"} for month in months]}]


def _role_nav(data: StandardsData) -> Nav:
    return [{data.label("role", role): f"roles/{role}.md"} for role in shown_roles(data)]


def _profile_nav(data: StandardsData) -> Nav:
    kinds: Nav = [{profile.title: f"profiles/{profile.id}.md"} for profile in data.profiles.values()]
    return [{"各类一览": "profiles/index.md"}, *kinds]


def _titled(entries: Nav) -> Nav:
    """Return the entries with titles that the theme, which escapes some and some not, shows as they are."""
    return [
        {as_text(title): target if isinstance(target, str) else _titled(target) for title, target in entry.items()}
        for entry in entries
    ]
