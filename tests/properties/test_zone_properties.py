"""Whatever the track: its stretches join without gap, add up to its length, and the claimed baseline never adds open sea."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.geo import LonLat, cumulative_km, length_km
from explorer.zones import jurisdiction as z
from explorer.zones.law import BASELINES, FLAGS, LegalScenario
from tests.bundled import bundled
from tests.zone_access import free_km

positions = st.builds(LonLat, st.floats(118, 149, allow_nan=False), st.floats(31, 55, allow_nan=False))
anywhere = st.builds(LonLat, st.floats(-180, 180, allow_nan=False), st.floats(-85, 85, allow_nan=False))
tracks = st.lists(positions, min_size=2, max_size=6)
scenarios = st.builds(LegalScenario, st.sampled_from(BASELINES), st.sampled_from(FLAGS), st.booleans())


@cache
def known() -> z.Zones:
    """Not a fixture: what an example is given is printed when it fails, and the zones are long."""
    return bundled().zones


@given(track=tracks, scenario=scenarios, mode=st.sampled_from(("sea", "rail")), stretch=st.floats(0.5, 2.0))
def test_stretches_join_and_add_up(track: list[LonLat], scenario: LegalScenario, mode: z.Mode, stretch: float) -> None:
    total = length_km(track) * stretch
    profile = known().profile(track, (10.0, 30.0), mode, scenario, cumulative_km(track) * stretch)
    if length_km(track) == 0.0:
        assert profile == ()
        return
    assert profile[0].from_km == 0.0
    assert profile[-1].to_km == pytest.approx(total)
    for one, other in pairwise(profile):
        assert one.to_km == other.from_km
        assert (one.zone_kind, one.state, one.status, one.claimant) != (
            other.zone_kind,
            other.state,
            other.status,
            other.claimant,
        )
    assert all(part.km > 0 for part in profile)
    assert sum(z.zones_km(profile).values()) == pytest.approx(total)
    assert sum(part.hours[0] for part in profile) == pytest.approx(10.0)
    assert sum(part.hours[1] for part in profile) == pytest.approx(30.0)
    assert 0.0 <= free_km(profile, scenario) <= total * (1 + 1e-9)


@given(track=tracks)
def test_the_claim_only_ever_takes_open_sea_away(track: list[LonLat]) -> None:
    claimed, coast = (
        z.beyond_territorial_sea_km(known().profile(track, (1.0, 1.0), "sea", LegalScenario(baseline))) for baseline in BASELINES
    )
    assert claimed <= coast + 0.05


@given(place=anywhere | positions, scenario=scenarios)
def test_every_place_has_an_answer(place: LonLat, scenario: LegalScenario) -> None:
    zone = known().zone_at(place, scenario)
    answer = known().who_may_act(place, scenario.flag, scenario)
    assert answer.place == zone.kind
    assert answer.case == z.case_of(zone.kind, zone.state, scenario)
    assert answer.condition
    if zone.kind in {"land", "internal", "territorial"} and zone.state in z.PARTIES:
        assert answer.third == "no"
    if scenario.flag in z.PARTIES and zone.kind in z.BEYOND:
        assert answer.third in {"no", "with consent"}


@given(place=positions, scenario=scenarios)
def test_a_place_and_a_short_track_there_agree(place: LonLat, scenario: LegalScenario) -> None:
    """Asked as a point or as the start of a track, the sea is the same; over land a track belongs to the nearest zone."""
    zone = known().zone_at(place, scenario)
    (first, *_) = known().profile((place, LonLat(place.lon + 0.01, place.lat)), (1.0, 1.0), "sea", scenario)
    if zone.kind != "land":
        assert (first.zone_kind, first.state) == (zone.kind, zone.state)
