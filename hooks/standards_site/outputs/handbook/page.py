"""A page of the handbook: where it lies, where the navigation lists it, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ...data.load import StandardsData
from ..links import source_file
from ..output import Context, Output


@dataclass(frozen=True)
class Page:
    """A page and its place in the navigation."""

    path: str
    """Where it lies in the site."""
    under: tuple[str, ...]
    """The headings of the navigation that it stands under, from the top."""
    title: str
    """What the navigation calls it."""
    template: str = ""
    """Its template in pages/, without the suffix; empty if it is written by hand or made elsewhere."""
    source: str = ""
    """The file or folder to edit, relative to the project; empty if there is none."""
    view: Mapping[str, Any] = field(default_factory=dict)
    """What the template shows."""

    def output(self, context: Context) -> Output:
        """Return the page as MkDocs reads it: Markdown with a title and a description."""
        links = context.links("../" * self.path.count("/"))
        shown = {"report": report_view(context.data, self.source, ""), **self.view}
        return Output(source_file(self.path), context.render(f"pages/{self.template}.md.j2", links, shown), self.source)


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
