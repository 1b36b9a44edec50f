"""The railway network and the shortest way over it.

A frozen ``RailNetwork`` is built once from the frames of ``geodata``. ``route`` takes two positions and the conditions of
one question: a gauge to stay on, countries to avoid, structures that are closed, a day. It gives a ``RailPath`` or a
``NoRailPath`` with the reason; nothing it does changes the network.

How it works: A* over junctions and stations with the calibrated length of track as cost. What is left from a node is bounded from
below by landmarks, to which every node knows its distance; conditions only take track away, so the bounds hold under any of them.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from explorer.geo import LonLat, checked, distance_km
from explorer.rail.explain import Conditions, Ends, explain, too_far, where
from explorer.rail.load import (
    Columns,
    Segments,
    columns_of,
    far_from,
    pieces_of,
    read_nodes,
    read_structures,
    read_tracks,
    segments_of,
    station_of,
)
from explorer.rail.track import (
    GAUGES,
    NoRailPath,
    RailPath,
    Snap,
    Station,
    Step,
    Structure,
    Track,
    crossings,
    drawn_with_posts,
    gauge_breaks,
    in_order,
    in_words,
    not_yet,
    outward,
)

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["NoRailPath", "RailNetwork", "RailPath", "Station", "Structure", "Track"]

SNAP_KM = 25.0
"""A position farther than this from any track that may be used is not served."""

MARKS = 3
"""So many landmarks, the most telling ones, bound a search."""

Gauge = Literal[1520, 1435, 1067]


@dataclass(frozen=True)
class _Way:
    """A way found: edges between two nodes, without the parts of edges at its ends; no nodes when it stays on one edge."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class RailNetwork:
    """The railways as tuples and arrays; build it with ``from_frames`` and share it freely."""

    positions: tuple[LonLat, ...]
    names: tuple[str, ...]
    """Name of the station at each node, or ""."""
    borders: tuple[str, ...]
    """Id of the crossing at each node, or ""."""
    tracks: tuple[Track, ...]
    structures: tuple[Structure, ...]
    stations: tuple[Station, ...]
    _around: tuple[tuple[tuple[int, float, int], ...], ...] = field(repr=False)
    _columns: Columns = field(repr=False)
    _segments: Segments = field(repr=False)

    @classmethod
    def from_frames(cls, nodes: GeoDataFrame, edges: GeoDataFrame, structures: GeoDataFrame) -> RailNetwork:
        """Build the network from the data sets ``rail_nodes``, ``rail_edges`` and ``rail_structures``.

        Parameters
        ----------
        nodes : geopandas.GeoDataFrame
            Columns ``name``, ``iso3``, ``crossing`` and points; edges refer to the row numbers.
        edges : geopandas.GeoDataFrame
            Columns ``a``, ``b``, ``iso3``, ``gauges`` ("1520", "1435", "1067" or "1520/1435"), ``raw_km``, ``km``, ``lo_kmh``,
            ``hi_kmh``, ``structures`` (ids, blank between them), ``opened``, ``opened_1520``, ``closed`` (ISO days or "")
            and lines from a to b.
        structures : geopandas.GeoDataFrame
            Columns ``id``, ``name``, ``kind``, ``opened``, ``opened_1520``, ``closed``.

        Returns
        -------
        RailNetwork
        """
        positions, names, borders, stations = read_nodes(nodes)
        tracks = read_tracks(edges)
        around: list[list[tuple[int, float, int]]] = [[] for _ in positions]
        for number, track in enumerate(tracks):
            one, other = track.ends
            around[one].append((other, track.km, number))
            around[other].append((one, track.km, number))
        net = tuple(tuple(row) for row in around)
        return cls(
            positions,
            names,
            borders,
            tracks,
            read_structures(structures),
            stations,
            net,
            columns_of(tracks),
            segments_of(tracks),
        )

    @cached_property
    def _far(self) -> tuple[tuple[float, ...], ...]:
        """Distances of all nodes from each landmark; worked out for the first search."""
        return far_from(self._around)

    @cached_property
    def _piece(self) -> tuple[int, ...]:
        """For each node the number of the piece of network that it hangs together with."""
        return pieces_of(self._around)

    # -- questions ---------------------------------------------------------------------------------------------------

    def route(
        self,
        origin: tuple[float, float] | str,
        destination: tuple[float, float] | str,
        *,
        gauge_mm: Gauge | None = None,
        avoid: Collection[str] = (),
        closed: Collection[str] = (),
        closed_edges: Collection[int] = (),
        on: date | None = None,
    ) -> RailPath | NoRailPath:
        """Shortest way by track.

        Parameters
        ----------
        origin, destination : tuple of float, or str
            Longitude and latitude in degrees, or the id of a station.
        gauge_mm : int, optional
            Stay on this gauge all the way.
        avoid : collection of str
            Countries (ISO 3166 alpha-3) that may not be entered.
        closed : collection of str
            Ids of structures that may not be used.
        closed_edges : collection of int
            Numbers of single edges that may not be used.
        on : datetime.date, optional
            Day of the journey; a line that opened later does not carry. Without it, the state of today.

        Returns
        -------
        RailPath or NoRailPath

        Raises
        ------
        CoordinateError
            A position is out of range.
        UnknownPlace, OptionError
            There is no station, or no structure, of that id.
        """
        asked = Conditions(gauge_mm, tuple(sorted(avoid)), tuple(sorted(closed)), on)
        usable = self._offered(Conditions(gauge_mm, asked.avoid), ())
        snaps = []
        for end in (origin, destination):
            position = self.station(end).position if isinstance(end, str) else checked(*end)
            snap = self._snap(position, usable)
            if snap is None or snap.off_km > SNAP_KM:
                return NoRailPath(too_far(position, snap.off_km if snap else math.inf, SNAP_KM, asked))
            snaps.append(snap)
        start, goal = snaps
        offered = self._offered(asked, closed_edges)
        way = self._search(start, goal, offered)
        if way is None:
            return NoRailPath(self._why(start, goal, asked, closed_edges), (start.off_km, goal.off_km))
        return self._path(start, goal, self._steps(start, goal, way, offered))

    def station(self, id: str) -> Station:  # noqa: A002
        """Station by its id.

        Raises
        ------
        UnknownPlace
            There is none.
        """
        return station_of(id, self.stations)

    def nearest_station(self, position: tuple[float, float]) -> tuple[Station, float]:
        """Station nearest to a position, and how far off it is in kilometres."""
        spot = checked(*position)
        scale = math.cos(math.radians(spot.lat))
        best = min(self.stations, key=lambda s: ((s.position.lon - spot.lon) * scale) ** 2 + (s.position.lat - spot.lat) ** 2)
        return best, distance_km(spot, best.position)

    # -- search ------------------------------------------------------------------------------------------------------

    def _offered(self, asked: Conditions, closed_edges: Collection[int]) -> bytes:
        """Gauges that every edge offers under the conditions, as bits; 0 for an edge that may not be used."""
        columns = self._columns
        day = asked.on.toordinal() if asked.on else 0
        bits: NDArray[np.uint8] = columns.gauges & np.uint8(GAUGES[str(asked.gauge_mm)] if asked.gauge_mm else 7)
        if day:
            bits[columns.opened_1520 > day] &= np.uint8(6)
            bits[(columns.opened > day) | ((columns.closed > 0) & (columns.closed <= day))] = 0
        else:
            bits[columns.closed > 0] = 0
        for country in asked.avoid:
            bits[columns.country == country] = 0
        for structure in asked.closed:
            bits[columns.edges_of(structure)] = 0
        if closed_edges:
            bits[list(closed_edges)] = 0
        return bits.tobytes()

    def _snap(self, position: LonLat, usable: bytes) -> Snap | None:
        """Nearest point of the track that may be used at all."""
        segments = self._segments
        shrink = math.cos(math.radians(position.lat))
        carries = np.frombuffer(usable, dtype=np.uint8)
        near = segments.within(position, SNAP_KM / 110.0, SNAP_KM / 110.0 / max(shrink, 0.05))
        near = near[carries[segments.edge[near]] > 0]
        if not len(near):
            near = np.flatnonzero(carries[segments.edge])
        if not len(near):
            return None
        scale = np.array([shrink, 1.0])
        start = (segments.start[near] - position) * scale
        step = segments.step[near] * scale
        along = np.clip(-(start * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-15), 0.0, 1.0)
        nearest = int(np.argmin(((start + along[:, None] * step) ** 2).sum(axis=1)))
        best, part = int(near[nearest]), float(along[nearest])
        lon, lat = (segments.start[best] + part * segments.step[best]).tolist()
        share = float(segments.before[best] + part * segments.share[best])
        return Snap(int(segments.edge[best]), min(max(share, 0.0), 1.0), LonLat(lon, lat), distance_km(position, (lon, lat)))

    def _search(self, start: Snap, goal: Snap, offered: bytes) -> _Way | None:
        """Shortest way between two snaps over edges that offer some gauge."""
        here, there = self.tracks[start.edge], self.tracks[goal.edge]
        ends = outward(there, goal.share, bool(offered[goal.edge]))
        cost = outward(here, start.share, bool(offered[start.edge]))
        if not (cost and ends) or self._piece[here.ends[0]] != self._piece[there.ends[0]]:
            return None
        bound = [(far, min(far[node] + km for node, km in ends.items())) for far in self._telling(start, goal)]
        direct = start.edge == goal.edge and (offered[start.edge] or start.share == goal.share)
        best, last = (abs(start.share - goal.share) * here.km if direct else math.inf), -1
        came: dict[int, tuple[int, int]] = {}
        queue = [(km, km, node) for node, km in cost.items()]
        heapq.heapify(queue)
        around = self._around
        while queue and queue[0][0] < best:
            _, km, node = heapq.heappop(queue)
            if km > cost[node]:
                continue
            if node in ends and km + ends[node] < best:
                best, last = km + ends[node], node
            for neighbour, length, edge in around[node]:
                reached = km + length
                if offered[edge] and reached < cost.get(neighbour, math.inf):
                    cost[neighbour] = reached
                    came[neighbour] = (node, edge)
                    left = 0.0
                    for far, to in bound:
                        gap = far[neighbour] - to
                        left = max(left, gap, -gap)
                    heapq.heappush(queue, (reached + left, reached, neighbour))
        if math.isinf(best):
            return None
        return _Way((), ()) if last < 0 else _back(last, came)

    def _telling(self, start: Snap, goal: Snap) -> list[tuple[float, ...]]:
        one, other = self.tracks[start.edge].ends[0], self.tracks[goal.edge].ends[0]
        return sorted(self._far, key=lambda far: -abs(far[one] - far[other]))[:MARKS]

    # -- answers -----------------------------------------------------------------------------------------------------

    def _steps(self, start: Snap, goal: Snap, way: _Way, offered: bytes) -> list[Step]:
        """The way edge by edge, with the parts of edges at its ends; parts of no length are left out."""

        def step(edge: int, begin: float, end: float) -> Step:
            return Step(edge, self.tracks[edge], begin, end, offered[edge])

        if not way.nodes:
            return [step(start.edge, start.share, goal.share)]
        first, last = self.tracks[start.edge].ends, self.tracks[goal.edge].ends
        steps = [step(start.edge, start.share, 0.0 if _leaves_by_first(first, way.nodes[0], start.share) else 1.0)]
        for node, edge in zip(way.nodes, way.edges, strict=False):
            forward = self.tracks[edge].ends[0] == node
            steps.append(step(edge, 0.0 if forward else 1.0, 1.0 if forward else 0.0))
        steps.append(step(goal.edge, 0.0 if _leaves_by_first(last, way.nodes[-1], goal.share) else 1.0, goal.share))
        return [part for part in steps if part.share > 0] or steps[:1]

    def _path(self, start: Snap, goal: Snap, steps: list[Step]) -> RailPath:
        names = {structure.id: structure.name for structure in self.structures}
        moving = [step for step in steps if step.share > 0]
        nodes = [node for step in moving for node in step.nodes]
        at = {node: (self.positions[node], self.borders[node], names.get(self.borders[node], self.names[node])) for node in nodes}
        line, posts = drawn_with_posts(start.position, steps, goal.position)
        km = posts[-1][1]
        passed = [self.names[one.nodes[1]] for one in steps[:-1]]
        at_ends = (self._named(steps[0].nodes[0], start.position), self._named(steps[-1].nodes[1], goal.position))
        return RailPath(
            line=line,
            posts=posts,
            length_km=max(km, distance_km(start.position, goal.position)),
            raw_km=sum(step.track.raw_km * step.share for step in steps),
            duration_h=(
                sum(step.track.hours[0] * step.share for step in steps),
                sum(step.track.hours[1] * step.share for step in steps),
            ),
            crossings=tuple(crossings(moving, at)),
            gauge_breaks=tuple(gauge_breaks(moving, at)),
            stations=in_order(iter([at_ends[0], *passed, at_ends[1]])),
            structures=in_order(id_ for step in moving for id_ in step.track.structures),
            edges=tuple(step.edge for step in moving),
            snap_km=(start.off_km, goal.off_km),
        )

    def _named(self, node: int, position: LonLat) -> str:
        return self.names[node] if distance_km(self.positions[node], position) < 0.5 else ""

    def _why(self, start: Snap, goal: Snap, asked: Conditions, closed_edges: Collection[int]) -> str:
        """The reason in words, found by asking again under fewer conditions."""
        names = {structure.id: structure.name for structure in self.structures}
        one, other = self.tracks[start.edge], self.tracks[goal.edge]
        ends = Ends(self._called(start.position), self._called(goal.position), one.country, other.country)

        def reaches(fewer: Conditions) -> bool:
            return self._search(start, goal, self._offered(fewer, closed_edges)) is not None

        def freely(fewer: Conditions) -> list[Step]:
            offered = self._offered(fewer, closed_edges)
            way = self._search(start, goal, offered)
            return self._steps(start, goal, way, offered) if way else []

        def late() -> list[str]:
            return not_yet(freely(replace(asked, on=None)), asked.on.isoformat() if asked.on else "", self.structures)

        def breaks() -> list[str]:
            steps = freely(replace(asked, gauge_mm=None))
            at: Mapping[int, tuple[LonLat, str, str]] = {
                node: (self.positions[node], self.borders[node], names.get(self.borders[node], self.names[node]))
                for step in steps
                for node in step.nodes
            }
            return [str(event["where"]) for event in gauge_breaks(steps, at)]

        if closed_edges and self._search(start, goal, self._offered(asked, ())) is not None:
            return f"Closed track lies on every way from {ends.origin} to {ends.destination}."
        if not reaches(Conditions()) and (shut := self._shut(start, goal)):
            return f"{shut}, and no other line {where(ends)}."
        return explain(asked, ends, reaches, names, (late, breaks))

    def _shut(self, start: Snap, goal: Snap) -> str:
        """What closed for good on the way there would be if all track that ever was still carried."""
        offered = self._columns.gauges.tobytes()
        way = self._search(start, goal, offered)
        used = {id_ for step in self._steps(start, goal, way, offered) for id_ in step.track.structures} if way else set()
        gone = [structure for structure in self.structures if structure.closed and structure.id in used]
        return f"{gone[0].name} has been closed since {in_words(gone[0].closed)}" if gone else ""

    def _called(self, position: LonLat) -> str:
        station, off_km = self.nearest_station(position)
        return station.name if off_km < 15 else f"{position.lon:.2f}, {position.lat:.2f}"


def _leaves_by_first(ends: tuple[int, int], node: int, share: float) -> bool:
    return share <= 0.5 if ends[0] == ends[1] else ends[0] == node


def _back(last: int, came: Mapping[int, tuple[int, int]]) -> _Way:
    nodes, edges = [last], []
    while nodes[-1] in came:
        node, edge = came[nodes[-1]]
        nodes.append(node)
        edges.append(edge)
    return _Way(tuple(reversed(nodes)), tuple(reversed(edges)))
