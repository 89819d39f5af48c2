"""The bad cases: each changes the good data, and everything that the check then prints is compared.

`bad_cases/CODE.yaml` has the cases of a rule, by name. The `changes` of a case are made one after the other:

- `replace` and `with` are whole lines, without the indentation that they have in the file. What is replaced must stand
  there once; a line `...` in it is all lines that are indented as deep as the dots, and puts them back in `with`.
- `text` is a whole file, new or in place of another, and `remove` takes a file away.

`expected` is what is printed, to the letter; `python -m tests.rules.accept` writes it.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from standards_site.cli import main
from standards_site.outputs.forms.fonts import FOLDER as FONTS
from tests import ROOT
from tests.builders.edits import Edit, Files
from tests.builders.projects import GOOD, edited

BAD = ROOT / "tests/rules/bad_cases"
ACCEPT = "python -m tests.rules.accept"


@dataclass(frozen=True)
class Case:
    """A case of the rule `code`: the changes of the good data, and what the check then prints."""

    code: str
    name: str
    changes: tuple[dict[str, Any], ...]
    expected: str = ""

    def __str__(self) -> str:
        """Return what the test of the case is called."""
        return f"{self.code}-{self.name}"

    @property
    def told(self) -> list[str]:
        """The codes of the problems and notices that are expected."""
        return re.findall(r"^\S+:\d+:\d+: (\S+) ", self.expected, re.MULTILINE)


@cache
def cases() -> tuple[Case, ...]:
    """Return every case in the order of its rule and its name."""
    return tuple(sorted((case for file in BAD.glob("*.yaml") for case in cases_in(file)), key=str))


def cases_in(file: Path) -> Iterable[Case]:
    """Return the cases of the rule that has `file`."""
    found = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return (Case(file.stem, name, **written) for name, written in found.items())


def case_of(code: str, name: str = "") -> Case:
    """Return the first case of a rule, or the one with `name`."""
    return next(case for case in cases() if case.code == code and name in ("", case.name))


def make_good(root: Path) -> Path:
    """Make `root` the good data and the fonts of the site."""
    shutil.copytree(GOOD, root, dirs_exist_ok=True)
    (root / FONTS).parent.mkdir()
    (root / FONTS).symlink_to(ROOT / FONTS)
    return root


def edit_of(case: Case) -> Edit:
    """Return the changes of a case as an edit of the good data."""
    files: Files = {}
    for change in case.changes:
        if "remove" in change:
            files[change["remove"]] = None
        elif "text" in change:
            text = change["text"]
            files[change["file"]] = text if isinstance(text, bytes) else text.encode()
        else:
            before = files.get(change["file"]) or (GOOD / change["file"]).read_bytes()
            files[change["file"]] = replaced(before.decode(), change["replace"], change["with"]).encode()
    return Edit(str(case), files)


def replaced(text: str, old: str, new: str) -> str:
    """Return `text` with the lines `new` in place of the lines `old`, indented as those are."""
    lines = [f"((?:\\1{line[:-3]}.*\n)*)" if _is_rest(line) else f"\\1{re.escape(line)}\n" for line in _lines(old)]
    found = list(re.finditer(f"^(?=( *)){''.join(lines)}", text, re.MULTILINE))
    assert len(found) == 1, f"found {len(found)} times, must be once:\n{old}"
    indent, *rests = found[0].groups()
    made = [rests.pop(0) if _is_rest(line) else f"{indent}{line}\n" for line in _lines(new)]
    return text[: found[0].start()] + "".join(made) + text[found[0].end() :]


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _is_rest(line: str) -> bool:
    return line.lstrip(" ") == "..."


def checked(root: Path) -> tuple[int, str]:
    """Return the exit status and the output of `standards check` on the project in `root`."""
    with redirect_stdout(io.StringIO()) as output:
        status = main(["--root", str(root), "check"])
    return status, output.getvalue()


def report(case: Case, good: Path) -> tuple[int, str]:
    """Return the exit status and the output of `standards check` on the good data with the changes of a case."""
    with edited(good, edit_of(case)):
        return checked(good)
