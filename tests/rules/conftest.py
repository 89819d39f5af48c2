"""The good data, copied once for all cases that change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.bad_cases import make_good


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the good data that each case changes for a while."""
    return make_good(tmp_path_factory.mktemp("good"))
