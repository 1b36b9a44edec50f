"""Shortest ways over track, beside those that networkx finds."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.geo import LonLat
from explorer.rail.search import Searches
from explorer.rail.track import Track

NODES = 9


def track(one: int, other: int, km: float) -> Track:
    return Track((one, other), "PRK", 1, km, km, (km, km), (), 0, 0, 0, (LonLat(0.0, 0.0), LonLat(1.0, 0.0)))


EDGES = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.integers(0, 6)), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(EDGES, st.data())
def test_ways_are_as_short_as_those_of_networkx(edges: list[tuple[int, int, int]], data: st.DataObject) -> None:
    """Several edges may join the same two nodes, or lead from one to itself; some do not carry, and some have no length."""
    offered = bytes(data.draw(st.lists(st.sampled_from([0, 1, 3]), min_size=len(edges), max_size=len(edges))))
    searches = Searches.of([track(*edge) for edge in edges], NODES)
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(NODES))
    graph.add_weighted_edges_from(edge for edge, carries in zip(edges, offered, strict=True) if carries)
    begin = {data.draw(st.integers(0, NODES - 1)): 0.5, data.draw(st.integers(0, NODES - 1)): 1.0}
    goal = data.draw(st.integers(0, NODES - 1))
    lengths = [
        spent + km[goal] for node, spent in begin.items() if goal in (km := nx.single_source_dijkstra_path_length(graph, node))
    ]
    found = searches.shortest(begin, {goal: 0.25}, offered)
    assert searches.joined(begin, {goal: 0.25}, offered) == bool(lengths)
    if found is None:
        assert not lengths
        return
    assert found.km == pytest.approx(min(lengths) + 0.25, abs=1e-6)
    assert found.nodes[-1] == goal
    walked = begin[found.nodes[0]]
    for edge, one, other in zip(found.edges, found.nodes, found.nodes[1:], strict=False):
        assert {one, other} == set(edges[edge][:2])
        assert offered[edge]
        walked += edges[edge][2]
    assert walked == pytest.approx(min(lengths), abs=1e-6)


def test_of_two_ways_of_one_length_the_same_is_taken_there_and_back() -> None:
    """A square with all sides alike, each of its ways round tried from both ends."""
    for shift in range(4):
        sides = [track((k + shift) % 4, (k + shift + 1) % 4, 0.1 * 3) for k in range(4)]
        searches = Searches.of(sides, 4)
        there, back = (searches.shortest({a: 0.0}, {b: 0.0}, bytes([1] * 4)) for a, b in ((0, 2), (2, 0)))
        assert there is not None
        assert back is not None
        assert there.edges == back.edges[::-1]


def test_a_search_serves_every_destination_under_the_same_conditions() -> None:
    searches = Searches.of([track(0, 1, 1.0), track(1, 2, 1.0), track(0, 2, 5.0)], 3)
    ways = [searches.shortest({0: 0.0}, {goal: 0.0}, bytes([1, 1, 1])) for goal in (1, 2)]
    assert [way.edges for way in ways if way] == [(0,), (0, 1)]
    closed = searches.shortest({0: 0.0}, {2: 0.0}, bytes([1, 0, 1]))
    assert closed is not None
    assert closed.edges == (2,)
