"""Positions in every notation, and lengths against published figures."""

from __future__ import annotations

import math
import warnings

import pytest
from pyproj import Transformer

from explorer.errors import CoordinateError
from explorer.geo import KM_PER_NM, LonLat, bounds, checked, circle, distance_km, length_km, parse_position

HERE = LonLat(130.3, 42.25)

NOTATIONS = """
42.25, 130.3
42.25 130.3
42.25,130.3
42.25;130.3
42.25/130.3
  42.25   130.3
+42.25 +130.3
42.25° 130.3°
130.3, 42.25
130.3 42.25
42.25N 130.3E
42.25 N, 130.3 E
N42.25 E130.3
n 42.25 e 130.3
130.3E 42.25N
E130.3 N42.25
42.25°N 130.3°E
42°15'N 130°18'E
42°15′N 130°18′E
42º15' N 130º18' E
42°15'00"N 130°18'00"E
42°15′00″N, 130°18′00″E
42°15’00”N 130°18’00”E
42 15 N 130 18 E
42 15 00 N 130 18 00 E
42-15N 130-18E
42-15-00N 130-18-00E
42d15m00sN 130d18m00sE
N 42 15.0 E 130 18.0
""".strip("\n").splitlines()

SOUTH_AND_WEST = """
-42.25, -130.3
42.25S 130.3W
42.25 S, 130.3 W
S42.25 W130.3
42°15'S 130°18'W
42 15 00 S 130 18 00 W
42d15m00sS 130d18m00sW
W130.3 S42.25
""".strip().splitlines()


@pytest.mark.parametrize("text", NOTATIONS)
def test_one_place_in_many_notations(text: str) -> None:
    assert parse_position(text) == HERE


@pytest.mark.parametrize("text", SOUTH_AND_WEST)
def test_south_and_west_are_negative(text: str) -> None:
    assert parse_position(text) == LonLat(-130.3, -42.25)


def test_minutes_and_seconds_are_sixtieths() -> None:
    assert parse_position("42 15 36 N 130 18 0 E") == LonLat(130.3, 42.26)
    assert parse_position("42°25′41″ N 130°38′43″ E") == pytest.approx((130.645278, 42.428056), abs=1e-6)


def test_latitude_comes_first_unless_that_cannot_be() -> None:
    assert parse_position("30 40") == LonLat(40, 30)
    assert parse_position("130 40") == LonLat(130, 40)
    assert parse_position("-130 40") == LonLat(-130, 40)
    assert parse_position("90 180") == LonLat(180, 90)


