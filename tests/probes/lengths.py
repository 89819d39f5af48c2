"""How long pages may be, and which ones may be longer, with the reason."""

from __future__ import annotations

import re

from standards_site.outputs.links import Place

OFFICE = {"width": 1366, "height": 768}
"""The screen of an office's computer."""
SCREENS, NODES, LINKS = 12, 1_500, 40
"""The most a page may have: screens of an office's, elements as delivered, links of an item outside its folds."""
LOOKED_UP = {Place.GLOSSARY: "a word is found by the search or by the address of the word, nobody reads all of them"}
PRINTED = re.compile(rf"forms/(?!index\.html).+|(branches|profiles)/[^/]+/.+|{Place.ONE_FILE}")
"""Forms, checks, year plans, the tool in one file: on paper all of it is wanted. They may have more screens only."""
RECORDS = ("frequencies", "thresholds", "differences")
"""Folders of hundreds of pages that one template makes: the longest of them will do."""
HEIGHT = "document.documentElement.scrollHeight"
LINKS_SHOWN = (
    "//article//a[@href and not(ancestor::details) and not(contains(@class, 'headerlink') "
    "or contains(@class, 'md-content__button'))]"
)
"""Without those that the theme puts beside every heading."""
