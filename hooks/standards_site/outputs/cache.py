"""Files that take long to make, kept in a folder under a name that says what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def cached(folder: Path | None, suffix: str, key: object, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns, from `folder` if it was made before from an equal `key`.

    `key` is anything that JSON can write; everything that decides about the bytes belongs in it. Without a folder
    nothing is kept. Several processes may share a folder: a file is there whole or not at all.
    """
    if folder is None:
        return make()
    name = hashlib.sha256(json.dumps(key, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    kept = folder / f"{name}.{suffix}"
    try:
        return kept.read_bytes()
    except OSError:
        pass
    made = make()
    with suppress(OSError):  # a file that is not kept is made again
        folder.mkdir(parents=True, exist_ok=True)
        _write(kept, made)
    return made


def _write(kept: Path, made: bytes) -> None:
    # in the same folder: a file is replaced at once only within one file system
    handle, unfinished = tempfile.mkstemp(dir=kept.parent, prefix=f"{kept.stem}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        os.replace(unfinished, kept)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def cache_folder(root: Path, name: str) -> Path:
    """Return a folder of the project to keep things in from build to build, made if that can be."""
    folder = root / ".cache" / name
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
