"""Pure geometry on the WGS84 ellipsoid: distances, circles, lines; what a position is and how one is read and written.

Positions are ``(lon, lat)`` in degrees everywhere; lengths say their unit in the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from explorer.positions.lonlat import HOW, LonLat, checked, spoken, written
from explorer.positions.read import other_order, parse_position

__all__ = [
    "HOW",
    "KM_PER_NM",
    "LonLat",
    "along",
    "bounds",
    "checked",
    "circle",
    "cumulative_km",
    "cut_at_antimeridian",
    "distance_km",
    "distances_km",
    "length_km",
    "other_order",
    "parse_position",
    "spoken",
    "step_lengths_km",
    "written",
]

KM_PER_NM = 1.852
_EQUATOR_KM = 6378.137
_ECCENTRICITY2 = 0.0066943799901413165
"""Of WGS 84: the equator's radius, and the square of the eccentricity."""


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


FLAT_DEG = 0.25
"""Nearer than this in both directions, the ellipsoid's curvature at the middle gives a distance to three parts in a million."""


def distances_km(
    lon: NDArray[np.float64], lat: NDArray[np.float64], to_lon: NDArray[np.float64], to_lat: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Length of the geodesic between pairs of positions, shape (n,); made for millions of pairs that mostly lie near each other.

    >>> distances_km(np.array([130.0, 179.9]), np.array([42.0, 0.0]), np.array([130.1, -179.9]), np.array([42.0, 0.0])).round(4)
    array([ 8.2851, 22.2639])
    """
    turn = to_lon - lon
    turn -= 360.0 * np.rint(turn / 360.0)
    rise = to_lat - lat
    middle = np.radians((lat + to_lat) / 2.0)
    flat = 1.0 - _ECCENTRICITY2 * np.sin(middle) ** 2
    root = np.sqrt(flat)
    east = np.radians(turn) * np.cos(middle) * _EQUATOR_KM / root
    north = np.radians(rise) * _EQUATOR_KM * (1.0 - _ECCENTRICITY2) / (flat * root)
    found = np.sqrt(east * east + north * north)  # neither a power nor hypot: they take about twice as long
    far = np.flatnonzero((np.abs(turn) > FLAT_DEG) | (np.abs(rise) > FLAT_DEG) | (np.abs(lat) > 80.0))
    if len(far):
        found[far] = np.asarray(_ellipsoid().inv(lon[far], lat[far], to_lon[far], to_lat[far])[2]) / 1000.0
    return np.asarray(found)


def circle(centre: tuple[float, float], radius_km: float, points: int = 48) -> list[LonLat]:
    """A closed ring of ``points`` + 1 positions at one distance from the centre."""
    azimuths = [360.0 * i / points for i in range(points)]
    lons, lats, _ = _ellipsoid().fwd([centre[0]] * points, [centre[1]] * points, azimuths, [radius_km * 1000.0] * points)
    ring = [LonLat(round(float(lon), 5), round(float(lat), 5)) for lon, lat in zip(lons, lats, strict=True)]
    return [*ring, ring[0]]


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
