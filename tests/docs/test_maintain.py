"""What the page for maintainers shows of quotes is what they give."""

from __future__ import annotations

import re

from standards_site.data.quotes.marks import in_words
from standards_site.data.quotes.records import FORMS
from tests import ROOT

PAGE = (ROOT / "content" / "maintain.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition("{: #numbers }")[2].partition("\n## ")[0].splitlines()
    if line.startswith("| ") and "`" in line
]


def test_every_example_gives_what_the_page_says(authored):
    shown = {row[0]: row[2] for row in ROWS}

    given = {row[0]: "、".join(in_words(authored, text) for text in re.findall(r"`(<[^`]*>)`", row[1])) for row in ROWS}

    assert given == shown
    assert len(shown) > 8


def test_every_form_of_a_quote_is_shown():
    written = re.sub(r":[\d-]+", ":N", " ".join(re.findall(r"`(<[^`]*>)`", PAGE)))

    missing = [form for forms in FORMS.values() for form in forms if not re.search(rf"[ ]{form}[ >]", written)]

    assert missing == []
