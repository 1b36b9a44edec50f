"""Lengths and areas on the WGS 84 ellipsoid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyproj

if TYPE_CHECKING:
    from collections.abc import Iterable

    import shapely
    from numpy.typing import NDArray

_ELLIPSOID = pyproj.Geod(ellps="WGS84")


def areas_km2(shapes: Iterable[shapely.Geometry]) -> list[float]:
    """Area of each polygon in km², rounded to 0.001."""
    return [round(abs(_ELLIPSOID.geometry_area_perimeter(shape)[0]) / 1e6, 3) for shape in shapes]


def length_km(line: shapely.Geometry) -> float:
    """Length of a line in km, not rounded."""
    return float(_ELLIPSOID.geometry_length(line)) / 1000


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance of two positions (longitude, latitude) in km."""
    return float(_ELLIPSOID.inv(*one, *other)[2]) / 1000


def lengths_nm(degrees: NDArray[np.float64], links: NDArray[np.int64]) -> NDArray[np.float64]:
    """Distances of pairs of positions in nautical miles, shape (m,).

    Parameters
    ----------
    degrees
        Longitudes and latitudes, shape (n, 2).
    links
        Numbers of the two positions of each pair, shape (m, 2).
    """
    one, other = degrees[links[:, 0]], degrees[links[:, 1]]
    return np.asarray(_ELLIPSOID.inv(one[:, 0], one[:, 1], other[:, 0], other[:, 1])[2]) / 1852.0
