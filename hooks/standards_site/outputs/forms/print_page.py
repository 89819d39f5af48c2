"""The print page of every form: the paper as it comes out of the printer, and above it what is told of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ...data.model import Form
from ..links import ABOUT_FORM, Links, paper_path, print_path, script_path, style_path
from ..output import Context, Output, View
from ..paper import PIXELS, label_class
from .about import about_view
from .filled import filled_columns, filled_form, filled_from, places_to_fill, with_marks
from .layout import (
    HELD_LINES,
    WIDE,
    full_name,
    heading_rows,
    is_centred,
    label_titles,
    letter_of,
    name_width,
    named,
    pairs_of,
    signing,
    texts_of,
)
from .sheet import Sheet, SheetColumn, SheetField

PRINTED_LINES = 3
"""Written lines that a row with printed text takes, roughly."""
READ = ("items", "documents", "steps")
"""Sources of rows that are read as well as filled in: a phone shows them one under the other."""
LONG_LABEL = 12
"""Characters of a label's title from which on it is set smaller."""


@dataclass(frozen=True)
class _Row:
    """A row of a table on its way to paper: the heading above it, its view and the written lines it takes."""

    heading: str
    view: View
    lines: int


def form_pages(context: Context, sheets: Iterable[Sheet], template: str | None = None) -> Iterator[Output]:
    """Yield the print page of every sheet.

    `template` is None but for sheets that branches share: then it is the path of what their script makes files of,
    empty if there are none.
    """
    data = context.data
    for sheet in sheets:
        form = data.forms[sheet.form]
        links = context.links("../" * sheet.path.count("/"))
        fills = filled_form(data, form.id) if not sheet.owner and template is None else None
        names = ["branch-form"] if template is not None else ["filled-form"] if fills else []
        shared = {
            "scripts": [links.to(script_path(name)) for name in names],
            "fills": form.id if fills else "",
            "filled_columns": " ".join(filled_columns(data, form)) if fills else "",
            "filled_from": filled_from(fills),
            "template": links.to(template) if template else "",
        }
        # what is told of a form stands beside the blank one; those made out for a branch lead there
        about = None if sheet.owner or template is not None else about_view(links, form)
        shown = with_marks(data, sheet) if fills else sheet
        view = {**_bar(links, form, sheet), "about": about, "sheet": paper_view(form, shown), **shared}
        page = context.render("forms/sheet.html.j2", links, view)
        page = places_to_fill(data, page, form.id) if fills else page
        yield Output(print_path(sheet.path), page, data.file_of("form", form.id))


def _bar(links: Links, form: Form, sheet: Sheet) -> View:
    """Return what stands above the paper and is not printed."""
    _this_page, *files = links.files(sheet.path, full_name(sheet))
    return {
        "style": links.to(style_path("form")),
        "size": links.to(paper_path(_size(sheet))),
        "title": full_name(sheet),
        "purpose": form.purpose,
        "about_href": links.about_form(form.id),
        "about_id": ABOUT_FORM,
        "files": files,
        # a label that is printed smaller does not fit its box
        "paper": f"A4、{'横向' if sheet.landscape else '纵向'}{'、缩放 100%' if sheet.label else ''}",
    }


def paper_view(form: Form, sheet: Sheet) -> View:
    """Return what stands on the paper."""
    letter = letter_of(sheet)
    pairs = pairs_of(sheet)
    fields = [] if sheet.label else _fields(sheet)
    columns = [] if sheet.label else _columns(sheet.columns)
    bodies = _bodies(_rows(form, sheet) if columns else fields)
    return {
        "heading": sheet.title,
        "landscape": sheet.landscape,
        "small": len(sheet.columns) > WIDE,
        "read": bool(form.rows and form.rows.source in READ),
        "row": sheet.row_lines,
        "letter": letter,
        "large": not (sheet.header or sheet.columns),
        "unnumbered": not sheet.numbered,
        "pairs": range(pairs),
        "name_width": f"{name_width(sheet) * PIXELS:.2f}",
        "fields": [field.view for field in fields] if columns else [],
        "columns": columns,
        "bodies": bodies[:-1],
        "tail": bodies[-1],
        "names_span": 2 * pairs,
        "span": len(columns) or 2 * pairs,
        "has_table": bool(columns or fields),
        "label": sheet.label,
        "labels": _labels(sheet) if sheet.label else [],
        "label_class": label_class(form),
        "signatures": [_signature(field) for field in sheet.signatures],
        "beside": signing(sheet),
        "notes": sheet.notes,
        "foot": sheet.foot,
        "aside": sheet.aside,
    }


