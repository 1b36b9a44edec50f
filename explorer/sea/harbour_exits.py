"""What can be seen from a position at sea, and from a harbour that does not see the offing, over bends on the way out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explorer.geo import KM_PER_NM, LonLat, distance_km
from explorer.sea.harbour_grid import ways_out
from explorer.sea.plane import to_lonlat
from explorer.sea.visibility import LEAVE_NM, InSight, Sight
from geodata.formats.mercator import to_plane

__all__ = ["Harbours"]

FAR_OUT_NM = 180.0
"""A chart has led to the sea when it comes to a node of the wider levels over no more than this."""
SMALL_CHARTS = 3
"""So many of the smaller charts are drawn where nodes of narrow water are in sight already."""


class _Way(NamedTuple):
    """A way over bends to where lines to nodes begin."""

    cost: float
    bends: tuple[LonLat, ...]
    passages: tuple[int, ...]
    """Passages on the way over the bends."""
    links: InSight


@dataclass(frozen=True)
class Harbours:
    """Ways out of harbours to the nodes of the network."""

    sight: Sight

    def nodes_from(self, position: LonLat, shut: frozenset[int] = frozenset()) -> InSight:
        """Nodes in sight of a position on water; from a harbour that does not see the offing, over bends on the way out.

        Parameters
        ----------
        position
            On water.
        shut
            Numbers of the passages that no way out may go through.
        """
        found = self.sight.nodes_from(position)
        if self._sees(found, LEAVE_NM):
            return found
        spot = to_plane(np.asarray([position]))
        inshore = (
            any(area.holds(spot)[0] for area, _ in self.sight.obstacles.bands) and not self.sight.obstacles.land.holds(spot)[0]
        )
        return self._charted(position, found, shut) if inshore else found

    def _sees(self, found: InSight, reach_nm: float) -> bool:
        """Whether a node of the wider levels or of a fairway, from which ways lead on, is that near."""
        onwards = np.isin(found.nodes, self.sight.channel_nodes) | np.isin(found.nodes, self.sight.outer, assume_unique=True)
        return bool((found.cost[onwards] < reach_nm).any())

    def _charted(self, position: LonLat, seen: InSight, shut: frozenset[int]) -> InSight:
        """Lines out of a harbour that does not see the offing, over a chart of its surroundings."""
        near = bool((seen.cost < LEAVE_NM).any())
        found, options = seen, [_Way(0.0, (position,), (), seen)]
        gates = self.sight.obstacles.passages.geometries[sorted(shut)]
        charts = ways_out(position, self.sight.land, self.sight.plane, gates)
        for ways in itertools.islice(charts, SMALL_CHARTS if near else None):
            options += [self._onwards(*way) for way in ways]
            found = _cheapest(options, shut)
            if self._sees(found, FAR_OUT_NM):
                break
        return found

    def _onwards(self, bends: tuple[LonLat, ...], node: int | None) -> _Way:
        """What is seen from the last bend of a way, or the node that it leads to."""
        cost, through = self._inshore(bends), self.through(bends)
        if node is None:
            return _Way(cost, bends, through, self.sight.nodes_from(bends[-1]))
        last = (bends[-1], to_lonlat(self.sight.plane[node]))
        ahead = {node: self.through(last)}
        return _Way(cost, bends, through, InSight(np.asarray([node]), np.asarray([self._inshore(last)]), ahead, {}, frozenset()))

    def through(self, bends: Sequence[LonLat]) -> tuple[int, ...]:
        """Passages that a way over bends goes through, in their order."""
        return tuple(self.sight.obstacles.crossed(to_plane(np.asarray(bends)))) if len(bends) > 1 else ()

    def _inshore(self, bends: tuple[LonLat, ...]) -> float:
        """Cost of a way over a chart."""
        if len(bends) < 2:
            return 0.0
        places = to_plane(np.asarray(bends))
        middles = (places[1:] + places[:-1]) / 2
        length = np.asarray([distance_km(one, other) for one, other in itertools.pairwise(bends)]) / KM_PER_NM
        return float(length @ (1 + sum(surcharge * area.holds(middles) for area, surcharge in self.sight.obstacles.bands)))


def _cheapest(ways: list[_Way], shut: frozenset[int]) -> InSight:
    """The cheapest line to each node out of those over different bends that go through nothing closed."""
    best: dict[int, tuple[float, _Way]] = {}
    for way in (way for way in ways if not shut.intersection(way.passages)):
        seen, costs = way.links.open(shut)
        for node, cost in zip(seen.tolist(), costs.tolist(), strict=True):
            if node not in best or way.cost + cost < best[node][0]:
                best[node] = (way.cost + cost, way)
    nodes = sorted(best)
    return InSight(
        np.asarray(nodes, dtype=np.int64),
        np.asarray([best[node][0] for node in nodes], dtype=float),
        {node: (*way.passages, *way.links.passages.get(node, ())) for node, (_, way) in best.items()},
        {node: way.bends[1:] for node, (_, way) in best.items() if len(way.bends) > 1},
        ways[0].links.tried,
    )
