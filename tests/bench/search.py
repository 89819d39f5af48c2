"""Prints how well and how fast the search answers what people type. Run by `make bench`; asserts nothing.

Targets: at most 60 kB before the first result, which is there within 100 ms of the index, on a page that works four
times slower; the right place among the first three for every query of tests/builders/queries.py.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from standards_site.outputs.links import Place, script_path
from tests import ROOT
from tests.builders.queries import GROUPS

FIRST_FILES = (script_path("search-box"), Place.SEARCH_INDEX, script_path("search"))
SLOWER = 4
ASKED = """async (queries) => {
  const { search, whole } = await SiteSearch.load();
  const asked = (words) => {
    const start = performance.now();
    const { found } = search.find(words);
    return [words, performance.now() - start, found.slice(0, 3).map(({ href }) => href)];
  };
  const first = queries.map(asked);
  await whole;
  return [first, queries.map(asked)];
}"""


def main() -> None:
    """Print the figures."""
    queries = {words: places for group in GROUPS.values() for words, places in group.items()}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        site = Path(name) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        sizes = [(path, (site / path).read_bytes()) for path in (*FIRST_FILES, Place.SEARCH_TEXTS)]
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto((site / Place.HOME).as_uri())
        answers = page.evaluate(ASKED, list(queries))
        browser.close()
    for path, content in sizes:
        print(f"{path:32} {len(content):8,} bytes, {len(gzip.compress(content)):7,} compressed")
    print(f"before the first result {sum(len(content) for _, content in sizes[:3]):,} bytes (target 60,000)")
    for what, found in zip(("titles only", "with all texts"), answers, strict=True):
        places = [
            [any(one.startswith(place) for place in queries[words]) for one in first] for words, _, first in found
        ]
        times = [time for _, time, _ in found]
        print(
            f"{what:15} {len(found)} queries: first {sum(right[:1] == [True] for right in places)}, among three "
            f"{sum(any(right) for right in places)}; median {statistics.median(times):.0f} ms, "
            f"slowest {max(times):.0f} ms at {SLOWER} times slower (target 100)"
        )


if __name__ == "__main__":
    main()
