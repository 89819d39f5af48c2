"""A guard that nothing goes wrong unseen in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

INTRANET = "intranet.test"

OpenPage = Callable[..., Page]


class Guard:
    """Collects what must not happen on any page of one browser context."""

    def __init__(self, context: BrowserContext, site: Path) -> None:
        self.site = site.as_uri() + "/"
        self.faults: list[str] = []
        context.on("console", lambda message: self.console(message.type, message.text, message.location))
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("request", lambda request: self.request(request.url))

    def console(self, kind: str, text: str, location: Any) -> None:
        """Note an error that the page wrote to the console."""
        if kind == "error":
            self.faults.append(f"console: {text} ({location.get('url', '')})")

    def request(self, url: str) -> None:
        """Note a request that is neither a file of the site nor a call to our own host."""
        parts = urlsplit(url)
        at_home = (
            parts.scheme in ("data", "blob", "about")
            or (parts.scheme == "file" and url.startswith(self.site))
            or (parts.scheme == "http" and parts.hostname == INTRANET)
        )
        if not at_home:
            self.faults.append(f"request off the site: {url}")
