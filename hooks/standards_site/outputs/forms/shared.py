"""The forms made out for branches: most branches have the same but for names, so each is made once and filled later."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from ...data.load import StandardsData
from ...data.model import Branch, Catalog, Form, Unit
from ...in_force.resolve import NO_RULING, Resolved, Standard, Standards
from ..links import form_template_path, print_path, shared_sheet_path
from ..output import Context, Output
from ..shared_files import BRANCH, UNIT, asked_for, key_of, places_for_names, stand_ins
from .excel import value_width
from .files import CACHE, form_files
from .print_page import form_pages
from .sheet import Sheet, made_out
from .worksheet import lines_of

Lines = tuple[int, int]
"""How many lines the names of unit and branch take in the Excel file: the heights of its rows follow from it."""


@dataclass
class SharedSheet:
    """A sheet with marks for names, and how many lines the names take that are filled in."""

    sheet: Sheet
    lines: dict[Lines, None] = field(default_factory=dict)

    def lines_for(self, unit: Unit, branch: Branch) -> Lines:
        """Return how many lines these names take; 1 for one that is not on the sheet."""
        unit_lines, branch_lines = (
            lines_of(name, self._width) if mark in self._on_sheet else 1
            for mark, name in ((UNIT, unit.name), (BRANCH, branch.name))
        )
        return unit_lines, branch_lines

    @cached_property
    def _width(self) -> float:
        return value_width(self.sheet)

    @cached_property
    def _on_sheet(self) -> set[str]:
        return {one.value for one in self.sheet.header}

    def with_lines(self, lines: Lines) -> Sheet:
        """Return the sheet with marks that take so many lines."""
        room = max(2.0, value_width(self.sheet) - 1)
        # a mark is as wide as two digits
        runs = {mark: mark * max(1, int(count * room / 2)) for mark, count in zip((UNIT, BRANCH), lines, strict=True)}
        header = tuple(replace(one, value=runs.get(one.value, one.value)) for one in self.sheet.header)
        return replace(self.sheet, header=header)


class SharedSheets:
    """The sheets that branches share: each found by what is on it, however many branches have it."""

    def __init__(self, data: StandardsData, standards: Standards) -> None:
        self._data, self._standards = data, standards
        self._by_content: dict[Sheet, SharedSheet] = {}
        self._by_answers: dict[tuple[Any, ...], SharedSheet] = {}
        self._addresses: dict[tuple[str, str, str], str] = {}

    def all(self) -> list[SharedSheet]:
        """Return those that some branch has asked for."""
        return list(self._by_content.values())

    def address(self, form: Form, unit: Unit, branch: Branch, catalog: Catalog | None = None) -> str:
        """Return where a form made out for a branch lies, by its kind's own catalog if none is named."""
        asked = (form.id, branch.id, catalog.id if catalog else "")
        if asked not in self._addresses:  # several pages ask for the same
            self._addresses[asked] = self._address(form, unit, branch, catalog)
        return self._addresses[asked]

    def _address(self, form: Form, unit: Unit, branch: Branch, catalog: Catalog | None) -> str:
        answers = (form.id, *_answers(form, branch, self._standards.for_branch(branch, catalog)))
        if answers not in self._by_answers:
            resolved = self._standards.of_branch(branch, catalog)
            self._by_answers[answers] = self._made(form, unit, branch, resolved)
        shared = self._by_answers[answers]
        lines = shared.lines_for(unit, branch)
        shared.lines.setdefault(lines)
        wanted = "" if lines == (1, 1) else f"&lines={_key(lines)}"
        return f"{print_path(shared.sheet.path)}{asked_for(unit, branch)}{wanted}"

    def _made(self, form: Form, unit: Unit, branch: Branch, resolved: Resolved) -> SharedSheet:
        made = made_out(self._data, self._standards, form, *stand_ins(unit, branch), resolved)
        content = replace(made, path="")
        if content not in self._by_content:
            path = shared_sheet_path(form, resolved.catalog.id, key_of(content))
            self._by_content[content] = SharedSheet(replace(content, path=path))
        return self._by_content[content]


def _answers(form: Form, branch: Branch, standard: Standard) -> tuple[Any, ...]:
    """Return what tells the sheets of a form apart: cheaper to find than the sheet itself."""
    facts = branch.facts
    own_rules = branch.id if branch.rules != NO_RULING else ""
    if form.rows and form.rows.source == "plan":
        return facts.kind, own_rules, *(test.holds(facts) for test in standard.duty_tests)
    return facts.kind, own_rules, standard.catalog.id, *standard.why_left(facts)


def _key(lines: Lines) -> str:
    return f"{lines[0]}.{lines[1]}"


def shared_forms(context: Context, sheets: SharedSheets, root: Path) -> Iterator[Output]:
    """Yield the print page of every shared sheet, and the parts of its Word and Excel files for its script."""
    filled = [shared.with_lines(lines) for shared in sheets.all() for lines in shared.lines]
    made = form_files(context.data, root, filled, None, root / CACHE)
    for shared in sheets.all():
        sheet = shared.sheet
        template = form_template_path(sheet.path) if sheet.files else ""
        (page,) = form_pages(context, [replace(sheet, owner="")], template)
        yield Output(page.path, places_for_names(str(page.content)), page.source)
        if template:
            yield Output(template, _template(shared, made), page.source)


def _template(shared: SharedSheet, made: Iterator[Output]) -> str:
    """Return the parts of the files of a sheet; the next that are `made` are its own, Word and Excel."""
    files: dict[str, dict[str, list[dict[str, str]]]] = {}
    for lines in shared.lines:
        for file in islice(made, 2):
            files.setdefault(file.path.rpartition(".")[2], {})[_key(lines)] = _parts(file.bytes)
    shown = json.dumps(files, ensure_ascii=False, separators=(",", ":"))
    for mark in (UNIT, BRANCH):
        shown = shown.replace(mark, f"\\u{ord(mark):04x}")
    return f"var FORM_FILES = {shown};\n"


def _parts(file: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return [{"name": name, "text": archive.read(name).decode()} for name in archive.namelist()]
