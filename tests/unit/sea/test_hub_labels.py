"""Short cuts through the search: they must not change the answer."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explorer.errors import CoordinateError
from explorer.sea.closures import Goal
from explorer.sea.hub_labels import Ladder
from explorer.sea.load import COST_STEP_NM, HUB_STEP_NM
from explorer.sea.mercator import Fan, Floats, Ints, to_plane, unit_vectors
from geodata.build.sea import products
from geodata.build.sea.graph import Doors, Web, all_pairs, used
from geodata.build.sea.ranks import ranks
from tests.sea_data import network


def net(size: int, links: int, seed: int) -> Web:
    """Random links between random points, each as dear as it is long."""
    chance = np.random.default_rng(seed)
    spots = chance.uniform(size=(size, 2))
    pairs = np.unique(np.sort(chance.integers(0, size, size=(links, 2)), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return Web(size, pairs, np.hypot(*(spots[pairs[:, 0]] - spots[pairs[:, 1]]).T))


def ladder(web: Web) -> Ladder:
    order = ranks(web)
    rungs = [rung for up in order.up for rung in up]
    hubs = [hub for label in order.labels for hub in label]
    return Ladder(
        first=np.concatenate([[0], np.cumsum([len(up) for up in order.up])]),
        higher=np.asarray([node for node, _, _ in rungs], dtype=np.int64),
        cost=np.asarray([cost for _, cost, _ in rungs]),
        over=np.asarray([over for *_, over in rungs], dtype=np.int64),
        rank=order.rank,
        base=order.base,
        first_hub=np.concatenate([[0], np.cumsum([len(label) for label in order.labels])]),
        hub=np.asarray([hub for hub, _, _ in hubs], dtype=np.int64),
        hub_cost=np.asarray([cost for _, cost, _ in hubs], dtype=float),
        hub_rung=np.asarray([rung for *_, rung in hubs], dtype=np.int64),
    )


def at(node: int) -> tuple[Ints, Floats]:
    """A node as where one starts from, at no cost."""
    return np.asarray([node]), np.zeros(1)


@pytest.mark.parametrize(("core", "top"), [(0, 0), (30, 20), (10_000, 10_000), (0, 40)])
def test_the_ladder_finds_the_shortest_way_and_names_its_nodes(core: int, top: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether all distances are known when nodes are taken away, or some, or none, and however many know their hubs."""
    monkeypatch.setattr("geodata.build.sea.ranks.CORE", core)
    monkeypatch.setattr("geodata.build.sea.ranks.TOP", top)
    web = net(80, 260, 7)
    steps, exact = ladder(web), all_pairs(web)
    cost = {tuple(pair): price for pair, price in zip(web.links.tolist(), web.cost.tolist(), strict=True)}
    for one in range(0, 80, 3):
        for other in range(80):
            found = steps.way(steps.climb(*at(one)), steps.climb(*at(other)), np.inf)
            if found is None:
                assert not np.isfinite(exact[one, other])
                continue
            assert found[0] == pytest.approx(exact[one, other])
            nodes = found[1]
            assert (nodes[0], nodes[-1]) == (one, other)
            walked = sum(cost[min(a, b), max(a, b)] for a, b in itertools.pairwise(nodes))
            assert walked == pytest.approx(found[0])


