"""Where the files of forms are made: those that are not kept, on all cores."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...beside import can_copy, cores
from ..cache import cached, is_cached
from .pdf import Typesetter
from .sheet import Sheet

if TYPE_CHECKING:
    from .word import WordForms

FEW = 8
"""Sheets up to which another process takes longer to start than to make them."""

Way = tuple[str, Callable[[Sheet], bytes]]


class Workshop:
    """All it takes to make the files of a sheet; goes to other processes as what it was made of.

    `ways` says for each kind of file by what it is made: it is made again when that changes. Without a `cache`
    nothing is kept.
    """

    def __init__(
        self, templates: Path, day: str, engine: Typesetter | None, ways: Mapping[str, str], cache: Path | None
    ) -> None:
        """Load no library before a file has to be made."""
        self._made_of = (templates, day, engine, ways, cache)
        self._templates, self._day, self._engine, self._ways, self._cache = self._made_of

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave behind what was loaded."""
        return Workshop, self._made_of

    def open(self) -> None:
        """Lay out what other processes use with this one."""
        if self._engine:
            self._engine.install_fonts()

    def is_kept(self, sheet: Sheet) -> bool:
        """Return whether every file of a sheet was made before."""
        written = repr(sheet)
        return all(is_cached(self._cache, suffix, self._key(suffix, written)) for suffix, _ in self._files_of(sheet))

    def files(self, sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Return the files of a sheet by their suffixes, one by one; what is not kept is made. Raises FormFault."""
        written = repr(sheet)

        def file(suffix: str, make: Callable[[Sheet], bytes]) -> tuple[str, bytes]:
            return suffix, cached(self._cache, suffix, self._key(suffix, written), lambda: make(sheet))

        return starmap(file, self._files_of(sheet))

    def word(self, sheet: Sheet) -> bytes:
        """Return the Word file alone. Raises FormFault."""
        return cached(self._cache, "docx", self._key("docx", repr(sheet)), lambda: self._docx(sheet))

    def _key(self, suffix: str, written: str) -> list[str]:
        return [suffix, self._ways[suffix], self._day, written]

    def _files_of(self, sheet: Sheet) -> Iterator[Way]:
        if self._engine:
            yield "pdf", self._engine.pdf
            if not sheet.owner:
                yield "png", self._engine.picture
        yield "docx", self._docx
        yield "xlsx", self._excel

    @cached_property
    def _word(self) -> WordForms:
        from .word import WordForms

        return WordForms(self._templates, self._day)

    def _docx(self, sheet: Sheet) -> bytes:
        return self._word.word(sheet)

    def _excel(self, sheet: Sheet) -> bytes:
        from .excel import excel_form

        return excel_form(sheet, self._day)


def fill(workshop: Workshop, sheets: Sequence[Sheet]) -> Iterator[None]:
    """Make the files of `sheets` and keep them, and yield once for each sheet. Raises FormFault.

    Where no other process can be started, all is made in this one.
    """
    done = 0
    if len(sheets) > FEW and (workers := cores()) > 1:
        workshop.open()
        try:
            with ProcessPoolExecutor(
                workers, multiprocessing.get_context("fork" if can_copy() else "spawn"), _begin, (workshop,)
            ) as pool:
                for _ in pool.map(_make, sheets):
                    done += 1
                    yield
        except (BrokenProcessPool, OSError):
            pass
    for sheet in sheets[done:]:
        for _ in workshop.files(sheet):
            pass
        yield


_here: Workshop
"""The workshop of a process that makes files for another."""


def _begin(workshop: Workshop) -> None:
    global _here
    _here = workshop


def _make(sheet: Sheet) -> None:
    for _ in _here.files(sheet):
        pass
