"""A position in the notation of a grid, to be typed, pasted or radioed on."""

from __future__ import annotations

import mgrs

from explorer.positions.lonlat import checked


def as_mgrs(lon: float, lat: float) -> str:
    """A position as MGRS, to a metre, with blanks for the eye; it is the corner of the square that the position lies in.

    Parameters
    ----------
    lon, lat
        Degrees on WGS84. Beyond 84 N and 80 S the square is one of the polar grid.

    Raises
    ------
    CoordinateError
        Not a position.

    >>> as_mgrs(130.3, 42.25), as_mgrs(10.0, 89.9)
    ('52T FM 07241 78352', 'Z AG 01927 89066')
    """
    at = checked(lon, lat)
    bare = mgrs.MGRS().toMGRS(at.lat, at.lon)
    zone, square, east, north = bare[:-12], bare[-12:-10], bare[-10:-5], bare[-5:]
    return f"{zone} {square} {east} {north}"
