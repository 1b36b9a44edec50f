"""A route by rail, by sea or by both, or the reason why there is none.

Every route is schematic: it joins two places over a network and was not observed. Lengths run between the snapped ends; how far
the ends were moved is told and never included. Hours are ranges from stated speeds, without any waiting but at transshipments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

import numpy as np

from explorer.errors import OptionError, TooFarFromWater
from explorer.geo import KM_PER_NM, LonLat, distance_km, gone_km
from explorer.ledger.vocabulary import PARTIES
from explorer.rail.network import NoRailPath, RailNetwork, RailPath
from explorer.routing.places import Mode, Spot
from explorer.sea.network import NoSeaRoute, SeaNetwork, SeaRoute

SEA_KNOTS = (9.0, 13.0)
"""Speed of the small general-cargo ships that public reports name, as a range; a judgement from their type."""
TRANSFER_HOURS = (12.0, 72.0)
"""Between train and ship at one port, berthing and handling included; a judgement, wide on purpose."""
SAME_SPOT_KM = 0.05

SAME_TOWN_KM = 5.0
"""A port this near belongs to the town: nobody counts a train between the two."""

Hours = tuple[float, float]


@dataclass(frozen=True)
class Options:
    """What a route has to respect. Nothing of it is kept in the network.

    ``gauge_mm`` keeps rail on one gauge; ``avoid`` are countries (ISO 3166 alpha-3) that rail may not cross; ``closed`` are ids
    of structures and passages; ``on`` is the day: a line that opened later does not carry. ``transit`` lets the track of third
    States count as much as that of the States concerned where both ways are compared; a single route counts all track anyway.
    """

    gauge_mm: Literal[1520, 1435] | None = None
    avoid: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    on: date | None = None
    transit: bool = False


@dataclass(frozen=True)
class Transfer:
    """A port with a railhead, where cargo may change between train and ship."""

    id: str
    name: str
    position: LonLat


@dataclass(frozen=True, eq=False)
class Network:
    """Both networks and the ports that join them; shared by everybody, edited by nobody."""

    sea: SeaNetwork
    rail: RailNetwork
    transfers: tuple[Transfer, ...]

    @property
    def closable(self) -> Mapping[str, str]:
        """Ids and names of everything that can be closed."""
        return {p.id: p.name for p in self.sea.passages} | {s.id: s.name for s in self.rail.structures}

    @property
    def named(self) -> Mapping[str, str]:
        """Ids and names of everything that a way may lead through."""
        return {**{p.id: p.name for p in self.sea.fairways}, **self.closable}


def own_track_first(network: Network, ends: Iterable[Spot], asked: Options) -> Iterator[tuple[Options, str]]:
    """Conditions for rail in order of preference, each with words for it: the States' own track comes before any other.

    The States are Russia, the DPRK and those of both ends. What is asked for holds in all; a gauge or a country that is named, or
    leave to use the track of third States, takes the choice away.
    """
    gauge = f"{asked.gauge_mm:,} mm all the way" if asked.gauge_mm else "any gauge"
    if not (asked.gauge_mm or asked.avoid or asked.transit):
        own = PARTIES | {end.country for end in ends if end.country}
        others = frozenset({track.country for track in network.rail.tracks} - own)
        yield replace(asked, gauge_mm=1520, avoid=others), "1,520 mm all the way, on the track of the States concerned"
        yield replace(asked, avoid=others), f"{gauge}, on the track of the States concerned"
    yield asked, f"{gauge}, {'out of ' + ', '.join(sorted(asked.avoid)) if asked.avoid else 'over any country'}"


@dataclass(frozen=True)
class RouteLeg:
    """One part of a route by one mode."""

    mode: Literal["rail", "sea"]
    origin: str
    destination: str
    line: tuple[LonLat, ...]
    distance_km: float
    duration_h: Hours
    passages: tuple[str, ...] = ()
    crossings: tuple[Mapping[str, Any], ...] = ()
    gauge_breaks: tuple[Mapping[str, Any], ...] = ()
    raw_km: float | None = None
    posts: tuple[tuple[int, float], ...] = ()
    """Places in the line whose kilometre of the leg is known, with that kilometre; between them it grows evenly."""

    @cached_property
    def reached_km(self) -> tuple[float, ...]:
        """Kilometres of the leg up to each position: track is longer than its drawn line, here more and there less."""
        drawn, last = gone_km(self.line), len(self.line) - 1
        known = {0: 0.0} | {place: km for place, km in self.posts if 0 < place < last} | {last: self.distance_km}
        found: list[float] = np.interp(drawn, drawn[list(known)], list(known.values())).tolist()
        return tuple(found)


@dataclass(frozen=True)
class Legs:
    """What routes and chains have in common: legs, and changes between train and ship."""

    mode: Mode
    legs: tuple[RouteLeg, ...]

    @property
    def changes(self) -> int:
        """How often goods change between train and ship."""
        return 0

    @property
    def distance_km(self) -> float:
        """Length of all legs in kilometres."""
        return sum(leg.distance_km for leg in self.legs)

    @property
    def distance_nm(self) -> float:
        """Length of all legs in nautical miles."""
        return self.distance_km / KM_PER_NM

    @property
    def duration_h(self) -> Hours:
        """Shortest and longest time in hours, handling in the ports included."""
        low, high = (sum(leg.duration_h[end] for leg in self.legs) for end in (0, 1))
        return low + self.changes * TRANSFER_HOURS[0], high + self.changes * TRANSFER_HOURS[1]

    @property
    def crossings(self) -> tuple[Mapping[str, Any], ...]:
        """State borders that all legs cross on land, in order."""
        return tuple(crossing for leg in self.legs for crossing in leg.crossings)

    @property
    def gauge_breaks(self) -> tuple[Mapping[str, Any], ...]:
        """Breaks of gauge of all legs, in order."""
        return tuple(gauge_break for leg in self.legs for gauge_break in leg.gauge_breaks)


@dataclass(frozen=True)
class Route(Legs):
    """A way from one place to another, in legs."""

    snap_km: tuple[float, float]
    transshipments: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        """How often goods change between train and ship."""
        return len(self.transshipments)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The networks that the route was found on."""
        return tuple(dict.fromkeys(f"{leg.mode}_network" for leg in self.legs))


