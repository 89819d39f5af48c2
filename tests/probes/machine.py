"""A browser that can be killed."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from tests.probes.patience import wait_until

STORED = """(text) => new Promise((done) => {
  const request = indexedDB.open(SelfCheckEntries.HOME, 1);
  request.onsuccess = () => {
    const all = request.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => {
      request.result.close();
      done(all.result.some((entry) => entry.includes(text)));
    };
  };
})"""
"""Whether a text has reached the database, however slow the machine is: from then on it must outlive the browser."""

CAUGHT_UP = """() => new Promise((done) => {
  const request = indexedDB.open(SelfCheckEntries.HOME, 1);
  request.onsuccess = () => {
    const after = request.result.transaction("entries");
    after.objectStore("entries").count();
    after.oncomplete = () => {
      request.result.close();
      done(true);
    };
  };
})"""
"""Ends once every write that the page had begun is on the disk: a transaction waits for those before it."""


class Machine:
    """A browser with a profile of its own that can be killed, with all its processes, as by a power cut."""

    def __init__(self, launch, profile: Path) -> None:
        self.launch, self.profile = launch, profile
        self.context = launch(profile)

    def processes(self) -> list[int]:
        """Return the numbers of all processes that use the profile."""
        wanted = f"--user-data-dir={self.profile}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if wanted in (process / "cmdline").read_bytes():
                    found.append(int(process.name))
        return found

    def lose_power(self, *pages) -> None:
        """Kill the browser a tenth of a second after the last key in `pages`, or once a busy disk has caught up."""
        began = time.monotonic()
        for page in pages:
            page.evaluate(CAUGHT_UP)
        time.sleep(max(0, 0.1 - (time.monotonic() - began)))
        self.kill_and_start_again()

    def kill_and_start_again(self) -> None:
        """Kill the browser at once and start it anew."""
        running = self.processes()
        assert running, "the browser is not running"
        for number in running:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        wait_until(lambda: not self.processes())
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        self.context = self.launch(self.profile)
