"""Passages of any sea route: what an answer names is what its line crosses, and nothing closed is crossed.

The grid is every port that ships can reach, to a hub of each ocean in turn; the ordinary run takes the ports beside straits.
"""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
import shapely

import geodata
from explorer.errors import TooFarFromWater
from explorer.geo import LonLat
from explorer.sea.network import SeaRoute
from geodata.formats.mercator import to_plane
from tests.grids import sampled
from tests.sea_data import network

HUBS = ((103.85, 1.25), (139.7, 35.4), (-74.0, 40.5), (4.0, 52.0), (131.9, 43.1))
"""Singapore, Tokyo Bay, New York, Rotterdam, Vladivostok."""
BATCHES = 40
OUT_OF_AZOV = [("UAMPW", "RUNVS", "kerch-strait"), ("RUTAG", "RUTUA", "kerch-strait"), ("RUTAG", "TRIST", "kerch-strait")]
SAMPLE = [("beside straits",)]
BESIDE = ("DKCPH", "SEHEL", "NZWLG", "AULST", "RUNJK")


@cache
def ports() -> dict[str, tuple[float, float]]:
    """Positions of all ports by their code."""
    frame = geodata.dataset("ports")
    return {code: (point.x, point.y) for code, point in zip(frame["locode"], frame.geometry, strict=True)}


@cache
def gates() -> tuple[tuple[str, ...], shapely.STRtree]:
    """Ids of the straits, and their lines in the plane; a canal is its fairway and has none."""
    frame = geodata.dataset("sea_passages")
    canals = set(geodata.dataset("sea_fairways")["passage"])
    lines = [shapely.LineString(to_plane(shapely.get_coordinates(line))) for line in frame.geometry]
    straits = [number for number, id_ in enumerate(frame["id"]) if id_ not in canals]
    return tuple(frame["id"].iloc[straits]), shapely.STRtree([lines[number] for number in straits])


def crossed(line: tuple[LonLat, ...]) -> set[str]:
    """Straits whose line a route crosses, worked out from what is drawn alone."""
    ids, tree = gates()
    stretches = []
    for (lon, lat), (next_lon, next_lat) in itertools.pairwise(line):
        ends = to_plane(np.asarray([(lon, lat), (lon + (next_lon - lon + 180) % 360 - 180, next_lat)]))
        ends[1, 0] = ends[0, 0] + (ends[1, 0] - ends[0, 0] + np.pi) % (2 * np.pi) - np.pi
        stretches.append(shapely.LineString(ends))
    return {ids[gate] for gate in tree.query(stretches, predicate="intersects")[1].tolist()}


def answer(start: tuple[float, float], end: tuple[float, float], closed: tuple[str, ...] = ()) -> SeaRoute | None:
    try:
        found = network().route(start, end, closed)
    except TooFarFromWater:
        return None
    return found if isinstance(found, SeaRoute) else None


def of_batch(batch: int | str) -> list[tuple[float, float]]:
    known = ports()
    if isinstance(batch, str):
        return [known[code] for code in BESIDE if code in known]
    return [known[code] for code in sorted(known)[batch::BATCHES]]


@pytest.mark.parametrize("batch", sampled([("beside straits",), *((number,) for number in range(BATCHES))], SAMPLE))
def test_what_is_named_is_what_is_crossed_and_nothing_closed_is(batch: int | str) -> None:
    straits, asked = set(gates()[0]), 0
    for number, port in enumerate(of_batch(batch)):
        free = answer(port, HUBS[number % len(HUBS)])
        if free is None:
            continue
        asked += 1
        assert set(free.passages) & straits == crossed(free.line), port
        for passage in free.passages[:2]:  # those off the port; the far ones are the same for thousands of ports
            other = answer(port, HUBS[number % len(HUBS)], (passage,))
            assert other is None or passage not in {*other.passages, *crossed(other.line)}, (port, passage)
    assert asked >= 5


@pytest.mark.parametrize(("origin", "destination", "strait"), sampled(OUT_OF_AZOV, OUT_OF_AZOV[:1]))
def test_the_sea_of_azov_has_one_way_out(origin: str, destination: str, strait: str) -> None:
    ends = ports()[origin], ports()[destination]
    free = answer(*ends)
    assert free is not None
    assert strait in free.passages
    assert answer(*ends, (strait,)) is None


def test_every_strait_is_shut_from_coast_to_coast() -> None:
    """Both ends of its line lie on land, or where another strait begins: no ship slips round one."""
    frame = geodata.dataset("sea_passages")
    canals = set(geodata.dataset("sea_fairways")["passage"])
    lines = {id_: shapely.get_coordinates(line) for id_, line in zip(frame["id"], frame.geometry, strict=True)}
    ends = {(id_, tuple(np.round(end, 4))) for id_, line in lines.items() if id_ not in canals for end in line[[0, -1]]}
    places = [place for _, place in ends]
    loose = [
        (id_, place)
        for id_, place in sorted(ends)
        if places.count(place) < 2 and not network().sight.land.holds(to_plane(np.asarray([place])))[0]
    ]
    assert loose == []


def test_the_antarctic_is_land() -> None:
    with pytest.raises(TooFarFromWater):
        network().snap((0.0, -80.0))
    with pytest.raises(TooFarFromWater):
        network().snap((100.0, -72.0))
    assert network().snap((0.0, -60.0))[1] == 0
