"""The next ways for a ship beside the shortest: by other named passages, with the miles that they add."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.geo import KM_PER_NM
from explorer.routing.legs import sea_leg
from explorer.routing.route import Conditions, Network, Route, RouteLeg, Unreachable

__all__ = ["OtherWay", "other_ways"]

FARTHEST = 3.0
"""A way is not worth naming when it is longer than this many times the shortest."""


@dataclass(frozen=True)
class OtherWay:
    """A sea leg between the same two ports that leaves out a passage which the shortest uses."""

    without: str
    """Id of the passage that is left out."""
    passages: tuple[str, ...]
    """Ids of the named straits and canals on the way, in order."""
    distance_km: float
    extra_km: float
    """Beyond the shortest."""

    @property
    def extra_nm(self) -> float:
        """Nautical miles beyond the shortest."""
        return self.extra_km / KM_PER_NM


def other_ways(network: Network, route: Route | Unreachable, options: Conditions) -> tuple[OtherWay, ...]:
    """The next ways of a route's sea leg, the shortest first; none where it uses no named passage or no other way is left.

    Each leaves out one of the passages that the shortest uses. Ways that use the same passages are told once.

    Parameters
    ----------
    route
        As it was found under the options.
    options
        What is closed stays closed. Passages that were asked for are not left out.
    """
    leg = next((leg for leg in route.legs if leg.mode == "sea"), None) if isinstance(route, Route) else None
    if leg is None or not isinstance(route, Route) or route.loading is None or route.discharge is None:
        return ()
    straits = {passage.id for passage in network.sea.passages}
    told: dict[tuple[str, ...], OtherWay] = {}
    for passage in leg.passages:
        if passage in straits and passage not in options.via:
            closed = replace(options, closed=options.closed | {passage})
            found = sea_leg(network.sea, route.loading, route.discharge, closed)
            if not isinstance(found, Unreachable):
                way = _beside(passage, leg, found[0])
                told.setdefault(way.passages, way)
    found_ways = sorted(told.values(), key=lambda way: way.distance_km)
    return tuple(way for way in found_ways if way.distance_km <= FARTHEST * leg.distance_km)


def _beside(passage: str, shortest: RouteLeg, other: RouteLeg) -> OtherWay:
    return OtherWay(passage, other.passages, other.distance_km, other.distance_km - shortest.distance_km)
