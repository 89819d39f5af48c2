"""What every printed form must show, whichever browser printed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.probes.pdf import Sheet, printed

MARKS = Path(__file__).parent / "mark_rows.js"
A4 = (595, 842)

READ = """() => {
  const rows = Array.from(document.querySelectorAll(".ruled tbody tr:not(.section):not(.closing)"));
  const texts = (selector) => Array.from(document.querySelectorAll(selector), (element) => element.textContent);
  return {
    landscape: Boolean(document.querySelector(".a4.landscape")),
    columns: texts(".rows thead th"),
    fields: rows.filter((row) => row.closest(".fields")).length,
    rows: rows.map((row) => Array.from(row.cells, (cell) => cell.textContent)),
    headings: Array.from(document.querySelectorAll(".section"), (row) => [
      row.textContent,
      rows.indexOf(row.nextElementSibling),
    ]),
    held: document.querySelectorAll(".tail tr:not(.section):not(.closing)").length,
    signatures: texts(".sign p"),
    foot: Boolean(document.querySelector(".a4 .sheet-foot")),
  };
}"""


@dataclass(frozen=True)
class Form:
    """A form as its page has it: the texts of every row, and every heading with the number of the row below it.

    The first rows are `fields` above the table; the last ones, as many as `held`, stand with the signatures. What is
    handed out has no `foot` of ours.
    """

    landscape: bool
    columns: list[str]
    fields: int
    rows: list[list[str]]
    headings: list[tuple[str, int]]
    held: int
    signatures: list[str]
    foot: bool


def form_on(page: Page) -> Form:
    """Return the form on the open page."""
    return Form(**page.evaluate(READ))


def printed_form(page: Page) -> tuple[Form, list[Sheet]]:
    """Return the form on the open page, and print it with the ends of its rows marked."""
    form = form_on(page)
    page.evaluate(MARKS.read_text("utf-8"))
    return form, printed(page)


def faults(form: Form, sheets: list[Sheet]) -> list[str]:
    """Return what is wrong with a form printed with marked rows."""
    found = [f"sheet {n} has size {s.size}" for n, s in enumerate(sheets, 1) if not _has_size(s, form)]
    places = [_sheets_of(row, sheets) for row in range(len(form.rows))]
    found += [f"row {row} is cut: {place}" for row, place in enumerate(places) if len(place) != 1]
    if places != sorted(places):
        found.append(f"rows stand on the sheets {places}")
    for row, cells in enumerate(form.rows):
        found += [f"row {row} lacks {cell}" for cell in cells if not sheets[min(places[row])].says(cell)]
    for place in sorted({min(place) for place in places[form.fields :]}):
        found += [f"sheet {place + 1} lacks header {name}" for name in form.columns if not sheets[place].says(name)]
    for heading, first in form.headings:
        if not sheets[min(places[first])].says(heading):
            found.append(f"heading {heading} does not stand with row {first}")
    last = [row for row, place in enumerate(places) if len(sheets) - 1 in place]
    if len(last) < min(2, form.held):
        found.append(f"the last sheet has only the rows {last} and the signatures")
    ends = [*form.signatures, *["非官方"] * form.foot]
    found += [f"the last sheet lacks {words}" for words in ends if not sheets[-1].says(words)]
    return found


def _has_size(sheet: Sheet, form: Form) -> bool:
    wanted = A4[::-1] if form.landscape else A4
    return all(abs(have - want) <= 1 for have, want in zip(sheet.size, wanted, strict=True))


def _sheets_of(row: int, sheets: list[Sheet]) -> set[int]:
    """Return the numbers of the sheets on which a row has an end; none says that it was not printed at all."""
    return {n for n, sheet in enumerate(sheets) if any(f"r{row}{end}" in sheet.drawn for end in "az")} or {-1}
