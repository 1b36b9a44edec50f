"""What can be seen from a position at sea: snapping to water and straight lines to the nodes of the network."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from explorer.errors import TumenError
from explorer.geo import KM_PER_NM, LonLat, distance_km
from explorer.sea_chart import Overview
from explorer.sea_cove import ways_out
from explorer.sea_lines import ICE_DEARER, SAMPLED_NM, SAMPLES, Lines
from explorer.sea_plane import (
    EARTH_NM,
    Area,
    Flags,
    Floats,
    Ints,
    Shapes,
    coast_strokes,
    shapes_to_plane,
    to_lonlat,
    to_plane,
    touches,
    unit_vectors,
)

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["Links", "Sight", "Snap", "TooFarFromWater"]

SNAP_LIMIT_KM = 25.0
NEAREST = 60
"""So many of the nearest nodes that a line could touch are tried from a position."""
BESIDE, LEAVE_NM = 40, 60.0
"""So many of the nearest nodes are tried whether a line touches them or not, if they are this near, or from the ice."""
SECTORS, PER_SECTOR = 36, 2
"""Beyond those, so many more nodes in each sector of the compass."""
POOL = 400
"""So many of the nearest nodes are looked at more closely."""
OUTER_LEVEL = 1
"""Nodes of levels up to this are looked for farther off than the pool reaches."""
FAR_OUT_NM = 180.0
"""A chart has led to the sea when it comes to a node over no more than this."""
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
    tried: frozenset[int]
    """Nodes that were looked for; those without a line are not in sight."""


class _Way(NamedTuple):
    """A way over bends to where lines to nodes begin."""

    length: float
    bends: tuple[LonLat, ...]
    gates: tuple[int, ...]
    """Passages on the way over the bends."""
    links: Links


@dataclass(frozen=True)
class Sight:
    """Obstacles and nodes, arranged for questions about one position."""

    plane: Floats
    """The nodes in the plane, shape (n, 2)."""
    vector: Floats
    east: Floats
    north: Floats
    before: Floats
    """Directions of the obstacle's edges at each node, unit vectors of shape (n, 2)."""
    after: Floats
    free: Flags
    land: Area
    lines: Lines
    outer: Ints
    """Nodes of the wider levels, which are seen from far away."""
    channel: shapely.STRtree
    """Single stretches of fairways."""
    channel_nodes: Ints
    """Nodes at the ends of each stretch, shape (m, 2)."""
    _drawn: object = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
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
        near = self.lines.coast.query_nearest(point, max_distance=(SNAP_LIMIT_KM + 2) * km)
        if not len(near):
            return None
        shore = shapely.get_coordinates(shapely.shortest_line(point, self.lines.coast.geometries[near[0]]))[-1]
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
        """Nodes in sight of a position on water; from a harbour that sees none, over bends on the way out."""
        found = self._direct(position)
        if (found.cost < LEAVE_NM).any():
            return found
        spot = to_plane(np.asarray([position]))
        inshore = any(area.holds(spot)[0] for area, _ in self.lines.bands) and not self.land.holds(spot)[0]
        return self._charted(position, found) if inshore else found

    def _charted(self, position: LonLat, seen: Links) -> Links:
        """Lines out of a harbour that sees nothing near, over a chart of its surroundings."""
        for ways in ways_out(position, self.land, self.plane):
            found = _cheapest([_Way(0.0, (position,), (), seen), *(self._onwards(*way) for way in ways)])
            if (found.cost < FAR_OUT_NM).any():
                return found
        return seen

    def _onwards(self, bends: tuple[LonLat, ...], node: int | None) -> _Way:
        """What is seen from the last bend of a way, or the node that it leads to."""
        length = sum(distance_km(one, other) for one, other in itertools.pairwise(bends)) / KM_PER_NM
        through = tuple(self.lines.crossed(to_plane(np.asarray(bends)))) if len(bends) > 1 else ()
        if node is None:
            return _Way(length, bends, through, self._direct(bends[-1]))
        rest = distance_km(bends[-1], to_lonlat(self.plane[node])) / KM_PER_NM
        return _Way(length, bends, through, Links(np.asarray([node]), np.asarray([rest]), ((),), ((),), frozenset()))

    def _direct(self, position: LonLat) -> Links:
        here = np.asarray([position])
        spot = unit_vectors(here)[0]
        nearness = self.vector @ spot
        pool = _nearest(nearness, POOL)
        usable = pool[self._usable(pool, spot)]
        beside = pool[:BESIDE]
        if not self.lines.in_ice(to_plane(here)[0]):
            beside = beside[nearness[beside] >= math.cos(LEAVE_NM / EARTH_NM)]
        near = usable[:NEAREST]
        last = nearness[near[-1]] if len(near) == NEAREST else nearness[pool[-1]]
        far = self.outer[(nearness[self.outer] < last) & self._outer_usable(spot)]
        chosen = np.unique(np.concatenate([beside, near, far[self._spread(position, far, nearness[far])]]))
        own = self._stretch(position)
        inland = bool(self.land.holds(to_plane(here))[0])
        if inland:
            chosen = chosen[:0]
        seen = self.lines.seen(here, self.vector[chosen])
        crossed: dict[int, list[int]] = {}
        for index, number in zip(chosen[seen.line].tolist(), seen.gate.tolist(), strict=True):
            crossed.setdefault(index, []).append(number)
        nodes = np.concatenate([own, np.setdiff1d(chosen[seen.clear], own)])
        apart = np.arccos(np.clip(nearness[nodes], -1, 1)) * EARTH_NM
        cost = apart * self.lines.dearer(spot, self.vector[nodes], apart)
        if len(own) < len(nodes):
            cost[len(own) :] += ICE_DEARER * seen.ice_nm[np.searchsorted(chosen, nodes[len(own) :])]
        cost[: len(own)] = apart[: len(own)]
        gates = tuple(tuple(dict.fromkeys(crossed.get(node, ()))) for node in nodes.tolist())
        return Links(nodes, cost, gates, ((),) * len(nodes), frozenset(chosen.tolist()))

    def _usable(self, nodes: Ints, spot: Floats) -> Flags:
        """Which nodes a line from a unit vector would pass without entering the obstacle they are corners of."""
        east, north = self.east[nodes] @ spot, self.north[nodes] @ spot
        usable: Flags = self.free[nodes] | touches(self.before[nodes], self.after[nodes], east, north)
        return usable

    def _outer_usable(self, spot: Floats) -> Flags:
        """The same for all nodes of the wider levels."""
        east, north, before, after, free = self._outer
        usable: Flags = free | touches(before, after, east @ spot, north @ spot)
        return usable

    @cached_property
    def _outer(self) -> tuple[Floats, Floats, Floats, Floats, Flags]:
        parts = (self.east, self.north, self.before, self.after)
        return (*(np.ascontiguousarray(part[self.outer]) for part in parts), self.free[self.outer])  # type: ignore[return-value]

    def _spread(self, position: LonLat, far: Ints, nearness: Floats) -> Ints:
        """Places in ``far`` of the nearest few in each sector of the compass."""
        lon, lat = math.radians(position.lon), math.radians(position.lat)
        east = np.asarray([-math.sin(lon), math.cos(lon), 0.0])
        north = np.asarray([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
        towards = self.vector[far] @ np.column_stack([east, north])
        sector = np.floor((np.arctan2(towards[:, 0], towards[:, 1]) + math.pi) / (2 * math.pi) * SECTORS)
        sector = sector.astype(np.int64) % SECTORS
        left, picked = nearness.copy(), []
        for _ in range(PER_SECTOR):
            best = np.full(SECTORS, -1.0)
            np.maximum.at(best, sector, left)
            picked.append(np.flatnonzero((left == best[sector]) & (left > -1.0)))
            left[picked[-1]] = -1.0
        return np.concatenate(picked)

    def line(self, one: LonLat, other: LonLat) -> Line | None:
        """The straight line between two positions on water; None when land is in the way."""
        return self._drawn(one, other)  # type: ignore[operator,no-any-return]

    def _straight(self, one: LonLat, other: LonLat) -> Line | None:
        start, end = np.asarray([one]), unit_vectors(np.asarray([other]))
        if self.land.holds(to_plane(np.asarray([one, other]))).any():
            same = np.array_equal(self._stretch(one), self._stretch(other)) and len(self._stretch(one))
            return Line(distance_km(one, other) / KM_PER_NM, ()) if same else None
        if self.lines.dry_between(unit_vectors(start)[0], end[0]):
            return None
        seen = self.lines.seen(start, end)
        if not seen.clear[0]:
            return None
        spot = unit_vectors(start)
        apart = np.arccos(np.clip(end @ spot[0], -1, 1)) * EARTH_NM
        if apart[0] <= 2 * SAMPLED_NM:
            factor = self.lines.dearer(spot[0], end, apart, 4 * SAMPLES, 2 * SAMPLED_NM)[0]
        else:
            factor = self.lines.dearer(spot[0], end, apart)[0] + self.lines.dearer(end[0], spot, apart)[0] - 1
        cost = apart[0] * factor + ICE_DEARER * seen.ice_nm[0]
        return Line(float(cost), tuple(dict.fromkeys(seen.gate.tolist())))

    def off(self, position: LonLat, node: int) -> float:
        """Nautical miles from a position to a node, without what the offing adds."""
        apart = float(unit_vectors(np.asarray([position]))[0] @ self.vector[node])
        return math.acos(min(1.0, apart)) * EARTH_NM

    def taut(self, position: LonLat, node: int, then: int) -> bool:
        """Whether a way from a position over a node to another bends round the obstacle that the node is a corner of."""
        if self.free[node]:
            return False
        spot, here, there = to_plane(np.asarray([position]))[0], self.plane[node], self.plane[then]
        away = np.asarray([spot - here, there - here])
        away[:, 0] = (away[:, 0] + math.pi) % (2 * math.pi) - math.pi
        away /= np.hypot(away[:, 0], away[:, 1])[:, None] + 1e-30
        return bool((self.before[node] + self.after[node]) @ away.sum(axis=0) >= -1e-6)

    def _stretch(self, position: LonLat) -> Ints:
        """Nodes at the ends of the stretch of fairway that a position lies on."""
        spot = to_plane(np.asarray([position]))[0]
        near = self.channel.query_nearest(shapely.Point(spot), max_distance=0.03 * math.cosh(spot[1]) / EARTH_NM)
        return np.unique(self.channel_nodes[near]) if len(near) else np.empty(0, dtype=np.int64)

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
        ground = shapes_to_plane(shapes)
        gates = shapes_to_plane(np.asarray(passages.geometry.array))
        dear, adds = shapes_to_plane(np.asarray(bands.geometry.array)), np.asarray(bands["adds"], dtype=float)
        return cls(
            plane=to_plane(degrees),
            vector=unit_vectors(degrees),
            east=np.column_stack([-np.sin(lon), np.cos(lon), np.zeros(len(lon))]),
            north=np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)]),
            before=np.column_stack([np.cos(one), np.sin(one)]),
            after=np.column_stack([np.cos(other), np.sin(other)]),
            free=np.asarray(nodes["free"], dtype=bool),
            land=Area.of(ground),
            lines=Lines(
                overview=Overview.of(ground, dear, gates),
                coast=shapely.STRtree(coast_strokes(ground)),
                bands=tuple((Area.of(dear[adds == extra]), extra) for extra in np.unique(adds).tolist()),
                gates=shapely.STRtree(gates),
            ),
            outer=np.flatnonzero(np.asarray(nodes["level"]) <= OUTER_LEVEL),
            channel=shapely.STRtree(stretches),
            channel_nodes=ends,
        )


def _nearest(nearness: Floats, count: int) -> Ints:
    """So many of the nearest, the nearest first; a sixteenth of them tells about how near those are."""
    some = nearness[::16]
    rank = count // 10
    near = np.flatnonzero(nearness >= np.partition(some, -rank)[-rank]) if len(some) > rank else np.arange(len(nearness))
    if len(near) < count:
        near = np.arange(len(nearness))
    return near[np.argsort(-nearness[near], kind="stable")][:count]


def _cheapest(ways: list[_Way]) -> Links:
    """The cheapest line to each node out of those over different bends."""
    best: dict[int, tuple[float, tuple[int, ...], tuple[LonLat, ...]]] = {}
    for length, bends, through, found in ways:
        for node, cost, gates in zip(found.nodes.tolist(), found.cost.tolist(), found.gates, strict=True):
            if node not in best or length + cost < best[node][0]:
                best[node] = (length + cost, (*through, *gates), bends[1:])
    nodes = sorted(best)
    return Links(
        np.asarray(nodes, dtype=np.int64),
        np.asarray([best[node][0] for node in nodes], dtype=float),
        tuple(best[node][1] for node in nodes),
        tuple(best[node][2] for node in nodes),
        ways[0][-1].tried,
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
