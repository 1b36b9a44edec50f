"""The ice: no way leads through it, though a ship that lies in it gets out."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

import geodata
from explorer.geo import LonLat, distance_km
from explorer.sea.network import SeaRoute
from geodata.build.sea import water
from tests.grids import sampled
from tests.sea_data import network

VLADIVOSTOK = (131.9, 43.1)
IN_THE_ICE = [((0.0, -68.0),), ((-175.0, -74.0),), ((70.0, 75.0),), ((0.0, 88.0),)]


@cache
def ice() -> list[tuple[float, float, float, float]]:
    """West, south, east and north of the ice of ``sea_bands``."""
    bands = geodata.dataset("sea_bands")
    return [shape.bounds for shape in bands[bands["kind"] == "ice"].geometry]


def answer(start: tuple[float, float], end: tuple[float, float]) -> SeaRoute:
    found = network().route(start, end)
    assert isinstance(found, SeaRoute), found
    return found


def in_ice(position: LonLat, margin: float = 0.5) -> bool:
    lon, lat = position
    return any(w + margin < lon < e - margin and s + margin < lat < n - margin for w, s, e, n in ice())


def test_lines_of_sight_know_the_ice_that_the_network_was_built_with() -> None:
    assert ice() == [*water.ICE, water.POLAR_SEA]


@pytest.mark.grid
@pytest.mark.parametrize("position", [(6.55, 60.07), (5.3, 60.4), (15.0, 70.0), (-20.0, 66.0)])
def test_no_way_to_the_pacific_leads_over_the_pole(position: tuple[float, float]) -> None:
    """From Bergen a line of sight once ran over the pole to the Bering Strait."""
    way = answer(position, VLADIVOSTOK)
    assert "bering-strait" not in way.passages
    assert not any(in_ice(spot) for spot in way.line)
    assert way.distance_km > 20_000


def test_the_southern_ocean_is_crossed_along_the_edge_of_the_ice() -> None:
    """Held against the shortest line round a circle of latitude, worked out by hand: two tangents and an arc."""
    one, other = (-64.9, -43.5), (108.0, -47.1)
    edge = math.radians(26.5)
    tangents, turned = 0.0, 0.0
    for _, lat in (one, other):
        away = math.radians(90 + lat)
        tangents += math.acos(math.cos(away) / math.cos(edge))
        turned += math.acos(math.tan(edge) / math.tan(away))
    shortest = 6371.0 * (tangents + (math.radians(other[0] - one[0]) - turned) * math.sin(edge))
    way = answer(one, other)
    assert way.distance_km == pytest.approx(shortest, rel=0.01)
    assert min(spot.lat for spot in way.line) > -64.0


@pytest.mark.parametrize("position", sampled(IN_THE_ICE, IN_THE_ICE[1:2]))
def test_a_ship_in_the_ice_leaves_it_by_a_short_way(position: tuple[float, float]) -> None:
    way = answer(position, VLADIVOSTOK)
    line = np.asarray(way.line if way.line[0] == position else way.line[::-1])
    out = next(spot for spot in map(LonLat._make, line.tolist()) if not in_ice(spot, 0.0))
    assert distance_km(position, out) < 1_700
    assert sum(in_ice(LonLat(*spot)) for spot in line.tolist()) < 15
