"""The conformal plane in which the sea network is drawn: Mercator radians, x = longitude, y = asinh(tan(latitude)).

Angles are true in it, and a nautical mile is ``cosh(y)`` minutes of arc long. The build makes the corners of the land there and
the router draws its lines of sight there, so that what blocks the one blocks the other.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["EARTH_NM", "plane_to_vectors", "radians_per_nm", "shapes_to_plane", "to_degrees", "to_plane", "unit_vectors"]

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]

EARTH_NM = 3437.7468
"""Radius of the Earth in nautical miles, a minute of arc each: for bearings and clearances, never for reported lengths."""


def to_plane(degrees: Floats) -> Floats:
    """Points of the plane, shape (n, 2), of longitudes and latitudes in degrees, shape (n, 2).

    >>> to_plane(np.asarray([[180.0, 0.0]])).round(6).tolist()
    [[3.141593, 0.0]]
    """
    radians = np.radians(degrees)
    return np.column_stack([radians[:, 0], np.arcsinh(np.tan(radians[:, 1]))])


def to_degrees(plane: Floats) -> Floats:
    """Longitudes and latitudes in degrees, shape (n, 2), of points of the plane; longitudes come back into -180 to 180."""
    lon = (np.degrees(plane[:, 0]) + 180.0) % 360.0 - 180.0
    return np.column_stack([lon, np.degrees(np.arctan(np.sinh(plane[:, 1])))])


def radians_per_nm(y: Floats | float) -> Floats:
    """Length of a nautical mile in the plane at a height y."""
    return np.asarray(np.cosh(y) / EARTH_NM)


def unit_vectors(degrees: Floats) -> Floats:
    """Points of the unit sphere, shape (n, 3), of longitudes and latitudes in degrees, shape (n, 2)."""
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    across = np.cos(lat)
    return np.column_stack([across * np.cos(lon), across * np.sin(lon), np.sin(lat)])


def plane_to_vectors(plane: Floats) -> Floats:
    """Points of the unit sphere, shape (n, 3), of points of the plane, shape (n, 2)."""
    across, up = 1.0 / np.cosh(plane[:, 1]), np.tanh(plane[:, 1])
    return np.column_stack([across * np.cos(plane[:, 0]), across * np.sin(plane[:, 0]), up])


def shapes_to_plane(shapes: Shapes, shift: float = 0.0) -> Shapes:
    """Shapes in degrees as shapes of the plane, moved by some degrees of longitude."""
    return shapely.transform(shapes, lambda degrees: to_plane(degrees + np.asarray([shift, 0.0])))
