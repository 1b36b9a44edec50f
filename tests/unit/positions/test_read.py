"""What people paste: read right where it says one thing, refused where it could say two, left alone where it is no position."""

from __future__ import annotations

import re

import pytest

from explorer.errors import CoordinateError
from explorer.geo import LonLat, parse_position, written

HERE = (130.3, 42.26)
READ = """
42,26 N 130,30 E
42,26° N, 130,3° E
42°15,60′N 130°18,0′E
42,26 130,3
42,26; 130,3
42,26, 130,3
42,15.6N 130,18.0E
42,15,36N 130,18,0E
+42.26 N, +130.3 E
421536N 1301800E
421536N1301800E
4215.6N 13018.0E
N4215.6 E13018.0
4215.600,N,13018.000,E
+42.26+130.3/
+421536+1301800/
+4215.6+13018.0
42°15'36" 130°18'0"
42°15'36", 130°18'0"
42°15'36''N 130°18'0''E
42:15:36N 130:18:00E
42d15m36s 130d18m00s
42 N 15 W
42°15′36″ с.ш., 130°18′00″ в.д.
42,26° с. ш. 130,3° в. д.
с. ш. 42°15′36″ в. д. 130°18′
42 градуса 15,6 минуты северной широты и 130 градусов 18 минут восточной долготы
42°15′36″ СШ 130°18′ ВД
북위 42도 15분 36초 동경 130도 18분 0초
북위 42.26도, 동경 130.3도
북위 42°15′36″ 동경 130°18′
北纬42度15分36秒 东经130度18分
北緯42度15分36秒、東経130度18分0秒
４２．２６，１３０．３
(42.26, 130.3)
lat 42.26 lon 130.3
Latitude: 42°15′36″N Longitude: 130°18′E
Coordinates: 42.26 N 130.3 E
42.26 north and 130.3 east
42.26 N E 130.3
https://www.google.com/maps/@42.26,130.3,12z
https://www.google.com/maps/place/X/@42.2,130.2,12z/data=!4m6!3m5!1s0x0:0x0!8m2!3d42.26!4d130.3!16s
https://www.google.com/maps/place/42%C2%B015'36.0%22N+130%C2%B018'00.0%22E/@42.2,130.29,17z
https://www.google.com/maps/search/42.26,+130.3
https://www.google.com/maps?q=42.26,130.3
https://www.google.com/maps/search/?api=1&query=42.26%2C130.3
https://maps.apple.com/?ll=42.26,130.3&q=Rajin
https://www.openstreetmap.org/?mlat=42.26&mlon=130.3#map=12/42.2/130.2
openstreetmap.org/#map=12/42.26/130.3
https://yandex.ru/maps/?ll=130.1%2C42.2&pt=130.3,42.26&z=12
https://www.bing.com/maps?cp=42.26~130.3&lvl=12
https://wikimapia.org/#lang=en&lat=42.26&lon=130.3&z=12
https://geohack.toolforge.org/geohack.php?params=42_15_36_N_130_18_00_E_type:city
https://example.org/map?ll=130.3,42.26
geo:42.26,130.3;u=35
geo:0,0?q=42.26,130.3(Rajin)
@42.26,130.3,12z
?q=42.26,130.3
mlat=42.26&mlon=130.3
v=1&lon=130.3&lat=42.26&z=9
""".strip().splitlines()


