"""Programs of the system that these tests need."""

from __future__ import annotations

import shutil

import pytest


def required(*commands: str, package: str) -> str:
    """Return the path of the first of `commands` that is installed; a missing tool is a failure, never a skip."""
    for command in commands:
        found = shutil.which(command)
        if found:
            return found
    pytest.fail(f"没有找到 {'、'.join(commands)}。请先运行 make test，或安装软件包 {package}。")
