"""The folder in which a site is made: on the file system of the published one, and only one build at a time."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO

PLAN, LOCK = "plan.json", "lock"
"""Files in the folder: what is being moved into the site, and the lock of the build that runs."""
PAUSES = (0.1, 0.5, 1.0) if sys.platform == "win32" else ()
"""Seconds to wait before a rename is tried again: on Windows a virus scanner holds new files for a moment."""


class SiteError(Exception):
    """The site cannot be made or put in place; the text is a sentence that says what and where."""


def working_folder(place: Path) -> tuple[Path, IO[bytes]]:
    """Return a folder from which things can be renamed into `place`, and the lock that makes it ours.

    Beside the site where that can be: a web server does not see it there. Otherwise inside, under a hidden name: where
    the site is a mounted volume, or its parent belongs to somebody else. Raises OSError and SiteError.
    """
    beside, inside = place.parent / f".{place.name}.new", place / ".new"
    if not os.path.exists(place):  # unlike the method of a path it takes a name that is too long
        return beside, _locked(beside, place)
    with suppress(OSError):
        inside.rmdir()  # empty: a probe that was killed
    if inside.exists():
        return inside, _locked(inside, place)
    try:
        lock = _locked(beside, place)
    except OSError:
        return inside, _locked(inside, place)
    try:
        times = place.stat()
        rename(fresh(beside, "probe"), inside)
        inside.rmdir()
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
    except OSError:
        lock.close()
        if not (beside / PLAN).exists():
            remove(beside)
        return inside, _locked(inside, place)
    return beside, lock


def _locked(work: Path, place: Path) -> IO[bytes]:
    """Return the lock of a working folder, made if need be. A process that dies lets go of it.

    Raises SiteError if another process has it, OSError if the folder cannot be made.
    """
    while True:
        work.mkdir(parents=True, exist_ok=True)
        path = work / LOCK
        try:
            file = path.open("ab")
        except FileNotFoundError:
            continue  # whoever had the folder has just removed it
        if not _lock(file):
            file.close()
            raise SiteError(f"另一个命令正在生成同一个网站（{place}），等它结束再运行一次。")
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _lock(file: IO[bytes]) -> bool:
    """Return whether nobody else holds the lock; it is ours from now on. Where no locks exist everybody has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def fresh(work: Path, name: str) -> Path:
    """Return a new empty folder: `name`, or with a number behind it where remains could not be removed."""
    for number in count():
        folder = work / (f"{name}{number}" if number else name)
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise AssertionError


def rename(source: Path, target: Path) -> None:
    for pause in PAUSES:
        try:
            os.rename(source, target)
            return
        except PermissionError:
            time.sleep(pause)
    os.rename(source, target)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
