"""Shortest ways when passages are closed: A* over the plain links, bounded from below by costs to landmarks.

A closure only takes links away, so that the bounds hold with any closure.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.sea_plane import Floats, Ints

__all__ = ["FAR_STEP_NM", "Detours", "Goal"]

FAR_STEP_NM = 0.5
"""Step in which costs to landmarks are kept, rounded down."""
MARKS = 4
"""So many landmarks, the most telling ones, bound a search."""

Gates = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """One end of a way: the nodes in sight, with the cost of the line to each and the passages on it."""

    cost: dict[int, float]
    gates: dict[int, Gates]

    def open(self, shut: frozenset[int]) -> dict[int, float]:
        """Nodes to which the line is not closed."""
        return {node: cost for node, cost in self.cost.items() if not shut.intersection(self.gates[node])}


@dataclass(frozen=True)
class Detours:
    """The links of the network and the landmarks."""

    first: Ints
    """Where the links of a node begin, shape (n + 1,)."""
    neighbour: Ints
    cost: Floats
    gate: Ints
    """Passage of each link, else -1."""
    gates_more: dict[int, Gates]
    """For links through more than one passage, all of them."""
    far: Floats
    """Cost from each landmark to each node, shape (k, n)."""

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

    def gates(self, link: int) -> Gates:
        """Passages that a link goes through."""
        more = self.gates_more.get(link)
        if more is not None:
            return more
        gate = int(self.gate[link])
        return (gate,) if gate >= 0 else ()

    def _far(self, goal: Goal) -> Floats:
        nodes = np.asarray(list(goal.cost), dtype=np.int64)
        costs = np.asarray(list(goal.cost.values()), dtype=float)
        found: Floats = (self.far[:, nodes] + costs).min(axis=1, initial=1e9)
        return found

    def way(self, one: Goal, other: Goal, shut: frozenset[int], limit: float) -> tuple[float, list[int]] | None:
        """Cost and nodes of the cheapest way that uses nothing closed; None when there is none cheaper than a limit.

        Landmark costs are rounded down, so a bound may err by a step and a node may be reached twice; the answer is still exact.
        """
        from_one, from_other = self._far(one), self._far(other)
        marks = np.argsort(-np.abs(from_one - from_other), kind="stable")[:MARKS]
        left = (np.abs(self.far[marks] - from_other[marks, None]).max(axis=0) - FAR_STEP_NM).tolist()
        first, neighbour, cost = self._lists
        closed = {link for number in shut for link in np.flatnonzero(self.gate == number).tolist()}
        closed |= {link for link, gates in self.gates_more.items() if shut.intersection(gates)}
        goal, reached = other.open(shut), one.open(shut)
        before: dict[int, int] = {}
        heap = [(spent + left[node], spent, node) for node, spent in reached.items()]
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
                    total = spent + left[then]
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
