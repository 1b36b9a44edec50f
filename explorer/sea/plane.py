"""Great circles as short strokes in the conformal plane, and which points and strokes there meet what."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.geo import LonLat
from geodata.formats.mercator import EARTH_NM
from geodata.formats.sea import PACKED_GRAZE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shapes = NDArray[np.object_]
Vector = tuple[float, float, float]

STROKE_NM = 30.0
"""Great circles are looked at in strokes of this length: no part of one is farther than 15 miles from its middle."""
ALONG = np.asarray([0.0, 0.5, 1.0])
"""Places along a stroke through which it is drawn."""
LONG = 8
"""So many strokes are left out together when the water around their middle is wide: no part is farther than 120 miles from it."""


def unit_vector(position: LonLat) -> Vector:
    """The point of the unit sphere of one position; for few of them, quicker than ``unit_vectors``."""
    lon, lat = math.radians(position.lon), math.radians(position.lat)
    across = math.cos(lat)
    return across * math.cos(lon), across * math.sin(lon), math.sin(lat)


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    """Product of two vectors of three numbers."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


@dataclass(frozen=True)
class Area:
    """Polygons, prepared for the question which points lie in them."""

    tree: shapely.STRtree

    @classmethod
    def of(cls, shapes: Shapes) -> Area:
        """Prepare polygons of the plane."""
        parts = shapely.get_parts(shapes)
        shapely.prepare(parts)
        return cls(shapely.STRtree(parts))

    def holds(self, spots: Floats) -> Flags:
        """Which points of the plane, shape (n, 2), lie inside."""
        points = np.asarray(shapely.points(spots))
        point, part = self.tree.query(points)
        inside = np.zeros(len(spots), dtype=bool)
        hit = shapely.intersects(self.tree.geometries[part], points[point])
        inside[point[hit]] = True
        return inside


def to_lonlat(spot: Floats) -> LonLat:
    """Position of a point of the plane, shape (2,)."""
    lon = (math.degrees(spot[0]) + 180.0) % 360.0 - 180.0
    return LonLat(round(lon, 6), round(math.degrees(math.atan(math.sinh(spot[1]))), 6))


def edge_sides(degrees: Floats, along: Floats) -> Floats:
    """Vectors that say on which side of an edge at a position another one lies: shape (n, 3).

    The product with a unit vector is the sine of the angle between the edge and the way there, times that of how far it is.

    Parameters
    ----------
    degrees
        Longitudes and latitudes, shape (n, 2).
    along
        Direction of the edge there, shape (n, 2), of length one.
    """
    lon, lat = np.radians(degrees).T
    east = np.column_stack([-np.sin(lon), np.cos(lon), np.zeros(len(lon))])
    north = np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    found: Floats = along[:, :1] * north - along[:, 1:] * east
    return found


def touches(before: NDArray[np.floating], after: NDArray[np.floating], nearness: Floats) -> Flags:
    """Whether lines to corners pass them without entering the obstacle.

    Parameters
    ----------
    before, after
        Products of the vectors of the two edges at each corner (``edge_sides``) with the place where the line comes from.
    nearness
        Cosine of how far that is.
    """
    least = PACKED_GRAZE**2 * (1.0 - nearness * nearness) + 1e-30
    return np.asarray((before * after >= 0) | (before * before < least) | (after * after < least))


