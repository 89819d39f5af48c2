"""Pages of single records and of parts of long lists: bare, for they are many and stand in no navigation."""

from __future__ import annotations

from collections.abc import Iterator

from ..links import Links, Place, difference_path, frequency_path, other_area_path, style_path, threshold_path
from ..output import Context, Output, View
from .catalogs import other_area_views
from .comparisons import comparison_view
from .page import report_view
from .reference import COMPARED, difference_views
from .sources import citing_views
from .unsure import worklist_views


def bare_pages(context: Context) -> Iterator[Output]:
    """Yield a page for each of them."""
    yield from _of_numbers(context)
    yield from _of_sources(context)
    yield from _of_areas(context)
    links = context.links("../")
    above = [{"text": "待核清单", "href": links.to(Place.UNSURE)}]
    for shown in worklist_views(links, context.standards):
        yield _bare_page(context, links, "worklist", shown["path"], above, shown)


def _of_numbers(context: Context) -> Iterator[Output]:
    """Yield a page for each frequency, threshold and difference."""
    data, links = context.data, context.links("../")
    for kind, path_of in (("frequency", frequency_path), ("threshold", threshold_path)):
        title, _, place = COMPARED[kind]
        above = [{"text": title, "href": links.to(place)}]
        for name in data.of(kind):
            record = comparison_view(data, links, kind, name)
            yield _bare_page(context, links, "comparison", path_of(name), above, record)
    above = [{"text": "各来源的差异", "href": links.to(Place.DIFFERENCES)}]
    for shown in difference_views(links):
        yield _bare_page(context, links, "difference", difference_path(shown["id"]), above, shown)


def _of_sources(context: Context) -> Iterator[Output]:
    """Yield what cites a source, where that is too much for its page."""
    links = context.links("../../")
    for source in context.data.sources.values():
        above = [
            {"text": "依据", "href": links.to(Place.SOURCES)},
            {"text": source.short, "href": links.source(source.id)},
        ]
        for shown in citing_views(links, source.id):
            yield _bare_page(context, links, "citing", shown["path"], above, shown)


def _of_areas(context: Context) -> Iterator[Output]:
    """Yield a page for each area of a standard whose items have no pages."""
    links = context.links("../")
    for catalog in context.data.catalogs.values():
        if catalog.area_pages:
            above = [{"text": catalog.title, "href": links.catalog(catalog)}]
            for shown in other_area_views(context, catalog):
                yield _bare_page(context, links, "area", other_area_path(shown["id"]), above, shown)


def _bare_page(context: Context, links: Links, kind: str, path: str, above: list[View], record: View) -> Output:
    view = {
        "style": links.to(style_path("record")),
        "above": above,
        "record": record,
        "report": report_view(context.data, record["file"], record["title"]),
    }
    return Output(path, context.render(f"records/{kind}.html.j2", links, view), record["file"])
