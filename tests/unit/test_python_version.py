"""On a Python that is too old everything ends with one sentence."""

from __future__ import annotations

import ast
import os
import runpy
import subprocess
import sys

import pytest

from tests import ROOT

FIRST = ROOT / "hooks/standards_site/__init__.py"
SENTENCE = "需要 Python 3.11 或更新的版本，现在是 3.10.12。换成新版本，删掉 .venv，再运行一次。"
OLD = "import runpy, sys; sys.version_info, sys.version = (3, 10, 12), '3.10.12 (main)'; sys.argv.pop(0); "


def test_the_first_file_can_be_read_by_an_old_python():
    assert ast.parse(FIRST.read_text("utf-8"), feature_version=(3, 0))


def test_importing_the_package_on_an_old_python_is_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(sys, "version", "3.10.12 (main)")

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(FIRST))

    assert ended.value.code == SENTENCE


def test_a_new_python_is_told_nothing():
    assert runpy.run_path(str(FIRST))["__doc__"]


def test_make_says_so_before_it_installs_anything(tmp_path):
    old = tmp_path / "python3"
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{OLD}runpy.run_path(sys.argv[0])" "$@"\n')
    old.chmod(0o755)

    done = subprocess.run(
        ["make", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}", "site"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert SENTENCE in done.stderr
    assert not (tmp_path / "venv").exists()
