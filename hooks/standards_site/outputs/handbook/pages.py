"""The handbook's pages: Markdown with a title and a description, generated from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from ...data.load import DATA, StandardsData
from ...data.model import Catalog, Item
from ...in_force.conditions import facts_words
from ...in_force.resolve import is_local, standard_for
from ...rules import RULES, Rule
from ..forms.library import library_view
from ..forms.sheet import Sheet
from ..links import Links, catalog_path, checklist_path, item_path, plan_path, retired_path
from ..output import Context, Output
from ..self_check.checklist import branch_forms
from ..self_check.my_branch import my_branch_view
from ..settings import asks_for_it
from ..year.plan import this_month_view
from .calculators import calculators_view
from .evidence_map import evidence_view
from .items import Settings, frequency_texts, item_view
from .map_picture import map_view
from .procedures import compared_kinds, comparison_of_kind, guidance_view, of_kind, procedure_view
from .profiles import profile_view, profiles_view
from .reference import comparisons_view, differences_view, glossary_view, ledgers_view, source_view, sources_view
from .retired import retired_view
from .roles import role_view, shown_roles
from .terms import Terms
from .unsure import unsure_view

RETIRED_FILE = f"{DATA}/retired.yaml"

Views = dict[str, dict[str, Any]]


def pages(context: Context, sheets: Iterable[Sheet]) -> Iterator[Output]:
    """Yield every generated Markdown page; `sheets` are the forms ready for paper."""
    data = context.data
    yield _page(context, "index.md", "pages/index.md.j2", _home(context), f"{DATA}/site.yaml")
    main = data.main_catalog
    # every page that shows items lies one folder deep, so one view of each serves them all
    links = context.links("../")
    terms = Terms(data)
    in_force = context.standards.in_force
    items = {
        item.id: item_view(data, in_force, links, terms, item) | {"href": links.item(item.id)}
        for item in data.items.values()
    }
    for catalog in data.catalogs.values():
        yield _catalog_page(context, catalog, items)
    for area in main.areas:
        view = _area(data, main, area.id, items)
        yield _page(context, f"areas/{area.id}.md", "pages/area.md.j2", view, _file(data, main))
    for item in data.items.values():
        path = item_path(data, item)
        if "#" not in path:
            text = f"{item.heading}。{'。'.join(frequency_texts(in_force, item)) or item.purpose}"
            source = data.file_of("item", item.id)
            page = {
                "item": items[item.id],
                "description": text,
                "report": report_view(data, source, item.heading),
            }
            yield _page(context, path.removesuffix(".html") + ".md", "pages/item.md.j2", page, source)
    yield from _retired_pages(context)
    for kind, name in (("frequency", "frequencies"), ("threshold", "thresholds")):
        yield _page(context, f"{name}.md", "pages/comparison.md.j2", comparisons_view(data, kind), f"{DATA}/{name}/")
    yield _page(
        context, "differences.md", "pages/differences.md.j2", differences_view(data), f"{DATA}/differences.yaml"
    )
    yield _page(context, "calculators.md", "pages/calculators.md.j2", calculators_view(data), f"{DATA}/thresholds/")
    yield _page(context, "my-branch.md", "pages/my-branch.md.j2", my_branch_view(data), f"{DATA}/branch_checks.yaml")
    yield from _procedure_pages(context)
    yield from _role_pages(context)
    yield from _profile_pages(context)
    yield _page(context, "ledgers.md", "pages/ledgers.md.j2", ledgers_view(data), f"{DATA}/ledgers/")
    yield _page(context, "forms/index.md", "pages/forms.md.j2", library_view(context, sheets), f"{DATA}/forms/")
    yield _page(
        context, "evidence.md", "pages/evidence.md.j2", evidence_view(data, context.links("")), f"{DATA}/forms/"
    )
    yield _page(context, "branches/index.md", "pages/branches.md.j2", _branches(context), f"{DATA}/branches/")
    yield _page(context, "sources/index.md", "pages/sources.md.j2", sources_view(data), f"{DATA}/sources/")
    for source_id in data.sources:
        source = data.file_of("source", source_id)
        yield _page(context, f"sources/{source_id}.md", "pages/source.md.j2", source_view(data, source_id), source)
    yield _page(context, "glossary.md", "pages/glossary.md.j2", glossary_view(data), f"{DATA}/glossary.yaml")
    yield _page(context, "unsure.md", "pages/unsure.md.j2", unsure_view(data, context.standards), f"{DATA}/sources/")
    yield _page(context, "rules.md", "pages/rules.md.j2", {"rules": [_rule(entry) for entry in RULES.values()]}, "")


def _rule(entry: Rule) -> dict[str, Any]:
    wrong, right = (lines.split("\n") for lines in entry.example)
    return {"code": entry.code, "says": entry.says, "why": entry.why, "wrong": wrong, "right": right}


def _retired_pages(context: Context) -> Iterator[Output]:
    data = context.data
    links = Links(data, "../")
    for entry in data.retired.retired:
        path = retired_path(data, entry)
        if "#" not in path:
            view = retired_view(data, links, entry)
            page = {"item": view, "description": f"{view['heading']}：{view['words']}"}
            yield _page(context, path.removesuffix(".html") + ".md", "pages/retired.md.j2", page, RETIRED_FILE)


def _procedure_pages(context: Context) -> Iterator[Output]:
    data = context.data
    links = context.links("../")
    groups: list[dict[str, Any]] = [
        {
            "title": entry.label,
            "about": entry.meaning,
            "procedures": [procedure_view(data, links, procedure) for procedure in of_kind(data, kind)],
        }
        for kind, entry in data.vocabulary.procedure_kind.items()
    ]
    compared = [(kind, comparison_of_kind(data, links, kind)) for kind in compared_kinds(data)]
    months = [guidance_view(data, links, guidance_id) for guidance_id in data.guidance]
    view = {
        "groups": groups,
        "compared": [{"title": table["title"], "href": f"compared-{kind}.html"} for kind, table in compared],
        "months": months,
    }
    yield _page(context, "procedures/index.md", "pages/procedures.md.j2", view, f"{DATA}/procedures/")
    for kind, table in compared:
        path = f"procedures/compared-{kind}.md"
        yield _page(context, path, "pages/compared.md.j2", {"table": table}, f"{DATA}/procedures/")
    for group in groups:
        for procedure in group["procedures"]:
            source = data.file_of("procedure", procedure["id"])
            path = f"procedures/{procedure['id']}.md"
            yield _page(context, path, "pages/procedure.md.j2", {"procedure": procedure}, source)
    for month in months:
        source = data.file_of("guidance", month["id"])
        path = f"monthly-guidance/{month['id']}.md"
        yield _page(context, path, "pages/guidance.md.j2", {"guidance": month}, source)


def _role_pages(context: Context) -> Iterator[Output]:
    data = context.data
    links = Links(data, "../")
    roles = [role_view(data, context.standards.in_force, links, role) for role in shown_roles(data)]
    guides = [procedure_view(data, links, procedure) for procedure in of_kind(data, "guide")]
    view = {"roles": roles, "guides": guides}
    yield _page(context, "roles/index.md", "pages/roles.md.j2", view, f"{DATA}/vocabulary.yaml")
    for role in roles:
        yield _page(
            context,
            f"roles/{role['id']}.md",
            "pages/role.md.j2",
            {"role": role, "items": data.main_catalog.items},
            f"{DATA}/vocabulary.yaml",
        )


def _profile_pages(context: Context) -> Iterator[Output]:
    data = context.data
    yield _page(context, "profiles/index.md", "pages/profiles.md.j2", profiles_view(context), f"{DATA}/profiles/")
    for profile in data.profiles.values():
        view = profile_view(context, profile)
        source = data.file_of("profile", profile.id)
        yield _page(context, f"profiles/{profile.id}.md", "pages/profile.md.j2", view, source)


def report_view(data: StandardsData, file: str, what: str) -> dict[str, str]:
    """Return how to change or report what a page says: links to the repository, or the file's path to copy."""
    address = data.site.repository.rstrip("/")
    if not address or not file:
        return {"file": file, "edit": "", "report": ""}
    action = "tree" if file.endswith("/") else "edit"
    return {
        "file": file,
        "edit": f"{address}/{action}/{data.site.repository_branch}/{file}",
        "report": f"{address}/issues/new?title={quote(what or file)}",
    }


