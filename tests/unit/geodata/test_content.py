"""What the bundled map data say, against what is known."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely

import geodata
from geodata.build.base.land import INLAND, OFFSHORE, misplaced

ELLIPSOID = pyproj.Geod(ellps="WGS84")


def covers(dataset_id: str, lon: float, lat: float) -> bool:
    return bool(geodata.dataset(dataset_id).intersects(shapely.Point(lon, lat)).any())


def kilometres(line: shapely.Geometry) -> float:
    return float(ELLIPSOID.geometry_length(line)) / 1000


@pytest.fixture(scope="module")
def land() -> shapely.STRtree:
    return shapely.STRtree(np.asarray(geodata.dataset("land_region").geometry.array))


@pytest.mark.parametrize("name", INLAND)
def test_known_land_is_land(land: shapely.STRtree, name: str):
    assert len(land.query(shapely.Point(INLAND[name]), predicate="intersects"))


@pytest.mark.parametrize("name", OFFSHORE)
def test_known_water_is_water(land: shapely.STRtree, name: str):
    assert not len(land.query(shapely.Point(OFFSHORE[name]), predicate="intersects"))


def test_the_build_would_notice_a_lost_island():
    parts = np.asarray(geodata.dataset("land_region").geometry.array)
    kept = parts[~shapely.intersects(parts, shapely.Point(INLAND["Honshu"]))]
    assert misplaced(kept) == ["Honshu should be land"]


def test_the_region_is_whole():
    assert geodata.dataset("land_region").total_bounds.tolist() == [112, 18, 165, 64]
    assert geodata.dataset("countries_region").total_bounds.tolist() == [112, 18, 165, 64]
    assert not shapely.get_num_interior_rings(np.asarray(geodata.dataset("land_region").geometry.array)).any()


@pytest.mark.parametrize(
    ("place", "lon", "lat", "wet"),
    [
        ("Rajin bay", 130.27, 42.2, True),
        ("Rajin", 130.295, 42.257, False),
        ("Golden Horn", 131.89, 43.106, True),
        ("Furugelm", 130.92, 42.47, False),
    ],
)
def test_the_finest_shore(place: str, lon: float, lat: float, wet: bool):
    assert covers("land_near", lon, lat) is not wet


def test_the_world_has_all_its_continents():
    for lon, lat in [(100, 60), (20, 0), (-60, -10), (-100, 45), (134, -25), (0, -85), (-179, 68), (179, 68)]:
        assert covers("land_world", lon, lat)
    for lon, lat in [(-150, 0), (0, 0), (-40, 40), (180, 0), (51, 42)]:
        assert not covers("land_world", lon, lat)


def test_countries_of_the_world_have_one_code_each():
    codes = geodata.dataset("countries_world")["iso3"]
    coded = codes[codes != ""]
    assert coded.is_unique
    assert len(coded) > 230
    assert {"RUS", "PRK", "KOR", "CHN", "JPN", "USA", "UKR", "MNG", "XKX"} <= set(coded)


@pytest.mark.parametrize(
    ("iso3", "lon", "lat"),
    [
        ("PRK", 130.30, 42.25),
        ("RUS", 130.70, 42.45),
        ("CHN", 130.40, 42.80),
        ("KOR", 127.0, 37.5),
        ("JPN", 141.3, 43.0),
        ("RUS", 142.7, 47.0),
        ("MNG", 115.0, 47.0),
        ("TWN", 121.0, 24.0),
        ("CHN", 114.15, 22.4),
    ],
)
def test_a_place_lies_in_its_country(iso3: str, lon: float, lat: float):
    frame = geodata.dataset("countries_region")
    assert frame.loc[frame.intersects(shapely.Point(lon, lat)), "iso3"].tolist() == [iso3]


def test_the_border_crosses_the_friendship_bridge():
    frame = geodata.dataset("borders")
    line = frame.loc[(frame["iso3_a"] == "PRK") & (frame["iso3_b"] == "RUS")].geometry.iloc[0]
    bridge = shapely.Point(130.641271, 42.415217)
    foot = shapely.shortest_line(line, bridge)
    assert kilometres(foot) < 0.1
    assert 16 < kilometres(line) < 22


def test_borders_are_land_borders():
    frame = geodata.dataset("borders")
    pairs = set(zip(frame["iso3_a"], frame["iso3_b"], strict=True))
    assert pairs == {("CHN", "MNG"), ("CHN", "PRK"), ("CHN", "RUS"), ("KOR", "PRK"), ("MNG", "RUS"), ("PRK", "RUS")}
    assert all(a < b for a, b in pairs)
    assert frame.loc[frame["iso3_a"] == "KOR", "status"].tolist() == ["armistice line"]
    chinese = frame.loc[(frame["iso3_a"] == "CHN") & (frame["iso3_b"] == "PRK")].geometry.iloc[0]
    assert kilometres(chinese) == pytest.approx(1350, rel=0.08)


def test_the_territorial_sea_lies_off_its_coast():
    frame = geodata.dataset("territorial_sea").set_index("iso3")
    assert frame.loc["PRK"].geometry.intersects(shapely.Point(130.4, 42.1))
    assert frame.loc["RUS"].geometry.intersects(shapely.Point(131.9, 42.75))
    assert not frame.intersects(shapely.Point(134.0, 40.5)).any()
    assert not frame.intersects(shapely.Point(129.0, 62.0)).any(), "the Lena is no sea"
    assert "MNG" not in frame.index


def test_rivers_and_lakes_of_the_neighbourhood_are_named():
    rivers = set(geodata.dataset("rivers")["name_en"])
    assert {"Tumen", "Yalu", "Amur", "Ussuri", "Songhua", "Razdolnaya"} <= rivers
    lakes = geodata.dataset("lakes").set_index("name_en")
    assert lakes.loc["Lake Khanka", "area_km2"] == pytest.approx(4070, rel=0.05)


def test_the_sea_has_both_names():
    labels = geodata.dataset("labels")
    sea = labels.loc[labels["name_en"].str.contains("East Sea")].iloc[0]
    assert sea["name_en"] == "East Sea / Sea of Japan"
    assert "/" in sea["name_ko"]
    assert "/" in sea["name_ru"]
    assert set(labels["kind"]) == {"sea", "bay", "strait", "country"}
    assert (labels["min_zoom"] <= labels["max_zoom"]).all()


def test_labels_of_seas_are_on_water_and_of_countries_on_land():
    labels = geodata.dataset("labels")
    wet = labels.loc[labels["kind"] != "country"].cx[112:165, 18:64]
    for _, row in wet.iterrows():
        assert not covers("land_region", row.geometry.x, row.geometry.y), row["name_en"]
    for _, row in labels.loc[labels["kind"] == "country"].iterrows():
        assert covers("land_world", row.geometry.x, row.geometry.y) or covers("land_region", row.geometry.x, row.geometry.y), row[
            "name_en"
        ]


def test_towns_of_the_neighbourhood_have_three_names():
    towns = geodata.dataset("towns")
    assert towns["min_zoom"].between(3, 10).all()
    for name in (
        "Rajin",
        "Sonbong",
        "Khasan",
        "Tumangang",
        "Chongjin",
        "Vladivostok",
        "Dunai",
        "Nakhodka",
        "Pyongyang",
        "Posyet",
    ):
        row = towns.loc[towns["name_en"] == name].iloc[0]
        assert row["name_ko"], name
        assert row["name_ru"], name
    assert not towns.duplicated(["iso2", "name_en"]).any()
    assert (towns["name_en"] != "").all()


def test_towns_to_read_are_none_that_are_labelled():
    towns, far = geodata.dataset("towns"), geodata.dataset("far_towns")
    assert not far.duplicated(["iso3", "name_en"]).any()
    assert not set(zip(towns["iso3"], towns["name_en"], strict=True)) & set(zip(far["iso3"], far["name_en"], strict=True))
    where = {name: (point.x, point.y) for name, point in zip(far["name_en"], far.geometry, strict=True)}
    assert where["Poltava"] == pytest.approx((34.55, 49.59), abs=0.05)
    assert where["Uppsala"] == pytest.approx((17.64, 59.86), abs=0.05)


def test_ports_and_airports():
    ports = geodata.dataset("ports").set_index("locode")
    assert {"KPNJN", "KPCHO", "RUVVO", "RUVYP", "RUNJK", "RUPSE", "RUZAR"} <= set(ports.index)
    assert ports.loc["KPNJN", "iso3"] == "PRK"
    assert ports.index.is_unique
    airports = geodata.dataset("airports").set_index("icao")
    assert {"UHWW", "ZKPY"} <= set(airports.index)
    assert airports.loc["ZKPY", "iso3"] == "PRK"
