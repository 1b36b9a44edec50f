"""The frame of a printed map against the ellipsoid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.geo import distance_km
from explorer.render.sheet.projection import WIDEST_M, Frame, fit, zoom_of
from explorer.views.view import Camera

NEAR = Frame(130.5, 42.4, 60_000.0, 40_000.0)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_the_plane_and_back(x: float, y: float) -> None:
    at = np.array([(x * 1_500_000.0, y * 1_000_000.0)])
    wide = Frame(131.0, 44.0, 1_500_000.0, 1_000_000.0)
    assert np.allclose(wide.to_plane(wide.to_earth(at)), at, atol=0.01)


def test_a_near_frame_is_true_to_scale() -> None:
    a, b = NEAR.to_earth([(-50_000.0, 0.0), (50_000.0, 0.0)])
    assert distance_km(tuple(a), tuple(b)) == pytest.approx(100.0, rel=1e-4)
    assert NEAR.stretched(-50_000.0, 10_000.0, 100_000.0) == pytest.approx(100_000.0, rel=1e-4)


def test_equal_areas() -> None:
    """A square of the plane holds the same area of the ellipsoid at the centre and far from it."""
    from pyproj import Geod

    wide = Frame(88.0, 54.0, 3_500_000.0, 2_200_000.0)
    areas = []
    for x, y in ((0.0, 0.0), (3_000_000.0, 1_500_000.0)):
        ring = wide.to_earth([(x, y), (x + 1e5, y), (x + 1e5, y + 1e5), (x, y + 1e5)])
        areas.append(abs(Geod(ellps="WGS84").polygon_area_perimeter(ring[:, 0], ring[:, 1])[0]))
    assert areas[0] == pytest.approx(1e10, rel=1e-3)
    assert areas[1] == pytest.approx(areas[0], rel=2e-3)


@pytest.mark.parametrize("aspect", [0.4, 1.0, 1.78, 2.5])
def test_a_frame_shows_what_the_browser_shows(aspect: float) -> None:
    """The browser's map is 900 by 640 pixels; its corners in Web Mercator lie in the frame, for a close view."""
    camera = Camera(130.5, 42.4, 10)
    frame = fit(camera, aspect)
    assert frame.half_width_m / frame.half_height_m == pytest.approx(aspect)
    degrees = 360.0 / 256.0 / 2.0**camera.zoom
    for dx in (-450.0, 450.0):
        assert frame.holds((camera.lon + dx * degrees * 0.99, camera.lat))[0]


def test_a_frame_is_never_wider_than_the_projection_can_carry() -> None:
    frame = fit(Camera(131.0, 43.0, 2), 1.6)
    assert max(frame.half_width_m, frame.half_height_m) == pytest.approx(WIDEST_M)


def test_longitudes_run_on_past_the_date_line() -> None:
    west, _, east, _ = Frame(179.0, 60.0, 400_000.0, 300_000.0).lonlat_box()
    assert west < 179.0 < 180.0 < east < 200.0
    assert Frame(179.0, 60.0, 400_000.0, 300_000.0).holds((-179.0, 60.0))[0]


def test_a_frame_over_the_pole_needs_every_longitude() -> None:
    west, _, east, north = Frame(100.0, 88.0, 800_000.0, 800_000.0).lonlat_box()
    assert east - west == pytest.approx(360.0)
    assert north == 90.0


def test_north_is_up_at_the_centre_and_leans_elsewhere() -> None:
    wide = Frame(131.0, 44.0, 1_500_000.0, 1_000_000.0)
    assert wide.north_at(0.0, 0.0) == pytest.approx(0.0, abs=1e-6)
    assert wide.north_at(1_400_000.0, 0.0) < -5.0 < 5.0 < wide.north_at(-1_400_000.0, 0.0)


def test_the_zoom_of_a_frame_is_the_cameras() -> None:
    camera = Camera(130.5, 42.4, 9)
    assert zoom_of(fit(camera, 900 / 640), 900.0) == pytest.approx(9.0)
