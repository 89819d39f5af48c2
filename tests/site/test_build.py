"""The build as a maintainer meets it: the same bytes twice, and bad data stopped with the message of the check."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from pypdf import PdfReader

from standards_site.cli import main
from tests import ROOT
from tests.builders.projects import break_reference, make_project
from tests.builders.site import build_site
from tests.probes.files import files_in

pytestmark = pytest.mark.slow


def test_two_builds_give_the_same_bytes(site, project, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")

    # a copy has no forms from an earlier build
    build_site(tmp_path / "again", project)

    assert files_in(tmp_path / "again") == files_in(site)


def test_a_build_does_not_date_pages_by_the_clock(site):
    assert (
        b"2026-11-21" in (site / "sitemap.xml").read_bytes() or b"<lastmod>" not in (site / "sitemap.xml").read_bytes()
    )


def test_a_build_leaves_nothing_in_the_system_folder_for_temporary_files(site):
    """What one build leaves there the next would read, and on a shared machine anybody may put it there."""
    assert list((site.parent / "site.tmp").iterdir()) == []
    assert "templates" in {path.name for path in (ROOT / ".cache").iterdir()}


def test_a_build_of_wrong_data_fails_with_the_message_of_the_check(project):
    message = break_reference(project)

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "hooks"), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_a_character_without_a_glyph_ends_no_build_and_is_told_with_its_place(tmp_path, capsys):
    project = make_project(tmp_path / "small")
    with (project / "standards_data/site.yaml").open("a", encoding="utf-8") as site:
        site.write("branch_files: all\n")
    unit = project / "standards_data/branches/maths.yaml"
    unit.write_text(unit.read_text("utf-8").replace("name: 教师支部", "name: 二〇二六级鿬山党支部"), "utf-8")
    line = next(number for number, text in enumerate(unit.read_text("utf-8").splitlines(), 1) if "鿬" in text)

    printed = build_site(tmp_path / "site", project)
    main(["--root", str(project), "stage", str(tmp_path / "staged")])

    branch = tmp_path / "site/branches/maths-teachers"
    text = PdfReader(branch / "sign-in.pdf").pages[0].extract_text()
    assert f"standards_data/branches/maths.yaml:{line}:11: FNT2 「鿬」（U+9FEC）字体里没有" in printed
    assert "共 1 处提示（1 个文件），不影响生成网站。" in printed
    assert "WARNING" not in printed
    assert capsys.readouterr().err.strip() in printed
    assert "二〇二六级〓山党支部" in text
    assert "二〇二六级鿬山党支部" in (branch / "sign-in.html").read_text("utf-8")


def test_a_preview_of_wrong_data_shows_the_problems_on_the_page(project):
    message = break_reference(project)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"

    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, "--no-livereload"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "hooks"), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = page_at(f"http://{address}/")
    finally:
        server.terminate()
        server.wait()

    assert message in page


def page_at(address: str) -> str:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode("utf-8")
        except urllib.error.URLError:
            time.sleep(0.1)
    return ""
