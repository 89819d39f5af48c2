"""A preview shows what it would show if it were begun anew, whatever was changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.builders.projects import make_project

pytestmark = pytest.mark.slow

CHANGES = {
    "a fact": ("standards_data/frequencies/congress.yaml", "title: 大会", "title: 新大会"),
    "a name in the navigation": ("standards_data/site.yaml", "site_name: ", "site_name: 新"),
    "a page": ("content/about.md", "# 关于", "# 关于\n\n新的一段"),
    "a template": ("site_templates/pages/glossary.md.j2", "# ", "# 新"),
    "the theme": ("site_templates/theme/main.html", "{% block extrahead %}", "{% block extrahead %}<!-- new -->"),
    "a script": ("site_templates/scripts/search/ranking.js", "var Ranking", "/* new */ var Ranking"),
    "the code": ("hooks/standards_site/outputs/handbook/lean.py", '"".join(', '"<!-- new -->".join('),
    "a fact back again": ("standards_data/frequencies/congress.yaml", "title: 新大会", "title: 大会"),
}
PREVIEW = """
import json, os, shutil, sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

url, root, changes, place = "http://127.0.0.1:8000/", *map(json.loads, sys.argv[1:])
os.chdir(root)
for count, change in enumerate([None, *changes]):
    if change:
        file, before, after = change
        text = Path(file).read_text("utf-8")
        assert before in text, change
        Path(file).write_text(text.replace(before, after), "utf-8")
    config = load_config(site_dir=f"{place}/kept")
    if count == 0:
        config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = url
    build(config, serve_url=url)
    shutil.copytree(f"{place}/kept", f"{place}/{count}")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small project with everything its own but what is kept of forms."""
    root = make_project(tmp_path_factory.mktemp("preview"))
    for name in ("hooks", "site_templates", "mkdocs.yml"):
        (root / name).unlink()
    for name in ("hooks", "site_templates"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def preview(root: Path, changes: list[tuple[str, str, str]], place: Path) -> None:
    place.mkdir()
    words = map(json.dumps, (str(root), changes, str(place)))
    subprocess.run([sys.executable, "-c", PREVIEW, *words], check=True, capture_output=True, text=True)


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def states(project, tmp_path_factory):
    """What a preview shows at first and after each change, and what one begun anew shows at the end."""
    place = tmp_path_factory.mktemp("shown")
    preview(project, list(CHANGES.values()), place / "states")
    preview(project, [], place / "anew")
    return [*(place / "states" / str(count) for count in range(len(CHANGES) + 1)), place / "anew/0"]


@pytest.mark.parametrize("change", range(1, len(CHANGES) + 1), ids=list(CHANGES))
def test_every_change_is_seen(states, change):
    assert files_of(states[change]) != files_of(states[change - 1])


def test_after_all_changes_it_shows_what_a_preview_begun_anew_shows(states):
    kept, anew = files_of(states[-2]), files_of(states[-1])

    assert kept.keys() == anew.keys()
    assert [name for name in kept if kept[name] != anew[name]] == []


def test_a_changed_script_touches_no_other_file(states):
    place = list(CHANGES).index("a script") + 1
    before, after = states[place - 1], states[place]

    touched = {
        path.relative_to(after).as_posix()
        for path in after.rglob("*")
        if path.is_file() and path.stat().st_mtime_ns != (before / path.relative_to(after)).stat().st_mtime_ns
    }

    assert "assets/js/search.js" in touched
    # pages and calendars of branches are written anew each time
    others = [name for name in touched if not name.endswith((".html", ".xml", ".gz", ".js"))]
    assert [name for name in others if not name.startswith("branches/")] == []
