"""Legs by one mode: rail over the rail network, a ship over the network of the seas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from explorer.errors import OptionError, TooFarFromWater
from explorer.geo import spoken
from explorer.ledger.nearest import hint
from explorer.ledger.vocabulary import PARTIES
from explorer.rail.network import NoRailPath, RailPath
from explorer.routing.places import Place
from explorer.routing.route import Conditions, Network, Route, RouteLeg, Unreachable
from explorer.sea.network import NoSeaRoute, SeaNetwork, SeaRoute

SEA_KNOTS = (9.0, 13.0)
"""Speed of the small general-cargo ships that public reports name, as a range; a judgement from their type."""

NONE = Conditions()
"""No conditions."""

Found = tuple[RouteLeg, tuple[float, float]]
"""A leg, and how far its ends were moved to reach the network, in kilometres."""


def check_closures(network: Network, options: Conditions) -> None:
    """Refuse closures of what nobody knows, and passages to go through that are none.

    Raises
    ------
    OptionError
        A closure or a passage has an id that nothing has.
    """
    unknown = sorted(options.closed - set(network.closable))
    straits = {passage.id for passage in network.sea.passages}
    if strange := [id_ for id_ in options.via if id_ not in straits]:
        raise OptionError(
            f"There is no strait or canal with the id {strange[0]}. There are {', '.join(sorted(straits))}."
            + hint(strange[0], straits, " Nearest: {}.")
        )
    if unknown:
        raise OptionError(
            f"There is no structure or passage with the id {', '.join(unknown)}. There are {', '.join(sorted(network.closable))}."
            + "".join(hint(word, network.closable, f" Nearest to {word}: {{}}.") for word in unknown)
        )


def by_sea(sea: SeaNetwork, origin: Place, destination: Place, options: Conditions = NONE) -> Route | Unreachable:
    """The shortest route for a ship under conditions."""
    found = sea_leg(sea, origin, destination, options)
    if isinstance(found, Unreachable):
        return found
    return Route("sea", (found[0],), found[1], loading=origin, discharge=destination)


def sea_leg(sea: SeaNetwork, origin: Place, destination: Place, options: Conditions) -> Found | Unreachable:
    """The shortest leg for a ship under conditions."""
    for spot in (origin, destination):
        try:
            sea.snap(spot.position)
        except TooFarFromWater as error:
            return Unreachable(by_name(str(error), spot))
    closed = options.closed & {passage.id for passage in sea.passages}
    found = sea.route(origin.position, destination.position, closed, options.via)
    if isinstance(found, NoSeaRoute):
        return Unreachable(by_name(found.reason, origin, destination))
    return _ship(found, origin, destination), found.snap_km


def _ship(found: SeaRoute, origin: Place, destination: Place) -> RouteLeg:
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


def by_name(reason: str, *ends: Place) -> str:
    """A reason of a network, which knows positions only, with the names of the places that were asked for by name."""
    for end in ends:
        if end.kind != "point":
            reason = reason.replace(spoken(end.position), end.name)
    return reason


def rail_leg(network: Network, origin: Place, destination: Place, options: Conditions) -> Found | Unreachable:
    """The shortest leg by rail under conditions."""
    found = network.rail.route(
        origin.position,
        destination.position,
        gauge_mm=options.gauge_mm,
        avoid=options.avoid,
        closed=options.closed & {structure.id for structure in network.rail.structures},
        on=options.on,
    )
    if isinstance(found, NoRailPath):
        return Unreachable(by_name(found.reason, origin, destination))
    return _train(found, origin, destination), found.snap_km


def _train(found: RailPath, origin: Place, destination: Place) -> RouteLeg:
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
        countries=found.countries,
        schematic_km=found.schematic_km,
        posts=found.posts,
    )


def own_track_first(network: Network, ends: Iterable[Place], asked: Conditions) -> Iterator[tuple[Conditions, str]]:
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
