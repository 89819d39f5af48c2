"""What all tests share: the real data, and the real site built once however many workers run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from standards_site.data.confirmed import settled
from standards_site.data.load import StandardsData, load
from standards_site.in_force.spelled_out import spelled_out
from tests import ROOT
from tests.builders.hostile import build, changed, harmless, hostile


@pytest.fixture(scope="session")
def authored() -> StandardsData:
    """The real data of the repository as it is written, with the quotes in its sentences."""
    loaded = load(ROOT)
    assert loaded.data is not None, loaded.problems
    return loaded.data


@pytest.fixture(scope="session")
def data(authored: StandardsData) -> StandardsData:
    """The real data of the repository as the outputs get it."""
    return spelled_out(settled(authored))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly into a folder that all workers share."""
    return _built_once(tmp_path_factory, "site", build_site)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, data: StandardsData) -> Path:
    """The site of the real data with something foreign in every text."""
    return _built_once(tmp_path_factory, "hostile", lambda folder: build(changed(data, hostile), folder))


@pytest.fixture(scope="session")
def harmless_site(tmp_path_factory: pytest.TempPathFactory, data: StandardsData) -> Path:
    """The same with letters in place of what is foreign."""
    return _built_once(tmp_path_factory, "harmless", lambda folder: build(changed(data, harmless), folder))


def _built_once(factory: pytest.TempPathFactory, name: str, build_into: Callable[[Path], object]) -> Path:
    """Return the folder that `build_into` has filled, in whichever worker came first."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.done").exists():
            build_into(shared / name)
            (shared / f"{name}.done").touch()
    return shared / name


def build_site(target: Path, root: Path = ROOT) -> str:
    """Build the project under `root` into `target` as `make site` does, and return what was printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    temporary = target.parent / f"{target.name}.tmp"
    temporary.mkdir()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
