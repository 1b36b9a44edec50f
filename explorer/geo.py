"""Pure geometry on the WGS84 ellipsoid: distances, circles, positions in the usual notations.

Positions are ``(lon, lat)`` in degrees everywhere; lengths say their unit in the name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import mgrs
import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from explorer.errors import CoordinateError

KM_PER_NM = 1.852
_MGRS = re.compile(r"^\d{1,2}([C-HJ-NP-X])[A-HJ-NP-Z]{2}((?:\d{2}){1,5})$")
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_EDGES = (-80.5, *range(-72, 73, 8), 84.5)
"""Latitudes between the bands of MGRS, from south to north; at both ends half a degree more, as UTM itself has it."""


class LonLat(NamedTuple):
    """A position: longitude and latitude on WGS84, in degrees."""

    lon: float
    lat: float


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    return Geod(ellps="WGS84")


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Length of the geodesic between two positions, in kilometres.

    >>> round(distance_km((130.2826, 42.2271), (132.33542, 42.87879)) / KM_PER_NM, 1)
    99.1
    """
    return float(_ellipsoid().inv(a[0], a[1], b[0], b[1])[2]) / 1000.0


def length_km(line: Sequence[tuple[float, float]]) -> float:
    """Length of a line of positions along its geodesics, in kilometres."""
    if len(line) < 2:
        return 0.0
    return float(_ellipsoid().line_length([p[0] for p in line], [p[1] for p in line])) / 1000.0


def step_lengths_km(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Length of the geodesic from each position to the next, shape (n - 1,), of positions of shape (n, 2)."""
    lon, lat = points[:, 0], points[:, 1]
    return np.asarray(_ellipsoid().inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2], dtype=float) / 1000.0


def circle(centre: tuple[float, float], radius_km: float, points: int = 48) -> list[LonLat]:
    """A closed ring of ``points`` + 1 positions at one distance from the centre."""
    azimuths = [360.0 * i / points for i in range(points)]
    lons, lats, _ = _ellipsoid().fwd([centre[0]] * points, [centre[1]] * points, azimuths, [radius_km * 1000.0] * points)
    ring = [LonLat(round(float(lon), 5), round(float(lat), 5)) for lon, lat in zip(lons, lats, strict=True)]
    return [*ring, ring[0]]


def checked(lon: float, lat: float) -> LonLat:
    """Take two numbers as a position, or say why they are none.

    Raises
    ------
    CoordinateError
        Not finite, or out of range; a swapped pair is named as such.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise CoordinateError(f"longitude {lon} and latitude {lat} are not both numbers. Give degrees, such as 130.30, 42.23.")
    if abs(lat) > 90 and abs(lon) <= 90 and abs(lat) <= 180:
        raise CoordinateError(f"latitude {lat} is out of range; it looks swapped with longitude {lon}. Give longitude first.")
    if abs(lat) > 90 or abs(lon) > 180:
        raise CoordinateError(f"longitude {lon}, latitude {lat} is out of range (-180 to 180, -90 to 90).")
    return LonLat(lon, lat)


def _pair_of_numbers(text: str) -> LonLat | None:
    numbers = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)°?[\s,;/]+([+-]?\d+(?:\.\d+)?)°?", text)
    if not numbers:
        return None
    first, second = float(numbers[1]), float(numbers[2])
    if abs(first) > 90 >= abs(second):
        return checked(first, second)
    return checked(second, first)


def parse_position(text: str) -> LonLat | None:
    """Read a position in one of the usual notations; None when the text is not a position at all.

    Decimal degrees (latitude first, or longitude first where only that order is possible), degrees with minutes and
    seconds, hemisphere letters, and MGRS.

    Raises
    ------
    CoordinateError
        It reads as a position, but out of range.

    >>> parse_position("42.25, 130.3")
    LonLat(lon=130.3, lat=42.25)
    >>> parse_position("130.3 42.25") == parse_position("42°15'N 130°18'E")
    True
    >>> parse_position("Rajin") is None
    True
    """
    text = text.strip()
    if not any(character.isdigit() for character in text):
        return None
    if pair := _pair_of_numbers(text):
        return pair
    if square := _MGRS.match(text.upper().replace(" ", "")):
        return _from_mgrs(text, square)
    return _with_hemispheres(text)


