"""一次记录，多处引用: which records serve which items, as a table and as a picture of dots."""

from __future__ import annotations

from typing import Any

from ...data.load import StandardsData
from ...data.model import Area, Item, Kept
from ..boxes import FONT, GAP, LINE, text_width, wrapped
from ..forms.about import kept_view
from ..links import Links, Place
from ..output import View
from ..words import record_title

KeptPaper = tuple[str, list[tuple[Item, Kept]]]
"""Name of a form or paper with the items that keep it."""

ROW = 28
COLUMN = 22
DOT = 6
BUBBLE = 10  # a circle with a number in it


def evidence_view(links: Links) -> View:
    """Return the records by the number of items they serve; the picture shows those that serve several."""
    data = links.data
    records = records_of(data)
    shared = [record for record in records if len(record[1]) > 1]
    single = [record for record in records if len(record[1]) == 1]
    return {
        "records": [_record(data, links, record) for record in shared],
        "single": [
            {
                "title": title,
                "href": _form_href(links, kept),
                "items": [{"text": item.heading, "href": links.item(item.id)} for item, _ in kept],
            }
            for title, kept in single
        ],
        "shared_count": len(shared),
        "single_count": len(single),
        "most": f"{shared[0][0]}，{_words(_uses(links, shared[0][1]))}" if shared else "",
        "pictures": [
            {"class": "map-wide", **_by_item(data, links, shared, width=990)},
            {"class": "map-narrow", **_by_area(data, links, shared, width=330)},
        ],
        "library_href": links.to(Place.FORMS),
        "ledgers_href": links.to(Place.LEDGERS),
    }


def records_of(data: StandardsData) -> list[KeptPaper]:
    """Return every record that some item keeps with these items, those that serve most of them first."""
    found: dict[str, list[tuple[Item, Kept]]] = {}
    for item in data.items.values():
        for kept in item.keep:
            found.setdefault(record_title(data, kept), []).append((item, kept))
    return sorted(found.items(), key=lambda record: -_served(record[1]))


def _served(kept: list[tuple[Item, Kept]]) -> int:
    return len({item.id for item, _ in kept})


def _form_href(links: Links, kept: list[tuple[Item, Kept]]) -> str:
    form = kept[0][1].form
    return links.form(form) if form else ""


def _uses(links: Links, kept: list[tuple[Item, Kept]]) -> list[View]:
    return [kept_view(links, item, entry) for item, entry in kept]


def _words(uses: list[View]) -> str:
    return f"{len(uses)} 个条目的 {sum(use['count'] for use in uses)} 条要求"


def _record(data: StandardsData, links: Links, record: KeptPaper) -> View:
    title, kept = record
    uses = _uses(links, kept)
    form = data.forms.get(kept[0][1].form or "")
    ledgers = {use["ledger"]["href"]: use["ledger"] for use in uses}
    return {
        "title": title,
        "href": _form_href(links, kept),
        "papers": links.papers(form, data.main_catalog.id) if form else [],
        "words": _words(uses),
        # said once if it is always the same
        "ledgers": list(ledgers.values()),
        "uses": [{**use, "filed": use["ledger"] if len(ledgers) > 1 else None} for use in uses],
    }


