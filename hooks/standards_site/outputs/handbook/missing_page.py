"""The page for addresses that lead nowhere. A server shows it at any depth, so its links need the site's own folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from .. import policy, styles
from ..links import Place, style_path
from ..output import Context, Output
from ..scripts import MISSING_PAGE, joined_sources

LINKS = (
    ("首页", Place.HOME),
    ("支部自查", Place.BRANCHES),
    ("表单", Place.FORMS),
    ("用语", Place.GLOSSARY),
)


def held_inside(context: Context, root: Path) -> tuple[str, str]:
    """Return the script that finds the site's folder, and the style; none where site.yaml names the folder."""
    if context.data.site.site_url:
        return "", ""
    return joined_sources(root, MISSING_PAGE), styles.joined_components(root, styles.JOINED["missing"])


def missing_page(context: Context, root: Path) -> Output:
    """Return the page; `root` is the folder of the project."""
    # from the root: the page names it as its base
    links, (script, style) = context.links(""), held_inside(context, root)
    view = {
        "policy": policy.as_line(policy.of_missing_page(script, style)),
        "home": _folder(context.data.site.site_url),
        "script": Markup(script),
        "inside": Markup(style),
        "style": links.to(style_path("missing")),
        "links": [{"text": text, "href": links.to(path)} for text, path in LINKS],
    }
    return Output(Place.MISSING, context.render("branch/missing.html.j2", links, view))


def _folder(site_url: str) -> str:
    """Return the path of the site on its host: a copy of it on another host works as well."""
    return f"{urlsplit(site_url).path.rstrip('/')}/" if site_url else ""
