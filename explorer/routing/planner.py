"""One plan for both ways between two places: by rail throughout, and with a sea leg. Every surface shows this plan.

Rail keeps to the track of the States concerned where that joins the places, unless the question says otherwise. The ports of a
sea leg follow the direction of travel, see :mod:`explorer.routing.ports`. Schematic; nothing was observed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from explorer.errors import OptionError, quoted
from explorer.routing.legs import Found, by_sea, check_closures, own_track_first, rail_leg, sea_leg
from explorer.routing.places import End, Mode, Place
from explorer.routing.ports import Ports, other_ports, own_port, reported_ports
from explorer.routing.route import Conditions, Network, Route, Unreachable, same_place, same_town

_Choices = Sequence[tuple[Conditions, str]]


@dataclass(frozen=True)
class RouteQuestion:
    """Between which places routes are asked for, and under which conditions.

    ``loading`` and ``discharge`` are ports where the sea leg has to begin and end, None where that is left open.
    """

    origin: End
    destination: End
    options: Conditions
    loading: Place | None = None
    discharge: Place | None = None

    @property
    def ends(self) -> tuple[End, End]:
        """Origin and destination."""
        return self.origin, self.destination


@dataclass(frozen=True)
class SeaOption:
    """The route with a sea leg between two ports, or why there is none; ports are None where none could be settled."""

    loading: Place | None
    discharge: Place | None
    route: Route | Unreachable


@dataclass(frozen=True)
class Plan:
    """Both answers to one question.

    ``sea_options`` are the routes with a sea leg by each pair of ports that may serve, those that exist first: the first one is
    the one drawn and compared. ``rail_options`` are the conditions that the route by rail keeps to.
    """

    asked: RouteQuestion
    rail: Route | Unreachable
    sea_options: tuple[SeaOption, ...]
    rail_options: Conditions | None = None

    @property
    def sea(self) -> Route | Unreachable:
        """The route with a sea leg that stands for all."""
        return self.sea_options[0].route

    @property
    def found(self) -> tuple[tuple[Literal["rail", "sea"], Route], ...]:
        """The routes there are, each with its name."""
        both: tuple[tuple[Literal["rail", "sea"], Route | Unreachable], ...] = (("rail", self.rail), ("sea", self.sea))
        return tuple((name, way) for name, way in both if isinstance(way, Route))

    @property
    def shortest(self) -> Route | Unreachable:
        """The shorter of both; where there is neither, both reasons."""
        if self.found:
            return replace(min((way for _, way in self.found), key=lambda way: way.distance_km), mode="any")
        reasons = [way.reason for way in (self.rail, self.sea) if isinstance(way, Unreachable)]
        return Unreachable(reasons[0] if len(set(reasons)) == 1 else f"By rail: {reasons[0]} With a sea leg: {reasons[-1]}")

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of both routes in degrees; None when there is neither."""
        boxes = [box for _, way in self.found if (box := way.bounds)]
        if not boxes:
            return None
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)


def plan(network: Network, reported: Iterable[Ports], asked: RouteQuestion) -> Plan:
    """Both routes between two places.

    Parameters
    ----------
    reported
        Ports of the sea legs that reports name, the ones to prefer first.

    Raises
    ------
    OptionError
        A closure has an id that nothing has.
    """
    rail, kept = by_rail(network, asked)
    if isinstance(rail, Unreachable) and _nowhere(asked):
        return Plan(asked, rail, (SeaOption(None, None, rail),))
    likes = () if kept is None or not isinstance(rail, Route) else ((kept, rail.conditions),)
    return Plan(asked, rail, tuple(_sea_options(network, reported, asked, likes)), kept)


def route(network: Network, reported: Iterable[Ports], asked: RouteQuestion, mode: Mode) -> Route | Unreachable:
    """One route: by rail or by ship alone, or with "any" the shorter one of the plan, by sea where it has to use a passage.

    Raises
    ------
    OptionError
        A closure or a passage has an id that nothing has, or rail alone is asked to lead through a passage of the sea.
    """
    if mode == "any":
        both = plan(network, reported, asked)
        return both.sea if asked.options.via else both.shortest
    if mode == "rail":
        if asked.options.via:
            raise OptionError(f"No railway leads through {quoted(asked.options.via[0])}: a passage of the sea needs a sea leg.")
        return by_rail(network, asked)[0]
    check_closures(network, asked.options)
    origin, destination = (own_port(network, end) or end.quay for end in asked.ends)
    return _nowhere(asked) or by_sea(network.sea, origin, destination, asked.options)


def _nowhere(asked: RouteQuestion) -> Unreachable | None:
    origin, destination = asked.origin.place, asked.destination.place
    return Unreachable(f"{origin.name} and {destination.name} are the same place.") if same_place(origin, destination) else None


# ---- by rail ----------------------------------------------------------------------------------------------------------


def by_rail(network: Network, asked: RouteQuestion) -> tuple[Route | Unreachable, Conditions | None]:
    """The route by rail throughout, with the conditions that it keeps to.

    Raises
    ------
    OptionError
        A closure has an id that nothing has.
    """
    check_closures(network, asked.options)
    if same := _nowhere(asked):
        return same, None
    found = _train(network, asked.origin.station, asked.destination.station, _conditions(network, asked))
    if isinstance(found, Unreachable):
        return found, None
    (leg, snap), options, words = found
    return Route("rail", (leg,), snap, conditions=words), options


