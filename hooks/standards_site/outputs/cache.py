"""Files that take long to make, kept in a folder under a name that says what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

FOLDER = ".cache"
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z]+")


def cached(folder: Path | None, suffix: str, key: object, make: Callable[[], bytes]) -> bytes:
    """Return what `make` returns, from `folder` if it was made before from an equal `key`.

    `key` is anything that JSON can write; everything that decides about the bytes belongs in it. Without a folder
    nothing is kept. Several processes may share a folder: a file is there whole or not at all.
    """
    if folder is None:
        return make()
    kept = folder / f"{_name(key)}.{suffix}"
    try:
        found = kept.read_bytes()
    except OSError:
        pass
    else:
        _note_use(kept)
        return found
    made = make()
    with suppress(OSError):  # a file that is not kept is made again
        folder.mkdir(parents=True, exist_ok=True)
        _write(kept, made)
    return made


def is_cached(folder: Path | None, suffix: str, key: object) -> bool:
    """Return whether a file is kept that was made from `key`."""
    return folder is not None and (folder / f"{_name(key)}.{suffix}").is_file()


def made_by(libraries: Iterable[str], *files: Path) -> str:
    """Return what tells one way of making a file from another: versions of libraries, code, templates, fonts in order.

    Of each file only the content counts, wherever it lies.
    """
    digest = hashlib.sha256(" ".join(map(version, libraries)).encode())
    for file in files:
        content = file.read_bytes()
        digest.update(f"{len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def drop_unused(root: Path, since: float) -> None:
    """Remove what was kept under names of ours and not used since a time, in seconds of `time.time`.

    A folder that is reached by a link belongs to others too: nothing of it is removed.
    """
    folder = root / FOLDER
    if folder.is_symlink():
        return
    for kept in folder.glob("*/*"):
        with suppress(OSError):  # a file that stays is in nobody's way
            if _NAME.fullmatch(kept.name) and not kept.parent.is_symlink() and kept.stat().st_mtime < since:
                kept.unlink()


def _name(key: object) -> str:
    return hashlib.sha256(json.dumps(key, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _note_use(kept: Path) -> None:
    now = time.time_ns()  # not the clock of the disk, which may be another machine's
    with suppress(OSError):
        os.utime(kept, ns=(now, now))


def _write(kept: Path, made: bytes) -> None:
    # in the same folder: a file is replaced at once only within one file system
    handle, unfinished = tempfile.mkstemp(dir=kept.parent, prefix=f"{kept.stem}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        _note_use(Path(unfinished))
        os.replace(unfinished, kept)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def cache_folder(root: Path, name: str) -> Path:
    """Return a folder of the project to keep things in from build to build, made if that can be."""
    folder = root / FOLDER / name
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
