"""All pages of the handbook, in the order of the navigation, which is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...data.load import DATA
from ...data.model import Catalog, Item
from ...rules import RULES, Rule
from ..branch_files import BranchFiles
from ..forms.library import library_view
from ..forms.sheet import Sheet
from ..links import (
    Links,
    Place,
    area_path,
    catalog_path,
    compared_path,
    guidance_path,
    html_path,
    is_page,
    item_path,
    procedure_path,
    profile_path,
    retired_path,
    role_path,
    script_path,
    source_path,
    style_path,
)
from ..output import Context, Output
from ..self_check.my_branch import NAME
from ..shared_words import WORDS
from .branches import branches_view
from .calculators import calculators_view, listed_calculators
from .catalogs import Views, area_view, catalog_view, item_views
from .evidence import evidence_view
from .hand_pages import LISTED
from .home import doors_view, home_view
from .items import frequency_texts
from .page import Page, report_view
from .people import people_view
from .procedures import compared_kinds, comparison_of_kind, guidance_view, of_kind, procedure_view
from .profiles import profile_view, profiles_view
from .reference import comparisons_view, differences_view, glossary_view, ledgers_view
from .retired import retired_view
from .roles import role_view, roles_view, shown_roles
from .samples import is_sample
from .sources import source_view, sources_view
from .unsure import unsure_view

_SELF, _DO, _PAPERS, _MORE = NAME, "办事", "表单", "更多"
"""Beside the home page and the main catalog, what the navigation begins with."""


def pages(context: Context, sheets: Iterable[Sheet], branch_files: BranchFiles | None = None) -> Iterator[Page]:
    """Yield every page; `sheets` are the forms ready for paper."""
    items = item_views(context, context.data.items.values())
    yield Page(Place.HOME, (), "首页", "index", f"{DATA}/site.yaml", home_view(context))
    yield from _self_check_pages(context, branch_files or BranchFiles(context))
    yield from _procedure_pages(context)
    yield from _form_pages(context, sheets)
    yield from _main_catalog_pages(context, items)
    yield from _more_pages(context, items)


def page_outputs(context: Context, listed: Iterable[Page]) -> list[Output]:
    """Return those of the pages that are made from the data, as MkDocs reads them."""
    return [page.output(context) for page in listed if page.template]


def _main_catalog_pages(context: Context, items: Views) -> Iterator[Page]:
    data, main = context.data, context.data.main_catalog
    file = data.file_of("catalog", main.id)
    yield _catalog_page(context, main, (main.short,), f"{main.short}总览", items)
    for area in main.areas:
        under = (main.short, area.heading)
        view = area_view(context.links("../"), area, items)
        yield Page(area_path(area.id), under, "本领域一览", "area", file, view)
        of_area = [item for item in data.catalog_items(main.id) if item.area == area.id]
        yield from _item_pages(context, of_area, under, items)
    yield from _retired_pages(context, main, (main.short, "停用的条目"))


def _more_pages(context: Context, items: Views) -> Iterator[Page]:
    data, links = context.data, context.links("")
    others = [catalog for catalog in data.catalogs.values() if catalog.id != data.site.main_catalog]
    found = [{"text": catalog.title, "href": links.catalog(catalog), "about": catalog.about} for catalog in others]
    yield Page(Place.MORE, (_MORE,), "全部栏目", "more", f"{DATA}/site.yaml", {"catalogs": found})
    yield from _role_pages(context)
    under = (_MORE, "数字和差异")
    view = comparisons_view(links, "frequency")
    yield Page(Place.FREQUENCIES, under, WORDS["frequencies"], "comparison", f"{DATA}/frequencies/", view)
    view = comparisons_view(links, "threshold")
    yield Page(Place.THRESHOLDS, under, WORDS["thresholds"], "comparison", f"{DATA}/thresholds/", view)
    view = differences_view(links)
    yield Page(Place.DIFFERENCES, under, "各来源的差异", "differences", f"{DATA}/differences.yaml", view)
    for catalog in others:
        yield from _other_catalog_pages(context, catalog, items)
    yield from _sample_pages(context)
    yield from _source_pages(context)
    yield from _pages_about_the_site(context)


def _other_catalog_pages(context: Context, catalog: Catalog, items: Views) -> Iterator[Page]:
    """Yield the page of a catalog other than the main one, with the pages of its items if they have any."""
    under = (_MORE, WORDS["other_catalogs"], catalog.title)
    own = [
        *_item_pages(context, context.data.catalog_items(catalog.id), under, items),
        *_retired_pages(context, catalog, under),
    ]
    if own:
        yield _catalog_page(context, catalog, under, f"{catalog.short}总览", items)
        yield from own
    else:
        yield _catalog_page(context, catalog, under[:2], catalog.title, items)


def _catalog_page(context: Context, catalog: Catalog, under: tuple[str, ...], title: str, items: Views) -> Page:
    template = "catalog" if catalog.item_pages else "small_catalog"
    view = catalog_view(context.links("../"), catalog, items)
    return Page(catalog_path(catalog), under, title, template, context.data.file_of("catalog", catalog.id), view)


def _item_pages(context: Context, found: Iterable[Item], under: tuple[str, ...], items: Views) -> Iterator[Page]:
    """Yield the pages of the items that have one; the others stand on their catalog's page."""
    data = context.data
    for item in found:
        path = item_path(data, item)
        if is_page(path):
            duties = "。".join(frequency_texts(context.standards.in_force, item)) or item.purpose
            source = data.file_of("item", item.id)
            view = {
                "item": items[item.id],
                "description": f"{item.heading}。{duties}",
                "report": report_view(data, source, item.heading),
            }
            yield Page(path, under, item.heading, "item", source, view)


