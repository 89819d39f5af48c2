"""What sets the forms of the site, made once for all tests of forms; and pages of which only the places are made."""

from __future__ import annotations

import pytest

from standards_site.outputs.forms.fonts import Fonts, read_fonts
from standards_site.outputs.forms.pdf import Typesetter, typesetter
from standards_site.outputs.handbook import catalogs, pages
from tests import ROOT
from tests.builders.paper import DAY

TEMPLATE = ROOT / "site_templates/forms/form.typ"


@pytest.fixture(scope="session")
def fonts(data) -> Fonts:
    """The fonts of the site."""
    return read_fonts(data.site, ROOT)[0]


@pytest.fixture(scope="session")
def setter(fonts) -> Typesetter:
    """What sets the forms of the site."""
    made = typesetter(fonts, TEMPLATE, DAY)
    assert made
    return made


@pytest.fixture
def places_only(monkeypatch) -> None:
    """Pages without what takes longest to make of what they show, for what asks for their places and titles alone."""
    monkeypatch.setattr(catalogs, "item_view", lambda *_, **__: {})
    for name in ("area_view", "catalog_view", "profile_view", "source_view", "unsure_view"):
        monkeypatch.setattr(pages, name, lambda *_, **__: {})
