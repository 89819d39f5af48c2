"""The forms as PDF, Word and Excel files with pictures of their first pages, made again only when something changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ...data.load import StandardsData
from ...progress import QUIET, Progress
from ..cache import made_by
from ..links import file_path, picture_path
from ..output import Output
from .fonts import read_fonts
from .pdf import Typesetter, typesetter
from .sheet import Sheet
from .workshop import Workshop, fill

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
    data: StandardsData,
    root: Path,
    sheets: Iterable[Sheet],
    engine: Typesetter | None,
    cache: Path | None,
    progress: Progress = QUIET,
    sure: Callable[[], None] = lambda: None,
) -> Iterator[Output]:
    """Yield the files of every sheet that has any, and the picture of every blank form.

    `sure` is called before any of them has to be made.
    """
    day = data.edition.date
    templates = root / "site_templates/forms"
    ways = {
        "docx": _of_word(templates),
        "xlsx": made_by(["xlsxwriter"], *CODE),
    }
    if engine:
        libraries = ["typst", "pikepdf", "pillow", "fonttools"]
        of_pdf = made_by(libraries, *CODE, templates / "form.typ", *engine.fonts.files)
        ways = {"pdf": of_pdf, "png": of_pdf} | ways
    workshop = Workshop(templates, day, engine, ways, cache)
    made = [sheet for sheet in sheets if sheet.files]
    if cache:
        missing = [sheet for sheet in made if not workshop.is_kept(sheet)]
        if missing:
            sure()
        progress.stage("生成表单文件", len(missing))
        for _ in fill(workshop, missing):
            progress.step()
    for sheet in made:
        for suffix, content in workshop.files(sheet):
            path = picture_path(sheet.path) if suffix == "png" else file_path(sheet.path, suffix)
            yield Output(path, content, data.file_of("form", sheet.form))


def word_files(data: StandardsData, root: Path, sheets: Iterable[Sheet], cache: Path | None) -> Iterator[bytes]:
    """Return the Word file of every sheet, in their order."""
    templates = root / "site_templates/forms"
    workshop = Workshop(templates, data.edition.date, None, {"docx": _of_word(templates)}, cache)
    return map(workshop.word, sheets)


def _of_word(templates: Path) -> str:
    return made_by(["docxtpl"], *CODE, *sorted(templates.glob("*.docx")))
