"""The network of the seas and the shortest way over it for a ship that keeps its offing.

A frozen ``SeaNetwork`` is built once from the frames of ``geodata``. ``route`` takes two positions and what is closed, and gives
a ``SeaRoute`` or a ``NoSeaRoute`` with the reason; nothing it does changes the network.

How it works: nodes are the outward corners of the land widened by the offing, links are great circles between corners that see
each other. A* looks for the cheapest way; what is left from a node is bounded from below by landmarks, to which every node knows
its cost. A closure takes links away, so the bounds hold with any closure.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from explorer.geo import KM_PER_NM, LonLat, checked, distance_km, length_km
from explorer.sea_plane import EARTH_NM, Floats, Ints, unit_vectors
from explorer.sea_sight import Sight

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["NoSeaRoute", "Passage", "SeaNetwork", "SeaRoute"]

FAR_STEP_NM = 0.5
"""Step in which costs to landmarks are kept, rounded down."""
SLACK_NM = FAR_STEP_NM
MARKS = 4
"""So many landmarks, the most telling ones, bound a search."""
PULLED = 6
"""So many nodes at either end of a way are tried for a straight line to the position."""
ANSWERS = 4096
"""So many answers are kept: the pages ask for the same corridors again and again."""
DRAWN_KM = 150.0
"""Longer straight parts get points in between, so that a map draws them as great circles."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A strait or canal that can be closed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SeaRoute:
    """A way over water between two snapped positions."""

    line: tuple[LonLat, ...]
    """From the snapped origin to the snapped destination; long parts with points in between along the great circle."""
    distance_km: float
    """Length on the WGS84 ellipsoid between the snapped positions."""
    snap_km: tuple[float, float]
    """How far origin and destination were moved to reach water; not part of the distance."""
    passages: tuple[str, ...]
    """Ids of the named straits and canals on the way, in order."""
    fairways: tuple[str, ...]
    """Ids of the fairways on the way, in order."""

    @property
    def distance_nm(self) -> float:
        """Length in nautical miles."""
        return self.distance_km / KM_PER_NM


@dataclass(frozen=True, slots=True)
class NoSeaRoute:
    """There is no way, and why."""

    reason: str
    snap_km: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class _Ends:
    """Nodes in sight of a position, with the cost of the line to each."""

    cost: dict[int, float]
    gates: dict[int, tuple[int, ...]]
    """Passages on the line to a node."""
    bends: dict[int, tuple[LonLat, ...]]
    """Bends of the line to a node, where it has any."""
    far: Floats
    """Cost from the position to each landmark."""


class _Pulled(NamedTuple):
    """One end of a way: the position and its bends, the nodes after them, and the passages before the first node."""

    bends: list[LonLat]
    nodes: list[int]
    gates: tuple[int, ...]


