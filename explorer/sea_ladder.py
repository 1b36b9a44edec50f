"""Shortest ways over the nodes of the network by looking upwards only: a node leads to more important ones, ends meet at the top.

The order of the nodes and the shortcuts over those left out come with the data (Geisberger and others, *Exact routing in large
road networks using contraction hierarchies*, Transportation Science 46, 2012). The most important nodes, the top, know all hubs
above them and the cost to each (Abraham and others, *A hub-based labeling algorithm*, SEA 2011). What a position reaches upwards
is worked out once and serves for every other end. Nothing here knows closures.
"""

from __future__ import annotations

import bisect
import heapq
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.sea_plane import Flags, Floats, Ints

__all__ = ["Climb", "Ladder"]


@dataclass(frozen=True, slots=True)
class Climb:
    """Everything that is reached upwards from a position."""

    cost: dict[int, float]
    """Nodes below the top, and the nodes of the top that are reached from there or seen from the position."""
    before: dict[int, int]
    """The rung that led to a node; nodes in sight of the position have none."""
    hubs: Floats
    """Cost to each hub of the top, shape (k,)."""
    entry: Ints
    """The node of the top, seen or climbed to, from which that is, shape (k,)."""


@dataclass(frozen=True)
class Ladder:
    """The links and shortcuts that lead upwards, and the hubs of the top."""

    first: Ints
    """Where the rungs of a node begin, shape (n + 1,)."""
    higher: Ints
    cost: Floats
    over: Ints
    """The node that a rung is a shortcut over, else -1."""
    rank: Ints
    """Place of each node in the order, shape (n,)."""
    first_hub: Ints
    """Where the hubs of a node begin, shape (n + 1,); nodes below the top have none."""
    hub: NDArray[np.uint16]
    """Hubs, counted from the lowest node of the top; in small numbers, since there are a million."""
    hub_cost: NDArray[np.float32]
    hub_rung: NDArray[np.uint16]
    """Which rung of the node leads to the hub, counted from its first; anything where it is the hub itself."""

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[float], list[int], list[int]]:
        order = np.empty_like(self.rank)
        order[self.rank] = np.arange(len(self.rank))
        return self.first.tolist(), self.higher.tolist(), self.cost.tolist(), self.rank.tolist(), order.tolist()

    @cached_property
    def _base(self) -> int:
        """Rank of the lowest node of the top."""
        return len(self.rank) - int((np.diff(self.first_hub) > 0).sum())

    def climb(self, start: dict[int, float]) -> Climb:
        """Look upwards from nodes that cost something to reach; not from one that is reached as cheaply over a higher one."""
        first, higher, step, rank, order = self._lists
        base = self._base
        cost, before = dict(start), dict[int, int]()
        heap = [rank[node] for node in start]
        heapq.heapify(heap)
        while heap and heap[0] < base:
            node = order[heapq.heappop(heap)]
            here, low, high = cost[node], first[node], first[node + 1]
            above, more = higher[low:high], step[low:high]
            known = list(map(cost.get, above))
            for so_far, back in zip(known, more, strict=True):
                if so_far is not None and so_far + back <= here:
                    break
            else:
                for rung, there, further, so_far in zip(range(low, high), above, more, known, strict=True):
                    total = here + further
                    if so_far is None:
                        heapq.heappush(heap, rank[there])
                    elif so_far <= total:
                        continue
                    cost[there] = total
                    before[there] = rung
        entries = np.asarray([order[place] for place in sorted(heap)], dtype=np.int64)
        return Climb(cost, before, *self._hubs(entries, cost))

    def _hubs(self, entries: Ints, cost: dict[int, float]) -> tuple[Floats, Ints]:
        """Cost to each hub over the best of some nodes of the top, and that node."""
        own = np.asarray([cost[node] for node in entries.tolist()], dtype=float)
        useful = self._useful(entries, own)
        entries, own = entries[useful], own[useful]
        low = self.first_hub[entries]
        count = self.first_hub[entries + 1] - low
        owner = np.repeat(np.arange(len(entries)), count)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count) + low[owner]
        total = own[owner] + self.hub_cost[place]
        size = len(self.rank) - self._base
        hubs, entry = np.full(size, np.inf), np.full(size, -1)
        hub = self.hub[place]
        np.minimum.at(hubs, hub, total)
        best = np.flatnonzero(total <= hubs[hub])
        entry[hub[best]] = entries[owner[best]]
        return hubs, entry

    def _useful(self, entries: Ints, own: Floats) -> Flags:
        """Which nodes of the top are not reached as cheaply over a higher one that is reached too."""
        reached = np.full(len(self.rank) - self._base, np.inf)
        reached[self.rank[entries] - self._base] = own
        low = self.first[entries]
        count = self.first[entries + 1] - low
        owner = np.repeat(np.arange(len(entries)), count)
        rung = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count) + low[owner]
        over = reached[self.rank[self.higher[rung]] - self._base] + self.cost[rung]
        useful = np.ones(len(entries), dtype=bool)
        useful[owner[over <= own[owner]]] = False
        return useful

    def way(self, one: Climb, other: Climb, limit: float) -> tuple[float, list[int]] | None:
        """Cost and nodes of the shortest way between two positions; None when it costs no less than a limit."""
        few, many = (one.cost, other.cost) if len(one.cost) < len(other.cost) else (other.cost, one.cost)
        low, best = -1, limit
        for node, cost in few.items():
            rest = many.get(node)
            if rest is not None and cost + rest < best:
                low, best = node, cost + rest
        both = one.hubs + other.hubs
        hub = int(np.argmin(both)) if len(both) else -1
        if hub >= 0 and both[hub] < best:
            return float(both[hub]), self._from_hub(one, hub)[::-1] + self._from_hub(other, hub)[1:]
        if low < 0:
            return None
        return best, self._down(one, low)[::-1] + self._down(other, low)[1:]

    def _from_hub(self, climb: Climb, hub: int) -> list[int]:
        """Nodes from a hub down to one in sight of the position."""
        first, higher, _, _, order = self._lists
        node = int(climb.entry[hub])
        rungs, top, start = [], order[self._base + hub], node
        while node != top:
            low, high = int(self.first_hub[node]), int(self.first_hub[node + 1])
            label = low + int(np.searchsorted(self.hub[low:high], hub))
            rung = first[node] + int(self.hub_rung[label])
            rungs.append((node, rung))
            node = higher[rung]
        nodes = [top]
        for below, rung in reversed(rungs):
            nodes += [*self._over(nodes[-1], below, rung), below]
        return nodes[:-1] + self._down(climb, start)

    def _down(self, climb: Climb, top: int) -> list[int]:
        """Nodes from one that was climbed to down to one in sight of the position."""
        first = self._lists[0]
        nodes = [top]
        while nodes[-1] in climb.before:
            rung = climb.before[nodes[-1]]
            below = bisect.bisect_right(first, rung) - 1
            nodes += [*self._over(nodes[-1], below, rung), below]
        return nodes

    def _over(self, one: int, other: int, rung: int) -> list[int]:
        """Nodes that a shortcut leaves out, from one end to the other."""
        middle = int(self.over[rung])
        if middle < 0:
            return []
        return [*self._over(one, middle, self._rung(middle, one)), middle, *self._over(middle, other, self._rung(middle, other))]

    def _rung(self, low: int, high: int) -> int:
        first, higher, *_ = self._lists
        return higher.index(high, first[low], first[low + 1])
