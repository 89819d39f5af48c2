"""The files of all forms: made once, faults told in Chinese, and a site without PDFs where they cannot be made."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from standards_site.in_force.resolve import Standards
from standards_site.outputs.forms import files as made
from standards_site.outputs.forms.sheet import blank_sheets, branch_sheets
from standards_site.publish import prepare
from tests import ROOT
from tests.builders.tiny_font import write_font

pytestmark = pytest.mark.slow

RARE = "鿬"
ON_TWO_CORES = """
import sys
from pathlib import Path
from standards_site.data.load import load
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs.forms import workshop
from standards_site.outputs.forms.files import form_files, pdf_engine
from standards_site.outputs.forms.sheet import blank_sheets

root, cache, start = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
data = spelled_out(load(root).data)
sheets = list(blank_sheets(data, Standards(data)))[:4]
workshop.FEW, workshop.cores = 0, lambda: 2
print("fork" if start == "fork" and workshop.can_copy() else "spawn")
workshop.can_copy = lambda: start == "fork"
on_two = [output.bytes for output in form_files(data, root, sheets, pdf_engine(data, root), cache)]
print("typst" not in sys.modules)
print(on_two == [output.bytes for output in form_files(data, root, sheets, pdf_engine(data, root), None)])
"""


@pytest.fixture
def project(sample, tmp_path) -> Path:
    """A copy of the data and templates that a test may change; what is made for it is kept for all tests."""
    for name in ("standards_data", "site_templates", "content"):
        shutil.copytree(sample / name, tmp_path / name)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")
    return tmp_path


@pytest.fixture
def sheets(data):
    """Three blank forms, one of them labels, and a form of a branch."""
    standards = Standards(data)
    blank = {sheet.form: sheet for sheet in blank_sheets(data, standards)}
    return [blank["sign-in"], blank["meeting-record"], blank["box-label"], next(branch_sheets(data, standards))]


def files(data, sheets, cache):
    engine = made.pdf_engine(data, ROOT)
    return {output.path: output.bytes for output in made.form_files(data, ROOT, sheets, engine, cache)}


def refuse(*_: object) -> None:
    raise OSError("no more processes")


def test_every_form_has_three_files_and_a_blank_one_a_picture(data, sheets):
    paths = set(files(data, sheets, None))

    assert paths == {f"{sheet.path}.{suffix}" for sheet in sheets for suffix in ("pdf", "docx", "xlsx")} | {
        "forms/pictures/sign-in.png",
        "forms/pictures/meeting-record.png",
        "forms/pictures/box-label.png",
    }


def test_a_second_build_makes_nothing_again(data, sheets, tmp_path, monkeypatch):
    first = files(data, sheets, tmp_path)
    for maker in ("pdf.Typesetter.pdf", "pdf.Typesetter.picture", "word.WordForms.word", "excel.excel_form"):
        monkeypatch.setattr(f"standards_site.outputs.forms.{maker}", None)

    assert files(data, sheets, tmp_path) == first


def test_files_from_the_cache_are_those_that_would_be_made(data, sheets, tmp_path):
    files(data, sheets, tmp_path)

    assert files(data, sheets, tmp_path) == files(data, sheets, None)


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_files_made_on_two_cores_are_those_made_on_one(tmp_path, start):
    """In a process of its own: here typst has been used, and copies of this process would wait for ever."""
    command = [sys.executable, "-c", ON_TWO_CORES, str(ROOT), str(tmp_path), start]

    made = subprocess.run(command, capture_output=True, text=True, check=True)

    assert made.stdout.split() == [start, "True", "True"]


def test_where_no_process_can_be_started_one_makes_all(data, sheets, tmp_path, monkeypatch):
    monkeypatch.setattr("standards_site.outputs.forms.workshop.FEW", 0)
    monkeypatch.setattr("standards_site.outputs.forms.workshop.ProcessPoolExecutor", refuse)

    assert files(data, sheets, tmp_path) == files(data, sheets, None)


def test_what_the_fonts_lack_is_in_the_word_and_excel_files_all_the_same(data, sheets):
    name = f"二〇二六级{RARE}山👨‍👩‍👧e\u0301葛\U000e0100党支部"
    sheet = replace(sheets[-1], owner=name, header=tuple(replace(field, value=name) for field in sheets[-1].header))

    made = files(data, [sheet], None)

    for suffix, part in (("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")):
        with zipfile.ZipFile(io.BytesIO(made[f"{sheet.path}.{suffix}"])) as archive:
            assert name in "".join(etree.fromstring(archive.read(part)).itertext())


def test_a_pdf_is_made_again_when_a_font_is_exchanged_or_comes_in_another_place(data, sheets, tmp_path):
    (tmp_path / "site_templates").symlink_to(ROOT / "site_templates")
    sheet = replace(sheets[0], title="鿬表")

    def pdf(*fonts: str) -> bytes:
        changed = replace(data, site=data.site.model_copy(update={"fonts": fonts}))
        engine = made.pdf_engine(changed, tmp_path)
        outputs = list(made.form_files(changed, tmp_path, [sheet], engine, tmp_path / "cache"))
        return next(output.bytes for output in outputs if output.path.endswith(".pdf"))

    write_font(tmp_path / "a.ttf", "鿬", height=300)
    low = pdf("a.ttf")
    write_font(tmp_path / "a.ttf", "鿬", height=600)
    high = pdf("a.ttf")
    write_font(tmp_path / "b.ttf", "鿬", height=300)

    assert low != high
    assert pdf("b.ttf") == low
    assert pdf("a.ttf", "b.ttf") == high
    assert pdf("b.ttf", "a.ttf") == low
    assert pdf() not in (low, high)


def test_without_the_pdf_engine_the_site_has_no_pdfs_and_says_so(monkeypatch, project):
    monkeypatch.delenv(made.REQUIRED, raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)

    site = prepare(project)

    suffixes = {output.path.rsplit(".", 1)[-1] for output in site.outputs}
    library_page = next(output for output in site.outputs if output.path == "forms/index.md")
    assert (site.problems, site.notice) == ("", made.NO_PDF)
    assert {"pdf", "png"} & suffixes == set()
    assert {"html", "docx", "xlsx", "zip"} <= suffixes
    assert b".docx" in library_page.bytes
    assert b".pdf" not in library_page.bytes


def test_where_pdfs_are_required_their_absence_is_a_fault(monkeypatch, project):
    monkeypatch.setenv(made.REQUIRED, "required")
    monkeypatch.setitem(sys.modules, "typst", None)

    assert prepare(project).problems == made.NO_PDF
