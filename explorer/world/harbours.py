"""What ship positions of a user's files are held against: zones, ports, reported sea legs and inland water of a world."""

from __future__ import annotations

from collections import Counter

from explorer.routing.route import Route
from explorer.tracks.ground import Ground, Leg, Port
from explorer.world.world import World
from explorer.zones.cells import Cells

PORT_KINDS = frozenset({"port", "pier"})


def ground(world: World) -> Ground:
    """Ports of the gazetteer and of the map data, zones ready for millions of positions, legs as they are drawn."""
    water = tuple(shape for layer in ("rivers", "lakes") for shape in world.layer(layer).geometry)
    return Ground(Cells.of(world.zones), ports(world), legs(world), water)


def ports(world: World) -> tuple[Port, ...]:
    """Where ships call; of several piers at one position none can be told, so the port that they belong to stands for them."""
    found = [spot for spot, _ in world.places.named if spot.kind in PORT_KINDS]
    at = Counter((spot.position.lon, spot.position.lat) for spot in found)
    return tuple(
        Port(spot.id, spot.name, spot.position.lon, spot.position.lat, spot.country, own=spot.source == "sites")
        for spot in found
        if spot.kind == "port" or at[spot.position.lon, spot.position.lat] == 1
    )


def spots(world: World) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of every port that a call can be at, in degrees, by its id."""
    return {port.id: (port.lon, port.lat) for port in ports(world)}


def legs(world: World) -> tuple[Leg, ...]:
    """The reported sea legs as the router draws them."""
    names = {leg.id: f"{leg.origin} to {leg.destination}" for leg in world.legs}
    return tuple(
        Leg(leg_id, names[leg_id], tuple((p.lon, p.lat) for part in found.legs for p in part.line))
        for leg_id, found in world.sea_legs.items()
        if isinstance(found, Route)
    )