def _size(sheet: Sheet) -> str:
    return ("label-" if sheet.label else "") + ("landscape" if sheet.landscape else "portrait")


def _fields(sheet: Sheet) -> list[_Row]:
    """Return the rows of the heading."""
    rows = []
    for cells in heading_rows(sheet):
        lines = max(cell.lines for cell in cells)
        rows.append(_Row("", {"id": "", "pairs": cells, "lines": lines}, lines))
    return rows


def _columns(columns: tuple[SheetColumn, ...]) -> list[View]:
    whole = sum(column.share for column in columns)
    return [
        {"name": named(column), "choices": "/".join(column.choices), "width": f"{100 * column.share / whole:.2f}"}
        for column in columns
    ]


def _rows(form: Form, sheet: Sheet) -> list[_Row]:
    """Return the rows of the table, each below the heading of its section if it is the first one there."""
    fills = [field.fills for field in form.columns]
    number = fills.index("number") if "number" in fills else None
    centred = [is_centred(sheet, place) for place in range(len(fills))]
    rows: list[_Row] = []
    for section in sheet.sections:
        for place, texts in enumerate(section.rows):
            blank = len(rows) >= sheet.blank_from
            cells = [
                {
                    "text": shown,
                    "title": bool(text) and filled == "title",
                    "class": "tick" if column.kind == "tick" else "middle" if middle else "",
                    "label": named(column) if text and filled not in ("number", "title") else "",
                }
                for text, shown, filled, column, middle in zip(
                    texts, texts_of(sheet, texts), fills, sheet.columns, centred, strict=True
                )
            ]
            row_id = "" if blank or number is None else texts[number]
            view = {"id": row_id, "cells": cells, "pairs": [], "blank": blank}
            rows.append(_Row("" if place else section.title, view, sheet.row_lines if blank else PRINTED_LINES))
    return rows


def _bodies(rows: list[_Row]) -> list[View]:
    """Cut rows into table bodies; the last one holds the signatures.

    A heading is kept with its first two rows and the signatures with the last two, if those are not too high for it;
    so neither a heading nor the signatures ever stand alone on a page.
    """
    parts: list[list[_Row]] = []
    for row in rows:
        starts = row.heading or not parts or len(parts[-1]) > 1 or not parts[-1][0].heading
        if starts or not _fit([*parts[-1], row]):
            parts.append([row])
        else:
            parts[-1].append(row)
    tail: list[_Row] = []
    while parts and len(tail) < 2 and _fit([*parts[-1], *tail]):
        tail = [*parts.pop(), *tail]
    bodies: list[View] = []
    for kept, group in groupby(parts, lambda part: bool(part[0].heading)):
        if kept:
            bodies.extend({"keep": True, "rows": _views(part)} for part in group)
        else:
            bodies.append({"keep": False, "rows": _views([row for part in group for row in part])})
    return [*bodies, {"keep": True, "rows": _views(tail)}]


def _fit(rows: list[_Row]) -> bool:
    return sum(row.lines for row in rows) <= HELD_LINES


def _views(rows: list[_Row]) -> list[View]:
    return [{**row.view, "heading": row.heading} for row in rows]


def _signature(field: SheetField) -> View:
    return {
        "name": named(field),
        "day": field.kind == "day",
        "room": field.lines if field.lines > 1 else 0,
    }


def _labels(sheet: Sheet) -> list[View]:
    fields = [{"name": field.name, "value": field.value} for field in sheet.header]
    return [{"title": title, "long": len(title) >= LONG_LABEL, "fields": fields} for title in label_titles(sheet)]
