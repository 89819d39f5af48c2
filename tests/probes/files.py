"""The files of a folder, and what a browser puts there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def saved_file(page: Page, tmp_path: Path, press: Callable[[], object]) -> Path:
    """Do what saves a file, and return it; this engine does not tell of its downloads."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    press()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        files = [file for file in tmp_path.iterdir() if file.suffix != ".crdownload"]
        if files:
            return files[0]
        time.sleep(0.05)
    pytest.fail("no file was saved")
