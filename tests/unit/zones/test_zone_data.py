"""The committed zones: they fill the sea, lie where the law puts them, and follow the lines that States agreed."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import geopandas
import numpy as np
import pyproj
import pytest
import shapely
from numpy.typing import NDArray

import geodata
from explorer.geo import KM_PER_NM, LonLat
from explorer.routing.places import Mode
from explorer.routing.route import Route, RouteLeg
from explorer.views.view import RouteQuery
from explorer.world.world import World
from explorer.zones import jurisdiction as z
from explorer.zones.law import LegalScenario
from geodata.build.zones import facts
from geodata.build.zones.shapes import belt
from tests.bundled import bundled
from tests.grids import sampled
from tests.zone_access import free_km

KM2_A_SQUARE_DEGREE = 111.32**2
"""At the equator, so more than anywhere in the frame."""
BEYOND = [("dunai-port", 50.0, 90.0), ("vostochny-port", 120.0, 170.0)]
"""Ports with the least and most km beyond the territorial sea in a trial without islets."""
GEOD = pyproj.Geod(ellps="WGS84")
TO_XYZ = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


@pytest.fixture(scope="module")
def world() -> World:
    return bundled()


@pytest.fixture(scope="module")
def zones() -> geopandas.GeoDataFrame:
    return geodata.dataset("zones")


@pytest.fixture(scope="module")
def lines() -> geopandas.GeoDataFrame:
    return geodata.dataset("zone_lines").set_index("id")


@pytest.fixture(scope="module")
def sea() -> shapely.Geometry:
    land = shapely.union_all(geodata.dataset("land_region").geometry.to_numpy(), grid_size=1e-5)
    return shapely.difference(shapely.box(*facts.FRAME), land, grid_size=1e-5)


@pytest.mark.parametrize("scenario", sampled([("claimed",), ("coast",)], [("claimed",)]))
def test_zones_of_a_scenario_fill_the_sea_without_overlap(
    zones: geopandas.GeoDataFrame, sea: shapely.Geometry, scenario: str
) -> None:
    shapes = zones[zones["scenario"].isin([scenario, "both"])].geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    whole = shapely.union_all(shapes)
    overlap = float(shapely.area(shapes).sum() - whole.area) * KM2_A_SQUARE_DEGREE
    gap = float(shapely.difference(sea, whole).area) * KM2_A_SQUARE_DEGREE
    spill = float(shapely.difference(whole, sea).area) * KM2_A_SQUARE_DEGREE
    assert (overlap < 1.0, gap < 1.0, spill < 1.0) == (True, True, True), (overlap, gap, spill)


def xyz(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(TO_XYZ.transform(degrees[:, 0], degrees[:, 1], np.zeros(len(degrees)))) / 1000


def nearest_km(points: NDArray[np.float64], marks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Straight distances through the ellipsoid; at 12 nautical miles they differ from the geodesic by centimetres."""
    here, there = xyz(points), xyz(marks)
    found = np.empty(len(here))
    weights = np.vstack([-2 * there.T, (there**2).sum(1)])
    for start in range(0, len(here), 100):
        part = here[start : start + 100]
        best = (np.column_stack([part, np.ones(len(part))]) @ weights).argmin(1)
        found[start : start + 100] = np.sqrt(((part - there[best]) ** 2).sum(1))
    return found


def coast() -> NDArray[np.float64]:
    """Points of every coast in reach, a kilometre apart or closer."""
    rings = shapely.get_exterior_ring(geodata.dataset("land_region").geometry.to_numpy())
    west, south, east, north = facts.FRAME
    near = rings[shapely.intersects(rings, shapely.box(west - 1, south - 1, east + 1, north + 1))]
    return shapely.get_coordinates(shapely.segmentize(near, 0.009))


@pytest.mark.grid
def test_outer_limits_lie_twelve_miles_off_the_baseline(lines: geopandas.GeoDataFrame) -> None:
    limits = lines[lines["kind"] == "limit 12 nm"]
    chance = np.random.default_rng(12)
    parts, row = shapely.get_parts(limits.geometry.to_numpy(), return_index=True)
    length = shapely.length(parts)
    chosen = chance.choice(len(parts), size=1000, p=length / length.sum())
    points = shapely.get_coordinates(shapely.line_interpolate_point(parts[chosen], chance.random(1000) * length[chosen]))
    closed = limits.index.to_numpy()[row[chosen]] == "limit-12-rus-claimed"
    bay = shapely.get_coordinates(shapely.segmentize(lines.geometry["peter-the-great-bay"], 0.009))
    shore = coast()
    found = np.where(closed, nearest_km(points, np.vstack([shore, bay])), nearest_km(points, shore)) / KM_PER_NM
    assert closed.sum() > 50
    assert float(np.abs(found - 12.0).max()) <= 0.3


