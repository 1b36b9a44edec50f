"""Where ships set out when the sea network is thinned: one square island and ports on it and beside it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geodata.build.sea.quays import OUTLETS, ROADS_APART_NM, ROADS_NM, afloat, doors, roads
from geodata.build.sea.water import OFFINGS_NM, Water
from geodata.build.sea.web import Corners, Screens, pairs
from geodata.formats.mercator import to_degrees, to_plane
from tests.toy_networks import CORNERS, ISLAND

BAND = shapely.box(9.95, -1.05, 12.05, 1.05)
SOUTH_WEST, SOUTH_EAST, NORTH_EAST, NORTH_WEST = range(4)


def in_plane(shape: shapely.Polygon) -> np.ndarray:
    return np.asarray([shapely.transform(shape, to_plane)], dtype=object)


def corners() -> Corners:
    """The corners of the island's offing, and one that nothing sees, on the island itself."""
    return Corners(
        to_plane(np.vstack([CORNERS, [[11.0, 0.0]]])),
        np.asarray([[0, 1], [-1, 0], [0, -1], [1, 0], [1, 0]]),
        np.asarray([[1, 0], [0, 1], [-1, 0], [0, -1], [0, 1]]),
        np.zeros(5, dtype=np.int64),
        np.zeros(5, dtype=bool),
    )


def screens() -> Screens:
    block, band = (shapely.STRtree(in_plane(shape)) for shape in (ISLAND, BAND))
    return Screens((block,) * len(OFFINGS_NM), (band,) * len(OFFINGS_NM))


def test_a_port_ashore_is_moved_to_the_nearest_water_and_one_afloat_stays() -> None:
    water = Water(in_plane(ISLAND), (in_plane(BAND),) * len(OFFINGS_NM))
    quays = afloat(np.asarray([[10.1, 0.2], [9.0, 0.2]]), water)
    assert to_degrees(quays.plane) == pytest.approx(np.asarray([[9.95, 0.2], [9.0, 0.2]]), abs=1e-4)
    assert quays.free.all()


def port(lon: float, lat: float) -> Corners:
    return Corners(to_plane(np.asarray([[lon, lat]])), np.ones((1, 2)), np.ones((1, 2)), np.full(1, 3), np.ones(1, dtype=bool))


def test_a_port_has_ways_to_the_corners_it_sees_that_cost_their_length_and_what_the_bands_add() -> None:
    outside = doors(port(9.7, -0.6), corners(), screens())
    assert outside.node.tolist() == [SOUTH_WEST]
    assert outside.cost == pytest.approx([np.hypot(0.2 * 60, 0.5 * 60)], rel=0.01)
    inside = doors(port(9.97, -0.6), corners(), screens())
    assert inside.node.tolist() == [SOUTH_WEST]
    assert inside.cost[0] > 1.5 * np.hypot(0.07 * 60, 0.5 * 60)


def test_a_port_that_sees_nothing_has_ways_to_the_nearest_few() -> None:
    found = doors(port(11.2, 0.1), corners(), screens())
    assert len(found.node) == OUTLETS
    assert set(found.node.tolist()) >= {SOUTH_EAST, NORTH_EAST}
    assert found.count == 1


def test_ports_have_roads_along_the_edge_of_wide_water_that_ports_side_by_side_share() -> None:
    water = Water(in_plane(ISLAND), (in_plane(BAND),) * len(OFFINGS_NM))
    beside, also, far = [10.1, 0.22], [10.1, 0.27], [8.0, 0.2]
    one, both, none = (roads(np.asarray(ports), water) for ports in ([beside], [beside, also], [far]))
    spots = to_degrees(both.plane)
    assert spots[:, 0] == pytest.approx(9.95, abs=1e-6)
    assert (np.abs(spots[:, 1] - 0.245) * 60 <= ROADS_NM + 1.5).all()
    assert 3 <= len(one.level) <= len(both.level) <= 2 * ROADS_NM / ROADS_APART_NM + 2
    assert len(none.level) == 0
    assert both.free.all()
    assert (both.level == 0).all()


def test_roads_see_corners_in_every_direction_and_each_other_if_they_are_near() -> None:
    """A line from the roads need not round anything, one to a corner has to."""
    off = Corners.free_at(to_plane(np.asarray([[9.7, 0.2], [9.7, 1.0], [9.7, 2.5]])), np.zeros(3, dtype=np.int64))
    seen = {tuple(pair) for pair in pairs(off.before_others(corners())).tolist()}
    assert {(0, 3 + SOUTH_WEST), (0, 3 + NORTH_WEST), (0, 1)} <= seen
    assert not {(0, 3 + SOUTH_EAST), (0, 2), (1, 2)} & seen
