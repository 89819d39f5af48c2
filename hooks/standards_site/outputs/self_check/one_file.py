"""The one-file edition of the self-check: one page that holds all it needs, for a USB stick or a shared folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ...data.load import StandardsData
from ...data.model import Catalog
from .. import policy, styles
from ..links import Links, Place, catalog_data_path
from ..output import Context, Output
from ..scripts import ONE_FILE, ONE_FILE_TOOLS, joined_sources
from ..year.plan import plans_of_kinds
from .checklist import checked_items

# what would end a script element, or keep it from ending
_UNSAFE = re.compile(r"<(?=/script|!--)", re.IGNORECASE)


def one_file(context: Context, made: Iterable[Output], root: Path) -> Output:
    """Return the page, made of the site's own data files (`made`), and of the project's scripts and styles."""
    data, links = context.data, context.links(_home(context.data))
    catalogs = sorted(data.catalogs.values(), key=lambda catalog: catalog.id != data.site.main_catalog)
    texts = {output.path: output.bytes.decode() for output in made if output.path.endswith(".js")}
    files = [catalog_data_path(catalog.id) for catalog in catalogs]
    files += [Place.YEAR_STANDARD, Place.ELSEWHERE, Place.BRANCH_LIST, Place.SITE_SCRIPT]
    # the tools last: on a slow line a self-check can be begun before all of the file is there
    parts = [*(texts[path] for path in files), plans_of_kinds(context, links), joined_sources(root, ONE_FILE)]
    parts += [texts[Place.EXPORT_TEMPLATES], joined_sources(root, ONE_FILE_TOOLS)]
    scripts = [inlined(part) for part in parts]
    style = styles.joined_components(root, styles.ONE_FILE)
    view = {
        "policy": policy.as_line(policy.of_one_file(scripts, style)),
        "scripts": [Markup(text) for text in scripts],
        "style": Markup(style),
        "home": links.up,
        "kinds": [
            {"id": profile.id, "title": profile.title, "catalogs": " ".join(profile.catalogs)}
            for profile in data.profiles.values()
        ],
        "main_title": catalogs[0].title,
        "catalogs": [_lines(links, catalog) for catalog in catalogs],
    }
    return Output(Place.ONE_FILE, context.render("branch/one-file.html.j2", links, view))


def inlined(script: str) -> str:
    """Return a script as it may stand inside a page; what is replaced can only be part of a string or pattern."""
    return _UNSAFE.sub(r"\\u003c", script)


def _home(data: StandardsData) -> str:
    """Return the address of the published site; nothing if it has none, for the page may lie anywhere."""
    return f"{data.site.site_url.rstrip('/')}/" if data.site.site_url else ""


def _lines(links: Links, catalog: Catalog) -> dict[str, Any]:
    data = links.data
    items = checked_items(data, catalog)
    return {
        "id": catalog.id,
        "is_main": catalog.id == data.site.main_catalog,
        "standing": data.vocabulary.standing[catalog.standing].meaning,
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "items": [
                    {
                        "id": item.id,
                        "rev": str(item.rev),
                        "title": item.title,
                        "href": links.item(item.id) if links.up else "",
                        "check": item.check,
                    }
                    for item in items
                    if data.area_of(item) == area
                ],
            }
            for area in dict.fromkeys(data.area_of(item) for item in items)
        ],
    }
