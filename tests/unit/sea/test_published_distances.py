"""The sea router against NGA Pub. 151, *Distances Between Ports*, 11th edition."""

from __future__ import annotations

import numpy as np
import pytest

import geodata
from explorer.geo import distance_km
from explorer.sea.network import SeaRoute
from tests.sea_data import WORLD, book, network


def errors(far: bool) -> dict[str, float]:
    """Relative error of each pair of the region, or of those with a port beyond it."""
    found = {}
    for pair in book():
        if ("Singapore" in str(pair)) == far:
            route = network().route(pair.start, pair.end, pair.closed)
            assert isinstance(route, SeaRoute), pair
            found[str(pair)] = route.distance_nm / pair.distance_nm - 1
    return found


def test_in_the_region_half_are_within_one_per_cent_and_nine_tenths_within_four() -> None:
    off = np.abs(list(errors(far=False).values()))
    assert len(off) >= 60
    assert float(np.median(off)) <= 0.010
    assert float(np.quantile(off, 0.9)) <= 0.040


def test_the_long_hauls_to_singapore() -> None:
    off = np.abs(list(errors(far=True).values()))
    assert float(np.median(off)) <= 0.010
    assert float(np.quantile(off, 0.9)) <= 0.040


@pytest.mark.grid
def test_all_over_the_world_half_are_within_one_per_cent_and_nine_tenths_within_four() -> None:
    """Pairs for which the book names no way, long hauls and short ones, none left out for its error."""
    pairs = book(WORLD)
    assert len(pairs) >= 80
    routes = [network().route(pair.start, pair.end) for pair in pairs]
    assert all(isinstance(route, SeaRoute) for route in routes)
    found = np.asarray([route.distance_nm for route in routes if isinstance(route, SeaRoute)])
    off = np.abs(found / [pair.distance_nm for pair in pairs] - 1)
    assert float(np.median(off)) <= 0.010
    assert float(np.quantile(off, 0.9)) <= 0.040


def between(origin: str, destination: str) -> tuple[float, float]:
    """Length of the route between two of the world's ports and of the great circle, in kilometres."""
    ports = geodata.dataset("ports").drop_duplicates("name").set_index("name")
    one, other = ((point.x, point.y) for point in ports.geometry[[origin, destination]])
    route = network().route(one, other)
    assert isinstance(route, SeaRoute)
    return route.distance_km, distance_km(one, other)


@pytest.mark.parametrize(
    ("origin", "destination", "most"),
    [
        ("Norfolk", "New York", 1.2),
        ("Le Verdon", "Gijon", 1.2),
        ("Ras Lanuf", "Zuara", 1.2),
        ("Golfito", "San Juan del Sur", 1.4),
        ("Jurong", "Songkhla", 1.4),
        ("Cigading", "Tanjung Priok", 1.8),
        ("Banjul", "Conakry", 1.35),
    ],
)
def test_a_port_has_its_short_way_along_the_coast(origin: str, destination: str, most: float) -> None:
    """A network thinned by a sample of ways had lost these: Norfolk to New York was 1.77 times the great circle."""
    route, straight = between(origin, destination)
    assert route <= most * straight


def test_a_harbour_that_sees_only_a_corner_of_narrow_water_is_left_along_the_coast() -> None:
    """Liverpool in Nova Scotia; from the one corner that it sees lines only lead on to the Caribbean."""
    liverpool, new_york = (-64.71667, 44.05), (-74.01768, 40.70547)
    route = network().route(liverpool, new_york)
    assert isinstance(route, SeaRoute)
    assert route.distance_km <= 1.2 * distance_km(liverpool, new_york)


def test_no_way_leads_over_adams_bridge() -> None:
    """From Colombo to Chennai a ship goes round Sri Lanka: half as far again as the straight line, which is over land."""
    route, straight = between("Colombo", "Chennai")
    assert route >= 1.5 * straight
