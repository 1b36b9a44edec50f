"""What can be seen from a position at sea: snapping to water and straight lines to the nodes of the network."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from explorer.errors import TumenError
from explorer.geo import KM_PER_NM, LonLat, distance_km
from explorer.sea_plane import (
    EARTH_NM,
    Area,
    Flags,
    Floats,
    Ints,
    Shapes,
    between,
    coast_strokes,
    shapes_to_plane,
    strokes,
    to_lonlat,
    to_plane,
    touches,
    unit_vectors,
    vector_to_plane,
)

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["Links", "Sight", "Snap", "TooFarFromWater"]

SNAP_LIMIT_KM = 25.0
NEAREST = 60
"""So many of the nearest nodes that a line could touch are tried from a position."""
BESIDE, LEAVE_NM = 40, 60.0
"""So many of the nearest nodes are tried whether a line touches them or not, if they are this near."""
SECTORS, PER_SECTOR = 36, 2
"""Beyond those, so many more nodes in each sector of the compass."""
SAMPLES, SAMPLED_NM = 8, 30.0
"""The first miles of a line are sampled at so many points for what the offing adds to its cost."""
COVE_NM, COVE_BENDS, COVE_TRIES = (0.2, 0.6, 1.5, 4.0), 2, 12
"""A cove that sees no node is left over so many bends at most, tried on rings of these radii."""
OFF_COAST_KM = (0.1, 0.2, 0.4, 0.8, 1.6)


class TooFarFromWater(TumenError):
    """A position lies farther from navigable water than a snap may reach."""


class Snap(NamedTuple):
    """A position moved to water."""

    position: LonLat
    distance_km: float


class Line(NamedTuple):
    """A straight line over water: what it costs in nautical miles and the passages it goes through."""

    cost: float
    gates: tuple[int, ...]


class Links(NamedTuple):
    """Lines from a position to nodes."""

    nodes: Ints
    cost: Floats
    gates: tuple[tuple[int, ...], ...]
    """Passages on each line."""
    bends: tuple[tuple[LonLat, ...], ...]
    """Where each line bends on the way out of a cove; empty for a straight one."""


@dataclass(frozen=True)
class Sight:
    """Obstacles and nodes, arranged for questions about one position."""

    vector: Floats
    east: Floats
    north: Floats
    before: Floats
    """Directions of the obstacle's edges at each node, unit vectors of shape (n, 2)."""
    after: Floats
    free: Flags
    land: Area
    coast: shapely.STRtree
    """The shores of the land as short lines: what no line of sight may cross."""
    bands: tuple[tuple[Area, float], ...]
    """Polygons nearer to land than some clearance, and what a mile inside adds to the cost."""
    gates: shapely.STRtree
    gate_number: Ints
    channel: shapely.STRtree
    """Single stretches of fairways."""
    channel_nodes: Ints
    """Nodes at the ends of each stretch, shape (m, 2)."""
    _seen: object = field(init=False, repr=False, compare=False)
    _drawn: object = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_seen", lru_cache(maxsize=8192)(self._look))
        object.__setattr__(self, "_drawn", lru_cache(maxsize=65536)(self._straight))

    # -- snapping ----------------------------------------------------------------------------------------------------

    def snap(self, position: LonLat) -> Snap:
        """Nearest water: the sea or a fairway.

        Raises
        ------
        TooFarFromWater
            It is more than 25 km off.
        """
        spot = to_plane(np.asarray([position]))
        if not self.land.holds(spot)[0]:
            return Snap(position, 0.0)
        options = [self._coast(spot[0], position), self._fairway(spot[0], position)]
        best = min((option for option in options if option is not None), key=lambda option: option.distance_km, default=None)
        if best is None or best.distance_km > SNAP_LIMIT_KM:
            far = f"{best.distance_km:.0f} km" if best else f"more than {SNAP_LIMIT_KM:.0f} km"
            message = (
                f"{position.lon:.3f}, {position.lat:.3f} is {far} from navigable water; the limit is {SNAP_LIMIT_KM:.0f} km. "
                "Give a place nearer to the sea."
            )
            raise TooFarFromWater(message)
        return best

    def _coast(self, spot: Floats, position: LonLat) -> Snap | None:
        point = shapely.Point(spot)
        km = math.cosh(spot[1]) / (EARTH_NM * 1.852)
        near = self.coast.query_nearest(point, max_distance=(SNAP_LIMIT_KM + 2) * km)
        if not len(near):
            return None
        shore = shapely.get_coordinates(shapely.shortest_line(point, self.coast.geometries[near[0]]))[-1]
        outward = math.atan2(*(shore - spot)[::-1]) if not np.allclose(shore, spot) else 0.0
        turns = outward + np.asarray([0.0, 0.6, -0.6, 1.2, -1.2, 1.9, -1.9, 2.6, -2.6, math.pi])
        for off in OFF_COAST_KM:
            ring = shore + off * km * np.column_stack([np.cos(turns), np.sin(turns)])
            wet = np.flatnonzero(~self.land.holds(ring))
            if len(wet):
                found = to_lonlat(ring[wet[0]])
                return Snap(found, distance_km(position, found))
        return None

    def _fairway(self, spot: Floats, position: LonLat) -> Snap | None:
        point = shapely.Point(spot)
        near = self.channel.query_nearest(point, max_distance=(SNAP_LIMIT_KM + 2) * math.cosh(spot[1]) / (EARTH_NM * 1.852))
        if not len(near):
            return None
        found = to_lonlat(shapely.get_coordinates(shapely.shortest_line(point, self.channel.geometries[near[0]]))[-1])
        return Snap(found, distance_km(position, found))

    # -- lines -------------------------------------------------------------------------------------------------------

    def nodes_from(self, position: LonLat) -> Links:
        """Nodes in sight of a position on water; from a cove that sees none, over a bend or two in its mouth."""
        return self._seen(position)  # type: ignore[operator,no-any-return]

    def _look(self, position: LonLat) -> Links:
        found = self._direct(position)
        spot = to_plane(np.asarray([position]))
        inshore = any(area.holds(spot)[0] for area, _ in self.bands) and not self.land.holds(spot)[0]
        front: list[tuple[float, tuple[LonLat, ...]]] = [(0.0, (position,))]
        for _ in range(COVE_BENDS if inshore else 0):
            if (found.cost < LEAVE_NM).any():
                break
            front = [step for way in front for step in self._round_about(way)]
            front = sorted(front)[:: max(1, len(front) // COVE_TRIES)]
            found = _cheapest([(0.0, (position,), found), *((*way, self._direct(way[1][-1])) for way in front)])
        return found

    def _round_about(self, way: tuple[float, tuple[LonLat, ...]]) -> list[tuple[float, tuple[LonLat, ...]]]:
        """Positions in sight of the end of a way, in rings about it."""
        length, bends = way
        centre = np.asarray([bends[-1]])
        spot = to_plane(centre)[0]
        turns = np.linspace(0, 2 * math.pi, 16, endpoint=False)
        rings = [
            spot + radius * math.cosh(spot[1]) / EARTH_NM * np.column_stack([np.cos(turns), np.sin(turns)]) for radius in COVE_NM
        ]
        ring = np.concatenate(rings)
        points = [to_lonlat(point) for point in ring[~self.land.holds(ring)]]
        if not points:
            return []
        clear = self._clear(centre, unit_vectors(np.asarray(points)))
        return [
            (length + distance_km(bends[-1], point) / KM_PER_NM, (*bends, point))
            for point, ok in zip(points, clear, strict=True)
            if ok
        ]

    def _direct(self, position: LonLat) -> Links:
        spot = unit_vectors(np.asarray([position]))[0]
        apart = np.arccos(np.clip(self.vector @ spot, -1, 1)) * EARTH_NM
        usable = np.flatnonzero(self.free | touches(self.before, self.after, self.east @ spot, self.north @ spot))
        usable = usable[np.argsort(apart[usable], kind="stable")]
        near, far = usable[:NEAREST], usable[NEAREST:]
        beside = np.argsort(apart, kind="stable")[:BESIDE]
        chosen = np.unique(np.concatenate([beside[apart[beside] <= LEAVE_NM], near, far[self._spread(position, far)]]))
        here = np.asarray([position])
        own = self._stretch(position)
        inland = bool(self.land.holds(to_plane(here))[0])
        clear = np.zeros(len(chosen), dtype=bool) if inland else self._clear(here, self.vector[chosen])
        nodes = np.concatenate([own, np.setdiff1d(chosen[clear], own)])
        cost = apart[nodes] * self._dearer(spot, self.vector[nodes], apart[nodes])
        cost[: len(own)] = apart[own]
        gates: list[list[int]] = [[] for _ in nodes]
        line, gate = self._crossed(here, self.vector[nodes])
        for index, number in zip(line.tolist(), gate.tolist(), strict=True):
            gates[index].append(number)
        return Links(nodes, cost, tuple(tuple(dict.fromkeys(numbers)) for numbers in gates), ((),) * len(nodes))

    def _spread(self, position: LonLat, far: Ints) -> Ints:
        """Places in ``far`` of the nearest few in each sector of the compass."""
        lon, lat = math.radians(position.lon), math.radians(position.lat)
        east = np.asarray([-math.sin(lon), math.cos(lon), 0.0])
        north = np.asarray([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
        bearing = np.arctan2(self.vector[far] @ east, self.vector[far] @ north)
        sector = np.floor((bearing + math.pi) / (2 * math.pi) * SECTORS).astype(np.int64)
        order = np.argsort(sector, kind="stable")
        start = np.searchsorted(sector[order], np.arange(SECTORS))
        stop = np.searchsorted(sector[order], np.arange(SECTORS), side="right")
        picked = [order[low : min(low + PER_SECTOR, high)] for low, high in zip(start, stop, strict=True)]
        return np.concatenate(picked)

    def line(self, one: LonLat, other: LonLat) -> Line | None:
        """The straight line between two positions on water; None when land is in the way."""
        return self._drawn(one, other)  # type: ignore[operator,no-any-return]

    def _straight(self, one: LonLat, other: LonLat) -> Line | None:
        start, end = np.asarray([one]), unit_vectors(np.asarray([other]))
        if self.land.holds(to_plane(np.asarray([one, other]))).any():
            same = np.array_equal(self._stretch(one), self._stretch(other)) and len(self._stretch(one))
            return Line(distance_km(one, other) / KM_PER_NM, ()) if same else None
        if not self._clear(start, end)[0]:
            return None
        spot = unit_vectors(start)
        apart = np.arccos(np.clip(end @ spot[0], -1, 1)) * EARTH_NM
        if apart[0] <= 2 * SAMPLED_NM:
            factor = self._dearer(spot[0], end, apart, 4 * SAMPLES, 2 * SAMPLED_NM)[0]
        else:
            factor = self._dearer(spot[0], end, apart)[0] + self._dearer(end[0], spot, apart)[0] - 1
        return Line(float(apart[0] * factor), tuple(dict.fromkeys(self._crossed(start, end)[1].tolist())))

    def _stretch(self, position: LonLat) -> Ints:
        """Nodes at the ends of the stretch of fairway that a position lies on."""
        spot = to_plane(np.asarray([position]))[0]
        near = self.channel.query_nearest(shapely.Point(spot), max_distance=0.03 * math.cosh(spot[1]) / EARTH_NM)
        return np.unique(self.channel_nodes[near]) if len(near) else np.empty(0, dtype=np.int64)

    def _clear(self, start: Floats, ends: Floats) -> Flags:
        """Which lines from one position to unit vectors meet no land."""
        clear = np.ones(len(ends), dtype=bool)
        for line, parts in strokes(start, ends, clear):
            clear[line[self.coast.query(parts, predicate="intersects")[0]]] = False
        return clear

    def _crossed(self, start: Floats, ends: Floats) -> tuple[Ints, Ints]:
        found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
        for line, parts in strokes(start, ends):
            stroke, gate = self.gates.query(parts, predicate="intersects")
            found.append((line[stroke], self.gate_number[gate]))
        return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])

    def _dearer(self, spot: Floats, ends: Floats, apart: Floats, samples: int = SAMPLES, reach: float = SAMPLED_NM) -> Floats:
        """Factor by which the offing makes lines from a unit vector dearer."""
        part = np.minimum(1.0, reach / np.maximum(apart, 1e-9))
        share = part[:, None] * ((np.arange(samples) + 0.5) / samples)
        points = between(spot[None], ends, apart / EARTH_NM, share).reshape(-1, 3)
        marks = vector_to_plane(points)
        factor = np.ones(len(ends))
        for area, extra in self.bands:
            factor += extra * part * area.holds(marks).reshape(len(ends), samples).mean(axis=1)
        return factor

    # -- building ----------------------------------------------------------------------------------------------------

    @classmethod
    def from_frames(
        cls,
        nodes: GeoDataFrame,
        passages: GeoDataFrame,
        fairways: GeoDataFrame,
        bands: GeoDataFrame,
        land: Iterable[GeoDataFrame],
    ) -> Sight:
        """Arrange the data sets of ``geodata``; see ``SeaNetwork.from_frames``."""
        degrees = shapely.get_coordinates(np.asarray(nodes.geometry.array))
        lon, lat = np.radians(degrees).T
        one, other = (np.asarray(nodes[name], dtype=float) * (2 * math.pi / 256) for name in ("before", "after"))
        stretches, ends = _stretches(fairways)
        shapes = np.concatenate([np.asarray(frame.geometry.array) for frame in land])
        lines = np.asarray(passages.geometry.array)
        return cls(
            vector=unit_vectors(degrees),
            east=np.column_stack([-np.sin(lon), np.cos(lon), np.zeros(len(lon))]),
            north=np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)]),
            before=np.column_stack([np.cos(one), np.sin(one)]),
            after=np.column_stack([np.cos(other), np.sin(other)]),
            free=np.asarray(nodes["free"], dtype=bool),
            land=Area.of(shapes_to_plane(shapes)),
            coast=shapely.STRtree(coast_strokes(shapes_to_plane(shapes))),
            bands=tuple(
                (Area.of(shapes_to_plane(np.asarray(group.geometry.array))), float(str(extra)))
                for extra, group in bands.groupby("adds")
            ),
            gates=shapely.STRtree(shapes_to_plane(lines)),
            gate_number=np.arange(len(lines)),
            channel=shapely.STRtree(stretches),
            channel_nodes=ends,
        )