def test_three_mile_limits_lie_three_miles_off(lines: geopandas.GeoDataFrame) -> None:
    limits = lines[lines["kind"] == "limit 3 nm"].geometry.to_numpy()
    points = shapely.get_coordinates(shapely.segmentize(limits, 0.05))
    assert float(np.abs(nearest_km(points, coast()) / KM_PER_NM - 3.0).max()) <= 0.3


@pytest.mark.parametrize(("name", "point"), [("T1", facts.T1), ("T2", facts.T2)])
def test_equidistance_reproduces_the_agreed_line(lines: geopandas.GeoDataFrame, name: str, point: tuple[float, float]) -> None:
    """Treaty of 17 April 1985 and agreement of January 1986: the median of the coasts passes within two miles of their points."""
    line = shapely.segmentize(lines.geometry["median-prk-rus"], 0.005)
    foot = shapely.get_coordinates(shapely.shortest_line(line, shapely.Point(point)))[0]
    assert GEOD.inv(*point, *foot)[2] / 1852 < 2.0
    states = geodata.dataset("countries_region").set_index("iso3").geometry
    gaps = []
    for state in ("RUS", "PRK"):
        marks = shapely.get_coordinates(shapely.segmentize(shapely.clip_by_rect(states[state], 125, 37, 138, 45), 0.009))
        gaps.append(nearest_km(np.asarray([point]), marks)[0] / KM_PER_NM)
    assert abs(gaps[0] - gaps[1]) < 2.0, f"{name}: {gaps}"


def test_agreed_lines_add_up_to_the_published_length(lines: geopandas.GeoDataFrame) -> None:
    """About 214 nautical miles in all (Sovereign Limits); the first part is the width of the territorial sea."""
    length = {key: GEOD.geometry_length(lines.geometry[key]) / 1852 for key in lines[lines["status"] == "agreed"].index}
    assert length["rus-prk-1985"] == pytest.approx(12.0, abs=0.3)
    assert sum(length.values()) == pytest.approx(214.0, abs=2.0)


def test_the_closing_line_has_its_published_length(lines: geopandas.GeoDataFrame) -> None:
    """About 106 nautical miles (Limits in the Seas 107)."""
    assert GEOD.geometry_length(lines.geometry["peter-the-great-bay"]) / 1852 == pytest.approx(106.0, abs=1.0)


def test_the_bay_encloses_what_it_should(zones: geopandas.GeoDataFrame) -> None:
    """Reference books give the gulf about 9,000 km2; from memory, so the margin is wide."""
    (bay,) = zones[zones["kind"] == "internal"].geometry
    assert abs(GEOD.geometry_area_perimeter(bay)[0]) / 1e6 == pytest.approx(9_000, rel=0.1)


def test_every_row_says_how_firm_it_is(zones: geopandas.GeoDataFrame, lines: geopandas.GeoDataFrame) -> None:
    for table in (zones, lines):
        assert set(table["status"]) <= {"agreed", "claimed", "computed"}
        assert (table["uncertainty_km"] > 0).all()
        assert (table.loc[table["status"] == "claimed", "claimant"] != "").all()
    assert zones["id"].is_unique
    assert set(zones["kind"]) == {"internal", "territorial", "contiguous", "eez", "high-seas"}
    assert set(zones[zones["kind"] == "contiguous"]["state"]) == facts.CONTIGUOUS
    assert lines.loc["rus-prk-1986-end", "uncertainty_km"] >= 2.0


def test_contested_islands_name_each_claimant_and_move_the_median() -> None:
    overlays = geodata.dataset("zone_overlays").set_index("id")
    medians = overlays[overlays["kind"] == "median"]
    for islands, claimants in (("southern-kurils", "RUS; JPN"), ("liancourt-rocks", "KOR; JPN")):
        assert overlays.loc[islands, "claimants"] == claimants
        rows = medians[medians["islands"] == islands]
        assert set(rows["counted_for"]) == {*claimants.split("; "), ""}
        shapes = list(rows.geometry)
        assert all(shapely.hausdorff_distance(one, other) > 0.05 for one, other in pairwise(shapes))


def test_the_files_stay_small() -> None:
    sizes = [entry.size_bytes for entry in geodata.catalogue() if entry.id in {"zones", "zone_lines", "zone_overlays"}]
    assert len(sizes) == 3
    assert sum(sizes) <= 2_500_000


