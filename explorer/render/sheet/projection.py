"""The plane of a printed map: an equal-area projection centred on the frame, and the frame itself in metres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Proj

from explorer.geo import distance_km
from explorer.views.view import Camera

WIDEST_M = 5_200_000.0
"""Half the longest side of a frame; beyond it an azimuthal map bends shapes too much to be read."""
_NARROWEST_M = 400.0
_WEB_PIXEL_M = 156_543.03392804097
_BROWSER_PX = (900.0, 640.0)
"""The browser map that a camera's zoom level is thought for, in CSS pixels."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """A rectangle of the plane. ``x`` and ``y`` are metres from its centre, eastward and northward there.

    Parameters
    ----------
    lon, lat
        Centre of the projection (Lambert's azimuthal equal-area on WGS84) and of the frame.
    half_width_m, half_height_m
        Half the sides of the frame.
    """

    lon: float
    lat: float
    half_width_m: float
    half_height_m: float

    @cached_property
    def _proj(self) -> Proj:
        return Proj(proj="laea", lon_0=self.lon, lat_0=self.lat, ellps="WGS84")

    def to_plane(self, lonlat: Any) -> Array:
        """Positions (n, 2) in degrees as plane coordinates (n, 2) in metres; not finite where there are none."""
        points = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        x, y = self._proj(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    def to_earth(self, xy: Any) -> Array:
        """Plane coordinates (n, 2) in metres as positions (n, 2) in degrees."""
        points = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        lon, lat = self._proj(points[:, 0], points[:, 1], inverse=True)
        return np.column_stack([lon, lat])

    def holds(self, lonlat: Any) -> NDArray[np.bool_]:
        """Which positions lie in the frame."""
        xy = self.to_plane(lonlat)
        with np.errstate(invalid="ignore"):
            inside = (np.abs(xy[:, 0]) <= self.half_width_m) & (np.abs(xy[:, 1]) <= self.half_height_m)
        return np.asarray(inside & np.isfinite(xy).all(axis=1))

    def outline(self, steps: int = 24) -> Array:
        """The frame's edge as a closed ring of positions in degrees."""
        t = np.linspace(-1.0, 1.0, steps, endpoint=False)
        one = np.ones_like(t)
        ring = np.concatenate([np.column_stack(side) for side in ((t, -one), (one, t), (-t, one), (-one, -t))])
        closed = np.vstack([ring, ring[:1]])
        return self.to_earth(closed * (self.half_width_m, self.half_height_m))

    def lonlat_box(self, margin: float = 1.03) -> tuple[float, float, float, float]:
        """West, south, east, north that the frame needs; longitudes run on past 180 degrees instead of wrapping."""
        wide = Frame(self.lon, self.lat, self.half_width_m * margin, self.half_height_m * margin)
        ring = wide.outline(60)
        ring = ring[np.isfinite(ring).all(axis=1)]
        lons = (ring[:, 0] - self.lon + 180.0) % 360.0 - 180.0
        west, east = self.lon + float(lons.min()), self.lon + float(lons.max())
        south, north = float(ring[:, 1].min()), float(ring[:, 1].max())
        for pole, sign in ((90.0, 1), (-90.0, -1)):
            x, y = self._proj(self.lon, pole)
            if math.isfinite(x) and abs(x) <= wide.half_width_m and abs(y) <= wide.half_height_m:
                west, east = self.lon - 180.0, self.lon + 180.0
                south, north = (south, 90.0) if sign > 0 else (-90.0, north)
        return west, max(south, -90.0), east, min(north, 90.0)

    def stretched(self, x_m: float, y_m: float, length_m: float) -> float:
        """How long a stroke of the plane is on the ellipsoid, in metres, eastward from a point of the plane."""
        a, b = self.to_earth([(x_m, y_m), (x_m + length_m, y_m)])
        return distance_km((a[0], a[1]), (b[0], b[1])) * 1000.0

    def north_at(self, x_m: float, y_m: float) -> float:
        """Direction of true north at a point of the plane, in degrees clockwise from up."""
        lon, lat = self.to_earth([(x_m, y_m)])[0]
        here, there = self.to_plane([(lon, lat), (lon, min(lat + 0.05, 90.0))])
        return math.degrees(math.atan2(there[0] - here[0], there[1] - here[1]))

    @property
    def words(self) -> str:
        """The projection in a few words."""
        ns, ew = "N" if self.lat >= 0 else "S", "E" if self.lon >= 0 else "W"
        return f"Lambert azimuthal equal-area, centred on {abs(self.lat):.1f}°{ns} {abs(self.lon):.1f}°{ew}"


def fit(camera: Camera, aspect: float) -> Frame:
    """The frame of a given aspect (width by height) that shows at least what the browser's map shows.

    A frame wider than an azimuthal map can carry is cut to :data:`WIDEST_M` on each side of the centre.
    """
    metres_a_pixel = _WEB_PIXEL_M * math.cos(math.radians(camera.lat)) / 2.0**camera.zoom
    wide, high = (side * metres_a_pixel / 2.0 for side in _BROWSER_PX)
    half_height = max(high, wide / aspect) if wide / aspect > high else high
    half_width = half_height * aspect
    if half_width < wide:
        half_width, half_height = wide, wide / aspect
    factor = max(1.0, _NARROWEST_M / min(half_width, half_height)) * min(1.0, WIDEST_M / max(half_width, half_height))
    return Frame(camera.lon, camera.lat, half_width * factor, half_height * factor)


def common(camera: Camera, narrowest: float, widest: float) -> Frame:
    """The ground that the frames of :func:`fit` have well inside them, whatever their aspect between two."""
    least, most = fit(camera, narrowest), fit(camera, widest)
    width, height = (min(getattr(one, side) for one in (least, most)) for side in ("half_width_m", "half_height_m"))
    return Frame(camera.lon, camera.lat, _WELL_INSIDE * width, _WELL_INSIDE * height)


_WELL_INSIDE = 0.9


def zoom_of(frame: Frame, width_px: float) -> float:
    """The zoom level of the browser's map whose scale a frame has when it is drawn this many CSS pixels wide."""
    return math.log2(_WEB_PIXEL_M * math.cos(math.radians(frame.lat)) * width_px / (2.0 * frame.half_width_m))
