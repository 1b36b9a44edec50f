"""Links through passages: three nodes in a row, the second link through two passages at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from explorer.sea.links import Links
from explorer.sea.visibility import InSight
from geodata.formats.sea import SeaNodes, pack_numbers

ROW = SeaNodes(
    level=np.zeros(3, dtype=np.int64),
    free=np.ones(3, dtype=bool),
    before=np.ones((3, 2)),
    after=np.ones((3, 2)),
    first=np.asarray([0, 1, 3, 4]),
    neighbour=np.asarray([1, 0, 2, 1]),
    cost_nm=np.asarray([2.0, 2.0, 3.0, 3.0]),
    passage=np.asarray([-1, -1, 0, 0]),
    fairway=np.full(4, -1),
    first_up=np.zeros(4, dtype=np.int64),
    higher=np.empty(0, dtype=np.int64),
    up_cost_nm=np.empty(0),
    over=np.empty(0, dtype=np.int64),
    core=np.ones(3, dtype=bool),
)
LINKS = Links.of(ROW, pd.DataFrame({"also": [b"", pack_numbers([1, 2]), b""]}))


def at(node: int) -> InSight:
    return InSight(np.asarray([node]), np.zeros(1), {}, {}, frozenset())


def test_a_link_through_two_passages_names_both() -> None:
    assert [LINKS.passages(link) for link in range(4)] == [(), (), (0, 1), (0, 1)]


@pytest.mark.parametrize("shut", [0, 1])
def test_a_link_is_closed_with_either_of_its_passages(shut: int) -> None:
    assert sorted(LINKS.closed(frozenset({shut})).tolist()) == [2, 3]
    assert LINKS.way(at(0), at(2), frozenset({shut}), np.inf) is None
    assert LINKS.way(at(0), at(1), frozenset({shut}), np.inf) == (2.0, [0, 1])


def test_nothing_closed_leaves_the_whole_way() -> None:
    assert LINKS.way(at(0), at(2), frozenset({2}), np.inf) == (5.0, [0, 1, 2])
    assert LINKS.way(at(0), at(2), frozenset({2}), 5.0) is None, "no cheaper than the limit"
