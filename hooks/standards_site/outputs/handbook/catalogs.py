"""The pages of standards and of the areas of the main one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...data.model import Area, Catalog, Item
from ..links import Links
from ..output import Context
from .glossary_terms import GlossaryTerms
from .items import item_view
from .retired import retired_view

Views = dict[str, dict[str, Any]]
"""The items as shown, by id."""


def item_views(context: Context, found: Iterable[Item]) -> Views:
    """Return items as shown: every page that shows them lies one folder deep, so one view of each serves all."""
    data, links = context.data, context.links("../")
    terms, in_force = GlossaryTerms(data), context.standards.in_force
    return {item.id: item_view(data, in_force, links, terms, item) | {"href": links.item(item.id)} for item in found}


def catalog_view(links: Links, catalog: Catalog, items: Views) -> dict[str, Any]:
    """Return the page of a standard: its areas and items, the standards beside it, what was retired."""
    data = links.data
    beside = [data.catalogs[name] for name in catalog.beside]
    return {
        "catalog": catalog,
        "standing": data.label("standing", catalog.standing),
        "source": catalog.source and {"text": data.sources[catalog.source].title, "href": links.source(catalog.source)},
        "print_href": links.printed_check(catalog.id),
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "about": area.about,
                "href": _area_href(links, catalog, area),
                "items": [items[item.id] for item in data.catalog_items(catalog.id) if item.area == area.id],
            }
            for area in catalog.areas
        ],
        "beside": [
            {
                "title": other.title,
                "about": other.about,
                "origin": other.origin,
                "standing": data.label("standing", other.standing),
                "href": links.catalog(other),
                "items": [items[item.id] for item in data.catalog_items(other.id)],
            }
            for other in beside
        ],
        "retired": [retired_view(data, links, entry) for entry in data.catalog_retired(catalog.id)],
        "description": f"{catalog.title}：{catalog.about}",
    }


def _area_href(links: Links, catalog: Catalog, area: Area) -> str:
    """Return the address of an area's page; empty if it has none."""
    if catalog.id == links.data.site.main_catalog:
        return links.area(area.id)
    return links.other_area(area.id) if catalog.area_pages else ""


def area_view(links: Links, area: Area, items: Views) -> dict[str, Any]:
    """Return the page of an area of the main standard."""
    data, catalog = links.data, links.data.main_catalog
    shown = [items[item.id] for item in data.catalog_items(catalog.id) if item.area == area.id]
    return {
        "area": area,
        "heading": area.heading,
        "catalog": {"title": catalog.title, "href": links.catalog(catalog)},
        "items": shown,
        "description": f"{area.title}：" + "、".join(f"{item['id']} {item['title']}" for item in shown),
    }


def other_area_views(context: Context, catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Yield the pages of the areas of a standard whose items have no pages."""
    data = context.data
    items = item_views(context, data.catalog_items(catalog.id))
    for area in catalog.areas:
        yield {
            "id": area.id,
            "title": area.title,
            "about": area.about,
            "items": [view for name, view in items.items() if data.items[name].area == area.id],
            "file": data.file_of("catalog", catalog.id),
        }
