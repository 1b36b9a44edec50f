"""The links of the network with the passages that they go through, and the shortest way where some of these are closed."""

from __future__ import annotations

import itertools
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

    def way(self, one: InSight, other: InSight, shut: frozenset[int], limit: float) -> tuple[float, list[int]] | None:
        """Cost and nodes of the cheapest way that uses nothing closed; None when it costs no less than a limit.

        Parameters
        ----------
        one, other
            What is in sight of each position.
        shut
            Closed passages.
        limit
            In nautical miles.
        """
        (reached,) = self.graph.without(self.closed(shut)).reached([one.open(shut)], limit)
        node, cost = reached.meeting(*other.open(shut))
        return (cost, reached.way(node)) if cost < limit else None