def _conditions(network: Network, asked: RouteQuestion) -> _Choices:
    return tuple(own_track_first(network, (end.place for end in asked.ends), asked.options))


_Railed = tuple[Found, Conditions, str]
"""A leg by rail, the conditions under which it was found, and words for them."""


def _train(network: Network, origin: Place, destination: Place, conditions: _Choices) -> _Railed | Unreachable:
    """The first leg that the conditions let be; else why the last one lets none be."""
    reason = ""
    for options, words in conditions:
        found = rail_leg(network, origin, destination, options)
        if not isinstance(found, Unreachable):
            return found, options, words
        reason = found.reason
    return Unreachable(reason)


# ---- with a sea leg ---------------------------------------------------------------------------------------------------


def _sea_options(network: Network, reported: Iterable[Ports], asked: RouteQuestion, likes: _Choices) -> Iterator[SeaOption]:
    """Routes by the reported ports; where none of those serves, the shortest by any port, or straight over the water."""
    fixed = (asked.loading or own_port(network, asked.origin), asked.discharge or own_port(network, asked.destination))
    conditions = (*likes, *(row for row in _conditions(network, asked) if row not in likes))
    settled = [(fixed[0], fixed[1])] if fixed[0] and fixed[1] else reported_ports(reported, asked.ends, fixed)
    tried = [SeaOption(*ports, _by_ports(network, asked, ports, conditions)) for ports in settled]
    found = [option for option in tried if isinstance(option.route, Route)]
    yield from found or _fallback(network, asked, fixed, conditions, tried)
    yield from (option for option in tried if found and option not in found)


def _fallback(
    network: Network,
    asked: RouteQuestion,
    fixed: tuple[Place | None, Place | None],
    conditions: _Choices,
    tried: Sequence[SeaOption],
) -> list[SeaOption]:
    """What serves where no reported port does, with why those do not; or one reason why there is no route at all."""
    if fixed[0] and fixed[1]:
        return list(tried)
    known = {(option.loading, option.discharge) for option in tried}
    pairs = [pair for pair in other_ports(network, asked.ends, fixed) if pair not in known]
    options = [SeaOption(*pair, _by_ports(network, asked, pair, conditions)) for pair in pairs]
    lengths = [(option.route.distance_km, number) for number, option in enumerate(options) if isinstance(option.route, Route)]
    if lengths:
        return [options[min(lengths)[1]], *tried]
    if asked.loading or asked.discharge:
        return list(tried[:1]) or [SeaOption(*fixed, Unreachable(_no_port(asked)))]
    return _over_water(network, asked, fixed, tried)


def _over_water(
    network: Network, asked: RouteQuestion, fixed: tuple[Place | None, Place | None], tried: Sequence[SeaOption]
) -> list[SeaOption]:
    """Straight from the nearest water to the nearest water, for places that no railway joins to a port."""
    ends = fixed[0] or asked.origin.quay, fixed[1] or asked.destination.quay
    straight = by_sea(network.sea, *ends, asked.options)
    if isinstance(straight, Route):
        return [SeaOption(*ends, straight)]
    reason = f"{straight.reason} No port with a railhead joins rail and sea between the two."
    return list(tried[:1]) or [SeaOption(*fixed, Unreachable(reason))]


def _no_port(asked: RouteQuestion) -> str:
    port = asked.discharge.name if asked.discharge is not None else "a port"
    return f"No route goes by sea to {port} and on by rail to {asked.destination.place.name} under these conditions."


def _by_ports(network: Network, asked: RouteQuestion, ports: Ports, conditions: _Choices) -> Route | Unreachable:
    """Rail to the port of loading if need be, sea, and rail onward if need be."""
    loading, discharge = ports
    if same_town(loading, discharge):
        return Unreachable(f"{asked.origin.place.name} is at the port of discharge, {discharge.name}: there is no sea leg.")
    head = _rail_part(network, asked.origin, loading, conditions, outward=True)
    if isinstance(head, Unreachable):
        return Unreachable(f"From {asked.origin.place.name} to a ship at {loading.name}: {head.reason}")
    ship = sea_leg(network.sea, loading, discharge, asked.options)
    if isinstance(ship, Unreachable):
        return Unreachable(f"From {loading.name} to {discharge.name}: {ship.reason}")
    tail = _rail_part(network, asked.destination, discharge, conditions, outward=False)
    if isinstance(tail, Unreachable):
        return Unreachable(f"From the port of discharge, {discharge.name}, onward: {tail.reason}")
    parts = [part for part in (head and head[0], ship, tail and tail[0]) if part is not None]
    words = "; ".join(dict.fromkeys(part[2] for part in (head, tail) if part))
    snaps = parts[0][1][0], parts[-1][1][1]
    return Route("sea", tuple(leg for leg, _ in parts), snaps, loading, discharge, words)


def _rail_part(network: Network, end: End, port: Place, conditions: _Choices, *, outward: bool) -> _Railed | Unreachable | None:
    """The rail leg from a place to a port or back; None where the place is at the port."""
    if port == end.quay or same_town(end.place, port):
        return None
    ends = (end.station, port) if outward else (port, end.station)
    return _train(network, *ends, conditions)
