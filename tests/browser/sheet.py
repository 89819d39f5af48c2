"""What every printed check form must show, whichever browser printed it."""

from __future__ import annotations

from dataclasses import dataclass

from pdf import Sheet
from playwright.sync_api import Page

HEADER = ("编号", "查什么")
A4_LANDSCAPE = (842, 595)


@dataclass(frozen=True)
class Form:
    """A check form as its page has it: the cells of every row, and every heading with its first row."""

    rows: dict[str, list[str]]
    headings: dict[str, str]


def form_on(page: Page) -> Form:
    """Return the form on the open page."""
    rows = page.eval_on_selector_all(
        "tr[data-id]", "rows => rows.map((row) => [row.dataset.id, Array.from(row.cells, (cell) => cell.textContent)])"
    )
    headings = page.eval_on_selector_all(
        "tr.section", "rows => rows.map((row) => [row.textContent, row.nextElementSibling.dataset.id])"
    )
    return Form(dict(rows), dict(headings))


def faults(form: Form, sheets: list[Sheet]) -> list[str]:
    """Return what is wrong with the printed form."""
    ids = set(form.rows)
    found = [f"sheet {n} has size {s.size}" for n, s in enumerate(sheets, 1) if not _is_a4_landscape(s)]
    found += [f"sheet {n} lacks header word {w}" for n, s in enumerate(sheets, 1) for w in HEADER if not s.says(w)]
    printed = [row for sheet in sheets for row in sheet.rows(ids)]
    if printed != list(form.rows):
        found.append(f"rows are printed as {printed}")
    found += [f"row {row} is cut" for row, cells in form.rows.items() if not _on_one(sheets, row, ids, cells)]
    for heading, first in form.headings.items():
        beside = [sheet for sheet in sheets if first in sheet.rows(ids)]
        if not any(sheet.says(heading) for sheet in beside):
            found.append(f"heading {heading} does not stand with {first}")
    last = sheets[-1].rows(ids)
    if len(last) < 2:
        found.append(f"the last sheet has only the rows {last} and the signatures")
    found += [f"the last sheet lacks {words}" for words in ("2026", "非官方") if not sheets[-1].says(words)]
    return found


def _is_a4_landscape(sheet: Sheet) -> bool:
    return all(abs(have - want) <= 1 for have, want in zip(sheet.size, A4_LANDSCAPE, strict=True))


def _on_one(sheets: list[Sheet], row: str, ids: set[str], cells: list[str]) -> bool:
    return any(row in sheet.rows(ids) and all(sheet.says(cell) for cell in cells) for sheet in sheets)
