"""The rail router on a network small enough to check by hand.

One straight line along 42 N: West (RUS) - Yardtown (PRK, with a yard) - East (PRK) - Far (PRK), and a detour by CHN. Both gauges
run from West to East; only the normal gauge goes on to Far.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from explorer.errors import CoordinateError, OptionError, UnknownPlace
from explorer.geo import distance_km
from explorer.rail.network import NoRailPath, RailNetwork, RailPath
from tests.toy_networks import rail

WEST, EAST, FAR = (130.0, 42.0), (132.0, 42.0), (133.0, 42.0)


def path(found: RailPath | NoRailPath) -> RailPath:
    assert isinstance(found, RailPath), found
    return found


def reason(found: RailPath | NoRailPath) -> str:
    assert isinstance(found, NoRailPath), found
    return found.reason


@pytest.fixture(scope="module")
def net() -> RailNetwork:
    return rail()


def test_a_way_has_its_lengths_times_and_line(net: RailNetwork) -> None:
    found = path(net.route(WEST, EAST))
    assert found.raw_km == pytest.approx(sum(distance_km(a, b) for a, b in pairwise([WEST, (130.5, 42), (131, 42), EAST])))
    assert found.length_km == pytest.approx(1.02 * found.raw_km)
    assert found.duration_h == pytest.approx((found.length_km / 40, found.length_km / 20))
    assert found.line == (WEST, (130.5, 42.0), (131.0, 42.0), EAST)
    assert found.stations == ("West", "Yardtown", "East")
    assert found.structures == ("river-bridge", "toy-yard")
    assert found.edges == (0, 1, 2)
    assert found.snap_km == (0.0, 0.0)


def test_crossing_and_break_of_gauge_are_events(net: RailNetwork) -> None:
    found = path(net.route(WEST, FAR))
    assert [(c["from"], c["to"], c["where"], c["name"]) for c in found.crossings] == [
        ("RUS", "PRK", "river-crossing", "West–Yardtown")
    ]
    assert not found.gauge_breaks, "the normal gauge lies all the way"
    back = path(net.route((130.1, 42.3), FAR))
    assert [(b["from"], b["to"], b["where"]) for b in back.gauge_breaks] == [(1520, 1435, "Yardtown")], (
        "in the yard, not at the end"
    )
    assert path(net.route(FAR, (130.1, 42.3))).gauge_breaks[0]["where"] == "Yardtown"


def test_ends_inside_an_edge_take_their_share(net: RailNetwork) -> None:
    whole, half = path(net.route(EAST, FAR)), path(net.route(EAST, (132.5, 42.0)))
    assert half.length_km == pytest.approx(whole.length_km / 2, rel=1e-6)
    inside = path(net.route((132.25, 42.0), (132.75, 42.0)))
    assert inside.length_km == pytest.approx(whole.length_km / 2, rel=1e-6)
    assert inside.edges == (3,)


def test_a_snap_is_told_and_not_included(net: RailNetwork) -> None:
    found = path(net.route((130.0, 41.9), EAST))
    assert found.snap_km[0] == pytest.approx(11.1, abs=0.1)
    assert found.length_km == pytest.approx(path(net.route(WEST, EAST)).length_km)
    assert "within 25 km of longitude 131, latitude 40" in reason(net.route((131.0, 40.0), EAST))


def test_closing_a_bridge_leads_round_or_names_it(net: RailNetwork) -> None:
    free, round_ = path(net.route(WEST, EAST)), path(net.route(WEST, EAST, closed=["river-bridge"]))
    assert round_.length_km > free.length_km
    assert [c["to"] for c in round_.crossings] == ["CHN", "PRK"]
    assert reason(net.route(WEST, EAST, closed=["river-bridge"], gauge_mm=1520)) == (
        "The River Bridge is closed and no other 1520 mm line crosses from Russia to the DPRK."
    )
    assert reason(net.route(WEST, EAST, closed=["river-bridge"], avoid=["CHN"])) == (
        "The River Bridge is closed and no other line outside China crosses from Russia to the DPRK."
    )
    assert "Closed track" in reason(net.route(WEST, EAST, closed_edges=[1, 5]))


def test_two_causes_are_named_together(net: RailNetwork) -> None:
    found = reason(net.route((130.1, 42.3), FAR, closed=["river-bridge"], avoid=["CHN"], on=date(2000, 1, 1)))
    assert "River Bridge" in found
    assert "China" in found


def test_a_country_in_the_way_is_named(net: RailNetwork) -> None:
    assert reason(net.route(WEST, (131.0, 42.6), avoid=["CHN"])).startswith("The network has no railway outside China")
    assert reason(net.route(WEST, EAST, avoid=["PRK"])).startswith("The network has no railway outside the DPRK")


def test_the_gauge_in_the_way_is_named(net: RailNetwork) -> None:
    assert "no 1520 mm track within 25 km" in reason(net.route(WEST, FAR, gauge_mm=1520))
    found = reason(net.route(WEST, FAR, gauge_mm=1435, closed=["toy-yard"], avoid=["CHN"]))
    assert "Toy yard is closed" in found


def test_a_line_carries_from_the_day_it_opened(net: RailNetwork) -> None:
    assert path(net.route(WEST, EAST, gauge_mm=1520, on=date(2013, 9, 22)))
    assert "On 21 September 2013" in reason(net.route(WEST, EAST, gauge_mm=1520, on=date(2013, 9, 21)))
    assert path(net.route(WEST, EAST, on=date(2013, 9, 21))), "the other gauge lay there before"
    early = reason(net.route(WEST, (131.0, 42.0), on=date(1959, 8, 8), avoid=["CHN"]))
    assert "River Bridge was not open yet" in early


def test_an_island_is_no_surprise(net: RailNetwork) -> None:
    assert "are not connected" in reason(net.route(WEST, (142.0, 47.0)))


def test_the_same_place_twice_is_no_distance(net: RailNetwork) -> None:
    found = path(net.route(EAST, EAST))
    assert found.length_km == 0
    assert not found.structures


def test_stations_by_id_and_by_position(net: RailNetwork) -> None:
    assert net.station("yardtown").name == "Yardtown"
    station, off_km = net.nearest_station((131.1, 42.0))
    assert (station.id, round(off_km)) == ("yardtown", 8)
    assert path(net.route("west", "east")).length_km == pytest.approx(path(net.route(WEST, EAST)).length_km)
    with pytest.raises(UnknownPlace, match="nowhere"):
        net.route("nowhere", EAST)
    with pytest.raises(OptionError, match="no-such-bridge"):
        net.route(WEST, EAST, closed=["no-such-bridge"])


@pytest.mark.parametrize("wrong", [(42.0, 130.0), (float("nan"), 42.0), (200.0, 10.0)])
def test_no_position_is_an_error(net: RailNetwork, wrong: tuple[float, float]) -> None:
    with pytest.raises(CoordinateError):
        net.route(wrong, EAST)


def test_a_station_beside_a_closed_edge_still_serves_its_other_side(net: RailNetwork) -> None:
    assert path(net.route((131.0, 42.0), FAR, closed=["river-bridge"])).length_km > 0


def test_two_users_with_different_closures_do_not_meet(net: RailNetwork) -> None:
    before = net.route(WEST, EAST)
    net.route(WEST, EAST, closed=["river-bridge"])
    net.route(WEST, EAST, avoid=["PRK", "CHN"], on=date(1950, 1, 1))
    assert net.route(WEST, EAST) == before
