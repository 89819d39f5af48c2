"""A browser that can be killed."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


class Machine:
    """A browser with a profile of its own that can be killed as by a power cut."""

    def __init__(self, launch, profile: Path) -> None:
        self.launch, self.profile = launch, profile
        self.context = launch(profile)

    def main_process(self) -> int:
        """Return the number of the browser process that uses the profile."""
        wanted = f"--user-data-dir={self.profile}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if wanted in words and not any(word.startswith(b"--type=") for word in words):
                return int(process.name)
        raise AssertionError("the browser is not running")

    def kill_and_start_again(self) -> None:
        """Kill the browser at once and start it anew."""
        number = self.main_process()
        os.kill(number, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while Path(f"/proc/{number}/cmdline").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        self.context = self.launch(self.profile)
