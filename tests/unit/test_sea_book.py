"""The sea router against NGA Pub. 151, *Distances Between Ports*, 11th edition."""

from __future__ import annotations

import numpy as np

from explorer.sea import SeaRoute
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
