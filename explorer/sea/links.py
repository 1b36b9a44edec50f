"""The links of the network with the passages that they go through, and the shortest way where some of these are closed."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.sea.graph import Graph
from explorer.sea.plane import Floats, Ints, runs
from explorer.sea.visibility import InSight
from geodata.formats.sea import SeaNodes, unpack_numbers

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["Links"]


@dataclass(frozen=True)
class Links:
    """The links of the network."""

    graph: Graph
    passage: Ints
    """Passage of each link, else -1, shape (m,)."""
    several: dict[int, tuple[int, ...]]
    """For links through more than one passage, all of them."""

    @classmethod
    def of(cls, nodes: SeaNodes, passages: GeoDataFrame) -> Links:
        """From the data sets ``sea_nodes`` and ``sea_passages``; its column ``also`` has links through more than one passage."""
        links = cls(Graph.of(nodes.first, nodes.neighbour, nodes.cost_nm), nodes.passage, {})
        several: dict[int, tuple[int, ...]] = {}
        for number, text in enumerate(passages["also"]):
            for one, other in unpack_numbers([text]).reshape(-1, 2).tolist():
                for link in (links.graph.link(one, other), links.graph.link(other, one)):
                    several[link] = (*several.get(link, links.passages(link)), number)
        return replace(links, several=several)

    def along(self, nodes: list[int]) -> list[int]:
        """Numbers of the links of a way over nodes."""
        return [self.graph.link(one, other) for one, other in itertools.pairwise(nodes)]

    def passages(self, link: int) -> tuple[int, ...]:
        """Passages that a link goes through."""
        more = self.several.get(link)
        if more is not None:
            return more
        passage = int(self.passage[link])
        return (passage,) if passage >= 0 else ()

    def closed(self, shut: frozenset[int]) -> Ints:
        """Links through closed passages."""
        closed = np.isin(self.passage, list(shut))
        closed[[link for link, passages in self.several.items() if shut.intersection(passages)]] = True
        return np.flatnonzero(closed)

    def beside(self, nodes: list[int], count: int, shut: frozenset[int]) -> tuple[Ints, Ints, Floats]:
        """Some nodes and those next to the first of them: node, place of the one that it is next to, from 1, cost of the link."""
        owner, link = runs(self.graph.first, np.asarray(nodes[:count], dtype=np.int64))
        if shut:
            open_ = ~np.isin(link, self.closed(shut))
            owner, link = owner[open_], link[open_]
        return (
            np.concatenate([nodes, self.graph.neighbour[link]]).astype(np.int64),
            np.concatenate([np.arange(len(nodes)), owner]) + 1,
            np.concatenate([np.zeros(len(nodes)), self.graph.cost[link]]),
        )

    def way(
        self, one: InSight, other: InSight, shut: frozenset[int], limit: float = math.inf, via: tuple[int, ...] = ()
    ) -> tuple[float, list[int]] | None:
        """Cost and nodes of the cheapest way that uses nothing closed; None when it costs no less than a limit.

        The network is laid out once for each passage on the way and once more: a link through the next passage leads from one
        copy to the following, so that who arrives in the last has gone through all of them.

        Parameters
        ----------
        one, other
            What is in sight of each position.
        shut
            Closed passages.
        limit
            In nautical miles.
        via
            Passages to go through, in this order.
        """
        size = len(self.graph.first) - 1
        (nodes, costs), stages = one.open(shut), one.stages(shut, via)
        (reached,) = self._staged(shut, via).reached([(nodes + size * stages, costs)], limit)
        (nodes, costs), stages = other.open(shut), other.stages(shut, via[::-1])
        node, cost = reached.meeting(nodes + size * (len(via) - stages), costs)
        return (cost, [each % size for each in reached.way(node)]) if cost < limit else None

    def _staged(self, shut: frozenset[int], via: tuple[int, ...]) -> Graph:
        """The links that are not closed, once for each stage of a way through some passages."""
        if not via:
            return self.graph.without(self.closed(shut))
        size, links = len(self.graph.first) - 1, len(self.graph.neighbour)
        stages = len(via) + 1
        neighbour = np.concatenate([self.graph.neighbour + stage * size for stage in range(stages)])
        for stage, number in enumerate(via):
            neighbour[stage * links + self.closed(frozenset({number}))] += size
        first = np.concatenate([[0], *(self.graph.first[1:] + stage * links for stage in range(stages))])
        whole = Graph.of(first, neighbour, np.tile(self.graph.cost, stages))
        closed = self.closed(shut)
        return whole.without(np.concatenate([closed + stage * links for stage in range(stages)]))
