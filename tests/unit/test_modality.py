"""What each source says, and how strongly, is told beside its citation."""

from __future__ import annotations

import pytest

from standards_site.data.modality import clauses_meet, named_records, positions_of, said_by
from standards_site.data.model import Citation, Requirement, Step
from standards_site.outputs.links import Links
from standards_site.rules.modality import numbers_in


def citations(data, item, key):
    requirement = next(entry for entry in data.items[item].requirements if entry.key == key)
    shown = Links(data, "").citations_of(requirement)
    return {cited.source: view["modality"] for cited, view in zip(requirement.cites, shown, strict=True)}


@pytest.mark.parametrize(
    ("item", "key", "told"),
    [
        ("C1", "hold", {"zb-2018": "", "nwnu-2019": "没有“一般”", "lecture-7area": ""}),
        (
            "C2",
            "hold",
            {"zb-2018": "", "lecture-7area": "", "nwnu-2019": "没有“一般”", "school-9area": "没有“一般”"},
        ),
        (
            "C3",
            "hold",
            {"zb-2018": "", "nwnu-2019": "没有“一般”", "lecture-7area": "", "school-9area": "没有“一般”"},
        ),
        (
            "C7",
            "hold",
            {"zb-2018": "", "jy-2019": "", "lecture-7area": "没有“一般”", "school-9area": "没有“一般”"},
        ),
        (
            "C5",
            "hold",
            {
                "jy-2019": "",
                "zb-2018": "没有“应当”",
                "school-9area": "没有“应当”",
                "nwnu-2019": "没有“应当”",
                "lecture-7area": "没有“应当”",
            },
        ),
        (
            "C9",
            "dual",
            {
                "jy-2019": "",
                "zb-2018": "",
                "nwnu-2019": "没有“应当”",
                "lecture-7area": "没有“应当”",
                "organs-report": "没有“应当”",
            },
        ),
        (
            "E3",
            "publish",
            {
                "df-2008": "",
                "school-9area": "没有“应当”",
                "lecture-7area": "没有“应当”",
                "nwnu-2019": "没有“应当”",
            },
        ),
        ("C7", "with_meeting", {"zb-2018": "", "jy-2019": "", "lecture-7area": "写“一般”"}),
    ],
)
def test_a_source_that_says_it_otherwise_is_told(data, item, key, told):
    assert citations(data, item, key) == told


def test_a_step_tells_it_as_a_requirement_does(data):
    step = next(entry for _, entry in data.every(Step) if entry.key == "full_vote")

    shown = Links(data, "").citations_of(step)
    told = {cited.clause: view["modality"] for cited, view in zip(step.cites, shown, strict=True)}

    assert told["第三十五条"] == "写“可以”"
    assert told["第三十二条"] == ""


def test_a_citation_follows_the_position_of_its_source(data):
    """Every position that a requirement rests on is given another modality, and the citation is shown with it."""
    tried = 0
    for _, requirement in data.every(Requirement):
        for record in named_records(data, requirement):
            for cited in requirement.cites:
                found = list(positions_of(cited, [record]))
                if len(found) != 1 or cited.modality:
                    continue
                other = "conditional" if requirement.modality != "conditional" else "reference"
                changed = tuple(
                    entry.model_copy(update={"modality": other}) if entry is found[0] else entry
                    for entry in record.positions
                )

                said = said_by(cited, [record.model_copy(update={"positions": changed})], requirement.modality)

                assert said == other, (requirement.key, cited)
                tried += 1
    assert tried > 150


def test_what_a_citation_tells_itself_goes_before_what_a_position_says(data):
    record = data.frequencies["branch-congress"]
    cited = Citation(source="nwnu-2019", clause="三（二）3", seen="original", modality="may")

    assert said_by(cited, [record], "generally") == "may"
    assert said_by(cited.model_copy(update={"modality": None}), [record], "generally") == "plain"


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("第十一条", "第十一条", True),
        ("第十一条", "第十二条", False),
        ("一1讲", "一1讲③", True),
        ("四（四）3、四（五）6", "四（五）6", True),
        ("待核", "第十三条", False),
        ("附件1 二1、附件1 二2", "附件1 二3", False),
        ("附件1 二1—3", "附件1 二3", True),
        ("附件1 二1—3", "附件1 二4", False),
        ("三（一）—（四）", "三（二）3", True),
        ("三（一）—（四）", "三（五）", False),
    ],
)
def test_clauses_meet_in_a_common_one_or_one_within_the_other(one, other, meet):
    assert clauses_meet(one, other) is meet
    assert clauses_meet(other, one) is meet


def test_the_numbers_of_a_sentence_are_those_it_says_and_those_it_quotes(authored):
    position = authored.thresholds["member-training-hours"].positions[3]

    said = position.model_copy(update={"text": "<member-training-hours.nwnu>；2019—2023 年不超过 56 学时。"})

    assert numbers_in(authored, said) == {(32, "学时"), (56, "学时")}
