"""Forms that a browser fills with what it knows: on their pages and as Word, both from one sheet with marks in it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from ...branch.deadlines import term_years
from ...data.load import StandardsData
from ...data.model import Form
from ...data.program import FilledForm, FindingValue, PaperValue, TickedValue, YearValue
from ..escaping import as_text
from ..links import Place, filled_form_path
from ..output import Context, Output
from .files import CACHE, word_files
from .layout import boxes
from .sheet import Sheet, handed_out

VALUES: tuple[str, ...] = tuple(
    value for kind in (PaperValue, TickedValue, YearValue, FindingValue) for value in get_args(kind)
)
FIRST = 0xE010
"""The mark of the first value: no text of the data holds such characters."""
ROWS = chr(FIRST + len(VALUES))
"""Stands for the rows that are filled in."""
ROWS_AFTER = 2
"""Rows below them, to be written in by hand."""
_MARK = f"[{chr(FIRST)}-{ROWS}]"
_WHOLE = re.compile(rf">({_MARK})<")
_ROW = re.compile(r"<w:tr\b(?:(?!</w:tr>).)*</w:tr>", re.DOTALL)


def filled_form(data: StandardsData, form_id: str) -> FilledForm | None:
    """Return what is filled in of a form, if anything is."""
    return next((one for one in data.program.filled_forms if one.form == form_id), None)


def filled_columns(data: StandardsData, form: Form) -> list[str]:
    """Return what of each finding stands in each column of a form, "-" for one that is left; nothing of most forms."""
    one = filled_form(data, form.id)
    values = {filled.column: str(filled.value) for filled in one.columns} if one else {}
    return [values.get(column.name, "-") for column in form.columns] if values else []


def filled_from(one: FilledForm | None) -> str:
    """Return what a record is chosen for that a form is filled from: its rows, its year, or nothing."""
    if one and one.columns:
        return "rows"
    return "year" if one and any(filled.value in get_args(YearValue) for filled in one.fills) else ""


def with_marks(data: StandardsData, sheet: Sheet) -> Sheet:
    """Return a blank sheet with a mark wherever something may be known."""
    one = filled_form(data, sheet.form)
    if not one:
        return sheet
    fields = {filled.field: _mark(filled.value) for filled in one.fills if filled.field}
    lines = {filled.line: _mark(filled.value) for filled in one.fills if filled.line}
    return replace(
        sheet,
        body=tuple(lines.get(line, line) for line in sheet.body),
        header=tuple(replace(field, value=fields.get(field.name, field.value)) for field in sheet.header),
    )


def places_to_fill(data: StandardsData, page: str, *form_ids: str) -> str:
    """Return a page with an attribute where a mark was, which tells its script what belongs there."""
    filled = [one for form_id in form_ids if (one := filled_form(data, form_id))]
    blanks = {_mark(value): blank for one in filled for value, blank in _blanks(data, one).items()}

    def place(found: re.Match[str]) -> str:
        mark = found[1]
        return f' data-fill="{VALUES[ord(mark) - FIRST]}">{as_text(blanks[mark])}<'

    return _WHOLE.sub(place, page)


def _blanks(data: StandardsData, one: FilledForm) -> dict[str, str]:
    """Return for each value what stands in its place as long as nothing is known: nothing, a line, or open boxes."""
    choices = {field.name: field.choices for field in data.forms[one.form].header}
    return {place.value: place.line or boxes(choices.get(place.field, ())) for place in one.fills}


def _mark(value: str) -> str:
    return chr(FIRST + VALUES.index(value))


def filled_forms(context: Context, sheets: Iterable[Sheet], root: Path) -> Iterator[Output]:
    """Yield what the scripts fill: the parts of the Word file of each such form, and what is known of meetings."""
    data = context.data
    blank = {sheet.form: sheet for sheet in sheets if not sheet.owner}
    forms = [one for one in data.program.filled_forms if one.form in blank]
    marked = [_with_row(data.forms[one.form], one, handed_out(with_marks(data, blank[one.form]))) for one in forms]
    for one, sheet, file in zip(forms, marked, word_files(data, root, marked, root / CACHE), strict=True):
        values = {"title": sheet.title, "marks": _marks(data, one), **_parts(file)}
        shown = re.sub(_MARK, lambda found: f"\\u{ord(found[0]):04x}", _json({one.form: values}))
        yield Output(
            filled_form_path(one.form),
            f"var FILLED_FORMS = Object.assign(window.FILLED_FORMS || {{}}, {shown});\n",
            data.file_of("form", one.form),
        )
    yield Output(Place.MEETING_DATA, f"var MEETINGS = {_json(_meetings(context))};\n")


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _with_row(form: Form, one: FilledForm, sheet: Sheet) -> Sheet:
    """Return a sheet whose table has one row of marks, and some to write in."""
    if not one.columns:
        return sheet
    marks = {filled.column: _mark(filled.value) for filled in one.columns}
    row = tuple(marks.get(column.name, "") for column in form.columns)
    *given, last = sheet.sections
    rows = (row, *[("",) * len(row)] * ROWS_AFTER)
    return replace(sheet, sections=(*given, replace(last, rows=rows)))


def _marks(data: StandardsData, one: FilledForm) -> dict[str, list[str]]:
    """Return for each mark the value that it stands for, and what stands there as long as nothing is known."""
    places = {_mark(value): [value, blank] for value, blank in _blanks(data, one).items()}
    return places | {_mark(filled.value): [filled.value, ""] for filled in one.columns}


def _parts(file: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    pattern = ""
    for name, text in parts.items():
        for row in _ROW.findall(text):
            if any(_mark(value) in row for value in get_args(FindingValue)):
                pattern, parts[name] = row, text.replace(row, ROWS)
    return {"rows": ROWS, "row": pattern, "parts": [{"name": name, "text": text} for name, text in parts.items()]}


def _meetings(context: Context) -> dict[str, Any]:
    """Return what a kept draft of a meeting means, and how long the term of each kind of branch is."""
    data, standards = context.data, context.standards
    return {
        "kinds": {
            kind.id: {
                "title": kind.title,
                "called": kind.called,
                "topics": kind.topics,
                "notice": kind.notice,
                "forms": kind.forms,
                "ticks": kind.ticks,
            }
            for kind in data.meetings.values()
        },
        "topics": {
            topic.id: {
                "title": topic.title,
                "notice": topic.notice,
                "forms": (*topic.forms, *topic.around),
                "ticks": topic.ticks,
            }
            for topic in data.topics.values()
        },
        "names": {"branch": "党支部", "committee": "支部委员会", "party": "中共"},
        "always": data.program.meeting_notice,
        "termMonths": {
            kind: 12 * term_years(data, standards.of_kind(kind, standards.catalogs(kind)[0]).settings)
            for kind in data.profiles
        },
    }
