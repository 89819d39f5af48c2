"""Real builds that are killed, fail or are refused a file: the site that was published is unharmed.

The hooks, the swap and MkDocs are the real ones; the pages are three small ones instead of the handbook's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.probes.files import files_in

pytestmark = pytest.mark.slow

OLD = {"index.md": "# old", "gone.md": "# gone", "same.md": "# same"}
NEW = {"index.md": "# new", "more.md": "# more", "same.md": "# same"}
IS_OLD, IS_NEW = {"index": "old", "gone": "", "same": ""}, {"index": "new", "more": "", "same": ""}
CONFIG = """
site_name: a site
docs_dir: content
strict: true
use_directory_urls: false
theme: {name: mkdocs, highlightjs: false}
plugins: []
hooks: [hooks/site_hooks.py, fate.py]
"""
PUBLISH = """
import json
from types import SimpleNamespace

UNSET = ("site_url", "repository", "edit_uri", "copyright")

def prepare(root, progress):
    pages = json.loads((root / "pages.json").read_text())
    outputs = [SimpleNamespace(path=path, content=text, source="") for path, text in pages.items()]
    settings = dict(epoch="0", site_name="a site", search="", search_box="", policy="", **dict.fromkeys(UNSET, ""))
    said = dict(problems="", notice="", notices="")
    return SimpleNamespace(**said, settings=settings, navigation=None, outputs=outputs)

WHOLE_BLOCKS = "tables"
anchors = lambda html: set()
is_needless = lambda path: False
lean = str
drop_unused = lambda root, began: None
compiled_templates = lambda root: None
write_branches = lambda site, folder: 0
"""
FATE = """
import errno, io, os, signal

FATE, _, NUMBER = os.environ.get("FATE", "").partition(" ")

def strike(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def interrupt(**_named):
    raise KeyboardInterrupt

def counted(real, what):
    calls = []
    def call(*given, **named):
        calls.append(given)
        if len(calls) == int(NUMBER):
            what(*given)
        return real(*given, **named)
    return call

def refuse(number):
    def refused(path, *_):
        raise OSError(number, os.strerror(number), str(path))
    return refused

if FATE.startswith("on_"):
    globals()[FATE] = strike
elif FATE == "interrupt":
    on_post_build = interrupt
elif FATE == "rename":
    os.rename = counted(os.rename, strike)
elif FATE == "read-only":
    os.mkdir = lambda path, *_: refuse(errno.EROFS)(path)
elif FATE == "full":
    import builtins
    write = builtins.open
    def full(path, mode="r", *rest, **named):
        if "w" in mode and str(path).endswith("same.html"):
            refuse(errno.ENOSPC)(path)
        return write(path, mode, *rest, **named)
    builtins.open = full
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A project whose first site is published."""
    project = tmp_path_factory.mktemp("project")
    (project / "content").mkdir()
    (project / "hooks/standards_site").mkdir(parents=True)
    for name in ("site_hooks.py", *(f"standards_site/{name}.py" for name in REAL)):
        shutil.copy(ROOT / "hooks" / name, project / "hooks" / name)
    (project / "hooks/standards_site/publish.py").write_text(PUBLISH)
    (project / "mkdocs.yml").write_text(CONFIG)
    (project / "fate.py").write_text(FATE)
    done = run(project, OLD)
    assert done.returncode == 0, done.stderr
    return project


REAL = ("__init__", "preview", "progress", "swap", "working_folder")


@pytest.fixture
def project(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "project"))


def run(project: Path, pages: dict[str, str], fate: str = "", *command: str) -> subprocess.CompletedProcess[str]:
    (project / "pages.json").write_text(json.dumps(pages))
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *(command or ("build",))],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "hooks"), "FATE": fate, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def said_of(project: Path) -> dict[str, str]:
    """Return which of our pages the site has, and whether they are old or new."""
    pages = {"index", "gone", "more", "same"}
    found = {path.stem: path.read_text() for path in (project / "site").glob("*.html") if path.stem in pages}
    return {name: "new" if 'id="new"' in text else "old" if 'id="old"' in text else "" for name, text in found.items()}


@pytest.mark.parametrize("moment", ["on_config", "on_files", "on_page_markdown", "on_post_page", "on_post_build"])
def test_a_build_killed_while_it_makes_pages_leaves_every_file(built, project, moment):
    done = run(project, NEW, moment)

    assert done.returncode == -9
    assert files_in(project / "site") == files_in(built / "site")


@pytest.mark.parametrize(
    ("step", "was", "becomes"),
    [
        (1, IS_OLD, IS_OLD),
        (2, IS_OLD, IS_NEW),
        (6, {"same": ""}, IS_NEW),
        (7, {"same": "", "index": "new"}, IS_NEW),
    ],
)
def test_a_build_killed_while_it_swaps_is_completed_by_the_next(project, step, was, becomes):
    done = run(project, NEW, f"rename {step}")
    found = said_of(project)

    # this one fails, by a broken link; the swap before it is completed all the same
    after = run(project, {"index.md": "[broken](nowhere.md)"})

    assert (done.returncode, after.returncode) == (-9, 1)
    assert (found, said_of(project)) == (was, becomes)
    assert not (project / ".site.new").exists()


@pytest.mark.parametrize(
    ("pages", "fate", "said"),
    [
        (NEW | {"index.md": "[broken](nowhere.md)"}, "", "Aborted with 1 warnings in strict mode!"),
        (NEW, "full", "磁盘满了（"),
        (NEW, "read-only", "没有开始生成：这个位置只能读，不能写（"),
        (NEW | {f"{'x' * 300}.md": "# a name too long"}, "", "没有生成完：文件名或路径太长（"),
        (NEW, "interrupt", "没有生成完。原来的网站没有动："),
    ],
    ids=["strict", "full", "read-only", "long-name", "interrupt"],
)
def test_a_build_that_fails_leaves_every_file_and_says_so(built, project, pages, fate, said):
    done = run(project, pages, fate)

    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(project / "site") == files_in(built / "site")
    assert not (project / ".site.new").exists()


def test_a_build_changes_only_what_changed(project):
    kept = project / "site/css/base.css"
    before = kept.stat().st_ino, kept.stat().st_mtime_ns

    done = run(project, NEW)

    assert f"新网站已经换上：{project / 'site'}" in done.stderr
    assert said_of(project) == IS_NEW
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == before
    assert not (project / ".site.new").exists()


def test_a_build_of_what_changed_only_keeps_the_rest(project):
    done = run(project, NEW, "", "build", "--dirty", "--no-strict")

    assert done.returncode == 0, done.stderr
    assert said_of(project) == IS_NEW | {"gone": ""}


def test_pages_are_sent_from_where_they_are_published(project, tmp_path):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(project)]
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote")], check=True)
    for command in (["init", "--quiet"], ["add", "mkdocs.yml"], ["commit", "--quiet", "-m", "a"]):
        subprocess.run([*git, *command], check=True)
    subprocess.run([*git, "remote", "add", "origin", str(tmp_path / "remote")], check=True)

    done = run(project, NEW, "", "gh-deploy")

    sent = ["git", "--git-dir", str(tmp_path / "remote"), "ls-tree", "--name-only", "gh-pages"]
    names = subprocess.run(sent, capture_output=True, text=True, check=True).stdout.split()
    assert done.returncode == 0, done.stderr
    assert {"index.html", "more.html"} <= set(names)
    assert "gone.html" not in names
    assert said_of(project) == IS_NEW
