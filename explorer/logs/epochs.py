"""Numbers of seconds since 1970, and of their thousandths: which of them a number is, its size tells."""

from __future__ import annotations

MS_PER: tuple[tuple[float, float], ...] = ((1e11, 1e3), (1e14, 1.0), (1e17, 1e-3), (float("inf"), 1e-6))
"""Milliseconds for one of a number below each bound: seconds, milliseconds, micro- and nanoseconds."""
LEAST = 1e8
"""A smaller number is no time: as seconds it would lie before March 1973."""


def milliseconds(number: float) -> int | None:
    """A number of seconds, milliseconds, micro- or nanoseconds since 1970 as milliseconds; None where it is too small for a time.

    >>> milliseconds(1694523900), milliseconds(1694523900123456), milliseconds(45181)
    (1694523900000, 1694523900123, None)
    """
    if not LEAST <= number < float("inf"):
        return None
    return round(number * next(factor for bound, factor in MS_PER if number < bound))
