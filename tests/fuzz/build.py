"""`python -m tests.fuzz.build <project>`: builds the project strictly with each edit that comes as JSON, in turn.

Prints for each what MkDocs said if it failed or warned. One process, because starting MkDocs takes longer than a build.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner
from mkdocs.__main__ import cli

from tests.builders.edits import Edit
from tests.builders.projects import edited

_BAD = re.compile(r"^(?:WARNING|ERROR|Traceback)", re.MULTILINE)


def built(project: Path, edit: Edit) -> str:
    """Return what a strict build of the project with an edit says; nothing if it is clean."""
    with edited(project, edit), tempfile.TemporaryDirectory() as site:
        done = CliRunner().invoke(cli, ["build", "--strict", "--site-dir", site])
        output = f"{done.output}{done.exception or ''}"
        return output if done.exit_code or _BAD.search(output) else ""


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    told = [
        built(
            Path(sys.argv[1]), Edit("", {file: None if text is None else text.encode() for file, text in job.items()})
        )
        for job in json.load(sys.stdin)
    ]
    sys.stdout.write(json.dumps(told))
