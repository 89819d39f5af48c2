"""`python -m tests.rules.accept`: what each bad case prints now becomes its expected.txt. Read the differences."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.builders.bad_cases import EXPECTED, cases, checked, lay_over_good_data


def accept() -> None:
    """Write every expected.txt."""
    for case in cases():
        with tempfile.TemporaryDirectory() as folder:
            lay_over_good_data(case, Path(folder))
            _, output = checked(Path(folder))
        (case / EXPECTED).write_text(output, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    accept()
