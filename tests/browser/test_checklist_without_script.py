"""A branch's checklist where scripts are switched off: it still says everything, and prints."""

from __future__ import annotations

import pytest

from standards_site.in_force.resolve import Standards
from tests.probes.pdf import printed

BRANCH = "teacher-maths"  # too small for a committee, so much does not apply


@pytest.fixture
def plain(open_page, disk):
    """The checklist in a browser without JavaScript."""
    page = open_page(java_script_enabled=False)
    page.goto(f"{disk}branches/{BRANCH}.html")
    return page


@pytest.fixture
def branch(data):
    """What applies to the branch and what does not."""
    _unit, record = data.branches()[BRANCH]
    return Standards(data).of_branch(record, data.main_catalog)


def test_every_applicable_item_has_its_id_title_line_boxes_and_link(plain, branch):
    lines = plain.locator("li[data-rev]").all()

    shown = []
    for line in lines:
        link = line.locator("a")
        text = line.locator("span").inner_text()
        shown.append((link.inner_text(), link.get_attribute("href"), len(text) > 4, line.locator("i").inner_text()))

    boxes = "□达到 □部分 □未达到 □不适用"
    assert shown == [
        (f"{entry.item.id} {entry.item.title}", f"../items/{entry.item.id}.html", True, boxes) for entry in branch.items
    ]
    assert all(line.is_visible() for line in lines)


def test_every_inapplicable_item_has_a_reason(plain, branch):
    lines = plain.locator(".left li").all_inner_texts()

    assert len(branch.left_items) > 0
    assert lines == [f"{item.id} {item.title}：{why.reason}" for item, why in branch.left_items]
    assert all(why.reason.strip() for _, why in branch.left_items)


def test_no_dead_button_or_empty_field_is_shown(plain):
    assert plain.locator("main").locator("button, input, textarea, summary").count() == 0


def test_it_prints_with_every_id_and_its_boxes(plain, branch):
    text = "".join(sheet.drawn for sheet in printed(plain))

    listed = [entry.item for entry in branch.items] + [item for item, _ in branch.left_items]
    titles = [f"{item.id}{item.title}".replace("“", "").replace("”", "") for item in listed]
    assert len(listed) == 34
    assert [title for title in titles if title not in text.replace("“", "").replace("”", "")] == []
    assert text.count("□未达到") == len(branch.items)
