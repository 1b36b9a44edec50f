"""The router on a sea that is small enough to work out by hand: one square island and a strait between two headlands."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from explorer.errors import OptionError, TooFarFromWater
from explorer.geo import LonLat, distance_km
from explorer.sea.network import NoSeaRoute, SeaRoute
from explorer.sea.plane import unit_vector
from tests.toy_networks import sea

SEA = sea()
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
    with pytest.raises(OptionError, match="No such passage: 'moon'"):
        SEA.route(WEST, EAST, closed=["moon"])


def test_origin_and_destination_may_be_the_same() -> None:
    way = SEA.route(WEST, WEST)
    assert isinstance(way, SeaRoute)
    assert way.distance_km == 0


SOUTH_WEST, SOUTH_EAST, NORTH_EAST, NORTH_WEST = range(4)


def pulled(nodes: list[int], start: tuple[float, float], shut: frozenset[int] = frozenset()) -> list[int] | None:
    """What becomes of a way whose first node is reached in a straight line."""
    here = LonLat(*start)
    first = float(SEA.sight.off(here, np.asarray(nodes[:1]))[0])
    found = SEA.string_pulling.pulled(nodes, here, first, 1000.0, {NORTH_EAST + 1}, shut)
    return found.nodes if found else None


def test_a_way_is_pulled_straight_to_a_node_on_it() -> None:
    assert pulled([SOUTH_WEST, SOUTH_EAST, NORTH_EAST], (11.0, -5.0)) == [SOUTH_EAST, NORTH_EAST]


def test_a_way_is_joined_from_a_node_beside_it() -> None:
    assert pulled([SOUTH_WEST, NORTH_WEST, NORTH_EAST], (11.5, -3.0)) == [SOUTH_EAST, NORTH_EAST]


def test_a_straight_way_stays_and_none_is_pulled_through_something_closed() -> None:
    assert pulled([SOUTH_EAST, NORTH_EAST], (12.2, -5.0)) is None
    south = next(number for number, passage in enumerate(SEA.passages) if passage.id == "south")
    assert pulled([SOUTH_WEST, SOUTH_EAST, NORTH_EAST], (10.0, -5.0), frozenset({south})) is None


def test_a_way_rounds_a_corner_goes_straight_on_or_turns_away_from_it() -> None:
    inward, straight, away = (
        SEA.sight.rounds(unit_vector(LonLat(lon, 5.0)), NORTH_EAST, SOUTH_EAST) for lon in (11.0, 12.1, 13.0)
    )
    assert inward > 0.1
    assert straight == pytest.approx(0.0, abs=0.01)
    assert away < -0.1


def test_fairways_and_straits_have_names_to_show() -> None:
    assert [(way.id, way.name) for way in SEA.fairways] == [("creek", "Creek")]
    assert {way.id: way.name for way in SEA.passages} == {"north": "North Way", "south": "South Way"}
