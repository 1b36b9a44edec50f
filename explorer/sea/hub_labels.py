"""Shortest ways over the nodes of the network by looking upwards only: a node leads to more important ones, ends meet at the top.

The order of the nodes and the shortcuts over those left out come with the data (Geisberger and others, *Exact routing in large
road networks using contraction hierarchies*, Transportation Science 46, 2012). So do hubs: every node knows what is above it and
the cost to it (Abraham and others, *A hub-based labeling algorithm*, SEA 2011); one below the top only until its ways enter the
top (Bast and others, *Fast routing in road networks with transit nodes*, Science 316, 2007). What a position reaches upwards is
worked out once and serves for every other end. Nothing here knows closures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.sea.mercator import Flags, Floats, Ints, runs

__all__ = ["Climb", "Ladder"]


@dataclass(frozen=True, slots=True)
class Climb:
    """Everything that is reached upwards from a position."""

    reached: Ints
    """Hubs below the top and nodes where the top is entered, by their place in the order, lowest first, shape (j,)."""
    cost: Floats
    start: Ints
    """The node in sight of the position from which each is reached, shape (j,)."""
    hubs: Floats
    """Cost to each hub of the top, shape (k,)."""
    entry: NDArray[np.int32]
    """Place in the order of the node where the top is entered on the way to each, shape (k,)."""


@dataclass(frozen=True)
class Ladder:
    """The links and shortcuts that lead upwards, and the hubs that every node knows."""

    first: Ints
    """Where the rungs of a node begin, shape (n + 1,)."""
    higher: Ints
    cost: Floats
    """Cost of each rung of the nodes of the top; for those below it the hubs tell all."""
    over: Ints
    """The node that a rung is a shortcut over, else -1."""
    rank: Ints
    """Place of each node in the order, shape (n,)."""
    base: int
    """Place in the order of the lowest node of the top."""
    first_hub: Ints
    """Where the hubs of a node begin, shape (n + 1,)."""
    hub: NDArray[np.uint16]
    """Hubs by their place in the order, lowest first; in small numbers, since there are more than a million."""
    hub_cost: NDArray[np.float32]
    hub_rung: NDArray[np.uint8]
    """Which rung of the node leads to the hub, counted from its first; anything where it is the hub itself."""

    @cached_property
    def _lists(self) -> tuple[list[int], list[int]]:
        return self.first.tolist(), self.higher.tolist()

    @cached_property
    def _order(self) -> Ints:
        """The node at each place in the order."""
        return np.argsort(self.rank)

    def climb(self, nodes: Ints, cost: Floats) -> Climb:
        """What is reached upwards from some nodes that cost something to reach."""
        place = self.rank[nodes]
        top = place >= self.base
        owner, label = runs(self.first_hub, nodes[~top])
        hub = np.concatenate([self.hub[label], place[top]])
        start = np.concatenate([nodes[~top][owner], nodes[top]])
        total = np.concatenate([cost[~top][owner] + self.hub_cost[label], cost[top]])
        best, origin = np.full(len(self.rank), np.inf), np.empty(len(self.rank), dtype=np.int64)
        np.minimum.at(best, hub, total)
        cheapest = np.flatnonzero(total <= best[hub])
        origin[hub[cheapest]] = start[cheapest]
        reached = np.flatnonzero(np.isfinite(best))
        entries = reached[np.searchsorted(reached, self.base) :]
        return Climb(reached, best[reached], origin[reached], *self._over_the_top(entries, best[entries]))

    def _over_the_top(self, entries: Ints, own: Floats) -> tuple[Floats, NDArray[np.int32]]:
        """Cost to each hub of the top over the best of some of its nodes, and that node, all by their place in the order."""
        useful = self._useful(entries, own)
        entries, own = entries[useful], own[useful]
        owner, label = runs(self.first_hub, self._order[entries])
        hub = self.hub[label] - self.base
        total = own[owner] + self.hub_cost[label]
        size = len(self.rank) - self.base
        hubs, entry = np.full(size, np.inf), np.full(size, -1, dtype=np.int32)
        np.minimum.at(hubs, hub, total)
        cheapest = np.flatnonzero(total <= hubs[hub])
        entry[hub[cheapest]] = entries[owner[cheapest]]
        return hubs, entry

    def _useful(self, entries: Ints, own: Floats) -> Flags:
        """Which nodes of the top are not reached as cheaply over a higher one that is reached too."""
        reached = np.full(len(self.rank) - self.base, np.inf)
        reached[entries - self.base] = own
        owner, rung = runs(self.first, self._order[entries])
        over = reached[self.rank[self.higher[rung]] - self.base] + self.cost[rung]
        useful = np.ones(len(entries), dtype=bool)
        useful[owner[over <= own[owner]]] = False
        return useful

    def left(self, goal: Climb) -> Floats:
        """Cost from every node to the position that a climb began from, shape (n,)."""
        cost = np.full(len(self.rank), np.inf)
        cost[goal.reached] = goal.cost
        top = self._order[self.base :]
        if len(top):
            _, label = runs(self.first_hub, top)
            count = np.diff(self.first_hub)[top]
            over = goal.hubs[self.hub[label] - self.base] + self.hub_cost[label]
            cost[self.base :] = np.minimum.reduceat(over, np.cumsum(count) - count)
        found: Floats = np.minimum.reduceat(cost[self.hub] + self.hub_cost, self.first_hub[:-1])
        return found

    def way(self, one: Climb, other: Climb, limit: float) -> tuple[float, list[int]] | None:
        """Cost and nodes of the shortest way between two positions; None when it costs no less than a limit."""
        ends = None
        _, mine, theirs = np.intersect1d(one.reached, other.reached, assume_unique=True, return_indices=True)
        if len(mine):
            both = one.cost[mine] + other.cost[theirs]
            low = int(np.argmin(both))
            if both[low] < limit:
                limit, hub = float(both[low]), int(one.reached[mine[low]])
                ends = [[int(one.start[mine[low]]), hub], [int(other.start[theirs[low]]), hub]]
        both = one.hubs + other.hubs
        top = int(np.argmin(both)) if len(both) else -1
        if top >= 0 and both[top] < limit:
            limit = float(both[top])
            ends = [[*self._entered(climb, top), self.base + top] for climb in (one, other)]
        if ends is None:
            return None
        up, down = (self._up(node, goals) for node, *goals in ends)
        return limit, [*up, *down[-2::-1]]

    def _entered(self, climb: Climb, top: int) -> tuple[int, int]:
        """The node in sight and the place in the order of the node where the top is entered on the way to one of its hubs."""
        entry = int(climb.entry[top])
        return int(climb.start[np.searchsorted(climb.reached, entry)]), entry

    def _up(self, node: int, goals: list[int]) -> list[int]:
        """Nodes from one to the hubs at some places in the order, one after the other."""
        nodes = [node]
        for goal in goals:
            while self.rank[nodes[-1]] != goal:
                nodes += self._step(nodes[-1], goal)
        return nodes

    def _step(self, node: int, hub: int) -> list[int]:
        """Nodes from the one after a node to the end of the rung that leads towards a hub."""
        first, higher = self._lists
        low, high = int(self.first_hub[node]), int(self.first_hub[node + 1])
        label = low + int(np.searchsorted(self.hub[low:high], hub))
        rung = first[node] + int(self.hub_rung[label])
        return [*self._over(node, higher[rung], rung), higher[rung]]

    def _over(self, one: int, other: int, rung: int) -> list[int]:
        """Nodes that a shortcut leaves out, from one end to the other."""
        middle = int(self.over[rung])
        if middle < 0:
            return []
        return [*self._over(one, middle, self._rung(middle, one)), middle, *self._over(middle, other, self._rung(middle, other))]

    def _rung(self, low: int, high: int) -> int:
        first, higher = self._lists
        return higher.index(high, first[low], first[low + 1])
