"""The plane in which lines of sight are drawn: Mercator radians, where angles are true, with great circles as short strokes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.geo import LonLat

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shapes = NDArray[np.object_]

EARTH_NM = 3437.7468
"""Mean radius of the Earth in nautical miles: for bearings and clearances, never for reported lengths."""
STROKE_NM = 60.0
"""Great circles are drawn in strokes of this length."""
ALONG = np.linspace(0.0, 1.0, 5)
"""Places along a stroke through which it is drawn."""
GLANCES = np.asarray([0.25, 0.75])
"""Places along a stroke at which the rough chart is asked first: no part of it is farther than 15 miles from one."""

GRAZE = 0.04
"""Sine of the angle to an obstacle's edge below which a line runs along the edge and not into the obstacle."""


def unit_vectors(degrees: Floats) -> Floats:
    """Points of the unit sphere, shape (n, 3), of longitudes and latitudes in degrees, shape (n, 2)."""
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    across = np.cos(lat)
    return np.column_stack([across * np.cos(lon), across * np.sin(lon), np.sin(lat)])


def to_plane(degrees: Floats) -> Floats:
    """Mercator radians of longitude and latitude in degrees, shape (n, 2)."""
    radians = np.radians(degrees)
    return np.column_stack([radians[:, 0], np.arcsinh(np.tan(radians[:, 1]))])


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


def shapes_to_plane(shapes: Shapes) -> Shapes:
    """Shapes in degrees as shapes of the plane."""
    return shapely.transform(shapes, to_plane)


def to_lonlat(spot: Floats) -> LonLat:
    """Position of a point of the plane, shape (2,)."""
    lon = (math.degrees(spot[0]) + 180.0) % 360.0 - 180.0
    return LonLat(round(lon, 6), round(math.degrees(math.atan(math.sinh(spot[1]))), 6))


def touches(before: Floats, after: Floats, x: Floats, y: Floats) -> Flags:
    """Whether lines towards (east, north) pass their corners without entering the obstacle."""
    one = before[:, 0] * y - before[:, 1] * x
    other = after[:, 0] * y - after[:, 1] * x
    least = GRAZE**2 * (x * x + y * y) + 1e-60
    outside: Flags = (one * other >= 0) | (one * one < least) | (other * other < least)
    return outside


def between(start: Floats, ends: Floats, angle: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Points of the plane on the way from one unit vector to others, longitude and height apart, shape (shares, n) each.

    Parameters
    ----------
    start, ends, angle
        Shapes (3,), (n, 3) and (n,), the angle between the two.
    share
        Of each way, shape (shares, n).
    """
    sine = np.maximum(np.sin(angle), 1e-12)
    part, rest = np.sin(share * angle) / sine, np.sin((1 - share) * angle) / sine
    x, y, z = (here * rest + there * part for here, there in zip(start.tolist(), ends.T, strict=True))
    return np.arctan2(y, x), np.arctanh(np.clip(z, -0.999999, 0.999999))


@dataclass(frozen=True)
class Fan:
    """Great circles from one position to several, in strokes of equal length on each."""

    spot: Floats
    """The position as a unit vector, shape (3,)."""
    ends: Floats
    """Unit vectors, shape (n, 3)."""
    lon: float
    """Longitude of the position in radians."""
    angle: Floats
    """Length of each line in radians, shape (n,)."""
    count: Ints
    """Number of strokes of each line, shape (n,)."""

    @classmethod
    def of(cls, start: Floats, ends: Floats) -> Fan:
        """From a position in degrees, shape (1, 2), to unit vectors, shape (n, 3)."""
        spot = unit_vectors(start)[0]
        angle = np.arccos(np.clip(ends @ spot, -1, 1))
        count = np.maximum(np.ceil(angle * (EARTH_NM / STROKE_NM)).astype(np.int64), 1)
        return cls(spot, ends, math.radians(start[0, 0]), angle, count)

    def strokes(self, alive: Flags) -> Iterable[tuple[Ints, Ints]]:
        """Numbers of lines and of their strokes, those next to the ends first.

        Whoever takes them may strike lines off ``alive`` in between; no more comes of those.
        """
        for index in range(3):
            line = np.flatnonzero(alive & (self.count > index))
            number = np.zeros(len(line), dtype=np.int64) if index == 0 else self.count[line] - 1
            if index == 2:
                rest = self.count[line] - 2
                line = np.repeat(line, rest)
                number = np.arange(int(rest.sum())) - np.repeat(np.cumsum(rest) - rest, rest) + 1
            if len(line):
                yield line, number

    def glances(self, line: Ints, number: Ints) -> tuple[Floats, Floats]:
        """Longitude and height in the plane of two points on each of some strokes, shape (2, m)."""
        share = (number + GLANCES[:, None]) / self.count[line]
        return between(self.spot, self.ends[line], self.angle[line], share)

    def points(self, line: Ints, number: Ints) -> Floats:
        """Points of the plane through which strokes are drawn, shape (m, 5, 2), unbroken at the antimeridian."""
        share = (number + ALONG[:, None]) / self.count[line]
        lon, height = between(self.spot, self.ends[line], self.angle[line], share)
        x = self.lon + (lon - self.lon + math.pi) % (2 * math.pi) - math.pi
        x -= 2 * math.pi * np.floor((x[0] + math.pi) / (2 * math.pi))
        return np.stack([x.T, height.T], axis=-1)


def coast_strokes(shapes: Shapes, points: int = 32) -> Shapes:
    """Rings of polygons as short lines."""
    coordinates, ring = shapely.get_coordinates(shapely.get_rings(shapes), return_index=True)
    bounds = np.flatnonzero(np.diff(ring, prepend=-1, append=-1))
    edges = np.diff(bounds) - 1
    lines = -(-edges // points)
    place = np.arange(int(lines.sum())) - np.repeat(np.cumsum(lines) - lines, lines)
    low = np.repeat(bounds[:-1], lines) + points * place
    size = np.minimum(points, np.repeat(bounds[:-1] + edges, lines) - low) + 1
    corner = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size) + np.repeat(low, size)
    return np.asarray(shapely.linestrings(coordinates[corner], indices=np.repeat(np.arange(len(low)), size)))
