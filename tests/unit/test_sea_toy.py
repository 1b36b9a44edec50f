"""The router on a sea that is small enough to work out by hand: one square island and a strait between two headlands."""

from __future__ import annotations

import itertools

import geopandas
import numpy as np
import pytest
import shapely

from explorer.geo import distance_km
from explorer.sea import NoSeaRoute, SeaNetwork, SeaRoute
from explorer.sea_sight import TooFarFromWater
from geodata.build.sea_products import Thinned, _direction, _node_frame
from geodata.build.sea_web import Corners

ISLAND = shapely.box(10.0, -1.0, 12.0, 1.0)
CORNERS = np.asarray([[9.9, -1.1], [12.1, -1.1], [12.1, 1.1], [9.9, 1.1]])
SIDES = np.asarray([[0, 1], [1, 2], [2, 3], [0, 3]])
NORTH_GATE = shapely.LineString([(11.0, 0.5), (11.0, 30.0)])
SOUTH_GATE = shapely.LineString([(11.0, -0.5), (11.0, -30.0)])


def network() -> SeaNetwork:
    """One island; the ways north and south of it can be closed."""
    cost = np.asarray([distance_km(tuple(CORNERS[a]), tuple(CORNERS[b])) / 1.852 for a, b in SIDES])
    nodes = Corners(
        np.radians(CORNERS),
        np.asarray([[0, 1], [-1, 0], [0, -1], [1, 0]]),
        np.asarray([[1, 0], [0, 1], [-1, 0], [0, -1]]),
        np.zeros(4, dtype=np.int64),
        np.zeros(4, dtype=bool),
    )
    net = Thinned(CORNERS, nodes, SIDES, cost, np.full(4, -1), np.arange(4))
    columns = _node_frame(net, np.asarray([1, -1, 0, -1]), np.zeros((4, 1)))
    about = {
        "free": nodes.free,
        "before": _direction(nodes.before).astype(np.uint8),
        "after": _direction(nodes.after).astype(np.uint8),
    }
    frame = geopandas.GeoDataFrame({**about, **columns}, geometry=shapely.points(CORNERS), crs="EPSG:4326")
    passages = geopandas.GeoDataFrame(
        {"id": ["north", "south"], "name": ["North Way", "South Way"], "also": [b"", b""]},
        geometry=[NORTH_GATE, SOUTH_GATE],
        crs="EPSG:4326",
    )
    fairways = geopandas.GeoDataFrame(
        {"id": ["creek"], "nodes": [np.asarray([0, 1], dtype="<u2").tobytes()]},
        geometry=[shapely.LineString(CORNERS[:2])],
        crs="EPSG:4326",
    )
    bands = geopandas.GeoDataFrame({"adds": [0.5]}, geometry=[shapely.box(9.95, -1.05, 12.05, 1.05)], crs="EPSG:4326")
    land = geopandas.GeoDataFrame({"x": [1]}, geometry=[ISLAND], crs="EPSG:4326")
    return SeaNetwork.from_frames(frame, passages, fairways, bands, [land])


SEA = network()
WEST, EAST = (9.0, 0.2), (13.0, 0.2)


def test_the_way_round_the_island_is_the_shorter_one() -> None:
    way = SEA.route(WEST, EAST)
    assert isinstance(way, SeaRoute)
    assert way.passages == ("north",)
    bends = [WEST, (9.9, 1.1), (12.1, 1.1), EAST]
    assert set(bends) <= set(way.line)
    assert way.distance_km == pytest.approx(sum(distance_km(a, b) for a, b in itertools.pairwise(bends)), rel=1e-9)


def test_a_closure_sends_the_ship_the_other_way_and_changes_nothing() -> None:
    free = SEA.route(WEST, EAST)
    shut = SEA.route(WEST, EAST, closed=["north"])
    assert isinstance(free, SeaRoute)
    assert isinstance(shut, SeaRoute)
    assert shut.passages == ("south",)
    assert shut.distance_km > free.distance_km
    assert SEA.route(WEST, EAST) == free


def test_everything_closed_is_a_result_with_the_reason() -> None:
    answer = SEA.route(WEST, EAST, closed=["north", "south"])
    assert isinstance(answer, NoSeaRoute)
    assert "North Way" in answer.reason
    assert "South Way" in answer.reason


def test_open_water_is_one_straight_line() -> None:
    way = SEA.route((9.0, 3.0), (9.0, -3.0))
    assert isinstance(way, SeaRoute)
    assert way.distance_km == pytest.approx(distance_km((9.0, 3.0), (9.0, -3.0)), rel=1e-9)


def test_a_place_ashore_is_moved_to_water_and_the_move_is_not_counted() -> None:
    way = SEA.route((10.05, 0.3), (9.0, 0.3))
    assert isinstance(way, SeaRoute)
    assert 5 < way.snap_km[0] < 6.5
    assert way.snap_km[1] == 0
    assert way.distance_km == pytest.approx(distance_km(way.line[0], way.line[-1]), rel=1e-6)


def test_a_mountain_is_an_error_that_says_so() -> None:
    with pytest.raises(TooFarFromWater, match="limit is 25 km"):
        SEA.route((11.0, 0.0), (9.0, 0.0))


def test_unknown_passage() -> None:
    with pytest.raises(ValueError, match="no such passage: moon"):
        SEA.route(WEST, EAST, closed=["moon"])


def test_origin_and_destination_may_be_the_same() -> None:
    way = SEA.route(WEST, WEST)
    assert isinstance(way, SeaRoute)
    assert way.distance_km == 0