def _from_mgrs(text: str, square: re.Match[str]) -> LonLat:
    wrong = f"{text!r} looks like MGRS but is not a valid square. Check the zone and the letters."
    try:
        lat, lon = mgrs.MGRS().toLatLon(square[0])
    except (mgrs.core.MGRSError, RuntimeWarning) as error:  # a warning where the process makes errors of them
        raise CoordinateError(wrong) from error
    cell = 10.0 ** (-len(square[2]) // 2)  # degrees: a square on the edge of a band belongs to both
    band = _BANDS.index(square[1])
    if not _EDGES[band] - cell <= lat <= _EDGES[band + 1] + cell:
        raise CoordinateError(wrong)  # mgrs only warns where a square lies outside the band of its letter
    return checked(round(lon, 6), round(lat, 6))


def _with_hemispheres(text: str) -> LonLat | None:
    """Degrees, minutes and seconds with N, S, E, W before or after; None when the text is anything else."""
    if not re.fullmatch(r"[\d.,\s°ºdmsNSEW'′’\"″”;-]+", text, re.IGNORECASE):
        return None
    upper = re.sub(r"(?<=\d)\s*[DM]", " ", text.upper())
    prefixed = upper.lstrip()[0] in "NSEW"
    seconds = r"S(?!\s*\d)" if prefixed else r"S(?=\s*[NSEW])"  # elsewhere S is south
    tokens = re.findall(r"\d[\d.]*|[NSEW]", re.sub(rf"(?<=\d)\s*{seconds}", " ", upper))
    letters = [index for index, token in enumerate(tokens) if token.isalpha()]
    if len(letters) != 2:
        return None
    first, second = letters
    halves = (tokens[1:second], tokens[second + 1 :]) if prefixed else (tokens[:first], tokens[first + 1 : second])
    if not all(halves):
        return None
    named = dict(zip((tokens[first], tokens[second]), halves, strict=True))
    lat_letter, lon_letter = next((k for k in named if k in "NS"), ""), next((k for k in named if k in "EW"), "")
    complete = lat_letter and lon_letter and (prefixed or second == len(tokens) - 1)
    if not complete or any(len(half) > 3 or any(part.count(".") > 1 for part in half) for half in halves):
        raise CoordinateError(f"{text!r} cannot be read as a position. Try 42.25, 130.30 or 42°15′N 130°18′E.")
    lat = _degrees(named[lat_letter], text) * (-1 if lat_letter == "S" else 1)
    lon = _degrees(named[lon_letter], text) * (-1 if lon_letter == "W" else 1)
    return checked(round(lon, 6), round(lat, 6))


def _degrees(parts: list[str], text: str) -> float:
    numbers = [float(part) for part in parts]
    if any(number >= 60 for number in numbers[1:]):
        raise CoordinateError(f"{text!r} has minutes or seconds of 60 or more. Check the digits.")
    return float(sum(number / 60**power for power, number in enumerate(numbers)))


def bounds(positions: Iterable[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """West, south, east and north of some positions; None when there are none."""
    points = list(positions)
    if not points:
        return None
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def cut_at_antimeridian(line: Sequence[LonLat]) -> Iterator[list[LonLat]]:
    """A line cut where it crosses the antimeridian; both pieces end on it."""
    piece = [line[0]]
    for here, there in pairwise(line):
        if abs(there.lon - here.lon) > 180:
            edge = 180.0 if here.lon > 0 else -180.0
            span = 360.0 - abs(there.lon - here.lon)
            lat = here.lat + (there.lat - here.lat) * (abs(edge - here.lon) / span if span else 0.0)
            yield [*piece, LonLat(edge, lat)]
            piece = [LonLat(-edge, lat)]
        piece.append(there)
    yield piece


def cumulative_km(line: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Kilometres on the ellipsoid from the start of a line to each of its positions.

    >>> [round(float(km)) for km in cumulative_km([(130.0, 42.0), (131.0, 42.0), (131.0, 43.0)])]
    [0, 83, 194]
    """
    return np.concatenate([[0.0], np.cumsum(step_lengths_km(np.asarray(line, dtype=float)))])


def along(
    line: Sequence[tuple[float, float]], step_km: float, most: int = 100_000
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Positions along a line's geodesics, its own corners among them, no farther apart than ``step_km``.

    Parameters
    ----------
    line
        Two positions or more.
    step_km
        Longest step; made longer where more than about ``most`` positions would come of it.

    Returns
    -------
    lon, lat, km
        Arrays of one length; longitudes run on across the date line, kilometres count from the start.
    """
    lon, lat = np.asarray([p[0] for p in line], dtype=float), np.asarray([p[1] for p in line], dtype=float)
    ahead, _, metres = _ellipsoid().inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    length = np.asarray(metres) / 1000.0
    step = max(step_km, float(length.sum()) / most)
    parts = np.maximum(np.ceil(length / step), 1).astype(int)
    leg = np.repeat(np.arange(len(length)), parts)
    first = np.concatenate([[0], np.cumsum(parts)[:-1]])
    offset = (np.arange(len(leg)) - first[leg]) / parts[leg] * length[leg]
    lons, lats, _ = _ellipsoid().fwd(lon[leg], lat[leg], np.asarray(ahead)[leg], offset * 1000.0)
    start = np.concatenate([[0.0], np.cumsum(length)])
    whole = np.degrees(np.unwrap(np.radians(np.append(lons, lon[-1]))))
    return whole, np.append(lats, lat[-1]), np.append(start[leg] + offset, start[-1])
