"""Lengths and areas on the WGS 84 ellipsoid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyproj

if TYPE_CHECKING:
    from collections.abc import Iterable

    import shapely

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
