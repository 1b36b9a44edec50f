"""The railway graph of the router: what is kept of the source, what is mended, where borders and stations lie on the track."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import shapely

from geodata.build.base.measure import distance_km
from geodata.build.errors import BuildFault
from geodata.build.packages import SCGRAPH
from geodata.build.rail.high_speed import leave_out_high_speed
from geodata.build.rail.osm import RAIL_BOX, Position, RawGraph, assemble, nearest_node, node_countries, parse, way, within
from geodata.build.rail.railways import trunk_lines
from geodata.build.rail.tables import position, table
from geodata.build.region import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas
    from numpy.typing import NDArray

    from geodata.build.fetch import Sources

Graph = nx.Graph
"""Nodes are positions; edges have ``km`` (track length), ``iso3`` (one country) and ``mended``."""

WIDE_BOX: Bounds = (98.0, 36.0, 142.5, 56.0)
"""Where track of China and Mongolia is looked at, so that the line by Ulaanbaatar can be traced."""

EAST = 146.0
"""As far as this, Sakhalin with it, all Russian track is kept."""

LEFT_OUT = ("Moscow-Yekaterinburg by Kazan", "Tayshet-Komsomolsk (BAM)")
"""Trunk lines not taken: shorter than the main course that long-distance trains keep to and published lengths stand for."""

CROSSING_KM = 15.0
"""A stroke over a border belongs to a named crossing that lies no farther from it than this."""

AT_BORDER_KM = 0.5
"""A crossing is so much track on either side of the border."""

CLOSE_KM = 0.15
"""A station this near to a node of the track is put on that node."""


FRAGMENT = 40
"""Pieces of track of fewer nodes that are connected with nothing else are left out."""


@dataclass(frozen=True)
class Place:
    """A point that becomes a node of the network."""

    name: str
    iso3: str
    position: Position
    exact: bool
    """Whether the position is that of the tracks; else, that of a town, it is moved to the nearest track."""
    reach_km: float


@cache
def raw_graph(sources: Sources) -> RawGraph:
    """The source as it is, read once in a build."""
    return parse(sources.read(SCGRAPH, "scgraph_data/world_railways.py").decode())


def build_graph(sources: Sources) -> Graph[Position]:
    """Mended graph of the network's scope, every edge in one country.

    Returns
    -------
    networkx.Graph
        As described at ``Graph``; nodes have ``iso3``, those on a border ``crossing``, an id of ``rail_structures.csv`` or "".
    """
    raw = raw_graph(sources)
    region, world = sources.product("countries_region"), sources.product("countries_world")
    codes = node_countries(raw.positions, region, world)
    _inland(codes, raw.positions, world)
    whole = assemble(raw, codes, WIDE_BOX)
    mend(whole)
    leave_out_high_speed(whole)
    graph = kept(whole)
    draw(graph)
    split_at_borders(graph, region)
    for fragment in list(nx.connected_components(graph)):
        if len(fragment) < FRAGMENT:
            graph.remove_nodes_from(fragment)
    return graph


def _inland(codes: NDArray[np.str_], positions: NDArray[np.float64], world: geopandas.GeoDataFrame) -> None:
    """Give Chinese and Mongolian nodes west of the region their country."""
    west, south, east, north = WIDE_BOX
    longitude, latitude = positions.T
    open_ = (codes == "") & (longitude > west) & (longitude < east) & (latitude > south) & (latitude < north)
    for iso3 in ("MNG", "CHN"):
        shape = world.loc[world["iso3"] == iso3].geometry.iloc[0]
        shapely.prepare(shape)
        candidates = np.flatnonzero(open_ & (codes == ""))
        codes[candidates[shapely.contains_xy(shape, *positions[candidates].T)]] = iso3


def kept(graph: Graph[Position]) -> Graph[Position]:
    """Everything inside the box and, beyond it, the south of Korea, the Russian trunk lines and the line by Ulaanbaatar."""
    west, south, _, north = RAIL_BOX
    nodes = {(x, y) for x, y in graph if west <= x <= EAST and south <= y <= north}
    nodes.update(within(graph, ["KOR"]))
    russia = within(graph, ["RUS"])
    mainland = russia.subgraph(max(nx.connected_components(russia), key=len))
    for name, stops in trunk_lines():
        if name not in LEFT_OUT:
            nodes.update(way(mainland, stops))
    for row in table("rail_trunk"):
        nodes.update(way(graph, [position(row, "from_"), position(row, "to_")]))
    part: Graph[Position] = graph.subgraph(nodes).copy()
    return part


def mend(graph: Graph[Position]) -> None:
    """Join cut tracks by straight strokes and take away track that is not there, as ``rail_mends.csv`` says.

    Raises
    ------
    BuildFault
        When an end named in the table is no longer in the source.
    """
    for row in table("rail_mends"):
        one, other = position(row, "from_"), position(row, "to_")
        for end in (one, other):
            if end not in graph:
                message = f"rail_mends.csv: no node at {end} ({row['where']}); the source has changed, look again"
                raise BuildFault(message)
        if row["action"] == "join":
            graph.add_edge(one, other, km=round(distance_km(one, other), 3), mended=True)
        elif row["action"] == "shorten":
            graph.edges[one, other].update(km=round(float(row["km"]), 3), mended=True)
        else:
            graph.remove_edge(one, other)


def draw(graph: Graph[Position]) -> None:
    """Add lines that the source lacks, through the points of ``rail_drawn.csv``; the first of each is moved to the track."""
    lines: dict[str, list[dict[str, str]]] = {}
    for row in table("rail_drawn"):
        lines.setdefault(row["line"], []).append(row)
    for rows in lines.values():
        points = [nearest_node(graph, position(rows[0])), *(position(row) for row in rows[1:])]
        for one, other, row in zip(points, points[1:], rows[1:], strict=False):
            graph.add_node(other, iso3=row["iso3"])
            graph.add_edge(one, other, km=round(distance_km(one, other) * float(row["winding"]), 3), mended=True)


def drawn_places() -> list[Place]:
    """Places on the lines drawn by hand, but for their first points, which lie on other track."""
    found: dict[str, Place] = {}
    lines: set[str] = set()
    for row in table("rail_drawn"):
        if row["line"] in lines:
            found.setdefault(row["name"], Place(row["name"], row["iso3"], position(row), exact=True, reach_km=1.0))
        lines.add(row["line"])
    return list(found.values())


def split_at_borders(graph: Graph[Position], region: geopandas.GeoDataFrame) -> None:
    """Give every edge its one country; an edge between two countries is cut where it meets the border."""
    crossings = [row for row in table("rail_structures") if row["kind"] == "crossing"]
    land = dict(zip(region["iso3"], region.geometry, strict=True))
    for one, other in sorted(graph.edges):
        here, there = graph.nodes[one]["iso3"], graph.nodes[other]["iso3"]
        if here == there:
            graph.edges[one, other]["iso3"] = here
            continue
        near = [row for row in crossings if row["countries"] == "/".join(sorted((here, there)))]
        stroke = shapely.LineString([one, other])
        crossing = min(near, key=lambda row: _off_km(stroke, position(row)), default=None)
        if crossing and _off_km(stroke, position(crossing)) > CROSSING_KM:
            crossing = None
        border = position(crossing) if crossing and crossing["exact"] == "1" else _meets_border(one, other, land.get(here))
        graph.add_node(border, iso3="", crossing=crossing["id"] if crossing else "")
        first = _cut(graph, one, other, [(border, None)])
        for edge, iso3 in zip(first, (here, there), strict=True):
            graph.edges[edge]["iso3"] = iso3
            _end_crossing(graph, border, edge[0] if edge[1] == border else edge[1])


def _end_crossing(graph: Graph[Position], border: Position, inland: Position) -> None:
    """Put a node on the track near a border: behind it the line is none of the crossing's and stays open when that is closed."""
    km = float(graph.edges[border, inland]["km"])
    if km <= 2 * AT_BORDER_KM:
        return
    share = AT_BORDER_KM / km
    spot = (
        round(border[0] + share * (inland[0] - border[0]), 5),
        round(border[1] + share * (inland[1] - border[1]), 5),
    )
    _cut(graph, border, inland, [(spot, share)])
    graph.nodes[spot]["iso3"] = graph.nodes[inland]["iso3"]


