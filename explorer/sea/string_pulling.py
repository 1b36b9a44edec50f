"""String pulling at the ends of a way: from a position only some nodes are looked for, and a better one may lie beside the way.

Where the way found could be joined at less cost if only the line there is clear, at a node on it or next to it, that is tried.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from explorer.geo import LonLat
from explorer.sea.links import Links
from explorer.sea.plane import unit_vector
from explorer.sea.visibility import Sight, SightLine

__all__ = ["Pulled", "StringPulling"]

PULLED = 6
"""A way is joined at any of its nodes after the first, or next to one of so many of them."""
TRIED = 10
"""To so many nodes at most a line is drawn, those that promise most."""
WORTH = 1e-4
"""What saves less than this share of a way, or of a mile, is not looked at."""
STRAIGHT, BEND = -1e-6, 0.2
"""From these bends on a way rounds an obstacle: at its first node, where going straight on is as good, and at others."""
KEPT = 65536
"""So many lines are kept."""
UNKNOWN = SightLine(-1.0, ())
"""Stands for a line that was not drawn yet."""


class Pulled(NamedTuple):
    """A better end of a way."""

    nodes: list[int]
    line: SightLine
    """From the position to the first of the nodes."""


@dataclass(frozen=True)
class StringPulling:
    """Nodes with what is seen of them, and the links between them."""

    sight: Sight
    links: Links
    _known: dict[tuple[LonLat, int], SightLine | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def pulled(
        self, nodes: list[int], start: LonLat, first: float, cost: float, tried: Collection[int], shut: frozenset[int]
    ) -> Pulled | None:
        """A way to the same end that costs less, if the beginning can be bettered.

        Near land, where lines cost more than their length, a bend round a cape is taken as it is, and nothing beyond it is tried.

        Parameters
        ----------
        nodes
            Of the way as found.
        start
            Position on water from which it begins.
        first
            Cost of the line to its first node.
        cost
            Of the whole way.
        tried
            Nodes to which no line needs to be drawn again; none for a way out of a harbour.
        shut
            Closed passages.
        """
        offing = first > self.sight.apart(start, nodes[0]) * (1 + 1e-6)
        loose = self._loose(unit_vector(start), nodes) if offing or not tried else nodes
        if len(loose) < 2:
            return None
        joins, places, most = self._joins(loose, start, first, WORTH * max(cost, 1.0), tried, shut)
        best, found = 0.0, None
        lines = self._lines(start, joins)
        for node, place, limit, line in zip(joins, places, most, lines, strict=True):
            if line is not None and limit - line.cost > best and not shut.intersection(line.passages):
                best = limit - line.cost
                found = Pulled(nodes[place:] if nodes[place] == node else [node, *nodes[place:]], line)
        return found

    def _loose(self, spot: Sequence[float], nodes: list[int]) -> list[int]:
        """The nodes of a way up to the first that it bends round: no straight line to one farther on goes the same way."""
        for place, (node, then) in enumerate(itertools.pairwise(nodes)):
            if self.sight.rounds(spot, node, then) >= (BEND if place else STRAIGHT):
                return nodes[: place + 1]
            spot = self.sight.vector[node].tolist()
        return nodes

    def _joins(
        self, nodes: list[int], start: LonLat, first: float, least: float, tried: Collection[int], shut: frozenset[int]
    ) -> tuple[list[int], list[int], list[float]]:
        """Nodes to draw a line to, the place in the way where it would be joined, and below what cost that betters it."""
        spent = np.cumsum([first, *self.links.graph.cost[self.links.along(nodes)]])
        node, place, step = self.links.beside(nodes[1:], PULLED, shut)
        most = spent[place] - step
        promise = most - self.sight.off(start, node)
        worth = np.flatnonzero(promise > least)
        worth = worth[np.argsort(-promise[worth], kind="stable")]
        worth = worth[self.sight.usable(start, node[worth])]
        picked = dict[int, int]()
        for index, number in zip(worth.tolist(), node[worth].tolist(), strict=True):
            if number not in tried and number not in picked:
                picked[number] = index
                if len(picked) == TRIED:
                    break
        chosen = list(picked.values())
        return list(picked), place[chosen].tolist(), most[chosen].tolist()

    def _lines(self, start: LonLat, nodes: list[int]) -> list[SightLine | None]:
        """Lines from a position to nodes, kept for other ways that begin alike."""
        asked = {node: self._known.get((start, node), UNKNOWN) for node in nodes}
        found = {node: line for node, line in asked.items() if line is not UNKNOWN}
        fresh = [node for node in nodes if node not in found]
        if fresh:
            found |= zip(fresh, self.sight.lines_to(start, np.asarray(fresh)), strict=True)
            if len(self._known) > KEPT:
                self._known.clear()
            self._known.update({(start, node): found[node] for node in fresh})
        return [found[node] for node in nodes]
