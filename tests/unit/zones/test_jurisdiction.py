"""Zones over a sea drawn by hand on the equator, where one degree of longitude is 111.319 km, and every case of the law."""

from __future__ import annotations

import geopandas
import pytest
import shapely

from explorer.errors import OptionError
from explorer.geo import LonLat, along, length_km
from explorer.zones import jurisdiction as z
from explorer.zones.law import CASES, FLAGS, MARKS, Law, LegalScenario
from tests.bundled import bundled
from tests.zone_access import free_km

DEGREE_KM = 111.319
CLAIMED, COAST = LegalScenario("claimed"), LegalScenario("coast")

SEA = (
    # scenario, kind, state, west, east, status, claimant
    ("both", "territorial", "PRK", 0.0, 1.0, "computed", ""),
    ("claimed", "internal", "RUS", 1.0, 3.0, "claimed", "RUS"),
    ("coast", "territorial", "RUS", 1.0, 1.5, "computed", ""),
    ("coast", "contiguous", "RUS", 1.5, 2.0, "computed", ""),
    ("coast", "eez", "RUS", 2.0, 3.0, "computed", ""),
    ("both", "high-seas", "", 3.0, 4.0, "computed", ""),
    ("both", "territorial", "JPN", 4.0, 5.0, "computed", ""),
)