@pytest.mark.parametrize(
    "spacing", ["{zone}{square}{east}{north}", "{zone} {square} {east} {north}", "{zone}{square} {east}{north}"]
)
def test_mgrs_agrees_with_utm(spacing: str) -> None:
    """Zone 52 is 126 to 132 E, band T 40 to 48 N; easting and northing inside the square are UTM's last five digits."""
    east, north = Transformer.from_crs(4326, 32652, always_xy=True).transform(*HERE)
    # 100-km squares: columns A to H from 100 km on in every third zone, rows A to V, in even zones beginning with F.
    column = "ABCDEFGH"[int(east // 100_000) - 1]
    row = "FGHJKLMNPQRSTUVABCDE"[int(north // 100_000) % 20]
    text = spacing.format(zone="52T", square=column + row, east=f"{int(east) % 100_000:05d}", north=f"{int(north) % 100_000:05d}")
    found = parse_position(text)
    assert found is not None
    assert distance_km(found, HERE) < 0.002
    lower = parse_position(text.lower())
    assert lower == found


@pytest.mark.parametrize("text", ["99TES1234", "52TAA12345678", "61TES1234", "52SFN1234567890", "00TES1234"])
def test_mgrs_that_cannot_be_is_an_error(text: str) -> None:
    """52S ends at 40 N, and its square FN would lie at 43 N: zone and letters contradict each other."""
    with pytest.raises(CoordinateError, match="MGRS"):
        parse_position(text)


@pytest.mark.parametrize("told", ["error", "ignore", "always"])
def test_a_square_outside_its_band_is_an_error_whatever_a_process_does_with_warnings(told: str) -> None:
    """The library only warns of such a square. Band S ends at 40 N and T at 48; a square on the edge belongs to both."""
    with warnings.catch_warnings(record=True):
        warnings.simplefilter(told)
        for text in ("52SFN1234567890", "52TEA1234567890", "52UEM12345678", "31CAA1234", "52TEV0000"):
            with pytest.raises(CoordinateError, match="not a valid square"):
                parse_position(text)
    edge = [parse_position(text) for text in ("52SEK4227", "52TEK4227")]
    assert edge[0] == edge[1]
    assert edge[0] is not None
    assert edge[0].lat == pytest.approx(40, abs=0.01)


WORDS = [
    "", " ", "Rajin", "라진", "Раджин", "B42", "2024", "12 nm", "S-400", "S 400", "SS-27", "SS-20", "ss 18", "we 5", "news 24",
    "Lady R 2024", "2023-09-12", "12/09/2023", "Hwasong-18", "Article 4", "1 2 3", "42.25", "5 W", "42°15'N", "½", "²",
]  # fmt: skip
"""What a reader may search for; SS-27 is a missile and not a place on the southern half of the Earth."""


@pytest.mark.parametrize("text", WORDS)
def test_words_and_single_numbers_are_no_position(text: str) -> None:
    assert parse_position(text) is None


OUT_OF_RANGE = ["130.3 142.25", "91 91", "200 10", "10 200", "90.0001 180", "91N 10E", "42N 181E", "180.5E 10N", "9" * 400 + " 5"]


@pytest.mark.parametrize("text", OUT_OF_RANGE)
def test_a_position_out_of_range_is_an_error_not_a_search(text: str) -> None:
    with pytest.raises(CoordinateError):
        parse_position(text)


@pytest.mark.parametrize("text", ["42°75'N 130°18'E", "42°15'60\"N 130°18'E", "42 15 61 N 130 18 0 E"])
def test_sixty_minutes_are_an_error(text: str) -> None:
    with pytest.raises(CoordinateError, match="60 or more"):
        parse_position(text)


@pytest.mark.parametrize("text", ["42.25 N 130.3 N", "42.25 E 130.3 W", "1 2 3 4 N 5 E", "1.2.3N 4E"])
def test_hemispheres_that_contradict_each_other_are_an_error(text: str) -> None:
    with pytest.raises(CoordinateError):
        parse_position(text)


def test_checked_names_a_swapped_pair() -> None:
    assert checked(130.3, 42.25) == HERE
    with pytest.raises(CoordinateError, match="swapped"):
        checked(42.25, 130.3)
    with pytest.raises(CoordinateError) as caught:
        checked(200, 100)
    assert "swapped" not in str(caught.value)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_checked_takes_numbers_only(bad: float) -> None:
    for pair in ((bad, 1.0), (1.0, bad)):
        with pytest.raises(CoordinateError, match="numbers"):
            checked(*pair)


@pytest.mark.parametrize("pair", [(180.0, 90.0), (-180.0, -90.0), (0.0, 0.0)])
def test_checked_takes_the_ends_of_the_range(pair: tuple[float, float]) -> None:
    assert checked(*pair) == pair


PUBLISHED = [
    # Karney's GeodSolve example, WGS84: 40.6 N 73.8 W to 51.6 N 0.5 W.
    ((-73.8, 40.6), (-0.5, 51.6), 5551.759400, 0.001),
    # One degree of the equator, and the meridian from equator to pole, WGS84.
    ((0.0, 0.0), (1.0, 0.0), 111.319491, 0.001),
    ((30.0, 0.0), (30.0, 90.0), 10001.965729, 0.001),
    # Across the antimeridian.
    ((179.5, 0.0), (-179.5, 0.0), 111.319491, 0.001),
    # RUSI puts the Dunai facility about nine kilometres south of Fokino town; the settlements are 11.9 km apart.
    ((132.41035, 42.97096), (132.33542, 42.87879), 11.9, 0.1),
    # The two Vostochnys, port and cosmodrome, are about 1,080 km apart.
    ((133.08333, 42.75), (128.3334, 51.8844), 1080.0, 10.0),
]


@pytest.mark.parametrize(("a", "b", "km", "tolerance"), PUBLISHED)
def test_distances_against_published_figures(a: LonLat, b: LonLat, km: float, tolerance: float) -> None:
    assert distance_km(a, b) == pytest.approx(km, abs=tolerance)
    assert distance_km(b, a) == pytest.approx(distance_km(a, b), abs=1e-9)


def test_sea_distances_of_pub_151_are_no_shorter_than_the_geodesic() -> None:
    """NGA Pub. 151: Chongjin to Vladivostok 135, Busan to Chongjin 417 nautical miles along the water."""
    chongjin, vladivostok, busan = (129.81667, 41.76667), (131.88833, 43.10889), (129.0333, 35.1)
    assert 0.85 * 135 < distance_km(chongjin, vladivostok) / KM_PER_NM <= 135
    assert 0.9 * 417 < distance_km(busan, chongjin) / KM_PER_NM <= 417


def test_length_adds_up() -> None:
    line = [(130.0, 42.0), (131.0, 42.5), (132.0, 42.0)]
    assert length_km(line) == pytest.approx(distance_km(line[0], line[1]) + distance_km(line[1], line[2]))
    assert length_km(line[:1]) == length_km([]) == 0.0


def test_a_circle_is_closed_and_round() -> None:
    ring = circle(HERE, 5.0, points=36)
    assert len(ring) == 37
    assert ring[0] == ring[-1]
    assert all(distance_km(HERE, point) == pytest.approx(5.0, abs=0.002) for point in ring)


def test_bounds() -> None:
    assert bounds([(1, 5), (3, 2), (-4, 4)]) == (-4, 2, 3, 5)
    assert bounds([]) is None
