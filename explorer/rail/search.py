"""Shortest ways over the track that carries under the conditions of a question.

From an origin all nodes are searched at once, and what is found serves every destination that is asked for under the same
conditions.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.rail.track import Track

__all__ = ["Found", "Searches"]

CONDITIONS, ORIGINS = 64, 256
"""So many sets of conditions are kept as graphs, and so many origins with the ways from them, of 50 kB each."""

TIE_KM, GOLDEN = 1e-9, (math.sqrt(5) - 1) / 2
"""Edges count longer by less than the first, each by another part of it, spread by multiples of the second modulo 1.

So of ways of one length the same is taken on every machine, there and back, and not the one that the last bit of a sum favours.
"""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Begin = tuple[tuple[int, float], ...]
"""Nodes that a point of an edge leads to, with the kilometres to each."""


@dataclass(frozen=True)
class Found:
    """A way between two nodes: its nodes, and the edges between them."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    km: float
    """With the parts of edges at both ends."""


@dataclass(frozen=True, eq=False)
class _Graph:
    """Edges in both directions, those from a node side by side."""

    first: Places
    """Where the edges from each node begin, shape (n + 1,)."""
    neighbour: Places
    """Where each leads, shape (m,), in ascending order for each node; of several the shortest comes first."""
    km: Floats
    edge: Ints
    """Number of each."""

    def carrying(self, offered: bytes) -> _Graph:
        """Only edges that offer something."""
        carries = np.frombuffer(offered, dtype=np.uint8)[self.edge] > 0
        before = np.concatenate([[0], np.cumsum(carries, dtype=np.int32)]).astype(np.int32)
        return _Graph(before[self.first], self.neighbour[carries], self.km[carries], self.edge[carries])

    @cached_property
    def component(self) -> Places:
        """Number of the connected component that each node belongs to."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        size = len(self.first) - 1
        components: Places = connected_components(csr_array((self.km, self.neighbour, self.first), shape=(size, size)))[1]
        return components

    def tree(self, begin: Begin) -> tuple[Floats, Places]:
        """Kilometres from a point of an edge to all nodes, and the node before each on the way, shape (n,).

        The point stands for one more node, after all others; where there is no way it is infinite, and the node before negative.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        point = len(self.first) - 1
        links = (
            np.append(self.km, [spent for _, spent in begin]),
            np.append(self.neighbour, np.asarray([node for node, _ in begin], dtype=np.int32)),
            np.append(self.first, self.first[-1] + np.int32(len(begin))),
        )
        km, before = dijkstra(csr_array(links, shape=(point + 1, point + 1)), indices=point, return_predecessors=True)
        return km, before

    def edges(self, nodes: Sequence[int]) -> tuple[int, ...]:
        """Numbers of the edges of a way over nodes."""
        numbers = []
        for one, other in itertools.pairwise(nodes):
            low, high = self.first[one : one + 2].tolist()
            numbers.append(int(self.edge[low + np.searchsorted(self.neighbour[low:high], other)]))
        return tuple(numbers)


@dataclass(frozen=True, eq=False)
class Searches:
    """All track as a graph, and the searches of what carries; bytes say what each edge offers, 0 where it may not be used."""

    graph: _Graph

    @classmethod
    def of(cls, tracks: Sequence[Track], size: int) -> Searches:
        """Arrange the edges between so many nodes."""
        count = len(tracks)
        ends = np.asarray([track.ends for track in tracks], dtype=np.int32).reshape(-1, 2)
        km = np.asarray([track.km for track in tracks], dtype=float) + TIE_KM * (np.arange(count) * GOLDEN % 1.0)
        node, neighbour = np.concatenate([ends, ends[:, ::-1]]).T
        edge, both = np.tile(np.arange(count), 2), np.tile(km, 2)
        order = np.lexsort((both, neighbour, node))
        first = np.searchsorted(node[order], np.arange(size + 1)).astype(np.int32)
        return cls(_Graph(first, neighbour[order], both[order], edge[order]))

    @cached_property
    def _carrying(self) -> Callable[[bytes], _Graph]:
        return lru_cache(CONDITIONS)(self.graph.carrying)

    @cached_property
    def _trees(self) -> Callable[[bytes, Begin], tuple[Floats, Places]]:
        return lru_cache(ORIGINS)(lambda offered, begin: self._carrying(offered).tree(begin))

    def joined(self, begin: Mapping[int, float], end: Mapping[int, float], offered: bytes) -> bool:
        """Whether any way leads from some nodes to others."""
        component = self._carrying(offered).component
        return not {int(component[node]) for node in begin}.isdisjoint(int(component[node]) for node in end)

    def shortest(self, begin: Mapping[int, float], end: Mapping[int, float], offered: bytes) -> Found | None:
        """Shortest way from some nodes to others, given the kilometres to the first and from the last."""
        if not self.joined(begin, end, offered):
            return None
        km, before = self._trees(offered, tuple(begin.items()))
        whole, last = min((float(km[last]) + rest, last) for last, rest in end.items())
        nodes = [last]
        while (previous := int(before[nodes[-1]])) < len(km) - 1:
            nodes.append(previous)
        nodes.reverse()
        return Found(tuple(nodes), self._carrying(offered).edges(nodes), whole)