def frame(rows: list[dict[str, object]], shapes: list[shapely.Geometry]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")


@pytest.fixture(scope="module")
def law() -> Law:
    return bundled().law


@pytest.fixture(scope="module")
def sea(law: Law) -> z.Zones:
    """A strip of sea from 0 to 5 east, and land of three States north of it."""
    rows = [
        {
            "id": f"{scenario}-{kind}-{state}", "scenario": scenario, "kind": kind, "state": state, "status": status,
            "claimant": claimant, "uncertainty_km": 0.6, "note": "",
        }
        for scenario, kind, state, _, _, status, claimant in SEA
    ]  # fmt: skip
    zones = frame(rows, [shapely.box(west, -0.5, east, 0.5) for *_, west, east, _, _ in SEA])
    line = {
        "id": "closing", "scenario": "claimed", "kind": "closing line", "title": "Closing line", "states": "RUS",
        "status": "claimed", "claimant": "RUS", "uncertainty_km": 0.5, "note": "By hand.",
    }  # fmt: skip
    islands = {
        "id": "rocks", "islands": "rocks", "kind": "islands", "title": "Rocks", "claimants": "KOR; JPN", "counted_for": "KOR",
        "note": "",
    }  # fmt: skip
    countries = frame(
        [{"iso3": "PRK"}, {"iso3": "RUS"}, {"iso3": "CHN"}, {"iso3": ""}],
        [shapely.box(0, 1, 1, 2), shapely.box(1, 1, 3, 2), shapely.box(3, 1, 4, 2), shapely.box(4, 1, 5, 2)],
    )
    return z.Zones.from_frames(
        zones, frame([line], [shapely.LineString([(1, 0), (3, 0)])]), frame([islands], [shapely.Point(4, 0)]), [countries], law
    )


TRACK = ((0.0, 0.0), (5.0, 0.0))


def test_a_track_divides_where_the_zones_do(sea: z.Zones) -> None:
    profile = sea.profile(TRACK, (10.0, 20.0), "sea", COAST)
    assert [stretch.key for stretch in profile] == [
        "PRK/territorial", "RUS/territorial", "RUS/contiguous", "RUS/eez", "high-seas", "JPN/territorial",
    ]  # fmt: skip
    assert [stretch.from_km / DEGREE_KM for stretch in profile] == pytest.approx([0, 1, 1.5, 2, 3, 4], abs=1e-4)
    assert [sum(stretch.hours[end] for stretch in profile) for end in (0, 1)] == pytest.approx([10.0, 20.0])
    assert profile[0].hours == pytest.approx((2.0, 4.0), rel=1e-4)


def test_the_baseline_decides_what_lies_beyond(sea: z.Zones) -> None:
    claimed, coast = (sea.profile(TRACK, (1.0, 1.0), "sea", scenario) for scenario in (CLAIMED, COAST))
    assert z.beyond_territorial_sea_km(claimed) / DEGREE_KM == pytest.approx(1.0, abs=1e-4)
    assert z.beyond_territorial_sea_km(coast) / DEGREE_KM == pytest.approx(2.5, abs=1e-4)
    assert z.zones_km(claimed)["RUS/internal"] / DEGREE_KM == pytest.approx(2.0, abs=1e-4)
    assert [s.status for s in claimed if s.zone_kind == "internal"] == ["claimed"]


@pytest.mark.parametrize(("flag", "degrees"), [("RUS", 1.0), ("PRK", 1.0), ("third", 3.5), ("none", 3.5)])
def test_where_a_third_state_may_act_without_asking(sea: z.Zones, flag: z.Flag, degrees: float) -> None:
    """Its own territorial sea whatever the flag; beyond any, ships of a third flag or of none: 1.5 + 1 degrees by the coast."""
    scenario = LegalScenario("coast", flag)
    profile = sea.profile(TRACK, (1.0, 1.0), "sea", scenario)
    assert free_km(profile, scenario) / DEGREE_KM == pytest.approx(degrees, abs=1e-4)


def test_a_government_ship_is_left_alone(sea: z.Zones) -> None:
    scenario = LegalScenario("coast", "none", government=True)
    assert free_km(sea.profile(TRACK, (1.0, 1.0), "sea", scenario), scenario) == 0.0


def test_rail_asks_for_land_and_keeps_its_own_length(sea: z.Zones) -> None:
    profile = sea.profile(((0.5, 1.5), (3.5, 1.5)), (3.0, 6.0), "rail", CLAIMED, (0.0, 600.0))
    assert list(z.zones_km(profile)) == ["PRK/land", "RUS/land", "CHN/land"]
    assert list(z.zones_km(profile).values()) == pytest.approx([100.0, 400.0, 100.0], rel=1e-3)
    assert profile[-1].to_km == pytest.approx(600.0)
    assert free_km(profile, CLAIMED) == pytest.approx(100.0, rel=1e-3)


def test_track_that_winds_in_one_state_is_counted_there(sea: z.Zones) -> None:
    line = ((0.5, 1.5), (1.0, 1.5), (3.5, 1.5))
    profile = sea.profile(line, (3.0, 6.0), "rail", CLAIMED, (0.0, 300.0, 800.0))
    assert list(z.zones_km(profile).values()) == pytest.approx([300.0, 400.0, 100.0], rel=1e-3)
    assert profile[0].hours == pytest.approx((3.0 * 3 / 8, 6.0 * 3 / 8), rel=1e-3)


def test_what_lies_outside_is_told_apart(sea: z.Zones) -> None:
    profile = sea.profile(((4.5, 0.0), (7.0, 0.0)), (1.0, 1.0), "sea", CLAIMED)
    assert [stretch.zone_kind for stretch in profile] == ["territorial", "not-computed"]
    assert z.not_computed_km(profile) / DEGREE_KM == pytest.approx(2.0 - 0.15, abs=0.01)
    assert z.beyond_territorial_sea_km(profile) == 0.0
    assert sea.who_may_act(LonLat(50.0, 0.0), "RUS", CLAIMED).case == "not-computed"


@pytest.mark.parametrize("line", [(), ((1.0, 0.0),), ((1.0, 0.0), (1.0, 0.0))])
def test_no_way_has_no_profile(sea: z.Zones, line: tuple[tuple[float, float], ...]) -> None:
    assert sea.profile(line, (0.0, 0.0), "sea", CLAIMED) == ()


def test_lines_and_overlays_name_their_standing(sea: z.Zones) -> None:
    (line,), (rocks,) = sea.lines, sea.overlays
    assert (line.status, line.claimant, line.scenario) == ("claimed", "RUS", "claimed")
    assert line.geometry["type"] == "LineString"
    assert (rocks.kind, rocks.status, rocks.claimant) == ("contested islands", "claimed", "KOR; JPN")


# ---- who may act -----------------------------------------------------------------------------------------------------

PLACES = {
    "PRK territorial": LonLat(0.5, 0.0),
    "RUS internal or eez": LonLat(2.5, 0.0),
    "RUS internal or contiguous": LonLat(1.75, 0.0),
    "high seas": LonLat(3.5, 0.0),
    "JPN territorial": LonLat(4.5, 0.0),
    "RUS land": LonLat(2.0, 1.5),
    "CHN land": LonLat(3.5, 1.5),
    "PRK port": z.Node("port", "PRK"),
    "JPN port": z.Node("port", "JPN"),
    "RUS land node": z.Node("land", "RUS"),
    "CHN land node": z.Node("land", "CHN"),
}


@pytest.mark.parametrize(
    ("place", "baseline", "flag", "government", "case", "states", "third"),
    [
        ("PRK territorial", "coast", "RUS", False, "territorial", ("PRK",), "no"),
        ("PRK territorial", "coast", "none", False, "territorial", ("PRK",), "no"),
        ("RUS internal or eez", "claimed", "third", False, "internal", ("RUS",), "no"),
        ("RUS internal or eez", "coast", "RUS", False, "beyond-flag", ("RUS",), "with consent"),
        ("RUS internal or eez", "coast", "PRK", False, "beyond-flag", ("PRK",), "with consent"),
        ("RUS internal or eez", "coast", "third", False, "beyond-third-flag", ("the flag State",), "with consent"),
        ("RUS internal or eez", "coast", "none", False, "beyond-stateless", ("any State",), "may"),
        ("RUS internal or contiguous", "coast", "RUS", False, "contiguous", ("RUS",), "no"),
        ("RUS internal or contiguous", "coast", "none", False, "beyond-stateless", ("any State",), "may"),
        ("high seas", "claimed", "RUS", False, "beyond-flag", ("RUS",), "with consent"),
        ("high seas", "claimed", "none", True, "government", ("no State",), "no"),
        ("high seas", "claimed", "RUS", True, "government", ("RUS",), "no"),
        ("JPN territorial", "claimed", "RUS", False, "territorial-third", ("JPN",), "may"),
        ("JPN territorial", "claimed", "RUS", True, "government", ("RUS",), "no"),
        ("RUS land", "claimed", "RUS", False, "land", ("RUS",), "no"),
        ("CHN land", "claimed", "RUS", False, "land-third", ("CHN",), "must"),
        ("PRK port", "claimed", "RUS", False, "port", ("PRK",), "no"),
        ("PRK port", "claimed", "RUS", True, "government", ("RUS",), "no"),
        ("JPN port", "claimed", "RUS", False, "port-third", ("JPN",), "must"),
        ("RUS land node", "claimed", "none", True, "land", ("RUS",), "no"),
        ("CHN land node", "claimed", "none", False, "land-third", ("CHN",), "must"),
    ],
)
def test_who_may_act(
    sea: z.Zones, place: str, baseline: z.Baseline, flag: z.Flag, government: bool, case: str, states: tuple[str, ...], third: str
) -> None:
    answer = sea.who_may_act(PLACES[place], flag, LegalScenario(baseline, government=government))
    assert (answer.case, answer.states, answer.third) == (case, states, third)
    assert answer.kind == "legal reading"
    assert answer.provisions
    assert answer.condition.endswith(".")


def test_a_claim_is_named_in_the_answer(sea: z.Zones) -> None:
    answer = sea.who_may_act(LonLat(2.5, 0.0), "RUS", CLAIMED)
    assert (answer.status, answer.claimant, answer.place) == ("claimed", "RUS", "internal")


def test_every_case_has_its_card_and_the_weakest_mark(law: Law) -> None:
    assert set(law.by_id) == CASES
    assert {case.id for case in law.cases if case.third in {"may", "must"}} | {"beyond-third-flag"} == z.FREE_CASES
    for case in law.cases:
        marks = {provision.mark for provision in law.behind(case)}
        assert law.mark(case) == max(marks, key=MARKS.index, default="recalled")
    assert {provision for case in law.cases for provision in case.provisions} <= {p.id for p in law.provisions}


def test_without_cards_of_the_law_the_answer_says_so(sea: z.Zones) -> None:
    empty = z.Zones(sea.sea, sea.land, sea.lines, sea.overlays, Law())
    answer = empty.who_may_act(LonLat(4.5, 0.0), "RUS", CLAIMED)
    assert answer.states == ()
    assert answer.condition == "The cards say nothing about this case."


@pytest.mark.parametrize(("baseline", "flag"), [("claim", "RUS"), ("coast", "JPN"), ("coast", ""), ("", "none")])
def test_a_scenario_that_is_none_is_refused(baseline: str, flag: str) -> None:
    with pytest.raises(OptionError, match=r"is not a known (baseline|flag)") as told:
        LegalScenario(baseline, flag)  # type: ignore[arg-type]
    assert "Use one of" in str(told.value)


def test_flags_are_the_four() -> None:
    assert FLAGS == ("RUS", "PRK", "third", "none")


# ---- along a line ----------------------------------------------------------------------------------------------------


def test_steps_along_a_line_keep_its_corners_and_length() -> None:
    line = ((179.0, 10.0), (-179.0, 10.0), (-178.0, 11.0))
    lon, lat, km = along(line, 0.5)
    assert km[-1] == pytest.approx(length_km(line), abs=1e-9)
    assert float((km[1:] - km[:-1]).max()) <= 0.5 + 1e-9
    assert (lon[1:] > lon[:-1]).all()
    corner = int(abs(lon - 181.0).argmin())
    assert (lon[corner], lat[corner]) == pytest.approx((181.0, 10.0), abs=1e-9)
    assert len(along(line, 0.001, most=50)[0]) <= 53
