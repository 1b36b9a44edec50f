"""Two whole chains from one origin to one destination: by rail throughout, and with a sea leg; and what they do not share.

The differing segment is everything between the points where the chains part and join again, rail onward from the port of
discharge included. What both use is the trunk; it cancels out of any comparison. Chains are schematic: they join reported places
over the networks and were not observed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from explorer.geo import LonLat, distance_km
from explorer.routing.places import Spot
from explorer.routing.planner import SAME_TOWN_KM, Legs, Network, Options, Route, RouteLeg, at_port, own_track_first, route

ON_THE_WAY_KM = 2.0
"""A crossing or yard this near to a point of a line lies on it."""


@dataclass(frozen=True)
class Missing:
    """There is no such chain, and why."""

    mode: Literal["rail", "sea"]
    reason: str


@dataclass(frozen=True)
class Chain(Legs):
    """One chain in legs. ``ports`` are where goods change between train and ship, in order."""

    mode: Literal["rail", "sea"]
    ports: tuple[Spot, ...] = ()
    conditions: str = ""

    @property
    def changes(self) -> int:
        """How often goods change between train and ship."""
        return len(self.ports)


@dataclass(frozen=True)
class Differing:
    """What only one of the two chains has, and what both have."""

    rail: tuple[RouteLeg, ...]
    sea: tuple[RouteLeg, ...]
    trunk: tuple[RouteLeg, ...]
    parts_at: str
    joins_at: str
    loads_apart: bool
    """Whether the train of the rail chain is loaded apart from the sea chain's, at the origin."""

    @property
    def shared_km(self) -> float:
        """Length of the trunk."""
        return sum(leg.distance_km for leg in self.trunk)


@dataclass(frozen=True)
class Pair:
    """Both chains, with the sea leg by one port of discharge; ``differing`` is None with a reason where one is missing."""

    discharge: Spot | None
    rail: Chain | Missing
    sea: Chain | Missing
    differing: Differing | None
    reason: str = ""


@dataclass(frozen=True)
class Question:
    """Between which places chains are looked for, and under which conditions.

    ``discharges`` are the ports where the sea leg may end, the destination itself where that is a port; ``loadings`` those where
    it may begin, the preferred ones first, the origin itself where it is a port.
    """

    network: Network
    origin: Spot
    destination: Spot
    discharges: tuple[Spot, ...]
    loadings: tuple[Spot, ...]
    options: Options


def find(asked: Question) -> tuple[Pair, ...]:
    """Both chains for each port of discharge.

    Raises
    ------
    OptionError
        A closure has an id that nothing has.
    """
    if at_port(asked.origin, asked.destination):
        same = f"{asked.origin.name} and {asked.destination.name} are the same place."
        return (Pair(None, Missing("rail", same), Missing("sea", same), None, same),)
    found = _by_rail(asked, asked.origin, asked.destination)
    rail = found if isinstance(found, Missing) else Chain("rail", (found[0],), conditions=found[2])
    if not asked.discharges:
        return (Pair(None, rail, Missing("sea", "No port of discharge is known."), None, "one of the chains is missing"),)
    return tuple(_pair(asked, rail, found, port) for port in asked.discharges)


_Railed = tuple[RouteLeg, Options, str]
"""A leg by rail, the conditions under which it was found, and words for them."""


def _pair(asked: Question, rail: Chain | Missing, railed: _Railed | Missing, port: Spot) -> Pair:
    sea = _with_sea(asked, port, None if isinstance(railed, Missing) else railed)
    if isinstance(sea, Missing) or isinstance(railed, Missing):
        missing = [side.mode for side in (rail, sea) if isinstance(side, Missing)]
        return Pair(port, rail, sea, None, f"there is no chain {' nor '.join(f'by {mode}' for mode in missing)} to compare with")
    return Pair(port, rail, sea, _differing(asked.network, railed, sea))


# ---- finding -----------------------------------------------------------------------------------------------------------


def _by_rail(asked: Question, origin: Spot, destination: Spot, like: _Railed | None = None) -> _Railed | Missing:
    """The first way that the conditions let be; those of another leg come before any other."""
    reason, first = "", () if like is None else (like[1:],)
    for options, words in (*first, *own_track_first(asked.network, (origin, destination), asked.options)):
        found = route(asked.network, origin, destination, "rail", options)
        if isinstance(found, Route):
            return found.legs[0], options, words
        reason = found.reason
    return Missing("rail", reason)