def _cheapest(ways: list[tuple[float, tuple[LonLat, ...], Links]]) -> Links:
    """The cheapest line to each node out of those over different bends."""
    best: dict[int, tuple[float, tuple[int, ...], tuple[LonLat, ...]]] = {}
    for length, bends, found in ways:
        for node, cost, gates, more in zip(found.nodes.tolist(), found.cost.tolist(), found.gates, found.bends, strict=True):
            if node not in best or length + cost < best[node][0]:
                best[node] = (length + cost, gates, (*bends[1:], *more))
    nodes = sorted(best)
    return Links(
        np.asarray(nodes, dtype=np.int64),
        np.asarray([best[node][0] for node in nodes], dtype=float),
        tuple(best[node][1] for node in nodes),
        tuple(best[node][2] for node in nodes),
    )


def _stretches(fairways: GeoDataFrame) -> tuple[Shapes, Ints]:
    """Single stretches of fairways in the plane and the nodes at their ends."""
    lines, ends = [], []
    for shape, text in zip(fairways.geometry.array, fairways["nodes"], strict=True):
        points = to_plane(shapely.get_coordinates(shape))
        numbers = np.frombuffer(text, dtype="<u2").astype(np.int64)
        lines += [points[index : index + 2] for index in range(len(points) - 1)]
        ends += [numbers[index : index + 2] for index in range(len(points) - 1)]
    return np.asarray(shapely.linestrings(np.asarray(lines))), np.asarray(ends)
