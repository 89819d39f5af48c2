"""The files of a folder, and what a browser puts there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.probes.patience import wait_until


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def saved_file(page: Page, tmp_path: Path, press: Callable[[], object]) -> Path:
    """Do what saves a file, and return it; this engine does not tell of its downloads."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    press()
    wait_until(lambda: _saved_in(tmp_path))
    return _saved_in(tmp_path)[0]


def _saved_in(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.suffix != ".crdownload"]
