"""What `standards stage` writes is the site: another builder makes the same pages of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from standards_site.cli import main
from standards_site.outputs.output import Output
from standards_site.publish import PreparedSite, is_needless
from standards_site.staging import CONFIG, MARK, stage
from tests import ROOT

EDIT_BUTTON = re.compile(
    rb'\s*<a href="[^"]*" title="[^"]*" class="md-content__button md-icon" rel="edit">.*?</a>', re.S
)
SETTINGS = dict.fromkeys(("site_name", "site_url", "copyright", "repository", "policy", "search", "search_box"), "")


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def staged(tmp_path_factory, sample):
    """The site of the other tests, staged."""
    folder = tmp_path_factory.mktemp("staged")
    assert main(["--root", str(sample), "stage", str(folder)]) == 0
    return folder


@pytest.mark.slow
def test_staged_pages_are_those_that_the_hooks_give_to_mkdocs(staged, site, sample):
    from mkdocs.config import load_config
    from mkdocs.structure.files import Files

    config = load_config(str(sample / CONFIG))
    config = config.plugins.on_config(config)
    given = {file.src_uri: file.content_bytes for file in config.plugins.on_files(Files([]), config=config)}
    given = {
        path: content
        for path, content in given.items()
        if not path.startswith("assets/") or path.startswith(("assets/css/", "assets/data/", "assets/js/"))
    }
    pages = given | files_in(ROOT / "content")
    written = files_in(staged / "content")

    assert {path: written.pop(path, None) for path in pages} == pages
    # the rest are the files of branches, which the hooks write into the site
    assert len(written) > 100
    assert {path: (site / path).read_bytes() for path in written} == written


def test_plain_mkdocs_makes_the_same_site_of_them_without_a_missing_link(staged, site, tmp_path):
    made = tmp_path / "made"

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(made)],
        cwd=staged,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, re.findall("WARNING.*", done.stderr)) == (0, [])
    assert "hooks" not in (staged / CONFIG).read_text("utf-8")
    plain, ours = files_in(made), files_in(site)
    for told in (plain, ours):
        for dated in ("sitemap.xml", "sitemap.xml.gz"):  # a plain build takes the clock
            told[dated] = b""
    plain = {path: content for path, content in plain.items() if not is_needless(path)}
    assert {name: b"".join(EDIT_BUTTON.sub(b"", text).split()) for name, text in plain.items()} == {
        name: b"".join(EDIT_BUTTON.sub(b"", text).split()) for name, text in ours.items()
    }


def test_what_was_staged_before_is_gone_and_what_is_hidden_stays(tmp_path):
    shutil.copy(ROOT / CONFIG, tmp_path)
    out = tmp_path / "out"
    stage(PreparedSite("", (Output("old.md", "# old"),), [], SETTINGS), tmp_path, out)
    (out / "site").mkdir()
    (out / ".git").mkdir()

    stage(PreparedSite("", (Output("new.md", "# new"),), [], SETTINGS), tmp_path, out)

    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == sorted(
        [MARK, ".git", CONFIG, "content", "content/new.md"]
    )
