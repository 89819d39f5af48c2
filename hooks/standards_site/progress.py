"""Says what a long build is doing, in plain lines that a log can keep."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

SILENT, GAP = 1.0, 2.0
"""Seconds before the first line, and between two lines of one stage."""

Thing = TypeVar("Thing")


class Progress:
    """Counts through the stages of one build; `say` gets a line now and then, nothing if all is done in a second."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._first = self._next = clock() + SILENT
        self._what, self._done, self._of = "", 0, 0

    def stage(self, what: str, of: int = 0) -> None:
        """Begin something that takes long: `of` steps, if they can be counted."""
        self._what, self._done, self._of = what, 0, of
        if self._clock() >= self._first:
            self._tell()

    def step(self) -> None:
        """Count one step of the stage."""
        self._done += 1
        if self._clock() >= self._next:
            self._tell()

    def over(self, what: str, things: Sequence[Thing]) -> Iterator[Thing]:
        """Yield `things` as a stage with a step for each."""
        self.stage(what, len(things))
        for thing in things:
            yield thing
            self.step()

    def _tell(self) -> None:
        self._next = self._clock() + GAP
        self._say(f"{self._what}：{self._done}/{self._of}" if self._of else self._what)


QUIET = Progress(lambda line: None)
"""Says nothing."""
