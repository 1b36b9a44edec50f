"""Short cuts through the search: they must not change the answer."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explorer.errors import CoordinateError
from explorer.sea.graph import Graph
from explorer.sea.hierarchy import Hierarchy
from explorer.sea.plane import Fan, Floats, Ints
from explorer.sea.visibility import InSight
from geodata.build.sea.contraction import contracted
from geodata.build.sea.graph import Doors, Web, all_pairs, used
from geodata.formats.mercator import to_plane, unit_vectors
from tests.grids import sampled
from tests.sea_data import network


def net(size: int, links: int, seed: int) -> Web:
    """Random links between random points, each as dear as it is long."""
    chance = np.random.default_rng(seed)
    spots = chance.uniform(size=(size, 2))
    pairs = np.unique(np.sort(chance.integers(0, size, size=(links, 2)), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return Web(size, pairs, np.hypot(*(spots[pairs[:, 0]] - spots[pairs[:, 1]]).T))


def hierarchy(web: Web) -> Hierarchy:
    up, core = contracted(web)
    links = [link for above in up for link in above]
    first = np.concatenate([[0], np.cumsum([len(above) for above in up])])
    upward = Graph.of(first, np.asarray([node for node, _, _ in links]), np.asarray([cost for _, cost, _ in links]))
    return Hierarchy(upward, np.asarray([over for *_, over in links]), core)


def at(node: int) -> tuple[Ints, Floats]:
    """A node as where one starts from, at no cost."""
    return np.asarray([node]), np.zeros(1)


@pytest.mark.parametrize("core", sampled([(0,), (30,), (10_000,)], [(30,)]))
def test_looking_upwards_finds_the_shortest_way_and_names_its_nodes(core: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether all distances are known when nodes are taken away, or some, or none."""
    monkeypatch.setattr("geodata.build.sea.contraction.CORE", core)
    web = net(80, 260, 7)
    found, exact = hierarchy(web), all_pairs(web)
    cost = {tuple(pair): price for pair, price in zip(web.links.tolist(), web.cost.tolist(), strict=True)}
    for one in range(0, 80, 3):
        for other in range(80):
            way = found.way(*found.search([at(one), at(other)]), np.inf)
            if way is None:
                assert not np.isfinite(exact[one, other])
                continue
            assert way[0] == pytest.approx(exact[one, other])
            nodes = way[1]
            assert (nodes[0], nodes[-1]) == (one, other)
            walked = sum(cost[min(a, b), max(a, b)] for a, b in itertools.pairwise(nodes))
            assert walked == pytest.approx(way[0])


def test_positions_searched_together_reach_what_each_reaches_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.build.sea.contraction.CORE", 30)
    found = hierarchy(net(80, 260, 7))
    sights = [(np.asarray([3, 40]), np.asarray([0.0, 0.3])), (np.asarray([40, 77, 5]), np.asarray([0.2, 0.0, 0.1]))]
    for together, sight in zip(found.search(sights), sights, strict=True):
        (alone,) = found.search([sight])
        assert dict(zip(together.nodes.tolist(), together.cost.tolist(), strict=True)) == dict(
            zip(alone.nodes.tolist(), alone.cost.tolist(), strict=True)
        )


def test_a_position_that_sees_nothing_reaches_nothing() -> None:
    found = hierarchy(net(20, 60, 1))
    blind = (np.empty(0, dtype=np.int64), np.empty(0))
    assert found.way(*found.search([blind, at(3)]), np.inf) is None
    assert found.way(*found.search([at(3), blind]), np.inf) is None


def test_above_the_core_there_is_only_the_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.build.sea.contraction.CORE", 30)
    up, core = contracted(net(80, 260, 7))
    assert core.sum() == 30
    assert all(core[higher] for node in np.flatnonzero(core).tolist() for higher, _, _ in up[node])


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


def test_the_same_network_gives_the_same_order_however_its_links_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.build.sea.contraction.CORE", 20)
    web = net(60, 200, 3)
    mixed = np.random.default_rng(1).permutation(len(web.links))
    (one, core), (other, same_core) = contracted(web), contracted(Web(web.size, web.links[mixed][:, ::-1], web.cost[mixed]))
    assert one == other
    assert (core == same_core).all()


def plainly(node: int) -> InSight:
    return InSight(*at(node), {}, {}, frozenset())


@given(st.integers(0, 39_999), st.integers(0, 39_999))
def test_upwards_and_plainly_searched_ways_cost_the_same(one: int, other: int) -> None:
    sea = network()
    plain = sea.links.way(plainly(one), plainly(other), frozenset(), np.inf)
    short = sea.hierarchy.way(*sea.hierarchy.search([at(one), at(other)]), np.inf)
    assert plain is not None
    assert short is not None
    assert short[0] == pytest.approx(plain[0], rel=1e-9)
    assert sea.links.graph.cost[sea.links.along(short[1])].sum() == pytest.approx(plain[0], rel=1e-9)


@given(st.floats(-180, 180), st.floats(-65, 68), st.integers(0, 2**31))
def test_the_rough_chart_hides_no_shore_and_invents_none(lon: float, lat: float, seed: int) -> None:
    """Lines of sight with the overview are those that meet no shore when every stroke is drawn, from any water."""
    sea = network()
    assume(not sea.sight.obstacles.land.holds(to_plane(np.asarray([[lon, lat]])))[0])
    here = unit_vectors(np.asarray([[lon, lat]]))[0]
    fan = Fan.of(here, unit_vectors(sea.degrees[np.random.default_rng(seed).choice(len(sea.degrees), 25)]))
    clear = sea.sight.obstacles.seen(fan).clear
    exact = np.ones(len(clear), dtype=bool)
    line, number = fan.strokes(lambda x, _: np.zeros(x.shape, dtype=bool))
    exact[line[sea.sight.obstacles.meets_shore(fan.points(line, number))]] = False
    assert (clear == exact).all()
    blocked = np.asarray([sea.sight.obstacles.blocked(fan.only(np.asarray([number]))) for number in range(len(clear))])
    assert not (blocked & exact).any()


def test_swapped_coordinates_are_named_as_such() -> None:
    with pytest.raises(CoordinateError, match="looks swapped"):
        network().route((42.23, 130.3), (131.9, 43.1))
    with pytest.raises(CoordinateError, match="out of range"):
        network().route((200.0, 10.0), (131.9, 43.1))
    with pytest.raises(CoordinateError, match="not both numbers"):
        network().route((float("nan"), 10.0), (131.9, 43.1))
