"""Where ships set out when the sea network is thinned: one square island and ports on it and beside it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geodata.build.sea_quays import OUTLETS, afloat, doors
from geodata.build.sea_water import OFFINGS_NM, Water, to_degrees, to_plane
from geodata.build.sea_web import Corners, Screens
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
