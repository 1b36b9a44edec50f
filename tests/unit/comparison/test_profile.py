"""Bands and marks of a route over zones set by hand."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.comparison.profile import (
    Profiler,
    access_in_port,
    access_of,
    band_zones_km,
    consent_km,
    free_km,
    recased,
    settings_of,
)
from explorer.routing.places import End
from explorer.routing.planner import RouteQuestion, plan
from explorer.routing.route import Conditions, Route
from explorer.zones.jurisdiction import Stretch, case_of
from explorer.zones.law import LegalScenario
from tests.toy_chains import GOAL, INLAND, ORIGIN, PORT, QUAY, network


class HandZones:
    """Land is halved at the border; the sea is DPRK, then internal or from the coast open in the middle third, then Russian."""

    def __init__(self) -> None:
        self.asked = 0

    def profile(self, line: Any, hours: Any, mode: str, scenario: LegalScenario, measured_km: Any) -> tuple[Stretch, ...]:
        self.asked += 1
        distance_km = measured_km[-1]
        third = distance_km / 3

        def part(kind: Any, state: str, start: float, end: float) -> Stretch:
            share = (end - start) / distance_km
            return Stretch(kind, state, start, end, (hours[0] * share, hours[1] * share), "computed")

        if mode == "rail":
            return (part("land", "PRK", 0, distance_km / 2), part("land", "RUS", distance_km / 2, distance_km))
        middle = ("internal", "RUS") if scenario.baseline == "claimed" else ("eez", "RUS")
        return (
            part("territorial", "PRK", 0, third),
            part(*middle, third, 2 * third),
            part("territorial", "RUS", 2 * third, distance_km),
        )


def routes() -> tuple[Route, Route]:
    found = plan(network(), [(PORT, QUAY)], RouteQuestion(End.at(ORIGIN), End.at(GOAL), Conditions()))
    assert isinstance(found.rail, Route)
    assert isinstance(found.sea, Route)
    return found.rail, found.sea


def side(scenario: LegalScenario, which: int = 1) -> Any:
    return Profiler(HandZones()).side(routes()[which], scenario)  # type: ignore[arg-type]


def test_bands_follow_each_other_without_a_gap_and_add_up_to_the_route() -> None:
    for which in (0, 1):
        got = side(LegalScenario("coast"), which)
        assert got.bands[0].stretch.from_km == 0
        for one, other in zip(got.bands, got.bands[1:], strict=False):
            assert one.stretch.to_km == pytest.approx(other.stretch.from_km)
        assert sum(got.zones_km.values()) == pytest.approx(got.route.distance_km)
        hours = [sum(band.stretch.hours[end] for band in got.bands) for end in (0, 1)]
        assert hours == pytest.approx([sum(leg.duration_h[end] for leg in got.route.legs) for end in (0, 1)])


def test_the_open_third_counts_as_beyond_only_from_the_coast() -> None:
    over_sea = routes()[1].legs[0].distance_km
    assert side(LegalScenario("claimed")).beyond_territorial_sea_km == 0
    assert side(LegalScenario("coast")).beyond_territorial_sea_km == pytest.approx(over_sea / 3)


@pytest.mark.parametrize(("flag", "free", "consent"), [("RUS", 0, 1), ("PRK", 0, 1), ("third", 1, 0), ("none", 1, 0)])
def test_the_flag_decides_who_has_to_be_asked(flag: Any, free: int, consent: int) -> None:
    open_km = routes()[1].legs[0].distance_km / 3
    got = side(LegalScenario("coast", flag))
    assert got.third_state_access_km == pytest.approx(free * open_km)
    assert got.with_consent_km == pytest.approx(consent * open_km)


def test_a_government_ship_is_boarded_by_nobody() -> None:
    got = side(LegalScenario("coast", "none", government=True))
    assert (got.third_state_access_km, got.with_consent_km) == (0, 0)
    assert got.beyond_territorial_sea_km > 0


def test_rail_is_open_to_nobody_whatever_the_scenario() -> None:
    for scenario in (LegalScenario("claimed"), LegalScenario("coast", "none")):
        got = side(scenario, 0)
        assert {band.access for band in got.bands} == {"none"}
        assert set(got.zones_km) == {"PRK/land", "RUS/land"}


def test_recasing_is_the_same_as_asking_anew() -> None:
    profiler = Profiler(HandZones())  # type: ignore[arg-type]
    legs = routes()[1].legs
    first = profiler.bands(legs, LegalScenario("coast", "RUS"))
    for flag in ("PRK", "third", "none"):
        scenario = LegalScenario("coast", flag)  # type: ignore[arg-type]
        assert recased(first, scenario) == profiler.bands(legs, scenario)


def test_a_leg_is_asked_about_once() -> None:
    zones = HandZones()
    profiler = Profiler(zones)  # type: ignore[arg-type]
    rail, sea = routes()
    for scenario in (LegalScenario("claimed"), LegalScenario("claimed", "none"), LegalScenario("coast")):
        profiler.side(rail, scenario)
        profiler.side(sea, scenario)
    assert zones.asked == 4, "two rail legs once each, the sea leg once for each baseline"


def test_marks_stand_where_things_happen() -> None:
    rail, sea = side(LegalScenario(), 0), side(LegalScenario(), 1)
    (crossing,) = rail.marks
    assert (crossing.kind, crossing.title) == ("crossing", "Origin–Junction")
    assert crossing.at_km == pytest.approx(rail.route.distance_km / 6, rel=0.01)  # half of the first of three degrees
    assert [(mark.title, mark.at_km) for mark in sea.marks] == [
        ("Origin port", 0.0), ("Quay", pytest.approx(sea.route.legs[0].distance_km)),
    ]  # fmt: skip


def test_a_break_of_gauge_is_marked() -> None:
    rail = plan(network(), [(PORT, QUAY)], RouteQuestion(End.at(INLAND), End.at(GOAL), Conditions())).rail
    assert isinstance(rail, Route)
    marks = Profiler(HandZones()).side(rail, LegalScenario()).marks  # type: ignore[arg-type]
    assert [mark.kind for mark in marks if mark.kind == "gauge break"] == ["gauge break"]


def test_every_case_of_the_law_has_its_access() -> None:
    assert {
        case: access_of(case) for case in ("land", "port", "internal", "territorial", "government", "not-computed")
    } == dict.fromkeys(("land", "port", "internal", "territorial", "government", "not-computed"), "none")
    assert {access_of(case) for case in ("land-third", "port-third", "internal-third", "territorial-third")} == {"territory"}
    assert {access_of(case) for case in ("contiguous", "beyond-flag", "beyond-third-flag", "beyond-stateless")} == {"flag"}
    assert case_of("eez", "RUS", LegalScenario()) == "beyond-flag"


def test_ports_of_third_states_may_act() -> None:
    assert [access_in_port(state) for state in ("RUS", "PRK", "CHN", "")] == ["none", "none", "territory", "none"]
    assert access_in_port("CHN", government=True) == "none"


def test_nothing_adds_up_to_nothing() -> None:
    assert (band_zones_km(()), free_km(()), consent_km(())) == ({}, 0.0, 0.0)


def test_the_scenario_in_words() -> None:
    assert settings_of(LegalScenario("coast", "third", government=True)) == {
        "baseline": "limits measured from the coast", "flag": "flag of a third State, government ship",
    }  # fmt: skip
