"""The site as a folder that a builder without our hooks can read: plain MkDocs, or Zensical."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from .data.data_files import DATA
from .outputs.handbook.hand_pages import PAGES
from .outputs.site import TEMPLATES
from .publish import PreparedSite, write_branches

CONFIG = "mkdocs.yml"
THEME = "theme"
MARK = ".standards-stage"
"""A file that tells that a folder was made here, so that it may be emptied."""
OF_THE_PROJECT = (DATA, PAGES, TEMPLATES, "hooks")
_NOT_FOR_OTHERS = ("hooks", "watch")
"""Settings that call our hooks, or watch what they read."""


class _Dumper(yaml.SafeDumper):
    """Writes every kind of text as text."""


_Dumper.add_multi_representer(str, lambda dumper, text: dumper.represent_str(str(text)))


class StageError(Exception):
    """Nothing was written; the text is a sentence that says why."""


def stage(site: PreparedSite, root: Path, folder: Path) -> int:
    """Write `site`, which the project under `root` makes, into `folder`, and return how many files were made for it.

    Emptied before is only a folder that was made here; what is hidden in it stays, for somebody else put it there
    (.git). Raises StageError and OSError.
    """
    _make_empty(root, folder)
    if (root / PAGES).is_dir():
        shutil.copytree(root / PAGES, folder / PAGES)
    for output in site.outputs:
        path = folder / PAGES / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.bytes)
    if (root / TEMPLATES / THEME).is_dir():
        shutil.copytree(root / TEMPLATES / THEME, folder / THEME)
    (folder / CONFIG).write_text(
        yaml.dump(_config(site, root), Dumper=_Dumper, allow_unicode=True, sort_keys=False), "utf-8"
    )
    return len(site.outputs) + write_branches(site, folder / PAGES)


def _make_empty(root: Path, folder: Path) -> None:
    real = Path(os.path.realpath(folder))
    for name in OF_THE_PROJECT:
        if real.is_relative_to(os.path.realpath(root / name)):
            raise StageError(f"没有写：{folder} 在 {name}/ 里，那里放的是项目自己的文件。换一个文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(folder.iterdir())
    if found and not (folder / MARK).is_file():
        raise StageError(f"没有写：{folder} 里有别的文件，不是这个命令写的（如 {found[0].name}）。换一个空文件夹。")
    (folder / MARK).touch()
    for path in found:
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _config(site: PreparedSite, root: Path) -> dict[str, Any]:
    """Return the project's own configuration with what the hooks put in; pages have no edit button.

    A builder would make its address of the page that was made, not of the record behind it.
    """
    file = root / CONFIG
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    settings = {name: site.settings[name] for name in ("site_name", "site_url", "copyright")}
    settings["repo_url"] = site.settings["repository"]
    return {
        **{name: value for name, value in found.items() if name not in _NOT_FOR_OTHERS},
        **{name: value for name, value in settings.items() if value},
        "edit_uri": "",
        "docs_dir": PAGES,
        "theme": {**found.get("theme", {}), "custom_dir": THEME},
        "extra": {
            **found.get("extra", {}),
            **{name: site.settings[name] for name in ("policy", "search", "search_box")},
        },
        "nav": site.navigation,
    }
