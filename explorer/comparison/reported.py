"""The reported ways as the observer sees them: passages between the two countries, and the published sites along them.

Taken from the reported legs and the gazetteer; chances are those of the judged ranges at their medians.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from shapely import LineString
from shapely import Point as Spot

from explorer.exposure.hazard import quantile
from explorer.exposure.observe import SINK, SOURCE, Arc, Point
from explorer.geo import LonLat, length_km
from explorer.ledger.travel import Leg
from explorer.ledger.vocabulary import PARTIES, Site, SiteKind
from explorer.routing.route import Route
from explorer.world.world import World

FIXED = frozenset({SiteKind.YARD, SiteKind.STATION, SiteKind.PORT, SiteKind.BRIDGE, SiteKind.DEPOT})
"""Kinds of sites that can be watched for years; a ship or a train is none of them."""
BESIDE_KM = 1.0
"""A site counts as on a way if the way passes it this near, the accuracy of its position added."""
BORDER_KM = 6.0
"""So near to a crossing a yard is the border's own, where trains stand."""


class Chances:
    """Chances to notice one movement, from the medians of the judged ranges."""

    def __init__(self, world: World) -> None:
        half = np.array([0.5])
        self._median = {one.id: float(quantile(one, half)[0]) for one in world.exposure.judgements}

    def stay(self, kind: str) -> float:
        """While it stands or lies: a border yard, a loading yard, a quay."""
        looks, told = ("looks-quay", "told-quay") if kind == "quay" else ("looks-rail", "told-yard")
        return 1.0 - math.exp(-self._median[looks] / 24.0 * self._median[told] * self._median[f"dwell-{kind}"])

    @property
    def passing(self) -> float:
        """As it goes by a fixed point without a stop."""
        return self._median["noticed-bridge"]

    def at_sea(self, km: float) -> float:
        """On so many kilometres of sea."""
        return 1.0 - math.exp(-self._median["seen-sea-km"] / 100.0 * km)


def passages(world: World, chances: Chances, road_bridge: bool = False) -> tuple[Arc, ...]:
    """Arcs between the two networks over the reported legs; the road bridge is one of them once it is open."""
    arcs: dict[str, Arc] = {}
    sites = world.gazetteer.by_id
    at_border = 1.0 - (1.0 - chances.passing) * (1.0 - chances.stay("border-yard"))
    for leg in world.legs:
        home, abroad = (sites[end] for end in (leg.origin, leg.destination))
        if {home.country, abroad.country} != PARTIES:
            continue
        if home.country != "PRK":
            home, abroad = abroad, home
        if leg.mode == "rail":
            bridge = _rail_bridge(world, leg)
            arcs[bridge.id] = Arc(bridge.id, bridge.names.en, SOURCE, SINK, at_border, by_land=True)
            continue
        for port, start, end in ((home, SOURCE, f"off {home.id}"), (abroad, f"off {abroad.id}", SINK)):
            arcs[port.id] = Arc(port.id, f"Quays of {port.names.en}", start, end, chances.stay("quay"), by_land=False)
        km = length_km(line_of(world, leg))
        arcs[leg.id] = Arc(leg.id, leg.title, f"off {home.id}", f"off {abroad.id}", chances.at_sea(km), by_land=False)
    for bridge in (site for site in sites.values() if road_bridge and site.carries == "road"):
        arcs[bridge.id] = Arc(bridge.id, bridge.names.en, SOURCE, SINK, chances.passing, by_land=True)
    return tuple(arcs.values())


def _rail_bridge(world: World, leg: Leg) -> Site:
    """The bridge that carries a leg over the border, or its far end where the gazetteer has none on the line."""
    line = _plane(line_of(world, leg))
    near = [
        (line.distance(_plane((_position(site),))), site.id)
        for site in world.gazetteer.sites
        if site.kind is SiteKind.BRIDGE and site.placed and site.carries != "road"
    ]
    near = [row for row in near if row[0] <= BESIDE_KM]
    return world.gazetteer.by_id[min(near)[1] if near else leg.origin]


def points(world: World, chances: Chances) -> tuple[Point, ...]:
    """Fixed sites that a dated public event names and a reported leg passes, with the chance at each leg."""
    named = {ref.id for event in world.ledger.events for ref in event.places}
    fixed = [site for site in world.gazetteer.sites if site.kind in FIXED and site.placed and site.id in named]
    wholes = {site.part_of for site in fixed}
    lines = {leg.id: _plane(line_of(world, leg)) for leg in world.legs}
    found = []
    for site in fixed:
        if site.id in wholes or site.carries == "road":
            continue  # its yard or bridge stands for it; a road bridge carries no reported leg
        spot = _plane((_position(site),))
        reach = BESIDE_KM + (site.accuracy_km or 0.0)
        on = {
            leg.id: _chance(world, site, leg, chances)
            for leg in world.legs
            if site.id in {leg.origin, leg.destination} or (leg.mode == "rail" and lines[leg.id].distance(spot) <= reach)
        }
        if on:
            found.append(Point(site.id, site.names.en, on))
    return tuple(found)


def weights(legs: Sequence[Leg]) -> Mapping[str, float]:
    """Every reported leg counts alike: how often each is used is not known."""
    return {leg.id: 1.0 / len(legs) for leg in legs}


def _chance(world: World, site: Site, leg: Leg, chances: Chances) -> float:
    if site.kind is SiteKind.PORT:
        return chances.stay("quay" if leg.mode == "sea" else "loading-rail")
    crossings = [other for other in world.gazetteer.sites if other.kind is SiteKind.CROSSING and other.placed]
    spot = _plane((_position(site),))
    if site.kind in {SiteKind.YARD, SiteKind.STATION} and any(
        spot.distance(_plane((_position(crossing),))) <= BORDER_KM for crossing in crossings
    ):
        return chances.stay("border-yard")
    if site.kind is SiteKind.STATION and site.id in {leg.origin, leg.destination}:
        return chances.stay("loading-rail")
    return chances.passing


def line_of(world: World, leg: Leg) -> tuple[LonLat, ...]:
    """The drawn line of a reported leg: the course of the railway, or the way over sea; straight where the router finds none."""
    if leg.mode == "rail":
        return world.rail_lines_by_id[leg.rail_line].course
    found = world.sea_legs[leg.id]
    if isinstance(found, Route):
        return tuple(point for part in found.legs for point in part.line)
    return tuple(_position(world.gazetteer.by_id[end]) for end in (leg.origin, leg.destination))


def _position(site: Site) -> LonLat:
    return LonLat(site.lon or 0.0, site.lat or 0.0)


def _plane(line: Sequence[LonLat]) -> LineString | Spot:
    """A line or point in kilometres on a plane, good near 42 degrees north, where all reported legs lie."""
    scale = 111.2 * math.cos(math.radians(42.5))
    flat = [(point.lon * scale, point.lat * 111.2) for point in line]
    return LineString(flat) if len(flat) > 1 else Spot(flat[0])
