"""The commands ``tumen route`` and ``tumen routes``: exit codes, three formats, tables with every fault a table can have."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from shapely import from_wkt

from tests.integration.test_cli import output, refused, run

FIELDS = {
    "mode", "distance_km", "distance_nm", "duration_h", "snap_km", "legs", "crossings", "gauge_breaks", "transshipments",
    "conditions", "other_ways", "caveats", "datasets", "note", "geometry",
}  # fmt: skip


def test_a_route_as_json() -> None:
    found = json.loads(output("route", "Rajin", "Khasan", "--mode", "rail", "--format", "json"))
    assert set(found) == FIELDS
    assert found["distance_km"] == pytest.approx(54, rel=0.02), "Russian Railways: 54 km"
    assert found["distance_nm"] == pytest.approx(found["distance_km"] / 1.852, abs=0.01)
    assert [crossing["where"] for crossing in found["crossings"]] == ["khasan-tumangang"]
    assert found["gauge_breaks"] == []
    assert found["geometry"]["type"] == "LineString"
    assert found["duration_h"][0] < found["duration_h"][1]


def test_a_name_means_a_station_for_rail_and_a_port_for_sea() -> None:
    rail = json.loads(output("route", "라진", "Хасан", "--mode", "rail", "--format", "json"))
    sea = json.loads(output("route", "라진", "Владивосток", "--mode", "sea", "--format", "json"))
    assert rail["legs"][0]["from"] == "Rajin station"
    assert sea["legs"][0]["from"] == "Rajin port"
    assert sea["legs"][0]["to"] == "Vladivostok port"


def test_geojson_has_a_feature_a_leg() -> None:
    found = json.loads(output("route", "rajin-port", "tikhoretsk", "--mode", "any", "--format", "geojson"))
    assert found["type"] == "FeatureCollection"
    assert [feature["properties"]["mode"] for feature in found["features"]][-1] == "rail"
    assert "note" in found


def test_text_says_that_nothing_was_observed() -> None:
    assert "not observed" in output("route", "Rajin", "Dunai", "--mode", "sea")


def test_a_western_longitude_is_a_position_and_no_option() -> None:
    for words in (("-122.42,37.8", "139.65,35.45"), ("139.65,35.45", "-122.42,37.8")):
        found = json.loads(output("route", *words, "--mode", "sea", "--format", "json"))
        assert 8_000 < found["distance_km"] < 9_000


def test_a_canal_that_is_strait_and_fairway_is_named_once() -> None:
    found = json.loads(output("route", "20.5,54.7", "39.1,21.45", "--mode", "sea", "--format", "json"))
    assert found["legs"][0]["passages"].count("suez-canal") == 1


def test_no_route_is_exit_3_with_a_reason() -> None:
    words = ("route", "Rajin", "Khasan", "--mode", "rail", "--gauge", "1520", "--close", "friendship-bridge")
    told = run(*words, "--format", "json")
    assert told.exit_code == 3
    assert list(json.loads(told.stdout)) == ["unreachable"]
    assert "Friendship Bridge" in json.loads(told.stdout)["unreachable"]
    assert "Friendship Bridge" in run(*words).stdout
    early = run("route", "Rajin", "Khasan", "--mode", "rail", "--gauge", "1520", "--date", "2005-01-01", "--format", "json")
    assert early.exit_code == 3


def test_a_nearest_name_is_told_once() -> None:
    told = refused("route", "Vladivstok", "Rajin").split("names: ")[1].split(", ")
    assert len(told) == len(set(told)) == 5


def test_a_mountain_is_told_in_the_order_in_which_it_is_written() -> None:
    reason = run("route", "86.9,27.98", "Vladivostok", "--mode", "sea").stdout
    assert "longitude 86.9, latitude 27.98 is more than 25 km from navigable water" in reason
    assert "27.9800, 86.9000" not in reason


def table(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def answers(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_many_routes_at_once(tmp_path: Path) -> None:
    text = "\ufefffrom,to,note\r\nRajin,Dunai,one\r\n,,\r\nRajin,Nowhere,two\r\nRajin,Tikhoretsk,three\r\nRajin,Rajin,four\r\n"
    target = tmp_path / "out.csv"
    done = run("routes", table(tmp_path / "in.csv", text), "--mode", "sea", "-o", str(target))
    assert done.exit_code == 0
    rows = answers(target)
    assert [row["note"] for row in rows] == ["one", "two", "three", "four"]
    assert [row["status"] for row in rows] == ["ok", "error", "unreachable", "unreachable"]
    assert from_wkt(rows[0]["wkt"]).geom_type == "LineString"
    assert float(rows[0]["distance_nm"]) > 100
    assert all(row["reason"] and not row["wkt"] for row in rows[1:])
    assert "1 of 4" in done.stderr


def test_positions_in_columns(tmp_path: Path) -> None:
    text = "from_lon,from_lat,to_lon,to_lat\n130.3,42.2,132.3,42.85\n42.2,130.3,132.3,42.85\nx,1,2,3\n"
    target = tmp_path / "out.csv"
    assert run("routes", table(tmp_path / "in.csv", text), "-o", str(target)).exit_code == 0
    assert [row["status"] for row in answers(target)] == ["ok", "error", "error"]


def test_a_table_without_rows_gives_one_without_rows(tmp_path: Path) -> None:
    assert run("routes", table(tmp_path / "in.csv", "from,to\n"), "-o", str(tmp_path / "out.csv")).exit_code == 0
    assert answers(tmp_path / "out.csv") == []


@pytest.mark.grid
def test_a_ship_goes_through_the_strait_that_is_asked_for() -> None:
    free, asked = (
        json.loads(output("route", "Dalian", "Yokohama", "--mode", "sea", *more, "--format", "json"))
        for more in ((), ("--via", "osumi-strait"))
    )
    assert "osumi-strait" not in free["legs"][0]["passages"]
    assert "osumi-strait" in asked["legs"][0]["passages"]
    assert asked["distance_nm"] == pytest.approx(1235, rel=0.02), "NGA Pub. 151, by Osumi"
    assert "There is no strait or canal with the id rajin-pier-3" in refused(
        "route", "Dalian", "Yokohama", "--via", "rajin-pier-3"
    )
    assert "needs a sea leg" in refused("route", "Rajin", "Khasan", "--mode", "rail", "--via", "osumi-strait")


def test_the_next_ways_by_sea_are_named_with_their_miles() -> None:
    found = json.loads(output("route", "Dalian", "Yokohama", "--mode", "sea", "--format", "json"))
    assert {way["without"] for way in found["other_ways"]} >= {"jeju-strait", "kanmon-strait"}
    for way in found["other_ways"]:
        assert way["without"] not in way["passages"]
        assert way["extra_nm"] == pytest.approx((way["distance_km"] - found["distance_km"]) / 1.852, abs=0.1)
        again = json.loads(output("route", "Dalian", "Yokohama", "--mode", "sea", "--close", way["without"], "--format", "json"))
        assert again["distance_km"] == pytest.approx(way["distance_km"], abs=0.01)
    assert "other route by sea, without jeju-strait" in output("route", "Dalian", "Yokohama", "--mode", "sea")


@pytest.mark.parametrize(
    ("ends", "mode", "word"),
    [
        (("Harbin", "Khasan"), "rail", "high-speed"),
        (("Rajin", "Dunai"), "rail", "drawn by hand"),
        (("Rajin", "SGSIN"), "sea", "60 km²"),
    ],
)
def test_known_limits_of_the_data_stand_in_the_answer(ends: tuple[str, str], mode: str, word: str) -> None:
    found = json.loads(output("route", *ends, "--mode", mode, "--format", "json"))
    assert any(word in caveat for caveat in found["caveats"])
    assert word in output("route", *ends, "--mode", mode)
    assert json.loads(output("route", "Rajin", "Chongjin", "--mode", "sea", "--format", "json"))["caveats"] == []


def test_a_port_on_an_inland_sea_is_said_to_be_on_it() -> None:
    answer = run("route", "Baku", "RUNJK", "--mode", "sea")
    assert answer.exit_code == 3
    assert "is on the Caspian Sea, which has no route to the ocean here" in answer.output


def asked(tmp_path: Path, text: str | bytes, *options: str) -> list[dict[str, str]]:
    target = tmp_path / "out.csv"
    done = run("routes", table(tmp_path / "in.csv", text), "-o", str(target), "--force", *options)
    assert done.exit_code == 0, done.output
    return answers(target)


LIKE = ("distance_nm", "wkt", "status")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("From,To\nRajin,Dunai\n", ()),
        (" FROM ;\tto \n Rajin ; Dunai \n", ()),
        ("from\tto\nRajin\tDunai\n", ()),
        ('sep=;\r\n"from";"to"\r\n"Rajin";"Dunai"\r\n', ()),
        ("From,To\n라진,Дунай\n".encode("utf-16"), ()),
        ("From;To\nРаджин;Дунай\n".encode("cp1251"), ("--encoding", "cp1251")),
        ("From,To\n라진,Dunai\n".encode("cp949"), ("--encoding", "cp949")),
    ],
)
def test_tables_as_spreadsheets_save_them(tmp_path: Path, text: str | bytes, options: tuple[str, ...]) -> None:
    (plain,) = asked(tmp_path, "from,to\nRajin,Dunai\n")
    (row,) = asked(tmp_path, text, *options)
    assert {key: row[key] for key in LIKE} == {key: plain[key] for key in LIKE}
    assert row["status"] == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "From Lon;From Lat;To-Lon;TO_LAT\n130,3;42,2;132,3;42,85\n",
        "from_lon\tfrom_lat\tto_lon\tto_lat\n130,3\t 42,2\t132.3\t+42,85\n",
        'from_lon,from_lat,to_lon,to_lat\n"130,3","42,2","132,3","42,85"\n',
        "from_lon,from_lat,to_lon,to_lat,,\n130.30,42.20,1.323e2,42.85,,\n",
    ],
)
def test_decimal_commas(tmp_path: Path, text: str) -> None:
    (plain,) = asked(tmp_path, "from_lon,from_lat,to_lon,to_lat\n130.3,42.2,132.3,42.85\n")
    (row,) = asked(tmp_path, text)
    assert {key: row[key] for key in LIKE} == {key: plain[key] for key in LIKE}
    assert row["status"] == "ok"


def test_a_southern_position_keeps_its_minus(tmp_path: Path) -> None:
    (row,) = asked(tmp_path, "from_lon;from_lat;to_lon;to_lat\n151,3;−33,9;174,9;-41,35\n")
    assert row["status"] == "ok"
    assert (row["from_lat"], row["to_lat"]) == ("−33,9", "-41,35")
    assert from_wkt(row["wkt"]).coords[0][1] < -33


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("130,3,42,2,132,3,42,85", "Line 2 has 8 cells under 4 columns. A comma inside a name or number needs quotes"),
        ("1.234,5,42,1,1", "Line 2 has 5 cells under 4 columns."),
        ('"1.234,5",42,1,1', "from_lon='1.234,5', from_lat='42' are not two numbers."),
        ("1_0,4,1,1", "from_lon='1_0', from_lat='4' are not two numbers."),
        ("nan,4,1,1", "from_lon='nan', from_lat='4' are not two numbers."),
        ("130,42,,", "The cell to is empty. Name a place there, or give to_lon and to_lat."),
        ("130,42,132", "to_lon='132', to_lat='' are not two numbers."),
    ],
)
def test_a_row_that_cannot_be_read_says_why(tmp_path: Path, line: str, why: str) -> None:
    (row,) = asked(tmp_path, f"from_lon,from_lat,to_lon,to_lat\n{line}\n")
    assert row["status"] == "error"
    assert row["reason"].startswith(why)


def test_a_name_and_a_position(tmp_path: Path) -> None:
    (row,) = asked(tmp_path, "from,to_lon,to_lat\nRajin,132.3,42.85\n")
    assert row["status"] == "ok"


def test_no_cell_of_the_answer_is_a_formula(tmp_path: Path) -> None:
    """Neither a name, nor a reason that repeats it, nor a column that was only carried along, nor its heading."""
    bad = "=HYPERLINK(1)"
    asked(tmp_path, f"from,to,{bad}\n{bad},@x,+1 2\n")
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbffrom,to,'=HYPERLINK(1),")
    (row,) = answers(tmp_path / "out.csv")
    assert (row["from"], row["to"], row[f"'{bad}"]) == (f"'{bad}", "'@x", "'+1 2")
    assert not any(cell.startswith(tuple("=+-@")) for cell in row.values())


def test_an_answer_can_be_asked_again(tmp_path: Path) -> None:
    first = asked(tmp_path, "from,to,note\nRajin,Dunai,=1\n=x,-122.42,y\n")
    again = asked(tmp_path, (tmp_path / "out.csv").read_bytes())
    assert again == first


def test_columns_that_are_alike_are_kept_apart(tmp_path: Path) -> None:
    (row,) = asked(tmp_path, "from,to,note,note,\nRajin,Dunai,a,b,\n")
    assert list(row)[:4] == ["from", "to", "note", "note_4"]
    assert (row["note"], row["note_4"]) == ("a", "b")
