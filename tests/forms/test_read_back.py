"""Every form read back from its four files: the same fields, rows and order as in its definition."""

from __future__ import annotations

import html
import io
import re
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from lxml import html as pages
from openpyxl import load_workbook
from pypdf import PdfReader

from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms.layout import letter_of
from standards_site.outputs.forms.sheet import Sheet, blank_sheets, branch_sheets
from tests.probes.installed import required

pytestmark = pytest.mark.slow

OFFICE = ["--headless", "--convert-to", "pdf"]
LARGEST_PDF = 250_000
# one branch of each kind of difference is enough: the others differ in name and rows only
BRANCHES = ("teacher-software",)


@pytest.fixture(scope="module")
def sheets(data) -> list[Sheet]:
    """Every blank form and those of one branch."""
    standards = Standards(data)
    of_branches = [sheet for sheet in branch_sheets(data, standards) if sheet.path.split("/")[1] in BRANCHES]
    return [sheet for sheet in (*blank_sheets(data, standards), *of_branches) if sheet.files]


def plain(text: str) -> str:
    """Return the text as drawn, without spaces, which every format sets in its own way."""
    return re.sub(r"[\s\u3000]", "", unicodedata.normalize("NFC", text))


def words_of(sheet: Sheet) -> list[str]:
    """Return everything that must stand on a form, in its order."""
    named = [
        *(field.name + ("*" if field.must else "") for field in sheet.header),
        *(column.name + ("*" if column.must else "") for column in sheet.columns),
    ]
    rows = [text for section in sheet.sections for row in ((section.title,), *section.rows) for text in row]
    if sheet.label:
        rows, named = [text for section in sheet.sections for row in section.rows for text in row], []
    signatures = [field.name + ("*" if field.must else "") for field in sheet.signatures]
    below = letter_of(sheet).signed_below
    body = sheet.body[: len(sheet.body) - len(below)]
    words = [sheet.title, *body, *named, *rows, *below, *signatures, *sheet.notes, sheet.foot]
    return [plain(text) for text in words if text]


def missing(sheet: Sheet, text: str) -> str:
    """Return the first words of a form that do not follow the ones before them, or nothing."""
    place = 0
    for words in words_of(sheet):
        found = text.find(words, place)
        if found < 0:
            return f"{sheet.path}: {words[:60]} (after {text[max(0, place - 20) : place]})"
        place = found + len(words)
    return ""


def absent(sheet: Sheet, text: str) -> str:
    """Return the first words of a form that stand nowhere on the paper, or nothing."""
    return next((f"{sheet.path}: {words[:60]}" for words in words_of(sheet) if words not in text), "")


def faults(sheets: list[Sheet], read) -> list[str]:
    """Return what is missing in any of the forms as `read` sees them."""
    return [fault for fault in (missing(sheet, plain(read(sheet))) for sheet in sheets) if fault]


PAGE_NUMBER = r"第\s*\d+\s*页\s*共\s*\d+\s*页"


def pdf_text(document: Path, left_out: str = rf"^.*{PAGE_NUMBER}\s*$") -> str:
    """Return the text of a PDF in the order it is drawn, without the line at the foot of each page."""
    pdftotext = required("pdftotext", package="poppler-utils")
    done = subprocess.run([pdftotext, "-raw", document, "-"], capture_output=True, text=True, check=True)
    return re.sub(left_out, "", done.stdout, flags=re.MULTILINE)


def word_text(document: Path) -> str:
    """Return the text of a Word file in reading order, what stands at the foot of its pages last."""
    word = Document(str(document))
    parts = (word.element.body, *(section.footer._element for section in word.sections))
    return "".join(node.text or "" for part in parts for node in part.iter("{*}t"))


def excel_text(document: Path) -> str:
    """Return the text of an Excel file, row by row, without what is hidden."""
    shown = [page for page in load_workbook(document).worksheets if page.sheet_state == "visible"]
    rows = [row for page in shown for row in page.iter_rows(values_only=True)]
    return "".join(str(value) for row in rows for value in row if value is not None)


def page_text(page: Path) -> str:
    """Return the text of a print page, what is only for the screen aside."""
    tree = pages.fromstring(page.read_text("utf-8"))
    for hidden in tree.xpath("//*[contains(concat(' ', @class, ' '), ' no-print ')]"):
        hidden.drop_tree()
    return html.unescape(etree.tostring(tree.find(".//main"), method="text", encoding="unicode"))


@pytest.mark.parametrize(
    ("suffix", "read"),
    [("html", page_text), ("pdf", pdf_text), ("docx", word_text), ("xlsx", excel_text)],
    ids=["page", "pdf", "word", "excel"],
)
def test_every_form_has_the_fields_rows_and_order_of_its_definition(site, sheets, suffix, read):
    assert faults(sheets, lambda sheet: read(site / f"{sheet.path}.{suffix}")) == []
    assert len(sheets) > 70


@pytest.mark.parametrize(("suffix", "package"), [("docx", "libreoffice-writer"), ("xlsx", "libreoffice-calc")])
def test_an_office_opens_every_form_and_prints_all_of_it(site, sheets, tmp_path, suffix, package):
    files = {f"{sheet.path.replace('/', '-')}.{suffix}": sheet for sheet in sheets}
    for name, sheet in files.items():
        (tmp_path / name).write_bytes((site / f"{sheet.path}.{suffix}").read_bytes())
    office = required("soffice", package=package)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    subprocess.run([office, profile, *OFFICE, *files], cwd=tmp_path, capture_output=True, check=True, timeout=400)

    printed = {sheet.path: tmp_path / f"{Path(name).stem}.pdf" for name, sheet in files.items()}
    # an office draws cells in an order of its own; labels fill the paper, their notes stay on the screen
    shown = [replace(sheet, notes=()) if sheet.label else sheet for sheet in sheets]
    text = {sheet.path: plain(pdf_text(printed[sheet.path], PAGE_NUMBER)) for sheet in shown}
    assert [fault for sheet in shown if (fault := absent(sheet, text[sheet.path]))] == []


def test_the_pdfs_are_small_tagged_and_name_their_language(site, sheets):
    for sheet in sheets:
        document = site / f"{sheet.path}.pdf"
        catalog = PdfReader(document).trailer["/Root"]

        assert document.stat().st_size < LARGEST_PDF, sheet.path
        assert (catalog["/Lang"][:2], bool(catalog["/MarkInfo"]["/Marked"])) == ("zh", True), sheet.path


def test_no_file_says_when_or_where_it_was_made(site, data, sheets):
    """The zip entries of Word and Excel files carry one fixed date, and their properties the edition's."""
    for sheet in sheets:
        for suffix in ("docx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO((site / f"{sheet.path}.{suffix}").read_bytes())) as archive:
                dates = {entry.date_time[:3] for entry in archive.infolist()}
                about = archive.read("docProps/core.xml").decode()

            assert dates == {(1980, 1, 1)}, sheet.path
            assert set(re.findall(r"\d{4}-\d\d-\d\d", about)) == {data.edition.date}, sheet.path
