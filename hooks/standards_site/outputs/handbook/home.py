"""The home page: doors for members, secretaries and maintainers, the map of the standard, and what falls due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...data.load import StandardsData
from ...data.model import Item
from ...data.periods import PERIODS
from ...in_force.resolve import Settings, is_local, standard_for
from ..links import Links, script_path
from ..output import Context
from ..settings import asks_for_it
from ..year.plan import this_month_view
from .map_picture import map_view
from .page import report_view
from .roles import shown_roles


def home_view(context: Context) -> dict[str, Any]:
    """Return what the home page shows: the doors, the map of the standard, this month, and what falls due."""
    data, in_force = context.data, context.standards.in_force
    links = context.links("")
    main = data.main_catalog
    return {
        "catalog": main,
        "member_doors": list(_member_doors(context, links)),
        "print_href": links.printed_check(main.id),
        "maps": [
            {"class": "map-wide", **map_view(data, links, width=960, label_width=190)},
            {"class": "map-narrow", **map_view(data, links, width=330, label_width=0)},
        ],
        "scripts": [script_path("this-month")],
        "this_month": this_month_view(data, standard_for(data, main, None), links),
        "due": [due for period in PERIODS if (due := _due(data, in_force, links, period))["duties"]],
        "report": report_view(data, "", ""),
    }


def _member_doors(context: Context, links: Links) -> Iterator[dict[str, str]]:
    """Yield what a member looks for first, as program.yaml lists it; roles that have no page are left out."""
    data, shown = context.data, shown_roles(context)
    for door in data.program.doors:
        if door.area:
            yield {"text": door.text, "href": links.area(door.area)}
        elif door.item:
            yield {"text": door.text, "href": links.item(door.item)}
        elif door.role in shown:
            yield {"text": door.text, "href": links.role(door.role)}


def _due(data: StandardsData, in_force: Settings, links: Links, period: str) -> dict[str, Any]:
    """Return what falls due in each `period` by the adopted positions, with the items that ask for just that.

    A number of the university's own is asked for by no source: then the items of the main standard stand there.
    """
    duties = []

    def is_main(item: Item) -> bool:
        return data.item_catalog[item.id] == data.site.main_catalog

    for frequency in data.frequencies.values():
        setting = in_force[frequency.id]
        if setting.per != period:
            continue
        asking = [
            {"id": item.id, "href": links.item(item.id)}
            for item in data.items.values()
            if any(
                requirement.frequency == frequency.id
                and (asks_for_it(setting, requirement) or (setting.stricter and is_main(item)))
                for requirement in item.requirements
            )
        ]
        if asking:
            duties.append(
                {
                    "title": frequency.title,
                    "summary": setting.summary,
                    "href": links.frequency(frequency.id),
                    "items": asking,
                    "local": is_local(data, setting),
                }
            )
    return {"title": data.label("period", period), "duties": duties}
