"""The page of what a browser keeps: handed on as one file, brought back from one, cleared off a shared computer."""

from __future__ import annotations

from ..links import Place, script_path, style_path
from ..output import Context, Output


def kept_page(context: Context) -> Output:
    """Return the page; its script fills it."""
    links = context.links("")
    view = {"style": style_path("kept"), "scripts": [Place.SITE_SCRIPT, script_path("kept")]}
    return Output(Place.KEPT, context.render("branch/kept.html.j2", links, view))
