"""The network of sight lines as a graph: what is used and what can go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Web:
    """An undirected graph as arrays: ``links`` of shape (m, 2) and a cost for each."""

    size: int
    links: Ints
    cost: Floats

    def matrix(self) -> csr_matrix:
        """Symmetric sparse matrix of costs."""
        one, other = self.links.T
        rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
        return csr_matrix((np.tile(self.cost, 2), (rows, columns)), shape=(self.size, self.size))


def all_pairs(web: Web) -> Floats:
    """Cost between all nodes, shape (n, n)."""
    return np.asarray(dijkstra(web.matrix()), dtype=float)


def connected(web: Web, node: int) -> Ints:
    """Nodes that a way leads to from one, in ascending order."""
    _, component = connected_components(web.matrix(), directed=False)
    return np.flatnonzero(component == component[node])


@dataclass(frozen=True)
class Doors:
    """Places from which one comes to nodes of a web, but through which no way leads."""

    count: int
    door: Ints
    """The place of each way in, shape (k,)."""
    node: Ints
    cost: Floats

    def matrix(self, web: Web) -> csr_matrix:
        """The web as a sparse matrix, with the places after its nodes and links that only lead from them."""
        size = web.size + self.count
        inner = web.matrix().tocoo()
        rows, columns = np.concatenate([inner.row, web.size + self.door]), np.concatenate([inner.col, self.node])
        return csr_matrix((np.concatenate([inner.data, self.cost]), (rows, columns)), shape=(size, size))


def used(web: Web, sources: Ints, doors: Doors, batch: int = 16) -> tuple[Flags, Flags]:
    """What the shortest paths from some nodes and all doors to every node use.

    Parameters
    ----------
    web : Web
    sources : array of int
    doors : Doors
    batch : int
        So many paths are looked at together.

    Returns
    -------
    links : array of bool, shape (m,)
        Links on such a path.
    between : array of bool, shape (n,)
        Nodes inside such a path, which neither begins nor ends there.
    """
    matrix = doors.matrix(web)
    pair = np.asarray([web.size, 1])
    key = np.sort(web.links, axis=1) @ pair
    order = np.argsort(key)
    links, between = np.zeros(len(key), dtype=bool), np.zeros(web.size, dtype=bool)
    starts = np.concatenate([sources, web.size + np.arange(doors.count)])
    for first in range(0, len(starts), batch):
        _, before = dijkstra(matrix, indices=starts[first : first + batch], return_predecessors=True)
        for parent in before[:, : web.size]:
            ends = np.flatnonzero(parent >= 0)
            ends = ends[parent[ends] < web.size]
            above = parent[ends]
            steps = np.sort(np.column_stack([ends, above]), axis=1) @ pair
            links[order[np.searchsorted(key, steps, sorter=order)]] = True
            between[above[parent[above] >= 0]] = True
    return links, between


def without_detours(web: Web, tolerance: float) -> Flags:
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
