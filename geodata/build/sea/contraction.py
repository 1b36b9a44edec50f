"""Contraction hierarchies: an order of the nodes of the sea network, least important first, with shortcuts over what is left out.

Nodes are taken away one after the other (Geisberger and others, *Exact routing in large road networks using contraction
hierarchies*, Transportation Science 46, 2012). Where a shortest way between two neighbours went over the node, a shortcut takes
its place. A question then only ever looks upwards from both ends, at some thousand nodes instead of all.
"""

from __future__ import annotations

import heapq

import numpy as np

from geodata.build.sea.graph import Flags, Floats, Ints, Web, all_pairs

LOOKED_AT = 40
"""So many nodes are looked at for a way that makes a shortcut needless; one too many does no harm."""

CORE = 9000
"""From so many nodes left all distances are known, so that no needless shortcut is made."""

LATER = 1e6
"""What sets such a node back."""

DEPTH = 5
"""How much it sets a node back that others, one above the other, were taken away below it: this spreads them over the seas."""

BUSY = 24
"""Nodes with more neighbours are not looked at before all distances are known."""


Upwards = list[tuple[int, float, int]]
"""Where a node leads upwards: the higher nodes, in ascending order, the cost, and the node that a shortcut goes over, else -1."""


class _Contraction:
    """The network while nodes are taken away."""

    def __init__(self, web: Web) -> None:
        self.around: list[dict[int, tuple[float, int]]] = [{} for _ in range(web.size)]
        links = np.sort(web.links, axis=1)
        order = np.lexsort(links.T[::-1])
        for (one, other), cost in zip(links[order].tolist(), web.cost[order].tolist(), strict=True):
            if cost < self.around[one].get(other, (np.inf, -1))[0]:
                self.around[one][other] = self.around[other][one] = (cost, -1)
        self.depth = [0] * web.size
        self.up: list[Upwards] = [[] for _ in range(web.size)]
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
        return len(made) - len(self.around[node]) + DEPTH * self.depth[node], made

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


def contracted(web: Web) -> tuple[list[Upwards], Flags]:
    """Take all nodes away, those that matter least first.

    Returns
    -------
    up : list of list
        For each node what is left above it when it is taken away.
    core : array of bool, shape (n,)
        The nodes that were left when all distances between them became known; only such are above them.
    """
    graph, core = _Contraction(web), np.zeros(web.size, dtype=bool)
    heap = [(graph.priority(node)[0], node) for node in range(web.size)]
    heapq.heapify(heap)
    while heap:
        if graph.distance is None and (len(heap) <= CORE or heap[0][0] >= LATER):
            left = np.sort(np.asarray([node for _, node in heap]))
            graph.know_all(left)
            core[left] = True
            heap = [(graph.priority(node)[0], node) for node in left.tolist()]
            heapq.heapify(heap)
        _, node = heapq.heappop(heap)
        now, made = graph.priority(node)
        if heap and (now, node) > heap[0]:
            heapq.heappush(heap, (now, node))
            continue
        graph.take(node, made)
    return [sorted(above) for above in graph.up], core
