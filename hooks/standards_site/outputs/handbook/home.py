"""The home page: this month of the reader's branch, what is done often, who reads it, and what falls due."""

from __future__ import annotations

from typing import Any

from ...data.load import StandardsData
from ...data.model import FrequencyPosition, Item
from ...data.periods import PERIODS
from ...in_force.conditions import FLAGS
from ...in_force.resolve import Settings, is_local
from ..links import Links, Place, script_path, style_path
from ..output import Context
from ..self_check.year_standard import ANSWERS, DONE, LEFT
from ..settings import asks_for_it
from .calculators import calculator_links
from .page import report_view
from .roles import shown_roles


def home_view(context: Context) -> dict[str, Any]:
    """Return what the home page shows: this month, what is done often, who reads it, the items, and what falls due."""
    data, in_force = context.data, context.standards.in_force
    links = context.links("")
    main = data.main_catalog
    return {
        "catalog": main,
        "asked": {
            "kinds": [[profile.id, profile.title] for profile in data.profiles.values()],
            "bodies": _bodies(),
            "start": f"{data.program.term_start}（可以不填）",
            "unstarted": f"没有填{data.program.term_start}，所以没列换届的日子。",
            "page": links.to(Place.MY_BRANCH),
            "listed": links.to(Place.BRANCHES),
            "year": {"done": DONE, "left": LEFT, "answers": ANSWERS},
        },
        "doors": doors_view(context, links),
        "calculators": [{"text": title, "href": href} for title, href in calculator_links(links)],
        "roles": [
            {"text": data.vocabulary.role[role].label, "href": links.role(role)}
            for role, guide in data.role_guides.items()
            if not guide.is_meeting
        ],
        "print_href": links.printed_check(main.id),
        "areas": [
            {
                "heading": area.heading,
                "href": links.area(area.id),
                "items": [
                    {"text": item.heading, "href": links.item(item.id)}
                    for item in data.catalog_items(main.id)
                    if item.area == area.id
                ],
            }
            for area in main.areas
        ],
        "style": style_path("home"),
        "script": script_path("home"),
        "due": [due for period in PERIODS if (due := _due(data, in_force, links, period))["duties"]],
        "report": report_view(data, "", ""),
    }


def _bodies() -> list[list[str]]:
    """Return what a branch can have of a committee and groups, each as the values of both facts and in words."""
    (committee, none), (groups, ungrouped) = FLAGS["committee"], FLAGS["groups"]
    return [["1", "1", f"{committee}，{groups}"], ["1", "0", f"{committee}，{ungrouped}"], ["0", "0", none]]


def doors_view(context: Context, links: Links) -> list[dict[str, str]]:
    """Return what is done most often, as program.yaml lists it; roles that have no page are left out."""
    shown = shown_roles(context)
    found = []
    for door in context.data.program.doors:
        if door.area:
            found.append({"text": door.text, "href": links.area(door.area)})
        elif door.item:
            found.append({"text": door.text, "href": links.item(door.item)})
        elif door.procedure:
            found.append({"text": door.text, "href": links.procedure(door.procedure)})
        elif door.role in shown:
            found.append({"text": door.text, "href": links.role(door.role)})
    return found


def _due(data: StandardsData, in_force: Settings, links: Links, period: str) -> dict[str, Any]:
    """Return what falls due in each `period` by the adopted positions, with the items that ask for just that.

    A number of the university's own is asked for by no source: then the items of the main standard stand there.
    """
    duties = []

    def is_main(item: Item) -> bool:
        return data.item_catalog[item.id] == data.site.main_catalog

    for frequency in data.frequencies.values():
        setting = in_force[frequency.id]
        position = setting.position if isinstance(setting.position, FrequencyPosition) else None
        if setting.per != period or frequency.by_others(position):
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
