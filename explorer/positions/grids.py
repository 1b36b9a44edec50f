"""Positions on grids: MGRS, UTM, and plus codes (Open Location Code)."""

from __future__ import annotations

import re
from functools import lru_cache

import mgrs
from openlocationcode import openlocationcode as plus_codes
from pyproj import Proj

from explorer.errors import CoordinateError, quoted
from explorer.positions.lonlat import LonLat, checked, refusal

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_EDGES = (-80.5, *range(-72, 73, 8), 84.5)
"""Latitudes between the bands of MGRS, from south to north; at both ends half a degree more, as UTM itself has it."""
_MGRS = re.compile(r"(?:MGRS:?)?(?:\d{1,2}([C-HJ-NP-X])|[ABYZ])[A-HJ-NP-Z]{2}(\d{0,11})")
_POLAR = re.compile(r"MGRS|^[ABYZ][A-HJ-NP-Z]{2}\d{10}$")


def read_grid(text: str) -> LonLat | None:
    """A position on one of the grids; None when the text is none.

    Raises
    ------
    CoordinateError
        It looks like one, but is not valid, or is short of what would make it one place.
    """
    return _from_plus_code(text) or _from_utm(text) or _from_mgrs(text)


# ---- MGRS ---------------------------------------------------------------------------------------------------------------


def _from_mgrs(text: str) -> LonLat | None:
    bare = re.sub(r"\s", "", text).upper()
    square = _MGRS.fullmatch(bare)
    if not square or not (square[2] or "MGRS" in bare) or (square[1] is None and not _POLAR.search(bare)):
        return None
    wrong = f"{quoted(text)} looks like MGRS but is not a valid square. Check the zone and the letters."
    if len(square[2]) % 2 or not square[2] or len(square[2]) > 10:
        raise CoordinateError(
            f"{quoted(text)} looks like MGRS but does not have the same number of digits for east and north, 1 to 5."
        )
    try:
        lat, lon = mgrs.MGRS().toLatLon(bare.removeprefix("MGRS").removeprefix(":"))
    except (mgrs.core.MGRSError, RuntimeWarning) as error:  # a warning where the process makes errors of them
        raise CoordinateError(wrong) from error
    if square[1] is not None and not _in_band(square[1], lat, 10.0 ** (-len(square[2]) // 2)):
        raise CoordinateError(wrong)  # mgrs only warns where a square lies outside the band of its letter
    return checked(round(lon, 6), round(lat, 6))


def _in_band(letter: str, lat: float, slack: float) -> bool:
    """Whether a latitude lies in a band, give or take some degrees: a square on the edge of a band belongs to both."""
    band = _BANDS.index(letter)
    return bool(_EDGES[band] - slack <= lat <= _EDGES[band + 1] + slack)


# ---- UTM ----------------------------------------------------------------------------------------------------------------

_ZONE = r"(?:ZONE\s*)?(?P<zone>\d{1,2})\s*(?P<side>NORTH(?:ERN)?|SOUTH(?:ERN)?|[C-HJ-NP-X])(?:\s*HEMISPHERE)?"
_EAST = r"(?P<east>\d{6}(?:\.\d+)?)"
_NORTH = r"(?P<north>\d{1,8}(?:\.\d+)?)"
_EASTING = rf"(?:E(?:ASTING)?\s*[:=]?\s*)?{_EAST}\s*(?:M?\s*E)?"
_NORTHING = rf"(?:N(?:ORTHING)?\s*[:=]?\s*)?{_NORTH}\s*(?:M?\s*N)?"
_BOTH = rf"{_EASTING}[\s,;]+{_NORTHING}"
_UTM = tuple(
    re.compile(rf"(?:(?:WGS\s*-?84\s*/?\s*)?UTM[\s:]*)?{pattern}")
    for pattern in (rf"{_ZONE}[\s,;:]+{_BOTH}", rf"{_BOTH}[\s,;]+(?:UTM\s*)?{_ZONE}")
)
_BAND_S = (3_530_000, 4_440_000)
"""Northings of band S, 32 to 40 N: there a zone with S may also lie south of the equator."""


def _from_utm(text: str) -> LonLat | None:
    upper = " ".join(text.upper().replace("−", "-").split())
    found = next(filter(None, (pattern.fullmatch(upper) for pattern in _UTM)), None)
    if found is None:
        if re.match(r"UTM\b", upper):
            raise CoordinateError(
                refusal(text, "UTM needs zone, north or south, easting and northing, as in UTM 52 north 525000 4677000")
            )
        return None
    zone, side, east, north = int(found["zone"]), found["side"], float(found["east"]), float(found["north"])
    south = side.startswith("SOUTH") or (len(side) == 1 and side < "N")
    if side == "S":
        if _BAND_S[0] <= north <= _BAND_S[1]:
            hint = f"write UTM {zone} north or UTM {zone} south before the same numbers"
            raise CoordinateError(refusal(text, f"S may be the band from 32 to 40 N or the southern half of the Earth; {hint}"))
        south = True
    position = _utm_position(zone, east, north, south=south)
    banded = len(side) == 1 and side not in "NS"
    if position is None or (banded and not _in_band(side, position.lat, 0.01)):
        raise CoordinateError(
            refusal(text, "UTM has zones 1 to 60, eastings from 100000 to 900000 and northings that fit the band")
        )
    return position


def _utm_position(zone: int, east: float, north: float, *, south: bool) -> LonLat | None:
    if not (1 <= zone <= 60 and 100_000 <= east <= 900_000 and 0 <= north <= 10_000_000):
        return None
    lon, lat = _projection(zone, south)(east, north, inverse=True)
    inside = -80.5 <= lat <= 0.01 if south else -0.01 <= lat <= 84.5
    return checked(round((lon + 180.0) % 360.0 - 180.0, 8), round(lat, 8)) if inside else None


@lru_cache(maxsize=120)
def _projection(zone: int, south: bool) -> Proj:
    return Proj(proj="utm", zone=zone, ellps="WGS84", south=south)


# ---- plus codes ---------------------------------------------------------------------------------------------------------

_PLUS = re.compile(r"([23456789CFGHJMPQRVWX]{2,8}0{0,6}\+[23456789CFGHJMPQRVWX]{0,7})(?:[\s,].*)?", re.IGNORECASE)


def _from_plus_code(text: str) -> LonLat | None:
    found = _PLUS.fullmatch(text.strip())
    if not found or not plus_codes.isValid(found[1]):
        return None
    if not plus_codes.isFull(found[1]):
        if not any(character.isdigit() for character in found[1]):
            return None
        raise CoordinateError(
            refusal(text, "a short plus code says its place only beside a town; give all eight characters before the +")
        )
    if found[1] != text.strip():
        return None
    area = plus_codes.decode(found[1])
    return checked(round(area.longitudeCenter, 9), round(area.latitudeCenter, 9))
