"""The map of areas and items as a picture one can click: coordinates are computed here, the template only draws."""

from __future__ import annotations

from typing import Any

from ..load import StandardsData
from .links import Links

FONT = 16
CHIP_HEIGHT = 38
GAP = 8
ROW = CHIP_HEIGHT + GAP


def map_view(data: StandardsData, links: Links, *, width: int, label_width: int) -> dict[str, Any]:
    """Return the map laid out for `width` user units; `label_width` 0 puts an area's name above its items."""
    catalog = data.of("catalog")[data.site.main_catalog]
    items = data.catalog_items(catalog.id)
    areas = []
    top = GAP
    for index, area in enumerate(catalog.areas):
        left = label_width + GAP if label_width else GAP
        chips_top = top if label_width else top + FONT + 2 * GAP
        chips = _flow([item for item in items if item.area == area.id], links, left, chips_top, width)
        bottom = max([chip["y"] for chip in chips], default=chips_top) + ROW
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


def _flow(items: list[Any], links: Links, left: int, top: int, width: int) -> list[dict[str, Any]]:
    chips = []
    x, y = left, top
    for item in items:
        text = f"{item.id} {item.title}"
        chip_width = min(round(_text_width(text)) + 20, width - left - GAP)
        if x + chip_width > width - GAP and x > left:
            x, y = left, y + ROW
        chips.append(
            {
                "id": item.id,
                "title": item.title,
                "href": links.item(item.id),
                "x": x,
                "y": y,
                "width": chip_width,
                "height": CHIP_HEIGHT,
                "text_x": x + 10,
                "text_y": y + CHIP_HEIGHT // 2 + FONT // 3,
            }
        )
        x += chip_width + GAP
    return chips


def _text_width(text: str) -> float:
    # a Chinese character is one em wide, a Latin one about 0.6
    return sum(FONT if ord(char) > 0x2E7F else FONT * 0.6 for char in text)