def _page(context: Context, path: str, template: str, view: dict[str, Any], source: str) -> Output:
    data = context.data
    complete = {"report": report_view(data, source, ""), **view}
    return Output(path, context.render(template, complete), source)


def _file(data: StandardsData, catalog: Catalog) -> str:
    return data.file_of("catalog", catalog.id)


def _home(context: Context) -> dict[str, Any]:
    data, in_force = context.data, context.standards.in_force
    links = Links(data, "")
    main = data.main_catalog
    return {
        "catalog": main,
        "member_doors": list(_member_doors(data, links)),
        "print_href": links.printed_check(main.id),
        "maps": [
            {"class": "map-wide", **map_view(data, links, width=960, label_width=190)},
            {"class": "map-narrow", **map_view(data, links, width=330, label_width=0)},
        ],
        "this_month": this_month_view(data, standard_for(data, main, None), links),
        "due": [_due(data, in_force, links, period) for period in ("month", "quarter", "half_year", "year")],
        "report": report_view(data, "", ""),
    }


def _member_doors(data: StandardsData, links: Links) -> Iterator[dict[str, str]]:
    """Yield what a member looks for first, as program.yaml lists it; roles that have no page are left out."""
    shown = shown_roles(data)
    for door in data.program.doors:
        if door.area:
            yield {"text": door.text, "href": links.area(door.area)}
        elif door.item:
            yield {"text": door.text, "href": links.item(door.item)}
        elif door.role in shown:
            yield {"text": door.text, "href": links.to(f"roles/{door.role}.html")}


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


