"""The year plan of every branch: a wall calendar, tables, a calendar file, and what the current month asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..load import StandardsData
from ..resolve import resolve
from ..schedule import Duty, Schedule, branch_schedule, catalog_schedule
from . import Context, Output
from .calendar import calendar_file
from .links import Links, calendar_path, plan_path
from .plan_picture import in_month, plan_picture, until_words, whole_year

_PERIODS = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "semester": "每学期", "year": "全年"}
_WEEKS = ("一", "二", "三", "四")
_DAYS = ("一", "二", "三", "四", "五", "六", "日")


def plans(context: Context) -> Iterator[Output]:
    """Yield the plan page and the calendar file of every branch."""
    data = context.data
    for unit, branch in data.branches().values():
        year = branch_schedule(data, resolve(data, data.main_catalog, unit, branch))
        path = plan_path(branch.id)
        links = Links(data, "../" * path.count("/"))
        view = {
            "up": links.up,
            "unit": unit.name,
            "branch": branch,
            "checklist_href": links.to(f"branches/{branch.id}.html"),
            "address": f"{data.site.site_url.rstrip('/')}/{calendar_path(branch.id)}" if data.site.site_url else "",
            **_plan_view(data, links, year),
        }
        yield Output(path, context.render("branch/plan.html.j2", view))
        says = {duty.id: when_words(duty) for duty in year.duties}
        yield Output(calendar_path(branch.id), calendar_file(data, branch, year, says))


def this_month_view(data: StandardsData, links: Links) -> dict[str, Any]:
    """Return the plan of the main catalog for the home page, as its script reads it."""
    note = "按全部条目列出，不一定每项都适用；自己支部的看支部自查里的年度计划。"
    return _for_script(links, catalog_schedule(data, data.main_catalog), note)


def when_words(duty: Duty) -> str:
    """Return when a duty falls due, in words: 每季度内择日."""
    first, last = duty.periods[0].first, duty.periods[0].last
    if duty.fixed:
        return f"每月第{_WEEKS[(first.day - 1) // 7]}个星期{_DAYS[first.weekday()]}"
    if duty.seasonal:
        return f"通常在 {first.month} 月" if first.month == last.month else f"通常在 {first.month}—{last.month} 月"
    return f"{_PERIODS[duty.per]}内择日"


def _plan_view(data: StandardsData, links: Links, year: Schedule) -> dict[str, Any]:
    return {
        "year": year.year,
        "picture": plan_picture(year),
        "whole_year": [_entry(links, duty, "") for duty in whole_year(year)],
        "months": [_month(links, year, month) for month in range(1, 13)],
        "duties": [_duty(data, links, duty, when_words(duty)) for duty in year.duties],
        "undated": [_duty(data, links, duty, "") for duty in year.undated],
        "unadopted": [
            {"title": frequency.title, "summary": frequency.summary, "href": links.frequency(frequency.id)}
            for frequency in year.unadopted
        ],
        "plan": _for_script(links, year, ""),
    }


def _month(links: Links, year: Schedule, month: int) -> dict[str, Any]:
    entries = [
        (days.first.month == days.last.month, _entry(links, duty, until_words(days, month)))
        for duty, days in in_month(year, month)
    ]
    return {
        "title": f"{month} 月",
        "within": [entry for within, entry in entries if within],
        "longer": [entry for within, entry in entries if not within],
    }


def _entry(links: Links, duty: Duty, until: str) -> dict[str, str]:
    return {"title": duty.title, "href": links.item(duty.items[0]), "until": until}


def _duty(data: StandardsData, links: Links, duty: Duty, when: str) -> dict[str, Any]:
    return {
        "title": duty.title,
        "href": links.frequency(duty.frequency),
        "summary": duty.summary,
        "modality": data.label("modality", duty.modality),
        "modality_class": duty.modality,
        "local": duty.local,
        "when": when,
        "items": [{"text": f"{name} {data.of('item')[name].title}", "href": links.item(name)} for name in duty.items],
        "forms": [{"text": data.of("form")[name].title, "href": links.form(name)} for name in duty.forms],
    }


def _for_script(links: Links, year: Schedule, note: str) -> dict[str, Any]:
    return {
        "year": year.year,
        "note": note,
        "duties": [
            {
                "title": duty.title,
                "summary": duty.summary,
                "href": links.item(duty.items[0]),
                "periods": [[days.first.isoformat(), days.last.isoformat()] for days in duty.periods],
            }
            for duty in year.duties
        ],
    }
