"""Sums of days in the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """Return the same day `months` calendar months later (earlier if negative), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_later(day: date, years: int) -> date:
    """Return the same day `years` years later; 29 February becomes the 28th where there is none."""
    return months_later(day, 12 * years)


def workdays_later(day: date, count: int) -> date:
    """Return the `count`-th weekday after `day`, which itself is not counted. Public holidays are not known here."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
