"""The railway network and the shortest way over it.

A frozen ``RailNetwork`` is built once from the frames of ``geodata``. ``route`` takes two positions and the conditions of
one question: a gauge to stay on, countries to avoid, structures that are closed, a day. It gives a ``RailPath`` or a
``NoRailPath`` with the reason; nothing it does changes the network.

How it works: ``search`` finds the shortest ways from the origin over junctions and stations, with the calibrated length of track
as cost; ``track`` makes a path with its events of the one that leads to the destination.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from explorer.geo import LonLat, checked, distance_km
from explorer.rail.explain import Ends, RailConditions, explain, too_far, where
from explorer.rail.load import (
    Columns,
    Segments,
    columns_of,
    read_nodes,
    read_structures,
    read_tracks,
    segments_of,
    station_of,
)
from explorer.rail.search import Found, Searches
from explorer.rail.track import (
    EdgePart,
    NoRailPath,
    RailPath,
    Station,
    Structure,
    Track,
    TrackPoint,
    crossings,
    drawn_with_posts,
    gauge_breaks,
    in_order,
    in_words,
    not_yet,
    outward,
)
from geodata.formats.rail import GAUGES

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["NoRailPath", "RailNetwork", "RailPath", "Station", "Structure", "Track"]

SNAP_KM = 25.0
"""A position farther than this from any track that may be used is not served."""

Gauge = Literal[1520, 1435, 1067]


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
    _searches: Searches = field(repr=False)
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
            ``hi_kmh``, ``structures`` (ids, blank between them), ``opened``, ``opened_1520``, ``closed`` (ISO days or ""),
            ``mended`` and lines from a to b.
        structures : geopandas.GeoDataFrame
            Columns ``id``, ``name``, ``kind``, ``opened``, ``opened_1520``, ``closed``.

        Returns
        -------
        RailNetwork
        """
        positions, names, borders, stations = read_nodes(nodes)
        tracks = read_tracks(edges)
        return cls(
            positions,
            names,
            borders,
            tracks,
            read_structures(structures),
            stations,
            Searches.of(tracks, len(positions)),
            columns_of(tracks),
            segments_of(tracks),
        )

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
        asked = RailConditions(gauge_mm, tuple(sorted(avoid)), tuple(sorted(closed)), on)
        usable = self._offered(RailConditions(gauge_mm, asked.avoid), ())
        points = []
        for end in (origin, destination):
            position = self.station(end).position if isinstance(end, str) else checked(*end)
            point = self._snap(position, usable)
            if point is None or point.off_km > SNAP_KM:
                return NoRailPath(too_far(position, point.off_km if point else math.inf, SNAP_KM, asked))
            points.append(point)
        start, goal = points
        offered = self._offered(asked, closed_edges)
        way = self._search(start, goal, offered)
        if way is None:
            return NoRailPath(self._why(start, goal, asked, closed_edges), (start.off_km, goal.off_km))
        return self._path(start, goal, self._parts(start, goal, way, offered))

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

    def _offered(self, asked: RailConditions, closed_edges: Collection[int]) -> bytes:
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

    def _snap(self, position: LonLat, usable: bytes) -> TrackPoint | None:
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
        vector = segments.vector[near] * scale
        along = np.clip(-(start * vector).sum(axis=1) / np.maximum((vector**2).sum(axis=1), 1e-15), 0.0, 1.0)
        nearest = int(np.argmin(((start + along[:, None] * vector) ** 2).sum(axis=1)))
        best, part = int(near[nearest]), float(along[nearest])
        lon, lat = (segments.start[best] + part * segments.vector[best]).tolist()
        share = float(segments.before[best] + part * segments.share[best])
        return TrackPoint(
            int(segments.edge[best]), min(max(share, 0.0), 1.0), LonLat(lon, lat), distance_km(position, (lon, lat))
        )

    def _search(self, start: TrackPoint, goal: TrackPoint, offered: bytes) -> Found | None:
        """Shortest way between two points over edges that offer some gauge; without nodes when it stays on one edge."""
        begin, end = self._outward(start, offered), self._outward(goal, offered)
        if not (begin and end):
            return None
        found = self._searches.shortest(begin, end, offered)
        if start.edge == goal.edge and (offered[start.edge] or start.share == goal.share):
            direct = abs(start.share - goal.share) * self.tracks[start.edge].km
            return found if found is not None and found.km < direct else Found((), (), direct)
        return found

    def _reaches(self, start: TrackPoint, goal: TrackPoint, offered: bytes) -> bool:
        """Whether there is any way between two points over edges that offer some gauge."""
        begin, end = self._outward(start, offered), self._outward(goal, offered)
        on_one = start.edge == goal.edge and bool(begin) and (bool(offered[start.edge]) or start.share == goal.share)
        return on_one or self._searches.joined(begin, end, offered)

    def _outward(self, point: TrackPoint, offered: bytes) -> dict[int, float]:
        return outward(self.tracks[point.edge], point.share, bool(offered[point.edge]))

    # -- answers -----------------------------------------------------------------------------------------------------

    def _parts(self, start: TrackPoint, goal: TrackPoint, way: Found, offered: bytes) -> list[EdgePart]:
        """The way edge by edge, with the parts of edges at its ends; parts of no length are left out."""

        def piece(edge: int, begin: float, end: float) -> EdgePart:
            return EdgePart(edge, self.tracks[edge], begin, end, offered[edge])

        if not way.nodes:
            return [piece(start.edge, start.share, goal.share)]
        first, last = self.tracks[start.edge].ends, self.tracks[goal.edge].ends
        parts = [piece(start.edge, start.share, 0.0 if _leaves_by_first(first, way.nodes[0], start.share) else 1.0)]
        for node, edge in zip(way.nodes, way.edges, strict=False):
            forward = self.tracks[edge].ends[0] == node
            parts.append(piece(edge, 0.0 if forward else 1.0, 1.0 if forward else 0.0))
        parts.append(piece(goal.edge, 0.0 if _leaves_by_first(last, way.nodes[-1], goal.share) else 1.0, goal.share))
        return [part for part in parts if part.share > 0] or parts[:1]

    def _path(self, start: TrackPoint, goal: TrackPoint, parts: list[EdgePart]) -> RailPath:
        names = {structure.id: structure.name for structure in self.structures}
        moving = [part for part in parts if part.share > 0]
        nodes = [node for part in moving for node in part.nodes]
        at = {node: (self.positions[node], self.borders[node], names.get(self.borders[node], self.names[node])) for node in nodes}
        line, posts = drawn_with_posts(start.position, parts, goal.position)
        km = posts[-1][1]
        passed = [self.names[one.nodes[1]] for one in parts[:-1]]
        at_ends = (self._named(parts[0].nodes[0], start.position), self._named(parts[-1].nodes[1], goal.position))
        return RailPath(
            line=line,
            posts=posts,
            length_km=max(km, distance_km(start.position, goal.position)),
            raw_km=sum(part.track.raw_km * part.share for part in parts),
            duration_h=(
                sum(part.track.hours[0] * part.share for part in parts),
                sum(part.track.hours[1] * part.share for part in parts),
            ),
            crossings=tuple(crossings(moving, at)),
            gauge_breaks=tuple(gauge_breaks(moving, at)),
            stations=in_order(iter([at_ends[0], *passed, at_ends[1]])),
            structures=in_order(id_ for part in moving for id_ in part.track.structures),
            edges=tuple(part.edge for part in moving),
            countries=in_order(part.track.country for part in moving),
            schematic_km=sum(part.track.km * part.share for part in moving if part.track.mended),
            snap_km=(start.off_km, goal.off_km),
        )

    def _named(self, node: int, position: LonLat) -> str:
        return self.names[node] if distance_km(self.positions[node], position) < 0.5 else ""

    def _why(self, start: TrackPoint, goal: TrackPoint, asked: RailConditions, closed_edges: Collection[int]) -> str:
        """The reason in words, found by asking again under fewer conditions."""
        names = {structure.id: structure.name for structure in self.structures}
        one, other = self.tracks[start.edge], self.tracks[goal.edge]
        ends = Ends(self._called(start.position), self._called(goal.position), one.country, other.country)

        def reaches(fewer: RailConditions) -> bool:
            return self._reaches(start, goal, self._offered(fewer, closed_edges))

        def freely(fewer: RailConditions) -> list[EdgePart]:
            offered = self._offered(fewer, closed_edges)
            way = self._search(start, goal, offered)
            return self._parts(start, goal, way, offered) if way else []

        def late() -> list[str]:
            return not_yet(freely(replace(asked, on=None)), asked.on.isoformat() if asked.on else "", self.structures)

        def breaks() -> list[str]:
            parts = freely(replace(asked, gauge_mm=None))
            at: Mapping[int, tuple[LonLat, str, str]] = {
                node: (self.positions[node], self.borders[node], names.get(self.borders[node], self.names[node]))
                for part in parts
                for node in part.nodes
            }
            return [str(event["where"]) for event in gauge_breaks(parts, at)]

        if closed_edges and self._reaches(start, goal, self._offered(asked, ())):
            return f"Closed track lies on every route from {ends.origin} to {ends.destination}."
        if not reaches(RailConditions()) and (shut := self._shut(start, goal)):
            return f"{shut}, and no other line {where(ends)}."
        return explain(asked, ends, reaches, names, (late, breaks))

    def _shut(self, start: TrackPoint, goal: TrackPoint) -> str:
        """What closed for good on the way there would be if all track that ever was still carried."""
        offered = self._columns.gauges.tobytes()
        way = self._search(start, goal, offered)
        used = {id_ for part in self._parts(start, goal, way, offered) for id_ in part.track.structures} if way else set()
        gone = [structure for structure in self.structures if structure.closed and structure.id in used]
        return f"{gone[0].name} has been closed since {in_words(gone[0].closed)}" if gone else ""

    def _called(self, position: LonLat) -> str:
        station, off_km = self.nearest_station(position)
        return station.name if off_km < 15 else f"{position.lon:.2f}, {position.lat:.2f}"


def _leaves_by_first(ends: tuple[int, int], node: int, share: float) -> bool:
    return share <= 0.5 if ends[0] == ends[1] else ends[0] == node