@dataclass(frozen=True)
class SeaNetwork:
    """The seas as arrays; build it with ``from_frames`` and share it freely."""

    degrees: Floats
    """Longitude and latitude of the nodes, shape (n, 2)."""
    first_link: Ints
    """Where the links of a node begin in ``neighbour`` and ``cost``, shape (n + 1,)."""
    neighbour: Ints
    cost: Floats
    gate: Ints
    """Passage of each link, else -1."""
    gates_more: dict[int, tuple[int, ...]]
    """For links through more than one passage, all of them."""
    channel: Ints
    """Fairway of each link, else -1."""
    around: tuple[tuple[tuple[int, float, int], ...], ...]
    """For each node its neighbours with the cost and the number of the link."""
    far: Floats
    """Cost from each landmark to each node, shape (k, n)."""
    passages: tuple[Passage, ...]
    fairways: tuple[str, ...]
    sight: Sight
    _answers: object = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_answers", lru_cache(maxsize=ANSWERS)(self._route))

    # -- questions ---------------------------------------------------------------------------------------------------

    def route(
        self, origin: tuple[float, float], destination: tuple[float, float], closed: Collection[str] = ()
    ) -> SeaRoute | NoSeaRoute:
        """Shortest way that keeps the offing where there is room.

        Parameters
        ----------
        origin, destination : tuple of float
            Longitude and latitude in degrees.
        closed : collection of str
            Ids of passages that may not be used.

        Returns
        -------
        SeaRoute or NoSeaRoute

        Raises
        ------
        CoordinateError
            A position is out of range.
        TooFarFromWater
            A position lies more than 25 km from water.
        ValueError
            There is no passage of such an id.
        """
        shut = frozenset(self._numbers(closed))
        here, there = checked(*origin), checked(*destination)
        if here <= there:
            return self._answer(here, there, shut)
        return _reversed(self._answer(there, here, shut))

    def _answer(self, origin: LonLat, destination: LonLat, shut: frozenset[int]) -> SeaRoute | NoSeaRoute:
        """What ``_route`` says, kept for those who ask again."""
        return self._answers(origin, destination, shut)  # type: ignore[operator,no-any-return]

    def _route(self, origin: LonLat, destination: LonLat, shut: frozenset[int]) -> SeaRoute | NoSeaRoute:
        """The way from one position to another; asked one way round only, so that there and back are the same."""
        start, end = self.sight.snap(origin), self.sight.snap(destination)
        snap = (start.distance_km, end.distance_km)
        if distance_km(start.position, end.position) < 1e-3:
            return SeaRoute((start.position, end.position), 0.0, snap, (), ())
        one, other = self._ends(start.position), self._ends(end.position)
        straight = self.sight.line(start.position, end.position)
        if straight is not None and shut.intersection(straight.gates):
            straight = None
        found = self._search(one, other, shut, straight.cost if straight is not None else math.inf)
        if found is not None:
            first = self._pulled(start.position, found[1], one, shut)
            last = self._pulled(end.position, first.nodes[::-1], other, shut)
            nodes = last.nodes[::-1]
            bends = [*first.bends, *(LonLat(*self.degrees[node].tolist()) for node in nodes), *last.bends[::-1]]
            return self._told(bends, nodes, snap, [*first.gates, *self._gates(nodes), *last.gates])
        if straight is not None:
            return self._told([start.position, end.position], [], snap, list(straight.gates))
        return NoSeaRoute(self._why(one, other, shut), snap)

    def _pulled(self, position: LonLat, nodes: list[int], ends: _Ends, shut: frozenset[int]) -> _Pulled:
        """The beginning of a way pulled taut: straight to the farthest of the first nodes that this makes no dearer."""
        cost = ends.cost[nodes[0]]
        spent = [cost, *(cost := cost + float(self.cost[self._link(a, b)]) for a, b in itertools.pairwise(nodes[: PULLED + 1]))]
        for place in range(len(spent) - 1, 0, -1):
            line = self.sight.line(position, LonLat(*self.degrees[nodes[place]].tolist()))
            if line is not None and line.cost <= spent[place] and not shut.intersection(line.gates):
                return _Pulled([position], nodes[place:], line.gates)
        return _Pulled([position, *ends.bends.get(nodes[0], ())], nodes, ends.gates[nodes[0]])

    def snap(self, position: tuple[float, float]) -> tuple[LonLat, float]:
        """Nearest navigable position and how far off it is in kilometres.

        Raises
        ------
        TooFarFromWater
            It is more than 25 km.
        """
        found = self.sight.snap(checked(*position))
        return found.position, found.distance_km

    # -- search ------------------------------------------------------------------------------------------------------

    def _numbers(self, closed: Collection[str]) -> set[int]:
        number = {passage.id: index for index, passage in enumerate(self.passages)}
        unknown = sorted(set(closed) - set(number))
        if unknown:
            raise ValueError(f"no such passage: {', '.join(unknown)}. There are {', '.join(sorted(number))}.")
        return {number[id_] for id_ in closed}

    def _ends(self, position: LonLat) -> _Ends:
        links = self.sight.nodes_from(position)
        far = (self.far[:, links.nodes] + links.cost).min(axis=1, initial=1e9)
        numbers = links.nodes.tolist()
        bends = {node: bends for node, bends in zip(numbers, links.bends, strict=True) if bends}
        return _Ends(
            dict(zip(numbers, links.cost.tolist(), strict=True)), dict(zip(numbers, links.gates, strict=True)), bends, far
        )

    def _link(self, one: int, other: int) -> int:
        low, high = self.first_link[one], self.first_link[one + 1]
        return int(low + np.flatnonzero(self.neighbour[low:high] == other)[0])

    def _link_gates(self, link: int) -> tuple[int, ...]:
        if link in self.gates_more:
            return self.gates_more[link]
        gate = int(self.gate[link])
        return (gate,) if gate >= 0 else ()

    def _gates(self, nodes: list[int]) -> list[int]:
        """Passages along nodes, in order."""
        return [gate for here, there in itertools.pairwise(nodes) for gate in self._link_gates(self._link(here, there))]

    def _search(self, one: _Ends, other: _Ends, shut: frozenset[int], limit: float) -> tuple[float, list[int]] | None:
        """A* from one position to another; None when there is no way cheaper than a limit.

        Landmark costs are rounded down, so a bound may err by a step and a node may be reached twice; the answer is still exact.
        """
        marks = np.argsort(-np.abs(one.far - other.far))[:MARKS]
        left = (np.abs(self.far[marks] - other.far[marks, None]).max(axis=0) - SLACK_NM).tolist()
        goal = {node: cost for node, cost in other.cost.items() if not shut.intersection(other.gates[node])}
        reached = {node: cost for node, cost in one.cost.items() if not shut.intersection(one.gates[node])}
        before: dict[int, int] = {}
        heap = [(cost + left[node], cost, node) for node, cost in reached.items()]
        heapq.heapify(heap)
        last, best = -1, limit
        while heap:
            total, here, node = heapq.heappop(heap)
            if total >= best:
                break
            if here > reached[node]:
                continue
            rest = goal.get(node)
            if rest is not None and here + rest < best:
                last, best = node, here + rest
            for then, step, link in self.around[node]:
                cost = here + step
                if cost < reached.get(then, best) and not (shut and shut.intersection(self._link_gates(link))):
                    total = cost + left[then]
                    if total < best:
                        reached[then] = cost
                        before[then] = node
                        heapq.heappush(heap, (total, cost, then))
        if last < 0:
            return None
        way = [last]
        while way[-1] in before:
            way.append(before[way[-1]])
        return best, way[::-1]

    # -- answers -----------------------------------------------------------------------------------------------------

    def _told(self, bends: list[LonLat], nodes: list[int], snap: tuple[float, float], gates: list[int]) -> SeaRoute:
        links = [self._link(one, other) for one, other in itertools.pairwise(nodes)]
        channels = dict.fromkeys(int(self.channel[link]) for link in links if self.channel[link] >= 0)
        return SeaRoute(
            line=_drawn(np.asarray(bends)),
            distance_km=length_km(bends),
            snap_km=snap,
            passages=tuple(self.passages[gate].id for gate in dict.fromkeys(gates)),
            fairways=tuple(self.fairways[channel] for channel in channels),
        )

    def _why(self, one: _Ends, other: _Ends, shut: frozenset[int]) -> str:
        if shut and self._search(one, other, frozenset(), math.inf) is not None:
            names = ", ".join(sorted(self.passages[number].name for number in shut))
            return f"no way round with these closed: {names}"
        if not one.cost or not other.cost:
            return f"the water at the {'destination' if one.cost else 'origin'} is not joined to the network of the seas"
        return "the two waters are not joined by sea"

    # -- building ----------------------------------------------------------------------------------------------------

    @classmethod
    def from_frames(
        cls,
        nodes: GeoDataFrame,
        passages: GeoDataFrame,
        fairways: GeoDataFrame,
        bands: GeoDataFrame,
        land: Iterable[GeoDataFrame],
    ) -> SeaNetwork:
        """Build the network from the data sets of ``geodata``.

        Parameters
        ----------
        nodes, passages, fairways, bands : geopandas.GeoDataFrame
            ``sea_nodes``, ``sea_passages``, ``sea_fairways`` and ``sea_bands``.
        land : iterable of geopandas.GeoDataFrame
            ``land_region`` and ``sea_land``: what no line may cross.
        """
        degrees = shapely.get_coordinates(np.asarray(nodes.geometry.array))
        links = [np.frombuffer(text, dtype="<u2").astype(np.int64) for text in nodes["links"]]
        first_link = np.concatenate([[0], np.cumsum([len(part) for part in links])])
        neighbour = np.concatenate(links)
        cost = np.frombuffer(b"".join(nodes["costs"]), dtype="<f4").astype(float)
        gate = np.frombuffer(b"".join(nodes["gates"]), dtype="i1").astype(np.int64)
        channel = np.frombuffer(b"".join(nodes["channels"]), dtype="i1").astype(np.int64)
        far = np.frombuffer(b"".join(nodes["far"]), dtype="<u2").reshape(len(degrees), -1) * FAR_STEP_NM
        more = {int(link): tuple(gates) for link, gates in _many(passages, first_link, neighbour)}
        names = tuple(Passage(id_, name) for id_, name in zip(passages["id"], passages["name"], strict=True))
        steps = list(zip(neighbour.tolist(), cost.tolist(), range(len(cost)), strict=True))
        around = tuple(tuple(steps[low:high]) for low, high in itertools.pairwise(first_link.tolist()))
        sight = Sight.from_frames(nodes, passages, fairways, bands, land)
        return cls(
            degrees,
            first_link,
            neighbour,
            cost,
            gate,
            more,
            channel,
            around,
            np.ascontiguousarray(far.T),
            names,
            tuple(fairways["id"]),
            sight,
        )


