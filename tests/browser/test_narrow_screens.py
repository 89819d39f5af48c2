"""Every page on a phone 360 px wide: read without scrolling sideways and without zooming."""

from __future__ import annotations

import pytest

from tests.probes.narrow_screens import BODY, FAULTS

WIDTH, HEIGHT = 360, 640
SCREEN, LINE = 800, 28
"""Heights of a usual phone and of a line of text."""
RECORDS = ("frequencies", "thresholds", "differences")
"""Folders of hundreds of pages that one template makes: every fifth will do."""
FOLDERS = ("items", "areas", "sources", "branches", "profiles", "forms", "elsewhere")


@pytest.fixture
def phone(open_page):
    """A page of a small phone's size."""
    return open_page(viewport={"width": WIDTH, "height": HEIGHT})


def is_looked_at(path: str) -> bool:
    """Return whether a page is looked at: of the branches' smaller sheets, which are alike, those of two branches."""
    parts = path.split("/")
    alike = parts[0] == "branches" and len(parts) > 2 and parts[1] not in ("teacher-software", "teacher-maths")
    return not alike


def folder_of(path: str) -> str:
    """Return the group in which a page is looked at."""
    first = path.split("/")[0]
    return first if first in FOLDERS else "elsewhere"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_fits_a_phone_and_every_item_says_on_its_first_screen_how(phone, site, disk, data, folder):
    found = {}
    items = [f"items/{item.id}.html" for item in data.catalog_items(data.site.main_catalog)]
    paths = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    paths = [path for path in paths if folder_of(path) == folder and is_looked_at(path)]
    records = [path for path in paths if path.split("/")[0] in RECORDS]
    paths = [path for path in paths if path not in records or records.index(path) % 5 == 0]

    for path in paths:
        phone.goto(disk + path)
        faults = phone.evaluate(FAULTS, BODY)
        if path in items:
            top = phone.locator("#how-to ~ ol > li").first.evaluate("step => step.getBoundingClientRect().top")
            faults += [f"the first step begins at {top} px"] if top > SCREEN - LINE else []
        if faults:
            found[path] = list(dict.fromkeys(faults))[:6]

    assert len(paths) > 6
    assert len(items) == 34
    assert folder != "items" or set(items) <= set(paths)
    assert found == {}


def test_every_page_has_a_body_that_is_looked_at(phone, site, disk):
    texts = {}
    for path in ("index.html", "items/C1.html", "branches/teacher-software.html", "forms/check-branch-34.html"):
        phone.goto(disk + path)
        texts[path] = len(phone.locator(BODY).inner_text()) > 200

    assert set(texts.values()) == {True}