def _by_item(data: StandardsData, links: Links, records: list[KeptPaper], width: int) -> View:
    """Lay out a dot for every item of the main catalog that a record serves; the last column counts all others."""
    catalog = data.main_catalog
    items = data.catalog_items(catalog.id)
    left = width - COLUMN * (len(items) + 2)
    middles = {item.id: left + COLUMN * number + COLUMN // 2 for number, item in enumerate(items)}
    top = 2 * ROW
    areas = []
    for index, area in enumerate(catalog.areas):
        within = [middles[item.id] for item in items if item.area == area.id]
        x, across = within[0] - COLUMN // 2, COLUMN * len(within)
        areas.append(
            {
                "title": _area_name(area, across),
                "href": links.area(area.id),
                "tone": index % 2,
                "x": x,
                "width": across,
            }
        )
    heads = [
        {"text": item.id, "title": item.title, "href": links.item(item.id), "x": middles[item.id]} for item in items
    ]
    heads_of_rows, bottom = _heads(links, records, top, left - GAP)
    rows = [
        {
            **head,
            "dots": [
                {"x": middles[item.id], "title": item.heading, "text": ""}
                for item, _ in record[1]
                if item.id in middles
            ],
            "others": _others(record, middles, width - COLUMN),
        }
        for head, record in zip(heads_of_rows, records, strict=True)
    ]
    return {**_frame(records, width, top, bottom), "areas": areas, "heads": heads, "rows": rows, "radius": DOT}


def _by_area(data: StandardsData, links: Links, records: list[KeptPaper], width: int) -> View:
    """Lay out a circle for every area of the main catalog with the number of its items that a record serves."""
    catalog = data.main_catalog
    left = width - COLUMN * (len(catalog.areas) + 2)
    middles = {area.id: left + COLUMN * number + COLUMN // 2 for number, area in enumerate(catalog.areas)}
    of_area = {item.id: item.area for item in data.catalog_items(catalog.id)}
    top = ROW
    heads_of_rows, bottom = _heads(links, records, top, left - GAP)
    rows = []
    for head, record in zip(heads_of_rows, records, strict=True):
        counts = {area.id: sum(of_area.get(item.id) == area.id for item, _ in record[1]) for area in catalog.areas}
        rows.append(
            {
                **head,
                "dots": [
                    {"x": middles[area], "title": f"{area} {count} 条", "text": str(count)}
                    for area, count in counts.items()
                    if count
                ],
                "others": _others(record, of_area, width - COLUMN),
            }
        )
    areas = [
        {"title": "", "href": "", "tone": index % 2, "x": middles[area.id] - COLUMN // 2, "width": COLUMN}
        for index, area in enumerate(catalog.areas)
    ]
    heads = [
        {"text": area.id, "title": area.title, "href": links.area(area.id), "x": middles[area.id]}
        for area in catalog.areas
    ]
    return {**_frame(records, width, top, bottom), "areas": areas, "heads": heads, "rows": rows, "radius": BUBBLE}


def _area_name(area: Area, across: int) -> str:
    """Return an area's number with its name, or alone where the name has no room above its column."""
    name = area.heading
    return name if text_width(name) <= across else area.id


def _heads(links: Links, records: list[KeptPaper], top: int, width: int) -> tuple[list[View], int]:
    """Return the names of the rows, each as high as its lines, and where the last row ends."""
    heads = []
    for record in records:
        heads.append(_head(links, record, top, width))
        top += heads[-1]["height"]
    return heads, top


def _frame(records: list[KeptPaper], width: int, top: int, bottom: int) -> View:
    return {
        "width": width,
        "height": bottom + GAP,
        "top": top,
        "areas_y": FONT + 4,
        "heads_y": top - ROW + FONT + 2,
        "others_x": width - COLUMN,
        "label": f"{len(records)} 种记录各用在哪些条目，逐条文字见下表",
    }


def _head(links: Links, record: KeptPaper, y: int, width: int) -> View:
    title, kept = record
    lines = wrapped(title, width)
    height = ROW + LINE * (len(lines) - 1)
    first = y + ROW // 2 + FONT // 3
    return {
        "lines": [{"text": line, "y": first + LINE * number} for number, line in enumerate(lines)],
        "title": title,
        "href": _form_href(links, kept),
        "y": y,
        "height": height,
        "text_y": y + height // 2 + FONT // 3,
        "middle": y + height // 2,
    }


def _others(record: KeptPaper, own: dict[str, Any], x: int) -> View | None:
    count = sum(item.id not in own for item, _ in record[1])
    return {"x": x, "text": str(count)} if count else None
