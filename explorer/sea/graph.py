"""A graph as arrays, and shortest ways over it from a position that sees some of its nodes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.sea.plane import Floats, Ints

__all__ = ["Graph", "Reached"]

Places = NDArray[np.int32]
Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Reached:
    """Nodes that are reached from a position."""

    nodes: Places
    """Shape (k,)."""
    cost: Floats
    """Of the cheapest way to each, shape (k,)."""
    before: Places
    """The node before each on that way, shape (k,); ``size`` where a way begins."""
    size: int
    """Number of nodes of the graph."""

    def way(self, node: int) -> list[int]:
        """Nodes of the way to a node that is reached."""
        nodes = [node]
        while nodes[-1] < self.size:
            nodes.append(int(self.before[self.nodes == nodes[-1]][0]))
        return nodes[-2::-1]

    def renumbered(self, nodes: Ints, size: int) -> Reached:
        """The same by other numbers: ``nodes`` has the new one of each, and there are ``size`` of them."""
        numbers = np.append(nodes, size).astype(np.int32)
        return Reached(numbers[self.nodes], self.cost, numbers[self.before], size)

    def meeting(self, nodes: Numbers, cost: Floats) -> tuple[int, float]:
        """The node over which a way to another position costs least, and what it costs; infinite where no node is reached.

        Parameters
        ----------
        nodes
            From which the other position is reached.
        cost
            Of the way from each.
        """
        whole = np.full(self.size, math.inf)
        whole[self.nodes] = self.cost
        both = whole[nodes] + cost
        lowest = int(np.argmin(both)) if len(both) else -1
        return (int(nodes[lowest]), float(both[lowest])) if lowest >= 0 else (-1, math.inf)


@dataclass(frozen=True)
class Graph:
    """Links from node to node, those of a node side by side."""

    first: Places
    """Where the links of a node begin, shape (n + 1,)."""
    neighbour: Places
    """Where each link leads, shape (m,); those of a node in ascending order."""
    cost: Floats
    """Of each link in nautical miles, shape (m,)."""

    @classmethod
    def of(cls, first: Numbers, neighbour: Numbers, cost: Floats) -> Graph:
        """From numbers of any kind; a search takes them without copying when they are kept small."""
        return cls(first.astype(np.int32), neighbour.astype(np.int32), cost)

    @cached_property
    def lists(self) -> tuple[list[int], list[int]]:
        """``first`` and ``neighbour`` for looking at single links."""
        return self.first.tolist(), self.neighbour.tolist()

    def link(self, one: int, other: int) -> int:
        """Number of the link from a node to another.

        Raises
        ------
        ValueError
            There is none.
        """
        first, neighbour = self.lists
        return neighbour.index(other, first[one], first[one + 1])

    def without(self, links: Ints) -> Graph:
        """The graph without some links."""
        kept = np.ones(len(self.neighbour), dtype=bool)
        kept[links] = False
        before = np.concatenate([[0], np.cumsum(kept, dtype=np.int32)]).astype(np.int32)
        return Graph(before[self.first], self.neighbour[kept], self.cost[kept])

    def and_then(self, other: Graph) -> Graph:
        """A graph with the nodes of another after its own; links of either lead to nodes of both."""
        return Graph(
            np.concatenate([self.first, self.first[-1] + other.first[1:]]),
            np.concatenate([self.neighbour, other.neighbour]),
            np.concatenate([self.cost, other.cost]),
        )

    def reached(self, sights: Sequence[tuple[Numbers, Floats]], limit: float = math.inf) -> list[Reached]:
        """What is reached from some positions: each stands for one more node, whose links are the lines to the nodes it sees.

        Parameters
        ----------
        sights
            For each position the nodes in sight of it, each once, and the cost of the line to each.
        limit
            Nodes that cost more are left out.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        size = len(self.first) - 1
        count = np.cumsum([len(nodes) for nodes, _ in sights], dtype=np.int32)
        first = np.concatenate([self.first, self.first[-1] + count])
        neighbour = np.concatenate([self.neighbour, *(nodes.astype(np.int32) for nodes, _ in sights)])
        cost = np.concatenate([self.cost, *(cost for _, cost in sights)])
        links = csr_array((cost, neighbour, first), shape=(len(first) - 1, len(first) - 1))
        positions = np.arange(size, len(first) - 1)
        total, before = dijkstra(links, indices=positions, limit=limit, return_predecessors=True)
        nodes = [np.flatnonzero(np.isfinite(row[:size])).astype(np.int32) for row in total]
        return [
            Reached(mine, costs[mine], np.minimum(steps[mine], size), size)
            for mine, costs, steps in zip(nodes, total, before, strict=True)
        ]
