"""Positions as MGRS: what is written is read again as the same place, everywhere on Earth."""

from __future__ import annotations

import pytest

from explorer.errors import CoordinateError
from explorer.geo import LonLat, distance_km, parse_position
from explorer.positions.write import as_mgrs

PLACES = [
    (130.3, 42.25), (-0.1, 51.5), (180.0, 0.0), (-180.0, 42.0), (5.4, 60.4), (15.0, 78.2), (-58.4, -34.6), (179.999, -79.9),
    (10.0, 84.5), (100.0, 89.9), (-45.0, -85.0), (0.0, 0.0), (31.0, -0.001),
]  # fmt: skip


@pytest.mark.parametrize(("lon", "lat"), PLACES)
def test_mgrs_is_read_again_as_the_same_place(lon: float, lat: float) -> None:
    text = as_mgrs(lon, lat)
    assert len(text.split()) == 4
    found = parse_position(f"MGRS {text}")
    assert isinstance(found, LonLat)
    assert distance_km(found, (lon, lat)) < 0.002


@pytest.mark.parametrize(("lon", "lat"), [(200.0, 0.0), (0.0, 91.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_what_is_no_position_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError):
        as_mgrs(lon, lat)
