"""Files that take long to make, kept in a folder under a name that says what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
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
    except FileNotFoundError:
        pass
    made = make()
    folder.mkdir(parents=True, exist_ok=True)
    # in the same folder: a file is replaced at once only within one file system
    handle, unfinished = tempfile.mkstemp(dir=folder, prefix=f"{name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        os.replace(unfinished, kept)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return made
