"""What a closed structure closes, and what it leaves open: itself, and no track that others share with it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from explorer.geo import distance_km
from explorer.rail.network import RailNetwork, RailPath, Station
from explorer.world.load import dataset
from tests.bundled import bundled

NEAR_KM = 120.0
"""Stations this near to a structure are tried."""
BORDER_STATIONS = frozenset({"khasan-tumangang"})
"""Crossings that stand for the whole track from one border station to the other."""


@pytest.fixture(scope="module")
def rail() -> RailNetwork:
    return bundled().network.rail


def tracks(rail: RailNetwork, structure: str) -> list[int]:
    return [number for number, track in enumerate(rail.tracks) if structure in track.structures]


def beside(rail: RailNetwork, structure: str) -> list[Station]:
    """The nearest stations of each country on either side."""
    spot = rail.tracks[tracks(rail, structure)[0]].line[0]
    near = sorted((distance_km(spot, station.position), station.id, station) for station in rail.stations)
    found, count = [], Counter[str]()
    for off_km, _, station in near:
        if off_km <= NEAR_KM and count[station.country] < 4:
            count[station.country] += 1
            found.append(station)
    return found


def crossings() -> list[str]:
    structures = dataset("rail_structures")
    return [str(name) for name in structures["id"][structures["kind"] == "crossing"]]


@pytest.mark.parametrize("crossing", crossings())
def test_a_closed_crossing_leaves_each_country_its_own_lines(rail: RailNetwork, crossing: str) -> None:
    others = {track.country for track in rail.tracks}
    for one, other in combinations(beside(rail, crossing), 2):
        if one.country == other.country:
            abroad = others - {one.country}
            free = rail.route(one.id, other.id, avoid=abroad)
            shut = rail.route(one.id, other.id, avoid=abroad, closed=[crossing])
            if isinstance(free, RailPath):
                assert isinstance(shut, RailPath), (one.name, other.name)
                assert shut.length_km == pytest.approx(free.length_km), (one.name, other.name)


def test_a_crossing_is_short(rail: RailNetwork) -> None:
    for crossing in set(crossings()) - BORDER_STATIONS:
        longest = max(rail.tracks[number].km for number in tracks(rail, crossing))
        assert longest < 1.5, crossing


@pytest.mark.parametrize("closed", ["khasan-rajin", "tumangang-rajin", "rajin-port", "friendship-bridge", "khasan-tumangang"])
def test_the_line_from_pyongyang_reaches_rajin_whatever_is_closed_beyond(rail: RailNetwork, closed: str) -> None:
    ends = (125.73639, 39.00472), (130.28917, 42.24972)
    free, shut = rail.route(*ends), rail.route(*ends, closed=[closed])
    assert isinstance(free, RailPath)
    assert isinstance(shut, RailPath)
    assert shut.length_km == pytest.approx(free.length_km)


def test_a_closed_line_still_closes_the_way_along_it(rail: RailNetwork) -> None:
    khasan, rajin, pier = (130.64528, 42.42806), (130.28917, 42.24972), (130.284, 42.2248)
    assert not isinstance(rail.route(khasan, rajin, closed=["khasan-rajin"], avoid=["CHN"]), RailPath)
    assert not isinstance(rail.route(khasan, pier, closed=["rajin-port"]), RailPath)
    broad = rail.route(khasan, pier, gauge_mm=1520)
    assert isinstance(broad, RailPath), "four rails through the station to the port"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ((126.626, 45.761), (129.6, 44.583), 345, 365),
        ((126.626, 45.761), (131.152, 44.396), 485, 550),
        ((125.32, 43.91), (131.8817, 43.1111), 860, 930),
        ((126.97, 37.555), (129.04, 35.115), 430, 450),
    ],
    ids=["Harbin-Mudanjiang 355 km", "Harbin-Suifenhe 494 to 548 km", "Changchun-Vladivostok", "Seoul-Busan"],
)
def test_goods_do_not_go_over_high_speed_lines(
    rail: RailNetwork, one: tuple[float, float], other: tuple[float, float], least: float, most: float
) -> None:
    found = rail.route(one, other)
    assert isinstance(found, RailPath)
    assert least < found.length_km < most


def test_south_korea_has_its_railways_and_the_gap_at_the_border(rail: RailNetwork) -> None:
    busan, seoul, pyongyang = (129.04, 35.115), (126.97, 37.555), (125.73639, 39.00472)
    assert isinstance(rail.route(busan, seoul), RailPath)
    gap = rail.route(seoul, pyongyang)
    assert not isinstance(gap, RailPath)
    assert "Dorasan" in gap.reason
