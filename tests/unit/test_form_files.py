"""The files of all forms: made once, faults told in Chinese, and a site without PDFs where they cannot be made."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from standards_site.outputs import form_files as made
from standards_site.outputs.sheets import blank_sheets, branch_sheets
from standards_site.publish import prepare
from standards_site.resolve import Standards

from ..conftest import ROOT

RARE = "鱻"


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the data and templates that a test may change; what is made for it is kept for all tests."""
    for name in ("standards_data", "site_templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
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


def test_every_form_has_three_files_and_a_blank_one_a_picture(data, sheets):
    paths = set(files(data, sheets, None))

    assert paths == {f"{sheet.path}.{suffix}" for sheet in sheets for suffix in ("pdf", "docx", "xlsx")} | {
        "forms/pictures/sign-in.png",
        "forms/pictures/meeting-record.png",
        "forms/pictures/box-label.png",
    }


def test_a_second_build_makes_nothing_again(data, sheets, tmp_path, monkeypatch):
    first = files(data, sheets, tmp_path)
    for maker in ("Typesetter.pdf", "Typesetter.picture", "WordForms.word", "excel_form"):
        monkeypatch.setattr(f"standards_site.outputs.form_files.{maker}", None)

    assert files(data, sheets, tmp_path) == first


def test_files_from_the_cache_are_those_that_would_be_made(data, sheets, tmp_path):
    files(data, sheets, tmp_path)

    assert files(data, sheets, tmp_path) == files(data, sheets, None)


def test_a_character_that_cannot_be_printed_stops_the_build_and_is_named(project):
    unit = project / "standards_data/branches/college.yaml"
    name = re.compile(r"(?<=    name: ).*")
    unit.write_text(name.sub(f"{RARE}山党支部", unit.read_text("utf-8"), count=1), "utf-8")

    site = prepare(project)

    assert re.fullmatch(
        rf"表单「.+（{RARE}山党支部）」里的「{RARE}」字体里没有，印出来是空白；请换一个写法。", site.problems
    )
    assert [output.path for output in site.outputs] == ["index.md"]


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
