"""Zones and the areas they fill: which zone holds a position, and where along a route the zone changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.zones.law import Baseline

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Kind = Literal["internal", "territorial", "contiguous", "eez", "high-seas", "land", "not-computed"]
Floats = NDArray[np.float64]

EDGE_KM = 0.005
PIECE = 24
"""Corners of an outline that go into one piece of the search tree."""
SHORE_DEG = 0.15
"""A ship's track over land of the coarse coast, or a train's over water, belongs to the zone or State within this distance."""


@dataclass(frozen=True)
class Zone:
    """One zone of one State: its kind, who holds it, and how firm that is."""

    id: str
    kind: Kind
    state: str
    status: str
    claimant: str = ""
    uncertainty_km: float = 0.0
    note: str = ""

    @property
    def key(self) -> str:
        """State and kind in one word, ``RUS/internal``; what belongs to no State has its kind alone."""
        return f"{self.state}/{self.kind}" if self.state else self.kind


NOT_COMPUTED = Zone("not-computed", "not-computed", "", "computed", note="Outside the sea for which zones were computed.")


class Areas:
    """Areas that are asked which of them holds a position. Not changed once made."""

    def __init__(self, shapes: Sequence[shapely.Geometry]) -> None:
        self._shapes = np.asarray(shapes, dtype=object)
        shapely.prepare(self._shapes)
        self._bounds = shapely.bounds(self._shapes)
        sizes = np.prod(self._bounds[:, 2:] - self._bounds[:, :2], axis=1)
        self._order = np.argsort(sizes)

    def which(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """Number of the area at each position, -1 where there is none."""
        found = np.full(len(lon), -1)
        west, south, east, north = self._bounds.T
        meets = (west <= lon.max()) & (east >= lon.min()) & (south <= lat.max()) & (north >= lat.min())
        left = np.arange(len(lon))
        for number in self._order[meets[self._order]]:
            x, y = lon[left], lat[left]
            within = (x >= west[number]) & (x <= east[number]) & (y >= south[number]) & (y <= north[number])
            if within.any():
                asked = left[within]
                found[asked[shapely.intersects_xy(self._shapes[number], lon[asked], lat[asked])]] = number
                left = left[found[left] < 0]
        return found

    @cached_property
    def _edges(self) -> tuple[shapely.STRtree, NDArray[np.int64]]:
        """The outlines in short pieces, which a tree searches far faster than whole areas, and whose they are."""
        parts, part_of = shapely.get_parts(self._shapes, return_index=True)
        rings, ring_of = shapely.get_rings(parts, return_index=True)
        pieces, owner = [], []
        for ring, number in zip(rings, part_of[ring_of], strict=True):
            points = shapely.get_coordinates(ring)
            starts = range(0, len(points) - 1, PIECE)
            pieces += [shapely.LineString(points[start : start + PIECE + 1]) for start in starts]
            owner += [number] * len(starts)
        return shapely.STRtree(pieces), np.asarray(owner, dtype=np.int64)

    def outlines(self, region: tuple[float, float, float, float]) -> Iterator[shapely.Geometry]:
        """The rings of all areas that come into a region, as west, south, east and north."""
        west, south, east, north = region
        rings = shapely.get_rings(shapely.get_parts(self._shapes))
        bounds = shapely.bounds(rings)
        meets = (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
        yield from rings[meets]

    def near(self, lon: Floats, lat: Floats, reach_deg: float) -> NDArray[np.int64]:
        """Number of the nearest area within a distance, -1 where there is none."""
        found = np.full(len(lon), -1)
        west, south = np.nanmin(self._bounds[:, :2], axis=0) - reach_deg
        east, north = np.nanmax(self._bounds[:, 2:], axis=0) + reach_deg
        close = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        if len(close):
            tree, owner = self._edges
            spots = shapely.points(lon[close], lat[close])
            asked, part = tree.query_nearest(spots, max_distance=reach_deg, all_matches=False)
            found[close[asked]] = owner[part]
        return found


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """Zones and the areas they fill; ``reach_deg`` is how far beyond them a position still counts as theirs."""

    zones: tuple[Zone, ...]
    areas: tuple[Areas, ...]

    @cached_property
    def _alike(self) -> NDArray[np.int64]:
        """For each zone the first of the same kind, State and standing: rows of one baseline and of both are one to a ship."""
        seen: dict[tuple[str, str, str], int] = {}
        names = [(zone.key, zone.status, zone.claimant) for zone in self.zones]
        return np.asarray([seen.setdefault(name, number) for number, name in enumerate(names)], dtype=np.int64)

    def passed(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """Number of the zone at each position, the same number for zones that do not differ for who passes."""
        return self._alike[self.at(lon, lat)]

    def at(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """Number of the zone at each position, the nearest within reach where there is none, else the last (not computed)."""
        found = np.full(len(lon), -1)
        for ask in (*(areas.which for areas in self.areas), *(self._near(areas) for areas in self.areas)):
            open_ = np.flatnonzero(found < 0)
            if not len(open_):
                break
            found[open_] = ask(lon[open_], lat[open_])
        return np.where(found < 0, len(self.zones) - 1, found)

    @staticmethod
    def _near(areas: Areas) -> Any:
        return lambda lon, lat: areas.near(lon, lat, SHORE_DEG)


def divided(chart: Chart, lon: Floats, lat: Floats, km: Floats) -> tuple[list[int], list[float]]:
    """Numbers of the zones passed, in order, and the kilometres at which they begin, with the end of the route."""
    found = chart.passed(lon, lat)
    changes = np.flatnonzero(found[1:] != found[:-1])
    low, high, left = km[changes], km[changes + 1], found[changes]
    while len(changes) and float((high - low).max()) > EDGE_KM:
        middle = (low + high) / 2
        same = chart.passed(np.interp(middle, km, lon), np.interp(middle, km, lat)) == left
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    zones, edges = [int(found[0])], [float(km[0])]
    for number, edge in zip(found[changes + 1], (low + high) / 2, strict=True):
        if edge - edges[-1] < 2 * EDGE_KM and len(zones) > 1:
            zones[-1] = int(number)
        else:
            zones.append(int(number))
            edges.append(float(edge))
    return zones, [*edges, float(km[-1])]


def sea_chart(frame: GeoDataFrame, baseline: Baseline) -> Chart:
    """The sea of one baseline from the data set ``zones``."""
    chosen = frame[frame["scenario"].isin([baseline, "both"])]
    zones = tuple(
        Zone(
            str(row["id"]), row["kind"], str(row["state"]), str(row["status"]), str(row["claimant"]),
            float(row["uncertainty_km"]), str(row["note"]),
        )
        for row in chosen.drop(columns="geometry").to_dict("records")
    )  # fmt: skip
    return Chart((*zones, NOT_COMPUTED), (Areas(list(chosen.geometry)),))


def land_chart(frames: tuple[GeoDataFrame, ...]) -> Chart:
    """Land of States from frames with column ``iso3``, the finest first.

    All frames share one list of zones, so that a change of frame is no change of State.
    """
    codes = sorted({str(code) for frame in frames for code in frame["iso3"] if code})
    zones = tuple(Zone(f"land-{code.lower()}", "land", code, "held in fact") for code in codes)
    areas = []
    for frame in frames:
        coded = frame[frame["iso3"] != ""]
        shapes = dict(zip(coded["iso3"], coded.geometry, strict=True))
        areas.append(Areas([shapes.get(code, shapely.Polygon()) for code in codes]))
    return Chart((*zones, NOT_COMPUTED), tuple(areas))