def _retired_pages(context: Context, catalog: Catalog, under: tuple[str, ...]) -> Iterator[Page]:
    data = context.data
    for entry in data.catalog_retired(catalog.id):
        path = retired_path(data, entry)
        if is_page(path):
            view = retired_view(data, context.links("../"), entry)
            page = {"item": view, "description": f"{view['heading']}：{view['words']}"}
            yield Page(path, under, entry.heading, "retired", f"{DATA}/retired.yaml", page)


def _procedure_pages(context: Context) -> Iterator[Page]:
    """Yield the pages of what a branch does step by step, and of the calculators that it uses for it."""
    links, groups = context.links("../"), _groups_of_procedures(context, sample=False)
    compared = _tables_of(links, groups)
    view = {
        "doors": doors_view(context, links),
        "groups": groups,
        "compared": compared,
        "calculators": listed_calculators(links),
    }
    yield Page(Place.PROCEDURES, (_DO,), "办事总览", "procedures", f"{DATA}/procedures/", view)
    yield from _pages_of_groups(context, groups, (_DO,))
    yield Page(Place.MEETING, (_DO,), "会议包")
    view = calculators_view(context.links(""))
    yield Page(Place.CALCULATORS, (_DO,), "算一算", "calculators", f"{DATA}/thresholds/", view)


def _sample_pages(context: Context) -> Iterator[Page]:
    """Yield the pages of how single bodies went about things, each for itself."""
    data, links = context.data, context.links("../")
    under, groups = (_MORE, "外校样本"), _groups_of_procedures(context, sample=True)
    months = [guidance_view(data, links, guidance_id) for guidance_id in data.guidance]
    view = {"groups": groups, "compared": _tables_of(links, groups), "months": months}
    yield Page(Place.SAMPLES, under, "样本总览", "samples", f"{DATA}/procedures/", view)
    yield from _pages_of_groups(context, groups, under)
    for month in months:
        path, source = guidance_path(month["id"]), data.file_of("guidance", month["id"])
        yield Page(path, (*under, "月度指导"), month["title"], "guidance", source, {"guidance": month})


def _tables_of(links: Links, groups: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"title": group["table"]["title"], "href": links.compared(group["kind"])} for group in groups if group["table"]
    ]


def _groups_of_procedures(context: Context, *, sample: bool) -> list[dict[str, Any]]:
    data, links = context.data, context.links("../")
    compared = set(compared_kinds(data))
    found = []
    for kind, entry in data.vocabulary.procedure_kind.items():
        procedures = [one for one in of_kind(data, kind) if is_sample(data, one) == sample]
        if procedures:
            group = {
                "kind": kind,
                "title": entry.label,
                "about": entry.meaning,
                "procedures": [procedure_view(data, links, procedure) for procedure in procedures],
                "table": comparison_of_kind(data, links, kind) if kind in compared and entry.sample == sample else None,
            }
            found.append(group)
    return found