@pytest.mark.parametrize(
    ("lon", "lat", "baseline", "key", "claimant"),
    [
        (131.9, 42.8, "claimed", "RUS/internal", "RUS"),
        (131.9, 42.8, "coast", "RUS/territorial", ""),
        (132.0, 42.4, "claimed", "RUS/territorial", "RUS"),
        (132.0, 42.3, "coast", "RUS/eez", ""),
        (130.5, 42.1, "claimed", "PRK/territorial", ""),
        (131.0, 41.0, "coast", "PRK/eez", ""),
        (134.0, 41.5, "coast", "RUS/eez", ""),
        (136.0, 38.5, "claimed", "JPN/eez", ""),
        (131.87, 37.25, "claimed", "KOR/territorial", "KOR; JPN"),
        (146.7, 43.7, "claimed", "RUS/territorial", "RUS; JPN"),
        (140.45, 41.3, "claimed", "JPN/contiguous", ""),
        (149.5, 33.0, "claimed", "high-seas", ""),
        (131.9, 43.4, "claimed", "RUS/land", ""),
        (127.0, 40.5, "coast", "PRK/land", ""),
        (10.0, -30.0, "coast", "not-computed", ""),
    ],
)
def test_known_places(world: World, lon: float, lat: float, baseline: z.Baseline, key: str, claimant: str) -> None:
    zone = world.zones.zone_at(LonLat(lon, lat), LegalScenario(baseline))
    assert (zone.key, zone.claimant) == (key, claimant)


# ---- reported legs ---------------------------------------------------------------------------------------------------


def leg(world: World, origin: str, destination: str, mode: Mode, gauge_mm: Literal[1520, 1435] | None = None) -> RouteLeg:
    found = world.route(RouteQuery(origin, destination, gauge_mm=gauge_mm), mode)
    assert isinstance(found, Route)
    return found.legs[0]


@pytest.mark.parametrize(("port", "low", "high"), [("dunai-port", 15.0, 90.0), ("vostochny-port", 90.0, 170.0)])
def test_the_baseline_flips_the_sea_leg(world: World, port: str, low: float, high: float) -> None:
    """A trial on coarse coasts and hand-drawn tracks gave 0 and 68, 0 and 150 km beyond the territorial sea.

    The routed tracks run nearer the shore, and the fine coast has the islets off Cape Gamov and in the bay, which have a
    territorial sea of their own: about 27 and 119 km remain. The next test shows that the islets make the difference.
    """
    part = leg(world, "rajin-port", port, "sea")
    profiles = {
        baseline: world.zones.profile(part.line, part.duration_h, "sea", LegalScenario(baseline), part.cumulative_km)
        for baseline in ("claimed", "coast")
    }
    assert z.beyond_territorial_sea_km(profiles["claimed"]) == 0.0
    assert low < z.beyond_territorial_sea_km(profiles["coast"]) < high
    for profile in profiles.values():
        assert sum(stretch.km for stretch in profile) == pytest.approx(part.distance_km, abs=1e-6)
        assert profile[0].state == "PRK"
        assert profile[-1].state == "RUS"


@pytest.mark.parametrize(("port", "low", "high"), sampled(BEYOND, BEYOND[:1]))
def test_without_islets_the_trial_figures_return(world: World, port: str, low: float, high: float) -> None:
    land = geodata.dataset("land_region")
    rings = shapely.get_exterior_ring(land[land["area_km2"] > 100].geometry.to_numpy())
    near = shapely.get_parts(shapely.clip_by_rect(rings, 129, 41, 134, 44))
    pieces = [shapely.LineString(c[i : i + 6]) for c in map(shapely.get_coordinates, near) for i in range(0, len(c) - 1, 5)]
    territorial = belt(np.asarray(pieces, dtype=object), 12 * KM_PER_NM, 0.05)
    lon, lat, km = z.along(leg(world, "rajin-port", port, "sea").line, 0.2)
    outside = ~shapely.intersects_xy(territorial, lon, lat)
    assert low < float(np.diff(km)[outside[1:]].sum()) < high


def test_rail_is_land_of_two_states_and_nothing_beyond(world: World) -> None:
    part = leg(world, "rajin-station", "khasan-station", "rail")
    profile = world.zones.profile(part.line, part.duration_h, "rail", LegalScenario(), part.cumulative_km)
    assert list(z.zones_km(profile)) == ["PRK/land", "RUS/land"]
    assert z.beyond_territorial_sea_km(profile) == 0.0
    assert free_km(profile, LegalScenario(flag="none")) == 0.0
    assert profile[-1].to_km == pytest.approx(part.distance_km)


def test_a_part_of_a_railway_has_the_same_kilometres_in_each_state_as_the_whole(world: World) -> None:
    """Track is up to a fifth longer than its drawn line on the coast of Rason and hardly longer on the trunk."""
    legs = [leg(world, "rajin-station", end, "rail", 1520) for end in ("khasan-station", "tikhoretsk")]
    found = [z.zones_km(world.zones.profile(p.line, p.duration_h, "rail", LegalScenario(), p.cumulative_km)) for p in legs]
    assert list(found[1]) == ["PRK/land", "RUS/land"]
    assert found[0]["PRK/land"] == pytest.approx(found[1]["PRK/land"], abs=0.1)
