"""What this handbook adds to what a source says: the end of a text, after a fixed word."""

from __future__ import annotations

ADVICE = "本站提醒："
"""Begins what is ours in a text that has citations; all before it is what the sources say."""


def split_advice(text: str) -> tuple[str, str]:
    """Return what the sources say in a cited text, and what this handbook adds, with the word that begins it."""
    said, word, advice = text.partition(ADVICE)
    return said, word + advice
