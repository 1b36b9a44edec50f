"""Ways over the sea as a map draws them: along great circles, with points in between where the parts are long."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

from explorer.geo import KM_PER_NM, LonLat
from explorer.sea.plane import dot, unit_vector
from geodata.formats.mercator import EARTH_NM

__all__ = ["drawn"]

DRAWN_KM, NEAR_DEGREES = 150.0, 0.9
"""Longer straight parts get points in between, so that a map draws great circles; what spans fewer degrees is not so long."""
KEPT = 4096
"""So many long parts are kept: ways share them."""


def drawn(bends: Sequence[LonLat]) -> tuple[LonLat, ...]:
    """Bends with points in between where they lie far apart, along the great circle."""
    line = list[LonLat]()
    for one, other in itertools.pairwise(bends):
        line.append(one)
        if abs(one.lon - other.lon) > NEAR_DEGREES or abs(one.lat - other.lat) > NEAR_DEGREES:
            line += _between(one, other)
    return (*line, bends[-1])


@lru_cache(maxsize=KEPT)
def _between(one: LonLat, other: LonLat) -> tuple[LonLat, ...]:
    """Points along the great circle from one position to another, as many as a map needs; long ways share their long parts."""
    start, end = unit_vector(one), unit_vector(other)
    angle = math.acos(min(max(dot(start, end), -1.0), 1.0))
    count = math.ceil(angle * (EARTH_NM * KM_PER_NM / DRAWN_KM))
    points = []
    for number in range(1, count):
        before, after = math.sin(angle * (count - number) / count), math.sin(angle * number / count)
        x, y, z = (here * before + there * after for here, there in zip(start, end, strict=True))
        points.append(LonLat(round(math.degrees(math.atan2(y, x)), 6), round(math.degrees(math.atan2(z, math.hypot(x, y))), 6)))
    return tuple(points)
