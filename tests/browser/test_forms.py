"""The table of all forms: what the filter leaves of it, what leads to a row, and what of a form's page is printed."""

from __future__ import annotations

import pytest

from tests.builders.queries import FORMS as PAPERS

FORMS = "forms/index.html"
MOST_TO_LOOK_THROUGH = 10
SHOWN = ".forms-table tr[data-when]:not([hidden]) th > a"


def shown(page) -> list[str]:
    return page.locator(SHOWN).all_inner_texts()


MEANT = {
    "签到": "签到表",
    "换届 请示": "换届请示",
    "盒签": "档案盒标签",
    "书脊": "档案盒脊标签",
    "台账检查": "台账检查表",
    "活动室检查": "党员活动室“六有”自查表",
    "活动室检查表": "党员活动室“六有”自查表",
    "qdb": "签到表",
    "志愿书": "入党志愿书填写指引",
}


def test_the_filter_leaves_the_forms_that_are_meant(page, disk):
    page.goto(disk + FORMS)
    all_forms = len(shown(page))

    for typed, found in MEANT.items():
        page.get_by_label("找表单").fill(typed)
        page.locator(".forms-filter p", has_text="找到").wait_for()

        assert found in shown(page), typed
        assert len(shown(page)) < all_forms / 3, typed
        page.get_by_label("找表单").fill("")
        assert len(shown(page)) == all_forms, typed


def test_the_filter_knows_what_secretaries_call_a_form(page, disk):
    page.goto(disk + FORMS)
    page.evaluate("SiteSearch.load().then(({ whole }) => whole)")
    missed = {}

    for typed, forms in PAPERS.items():
        page.get_by_label("找表单").fill(typed)
        page.locator(".forms-filter p", has_text="找到").wait_for()
        left = page.locator(SHOWN).evaluate_all("(links) => links.map((link) => link.pathname)")
        if len(left) > MOST_TO_LOOK_THROUGH or not any(
            path.endswith(f"/{form}.html") for form in forms for path in left
        ):
            missed[typed] = left
        page.get_by_label("找表单").fill("")

    assert len(PAPERS) >= 40
    assert missed == {}


def test_a_section_without_a_form_that_is_meant_is_not_shown(page, disk):
    page.goto(disk + FORMS)

    page.get_by_label("找表单").fill("换届请示")

    assert page.locator(".forms-table tbody:not([hidden])").count() == 1


@pytest.mark.parametrize("anchor", ["box-label", "self-check-form", "application-guide", "when-election", "packs"])
def test_old_addresses_lead_to_their_place_in_the_list(page, disk, anchor):
    page.goto(f"{disk}{FORMS}#{anchor}")

    assert page.locator(f"[id='{anchor}']").evaluate("place => place.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(
    ("taps", "wanted"),
    [
        (["表单", "每年", "档案盒标签"], "forms/box-label.html"),
        (["表单", "检查前", "党员活动室“六有”自查表"], "forms/check-activity-room.html"),
    ],
)
def test_labels_and_the_check_of_a_room_are_three_taps_from_home(page, disk, taps, wanted):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(disk + "index.html")

    for tap in taps:
        page.get_by_role("link", name=tap, exact=True).locator("visible=true").first.click()

    page.wait_for_url(disk + wanted)


def test_what_is_told_of_a_form_opens_by_its_address_and_is_not_printed(page, disk):
    page.goto(disk + "branches/teacher-maths/check-ledgers.html")
    page.get_by_role("link", name="依据和用处").click()
    page.wait_for_url(disk + "forms/check-ledgers.html#about")

    assert page.locator("#about").get_attribute("open") is not None
    page.emulate_media(media="print")
    assert not page.locator("#about").is_visible()
    assert page.locator("article.a4").is_visible()
