"""Writes the files of the branches as they are made: none is held, and as many processes share the work as help."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path

from .branch_files import BranchFiles

FEW = 200
"""Branches below which a second process costs more than it saves."""
MOST = 4
"""Processes: the files all go to one disk."""


def branches_written(files: BranchFiles, folder: Path) -> int:
    """Write the files of all branches below `folder` and return how many they are. Raises what went wrong first."""
    parts = _processes(files.count)
    if parts == 1:
        return _write(files, folder, 0, 1)
    # forked, so that nothing has to be handed over: what was made so far is there, and only counts come back
    context = multiprocessing.get_context("fork")
    answers = []
    for part in range(parts):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_answered, args=(files, folder, part, parts, there))
        process.start()
        there.close()
        answers.append((process, here))
    counts: list[int | Exception] = []
    for process, here in answers:
        try:
            counts.append(here.recv())
        except EOFError:
            counts.append(OSError("写支部文件的进程中途停了，可能是内存不够"))
        process.join()
    for count in counts:
        if isinstance(count, Exception):
            raise count
    return sum(count for count in counts if isinstance(count, int))


def _processes(branches: int) -> int:
    if branches < FEW or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return min(MOST, os.cpu_count() or 1)


def _answered(files: BranchFiles, folder: Path, part: int, parts: int, answer: Connection) -> None:
    try:
        answer.send(_write(files, folder, part, parts))
    except Exception as fault:
        answer.send(fault)


def _write(files: BranchFiles, folder: Path, part: int, parts: int) -> int:
    count, there = 0, set[Path]()
    for output in files.of_branches(part, parts):
        path = folder / output.path
        if path.parent not in there:
            path.parent.mkdir(parents=True, exist_ok=True)
            there.add(path.parent)
        path.write_bytes(output.bytes)
        count += 1
    return count
