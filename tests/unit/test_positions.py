"""Sources differ only where two of them come to something different on the same thing."""

from __future__ import annotations

import pytest

from standards_site.data.model import Frequency, FrequencyPosition, Number, Threshold, ThresholdPosition
from standards_site.data.positions import SOURCE, of_sources, sources_differ
from standards_site.outputs.handbook.comparisons import comparison_view
from standards_site.outputs.links import Links

RULE, SCHOOL = {"source": "zb-2018", "key": "zb"}, {"source": "school-9area", "key": "school"}
SAID = {"clause": "一", "seen": "original", "modality": "plain", "text": "文字。"}
ABOUT = {"id": "x", "title": "事", "about": "事。", "summary": "数", "adopted": {"why": "因为。"}}
FOUR, FIVE = {"number": Number(exactly=4)}, {"number": Number(exactly=5)}


def threshold(*positions):
    made = tuple(ThresholdPosition(**{**SAID, **position}) for position in positions)
    return Threshold(**ABOUT, unit="个", positions=made)


def frequency(*positions):
    made = tuple(FrequencyPosition(**{**SAID, **position}) for position in positions)
    return Frequency(**ABOUT, positions=made)


@pytest.mark.parametrize(
    ("second", "differ"),
    [
        ({**SCHOOL, **FIVE}, True),
        ({**SCHOOL, **FOUR}, False),
        ({**SCHOOL}, True),
        ({**SCHOOL, "value": "每月"}, True),
        ({**SCHOOL, **FOUR, "modality": "may"}, True),
        ({**SCHOOL, **FOUR, "modality": "generally"}, False),
        ({**SCHOOL, **FIVE, "relation": "case"}, False),
        ({**SCHOOL, **FIVE, "relation": "replaced", "of": "zb"}, False),
        ({**RULE, "key": "zb_band", **FIVE, "relation": "band", "of": "zb"}, False),
        ({**RULE, "key": "zb_again", **FIVE}, False),
    ],
)
def test_two_positions_differ_in_number_or_in_leaving_the_choice(second, differ):
    record = threshold({**RULE, **FOUR}, second)

    assert sources_differ(record) is differ


@pytest.mark.parametrize(
    ("per", "differ"), [("none", False), ("as_needed", False), ("once", False), ("month", True), ("session", True)]
)
def test_periods_that_say_no_number_are_one(per, differ):
    record = frequency({**RULE, "per": "none"}, {**SCHOOL, "per": per})

    assert sources_differ(record) is differ


def shown(data, kind, name):
    return comparison_view(data, Links(data, ""), kind, name)


@pytest.mark.parametrize(
    "name", ["dues-rates-working", "dues-rates-retired", "approval-time", "congress-after-preview"]
)
def test_bands_cases_and_old_rules_do_not_make_sources_differ(data, name):
    assert not shown(data, "threshold", name)["differs"]


@pytest.mark.parametrize("name", ["secretary-training-times", "joint-branch-members", "joint-branch-units"])
def test_sources_that_differ_in_a_period_or_in_the_modal_word_are_marked(data, name):
    assert shown(data, "threshold", name)["differs"]


def test_what_a_position_is_to_another_is_shown_with_the_other_source(data):
    rows = {row["key"]: row["relation"] for row in shown(data, "threshold", "approval-time")["rows"]}

    assert rows["fz2026"] == ""
    assert rows["fz2026_special"] == "另一情形"
    assert rows["fz2014"] == "已被替代：发展党员细则（2026） 第二十五条"


def test_a_record_with_bands_as_sources_differs_so_that_the_relations_count(data):
    bands = data.thresholds["dues-rates-other"]
    loose = bands.model_copy(
        update={
            "positions": tuple(
                entry.model_copy(update={"relation": SOURCE, "source": f"s{index}"})
                for index, entry in enumerate(bands.positions)
            )
        }
    )

    assert sources_differ(loose)
    assert len(of_sources(bands)) == 1
