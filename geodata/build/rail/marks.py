"""What the track is: gauge, speed class, named structures on it, and from when to when each gauge carried trains."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from geodata.build.errors import BuildFault
from geodata.build.rail.graph import Place
from geodata.build.rail.osm import Position, nearest_node
from geodata.build.rail.railways import GAUGE_MM
from geodata.build.rail.tables import position, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.build.rail.graph import Graph

SPEEDS: dict[str, tuple[Position, Position]] = {
    "khasan": ((131.92722, 43.64556), (130.64528, 42.42806)),
    "border": ((130.64528, 42.42806), (130.60806, 42.42139)),
}
"""Speed classes of one line instead of a whole country: its two ends."""


SHARED = "shared"
"""Kind of track that several lines share: it has gauges and dates, and is closed with none of the lines."""


def ends_of_structures() -> Iterator[Place]:
    """The ends of named structures, as places to be put on the track."""
    for row in table("rail_structures"):
        if row["from_lon"]:
            countries = row["countries"].split("/")
            for prefix, iso3 in (("from_", countries[-1]), ("to_", countries[0])):
                yield Place(row["id"], iso3, position(row, prefix), exact=False, reach_km=2.0)


def mark(graph: Graph[Position]) -> None:
    """Give every edge ``gauges``, ``speed``, ``structures``, ``opened``, ``opened_1520`` and ``closed``.

    Parameters
    ----------
    graph : networkx.Graph
        Is changed. Edges have ``iso3``; border nodes have ``crossing``.
    """
    for _, _, edge in graph.edges(data=True):
        edge.update(gauges=GAUGE_MM[edge["iso3"]], speed=edge["iso3"], structures=(), opened="", opened_1520="", closed="")
    rows = {row["id"]: row for row in table("rail_structures")}
    for row in rows.values():
        if row["from_lon"]:
            for pair in pairwise(path_of(graph, position(row, "from_"), position(row, "to_"), row["countries"].split("/"))):
                _apply(graph.edges[pair], row)
    for node, crossing in crossings(graph):
        if crossing:
            for neighbour in graph[node]:
                _apply(graph.edges[node, neighbour], rows[crossing])
    for speed, (one, other) in SPEEDS.items():
        for pair in pairwise(path_of(graph, one, other, ["RUS", "PRK"])):
            graph.edges[pair]["speed"] = speed


def crossings(graph: Graph[Position]) -> list[tuple[Position, str]]:
    """Nodes on borders with the id of the named crossing there, or ""."""
    return sorted((node, str(data["crossing"])) for node, data in graph.nodes(data=True) if "crossing" in data)


def _apply(edge: dict[str, object], row: dict[str, str]) -> None:
    held = edge["structures"]
    if row["kind"] != SHARED:
        edge["structures"] = tuple(sorted({*(held if isinstance(held, tuple) else ()), row["id"]}))
    if row["gauges"]:
        edge["gauges"] = row["gauges"]
    for name in ("opened", "opened_1520", "closed"):
        if row[name]:
            edge[name] = max(str(edge[name]), row[name]) if name != "closed" else row[name]


def path_of(graph: Graph[Position], one: Position, other: Position, countries: list[str]) -> list[Position]:
    """Shortest way by track between the nodes nearest to two positions, in some countries only.

    Raises
    ------
    BuildFault
        When there is none.
    """
    wanted = set(countries)
    part = nx.subgraph_view(graph, filter_edge=lambda a, b: graph.edges[a, b]["iso3"] in wanted)
    start, goal = nearest_node(graph, one), nearest_node(graph, other)
    try:
        found: list[Position] = nx.shortest_path(part, start, goal, weight="km")
    except nx.NetworkXNoPath as error:
        message = f"rail network: no track in {'/'.join(countries)} between {one} and {other}"
        raise BuildFault(message) from error
    return found
