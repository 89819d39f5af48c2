"""A real Chromium, the built site from disk and from a plain-http host, and a guard that nothing goes wrong unseen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests import ROOT
from tests.probes.installed import required

INTRANET = "intranet.test"
OpenPage = Callable[..., Page]
CHROMIUM_86 = ROOT / "node_modules/chromium-86"
CHECK_VISIBILITY = """Element.prototype.checkVisibility = function () {
  for (let one = this; one; one = one.parentElement) if (getComputedStyle(one).display === "none") return false;
  return this.isConnected;
};"""
NAMES = (
    f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives the browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """The system's Chromium; intranet.test leads to this machine, every other name leads nowhere."""
    # the same engine without the browser around it: a third of the work for each new page
    executable = required("chromium-headless-shell", "chromium", "google-chrome", package="chromium")
    chromium = driver.chromium.launch(executable_path=executable, args=NAMES)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def chromium_86(driver: Playwright) -> Iterator[Browser]:
    """Chromium 86, the engine of the old browsers that offices still have, on the same names."""
    if not CHROMIUM_86.is_file():
        pytest.fail(f"没有找到 {CHROMIUM_86}。请先运行 make node_modules/.done。")
    # without its sandbox, which it does not start as root; it opens nothing but our own pages
    chromium = driver.chromium.launch(executable_path=CHROMIUM_86, args=[*NAMES, "--no-sandbox", "--no-zygote"])
    yield chromium
    chromium.close()


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


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[OpenPage]:
    """Opens pages in fresh, guarded contexts; options are those of a browser context."""
    yield from _opening(browser, site)


@pytest.fixture
def open_page_86(chromium_86: Browser, site: Path) -> Iterator[OpenPage]:
    """The same in Chromium 86."""
    yield from _opening(chromium_86, site, _taught)


def _taught(page: Page) -> Page:
    """Teach Playwright's own scripts on the page what they miss in Chromium 86; the page's scripts do not see it."""
    world = f"__playwright_utility_world_{page._impl_obj._guid}"
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.addScriptToEvaluateOnNewDocument", {"worldName": world, "source": CHECK_VISIBILITY})
    return page


def _opening(browser: Browser, site: Path, prepared: Callable[[Page], Page] = lambda page: page) -> Iterator[OpenPage]:
    opened: list[tuple[BrowserContext, Guard]] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", **options})
        opened.append((context, Guard(context, site)))
        return prepared(context.new_page())

    yield open_one
    faults = [fault for _, guard in opened for fault in guard.faults]
    for context, _ in opened:
        context.close()
    if faults:
        pytest.fail("the browser complained:\n" + "\n".join(dict.fromkeys(faults)))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page of its own, 1280 px wide."""
    return open_page()


@pytest.fixture
def disk(site: Path) -> str:
    """The address of the site as opened from a disk or USB stick, with a slash at the end."""
    return site.as_uri() + "/"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on a plain-http host that is not localhost, so not a secure context, and returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def serve_one(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://{INTRANET}:{server.server_port}/"

    yield serve_one
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def intranet(site: Path, serve: Callable[[Path], str]) -> str:
    """The address of the site on a plain-http host."""
    return serve(site)
