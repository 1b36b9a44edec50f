"""The two ways that a view asks for, by rail and with a sea leg, under its conditions. Schematic; nothing was observed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from explorer.errors import AmbiguousPlace, CoordinateError, OptionError, UnknownPlace
from explorer.geo import LonLat
from explorer.resolve import Mode, Places, Spot
from explorer.routes import Network, Options, Route, Unreachable, route, with_sea_leg
from explorer.view import RouteQuery


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


def find(network: Network, places: Places, query: RouteQuery) -> Ways:
    """Both ways between two places.

    A name is looked up for each mode by itself: for rail it prefers a station, for sea a port.

    Raises
    ------
    UnknownPlace, AmbiguousPlace, CoordinateError
        An end or the port of discharge is no one place.
    OptionError
        A closure has an id that nothing has.
    """
    options = Options(query.gauge_mm, query.avoid, query.closed, query.on)
    rail = route(network, *_ends(places, query, "rail"), "rail", options)
    discharge = places.resolve(query.discharge, "sea") if query.discharge else None
    return Ways(query, rail, with_sea_leg(network, *_ends(places, query, "sea"), options, discharge))


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


NOT_FOUND = (UnknownPlace, AmbiguousPlace, CoordinateError, OptionError)
"""What a question may fail by; each says what to do."""