@dataclass(frozen=True)
class Unreachable:
    """There is no such route, and why."""

    reason: str


def route(network: Network, origin: Spot, destination: Spot, mode: Mode, options: Options | None = None) -> Route | Unreachable:
    """The shortest way between two places.

    Parameters
    ----------
    mode
        "any" takes the shortest of rail alone, sea alone, and rail and sea joined at the ports that have a railhead.

    Raises
    ------
    OptionError
        A closure has an id that nothing has.
    """
    chosen = options or Options()
    _check(network, chosen)
    if distance_km(origin.position, destination.position) < SAME_SPOT_KM:
        return Unreachable(f"{origin.name} and {destination.name} are the same place.")
    if mode == "sea":
        return by_sea(network.sea, origin, destination, chosen.closed)
    if mode == "rail":
        return _alone(_rail_leg(network, origin, destination, chosen), mode)
    return _shortest(network, origin, destination, chosen)


def _check(network: Network, options: Options) -> None:
    unknown = sorted(options.closed - set(network.closable))
    if unknown:
        raise OptionError(
            f"Nothing can be closed under the id {', '.join(unknown)}. There are {', '.join(sorted(network.closable))}."
        )


_Found = tuple[RouteLeg, tuple[float, float]]


def _alone(found: _Found | Unreachable, mode: Mode) -> Route | Unreachable:
    return found if isinstance(found, Unreachable) else Route(mode, (found[0],), found[1])


def by_sea(sea: SeaNetwork, origin: Spot, destination: Spot, closed: frozenset[str] = frozenset()) -> Route | Unreachable:
    """The shortest way for a ship; ``closed`` are ids of passages."""
    return _alone(_sea_leg(sea, origin, destination, closed), "sea")


def _sea_leg(sea: SeaNetwork, origin: Spot, destination: Spot, closed: frozenset[str]) -> _Found | Unreachable:
    for spot in (origin, destination):
        try:
            sea.snap(spot.position)
        except TooFarFromWater as error:
            return Unreachable(str(error) if spot.kind == "point" else f"{spot.name}: {error}")
    found = sea.route(origin.position, destination.position, closed & {passage.id for passage in sea.passages})
    if isinstance(found, NoSeaRoute):
        return Unreachable(found.reason)
    return _sea_part(found, origin, destination), found.snap_km


def _sea_part(found: SeaRoute, origin: Spot, destination: Spot) -> RouteLeg:
    slow, fast = SEA_KNOTS
    return RouteLeg(
        mode="sea",
        origin=origin.name,
        destination=destination.name,
        line=found.line,
        distance_km=found.distance_km,
        duration_h=(found.distance_nm / fast, found.distance_nm / slow),
        passages=tuple(dict.fromkeys((*found.passages, *found.fairways))),
    )


def _rail_leg(network: Network, origin: Spot, destination: Spot, options: Options) -> _Found | Unreachable:
    found = network.rail.route(
        origin.position,
        destination.position,
        gauge_mm=options.gauge_mm,
        avoid=options.avoid,
        closed=options.closed & {structure.id for structure in network.rail.structures},
        on=options.on,
    )
    if isinstance(found, NoRailPath):
        return Unreachable(found.reason)
    return _rail_part(found, origin, destination), found.snap_km


