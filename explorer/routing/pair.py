"""The two ways that a view asks for, by rail and with a sea leg, under its conditions. Schematic; nothing was observed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from explorer.geo import LonLat
from explorer.routing.places import Mode, Places, Spot
from explorer.routing.planner import Network, Options, Route, Unreachable, own_track_first, route, with_sea_leg
from explorer.views.view import RouteQuery

_Ask = Callable[[Options], Route | Unreachable]


@dataclass(frozen=True)
class Mark:
    """A border, break of gauge or transshipment on a way."""

    kind: Literal["border", "gauge", "transshipment"]
    text: str
    position: LonLat


@dataclass(frozen=True)
class Ways:
    """Both answers to one question."""

    query: RouteQuery
    rail: Route | Unreachable
    sea: Route | Unreachable
    conditions: Mapping[str, str] = field(default_factory=dict)
    """By mode, the gauge and track that rail keeps to."""

    @property
    def found(self) -> tuple[tuple[Literal["rail", "sea"], Route], ...]:
        """The ways there are, each with its name."""
        named: tuple[tuple[Literal["rail", "sea"], Route | Unreachable], ...] = (("rail", self.rail), ("sea", self.sea))
        return tuple((name, way) for name, way in named if isinstance(way, Route))

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of both ways in degrees; None when there is neither."""
        points = [point for _, way in self.found for leg in way.legs for point in leg.line]
        if not points:
            return None
        lons, lats = [p.lon for p in points], [p.lat for p in points]
        return min(lons), min(lats), max(lons), max(lats)


def find(network: Network, places: Places, query: RouteQuery, discharges: Callable[[Spot], tuple[Spot, ...]]) -> Ways:
    """Both ways between two places.

    A name is looked up for each mode by itself: for rail it prefers a station, for sea a port. Rail keeps to the track of the
    States concerned where that joins the places, as the comparison of both chains does, unless the question says otherwise.

    Parameters
    ----------
    discharges
        Ports where the sea leg to a place may end where the question names none, the preferred ones first; when none of them
        serves, any port with a railhead does.

    Raises
    ------
    UnknownPlace, AmbiguousPlace, CoordinateError
        An end or the port of discharge is no one place.
    OptionError
        A closure has an id that nothing has.
    """
    asked = options_of(query)
    ends = {mode: _ends(places, query, mode) for mode in ("rail", "sea")}
    stated = places.resolve(query.discharge, "sea") if query.discharge else None
    landings = (stated,) if stated else (*discharges(ends["sea"][1]), None)

    def with_ship(options: Options) -> Route | Unreachable:
        found: Route | Unreachable = Unreachable("")
        for port in landings:
            found = with_sea_leg(network, *ends["sea"], options, port)
            if isinstance(found, Route):
                break
        return found

    by_rail = own_track_first(network, ends["rail"], asked)
    # A ship may take goods from one gauge to the other, so one gauge all the way is no aim of its own there.
    by_sea = [(o, words) for o, words in own_track_first(network, ends["sea"], asked) if o.gauge_mm == asked.gauge_mm]
    rail, rail_words = _first(by_rail, lambda options: route(network, *ends["rail"], "rail", options))
    sea, sea_words = _first(by_sea, with_ship)
    return Ways(query, rail, sea, {"rail": rail_words, "sea": sea_words})


def options_of(query: RouteQuery) -> Options:
    """The conditions of a question."""
    return Options(query.gauge_mm, query.avoid, query.closed, query.on, query.transit == "on")


def _first(choices: Iterable[tuple[Options, str]], ask: _Ask) -> tuple[Route | Unreachable, str]:
    """The first way that one of the conditions lets be, and the words for them; else why the last one lets none be."""
    found: tuple[Route | Unreachable, str] = (Unreachable(""), "")
    for options, words in choices:
        found = (ask(options), words)
        if isinstance(found[0], Route):
            break
    return found


def _ends(places: Places, query: RouteQuery, mode: Mode) -> tuple[Spot, Spot]:
    return places.resolve(query.origin, mode), places.resolve(query.destination, mode)


def marks(network: Network, way: Route) -> Iterator[Mark]:
    """What happens to the goods on a way, in no order."""
    for crossing in way.crossings:
        yield Mark("border", f"Border: {crossing['name'] or 'unnamed crossing'}", LonLat(*crossing["at"]))
    for gauge in way.gauge_breaks:
        yield Mark("gauge", f"Break of gauge at {gauge['where']}: {gauge['from']} to {gauge['to']} mm", LonLat(*gauge["at"]))
    ports = {port.id: port for port in network.transfers}
    for identifier in way.transshipments:
        if identifier in ports:
            yield Mark("transshipment", f"Train and ship change at {ports[identifier].name}", ports[identifier].position)
