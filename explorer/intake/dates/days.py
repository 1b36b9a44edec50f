"""Stretches of days: months, their parts, parts of a year, weeks, and the nearest of a kind to a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Days = tuple[date | None, date | None]
"""First and last day, both included."""

EARLY, MID, LATE = "early", "mid", "late"
_MONTH_PARTS = {EARLY: (1, 10), MID: (11, 20), LATE: (21, 31)}
_YEAR_PARTS = {
    EARLY: (1, 4), MID: (5, 8), LATE: (9, 12), "first half": (1, 6), "second half": (7, 12), "q1": (1, 3), "q2": (4, 6),
    "q3": (7, 9), "q4": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
}  # fmt: skip


def one_day(year: int, month: int, day: int) -> date | None:
    """A day; None where there is none such."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_days(year: int, month: int, part: str = "") -> tuple[date, date]:
    """A month, or its early, mid or late part.

    >>> month_days(2024, 2, "late")
    (datetime.date(2024, 2, 21), datetime.date(2024, 2, 29))
    """
    last = calendar.monthrange(year, month)[1]
    first, final = _MONTH_PARTS.get(part, (1, 31))
    if part in {"first half", "second half"}:
        first, final = (1, 15) if part == "first half" else (16, 31)
    return date(year, month, first), date(year, month, min(final, last))


def year_days(year: int, part: str = "") -> tuple[date, date]:
    """A year, or a part of it: a third, a half, a quarter, a season (winter runs into the next year).

    >>> year_days(2023, "mid"), year_days(2023, "winter")[1]
    ((datetime.date(2023, 5, 1), datetime.date(2023, 8, 31)), datetime.date(2024, 2, 29))
    """
    if part == "winter":
        return date(year, 12, 1), month_days(year + 1, 2)[1]
    first, final = _YEAR_PARTS.get(part, (1, 12))
    return date(year, first, 1), month_days(year, final)[1]


def week_days(day: date, weeks: int = 0) -> tuple[date, date]:
    """Monday to Sunday of the week of a day, or of one so many weeks later."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def weekday_before(day: date, weekday: int, *, same: bool = True) -> date:
    """The latest such weekday up to a day; ``same`` allows the day itself."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (0 if same else 7))


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday after a day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def months_away(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months from that of a day."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def year_of(month: int, day: int, near: date, *, future: bool = False) -> int:
    """The year of a day without one: the nearest in the past, the same day counting as past; or the nearest to come.

    >>> year_of(9, 13, date(2024, 3, 18)), year_of(3, 18, date(2024, 3, 18)), year_of(7, 1, date(2024, 3, 18), future=True)
    (2023, 2024, 2024)
    """
    if future:
        return near.year if (month, day) >= (near.month, near.day) else near.year + 1
    return near.year if (month, day) <= (near.month, near.day) else near.year - 1


def full_year(digits: str) -> int:
    """A year of four digits, or of two."""
    number = int(digits)
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number