def _meets_border(one: Position, other: Position, country: shapely.Geometry | None) -> Position:
    """Where a stroke that starts in a country leaves it; the middle where the map does not show it."""
    stroke = shapely.LineString([one, other])
    inside = stroke.intersection(country) if country is not None else stroke
    share = min(max(inside.length / stroke.length, 0.02), 0.98)
    share = 0.5 if share in (0.02, 0.98) else share
    return round(one[0] + share * (other[0] - one[0]), 5), round(one[1] + share * (other[1] - one[1]), 5)


def _cut(
    graph: Graph[Position], one: Position, other: Position, points: list[tuple[Position, float | None]]
) -> list[tuple[Position, Position]]:
    """Put points into an edge, in the order in which they lie along it; each part is at least as long as its stroke.

    Parameters
    ----------
    points : list of (position, share)
        Share of the edge's length at which the point lies, None to take the foot of the point.

    Returns
    -------
    list of (position, position)
        The parts, from ``one`` to ``other``.
    """
    edge = dict(graph.edges[one, other])
    graph.remove_edge(one, other)
    stroke = shapely.LineString([one, other])
    shares = [
        (float(stroke.project(shapely.Point(point), normalized=True)) if share is None else share, point)
        for point, share in points
    ]
    stops = [(0.0, one), *sorted(shares), (1.0, other)]
    parts = []
    for (start, a), (end, b) in pairwise(stops):
        if a == b:
            continue
        graph.add_edge(a, b, **{**edge, "km": round(max((end - start) * edge["km"], distance_km(a, b)), 4)})
        parts.append((a, b))
    return parts