def _rail_part(found: RailPath, origin: Spot, destination: Spot) -> RouteLeg:
    return RouteLeg(
        mode="rail",
        origin=origin.name,
        destination=destination.name,
        line=found.line,
        distance_km=found.length_km,
        duration_h=found.duration_h,
        passages=found.structures,
        crossings=found.crossings,
        gauge_breaks=found.gauge_breaks,
        raw_km=found.raw_km,
        posts=found.posts,
    )


def _shortest(network: Network, origin: Spot, destination: Spot, options: Options) -> Route | Unreachable:
    """The shortest of all joined ways; when there is none, both reasons."""
    by_rail = route(network, origin, destination, "rail", options)
    by_sea = with_sea_leg(network, origin, destination, options)
    ways = [way for way in (by_rail, by_sea) if isinstance(way, Route)]
    if ways:
        return replace(min(ways, key=lambda way: way.distance_km), mode="any")
    reasons = [way.reason for way in (by_rail, by_sea) if isinstance(way, Unreachable)]
    return Unreachable(f"By rail: {reasons[0]} With a sea leg: {reasons[-1]}")


def with_sea_leg(
    network: Network, origin: Spot, destination: Spot, options: Options | None = None, discharge: Spot | None = None
) -> Route | Unreachable:
    """The shortest way that goes by sea: by sea alone, or with rail to the ship, from the ship, or both.

    Parameters
    ----------
    discharge
        The port where the sea leg ends; without one every port with a railhead is tried, and the destination itself.

    Raises
    ------
    OptionError
        A closure has an id that nothing has.
    """
    chosen = options or Options()
    _check(network, chosen)
    alone = by_sea(network.sea, origin, destination, chosen.closed)
    ends_here = discharge is None or _is_at(destination, _transfer(discharge))
    ways = [alone] if ends_here and isinstance(alone, Route) else []
    ways += _joined(network, origin, destination, chosen, discharge)
    if ways:
        return min(ways, key=lambda way: way.distance_km)
    if ends_here and isinstance(alone, Unreachable):
        return Unreachable(f"{alone.reason} No port with a railhead joins rail and sea between the two.")
    port = discharge.name if discharge is not None else "a port"
    return Unreachable(f"No way goes by sea to {port} and on by rail to {destination.name} under these conditions.")


def _joined(network: Network, origin: Spot, destination: Spot, options: Options, discharge: Spot | None) -> Iterator[Route]:
    """Rail to a port, sea to another, rail onward; either rail part may be missing where the end is the port itself."""
    landings = network.transfers if discharge is None else (_transfer(discharge),)
    heads = list(_rail_ends(network, origin, network.transfers, options, outward=True))
    tails = list(_rail_ends(network, destination, landings, options, outward=False))
    for out_port, head in heads:
        for in_port, tail in tails:
            if _is_at(_spot(out_port), in_port) or (head is None and tail is None):
                continue
            ship = (origin if head is None else _spot(out_port), destination if tail is None else _spot(in_port))
            middle = _sea_leg(network.sea, *ship, options.closed)
            if isinstance(middle, Unreachable):
                continue
            parts = [part for part in (head, middle, tail) if part is not None]
            ports = [port.id for port, part in ((out_port, head), (in_port, tail)) if part is not None]
            yield Route("any", tuple(leg for leg, _ in parts), (parts[0][1][0], parts[-1][1][1]), tuple(ports))


def _rail_ends(
    network: Network, spot: Spot, ports: Iterable[Transfer], options: Options, *, outward: bool
) -> Iterator[tuple[Transfer, _Found | None]]:
    """Ports that a place reaches by rail, with the way there or, inward, from there; None where the place is the port."""
    for port in ports:
        if _is_at(spot, port):
            yield port, None
            continue
        ends = (spot, _spot(port)) if outward else (_spot(port), spot)
        found = _rail_leg(network, *ends, options)
        if not isinstance(found, Unreachable):
            yield port, found


def at_port(spot: Spot, port: Spot) -> bool:
    """Whether a place is the port or the port's town."""
    return spot.id == port.id or distance_km(spot.position, port.position) <= SAME_TOWN_KM


def _is_at(spot: Spot, port: Transfer) -> bool:
    return spot.id == port.id or distance_km(spot.position, port.position) < 2.0


def _transfer(spot: Spot) -> Transfer:
    return Transfer(spot.id, spot.name, spot.position)


def _spot(port: Transfer) -> Spot:
    return Spot(port.id, port.name, port.position, "port")
