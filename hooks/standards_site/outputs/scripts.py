"""The scripts that pages load, from their sources in site_templates/scripts/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .output import Output

SOURCES = "site_templates/scripts"


def source(root: Path, name: str) -> str:
    """Return the text of a source file; `name` is its path in the folder of sources."""
    return (root / SOURCES / name).read_text("utf-8")


def scripts(root: Path) -> Iterator[Output]:
    """Yield every script of the site."""
    for file in sorted((root / SOURCES).rglob("*.js")):
        yield Output(f"assets/js/{file.name}", file.read_text("utf-8"))
