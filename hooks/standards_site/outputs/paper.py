"""What only paper needs: the size of the page and the heights of lines, as styles in files of their own.

A page's policy refuses styles inside it; a width goes into an attribute, a height becomes a class of these files.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.model import Form
from .links import Place, paper_path
from .output import Output

PIXELS = 96 / 25.4
"""Pixels of a browser in a millimetre: the unit of the attribute `width`."""
LINE = 7
"""Millimetres that a written line takes."""
PAPERS = {
    "portrait": "A4 portrait; margin: 18mm",
    "landscape": "A4 landscape; margin: 18mm",
    # the highest label fills the paper
    "label-portrait": "A4 portrait; margin: 10mm",
    "label-landscape": "A4 landscape; margin: 10mm",
    "plan": "A4 landscape; margin: 10mm 12mm 12mm 12mm",
    "roll-up": "A4 landscape; margin: 12mm 12mm 14mm 12mm",
}
MOST_LINES = 40
"""The model allows no field that is higher."""
MOST_BESIDE = 4


def label_class(form: Form) -> str:
    """Return the class of the labels of a form; empty if it has none."""
    return f"label-{form.id}" if form.label else ""


def paper_styles(data: StandardsData) -> Iterator[Output]:
    """Yield a style for each kind of paper, and one with the measures of all forms."""
    for name, size in PAPERS.items():
        yield Output(paper_path(name), f"@page {{ size: {size}; }}\n")
    lines = [f".lines-{count} {{ --row: {count * LINE}mm; }}" for count in range(1, MOST_LINES + 1)]
    lines.append(".high { height: var(--row) !important; }")
    lines += [f".beside-{count} {{ --beside: {count}; }}" for count in range(1, MOST_BESIDE + 1)]
    lines += [
        f".{label_class(form)} li {{ width: {form.label.width}mm; height: {form.label.height}mm; }}"
        for form in data.forms.values()
        if form.label
    ]
    yield Output(Place.MEASURES, "\n".join(lines) + "\n")
