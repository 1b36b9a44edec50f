"""Both chains on the toy network, and what is left of them once the trunk is taken out."""

from __future__ import annotations

import pytest

from explorer.geo import distance_km
from explorer.routing.differing import Chain, Missing, Pair, Question, find, shared_ends
from explorer.routing.places import Spot
from explorer.routing.planner import Options
from tests.toy_chains import FOREIGN, GOAL, INLAND, LONE, ORIGIN, PORT, QUAY, network, track_km

NETWORK = network()


def pair(
    origin: Spot,
    destination: Spot,
    discharge: Spot = QUAY,
    loadings: tuple[Spot, ...] = (PORT, QUAY),
    options: Options | None = None,
) -> Pair:
    (found,) = find(Question(NETWORK, origin, destination, (discharge,), loadings, options or Options()))
    return found


def both(found: Pair) -> tuple[Chain, Chain]:
    assert isinstance(found.rail, Chain), found.rail
    assert isinstance(found.sea, Chain), found.sea
    return found.rail, found.sea


def test_two_whole_chains_to_the_same_place() -> None:
    rail, sea = both(pair(ORIGIN, GOAL))
    assert rail.distance_km == pytest.approx(track_km("Origin", "x", "Junction", "Goal"))
    assert [(leg.mode, leg.origin, leg.destination) for leg in sea.legs] == [
        ("sea", "Origin port", "Quay"),
        ("rail", "Quay", "Goal"),
    ]
    over_sea = distance_km(PORT.position, QUAY.position)
    assert sea.distance_km == pytest.approx(over_sea + track_km("Quay", "Junction", "Goal"))
    assert [port.name for port in sea.ports] == ["Origin port", "Quay"]


def test_rail_onward_to_the_join_belongs_to_the_differing_segment() -> None:
    differing = pair(ORIGIN, GOAL).differing
    assert differing is not None
    assert (differing.parts_at, differing.joins_at) == ("Origin", "Junction")
    assert [leg.distance_km for leg in differing.rail] == pytest.approx([track_km("Origin", "x", "Junction")])
    assert [leg.mode for leg in differing.sea] == ["sea", "rail"]
    assert differing.sea[1].distance_km == pytest.approx(track_km("Quay", "Junction"))
    assert differing.shared_km == pytest.approx(track_km("Junction", "Goal"))
    assert differing.loads_apart


def test_the_pieces_add_up_to_the_chains() -> None:
    for ends in ((ORIGIN, GOAL), (INLAND, GOAL), (ORIGIN, QUAY)):
        found = pair(*ends)
        rail, sea = both(found)
        assert found.differing is not None
        trunk = found.differing.shared_km
        assert sum(leg.distance_km for leg in found.differing.rail) + trunk == pytest.approx(rail.distance_km, abs=1e-6)
        assert sum(leg.distance_km for leg in found.differing.sea) + trunk == pytest.approx(sea.distance_km, abs=1e-6)


def test_a_shared_way_to_the_port_is_trunk_as_well() -> None:
    found = pair(INLAND, GOAL)
    rail, sea = both(found)
    assert [leg.mode for leg in sea.legs] == ["rail", "sea", "rail"]
    assert [port.name for port in sea.ports] == ["Origin port", "Quay"]
    assert found.differing is not None
    assert found.differing.shared_km == pytest.approx(track_km("Inland", "Origin") + track_km("Junction", "Goal"), abs=0.1)
    assert not found.differing.loads_apart, "the train is loaded once, for both"
    assert len(rail.gauge_breaks) == 1


def test_a_break_of_gauge_stays_with_the_segment_it_lies_on() -> None:
    found = pair(INLAND, GOAL)
    assert found.differing is not None
    breaks = [
        event for leg in (*found.differing.rail, *found.differing.sea, *found.differing.trunk) for event in leg.gauge_breaks
    ]
    assert len(breaks) >= 1
    assert {event["where"] for event in breaks} == {event["where"] for event in both(found)[0].gauge_breaks}


def test_border_crossings_lie_on_the_rail_side_only() -> None:
    differing = pair(ORIGIN, GOAL).differing
    assert differing is not None
    assert [len(leg.crossings) for leg in differing.rail] == [1]
    assert all(not leg.crossings for leg in (*differing.sea, *differing.trunk))


