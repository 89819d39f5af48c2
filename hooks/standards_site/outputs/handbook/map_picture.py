"""The map of areas and items as a picture one can click: places are computed here, the template only draws."""

from __future__ import annotations

from typing import Any

from ...data.load import StandardsData
from ..boxes import CHIP_HEIGHT, FONT, GAP, ROW, bottom_of, flow
from ..links import Links


def map_view(data: StandardsData, links: Links, *, width: int, label_width: int) -> dict[str, Any]:
    """Return the map laid out for `width` user units; `label_width` 0 puts an area's name above its items."""
    catalog = data.main_catalog
    items = data.catalog_items(catalog.id)
    areas = []
    top = GAP
    for index, area in enumerate(catalog.areas):
        left = label_width + GAP if label_width else GAP
        chips_top = top if label_width else top + FONT + 2 * GAP
        entries = [(item.heading, links.item(item.id)) for item in items if item.area == area.id]
        chips = flow(entries, left, chips_top, width)
        bottom = bottom_of(chips) if chips else chips_top + ROW
        areas.append(
            {
                "id": area.id,
                "title": area.title,
                "href": links.area(area.id),
                "tone": index % 2,
                "y": top - GAP // 2,
                "height": bottom - top,
                "text_y": top + CHIP_HEIGHT // 2 + FONT // 3 if label_width else top + FONT,
                "chips": chips,
            }
        )
        top = bottom + (0 if label_width else GAP)
    return {
        "width": width,
        "height": top,
        "areas": areas,
        "label": f"{catalog.title}：{len(catalog.areas)} 个领域、{len(items)} 个条目，点一下打开",
    }
