"""Dates of numbers whose day and month could change places: what tells the order, in one column or in one date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Order = Literal["dmy", "mdy", "both", ""]
MOST_MONTHS = 12
POINT = "."
"""A date with points has its day first, wherever it is written."""


def order_of(dates: Iterable[tuple[int, str, int]]) -> Order:
    """Which comes first in dates as their two first numbers and the sign between them, by numbers over twelve.

    ``both`` where they contradict each other, a blank where nothing tells.

    >>> order_of([(3, "/", 4), (13, "/", 4)]), order_of([(3, ".", 4)]), order_of([(3, "/", 4)])
    ('dmy', 'dmy', '')
    >>> order_of([(13, "/", 4), (4, "/", 13)])
    'both'
    """
    points = open_ = first = last = False
    for one, sign, other in dates:
        points, open_ = points or sign == POINT, open_ or sign != POINT
        if sign != POINT:
            first, last = first or one > MOST_MONTHS, last or other > MOST_MONTHS
    if first and last:
        return "both"
    return "mdy" if last else "dmy" if first or (points and not open_) else ""
