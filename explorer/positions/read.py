"""Any text to a position: read right, refused, or told to be something else; never guessed."""

from __future__ import annotations

import re

from explorer.errors import CoordinateError
from explorer.positions import degrees
from explorer.positions.addresses import read_address
from explorer.positions.grids import read_grid
from explorer.positions.lonlat import LonLat, Pair, checked, only_order, refusal

_LON_LAT = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+|nan|inf)),([+-]?(?:\d+(?:\.\d*)?|\.\d+|nan|inf))", re.IGNORECASE)


LONGEST = 2_000
"""So many characters a text has at most that is read as a position; the longest are addresses of map services."""


def parse_position(text: str, *, lon_lat: bool = False) -> LonLat | None:
    """Read a position in one of the usual notations; None when the text is not a position at all.

    Decimal degrees, degrees with minutes and seconds, with letters or words in several languages, ISO 6709, plus codes, UTM,
    MGRS, and addresses of map services. Of two bare numbers the latitude comes first, unless only the other order is possible.

    Parameters
    ----------
    text
        What somebody has typed or pasted.
    lon_lat
        For routes, whose ids and links write ``130.3,42.25``: two numbers with a comma and no blank are longitude and latitude;
        other bare pairs that could be read in both orders are refused.

    Raises
    ------
    CoordinateError
        It reads as a position, but out of range, in no way or in several; the message says how to write it.

    >>> parse_position("42.25, 130.3")
    LonLat(lon=130.3, lat=42.25)
    >>> parse_position("130.3 42.25") == parse_position("42°15'N 130°18'E") == parse_position("42,25° с. ш. 130,3° в. д.")
    True
    >>> parse_position("Rajin") is None
    True
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if lon_lat and (compact := _LON_LAT.fullmatch(text)):
        return checked(float(compact[1]), float(compact[2]))
    if "+" not in text and not any(character.isdigit() for character in text):  # some plus codes have letters alone
        return None
    found = read_address(text) or read_grid(text) or degrees.read(text)
    return found if found is None or isinstance(found, LonLat) else _in_order(text, found, lon_lat=lon_lat)


def other_order(text: str) -> LonLat | None:
    """The other reading of two bare numbers that could be read in both orders; None where only one makes sense.

    >>> other_order("35, 40"), other_order("130.3, 42.2"), other_order("42°N 130°E")
    (LonLat(lon=35.0, lat=40.0), None, None)
    """
    text = text.strip()
    if len(text) > LONGEST or not any(character.isdigit() for character in text) or read_address(text) or read_grid(text):
        return None
    found = degrees.read(text)
    if not isinstance(found, Pair) or only_order(found) is not None or found.first == found.second:
        return None
    return checked(found.first, found.second)


def _in_order(text: str, pair: Pair, *, lon_lat: bool) -> LonLat:
    only = only_order(pair)
    if only is None and lon_lat:
        raise CoordinateError(
            refusal(text, "it is not clear which number is the latitude; longitude,latitude without a blank also works")
        )
    return only or checked(pair.second, pair.first)
