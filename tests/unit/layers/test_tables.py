"""Tables: separators, headers, encodings, names of columns and notations of positions, made up here."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import LayerError, OptionError
from explorer.layers.inspected import as_json
from explorer.layers.layer import Corrections
from explorer.layers.read import File, read_file
from explorer.layers.times import read_time


def look(data: str | bytes, name: str = "table.csv", **told: Any) -> dict[str, Any]:
    whole = data.encode() if isinstance(data, str) else data
    layer: dict[str, Any] = as_json(read_file(File(name, whole), Corrections(**told)))["layers"][0]
    return layer


def reasons(layer: dict[str, Any]) -> str:
    return " | ".join(fault["reason"] for fault in layer["faults"])


TWO = [130.3, 42.25, 130.4, 42.34]
PAIRS = (
    ("lat", "lon"),
    ("Latitude", "Longitude"),
    ("Широта", "Долгота"),
    ("위도", "경도"),
    ("纬度", "经度"),
    ("geo.lat", "geo.lng"),
    ("LAT_DD", "LONG_DD"),
    ("y", "x"),
    ("с.ш.", "в.д."),
    ("start_lat", "start_long"),
)
WRITTEN = {
    "decimal": (("42.25", "130.3"), ("42.34", "130.4")),
    "comma": (("42,25", "130,3"), ("42,34", "130,4")),
    "letters": (("42.25N", "130.3E"), ("42.34N", "130.4E")),
    "minutes": (("42°15'N", "130°18'E"), ("42°20.4'N", "130°24'E")),
    "seconds": (("42°15′00″", "130°18′00″"), ("42°20′24″", "130°24′00″")),
    "packed": (("421500N", "1301800E"), ("422024N", "1302400E")),
}


@given(
    st.sampled_from(PAIRS), st.sampled_from(sorted(WRITTEN)), st.sampled_from("\t;|"),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")), st.booleans(), st.sampled_from(("\n", "\r\n")),
)  # fmt: skip
def test_names_and_notations(names: tuple[str, str], notation: str, sign: str, encoding: str, first: bool, end: str) -> None:
    rows = [["name", *names], *(["A", *pair] for pair in WRITTEN[notation])]
    rows = rows if first else [[row[0], row[2], row[1]] for row in rows]
    layer = look(end.join(sign.join(row) for row in rows).encode(encoding))
    assert layer["bounds"] == pytest.approx(TWO, abs=1e-5), reasons(layer)
    assert (layer["features"], layer["dropped"]) == (2, 0)


ONE = ("42.25, 130.3", "42°15'N 130°18'E", "52TFM0709678428", "POINT (130.3 42.25)", "N42.25 E130.3", "[42.25; 130.3]")


APART = (
    "lat_deg,lat_min,lat_sec,lat_dir,lon_deg,lon_min,lon_sec,lon_dir",
    "LatD,LatM,LatS,NS,LongD,LongM,LongS,EW",
    "Deg,Min,Sec,N/S,Deg,Min,Sec,E/W",
    "Lat,Min,Sec,N/S,Lon,Min,Sec,E/W",
    "latd,latm,lats,latns,longd,longm,longs,longew",
    "Latitude (°),Latitude ('),Latitude (″),Hemisphere lat,Longitude (°),Longitude ('),Longitude (″),Hemisphere lon",
    '"Широта, град","Широта, мин","Широта, сек",С/Ю,"Долгота, град","Долгота, мин","Долгота, сек",В/З',
    "위도(도),위도(분),위도(초),위도(반구),경도(도),경도(분),경도(초),경도(반구)",
)


@pytest.mark.parametrize("names", APART)
def test_degrees_minutes_and_seconds_in_columns_of_their_own(names: str) -> None:
    row = "42,15,0.0,N,130,18,0,E\n42,20,24,S,130,24,0,W\n"
    layer = look(f"{names}\n{row}")
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (2, 0, [-130.4, -42.34, 130.3, 42.25])


def test_parts_without_letters_seconds_or_order() -> None:
    assert look("lon_deg;lon_dec_min;lat_deg;lat_dec_min\n130;18,0;42;15,5\n-130;24;-0;20,4\n")["bounds"] == [
        -130.4, -0.34, 130.3, 42.25833,
    ]  # fmt: skip
    ends = look(
        "start_lat_d,start_lat_m,start_lon_d,start_lon_m,end_lat_d,end_lat_m,end_lon_d,end_lon_m\n42,15,130,18,43,6,131,54\n"
    )
    assert ends["bounds"] == [130.3, 42.25, 131.9, 43.1]


def test_a_part_that_cannot_be_is_told_with_its_row() -> None:
    names = "lat_deg,lat_min,lat_sec,lon_deg,lon_min,lon_sec"
    layer = look(f"{names}\n42,15,0,130,18,0\n42,75,0,130,18,0\n42,,,130,18,0\n,15,0,130,18,0\n42,1.5,30,130,18,0\n")
    assert (layer["features"], layer["dropped"]) == (5, 3)
    said = {fault["line"]: fault["reason"] for fault in layer["faults"] if "line" in fault}
    assert set(said) == {3, 5, 6}
    for line, reason in ((3, "60 or more"), (5, "lat_deg is empty"), (6, "decimals")):
        assert reason in said[line]


def test_decimals_go_before_whole_minutes_beside_them() -> None:
    layer = look("lat_deg,lat_min,lon_deg,lon_min,lat,lon\n42,15,130,18,42.2567,130.3078\n")
    assert layer["bounds"] == [130.3078, 42.2567, 130.3078, 42.2567]


def test_least_and_most_are_not_minutes() -> None:
    layer = look("lat,lon,lat_min,lat_max,lon_min,lon_max\n42.25,130.3,42.2,42.3,130.2,130.4\n", lat="lat", lon="lon")
    assert layer["bounds"] == [130.3, 42.25, 130.3, 42.25]


@pytest.mark.parametrize("text", ONE)
def test_both_in_one_column(text: str) -> None:
    layer = look(f'name;Position\nA;"{text}"\nB;"{text}"\n')
    assert layer["bounds"] == pytest.approx([130.3, 42.25, 130.3, 42.25], abs=0.02)


WORDS = (
    ("Находка;Хасан", "cp1251"),
    ("Находка;Хасан", "koi8-r"),
    ("라진;선봉", "cp949"),
    ("Orléans;Besançon", "cp1252"),
    ("新潟港;富山", "cp932"),
    ("珲春;图们", "gb18030"),
)


@pytest.mark.parametrize(("word", "encoding"), WORDS)
def test_encodings_are_told_by_their_words(word: str, encoding: str) -> None:
    one, two = word.split(";")
    data = f"name,lat,lon\n{one},42.1,130.1\n{two},42.2,130.2\n".encode(encoding)
    table = read_file(File("a.csv", data)).layers[0].table
    assert table.column("name").to_pylist() == [one, two]
    assert look(data, encoding=encoding)["dropped"] == 0


def test_comments_titles_and_quotes() -> None:
    assert look("# by x\n# a, b, c\n\nname,lat,lon\nA,42.1,130.1\n# more\nB,42.2,130.2\n")["features"] == 2
    assert look("Report,,\n,,\nname,lat,lon\nA,42.1,130.1\nB,42.2,130.2\n")["fields"] == ["name", "lat", "lon"]
    assert look('name;lat;lon\n"a; b";42,73;133,05\n"line\nbreak";42,35;130,40\n')["features"] == 2
    assert look("# Timestamp,MMSI,Latitude,Longitude\n2023-01-01 00:00:00,1,42.1,130.1\n")["time"] == ["2023-01-01T00:00:00Z"] * 2


def test_a_table_without_header_is_read_where_one_order_alone_is_possible() -> None:
    assert look("1733|42.7339|130.7314|Mesa\n1251|42.4794|130.3795|Butte\n")["bounds"] == [130.3795, 42.4794, 130.7314, 42.7339]
    assert "Name them with --lat" in reasons(look("a,42.2512,10.3012\nb,42.2612,10.3112\n"))
    chosen = look("a,42.2512,10.3012\nb,42.2612,10.3112\n", lat="column 2", lon="column 3")
    assert chosen["bounds"] == [10.3012, 42.2512, 10.3112, 42.2612]


def test_what_has_two_readings_is_asked() -> None:
    twice = look("name,lat,lon,lat,lon\nA,42.3,130.4,43.1,131.9\n")
    assert twice["dropped"] == 1
    assert "Which ones?" in reasons(twice)
    assert twice["fields"][3:] == ["lat_2", "lon_2"]
    assert look("name,lat,lon,lat,lon\nA,42.3,130.4,43.1,131.9\n", lat="lat_2", lon="lon_2")["bounds"][0] == 131.9
    mixed = "name,x,y\n" + "A,130.6,42.4\n" * 5 + "B,609307.1,4802432.4\n" * 5
    assert look(mixed)["dropped"] == 10
    assert "Give --crs" in reasons(look(mixed))
    assert look(mixed, crs="EPSG:4326")["dropped"] == 5
    assert look("n,lat,lon,day\na,42,130.1,03/04/2023\n")["time"] is None
    assert look("n,lat,lon,day\na,42,130.1,03/04/2023\nb,42,130.1,13/04/2023\n")["time"] == ["2023-04-03", "2023-04-13"]


def test_exchanged_axes_are_said_and_not_dropped() -> None:
    layer = look("name,latitude,longitude\nA,130.1,42.1\nB,130.2,42.2\n")
    assert layer["bounds"] == [130.1, 42.1, 130.2, 42.2]
    assert "look swapped" in reasons(layer)
    assert "look swapped" not in reasons(look("name,latitude,longitude\nA,130.1,42.1\n", swap=True))


def test_longitudes_beyond_180_are_brought_home() -> None:
    assert look("name,lat,lon\nA,42.1,230.5\nB,42.2,130.2\n")["bounds"] == [-129.5, 42.1, 130.2, 42.2]


def test_two_positions_a_row() -> None:
    layer = look("route,olon,olat,dlon,dlat\nx,5.3,43.3,121.8,31.2\ny,5.3,43.3,-118.3,33.7\n")
    assert layer["geometry_types"] == ["MultiPoint"]
    assert layer["bounds"] == [-118.3, 31.2, 121.8, 43.3]


def test_sums_and_absent_positions() -> None:
    assert look("name;lat;lon\nA;42,1;130,1\nИтого;;\n")["features"] == 1
    ais = look("MMSI,BaseDateTime,LAT,LON,Heading\n1,2023-01-01T00:00:00,91,181,511\n2,2023-01-01T00:01:00,42,130,90\n")
    assert ais["dropped"] == 1
    assert '"not available" (91, 181)' in reasons(ais)
    assert ais["time"][1].endswith("Z")


@pytest.mark.parametrize("data", ["", "  \n ", "name;lat;lon\n", "\x89PNG\r\n\x1a\n\0\0"])
def test_what_holds_nothing_is_refused(data: str) -> None:
    with pytest.raises(LayerError):
        read_file(File("a.csv", data.encode("latin-1")))


@pytest.mark.parametrize("told", [{"lat": "nope", "lon": "lon"}, {"lat": "lat"}, {"time": "nope"}, {"zone": "Mars/Base"}])
def test_corrections_without_meaning_are_refused(told: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        look("name,lat,lon,when\nA,42.1,130.1,2023-01-01\n", **told)


def test_a_long_table_counts_its_lines() -> None:
    rows = [f"P{i},42.{i % 90:02d},130.{i % 90:02d},{'x' * 60}" for i in range(60_000)]
    rows[40_000] = "P,bad"
    rows[50_000] = "P,n/a,130.1,x"
    layer = look("name,lat,lon,text\n" + "\n".join(rows) + "\n")
    assert (layer["features"], layer["dropped"]) == (60_000, 2)
    assert sorted(fault["line"] for fault in layer["faults"] if fault["kind"] == "dropped") == [40_002, 50_002]


def test_sheets_anywhere(tmp_path: Any) -> None:
    cells = [
        ["Sightings"],
        [],
        ["Город", "Координаты (ш., д.)"],
        ["Хасан", "42.43, 130.65"],
        ["Находка", "42.81, 132.87"],
        ["Итого", None],
    ]
    layer = look(workbook(cells), "a.xlsx")
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (2, 0, [130.65, 42.43, 132.87, 42.81])


def workbook(rows: list[list[str | None]], state: str = "") -> bytes:
    """A small XLSX with texts alone."""
    body = "".join(
        f'<row r="{r}">' + "".join(
            f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row) if text
        ) + "</row>" for r, row in enumerate(rows, 1)
    )  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    link = f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/'
    sheets = '<sheets><sheet name="A" sheetId="1"' + state + ' r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="a/xml"/></Types>',
        "_rels/.rels": f'{link}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{link}worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return made.getvalue()


def test_numbers_of_a_column_keep_their_codes() -> None:
    table = read_file(File("a.csv", b"code,lat,lon\n0101,42.1,130.1\n0102,42.2,130.2\n")).layers[0].table
    assert table.column("code").to_pylist() == ["0101", "0102"]
    assert np.array(table.column("lat")).dtype == object


# ---- more names, separators and cells --------------------------------------------------------------------------------

NAMED = (
    *(("Lat_N", "Long_E"), ("N", "E"), ("북위", "동경"), ("北纬", "东经"), ("北緯", "東経"), ("Шир.", "Долг."), ("φ", "λ")),
    *(("위도(N)", "경도(E)"), ("위도값", "경도값"), ("시작위도", "시작경도"), ("纬度N", "经度E"), ("緯度(度)", "経度(度)")),
    *(("широта_с", "долгота_в"), ("начальная широта", "начальная долгота"), ("Breitengrad", "Längengrad")),
    *(("Y좌표", "X좌표"), ("좌표Y", "좌표X"), ("y座標", "x座標"), ("y_wgs84", "x_wgs84"), ("Y координата", "X координата")),
)


@pytest.mark.parametrize(("lat", "lon"), NAMED)
def test_names_of_columns_in_the_languages_of_the_region(lat: str, lon: str) -> None:
    layer = look(f'id,"{lat}","{lon}"\n1,42.5,130.5\n2,43.5,131.5\n')
    assert layer["bounds"] == [130.5, 42.5, 131.5, 43.5]


def test_north_and_east_alone_give_way_to_any_other_name() -> None:
    layer = look("n,e,lat,lon\n3,9,42.5,130.5\n4,8,43.5,131.5\n")
    assert layer["bounds"] == [130.5, 42.5, 131.5, 43.5]


def test_ways_with_ends_named_in_korean() -> None:
    layer = look("시작위도,시작경도,종료위도,종료경도\n42.5,130.5,43.1,131.9\n")
    assert (layer["features"], layer["bounds"]) == (1, [130.5, 42.5, 131.9, 43.1])


@pytest.mark.parametrize(
    "text",
    [
        "name lat lon\na 42.5 130.5\nb 43.5 131.5\n",
        "name      lat       lon\na         42.5      130.5\nb         43.5      131.5\n",
        '  name lat   lon  \n  "a b" 42.5 130.5 \n  b   43.5 131.5\n',
    ],
)
def test_columns_apart_by_blanks(text: str) -> None:
    layer = look(text, "table.txt")
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (2, 0, [130.5, 42.5, 131.5, 43.5])
    assert "separated by space" in reasons(layer)


def test_a_separator_inside_quotes_is_none() -> None:
    layer = look('id,geom\n1,"SRID=32652;POINT(500000 4700000)"\n2,"SRID=32652;POINT(510000 4700000)"\n')
    assert (layer["fields"], layer["crs"], layer["features"] - layer["dropped"]) == (["id", "geom"], "EPSG:32652", 2)
    assert layer["bounds"] == pytest.approx([129, 42.45227, 129.12161, 42.45233], abs=1e-5)


def test_rows_of_several_systems_are_each_brought_to_degrees() -> None:
    layer = look('id,geom\n1,"SRID=4326;POINT(130.5 42.5)"\n2,"SRID=5179;POINT(1000000 2000000)"\n3,"SRID=99999;POINT(1 2)"\n')
    assert layer["bounds"] == pytest.approx([127.5, 38, 130.5, 42.5], abs=1e-5)
    assert [fault["reason"] for fault in layer["faults"] if fault["kind"] == "dropped"] == [
        "'EPSG:99999' is not a coordinate system. Give a code such as EPSG:32652"
    ]
    assert "the rows state different systems" in reasons(layer)


def test_a_column_of_geojson() -> None:
    point = '"{""type"":""Point"",""coordinates"":[130.5,42.5]}"'
    feature = '"{""type"":""Feature"",""geometry"":{""type"":""Point"",""coordinates"":[131.5,43.5]}}"'
    layer = look(f'id,where\n0,{point}\n1,{point}\n2,{feature}\n3,"{{""type"":""Point"",""coordinates"":[]}}"\n4,"{{half"\n')
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (5, 2, [130.5, 42.5, 131.5, 43.5])


def test_measures_heights_and_nothing_in_wkt() -> None:
    rows = ("POINT Z (130.5 42.5 3)", "POINT ZM (130.6 42.6 3 4)", "POINT M (130.7 42.7 4)", "LINESTRING Z (130 42 1, 131 43 2)")
    layer = look("id;geom\n" + "".join(f"{n};{row}\n" for n, row in enumerate((*rows, "POINT EMPTY"))))
    assert (layer["features"], layer["dropped"], layer["bounds"]) == (5, 1, [130, 42, 131, 43])
    assert "the geometry is empty" in reasons(layer)


# ---- times -----------------------------------------------------------------------------------------------------------

TIMES = {
    "2023年9月12日13時05分": "2023-09-12T13:05",
    "2023年9月12日(火)午後1時5分30秒": "2023-09-12T13:05:30",
    "2023年9月12日上午10点": "2023-09-12T10:00",
    "２０２３年９月１２日": "2023-09-12",
    "令和5年9月12日": "2023-09-12",
    "2023-09-12 오후 3:05": "2023-09-12T15:05",
    "2023-09-12 오전 12:05": "2023-09-12T00:05",
    "2023. 9. 12. 오후 3:05:10": "2023-09-12T15:05:10",
    "2023년 9월 12일 15시": "2023-09-12T15:00",
    "주체112(2023)년 9월 12일": "2023-09-12",
    "주체112년 9월 12일": "2023-09-12",
    "12 сентября 2023 года в 13:05": "2023-09-12T13:05",
    "вторник, 12 сентября 2023 г.": "2023-09-12",
    "12.09.2023 13:05 мск": "2023-09-12T10:05Z",
    "121305I SEP 23": "2023-09-12T04:05Z",
    "12-Sep-23": "2023-09-12",
    "12SEP2023": "2023-09-12",
    "2023-09-12 01:05 PM": "2023-09-12T13:05",
    "1694523900123": "2023-09-12T13:05:00Z",
    "1694523900123456": "2023-09-12T13:05:00Z",
    "1694523900123456789": "2023-09-12T13:05:00Z",
    "Marina 2023": None,
    "Mayak 2023": None,
    "9월 12일": None,
    "31 Feb 2023": None,
    "12 Sep 13:05": None,
}


@pytest.mark.parametrize("text", TIMES)
def test_times_as_the_region_writes_them(text: str) -> None:
    assert read_time(text) == TIMES[text]


def test_a_column_of_times_that_cannot_be_read_is_told() -> None:
    layer = look("lat,lon,date\n42.5,130.5,45181\n43.5,131.5,45182.5\n")
    assert layer["time"] is None
    assert "'date' holds no times that can be read: shown as written, they look like the day numbers" in reasons(layer)
    assert "no times" not in reasons(look("lat,lon,maritime\n42.5,130.5,12 nm\n"))


# ---- spreadsheets ----------------------------------------------------------------------------------------------------


def test_names_in_two_rows_of_a_sheet_belong_together() -> None:
    rows = [["name", "position", None, "n"], [None, "lat", "lon", None], ["a", "42.5", "130.5", "1"], ["b", "43.5", "131.5", "2"]]
    layer = look(workbook(rows), "two.xlsx")
    assert (layer["features"], layer["bounds"]) == (2, [130.5, 42.5, 131.5, 43.5])
    assert layer["fields"] == ["name", "position lat", "position lon", "n"]
    assert "header in rows 1 and 2" in reasons(layer)


def test_a_hidden_sheet_is_called_so() -> None:
    rows = [["name", "lat", "lon"], ["a", "42.5", "130.5"]]
    assert "hidden sheet A" in reasons(look(workbook(rows, ' state="hidden"'), "a.xlsx"))
    assert "hidden" not in reasons(look(workbook(rows), "a.xlsx"))
