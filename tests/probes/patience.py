"""How long tests wait for what must come: on a busy machine all is slow, and what has come is waited for no longer."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

PATIENCE = 60
"""Seconds in which a page, a browser or a program does one thing."""


def wait_until(holds: Callable[[], object]) -> None:
    """Ask again and again until the answer is yes; fail when it is still no after a long while."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"did not come true in {PATIENCE} s")
        time.sleep(0.05)