@pytest.mark.parametrize("text", [text for text in READ if text != "42 N 15 W"])
def test_one_place_in_many_more_notations(text: str) -> None:
    assert parse_position(text) == pytest.approx(HERE, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("42 N 15 W", (-15, 42)), ("−42.25, 130.3", (130.3, -42.25)), ("-42,25 -130,3", (-130.3, -42.25)),
        ("42.25 ю.ш. 130.3 з.д.", (-130.3, -42.25)), ("남위 42.25° 서경 130.3°", (-130.3, -42.25)),
        ("-42°15'36\" -130°18'0\"", (-130.3, -42.26)), ("42d15m00sS 130d18m00sW", (-130.3, -42.25)),
        ("42D15M00S 130D18M00W", (-130.3, -42.25)), ("0°30′S 0°30′W", (-0.5, -0.5)), ("-0.5 -0.5", (-0.5, -0.5)),
        ("-0°30′ -0°30′", (-0.5, -0.5)), ("https://yandex.ru/maps/?ll=37.6%2C55.7&z=12", (37.6, 55.7)),
    ],
)  # fmt: skip
def test_signs_and_orders_count(text: str, place: tuple[float, float]) -> None:
    assert parse_position(text) == pytest.approx(place, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("UTM 52N 525000 4677000", (129.30303, 42.24479)), ("52T 525000mE 4677000mN", (129.30303, 42.24479)),
        ("525000 4677000 52N", (129.30303, 42.24479)), ("UTM zone 52 south 321000 4157000", (126.35039, -52.70726)),
        ("8FVC2222+22", (8.0000625, 47.0000625)), ("crcvfxjr+mc", (157.9910625, 78.4816875)),
    ],
)  # fmt: skip
def test_grids_and_codes(text: str, place: tuple[float, float]) -> None:
    assert parse_position(text) == pytest.approx(place, abs=1e-5)


REFUSED = {
    "-42.25 N 130 E": "sign - as well as the letter N", "-42.25 S 130 E": "sign - as well as the letter S",
    "42.25N-130.3E": "sign - as well", "+42.25 S 130 E": "sign + as well",
    "12 5, 4 3": "not clear what the numbers are", "42 15 36, 130 18 0": "not clear what the numbers are",
    "42,25,130,3": "not clear", "42,25 130": "not clear", "- 42.25, 130.3": "not clear", "42.25 - 130.3": "not clear",
    "42, 25 N 130, 30 E": "each half", "42 .25 N 130 .3 E": "without a blank", "42.5°15'N 130°E": "only the last part",
    "42.25 N, 130,30 E": "decimal points as well as decimal commas", "42.25N 130.3": "each half", "N 42 130 E": "each half",
    "4215N 3018E": "DDMM", "1.2.3N 4E": "two decimal points", "N 42 N 43": "same axis", "42 N -130": "each half",
    "52S 321000 4157000": "S may be the band", "UTM 525000 4677000": "UTM needs", "61N 525000 4677000": "UTM has zones",
    "52C 525000 4677000": "fit the band", "52TEM123": "same number of digits", "JW2W+8X Rajin": "short plus code",
    "https://map.baidu.com/@14500000,5100000,12z": "shifts its coordinates", "https://maps.app.goo.gl/abc1": "no position",
    "https://www.google.com/maps/dir/42.1,130/43,131/@42,130,9z": "route between several", "geo:1,2;crs=nad27": "not in WGS84",
    "https://example.org/map?ll=37.6,55.7": "latitude or the longitude first", "geo:0,0?q=Rajin": "names a place",
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_what_could_mean_two_things_is_refused(text: str, why: str) -> None:
    with pytest.raises(CoordinateError, match=re.escape(why)):
        parse_position(text)


@pytest.mark.parametrize(
    "text",
    [
        "12.09.2023 15.09.2023", "10:30 12:45", "SS-18 SS-19", "+7 423 222 12 34", "B42 B43", "1 2 3 4", "2023 - 2024",
        "Rajin 42.25", "12 min 30 min", "192.168.0.1", "C+", "GRJX+MC",
    ],
)  # fmt: skip
def test_words_dates_and_numbers_are_left_alone(text: str) -> None:
    assert parse_position(text) is None


def test_a_position_for_routes_is_longitude_first_only_where_it_is_written_as_ids_are() -> None:
    assert parse_position("40,30", lon_lat=True) == LonLat(40, 30)
    assert parse_position("42.25, 130.3", lon_lat=True) == LonLat(130.3, 42.25)
    for text in ("40, 30", "40 30", "40° 30°"):
        with pytest.raises(CoordinateError, match="which number is the latitude"):
            parse_position(text, lon_lat=True)


@pytest.mark.parametrize("place", [LonLat(130.28261, 42.2271), LonLat(-0.00004, -89.5), LonLat(-179.99996, 3)])
def test_what_is_written_is_read_again(place: LonLat) -> None:
    found = parse_position(written(place), lon_lat=True)
    assert found == pytest.approx(place, abs=6e-5)
