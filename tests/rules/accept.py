"""`python -m tests.rules.accept`: what each bad case prints now becomes what it expects. Read the differences."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.builders.bad_cases import BAD, cases_in, make_good, report

_NAME = re.compile(r"^(?=\w+:$)", re.MULTILINE)
_EXPECTED = re.compile(r"^  expected:.*\n(?:    .*\n)*", re.MULTILINE)


def accepted(text: str, printed: dict[str, str]) -> str:
    """Return the text of a rule's cases with what each printed as what it expects, and all else as it is."""
    head, *written = _NAME.split(text)
    return head + "".join(_with_expected(case, printed[case.partition(":")[0]]) for case in written)


def _with_expected(case: str, printed: str) -> str:
    expected = "".join(f"    {line}\n" for line in ("expected: |\n" + printed).split("\n") if line)[2:]
    found = _EXPECTED.search(case)
    end = len(case.rstrip()) + 1
    start, end = found.span() if found else (end, end)
    return case[:start] + expected + case[end:]


def accept() -> None:
    """Write what every case expects."""
    with tempfile.TemporaryDirectory() as folder:
        good = make_good(Path(folder))
        for file in sorted(BAD.glob("*.yaml")):
            printed = {case.name: report(case, good)[1] for case in cases_in(file)}
            file.write_text(accepted(file.read_text("utf-8"), printed), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    accept()
