"""Belts, medians and joined coasts of the zones' builder, on coasts drawn by hand."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely

from geodata.build.zones import facts
from geodata.build.zones.draw import agreed
from geodata.build.zones.shapes import belt, beyond, geodesic, joined, nearest_parts, shared_line

GEOD = pyproj.Geod(ellps="WGS84")


@pytest.mark.parametrize("width_km", [22.224, 370.4])
def test_a_belt_keeps_its_distance(width_km: float) -> None:
    island = shapely.LineString([(135.0, 40.0), (135.0001, 40.0)])
    edge = shapely.get_coordinates(shapely.boundary(belt(np.asarray([island], dtype=object), width_km, 0.05)))
    _, _, metres = GEOD.inv(np.full(len(edge), 135.0), np.full(len(edge), 40.0), edge[:, 0], edge[:, 1])
    assert np.asarray(metres) / 1000 == pytest.approx(np.full(len(edge), width_km), rel=0.003)


def test_the_belt_of_nothing_is_empty() -> None:
    assert belt(np.asarray([], dtype=object), 10.0, 0.1).is_empty


def test_points_of_a_median_are_equally_far_from_both_coasts() -> None:
    one = np.column_stack([np.linspace(130.0, 131.0, 60), np.full(60, 38.0)])
    other = np.column_stack([np.linspace(133.0, 136.0, 160), np.linspace(41.0, 40.0, 160)])
    frame = shapely.box(129.0, 36.0, 138.0, 43.0)
    parts = nearest_parts({"A": one, "B": other}, frame)
    assert shapely.area(shapely.intersection(parts["A"], parts["B"])) < 1e-6
    assert sum(part.area for part in parts.values()) == pytest.approx(frame.area, abs=1e-6)
    line = shapely.get_coordinates(shared_line(parts["A"], parts["B"]))
    assert len(line) > 50
    inside = line[(line[:, 0] > 129.1) & (line[:, 0] < 137.9) & (line[:, 1] > 36.1) & (line[:, 1] < 42.9)]
    for point in inside:
        gaps = [
            float(np.min(GEOD.inv(np.full(len(side), point[0]), np.full(len(side), point[1]), side[:, 0], side[:, 1])[2])) / 1000
            for side in (one, other)
        ]
        assert abs(gaps[0] - gaps[1]) < 0.1


def test_coasts_joined_at_a_mouth_begin_there_and_halve_the_fan() -> None:
    """Two coasts that turn away from the sea to the south-east at one point: the line between them runs out to the south-east."""
    mouth = (130.0, 42.0)
    north = np.asarray([(130.0 + 0.0005 * i, 42.0 + 0.005 * i) for i in range(1, 60)])
    south = np.asarray([(130.0 - 0.005 * i, 42.0 - 0.0005 * i) for i in range(1, 60)])
    bar = np.asarray([(130.003, 41.998)])
    given = joined({"N": north, "S": np.vstack([bar, south]), "Z": bar}, mouth, ("N", "S"), 1.0)
    assert (np.abs(given["S"] - bar[0]).sum(1) > 1e-4).all(), "the bar is left out"
    assert np.array_equal(given["Z"], bar), "other coasts stay as they are"
    parts = nearest_parts({"N": given["N"], "S": given["S"]}, shapely.box(129.0, 41.0, 131.0, 43.0))
    line = shared_line(parts["N"], parts["S"])
    foot = shapely.get_coordinates(shapely.shortest_line(line, shapely.Point(130.3, 41.777)))[0]
    bearing = GEOD.inv(*mouth, *foot)[0]
    assert bearing == pytest.approx(135.0, abs=4.0)


def test_the_agreed_line_stands_before_equidistance() -> None:
    west, south, east, north = facts.AGREED_BOX
    korean = shapely.box(west - 1, south - 1, 132.0, north)
    russian = shapely.box(132.0, south + 0.2, east, north)
    ours, theirs = agreed(russian, korean)
    assert shapely.area(shapely.intersection(ours, theirs)) < 1e-9
    assert shapely.union(ours, theirs).area == pytest.approx(shapely.union(russian, korean).area, abs=1e-6)
    assert ours.contains(shapely.Point(131.5, 42.5))
    assert theirs.contains(shapely.Point(132.2, 40.0))
    assert theirs.contains(shapely.Point(west - 0.5, 41.0))


def test_a_line_runs_on_straight() -> None:
    lon, lat = beyond((130.0, 40.0), (131.0, 41.0), 10.0)
    whole = geodesic([(130.0, 40.0), (lon, lat)])
    assert GEOD.geometry_length(whole) == pytest.approx(GEOD.inv(130.0, 40.0, 131.0, 41.0)[2] + 10_000, abs=0.01)
    gap = shapely.distance(whole, shapely.Point(131.0, 41.0))
    assert gap < 1e-4
