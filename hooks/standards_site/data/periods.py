"""The periods in which a duty recurs: how often a year has them, their months, their order, their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Recurring:
    """A period of the vocabulary that comes round within a year."""

    names: tuple[str, ...]
    """How those of a year are called, in their order."""
    months: int | None
    """How many months it has; None where the university's calendar dates it."""
    every: str
    """每季度"""
    counted: str
    """What stands after a number of them: 2 个季度."""
    scope: str
    """What is of one of them: 季度小结."""
    code: str
    """Begins the keys by which records know them."""

    @property
    def a_year(self) -> int:
        """Return how many of them a year has."""
        return len(self.names)

    @property
    def within(self) -> str:
        """Return within what time something falls due in each of them: 每季度内, but 全年内."""
        return f"{self.every if self.a_year > 1 else self.names[0]}内"

    def name_of(self, first: date) -> str:
        """Return how the one that begins on the day `first` is called: 第三季度."""
        return self.names[self._place_of(first)]

    def key_of(self, first: date) -> str:
        """Return how records know the one that begins on the day `first`: q3."""
        return f"{self.code}{self._place_of(first) + 1}"

    def _place_of(self, first: date) -> int:
        return (first.month - 1) * self.a_year // 12


PERIODS = {
    "month": Recurring(tuple(f"{month} 月" for month in range(1, 13)), 1, "每月", "个月", "月度", "m"),
    "quarter": Recurring(("第一季度", "第二季度", "第三季度", "第四季度"), 3, "每季度", "个季度", "季度", "q"),
    "half_year": Recurring(("上半年", "下半年"), 6, "每半年", "个半年", "半年", "h"),
    "semester": Recurring(("春季学期", "秋季学期"), None, "每学期", "个学期", "学期", "s"),
    "year": Recurring(("全年",), 12, "每年", "年", "年度", "y"),
}
"""The shortest first: in this order they are shown."""
