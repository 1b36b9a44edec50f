"""The frame of a map that holds an area."""

from __future__ import annotations

import math
from collections.abc import Sequence

from explorer.views.view import MIN_ZOOM, Camera

_TILE_PX = 256
_CLOSEST = 12.0


_FAR_DEGREES = 20.0


def around(spots: Sequence[tuple[float, float]], width: int, height: int) -> Camera:
    """The frame that holds most of some positions (longitude, latitude): those far from the middle one are left outside.

    >>> around([(130.3, 42.2), (131.9, 43.1), (37.6, 55.8)], 700, 430).lon
    131.1
    """
    lon, lat = sorted(spots)[len(spots) // 2]
    near = [spot for spot in spots if abs(spot[0] - lon) <= _FAR_DEGREES and abs(spot[1] - lat) <= _FAR_DEGREES]
    lons, lats = zip(*near, strict=True)
    return frame((min(lons), min(lats), max(lons), max(lats)), width, height)


def frame(bounds: tuple[float, float, float, float], width: int, height: int) -> Camera:
    """The frame of a map so wide and high in pixels that holds west, south, east and north, with some room to spare.

    >>> frame((130.0, 42.0, 132.0, 43.0), 800, 600)
    Camera(lon=131.0, lat=42.502, zoom=8.75)
    """
    west, south, east, north = bounds
    low, high = (math.degrees(math.asinh(math.tan(math.radians(lat)))) for lat in (south, north))
    across, up = max(east - west, 0.02), max(high - low, 0.02)
    zoom = min(math.log2(0.8 * pixels * 360 / (_TILE_PX * span)) for pixels, span in ((width, across), (height, up)))
    middle = math.degrees(math.atan(math.sinh(math.radians((low + high) / 2))))
    return Camera(round((west + east) / 2, 4), round(middle, 4), round(max(min(zoom, _CLOSEST), MIN_ZOOM) * 4) / 4)
