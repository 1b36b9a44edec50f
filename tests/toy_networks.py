"""Networks small enough to check by hand: one square island, and one straight railway with a detour.

The railway runs along 42 N: West (RUS) - Yardtown (PRK, with a yard) - East (PRK) - Far (PRK), and round by CHN. Both gauges
run from West to East; only the normal gauge goes on to Far.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas
import numpy as np
import shapely

from explorer.geo import LonLat, distance_km
from explorer.rail.network import RailNetwork
from explorer.routing.places import Place
from explorer.routing.route import Network
from explorer.sea.network import SeaNetwork
from geodata.build.sea.products import Thinned, table_of
from geodata.build.sea.web import Corners
from geodata.formats.sea import encode_nodes

ISLAND = shapely.box(10.0, -1.0, 12.0, 1.0)
CORNERS = np.asarray([[9.9, -1.1], [12.1, -1.1], [12.1, 1.1], [9.9, 1.1]])
SIDES = np.asarray([[0, 1], [1, 2], [2, 3], [0, 3]])
NORTH_GATE = shapely.LineString([(11.0, 0.5), (11.0, 30.0)])
SOUTH_GATE = shapely.LineString([(11.0, -0.5), (11.0, -30.0)])

BORDER = (130.5, 42.0)
KM_PER_KM = 1.02
"""Track is this much longer than its drawn line."""
NODES: list[tuple[Any, ...]] = [
    # name, country, crossing, longitude, latitude
    ("West", "RUS", "", 130.0, 42.0),
    ("", "", "river-crossing", 130.5, 42.0),
    ("Yardtown", "PRK", "", 131.0, 42.0),
    ("East", "PRK", "", 132.0, 42.0),
    ("Far", "PRK", "", 133.0, 42.0),
    ("", "", "", 130.2, 42.6),
    ("", "", "", 131.8, 42.6),
    ("Island", "RUS", "", 142.0, 47.0),
    ("Islet", "RUS", "", 142.5, 47.0),
]
EDGES: list[tuple[Any, ...]] = [
    # a, b, country, gauges, structures, opened, opened_1520, closed
    (0, 1, "RUS", "1520/1435", "river-bridge", "1959-08-09", "", ""),
    (1, 2, "PRK", "1520/1435", "river-bridge toy-yard", "1959-08-09", "", ""),
    (2, 3, "PRK", "1520/1435", "", "", "2013-09-22", ""),
    (3, 4, "PRK", "1435", "", "", "", ""),
    (0, 5, "RUS", "1520", "", "", "", ""),
    (5, 6, "CHN", "1435", "", "", "", ""),
    (6, 3, "PRK", "1435", "", "", "", ""),
    (7, 8, "RUS", "1520", "", "", "", ""),
]
STRUCTURES: list[tuple[Any, ...]] = [
    ("river-bridge", "River Bridge", "bridge", "1959-08-09", "", ""),
    ("toy-yard", "Toy yard", "yard", "", "", ""),
    ("river-crossing", "West–Yardtown", "crossing", "", "", ""),
]


def sea() -> SeaNetwork:
    """One island; the ways north and south of it can be closed."""
    cost = np.asarray([distance_km(tuple(CORNERS[a]), tuple(CORNERS[b])) / 1.852 for a, b in SIDES])
    nodes = Corners(
        np.radians(CORNERS),
        np.asarray([[0, 1], [-1, 0], [0, -1], [1, 0]]),
        np.asarray([[1, 0], [0, 1], [-1, 0], [0, -1]]),
        np.zeros(4, dtype=np.int64),
        np.zeros(4, dtype=bool),
    )
    net = Thinned(CORNERS, nodes, SIDES, cost, np.full(4, -1))
    columns = encode_nodes(table_of(net, np.asarray([1, -1, 0, -1])))
    frame = geopandas.GeoDataFrame(columns, geometry=shapely.points(CORNERS), crs="EPSG:4326")
    passages = geopandas.GeoDataFrame(
        {"id": ["north", "south"], "name": ["North Way", "South Way"], "also": [b"", b""]},
        geometry=[NORTH_GATE, SOUTH_GATE],
        crs="EPSG:4326",
    )
    fairways = geopandas.GeoDataFrame(
        {"id": ["creek"], "name": ["Creek"], "nodes": [np.asarray([0, 1], dtype="<u2").tobytes()]},
        geometry=[shapely.LineString(CORNERS[:2])],
        crs="EPSG:4326",
    )
    offing = shapely.box(9.95, -1.05, 12.05, 1.05)
    bands = geopandas.GeoDataFrame({"kind": ["offing"], "surcharge": [0.5]}, geometry=[offing], crs="EPSG:4326")
    land = geopandas.GeoDataFrame({"x": [1]}, geometry=[ISLAND], crs="EPSG:4326")
    return SeaNetwork.from_frames(frame, passages, fairways, bands, [land])


Row = tuple[Any, ...]


def railway(nodes: Sequence[Row], edges: Sequence[Row], structures: Sequence[Row]) -> RailNetwork:
    """A railway from rows as they stand above; its structures all lie where the border does."""
    points = [(lon, lat) for *_, lon, lat in nodes]
    raw = [distance_km(points[a], points[b]) for a, b, *_ in edges]
    numbers = {"raw_km": raw, "km": [KM_PER_KM * km for km in raw], "lo_kmh": [20.0] * len(raw), "hi_kmh": [40.0] * len(raw)}
    lines = [shapely.LineString([points[a], points[b]]) for a, b, *_ in edges]
    return RailNetwork.from_frames(
        _frame(("name", "iso3", "crossing"), nodes, shapely.points(points)),
        _frame(("a", "b", "iso3", "gauges", "structures", "opened", "opened_1520", "closed"), edges, lines).assign(
            **numbers, mended=False
        ),
        _frame(("id", "name", "kind", "opened", "opened_1520", "closed"), structures, shapely.points([BORDER] * len(structures))),
    )


def _frame(names: Sequence[str], rows: Sequence[Row], geometry: Any) -> geopandas.GeoDataFrame:
    columns = {name: [row[number] for row in rows] for number, name in enumerate(names)}
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=4326)


def rail() -> RailNetwork:
    """The straight railway and the detour."""
    return railway(NODES, EDGES, STRUCTURES)


def both() -> Network:
    """Both networks; Yardtown and East have quays, so to say."""
    names = (("yard-quay", "Yard quay", 131.0), ("east-quay", "East quay", 132.0))
    ports = tuple(Place(id_, name, LonLat(lon, 42.0), "port", "PRK") for id_, name, lon in names)
    return Network(sea(), rail(), ports)
