"""Shortest ways by looking upwards only: a node leads to more important ones, and the ways from both ends meet above.

The order of the nodes and the shortcuts over those left out come with the data (Geisberger and others, *Exact routing in large
road networks using contraction hierarchies*, Transportation Science 46, 2012). What a position reaches upwards is worked out once
and serves for every other end. Nothing here knows closures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.sea.graph import Graph, Places, Reached
from explorer.sea.plane import Flags, Floats, Ints, runs
from geodata.formats.sea import SeaNodes

__all__ = ["Hierarchy"]


@dataclass(frozen=True)
class Hierarchy:
    """The links and shortcuts that lead upwards."""

    upward: Graph
    over: Ints
    """The node that each is a shortcut over, else -1, shape (m,)."""
    core: Flags
    """The most important nodes, above which there are only such, shape (n,)."""

    @classmethod
    def of(cls, nodes: SeaNodes) -> Hierarchy:
        """From the data set ``sea_nodes``."""
        return cls(Graph.of(nodes.first_up, nodes.higher, nodes.up_cost_nm), nodes.over, nodes.core)

    def search(self, sights: Sequence[tuple[Ints, Floats]]) -> list[Reached]:
        """What is reached upwards from some positions: a few nodes below the core, and a good part of the core.

        Parameters
        ----------
        sights
            For each position the nodes in sight of it, and the cost of the line to each.
        """
        inner, place, graph = self._inner
        below = self._below(node for nodes, _ in sights for node in nodes.tolist())
        place = place.copy()
        place[below] = len(inner) + np.arange(len(below))
        reached = graph.and_then(self._part(below, place)).reached([(place[nodes], cost) for nodes, cost in sights])
        numbers = np.concatenate([inner, below])
        return [found.renumbered(numbers, len(place)) for found in reached]

    def way(self, one: Reached, other: Reached, limit: float) -> tuple[float, list[int]] | None:
        """Cost and nodes of the shortest way between two positions; None when it costs no less than a limit.

        Parameters
        ----------
        one, other
            What is reached upwards from each.
        limit
            In nautical miles.
        """
        meeting, cost = one.meeting(other.nodes, other.cost)
        if not cost < limit:
            return None
        up, down = (self._unpacked(end.way(meeting)) for end in (one, other))
        return cost, [*up, *down[-2::-1]]

    @cached_property
    def _inner(self) -> tuple[Ints, Places, Graph]:
        """Nodes of the core, the place of every node among them, else -1, and the core by these places."""
        nodes = np.flatnonzero(self.core)
        place = np.full(len(self.core), -1, dtype=np.int32)
        place[nodes] = np.arange(len(nodes))
        return nodes, place, self._part(nodes, place)

    def _part(self, nodes: Ints, place: Places) -> Graph:
        """What leads upwards from some nodes, by the places of nodes."""
        _, link = runs(self.upward.first, nodes)
        count = self.upward.first[nodes + 1] - self.upward.first[nodes]
        first = np.concatenate([[0], np.cumsum(count)])
        return Graph.of(first, place[self.upward.neighbour[link]], self.upward.cost[link])

    def _below(self, nodes: Iterable[int]) -> Ints:
        """Nodes below the core that are reached upwards from some, these among them."""
        first, neighbour = self.upward.lists
        core = self._in_core
        found = {node for node in nodes if not core[node]}
        fresh = list(found)
        while fresh:
            node = fresh.pop()
            above = {higher for higher in neighbour[first[node] : first[node + 1]] if not core[higher]} - found
            found |= above
            fresh += above
        return np.asarray(sorted(found), dtype=np.int64)

    @cached_property
    def _in_core(self) -> list[bool]:
        """``core`` for looking at single nodes."""
        return [bool(inside) for inside in self.core]

    def _unpacked(self, way: list[int]) -> list[int]:
        """A way upwards with the nodes that shortcuts leave out."""
        nodes = way[:1]
        for higher in way[1:]:
            nodes += self._between(nodes[-1], higher)
        return nodes

    def _between(self, low: int, high: int) -> list[int]:
        """Nodes after one up to a higher one that it leads to."""
        middle = int(self.over[self.upward.link(low, high)])
        if middle < 0:
            return [high]
        return [*self._between(middle, low)[-2::-1], middle, *self._between(middle, high)]
