"""Both routes on the toy network, and what is left of them once the trunk is taken out."""

from __future__ import annotations

import pytest

from explorer.geo import LonLat, distance_km
from explorer.routing.differing import Differing, differing, shared_ends
from explorer.routing.places import End, Place
from explorer.routing.planner import Plan, RouteQuestion, plan
from explorer.routing.route import Conditions, Route, Unreachable
from tests.toy_chains import FOREIGN, GOAL, INLAND, LONE, ORIGIN, PORT, QUAY, network, track_km

NETWORK = network()


def planned(
    origin: Place,
    destination: Place,
    discharge: Place | None = QUAY,
    loading: Place | None = None,
    options: Conditions | None = None,
) -> Plan:
    asked = RouteQuestion(End.at(origin), End.at(destination), options or Conditions(), loading, discharge)
    return plan(NETWORK, [(PORT, QUAY)], asked)


def both(found: Plan) -> tuple[Route, Route]:
    assert isinstance(found.rail, Route), found.rail
    assert isinstance(found.sea, Route), found.sea
    return found.rail, found.sea


def apart(found: Plan) -> Differing:
    rail, sea = both(found)
    assert found.rail_options is not None
    return differing(NETWORK, rail, found.rail_options, sea)


def test_two_whole_routes_to_the_same_place() -> None:
    rail, sea = both(planned(ORIGIN, GOAL))
    assert rail.distance_km == pytest.approx(track_km("Origin", "x", "Junction", "Goal"))
    assert [(leg.mode, leg.origin, leg.destination) for leg in sea.legs] == [
        ("sea", "Origin port", "Quay"),
        ("rail", "Quay", "Goal"),
    ]
    over_sea = distance_km(PORT.position, QUAY.position)
    assert sea.distance_km == pytest.approx(over_sea + track_km("Quay", "Junction", "Goal"))
    assert (sea.loading, sea.discharge) == (PORT, QUAY)


def test_rail_onward_to_the_join_belongs_to_the_differing_segment() -> None:
    cut = apart(planned(ORIGIN, GOAL))
    assert (cut.parts_at, cut.joins_at) == ("Origin", "Junction")
    assert [leg.distance_km for leg in cut.rail] == pytest.approx([track_km("Origin", "x", "Junction")])
    assert [leg.mode for leg in cut.sea] == ["sea", "rail"]
    assert cut.sea[1].distance_km == pytest.approx(track_km("Quay", "Junction"))
    assert cut.shared_km == pytest.approx(track_km("Junction", "Goal"))
    assert cut.loads_apart


def test_the_pieces_add_up_to_the_routes() -> None:
    for ends in ((ORIGIN, GOAL), (INLAND, GOAL), (ORIGIN, QUAY)):
        found = planned(*ends)
        rail, sea = both(found)
        trunk = apart(found).shared_km
        assert sum(leg.distance_km for leg in apart(found).rail) + trunk == pytest.approx(rail.distance_km, abs=1e-6)
        assert sum(leg.distance_km for leg in apart(found).sea) + trunk == pytest.approx(sea.distance_km, abs=1e-6)


def test_a_shared_way_to_the_port_is_trunk_as_well() -> None:
    found = planned(INLAND, GOAL)
    rail, sea = both(found)
    assert [leg.mode for leg in sea.legs] == ["rail", "sea", "rail"]
    assert (sea.loading, sea.discharge) == (PORT, QUAY)
    assert apart(found).shared_km == pytest.approx(track_km("Inland", "Origin") + track_km("Junction", "Goal"), abs=0.1)
    assert not apart(found).loads_apart, "the train is loaded once, for both"
    assert len(rail.gauge_breaks) == 1


def test_a_break_of_gauge_stays_with_the_segment_it_lies_on() -> None:
    found = planned(INLAND, GOAL)
    breaks = [event for leg in (*apart(found).rail, *apart(found).sea, *apart(found).trunk) for event in leg.gauge_breaks]
    assert len(breaks) >= 1
    assert {event["where"] for event in breaks} == {event["where"] for event in both(found)[0].gauge_breaks}