def test_a_port_as_destination_leaves_no_trunk() -> None:
    found = pair(ORIGIN, QUAY)
    _, sea = both(found)
    assert [leg.mode for leg in sea.legs] == ["sea"]
    assert found.differing is not None
    assert found.differing.trunk == ()
    assert found.differing.shared_km == 0


def test_track_of_other_states_is_kept_off_unless_there_is_no_other() -> None:
    rail, _ = both(pair(ORIGIN, GOAL))
    assert [crossing["to"] for crossing in rail.crossings] == ["RUS"]
    assert "States concerned" in rail.conditions
    abroad = pair(ORIGIN, FOREIGN, loadings=(PORT,))
    assert isinstance(abroad.rail, Chain)


def test_one_gauge_is_kept_where_it_can_be() -> None:
    assert both(pair(ORIGIN, GOAL))[0].conditions.startswith("1,520 mm")
    assert both(pair(INLAND, GOAL))[0].conditions.startswith("any gauge")


def test_what_is_asked_for_takes_the_choice_away() -> None:
    asked = pair(ORIGIN, GOAL, options=Options(avoid=frozenset({"CHN"})))
    assert both(asked)[0].conditions == "any gauge, out of CHN"
    assert isinstance(pair(INLAND, GOAL, options=Options(gauge_mm=1520)).rail, Missing)
    free = both(pair(ORIGIN, GOAL, options=Options(transit=True)))
    assert [chain.conditions for chain in free] == ["any gauge, over any country"] * 2


def test_a_closed_border_bridge_leaves_the_way_over_a_third_state() -> None:
    rail, sea = both(pair(ORIGIN, GOAL, options=Options(closed=frozenset({"river-crossing"}))))
    assert rail.distance_km == pytest.approx(track_km("Origin", "Foreign", "Junction", "Goal"))
    assert rail.conditions == "any gauge, over any country"
    assert sea.distance_km == both(pair(ORIGIN, GOAL))[1].distance_km


# ---- missing chains --------------------------------------------------------------------------------------------------


def test_no_railway_at_the_destination_leaves_the_other_chain() -> None:
    lone_port = Spot("lone", "Lone", LONE.position, "port", "RUS")
    found = pair(ORIGIN, lone_port, lone_port, (PORT,))
    assert isinstance(found.rail, Missing)
    assert "no railway" in found.rail.reason
    assert isinstance(found.sea, Chain)
    assert found.differing is None
    assert "by rail" in found.reason


def test_no_rail_onward_from_the_port_leaves_the_chain_by_rail() -> None:
    lone_port = Spot("lone", "Lone", LONE.position, "port", "RUS")
    found = pair(ORIGIN, GOAL, lone_port)
    assert isinstance(found.rail, Chain)
    assert isinstance(found.sea, Missing)
    assert "onward" in found.sea.reason


def test_an_origin_without_port_or_rail_has_no_sea_chain() -> None:
    found = pair(LONE, GOAL)
    assert isinstance(found.sea, Missing)
    assert "Lone" in found.sea.reason
    assert "sea" in found.reason
    assert "rail" in found.reason


def test_one_place_twice_is_told() -> None:
    found = pair(ORIGIN, PORT)
    assert isinstance(found.rail, Missing)
    assert isinstance(found.sea, Missing)
    assert "same place" in found.rail.reason


def test_a_port_of_discharge_at_the_origin_is_told() -> None:
    found = pair(ORIGIN, GOAL, PORT)
    assert isinstance(found.sea, Missing)
    assert "no sea leg" in found.sea.reason


def test_no_port_of_discharge_at_all() -> None:
    (found,) = find(Question(NETWORK, ORIGIN, GOAL, (), (PORT,), Options()))
    assert isinstance(found.rail, Chain)
    assert isinstance(found.sea, Missing)


def test_shared_ends_of_odd_lines() -> None:
    a, b, c = ORIGIN.position, GOAL.position, QUAY.position
    assert shared_ends((a, b), (a, b)) == (2, 2)
    assert shared_ends((a, b, c), (c,)) == (0, 1)
    assert shared_ends((), (a,)) == (0, 0)
