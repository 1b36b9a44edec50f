"""What holds for every pair of places on the bundled network."""

from __future__ import annotations

import pickle
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from explorer.geo import distance_km
from explorer.rail.network import RailNetwork, RailPath

EXAMPLES = 60


@cache
def network() -> RailNetwork:
    return RailNetwork.from_frames(*(geodata.dataset(f"rail_{part}") for part in ("nodes", "edges", "structures")))


@cache
def places() -> tuple[tuple[float, float], ...]:
    """Nodes of the mainland, evenly taken."""
    return tuple(network().positions[::7])


PLACES = st.deferred(lambda: st.sampled_from(places()))
STRUCTURES = st.deferred(lambda: st.sampled_from([structure.id for structure in network().structures]))


def close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1.0, one, other)


@settings(max_examples=EXAMPLES)
@given(PLACES, PLACES)
def test_there_and_back_are_the_same(one: tuple[float, float], other: tuple[float, float]) -> None:
    out, back = network().route(one, other), network().route(other, one)
    assert isinstance(out, RailPath) == isinstance(back, RailPath)
    if isinstance(out, RailPath) and isinstance(back, RailPath):
        assert close(out.length_km, back.length_km)
        assert len(out.crossings) == len(back.crossings)
        assert out.edges == back.edges[::-1]


@settings(max_examples=EXAMPLES)
@given(PLACES, PLACES, PLACES)
def test_a_way_over_a_third_place_is_no_shorter(
    one: tuple[float, float], middle: tuple[float, float], other: tuple[float, float]
) -> None:
    direct = network().route(one, other)
    first, second = network().route(one, middle), network().route(middle, other)
    if isinstance(first, RailPath) and isinstance(second, RailPath):
        assert isinstance(direct, RailPath)
        assert direct.length_km <= first.length_km + second.length_km + 1e-6


@settings(max_examples=EXAMPLES)
@given(PLACES, PLACES, STRUCTURES, st.integers(0, 20))
def test_closing_never_shortens(one: tuple[float, float], other: tuple[float, float], structure: str, step: int) -> None:
    free = network().route(one, other)
    less = network().route(one, other, closed=[structure])
    if isinstance(less, RailPath):
        assert isinstance(free, RailPath)
        assert less.length_km >= free.length_km - 1e-6
    if isinstance(free, RailPath) and free.edges:
        around = network().route(one, other, closed_edges=[free.edges[step % len(free.edges)]])
        assert not isinstance(around, RailPath) or around.length_km >= free.length_km - 1e-6


@settings(max_examples=EXAMPLES)
@given(PLACES, PLACES)
def test_no_way_is_shorter_than_the_great_circle(one: tuple[float, float], other: tuple[float, float]) -> None:
    found = network().route(one, other)
    if isinstance(found, RailPath):
        straight = distance_km(found.line[0], found.line[-1])
        assert found.length_km >= straight - 1e-9
        assert found.raw_km >= straight * 0.999
        assert found.duration_h[0] <= found.duration_h[1]


def test_no_edge_is_shorter_than_its_ends_are_apart() -> None:
    net = network()
    for track in net.tracks:
        assert track.km >= distance_km(net.positions[track.ends[0]], net.positions[track.ends[1]]) - 0.002


def test_the_network_is_the_same_after_any_question() -> None:
    net = network()
    parts = (net.positions, net.names, net.tracks, net.structures, net.stations)
    arrays = (net._columns.gauges, net._segments.start, net._searches.graph.neighbour, net._searches.graph.km)
    before = pickle.dumps((parts, arrays))
    spots = places()
    for number in range(0, 40, 2):
        net.route(spots[number], spots[-number - 1], closed=["friendship-bridge"], avoid=["CHN"], closed_edges=[number])
    assert pickle.dumps((parts, arrays)) == before
