"""Sums of days in the calendar."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class WorkCalendar:
    """The working days: Monday to Friday, but for what is known of some years. Days are in ISO form."""

    off: tuple[str, ...] = ()
    """Days off work, on whatever day of the week."""
    worked: tuple[str, ...] = ()
    """Days of weekends that are worked instead."""
    years: tuple[int, ...] = ()
    """The years of which this is known."""

    def is_worked(self, day: date) -> bool:
        """Return whether a day is a working day."""
        return str(day) in self.worked or (day.weekday() < 5 and str(day) not in self.off)

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years from one day to another of which the days off are not known."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


ONLY_WEEKENDS = WorkCalendar()


def months_later(day: date, months: int) -> date:
    """Return the same day `months` calendar months later (earlier if negative), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Return how many whole calendar months lie between two days."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (months_later(first, months) > last)


def years_later(day: date, years: int) -> date:
    """Return the same day `years` years later; 29 February becomes the 28th where there is none."""
    return months_later(day, 12 * years)


def workdays_later(day: date, count: int, work: WorkCalendar = ONLY_WEEKENDS) -> date:
    """Return the `count`-th working day after `day`, which itself is not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= work.is_worked(day)
    return day