def _with_sea(asked: Question, discharge: Spot, like: _Railed | None) -> Chain | Missing:
    """Rail to a port if need be, sea, rail onward if need be; rail onward keeps the conditions of the chain by rail."""
    if at_port(asked.origin, discharge):
        return Missing("sea", f"{asked.origin.name} is at the port of discharge, {discharge.name}: there is no sea leg.")
    head = _to_port(asked)
    if isinstance(head, Missing):
        return head
    first, port = head
    crossing = route(asked.network, port, discharge, "sea", asked.options)
    if not isinstance(crossing, Route):
        return Missing("sea", f"From {port.name} to {discharge.name}: {crossing.reason}")
    legs, ports, words = [*first, *crossing.legs], [port] if first else [], ""
    if not at_port(asked.destination, discharge):
        onward = _by_rail(asked, discharge, asked.destination, like)
        if isinstance(onward, Missing):
            return Missing("sea", f"From the port of discharge, {discharge.name}, onward: {onward.reason}")
        legs.append(onward[0])
        ports.append(discharge)
        words = onward[2]
    return Chain("sea", tuple(legs), tuple(ports) if first else (port, *ports), words)


def _to_port(asked: Question) -> tuple[tuple[RouteLeg, ...], Spot] | Missing:
    """How goods reach the ship: at once where the origin is a port or its town, else by rail to the first port in reach."""
    origin, loadings = asked.origin, asked.loadings
    near = sorted((distance_km(origin.position, port.position), number) for number, port in enumerate(loadings))
    if near and near[0][0] <= SAME_TOWN_KM:
        return (), loadings[near[0][1]]
    if origin.kind in {"port", "pier"}:
        return (), origin
    reason = "no port with a railhead is known there. Name a port to start from."
    for port in loadings:
        if port.country == origin.country:
            found = _by_rail(asked, origin, port)
            if not isinstance(found, Missing):
                return (found[0],), port
            reason = found.reason
    return Missing("sea", f"From {origin.name} to a ship: {reason}")


# ---- what differs ------------------------------------------------------------------------------------------------------


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


def _differing(network: Network, railed: _Railed, sea: Chain) -> Differing:
    """Cut both chains where they part and join, and measure the pieces anew under the same conditions."""
    whole, options, _ = railed
    number = next(index for index, leg in enumerate(sea.legs) if leg.mode == "sea")
    head, tail = (legs[0] if legs else None for legs in (sea.legs[:number], sea.legs[number + 1 :]))
    ahead = shared_ends(whole.line, head.line)[0] if head else 0
    behind = shared_ends(whole.line, tail.line)[1] if tail else 0
    parting = whole.line[ahead - 1] if ahead > 1 else None
    joining = whole.line[-behind] if behind > 1 and len(whole.line) - behind > ahead else None
    start, goal = parting or whole.line[0], joining or whole.line[-1]

    names = {whole.line[0]: whole.origin, whole.line[-1]: whole.destination}
    names |= {leg.line[end]: (leg.origin, leg.destination)[end] for leg in (head, tail) if leg for end in (0, -1)}

    def point(position: LonLat) -> Spot:
        return Spot("", names.get(position) or called(network, position), position, "point")

    def piece(begin: LonLat, end: LonLat, like: RouteLeg, cut: bool) -> tuple[RouteLeg, ...]:
        if not cut:
            return (like,)
        found = route(network, point(begin), point(end), "rail", options)
        return tuple(_events_of(like, leg) for leg in found.legs) if isinstance(found, Route) else ()

    rail = piece(start, goal, whole, parting is not None or joining is not None)
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
    return Differing(rail, tuple(by_sea), trunk, point(start).name, point(goal).name, parting is None)


def _events_of(whole: RouteLeg, part: RouteLeg) -> RouteLeg:
    """A part of a leg with those crossings and breaks of gauge of the whole leg that lie on it.

    Where the gauge changes follows from the whole way: the part alone might begin on the other gauge.
    """

    def on_it(events: tuple[Mapping[str, Any], ...]) -> tuple[Mapping[str, Any], ...]:
        return tuple(e for e in events if min(distance_km(e["at"], point) for point in part.line) <= ON_THE_WAY_KM)

    return replace(part, crossings=on_it(whole.crossings), gauge_breaks=on_it(whole.gauge_breaks))


def called(network: Network, position: LonLat) -> str:
    """A point of the track in words: by the station there, or the nearest one."""
    station, off_km = network.rail.nearest_station(position)
    return station.name if off_km < 0.6 else f"{off_km:.0f} km from {station.name}" if off_km >= 1 else f"near {station.name}"
