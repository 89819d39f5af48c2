"""一次记录，多处引用: which records serve which items, as a table and as a picture of dots."""

from __future__ import annotations

import json
from typing import Any

from ...data.load import StandardsData
from ...data.model import Area, Item, Kept
from ..boxes import FONT, GAP, LINE, text_width, wrapped
from ..forms.about import kept_view
from ..links import Links, Place, script_path, style_path
from ..output import Output, View
from ..words import record_title

KeptPaper = tuple[str, list[tuple[Item, Kept]]]
"""Name of a form or paper with the items that keep it."""

ROW = 28
COLUMN = 22
DOT = 6


def evidence_view(links: Links) -> View:
    """Return the records by the number of items they serve; the picture shows those that serve several."""
    data = links.data
    records = records_of(data)
    shared = [record for record in records if len(record[1]) > 1]
    single = [record for record in records if len(record[1]) == 1]
    numbers = {title: number for number, (title, _) in enumerate(records)}
    return {
        "style": style_path("quoted"),
        "scripts": [script_path("quoted")],
        "records": [{**_record(links, record), "number": numbers[record[0]]} for record in shared],
        "single": [
            {
                "title": title,
                "number": numbers[title],
                "href": _form_href(links, kept),
                "items": [{"text": item.heading, "href": links.item(item.id)} for item, _ in kept],
            }
            for title, kept in single
        ],
        "shared_count": len(shared),
        "single_count": len(single),
        "most": f"{shared[0][0]}，{_words(shared[0][1])}" if shared else "",
        "picture": _picture(data, links, shared, width=990),
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


def year_papers(data: StandardsData) -> Output:
    """Return which papers show that a duty of the year was done, by duty and item, each with its ledger.

    A paper goes by its place in the list of records.
    """
    duties: dict[str, dict[str, list[tuple[int, str]]]] = {}
    records = records_of(data)
    for number, (_, uses) in enumerate(records):
        for item, kept in uses:
            for requirement in item.requirements:
                if requirement.frequency and requirement.key in kept.proves:
                    found = duties.setdefault(requirement.frequency, {}).setdefault(item.id, [])
                    if (number, kept.ledger) not in found:
                        found.append((number, kept.ledger))
    ledgers = sorted(data.ledgers.values(), key=lambda ledger: ledger.order)
    shown = {
        "papers": [title for title, _ in records],
        "ledgers": [[ledger.id, ledger.title] for ledger in ledgers],
        "duties": duties,
    }
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Output(Place.YEAR_PAPERS, f"var YEAR_PAPERS = {text};\n")


def _served(kept: list[tuple[Item, Kept]]) -> int:
    return len({item.id for item, _ in kept})


def _form_href(links: Links, kept: list[tuple[Item, Kept]]) -> str:
    form = kept[0][1].form
    return links.form(form) if form else ""


def _words(kept: list[tuple[Item, Kept]]) -> str:
    return f"{len(kept)} 个条目的 {sum(len(entry.proves) for _, entry in kept)} 条要求"


def _record(links: Links, record: KeptPaper) -> View:
    title, kept = record
    uses = [kept_view(links, item, entry) for item, entry in kept]
    form = kept[0][1].form
    return {
        "title": title,
        "href": _form_href(links, kept),
        "words": _words(kept),
        "ledgers": list({use["ledger"]["href"]: use["ledger"] for use in uses}.values()),
        "items": [{"text": item.id, "href": links.item(item.id)} for item, _ in kept],
        # the page of a form tells which requirements it proves
        "about": links.about_form(form) if form else "",
        "uses": [] if form else uses,
    }


def _picture(data: StandardsData, links: Links, records: list[KeptPaper], width: int) -> View:
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
            "dots": [{"x": middles[item.id], "title": item.heading} for item, _ in record[1] if item.id in middles],
            "others": _others(record, middles, width - COLUMN),
        }
        for head, record in zip(heads_of_rows, records, strict=True)
    ]
    return {**_frame(records, width, top, bottom), "areas": areas, "heads": heads, "rows": rows}


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
        "radius": DOT,
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
