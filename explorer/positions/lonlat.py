"""What a position is, and what a text gives that does not say which of its two numbers is the latitude."""

from __future__ import annotations

import math
from typing import NamedTuple

from explorer.errors import CoordinateError, quoted

HOW = "Write it as 42.25 N 130.30 E or 42°15′00″ N 130°18′00″ E."
"""What to do about a position that cannot be read."""


class LonLat(NamedTuple):
    """A position: longitude and latitude on WGS84, in degrees."""

    lon: float
    lat: float


class Pair(NamedTuple):
    """Two numbers in degrees of which the text does not say which one is the latitude."""

    first: float
    second: float


def checked(lon: float, lat: float) -> LonLat:
    """Take two numbers as a position, or say why they are none.

    Raises
    ------
    CoordinateError
        Not finite, or out of range; a swapped pair is named as such.
    """
    if not (_finite(lon) and _finite(lat)):
        numbers = f"longitude {quoted(lon)} and latitude {quoted(lat)}"
        raise CoordinateError(f"{numbers} are not both numbers. Give degrees, such as 130.30, 42.23.")
    if abs(lat) > 90 and abs(lon) <= 90 and abs(lat) <= 180:
        raise CoordinateError(f"latitude {lat} is out of range; it looks swapped with longitude {lon}. Give longitude first.")
    if abs(lat) > 90 or abs(lon) > 180:
        raise CoordinateError(f"longitude {lon}, latitude {lat} is out of range (-180 to 180, -90 to 90).")
    return LonLat(lon, lat)


def _finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # a whole number of 309 digits or more
        return False


def only_order(pair: Pair) -> LonLat | None:
    """The position of a pair that can be read in one order only; None where both are possible.

    Raises
    ------
    CoordinateError
        Neither order gives a position.
    """
    first, second = pair
    if max(abs(first), abs(second)) <= 90:
        return None
    return checked(first, second) if abs(first) > 90 >= abs(second) else checked(second, first)


def written(position: LonLat) -> str:
    """A position as it can be typed again, to a ten-thousandth of a degree (about 10 m).

    >>> written(LonLat(130.28261, -42.2271))
    '42.2271 S, 130.2826 E'
    """
    lat, lon = round(position.lat, 4), round(position.lon, 4)
    return f"{abs(lat):.4f} {'S' if lat < 0 else 'N'}, {abs(lon):.4f} {'W' if lon < 0 else 'E'}"


def spoken(position: LonLat) -> str:
    """A position as the reasons of the networks name it, which know no places.

    >>> spoken(LonLat(130.28261, 42.2271))
    'longitude 130.283, latitude 42.2271'
    """
    return f"longitude {position.lon:.6g}, latitude {position.lat:.6g}"


def refusal(text: str, why: str) -> str:
    """What is said of a text that looks like a position and cannot be read as one."""
    return f"{quoted(text)} cannot be read as a position: {why}. {HOW}"
