"""Work that a copy of this process does beside it: what it comes to is the same, only sooner there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, Self, TypeVar

Result = TypeVar("Result")


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_copy() -> bool:
    """Return whether a copy of this process can work.

    It would wait for ever for threads that it does not have: those of typst, once it has been used, among them.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and "typst" not in sys.modules


class Beside(Generic[Result]):
    """What `work` returns, begun at once in a copy of this process; it may change nothing that is needed elsewhere.

    The copy ends with the `with` block, whether anybody asked for the result or not. Where there can be no copy, or
    nothing comes of it, this process does the work when it is asked for the result: a fault is raised there as if
    nobody had tried before.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._results: list[Result] = []
        self._copy: tuple[BaseProcess, Connection] | None = None
        if cores() > 1 and can_copy():
            with suppress(OSError):  # no memory for another, or too many of them
                self._copy = _begun(work)

    def __enter__(self) -> Self:
        """Begin the block in which the result may be asked for."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the copy."""
        if self._copy:
            process, answer = self._copy
            process.terminate()
            process.join()
            answer.close()

    @property
    def is_apart(self) -> bool:
        """Return whether a copy does the work."""
        return self._copy is not None

    def result(self) -> Result:
        """Return what the work came to, as soon as it is done."""
        if not self._results and self._copy:
            with suppress(EOFError):
                self._results.append(self._copy[1].recv())
        if not self._results:
            self._results.append(self._work())
        return self._results[0]


def _begun(work: Callable[[], object]) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    answer, there = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, answer, there))
    process.start()
    there.close()
    return process, answer


def _do(work: Callable[[], object], answer: Connection, there: Connection) -> None:
    answer.close()  # else it would go on waiting for a reader when there is none any more
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # ends the processes that it started too
    with suppress(Exception, KeyboardInterrupt):  # whoever asks comes to the same fault himself
        there.send(work())
