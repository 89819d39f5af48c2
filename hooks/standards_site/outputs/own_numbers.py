"""Which numbers in our own advice rest on no citation: they are marked as ours."""

from __future__ import annotations

import re

from ..load import StandardsData
from ..model import Item

# Chinese numerals count only before a unit: 一致 and 二级 are words, not numbers.
_UNIT = "个|次|名|份|天|周|月|年|条|分之|成|小时|学时|票|步|样|遍|日|工作日|元"
_NUMBER = re.compile(rf"\d+(?:\.\d+)?|[二两三四五六七八九十]+(?={_UNIT})")
_DIGITS = {"两": "2", **{char: str(value) for value, char in enumerate("零一二三四五六七八九十")}}


def numbers_in(text: str) -> set[str]:
    """Return the numbers in `text` as Arabic figures."""
    return {_DIGITS.get(found, found) for found in _NUMBER.findall(text)}


def cited_numbers(data: StandardsData, item: Item) -> set[str]:
    """Return the numbers that the item's requirements, or the positions they refer to, carry."""
    texts = [requirement.text for requirement in item.requirements]
    for requirement in item.requirements:
        records = [data.of("frequency").get(requirement.frequency or "")]
        records += [data.of("threshold").get(name) for name in requirement.thresholds]
        texts += [position.text for record in records if record for position in record.positions]
    return {number for text in texts for number in numbers_in(text)}


def has_own_number(text: str, cited: set[str]) -> bool:
    """Return whether `text` names a number that is not among the cited ones."""
    # a year or a form's number of lines is no standard; what is left is a number we chose
    return bool(numbers_in(text) - cited)
