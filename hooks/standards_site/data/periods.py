"""The periods in which a duty recurs: how often a year has them, their months, their order, their words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recurring:
    """A period of the vocabulary that comes round within a year."""

    a_year: int
    """How many of them a year has."""
    months: int | None
    """How many months it has; None where the university's calendar dates it."""
    every: str
    """每季度"""
    counted: str
    """What stands after a number of them: 2 个季度."""
    scope: str
    """What is of one of them: 季度小结."""


PERIODS = {
    "month": Recurring(12, 1, "每月", "个月", "月度"),
    "quarter": Recurring(4, 3, "每季度", "个季度", "季度"),
    "half_year": Recurring(2, 6, "每半年", "个半年", "半年"),
    "semester": Recurring(2, None, "每学期", "个学期", "学期"),
    "year": Recurring(1, 12, "每年", "年", "年度"),
}
"""The shortest first: in this order they are shown."""
