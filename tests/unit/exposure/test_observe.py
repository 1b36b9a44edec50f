"""Cuts, watchers and points of observation against answers found by hand."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exposure.observe import SINK, SOURCE, Arc, Point, best_points, least_cut, shape_of, worth
from explorer.geo import LonLat

BRIDGE = Arc("bridge", "Bridge", SOURCE, SINK, 0.1, by_land=True)
ROAD = Arc("road", "Road bridge", SOURCE, SINK, 0.2, by_land=True)
LOADING = Arc("loading", "Quays of loading", SOURCE, "off home", 0.5, by_land=False)
ONE = Arc("one", "Sea leg one", "off home", "off one", 0.25, by_land=False)
TWO = Arc("two", "Sea leg two", "off home", "off two", 0.25, by_land=False)
QUAY_ONE = Arc("quay-one", "Quays one", "off one", SINK, 0.5, by_land=False)
QUAY_TWO = Arc("quay-two", "Quays two", "off two", SINK, 0.5, by_land=False)
TODAY = (BRIDGE, LOADING, ONE, TWO, QUAY_ONE, QUAY_TWO)


def test_by_land_there_is_one_arc_and_the_road_bridge_makes_two() -> None:
    assert [arc.id for arc in least_cut([BRIDGE]).arcs] == ["bridge"]
    with_road = least_cut([BRIDGE, ROAD])
    assert (with_road.size, {arc.id for arc in with_road.arcs}) == (2, {"bridge", "road"})


def test_all_reported_ways_pass_the_bridge_or_the_quays_of_loading() -> None:
    cut = least_cut(TODAY)
    assert cut.size == 2
    assert [{arc.id for arc in chosen} for chosen in cut.ties] == [{"bridge", "loading"}]


def test_ties_are_all_told() -> None:
    cut = least_cut([BRIDGE, LOADING, ONE, QUAY_ONE])
    assert cut.size == 2
    assert {tuple(arc.id for arc in chosen) for chosen in cut.ties} == {
        ("bridge", "loading"),
        ("bridge", "one"),
        ("bridge", "quay-one"),
    }


def test_a_single_watcher_spreads_in_inverse_proportion() -> None:
    """Bridge 0.1 and quays 0.5: F = 10 + 2, value 1/12, shares 10/12 and 2/12."""
    cut = least_cut(TODAY)
    assert cut.value == pytest.approx(1 / 12, abs=1e-9)
    assert dict(zip((arc.id for arc in cut.watched), cut.shares, strict=True)) == pytest.approx(
        {"bridge": 10 / 12, "loading": 2 / 12}, abs=1e-9
    )


def test_the_watchers_cut_may_be_another_than_the_smallest() -> None:
    """One arc that is hardly noticed is dearer to rely on than two that are: 1/0.01 against 1/0.5 + 1/0.5."""
    dim = Arc("dim", "Dim", SOURCE, "mid", 0.01, by_land=True)
    clear = [Arc(name, name, "mid", SINK, 0.5, by_land=True) for name in ("left", "right")]
    cut = least_cut([dim, *clear])
    assert cut.size == 1
    assert {arc.id for arc in cut.watched} == {"left", "right"}
    assert cut.value == pytest.approx(0.25, abs=1e-9)


def test_without_a_way_there_is_nothing_to_cut() -> None:
    for arcs in ((), (LOADING, ONE)):
        cut = least_cut(arcs)
        assert (cut.size, cut.arcs, cut.value) == (0, (), None)
        assert cut.reason


def test_what_is_never_noticed_gives_no_value() -> None:
    cut = least_cut([Arc("blind", "Blind", SOURCE, SINK, 0.0, by_land=True)])
    assert (cut.size, cut.value) == (1, None)
    assert "never noticed" in cut.reason


YARD = Point("yard", "Yard", {"rail": 0.3})
LOAD = Point("load", "Loading quays", {"one": 0.5, "two": 0.5})
END = Point("end", "Quay one", {"one": 0.5})
OTHER = Point("other", "Quay two", {"two": 0.5})
WEIGHTS = {"rail": 1 / 3, "one": 1 / 3, "two": 1 / 3}


def test_worth_by_hand() -> None:
    assert worth([], WEIGHTS) == 0
    assert worth([LOAD], WEIGHTS) == pytest.approx(1 / 3, abs=1e-9)
    assert worth([LOAD, END, YARD], WEIGHTS) == pytest.approx((0.3 + 0.75 + 0.5) / 3, abs=1e-9)


def test_best_points_with_ties() -> None:
    one, two, three = best_points([YARD, LOAD, END, OTHER], WEIGHTS, most=3)
    assert [point.id for point in one.best[0]] == ["load"]
    assert [{point.id for point in chosen} for chosen in two.best] == [{"yard", "load"}]
    assert {frozenset(point.id for point in chosen) for chosen in three.best} == {
        frozenset({"yard", "load", "end"}), frozenset({"yard", "load", "other"}),
    }  # fmt: skip
    assert two.ratio == 1.0


def test_greedy_can_be_worse_and_is_shown_beside_the_best() -> None:
    wide = Point("wide", "Wide", {"a": 0.6, "b": 0.6})
    left, right = Point("left", "Left", {"a": 1.0}), Point("right", "Right", {"b": 1.0})
    _, two = best_points([wide, left, right], {"a": 0.5, "b": 0.5}, most=2)
    assert [point.id for point in two.best[0]] == ["left", "right"]
    assert two.worth == pytest.approx(1.0)
    assert two.greedy[0].id == "wide"
    assert two.ratio == pytest.approx(0.8)


def test_points_that_see_nothing_have_no_ratio() -> None:
    (choice,) = best_points([Point("blind", "Blind", {})], WEIGHTS, most=1)
    assert (choice.worth, choice.ratio) == (0.0, None)
    assert best_points([], WEIGHTS) == ()


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.floats(0, 1), max_size=4), min_size=1, max_size=6))
def test_greedy_keeps_its_promise(chances: list[dict[str, float]]) -> None:
    points = [Point(str(number), "P", row) for number, row in enumerate(chances)]
    even = dict.fromkeys("abcd", 0.25)
    for choice in best_points(points, even):
        assert choice.greedy_worth <= choice.worth + 1e-12
        assert choice.ratio is None or choice.ratio >= 1 - 1 / math.e - 1e-9
        assert {len(chosen) for chosen in choice.best} == {choice.count}


def at(*points: tuple[float, float]) -> list[LonLat]:
    return [LonLat(float(lon), float(lat)) for lon, lat in points]


def test_ways_that_join_hang_on_the_stretch_they_share() -> None:
    upper = at((0, 0), (1, 1), (2, 0), (3, 0), (4, 0))
    lower = at((0, 0), (1, -1), (2, 0), (3, 0), (4, 0))
    shape = shape_of([upper, lower])
    assert shape.points == tuple(at((2, 0)))
    assert shape.stretches == (tuple(at((2, 0), (4, 0))),)


def test_one_way_alone_is_one_stretch() -> None:
    shape = shape_of([at((0, 0), (1, 0), (2, 0))])
    assert shape.points == ()
    assert shape.stretches == (tuple(at((0, 0), (2, 0))),)


def test_ways_apart_have_nothing_in_common() -> None:
    shape = shape_of([at((0, 0), (1, 1), (2, 0)), at((0, 0), (1, -1), (2, 0))])
    assert (shape.points, shape.stretches) == ((), ())


@given(st.lists(st.lists(st.sampled_from(at(*itertools.product(range(4), range(3)))), min_size=2, max_size=9), max_size=4))
def test_any_ways_hang_where_the_whole_graph_of_their_points_does(ways: list[list[LonLat]]) -> None:
    whole: nx.Graph[LonLat] = nx.Graph(edge for way in ways for edge in itertools.pairwise(way) if edge[0] != edge[1])
    inner = {point for point in whole if whole.degree(point) == 2}
    hung: nx.Graph[LonLat] = nx.Graph(nx.bridges(whole))
    for point in inner & set(hung):
        hung.add_edge(*hung[point])
        hung.remove_node(point)
    shape = shape_of(ways)
    assert set(shape.points) == {point for point in nx.articulation_points(whole) if whole.degree(point) > 2}
    assert {frozenset(ends) for ends in shape.stretches} == {frozenset(ends) for ends in hung.edges}
