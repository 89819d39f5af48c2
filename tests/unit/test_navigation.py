"""The navigation lists pages, whatever catalog the site is about."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from standards_site.in_force.resolve import Standards
from standards_site.outputs.handbook.leads import PAGES
from standards_site.outputs.handbook.navigation import navigation
from standards_site.outputs.handbook.pages import pages
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.site import TEMPLATES
from tests import ROOT


def context_of(data):
    return Context(data, templates_in(ROOT / TEMPLATES), Standards(data))


@pytest.mark.usefixtures("places_only")
@pytest.mark.parametrize("item_pages", [True, False])
def test_no_entry_leads_to_a_place_on_a_page_whichever_catalog_is_the_main_one(data, item_pages):
    catalogs = {name: catalog.model_copy(update={"item_pages": item_pages}) for name, catalog in data.catalogs.items()}

    for main in catalogs:
        site = data.site.model_copy(update={"main_catalog": main})
        changed = replace(data, site=site, records={**data.records, "catalog": catalogs})
        listed = json.dumps(navigation(pages(context_of(changed), [])))
        assert "#" not in listed.replace("&#", "")


@pytest.mark.usefixtures("places_only")
def test_a_page_that_a_line_leads_to_is_called_as_it_is_listed(data):
    titles = {page.path: page.title for page in pages(context_of(data), [])}

    assert {titles[place]: place for _, place in PAGES.values()} == dict(PAGES.values())
