"""Shortest ways when passages are closed: A* over the plain links, bounded from below by what the way costs with nothing closed.

A closure only takes links away, so that the bounds hold with any closure, and the search leaves the old way only where it must.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.sea.mercator import Floats, Ints, runs

__all__ = ["Detours", "Goal"]

Gates = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """One end of a way: the nodes in sight, with the cost of the line to each and the passages on it."""

    cost: dict[int, float]
    gates: dict[int, Gates]
    """Passages on the lines to nodes, where there are any."""

    def through(self, node: int) -> Gates:
        """Passages on the line to a node."""
        return self.gates.get(node, ())

    def open(self, shut: frozenset[int]) -> dict[int, float]:
        """Nodes to which the line is not closed."""
        return {node: cost for node, cost in self.cost.items() if not shut.intersection(self.through(node))}


@dataclass(frozen=True)
class Detours:
    """The links of the network."""

    first: Ints
    """Where the links of a node begin, shape (n + 1,)."""
    neighbour: Ints
    cost: Floats
    gate: Ints
    """Passage of each link, else -1."""
    gates_more: dict[int, Gates]
    """For links through more than one passage, all of them."""

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[float]]:
        return self.first.tolist(), self.neighbour.tolist(), self.cost.tolist()

    def link(self, one: int, other: int) -> int:
        """Number of the link from a node to another."""
        first, neighbour, _ = self._lists
        return neighbour.index(other, first[one], first[one + 1])

    def step(self, link: int) -> float:
        """Cost of a link."""
        return self._lists[2][link]

    def beside(self, nodes: list[int], count: int, shut: frozenset[int]) -> tuple[Ints, Ints, Floats]:
        """Some nodes and those next to the first of them: node, place of the one that it is next to, from 1, cost of the link."""
        begun = np.asarray(nodes[:count], dtype=np.int64)
        owner, link = runs(self.first, begun)
        if shut:
            open_ = ~np.isin(link, list(self._closed(shut)))
            owner, link = owner[open_], link[open_]
        return (
            np.concatenate([nodes, self.neighbour[link]]).astype(np.int64),
            np.concatenate([np.arange(len(nodes)), owner]) + 1,
            np.concatenate([np.zeros(len(nodes)), self.cost[link]]),
        )

    def _closed(self, shut: frozenset[int]) -> set[int]:
        """Links through something closed."""
        closed = {link for number in shut for link in np.flatnonzero(self.gate == number).tolist()}
        return closed | {link for link, gates in self.gates_more.items() if shut.intersection(gates)}

    def gates(self, link: int) -> Gates:
        """Passages that a link goes through."""
        more = self.gates_more.get(link)
        if more is not None:
            return more
        gate = int(self.gate[link])
        return (gate,) if gate >= 0 else ()

    def way(self, one: Goal, other: Goal, left: Floats, shut: frozenset[int], limit: float) -> tuple[float, list[int]] | None:
        """Cost and nodes of the cheapest way that uses nothing closed; None when there is none cheaper than a limit.

        Parameters
        ----------
        one, other
            The two ends.
        left
            What it costs at least from every node to the second end, shape (n,): the search goes where that promises most.
        shut
            Closed passages.
        limit
            In nautical miles.
        """
        first, neighbour, cost = self._lists
        rest_of = left.tolist()
        closed = self._closed(shut)
        goal, reached = other.open(shut), one.open(shut)
        before: dict[int, int] = {}
        heap = [(spent + rest_of[node], spent, node) for node, spent in reached.items()]
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
            for link in range(first[node], first[node + 1]):
                then, spent = neighbour[link], here + cost[link]
                if spent < reached.get(then, best) and link not in closed:
                    total = spent + rest_of[then]
                    if total < best:
                        reached[then] = spent
                        before[then] = node
                        heapq.heappush(heap, (total, spent, then))
        if last < 0:
            return None
        way = [last]
        while way[-1] in before:
            way.append(before[way[-1]])
        return best, way[::-1]
