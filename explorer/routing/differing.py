"""What the route by rail and the route with a sea leg do not share.

The differing segment is everything between the points where the routes part and join again, rail onward from the port of
discharge included. What both use is the trunk; it cancels out of any comparison.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer.geo import LonLat, distance_km
from explorer.routing.legs import rail_leg
from explorer.routing.places import Place
from explorer.routing.route import Conditions, Network, Route, RouteLeg, Unreachable

ON_THE_WAY_KM = 2.0
"""A crossing or yard this near to a point of a line lies on it."""


@dataclass(frozen=True)
class Differing:
    """What only one of the two routes has, and what both have."""

    rail: tuple[RouteLeg, ...]
    sea: tuple[RouteLeg, ...]
    trunk: tuple[RouteLeg, ...]
    parts_at: str
    joins_at: str
    loads_apart: bool
    """Whether the train of the route by rail is loaded apart from the sea leg's goods, at the origin."""

    @property
    def shared_km(self) -> float:
        """Length of the trunk."""
        return sum(leg.distance_km for leg in self.trunk)


def shared_ends(one: Sequence[LonLat], other: Sequence[LonLat]) -> tuple[int, int]:
    """How many points two lines have in common from their starts, and from their ends.

    Examples
    --------
    >>> shared_ends("abcxyz", "abqyz")
    (2, 2)
    """
    most = min(len(one), len(other))
    ahead = next((number for number in range(most) if one[number] != other[number]), most)
    behind = next((number for number in range(most) if one[-1 - number] != other[-1 - number]), most)
    return ahead, behind


def differing(network: Network, rail: Route, options: Conditions, sea: Route) -> Differing:
    """Cut both routes where they part and join, and measure the pieces anew under the same conditions.

    Parameters
    ----------
    rail, sea
        Two routes between the same places, ``rail`` of one leg.
    options
        The conditions that the route by rail was found under.
    """
    (whole,) = rail.legs
    number = next(index for index, leg in enumerate(sea.legs) if leg.mode == "sea")
    head, tail = (legs[0] if legs else None for legs in (sea.legs[:number], sea.legs[number + 1 :]))
    ahead = shared_ends(whole.line, head.line)[0] if head else 0
    behind = shared_ends(whole.line, tail.line)[1] if tail else 0
    parting = whole.line[ahead - 1] if ahead > 1 else None
    joining = whole.line[-behind] if behind > 1 and len(whole.line) - behind > ahead else None
    start, goal = parting or whole.line[0], joining or whole.line[-1]

    names = {whole.line[0]: whole.origin, whole.line[-1]: whole.destination}
    names |= {leg.line[end]: (leg.origin, leg.destination)[end] for leg in (head, tail) if leg for end in (0, -1)}

    def point(position: LonLat) -> Place:
        return Place("", names.get(position) or called(network, position), position, "point")

    def piece(begin: LonLat, end: LonLat, like: RouteLeg, cut: bool) -> tuple[RouteLeg, ...]:
        if not cut:
            return (like,)
        found = rail_leg(network, point(begin), point(end), options)
        return () if isinstance(found, Unreachable) else (_events_of(like, found[0]),)

    by_rail = piece(start, goal, whole, parting is not None or joining is not None)
    by_sea = [sea.legs[number]]
    trunk: tuple[RouteLeg, ...] = ()
    if head is not None:
        by_sea[:0] = piece(start, head.line[-1], head, parting is not None)
    if parting is not None:
        trunk += piece(whole.line[0], parting, whole, True)
    if tail is not None:
        by_sea += piece(tail.line[0], goal, tail, joining is not None)
    if joining is not None:
        trunk += piece(joining, whole.line[-1], whole, True)
    return Differing(by_rail, tuple(by_sea), trunk, point(start).name, point(goal).name, parting is None)


def _events_of(whole: RouteLeg, part: RouteLeg) -> RouteLeg:
    """A part of a leg with those crossings and breaks of gauge of the whole leg that lie on it.

    Where the gauge changes follows from the whole route: the part alone might begin on the other gauge.
    """

    def on_it(events: tuple[Mapping[str, Any], ...]) -> tuple[Mapping[str, Any], ...]:
        return tuple(e for e in events if min(distance_km(e["at"], point) for point in part.line) <= ON_THE_WAY_KM)

    return replace(part, crossings=on_it(whole.crossings), gauge_breaks=on_it(whole.gauge_breaks))


def called(network: Network, position: LonLat) -> str:
    """A point of the track in words: by the station there, or the nearest one."""
    station, off_km = network.rail.nearest_station(position)
    return station.name if off_km < 0.6 else f"{off_km:.0f} km from {station.name}" if off_km >= 1 else f"near {station.name}"