def numbered(rows: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Each row so many times, and beside it the numbers from 0 on."""
    return np.repeat(rows, count), np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)


def runs(first: NDArray[np.integer], rows: Ints) -> tuple[Ints, Ints]:
    """Which of some rows holds each thing that they hold, and the numbers of those things."""
    low = first[rows].astype(np.int64)
    owner, place = numbered(np.arange(len(rows)), first[rows + 1] - low)
    return owner, low[owner] + place


@dataclass(frozen=True)
class Fan:
    """Great circles from one position to several, in strokes of equal length on each."""

    spot: Floats
    """The position as a unit vector, shape (3,)."""
    towards: Floats
    """Unit vectors a quarter of the Earth away on each line, shape (3, n)."""
    angle: Floats
    """Length of each line in radians, shape (n,)."""
    count: Ints
    """Number of strokes of each line, shape (n,)."""

    @classmethod
    def of(cls, spot: Floats, ends: Floats) -> Fan:
        """From a unit vector, shape (3,), to others, shape (n, 3)."""
        nearness = np.clip(ends @ spot, -1, 1)
        angle = np.arccos(nearness)
        towards = ends.T - nearness * spot[:, None]
        towards /= np.maximum(np.sqrt((towards * towards).sum(axis=0)), 1e-15)
        return cls(spot, towards, angle, np.maximum(np.ceil(angle * (EARTH_NM / STROKE_NM)).astype(np.int64), 1))

    @property
    def apart_nm(self) -> Floats:
        """Length of each line in nautical miles, shape (n,)."""
        return self.angle * EARTH_NM

    def only(self, lines: Ints) -> Fan:
        """Some of the lines."""
        return Fan(self.spot, self.towards[:, lines], self.angle[lines], self.count[lines])

    def at(self, line: Ints | slice, share: Floats) -> tuple[Floats, Floats]:
        """Longitude and height in the plane of points at shares of lines, each of the shape of ``share``, (m,) or (k, m)."""
        angle = share * self.angle[line]
        along, across = np.cos(angle), np.sin(angle)
        x, y, z = (here * along + there * across for here, there in zip(self.spot.tolist(), self.towards[:, line], strict=True))
        z = np.clip(z, -0.999999, 0.999999)
        return np.arctan2(y, x), 0.5 * np.log((1 + z) / (1 - z))

    def strokes(self, wide_at: Callable[[Floats, Floats], Flags]) -> tuple[Ints, Ints]:
        """Numbers of lines and of their strokes, shape (m,) each, but for those in wide water.

        Parameters
        ----------
        wide_at
            Says of points of the plane whether nothing lies within 120 miles.
        """
        if self.count.max(initial=0) <= LONG:
            return numbered(np.arange(len(self.count)), self.count)
        line, long = numbered(np.arange(len(self.count)), -(-self.count // LONG))
        first = long * LONG
        narrow = ~wide_at(*self.at(line, np.minimum(first + LONG / 2, self.count[line]) / self.count[line]))
        line, first = line[narrow], first[narrow]
        which, number = numbered(np.arange(len(line)), np.minimum(LONG, self.count[line] - first))
        return line[which], first[which] + number

    def middles(self, line: Ints, number: Ints) -> tuple[Floats, Floats]:
        """Longitude and height in the plane of the middles of strokes, shape (m,)."""
        return self.at(line, (number + 0.5) / self.count[line])

    def points(self, line: Ints, number: Ints) -> Floats:
        """Points of the plane through which strokes are drawn, shape (m, 3, 2), unbroken at the antimeridian."""
        lon, height = self.at(line, (number + ALONG[:, None]) / self.count[line])
        lon[1:] = lon[0] + (lon[1:] - lon[0] + math.pi) % (2 * math.pi) - math.pi
        return np.stack([lon.T, height.T], axis=-1)


def coast_strokes(shapes: Shapes, points: int = 12) -> Shapes:
    """Rings of polygons as short lines."""
    coordinates, ring = shapely.get_coordinates(shapely.get_rings(shapes), return_index=True)
    bounds = np.flatnonzero(np.diff(ring, prepend=-1, append=-1))
    edges = np.diff(bounds) - 1
    owner, place = numbered(np.arange(len(edges)), -(-edges // points))
    low = bounds[owner] + points * place
    size = np.minimum(points, (bounds[:-1] + edges)[owner] - low) + 1
    line, step = numbered(np.arange(len(low)), size)
    return np.asarray(shapely.linestrings(coordinates[low[line] + step], indices=line))
