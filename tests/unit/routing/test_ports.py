"""Which ports a sea leg uses: a place's own, the reported ones in the direction of travel, and what serves where none does."""

from __future__ import annotations

import pytest

from explorer.routing.places import End, Place
from explorer.routing.planner import Plan, RouteQuestion, plan, route
from explorer.routing.ports import own_port, reported_ports
from explorer.routing.route import Conditions, Route, Unreachable, same_place, same_town
from tests.toy_chains import FOREIGN, GOAL, INLAND, LONE, ORIGIN, PORT, QUAY, network, spot

NETWORK = network()
REPORTED = [(PORT, QUAY)]


def planned(origin: Place, destination: Place, reported: list[tuple[Place, Place]] = REPORTED, **asked: Place) -> Plan:
    return plan(NETWORK, reported, RouteQuestion(End.at(origin), End.at(destination), Conditions(), **asked))


def ports(found: Plan) -> tuple[Place | None, Place | None]:
    return found.sea_options[0].loading, found.sea_options[0].discharge


def test_ports_follow_the_direction_of_travel() -> None:
    assert ports(planned(INLAND, GOAL)) == (PORT, QUAY)
    assert ports(planned(GOAL, INLAND)) == (QUAY, PORT)
    there, back = planned(INLAND, GOAL).sea, planned(GOAL, INLAND).sea
    assert isinstance(there, Route)
    assert isinstance(back, Route)
    assert there.distance_km == pytest.approx(back.distance_km)
    assert there.transshipments == (PORT, QUAY)
    assert back.transshipments == (QUAY, PORT)


def test_a_place_at_a_port_uses_it_whatever_is_reported() -> None:
    assert own_port(NETWORK, End.at(ORIGIN)) == PORT
    assert own_port(NETWORK, End.at(QUAY)) == QUAY
    assert own_port(NETWORK, End.at(GOAL)) is None
    assert ports(planned(ORIGIN, QUAY, [])) == (PORT, QUAY)


def test_a_bare_position_on_water_is_its_own_port() -> None:
    out_at_sea = spot("Out at sea", 130.5, 41.0, "point", "")
    assert own_port(NETWORK, End.at(out_at_sea)) == out_at_sea
    assert isinstance(planned(out_at_sea, ORIGIN).sea, Route)


def test_reported_legs_serve_only_between_their_countries() -> None:
    ends = End.at(ORIGIN), End.at(INLAND)
    assert reported_ports(REPORTED, ends, (None, None)) == []
    assert reported_ports(REPORTED, (End.at(ORIGIN), End.at(GOAL)), (None, None)) == REPORTED
    assert reported_ports(REPORTED, (End.at(GOAL), End.at(ORIGIN)), (None, PORT)) == [(QUAY, PORT)]


def test_without_a_report_the_shortest_route_by_any_port_is_taken() -> None:
    assert ports(planned(INLAND, GOAL, [])) == (PORT, QUAY)


def test_a_reported_port_that_does_not_serve_is_told_after_the_one_that_does() -> None:
    dead_end = spot("Dead end", 140.0, 46.9, "port")
    found = planned(INLAND, GOAL, [(PORT, dead_end), (PORT, QUAY)])
    assert [option.discharge for option in found.sea_options] == [QUAY, dead_end]
    assert isinstance(found.sea_options[1].route, Unreachable)
    assert "Dead end" in found.sea_options[1].route.reason


def test_a_named_port_is_taken_literally() -> None:
    found = planned(INLAND, GOAL, [], loading=PORT, discharge=QUAY)
    assert ports(found) == (PORT, QUAY)
    assert ports(planned(GOAL, INLAND, [], loading=QUAY)) == (QUAY, PORT)


def test_a_place_that_no_railway_joins_to_a_port_is_reached_over_the_nearest_water() -> None:
    island = spot("Island", 135.0, 40.0, "town", "JPN")
    found = planned(ORIGIN, island)
    assert isinstance(found.sea, Route)
    assert [leg.mode for leg in found.sea.legs] == ["sea"]
    assert len(found.sea_options) == 1, "reported ports that no railway joins to it say nothing"


@pytest.mark.parametrize("mode", ["rail", "sea", "any"])
def test_single_routes_are_those_of_the_plan(mode: str) -> None:
    asked = RouteQuestion(End.at(ORIGIN), End.at(QUAY), Conditions())
    found, whole = route(NETWORK, REPORTED, asked, mode), plan(NETWORK, REPORTED, asked)  # type: ignore[arg-type]
    expected = {"rail": whole.rail, "sea": whole.sea, "any": whole.shortest}[mode]
    assert isinstance(found, Route)
    assert isinstance(expected, Route)
    assert (found.distance_km, found.legs[0].line) == (expected.distance_km, expected.legs[0].line)


def test_what_is_one_town_and_what_is_one_place() -> None:
    assert same_town(ORIGIN, PORT)
    assert not same_town(ORIGIN, spot("Across", 130.02, 42.0, country="CHN")), "a border lies between"
    assert same_place(ORIGIN, PORT)
    station, other = spot("Station", 130.0, 42.0, "station"), spot("Other station", 130.02, 42.0, "station")
    assert not same_place(station, other), "two stations of one town are not one place"
    assert same_place(LONE, LONE)
    assert not same_place(ORIGIN, FOREIGN)
