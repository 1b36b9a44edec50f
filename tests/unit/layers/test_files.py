"""Files as others made them, and what each must give: features, located, bounds, time."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.errors import LayerError
from explorer.layers.inspected import as_json, as_lines
from explorer.layers.layer import Corrections
from explorer.layers.read import File, opened, read_file

FILES = Path(__file__).parents[2] / "data" / "layers"

EXPECTED = {
    "gxtrack.kml": (1, 1, [-122.20788, 37.37192, -122.2032, 37.37486], ["2010-05-28T02:02:09Z", "2010-05-28T02:02:56Z"]),
    "timespan.kml": (1, 1, [115.87075, 24.90768, 115.87726, 24.93583], ["0725", "0733"]),
    "simpledata.kml": (2, 2, [-122.0, 37.002, -121.998, 37.0078], None),
    "radar-animation.kmz": (0, 0, None, None),
    "opencpn.gpx": (1, 1, [-123.03967, 48.58575, -122.7309, 48.73363], ["2022-01-01T15:26:17Z", "2022-01-01T15:26:53Z"]),
    "test_datetime_tz.geojson": (2, 2, [1, 1, 2, 2], ["2020-01-01T14:00:00.123Z", "2020-01-01T15:00:00Z"]),
    "201901.en-movingpoint.json": (1, 1, [99.4, 5.8, 111.9, 8.4], ["2018-12-31T06:00:00Z", "2019-01-04T18:00:00Z"]),
    "story-data.json": (25, 25, [-158.26367, -38.00548, 174.76333, 61.01371], None),
    "heterogeneous.fgb": (3, 3, [1.2, -4.8, 45, 40], None),
    "typeexamples.nmea": (9, 5, [-70.78728, -77.43353, 85.71817, 43.07216], ["2012-01-01T05:00:01Z", "2012-01-08T01:08:16Z"]),
    "ee-multiline.nmea": (6, 6, [85.63683, 5.862, 85.98685, 6.11855], ["2022-08-29T14:12:31Z", "2022-08-29T14:14:36Z"]),
    "bad_checksum.nmea": (1, 1, [0.13138, 49.47558, 0.13138, 49.47558], None),
    "kr_provinces_cp949.csv.gz": (17, 17, [126.44275, 33.37835, 129.2304, 37.81345], None),
    "kr_provinces_2011": (3, 3, [126.65356, 35.04944, 127.55729, 37.69828], None),
    "odd_geometries.geojson": (11, 6, [130.3, 42.3, 132.0, 44.0], None),
    "dates.csv": (8, 8, [130.4, 42.3, 131.1, 43.0], ["2023-04-03", "2023-09-12T14:30:00Z"]),
    "formula_coordinates.xlsx": (3, 1, [130.4, 42.3, 130.4, 42.3], None),
    "script_in_description.kml": (5, 5, [130.3, 42.3, 130.7, 42.7], None),
    "declared_utf8_is_cp1251.kml.gz": (2, 2, [130.65, 42.43, 132.87, 42.8], None),
    "path_traversal.kmz": (1, 1, [130.3, 42.3, 130.3, 42.3], None),
    "three_bad_rows_of_50.csv": (
        50,
        47,
        [130.3491, 42.0316, 133.3779, 43.3722],
        ["2023-09-01T04:15:00Z", "2023-09-28T03:15:00Z"],
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_file_gives(name: str) -> None:
    features, located, bounds, time = EXPECTED[name]
    reading = read_file(opened(FILES / name))
    told = as_json(reading)["layers"][0]
    assert (told["features"], told["features"] - told["dropped"]) == (features, located)
    assert told["bounds"] == (pytest.approx(bounds, abs=2e-5) if bounds else None)
    assert told["time"] == time
    listed = [fault for fault in told["faults"] if fault["kind"] == "dropped"]
    assert len(listed) == features - located
    assert all(fault["reason"] and (fault.get("line") or fault.get("row")) for fault in listed)
    assert any(f"{features:,} features, {located:,} located" in line for line in as_lines(reading))


REFUSED = {
    "truncated.kmz": "incomplete",
    "zeros_1mb.kmz": "bomb",
    "entity_expansion.kml": "DTD",
    "external_entity.kml": "DTD",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    with pytest.raises(LayerError, match=REFUSED[name]):
        read_file(opened(FILES / name))


def faults(name: str, **told: str) -> str:
    layer = read_file(opened(FILES / name), Corrections(**told)).layers[0]
    return "\n".join(map(str, layer.findings))


def test_what_is_odd_is_told_with_its_place() -> None:
    assert "line 8: n/a, 132.8459: lat cannot be read" in faults("three_bad_rows_of_50.csv")
    assert "line 24: 92.3417, 132.0382: latitude 92.3417 is over 90" in faults("three_bad_rows_of_50.csv")
    assert "line 42: P41,42.2353,130.5747: 3 cells where the header has 4" in faults("three_bad_rows_of_50.csv")
    assert "row 3: =B2+0.1: formula without a stored value" in faults("formula_coordinates.xlsx")
    assert "line 4: 2023-02-30: no date" in faults("dates.csv")
    assert "not valid JSON" in faults("odd_geometries.geojson")
    told = faults("bad_checksum.nmea")
    assert all(
        word in told for word in ("line 2", "check sum is wrong", "line 3", "half a message", "line 4", "line 5", "GPS fix")
    )


def test_links_are_listed_and_bad_names_not_opened() -> None:
    told = faults("path_traversal.kmz")
    assert "../outside.kml: its name leads out" in told
    assert "listed and not fetched" in told
    assert "8 links (NetworkLink)" in faults("radar-animation.kmz")
    assert "9 KML documents" in faults("radar-animation.kmz")


def test_descriptions_keep_words_and_lose_scripts() -> None:
    table = read_file(opened(FILES / "script_in_description.kml")).layers[0].table
    assert table.column("description").to_pylist() == [
        "bold",
        "",
        "here page (https://example.org/page)",
        "Draught | 8.1 m",
        None,
    ]
    assert table.column("name").to_pylist()[4] == "<i>name</i>"


def test_letters_arrive_as_they_were_written() -> None:
    korean = read_file(opened(FILES / "kr_provinces_2011")).layers[0]
    assert "서울특별시" in korean.table.column("name").to_pylist()
    assert read_file(opened(FILES / "kr_provinces_cp949.csv.gz")).layers[0].fields == ("코드", "시도명", "영문명", "경도", "위도")
    names = read_file(opened(FILES / "declared_utf8_is_cp1251.kml.gz")).layers[0].table.column("name").to_pylist()
    assert names == ["Находка", "Хасан"]


def test_metres_are_asked_for_and_moved_with_their_datum() -> None:
    unknown = read_file(opened(FILES / "kr_provinces_xy5179_bom.csv")).layers[0]
    assert unknown.dropped == unknown.features == 17
    assert "Give --crs" in str(unknown.findings[0] if unknown.findings else "") + faults("kr_provinces_xy5179_bom.csv")
    known = as_json(read_file(opened(FILES / "kr_provinces_xy5179_bom.csv"), Corrections(crs="EPSG:5179")))["layers"][0]
    assert known["bounds"] == pytest.approx([126.44275, 33.37835, 129.2304, 37.81345], abs=2e-5)
    assert known["dropped"] == 0
    assert "EPSG:5174" in faults("kr_provinces_2011")
    assert "shift was applied" in faults("kr_provinces_2011")


def test_a_lone_shapefile_names_its_missing_parts() -> None:
    data = (FILES / "kr_provinces_2011" / "provinces.shp").read_bytes()
    asked = read_file(File("provinces.shp", data)).layers[0]
    assert (asked.features, asked.dropped) == (3, 3)
    assert "three more files belong to it" in str(asked.findings[0])
    assert read_file(File("provinces.shp", data), Corrections(crs="EPSG:5174")).layers[0].dropped == 0
