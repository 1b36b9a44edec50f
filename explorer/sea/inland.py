"""Waters without a way to the ocean: a port on one of them is not far from water, but no ship comes there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from explorer.geo import LonLat, distance_km

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["InlandWaters"]

REACH_KM = 25.0
"""A place no farther from such a water lies on it, as a place no farther from the sea lies on the sea."""
KM_PER_DEGREE = 111.0
UNNAMED = "an inland water"


@dataclass(frozen=True)
class InlandWaters:
    """Lakes and inland seas with their names."""

    shapes: shapely.STRtree
    names: tuple[str, ...]

    @classmethod
    def of(cls, lakes: GeoDataFrame | None) -> InlandWaters:
        """From the data set ``lakes_world``; none at all without it."""
        if lakes is None:
            return cls(shapely.STRtree([]), ())
        return cls(shapely.STRtree(np.asarray(lakes.geometry.array)), tuple(lakes["name_en"]))

    def at(self, position: LonLat) -> str | None:
        """Name of the water that a position lies on or beside, a named one first; None where there is none."""
        spot = shapely.Point(position)
        reach = REACH_KM / (KM_PER_DEGREE * max(math.cos(math.radians(position.lat)), 0.05))
        near = self.shapes.query(spot, predicate="dwithin", distance=reach).tolist()
        found = [number for number in near if self._off_km(number, spot, position) <= REACH_KM]
        named = [self.names[number] for number in found if self.names[number]]
        return _called(named[0]) if named else UNNAMED if found else None

    def _off_km(self, number: int, spot: shapely.Point, position: LonLat) -> float:
        foot = shapely.get_coordinates(shapely.shortest_line(spot, self.shapes.geometries[number]))[-1]
        return distance_km(position, (float(foot[0]), float(foot[1])))


def _called(name: str) -> str:
    """A name as it stands in a sentence.

    >>> _called("Caspian Sea"), _called("Lake Erie")
    ('the Caspian Sea', 'Lake Erie')
    """
    return f"the {name}" if name.split(" (", maxsplit=1)[0].endswith(("Sea", "Lakes")) else name
