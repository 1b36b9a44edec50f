"""An order of the nodes of the sea network, least important first, with shortcuts over what is left out: contraction hierarchies.

Nodes are taken away one after the other (Geisberger and others, *Exact routing in large road networks using contraction
hierarchies*, Transportation Science 46, 2012). Where a shortest way between two neighbours went over the node, a shortcut takes
its place. A question then only ever looks upwards from both ends, at some hundred nodes instead of thousands.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geodata.build.sea.graph import Floats, Ints, Web, all_pairs

LOOKED_AT = 40
"""So many nodes are looked at for a way that makes a shortcut needless; one too many does no harm."""

CORE = 9000
"""From so many nodes left all distances are known, so that no needless shortcut is made."""

TOP = 3500
"""So many of the most important nodes know all hubs above them; the others know how they come there."""

LATER = 1e6
"""What sets such a node back."""

BUSY = 24
"""Nodes with more neighbours are not looked at before all distances are known."""


Label = list[tuple[int, float, int]]
"""Hubs of a node by their place in the order, lowest first, the cost to each, and which link upwards leads there."""


@dataclass(frozen=True)
class Ranks:
    """The links that lead upwards from each node, and what they lead to."""

    up: list[list[tuple[int, float, int]]]
    """For each node the higher nodes, the cost, and the node that a shortcut goes over, else -1."""
    rank: Ints
    """Place of each node in the order, shape (n,)."""
    labels: list[Label]
    """For each node its hubs, itself among them.

    Those of a node of the top lie in the top. Those of a node below it are the nodes below the top that it is nearer to than any
    way over the top would lead, and where its ways enter the top.
    """
    base: int
    """Place in the order of the lowest node of the top."""


class _Contraction:
    """The network while nodes are taken away."""

    def __init__(self, web: Web) -> None:
        self.around: list[dict[int, tuple[float, int]]] = [{} for _ in range(web.size)]
        for (one, other), cost in zip(web.links.tolist(), web.cost.tolist(), strict=True):
            if cost < self.around[one].get(other, (np.inf, -1))[0]:
                self.around[one][other] = self.around[other][one] = (cost, -1)
        self.depth = [0] * web.size
        self.up: list[list[tuple[int, float, int]]] = [[] for _ in range(web.size)]
        self.distance: Floats | None = None
        self.place: Ints = np.full(web.size, -1)

    def shortcuts(self, node: int) -> list[tuple[int, int, float]]:
        """Pairs of neighbours that would need a shortcut, with its cost."""
        mine = sorted(self.around[node].items())
        if len(mine) < 2:
            return []
        if self.distance is not None:
            ends = np.asarray([other for other, _ in mine])
            steps = np.asarray([step for _, (step, _) in mine])
            both = steps[:, None] + steps
            wanted = np.triu(both <= self.distance[np.ix_(self.place[ends], self.place[ends])] * (1 + 1e-9) + 1e-9, 1)
            return [(int(ends[a]), int(ends[b]), float(both[a, b])) for a, b in np.argwhere(wanted)]
        found = []
        for number, (one, (cost, _)) in enumerate(mine[:-1]):
            rest = {other: cost + step for other, (step, _) in mine[number + 1 :]}
            reached = self._reached(one, node, rest)
            found += [(one, other, total) for other, total in rest.items() if reached.get(other, np.inf) > total]
        return found

    def _reached(self, start: int, without: int, targets: dict[int, float]) -> dict[int, float]:
        """Costs from a node to others by ways that leave one out; too high ones where the look was cut short."""
        limit, wanted = max(targets.values()), set(targets)
        best, heap, done = {start: 0.0}, [(0.0, start)], 0
        while heap and wanted and done < LOOKED_AT:
            cost, node = heapq.heappop(heap)
            if cost > best[node]:
                continue
            done += 1
            wanted.discard(node)
            for other, (step, _) in self.around[node].items():
                total = cost + step
                if total <= limit and other != without and total < best.get(other, np.inf):
                    best[other] = total
                    heapq.heappush(heap, (total, other))
        return best

    def priority(self, node: int) -> tuple[float, list[tuple[int, int, float]]]:
        """How little a node matters, and the shortcuts it would leave behind."""
        if self.distance is None and len(self.around[node]) > BUSY:
            return LATER + len(self.around[node]), []
        made = self.shortcuts(node)
        return 2.0 * len(made) - len(self.around[node]) + self.depth[node], made

    def take(self, node: int, made: list[tuple[int, int, float]]) -> None:
        """Take a node away."""
        for other, (cost, middle) in sorted(self.around[node].items()):
            self.up[node].append((other, cost, middle))
            self.depth[other] = max(self.depth[other], self.depth[node] + 1)
            del self.around[other][node]
        for one, other, cost in made:
            if cost < self.around[one].get(other, (np.inf, -1))[0]:
                self.around[one][other] = self.around[other][one] = (cost, node)

    def know_all(self, left: Ints) -> None:
        """From here on all distances between the nodes that are left are known."""
        self.place[left] = np.arange(len(left))
        links = [(one, other, cost) for one in left.tolist() for other, (cost, _) in self.around[one].items() if one < other]
        table = np.asarray([(self.place[one], self.place[other]) for one, other, _ in links])
        self.distance = all_pairs(Web(len(left), table, np.asarray([cost for *_, cost in links])))
        for one, other, cost in links:
            if cost > self.distance[self.place[one], self.place[other]] * (1 + 1e-9):
                del self.around[one][other], self.around[other][one]


def ranks(web: Web) -> Ranks:
    """Take all nodes away, those that matter least first."""
    graph = _Contraction(web)
    heap = [(graph.priority(node)[0], node) for node in range(web.size)]
    heapq.heapify(heap)
    rank, taken = np.zeros(web.size, dtype=np.int64), 0
    while heap:
        if graph.distance is None and (len(heap) <= CORE or heap[0][0] >= LATER):
            graph.know_all(np.sort(np.asarray([node for _, node in heap])))
            heap = [(graph.priority(node)[0], node) for _, node in heap]
            heapq.heapify(heap)
        _, node = heapq.heappop(heap)
        now, made = graph.priority(node)
        if heap and (now, node) > heap[0]:
            heapq.heappush(heap, (now, node))
            continue
        graph.take(node, made)
        rank[node], taken = taken, taken + 1
    up = [sorted(rungs) for rungs in graph.up]
    base = len(rank) - min(TOP, len(rank))
    return Ranks(up, rank, _labels(up, rank, base), base)


def _labels(up: list[list[tuple[int, float, int]]], rank: Ints, base: int) -> list[Label]:
    """Hubs of every node (Abraham and others, SEA 2011), below the top only as far as the top."""
    nodes = np.argsort(rank)
    exact, found = _of_the_top([up[node] for node in nodes[base:].tolist()], rank, base)
    labels: list[Label] = [[] for _ in rank]
    for node, label in zip(nodes[base:].tolist(), found, strict=True):
        labels[node] = label
    below = _BelowTheTop(exact, base)
    for place in range(base - 1, -1, -1):
        node = int(nodes[place])
        labels[node] = below.label(place, [(int(rank[other]), cost) for other, cost, _ in up[node]])
    return labels


def _of_the_top(up: list[list[tuple[int, float, int]]], rank: Ints, base: int) -> tuple[Floats, list[Label]]:
    """Costs between all nodes of the top, and for each those above it that a shortest way leads to without going down."""
    size = len(up)
    links = [(place, int(rank[other]) - base, cost) for place, rungs in enumerate(up) for other, cost, _ in rungs]
    ends = np.asarray([link[:2] for link in links], dtype=np.int64).reshape(-1, 2)
    exact = all_pairs(Web(size, ends, np.asarray([cost for *_, cost in links], dtype=float)))
    known = np.full((size, size), np.inf)
    found: list[Label] = [[] for _ in up]
    for place in range(size - 1, -1, -1):
        rungs = up[place]
        by = np.zeros(size, dtype=np.int64)
        if rungs:
            above = rank[[other for other, _, _ in rungs]] - base
            ways = known[above] + np.asarray([cost for _, cost, _ in rungs])[:, None]
            by = np.argmin(ways, axis=0)
            known[place] = ways[by, np.arange(size)]
        known[place, known[place] > _just_above(exact[place])] = np.inf
        known[place, place] = 0.0
        mine = np.flatnonzero(np.isfinite(known[place]))
        found[place] = list(zip((base + mine).tolist(), known[place, mine].tolist(), by[mine].tolist(), strict=True))
    return exact, found


def _just_above(cost: Floats) -> Floats:
    """What still counts as the same cost."""
    return cost * (1 + 1e-9) + 1e-9


class _BelowTheTop:
    """Labels of the nodes below the top, made from the highest down."""

    def __init__(self, exact: Floats, base: int) -> None:
        self.exact, self.base = exact, base
        self.near: dict[int, dict[int, float]] = {}
        self.entries: dict[int, tuple[Ints, Floats]] = {}

    def label(self, place: int, rungs: list[tuple[int, float]]) -> Label:
        """Hubs of the node at a place in the order, given where its links upwards lead and their costs."""
        best = {place: (0.0, 0)}
        for number, (above, cost) in enumerate(rungs):
            for hub, rest in self._known(above):
                if cost + rest < best.get(hub, (np.inf, 0))[0]:
                    best[hub] = (cost + rest, number)
        entries = np.asarray([hub for hub in best if hub >= self.base], dtype=np.int64) - self.base
        costs = np.asarray([best[self.base + hub][0] for hub in entries.tolist()])
        over = costs[:, None] + self.exact[entries]
        others = over[:, entries].copy()
        np.fill_diagonal(others, np.inf)
        used = others.min(axis=0, initial=np.inf) > _just_above(costs)
        self.entries[place] = entries[used], costs[used]
        reached = over.min(axis=0, initial=np.inf)
        low = {hub: cost for hub, (cost, _) in best.items() if hub < self.base}
        self.near[place] = {hub: cost for hub, cost in low.items() if hub == place or self._nearest(hub, low, reached)}
        kept = sorted([*self.near[place], *(self.base + entries[used]).tolist()])
        return [(hub, *best[hub]) for hub in kept]

    def _known(self, place: int) -> Iterator[tuple[int, float]]:
        """Hubs of a higher node and the costs; a node of the top stands for itself."""
        if place >= self.base:
            yield place, 0.0
            return
        yield from self.near[place].items()
        entries, costs = self.entries[place]
        yield from zip((self.base + entries).tolist(), costs.tolist(), strict=True)

    def _nearest(self, hub: int, near: dict[int, float], reached: Floats) -> bool:
        """Whether the way up to a hub below the top is the shortest, and shorter than any over the top."""
        cost, (entries, costs) = near[hub], self.entries[hub]
        if (reached[entries] + costs).min(initial=np.inf) <= _just_above(np.asarray(cost)):
            return False
        theirs = self.near[hub]
        return all(near[middle] + rest >= cost * (1 - 1e-9) - 1e-9 for middle, rest in theirs.items() if middle in near)
