"""High-speed lines, which carry no goods trains: the source does not tell them apart, so they are named in a table and left out.

``rail_high_speed.csv`` has them part by part, each with its ends and, where there is one, a node between them. A line is
recognised by its published course or as the straighter of two lines side by side; one that the table lacks stays in.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import networkx as nx

from geodata.build.errors import BuildFault
from geodata.build.rail.tables import position, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.build.rail.osm import Position


def leave_out_high_speed(graph: nx.Graph[Position]) -> None:
    """Take the high-speed lines of the table out of a graph.

    Parameters
    ----------
    graph : networkx.Graph
        Is changed. Edges have ``km``.

    Raises
    ------
    BuildFault
        When a node named in the table is not in the source, or no track joins two of them.
    """
    for name, points in _parts():
        for one, other in pairwise(points):
            graph.remove_edges_from(list(pairwise(_track(graph, name, one, other))))


def high_speed_lines() -> list[str]:
    """Names of the lines that are left out."""
    return list(dict.fromkeys(row["name"] for row in table("rail_high_speed")))


def _parts() -> Iterator[tuple[str, list[Position]]]:
    """Name of the line and the points of each part, in the order of the table."""
    for (line, _), rows in groupby(table("rail_high_speed"), key=lambda row: (row["line"], row["part"])):
        yield line, [position(row) for row in rows]


def _track(graph: nx.Graph[Position], name: str, one: Position, other: Position) -> list[Position]:
    """The track between two points: the one edge if there is such, else the shortest."""
    if graph.has_edge(one, other):
        return [one, other]
    try:
        found: list[Position] = nx.shortest_path(graph, one, other, weight="km")
    except (nx.NodeNotFound, nx.NetworkXNoPath) as error:
        message = f"rail_high_speed.csv: no track from {one} to {other} ({name}); the source has changed, look again"
        raise BuildFault(message) from error
    return found
