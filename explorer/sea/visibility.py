"""What can be seen from a position at sea: snapping to water and straight lines to the nodes of the network."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from explorer.errors import TooFarFromWater
from explorer.geo import KM_PER_NM, LonLat, distance_km, spoken
from explorer.sea.plane import (
    Area,
    Fan,
    Flags,
    Floats,
    Ints,
    Shapes,
    dot,
    edge_sides,
    to_lonlat,
    touches,
    unit_vector,
)
from explorer.sea.sight_lines import NONE, Obstacles
from geodata.formats.mercator import EARTH_NM, to_plane, unit_vectors
from geodata.formats.sea import SeaNodes, unpack_numbers

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["InSight", "Sight", "WaterPoint", "passed"]

SNAP_LIMIT_KM = 25.0
NEAREST, NEAREST_WIDE = 30, 8
"""So many of the nearest nodes that a line could touch are tried from a position, and from one with wide water all around."""
BESIDE, LEAVE_NM = 16, 60.0
"""So many of the nearest nodes are tried whether a line touches them or not, if they are this near, or from the ice."""
SECTORS = 72
"""Beyond those, the nearest node in each of so many sectors of the compass."""
POOL = 400
"""So many of the nearest nodes are looked at more closely."""
OUTER_LEVEL = 1
"""Nodes of levels up to this are looked for farther off than the pool reaches."""
OFF_COAST_KM = (0.1, 0.2, 0.4, 0.8, 1.6)


class WaterPoint(NamedTuple):
    """A position moved to water."""

    position: LonLat
    distance_km: float
    inland: bool = False
    """Whether it is on a fairway where the land leaves no water."""


class SightLine(NamedTuple):
    """A straight line over water: what it costs in nautical miles and the passages it goes through."""

    cost: float
    passages: tuple[int, ...]
    plain: bool = False
    """Whether the cost is the length, so that no way can be cheaper."""


class InSight(NamedTuple):
    """Nodes in sight of a position."""

    nodes: Ints
    cost: Floats
    passages: dict[int, tuple[int, ...]]
    """Passages on the lines to nodes, where there are any."""
    bends: dict[int, tuple[LonLat, ...]]
    """Where the lines to nodes bend on the way out of a cove; straight ones are not named."""
    tried: frozenset[int]
    """Nodes that were looked for; those without a line are not in sight."""

    def cost_to(self, node: int) -> float:
        """Cost of the line to one of the nodes."""
        return float(self.cost[self.nodes == node][0])

    def through(self, node: int) -> tuple[int, ...]:
        """Passages on the line to a node."""
        return self.passages.get(node, ())

    def open(self, shut: frozenset[int]) -> tuple[Ints, Floats]:
        """Nodes to which the line is not closed, and the cost of each line."""
        if not shut:
            return self.nodes, self.cost
        open_ = np.asarray([not shut.intersection(self.through(node)) for node in self.nodes.tolist()], dtype=bool)
        return self.nodes[open_], self.cost[open_]

    def stages(self, shut: frozenset[int], via: tuple[int, ...]) -> Ints:
        """How many of some passages, to be gone through in this order, lie on the line to each of the nodes of ``open``."""
        return np.asarray([passed(self.through(node), via) for node in self.open(shut)[0].tolist()], dtype=np.int64)


def passed(passages: Iterable[int], via: tuple[int, ...]) -> int:
    """How many of some passages, to be gone through in this order, a way goes through.

    >>> passed([4, 7, 9], (7, 4))
    1
    """
    done = 0
    for passage in passages:
        done += done < len(via) and passage == via[done]
    return done


@dataclass(frozen=True)
class Sight:
    """Obstacles and nodes, arranged for questions about one position."""

    plane: Floats
    """The nodes in the plane, shape (n, 2)."""
    vector: Floats
    side_before: Floats
    """On which side of the obstacle's edges at each node something lies, shape (n, 3): see ``edge_sides``."""
    side_after: Floats
    free: Flags
    obstacles: Obstacles
    outer: Ints
    """Corners of the wider levels, which are seen from far away."""
    channel: shapely.STRtree
    """Single stretches of fairways."""
    channel_nodes: Ints
    """Nodes at the ends of each stretch, shape (m, 2)."""

    @property
    def land(self) -> Area:
        """What no line may cross."""
        return self.obstacles.land

    # -- snapping ----------------------------------------------------------------------------------------------------

    def snap(self, position: LonLat) -> WaterPoint:
        """Nearest water: the sea or a fairway.

        Raises
        ------
        TooFarFromWater
            It is more than 25 km off.
        """
        spot = to_plane(np.asarray([position]))
        if not self.land.holds(spot)[0]:
            return WaterPoint(position, 0.0)
        options = [self._coast(spot[0], position), self._fairway(spot[0], position)]
        best = min((option for option in options if option is not None), key=lambda option: option.distance_km, default=None)
        if best is None or best.distance_km > SNAP_LIMIT_KM:
            far = f"{best.distance_km:.0f} km" if best else f"more than {SNAP_LIMIT_KM:.0f} km"
            message = (
                f"{spoken(position)} is {far} from navigable water; "
                f"the limit is {SNAP_LIMIT_KM:.0f} km, and a river counts only as far up as sea-going ships come. "
                "Give a place nearer to the sea."
            )
            raise TooFarFromWater(message)
        return best

    def _coast(self, spot: Floats, position: LonLat) -> WaterPoint | None:
        point = shapely.Point(spot)
        km = math.cosh(spot[1]) / (EARTH_NM * 1.852)
        near = self.obstacles.coast.query_nearest(point, max_distance=(SNAP_LIMIT_KM + 2) * km)
        if not len(near):
            return None
        shore = shapely.get_coordinates(shapely.shortest_line(point, self.obstacles.coast.geometries[near[0]]))[-1]
        outward = math.atan2(*(shore - spot)[::-1]) if not np.allclose(shore, spot) else 0.0
        turns = outward + np.asarray([0.0, 0.6, -0.6, 1.2, -1.2, 1.9, -1.9, 2.6, -2.6, math.pi])
        for off in OFF_COAST_KM:
            ring = shore + off * km * np.column_stack([np.cos(turns), np.sin(turns)])
            wet = np.flatnonzero(~self.land.holds(ring))
            if len(wet):
                found = to_lonlat(ring[wet[0]])
                return WaterPoint(found, distance_km(position, found))
        return None

    def _fairway(self, spot: Floats, position: LonLat) -> WaterPoint | None:
        point = shapely.Point(spot)
        near = self.channel.query_nearest(point, max_distance=(SNAP_LIMIT_KM + 2) * math.cosh(spot[1]) / (EARTH_NM * 1.852))
        if not len(near):
            return None
        place = shapely.get_coordinates(shapely.shortest_line(point, self.channel.geometries[near[0]]))[-1]
        found = to_lonlat(place)
        return WaterPoint(found, distance_km(position, found), bool(self.land.holds(to_plane(np.asarray([found])))[0]))

    # -- lines -------------------------------------------------------------------------------------------------------

    def nodes_from(self, position: LonLat) -> InSight:
        """Nodes in sight of a position on water."""
        here = np.asarray([position])
        spot, place = unit_vectors(here)[0], to_plane(here)
        own = self._stretch(place[0])
        nearness = self.vector @ spot
        inland = len(own) > 0 and bool(self.land.holds(place)[0])
        chosen = NONE if inland else self._looked_for(position, spot, place[0], nearness)
        fan = Fan.of(spot, self.vector[chosen])
        seen = self.obstacles.seen(fan)
        crossed: dict[int, tuple[int, ...]] = {}
        for node, passage in zip(chosen[seen.line].tolist(), seen.passage.tolist(), strict=True):
            crossed[node] = tuple(dict.fromkeys((*crossed.get(node, ()), passage)))
        clear = seen.clear & ~np.isin(chosen, own) if len(own) else seen.clear
        nodes, fan = chosen[clear], fan.only(np.flatnonzero(clear))
        cost = fan.apart_nm * self.obstacles.cost_factor(fan) + seen.surcharge_nm[clear]
        tried = frozenset(chosen.tolist())
        if len(own):
            nodes = np.concatenate([own, nodes])
            cost = np.concatenate([np.arccos(np.clip(nearness[own], -1, 1)) * EARTH_NM, cost])
        return InSight(nodes, cost, crossed, {}, tried)

    def _looked_for(self, position: LonLat, spot: Floats, place: Floats, nearness: Floats) -> Ints:
        """Nodes to look for from a position: near ones, and farther off some in every direction."""
        pool = _nearest(nearness, POOL)
        usable = pool[self._usable(pool, spot, nearness[pool])]
        beside = pool[:BESIDE]
        if not self.obstacles.in_ice(place):
            beside = beside[nearness[beside] >= math.cos(LEAVE_NM / EARTH_NM)]
        count = NEAREST_WIDE if self.obstacles.in_wide_water(place) else NEAREST
        near = usable[:count]
        last = nearness[near[-1]] if len(near) == count else nearness[pool[-1]]
        far = self._farther(spot, nearness, last)
        return np.unique(np.concatenate([beside, near, far[self._spread(position, far, nearness[far])]]))

    def _usable(self, nodes: Ints, spot: Floats, nearness: Floats) -> Flags:
        """Which nodes a line from a unit vector would pass without entering the obstacle they are corners of."""
        before, after = self.side_before[nodes] @ spot, self.side_after[nodes] @ spot
        usable: Flags = self.free[nodes] | touches(before, after, nearness)
        return usable

    def _farther(self, spot: Floats, nearness: Floats, last: float) -> Ints:
        """Usable nodes of the wider levels on this side of the Earth that are farther off than some nearness."""
        before, after, free = self._outer
        near, here = nearness[self.outer], spot.astype(np.float32)
        usable = free | touches(before @ here, after @ here, near)
        return self.outer[usable & (near < last) & (near > 0)]

    @cached_property
    def _outer(self) -> tuple[NDArray[np.float32], NDArray[np.float32], Flags]:
        """Sides of the nodes of the wider levels, in small numbers: there are many, and they are far off."""
        before, after = (side[self.outer].astype(np.float32) for side in (self.side_before, self.side_after))
        return before, after, self.free[self.outer]

    def _spread(self, position: LonLat, far: Ints, nearness: Floats) -> Ints:
        """Places in ``far`` of the nearest in each sector of the compass."""
        lon, lat = math.radians(position.lon), math.radians(position.lat)
        east = np.asarray([-math.sin(lon), math.cos(lon), 0.0])
        north = np.asarray([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
        towards = self.vector[far] @ np.column_stack([east, north])
        turn = np.arctan2(towards[:, 0], towards[:, 1]) + math.pi
        sector = (turn * (SECTORS / (2 * math.pi))).astype(np.uint8) % SECTORS
        best = np.full(SECTORS, -1.0)
        np.maximum.at(best, sector, nearness)
        found: Ints = np.flatnonzero(nearness == best[sector])
        return found

    def line(self, one: WaterPoint, other: WaterPoint) -> SightLine | None:
        """The straight line between two positions on water; None when land is in the way."""
        ends = np.asarray([one.position, other.position])
        if one.inland or other.inland:
            stretch, along = (self._stretch(place) for place in to_plane(ends))
            same = len(stretch) > 0 and np.array_equal(stretch, along)
            return SightLine(distance_km(one.position, other.position) / KM_PER_NM, ()) if same else None
        start, end = unit_vectors(ends)
        fan = Fan.of(start, end[None])
        return None if self.obstacles.blocked(fan) else self._along(fan)[0]

    def lines_to(self, position: LonLat, nodes: Ints) -> list[SightLine | None]:
        """Straight lines from a position on water to nodes; None for one that land is in the way of."""
        return self._along(Fan.of(unit_vectors(np.asarray([position]))[0], self.vector[nodes]))

    def _along(self, fan: Fan) -> list[SightLine | None]:
        seen = self.obstacles.seen(fan)
        found: list[SightLine | None] = [None] * len(seen.clear)
        clear = np.flatnonzero(seen.clear)
        if len(clear):
            apart = fan.apart_nm[clear]
            cost = apart * self.obstacles.cost_factor(fan.only(clear), both=True) + seen.surcharge_nm[clear]
            plain = cost <= apart * (1 + 1e-9)
            for line, price, cheap in zip(clear.tolist(), cost.tolist(), plain.tolist(), strict=True):
                found[line] = SightLine(price, tuple(dict.fromkeys(seen.passage[seen.line == line].tolist())), cheap)
        return found

    def off(self, position: LonLat, nodes: Ints) -> Floats:
        """Nautical miles from a position to nodes, without surcharges."""
        nearness = self.vector[nodes] @ unit_vectors(np.asarray([position]))[0]
        found: Floats = np.arccos(np.clip(nearness, -1, 1)) * EARTH_NM
        return found

    def usable(self, position: LonLat, nodes: Ints) -> Flags:
        """Which nodes a line from a position would pass without entering the obstacle they are corners of."""
        spot = unit_vectors(np.asarray([position]))[0]
        return self._usable(nodes, spot, self.vector[nodes] @ spot)

    def rounds(self, spot: Sequence[float], node: int, then: int) -> float:
        """How much a way from a unit vector over a node to another bends round the obstacle that the node is a corner of.

        Grows with the angle; 0 where it runs on straight, less where it turns away from the obstacle or there is none.
        """
        if self.free[node]:
            return -1.0
        x, y, z = self.vector[node].tolist()
        a, b, c = (self.side_before[node] + self.side_after[node]).tolist()
        inward = (b * z - c * y, c * x - a * z, a * y - b * x)
        leans = 0.0
        for place in (spot, self.vector[then].tolist()):
            nearness = dot(place, (x, y, z))
            leans += dot(place, inward) / math.sqrt(max(1.0 - nearness * nearness, 1e-30))
        return leans

    def apart(self, position: LonLat, node: int) -> float:
        """Nautical miles from a position to a node, without surcharges."""
        return math.acos(min(max(dot(unit_vector(position), self.vector[node].tolist()), -1.0), 1.0)) * EARTH_NM

    def _stretch(self, spot: Floats) -> Ints:
        """Nodes at the ends of the stretch of fairway that a point of the plane lies on."""
        near = self.channel.query_nearest(shapely.Point(spot), max_distance=0.03 * math.cosh(spot[1]) / EARTH_NM)
        return np.unique(self.channel_nodes[near]) if len(near) else NONE

    # -- building ----------------------------------------------------------------------------------------------------

    @classmethod
    def of(
        cls,
        nodes: SeaNodes,
        degrees: Floats,
        passages: GeoDataFrame,
        fairways: GeoDataFrame,
        bands: GeoDataFrame,
        land: Iterable[GeoDataFrame],
    ) -> Sight:
        """Arrange nodes at some longitudes and latitudes, shape (n, 2), and the rest; see ``SeaNetwork.from_frames``."""
        stretches, ends = _stretches(fairways)
        return cls(
            plane=to_plane(degrees),
            vector=unit_vectors(degrees),
            side_before=edge_sides(degrees, nodes.before),
            side_after=edge_sides(degrees, nodes.after),
            free=nodes.free,
            obstacles=Obstacles.from_frames(passages, bands, land),
            outer=np.flatnonzero((nodes.level <= OUTER_LEVEL) & ~nodes.free),
            channel=shapely.STRtree(stretches),
            channel_nodes=ends,
        )


def _nearest(nearness: Floats, count: int) -> Ints:
    """So many of the nearest, the nearest first; a sixteenth of them shows about how near those are."""
    some = nearness[::16]
    rank = count // 10
    near = np.flatnonzero(nearness >= np.partition(some, -rank)[-rank]) if len(some) > rank else np.arange(len(nearness))
    if len(near) < count:
        near = np.arange(len(nearness))
    return near[np.argsort(-nearness[near], kind="stable")][:count]


def _stretches(fairways: GeoDataFrame) -> tuple[Shapes, Ints]:
    """Single stretches of fairways in the plane and the nodes at their ends."""
    lines, ends = [], []
    for shape, text in zip(fairways.geometry.array, fairways["nodes"], strict=True):
        points = to_plane(shapely.get_coordinates(shape))
        numbers = unpack_numbers([text])
        lines += [points[index : index + 2] for index in range(len(points) - 1)]
        ends += [numbers[index : index + 2] for index in range(len(points) - 1)]
    return np.asarray(shapely.linestrings(np.asarray(lines))), np.asarray(ends)
