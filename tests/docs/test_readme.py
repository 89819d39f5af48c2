"""The README is a user's first minute: what it names exists and what it shows is true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from standards_site.checked import load_checked
from tests import ROOT
from tests.builders.projects import break_reference

README = (ROOT / "README.md").read_text("utf-8")


def test_every_make_command_it_names_exists():
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.M))
    command = ["make", "--no-print-directory", "help"]

    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert named <= set(re.findall(r"^make ([a-z-]+)", listed, re.M))
    assert {"site", "test", "serve", "check", "help", "bench"} <= named


def test_every_path_it_names_exists():
    paths = [
        path for path in re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.ya?ml)`", README) if not path.startswith("site/")
    ]

    missing = [path for path in paths if not any((ROOT / base / path).exists() for base in FOLDERS)]

    assert missing == []
    assert len(paths) > 10


FOLDERS = ("", "standards_data", "hooks/standards_site", "site_templates", "tests")


def test_its_picture_is_there():
    assert (ROOT / re.search(r"!\[.*?\]\((.*?)\)", README).group(1)).stat().st_size > 10_000


def test_the_error_it_shows_is_the_error_one_gets(project: Path):
    break_reference(project)

    report = load_checked(project).report

    shown = re.search(r"```text\n(.*?)```", README, re.S).group(1).strip()
    assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in report.splitlines()]
