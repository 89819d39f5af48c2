"""The forms as PDF, Word and Excel files with pictures of their first pages, made again only when something changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from ...data.load import StandardsData
from ..cache import cached
from ..links import file_path, picture_path
from ..output import Output
from .excel import excel_form
from .fonts import read_fonts
from .pdf import Typesetter, typesetter
from .sheet import Sheet
from .word import WordForms

CACHE = ".cache/forms"
HERE = Path(__file__).parent
CODE = (*sorted(HERE.glob("*.py")), HERE.parent / "office.py")
"""All code that a form passes through once it is a value."""
REQUIRED = "FORM_PDF"
"""Environment variable: with the value `required` a build without the PDF engine is a fault."""
NO_PDF = (
    "没有装上 typst，这次生成的网站没有表单的 PDF 和图样；打印页、Word 和 Excel 照常。"
    "安装：pip install -r requirements.txt（Windows 的 ARM 机器没有现成的安装包）。"
)


class NoPdfEngineError(Exception):
    """PDFs are required and the engine that makes them is not installed."""


def pdf_engine(data: StandardsData, root: Path) -> Typesetter | None:
    """Return what makes the PDFs; None if it is not installed. Raises NoPdfEngineError where it must be."""
    fonts, _ = read_fonts(data.site, root)
    engine = typesetter(fonts, root / "site_templates/forms/form.typ", data.edition.date)
    if engine is None and os.environ.get(REQUIRED) == "required":
        raise NoPdfEngineError(NO_PDF)
    return engine


def form_files(
    data: StandardsData, root: Path, sheets: Iterable[Sheet], engine: Typesetter | None, cache: Path | None
) -> Iterator[Output]:
    """Yield the files of every sheet that has any, and the picture of every blank form."""
    day = data.edition.date
    word = WordForms(root / "site_templates/forms", day)
    templates = root / "site_templates/forms"
    made_by = {
        "docx": _made_by(["docxtpl"], *CODE, *sorted(templates.glob("*.docx"))),
        "xlsx": _made_by(["xlsxwriter"], *CODE),
    }
    if engine:
        libraries = ["typst", "pikepdf", "pillow", "fonttools"]
        of_pdf = _made_by(libraries, *CODE, templates / "form.typ", *engine.fonts.files)
        made_by |= {"pdf": of_pdf, "png": of_pdf}

    def file(sheet: Sheet, suffix: str, path: str, make: Callable[[Sheet], bytes]) -> Output:
        key = [suffix, made_by[suffix], day, repr(sheet)]
        return Output(path, cached(cache, suffix, key, lambda: make(sheet)), data.file_of("form", sheet.form))

    for sheet in sheets:
        if not sheet.files:
            continue
        if engine:
            yield file(sheet, "pdf", file_path(sheet.path, "pdf"), engine.pdf)
            if not sheet.owner:
                yield file(sheet, "png", picture_path(sheet.path), engine.picture)
        yield file(sheet, "docx", file_path(sheet.path, "docx"), word.word)
        yield file(sheet, "xlsx", file_path(sheet.path, "xlsx"), lambda one: excel_form(one, day))


def _made_by(libraries: Iterable[str], *files: Path) -> str:
    """Return what tells one way of making a file from another: versions of libraries, code, templates, fonts in order.

    Of each file only the content counts, wherever it lies.
    """
    digest = hashlib.sha256(" ".join(map(version, libraries)).encode())
    for file in files:
        content = file.read_bytes()
        digest.update(f"{len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
