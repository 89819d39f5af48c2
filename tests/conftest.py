"""What all tests share: the data, and the site built once however many workers run."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from standards_site import beside
from standards_site.data import load as loading
from standards_site.data.confirmed import settled
from standards_site.data.load import StandardsData, load
from standards_site.data.yaml_positions import parse
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs import policy, scripts
from standards_site.outputs import site as outputs
from standards_site.outputs.cache import made_by
from standards_site.outputs.forms import files
from standards_site.outputs.output import templates_in
from standards_site.outputs.policy import theme_scripts
from standards_site.outputs.scripts import joined_sources
from standards_site.outputs.self_check import export_templates
from tests import ROOT
from tests.builders.hostile import build, changed, harmless, hostile
from tests.builders.projects import make_sample
from tests.builders.site import build_site

BUILT = {"site", "hostile_site", "harmless_site"}
"""Fixtures that build the whole site: a test that asks for one is slow."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what asks for the built site or a browser; other tests that take long say so themselves.

    They are run in the order of the folders, but for the longest ones.
    """
    for item in items:
        if BUILT & set(getattr(item, "fixturenames", ())) or item.path.is_relative_to(ROOT / "tests/browser"):
            item.add_marker(pytest.mark.slow)
    # first what takes longest and needs no site: while one worker builds the site, the other has work
    items.sort(key=lambda item: not item.path.is_relative_to(ROOT / "tests/fuzz"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this project with the site and the branches that the tests name."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def authored(sample: Path) -> StandardsData:
    """The data of the project as it is written, with the quotes in its sentences."""
    loaded = load(sample)
    assert loaded.data is not None, loaded.problems
    return loaded.data


@pytest.fixture(scope="session")
def data(authored: StandardsData) -> StandardsData:
    """The data of the project as the outputs get it."""
    return spelled_out(settled(authored))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    """The site, built strictly into a folder that all workers share."""
    return _built_once(tmp_path_factory, "site", lambda folder: build_site(folder, sample))


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


_parsed, _templates, _joined, _inline = map(cache, (parse, templates_in, joined_sources, theme_scripts))


@cache
def _made_by(libraries: tuple[str, ...], *of: Path) -> str:
    return made_by(libraries, *of)


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """What was read is not read again, parsed, joined or compiled: for tests that change one file, again and again.

    Nor is any work done by a second process, for all cores are busy with tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "cores", lambda: 1)
        patch.setattr(loading, "parse", _parsed)
        patch.setattr(outputs, "templates_in", _templates)
        patch.setattr(scripts, "joined_sources", _joined)
        patch.setattr(policy, "theme_scripts", lambda folder, depths: _inline(folder, tuple(sorted(depths))))
        for user in (files, export_templates):
            patch.setattr(user, "made_by", lambda libraries, *of: _made_by(tuple(libraries), *of))
        yield


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in ("standards_data", "hooks", "site_templates", "content"):
        shutil.copytree(sample / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(sample / "mkdocs.yml", tmp_path)
    return tmp_path