def _many(passages: GeoDataFrame, first_link: Ints, neighbour: Ints) -> list[tuple[int, list[int]]]:
    """Links through two or more passages, from the column ``also`` of pairs of nodes."""
    found: dict[int, list[int]] = {}
    for number, text in enumerate(passages["also"]):
        for one, other in np.frombuffer(text, dtype="<u2").reshape(-1, 2).astype(int).tolist():
            for here, there in ((one, other), (other, one)):
                low, high = first_link[here], first_link[here + 1]
                found.setdefault(int(low + np.flatnonzero(neighbour[low:high] == there)[0]), []).append(number)
    return list(found.items())


def _reversed(found: SeaRoute | NoSeaRoute) -> SeaRoute | NoSeaRoute:
    snap = (found.snap_km[1], found.snap_km[0])
    if isinstance(found, NoSeaRoute):
        return NoSeaRoute(_other_way(found.reason), snap)
    return SeaRoute(found.line[::-1], found.distance_km, snap, found.passages[::-1], found.fairways[::-1])


def _other_way(reason: str) -> str:
    swapped = {"at the origin": "at the destination", "at the destination": "at the origin"}
    return next((reason.replace(one, other) for one, other in swapped.items() if one in reason), reason)


def _drawn(bends: Floats) -> tuple[LonLat, ...]:
    """Bends with points in between where they lie far apart, along the great circle."""
    unit = unit_vectors(bends)
    angle = np.arccos(np.clip(np.einsum("ij,ij->i", unit[:-1], unit[1:]), -1, 1))
    count = np.maximum(np.ceil(angle * (EARTH_NM * KM_PER_NM / DRAWN_KM)), 1).astype(np.int64)
    owner = np.repeat(np.arange(len(count)), count)
    share = (np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)) / count[owner]
    sine = np.maximum(np.sin(angle), 1e-15)[owner]
    vector = (
        unit[owner] * (np.sin((1 - share) * angle[owner]) / sine)[:, None]
        + unit[owner + 1] * (np.sin(share * angle[owner]) / sine)[:, None]
    )
    points = np.degrees(
        np.column_stack([np.arctan2(vector[:, 1], vector[:, 0]), np.arctan2(vector[:, 2], np.hypot(vector[:, 0], vector[:, 1]))])
    )
    points = np.round(points, 6)
    points[share == 0] = bends[:-1]
    return tuple(LonLat(*point) for point in [*points.tolist(), bends[-1].tolist()])
