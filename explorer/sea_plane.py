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
STROKE_NM, STROKE_POINTS = 60.0, 5
"""Great circles are drawn in strokes of this length, through so many points each."""


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


def vector_to_plane(vector: Floats) -> Floats:
    """Points of the plane, shape (n, 2), of points of the unit sphere."""
    return np.column_stack([np.arctan2(vector[:, 1], vector[:, 0]), np.arctanh(np.clip(vector[:, 2], -0.999999, 0.999999))])


def touches(before: Floats, after: Floats, x: Floats, y: Floats) -> Flags:
    """Whether lines towards (east, north) pass their corners without entering the obstacle."""
    size = np.hypot(x, y) + 1e-30
    one = (before[:, 0] * y - before[:, 1] * x) / size
    other = (after[:, 0] * y - after[:, 1] * x) / size
    outside: Flags = (one * other >= 0) | (np.abs(one) < 0.04) | (np.abs(other) < 0.04)
    return outside


def between(start: Floats, ends: Floats, angle: Floats, share: Floats) -> Floats:
    """Unit vectors at shares of the way from one to others, shape (n, shares, 3)."""
    sine = np.maximum(np.sin(angle), 1e-12)[:, None]
    part = np.sin(share * angle[:, None]) / sine
    rest = np.sin((1 - share) * angle[:, None]) / sine
    found: Floats = start[:, None, :] * rest[:, :, None] + ends[:, None, :] * part[:, :, None]
    return found


def strokes(start: Floats, ends: Floats, alive: Flags) -> Iterable[tuple[Ints, Floats]]:
    """Great circles from one position as short lines in the plane, those next to the ends first.

    Yields numbers of lines, shape (m,), and the points of one stroke of each, shape (m, ``STROKE_POINTS``, 2). Whoever takes them
    may strike lines off ``alive`` in between; nothing more is drawn of those.
    """
    spot = unit_vectors(start)
    angle = np.arccos(np.clip(ends @ spot[0], -1, 1))
    count = np.maximum(np.ceil(angle * EARTH_NM / STROKE_NM).astype(np.int64), 1)
    lon = math.radians(start[0, 0])
    for index in range(3):
        line = np.flatnonzero(alive & (count > index))
        number = np.zeros(len(line), dtype=np.int64) if index == 0 else count[line] - 1
        if index == 2:
            rest = count[line] - 2
            line = np.repeat(line, rest)
            number = np.arange(int(rest.sum())) - np.repeat(np.cumsum(rest) - rest, rest) + 1
        if not len(line):
            continue
        share = (number[:, None] + np.linspace(0.0, 1.0, STROKE_POINTS)) / count[line][:, None]
        points = between(spot, ends[line], angle[line], share)
        x = lon + (np.arctan2(points[..., 1], points[..., 0]) - lon + math.pi) % (2 * math.pi) - math.pi
        x -= 2 * math.pi * np.floor((x[:, :1] + math.pi) / (2 * math.pi))
        yield line, np.stack([x, np.arctanh(np.clip(points[..., 2], -0.999999, 0.999999))], axis=-1)


def coast_strokes(shapes: Shapes, points: int = 32) -> Shapes:
    """Rings of polygons as short lines."""
    lines = []
    for ring in shapely.get_rings(shapes):
        coordinates = shapely.get_coordinates(ring)
        lines += [coordinates[low : low + points + 1] for low in range(0, len(coordinates) - 1, points)]
    sizes = np.asarray([len(line) for line in lines])
    return np.asarray(shapely.linestrings(np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), sizes)))
