"""Prints how long the roll-up page takes for 1,000 files of 34 items. Run by `make bench`; asserts nothing.

Targets: under 3 s on two cores from choosing the files to the last table and picture, in Chromium, from disk, and
under 2 s of work on the page's main thread, which other work on the machine disturbs less.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import CDPSession, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from standards_site.data.load import load
from standards_site.in_force.spelled_out import spelled_out
from tests import ROOT
from tests.builders.records import filled, text_of

FILES = 1000
RUNS = 3
TARGET = 3
TARGET_BUSY = 2

PURE = """async () => {
  const files = Array.from(document.querySelector("#held").files);
  const texts = await Promise.all(files.map((file) => file.text()));
  const times = [performance.now()];
  const note = () => times.push(performance.now());
  const readings = texts.map((text, at) => RollUp.readOne(files[at].name, text));
  note();
  const found = RollUp.collected(readings, STANDARDS);
  note();
  const ask = { expected: [], guests: {}, day: "2026-11-22", unit: "", kind: "", area: "", status: "", due: "all" };
  RollUp.picture(found, STANDARDS, Object.assign(ask, found.choices[0]));
  note();
  return times.slice(1).map((at, step) => at - times[step]);
}"""


def _busy(session: CDPSession) -> float:
    """Return the CPU seconds that the tasks of the page's main thread have taken so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def main() -> None:
    """Print the figures."""
    authored = load(ROOT).data
    assert authored
    data = spelled_out(authored)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
        paths = []
        for number in range(FILES):
            paths.append(folder / f"{number}.json")
            paths[-1].write_text(text_of(filled(data, f"b-{number}", f"第{number}党支部", number)), encoding="utf-8")
        with sync_playwright() as playwright:
            executable = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=executable)
            for _ in range(RUNS):
                page = browser.new_page()
                page.goto((folder / "site" / "roll-up.html").as_uri())
                session = page.context.new_cdp_session(page)
                session.send("Performance.enable", {"timeDomain": "threadTicks"})
                busy = -_busy(session)
                start = time.perf_counter()
                page.locator("[name=files]").set_input_files(paths)
                page.locator("[data-part=told]").filter(has_text="结果在下面").wait_for(timeout=60_000)
                whole = time.perf_counter() - start
                busy += _busy(session)
                rows = page.locator("[data-table=matrix] tbody tr").count()
                page.evaluate("""() => {
                  const held = document.createElement("input");
                  held.type = "file";
                  held.id = "held";
                  held.multiple = true;
                  document.body.append(held);
                }""")
                page.locator("#held").set_input_files(paths)
                read, merged, pictured = page.evaluate(PURE)
                print(
                    f"roll-up   {FILES} files, {rows} rows: {whole:5.2f} s in all (target {TARGET} s), "
                    f"{busy:.2f} s CPU of the page (target {TARGET_BUSY} s); "
                    f"of it read {read:.0f} ms, newest found {merged:.0f} ms, counted {pictured:.0f} ms"
                )
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
