"""Prints what pages of each kind weigh and how soon they can be used. Run by `make bench`; asserts nothing.

Targets (issue of the whole site's weight): an item, the home page and a procedure at most 110 kB besides the theme's
own files, 100 kB compressed all told and 9 requests; no shift over 0.05; on a slow line controls can be used within
1.5 s on every tool. The budgets of bytes and requests and the shift are tests as well.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import ROOT
from tests.builders.projects import make_sample
from tests.builders.site import build_site
from tests.probes.opening import PAGES, SHIFT, SIZES, SLOWER, USABLE, first_view

CHROMIUM = "/usr/bin/chromium"
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
"""1.6 Mbit/s, 150 ms."""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
"""When a page is of use that has no controls."""
LIGHTHOUSE = ("home", "item", "forms", "checklist", "my-branch")
CATEGORIES = ("performance", "accessibility", "best-practices")


class _Server(SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, packs: bool, **more: Any) -> None:
        self.packs = packs
        super().__init__(*given, **more)

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not self.packs or file.suffix == ".png" or not file.is_file():
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        # a page that is closed early takes the rest no more
        with suppress(ConnectionError):
            self.wfile.write(content)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


@contextmanager
def served(site: Path, *, packs: bool) -> Iterator[str]:
    """Serve a site, compressed or as it lies there, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, directory=str(site), packs=packs))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def slow_page(browser: Browser, size: tuple[int, int], line: dict[str, Any] | None) -> Iterator[Page]:
    """Yield a fresh page on a slow machine, with nothing in its cache."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if line:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", line)
    yield page
    context.close()


def seconds_until_usable(browser: Browser, address: str, kind: str) -> float:
    """Return after how many seconds on a slow line a phone can use a page: the fastest of three, others work here."""
    found = []
    for _ in range(3):
        with slow_page(browser, SIZES[0], LINE) as page:
            page.goto(address + PAGES[kind], wait_until="commit")
            usable = page.wait_for_function(f"() => ({USABLE.get(kind, PAINTED)}) && performance.now()")
            found.append(usable.json_value() / 1000)
    return min(found)


def shifts(browser: Browser, address: str, kind: str) -> list[float]:
    """Return how much moves as a page opens, on a phone and on a large screen."""
    found = []
    for size in SIZES:
        with slow_page(browser, size, None) as page:
            page.goto(address + PAGES[kind])
            found.append(page.evaluate(SHIFT)[0])
    return found


def nodes(browser: Browser, address: str, kind: str) -> int:
    """Return how many elements a page has once it is open."""
    with slow_page(browser, SIZES[1], None) as page:
        page.goto(address + PAGES[kind])
        return page.evaluate("document.querySelectorAll('*').length")


def lighthouse(address: str) -> dict[str, Any] | None:
    """Return what Lighthouse says of a page on a phone; nothing where it is not installed."""
    command = ROOT / "node_modules/.bin/lighthouse"
    if not command.is_file():
        return None
    asked = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet"]
    chromium = "--chrome-flags=--headless=new --no-sandbox"
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    done = subprocess.run(
        [str(command), address, *asked, chromium], capture_output=True, text=True, check=True, env=environment
    )
    return json.loads(done.stdout)


def main() -> None:
    """Print the figures; of the site in the folder that is given, else of one that is built for it."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(name) / "site"
        if len(sys.argv) == 1:
            # the sample, whose branches have all their files
            build_site(site, make_sample(Path(name) / "sample"))
        print_pages(site)
        print_lighthouse(site)


def print_pages(site: Path) -> None:
    """Print a line for each kind of page."""
    print(f"{'':13}  own bytes  packed  requests  nodes  shift 360  1366  usable plain  packed (s, target 1.5)")
    with sync_playwright() as driver, served(site, packs=False) as plain, served(site, packs=True) as packing:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        for kind, path in PAGES.items():
            view = first_view(site, site / path)
            phone, large = shifts(browser, plain, kind)
            seconds = [seconds_until_usable(browser, address, kind) for address in (plain, packing)]
            print(
                f"{kind:13} {view.own:10,} {view.packed:7,} {view.requests:9} {nodes(browser, plain, kind):6,} "
                f"{phone:10.3f} {large:5.3f} {seconds[0]:13.2f} {seconds[1]:7.2f}",
                flush=True,
            )
        browser.close()


def print_lighthouse(site: Path) -> None:
    """Print Lighthouse's figures, and what keeps a page from 100 where it is to have it."""
    with served(site, packs=False) as address:
        for kind in LIGHTHOUSE:
            told = lighthouse(address + PAGES[kind])
            if told is None:
                print("Lighthouse is not installed: run make node_modules/.done")
                return
            scores = {name: round(100 * told["categories"][name]["score"]) for name in CATEGORIES}
            print(f"Lighthouse {kind:11}", ", ".join(f"{name} {score}" for name, score in scores.items()), flush=True)
            for name in CATEGORIES[1:]:
                for audit in told["categories"][name]["auditRefs"]:
                    found = told["audits"][audit["id"]]
                    if audit["weight"] and found["score"] not in (None, 1):
                        print(f"    {audit['id']}: {found['title']}")


if __name__ == "__main__":
    main()
