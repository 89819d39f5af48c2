"""The pages of standards and of the areas of the main one."""

from __future__ import annotations

from typing import Any

from ...data.model import Area, Catalog
from ..links import Links
from .retired import retired_view

Views = dict[str, dict[str, Any]]
"""The items as shown, by id."""


def catalog_view(links: Links, catalog: Catalog, items: Views) -> dict[str, Any]:
    """Return the page of a standard: its areas and items, the standards beside it, what was retired."""
    data = links.data
    beside = [data.catalogs[name] for name in catalog.beside]
    return {
        "catalog": catalog,
        "many_areas": len(catalog.areas) > 1,
        "standing": data.label("standing", catalog.standing),
        "source": catalog.source and {"text": data.sources[catalog.source].title, "href": links.source(catalog.source)},
        "print_href": links.printed_check(catalog.id),
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "about": area.about,
                "href": links.area(area.id) if catalog.id == data.site.main_catalog else "",
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
