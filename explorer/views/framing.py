"""The frame of a map that holds an area."""

from __future__ import annotations

import math

from explorer.views.view import MIN_ZOOM, Camera

_TILE_PX = 256
_CLOSEST = 12.0


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
