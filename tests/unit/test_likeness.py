"""What items of two catalogs are to each other, from both sides."""

from __future__ import annotations

from itertools import combinations

from lxml import html

from standards_site.data.likeness import likeness_words, likenesses_of
from standards_site.data.model import PART


def told(data):
    """Every likeness with the item that has it."""
    return [(item, one) for item in data.items for one in likenesses_of(data, item)]


def topics(item):
    return {name for one in item.requirements for name in (one.frequency, *one.thresholds) if name}


def test_a_likeness_is_seen_from_both_sides(data):
    found = {(item, one.other): one for item, one in told(data)}

    for (item, other), one in found.items():
        back = found[other, item]
        assert (back.how, back.authored, set(back.topics)) == (one.how, one.authored, set(one.topics))
        assert back.back != one.back or not one.authored


def test_items_that_share_a_number_are_alike_and_what_is_written_goes_first(data):
    home = data.item_catalog
    pairs = [(a, b) for a, b in combinations(data.items.values(), 2) if home[a.id] != home[b.id]]
    authored = {frozenset((item.id, alike.item)) for item in data.items.values() for alike in item.alike}
    shared = {frozenset((a.id, b.id)) for a, b in pairs if topics(a) & topics(b)}

    found = {frozenset((item, one.other)): one for item, one in told(data)}

    assert found.keys() == authored | shared
    assert {pair for pair, one in found.items() if one.authored} == authored
    assert len(authored & shared) > 40
    assert all(set(one.topics) <= topics(data.items[one.other]) for one in found.values())


def test_a_part_and_its_whole_are_told_apart(data):
    whole = {item: words for item, one in told(data) if one.other == "R4" and (words := likeness_words(data, one))}
    parts = {one.other: likeness_words(data, one) for one in likenesses_of(data, "R4") if one.how == PART}

    assert parts == {"F3": "这一项是它的一部分", "S9-7-0": "这一项是它的一部分"}
    assert whole == {"F3": "它是这一项的一部分", "S9-7-0": "它是这一项的一部分", "LR2": "有一部分相同"}


def test_the_page_of_an_item_says_what_others_are_to_it_and_that_we_say_so(site, data):
    page = html.parse(site / "items/F3.html").getroot()
    lines = {line.text_content() for line in page.xpath("//p[starts-with(., '“')]")}

    assert any("R6 有制度（它是这一项的一部分：F3 的“六有”里有它" in line and "自拟）" in line for line in lines)