def _catalog_page(context: Context, catalog: Catalog, items: Views) -> Output:
    data = context.data
    links = Links(data, "../")
    beside = [data.catalogs[name] for name in catalog.beside]
    view = {
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
    template = "pages/catalog.md.j2" if catalog.item_pages else "pages/small_catalog.md.j2"
    path = catalog_path(catalog).replace(".html", ".md")
    return _page(context, path, template, view, _file(data, catalog))


def _area(data: StandardsData, catalog: Catalog, area_id: str, items: Views) -> dict[str, Any]:
    links = Links(data, "../")
    area = next(area for area in catalog.areas if area.id == area_id)
    shown = [items[item.id] for item in data.catalog_items(catalog.id) if item.area == area_id]
    return {
        "area": area,
        "heading": area.heading,
        "catalog": {"title": catalog.title, "href": links.catalog(catalog)},
        "items": shown,
        "description": f"{area.title}：" + "、".join(f"{item['id']} {item['title']}" for item in shown),
    }


def _branches(context: Context) -> dict[str, Any]:
    data, standards = context.data, context.standards
    links = context.links("../")
    return {
        "profiles": [{"text": profile.title, "href": links.profile(profile.id)} for profile in data.profiles.values()],
        "units": [
            {
                "name": unit.name,
                "branches": [
                    {
                        "name": branch.name,
                        "href": links.to(f"branches/{branch.id}.html"),
                        "facts": facts_words(data, branch.facts),
                        "forms": branch_forms(links, branch.id, standards.catalogs(branch.facts.kind)[0].id),
                        "plan_href": links.to(plan_path(branch.id)),
                        "others": [
                            {"text": catalog.short, "href": links.to(checklist_path(data, branch.id, catalog))}
                            for catalog in standards.catalogs(branch.facts.kind)[1:]
                        ],
                    }
                    for branch in unit.branches
                ],
            }
            for unit in data.units.values()
        ],
    }
