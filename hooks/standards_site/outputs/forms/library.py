"""The page of all forms: one line for each, by when it is used; below them whole sets to download."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...data.model import Form
from ...data.uses import in_order_of_use
from ..links import Links, pack_path, picture_path, print_path, script_path, sheet_path, style_path
from ..output import Context, View
from .packs import pack_name, pack_sheets
from .sheet import PRINTED_ABOVE, Sheet

PICTURE = (170, 120)
"""Sides of a picture on the page in CSS pixels, the long one first; A4 has the same shape."""


def library_view(context: Context, sheets: Iterable[Sheet]) -> View:
    """Return the page of all forms: each stands once, under its first occasion, and is named under its others."""
    data, links = context.data, context.links("../")
    blank = {sheet.path: sheet for sheet in sheets if not sheet.owner}
    forms = data.forms.values()

    def group(occasion: str, title: str, about: str) -> View:
        own = [form for form in forms if (*form.occasions, "")[0] == occasion]
        others = [form for form in forms if occasion in form.occasions[1:]]
        rows = [row for form in in_order_of_use(data, own) for row in _rows(links, form, blank)]
        return {
            "id": f"when-{occasion or 'others'}",
            "title": title,
            "about": about,
            "rows": rows,
            "count": len(rows),
            "others": [{"text": form.title, "href": links.form(form.id)} for form in others],
        }

    groups = [group(occasion, entry.label, entry.meaning) for occasion, entry in data.vocabulary.occasion.items()]
    groups.append(group("", "上级统一印制的", PRINTED_ABOVE))
    return {
        "packs": [
            _pack(context, links, pack, blank.values())
            for pack in data.vocabulary.pack
            if pack_path(pack) in links.sizes
        ],
        "groups": [group for group in groups if group["rows"] or group["others"]],
        "count": sum(not form.guidance_only for form in forms),
        "style": style_path("forms"),
        "scripts": [links.to(script_path("forms"))],
    }


def _rows(links: Links, form: Form, blank: Mapping[str, Sheet]) -> list[View]:
    """Return the row of a form; of a check that is made once for each standard the main one first, then the others."""
    data = links.data
    first = sheet_path(form, data.site.main_catalog)
    when = " ".join(data.label("occasion", occasion) for occasion in form.occasions)
    row = {"id": form.id, "title": form.title, "href": links.form(form.id), "purpose": form.purpose, "when": when}
    row["called"] = " ".join(data.search.form_names(form.id))
    rows = [{**row, **_paper(links, blank.get(first))}]
    for catalog in data.catalogs.values():
        # a form that is made once has the same path for every standard
        if (path := sheet_path(form, catalog.id)) != first:
            rows.append({**row, "id": "", "purpose": catalog.about, **_paper(links, blank.get(path))})
    return rows


def _paper(links: Links, sheet: Sheet | None) -> View:
    """Return what is shown of a sheet: its files and how it looks; nothing of a form that the province prints."""
    if sheet is None:
        return {"files": [], "picture": None}
    _print_page, *files = links.files(sheet.path, sheet.title)
    return {
        "title": sheet.title,
        "href": links.to(print_path(sheet.path)),
        "files": files,
        "picture": _picture(links, sheet),
    }


def _picture(links: Links, sheet: Sheet) -> View | None:
    path = picture_path(sheet.path)
    if path not in links.sizes:
        return None
    width, height = PICTURE if sheet.landscape else reversed(PICTURE)
    return {"src": links.to(path), "alt": f"{sheet.title}第一页的样子", "width": width, "height": height}


def _pack(context: Context, links: Links, pack: str, sheets: Iterable[Sheet]) -> View:
    data = context.data
    (file,) = links.sized(pack_path(pack))
    return {
        "title": data.label("pack", pack),
        "about": data.vocabulary.pack[pack].meaning,
        "count": len(pack_sheets(data, pack, sheets)),
        **file,
        "save_as": f"{pack_name(data, pack)}.zip",
    }
