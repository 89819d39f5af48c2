"""What all tests share: the real data, and the real site built once however many workers run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from standards_site.load import StandardsData, load

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def data() -> StandardsData:
    """The real data of the repository."""
    loaded = load(ROOT)
    assert loaded.data is not None, loaded.problems
    return loaded.data


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly into a folder that all workers share."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.done").exists():
            build_site(shared / "site")
            (shared / "site.done").touch()
    return shared / "site"


def build_site(target: Path, root: Path = ROOT) -> str:
    """Build the project under `root` into `target` as `make site` does, and return what was printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    temporary = target.parent / f"{target.name}.tmp"
    temporary.mkdir()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
