"""What a preview keeps from one rebuild to the next: a change of one fact is soon on the screen.

A page is read anew when its text or the set of files changed, and shown anew when anything else did that the theme
shows on it; a file is written anew when its content changed. What is kept lasts as long as this module is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .working_folder import remove

NEW = ".new"
"""Where a rebuild is written, in the folder that is served: MkDocs empties that before each, but for what is hidden."""
_READ = ("content", "toc", "_title_from_render", "present_anchor_ids")
"""What MkDocs makes of a page's text, beside its links to anchors of other pages."""


class _Kept:
    def __init__(self) -> None:
        self._setting: object = None
        self._texts: dict[str, str] = {}
        self._read: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {}
        self._shown: dict[str, tuple[object, str]] = {}
        self._written: dict[str, object] = {}
        self._writing: dict[str, object] = {}

    def begin(self, setting: object) -> None:
        """Forget all pages if what they have in common is another than before."""
        if setting != self._setting:
            self._read, self._shown = {}, {}
        self._setting, self._writing = setting, {}

    def hold_back(self, files: Iterable[Any], place: Path) -> None:
        """Have MkDocs write none of `files` that lies in the served folder `place` as it is."""
        for file in files:
            written: object = file.content_bytes
            self._writing[file.dest_uri] = written
            if self._written.get(file.dest_uri) == written and (place / file.dest_uri).is_file():
                file.copy_file = _nothing

    def read(self, page: Any, text: str, files: Any) -> None:
        """Have MkDocs take for a page what it made of the same text before."""
        name = page.file.src_uri
        self._texts[name] = text
        before, values, links = self._read.get(name, ("", {}, {}))
        if values and before == text:
            anchors = {files.get_file_from_path(target): found for target, found in links.items()}

            def render(*_: object) -> None:
                page.__dict__.update(values, links_to_anchors=anchors)

            page.render = render

    def note_read(self, page: Any) -> None:
        """Keep what MkDocs made of a page's text."""
        name = page.file.src_uri
        links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
        self._read[name] = (self._texts[name], {key: page.__dict__.get(key) for key in _READ}, links)

    def showing(self, template: Any) -> Any:
        """Return a template that gives a page as before where it would come to the same."""
        return _KeptTemplate(template, self._shown)

    def end(self, place: Path) -> None:
        """Put the rebuild in place of what is served, and take away what it does not have."""
        new = place / NEW
        made = {*_files_in(new), *self._writing}
        for name in _files_in(new):
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(new / name, target)
        for name in [name for name in _files_in(place) if name not in made]:
            remove(place / name)
        self._written = self._writing


class _KeptTemplate:
    def __init__(self, template: Any, shown: dict[str, tuple[object, str]]) -> None:
        self._template, self._shown = template, shown

    def render(self, context: dict[str, Any]) -> str:
        """Return what the theme makes of a page."""
        page = context["page"]
        if page is None:
            return str(self._template.render(context))
        name = page.file.src_uri
        key = (self._template.name, page.content, str(page.title), repr(page.meta), page.edit_url, str(page.toc))
        before, shown = self._shown.get(name, (None, ""))
        if before != key:
            shown = str(self._template.render(context))
            self._shown[name] = (key, shown)
        return shown


def _nothing(*_: object) -> None:
    """Write nothing."""


def _files_in(folder: Path) -> Iterator[str]:
    """Yield the names of the files that MkDocs wrote below a folder."""
    for inside, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            yield (Path(inside) / name).relative_to(folder).as_posix()


KEPT = _Kept()
"""What the rebuilds of this process keep."""
