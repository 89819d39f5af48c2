"""The bad data: each case is laid over the good data and checked, and everything that is printed is compared."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stdout
from pathlib import Path

from standards_site.cli import main
from standards_site.outputs.forms.fonts import FOLDER as FONTS
from tests import ROOT

HERE = ROOT / "tests/rules"
GOOD = HERE / "good_data"
BAD = HERE / "bad_data"
EXPECTED = "expected.txt"
ACCEPT = "python -m tests.rules.accept"


def cases() -> list[Path]:
    """Return the folder of every case, `bad_data/<rule>/<case>`."""
    return sorted(folder for folder in BAD.glob("*/*") if folder.is_dir())


def lay_over_good_data(case: Path, root: Path) -> None:
    """Make `root` the good data and fonts with the files of `case` over them; `<name>.deleted` takes `<name>` away."""
    shutil.copytree(GOOD, root, dirs_exist_ok=True)
    (root / FONTS).parent.mkdir()
    (root / FONTS).symlink_to(ROOT / FONTS)
    for file in sorted(path for path in case.rglob("*") if path.is_file() and path.name != EXPECTED):
        target = root / file.relative_to(case)
        if target.suffix == ".deleted":
            target.with_suffix("").unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def checked(root: Path) -> tuple[int, str]:
    """Return the exit status and the output of `standards check` on the project in `root`."""
    with redirect_stdout(io.StringIO()) as output:
        status = main(["--root", str(root), "check"])
    return status, output.getvalue()
