"""What a route is: legs by rail and by sea, the ports between them, its conditions; or the reason why there is none.

Every route is schematic: it joins two places over a network and was not observed. Lengths run between the snapped ends; how far
the ends were moved is stated and never included. Hours are ranges from stated speeds, without any waiting but at transshipments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

import numpy as np

from explorer.geo import KM_PER_NM, LonLat, bounds, cumulative_km, distance_km
from explorer.rail.network import RailNetwork
from explorer.routing.names import SETTLEMENTS
from explorer.routing.places import SAME_TOWN_KM, Mode, Place
from explorer.sea.network import SeaNetwork

TRANSFER_HOURS = (12.0, 72.0)
"""Between train and ship at one port, berthing and handling included; a judgement, wide on purpose."""
SAME_SPOT_KM = 0.05

Hours = tuple[float, float]
Gauge = Literal[1520, 1435]


@dataclass(frozen=True)
class Conditions:
    """What a route has to respect. Nothing of it is kept in the network.

    ``gauge_mm`` keeps rail on one gauge; ``avoid`` are countries (ISO 3166 alpha-3) that rail may not cross; ``closed`` are ids
    of structures and passages; ``on`` is the day: a line that opened later does not carry. ``transit`` lets the track of third
    States count as much as that of the States concerned. ``via`` are ids of the passages that a sea leg leads through, in order.
    """

    gauge_mm: Gauge | None = None
    avoid: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    on: date | None = None
    transit: bool = False
    via: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Network:
    """Both networks and the ports that join them; shared by everybody, edited by nobody.

    ``transfers`` are ports with a railhead, where cargo may change between train and ship.
    """

    sea: SeaNetwork
    rail: RailNetwork
    transfers: tuple[Place, ...]

    @property
    def closable(self) -> Mapping[str, str]:
        """Ids and names of everything that can be closed."""
        return {p.id: p.name for p in self.sea.passages} | {s.id: s.name for s in self.rail.structures}

    @property
    def named(self) -> Mapping[str, str]:
        """Ids and names of everything that a route may lead through."""
        return {**{p.id: p.name for p in self.sea.fairways}, **self.closable}


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
    countries: tuple[str, ...] = ()
    """Whose track a leg by rail uses (ISO 3166 alpha-3), in order."""
    schematic_km: float = 0.0
    """Of a leg by rail: length of track that was drawn by hand or across a gap in the source."""
    posts: tuple[tuple[int, float], ...] = ()
    """Places in the line whose kilometre of the leg is known, with that kilometre; between them it grows evenly."""

    @cached_property
    def cumulative_km(self) -> tuple[float, ...]:
        """Kilometres of the leg up to each position: track is longer than its drawn line, here more and there less."""
        drawn, last = cumulative_km(self.line), len(self.line) - 1
        known = {0: 0.0} | {place: km for place, km in self.posts if 0 < place < last} | {last: self.distance_km}
        found: list[float] = np.interp(drawn, drawn[list(known)], list(known.values())).tolist()
        return tuple(found)


@dataclass(frozen=True)
class RouteMark:
    """A border, break of gauge or transshipment on a route."""

    kind: Literal["border", "gauge", "transshipment"]
    text: str
    position: LonLat


@dataclass(frozen=True)
class Route:
    """From one place to another, in legs.

    ``loading`` and ``discharge`` are the ports where the sea leg begins and ends, None without one; ``conditions`` says in words
    which gauge and track rail keeps to. ``snap_km`` is how far either end was moved to reach its network.
    """

    mode: Mode
    legs: tuple[RouteLeg, ...]
    snap_km: tuple[float, float]
    loading: Place | None = None
    discharge: Place | None = None
    conditions: str = ""

    @property
    def transshipments(self) -> tuple[Place, ...]:
        """Ports where cargo changes between train and ship, in order: where a rail leg meets the sea leg."""
        modes = [leg.mode for leg in self.legs]
        first, last = modes[:1] == ["rail"], modes[-1:] == ["rail"]
        ports = ((self.loading, first), (self.discharge, last))
        return tuple(port for port, by_train in ports if port is not None and by_train)

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
        """Shortest and longest time in hours, handling at transshipments included."""
        low, high = (sum(leg.duration_h[end] for leg in self.legs) for end in (0, 1))
        changes = len(self.transshipments)
        return low + changes * TRANSFER_HOURS[0], high + changes * TRANSFER_HOURS[1]

    @property
    def crossings(self) -> tuple[Mapping[str, Any], ...]:
        """State borders that all legs cross on land, in order."""
        return tuple(crossing for leg in self.legs for crossing in leg.crossings)

    @property
    def gauge_breaks(self) -> tuple[Mapping[str, Any], ...]:
        """Breaks of gauge of all legs, in order."""
        return tuple(gauge_break for leg in self.legs for gauge_break in leg.gauge_breaks)

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees."""
        return bounds(point for leg in self.legs for point in leg.line)

    @property
    def marks(self) -> tuple[RouteMark, ...]:
        """What happens to the goods on the route: borders, breaks of gauge, transshipments."""
        return (
            *(RouteMark("border", f"Border: {c['name'] or 'unnamed crossing'}", LonLat(*c["at"])) for c in self.crossings),
            *(
                RouteMark("gauge", f"Break of gauge at {b['where']}: {b['from']} to {b['to']} mm", LonLat(*b["at"]))
                for b in self.gauge_breaks
            ),
            *(
                RouteMark("transshipment", f"Change between train and ship at {port.name}", port.position)
                for port in self.transshipments
            ),
        )

    @property
    def datasets(self) -> tuple[str, ...]:
        """The networks that the route was found on."""
        return tuple(dict.fromkeys(f"{leg.mode}_network" for leg in self.legs))


@dataclass(frozen=True)
class Unreachable:
    """There is no such route, and why."""

    reason: str


def same_town(one: Place, other: Place) -> bool:
    """Whether two places are one town, or one is a port of the other's; towns on either side of a border never are."""
    abroad = bool(one.country and other.country and one.country != other.country)
    return one.id == other.id or (distance_km(one.position, other.position) <= SAME_TOWN_KM and not abroad)


def same_place(one: Place, other: Place) -> bool:
    """Whether there is nothing to travel between two places: they coincide, or one is the town of the other."""
    if {one.kind, other.kind} & SETTLEMENTS and "point" not in {one.kind, other.kind}:
        return same_town(one, other)
    return one.id == other.id or distance_km(one.position, other.position) < SAME_SPOT_KM
