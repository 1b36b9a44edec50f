"""What holds for any route over the bundled sea network."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

import geodata
from explorer.geo import LonLat, distance_km
from explorer.sea.network import NoSeaRoute, SeaRoute
from tests.sea_data import book, network

PORTS = sorted({(pair.origin, pair.start) for pair in book()} | {(pair.destination, pair.end) for pair in book()})
PORT = st.sampled_from([position for _, position in PORTS])


def answer(start: tuple[float, float], end: tuple[float, float], closed: tuple[str, ...] = ()) -> SeaRoute:
    found = network().route(start, end, closed)
    assert isinstance(found, SeaRoute), found
    return found


@given(PORT, PORT)
def test_there_and_back_are_the_same_and_no_shorter_than_the_great_circle(start: LonLat, end: LonLat) -> None:
    assume(start != end)
    there, back = answer(start, end), answer(end, start)
    assert there.distance_km == pytest.approx(back.distance_km, rel=0.005)
    assert there.distance_km >= distance_km(there.line[0], there.line[-1]) * (1 - 1e-9)


@given(PORT, PORT, st.sampled_from(["korea-strait", "tsugaru-strait", "la-perouse-strait", "kanmon-strait", "taiwan-strait"]))
def test_a_closure_is_kept_and_leaves_the_network_as_it_was(start: LonLat, end: LonLat, strait: str) -> None:
    assume(start != end)
    before = answer(start, end)
    shut = network().route(start, end, [strait])
    assert isinstance(shut, NoSeaRoute) or strait not in shut.passages
    assert answer(start, end) == before


def test_closing_what_a_route_uses_never_shortens_it_much() -> None:
    """The cost never falls; the length, which is not the cost, may by a little."""
    for start, end in (((129.05, 35.1), (140.72, 41.78)), ((121.65, 38.93), (139.65, 35.45)), ((131.88, 43.1), (158.63, 53.0))):
        free = answer(start, end)
        for strait in free.passages:
            shut = network().route(start, end, [strait])
            assert isinstance(shut, NoSeaRoute) or shut.distance_km >= 0.97 * free.distance_km


def test_no_route_lies_more_than_200_m_inside_land() -> None:
    land = np.asarray(geodata.dataset("land_region").geometry.array)
    channels = shapely.union_all(np.asarray(geodata.dataset("sea_fairways").geometry.array)).buffer(0.01)
    shapely.prepare(channels)
    chosen = np.random.default_rng(11).choice(len(PORTS), size=(300, 2))
    routes = [answer(PORTS[first][1], PORTS[second][1]) for first, second in chosen.tolist() if first != second]
    routes += [answer(LonLat(*pair.start), LonLat(*pair.end)) for pair in book()]
    ends = np.asarray([pair for route in routes for pair in zip(route.line, route.line[1:], strict=False)])
    ends = np.unique(ends[np.abs(ends[:, 0, 0] - ends[:, 1, 0]) < 180], axis=0)
    parts = shapely.linestrings(ends)
    assert len(parts) > 300
    line, ground = shapely.STRtree(land).query(parts, predicate="intersects")
    inside = shapely.intersection(parts[line], land[ground])
    for number, piece in zip(ground.tolist(), inside.tolist(), strict=True):
        spots = shapely.get_coordinates(shapely.segmentize(piece, 0.001))
        spots = shapely.points(spots)[~shapely.intersects(channels, shapely.points(spots))]
        depth = shapely.distance(spots, land[number].exterior)
        assert depth.max(initial=0.0) < 200 / 111_000, piece.wkt


def test_two_users_with_different_closures_at_once() -> None:
    start, end = (129.05, 35.1), (121.49, 31.23)
    wanted = {closed: answer(start, end, closed) for closed in ((), ("jeju-strait",))}
    with ThreadPoolExecutor(2) as pool:
        asked = [closed for _ in range(20) for closed in wanted]
        found = list(pool.map(lambda closed: answer(start, end, closed), asked))
    assert all(one == wanted[closed] for one, closed in zip(found, asked, strict=True))


def test_across_the_antimeridian() -> None:
    way = answer((139.65, 35.45), (-122.42, 37.8))
    assert 8_000 < way.distance_km < 9_000
    assert any(one.lon > 170 for one in way.line)
    assert any(one.lon < -170 for one in way.line)


@given(st.floats(-180, 180), st.floats(-60, 65), st.floats(-180, 180), st.floats(-60, 65))
def test_any_two_points_of_the_seas(lon: float, lat: float, other_lon: float, other_lat: float) -> None:
    sight = network().sight
    spots = np.radians([[lon, lat], [other_lon, other_lat]])
    spots[:, 1] = np.arcsinh(np.tan(spots[:, 1]))
    assume(not sight.land.holds(spots).any())
    found = network().route((lon, lat), (other_lon, other_lat))
    if isinstance(found, SeaRoute):
        assert found.distance_km >= distance_km(found.line[0], found.line[-1]) * (1 - 1e-9) - 1e-3
    else:
        assert "joined" in found.reason
