"""What came out on paper, read back sheet by sheet."""

from __future__ import annotations

import re
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.probes.installed import required

# a character that is drawn, but whose meaning Firefox left out of the PDF or took from a list of radicals (⻓ for 长)
LOST = "\ufffd\u2e80-\u2eff"


@dataclass(frozen=True)
class Sheet:
    """One printed page: its text as laid out, and as drawn cell by cell without any space."""

    lines: tuple[str, ...]
    drawn: str
    size: tuple[int, int]

    def says(self, words: str) -> bool:
        """Return whether the words stand on the sheet, spaces and lost characters aside."""
        pattern = "".join(f"[{re.escape(char)}{LOST}]" for char in _plain(words) if not char.isspace())
        return re.search(pattern, self.drawn) is not None

    def rows(self, ids: set[str]) -> list[str]:
        """Return the ids at the start of a line, in order."""
        return [line.split()[0] for line in self.lines if line.split()[0] in ids]


def printed(page: Page) -> list[Sheet]:
    """Print the open page as Chromium does, in the size that the page asks for."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "print.pdf"
        page.pdf(path=target, prefer_css_page_size=True)
        return sheets(target)


def ruled_lines(page: Page) -> list[tuple[int, int]]:
    """Print the open page; return for each sheet how many lines stand across a third of it, and upright in it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "print.pdf"
        page.pdf(path=target, prefer_css_page_size=True)
        pdftoppm = required("pdftoppm", package="poppler-utils")
        subprocess.run([pdftoppm, "-r", "100", "-gray", "-aaVector", "no", target, target.with_suffix("")], check=True)
        pictures = [Image.open(file) for file in sorted(Path(folder).glob("*.pgm"))]
        upright = [picture.transpose(Image.Transpose.TRANSPOSE) for picture in pictures]
        return [
            (_dark_bands(one, one.width // 3), _dark_bands(turned, 40))
            for one, turned in zip(pictures, upright, strict=True)
        ]


def _dark_bands(picture: Image.Image, length: int) -> int:
    """Return how many rows of a picture, those that touch taken as one, have a dark run of this many points."""
    run = re.compile(rb"[\x00-\xc8]{%d}" % length)
    pixels, width = picture.tobytes(), picture.width
    dark = [run.search(pixels, row * width, (row + 1) * width) is not None for row in range(picture.height)]
    return sum(here and not before for before, here in pairwise([False, *dark]))


def sheets(document: Path) -> list[Sheet]:
    """Return the pages of a PDF."""
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(document).pages]
    laid_out, drawn = _text(document, "-layout"), _text(document, "-raw")
    return [
        Sheet(tuple(line for line in lines.splitlines() if line.strip()), re.sub(r"\s", "", raw), size)
        for lines, raw, size in zip(laid_out, drawn, sizes, strict=True)
    ]


def _text(document: Path, order: str) -> list[str]:
    pdftotext = required("pdftotext", package="poppler-utils")
    done = subprocess.run([pdftotext, order, document, "-"], capture_output=True, text=True, check=True)
    return _plain(done.stdout).split("\f")[:-1]


def _plain(text: str) -> str:
    # Firefox writes some characters as their look-alikes among the radicals: ⽀ for 支
    return unicodedata.normalize("NFKC", text)


def height_of_word(word: str, document: Path) -> float:
    """Return how high the box of a word is on paper, in points."""
    pdftotext = required("pdftotext", package="poppler-utils")
    done = subprocess.run([pdftotext, "-bbox", document, "-"], capture_output=True, text=True, check=True)
    box = re.search(rf'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">{re.escape(word)}<', done.stdout)
    assert box, f"{word} is not in the document"
    return float(box[2]) - float(box[1])