def test_border_crossings_lie_on_the_rail_side_only() -> None:
    cut = apart(planned(ORIGIN, GOAL))
    assert [len(leg.crossings) for leg in cut.rail] == [1]
    assert all(not leg.crossings for leg in (*cut.sea, *cut.trunk))


def test_a_port_as_destination_leaves_no_trunk() -> None:
    found = planned(ORIGIN, QUAY)
    _, sea = both(found)
    assert [leg.mode for leg in sea.legs] == ["sea"]
    assert apart(found).trunk == ()
    assert apart(found).shared_km == 0


def test_track_of_other_states_is_kept_off_unless_there_is_no_other() -> None:
    rail, _ = both(planned(ORIGIN, GOAL))
    assert [crossing["to"] for crossing in rail.crossings] == ["RUS"]
    assert "States concerned" in rail.conditions
    abroad = planned(ORIGIN, FOREIGN)
    assert isinstance(abroad.rail, Route)


def test_one_gauge_is_kept_where_it_can_be() -> None:
    assert both(planned(ORIGIN, GOAL))[0].conditions.startswith("1,520 mm")
    assert both(planned(INLAND, GOAL))[0].conditions.startswith("any gauge")


def test_what_is_asked_for_takes_the_choice_away() -> None:
    asked = planned(ORIGIN, GOAL, options=Conditions(avoid=frozenset({"CHN"})))
    assert both(asked)[0].conditions == "any gauge, out of CHN"
    assert isinstance(planned(INLAND, GOAL, options=Conditions(gauge_mm=1520)).rail, Unreachable)
    free = both(planned(ORIGIN, GOAL, options=Conditions(transit=True)))
    assert [route.conditions for route in free] == ["any gauge, over any country"] * 2


def test_a_closed_border_bridge_leaves_the_way_over_a_third_state() -> None:
    rail, sea = both(planned(ORIGIN, GOAL, options=Conditions(closed=frozenset({"river-crossing"}))))
    assert rail.distance_km == pytest.approx(track_km("Origin", "Foreign", "Junction", "Goal"))
    assert rail.conditions == "any gauge, over any country"
    assert sea.distance_km == both(planned(ORIGIN, GOAL))[1].distance_km


# ---- missing routes --------------------------------------------------------------------------------------------------

LONE_PORT = Place("lone-port", "Lone port", LonLat(140.0, 46.9), "port", "RUS")


def test_no_railway_at_the_destination_leaves_the_other_route() -> None:
    found = planned(ORIGIN, LONE_PORT, None)
    assert isinstance(found.rail, Unreachable)
    assert "no railway" in found.rail.reason
    assert isinstance(found.sea, Route)
    assert found.rail_options is None


def test_no_rail_onward_from_the_port_leaves_the_route_by_rail() -> None:
    found = planned(ORIGIN, GOAL, LONE_PORT)
    assert isinstance(found.rail, Route)
    assert isinstance(found.sea, Unreachable)
    assert "onward" in found.sea.reason


def test_an_origin_without_port_or_rail_has_neither_route() -> None:
    found = planned(LONE, GOAL, None)
    for way in (found.rail, found.sea, found.shortest):
        assert isinstance(way, Unreachable)
    assert "Lone" in found.sea_options[0].route.reason  # type: ignore[union-attr]
    assert "By rail" in found.shortest.reason  # type: ignore[union-attr]


def test_one_place_twice_has_no_route() -> None:
    found = planned(ORIGIN, PORT)
    assert isinstance(found.rail, Unreachable)
    assert isinstance(found.sea, Unreachable)
    assert "same place" in found.rail.reason


def test_a_port_of_discharge_at_the_origin_leaves_no_sea_leg() -> None:
    found = planned(ORIGIN, GOAL, PORT)
    assert isinstance(found.sea, Unreachable)
    assert "no sea leg" in found.sea.reason


def test_shared_ends_of_odd_lines() -> None:
    a, b, c = ORIGIN.position, GOAL.position, QUAY.position
    assert shared_ends((a, b), (a, b)) == (2, 2)
    assert shared_ends((a, b, c), (c,)) == (0, 1)
    assert shared_ends((), (a,)) == (0, 0)
