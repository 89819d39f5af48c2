"""The good data, copied once for all cases that change it, and its files read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from standards_site.data import load
from standards_site.data.yaml_positions import parse
from tests.builders.bad_cases import make_good


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the good data that each case changes for a while."""
    return make_good(tmp_path_factory.mktemp("good"))


_parsed = cache(parse)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that was parsed is not parsed again: a case changes one file of eighty."""
    monkeypatch.setattr(load, "parse", _parsed)
