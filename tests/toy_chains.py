"""A network for two routes that is small enough to add up by hand.

By rail: Origin (PRK) - border - Junction (RUS) - Goal (RUS), all along 42 N. By sea: straight from the port beside Origin to the
port Quay, which a branch of rail joins to Junction. Inland (PRK) lies behind Origin on the normal gauge only. Lone (RUS) has no
railway.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from explorer.errors import TooFarFromWater
from explorer.geo import LonLat, distance_km
from explorer.rail.network import RailNetwork
from explorer.routing.places import Place
from explorer.routing.route import Network
from explorer.sea.network import SeaRoute
from tests.toy_networks import KM_PER_KM, railway

NODES = [
    # name, country, crossing, longitude, latitude
    ("Origin", "PRK", "", 130.0, 42.0),
    ("", "", "river-crossing", 130.5, 42.0),
    ("Junction", "RUS", "", 131.0, 42.0),
    ("Goal", "RUS", "", 133.0, 42.0),
    ("Quay", "RUS", "", 131.0, 41.5),
    ("Inland", "PRK", "", 129.0, 42.0),
    ("Foreign", "CHN", "", 131.0, 42.5),
]
EDGES = [
    # a, b, country, gauges
    (0, 1, "PRK", "1520/1435"),
    (1, 2, "RUS", "1520"),
    (2, 3, "RUS", "1520"),
    (4, 2, "RUS", "1520"),
    (5, 0, "PRK", "1435"),
    (0, 6, "CHN", "1435"),
    (6, 2, "CHN", "1520"),
]


class StraightSea:
    """A sea without land: every way is the straight line, and Lone is out of reach."""

    passages: tuple[Any, ...] = ()

    def snap(self, position: LonLat) -> tuple[LonLat, float]:
        if position == LONE.position:
            raise TooFarFromWater("Lone is far from water.")
        return position, 0.0

    def route(self, origin: LonLat, destination: LonLat, closed: object = (), via: object = ()) -> SeaRoute:
        return SeaRoute((LonLat(*origin), LonLat(*destination)), distance_km(origin, destination), (0.0, 0.0), (), ())


def rail() -> RailNetwork:
    edges = [(*edge, "river-crossing" if number == 0 else "", "", "", "") for number, edge in enumerate(EDGES)]
    return railway(NODES, edges, [("river-crossing", "Origin–Junction", "crossing", "", "", "")])


def spot(name: str, lon: float, lat: float, kind: str = "town", country: str = "RUS") -> Place:
    return Place(name.lower().replace(" ", "-"), name, LonLat(lon, lat), kind, country)


ORIGIN = spot("Origin", 130.0, 42.0, country="PRK")
PORT = spot("Origin port", 130.0, 41.97, "port", "PRK")
GOAL = spot("Goal", 133.0, 42.0)
QUAY = spot("Quay", 131.0, 41.5, "port")
INLAND = spot("Inland", 129.0, 42.0, country="PRK")
LONE = spot("Lone", 140.0, 47.0)
FOREIGN = spot("Foreign", 131.0, 42.5, country="CHN")


def network() -> Network:
    return Network(StraightSea(), rail(), (PORT, QUAY))  # type: ignore[arg-type]


def track_km(*names: str) -> float:
    """Length of track along named nodes, "x" standing for the border."""
    at = {row[0] or "x": (row[3], row[4]) for row in NODES}
    return KM_PER_KM * sum(distance_km(at[one], at[other]) for one, other in pairwise(names))