def attach(graph: Graph[Position], places: Iterable[Place]) -> dict[int, Position]:
    """Make nodes of places on the track nearest to them.

    Parameters
    ----------
    graph : networkx.Graph
        Is changed.
    places : iterable of Place

    Returns
    -------
    dict of int to position
        Node of each place by its number; places without track of their country within reach are left out.
    """
    listed = list(places)
    edges = sorted((min(a, b), max(a, b)) for a, b in graph.edges)
    strokes = np.array([shapely.LineString(edge) for edge in edges], dtype=object)
    owners = np.array([graph.edges[edge]["iso3"] for edge in edges])
    found: dict[int, Position] = {}
    cuts: dict[tuple[Position, Position], list[tuple[Position, float | None]]] = {}
    for iso3 in sorted({place.iso3 for place in listed}):
        mine = np.flatnonzero(owners == iso3)
        tree = shapely.STRtree(strokes[mine])
        for number, place in enumerate(listed):
            if place.iso3 != iso3 or not len(mine):
                continue
            point = shapely.Point(place.position)
            near = tree.query(point.buffer(place.reach_km / 60), predicate="intersects")
            if not len(near):
                continue
            edge = edges[int(mine[near[int(np.argmin([_off_km(strokes[mine[k]], place.position) for k in near]))]])]
            node, share = _seat(edge, place)
            if distance_km(node, place.position) > place.reach_km and not place.exact:
                continue
            found[number] = node
            if share is not None:
                cuts.setdefault(edge, []).append((node, share))
            elif node not in graph:
                _reach_out(graph, edge, node, iso3)
    for (one, other), points in cuts.items():
        iso3 = graph.edges[one, other]["iso3"]
        _cut(graph, one, other, sorted(dict(points).items(), key=lambda item: item[1] or 0.0))
        for spot, _ in points:
            graph.nodes[spot]["iso3"] = iso3
    return found


def _off_km(stroke: shapely.LineString, place: Position) -> float:
    foot = stroke.interpolate(stroke.project(shapely.Point(place)))
    return distance_km((foot.x, foot.y), place)


def _seat(edge: tuple[Position, Position], place: Place) -> tuple[Position, float | None]:
    """Node for a place on an edge: an end of it, or a new one at a share of its length."""
    stroke = shapely.LineString(edge)
    share = float(stroke.project(shapely.Point(place.position), normalized=True))
    foot = stroke.interpolate(share, normalized=True)
    spot = place.position if place.exact else (round(foot.x, 5), round(foot.y, 5))
    for end, is_end in ((edge[0], share <= 0), (edge[1], share >= 1)):
        if distance_km(end, spot) <= CLOSE_KM:
            return end, None
        if is_end:
            return (spot if place.exact and distance_km(end, spot) < 3 else end), None
    return spot, share


def _reach_out(graph: Graph[Position], edge: tuple[Position, Position], node: Position, iso3: str) -> None:
    """Lengthen a track beyond its last node to a station, where that node is a dead end; else a siding of the same kind."""
    end = min(edge, key=lambda candidate: distance_km(candidate, node))
    graph.add_node(node, iso3=iso3)
    graph.add_edge(end, node, km=round(distance_km(end, node), 3), mended=True, iso3=iso3)
