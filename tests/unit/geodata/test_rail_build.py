"""How the network is made: places on the track, chains, marks and lengths, on graphs drawn by hand."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest

from geodata.build.base.measure import distance_km
from geodata.build.rail.chains import KIND, contracted
from geodata.build.rail.graph import Place, attach
from geodata.build.rail.lengths import APART_KM, Post, calibrate, read_posts
from geodata.build.rail.tables import table

Position = tuple[float, float]


def straight(count: int, iso3: str = "PRK") -> nx.Graph:
    """Points every 0.1 degree along 42 N, each edge as long as its stroke."""
    graph: nx.Graph = nx.Graph()
    points = [(round(130 + number / 10, 3), 42.0) for number in range(count)]
    for one, other in itertools.pairwise(points):
        graph.add_edge(one, other, km=distance_km(one, other), iso3=iso3, mended=False)
    for point in points:
        graph.nodes[point]["iso3"] = iso3
    return graph


def marked(graph: nx.Graph) -> nx.Graph:
    for _, _, edge in graph.edges(data=True):
        edge.update(gauges="1435", speed="PRK", structures=(), opened="", opened_1520="", closed="", long=edge["km"])
    return graph


def whole(graph: nx.Graph) -> float:
    return sum(km for _, _, km in graph.edges(data="km"))


def test_a_station_stands_where_it_is_and_a_town_on_the_track() -> None:
    graph = straight(4)
    length = whole(graph)
    seats = attach(
        graph,
        [Place("Station", "PRK", (130.15, 42.002), True, 3.0), Place("Town", "PRK", (130.25, 42.03), False, 6.0)],
    )
    assert seats == {0: (130.15, 42.002), 1: (130.25, 42.0)}
    assert set(seats.values()) <= set(graph)
    assert whole(graph) == pytest.approx(length, rel=0.002)
    assert nx.is_connected(graph)


def test_a_place_out_of_reach_or_abroad_gets_no_seat() -> None:
    graph = straight(3)
    assert (
        attach(graph, [Place("Far", "PRK", (130.1, 43.0), False, 6.0), Place("Abroad", "RUS", (130.1, 42.0), False, 6.0)]) == {}
    )
    assert len(graph) == 3


def test_two_places_on_one_edge_keep_their_order() -> None:
    graph = straight(2)
    attach(graph, [Place("B", "PRK", (130.07, 42.0), False, 3.0), Place("A", "PRK", (130.03, 42.0), False, 3.0)])
    assert nx.shortest_path(graph, (130.0, 42.0), (130.1, 42.0)) == [(130.0, 42.0), (130.03, 42.0), (130.07, 42.0), (130.1, 42.0)]


def test_chains_run_between_what_matters() -> None:
    graph = marked(straight(6))
    graph.edges[(130.3, 42.0), (130.4, 42.0)]["gauges"] = "1520/1435"
    found = contracted(graph, {(130.1, 42.0)})
    assert [chain.ends[0][0] for chain in found] == [130.0, 130.1, 130.3, 130.4]
    assert sum(chain.km for chain in found) == pytest.approx(whole(graph), abs=0.01)
    assert {dict(zip(KIND, chain.kind, strict=True))["gauges"] for chain in found} == {"1435", "1520/1435"}


def test_sidings_and_second_tracks_are_left_out() -> None:
    graph = straight(4)
    graph.add_edge((130.1, 42.0), (130.11, 42.005), km=1.0, iso3="PRK", mended=False)
    graph.add_edge((130.1, 42.0), (130.15, 42.001), km=4.3, iso3="PRK", mended=False)
    graph.add_edge((130.15, 42.001), (130.2, 42.0), km=4.3, iso3="PRK", mended=False)
    found = contracted(marked(graph), {(130.0, 42.0), (130.3, 42.0)})
    assert [chain.ends for chain in found] == [((130.0, 42.0), (130.3, 42.0))]


def post(name: str, km: float, lon: float, role: str) -> Post:
    return Post("line", name, "PRK", km, (lon, 42.0), True, role, "toy", "")


def test_track_between_two_calibrating_posts_takes_their_factor() -> None:
    graph = straight(21)
    posts = [post("A", 0, 130.0, "calibrate"), post("B", 86, 131.0, "test"), post("C", 169.0, 132.0, "calibrate")]
    factors = calibrate(graph, posts, [(130.0, 42.0), (131.0, 42.0), (132.0, 42.0)])
    wanted = 169.0 / whole(graph)
    assert factors["PRK"] == pytest.approx(wanted)
    assert sum(long for _, _, long in graph.edges(data="long")) == pytest.approx(169.0)
    assert sum(
        graph.edges[(130 + k / 10, 42.0), (round(130 + (k + 1) / 10, 3), 42.0)]["long"] for k in range(1)
    ) == pytest.approx(wanted * distance_km((130.0, 42.0), (130.1, 42.0)))


def test_no_edge_becomes_shorter_than_its_stroke() -> None:
    graph = straight(11)
    calibrate(graph, [post("A", 0, 130.0, "calibrate"), post("B", 60.0, 131.0, "calibrate")], [(130.0, 42.0), (131.0, 42.0)])
    assert all(edge["long"] >= distance_km(one, other) - 1e-9 for one, other, edge in graph.edges(data=True))


def test_posts_calibrate_and_test_in_turn() -> None:
    lines: dict[str, list[Post]] = {}
    for row in read_posts():
        if row.role in ("calibrate", "test"):
            lines.setdefault(row.line, []).append(row)
    assert sum(len(rows) for rows in lines.values()) >= 35
    for line, rows in lines.items():
        roles = [row.role for row in rows]
        assert all(one != other for one, other in itertools.pairwise(roles)) or len(set(roles)) == 1, line
        assert all(row.source for row in rows), line


def test_posts_in_use_are_far_enough_apart() -> None:
    rows = [row for row in read_posts() if row.role in ("calibrate", "test") and row.km is not None]
    near = [
        (one.station, other.station)
        for one, other in itertools.pairwise(rows)
        if one.line == other.line and (other.km or 0) - (one.km or 0) < APART_KM
    ]
    assert near == [("Volochayevka-1", "Khabarovsk-1"), ("Hongui", "Rajin")], "compared with the post before"


@pytest.mark.parametrize("name", ["rail_mends", "rail_structures", "rail_facts", "rail_speeds", "rail_drawn"])
def test_every_row_says_why_or_whence(name: str) -> None:
    column = "reason" if name == "rail_mends" else "source"
    assert all(row[column] for row in table(name)), name
