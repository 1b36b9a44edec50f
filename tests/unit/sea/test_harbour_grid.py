"""Harbours that no straight line leads out of, on a coast small enough to draw by hand."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from explorer.geo import LonLat, length_km
from explorer.sea.harbour_grid import WayOut, ways_out
from explorer.sea.network import SeaRoute
from explorer.sea.overview_grid import filled
from explorer.sea.plane import Area
from geodata.formats.mercator import shapes_to_plane, to_plane
from tests.grids import sampled
from tests.sea_data import network

CUT_M = 150.0
BERTH = LonLat(0.0, 0.0)
NODE = np.asarray([[0.03, 0.15]])


def coast(*walls: tuple[float, float, float, float]) -> Area:
    """Walls of land between west, south, east and north."""
    return Area.of(shapes_to_plane(np.asarray([shapely.box(*wall) for wall in walls])))


def to_node(land: Area, *gates: shapely.LineString) -> WayOut | None:
    """The way to the node that crosses no gate, if any chart shows one."""
    shut = shapes_to_plane(np.asarray(gates, dtype=object))
    found = (way for ways in ways_out(BERTH, land, to_plane(NODE), shut) for way in ways)
    return next((way for way in found if way.node == 0), None)


BASIN = ((-0.06, -0.05, 0.06, -0.02), (-0.06, -0.02, -0.04, 0.08), (0.04, -0.02, 0.06, 0.08))
"""South, west and east shore of a harbour that is open to the north."""


def test_squares_of_a_polygon_with_a_hole() -> None:
    ring = shapely.Polygon([(1, 1), (6, 1), (6, 6), (1, 6)], [[(2, 2), (5, 2), (5, 5), (2, 5)]])
    squares = filled(np.asarray([ring]), np.zeros(2), 1.0, 8, 8)
    assert squares.sum() == 25 - 9
    assert not squares[3, 3]
    assert squares[1, 1]
    assert not squares[0].any()


def test_the_way_out_goes_round_the_mole_and_nowhere_over_land() -> None:
    mole = (-0.04, 0.03, 0.02, 0.035)
    land = coast(*BASIN, mole)
    way = to_node(land)
    assert way is not None
    line = [*way.bends, LonLat(*NODE[0].tolist())]
    walls = shapely.union_all([shapely.box(*wall) for wall in (*BASIN, mole)])
    assert shapely.intersection(shapely.LineString(line), walls).length < 0.002
    assert length_km(line) == pytest.approx(length_km([BERTH, (0.02, 0.0325), (0.03, 0.15)]), rel=0.05)


def test_a_closed_gate_turns_the_way_aside_or_shuts_the_harbour() -> None:
    land = coast(*BASIN)
    open_way = to_node(land)
    beside = to_node(land, shapely.LineString([(-0.05, 0.05), (0.02, 0.05)]))
    assert open_way is not None
    assert beside is not None
    line = shapely.LineString([*beside.bends, NODE[0]])
    assert not line.crosses(shapely.LineString([(-0.05, 0.05), (0.02, 0.05)]))
    assert length_km(list(beside.bends)) > length_km(list(open_way.bends))
    assert to_node(land, shapely.LineString([(-0.05, 0.05), (0.05, 0.05)])) is None


def test_a_mouth_drawn_shut_by_a_hair_is_cut_and_a_real_wall_is_not() -> None:
    lid = (-0.06, 0.08, 0.06, 0.0808)
    assert (lid[3] - lid[1]) * 111_200 < CUT_M
    assert to_node(coast(*BASIN, lid)) is not None
    wall = (-0.06, 0.08, 0.06, 0.12)
    assert to_node(coast(*BASIN, wall)) is None


@pytest.mark.parametrize(
    ("harbour", "position"),
    sampled(
        [
            ("Sydney", (151.2, -33.86)),
            ("Rio de Janeiro", (-43.18, -22.9)),
            ("San Diego", (-117.15, 32.7)),
            ("Gothenburg", (11.95, 57.7)),
            ("Odda, at the head of a fjord", (6.55, 60.07)),
            ("Samcheok", (129.19, 37.43)),
            ("Kawasaki", (139.72, 35.52)),
        ],
        [("Sydney", (151.2, -33.86))],
    ),
)
def test_harbours_behind_islands_and_headlands_are_joined_to_the_sea(harbour: str, position: tuple[float, float]) -> None:
    found = network().route(position, (179.0, 0.0))
    assert isinstance(found, SeaRoute), harbour
    assert found.snap_km[0] < 5
