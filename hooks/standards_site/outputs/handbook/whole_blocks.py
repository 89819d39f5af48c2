"""Hands HTML blocks of a page to Markdown as they are: it would read each of their tags again, twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_OPENING = re.compile(r"<([a-z][a-z0-9]*)(?=[\s>])")
_AT_LINE_START = re.compile(f"^{_OPENING.pattern}", re.MULTILINE)
_ANCHOR = re.compile(r'<[^<>]*\sid="([^"]*)"')
_AFTER_WHITESPACE = 25  # below the preprocessor that tidies blanks (30), above those that read HTML (21 and 20)


WHOLE_BLOCKS = f"{__name__}:WholeBlocks"
"""The name by which Markdown loads the extension."""


class WholeBlocks(Extension):
    """Sets aside every block that begins a line and ends one, and every picture that does.

    It comes to what Markdown itself would do with them.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Markdown calls it so
        """Register what does it."""
        md.preprocessors.register(_Setting(md), "whole_blocks", _AFTER_WHITESPACE)


def anchors(html: str) -> set[str]:
    """Return the anchors of a page as it was made."""
    return set(_ANCHOR.findall(html))


class _Setting(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        source, left, end = "\n".join(lines), [], 0
        while opening := _AT_LINE_START.search(source, end):
            left.append(source[end : opening.start()])
            picture = opening[1] == "svg"
            blocks = [slice(opening.start(), _end_of(source, opening))] if picture else [*self._blocks(source, opening)]
            end = blocks[-1].stop if blocks else opening.end()
            if not blocks or not source.startswith("\n", end):
                left.append(source[opening.start() : end])
            elif picture:  # to Markdown part of a paragraph
                left.append(self.md.htmlStash.store(source[blocks[0]]))
            else:
                for block in blocks:
                    # a blank line after a block is kept with it
                    blank = "\n" if source.startswith("\n\n", block.stop) else ""
                    left += ["\n", self.md.htmlStash.store(source[block] + blank), "\n\n"]
        return "".join([*left, source[end:]]).split("\n")

    def _blocks(self, source: str, opening: re.Match[str] | None) -> Iterator[slice]:
        """Yield the blocks that follow one another without anything between."""
        while opening and self.md.is_block_level(opening[1]):
            stop = _end_of(source, opening)
            yield slice(opening.start(), stop)
            opening = _OPENING.match(source, stop)


def _end_of(source: str, opening: re.Match[str]) -> int:
    """Return where the element ends that begins with a tag; the end of the source if it is never closed."""
    depth = 0
    for tag in _tags(opening[1]).finditer(source, opening.start()):
        depth += -1 if tag[0].startswith("</") else 1
        if depth == 0:
            return tag.end()
    return len(source)


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}(?=[\s>])|</{name}>")
