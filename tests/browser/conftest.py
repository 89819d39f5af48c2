"""A real Chromium, the built site from disk and from a plain-http host, and a guard that nothing goes wrong unseen."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests import ROOT
from tests.probes.guard import INTRANET, Guard, OpenPage
from tests.probes.installed import required
from tests.probes.machine import Machine
from tests.probes.patience import PATIENCE

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
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """The system's Chromium; intranet.test leads to this machine, every other name leads nowhere."""
    # the same engine without the browser around it: a third of the work for each new page
    executable = required("chromium-headless-shell", "chromium", "google-chrome", package="chromium")
    chromium = driver.chromium.launch(executable_path=executable, args=NAMES)
    chromium.on("context", _be_patient)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def chromium_86(driver: Playwright) -> Iterator[Browser]:
    """Chromium 86, the engine of the old browsers that offices still have, on the same names."""
    if not CHROMIUM_86.is_file():
        pytest.fail(f"没有找到 {CHROMIUM_86}。请先运行 make node_modules/.done。")
    # without its sandbox, which it does not start as root; it opens nothing but our own pages. And without a process
    # for graphics: it misses its library and ends, and a page opened meanwhile would wait for it for ever
    chromium = driver.chromium.launch(
        executable_path=CHROMIUM_86, args=[*NAMES, "--no-sandbox", "--no-zygote", "--disable-gpu"]
    )
    chromium.on("context", _be_patient)
    yield chromium
    chromium.close()


def _be_patient(context: BrowserContext) -> None:
    context.set_default_timeout(PATIENCE * 1000)


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


@pytest.fixture(scope="session")
def run_node():
    """Runs one of the scripts beside this file in Node.js with Firefox and returns what it printed."""
    node = required("node", package="nodejs")
    firefox = required("firefox-esr", "firefox", package="firefox-esr")
    if not (ROOT / "node_modules/puppeteer-core").is_dir():
        pytest.fail("没有找到 puppeteer-core。请先在项目文件夹运行 npm install --no-package-lock。")

    def run(script: str, *arguments: str) -> str:
        command = [node, str(Path(__file__).parent / script), firefox, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def machine(browser, tmp_path):
    """A browser that can be killed."""
    contexts = []

    def launch(profile: Path):
        context = browser.browser_type.launch_persistent_context(
            str(profile),
            executable_path=required("chromium", "google-chrome", package="chromium"),
            args=NAMES,
        )
        _be_patient(context)
        contexts.append(context)
        return context

    yield Machine(launch, tmp_path / "profile")
    contexts[-1].close()
