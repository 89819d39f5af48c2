"""What stands in a Word file."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn


def word_text(element: Any) -> str:
    marks = {qn("w:t"): lambda node: node.text or "", qn("w:br"): lambda _: "\n"}
    return "".join(marks[node.tag](node) for node in element.iter() if node.tag in marks)
