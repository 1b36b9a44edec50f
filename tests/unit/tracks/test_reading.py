"""The same ten positions in every layout and form; what each file lacks is told in one sentence."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyais.encode import encode_dict

from explorer.errors import TracksError
from explorer.tracks.fixes import Raw, judged
from explorer.tracks.layouts import bare, layout_of, read_mapping
from explorer.tracks.reading import pieces, read, sources
from explorer.tracks.times import MISSING

TIMES = pd.date_range("2023-03-14T22:00:00", periods=10, freq="13min")
SHIPS = [273111222] * 5 + [445000111] * 5
LON = [130.25 + place / 64 for place in range(10)]
LAT = [42.125 + place / 64 for place in range(10)]


def text(head: str, line: str, form: str = "%Y-%m-%dT%H:%M:%S", comma: bool = False) -> bytes:
    """A table; ``line`` names i, t, x and y, and ``form`` is that of its times."""
    rows = [
        line.format(i=i, t=t.strftime(form), x=x, y=y, u=int(t.timestamp()))
        for i, t, x, y in zip(SHIPS, TIMES, LON, LAT, strict=True)
    ]
    body = "\n".join(row.replace(".", ",") for row in rows) if comma else "\n".join(rows)
    return f"{head}\n{body}\n".encode()


def packed_zip(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ais.csv", content)
    return out.getvalue()


def parquet(_: bytes) -> bytes:
    out = io.BytesIO()
    pd.DataFrame({"mmsi": SHIPS, "timestamp": TIMES, "longitude": LON, "latitude": LAT}).to_parquet(out)
    return out.getvalue()


def log(_: bytes) -> bytes:
    lines = []
    for ship, time, lon, lat in zip(SHIPS, TIMES, LON, LAT, strict=True):
        told = {"type": 1, "mmsi": ship, "lon": lon, "lat": lat, "speed": 5.0}
        tag = f"s:1,c:{int(time.timestamp())}"
        check = 0
        for letter in tag.encode():
            check ^= letter
        lines += [f"\\{tag}*{check:02X}\\{sentence}" for sentence in encode_dict(told, talker_id="AI")]
    return "\n".join(lines).encode()


def gpx(_: bytes) -> bytes:
    points = {ship: [] for ship in SHIPS}
    for ship, time, lon, lat in zip(SHIPS, TIMES, LON, LAT, strict=True):
        points[ship].append(f'<trkpt lat="{lat}" lon="{lon}"><time>{time.isoformat()}Z</time></trkpt>')
    tracks = "".join(f"<trk><name>{ship}</name><trkseg>{''.join(rows)}</trkseg></trk>" for ship, rows in points.items())
    return f'<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{tracks}</gpx>'.encode()


NOAA = text("MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName", "{i},{t},{y},{x},5.0,1,2,A B")
FORMS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "noaa to 2024": (NOAA, bytes),
    "noaa from 2025": (text("mmsi,base_date_time,longitude,latitude,sog", "{i},{t},{x},{y},5.0", "%Y-%m-%d %H:%M:%S"), bytes),
    "danish": (
        text(
            "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,SOG", "{t},Class A,{i},{y},{x},5.0", "%d/%m/%Y %H:%M:%S"
        ),
        bytes,
    ),
    "global fishing watch": (text("ssvid,timestamp,lat,lon,speed_knots", "{i},{t} UTC,{y},{x},5", "%Y-%m-%d %H:%M:%S"), bytes),
    "marinetraffic": (
        text("MMSI,STATUS,STATION,SPEED,LON,LAT,COURSE,TIMESTAMP", "{i},0,7,145,{x},{y},9,{t}", "%Y-%m-%d %H:%M:%S"), bytes,
    ),
    "spire": (text("created_at,mmsi,latitude,longitude,collection_type", "{t}+00:00,{i},{y},{x},satellite"), bytes),
    "seconds": (text("id,t,lat,lon", "{i},{u},{y},{x}"), bytes),
    "milliseconds in float": (text("mmsi,timestamp,lat,lon", "{i},{u}000.0,{y},{x}"), bytes),
    "semicolons and decimal commas": (text("mmsi;time;lat;lon", "{i};{t};{y};{x}", comma=True), bytes),
    "tabs": (text("MMSI\tTime\tLatitude\tLongitude", "{i}\t{t}\t{y}\t{x}"), bytes),
    "other offset": (
        text("mmsi,time,lat,lon", "{i},{t}+09:00,{y},{x}").replace(b"2023-03-14T", b"2023-03-14T"), bytes,
    ),
    "byte order mark, quotes": (text('\ufeff"mmsi","time","lat","lon"', '"{i}","{t}","{y}","{x}"'), bytes),
    "utf-16": (NOAA, lambda content: content.decode().encode("utf-16")),
    "old code page": (NOAA.replace(b"A B", "Шип".encode("cp1251")), bytes),
    "gzip": (NOAA, gzip.compress),
    "bz2": (NOAA, bz2.compress),
    "xz": (NOAA, lzma.compress),
    "zip": (NOAA, packed_zip),
    "parquet": (b"", parquet),
    "log": (b"", log),
    "gpx": (b"", gpx),
}  # fmt: skip


def all_of(file: Path, **how: object) -> list[Raw]:
    return [raw for piece in pieces(sources([str(file)]), **how) for raw in read(piece)]  # type-checked in the module itself


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_positions(name: str, tmp_path: Path) -> None:
    content, pack = FORMS[name]
    file = tmp_path / "positions"
    file.write_bytes(pack(content))
    (raw,) = all_of(file)
    fixes, dropped = judged(raw, 50.0)
    late = 9 * 3600 if name == "other offset" else 0
    assert fixes.time_ms.tolist() == [(int(time.timestamp()) - late) * 1000 for time in TIMES]
    assert fixes.lon == pytest.approx(LON, abs=2e-6)
    assert fixes.lat == pytest.approx(LAT, abs=2e-6)
    ids = [int(raw.names.get(ship, ship)) for ship in fixes.ship.tolist()]
    assert ids == SHIPS
    assert not dropped
    assert not raw.unread


@pytest.mark.parametrize("size", [1, 40, 97, 10_000])
def test_pieces_hold_every_row_once(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ais.csv"
    file.write_bytes(NOAA)
    monkeypatch.setattr("explorer.tracks.reading.PIECE_BYTES", size)
    parts = all_of(file)
    assert [time for raw in parts for time in raw.time_ms.tolist()] == [int(t.timestamp()) * 1000 for t in TIMES]


@given(
    st.sampled_from(["mmsi", "MMSI", "Mmsi ", "ssvid", "vessel_id"]), st.sampled_from(["BaseDateTime", "# Timestamp", "t"]),
    st.sampled_from([("lon", "lat"), ("LONGITUDE", "Latitude"), ("Long", "LAT")]), st.permutations(range(4)),
)  # fmt: skip
def test_columns_are_known_in_any_case_and_order(ship: str, time: str, place: tuple[str, str], order: list[int]) -> None:
    names = (ship, time, *place)
    found = layout_of([names[number] for number in order])
    assert (found.id, found.time, found.lon, found.lat) == names


def test_names_that_are_no_numbers_stay(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("track,time,lat,lon\nBalkhash 2,2023-01-01T00:00:00Z,42,131\n007,2023-01-01T00:00:00Z,42,131\n")
    (raw,) = all_of(file)
    assert [raw.names[ship] for ship in raw.ship.tolist()] == ["Balkhash 2", "007"]


def test_longitudes_to_360_are_wrapped(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("id,time,lat,lon\na,2023-01-01T00:00:00Z,42,176\na,2023-01-01T06:00:00Z,42,184\n")
    (raw,) = all_of(file)
    assert judged(raw, 50.0)[0].lon.tolist() == [176.0, -176.0]


def test_each_bad_row_is_counted_with_its_first_reason(tmp_path: Path) -> None:
    day = "2023-01-01T00:00:00"
    rows = (
        f"273111222,{day},42,131,5", "273111222,,42,131,5", "273111222,soon,42,131,5", f"12345,{day},42,131,5",
        f"999999999,{day},42,131,5", f"992731234,{day},42,131,5", f"273111222,{day},91,181,5", f"273111222,{day},n/a,131,5",
        f"273111222,{day},0,0,5", f"273111222,{day},42", f"273111222,{day},95,131,5", f"273111222,{day},42,131,102.3",
    )  # fmt: skip
    file = tmp_path / "t.csv"
    file.write_text("mmsi,time,lat,lon,sog\n" + "\n".join(rows) + "\n")
    (raw,) = all_of(file)
    fixes, dropped = judged(raw, 50.0)
    assert len(fixes) == 2
    assert dropped == {
        "no time": 2, "bad MMSI": 2, "station, aircraft or aid, no ship": 1, "position not available (91, 181)": 1,
        "no position": 1, "at 0 N 0 E": 1, "row with another number of cells": 1, "latitude or longitude out of range": 1,
    }  # fmt: skip
    assert np.isnan(fixes.knots[1])


REFUSED = {
    "empty": (b"", "the file is empty"),
    "header alone": (b"mmsi,time,lat,lon\n", "no rows below the header"),
    "no position": (b"mmsi,time,name\n1,2,3\n", "no column for the longitude"),
    "no time": (b"mmsi,lat,lon\n1,2,3\n", "no column for the time"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture"),
    "geojson": (b'{"type": "FeatureCollection"}', "XML or JSON"),
    "exchanged": (b"mmsi,time,lat,lon\n273111222,2023-01-01T00:00:00,131,42\n", "look swapped"),
    "metres": (b"mmsi,time,y,x\n273111222,2023-01-01T00:00:00,4700000,500000\n", "not degrees"),
    "two ways to read a date": (b"mmsi,time,lat,lon\n273111222,03/04/2023 10:00,42,131\n", "in two ways"),
    "cut archive": (gzip.compress(NOAA * 50)[:-400], "cannot be read"),
    "routes alone": (b"<gpx version='1.1'><rte><rtept lat='1' lon='2'/></rte></gpx>", "a plan"),
    "cut gpx": (gpx(b"")[:-30], "damaged or cut off"),
    "entities": (b'<!DOCTYPE gpx [<!ENTITY a "b">]><gpx><trk><name>&a;</name></trk></gpx>', "no track"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_file_of_positions_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    content, words = REFUSED[name]
    file = tmp_path / "given.csv"
    file.write_bytes(content)
    with pytest.raises(TracksError) as told:
        all_of(file)
    assert words in str(told.value)
    assert "given.csv" in str(told.value)
    assert "\n" not in str(told.value)


def test_dates_with_a_day_over_twelve_tell_their_order(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("mmsi,time,lat,lon\n273111222,03/04/2023 10:00,42,131\n273111222,03/14/2023 10:00,42,131\n")
    (raw,) = all_of(file)
    assert raw.time_ms.tolist() == [int(pd.Timestamp(day).timestamp()) * 1000 for day in ("2023-03-04T10:00", "2023-03-14T10:00")]


def test_a_mapping_names_what_it_cannot_read() -> None:
    assert read_mapping("id=a,time=b,lon=c,lat=d") == {"id": "a", "time": "b", "lon": "c", "lat": "d"}
    with pytest.raises(TracksError, match="colour"):
        read_mapping("colour=red")
    with pytest.raises(TracksError, match="Nearest: when"):
        layout_of(["ship", "when", "lon", "lat"], {"time": "whem"})
    assert bare("# Time stamp") == "timestamp"


OFFICES = {
    "Russian": ("ММСИ;Время;Широта;Долгота;Скорость", "{i};{t};{y};{x};0.5", "%d-%m-%Y %H:%M", ";", "cp1251"),
    "Korean": ("MMSI,일시,위도,경도", "{i},{t},{y},{x}", "%Y-%m-%d %H:%M:%S UTC", "", "cp949"),
    "Chinese": ("船舶MMSI,时间,经度,纬度,航速", "{i},{t},{x},{y},1", "%Y/%m/%d %H:%M:%S", "", "gb18030"),
    "Japanese": ("MMSI,日時,経度,緯度", "{i},{t},{x},{y}", "%Y/%m/%d %H:%M:%S", "", "cp932"),
}


@pytest.mark.parametrize("name", OFFICES)
def test_tables_as_offices_of_the_region_save_them(name: str, tmp_path: Path) -> None:
    head, line, form, comma, encoding = OFFICES[name]
    file = tmp_path / "t.csv"
    file.write_bytes(text(head, line, form, comma=bool(comma)).decode().encode(encoding))
    (raw,) = all_of(file)
    assert raw.ship.tolist() == SHIPS
    assert raw.time_ms.tolist() == [int(t.timestamp()) * 1000 for t in TIMES]
    assert (raw.lon.tolist(), raw.lat.tolist(), raw.mmsi) == (LON, LAT, True)


CLOCKS = {
    "day and time apart": ("mmsi,date,time,lat,lon", "{i},{t},{y},{x}", "%Y-%m-%d,%H:%M:%S"),
    "a whole time beside its day": ("mmsi,date,time,lat,lon", "{i},{t},{y},{x}", "%Y-%m-%d,%Y-%m-%dT%H:%M:%S"),
    "day first": ("mmsi,date,time,lat,lon", "{i},{t},{y},{x}", "%d.%m.%Y,%H:%M:%S"),
    "half days": ("mmsi,time,lat,lon", "{i},{t},{y},{x}", "%m/%d/%Y %I:%M:%S %p"),
    "a named zone": ("mmsi,time,lat,lon", "{i},{t},{y},{x}", "%Y-%m-%d %H:%M:%S GMT"),
}


@pytest.mark.parametrize("name", CLOCKS)
def test_days_and_clocks(name: str, tmp_path: Path) -> None:
    head, line, form = CLOCKS[name]
    file = tmp_path / "t.csv"
    file.write_bytes(text(head, line, form))
    (raw,) = all_of(file)
    assert raw.time_ms.tolist() == [int(t.timestamp()) * 1000 for t in TIMES]


def test_a_clock_without_a_day_is_no_time(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(text("mmsi,time,lat,lon", "{i},{t},{y},{x}", "%H:%M:%S"))
    (raw,) = all_of(file)
    assert set(raw.time_ms.tolist()) == {MISSING}, "it would be one of today"


def test_day_and_clock_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(text("mmsi,on,at,lat,lon", "{i},{t},{y},{x}", "%Y-%m-%d,%H:%M:%S"))
    found = pieces(sources((str(file),)), {"time": "on+at"})
    (raw,) = [raw for piece in found for raw in read(piece)]
    assert raw.time_ms.tolist() == [int(t.timestamp()) * 1000 for t in TIMES]


def test_a_zone_by_its_name_moves_the_time(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("mmsi,time,lat,lon\n273111222,2023-03-14 10:00:00 KST,42,131\n273111222,2023-03-14 10:00:00 XYZ,42,131\n")
    (raw,) = all_of(file)
    assert raw.time_ms.tolist() == [int(pd.Timestamp("2023-03-14T01:00:00Z").timestamp()) * 1000, MISSING]


def test_dates_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("mmsi,time,lat,lon\n273111222,13/04/2023 10:00,42,131\n273111222,03/14/2023 10:00,42,131\n")
    with pytest.raises(TracksError, match="some dates have the day first and others the month"):
        all_of(file)