@pytest.mark.parametrize(("core", "top", "seed"), [(0, 0, 1), (30, 20, 2), (0, 40, 3), (10_000, 10_000, 4), (20, 8, 5)])
def test_what_is_left_to_go_is_known_at_every_node(core: int, top: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.build.sea.ranks.CORE", core)
    monkeypatch.setattr("geodata.build.sea.ranks.TOP", top)
    web = net(70, 200, seed)
    steps, exact = ladder(web), all_pairs(web)
    for goal in range(0, 70, 7):
        np.testing.assert_allclose(steps.left(steps.climb(*at(goal))), exact[:, goal])


def test_a_label_below_the_top_names_no_way_that_leads_over_it_as_cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hubs below the top are kept only where the top would be a detour; that is what keeps the labels short."""
    monkeypatch.setattr("geodata.build.sea.ranks.TOP", 20)
    web = net(80, 260, 7)
    order, exact = ranks(web), all_pairs(web)
    nodes = np.argsort(order.rank)
    top = nodes[order.base :]
    for node in nodes[: order.base].tolist():
        for hub, cost, _ in order.labels[node]:
            other = int(nodes[hub])
            assert cost == pytest.approx(exact[node, other])
            if hub < order.base and other != node:
                assert cost < (exact[node, top] + exact[top, other]).min()


def test_what_ways_from_a_port_use_is_kept_and_no_way_leads_through_a_port() -> None:
    """Links 0-1-2-3 in a row, a dear one from 0 to 2; a port that sees both 0 and 3, and one that sees nothing."""
    links = np.asarray([[0, 1], [1, 2], [0, 2], [2, 3]])
    web = Web(4, links, np.asarray([1.0, 1.0, 5.0, 9.0]))
    none = Doors(0, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))
    port = Doors(2, np.asarray([0, 0]), np.asarray([0, 3]), np.asarray([0.1, 0.1]))
    on_paths, between = used(web, np.asarray([0]), none)
    assert on_paths.tolist() == [True, True, False, True]
    assert between.tolist() == [False, True, True, False]
    on_paths, between = used(web, np.empty(0, dtype=np.int64), port)
    assert on_paths.tolist() == [True, True, False, False]
    assert between.tolist() == [True, True, False, False]
    on_paths, _ = used(web, np.asarray([0]), port, batch=1)
    assert on_paths[3]


def test_the_same_network_gives_the_same_order() -> None:
    web = net(60, 200, 3)
    one, other = ranks(web), ranks(web)
    assert one.up == other.up
    assert (one.rank == other.rank).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 39_999), st.integers(0, 39_999))
def test_upwards_and_plainly_searched_ways_cost_the_same(one: int, other: int) -> None:
    """But for the steps of the costs to hubs, of which a way upwards adds up to four."""
    sea = network()
    ends = [Goal({node: 0.0}, {}) for node in (one, other)]
    plain = sea.detours.way(*ends, np.zeros(len(sea.degrees)), frozenset(), np.inf)
    short = sea.ladder.way(sea.ladder.climb(*at(one)), sea.ladder.climb(*at(other)), np.inf)
    assert plain is not None
    assert short is not None
    assert short[0] == pytest.approx(plain[0], rel=1e-5, abs=2 * HUB_STEP_NM)
    walked = sum(sea.detours.step(sea.detours.link(here, there)) for here, there in itertools.pairwise(short[1]))
    assert plain[0] * (1 - 1e-9) <= walked <= plain[0] + 4 * HUB_STEP_NM


@settings(max_examples=30, deadline=None)
@given(st.floats(-180, 180), st.floats(-65, 68), st.integers(0, 2**31))
def test_the_rough_chart_hides_no_shore_and_invents_none(lon: float, lat: float, seed: int) -> None:
    """Lines of sight with the overview are those that meet no shore when every stroke is drawn, from any water."""
    sea = network()
    assume(not sea.sight.land.holds(to_plane(np.asarray([[lon, lat]])))[0])
    here = unit_vectors(np.asarray([[lon, lat]]))[0]
    fan = Fan.of(here, unit_vectors(sea.degrees[np.random.default_rng(seed).choice(len(sea.degrees), 25)]))
    clear = sea.sight.lines.seen(fan).clear
    exact = np.ones(len(clear), dtype=bool)
    line, number = fan.strokes(lambda x, _: np.zeros(x.shape, dtype=bool))
    exact[line[sea.sight.lines.meets_shore(fan.points(line, number))]] = False
    assert (clear == exact).all()
    blocked = np.asarray([sea.sight.lines.blocked(fan.only(np.asarray([number]))) for number in range(len(clear))])
    assert not (blocked & exact).any()


def test_costs_are_read_in_the_steps_in_which_they_are_written() -> None:
    assert (COST_STEP_NM, HUB_STEP_NM) == (products.COST_STEP_NM, products.HUB_STEP_NM)


def test_swapped_coordinates_are_named_as_such() -> None:
    with pytest.raises(CoordinateError, match="looks swapped"):
        network().route((42.23, 130.3), (131.9, 43.1))
    with pytest.raises(CoordinateError, match="out of range"):
        network().route((200.0, 10.0), (131.9, 43.1))
    with pytest.raises(CoordinateError, match="not both numbers"):
        network().route((float("nan"), 10.0), (131.9, 43.1))
