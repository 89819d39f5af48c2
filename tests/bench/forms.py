"""Prints how long the forms take: each format per form, all of them in one process, and a second time from the cache.

Targets on two cores: PDF at most 40 ms a form, Word 50 ms, Excel 10 ms, warm; a first build makes
all of them in at most 5 s on two cores, a second build makes none of them again.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from standards_site.beside import cores
from standards_site.data.load import load
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs.forms import files as made
from standards_site.outputs.forms.excel import excel_form
from standards_site.outputs.forms.sheet import Sheet, blank_sheets, branch_sheets
from standards_site.outputs.forms.word import WordForms

ROOT = Path(__file__).parent.parent.parent
ALL = 5
TARGETS = {"PDF": 40, "Word": 50, "Excel": 10}


def times(sheets: list[Sheet], make: Callable[[Sheet], bytes]) -> tuple[list[float], list[int]]:
    """Return milliseconds and bytes of every form, after one to warm up."""
    make(sheets[0])
    spent, sizes = [], []
    for sheet in sheets:
        start = time.perf_counter()
        sizes.append(len(make(sheet)))
        spent.append((time.perf_counter() - start) * 1000)
    return spent, sizes


def main() -> None:
    """Print the figures."""
    authored = load(ROOT).data
    assert authored
    data = spelled_out(authored)
    standards = Standards(data)
    sheets = [sheet for sheet in (*blank_sheets(data, standards), *branch_sheets(data, standards)) if sheet.files]
    engine = made.pdf_engine(data, ROOT)
    assert engine
    with tempfile.TemporaryDirectory() as folder:
        for which in (f"everything, nothing cached (target {ALL} s on two cores)", "everything again"):
            start, before = time.perf_counter(), os.times()
            outputs = list(made.form_files(data, ROOT, sheets, engine, Path(folder)))
            after = os.times()
            cpu = sum(after[:4]) - sum(before[:4])
            took = time.perf_counter() - start
            print(f"{which}: {took:.2f} s on {cores()} cores, {cpu:.2f} s CPU for {len(outputs)} files")
    word = WordForms(ROOT / "site_templates/forms", data.edition.date)
    makers = {"PDF": engine.pdf, "Word": word.word, "Excel": lambda sheet: excel_form(sheet, data.edition.date)}
    print(f"{len(sheets)} forms, of these {sum(bool(sheet.owner) for sheet in sheets)} of branches")
    for name, make in makers.items():
        spent, sizes = times(sheets, make)
        print(
            f"{name:6} {statistics.mean(spent):6.1f} ms a form (target {TARGETS[name]}), "
            f"median {statistics.median(spent):.1f}, longest {max(spent):.0f}; "
            f"{statistics.mean(sizes) / 1000:.0f} kB, largest {max(sizes) / 1000:.0f} kB"
        )


if __name__ == "__main__":
    main()
