"""The network of sight lines as a graph: what is used, what can go, and landmarks that tell how far off a place is."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.build.errors import BuildFault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def _scipy(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        message = "scipy is needed to build the sea network; install the extra of this project named build"
        raise BuildFault(message) from error


@dataclass(frozen=True)
class Web:
    """An undirected graph as arrays: ``links`` of shape (m, 2) and a cost for each."""

    size: int
    links: Ints
    cost: Floats

    def matrix(self) -> Any:
        """Symmetric sparse matrix of costs; needs scipy, which only the build uses."""
        sparse = _scipy("scipy.sparse")
        one, other = self.links.T
        rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
        return sparse.csr_matrix((np.tile(self.cost, 2), (rows, columns)), shape=(self.size, self.size))


def all_pairs(web: Web) -> Floats:
    """Cost between all nodes, shape (n, n)."""
    return np.asarray(_scipy("scipy.sparse.csgraph").dijkstra(web.matrix()), dtype=float)


def usage(web: Web, sources: Ints, targets: Ints, batch: int = 16) -> tuple[Ints, Ints]:
    """How many sampled shortest paths use each link and each node.

    Parameters
    ----------
    web : Web
    sources, targets : array of int
        Nodes between all of which paths are counted.

    Returns
    -------
    by_link : array of shape (m,)
    by_node : array of shape (n,)
    """
    graph = _scipy("scipy.sparse.csgraph")
    matrix = web.matrix()
    key = np.sort(web.links, axis=1) @ np.asarray([web.size, 1])
    order = np.argsort(key)
    by_link, by_node = np.zeros(len(key), dtype=np.int64), np.zeros(web.size, dtype=np.int64)
    wanted = np.bincount(targets, minlength=web.size)
    for first in range(0, len(sources), batch):
        distance, before = graph.dijkstra(matrix, indices=sources[first : first + batch], return_predecessors=True)
        for far, previous in zip(distance, before, strict=True):
            weight = np.where(np.isfinite(far), wanted, 0).astype(np.int64)
            ranked = np.argsort(-np.where(np.isfinite(far), far, -1.0), kind="stable")
            count = weight.tolist()
            parent = previous.tolist()
            for node in ranked.tolist():
                up = parent[node]
                if up >= 0 and count[node]:
                    count[up] += count[node]
            through = np.asarray(count)
            used = np.flatnonzero((previous >= 0) & (through > 0))
            ends = np.sort(np.column_stack([used, previous[used]]), axis=1) @ np.asarray([web.size, 1])
            by_link[order[np.searchsorted(key[order], ends)]] += through[used]
            by_node += through
    return by_link, by_node


def without_detours(web: Web, tolerance: float) -> NDArray[np.bool_]:
    """Which links are needed: those that no way over one other node replaces at a cost hardly higher."""
    neighbours: list[dict[int, float]] = [{} for _ in range(web.size)]
    for (one, other), cost in zip(web.links.tolist(), web.cost.tolist(), strict=True):
        neighbours[one][other] = cost
        neighbours[other][one] = cost
    needed = np.ones(len(web.links), dtype=bool)
    for index in np.argsort(-web.cost, kind="stable").tolist():
        one, other = web.links[index].tolist()
        near, far = neighbours[one], neighbours[other]
        if len(near) > len(far):
            near, far = far, near
        limit = web.cost[index] * (1 + tolerance)
        for node, cost in near.items():
            rest = far.get(node)
            if rest is not None and cost + rest <= limit:
                needed[index] = False
                del neighbours[one][other], neighbours[other][one]
                break
    return needed


def landmarks(web: Web, often: NDArray[np.bool_], count: int) -> Floats:
    """Cost from some far-apart nodes to every node: what A* needs to know which way the water goes.

    Parameters
    ----------
    web : Web
    often : array of bool, shape (n,)
        Part of the network where most questions are asked; every second landmark is taken from it.
    count : int

    Returns
    -------
    array of shape (n, count)
    """
    graph = _scipy("scipy.sparse.csgraph")
    matrix = web.matrix()
    table: list[Floats] = []
    for number in range(count):
        nearest = np.min(table, axis=0) if table else graph.dijkstra(matrix, indices=0)
        allowed = often if number % 2 == 0 else np.ones(web.size, dtype=bool)
        table.append(graph.dijkstra(matrix, indices=int(np.argmax(np.where(allowed, nearest, -1.0)))))
    return np.column_stack(table)
