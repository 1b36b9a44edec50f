"""From track to network: runs of track of one kind become edges between junctions, stations, borders and ends of structures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.build.rail.osm import Position, runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geodata.build.rail.graph import Graph

KIND = ("iso3", "gauges", "speed", "structures", "opened", "opened_1520", "closed")
"""What is the same all along an edge of the network."""

SPUR_KM = 2.0
"""Dead ends shorter than this, with no place on them, are sidings and left out."""

LOOP_KM = 6.0
"""Of two tracks side by side, shorter than this and alike in kind, the shorter is kept."""


@dataclass(frozen=True)
class Chain:
    """A run of track."""

    path: tuple[Position, ...]
    km: float
    long: float
    mended: bool
    kind: tuple[object, ...]
    """Values of ``KIND``."""

    @property
    def ends(self) -> tuple[Position, Position]:
        """First and last node."""
        return self.path[0], self.path[-1]


def contracted(graph: Graph[Position], fixed: Collection[Position]) -> list[Chain]:
    """Chains of a graph after its sidings and second tracks are left out.

    Parameters
    ----------
    graph : networkx.Graph
        Edges have ``km``, ``long``, ``mended`` and all of ``KIND``. Left as it is.
    fixed : collection of position
        Nodes that stay nodes of the network: stations, ends of structures, borders.

    Returns
    -------
    list of Chain
        In a fixed order.
    """
    kept = graph.copy()
    held = set(fixed)
    while True:
        found = sorted(chains(kept, held), key=lambda chain: (chain.ends, chain.long, chain.path))
        needless = [chain for chain in found if _spur(kept, held, chain)] + _doubles(found)
        if not needless:
            return found
        for chain in needless:
            kept.remove_edges_from(list(pairwise(chain.path)))
        kept.remove_nodes_from([node for node in list(kept) if kept.degree(node) == 0])


def _spur(graph: Graph[Position], held: set[Position], chain: Chain) -> bool:
    one, other = chain.ends
    if one == other:
        return True
    return chain.long < SPUR_KM and any(graph.degree(end) == 1 and end not in held for end in chain.ends)


def _doubles(found: list[Chain]) -> list[Chain]:
    best: dict[tuple[object, ...], Chain] = {}
    for chain in sorted(found, key=lambda chain: chain.long):
        best.setdefault((*sorted(chain.ends), chain.kind), chain)
    return [
        chain
        for chain in found
        if (first := best[*sorted(chain.ends), chain.kind]) is not chain
        and chain.ends[0] != chain.ends[1]
        and (chain.long < LOOP_KM or chain.long < 1.1 * first.long)
    ]


def chains(graph: Graph[Position], held: set[Position]) -> Iterator[Chain]:
    """Runs of edges of one kind between held nodes, junctions and dead ends; each edge is in one run."""
    for run in runs(graph, KIND, held):
        edges = [graph.edges[pair] for pair in pairwise(run)]
        yield Chain(
            tuple(run),
            round(sum(edge["km"] for edge in edges), 4),
            round(sum(edge["long"] for edge in edges), 4),
            any(edge["mended"] for edge in edges),
            tuple(edges[0][name] for name in KIND),
        )
