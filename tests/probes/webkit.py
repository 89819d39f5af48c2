"""Debian's WebKitGTK, the engine of Safari, driven by its own WebDriver on a screen that nobody sees."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.probes.installed import required
from tests.probes.patience import PATIENCE, wait_until

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class WebKit:
    """One window of the browser; what is asked is WebDriver's, what it does is found by CSS selectors."""

    def __init__(self, port: int) -> None:
        self.place = ("127.0.0.1", port)
        self.address = f"http://127.0.0.1:{port}/session"

    def begin(self) -> None:
        """Open the window, waiting until the driver listens."""
        browser = next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
        options = {"binary": str(browser), "args": ["--automation"]}
        wait_until(self._listens)
        given = self._call("POST", "", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
        self.address += "/" + given["sessionId"]

    def end(self) -> None:
        """Close the window."""
        self._call("DELETE", "")

    def go(self, url: str) -> None:
        """Open a page."""
        self._call("POST", "/url", url=url)

    def reload(self) -> None:
        """Open the page again."""
        self._call("POST", "/refresh")

    def run(self, script: str, *given: Any) -> Any:
        """Run the body of a function in the page and return its value."""
        return self._call("POST", "/execute/sync", script=script, args=given)

    def wait(self, condition: str) -> None:
        """Wait until an expression holds in the page."""
        wait_until(lambda: self.run(f"return Boolean({condition})"))

    def click(self, selector: str) -> None:
        """Click the first element that fits."""
        self._call("POST", f"/element/{self._find(selector)}/click")

    def type(self, selector: str, text: str) -> None:
        """Type into a field, or choose a file by its path."""
        self._call("POST", f"/element/{self._find(selector)}/value", text=text)

    def text(self, selector: str) -> str:
        """Return the text of the first element that fits."""
        return self.run("return document.querySelector(arguments[0]).innerText", selector)

    def _find(self, selector: str) -> str:
        return self._call("POST", "/element", using="css selector", value=selector)[ELEMENT]

    def _listens(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(self.place) == 0

    def _call(self, method: str, path: str, **asked: Any) -> Any:
        body = json.dumps(asked).encode() if method == "POST" else None
        request = Request(self.address + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()[:500]}") from None


@contextmanager
def webkit_window() -> Iterator[WebKit]:
    """A window of WebKitGTK with a screen and a driver of its own, all ended afterwards."""
    screen_program = required("Xvfb", package="xvfb")
    driver_program = required("WebKitWebDriver", package="webkit2gtk-driver")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    screen = subprocess.Popen(
        [screen_program, "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert screen.stdout is not None
    settings = {
        "DISPLAY": ":" + screen.stdout.readline().strip(),
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "no_proxy": "127.0.0.1",
    }
    driver = subprocess.Popen(
        [driver_program, f"--port={port}"], env={**os.environ, **settings}, stderr=subprocess.DEVNULL
    )
    window = WebKit(port)
    try:
        window.begin()
        yield window
        window.end()
    finally:
        driver.terminate()
        driver.wait(PATIENCE)
        screen.terminate()
        screen.wait(PATIENCE)
