"""The site of a project built as `make site` builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def build_site(target: Path, root: Path) -> str:
    """Build the project under `root` into `target` as `make site` does, and return what was printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    temporary = target.parent / f"{target.name}.tmp"
    temporary.mkdir()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