def _pages_of_groups(context: Context, groups: Iterable[dict[str, Any]], above: tuple[str, ...]) -> Iterator[Page]:
    for group in groups:
        under = (*above, group["title"])
        for shown in group["procedures"]:
            source = context.data.file_of("procedure", shown["id"])
            yield Page(procedure_path(shown["id"]), under, shown["title"], "procedure", source, {"procedure": shown})
        if group["table"]:
            path, source = compared_path(group["kind"]), f"{DATA}/procedures/"
            yield Page(path, under, "各来源并排", "compared", source, {"table": group["table"]})


def _role_pages(context: Context) -> Iterator[Page]:
    data, links = context.data, context.links("../")
    roles = [role_view(context, links, role) for role in shown_roles(context)]
    guides = [procedure_view(data, links, procedure) for procedure in of_kind(data, "guide")]
    under, source = (_MORE, "我是"), f"{DATA}/vocabulary.yaml"
    listed = roles_view(roles, guides)
    yield Page(Place.ROLES, under, "各人做什么", "roles", f"{DATA}/roles/", listed)
    for role in (*listed["written"], *listed["others"]):
        guide = data.role_guides.get(role["id"])
        file = data.file_of("role", guide.id) if guide else source
        scripts = [script_path("role-month" if role["plan"] else "role")] if role["parts"] else []
        view = {"role": role, "items": data.main_catalog.items, "style": style_path("role"), "scripts": scripts}
        yield Page(role_path(role["id"]), under, role["title"], "role", file, view)


def _form_pages(context: Context, sheets: Iterable[Sheet]) -> Iterator[Page]:
    under, links = (_PAPERS,), context.links("")
    yield Page(Place.FORMS, under, "全部表单", "forms", f"{DATA}/forms/", library_view(context, sheets))
    yield Page(Place.EVIDENCE, under, "一次记录，多处引用", "evidence", f"{DATA}/forms/", evidence_view(links))
    yield Page(Place.LEDGERS, under, "台账", "ledgers", f"{DATA}/ledgers/", ledgers_view(links))


def _self_check_pages(context: Context, branch_files: BranchFiles) -> Iterator[Page]:
    data, under = context.data, (_SELF,)
    yield Page(Place.MY_BRANCH, under, NAME)
    yield Page(Place.BRANCHES, under, "全部支部", "branches", f"{DATA}/branches/", branches_view(context, branch_files))
    kinds = (*under, "支部类型")
    yield Page(Place.PROFILES, kinds, "各类一览", "profiles", f"{DATA}/profiles/", profiles_view(context))
    for profile in data.profiles.values():
        source, view = data.file_of("profile", profile.id), profile_view(context, profile, branch_files)
        yield Page(profile_path(profile.id), kinds, profile.title, "profile", source, view)
    yield Page(Place.PEOPLE, under, WORDS["people"], "people", f"{DATA}/program.yaml", people_view(context))
    yield Page(Place.ROLL_UP, under, "汇总各支部自查")
    yield Page(Place.KEPT, under, WORDS["kept"])


def _source_pages(context: Context) -> Iterator[Page]:
    data, under, links = context.data, (_MORE, "依据和用语"), context.links("../")
    view = glossary_view(context.links(""))
    yield Page(Place.GLOSSARY, under, "用语和系统", "glossary", f"{DATA}/glossary.yaml", view)
    yield Page(Place.SOURCES, under, "依据总览", "sources", f"{DATA}/sources/", sources_view(links))
    for source in data.sources.values():
        file, view = data.file_of("source", source.id), source_view(links, source.id)
        yield Page(source_path(source.id), (*under, "全部依据"), source.short, "source", file, view)


def _pages_about_the_site(context: Context) -> Iterator[Page]:
    under = (_MORE, "关于本站")
    view: dict[str, Any] = {"style": style_path("search"), "scripts": [script_path("search-page")]}
    yield Page(Place.SEARCH, under, "搜索", "search", f"{DATA}/search.yaml", view)
    for file, title in LISTED.items():
        yield Page(html_path(file), under, title)
    yield Page(Place.PUBLISH, under, "发布")  # its view needs all other pages
    yield Page(Place.RULES, under, "规则", "rules", "", {"rules": [_rule(entry) for entry in RULES.values()]})
    view = unsure_view(context.links(""), context.standards)
    yield Page(Place.UNSURE, under, "待核清单", "unsure", f"{DATA}/sources/", view)


def _rule(entry: Rule) -> dict[str, Any]:
    wrong, right = (lines.split("\n") for lines in entry.example)
    return {"code": entry.code, "says": entry.says, "why": entry.why, "wrong": wrong, "right": right}
